import { z } from "zod";
import { dayIn } from "#domain/dates.ts";
import { id } from "#domain/id.ts";
import { coveredOf, lackingOf, progressSteps, sumOf } from "#domain/progress.ts";
import { twoYearsAfter } from "#domain/term.ts";
import { listProgress } from "#db/progress.ts";
import { allowed, router } from "./trpc.ts";

const session = z.union([z.enum(["today", "all"]), id]).default("today");

export const progressRouter = router({
  /** How far cohorts have come, with what they all lack together (R470, R471): those of the session, of one programme or a single one. */
  list: allowed("programme.see")
    .input(z.object({ session, programmeId: id.nullish(), cohortId: id.nullish() }))
    .query(async ({ ctx, input }) => {
      const today = dayIn(ctx.now());
      const cohorts = await listProgress(ctx.sql, ctx.actor, {
        term:
          input.session === "today" ? { from: today, to: twoYearsAfter(today) } : input.session === "all" ? "all" : { id: input.session },
        programmeId: input.programmeId ?? null,
        cohortId: input.cohortId ?? null,
      });
      const courses = cohorts.flatMap((cohort) => cohort.courses);
      return {
        cohorts,
        total: sumOf(courses),
        steps: progressSteps.map((step) => ({ step, lacking: lackingOf(courses, step), covered: coveredOf(courses, step) })),
      };
    }),
});
