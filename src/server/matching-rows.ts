import { z } from "zod";
import { can } from "#domain/access.ts";
import { id } from "#domain/id.ts";
import { movedSince, rowStateOf } from "#domain/matching-basis.ts";
import { demandKey } from "#domain/matching.ts";
import { refuse } from "#domain/refusal.ts";
import { listLastLeft, listLastTouch } from "#db/matching-facts.ts";
import { findSolution, listSeats } from "#db/matching.ts";
import { standingOf } from "./matching-facts.ts";
import { reachRun, snapshot } from "./matching-sheet.ts";
import { allowed } from "./trpc.ts";

export const matchingRows = {
  /** One solution row by row: whom it puts where, where she is now, what may be done about it, and what moved under it since its run read. */
  rows: allowed("assignment.see")
    .input(z.object({ solutionId: id }))
    .query(async ({ ctx, input }) => {
      const solution = (await findSolution(ctx.sql, ctx.actor, input.solutionId)) ?? refuse({ code: "not-found" });
      const { run, sheets } = await reachRun(ctx.sql, ctx.actor, solution.runId);
      const reached = new Set(sheets.map((sheet) => sheet.id));
      const [{ facts }, stored] = await Promise.all([
        snapshot(ctx.sql, ctx.actor, { sheets, rules: false }),
        listSeats(ctx.sql, ctx.actor, { solutionId: solution.id }),
      ]);
      const proposed = stored.filter(({ worksheetId }) => reached.has(worksheetId));
      const now = standingOf(facts);
      const requestIds = [...new Set(proposed.flatMap(({ requestId }) => requestId ?? []))];
      const studentIds = [...new Set(proposed.map(({ studentId }) => studentId))];
      const after = run.seq;
      const [touched, left] = await Promise.all([
        listLastTouch(ctx.sql, ctx.actor, { after, requestIds }),
        listLastLeft(ctx.sql, ctx.actor, { after, worksheetIds: [...reached], studentIds }),
      ]);
      const moved = movedSince(
        { basis: run.basis, now, rows: proposed },
        {
          touched: new Map(touched.map((one) => [one.about, one])),
          left: new Map(left.map((one) => [one.studentId, one])),
        },
      );
      const studentOf = new Map(facts.students.map((student) => [demandKey(student.worksheetId, student.studentId), student]));
      const seatOf = new Map(facts.seats.map((seat) => [demandKey(seat.worksheetId, seat.studentId), seat]));
      const exceptionOf = new Map(
        facts.exceptions.flatMap((one) => (one.studentId === null ? [] : [[demandKey(one.worksheetId, one.studentId), one] as const])),
      );
      const order = new Map(facts.students.map((student, index) => [demandKey(student.worksheetId, student.studentId), index]));
      const rows = proposed
        .map((row) => {
          const key = demandKey(row.worksheetId, row.studentId);
          const student = studentOf.get(key);
          return {
            key,
            worksheetId: row.worksheetId,
            studentId: row.studentId,
            name: student ? { lastName: student.lastName, firstName: student.firstName, number: student.number } : null,
            wishes: (facts.wishes.get(key) ?? []).map(({ text }) => text),
            requestId: row.requestId,
            placed: row.placed,
            rank: row.rank,
            why: row.why,
            seat: seatOf.get(key) ?? null,
            state: rowStateOf(row, now),
            kept: exceptionOf.get(key) ?? null,
            moved: moved.get(key) ?? [],
          };
        })
        .toSorted((one, other) => (order.get(one.key) ?? Infinity) - (order.get(other.key) ?? Infinity));
      return {
        solutionId: solution.id,
        runId: run.id,
        sheets: sheets.map(({ id: sheetId, course, kind }) => ({ id: sheetId, course, kind })),
        places: facts.places.map(({ requestId, worksheetId, reference, path, status, size, schedule }) => ({
          requestId,
          worksheetId,
          reference,
          path,
          status,
          size,
          startsOn: schedule.startsOn,
          endsOn: schedule.endsOn,
        })),
        rows,
        may: { manage: can(ctx.actor, "assignment.manage") },
      };
    }),
};
