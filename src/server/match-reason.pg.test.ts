import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Id } from "#domain/id.ts";
import { usualWeights } from "#domain/matching.ts";
import { addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
let anna: ReturnType<typeof callAs>;
let bruno: ReturnType<typeof callAs>;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  school = await addSchool(database.sql, { students: 3 });
  hospital = await addHospital(database.sql);
  anna = callAs(database.sql, school.anna);
  bruno = callAs(database.sql, school.bruno);
});

const student = (index: number): Id => school.students[index] ?? "";
const place = async (size: number, destinationId: Id | null = null) =>
  (await addRequest(database.sql, { school, hospital, status: "accepted", size, destinationId })).id;
const sit = (studentId: Id, requestId: Id) => anna.assignment.hold({ requestId, studentId, saw: null });
const of = (studentId: Id, solutionId: Id | null = null) => ({ worksheetId: school.worksheetId, studentId, solutionId });

/** A run to its end; its first solution. */
async function solved(): Promise<Id> {
  const { worksheetId } = school;
  const { runId } = await anna.matching.start({
    worksheetId,
    weights: usualWeights,
    ways: ["in-order"],
    statuses: ["accepted"],
    keeps: "seats",
    along: [],
    seed: "graine",
  });
  return vi.waitFor(async () => {
    const run = (await anna.matching.runs({ worksheetId })).find(({ id }) => id === runId);
    const solution = run?.state === "done" ? run.solutions[0] : undefined;
    if (!solution) throw new Error("still running");
    return solution.id;
  });
}

describe("why", () => {
  test("[R413] what was proposed and what was decided both show, with who and when, followed or not", async () => {
    const [one, two] = [await place(3), await place(3, hospital.eastId)];
    const solutionId = await solved();
    const before = await anna.matchReason.ofStudent(of(student(0), solutionId));
    expect(before).toMatchObject({ seat: null, proposal: { run: { startedBy: "Anna Roy", way: "in-order", state: "drawn" } } });
    const proposed = before.proposal?.facts.requestId ?? "";
    expect([one, two]).toContain(proposed);
    await bruno.assignment.applyBatch({
      worksheetId: school.worksheetId,
      cause: { kind: "solution", id: solutionId },
      changes: [{ studentId: student(0), toRequestId: proposed, saw: null }],
    });
    // Asked of the seat, without naming a solution.
    expect(await anna.matchReason.ofStudent(of(student(0)))).toMatchObject({
      seat: { by: "Bruno Côté", requestId: proposed, cause: "solution", solutionId },
      proposal: { run: { solutionId, ruleVersion: expect.any(String), weights: usualWeights } },
    });
    const { seat } = await anna.matchReason.ofStudent(of(student(0)));
    expect(Date.parse(seat?.at ?? "")).toBeGreaterThan(0);
    const other = proposed === one ? two : one;
    const grid = await anna.assignment.grid({ worksheetId: school.worksheetId });
    const sits = grid.seats.find(({ studentId }) => studentId === student(0));
    const saw = sits ? { assignmentId: sits.assignmentId, version: sits.version } : null;
    await anna.assignment.hold({ requestId: other, studentId: student(0), saw });
    expect(await anna.matchReason.ofStudent(of(student(0)))).toMatchObject({
      seat: { by: "Anna Roy", requestId: other, cause: "hand" },
      proposal: { facts: { requestId: proposed } },
    });
  });

  test("[R415] a reason keeps the names of places as they were when it was given", async () => {
    await place(1, hospital.eastId);
    const solutionId = await solved();
    const told = async () => {
      const all = await Promise.all(school.students.map((one) => anna.matchReason.ofStudent(of(one, solutionId))));
      return all.flatMap(({ proposal }) => proposal?.places.map(({ path }) => path) ?? []);
    };
    const before = await told();
    expect(before.length).toBeGreaterThan(0);
    await database.sql`update destination set name = 'Tout autre nom' where agency_id = ${hospital.agencyId} and id = ${hospital.eastId}`;
    expect(await told()).toEqual(before);
  });

  test("[R408] everyone has a page, also who got no place; of other students it carries no name", async () => {
    await place(1, hospital.eastId);
    const solutionId = await solved();
    const { pages } = await anna.matchReason.pages({ worksheetId: school.worksheetId, studentIds: null, solutionId });
    expect(pages.map(({ studentId }) => studentId).toSorted()).toEqual(school.students.toSorted());
    expect(pages.filter(({ proposal }) => proposal?.facts.why.kind === "unplaced")).toHaveLength(2);
    expect(pages.every(({ proposal }) => proposal?.students.length === 0)).toBe(true);
    const only = await anna.matchReason.pages({ worksheetId: school.worksheetId, studentIds: [student(1)], solutionId: null });
    expect(only.pages.map(({ studentId }) => studentId)).toEqual([student(1)]);
  });
});

