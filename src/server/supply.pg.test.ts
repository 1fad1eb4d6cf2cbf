import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { supplyCell } from "#domain/supply.ts";
import { lastSeq } from "#db/event.ts";
import { addHospital, addRequest, addRow, addSchool, cellsAt, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { settleIntents } from "./intent.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";
import { depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
let other: TestSchool;
let hospital: TestHospital;
let claire: ReturnType<typeof callAs>;
let anna: ReturnType<typeof callAs>;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  school = await addSchool(database.sql, { students: 4 });
  other = await addSchool(database.sql, { students: 2 });
  hospital = await addHospital(database.sql);
  claire = callAs(database.sql, hospital.claire);
  anna = callAs(database.sql, school.anna);
});

/** The schools' groups come on Monday and Tuesday, 7 h to 15 h, from 11 January 2027 on. */
const asked = { on: "2027-01-20", weeks: 13 as const };
type Status = Parameters<typeof addRequest>[1]["status"];
const place = async (status: Status, more: Partial<Parameters<typeof addRequest>[1]> = {}) =>
  (await addRequest(database.sql, { school, hospital, status, destinationId: hospital.eastId, ...more })).id;
const first = async (call: typeof claire, more: object = {}, key: string | null = hospital.eastId) => {
  const { rows } = await call.supply.grid({ ...asked, text: "", agencyId: null, ...more });
  const row = rows.find((one) => one.destinationId === key && one.serviceId === hospital.serviceId);
  return row && supplyCell(row.weeks, 0);
};
/** A school looks over the whole catalogue of tests: at this hospital alone. */
const here = () => ({ agencyId: hospital.agencyId });

