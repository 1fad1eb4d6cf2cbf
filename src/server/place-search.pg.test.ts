import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { roomLeft } from "#domain/place-search.ts";
import type { Schedule } from "#domain/schedule.ts";
import { addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
let other: TestSchool;
let hospital: TestHospital;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  school = await addSchool(database.sql);
  other = await addSchool(database.sql);
  hospital = await addHospital(database.sql);
  await database.sql`update destination set capacity = 12 where id = ${hospital.eastId}`;
});

const as = (actor: Actor) => callerAs(depsOver(database.sql), actor);
const find = async (text: string, more: { room?: number; discipline?: string } = {}, actor = school.anna) =>
  (await as(actor).placeSearch.find({ worksheetId: school.worksheetId, text: `${hospital.name} ${text}`, ...more })).places;
/** Units, without the service that has none. */
const names = async (text: string, more: Parameters<typeof find>[1] = {}) =>
  (await find(text, more)).map(({ name }) => name).filter((name) => name !== "");
const at = (schedule: Partial<Schedule>): Schedule => ({ ...school.schedule, ...schedule });

test("[R185] a place is found by the beginning of any words of its path, its short names and its disciplines; a retired one is not", async () => {
  expect(await names("MEDECINE est")).toEqual(["4e Est"]);
  await database.sql`update service set name = 'Gériatrie' where id = ${hospital.serviceId}`;
  expect(await names("medecine est")).toEqual([]);
  expect(await names("geriatrie")).toEqual(["4e Est", "5e Ouest"]);
  await database.sql`update destination set disciplines = '{Physiothérapie}' where id = ${hospital.westId}`;
  expect(await names("physio")).toEqual(["5e Ouest"]);
  // one that names none receives all
  expect(await names("", { discipline: "physiotherapie" })).toEqual(["4e Est", "5e Ouest"]);
  expect(await names("", { discipline: "Ergothérapie" })).toEqual(["4e Est"]);
  expect(await as(school.anna).placeSearch.disciplines()).toContain("Physiothérapie");
  await database.sql`update destination set retired_on = '2026-01-01' where id = ${hospital.eastId}`;
  expect(await names("est")).toEqual([]);
  expect(await find("chirurgie")).toMatchObject([{ destinationId: null, serviceId: hospital.otherServiceId, name: "" }]);
  expect(await names("100%")).toEqual([]);
});

test("[R185] pages follow each other without a gap", async () => {
  await database.sql`
    insert into destination (agency_id, site_id, service_id, name)
    select ${hospital.agencyId}, ${hospital.siteId}, ${hospital.serviceId}, 'Unité ' || n from generate_series(1, 90) n`;
  const seen: string[] = [];
  let cursor: { foundBy: string; id: string } | null = null;
  do {
    const page: Awaited<ReturnType<ReturnType<typeof as>["placeSearch"]["find"]>> = await as(school.anna).placeSearch.find({
      worksheetId: school.worksheetId,
      text: hospital.name,
      cursor,
    });
    seen.push(...page.places.map(({ destinationId, serviceId }) => destinationId ?? serviceId));
    cursor = page.next;
  } while (cursor);
  expect(seen).toHaveLength(93);
  expect(new Set(seen).size).toBe(93);
});

test("[R186] what every school asks of a unit at those dates is told in numbers, and what has not left another school is not", async () => {
  const on = { hospital, destinationId: hospital.eastId };
  await addRequest(database.sql, { ...on, school, status: "accepted", size: 3 });
  await addRequest(database.sql, { ...on, school: other, status: "sent", size: 4 });
  await addRequest(database.sql, { ...on, school: other, status: "declined-by-unit", size: 2 });
  for (const status of ["new", "declined", "cancelled"] as const) await addRequest(database.sql, { ...on, school: other, status, size: 5 });
  // other days, other dates
  await addRequest(database.sql, { ...on, school: other, status: "sent", schedule: at({ weekdays: [4, 5] }) });
  await addRequest(database.sql, { ...on, school: other, status: "sent", schedule: at({ startsOn: "2027-04-05", endsOn: "2027-05-07" }) });
  const [east] = await find("est");
  expect(east).toMatchObject({
    capacity: 12,
    largestGroup: 8,
    accepted: { requests: 1, students: 3 },
    waiting: { requests: 2, students: 6 },
    own: { requests: 1, students: 3 },
    most: 9,
  });
  // numbers, and nothing by which the other school could be known
  expect(JSON.stringify(east)).not.toContain(other.agencyId);
  expect(Object.keys(east ?? {}).toSorted()).toEqual([
    "accepted",
    "agencyId",
    "capacity",
    "closed",
    "destinationId",
    "disciplines",
    "largestGroup",
    "most",
    "name",
    "own",
    "path",
    "serviceId",
    "siteId",
    "waiting",
  ]);
});

test("[R187] there is room where the fullest day leaves it; groups that follow each other do not add up", async () => {
  const on = { hospital, destinationId: hospital.eastId, school: other, status: "sent" as const };
  await addRequest(database.sql, { ...on, size: 6, schedule: at({ endsOn: "2027-02-05" }) });
  await addRequest(database.sql, { ...on, size: 7, schedule: at({ startsOn: "2027-02-08" }) });
  const [east] = await find("est");
  expect(east && roomLeft(east)).toBe(5);
  expect(await names("", { room: 5 })).toEqual(["4e Est", "5e Ouest"]);
  // nobody has said how many 5e Ouest takes: there may be room
  expect(await names("", { room: 6 })).toEqual(["5e Ouest"]);
  await addRequest(database.sql, { ...on, size: 5, schedule: at({ startsOn: "2027-02-01", endsOn: "2027-02-12", weekdays: null }) });
  expect((await find("est"))[0]).toMatchObject({ most: 12 });
});

test("[R187] a unit says when it is closed; closed on all the days that are looked at, it has no room", async () => {
  const close = async (startsOn: string, endsOn: string) => {
    await database.sql`delete from closure where agency_id = ${hospital.agencyId}`;
    await as(hospital.claire).closure.add({ placeId: hospital.eastId, startsOn, endsOn, reason: "Travaux" });
  };
  const { startsOn, endsOn } = school.schedule;
  await close(startsOn, startsOn);
  expect(await find("est", { room: 1 })).toMatchObject([{ name: "4e Est", closed: [{ startsOn, endsOn: startsOn, all: false }] }]);
  await close(startsOn, endsOn);
  expect((await find("est")).map(({ closed }) => closed)).toMatchObject([[{ startsOn, endsOn, all: true }]]);
  expect(await find("est", { room: 1 })).toEqual([]);
});

test("[R186] a sheet of another school is not one to search for", async () => {
  await expect(find("est", {}, other.anna)).rejects.toMatchObject({ code: "NOT_FOUND" });
});
