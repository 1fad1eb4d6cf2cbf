import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { addActor, addHospital, addRequest, addRow, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { refusalOfCall } from "./testing-caller.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  school = await addSchool(database.sql, { students: 3 });
  hospital = await addHospital(database.sql);
});

const as = (actor: Actor) => callerAs(depsOver(database.sql), actor).worksheet;
const marks = async () => {
  const rows = await database.sql<{ copiedTo: string | null }[]>`
    select copied_to from enrolment where cohort_course_id = ${school.cohortCourseId}`;
  return rows.map(({ copiedTo }) => copiedTo);
};
const sheets = (actor = school.anna) => as(actor).list({ cohortCourseId: school.cohortCourseId });
const id = () => school.worksheetId;

test("[R116] a worksheet whose rows are in the outbox or asked for is not deleted, and the requests are named", async () => {
  const first = await addRequest(database.sql, { school, hospital, status: "new" });
  const second = await addRequest(database.sql, { school, hospital, status: "confirmed" });
  await addRequest(database.sql, { school, hospital, status: "declined" });
  const references = await database.sql<{ reference: number }[]>`
    select reference from request where id = any(${[first.id, second.id]}::uuid[]) order by reference`;
  expect(await refusalOfCall(as(school.anna).delete({ id: id() }))).toEqual({
    code: "sheet-has-requests",
    references: references.map(({ reference }) => reference),
    count: 2,
  });
  expect(await sheets()).toHaveLength(1);
});

test("[R116] one whose requests are over goes, with a sentence in the history, and is found nowhere", async () => {
  await addRequest(database.sql, { school, hospital, status: "cancelled" });
  await as(school.anna).delete({ id: id() });
  expect(await sheets()).toEqual([]);
  for (const call of [as(school.bruno).get({ id: id() }), as(school.bruno).delete({ id: id() })])
    expect(await refusalOfCall(call)).toEqual({ code: "not-found" });
  expect(await refusalOfCall(as(school.anna).send({ worksheetId: id(), rowIds: ["a"] }))).toEqual({ code: "not-found" });
  const [event] = await database.sql`select kind, about, facts from event where about = ${id()} order by seq desc limit 1`;
  expect(event).toMatchObject({
    kind: "worksheet.deleted",
    facts: { kind: school.kind, course: "180-11A", cohort: expect.any(String) },
  });
});

test("[R117] the deletion is taken back with its rows and its students, who were put nowhere else", async () => {
  await addRow(database.sql, school, { site: "CHUM" });
  const [one] = await database.sql<{ id: string }[]>`select id from enrolment where cohort_course_id = ${school.cohortCourseId} limit 1`;
  await as(school.anna).delete({ id: id() });
  expect(await marks()).toEqual([null, null, null]);
  await database.sql`update enrolment set copied_to = 'individual' where id = ${one?.id ?? ""}`;
  await as(school.bruno).restore({ id: id() });
  expect((await marks()).toSorted()).toEqual(["group", "group", "individual"]);
  expect((await sheets()).map((sheet) => sheet.id)).toEqual([id()]);
  expect(await database.sql`select 1 from worksheet_row where worksheet_id = ${id()} and not deleted`).toHaveLength(1);
  expect(await refusalOfCall(as(school.anna).restore({ id: id() }))).toEqual({ code: "not-found" });
});

test("[R117] not once another of its kind was begun, whoever comes first", async () => {
  await as(school.anna).delete({ id: id() });
  const open = () => as(school.bruno).open({ cohortCourseId: school.cohortCourseId, kind: school.kind });
  const other = await open();
  expect(other.id).not.toBe(id());
  expect(await refusalOfCall(as(school.anna).restore({ id: id() }))).toEqual({ code: "sheet-replaced" });
  await as(school.anna).delete({ id: other.id });
  const [back, made] = await Promise.allSettled([as(school.anna).restore({ id: id() }), open()]);
  expect(await sheets()).toHaveLength(1);
  if (back.status === "fulfilled") expect(made).toMatchObject({ value: { id: id() } });
});

test("[R116] nobody else's sheet, and nobody who may not edit", async () => {
  const observer = await addActor(database.sql, { agencyId: school.agencyId, kind: "observer", name: ["Olga", "Roy"] });
  expect(await refusalOfCall(as(observer).delete({ id: id() }))).toEqual({ code: "not-allowed" });
  const other = await addSchool(database.sql);
  expect(await refusalOfCall(as(other.anna).delete({ id: id() }))).toEqual({ code: "not-found" });
  await as(school.anna).delete({ id: id() });
  expect(await refusalOfCall(as(other.anna).restore({ id: id() }))).toEqual({ code: "not-found" });
});

test("[R116] the course goes once its sheets are deleted, and they go with it, log and all", async () => {
  const { agencyId, cohortCourseId } = school;
  await database.sql`
    insert into sheet_update (agency_id, sheet_id, epoch, data) values (${agencyId}, ${id()}, 1, ${Buffer.from([0, 0])})`;
  await database.sql`delete from enrolment where cohort_course_id = ${cohortCourseId}`;
  const cohort = callerAs(depsOver(database.sql), school.anna).cohort;
  expect(await refusalOfCall(cohort.removeCourse({ id: cohortCourseId }))).toMatchObject({ code: "in-use", by: "worksheet" });
  await as(school.anna).delete({ id: id() });
  await cohort.removeCourse({ id: cohortCourseId });
  for (const table of ["worksheet", "sheet_update"] as const)
    expect(await database.sql`select 1 from ${database.sql(table)} where agency_id = ${agencyId}`).toHaveLength(0);
});