describe("repair", () => {
  const found = (requestId: Id | null, leave = false) =>
    anna.swap.find({ worksheetId: school.worksheetId, requestId, leave, studentId: null });

  test("[R416] who is without a place, and an over-full one, are found with the changes that repair them", async () => {
    const small = await place(1, hospital.eastId);
    await place(2);
    await sit(student(0), small);
    await sit(student(1), small);
    const whole = await found(null);
    expect(whole).toMatchObject({ overfull: [{ requestId: small, size: 1, taken: 2 }], without: [{ id: student(2) }] });
    expect(whole.plans[0]).toMatchObject({ aims: expect.arrayContaining(["moves"]), moved: 1, left: [] });
    expect(whole.plans[0]?.moves).toHaveLength(2);
    // Of that place alone: who waits elsewhere is not part of it.
    expect((await found(small)).plans[0]?.moves).toHaveLength(1);
    expect((await found(small)).about).toMatchObject({ leave: false });
    expect((await found(small, true)).plans[0]?.moves.map(({ from }) => from)).toHaveLength(2);
  });

  test("[R417] a repair is done whole or not at all, as one action that is taken back as one", async () => {
    const lost = await place(2, hospital.eastId);
    const other = await place(3);
    await sit(student(0), lost);
    await sit(student(1), lost);
    const { plans } = await found(lost, true);
    const changes = (plans[0]?.moves ?? []).map(({ studentId, toRequestId, saw }) => ({ studentId, toRequestId, saw }));
    expect(changes.map(({ toRequestId }) => toRequestId)).toEqual([other, other]);
    // A colleague is faster with one of them: the other stays too.
    const grid = await bruno.assignment.grid({ worksheetId: school.worksheetId });
    const theirs = grid.seats.find(({ studentId }) => studentId === student(1));
    const saw = theirs ? { assignmentId: theirs.assignmentId, version: theirs.version } : null;
    await bruno.assignment.hold({ requestId: other, studentId: student(1), saw });
    const sitting = async () => {
      const { seats } = await anna.assignment.grid({ worksheetId: school.worksheetId });
      return school.students.map((one) => seats.find(({ studentId }) => studentId === one)?.requestId ?? null);
    };
    const aside = { studentId: student(1), toRequestId: lost, saw };
    expect(await refusalOfCall(anna.swap.make({ worksheetId: school.worksheetId, changes: [changes[0] ?? aside, aside] }))).toMatchObject({
      code: "already-assigned",
      by: "Bruno Côté",
    });
    expect(await sitting()).toEqual([lost, other, null]);
    const again = await found(lost, true);
    const { batchId } = await anna.swap.make({
      worksheetId: school.worksheetId,
      changes: (again.plans[0]?.moves ?? []).map(({ studentId, toRequestId, saw: seen }) => ({ studentId, toRequestId, saw: seen })),
    });
    expect(await sitting()).toEqual([other, other, null]);
    await anna.assignment.takeBackBatch({ batchId: batchId ?? "" });
    expect(await sitting()).toEqual([lost, other, null]);
  });

  test("[R419] who is confirmed there stays, and is named", async () => {
    const lost = await place(2, hospital.eastId);
    await place(3);
    await sit(student(0), lost);
    await anna.assignment.confirm({ requestIds: [lost] });
    await sit(student(1), lost);
    const answer = await found(lost, true);
    expect(answer.fixed.map(({ id }) => id)).toEqual([student(0)]);
    expect(answer.plans[0]?.moves.map(({ studentId }) => studentId)).toEqual([student(1)]);
  });
});
