import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Cells } from "#domain/worksheet.ts";
import { addActor, addHospital, addRequest, addRow, addSchool, cellsAt, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { settleIntents } from "./intent.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";
import { depsOver } from "./testing.ts";

let database: TestDatabase;
let erable: TestSchool;
let rapides: TestSchool;
let hospital: TestHospital;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  const { sql } = database;
  [erable, rapides, hospital] = await Promise.all([addSchool(sql), addSchool(sql), addHospital(sql)]);
  await sql`update agency set zone = '06' where id = any(${[erable.agencyId, rapides.agencyId]}::uuid[])`;
});

const as = (school: TestSchool) => callAs(database.sql, school.anna);
const at = (more: Cells = {}): Cells => cellsAt(hospital, { destination: "4e Est", ...more });
const plan = (school: TestSchool, cells: Cells = at()) => addRow(database.sql, school, cells);
const settle = () => settleIntents({ ...depsOver(database.sql), now: () => new Date("2026-11-22T15:00:00Z") });
const seenBy = async (school: TestSchool) =>
  (await as(school).check.around({ worksheetId: school.worksheetId, serviceIds: [hospital.serviceId] })).intents;
const send = (school: TestSchool, rowIds: string[]) => as(school).worksheet.send({ worksheetId: school.worksheetId, rowIds });
const outbox = async (school: TestSchool, rowId: string) => {
  const { done } = await as(school).worksheet.copyToOutbox({ worksheetId: school.worksheetId, rowIds: [rowId] });
  return done[0]?.requestId ?? "";
};
const sendFromOutbox = async (school: TestSchool, id: string) => {
  const { version } = await as(school).request.get({ id });
  return as(school).request.send({ requests: [{ id, version }] });
};
const overlap = (school: TestSchool, more: object = {}) => ({
  code: "group-overlap",
  with: [
    expect.objectContaining({
      school: school.name,
      size: 6,
      from: "2027-01-11",
      to: "2027-03-23",
      weekdays: [1, 2],
      startTime: "07:00",
      ...more,
    }),
  ],
  more: 0,
});

describe("[R196] what one school is told of another's", () => {
  test("a draft of the zone by name, size and days, and nothing else of it", async () => {
    await plan(erable, at({ comment: "groupe de Zoé Nomsecret", instructor: "Anna Roy" }));
    const [seen, ...rest] = await seenBy(rapides);
    expect(rest).toEqual([]);
    expect(seen).toEqual({
      key: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
      destinationId: hospital.eastId,
      kind: "group",
      stage: "draft",
      size: 6,
      schedule: {
        startsOn: "2027-01-11",
        endsOn: "2027-03-26",
        blocks: [],
        weekdays: [1, 2],
        startTime: "07:00",
        endTime: "15:00",
        shiftCode: null,
      },
      own: false,
      school: erable.name,
      family: null,
      row: null,
    });
  });

  test("outside the zone no drafts, and of what was sent only how many and when", async () => {
    await database.sql`update agency set zone = '03' where id = ${erable.agencyId}`;
    await plan(erable);
    await addRequest(database.sql, { school: erable, hospital, status: "sent", destinationId: hospital.eastId });
    await addRequest(database.sql, { school: erable, hospital, status: "new", destinationId: hospital.eastId });
    expect(await seenBy(rapides)).toEqual([
      expect.objectContaining({ stage: "asked", size: 6, own: false, school: null, family: null, row: null }),
    ]);
  });

  test("no zone is no zone in common", async () => {
    await database.sql`update agency set zone = null where id = any(${[erable.agencyId, rapides.agencyId]}::uuid[])`;
    await plan(erable);
    expect(await seenBy(rapides)).toEqual([]);
  });

  test("requests that are over are not there, one's own stand on their row", async () => {
    await addRequest(database.sql, { school: erable, hospital, status: "declined", destinationId: hospital.eastId });
    await addRequest(database.sql, { school: erable, hospital, status: "cancelled", destinationId: hospital.eastId });
    const mine = await addRequest(database.sql, { school: rapides, hospital, status: "accepted", destinationId: hospital.eastId });
    expect(await seenBy(rapides)).toEqual([
      expect.objectContaining({
        own: true,
        row: { worksheetId: rapides.worksheetId, rowId: mine.rowId, requestId: mine.id, reference: mine.reference },
      }),
    ]);
  });

  test("who does not reach the sheet is told nothing", async () => {
    const stranger = as(erable).check.around({ worksheetId: rapides.worksheetId, serviceIds: [hospital.serviceId] });
    expect(await refusalOfCall(stranger)).toEqual({ code: "not-found" });
  });
});

