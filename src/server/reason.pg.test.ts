import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { refusalOfCall } from "./testing-caller.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
let yves: Actor;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  [school, hospital] = [await addSchool(database.sql), await addHospital(database.sql)];
  yves = await addActor(database.sql, { agencyId: hospital.agencyId, kind: "local-administrator", name: ["Yves", "Turcotte"] });
});

const now = new Date("2026-11-22T15:00:00Z");
const as = (actor: Actor) => callerAs(depsOver(database.sql), actor, now);
const declines = { move: "decline", side: "receiving" } as const;
const strike = { labelFr: "Grève", labelEn: "Strike", needsNote: false };
/** What a coordinator is offered when she says no. */
const offered = async (actor: Actor) =>
  (await as(actor).request.reasons()).filter(({ move, side }) => move === "decline" && side === "receiving");
const listed = async (actor: Actor) => (await as(actor).reason.kept()).filter(({ move }) => move === "decline");
const no = (work: Promise<unknown>) => refusalOfCall(work);
async function decline(code: string, note = ""): Promise<Id> {
  const { id } = await addRequest(database.sql, { school, hospital, status: "sent", at: now });
  const { version } = await as(hospital.claire).request.get({ id });
  const { refused } = await as(hospital.claire).request.decline({ requests: [{ id, version }], reason: { code, note } });
  expect(refused).toEqual([]);
  return id;
}
const reasonOf = async (actor: Actor, id: Id) => (await as(actor).request.get({ id })).reason;

test("[R275] an administrator adds, words, hides and orders the reasons of her organisation, and nobody else's change", async () => {
  const other = await addHospital(database.sql);
  const before = await offered(other.claire);
  const { code } = await as(yves).reason.add({ list: declines, words: strike });
  await as(yves).reason.reword({
    code: "capacity-reached",
    version: 1,
    words: { labelFr: "Plus de place", labelEn: "No room left", needsNote: true },
  });
  await as(yves).reason.hide({ code: "late", hidden: true });
  const codes = (await listed(yves)).map((one) => one.code);
  await as(yves).reason.order({ list: declines, codes: [code, ...codes.filter((one) => one !== code)] });
  const after = await offered(hospital.claire);
  expect(after[0]).toMatchObject({ code, labelFr: "Grève", version: 1 });
  expect(after[1]).toMatchObject({
    code: "capacity-reached",
    labelFr: "Plus de place",
    labelEn: "No room left",
    needsNote: true,
    version: 2,
  });
  expect(after.map((one) => one.code)).not.toContain("late");
  expect(await offered(other.claire)).toEqual(before);
  expect(await offered(school.anna)).toEqual(before);
  expect((await listed(yves)).find((one) => one.code === "late")).toMatchObject({ hidden: true, own: false });
});

test("[R275] each side keeps its own lists, an administrator alone, and another's reason is not there", async () => {
  const admin = await addActor(database.sql, { agencyId: school.agencyId, kind: "local-administrator", name: ["Une", "Autre"] });
  const { code } = await as(yves).reason.add({ list: declines, words: strike });
  expect(new Set((await as(admin).reason.kept()).map(({ move }) => move))).toEqual(new Set(["cancel", "postpone", "shorten", "suspend"]));
  expect(new Set((await as(yves).reason.kept()).map(({ side }) => side))).toEqual(new Set(["receiving"]));
  expect(await no(as(admin).reason.add({ list: declines, words: strike }))).toEqual({ code: "not-found" });
  for (const hers of [code, "capacity-reached"]) {
    expect(await no(as(admin).reason.reword({ code: hers, version: 1, words: strike }))).toEqual({ code: "not-found" });
    expect(await no(as(admin).reason.hide({ code: hers, hidden: true }))).toEqual({ code: "not-found" });
  }
  for (const actor of [hospital.claire, school.anna]) expect(await no(as(actor).reason.kept())).toEqual({ code: "not-allowed" });
  // what the organisation added is nobody else's to give
  const clinic = await addHospital(database.sql);
  const { id } = await addRequest(database.sql, { school, hospital: clinic, status: "sent", at: now });
  const { version } = await as(clinic.claire).request.get({ id });
  const { refused } = await as(clinic.claire).request.decline({ requests: [{ id, version }], reason: { code, note: "" } });
  expect(refused).toMatchObject([{ refusal: { code: "reason-needed", reason: "code" } }]);
});

