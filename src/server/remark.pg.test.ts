import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
let requestId: string;
beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql);
  hospital = await addHospital(database.sql);
  requestId = (await addRequest(database.sql, { school, hospital, status: "sent" })).id;
});
afterAll(() => database[Symbol.asyncDispose]());

const as = (actor: Actor) => callAs(database.sql, actor);
const read = async (actor: Actor) => (await as(actor).comment.list({ requestId })).comments.map(({ text }) => text);

test("[R240] what is said for one's own organisation is read there alone, in lists, counts and events; what is shared, by both", async () => {
  await as(school.anna).comment.add({ requestId, text: "Groupe de première année", internal: false });
  await as(school.anna).comment.add({ requestId, text: "Relancer par téléphone", internal: true });
  await as(hospital.claire).comment.add({ requestId, text: "À voir avec la chef d’unité", internal: true });
  expect(await read(school.bruno)).toEqual(["Groupe de première année", "Relancer par téléphone"]);
  expect(await read(hospital.denis)).toEqual(["Groupe de première année", "À voir avec la chef d’unité"]);
  expect((await as(school.anna).request.get({ id: requestId })).comments).toBe(2);
  expect((await as(hospital.claire).request.inbox({})).requests.find(({ id }) => id === requestId)?.comments).toBe(2);
  const told = await database.sql`select agency_ids, facts from event where about = ${requestId} and kind = 'comment.added' order by seq`;
  expect(told.map(({ agencyIds }) => [...agencyIds].toSorted())).toEqual([
    [school.agencyId, hospital.agencyId].toSorted(),
    [school.agencyId],
    [hospital.agencyId],
  ]);
  const history = await as(hospital.claire).history.of({ about: [requestId] });
  expect(JSON.stringify(history)).not.toContain("Relancer");
  // a unit that was not asked yet sees neither request nor words
  expect(await refusalOfCall(as(hospital.eve).comment.list({ requestId }))).toEqual({ code: "not-found" });
  const [first] = (await as(hospital.claire).comment.list({ requestId })).comments;
  expect(first).toMatchObject({ by: school.name, mine: false, ours: false });
});

test("[R241] its author alone takes a comment back, and that something was said stays", async () => {
  const { id } = await as(school.anna).comment.add({ requestId, text: "Oups, Mme Tremblay", internal: false });
  expect(await refusalOfCall(as(school.bruno).comment.withdraw({ id }))).toEqual({ code: "not-found" });
  expect(await refusalOfCall(as(hospital.claire).comment.withdraw({ id }))).toEqual({ code: "not-found" });
  await as(school.anna).comment.withdraw({ id });
  expect((await as(hospital.claire).comment.list({ requestId })).comments.at(-1)).toMatchObject({ id, text: null });
  await as(school.anna).comment.restore({ id });
  expect((await read(hospital.claire)).at(-1)).toBe("Oups, Mme Tremblay");
});

test("[R242] an urgent alert is the school's, short, and the other side has it in its list", async () => {
  const { version } = await as(school.anna).request.get({ id: requestId });
  await as(school.anna).request.change({ id: requestId, version, alert: "  Début devancé d’une semaine " });
  expect((await as(hospital.claire).request.inbox({})).requests.find(({ id }) => id === requestId)?.alert).toBe(
    "Début devancé d’une semaine",
  );
  const now = (await as(school.anna).request.get({ id: requestId })).version;
  expect(await refusalOfCall(as(school.anna).request.change({ id: requestId, version: now, alert: "a".repeat(201) }))).toMatchObject({
    code: "invalid",
    field: "alert",
  });
});

test("[R243] a reminder is for a day to come, its owner's alone unless shared, and several stand beside each other", async () => {
  const set = (actor: Actor, dueOn: string, shared: boolean) => as(actor).reminder.add({ requestId, dueOn, text: "Appeler", shared });
  expect(await refusalOfCall(set(school.anna, "2026-11-22", false))).toEqual({
    code: "invalid",
    field: "dueOn",
    problem: { kind: "not-to-come" },
  });
  expect(await refusalOfCall(set(school.anna, "2029-11-22", false))).toMatchObject({ problem: { kind: "too-far" } });
  await set(school.anna, "2026-11-25", false);
  await set(school.anna, "2026-12-25", false);
  const { id: shared } = await set(school.anna, "2026-11-24", true);
  const days = async (actor: Actor) => (await as(actor).reminder.list({ requestId })).map(({ dueOn }) => dueOn);
  expect(await days(school.anna)).toEqual(["2026-11-24", "2026-11-25", "2026-12-25"]);
  expect(await days(school.bruno)).toEqual(["2026-11-24"]);
  expect(await days(hospital.claire)).toEqual([]);
  expect((await as(school.anna).reminder.due()).reminders).toHaveLength(2);
  await as(school.bruno).reminder.settle({ id: shared, done: true });
  expect(await days(school.anna)).toEqual(["2026-11-25", "2026-12-25"]);
  await as(school.bruno).reminder.settle({ id: shared, done: false });
  expect(await days(school.bruno)).toEqual(["2026-11-24"]);
  expect(await refusalOfCall(as(hospital.claire).reminder.settle({ id: shared, done: true }))).toEqual({ code: "not-found" });
  // A colleague whose programmes are others neither reads nor settles it.
  const elsewhere = await addActor(database.sql, {
    agencyId: school.agencyId,
    kind: "placing-coordinator",
    name: ["Nora", "Ailleurs"],
    programmes: [],
  });
  expect((await as(elsewhere).reminder.due()).reminders).toEqual([]);
  expect(await refusalOfCall(as(elsewhere).reminder.settle({ id: shared, done: true }))).toEqual({ code: "not-found" });
});
