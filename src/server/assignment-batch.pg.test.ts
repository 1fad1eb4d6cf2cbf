import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Id } from "#domain/id.ts";
import { listEventsAfter } from "#db/event.ts";
import { addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { gridAfter } from "#ui/assignment/live-grid.ts";
import { liveFor } from "./live-audience.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

let database: TestDatabase;
let hospital: TestHospital;
let school: TestSchool;
let anna: ReturnType<typeof callAs>;
let bruno: ReturnType<typeof callAs>;

beforeAll(async () => {
  database = await testDatabase();
  hospital = await addHospital(database.sql);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  school = await addSchool(database.sql, { students: 20 });
  anna = callAs(database.sql, school.anna);
  bruno = callAs(database.sql, school.bruno);
});

const hand = { kind: "hand" as const, id: null };
const student = (index: number): Id => school.students[index] ?? "";
const place = async (size: number) => (await addRequest(database.sql, { school, hospital, status: "accepted", size })).id;
type Saw = { assignmentId: Id; version: number } | null;
const to = (index: number, toRequestId: Id | null, saw: Saw = null) => ({ studentId: student(index), toRequestId, saw });
const apply = (
  call: typeof anna,
  changes: ReturnType<typeof to>[],
  cause: Parameters<typeof anna.assignment.applyBatch>[0]["cause"] = hand,
) => call.assignment.applyBatch({ worksheetId: school.worksheetId, changes, cause });
const grid = (call: typeof anna) => call.assignment.grid({ worksheetId: school.worksheetId });
const seated = async () =>
  new Map((await grid(anna)).seats.map(({ studentId, requestId }) => [school.students.indexOf(studentId), requestId]));

describe("several seats as one action", () => {
  test("[R380] each goes or is refused with who, what and when; the others go, and an over-full group is kept", async () => {
    const [one, other] = [await place(1), await place(3)];
    const { id: sent } = await addRequest(database.sql, { school, hospital, status: "sent" });
    await bruno.assignment.hold({ requestId: other, studentId: student(0), saw: null });
    const outcome = await apply(anna, [to(0, one), to(1, one), to(2, one), to(3, sent), to(4, null)]);
    expect(outcome.refused).toMatchObject([
      { studentId: student(0), toRequestId: one, refusal: { code: "already-assigned", by: "Bruno Côté" }, now: { requestId: other } },
      { studentId: student(3), refusal: { code: "not-accepted-yet" }, now: null },
    ]);
    expect(outcome.same).toMatchObject([{ studentId: student(4), seat: null }]);
    expect(await seated()).toEqual(
      new Map([
        [0, other],
        [1, one],
        [2, one],
      ]),
    );
    // Said as seen, what was refused goes.
    const { now } = outcome.refused[0] ?? {};
    const again = await apply(anna, [to(0, one, now ?? null)]);
    expect(again.done).toMatchObject([{ fromRequestId: other, toRequestId: one }]);
  });

  test("[R380] who was taken off meanwhile is told by whom; a confirmed student is not moved with others", async () => {
    const [one, other] = [await place(2), await place(2)];
    const first = await anna.assignment.hold({ requestId: one, studentId: student(0), saw: null });
    await bruno.assignment.remove({ requestId: one, studentId: student(0), saw: first });
    await anna.assignment.hold({ requestId: one, studentId: student(1), saw: null });
    await anna.assignment.confirm({ requestIds: [one] });
    const [seat] = (await grid(anna)).seats;
    const confirmed = seat ? { assignmentId: seat.assignmentId, version: seat.version } : null;
    const { refused } = await apply(anna, [to(0, other, first), to(1, other, confirmed)]);
    expect(refused.map(({ refusal }) => refusal)).toMatchObject([
      { code: "stale", by: "Bruno Côté" },
      { code: "seat-confirmed", by: "Anna Roy" },
    ]);
  });

  test("[R421] nobody but its author says that seats come from a scenario", async () => {
    const one = await place(2);
    const { id: scenarioId } = await anna.scenario.make({ worksheetId: school.worksheetId, name: "Essai" });
    const claim = apply(bruno, [to(0, one)], { kind: "scenario", id: scenarioId });
    expect(await refusalOfCall(claim)).toEqual({ code: "not-found" });
    expect(await seated()).toEqual(new Map());
  });

  test("[R381] what nobody has built on is taken back, the rest stays and is named; and it can be done again", async () => {
    const [one, other] = [await place(5), await place(5)];
    const before = await anna.assignment.hold({ requestId: other, studentId: student(0), saw: null });
    const { id: scenarioId } = await anna.scenario.make({ worksheetId: school.worksheetId, name: "Essai" });
    const published = await apply(anna, [to(0, one, before), to(1, one), to(2, one)], { kind: "scenario", id: scenarioId });
    const moved = published.done.find(({ studentId }) => studentId === student(2))?.seat ?? null;
    await apply(bruno, [to(2, other, moved)]);
    const back = await anna.assignment.takeBackBatch({ batchId: published.batchId ?? "" });
    expect(back.refused).toMatchObject([{ studentId: student(2), refusal: { code: "already-assigned", by: "Bruno Côté" } }]);
    expect(await seated()).toEqual(
      new Map([
        [0, other],
        [2, other],
      ]),
    );
    expect((await grid(anna)).seats.find(({ studentId }) => studentId === student(0))?.cause).toBeNull();
    // Once more would find nothing of it: only what was left is tried again.
    const twice = await anna.assignment.takeBackBatch({ batchId: published.batchId ?? "" });
    expect([twice.done.length, twice.refused.length]).toEqual([0, 1]);
    await anna.assignment.takeBackBatch({ batchId: back.batchId ?? "" });
    expect(await seated()).toEqual(
      new Map([
        [0, one],
        [1, one],
        [2, other],
      ]),
    );
    const { seats } = await grid(anna);
    expect(seats.find(({ studentId }) => studentId === student(1))?.cause).toEqual({
      kind: "scenario",
      id: scenarioId,
      batchId: published.batchId,
    });
    expect(await refusalOfCall(anna.assignment.takeBackBatch({ batchId: back.batchId ?? "" }))).toMatchObject({
      code: "stale",
      by: "Anna Roy",
    });
    await anna.assignment.takeBackBatch({ batchId: published.batchId ?? "" });
    expect(await seated()).toEqual(
      new Map([
        [0, other],
        [2, other],
      ]),
    );
  });

  test("[R382] few are told one by one, many as one, and each makes the grid before it the grid after it", async () => {
    const [one, other] = [await place(20), await place(20)];
    const before = { anna: await grid(anna), bruno: await grid(bruno) };
    const few = await apply(anna, [to(0, one), to(1, one)]);
    const all = school.students.map((_, index) =>
      to(index, other, few.done.find(({ studentId }) => studentId === student(index))?.seat ?? null),
    );
    const many = await apply(bruno, all, { kind: "swap", id: null });
    await anna.assignment.takeBackBatch({ batchId: many.batchId ?? "" });
    const events = await listEventsAfter(database.sql, { agencyId: school.agencyId, after: before.anna.seq, most: 100 });
    expect(events.map(({ kind }) => kind)).toEqual(["assignment.held", "assignment.held", "assignment.applied", "assignment.applied"]);
    for (const [reader, call, followed] of [
      [school.anna, anna, before.anna],
      [school.bruno, bruno, before.bruno],
    ] as const) {
      const told = events.flatMap((event) => liveFor(event, reader) ?? []);
      expect(gridAfter(followed, told)).toEqual(await grid(call));
    }
  });

  test("[R380] two people who apply to the same students at once: everyone sits once, and each is told of the other", async () => {
    const [one, other] = [await place(20), await place(20)];
    const [mine, theirs] = await Promise.all([
      apply(
        anna,
        school.students.map((_, index) => to(index, one)),
      ),
      apply(bruno, school.students.map((_, index) => to(index, other)).toReversed()),
    ]);
    expect(mine.done.length + theirs.done.length).toBe(20);
    const refused = [...mine.refused, ...theirs.refused];
    expect(refused).toHaveLength(20);
    // However close they were, who was second may still choose to move her.
    expect(new Set(refused.map(({ refusal }) => refusal.code))).toEqual(new Set(["already-assigned"]));
    expect(refused.every(({ now }) => now !== null)).toBe(true);
    expect((await seated()).size).toBe(20);
  });

  test("[R385] who sits on a place that is still asked for keeps it; she can be moved, and the undo gives it back", async () => {
    const other = await place(2);
    const { id: asked } = await addRequest(database.sql, { school, hospital, status: "sent", size: 1 });
    await database.sql`insert into assignment (agency_id, request_id, student_id, assigned_by) values (${school.agencyId}, ${asked}, ${student(0)}, ${school.anna.personId})`;
    const shown = (await grid(anna)).places.find(({ requestId }) => requestId === asked);
    expect(shown?.status).toBe("sent");
    const [seat] = (await grid(anna)).seats;
    const moved = await apply(anna, [to(0, other, seat ? { assignmentId: seat.assignmentId, version: seat.version } : null)]);
    expect(await seated()).toEqual(new Map([[0, other]]));
    // Empty, it is no place to be assigned to.
    expect((await grid(anna)).places.map(({ requestId }) => requestId)).toEqual([other]);
    await anna.assignment.takeBackBatch({ batchId: moved.batchId ?? "" });
    expect(await seated()).toEqual(new Map([[0, asked]]));
    expect((await anna.assignment.confirm({ requestIds: [asked] })).refused.map(({ refusal }) => refusal.code)).toEqual([
      "not-accepted-yet",
    ]);
  });

  test("[R381] another school finds neither sheet nor batch", async () => {
    const { batchId } = await apply(anna, [to(0, await place(2))]);
    const stranger = callAs(database.sql, (await addSchool(database.sql, { students: 1 })).anna);
    expect(await refusalOfCall(stranger.assignment.takeBackBatch({ batchId: batchId ?? "" }))).toEqual({ code: "not-found" });
    expect(await refusalOfCall(apply(stranger, [to(0, null)]))).toEqual({ code: "not-found" });
    expect((await seated()).size).toBe(1);
  });
});