describe("[R197] what a row plans is known when it is stored", () => {
  const draft = (rowId: string, cells: Cells) =>
    database.sql`update worksheet_row set cells = ${database.sql.json(cells)} where row_id = ${rowId}`;

  test("as it is typed, cell by cell, until it is deleted or asked for", async () => {
    const rowId = await plan(erable, at({ destination: "" }));
    expect(await seenBy(rapides)).toEqual([]);
    await draft(rowId, at({ size: "" }));
    expect(await seenBy(rapides)).toMatchObject([{ destinationId: hospital.eastId, size: 0 }]);
    await draft(rowId, at({ destination: "5e Ouest", weekdays: "45", size: "8" }));
    expect(await seenBy(rapides)).toMatchObject([{ destinationId: hospital.westId, size: 8, schedule: { weekdays: [4, 5] } }]);
    await draft(rowId, at({ weekdays: "je ne sais pas" }));
    expect(await seenBy(rapides)).toEqual([]);
    await draft(rowId, at());
    const requestId = await outbox(erable, rowId);
    expect(await seenBy(rapides)).toMatchObject([{ stage: "outbox" }]);
    const { version } = await as(erable).request.get({ id: requestId });
    await as(erable).request.discard({ requests: [{ id: requestId, version }] });
    expect(await seenBy(rapides)).toMatchObject([{ stage: "draft" }]);
    await database.sql`update worksheet_row set deleted = true where row_id = ${rowId}`;
    expect(await seenBy(rapides)).toEqual([]);
  });

  test("with its course's dates, under the names the catalogue has now, and on a sheet that is there", async () => {
    await plan(erable);
    await settle();
    await database.sql`update cohort_course set weekdays = '{5}' where id = ${erable.cohortCourseId}`;
    expect(await seenBy(rapides)).toMatchObject([{ schedule: { weekdays: [5] } }]);
    await database.sql`update destination set name = '4e Nord' where id = ${hospital.eastId}`;
    expect(await seenBy(rapides)).toEqual([]);
    await database.sql`update destination set name = '4e Est' where id = ${hospital.westId}`;
    expect(await seenBy(rapides)).toMatchObject([{ destinationId: hospital.westId }]);
    await as(erable).worksheet.delete({ id: erable.worksheetId });
    expect(await seenBy(rapides)).toEqual([]);
    await as(erable).worksheet.restore({ id: erable.worksheetId });
    expect(await seenBy(rapides)).toHaveLength(1);
  });

  test("schools with a group there in those days are told that something changed, the others are not", async () => {
    const { sql } = database;
    const elsewhere = await addSchool(sql);
    await sql`update agency set zone = '03' where id = ${elsewhere.agencyId}`;
    await plan(elsewhere);
    await plan(rapides);
    await settle();
    const since = (await sql<{ seq: number }[]>`select coalesce(max(seq), 0) as seq from event`)[0]?.seq ?? 0;
    const told = () => sql<{ kind: string; agencyIds: string[]; about: string; facts: object }[]>`
      select kind, agency_ids, about, facts from event where seq > ${since} and kind = 'overlap.changed'`;
    await plan(erable, at({ destination: "5e Ouest" }));
    await settle();
    expect(await told()).toEqual([]);
    await plan(erable);
    await settle();
    expect(await told()).toEqual([{ kind: "overlap.changed", agencyIds: expect.any(Array) as unknown, about: hospital.eastId, facts: {} }]);
    expect(new Set((await told())[0]?.agencyIds)).toEqual(new Set([erable.agencyId, rapides.agencyId]));
  });
});

