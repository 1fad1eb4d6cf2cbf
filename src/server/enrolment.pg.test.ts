import { afterAll, beforeAll, expect, test } from "vitest";
import { addHospital, addRow, addSchool, cellsAt, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import type { Id } from "#domain/id.ts";
import { refusalOfCall, someone } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let call: Awaited<ReturnType<typeof someone>>["call"];

beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql, { students: 0 });
  ({ call } = await someone(database.sql, { agencyId: school.agencyId, agencyKind: "placing", kind: "placing-coordinator" }));
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

const add = async (number: string): Promise<Id> =>
  (await call.student.add({ number, lastName: `Nom ${number}`, firstName: "", birthDate: "", email: "", phone: "" })).id;
/** Another course of the cohort, of this winter or of last autumn's term, which is over. */
async function addCourse(of: TestSchool, number: string, over = false): Promise<Id> {
  const [from, to] = over ? ["2026-08-24", "2026-11-13"] : ["2027-01-11", "2027-03-26"];
  const [course] = await database.sql<
    { id: Id }[]
  >`insert into course (agency_id, programme_id, number, name) values (${of.agencyId}, ${of.programmeId}, ${number}, 'Cours') returning id`;
  const [past] = await database.sql<{ id: Id }[]>`
    insert into term (agency_id, name, short_name, starts_on, ends_on) values (${of.agencyId}, ${number}, ${number}, '2026-08-17', '2026-12-23') returning id`;
  const [made] = await database.sql<{ id: Id }[]>`
    insert into cohort_course (agency_id, cohort_id, course_id, term_id, starts_on, ends_on)
    values (${of.agencyId}, ${of.cohortId}, ${course?.id ?? ""}, ${over ? (past?.id ?? "") : of.termId}, ${from}, ${to}) returning id`;
  return made?.id ?? "";
}

test("[R87] enrolling in one course of a structured cohort enrols in all of its courses that are not over, and can be taken back", async () => {
  const [together, over] = [await addCourse(school, "180-22B"), await addCourse(school, "180-00A", true)];
  const studentId = await add("r1");
  expect((await call.enrolment.find({ cohortCourseId: school.cohortCourseId, search: "nom R1" }))[0]).toMatchObject({
    id: studentId,
    state: null,
  });
  const { enrolmentIds, courses } = await call.enrolment.enrol({ cohortCourseId: school.cohortCourseId, studentIds: [studentId] });
  expect(courses).toBe(2);
  const numbers = async (cohortCourseId: Id) => (await call.enrolment.list({ cohortCourseId })).rows.map(({ number }) => number);
  expect([await numbers(school.cohortCourseId), await numbers(together), await numbers(over)]).toEqual([["r1"], ["r1"], []]);
  expect((await call.enrolment.enrol({ cohortCourseId: school.cohortCourseId, studentIds: [studentId] })).enrolmentIds).toEqual([]);
  await call.enrolment.takeBack({ enrolmentIds });
  expect([await numbers(school.cohortCourseId), await numbers(together)]).toEqual([[], []]);
});

test("[R88] a waiver is for this course, a withdrawal for every course of the cohort; both can be taken back, and neither touches who holds a place", async () => {
  const other = await addCourse(school, "180-33C");
  const [waived, gone, placed] = [await add("w1"), await add("w2"), await add("w3")];
  const { cohortCourseId } = school;
  await call.enrolment.enrol({ cohortCourseId, studentIds: [waived, gone, placed] });
  const states = async (of: Id) =>
    Object.fromEntries((await call.enrolment.list({ cohortCourseId: of })).rows.map(({ number, state }) => [number, state]));
  const { enrolmentIds } = await call.enrolment.waive({ cohortCourseId, studentIds: [waived] });
  await call.enrolment.withdraw({ cohortCourseId, studentIds: [gone] });
  expect(await states(cohortCourseId)).toMatchObject({ w1: "waived", w2: "withdrawn", w3: "enrolled" });
  expect(await states(other)).toMatchObject({ w1: "enrolled", w2: "withdrawn" });
  await call.enrolment.putBack({ enrolmentIds });
  await call.enrolment.restore({ cohortCourseId, studentIds: [gone] });
  expect(await states(cohortCourseId)).toMatchObject({ w1: "enrolled", w2: "enrolled" });
  const hospital = await addHospital(database.sql);
  const rowId = await addRow(database.sql, school, cellsAt(hospital));
  await call.worksheet.copyToOutbox({ worksheetId: school.worksheetId, rowIds: [rowId] });
  const [request] = await database.sql<{ id: Id }[]>`select id from request where worksheet_id = ${school.worksheetId}`;
  await database.sql`insert into assignment (agency_id, request_id, student_id, assigned_by) values (${school.agencyId}, ${request?.id ?? ""}, ${placed}, ${school.anna.personId})`;
  expect(await refusalOfCall(call.enrolment.waive({ cohortCourseId, studentIds: [placed, waived] }))).toMatchObject({
    code: "in-use",
    count: 1,
  });
  // of the cohort she leaves the courses in which she holds no place; where that is none, it is said
  const leaving = await call.enrolment.leaving({ cohortCourseId, studentIds: [placed] });
  expect(leaving.map(({ number, going, kept }) => [number, going, kept])).toEqual([
    ["180-11A", 0, 1],
    ["180-22B", 1, 0],
    ["180-33C", 1, 0],
  ]);
  expect(await call.enrolment.withdraw({ cohortCourseId, studentIds: [placed, waived] })).toMatchObject({ kept: 1 });
  expect([(await states(cohortCourseId)).w3, (await states(other)).w3]).toEqual(["enrolled", "withdrawn"]);
  expect(await refusalOfCall(call.enrolment.withdraw({ cohortCourseId, studentIds: [placed] }))).toMatchObject({
    code: "in-use",
    count: 1,
  });
});

