import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Id } from "#domain/id.ts";
import { listEventsAfter } from "#db/event.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { gridAfter } from "#ui/assignment/live-grid.ts";
import { liveFor } from "./live-audience.ts";
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
  school = await addSchool(database.sql, { students: 4 });
  hospital = await addHospital(database.sql);
  anna = callAs(database.sql, school.anna);
  bruno = callAs(database.sql, school.bruno);
});

const student = (index: number): Id => school.students[index] ?? "";
const place = async (size: number) => (await addRequest(database.sql, { school, hospital, status: "accepted", size })).id;
const hold = (call: typeof anna, requestId: Id, studentId: Id, saw: { assignmentId: Id; version: number } | null = null) =>
  call.assignment.hold({ requestId, studentId, saw });
const statusOf = async (requestId: Id) =>
  (await database.sql<{ status: string }[]>`select status from request where id = ${requestId}`)[0]?.status;

describe("holding a place", () => {
  test("shows who sits where, by whom; a move is one step that can be taken back", async () => {
    const [one, other] = [await place(2), await place(2)];
    const first = await hold(anna, one, student(0));
    expect(first.before).toBeNull();
    const moved = await hold(bruno, other, student(0), first);
    expect(moved.before).toBe(one);
    const grid = await anna.assignment.grid({ worksheetId: school.worksheetId });
    expect(grid.seats).toMatchObject([{ studentId: student(0), requestId: other, state: "held", by: "Bruno Côté", mine: false }]);
    expect(grid.students).toHaveLength(4);
  });

  test("two people at the same student: the second, who had not seen the first, is told who, when and where", async () => {
    const [one, other] = [await place(2), await place(2)];
    await hold(anna, one, student(0));
    expect(await refusalOfCall(hold(bruno, other, student(0)))).toMatchObject({ code: "already-assigned", by: "Anna Roy" });
  });

  test("two people at the last seat at once are both kept, and the group is over-allocated for everyone", async () => {
    const one = await place(1);
    await Promise.all([hold(anna, one, student(0)), hold(bruno, one, student(1))]);
    const grid = await anna.assignment.grid({ worksheetId: school.worksheetId });
    expect(grid.seats).toHaveLength(2);
  });

  test("ten people placing ten students at once lose nothing", async () => {
    const crowd = await addSchool(database.sql, { students: 10 });
    const call = callAs(database.sql, crowd.anna);
    const { id } = await addRequest(database.sql, { school: crowd, hospital, status: "accepted", size: 10 });
    await Promise.all(crowd.students.map((studentId) => call.assignment.hold({ requestId: id, studentId, saw: null })));
    expect((await call.assignment.grid({ worksheetId: crowd.worksheetId })).seats).toHaveLength(10);
  });

  test("a place that nobody has accepted takes no one, nor does a student who is not enrolled", async () => {
    const { id: sent } = await addRequest(database.sql, { school, hospital, status: "sent" });
    expect(await refusalOfCall(hold(anna, sent, student(0)))).toEqual({ code: "not-accepted-yet" });
    const stranger = await addSchool(database.sql, { students: 1 });
    expect(await refusalOfCall(hold(anna, await place(2), stranger.students[0] ?? ""))).toEqual({ code: "not-found" });
  });
});

