import { z } from "zod";
import { can } from "#domain/access.ts";
import { id } from "#domain/id.ts";
import { approximate, point, precise, writePosition, type Point } from "#domain/position.ts";
import { refuse } from "#domain/refusal.ts";
import { findPlace, listCatalogueReaders } from "#db/catalogue.ts";
import { listHomes, listSitePositions, saveHome, saveSitePosition } from "#db/position.ts";
import { findStudent, lockStudent } from "#db/student.ts";
import { act } from "./act.ts";
import { kept, mayOf } from "./catalogue-place.ts";
import { allowed, router } from "./trpc.ts";

const same = (one: Point | null, other: Point | null): boolean => one?.latitude === other?.latitude && one?.longitude === other?.longitude;

export const positionRouter = router({
  /** Where a site stands; null while nobody said it. */
  ofSite: allowed("catalogue.see")
    .input(z.object({ siteId: id }))
    .query(async ({ ctx, input }) => {
      const place = await findPlace(ctx.sql, ctx.actor, input.siteId);
      if (place?.level !== "site") return refuse({ code: "not-found" });
      const at = await listSitePositions(ctx.sql, ctx.actor, [place.id]);
      return { point: at.get(place.id) ?? null, may: { edit: mayOf(ctx.actor, place).edit } };
    }),

  /** Says where a site stands, or that it is not known; answers what was said before, for undo. */
  setSite: allowed("catalogue.see")
    .input(z.object({ siteId: id, point: point.nullable() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const place = await kept(tx, ctx.actor, input.siteId);
        if (place.level !== "site") refuse({ code: "not-found" });
        if (!mayOf(ctx.actor, place).edit) refuse({ code: "not-allowed" });
        const before = (await listSitePositions(tx, ctx.actor, [place.id])).get(place.id) ?? null;
        const after = input.point && precise(input.point);
        if (same(before, after)) return { value: { before }, events: [] };
        await saveSitePosition(tx, { agencyId: place.agencyId, siteId: place.id, point: after });
        const told = { before: before && writePosition(before), after: after && writePosition(after) };
        return {
          value: { before },
          events: [
            {
              kind: "catalogue.changed",
              agencyIds: [...(await listCatalogueReaders(tx)), place.agencyId],
              about: place.id,
              within: [place.agencyId],
              facts: { type: place.level, name: place.name, fields: ["position"], changes: { position: told } },
            },
          ],
        };
      }),
    ),

  /** About where a student lives, for who reads her record at her school; null while it is not said. */
  ofHome: allowed("student.see")
    .input(z.object({ studentId: id }))
    .query(async ({ ctx, input }) => {
      const student = (await findStudent(ctx.sql, ctx.actor, input.studentId)) ?? refuse({ code: "not-found" });
      const at = await listHomes(ctx.sql, ctx.actor, [student.id]);
      return { point: at.get(student.id) ?? null, may: { edit: can(ctx.actor, "student.manage") && student.sealed === null } };
    }),

  /** Says about where a student lives, to two decimals whatever is sent, or forgets it. Its event does not say where. */
  setHome: allowed("student.manage")
    .input(z.object({ studentId: id, point: point.nullable() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const student = (await lockStudent(tx, ctx.actor, input.studentId)) ?? refuse({ code: "not-found" });
        if (student.sealed) refuse({ code: "profile-sealed" });
        const before = (await listHomes(tx, ctx.actor, [student.id])).get(student.id) ?? null;
        const after = input.point && approximate(input.point);
        if (same(before, after)) return { value: { before }, events: [] };
        await saveHome(tx, ctx.actor, { studentId: student.id, point: after });
        return {
          value: { before },
          events: [{ kind: "student.changed", agencyIds: [ctx.actor.agencyId], about: student.id, facts: { fields: ["home"] } }],
        };
      }),
    ),
});
