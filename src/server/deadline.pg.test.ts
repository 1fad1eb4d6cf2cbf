import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callAs } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
beforeAll(async () => {
  database = await testDatabase();
  [school, hospital] = [await addSchool(database.sql, { students: 20 }), await addHospital(database.sql)];
});
afterAll(() => database[Symbol.asyncDispose]());

const as = (who: Actor, today?: string) => callAs(database.sql, who, today);
const asked = (status: Parameters<typeof addRequest>[1]["status"], more: Partial<Parameters<typeof addRequest>[1]> = {}) =>
  addRequest(database.sql, { school, hospital, status, ...more });
const dueTo = async (who: Actor, kinds?: ("answer" | "condition" | "supervisor" | "term" | "release" | "consent" | "choice" | "call")[]) =>
  (await as(who).deadline.list({ kinds, days: 300 })).deadlines;

test("[R470] the progress of a cohort is the sum of its courses, and what was refused is in none of it", async () => {
  await asked("accepted", { size: 5 });
  await asked("declined", { size: 7 });
  await asked("sent", { size: 4 });
  const { cohorts, total } = await as(school.anna).progress.list({});
  expect(cohorts).toMatchObject([
    { cohortId: school.cohortId, terms: ["H27"], needed: 20, planned: 9, sent: 9, accepted: 5, assigned: 0, confirmed: 0 },
  ]);
  expect(total).toMatchObject({ needed: 20, sent: 9 });
  expect((await as(school.anna).progress.list({ session: school.termId, cohortId: school.cohortId })).cohorts).toHaveLength(1);
  const leader = await addActor(database.sql, { agencyId: school.agencyId, kind: "course-leader", name: ["Lise", "Caron"] });
  expect((await as(leader).progress.list({})).cohorts).toEqual([]);
});

test("[R472] an answer is the organisation's turn for the school, her own for who answers, and the unit's once it is handed on", async () => {
  const sent = await asked("sent", { at: new Date("2026-11-20T15:00:00Z") });
  const handed = await asked("redirected", { destinationId: hospital.eastId, at: new Date("2026-11-20T15:00:00Z") });
  const find = async (who: Actor, id: string) => (await dueTo(who, ["answer"])).find(({ about }) => about.requestId === id);
  expect(await find(school.anna, sent.id)).toMatchObject({
    step: "await",
    day: "2026-12-04",
    state: "ahead",
    owner: { kind: "organisation", name: hospital.name, mine: false },
  });
  expect(await find(hospital.claire, sent.id)).toMatchObject({
    step: "answer",
    owner: { kind: "role", role: "receiving-coordinator", mine: true },
  });
  expect(await find(hospital.eve, sent.id)).toBeUndefined();
  expect(await find(school.anna, handed.id)).toMatchObject({ step: "await", owner: { kind: "organisation", name: hospital.name } });
  expect(await find(hospital.claire, handed.id)).toMatchObject({ step: "await-unit", owner: { kind: "unit" } });
  expect(await find(hospital.eve, handed.id)).toMatchObject({ step: "answer", owner: { mine: true } });
  // What is said of units is not the school's: the same line whatever the unit answered.
  const declined = await asked("declined-by-unit", { destinationId: hospital.eastId });
  expect(await find(school.anna, declined.id)).toMatchObject({ step: "await", owner: { kind: "organisation", name: hospital.name } });
  const mine = (await as(school.anna).deadline.list({ ours: true, days: 300 })).deadlines;
  expect(mine.some(({ step }) => step === "await")).toBe(false);
});

