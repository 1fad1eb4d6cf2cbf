import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Status } from "#domain/request.ts";
import { lastSeq, listEventsAfter } from "#db/event.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { liveFor } from "./live-audience.ts";
import { refusalOfCall } from "./testing-caller.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  school = await addSchool(database.sql);
  hospital = await addHospital(database.sql);
});

const noon = new Date("2026-11-22T17:00:00.000Z");
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const as = (actor: Actor, at = noon) => callerAs(depsOver(database.sql), actor, at);
const add = (status: Status, more: { destinationId?: Id; at?: Date } = {}) =>
  addRequest(database.sql, { school, hospital, status, at: noon, ...more });
const asked = async (actor: Actor, id: Id) => ({ id, version: (await as(actor).request.get({ id })).version });
const accept = async (actor: Actor, id: Id) => as(actor).request.accept({ requests: [await asked(actor, id)] });
const counts = async (actor: Actor, session?: "today" | "past" | "all") =>
  Object.fromEntries((await as(actor).welcome.head({ session: session ?? null })).counts.map((one) => [one.status, one.requests]));
const list = async (actor: Actor, show: Parameters<ReturnType<typeof as>["welcome"]["list"]>[0]["show"], at = noon) =>
  (await as(actor, at).welcome.list({ session: "all", show })).requests;
const news = async (actor: Actor, at = noon) => (await as(actor, at).welcome.news({})).requests;

test("[R440] the page counts what its role reaches, by status as it is shown, and opens each as a list on which one acts", async () => {
  const mine = await add("sent", { destinationId: hospital.eastId });
  await add("accepted-by-unit", { destinationId: hospital.eastId });
  await add("new");
  expect(await counts(school.anna)).toEqual({ new: 1, sent: 1, redirected: 1 });
  expect(await counts(hospital.claire)).toEqual({ pending: 1, "accepted-by-unit": 1 });
  expect(Object.keys(await counts(hospital.eve))).toEqual(["accepted-by-unit"]);
  const [row] = await list(hospital.claire, "pending");
  expect(row).toMatchObject({ id: mine.id, may: { accept: true, decline: true, redirect: true } });
  const instructor = await addActor(database.sql, { agencyId: school.agencyId, kind: "instructor", name: ["Line", "Bois"] });
  expect(await counts(instructor)).toEqual({});
  // an administrator has no requests, and a page all the same
  const boss = await addActor(database.sql, { agencyId: school.agencyId, kind: "local-administrator", name: ["Guy", "Dion"] });
  expect(await refusalOfCall(as(boss).welcome.head({}))).toMatchObject({ code: "not-allowed" });
  expect((await as(boss).welcome.standings()).map(({ state }) => state)).toContain("invited");
  expect((await as(boss).welcome.register()).find(({ filter }) => filter === "all")?.students).toBe(school.students.length);
});

test("[R441] a visit goes on for half an hour of absence, and the next one begins where it ended; the first has nothing new", async () => {
  const request = await add("sent");
  expect(await as(school.anna).welcome.news({})).toMatchObject({ since: null, requests: [] });
  expect(await as(school.anna).welcome.visit()).toEqual({ since: null });
  await as(school.anna, later(20)).welcome.visit();
  await accept(hospital.claire, request.id);
  // half an hour after she was last here, not after she came
  expect((await as(school.anna, later(45)).welcome.visit()).since).toBe(noon.toISOString());
  expect((await as(school.anna, later(600)).welcome.visit()).since).toBe(later(45).toISOString());
  expect(await news(school.anna, later(601))).toEqual([]);
  // a colleague has visits of her own
  expect(await as(school.bruno, later(601)).welcome.visit()).toEqual({ since: null });
});