describe("confirming", () => {
  test("[R12] an over-full group is refused, and goes through once corrected", async () => {
    const one = await place(1);
    await hold(anna, one, student(0));
    const extra = await hold(bruno, one, student(1));
    expect((await anna.assignment.confirm({ requestIds: [one] })).refused).toMatchObject([
      { requestId: one, refusal: { code: "group-over-allocated", size: 1, assigned: 2 } },
    ]);
    expect(await statusOf(one)).toBe("accepted");
    await bruno.assignment.remove({ requestId: one, studentId: student(1), saw: extra });
    expect((await anna.assignment.confirm({ requestIds: [one] })).done).toEqual([{ requestId: one, students: 1 }]);
    expect(await statusOf(one)).toBe("confirmed");
  });

  test("[R12] the database itself refuses more students confirmed than the group holds", async () => {
    const one = await place(1);
    await hold(anna, one, student(0));
    await hold(anna, one, student(1));
    const direct = database.sql`update assignment set state = 'confirmed', confirmed_at = now(), confirmed_by = ${school.anna.personId} where request_id = ${one}`;
    await expect(direct).rejects.toMatchObject({ constraint_name: "confirmed_within_size" });
  });

  test("one place with a conflict stays, the others go, and the answer says both", async () => {
    const [full, fine] = [await place(1), await place(2)];
    await hold(anna, full, student(0));
    await hold(anna, full, student(1));
    await hold(anna, fine, student(2));
    const outcome = await anna.assignment.confirm({ requestIds: [full, fine] });
    expect(outcome.done).toEqual([{ requestId: fine, students: 1 }]);
    expect(outcome.refused.map(({ refusal }) => refusal.code)).toEqual(["group-over-allocated"]);
  });

  test("a student who is elsewhere at the same hours is refused by rule, and by the database whatever the rule says", async () => {
    const here = await place(2);
    await hold(anna, here, student(0));
    const other = await addSheetOfSameSchool();
    await callAs(database.sql, school.anna).assignment.hold({ requestId: other.requestId, studentId: student(0), saw: null });
    const outcome = await anna.assignment.confirm({ requestIds: [here] });
    expect(outcome.refused).toMatchObject([{ refusal: { code: "student-twice", from: "2027-01-11T07:00" } }]);
    const [one, two] = await database.sql<{ id: Id }[]>`select id from assignment where student_id = ${student(0)} order by id`;
    const during = "[2027-01-11 07:00,2027-01-11 15:00)";
    const write = (assignmentId: Id | undefined) =>
      database.sql`insert into confirmed_shift (agency_id, assignment_id, student_id, during) values (${school.agencyId}, ${assignmentId ?? ""}, ${student(0)}, ${during}::tsrange)`;
    await write(one?.id);
    await expect(write(two?.id)).rejects.toMatchObject({ constraint_name: "one_place_at_a_time" });
  });

  test("taking a confirmation back frees the hours and keeps the students held", async () => {
    const one = await place(2);
    await hold(anna, one, student(0));
    await anna.assignment.confirm({ requestIds: [one] });
    expect(await anna.assignment.unconfirm({ requestId: one })).toEqual({ students: 1 });
    expect(await statusOf(one)).toBe("accepted");
    const [left] = await database.sql<
      { count: number }[]
    >`select count(*)::int as count from confirmed_shift where student_id = ${student(0)}`;
    expect(left?.count).toBe(0);
    expect((await anna.assignment.grid({ worksheetId: school.worksheetId })).seats).toMatchObject([{ state: "held" }]);
  });

  test("removing the last confirmed student makes the place accepted again", async () => {
    const one = await place(2);
    await hold(anna, one, student(0));
    await anna.assignment.confirm({ requestIds: [one] });
    const [seat] = (await anna.assignment.grid({ worksheetId: school.worksheetId })).seats;
    await anna.assignment.remove({
      requestId: one,
      studentId: student(0),
      saw: { assignmentId: seat?.assignmentId ?? "", version: seat?.version ?? 0 },
    });
    expect(await statusOf(one)).toBe("accepted");
  });

  test("two people confirming at once: one does, the other finds nobody left to confirm", async () => {
    const one = await place(2);
    await hold(anna, one, student(0));
    const outcomes = await Promise.all([anna.assignment.confirm({ requestIds: [one] }), bruno.assignment.confirm({ requestIds: [one] })]);
    expect(outcomes.flatMap(({ done }) => done)).toHaveLength(1);
    expect(outcomes.flatMap(({ refused }) => refused.map(({ refusal }) => refusal.code))).toEqual(["nobody-assigned"]);
  });
});

describe("the size of a group", () => {
  test("is never below who is confirmed, nor above what the unit receives", async () => {
    const { id: one } = await addRequest(database.sql, { school, hospital, status: "accepted", size: 3, destinationId: hospital.eastId });
    await hold(anna, one, student(0));
    await hold(anna, one, student(1));
    await anna.assignment.confirm({ requestIds: [one] });
    expect(await refusalOfCall(anna.assignment.resize({ requestId: one, size: 1 }))).toEqual({
      code: "size-below-confirmed",
      confirmed: 2,
    });
    expect(await refusalOfCall(anna.assignment.resize({ requestId: one, size: 9 }))).toMatchObject({
      code: "invalid",
      field: "size",
      problem: { kind: "group-too-large", most: 8 },
    });
    expect(await anna.assignment.resize({ requestId: one, size: 5 })).toEqual({ before: 3 });
    await expect(database.sql`update request set size = 1 where id = ${one}`).rejects.toMatchObject({
      constraint_name: "confirmed_within_size",
    });
  });
});

