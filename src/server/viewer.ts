import { id, type Id } from "#domain/id.ts";
import { standingOf, whyOf, type Viewer } from "#domain/viewer.ts";
import type { RoleKind } from "#domain/access.ts";
import { listViewers, type ViewerRow } from "#db/viewer.ts";
import { z } from "zod";
import { findSeen } from "./request-found.ts";
import { allowed, router } from "./trpc.ts";

/** People with their roles, in the order of the rows. */
function people(rows: readonly ViewerRow[], now: Date): Viewer[] {
  const found = new Map<Id, Viewer>();
  for (const row of rows) {
    const one = found.get(row.personId) ?? {
      personId: row.personId,
      name: row.name,
      title: row.title,
      roles: [],
      standing: standingOf(row, now),
    };
    one.roles.push({ kind: row.kind, why: whyOf(row), withNames: row.withNames });
    found.set(row.personId, one);
  }
  return [...found.values()];
}

/** Of another organisation: whom to write to, by name, and how many more there are in each role. */
function others(rows: readonly ViewerRow[]) {
  const open = rows.filter(({ closed }) => !closed);
  const named = [...new Map(open.filter(({ contact }) => contact).map((row) => [row.personId, row])).values()];
  const counts = new Map<RoleKind, Set<Id>>();
  for (const row of open) {
    if (named.some(({ personId }) => personId === row.personId)) continue;
    counts.set(row.kind, (counts.get(row.kind) ?? new Set()).add(row.personId));
  }
  return {
    named: named.map(({ name, kind }) => ({ name, kind })),
    counted: [...counts].map(([kind, of]) => ({ kind, count: of.size })),
  };
}

export const viewerRouter = router({
  /**
   * Who can see a request (F-019): everyone of the reader's organisation, with why; of the other, its coordinators who are to be written to,
   * and how many others. `closed`: those of the reader's organisation who would see it if their access were open.
   */
  list: allowed("request.see")
    .input(z.object({ requestId: id }))
    .query(async ({ ctx, input }) => {
      const { record, side } = await findSeen(ctx.sql, ctx, input.requestId);
      const rows = await listViewers(ctx.sql, record);
      const own = people(
        rows.filter(({ agencyId }) => agencyId === ctx.actor.agencyId),
        ctx.now(),
      );
      return {
        own: own.filter(({ standing }) => standing !== "closed"),
        closed: own.filter(({ standing }) => standing === "closed"),
        other: {
          name: (side === "placing" ? record.names.receiving : record.names.school) ?? "",
          ...others(rows.filter(({ agencyId }) => agencyId !== ctx.actor.agencyId)),
        },
      };
    }),
});