test("[R442] what others did since the last visit is told by group, in what one reaches, each request once and as it stands last", async () => {
  const [first, second, third] = [await add("sent"), await add("sent"), await add("sent")];
  for (const actor of [school.anna, hospital.claire]) await as(actor).welcome.visit();
  await accept(hospital.claire, first.id);
  const done = await accept(hospital.claire, second.id);
  await as(hospital.claire).request.takeBack({ requests: done.done.map(({ id, version }) => ({ id, version })) });
  await as(school.anna).comment.add({ requestId: third.id, text: "Voici", internal: false });
  await as(hospital.claire).comment.add({ requestId: third.id, text: "Entre nous", internal: true });
  expect(await news(school.anna)).toEqual([
    { group: "accepted", count: 1 },
    { group: "takenBack", count: 1 },
  ]);
  expect(await news(hospital.claire)).toEqual([{ group: "comments", count: 1 }]);
  // the unit reaches none of them
  await as(hospital.eve).welcome.visit();
  expect(await news(hospital.eve)).toEqual([]);
  // marked until looked at, then not, until something else happens
  const fresh = async () => (await list(school.anna, "all")).flatMap((row) => (row.fresh ? [row.id] : []));
  expect(await fresh()).toEqual(expect.arrayContaining([first.id, second.id]));
  await as(school.anna).welcome.seen({ ids: [first.id, second.id] });
  expect(await fresh()).toEqual([]);
  await as(hospital.claire).comment.add({ requestId: first.id, text: "À lundi", internal: false });
  expect(await fresh()).toEqual([first.id]);
  const opened = await as(school.anna).welcome.list({ session: "today", show: "changed", group: "accepted" });
  expect(opened.requests.map(({ id }) => id)).toEqual([first.id]);
  await as(school.anna).welcome.allSeen();
  expect(await news(school.anna)).toEqual([]);
  expect(await fresh()).toEqual([]);
});

test("[R443] what one hides is hidden from one's own page alone, is still what it was, and comes back when it changes", async () => {
  const request = await add("sent");
  const before = await asked(hospital.claire, request.id);
  const seq = await lastSeq(database.sql);
  expect(await as(hospital.claire).welcome.hide({ requests: [before] })).toEqual({ hidden: [request.id], changed: 0 });
  expect(await counts(hospital.claire)).toEqual({});
  expect(await as(hospital.claire).welcome.head({})).toMatchObject({ hidden: 1, waiting: { fresh: 0 } });
  expect((await list(hospital.claire, "hidden")).map(({ id }) => id)).toEqual([request.id]);
  expect(await asked(hospital.claire, request.id)).toEqual(before);
  expect(await counts(hospital.denis)).toEqual({ pending: 1 });
  expect((await as(hospital.claire).request.counts({})).counts).toMatchObject([{ status: "pending", requests: 1 }]);
  // her other pages hear of it, nobody else's
  const told = await listEventsAfter(database.sql, { agencyId: null, after: seq, most: 10 });
  const heard = (actor: Actor) => told.flatMap((event) => liveFor(event, actor)?.kind ?? []);
  expect(heard(hospital.claire)).toEqual(["welcome.changed"]);
  expect([...heard(hospital.denis), ...heard(school.anna)]).toEqual([]);
  await as(hospital.claire).welcome.show({ ids: [request.id] });
  expect(await counts(hospital.claire)).toEqual({ pending: 1 });
  await as(hospital.claire).welcome.hide({ requests: [before] });
  await as(school.anna).comment.add({ requestId: request.id, text: "Urgent", internal: false });
  expect(await counts(hospital.claire)).toEqual({ pending: 1 });
  // one that moved since it was read is not hidden unread
  await as(school.anna).request.change({ ...(await asked(school.anna, request.id)), comment: "Autre" });
  expect(await as(hospital.claire).welcome.hide({ requests: [before] })).toEqual({ hidden: [], changed: 1 });
  // a notice is hidden while it says the same
  const consents = { kind: "consents" as const, item: "" };
  await as(school.anna).welcome.hideNotice({ ...consents, state: "3" });
  await as(school.anna).welcome.hideNotice({ ...consents, state: "4" });
  expect(await as(school.anna).welcome.hiddenNotices()).toEqual([{ ...consents, state: "4" }]);
  await as(school.anna).welcome.showNotice(consents);
  expect(await as(school.anna).welcome.hiddenNotices()).toEqual([]);
});

