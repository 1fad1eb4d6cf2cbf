import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { listEventsAfter, lastSeq } from "#db/event.ts";
import { isLooking } from "#db/look.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { liveFor } from "./live-audience.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
let request: { id: string };
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  school = await addSchool(database.sql);
  hospital = await addHospital(database.sql);
  request = await addRequest(database.sql, { school, hospital, status: "sent" });
});

const noon = new Date("2026-11-22T17:00:00.000Z");
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1_000);
const as = (actor: Actor, now = noon) => callerAs(depsOver(database.sql), actor, now);
const page = "0198c0de-0000-4000-8000-0000000000a1";
const otherPage = "0198c0de-0000-4000-8000-0000000000a2";
const lookers = async (actor: Actor, now = noon) =>
  (await as(actor, now).look.list()).lookers.map(({ requestId, name }) => ({ requestId, name }));
const looking = (actor: Actor, at: Date) => isLooking(database.sql, { accountId: actor.accountId, requestId: request.id, at });

describe("a request that a colleague has open", () => {
  test("[R280] shows her to colleagues who reach it, from opening to closing, and not to herself", async () => {
    const { claire, denis } = hospital;
    await as(claire).look.at({ page, requestId: request.id });
    expect(await lookers(denis)).toEqual([{ requestId: request.id, name: "Claire Gagné" }]);
    expect(await lookers(claire)).toEqual([]);
    expect(await looking(claire, later(1))).toBe(true);
    // her second page keeps her there when the first is closed
    await as(claire).look.at({ page: otherPage, requestId: request.id });
    expect(await lookers(denis)).toHaveLength(1);
    await as(claire).look.away({ page });
    expect(await lookers(denis)).toHaveLength(1);
    await as(claire).look.away({ page: otherPage });
    expect(await lookers(denis)).toEqual([]);
    expect(await looking(claire, later(1))).toBe(false);
  });

  test("[R280] another organisation is never told, nor a colleague who does not reach the request", async () => {
    const elsewhere = await addActor(database.sql, {
      agencyId: hospital.agencyId,
      kind: "receiving-coordinator",
      name: ["Une", "Telle"],
      places: { sites: [hospital.otherSiteId] },
    });
    const before = await lastSeq(database.sql);
    await as(hospital.claire).look.at({ page, requestId: request.id });
    await as(school.anna).look.at({ page: otherPage, requestId: request.id });
    expect(await lookers(elsewhere)).toEqual([]);
    expect(await lookers(hospital.denis)).toEqual([{ requestId: request.id, name: "Claire Gagné" }]);
    expect(await lookers(school.bruno)).toEqual([{ requestId: request.id, name: "Anna Roy" }]);
    const events = await listEventsAfter(database.sql, { agencyId: null, after: before, most: 10 });
    const heard = (actor: Actor) => events.filter((event) => liveFor(event, actor) !== null).map(({ actorName }) => actorName);
    expect(heard(school.bruno)).toEqual(["Anna Roy"]);
    expect(heard(hospital.denis)).toEqual(["Claire Gagné"]);
    await expect(as(elsewhere).look.at({ page, requestId: request.id })).rejects.toMatchObject({
      cause: { refusal: { code: "not-found" } },
    });
    // and what she may not see says nothing of who looks
    await expect(as(hospital.eve).look.at({ page, requestId: request.id })).rejects.toMatchObject({
      cause: { refusal: { code: "not-found" } },
    });
    expect(await lookers(hospital.eve)).toEqual([]);
  });

  test("[R280] a page that says nothing more is forgotten by the server's clock, 45 seconds later", async () => {
    const { claire, denis } = hospital;
    await as(claire).look.at({ page, requestId: request.id });
    expect((await as(denis, later(10)).look.list()).again).toBe(35_000);
    await as(claire, later(30)).look.at({ page, requestId: request.id });
    expect(await lookers(denis, later(74))).toHaveLength(1);
    expect(await looking(claire, later(74))).toBe(true);
    expect(await lookers(denis, later(75))).toEqual([]);
    expect(await looking(claire, later(75))).toBe(false);
    expect((await as(denis, later(75)).look.list()).again).toBeNull();
  });

  test("[R280] arriving and leaving are told, looking on is not, and none of it is in a history", async () => {
    const { claire, denis } = hospital;
    const other = await addRequest(database.sql, { school, hospital, status: "sent" });
    const before = await lastSeq(database.sql);
    const told = async () =>
      (await listEventsAfter(database.sql, { agencyId: null, after: before, most: 50 })).map(({ kind, about }) => [kind, about]);
    await as(claire).look.at({ page, requestId: request.id });
    await as(claire, later(15)).look.at({ page, requestId: request.id });
    await as(claire, later(30)).look.at({ page, requestId: request.id });
    expect(await told()).toEqual([["look.changed", request.id]]);
    // on to the next with the same page: one arrives, one is left
    await as(claire, later(40)).look.at({ page, requestId: other.id });
    expect((await told()).slice(1)).toEqual([
      ["look.changed", other.id],
      ["look.changed", request.id],
    ]);
    await as(claire, later(50)).look.away({ page });
    await as(claire, later(51)).look.away({ page });
    expect((await told()).slice(3)).toEqual([["look.changed", other.id]]);
    const { entries } = await as(denis).history.of({ about: request.id });
    expect(entries.map(({ kind }) => kind)).not.toContain("look.changed");
    expect((await as(claire).history.list({})).entries.map(({ kind }) => kind)).not.toContain("look.changed");
  });

  test("[R280] it is not a change of the request: her colleague's screen stays the last", async () => {
    const { claire, denis } = hospital;
    const { version } = await as(denis).request.get({ id: request.id });
    await as(claire).look.at({ page, requestId: request.id });
    expect((await as(denis).request.get({ id: request.id })).version).toBe(version);
    expect((await as(denis).request.accept({ requests: [{ id: request.id, version }] })).done).toHaveLength(1);
  });
});
