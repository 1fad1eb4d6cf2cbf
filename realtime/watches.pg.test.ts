import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import type { Question, RoomQuestion } from "#domain/watch.ts";
import { lastSeq, listEventsAfter } from "#db/event.ts";
import { addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import type { Sql } from "#db/sql.ts";
import { liveFor } from "#server/live-audience.ts";
import { callAs, refusalOfCall } from "#server/testing-caller.ts";
import { judgeDated, judgeWatches } from "./watches.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  [school, hospital] = [await addSchool(database.sql), await addHospital(database.sql)];
  await database.sql`update destination set capacity = 6, disciplines = '{Pédiatrie}' where id = ${hospital.eastId}`;
});

const as = (who: Actor, today?: string) => callAs(database.sql, who, today);
const judge = (sql: Sql = database.sql, today = "2026-11-22") => judgeWatches({ sql, now: () => new Date(`${today}T15:00:00Z`) });
const killed = {
  begin: (work: (tx: unknown) => Promise<unknown>) =>
    database.sql.begin(async (tx) => {
      await work(tx);
      throw new Error("killed");
    }),
} as unknown as Sql;
const here = (): RoomQuestion["where"] => ({ level: "site", id: hospital.siteId });
const room = (of: Partial<RoomQuestion> = {}): RoomQuestion => ({
  kind: "room",
  count: 2,
  discipline: "pediatrie",
  where: here(),
  band: "day",
  weekdays: [1, 2],
  from: "2027-01-11",
  to: "2027-03-26",
  ...of,
});
const request = (of: Partial<Extract<Question, { kind: "request" }>> = {}): Question => ({
  kind: "request",
  statuses: ["accepted", "declined"],
  late: false,
  agencyId: null,
  programmeId: null,
  courseId: null,
  serviceId: null,
  destinationId: null,
  text: "",
  ...of,
});
const watch = async (who: Actor, question: Question, mail = false) => (await as(who).watch.add({ question, mail, endsOn: null })).id;
const asked = (status: Parameters<typeof addRequest>[1]["status"] = "sent", destinationId: string | null = hospital.eastId) =>
  addRequest(database.sql, { school, hospital, status, destinationId });
const versionOf = async (who: Actor, id: string) => ({ id, version: (await as(who).request.get({ id })).version });
const cancel = async (id: string) =>
  as(school.anna).request.cancel({ requests: [await versionOf(school.anna, id)], reason: { code: "attrition", note: "" } });
const accept = async (id: string) => as(hospital.claire).request.accept({ requests: [await versionOf(hospital.claire, id)] });
const noticesOf = (who: Actor) => database.sql<{ facts: { title: { fr: string; en: string }; href: string } }[]>`
  select facts from notice where account_id = ${who.accountId} and kind = 'watch' order by id`;
const titlesOf = async (who: Actor) => (await noticesOf(who)).map(({ facts }) => facts.title.fr);