describe("supply and demand", () => {
  test("[R500] who receives sees its own units, a school the catalogue; both the same numbers of what was sent", async () => {
    await place("confirmed", { size: 2 });
    await place("accepted", { size: 3 });
    await place("sent", { size: 1, school: other });
    await place("declined", { size: 9 });
    const numbers = { confirmed: 2, accepted: 3, pending: 1, ghost: 0 };
    expect(await first(claire)).toMatchObject({ ...numbers, own: 0 });
    expect(await first(anna, here())).toMatchObject({ ...numbers, own: 5 });
    expect(await first(callAs(database.sql, other.anna), here())).toMatchObject({ ...numbers, own: 1 });
    expect((await claire.supply.grid(asked)).rows.every(({ agencyId }) => agencyId === hospital.agencyId)).toBe(true);
    expect(await first(claire, { schoolId: other.agencyId })).toMatchObject({ confirmed: 0, accepted: 0, pending: 1 });
    // what nobody has given a unit yet stands beside the units of its service
    await place("sent", { size: 4, destinationId: null });
    expect(await first(claire, {}, null)).toMatchObject({ pending: 4, room: null });
  });

  test("[R500] a shift, weekdays, a discipline, a site and a text narrow what is told", async () => {
    await place("accepted", { size: 3 });
    expect(await first(claire, { shift: "night" })).toMatchObject({ accepted: 0 });
    expect(await first(claire, { weekdays: [3, 4, 5] })).toMatchObject({ accepted: 0 });
    expect(await first(claire, { weekdays: [2] })).toMatchObject({ accepted: 3 });
    await database.sql`update destination set disciplines = '{Diététique}' where id = ${hospital.eastId}`;
    expect(await first(claire, { discipline: "Soins infirmiers" })).toBeUndefined();
    expect(await first(claire, { discipline: "dietetique" })).toMatchObject({ accepted: 3 });
    expect((await claire.supply.grid({ ...asked, text: "aucun de ce nom" })).rows).toEqual([]);
  });

  test("[R501] [R502] what one types is a ghost for every organisation that looks, told as a change of the place and nothing else", async () => {
    const { sql } = database;
    expect(await first(anna, here())).toMatchObject({ ghost: 0 });
    await claire.supply.grid(asked);
    const since = await lastSeq(sql);
    await addRow(sql, other, cellsAt(hospital, { destination: "4e Est", size: "7" }));
    await settleIntents(depsOver(sql));
    const told = await sql`select kind, about, agency_ids, facts from event where seq > ${since} and kind = 'supply.changed'`;
    expect(told).toEqual([
      {
        kind: "supply.changed",
        about: hospital.eastId,
        agencyIds: expect.arrayContaining([school.agencyId, hospital.agencyId]) as unknown,
        facts: {},
      },
    ]);
    expect(await first(anna, here())).toMatchObject({ ghost: 7, pending: 0, own: 0 });
    expect(await first(claire, { placeIds: [hospital.eastId] })).toMatchObject({ ghost: 7 });
    // of one school alone nothing is told that it has not sent
    expect(await first(claire, { schoolId: other.agencyId })).toMatchObject({ ghost: 0 });
    expect(JSON.stringify(await anna.supply.grid({ ...asked, ...here() }))).not.toContain(other.agencyId);
  });

  test("[R502] organisations that do not look are told nothing, nor is another organisation that receives", async () => {
    const { sql } = database;
    const elsewhere = await addHospital(sql);
    await sql`update supply_look set until = now() - interval '1 second'`;
    const since = await lastSeq(sql);
    await place("accepted");
    await settleIntents(depsOver(sql));
    await callAs(sql, elsewhere.claire).supply.grid(asked);
    await place("accepted");
    await settleIntents(depsOver(sql));
    expect(await sql`select seq from event where seq > ${since} and kind = 'supply.changed'`).toEqual([]);
    expect(await sql`select id from supply_stale`).toEqual([]);
  });

  test("[R3] [R502] a unit's answer changes no count and is told to nobody; the organisation's is", async () => {
    const { sql } = database;
    const id = await place("redirected");
    await first(anna, here());
    await settleIntents(depsOver(sql));
    const since = await lastSeq(sql);
    const told = () => sql`select about from event where seq > ${since} and kind = 'supply.changed'`;
    const becomes = async (status: Status) => {
      await sql`update request set status = ${status}, version = version + 1 where id = ${id}`;
      await settleIntents(depsOver(sql));
    };
    await becomes("accepted-by-unit");
    await becomes("redirected-paper");
    expect(await told()).toEqual([]);
    await becomes("accepted");
    expect(await told()).toEqual([{ about: hospital.eastId }]);
  });

  test("[R501] what is held, or would be, is in no number and its changes are told to nobody", async () => {
    const { sql } = database;
    const holding = await addSchool(sql, { students: 0, kind: "individual" });
    await first(anna, here());
    await claire.supply.grid(asked);
    await sql`update cohort_course set release_at = now() + interval '90 days' where id = ${holding.cohortCourseId}`;
    const since = await lastSeq(sql);
    const held = await place("new", { school: holding });
    await sql`update request set status = 'sent-held', release_at = now() + interval '90 days', version = version + 1 where id = ${held}`;
    await sql`update request set starts_on = starts_on + 1, version = version + 1 where id = ${held}`;
    await settleIntents(depsOver(sql));
    expect(await sql`select seq from event where seq > ${since} and kind = 'supply.changed'`).toEqual([]);
    expect(await first(anna, here())).toMatchObject({ pending: 0, ghost: 0 });
    expect(await first(claire)).toMatchObject({ pending: 0, ghost: 0 });
    await sql`update request set status = 'sent', sent_at = now(), version = version + 1 where id = ${held}`;
    await settleIntents(depsOver(sql));
    expect(await sql`select about from event where seq > ${since} and kind = 'supply.changed'`).toEqual([{ about: hospital.eastId }]);
    expect(await first(claire)).toMatchObject({ pending: 1 });
  });

  test("[R503] a place tells a school its own requests and sheets, who receives the schools by name, and never the other way round", async () => {
    const mine = await place("accepted", { size: 2 });
    await place("sent", { size: 3, school: other });
    const [seen, received] = await Promise.all([
      anna.supply.place({ on: asked.on, placeId: hospital.eastId }),
      claire.supply.place({ on: asked.on, placeId: hospital.eastId }),
    ]);
    expect(seen.shifts[0]).toMatchObject({ band: "day", accepted: 2, pending: 3, own: 2 });
    expect(seen.own.map(({ id }) => id)).toEqual([mine]);
    expect(seen.sheets.map(({ id }) => id)).toEqual([school.cohortCourseId]);
    expect(JSON.stringify(seen)).not.toContain(other.agencyId);
    expect(received.schools).toEqual([
      expect.objectContaining({ id: other.agencyId, waiting: 3, accepted: 0 }),
      expect.objectContaining({ id: school.agencyId, waiting: 0, accepted: 2 }),
    ]);
    expect([received.own, received.sheets]).toEqual([[], []]);
    const elsewhere = await addHospital(database.sql);
    expect(await refusalOfCall(callAs(database.sql, elsewhere.claire).supply.place({ on: asked.on, placeId: hospital.eastId }))).toEqual({
      code: "not-found",
    });
  });

  test("[R503] a unit sees what it was asked and nothing that is prepared; a school may not ask by school", async () => {
    await place("redirected", { size: 2 });
    await place("sent", { size: 3 });
    await addRow(database.sql, other, cellsAt(hospital, { destination: "4e Est", size: "7" }));
    const eve = callAs(database.sql, hospital.eve);
    expect(await first(eve)).toMatchObject({ pending: 2, ghost: 0 });
    expect((await eve.supply.grid(asked)).ghosts).toBe(false);
    expect(await refusalOfCall(anna.supply.grid({ ...asked, schoolId: other.agencyId }))).toEqual({ code: "not-allowed" });
  });

  test("[R504] needs are what is enrolled and neither planned nor asked for, of one's own cohorts", async () => {
    const needs = () => anna.supply.needs({ on: "2027-01-11", weeks: 26 });
    expect(await needs()).toEqual([expect.objectContaining({ cohortCourseId: school.cohortCourseId, needed: 4, planned: 0 })]);
    await place("sent", { size: 3 });
    expect(await needs()).toEqual([expect.objectContaining({ needed: 4, planned: 3 })]);
    expect(await claire.supply.needs({ on: "2027-01-11", weeks: 26 })).toEqual([]);
  });
});

