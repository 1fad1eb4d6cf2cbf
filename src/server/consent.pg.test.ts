import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { sealLapsed } from "./consent.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql, { students: 4 });
  hospital = await addHospital(database.sql);
});
afterAll(() => database[Symbol.asyncDispose]());

const as = (actor: Actor, today?: string) => callAs(database.sql, actor, today);
const student = (at: number): string => school.students[at] ?? "";
const nameOf = async (id: string) => (await as(school.anna).student.get({ id })).lastName;
const clock = (day: string) => sealLapsed({ sql: database.sql, now: () => new Date(`${day}T15:00:00Z`) });
/** Everything the product answers about the school, in one text. */
const everything = async (actor: Actor, requestId: string) =>
  JSON.stringify([
    actor === school.anna ? await as(actor).student.list({}) : null,
    actor === school.anna ? await as(actor).student.export({}) : null,
    actor === school.anna ? await as(actor).enrolment.list({ cohortCourseId: school.cohortCourseId }) : null,
    actor === school.anna ? await as(actor).assignment.grid({ worksheetId: school.worksheetId }) : null,
    await as(actor).request.get({ id: requestId }),
    await as(actor).history.of({ about: [requestId] }),
    await as(actor).history.list({}),
  ]);

test("[R261] a profile whose consent is over is in no answer any more, to either side, from the first look of that day", async () => {
  const { id: requestId } = await addRequest(database.sql, { school, hospital, status: "confirmed", studentId: student(0) });
  await as(school.anna, "2020-11-23").consent.record({ studentId: student(0), signedOn: "2020-11-22", scopes: [] });
  const name = await nameOf(student(0));
  for (const actor of [school.anna, hospital.claire]) expect(await everything(actor, requestId)).toContain(name);
  expect(await clock("2026-11-21")).toBe(0);
  expect((await Promise.all([clock("2026-11-22"), clock("2026-11-22")])).toSorted()).toEqual([0, 1]);
  for (const actor of [school.anna, hospital.claire]) expect(await everything(actor, requestId)).not.toContain(name);
  expect((await as(school.anna).student.list({ search: name })).rows).toEqual([]);
  expect(await as(school.anna).consent.of({ studentId: student(0) })).toMatchObject({ sealed: "lapsed", state: "over" });
  // the database itself refuses to release a name that is not there
  await expect(database.sql`update assignment set state = 'confirmed' where student_id = ${student(0)}`).rejects.toMatchObject({
    constraint_name: "sealed_is_not_confirmed",
  });
  // [R262] a new one brings it back
  await as(school.anna).consent.record({ studentId: student(0), signedOn: "2026-11-20", scopes: [] });
  expect(await everything(hospital.claire, requestId)).toContain(name);
});

test("[R262] a consent ended by hand hides at once and says why; signed again, the profile is back", async () => {
  const name = await nameOf(student(1));
  await as(school.anna).consent.end({ studentId: student(1), note: "Retrait écrit reçu" });
  expect(await as(school.bruno).student.get({ id: student(1) })).toMatchObject({ lastName: "•••", firstName: "", email: null });
  expect(await as(school.bruno).consent.of({ studentId: student(1) })).toMatchObject({ sealed: "ended", note: "Retrait écrit reçu" });
  await as(school.bruno).consent.record({ studentId: student(1), signedOn: "2026-11-22", scopes: ["email"] });
  expect(await nameOf(student(1))).toBe(name);
});

test("[R263] a site is given what was signed for beyond the name, and only that", async () => {
  const { id: requestId } = await addRequest(database.sql, { school, hospital, status: "confirmed", studentId: student(2) });
  await database.sql`update student set email = 'zoe@ecole.example', phone = '450 555-0101' where id = ${student(2)}`;
  const seen = async (actor: Actor) => (await as(actor).request.get({ id: requestId })).students.find(({ id }) => id === student(2));
  expect(await seen(hospital.claire)).toMatchObject({ number: null, email: null, phone: null });
  await as(school.anna).consent.record({ studentId: student(2), signedOn: "2026-11-20", scopes: ["email"] });
  expect(await seen(hospital.claire)).toMatchObject({ number: null, email: "zoe@ecole.example", phone: null });
});

test("[R264] graduates those whose courses are over, keeps the others and says which; taken back, they are as they were", async () => {
  const name = await nameOf(student(3));
  expect(await as(school.anna).consent.graduate({ ids: [student(3)] })).toEqual({ done: [], kept: [student(3)] });
  const after = as(school.anna, "2027-06-01");
  expect(await after.consent.graduate({ ids: [student(3)] })).toEqual({ done: [student(3)], kept: [] });
  expect(await nameOf(student(3))).toBe("•••");
  await after.consent.restore({ ids: [student(3)] });
  expect(await nameOf(student(3))).toBe(name);
});

test("[R260] a day to come or six years ago is refused beside its field, and what ends soon is counted", async () => {
  const record = (signedOn: string) => as(school.anna).consent.record({ studentId: student(3), signedOn, scopes: [] });
  expect(await refusalOfCall(record("2026-11-23"))).toMatchObject({ code: "invalid", field: "signedOn" });
  expect(await refusalOfCall(record("2020-11-22"))).toMatchObject({ code: "invalid", field: "signedOn" });
  await record("2021-01-15");
  expect(await as(school.anna).consent.endingSoon()).toBe(1);
});