test("[R89] copying students marks them and makes the worksheet once", async () => {
  const fresh = await addSchool(database.sql, { students: 0 });
  const own = await someone(database.sql, { agencyId: fresh.agencyId, agencyKind: "placing", kind: "placing-coordinator" });
  const { enrolmentIds } = await own.call.enrolment.addFictitious({ cohortCourseId: fresh.cohortCourseId, count: 3 });
  expect(enrolmentIds).toHaveLength(3);
  const { rows } = await own.call.enrolment.list({ cohortCourseId: fresh.cohortCourseId });
  expect(rows.map(({ number, fictitious }) => [number, fictitious])).toEqual([
    ["FICTIF-1", true],
    ["FICTIF-2", true],
    ["FICTIF-3", true],
  ]);
  const studentIds = rows.slice(0, 2).map(({ studentId }) => studentId);
  const first = await own.call.enrolment.copy({ cohortCourseId: fresh.cohortCourseId, studentIds, to: "individual" });
  expect(first.copied).toBe(2);
  expect(await own.call.enrolment.copy({ cohortCourseId: fresh.cohortCourseId, studentIds, to: "individual" })).toEqual({
    worksheetId: first.worksheetId,
    copied: 0,
    marks: [],
  });
  expect(first.marks.map(({ to }) => to)).toEqual([null, null]);
  const head = await own.call.enrolment.course({ cohortCourseId: fresh.cohortCourseId });
  expect(head).toMatchObject({ counts: { enrolled: 3, group: 0, individual: 2 }, may: { edit: true, copy: true } });
  expect(head.sheets.map(({ kind }) => kind)).toEqual(["group", "individual"]);
  expect(await own.call.worksheet.get({ id: first.worksheetId })).toMatchObject({ kind: "individual" });
});

test("[R14] a fictitious student is enough for a request, and nobody is not", async () => {
  const fresh = await addSchool(database.sql, { students: 0 });
  const hospital = await addHospital(database.sql);
  const own = await someone(database.sql, { agencyId: fresh.agencyId, agencyKind: "placing", kind: "placing-coordinator" });
  const rowIds = [await addRow(database.sql, fresh, cellsAt(hospital))];
  expect(await refusalOfCall(own.call.worksheet.copyToOutbox({ worksheetId: fresh.worksheetId, rowIds }))).toEqual({
    code: "no-student-enrolled",
  });
  await own.call.enrolment.addFictitious({ cohortCourseId: fresh.cohortCourseId });
  await own.call.worksheet.copyToOutbox({ worksheetId: fresh.worksheetId, rowIds });
  expect(await database.sql`select 1 from request where worksheet_id = ${fresh.worksheetId}`).toHaveLength(1);
});

test("[R91] a role reaches the courses of its programmes, a leader those she leads; another school's are not found", async () => {
  const { cohortCourseId, agencyId, programmeId } = school;
  const [other] = await database.sql<
    { id: Id }[]
  >`insert into programme (agency_id, name, short_name) values (${agencyId}, 'Physiothérapie', 'PHY') returning id`;
  const inside = await someone(database.sql, {
    agencyId,
    agencyKind: "placing",
    kind: "placing-coordinator",
    rights: { programmes: [programmeId] },
  });
  const outside = await someone(database.sql, {
    agencyId,
    agencyKind: "placing",
    kind: "placing-coordinator",
    rights: { programmes: [other?.id ?? ""] },
  });
  const leader = await someone(database.sql, { agencyId, agencyKind: "placing", kind: "course-leader" });
  expect((await inside.call.enrolment.course({ cohortCourseId })).id).toBe(cohortCourseId);
  const studentId = await add("z1");
  for (const ask of [
    () => outside.call.enrolment.course({ cohortCourseId }),
    () => outside.call.enrolment.enrol({ cohortCourseId, studentIds: [studentId] }),
    () => outside.call.enrolment.copy({ cohortCourseId, studentIds: [studentId], to: "group" }),
    () => leader.call.enrolment.list({ cohortCourseId }),
  ])
    expect(await refusalOfCall(ask())).toEqual({ code: "not-found" });
  await call.enrolment.enrol({ cohortCourseId, studentIds: [studentId] });
  expect((await leader.call.student.list({ search: "z1" })).total).toBe(0);
  await database.sql`insert into course_leader (agency_id, cohort_course_id, person_id) values (${agencyId}, ${cohortCourseId}, ${leader.actor.personId})`;
  expect((await leader.call.student.list({ search: "z1" })).total).toBe(1);
  expect((await leader.call.enrolment.course({ cohortCourseId })).may).toEqual({ edit: false, copy: false, openSheet: true });
  expect(await refusalOfCall(leader.call.enrolment.enrol({ cohortCourseId, studentIds: [studentId] }))).toEqual({ code: "not-allowed" });
  const foreign = await addSchool(database.sql, { students: 1 });
  expect(await refusalOfCall(call.enrolment.enrol({ cohortCourseId, studentIds: [foreign.students[0] ?? ""] }))).toEqual({
    code: "not-found",
  });
  expect(await refusalOfCall(call.enrolment.course({ cohortCourseId: foreign.cohortCourseId }))).toEqual({ code: "not-found" });
});