test("[R276] a request keeps the words its no was said with; the next is said with the new ones", async () => {
  const first = await decline("capacity-reached");
  await as(yves).reason.reword({
    code: "capacity-reached",
    version: 1,
    words: { labelFr: "Plus de place", labelEn: "No room left", needsNote: false },
  });
  const second = await decline("capacity-reached");
  await as(yves).reason.reword({
    code: "capacity-reached",
    version: 2,
    words: { labelFr: "Complet", labelEn: "Full", needsNote: false },
  });
  for (const actor of [school.anna, hospital.claire]) {
    expect(await reasonOf(actor, first)).toMatchObject({ code: "capacity-reached", fr: "Capacité atteinte", en: "Capacity reached" });
    expect(await reasonOf(actor, second)).toMatchObject({ code: "capacity-reached", fr: "Plus de place", en: "No room left" });
    const { entries } = await as(actor).history.of({ about: second });
    expect(entries.find(({ kind }) => kind === "request.declined")?.names.reason).toEqual({ fr: "Plus de place", en: "No room left" });
  }
  expect((await as(yves).reason.versions({ code: "capacity-reached" })).map(({ version, labelFr, by }) => [version, labelFr, by])).toEqual([
    [3, "Complet", "Yves Turcotte"],
    [2, "Plus de place", "Yves Turcotte"],
    [1, "Capacité atteinte", null],
  ]);
  await expect(database.sql`update reason_wording set label_fr = 'x'`).rejects.toThrow(/what a reason said stays/);
});

test("[R276] an answer that is taken back leaves with its words, and one before it comes back with its own", async () => {
  await as(yves).reason.reword({
    code: "staffing",
    version: 1,
    words: { labelFr: "Équipe réduite", labelEn: "Short-staffed", needsNote: false },
  });
  const { id } = await addRequest(database.sql, { school, hospital, status: "redirected", at: now });
  const asked = async () => [{ id, version: (await as(hospital.claire).request.get({ id })).version }];
  await as(hospital.claire).request.declineForUnit({ requests: await asked(), reason: { code: "staffing", note: "" } });
  await as(hospital.claire).request.decline({ requests: await asked(), reason: { code: "objectives", note: "" } });
  expect(await reasonOf(hospital.claire, id)).toMatchObject({ fr: "Milieu non adapté aux objectifs" });
  await callerAs(depsOver(database.sql), hospital.claire, new Date()).request.takeBack({ requests: await asked() });
  expect(await reasonOf(hospital.claire, id)).toMatchObject({ code: "staffing", fr: "Équipe réduite" });
});

test("[R277] both languages, nothing said twice, nothing used removed, and the last one offered stays", async () => {
  expect(await no(as(yves).reason.add({ list: declines, words: { ...strike, labelFr: " capacité ATTEINTE " } }))).toEqual({
    code: "name-taken",
    name: "Capacité atteinte",
  });
  await expect(as(yves).reason.add({ list: declines, words: { ...strike, labelEn: " " } })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  const { code } = await as(yves).reason.add({ list: declines, words: strike });
  expect((await listed(yves)).find((one) => one.code === code)).toMatchObject({ used: 0, may: { remove: true } });
  await decline(code);
  expect((await listed(yves)).find((one) => one.code === code)).toMatchObject({ used: 1, may: { remove: false } });
  expect(await no(as(yves).reason.remove({ code }))).toMatchObject({ code: "in-use" });
  expect(await no(as(yves).reason.remove({ code: "late" }))).toMatchObject({ code: "in-use" });
  const unused = await as(yves).reason.add({ list: declines, words: { ...strike, labelFr: "Inondation", labelEn: "Flood" } });
  await as(yves).reason.remove({ code: unused.code });
  expect((await listed(yves)).map((one) => one.code)).not.toContain(unused.code);
  const all = (await listed(yves)).map((one) => one.code);
  for (const one of all.slice(1)) await as(yves).reason.hide({ code: one, hidden: true });
  expect(await no(as(yves).reason.hide({ code: all[0] ?? "", hidden: true }))).toEqual({ code: "last-reason" });
});

test("[R277] words that a colleague changed meanwhile are not written over, nor an order of other reasons", async () => {
  const words = { labelFr: "Plus de place", labelEn: "No room left", needsNote: false };
  await as(yves).reason.reword({ code: "late", version: 1, words });
  expect(await no(as(yves).reason.reword({ code: "late", version: 1, words: { ...words, labelFr: "Autre" } }))).toMatchObject({
    code: "stale",
    by: "Yves Turcotte",
  });
  const codes = (await listed(yves)).map((one) => one.code);
  await as(yves).reason.add({ list: declines, words: strike });
  expect(await no(as(yves).reason.order({ list: declines, codes }))).toMatchObject({ code: "stale" });
});
