import { z } from "zod";
import type { Actor } from "#domain/access.ts";
import { id, type Id } from "#domain/id.ts";
import { peopleIn } from "#domain/match-reason-facts.ts";
import { refuse } from "#domain/refusal.ts";
import { findGridHead, type GridHead } from "#db/assignment.ts";
import {
  findReasonRun,
  listDecidedSeats,
  listReasonPlaces,
  listReasons,
  listReasonStudents,
  listSolutionsOf,
  placesIn,
} from "#db/match-reason.ts";
import type { Query } from "#db/sql.ts";
import { allowed, router } from "./trpc.ts";

async function headOf(sql: Query, actor: Actor, worksheetId: Id): Promise<GridHead> {
  return (await findGridHead(sql, actor, worksheetId)) ?? refuse({ code: "not-found" });
}

/** A solution, with the places and people its reasons speak of; people by name only for who may have names. */
async function proposalsOf(sql: Query, actor: Actor, of: { worksheetId: Id; solutionId: Id; studentIds: Id[] }) {
  const reasons = await listReasons(sql, actor, of);
  const requestIds = [...new Set(reasons.flatMap(placesIn))];
  const studentIds = [...new Set(reasons.flatMap(({ facts }) => peopleIn(facts)))];
  const [run, places, students] = await Promise.all([
    findReasonRun(sql, actor, of.solutionId),
    listReasonPlaces(sql, actor, { solutionId: of.solutionId, requestIds }),
    listReasonStudents(sql, actor, studentIds),
  ]);
  if (!run) return [];
  const placeOf = new Map(places.map((place) => [place.requestId, place]));
  const nameOf = new Map(students.map((student) => [student.id, student]));
  return reasons.map(({ studentId, facts }) => ({
    studentId,
    run,
    facts,
    places: [...new Set(placesIn({ facts }))].flatMap((requestId) => placeOf.get(requestId) ?? []),
    students: peopleIn(facts).flatMap((one) => nameOf.get(one) ?? []),
  }));
}

/** Both facts of students of one sheet: what a matching proposed and why, what a person decided and when (R413). */
async function bothFacts(sql: Query, actor: Actor, of: { worksheetId: Id; studentIds: Id[] | null; solutionId: Id | null }) {
  const [seats, chosen] = await Promise.all([listDecidedSeats(sql, actor, of), listSolutionsOf(sql, actor, of)]);
  const bySolution = Map.groupBy(chosen, ({ solutionId }) => solutionId);
  const proposals = await Promise.all(
    [...bySolution].map(([solutionId, students]) =>
      proposalsOf(sql, actor, { worksheetId: of.worksheetId, solutionId, studentIds: students.map(({ studentId }) => studentId) }),
    ),
  );
  const proposalOf = new Map(proposals.flat().map((proposal) => [proposal.studentId, proposal]));
  const seatOf = new Map(seats.map((seat) => [seat.studentId, seat]));
  const studentIds = [...new Set([...seatOf.keys(), ...proposalOf.keys()])];
  const names = new Map((await listReasonStudents(sql, actor, studentIds)).map((student) => [student.id, student]));
  // In the order of a class list, who is not named last.
  const listed = [...names.keys()];
  return [...listed, ...studentIds.filter((studentId) => !names.has(studentId))].map((studentId) => ({
    studentId,
    student: names.get(studentId) ?? null,
    seat: seatOf.get(studentId) ?? null,
    proposal: proposalOf.get(studentId) ?? null,
  }));
}

export const matchReasonRouter = router({
  /** Why a student is where she is: as a solution proposes it (`solutionId`), or as it was decided. Both facts null: nobody spoke of her. */
  ofStudent: allowed("assignment.see")
    .input(z.object({ worksheetId: id, studentId: id, solutionId: id.nullable() }))
    .query(async ({ ctx, input }) => {
      await headOf(ctx.sql, ctx.actor, input.worksheetId);
      const [both] = await bothFacts(ctx.sql, ctx.actor, { ...input, studentIds: [input.studentId] });
      return both ?? refuse({ code: "not-found" });
    }),

  /** The pages of a sheet to hand out, one for each student, or for those asked for: both facts; of other students only how many. */
  pages: allowed("assignment.see")
    .input(z.object({ worksheetId: id, studentIds: z.array(id).max(500).nullable(), solutionId: id.nullable() }))
    .query(async ({ ctx, input }) => {
      const head = await headOf(ctx.sql, ctx.actor, input.worksheetId);
      const found = await bothFacts(ctx.sql, ctx.actor, input);
      const pages = found
        .filter(({ proposal }) => proposal !== null)
        .map((page) => ({ ...page, proposal: page.proposal && { ...page.proposal, students: [] } }));
      return { head, agency: ctx.actor.agencyName, pages };
    }),
});
