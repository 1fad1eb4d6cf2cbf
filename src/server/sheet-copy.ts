import { z } from "zod";
import { day } from "#domain/dates.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { statusSeenBy, type Status } from "#domain/request.ts";
import { copyFamilies, familyOf, statusesOf, type CopyFamily, type SourceRow } from "#domain/sheet-copy.ts";
import { listCopyRows, listCopySources, type CopyRow, type CopySource } from "#db/sheet-copy.ts";
import { findWorksheet } from "#db/worksheet.ts";
import { allowed, router } from "./trpc.ts";

const sourcesAtOnce = 20;
const rowsAtOnce = 500;

/** Rows of a source by what became of them, as its school may know it. */
function familiesOf({ byStatus, drafts }: CopySource): Record<CopyFamily, number> {
  const counts = Object.fromEntries(copyFamilies.map((family) => [family, 0])) as Record<CopyFamily, number>;
  for (const [status, count] of Object.entries(byStatus) as [Status, number][]) counts[familyOf(status)] += count;
  return { ...counts, draft: drafts };
}

const rowSeen = ({ key, status, reference, cells, receivingId, siteId, serviceId, destinationId, ...asked }: CopyRow): SourceRow => ({
  key,
  status: status === null ? null : statusSeenBy(status, "placing"),
  reference,
  cells,
  asked:
    status === null
      ? null
      : {
          place: { agencyId: receivingId, siteId, serviceId, destinationId },
          size: asked.size,
          instructorId: asked.instructorId,
          instructorName: asked.instructorName,
          schedule: asked.schedule,
          comment: asked.comment,
          parts: asked.parts,
        },
});

/** Copying places from an earlier sheet (F-096 to F-101): what can be copied is asked here, and added by the page, as a paste is. */
export const sheetCopyRouter = router({
  /** Earlier sheets of the same kind, those of the same course first, with how many rows they have of each status. */
  sources: allowed("worksheet.edit")
    .input(
      z.object({
        worksheetId: id,
        text: z.string().trim().max(200).default(""),
        cursor: z.object({ sameCourse: z.boolean(), termStartsOn: day, id }).nullish(),
      }),
    )
    .query(async ({ ctx, input }) => {
      const sheet = (await findWorksheet(ctx.sql, ctx.actor, input.worksheetId)) ?? refuse({ code: "not-found" });
      const found = await listCopySources(ctx.sql, ctx.actor, {
        sheet,
        text: input.text,
        after: input.cursor ?? null,
        most: sourcesAtOnce + 1,
      });
      const page = found.slice(0, sourcesAtOnce);
      const last = page.at(-1);
      return {
        sources: page.map((source) => ({
          id: source.id,
          sameCourse: source.sameCourse,
          course: { number: source.courseNumber, name: source.courseName },
          cohort: source.cohortName,
          term: source.termName,
          startsOn: source.startsOn,
          endsOn: source.endsOn,
          counts: familiesOf(source),
        })),
        next: found.length > page.length && last ? { sameCourse: last.sameCourse, termStartsOn: last.termStartsOn, id: last.id } : null,
      };
    }),

  /** A page of a source's rows of the families chosen, in the order of its sheet, with the course they were planned for. */
  rows: allowed("worksheet.edit")
    .input(
      z.object({
        worksheetId: id,
        sourceId: id,
        families: z.array(z.enum(copyFamilies)).max(copyFamilies.length),
        cursor: z.object({ rank: z.string().max(1_000), key: z.string().max(40) }).nullish(),
      }),
    )
    .query(async ({ ctx, input }) => {
      const [sheet, source] = await Promise.all([
        findWorksheet(ctx.sql, ctx.actor, input.worksheetId),
        findWorksheet(ctx.sql, ctx.actor, input.sourceId),
      ]);
      if (!sheet || !source || source.kind !== sheet.kind) return refuse({ code: "not-found" });
      const found = await listCopyRows(ctx.sql, {
        agencyId: source.agencyId,
        worksheetId: source.id,
        statuses: statusesOf(input.families),
        drafts: input.families.includes("draft"),
        after: input.cursor ?? null,
        most: rowsAtOnce + 1,
      });
      const page = found.slice(0, rowsAtOnce);
      const last = page.at(-1);
      return {
        course: { ...source.schedule, defaultComment: source.defaultComment },
        rows: page.map(rowSeen),
        next: found.length > page.length && last ? { rank: last.rank, key: last.key } : null,
      };
    }),
});