describe("sharing between schools", () => {
  const period = { from: "2027-01-01", to: "2027-06-30" };

  test("[R505] asked, given and waiting by school; what was taken back unanswered or is held is in none, a split counts its group once", async () => {
    const { sql } = database;
    await place("accepted", { size: 4 });
    await place("declined", { size: 2 });
    await place("sent", { size: 3 });
    const taken = await place("sent", { size: 8 });
    await sql`update request set status = 'cancelled', reason_code = (select code from reason where agency_id is null limit 1) where id = ${taken}`;
    await place("confirmed", { size: 6, school: other });
    // five over two places, four of them at each: five
    const whole = await place("accepted", { size: 5, school: other });
    const part = await place("accepted", { size: 4, school: other });
    await sql`update request set split_of = ${whole} where id = ${part}`;
    const holding = await addSchool(sql, { students: 0, kind: "individual" });
    const held = await place("new", { school: holding });
    await sql`update request set status = 'sent-held', release_at = now() + interval '90 days', version = version + 1 where id = ${held}`;
    const { lines } = await claire.sharing.lines(period);
    expect(lines.map(({ schoolId, asked: wanted, given, waiting }) => ({ schoolId, asked: wanted, given, waiting }))).toEqual([
      { schoolId: other.agencyId, asked: 11, given: 11, waiting: 0 },
      { schoolId: school.agencyId, asked: 9, given: 4, waiting: 3 },
    ]);
    expect((await claire.sharing.lines({ from: "2030-01-01", to: "2030-02-01" })).lines).toEqual([]);
    const { text } = await claire.sharing.file({ ...period, language: "fr" });
    expect(text).toContain(";20;3;15;");
  });

  test("[R506] a school sees itself and the others as one, by name once the organisation shows them, and not before", async () => {
    await place("accepted", { size: 4 });
    await place("accepted", { size: 6, school: other });
    await database.sql`update programme set discipline = 'Physiothérapie' where agency_id = ${other.agencyId}`;
    const of = { ...period, receivingId: hospital.agencyId };
    const disciplines = async () => (await anna.sharing.lines(of)).disciplines;
    expect(await disciplines()).not.toContain("Physiothérapie");
    const seen = async () => (await anna.sharing.lines(of)).lines.map(({ schoolId, given }) => [schoolId, given]);
    expect(await seen()).toEqual([
      [school.agencyId, 4],
      [null, 6],
    ]);
    expect(JSON.stringify(await anna.sharing.lines(of))).not.toContain(other.agencyId);
    const since = await lastSeq(database.sql);
    await claire.sharing.set({ open: true });
    await claire.sharing.set({ open: true });
    const told = await database.sql<{ agencyIds: string[] }[]>`select agency_ids from event where seq > ${since} and kind = 'sharing.set'`;
    expect(told.map(({ agencyIds }) => agencyIds.toSorted())).toEqual([[hospital.agencyId, school.agencyId, other.agencyId].toSorted()]);
    expect(await seen()).toEqual([
      [school.agencyId, 4],
      [other.agencyId, 6],
    ]);
    expect(await disciplines()).toContain("Physiothérapie");
    const stranger = await addSchool(database.sql, { students: 0 });
    expect(await refusalOfCall(callAs(database.sql, stranger.anna).sharing.lines(of))).toEqual({ code: "not-found" });
    expect(await refusalOfCall(anna.sharing.set({ open: false }))).toEqual({ code: "not-allowed" });
  });
});