describe("[R191] a group that overlaps is not sent", () => {
  test("from its sheet: the refusal says who and when, the outbox takes it, and from there it is not sent either", async () => {
    await plan(erable);
    const rowId = await plan(rapides);
    expect(await send(rapides, [rowId])).toMatchObject({
      done: [],
      refused: [{ rowId, refusal: overlap(erable, { stage: "draft" }), problems: { destination: { kind: "group-overlap" } } }],
    });
    const requestId = await outbox(rapides, rowId);
    expect(await as(rapides).check.ofRequests({ ids: [requestId] })).toMatchObject([{ requestId, with: overlap(erable).with }]);
    expect(await sendFromOutbox(rapides, requestId)).toMatchObject({ done: [], refused: [{ refusal: overlap(erable) }] });
    expect(await send(rapides, [rowId])).toMatchObject({ done: [], refused: [{ refusal: overlap(erable) }] });
  });

  test("the moment the other moves, it goes", async () => {
    const theirs = await plan(erable);
    const requestId = await outbox(rapides, await plan(rapides));
    await database.sql`update worksheet_row set cells = ${database.sql.json(at({ hours: "15:00-23:00" }))} where row_id = ${theirs}`;
    expect(await as(rapides).check.ofRequests({ ids: [requestId] })).toEqual([]);
    expect(await sendFromOutbox(rapides, requestId)).toMatchObject({ done: [{ status: "sent" }], refused: [] });
  });

  test("two groups of one school, also two rows that leave together", async () => {
    await database.sql`update agency set zone = null where id = ${rapides.agencyId}`;
    const rowIds = [await plan(rapides), await plan(rapides, at({ weekdays: "23" })), await plan(rapides, at({ weekdays: "5" }))];
    const { done, refused } = await send(rapides, rowIds);
    expect(done.map(({ rowId }) => rowId)).toEqual(rowIds.slice(2));
    expect(refused.map(({ refusal }) => refusal)).toMatchObject([
      { code: "group-overlap", with: [{ school: null }] },
      { code: "group-overlap" },
    ]);
  });

  test("schools of two zones do not keep each other", async () => {
    await database.sql`update agency set zone = '03' where id = ${erable.agencyId}`;
    await plan(erable);
    expect((await send(rapides, [await plan(rapides)])).done).toHaveLength(1);
  });

  test("days taken out of the calendar are free for others", async () => {
    const mine = { ...rapides.schedule, endsOn: "2027-01-12" };
    const theirs = await addRequest(database.sql, {
      school: erable,
      hospital,
      status: "sent",
      destinationId: hospital.eastId,
      schedule: mine,
    });
    const { id } = await addRequest(database.sql, {
      school: rapides,
      hospital,
      status: "new",
      destinationId: hospital.eastId,
      schedule: mine,
    });
    expect((await sendFromOutbox(rapides, id)).refused).toHaveLength(1);
    for (const day of ["2027-01-11", "2027-01-12"])
      await database.sql`
        insert into request_day (agency_id, request_id, day, state, reason, changed_by)
        values (${erable.agencyId}, ${theirs.id}, ${day}, 'removed', 'other', ${erable.anna.personId})`;
    expect((await sendFromOutbox(rapides, id)).refused).toEqual([]);
  });

  test("of two schools that send at once, one at most is sent", async () => {
    const ids = await Promise.all(
      [erable, rapides].map(async (school) => ({
        school,
        id: (await addRequest(database.sql, { school, hospital, status: "new", destinationId: hospital.eastId })).id,
      })),
    );
    const outcomes = await Promise.all(ids.map(({ school, id }) => sendFromOutbox(school, id)));
    expect(outcomes.flatMap(({ done }) => done)).toEqual([]);
    expect(outcomes.flatMap(({ refused }) => refused)).toHaveLength(2);
  });
});

describe("[R193] the server judges what the screen showed", () => {
  test("a closed unit and an agreement that lapsed keep a row on its sheet", async () => {
    const { sql } = database;
    const rowId = await plan(rapides);
    await sql`
      insert into closure (agency_id, service_id, starts_on, ends_on, reason)
      values (${hospital.agencyId}, ${hospital.serviceId}, '2027-02-01', '2027-02-05', 'Travaux')`;
    await sql`
      insert into agreement (school_id, receiving_id, title, starts_on, ends_on)
      values (${rapides.agencyId}, ${hospital.agencyId}, 'Entente 2021', '2021-09-01', '2026-08-31')`;
    const kept = { rowId, problems: { service: { kind: "place-closed", days: 2 }, agency: { kind: "agreement-lapsed" } } };
    expect(await as(rapides).worksheet.copyToOutbox({ worksheetId: rapides.worksheetId, rowIds: [rowId] })).toMatchObject({
      refused: [kept],
    });
    expect(await send(rapides, [rowId])).toMatchObject({ refused: [{ ...kept, refusal: { code: "row-not-ready" } }] });
    const { id } = await addRequest(sql, { school: rapides, hospital, status: "new", destinationId: hospital.westId });
    expect(await sendFromOutbox(rapides, id)).toMatchObject({ refused: [{ refusal: { code: "row-not-ready" } }] });
    await sql`update agreement set ends_on = null where school_id = ${rapides.agencyId}`;
    await sql`delete from closure where agency_id = ${hospital.agencyId}`;
    expect((await send(rapides, [rowId])).done).toHaveLength(1);
  });
});

