import { z } from "zod";
import { can } from "#domain/access.ts";
import { day } from "#domain/dates.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { seenBySchool, servedOf, shareOf, sumLines, type ShareLine } from "#domain/supply-share.ts";
import { listSupplySites } from "#db/supply.ts";
import { findSharing, listAskedDisciplines, listPartners, listSchoolsAt, listShares, saveSharing } from "#db/supply-share.ts";
import { supplyWords } from "#words/supply.ts";
import { inWords } from "#words/words.ts";
import { act } from "./act.ts";
import { checkPeriod } from "./occupancy-place.ts";
import type { ActorContext } from "./request-move.ts";
import { supplySide } from "./supply-look.ts";
import { writeCsv } from "./table-write.ts";
import { allowed, router } from "./trpc.ts";

const asked = z.object({
  side: z.enum(["placing", "receiving"]).optional(),
  from: day,
  to: day,
  /** Whose places, for a school: an organisation it asked for something or has an agreement with. */
  receivingId: id.nullable().default(null),
  siteId: id.nullable().default(null),
  discipline: z.string().trim().min(1).max(120).nullable().default(null),
});

async function share(ctx: ActorContext, input: z.infer<typeof asked>) {
  checkPeriod(input);
  const placing = supplySide(ctx.actor, input.side) === "placing";
  const partners = placing ? await listPartners(ctx.sql, ctx.actor) : [];
  const receiving: { id: Id; name: string } | null = placing
    ? input.receivingId === null
      ? (partners[0] ?? null)
      : (partners.find((one) => one.id === input.receivingId) ?? refuse({ code: "not-found" }))
    : { id: ctx.actor.agencyId, name: ctx.actor.agencyName };
  const none = { placing, partners, receiving, open: false, by: null, at: null, lines: [], sites: [], disciplines: [] };
  if (receiving === null) return none;
  const of = { ...input, receivingId: receiving.id };
  const setting = await findSharing(ctx.sql, receiving.id);
  const [all, sites, disciplines] = await Promise.all([
    listShares(ctx.sql, ctx.actor, of),
    listSupplySites(ctx.sql, ctx.actor, { agencyIds: [receiving.id], from: input.from }),
    // which disciplines others asked for is the organisation's, unless it shows them
    listAskedDisciplines(ctx.sql, ctx.actor, { ...of, ownOnly: placing && !setting.open }),
  ]);
  const lines = placing ? seenBySchool(all, { schoolId: ctx.actor.agencyId, school: ctx.actor.agencyName, open: setting.open }) : all;
  return { ...none, ...setting, by: placing ? null : setting.by, lines, sites, disciplines };
}

export const sharingRouter = router({
  /**
   * What each school asked an organisation for in a period, and was given, with the definition that its page shows (R505). A school sees its
   * own line, and the others as one unless the organisation shows them. Refused: `not-found` for an organisation it has nothing to do with.
   */
  lines: allowed("sharing.see")
    .input(asked)
    .query(async ({ ctx, input }) => ({
      ...(await share(ctx, input)),
      may: { open: supplySide(ctx.actor, input.side) === "receiving" && can(ctx.actor, "sharing.manage") },
    })),

  /** The same as a CSV file that French Excel opens. */
  file: allowed("sharing.see")
    .input(asked.extend({ language: z.enum(["fr", "en"]) }))
    .mutation(async ({ ctx, input }): Promise<{ fileName: string; text: string }> => {
      const { lines } = await share(ctx, input);
      const w = inWords(supplyWords, input.language).sharing;
      const all = sumLines(lines);
      const cells = (line: Pick<ShareLine, "requests" | "asked" | "given" | "waiting">): string[] => {
        const { ofGiven, ofAsked } = shareOf(line, all);
        const figures = [line.requests, line.asked, line.waiting, line.given, servedOf(line), ofAsked, ofGiven];
        return figures.map((figure) => (figure === null ? "" : String(figure)));
      };
      const header = [w.school, w.requests, w.asked, w.waiting, w.given, w.served, w.ofAsked, w.ofGiven];
      const rows = lines.map((line) => [line.schoolId === null ? w.others : line.school, ...cells(line)]);
      return { fileName: `${w.fileName(input.from, input.to)}.csv`, text: writeCsv(header, [...rows, [w.total, ...cells(all)]]) };
    }),

  /** Whether schools see each other's lines by name. */
  set: allowed("sharing.manage")
    .input(z.object({ open: z.boolean() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        if (ctx.actor.agencyKind === "placing") refuse({ code: "not-allowed" });
        const isNews = await saveSharing(tx, ctx.actor, { open: input.open, at: ctx.now() });
        const { agencyId } = ctx.actor;
        return {
          value: null,
          events: isNews
            ? [
                {
                  kind: "sharing.set",
                  agencyIds: [agencyId, ...(await listSchoolsAt(tx, ctx.actor))],
                  about: agencyId,
                  facts: { open: input.open },
                },
              ]
            : [],
        };
      }),
    ),
});