describe("room that comes free", () => {
  test("[R510] is told once when it becomes true, again only after it was false, over a crash and on whichever node reads", async () => {
    const first = await asked();
    const id = await watch(school.bruno, room(), true);
    await judge();
    expect(await titlesOf(school.bruno)).toEqual([]);
    await cancel(first.id);
    await expect(judge(killed)).rejects.toThrow("killed");
    await Promise.all([judge(), judge(), judge()]);
    await judge();
    const told = [`6 places libres\u00A0: ${hospital.name} / ${hospital.siteName} / Médecine / 4e Est`];
    expect(await titlesOf(school.bruno)).toEqual(told);
    expect((await noticesOf(school.bruno))[0]?.facts.href).toBe(`/milieux/${hospital.eastId}`);
    // as many again are free: it was true already
    const second = await asked();
    await cancel((await asked()).id);
    await judge();
    await cancel(second.id);
    await judge();
    const row = (await as(school.bruno).watch.list()).watches.find((one) => one.id === id);
    expect(row).toMatchObject({ told: 2, matches: 1, state: "on" });
    expect(await titlesOf(school.bruno)).toHaveLength(2);
    expect((await as(school.bruno).watch.told({ id })).told.map(({ count, items }) => [count, items[0]?.free])).toEqual([
      [1, 6],
      [1, 6],
    ]);
    expect(await titlesOf(school.anna)).toEqual([]);
  });

  test("[R511] counts capacity, closures and other schools' requests, by discipline, shift and weekday", async () => {
    const other = await addSchool(database.sql);
    await addRequest(database.sql, { school: other, hospital, status: "sent", destinationId: hospital.eastId });
    const day = await as(school.anna).watch.now({ question: room() });
    expect(day.items).toEqual([]);
    const now = async (of: Partial<RoomQuestion>) =>
      (await as(school.anna).watch.now({ question: room(of) })).items.map(({ free }) => free);
    // the others come by day on Mondays and Tuesdays
    expect(await now({ band: "evening" })).toEqual([6]);
    expect(await now({ weekdays: [3] })).toEqual([6]);
    expect(await now({ discipline: "Chirurgie", band: "evening" })).toEqual([]);
    expect(await now({ count: 7, band: "evening" })).toEqual([]);
    const id = await watch(school.anna, room({ band: "night", count: 8 }));
    await as(hospital.claire).capacity.write({
      destinationId: hospital.eastId,
      lines: [
        {
          discipline: null,
          band: "night",
          shiftCode: null,
          startTime: null,
          endTime: null,
          weekdays: null,
          from: null,
          to: null,
          students: 9,
          largestGroup: null,
          note: "",
        },
      ],
      ends: [],
    });
    await judge();
    expect((await as(school.anna).watch.list()).watches.find((one) => one.id === id)).toMatchObject({ matches: 1, told: 1 });
    // closed on some days, it is looked at on the others; closed on all, there is no room
    await as(hospital.claire).closure.add({ placeId: hospital.siteId, startsOn: "2027-01-01", endsOn: "2027-12-31", reason: "Travaux" });
    await judge();
    expect((await as(school.anna).watch.list()).watches.find((one) => one.id === id)).toMatchObject({ matches: 0, told: 1 });
  });

  test("[R512] what comes between the asking and the first judging is told, what was so before is not, nor what came in a pause", async () => {
    const held = await asked();
    const id = await watch(school.anna, room());
    await cancel(held.id);
    await judge();
    expect(await titlesOf(school.anna)).toHaveLength(1);
    const born = await watch(school.bruno, room());
    await judge();
    expect(await titlesOf(school.bruno)).toEqual([]);
    const again = await asked();
    await judge();
    await as(school.anna).watch.pause({ id, paused: true });
    await as(school.bruno).watch.remove({ id: born });
    await cancel(again.id);
    await judge();
    await as(school.anna).watch.pause({ id, paused: false });
    await as(school.bruno).watch.restore({ id: born });
    await judge();
    expect([await titlesOf(school.anna), await titlesOf(school.bruno)].map(({ length }) => length)).toEqual([1, 0]);
    expect((await as(school.bruno).watch.list()).watches.map(({ id: one }) => one)).toContain(born);
  });

  test("[R514] who receives asks about her own places alone, and nobody about a place or a watch that is not hers", async () => {
    const elsewhere = await addHospital(database.sql);
    const ask = (who: Actor, where: RoomQuestion["where"]) =>
      as(who).watch.now({ question: room({ where, discipline: null, band: "evening" }) });
    expect((await ask(hospital.claire, here())).items).toHaveLength(1);
    expect(await refusalOfCall(ask(hospital.claire, { level: "any", id: null }))).toEqual({ code: "not-allowed" });
    expect(await refusalOfCall(ask(hospital.claire, { level: "site", id: elsewhere.siteId }))).toEqual({ code: "not-found" });
    expect((await ask(hospital.eve, { level: "destination", id: hospital.eastId })).items).toHaveLength(1);
    expect(await refusalOfCall(ask(hospital.eve, here()))).toEqual({ code: "not-found" });
    const id = await watch(school.anna, room());
    expect(await refusalOfCall(as(school.bruno).watch.remove({ id }))).toEqual({ code: "not-found" });
  });
});

