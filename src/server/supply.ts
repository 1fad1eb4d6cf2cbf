import { z } from "zod";
import { can } from "#domain/access.ts";
import { day } from "#domain/dates.ts";
import { weeksFrom, weekSpans, type SupplyNeed } from "#domain/supply.ts";
import { listProgress } from "#db/progress.ts";
import { listDisciplines } from "#db/place-search.ts";
import { listAskingSchools, listProgrammeDisciplines, listReceiving, listSupplySites, saveSupplyLook } from "#db/supply.ts";
import { settleIntents } from "./intent.ts";
import { sheetOf, supplyPlaceProcedures } from "./supply-place.ts";
import { lookAtSupply, supplyAsked, supplySide } from "./supply-look.ts";
import { allowed, router } from "./trpc.ts";

const side = supplyAsked.shape.side;
const period = z.object({ side, on: day, weeks: z.union(weekSpans.map((span) => z.literal(span))).default(26) });

/** Supply and demand: weeks by units, in counts (H-2 rank 13). */
export const supplyRouter = router({
  /**
   * The picture: places in order, each week by week at its fullest moment. A school looks over the catalogue, with its own apart and the
   * others as counts; who receives over its own places. Asking says that one looks: changes are told for the next three minutes.
   */
  grid: allowed("supply.see")
    .input(supplyAsked)
    .query(async ({ ctx, input }) => {
      await saveSupplyLook(ctx.sql, ctx.actor);
      await settleIntents(ctx);
      const found = await lookAtSupply(ctx, input);
      return {
        ...found,
        weeks: input.weeks,
        /** A unit is told of what it was asked; what is being prepared is not its business. */
        ghosts: found.side !== "unit" && input.schoolId === null,
        may: { plan: found.side === "placing" && can(ctx.actor, "worksheet.edit"), share: can(ctx.actor, "sharing.see") },
      };
    }),

  /** What the picture can be narrowed to: organisations, sites, disciplines, schools; and the sides of a role that has both. */
  choices: allowed("supply.see")
    .input(period)
    .query(async ({ ctx, input }) => {
      const from = supplySide(ctx.actor, input.side);
      const dates = weeksFrom(input.on, input.weeks);
      const own = from !== "placing";
      const [agencies, sites, disciplines, schools] = await Promise.all([
        own ? [] : listReceiving(ctx.sql, ctx.actor, dates),
        listSupplySites(ctx.sql, ctx.actor, { agencyIds: own ? [ctx.actor.agencyId] : null, from: dates.from }),
        listDisciplines(ctx.sql, ctx.actor),
        from === "receiving" ? listAskingSchools(ctx.sql, ctx.actor, { side: "receiving", ...dates }) : [],
      ]);
      const both = ctx.actor.agencyKind === "both" && (ctx.actor.kind === "observer" || ctx.actor.kind === "local-administrator");
      return { side: from, both, agencies, sites, disciplines, schools };
    }),

  /** Places of one's cohorts that no row plans and no request asks for, of courses that touch these weeks (R504); schools alone. */
  needs: allowed("supply.see")
    .input(period)
    .query(async ({ ctx, input }): Promise<SupplyNeed[]> => {
      if (supplySide(ctx.actor, input.side) !== "placing") return [];
      const { from, to } = weeksFrom(input.on, input.weeks);
      const [cohorts, programmes] = await Promise.all([
        listProgress(ctx.sql, ctx.actor, { term: { from, to } }),
        listProgrammeDisciplines(ctx.sql, ctx.actor),
      ]);
      const disciplines = new Map(programmes.map(({ id, discipline }) => [id, discipline]));
      return cohorts.flatMap((cohort) =>
        cohort.courses
          .filter((course) => course.needed > course.planned && course.startsOn <= to && course.endsOn >= from)
          .map((course) => ({
            cohortCourseId: course.id,
            cohortId: cohort.cohortId,
            cohort: cohort.cohort,
            course: `${course.number} ${course.name}`,
            discipline: disciplines.get(cohort.programmeId) ?? cohort.programme,
            termId: course.termId,
            term: course.term,
            startsOn: course.startsOn,
            endsOn: course.endsOn,
            needed: course.needed,
            planned: course.planned,
            worksheetId: sheetOf(course),
          })),
      );
    }),

  ...supplyPlaceProcedures,
});
