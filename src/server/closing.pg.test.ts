import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import type { Status } from "#domain/request.ts";
import { addHospital, addRequest, addSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { refusalOfCall } from "./testing-caller.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

const as = (actor: Actor) => callerAs(depsOver(database.sql), actor, new Date("2026-11-22T15:00:00Z"));

async function world() {
  const [school, neighbour, hospital] = [
    await addSchool(database.sql, {}),
    await addSchool(database.sql, {}),
    await addHospital(database.sql),
  ];
  /** A request at 4e Est. */
  const at = async (of: typeof school, status: Status) => {
    const { id } = await addRequest(database.sql, { school: of, hospital, status });
    await database.sql`update request set destination_id = ${hospital.eastId} where id = ${id}`;
    return id;
  };
  return { school, neighbour, hospital, at };
}
const dates = async (id: string) => {
  const [row] = await database.sql<{ startsOn: string; endsOn: string; destinationId: string; status: string }[]>`
    select starts_on, ends_on, destination_id, status from request where id = ${id}`;
  if (!row) throw new Error("no such request");
  return row;
};
const versionFor = async (actor: Actor, id: string) => ({ id, version: (await as(actor).request.get({ id })).version });

describe("closing a unit", () => {
  test("[R356] shows everybody who is hit, with their days and the units that have room; what is a draft or over is not", async () => {
    const { school, neighbour, hospital, at } = await world();
    const [confirmed, accepted, waiting] = [await at(school, "confirmed"), await at(neighbour, "accepted"), await at(school, "redirected")];
    await at(school, "new");
    await at(school, "declined");
    const { startsOn } = await dates(confirmed);
    const asked = { placeId: hospital.eastId, startsOn, endsOn: startsOn };
    const { hits, schools } = await as(hospital.claire).closure.hits(asked);
    expect(hits.map(({ request }) => request.id).toSorted()).toEqual([confirmed, accepted, waiting].toSorted());
    expect(schools).toBe(2);
    for (const { days, units } of hits) {
      expect(days).toBe(1);
      expect(units.map(({ id }) => id)).toEqual([hospital.westId]);
    }
    // a whole service: none of the units that close with it
    const whole = (await as(hospital.claire).closure.hits({ ...asked, placeId: hospital.serviceId })).hits;
    expect(whole.length).toBeGreaterThan(0);
    for (const { units } of whole) expect(units.map(({ id }) => id)).not.toContain(hospital.westId);
    // the same question on the schools' side: its own alone, and no unit to choose
    const mine = await as(neighbour.anna).closure.hits(asked);
    expect(mine.hits.map(({ request, units }) => [request.id, units])).toEqual([[accepted, []]]);
    // days on which nobody comes
    expect((await as(hospital.claire).closure.hits({ ...asked, startsOn: "2020-01-01", endsOn: "2020-02-01" })).hits).toEqual([]);
    expect(await refusalOfCall(as(hospital.claire).closure.hits({ ...asked, endsOn: "2020-01-01" }))).toMatchObject({ code: "invalid" });
  });

  test("[R357] tells each request's own two sides, once; a longer closure tells again, a shorter one does not", async () => {
    const { school, neighbour, hospital, at } = await world();
    const [confirmed, accepted] = [await at(school, "confirmed"), await at(neighbour, "accepted")];
    const held = (
      await addRequest(database.sql, { school: await addSchool(database.sql, { kind: "individual" }), hospital, status: "sent-held" })
    ).id;
    const { startsOn, endsOn } = await dates(confirmed);
    const told = async (id: string) =>
      database.sql<{ agencyIds: string[]; facts: { days: number } }[]>`
        select agency_ids, facts from event where about = ${id} and kind = 'request.place-closed' order by seq`;
    const { id, touched } = await as(hospital.claire).closure.add({
      placeId: hospital.eastId,
      startsOn,
      endsOn: startsOn,
      reason: "Travaux",
    });
    expect(touched).toBe(2);
    expect((await told(confirmed)).map(({ agencyIds, facts }) => [agencyIds.toSorted(), facts.days])).toEqual([
      [[school.agencyId, hospital.agencyId].toSorted(), 1],
    ]);
    expect((await told(accepted)).flatMap(({ agencyIds }) => agencyIds)).not.toContain(school.agencyId);
    expect(await told(held)).toEqual([]);
    await as(hospital.claire).closure.edit({ id, startsOn, endsOn, reason: "Travaux" });
    expect(await told(confirmed)).toHaveLength(2);
    await as(hospital.claire).closure.edit({ id, startsOn, endsOn: startsOn, reason: "Travaux" });
    expect(await told(confirmed)).toHaveLength(2);
    // It is read on the request itself, by both sides, and by no other school.
    const met = { place: "4e Est", startsOn, endsOn: startsOn, reason: "Travaux", days: 1 };
    expect(await as(school.anna).closure.met({ requestId: confirmed })).toMatchObject([met]);
    expect(await as(hospital.claire).closure.met({ requestId: confirmed })).toMatchObject([met]);
    expect(await refusalOfCall(as(neighbour.anna).closure.met({ requestId: confirmed }))).toEqual({ code: "not-found" });
    expect((await as(school.anna).history.of({ about: confirmed })).entries.map(({ kind }) => kind)).toContain("request.place-closed");
  });

  test("[R358] what was agreed on goes to another unit as it is, and the school reads from where to where", async () => {
    const { school, hospital, at } = await world();
    const [confirmed, waiting] = [await at(school, "confirmed"), await at(school, "redirected")];
    const requests = [await versionFor(hospital.claire, confirmed), await versionFor(hospital.claire, waiting)];
    const { done, refused } = await as(hospital.claire).relocation.move({ requests, destinationId: hospital.westId });
    expect([done.map(({ id }) => id), refused.map(({ id, refusal }) => [id, refusal.code])]).toEqual([
      [confirmed],
      [[waiting, "move-not-possible"]],
    ]);
    expect(await dates(confirmed)).toMatchObject({ destinationId: hospital.westId, status: "confirmed" });
    const seen = await as(school.anna).request.get({ id: confirmed });
    expect([seen.place.destination, seen.status]).toEqual(["5e Ouest", "confirmed"]);
    const [event] = await database.sql<
      { facts: object }[]
    >`select facts from event where about = ${confirmed} and kind = 'request.relocated'`;
    expect(event?.facts).toEqual({ from: "4e Est", to: "5e Ouest" });
    // nobody else moves it, and not to where it is
    const again = [await versionFor(hospital.claire, confirmed)];
    expect(await refusalOfCall(as(school.anna).relocation.move({ requests: again, destinationId: hospital.eastId }))).toEqual({
      code: "not-allowed",
    });
    expect((await as(hospital.claire).relocation.move({ requests: again, destinationId: hospital.westId })).refused).toHaveLength(1);
  });

  test("[R358] a unit that is closed on its days, or takes smaller groups, is not where it goes", async () => {
    const { school, hospital, at } = await world();
    const confirmed = await at(school, "confirmed");
    const { startsOn } = await dates(confirmed);
    await as(hospital.claire).closure.add({ placeId: hospital.westId, startsOn, endsOn: startsOn, reason: "Travaux" });
    const move = async () =>
      as(hospital.claire).relocation.move({ requests: [await versionFor(hospital.claire, confirmed)], destinationId: hospital.westId });
    expect((await move()).refused[0]?.refusal).toMatchObject({ code: "invalid", problem: { kind: "place-closed" } });
    expect(await as(hospital.claire).relocation.units({ requestId: confirmed })).toEqual([]);
    // A move that is taken back returns to where it stood, closed or not: it is why one moved it.
    const back = { requests: [await versionFor(hospital.claire, confirmed)], destinationId: hospital.westId, back: true };
    expect((await as(hospital.claire).relocation.move(back)).done).toHaveLength(1);
    await as(hospital.claire).relocation.move({
      ...back,
      requests: [await versionFor(hospital.claire, confirmed)],
      destinationId: hospital.eastId,
    });
    await database.sql`delete from closure`;
    await database.sql`update destination set largest_group = 1 where id = ${hospital.westId}`;
    await database.sql`update request set size = 2 where id = ${confirmed}`;
    expect((await move()).refused[0]?.refusal).toMatchObject({ code: "invalid", problem: { kind: "group-too-large" } });
  });
});
