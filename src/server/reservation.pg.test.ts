import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { placeOf } from "#domain/reservation.ts";
import { addActor, addHospital, addRequest, addSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { lapseDue } from "./reservation-lapse.ts";
import { refusalOfCall } from "./testing-caller.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

const began = new Date("2026-11-22T15:00:00Z");
const minutes = (count: number) => new Date(began.getTime() + count * 60_000);
const as = (actor: Actor, at = began) => callerAs(depsOver(database.sql), actor, at).reservation;
const place = (destinationId: string, more: object = {}) => ({
  destinationId,
  startsOn: "2027-02-01",
  endsOn: "2027-03-12",
  weekdays: [1, 2],
  startTime: "07:00",
  endTime: "15:00",
  ...more,
});

async function world() {
  const [school, neighbour, hospital] = [
    await addSchool(database.sql, {}),
    await addSchool(database.sql, {}),
    await addHospital(database.sql),
  ];
  const ben = await addActor(database.sql, { agencyId: school.agencyId, kind: "placing-coordinator", name: ["Ben", "Roy"] });
  return { school, neighbour, hospital, ben };
}

describe("a unit that is kept for some minutes", () => {
  test("[R350] of many who try at once one keeps it, and the others are told until when", async () => {
    const { hospital } = await world();
    const schools = await Promise.all(Array.from({ length: 12 }, () => addSchool(database.sql, {})));
    const asked = await Promise.allSettled(schools.map(({ anna }) => as(anna).take(place(hospital.eastId))));
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = asked.flatMap((one) => (one.status === "rejected" ? [one.reason as { cause?: { refusal?: unknown } }] : []));
    expect(refused.map(({ cause }) => cause?.refusal)).toEqual(
      Array.from({ length: 11 }, () => ({ code: "place-reserved", by: null, agency: null, until: minutes(15).toISOString() })),
    );
    const [kept] = await database.sql<{ count: number }[]>`
      select count(*)::int as count from reservation where destination_id = ${hospital.eastId}`;
    expect(kept?.count).toBe(1);
  });

  test("[R351] another school learns that it is kept and until when, never by whom; the hospital and colleagues read the name", async () => {
    const { school, neighbour, hospital, ben } = await world();
    const { id } = await as(school.anna).take(place(hospital.eastId));
    const seen = async (actor: Actor) => (await as(actor).list({ destinationIds: [hospital.eastId] })).reservations[0];
    expect(await seen(neighbour.anna)).toMatchObject({ id, by: null, agency: null, mine: false, may: { prolong: false, release: false } });
    expect(JSON.stringify(await seen(neighbour.anna))).not.toContain(school.name);
    expect(await seen(hospital.claire)).toMatchObject({ by: school.anna.name, agency: school.name, may: { release: true } });
    expect(await seen(ben)).toMatchObject({ by: school.anna.name, mine: false, may: { release: false } });
    expect(await seen(school.anna)).toMatchObject({ mine: true, may: { prolong: true, release: true } });
    const told = await database.sql<{ kind: string; agencyIds: string[]; actorName: string; facts: object }[]>`
      select kind, agency_ids, actor_name, facts from event where about = ${hospital.eastId} and kind like 'reservation.%' order by seq`;
    for (const { kind, agencyIds, actorName, facts } of told) {
      if (kind === "reservation.changed") expect([actorName, facts, agencyIds.includes(neighbour.agencyId)]).toEqual(["", {}, true]);
      else expect([...agencyIds].toSorted()).toEqual([school.agencyId, hospital.agencyId].toSorted());
    }
    expect(told.map(({ kind }) => kind).toSorted()).toEqual(["reservation.changed", "reservation.made"]);
  });

  test("[R352] it lapses by the server's clock alone, is said to have, once, and is then whoever's comes first", async () => {
    const { school, neighbour, hospital } = await world();
    await as(school.anna).take(place(hospital.eastId));
    expect(await refusalOfCall(as(neighbour.anna, minutes(14)).take(place(hospital.eastId)))).toMatchObject({ code: "place-reserved" });
    expect((await as(neighbour.anna, minutes(16)).list({ destinationIds: [hospital.eastId] })).reservations).toEqual([]);
    // nobody wrote down that it lapsed: a server that was down does when it comes back, and the place was free all the while
    await as(neighbour.anna, minutes(16)).take(place(hospital.eastId));
    const clock = { ...depsOver(database.sql), now: () => minutes(17) };
    const [one, other] = await Promise.all([lapseDue(clock), lapseDue(clock)]);
    expect(one + other).toBeGreaterThanOrEqual(1);
    expect(await lapseDue(clock)).toBe(0);
    const [lapsed] = await database.sql<{ count: number }[]>`
      select count(*)::int as count from event where about = ${hospital.eastId} and kind = 'reservation.lapsed'`;
    expect(lapsed?.count).toBe(1);
    expect((await as(neighbour.anna, minutes(18)).list({ destinationIds: [hospital.eastId] })).reservations).toHaveLength(1);
  });

  test("[R353] who keeps it gives it back or prolongs it up to three quarters of an hour; who answers for the unit may free it", async () => {
    const { school, neighbour, hospital, ben } = await world();
    const { id } = await as(school.anna).take(place(hospital.eastId));
    await as(school.anna, minutes(12)).prolong({ id });
    await as(school.anna, minutes(26)).prolong({ id });
    await as(school.anna, minutes(40)).prolong({ id });
    expect(await refusalOfCall(as(school.anna, minutes(44)).prolong({ id }))).toEqual({ code: "reservation-used-up" });
    expect(await refusalOfCall(as(neighbour.anna, minutes(44)).release({ id }))).toEqual({ code: "not-found" });
    expect(await refusalOfCall(as(ben, minutes(44)).release({ id }))).toEqual({ code: "not-found" });
    await as(hospital.eve, minutes(44)).release({ id });
    expect((await as(school.anna, minutes(44)).mine()).reservations).toEqual([]);
    expect(await refusalOfCall(as(school.anna, minutes(44)).release({ id }))).toEqual({ code: "not-found" });
  });

  test("[R353] one keeps a few units at once, and the same place twice is once", async () => {
    const { school, hospital, ben } = await world();
    const first = await as(school.anna).take(place(hospital.eastId));
    expect(await as(school.anna).take(place(hospital.eastId))).toEqual(first);
    for (const startsOn of ["2027-04-05", "2027-05-03", "2027-06-07", "2027-07-05"])
      await as(school.anna).take(place(hospital.eastId, { startsOn, endsOn: `${startsOn.slice(0, 8)}16` }));
    expect(await refusalOfCall(as(school.anna).take(place(hospital.westId)))).toEqual({ code: "too-many-reservations", most: 5 });
    expect(await refusalOfCall(as(ben).take(place(hospital.eastId, { startsOn: "2020-01-01", endsOn: "2020-02-01" })))).toMatchObject({
      code: "invalid",
      field: "endsOn",
    });
  });

  test("[R354] a unit that a colleague keeps at those hours is not redirected to, unless one goes on all the same", async () => {
    const { school, hospital } = await world();
    const { id } = await addRequest(database.sql, { school, hospital, status: "sent" });
    const call = (actor: Actor) => callerAs(depsOver(database.sql), actor, began);
    const { schedule, version } = await call(hospital.claire).request.get({ id });
    await call(hospital.denis).reservation.take(placeOf(hospital.eastId, schedule));
    const redirect = (more: object) =>
      call(hospital.claire).request.redirect({ requests: [{ id, version }], destinationId: hospital.eastId, ...more });
    expect((await redirect({})).refused).toMatchObject([{ id, refusal: { code: "place-reserved", by: hospital.denis.name } }]);
    expect((await redirect({ despite: true })).done).toMatchObject([{ id }]);
    // who keeps it is not in her own way, and other hours are nobody's
    expect(await call(hospital.denis).reservation.mine()).toMatchObject({ reservations: [{ mine: true }] });
  });
});
