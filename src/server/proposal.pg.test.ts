import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import type { Status } from "#domain/request.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql);
  hospital = await addHospital(database.sql);
});
afterAll(() => database[Symbol.asyncDispose]());

const as = (actor: Actor) => callAs(database.sql, actor);
const request = async (status: Status) => (await addRequest(database.sql, { school, hospital, status })).id;
const later = { dates: { startsOn: "2027-01-18", endsOn: "2027-03-19" } };
const make = async (actor: Actor, requestId: string, more: object) => {
  const { version } = await as(actor).request.get({ id: requestId });
  return as(actor).proposal.make({ requestId, version, terms: later, ...more });
};
const list = (actor: Actor, requestId: string) => as(actor).proposal.list({ requestId });

describe("a proposal", () => {
  test("[R252] is read by both sides, taken in part, kept whole, and told in the history with before and after", async () => {
    const requestId = await request("sent");
    const { id, number } = await make(hospital.claire, requestId, { terms: { ...later, size: 5 }, note: "Une semaine plus tard\u00A0?" });
    expect(number).toBe(1);
    expect((await as(school.anna).proposal.waiting()).map((one) => one.id)).toEqual([requestId]);
    expect(await as(hospital.claire).proposal.waiting()).toEqual([]);
    expect((await list(school.anna, requestId)).proposals).toMatchObject([
      { id, by: hospital.name, mine: false, terms: { size: 5 }, base: { size: 6 } },
    ]);
    expect(await as(school.anna).proposal.answer({ id, taken: ["dates"] })).toMatchObject({ status: "sent" });
    const now = await as(hospital.claire).request.get({ id: requestId });
    expect(now).toMatchObject({ status: "pending", size: 6, schedule: later.dates });
    expect((await list(hospital.claire, requestId)).proposals).toMatchObject([
      { outcome: "partly", taken: ["dates"], answeredBy: school.name },
    ]);
    expect(await as(school.anna).proposal.waiting()).toEqual([]);
    const history = await as(hospital.claire).history.of({ about: [requestId] });
    expect(JSON.stringify(history)).toContain("2027-01-11 – 2027-03-26");
  });

  test("[R253] with a yes makes the place an accepted one when all of it is taken, also after the unit's no", async () => {
    for (const status of ["sent", "declined-by-unit"] as const) {
      const requestId = await request(status);
      const { id } = await make(hospital.claire, requestId, { accepts: true });
      expect(await as(school.bruno).proposal.answer({ id, taken: ["dates"] })).toMatchObject({ status: "accepted" });
      expect(await as(school.anna).request.get({ id: requestId })).toMatchObject({
        status: "accepted",
        reason: null,
        schedule: later.dates,
      });
    }
  });

  test("[R254] answers another by taking its place; of two answers the second is told who was first", async () => {
    const requestId = await request("sent");
    const first = await make(hospital.claire, requestId, {});
    const counter = await make(school.anna, requestId, { terms: { days: [3, 4] } });
    expect((await list(school.anna, requestId)).proposals.map(({ number, outcome }) => [number, outcome])).toEqual([
      [2, null],
      [1, "replaced"],
    ]);
    expect(await refusalOfCall(as(school.anna).proposal.answer({ id: first.id, taken: ["dates"] }))).toMatchObject({ code: "stale" });
    const answers = await Promise.allSettled([
      as(hospital.claire).proposal.answer({ id: counter.id, taken: ["days"] }),
      as(hospital.denis).proposal.answer({ id: counter.id, taken: [] }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const both = await Promise.allSettled([make(hospital.claire, requestId, {}), make(school.bruno, requestId, { terms: { size: 4 } })]);
    expect(both.some(({ status }) => status === "fulfilled")).toBe(true);
    expect((await list(school.anna, requestId)).proposals.filter(({ outcome }) => outcome === null)).toHaveLength(1);
  });

  test("[R250] is no one's own to answer, withdrawn by its own side, and closed to who only looks or is elsewhere", async () => {
    const requestId = await request("redirected");
    const { id } = await make(hospital.eve, requestId, {});
    expect(await refusalOfCall(as(hospital.claire).proposal.answer({ id, taken: ["dates"] }))).toMatchObject({ code: "move-not-possible" });
    expect(await refusalOfCall(as(school.anna).proposal.withdraw({ id }))).toEqual({ code: "not-allowed" });
    const stranger = await addSchool(database.sql);
    expect(await refusalOfCall(as(stranger.anna).proposal.answer({ id, taken: [] }))).toEqual({ code: "not-found" });
    await as(hospital.claire).proposal.withdraw({ id });
    expect((await list(school.anna, requestId)).proposals).toMatchObject([{ outcome: "withdrawn", answeredBy: hospital.name }]);
  });

  test("[R251] outside the course or for more than the unit takes is refused, also when the unit closed since", async () => {
    const requestId = await request("sent");
    expect(
      await refusalOfCall(make(hospital.claire, requestId, { terms: { dates: { startsOn: "2027-01-04", endsOn: "2027-03-01" } } })),
    ).toMatchObject({ code: "invalid", field: "dates", problem: { kind: "outside-course" } });
    const unit = { siteId: hospital.siteId, serviceId: hospital.serviceId, destinationId: hospital.westId };
    expect(await refusalOfCall(make(hospital.claire, requestId, { terms: { unit, size: 9 } }))).toMatchObject({ field: "size" });
    const { id } = await make(hospital.claire, requestId, { terms: { unit } });
    await database.sql`update destination set retired_on = '2026-12-01' where id = ${hospital.westId}`;
    expect(await refusalOfCall(as(school.anna).proposal.answer({ id, taken: ["unit"] }))).toEqual({ code: "not-found" });
    await database.sql`update destination set retired_on = null where id = ${hospital.westId}`;
    await as(school.anna).proposal.answer({ id, taken: ["unit"] });
    expect((await as(school.anna).request.get({ id: requestId })).place.destination).toBe("5e Ouest");
  });
});