describe("who reaches the grid", () => {
  test("a coordinator of another programme, another school or the hospital finds nothing", async () => {
    const elsewhere = await addActor(database.sql, {
      agencyId: school.agencyId,
      kind: "placing-coordinator",
      name: ["Paul", "Roy"],
      programmes: [],
    });
    expect(await refusalOfCall(callAs(database.sql, elsewhere).assignment.grid({ worksheetId: school.worksheetId }))).toEqual({
      code: "not-found",
    });
    const other = await addSchool(database.sql, { students: 1 });
    expect(await refusalOfCall(callAs(database.sql, other.anna).assignment.grid({ worksheetId: school.worksheetId }))).toEqual({
      code: "not-found",
    });
    expect(await refusalOfCall(callAs(database.sql, hospital.claire).assignment.grid({ worksheetId: school.worksheetId }))).toEqual({
      code: "not-allowed",
    });
  });

  test("every step is in the history, told to the school alone until the names are released", async () => {
    const one = await place(2);
    await hold(anna, one, student(0));
    await anna.assignment.confirm({ requestIds: [one] });
    const events = await database.sql<
      { kind: string; agencyIds: Id[] }[]
    >`select kind, agency_ids from event where about = ${one} and (kind like 'assignment.%' or kind = 'request.confirmed') order by seq`;
    expect(events).toEqual([
      { kind: "assignment.held", agencyIds: [school.agencyId] },
      { kind: "request.confirmed", agencyIds: [school.agencyId, hospital.agencyId] },
    ]);
  });
});

describe("following the seats", () => {
  test("[R130] what is told of each step makes the grid before it the grid after it, for author and colleague", async () => {
    const [one, other] = [await place(1), await place(2)];
    const grid = (call: typeof anna) => call.assignment.grid({ worksheetId: school.worksheetId });
    const before = { anna: await grid(anna), bruno: await grid(bruno) };
    const first = await hold(anna, one, student(0));
    await hold(bruno, one, student(1));
    const moved = await hold(bruno, other, student(0), first);
    await anna.assignment.remove({ requestId: other, studentId: student(0), saw: moved });
    await hold(anna, one, student(2));
    const events = await listEventsAfter(database.sql, { agencyId: school.agencyId, after: before.anna.seq, most: 100 });
    expect(events).toHaveLength(5);
    for (const [reader, call, followed] of [
      [school.anna, anna, before.anna],
      [school.bruno, bruno, before.bruno],
    ] as const) {
      const told = events.flatMap((event) => liveFor(event, reader) ?? []);
      expect(gridAfter(followed, told)).toEqual(await grid(call));
    }
  });
});

/** A second sheet of the school, at the same hours, where the first student is enrolled too. */
async function addSheetOfSameSchool(): Promise<{ requestId: Id }> {
  const { sql } = database;
  const [course] = await sql<
    { id: Id }[]
  >`insert into course (agency_id, programme_id, number, name) values (${school.agencyId}, ${school.programmeId}, '180-22B', 'Chirurgie') returning id`;
  const [planned] = await sql<{ id: Id }[]>`
    insert into cohort_course (agency_id, cohort_id, course_id, term_id, starts_on, ends_on, weekdays, start_time, end_time)
    values (${school.agencyId}, ${school.cohortId}, ${course?.id ?? ""}, ${school.termId}, ${school.schedule.startsOn}, ${school.schedule.endsOn}, ${school.schedule.weekdays}::smallint[], '07:00', '15:00') returning id`;
  await sql`insert into enrolment (agency_id, cohort_course_id, student_id, copied_to) values (${school.agencyId}, ${planned?.id ?? ""}, ${student(0)}, 'group')`;
  const [sheet] = await sql<
    { id: Id }[]
  >`insert into worksheet (agency_id, cohort_course_id, kind) values (${school.agencyId}, ${planned?.id ?? ""}, 'group') returning id`;
  const made = await addRequest(sql, {
    school: { ...school, worksheetId: sheet?.id ?? "", cohortCourseId: planned?.id ?? "" },
    hospital,
    status: "accepted",
    size: 2,
  });
  return { requestId: made.id };
}