describe("requests, sheets and the catalogue", () => {
  test("[R513] each request is told when it comes to be so, to who reaches it and did not do it; only her screens hear of it", async () => {
    const [mine, theirs] = [await asked("sent", null), await asked("sent", null)];
    const id = await watch(school.bruno, request());
    const receiving = await watch(hospital.claire, request({ statuses: ["accepted"] }));
    const words = await watch(school.anna, request({ text: "chirurgie" }));
    await judge();
    const before = await lastSeq(database.sql);
    await accept(mine.id);
    await accept(theirs.id);
    await judge();
    const titles = await titlesOf(school.bruno);
    expect(titles).toEqual([expect.stringMatching(new RegExp(`^Demande n°\\s${mine.reference}, 180-11A, .* et 1 de plus$`))]);
    expect([await titlesOf(hospital.claire), await titlesOf(school.anna)]).toEqual([[], []]);
    expect((await as(hospital.claire).watch.list()).watches.find((one) => one.id === receiving)).toMatchObject({ matches: 2, told: 0 });
    expect((await as(school.anna).watch.list()).watches.find((one) => one.id === words)).toMatchObject({ matches: 0 });
    const signals = (await listEventsAfter(database.sql, { agencyId: null, after: before, most: 100 })).filter(
      ({ kind }) => kind === "watch.judged",
    );
    // asked something of another kind, it is true of what that is true of and of nothing else
    const other = await watch(school.bruno, request());
    const full = room({ where: { level: "destination", id: hospital.eastId }, count: 99 });
    await as(school.bruno).watch.change({ id: other, question: full, mail: false, endsOn: null });
    const changed = async () => (await as(school.bruno).watch.list()).watches.find((one) => one.id === other);
    expect(await changed()).toMatchObject({ matches: 0, since: null, witness: null });
    await as(school.bruno).watch.change({ id: other, question: room({ band: "evening" }), mail: false, endsOn: null });
    expect(await changed()).toMatchObject({ matches: 1, witness: { id: hospital.eastId } });
    await as(school.bruno).watch.change({ id: other, question: request(), mail: false, endsOn: null });
    expect(await changed()).toMatchObject({ matches: 2, witness: null });
    expect(signals.flatMap((event) => [school.bruno, school.anna, hospital.eve].map((who) => liveFor(event, who) !== null))).toEqual([
      true,
      false,
      false,
    ]);
    // taken back and given again, it is told again
    await as(hospital.claire).request.takeBack({ requests: [await versionOf(hospital.claire, mine.id)] });
    await judge();
    await accept(mine.id);
    await judge();
    expect((await as(school.bruno).watch.list()).watches.find((one) => one.id === id)).toMatchObject({ matches: 2, told: 2 });
  });

  test("[R513] an answer that is late is told on the day it is, though nothing happened", async () => {
    await asked("sent", null);
    await watch(school.anna, request({ statuses: [], late: true }));
    await judge();
    const on = (day: string) => judgeDated({ sql: database.sql, now: () => new Date(`${day}T15:00:00Z`) });
    await on("2026-11-25");
    expect(await titlesOf(school.anna)).toEqual([]);
    await on("2099-01-01");
    await on("2099-01-02");
    expect(await titlesOf(school.anna)).toEqual([expect.stringMatching(/en retard$/)]);
  });

  test("[R513] a sheet that comes to have more students than places, and is told again only after it had none", async () => {
    const { id: requestId } = await addRequest(database.sql, { school, hospital, status: "accepted", size: 2 });
    const { worksheetId } = school;
    await watch(school.bruno, { kind: "conflict", which: "over-allocated", programmeId: null, worksheetId: null });
    const [one = "", two = "", three = ""] = school.students;
    const hold = (studentId: string) => as(school.anna).assignment.hold({ studentId, requestId, saw: null });
    await hold(one);
    await hold(two);
    await judge();
    expect(await titlesOf(school.bruno)).toEqual([]);
    await hold(three);
    await judge();
    expect(await titlesOf(school.bruno)).toEqual(["Conflit sur la fiche 180-11A Médecine 1, SI26"]);
    expect((await noticesOf(school.bruno))[0]?.facts.href).toBe(`/fiches/${worksheetId}/affectation`);
  });

  test("[R515] a unit that opens, and what others change of a place one follows", async () => {
    await watch(school.anna, { kind: "place", on: "opens", discipline: null, where: here() });
    await watch(school.bruno, { kind: "place", on: "changes", discipline: null, where: { level: "service", id: hospital.serviceId } });
    await watch(hospital.claire, { kind: "place", on: "changes", discipline: null, where: here() });
    await judge();
    await as(hospital.claire).catalogue.add({
      level: "destination",
      serviceId: hospital.serviceId,
      name: "6e Nord",
      shortName: "",
      isUser: true,
      contact: null,
      capacity: 4,
      largestGroup: null,
      disciplines: [],
    });
    await judge();
    const path = `${hospital.name} / ${hospital.siteName} / Médecine / 6e Nord`;
    expect(await titlesOf(school.anna)).toEqual([`Ouvert\u00A0: ${path}`]);
    expect(await titlesOf(school.bruno)).toEqual(["6e Nord\u00A0: sa fiche du catalogue a changé"]);
    expect(await titlesOf(hospital.claire)).toEqual([]);
  });
});