test("[R472] conditions, supervisors, releases, terms and consents each have their day, and no student is named", async () => {
  const { id: requestId } = await asked("sent");
  await as(hospital.claire).condition.put({ requestId, code: "group-size", text: "six au plus" });
  await database.sql`update student set consent_signed_on = '2021-02-02', consent_until = '2027-02-01' where agency_id = ${school.agencyId} and id = any(${database.sql.array(school.students.slice(0, 3), 2951)})`;
  await database.sql`
    insert into choice_round (agency_id, cohort_course_id, opens_at, closes_at, least, most, set_by)
    values (${school.agencyId}, ${school.cohortCourseId}, '2026-11-25T13:00:00Z', '2026-11-30T22:00:00Z', 1, 3, ${school.anna.personId})`;
  const held = await asked("sent");
  await database.sql`update request set kind = 'individual', size = 1, status = 'sent-held', sent_at = null, release_at = '2026-12-01T14:00:00Z' where id = ${held.id}`;
  const due = await dueTo(school.anna, ["condition", "release", "choice", "consent", "term"]);
  expect(due).toMatchObject([
    {
      kind: "choice",
      step: "opens",
      day: "2026-11-25",
      at: "2026-11-25T13:00:00.000Z",
      owner: { kind: "person", name: "Anna Roy", mine: true },
    },
    { kind: "release", at: "2026-12-01T14:00:00.000Z", count: 1, owner: { kind: "clock" } },
    { kind: "condition", step: "meet", about: { requestId }, owner: { name: "Anna Roy" } },
    { kind: "term", step: "begins", day: "2027-01-04" },
    { kind: "consent", day: "2027-02-01", count: 3 },
    { kind: "term", step: "ends", day: "2027-05-28" },
  ]);
  expect(JSON.stringify(due)).not.toContain("Nomsecret");
  expect(await dueTo(hospital.claire, ["condition"])).toMatchObject([
    { step: "await", owner: { kind: "organisation", name: school.name } },
  ]);
  expect((await dueTo(hospital.claire, ["supervisor"])).map(({ day, step }) => [day, step])).toEqual([["2026-12-28", "name"]]);
  expect(await dueTo(hospital.claire, ["release", "consent", "term", "choice"])).toEqual([]);
});

test("[R473] pages follow each other without losing or repeating anything, and the figures count what is there", async () => {
  const elsewhere = await addSchool(database.sql);
  const made = new Set<string>();
  for (let number = 0; number < 45; number++)
    made.add((await addRequest(database.sql, { school: elsewhere, hospital, status: "sent", size: 1 })).id);
  const first = await as(elsewhere.anna).deadline.list({ kinds: ["answer"] });
  expect(first.deadlines).toHaveLength(40);
  expect(first.sums).toMatchObject({ more: false, kinds: [{ kind: "answer", count: 45 }] });
  const second = await as(elsewhere.anna).deadline.list({ kinds: ["answer"], after: first.next });
  expect(second.next).toBeNull();
  expect(new Set([...first.deadlines, ...second.deadlines].map(({ about }) => about.requestId))).toEqual(made);
  expect(first.deadlines.length + second.deadlines.length).toBe(45);
});

test("[R474] the median is of answers that were waited for, beside the time before", async () => {
  const there = await addHospital(database.sql);
  const days = (of: number, sent: string) => database.sql`
    update request set sent_at = ${sent}::timestamptz, answered_at = ${sent}::timestamptz + ${of}::int * interval '1 day' where receiving_id = ${there.agencyId} and answered_at > '2026-11-23'`;
  for (const [length, sent] of [
    [2, "2026-11-01T12:00:00Z"],
    [4, "2026-11-02T12:00:00Z"],
    [9, "2026-11-03T12:00:00Z"],
    [20, "2026-07-03T12:00:00Z"],
  ] as const) {
    await addRequest(database.sql, { school, hospital: there, status: "accepted", at: new Date("2026-12-20T12:00:00Z") });
    await days(length, sent);
  }
  expect(await as(there.claire).deadline.pace()).toMatchObject({
    side: "receiving",
    hours: 96,
    answers: 3,
    earlier: { hours: 480, answers: 1 },
  });
  expect((await as(school.anna).deadline.pace())?.slowest).toMatchObject([{ name: there.name, hours: 96, answers: 3 }]);
});