describe("[R195] an agreement is its two sides'", () => {
  const fields = {
    title: "Entente 2026",
    status: "released" as const,
    everything: true,
    disciplines: [],
    programmes: [],
    startsOn: "2026-09-01",
    endsOn: null,
  };

  test("either keeps it, both see it, nobody else does", async () => {
    const theirs = callAs(database.sql, hospital.claire);
    const { id } = await theirs.agreement.add({ ...fields, withId: rapides.agencyId });
    expect((await as(rapides).agreement.list({ withId: hospital.agencyId })).agreements).toMatchObject([
      { id, title: "Entente 2026", school: rapides.name },
    ]);
    await as(rapides).agreement.edit({ ...fields, id, everything: false, programmes: [rapides.programmeId, erable.programmeId] });
    expect((await theirs.agreement.list({ withId: rapides.agencyId })).agreements).toMatchObject([{ programmes: [rapides.programmeId] }]);
    expect((await as(erable).agreement.list({ withId: null })).agreements).toEqual([]);
    expect(await refusalOfCall(as(erable).agreement.remove({ id }))).toEqual({ code: "not-found" });
    await as(rapides).agreement.remove({ id });
    expect((await theirs.agreement.list({ withId: null })).agreements).toEqual([]);
  });

  test("one that covers nothing, or ends before it begins, is refused", async () => {
    const add = (more: object) => refusalOfCall(as(rapides).agreement.add({ ...fields, ...more, withId: hospital.agencyId }));
    expect(await add({ everything: false })).toMatchObject({ code: "invalid", field: "programmes" });
    expect(await add({ endsOn: "2026-08-31" })).toMatchObject({ code: "invalid", field: "endsOn" });
    expect(await refusalOfCall(as(rapides).agreement.add({ ...fields, withId: erable.agencyId }))).toEqual({ code: "not-allowed" });
  });
});

describe("[R198] a closure is noted by who keeps the place", () => {
  const days = { startsOn: "2027-02-01", endsOn: "2027-02-05", reason: "Travaux" };

  test("its coordinator closes and opens it; a school, and who covers another place, only read it", async () => {
    const claire = callAs(database.sql, hospital.claire);
    const { id } = await claire.closure.add({ ...days, placeId: hospital.serviceId });
    expect(await as(rapides).closure.list({ placeId: hospital.eastId })).toMatchObject({
      closures: [{ id, reason: "Travaux", above: true, may: false }],
      may: { add: false },
    });
    const elsewhere = await addActor(database.sql, {
      agencyId: hospital.agencyId,
      kind: "receiving-coordinator",
      name: ["Guy", "Roy"],
      places: { sites: [hospital.otherSiteId] },
    });
    for (const who of [as(rapides), callAs(database.sql, elsewhere)]) {
      expect(await refusalOfCall(who.closure.add({ ...days, placeId: hospital.eastId }))).toEqual({ code: "not-allowed" });
      expect(await refusalOfCall(who.closure.edit({ ...days, id }))).toEqual({ code: "not-allowed" });
      expect(await refusalOfCall(who.closure.remove({ id }))).toEqual({ code: "not-allowed" });
    }
    expect(await refusalOfCall(claire.closure.edit({ ...days, id, endsOn: "2027-01-31" }))).toMatchObject({ code: "invalid" });
    await claire.closure.edit({ ...days, id, endsOn: "2027-02-12" });
    expect(await as(rapides).check.facts({ worksheetId: rapides.worksheetId })).toMatchObject({
      closures: expect.arrayContaining([expect.objectContaining({ id, endsOn: "2027-02-12" })]) as unknown,
    });
    expect(await claire.closure.remove({ id })).toMatchObject({ placeId: hospital.serviceId });
    expect((await claire.closure.list({ placeId: hospital.serviceId })).closures).toEqual([]);
  });
});

describe("[R199] a school joins a zone by itself", () => {
  test("its administrator does, who is told are the schools of both zones, and its groups are known there", async () => {
    const { sql } = database;
    const admin = await addActor(sql, { agencyId: erable.agencyId, kind: "local-administrator", name: ["Alain", "Roy"] });
    await plan(erable);
    await callAs(sql, admin).zone.save({ zone: null });
    expect(await seenBy(rapides)).toEqual([]);
    await callAs(sql, admin).zone.save({ zone: "06" });
    expect(await seenBy(rapides)).toHaveLength(1);
    expect(await as(rapides).zone.get()).toMatchObject({
      zone: "06",
      schools: expect.arrayContaining([{ id: erable.agencyId, name: erable.name }]) as unknown,
      may: { change: false },
    });
    const [told] = await sql<{ agencyIds: string[] }[]>`select agency_ids from event where kind = 'zone.changed' order by seq desc limit 1`;
    expect(told?.agencyIds).toEqual(expect.arrayContaining([erable.agencyId, rapides.agencyId]));
    await expect(as(rapides).zone.save({ zone: null })).rejects.toMatchObject({ cause: { refusal: { code: "not-allowed" } } });
    expect(await refusalOfCall(callAs(sql, admin).zone.save({ zone: "nulle part" }))).toEqual({ code: "not-found" });
  });
});
