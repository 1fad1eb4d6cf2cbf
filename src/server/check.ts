import { z } from "zod";
import { addDays } from "#domain/dates.ts";
import { id } from "#domain/id.ts";
import { factOf } from "#domain/overlap.ts";
import { refuse } from "#domain/refusal.ts";
import { createUnitLoad } from "#domain/unit-load.ts";
import { listCheckedCourses, listOwnAgreements } from "#db/agreement.ts";
import { listLinesOfUnits } from "#db/capacity.ts";
import { listClosures } from "#db/closure.ts";
import { listIntents, listUnitsOf } from "#db/overlap.ts";
import { listRequests } from "#db/request.ts";
import { findWorksheet } from "#db/worksheet.ts";
import { settleIntents } from "./intent.ts";
import { lookOf } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

export const checkRouter = router({
  /** What a sheet's rows are checked against, besides the catalogue: the course's hours and programme, closures, agreements. */
  facts: allowed("worksheet.see")
    .input(z.object({ worksheetId: id }))
    .query(async ({ ctx, input }) => {
      const sheet = (await findWorksheet(ctx.sql, ctx.actor, input.worksheetId)) ?? refuse({ code: "not-found" });
      const { startsOn: from, endsOn: to } = sheet.schedule;
      const [courses, closures, agreements] = await Promise.all([
        listCheckedCourses(ctx.sql, ctx.actor, [sheet.cohortCourseId]),
        listClosures(ctx.sql, ctx.actor, { from, to }),
        listOwnAgreements(ctx.sql, ctx.actor),
      ]);
      const course = courses[0] ?? refuse({ code: "not-found" });
      return { hours: course.hours, programme: course.programme, closures, agreements };
    }),

  /**
   * Who else is at the units of services while the sheet's course lasts, as far as its school may know (db/overlap.ts): requests of this
   * very sheet among them, its drafts not, because its own screen has them as they are typed.
   */
  around: allowed("worksheet.see")
    .input(z.object({ worksheetId: id, serviceIds: z.array(id).max(300) }))
    .query(async ({ ctx, input }) => {
      const sheet = (await findWorksheet(ctx.sql, ctx.actor, input.worksheetId)) ?? refuse({ code: "not-found" });
      await settleIntents(ctx);
      const destinationIds = await listUnitsOf(ctx.sql, input.serviceIds);
      const days = { from: addDays(sheet.schedule.startsOn, -1), to: addDays(sheet.schedule.endsOn, 1) };
      const [intents, lines] = await Promise.all([
        listIntents(ctx.sql, ctx.actor, { destinationIds, ...days }),
        listLinesOfUnits(ctx.sql, ctx.actor, destinationIds),
      ]);
      return {
        destinationIds,
        lines,
        intents: intents.filter(({ stage, row }) => !(stage === "draft" && row?.worksheetId === sheet.id)),
      };
    }),

  /** The overlaps of requests of the school, those that have any. */
  ofRequests: allowed("request.see")
    .input(z.object({ ids: z.array(id).max(500) }))
    .query(async ({ ctx, input }) => {
      if (ctx.actor.agencyKind === "receiving") return [];
      const records = (await listRequests(ctx.sql, lookOf(ctx, "placing"), input.ids)).filter(({ kind }) => kind === "group");
      const units = [...new Set(records.flatMap(({ destinationId }) => destinationId ?? []))];
      const [first] = records;
      if (!first || units.length === 0) return [];
      await settleIntents(ctx);
      const from = records.reduce(
        (least, { schedule }) => (schedule.startsOn < least ? schedule.startsOn : least),
        first.schedule.startsOn,
      );
      const to = records.reduce((most, { schedule }) => (schedule.endsOn > most ? schedule.endsOn : most), first.schedule.endsOn);
      const load = createUnitLoad();
      const days = { from: addDays(from, -1), to: addDays(to, 1) };
      for (const intent of await listIntents(ctx.sql, ctx.actor, { destinationIds: units, ...days })) load.put(intent);
      return records.flatMap((record) => {
        const mine = load.at(record.destinationId ?? "").find(({ key }) => key === record.id);
        const { told, more } = mine ? load.clashes(mine.destinationId, mine) : { told: [], more: 0 };
        return told.length === 0 ? [] : [{ requestId: record.id, with: told.map(factOf), more }];
      });
    }),
});
