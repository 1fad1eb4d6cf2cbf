import { z } from "zod";
import { can } from "#domain/access.ts";
import { id } from "#domain/id.ts";
import type { MatchSettings } from "#domain/matching-basis.ts";
import { usualWeights } from "#domain/matching.ts";
import { countMatchSheets } from "#db/matching-facts.ts";
import { listApplied, listRuns, listSolutions } from "#db/matching.ts";
import { matchingActs } from "./matching-act.ts";
import { matchingRows } from "./matching-rows.ts";
import { reachSheets, snapshot } from "./matching-sheet.ts";
import { allowed, router } from "./trpc.ts";

/** What a run is asked when nobody has asked one on the sheet yet. */
const usual: Omit<MatchSettings, "seed"> = {
  weights: usualWeights,
  ways: ["weighed", "most-first", "worst-off"],
  statuses: ["accepted", "confirmed"],
  keeps: "seats",
  along: [],
};

/** As many runs as the screen offers to look at again. */
const mostRuns = 20;

export const matchingRouter = router({
  /** What a matching of a sheet would have to do with: students, places, what is kept out, the cohort's other sheets, the last settings. */
  desk: allowed("assignment.see")
    .input(z.object({ worksheetId: id }))
    .query(async ({ ctx, input }) => {
      const { head, sheets } = await reachSheets(ctx.sql, ctx.actor, input.worksheetId);
      const [{ facts }, counts, [last]] = await Promise.all([
        snapshot(ctx.sql, ctx.actor, { sheets: [head], rules: true }),
        countMatchSheets(
          ctx.sql,
          ctx.actor,
          sheets.map((sheet) => sheet.id),
        ),
        listRuns(ctx.sql, ctx.actor, { worksheetId: head.id, most: 1 }),
      ]);
      const seatOf = new Map(facts.seats.map((seat) => [seat.studentId, seat]));
      const pathOf = new Map(facts.places.map(({ requestId, path }) => [requestId, path]));
      const students = facts.students.map(({ studentId, number, lastName, firstName, preferences, home }) => ({
        id: studentId,
        number,
        lastName,
        firstName,
        wishes: preferences.length,
        home: home !== null,
        seat: seatOf.get(studentId) ?? null,
      }));
      const places = facts.places.map(({ requestId, reference, path, status, size, schedule, point }) => ({
        requestId,
        reference,
        path,
        status,
        size,
        taken: facts.seats.filter((seat) => seat.requestId === requestId).length,
        startsOn: schedule.startsOn,
        endsOn: schedule.endsOn,
        located: point !== null,
        barred: facts.barred.get(requestId) ?? null,
      }));
      const reachable = new Set(sheets.map((sheet) => sheet.id));
      return {
        head,
        others: sheets.slice(1).map(({ id: sheetId, kind, course, term, startsOn, endsOn }) => ({
          id: sheetId,
          kind,
          course,
          term,
          startsOn,
          endsOn,
          students: counts.get(sheetId)?.students ?? 0,
          places: counts.get(sheetId)?.places ?? 0,
        })),
        students,
        places,
        exceptions: facts.exceptions.map((one) => ({ ...one, path: one.requestId === null ? null : (pathOf.get(one.requestId) ?? null) })),
        settings: last
          ? {
              weights: last.weights,
              ways: last.ways,
              statuses: last.statuses,
              keeps: last.keeps,
              along: last.worksheetIds.filter((sheetId) => sheetId !== head.id && reachable.has(sheetId)),
            }
          : usual,
        may: { manage: can(ctx.actor, "assignment.manage") },
      };
    }),

  /** The sheet's runs, the latest first, each with its solutions side by side; while one is under way, how far it is. */
  runs: allowed("assignment.see")
    .input(z.object({ worksheetId: id }))
    .query(async ({ ctx, input }) => {
      const { head } = await reachSheets(ctx.sql, ctx.actor, input.worksheetId);
      const runs = await listRuns(ctx.sql, ctx.actor, { worksheetId: head.id, most: mostRuns });
      const ids = runs.map((run) => run.id);
      const solutions = await listSolutions(ctx.sql, ctx.actor, ids);
      const applied = await listApplied(
        ctx.sql,
        ctx.actor,
        solutions.map((solution) => solution.id),
      );
      const mayManage = can(ctx.actor, "assignment.manage");
      return runs.map((run) => ({
        ...run,
        solutions: solutions
          .filter(({ runId }) => runId === run.id)
          .map((solution) => ({ ...solution, applied: applied.filter(({ solutionId }) => solutionId === solution.id) })),
        may: { cancel: mayManage && run.state === "running" && !run.cancelAsked },
      }));
    }),

  ...matchingRows,
  ...matchingActs,
});