test("[R444] the page is narrowed to what is under way and to come within two years, or to a term, kept for the role", async () => {
  await add("sent");
  const over = { ...school.schedule, startsOn: "2027-01-11", endsOn: "2027-02-26" };
  await addRequest(database.sql, { school, hospital, status: "accepted", at: noon, schedule: over });
  const march = new Date("2027-03-01T17:00:00Z");
  const head = (actor: Actor) => as(actor, march).welcome.head({});
  expect(await head(school.anna)).toMatchObject({ session: "today", terms: [{ id: school.termId, name: "Hiver 2027", school: null }] });
  expect((await head(school.anna)).counts).toMatchObject([{ status: "sent" }]);
  await as(school.anna).welcome.narrow({ session: "past" });
  expect((await head(school.anna)).counts).toMatchObject([{ status: "accepted" }]);
  // who receives names the school whose term it is
  await as(hospital.claire).welcome.narrow({ session: school.termId });
  const theirs = await head(hospital.claire);
  expect(theirs.session).toBe(school.termId);
  expect(theirs.terms).toHaveLength(1);
  expect(theirs.counts).toHaveLength(2);
  expect((await head(school.bruno)).session).toBe("today");
  const other = await addSchool(database.sql);
  expect(await refusalOfCall(as(school.anna).welcome.narrow({ session: other.termId }))).toMatchObject({ code: "not-found" });
  expect((await as(school.anna).welcome.head({ session: other.termId })).session).toBe("today");
});

test("[R445] an answer that is late is counted and listed on both sides' pages, and says nothing of what a unit answered", async () => {
  const old = new Date("2026-10-20T15:00:00Z");
  const [plain, byUnit] = [await add("sent", { at: old }), await add("declined-by-unit", { at: old })];
  await add("sent");
  await add("accepted", { at: old });
  expect((await as(school.anna).welcome.head({})).late).toBe(2);
  expect((await as(hospital.claire).welcome.head({})).late).toBe(2);
  const late = await list(school.anna, "late");
  expect(new Set(late.map(({ id }) => id))).toEqual(new Set([plain.id, byUnit.id]));
  expect(late.map(({ status }) => status).toSorted()).toEqual(["redirected", "sent"]);
});

test("[R446] a unit or a clone another organisation made is told to the school for a month, with what was written to it", async () => {
  school = await addSchool(database.sql, { kind: "individual" });
  const declined = await add("declined-by-unit");
  const { id: unitId } = await as(hospital.claire).catalogue.add({
    level: "destination",
    serviceId: hospital.serviceId,
    name: "6e Nord",
    shortName: "",
    isUser: true,
    capacity: null,
    largestGroup: null,
    contact: null,
  });
  const made = await as(hospital.claire).requestClone.make({
    request: await asked(hospital.claire, declined.id),
    destinationId: hospital.westId,
    message: "Le 5e Ouest a une place.",
  });
  const now = new Date();
  const told = await as(school.anna, now).welcome.notices();
  expect(told.units).toMatchObject([{ id: unitId, name: "6e Nord", service: "Médecine", organisation: hospital.name }]);
  expect(told.clones).toMatchObject([
    { id: made.id, of: declined.reference, message: "Le 5e Ouest a une place.", organisation: hospital.name },
  ]);
  expect(await as(hospital.claire, now).welcome.notices()).toMatchObject({ units: [], clones: [] });
  const inTwoMonths = new Date(now.getTime() + 60 * 86_400_000);
  expect(await as(school.anna, inTwoMonths).welcome.notices()).toMatchObject({ units: [], clones: [] });
});
