import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { capacityDays } from "#domain/capacity.ts";
import { cellAt, unitRow } from "#domain/occupancy-picture.ts";
import { countUnits, layers, layerOf, type Presences } from "#domain/occupancy.ts";
import type { Schedule } from "#domain/schedule.ts";
import { lastSeq, listEventsAfter } from "#db/event.ts";
import { listPresences, listPresentRequests } from "#db/occupancy.ts";
import { addActor, addHospital, addRequest, addRow, addSchool, cellsAt, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { liveFor } from "./live-audience.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
let claire: ReturnType<typeof callAs>;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  school = await addSchool(database.sql, { students: 4 });
  hospital = await addHospital(database.sql);
  claire = callAs(database.sql, hospital.claire);
});

/** The week of Monday 18 January 2027; the school's groups come on Monday and Tuesday, 7 h to 15 h. */
const week = { from: "2027-01-18", to: "2027-01-24" };
type Status = Parameters<typeof addRequest>[1]["status"];
const place = async (status: Status, more: { destinationId?: string | null; size?: number; school?: TestSchool } = {}) =>
  (await addRequest(database.sql, { school, hospital, status, destinationId: hospital.eastId, ...more })).id;
const at = async (call: typeof claire, destinationId: string | null = hospital.eastId) =>
  (await call.occupancy.grid(week)).counts.find((unit) => unit.destinationId === destinationId)?.series ?? {};
const monday = async (call: typeof claire, destinationId?: string | null) =>
  Object.fromEntries(Object.entries(await at(call, destinationId)).map(([key, counts]) => [key, counts?.[0]]));

describe("occupancy", () => {
  test("[R322] pending, accepted and confirmed are counted apart, refused and called off not at all", async () => {
    await place("sent", { size: 3 });
    await place("redirected", { size: 2 });
    await place("declined-by-unit", { size: 1 });
    await place("accepted", { size: 4 });
    await place("confirmed", { size: 5 });
    await place("declined");
    await place("cancelled");
    expect(await monday(claire)).toEqual({ "pending-day": 6, "accepted-day": 4, "confirmed-day": 5 });
  });

  test("[R322] a day out, a day in, a pause and a part of a split count as the calendar has them, and as every schedule says", async () => {
    const { sql } = database;
    const id = await place("accepted", { size: 6 });
    await sql`
      insert into request_day (agency_id, request_id, day, state, shift_code, kind, reason, changed_by, changed_at)
      values (${school.agencyId}, ${id}, '2027-01-18', 'removed', null, 'shift', 'other', ${school.anna.personId}, now()),
        (${school.agencyId}, ${id}, '2027-01-20', 'added', 'S8', 'shift', null, ${school.anna.personId}, now())`;
    const paused = await place("accepted", { size: 2 });
    await sql`update request set pauses = '[{"from":"2027-01-19","to":"2027-02-01"}]' where id = ${paused}`;
    const shared = await place("accepted", { size: 8 });
    await sql`update request set size_here = 3 where id = ${shared}`;
    expect(await at(claire)).toEqual({ "accepted-day": [5, 9, 0, 0, 0, 0, 0], "accepted-evening": [0, 0, 6, 0, 0, 0, 0] });
    // what the request's own reading says of its days comes to the same
    const seen = await Promise.all([id, paused, shared].map((one) => claire.request.get({ id: one })));
    const counted = countUnits(
      seen.map(({ schedule, sizeHere, status }) => ({
        destinationId: hospital.eastId,
        serviceId: hospital.serviceId,
        layer: layerOf(status as "accepted") ?? "pending",
        size: sizeHere,
        schedule,
      })),
      week,
    );
    expect(counted[0]?.series).toEqual(await at(claire));
  });

  test("[R322] what is read as text is what every other reading says: blocks, pauses, codes, various days and hours", async () => {
    const { sql } = database;
    const odd = [
      { weekdays: null },
      { weekdays: [] },
      { weekdays: [1] },
      { weekdays: [1, 2, 5], shiftCode: 'N,8"\\(', startTime: null, endTime: null },
      { shiftCode: "S8", startTime: null, endTime: null },
      { startTime: null, endTime: null },
      { startTime: "19:00", endTime: "07:00", blocks: [{ from: "2027-01-19", to: "2027-01-20" }] },
      { blocks: [{ from: "2027-01-01", to: "2027-01-18" }], pauses: [{ from: "2027-01-18", to: "2027-01-18" }] },
    ];
    const ids: string[] = [];
    for (const { pauses = [], ...more } of odd.map((one) => ({ pauses: [], ...one }) as { pauses?: object[] } & Partial<Schedule>)) {
      const { id } = await addRequest(sql, {
        school,
        hospital,
        status: "accepted",
        destinationId: hospital.eastId,
        schedule: { ...school.schedule, ...more },
      });
      await sql`update request set pauses = ${sql.json(pauses as never)} where id = ${id}`;
      ids.push(id);
    }
    const asked = { ...week, siteId: null, serviceId: null, destinationIds: null };
    const of = { side: "receiving" as const, asked };
    const keyOf = ({ schedule: { startsOn, weekdays, startTime, shiftCode, blocks } }: Presences): string =>
      JSON.stringify([startsOn, weekdays, startTime, shiftCode, blocks]);
    const inOrder = (all: Presences[]) => all.toSorted((one, other) => keyOf(one).localeCompare(keyOf(other)));
    const asText = await listPresences(sql, hospital.claire, of);
    const asRows = (await listPresentRequests(sql, hospital.claire, of)).map(({ id: _id, ...one }) => one);
    expect(inOrder(asText)).toEqual(inOrder(asRows));
    expect(asText).toHaveLength(ids.length);
  });

  test("[R322] what a service has not given a unit yet is a row of its own", async () => {
    await place("sent", { destinationId: null, size: 5 });
    expect(await monday(claire, null)).toEqual({ "pending-day": 5 });
  });

  test("[R323] what schools prepare is a count of all of them together, and no answer names a school", async () => {
    const other = await addSchool(database.sql, { students: 1 });
    await place("new", { size: 3 });
    await place("new", { size: 2, school: other });
    const rowId = await addRow(database.sql, school, cellsAt(hospital, { destination: "4e Est", size: "4" }));
    await database.sql`
      insert into group_intent (agency_id, worksheet_id, row_id, receiving_id, service_id, destination_id, size, starts_on, ends_on, weekdays, start_time, end_time)
      values (${school.agencyId}, ${school.worksheetId}, ${rowId}, ${hospital.agencyId}, ${hospital.serviceId}, ${hospital.eastId}, 4, '2027-01-11',
        '2027-03-26', '{1}', '07:00', '15:00')`;
    expect(await monday(claire)).toEqual({ "ghost-day": 9 });
    const there = await claire.occupancy.there({ ...week, destinationId: hospital.eastId, band: null });
    expect(there).toMatchObject({ requests: [], ghosts: 9 });
    const told = JSON.stringify([await claire.occupancy.grid(week), there, await claire.occupancy.summary(week)]);
    for (const secret of [school.name, other.name, school.agencyId, other.agencyId, rowId]) expect(told).not.toContain(secret);
  });

  test("[R323] a unit is not told of what is being prepared, nor of what it was not asked", async () => {
    await place("new");
    await place("sent");
    await place("redirected", { size: 2 });
    const eve = callAs(database.sql, hospital.eve);
    expect(await monday(eve)).toEqual({ "pending-day": 2 });
    expect((await eve.occupancy.grid(week)).ghosts).toBe(false);
    expect((await eve.occupancy.there({ ...week, destinationId: hospital.eastId, band: null })).ghosts).toBe(0);
  });

  test("[R323] what is held counts nowhere, and neither does what would be held when it is sent", async () => {
    const individual = await addSchool(database.sql, { students: 1, kind: "individual" });
    const until = "2099-01-01T12:00:00Z";
    const held = await place("sent-held", { school: individual });
    await database.sql`update cohort_course set release_at = ${until} where id = ${individual.cohortCourseId}`;
    await place("new", { school: individual });
    expect(await monday(claire)).toEqual({});
    const summary = await claire.occupancy.summary(week);
    expect(summary.every(({ counts }) => Object.values(counts).every(({ requests }) => requests === 0))).toBe(true);
    expect(JSON.stringify(await claire.occupancy.there({ ...week, destinationId: null, band: null }))).not.toContain(held);
    // one that would not be held any more is a ghost like any other
    await database.sql`update cohort_course set release_at = '2020-01-01T12:00:00Z' where id = ${individual.cohortCourseId}`;
    expect(await monday(claire)).toEqual({ "ghost-day": 1 });
  });

  test("[R324] each role sees the places it covers, another organisation and a school nothing", async () => {
    await place("accepted", { size: 4 });
    await place("accepted", { size: 2, destinationId: hospital.westId });
    const of = (rights: object) =>
      addActor(database.sql, { agencyId: hospital.agencyId, kind: "receiving-coordinator", name: ["Guy", "Roy"], ...rights });
    const west = callAs(database.sql, await of({ places: { destinations: [hospital.westId] } }));
    const grid = await west.occupancy.grid(week);
    expect(grid.units.map(({ destinationId }) => destinationId)).toEqual([hospital.westId]);
    expect(grid.counts.map(({ destinationId }) => destinationId)).toEqual([hospital.westId]);
    const elsewhere = callAs(database.sql, await of({ places: { sites: [hospital.otherSiteId] } }));
    expect((await elsewhere.occupancy.grid(week)).counts).toEqual([]);
    const other = await addHospital(database.sql);
    const stranger = await callAs(database.sql, other.claire).occupancy.grid({ ...week, siteId: hospital.siteId });
    expect(stranger).toMatchObject({ units: [], counts: [], lines: [] });
    expect(await refusalOfCall(callAs(database.sql, school.anna).occupancy.grid(week))).toMatchObject({ code: "not-allowed" });
  });

  test("[R324] who is there is told with names of the confirmed alone, to who may read names; an administrator reads numbers", async () => {
    await place("accepted", { size: 4 });
    await place("confirmed", { size: 5 });
    const ask = (call: typeof claire) => call.occupancy.there({ ...week, destinationId: hospital.eastId, band: "day" });
    const there = await ask(claire);
    expect(there.requests.map(({ status, size, days, students }) => ({ status, size, days, named: students.length }))).toEqual(
      expect.arrayContaining([
        { status: "accepted", size: 4, days: 2, named: 0 },
        { status: "confirmed", size: 5, days: 2, named: 1 },
      ]),
    );
    expect((await claire.occupancy.there({ ...week, destinationId: hospital.eastId, band: "night" })).requests).toEqual([]);
    const observer = await addActor(database.sql, {
      agencyId: hospital.agencyId,
      kind: "observer",
      name: ["Odile", "Viau"],
      withNames: false,
    });
    expect(JSON.stringify(await ask(callAs(database.sql, observer)))).not.toContain("Nomsecret");
    const yves = await addActor(database.sql, { agencyId: hospital.agencyId, kind: "local-administrator", name: ["Yves", "Turcotte"] });
    const administrator = callAs(database.sql, yves);
    expect(await monday(administrator)).toEqual({ "accepted-day": 4, "confirmed-day": 5 });
    expect(await refusalOfCall(ask(administrator))).toMatchObject({ code: "not-allowed" });
  });

  test("[R325] an answer moves its students from one layer to another, and screens of the organisation are told", async () => {
    const { sql } = database;
    const id = await place("sent", { size: 3 });
    const { version } = await claire.request.get({ id });
    const before = await lastSeq(sql);
    await claire.request.accept({ requests: [{ id, version }] });
    expect(await monday(claire)).toEqual({ "accepted-day": 3 });
    const events = await listEventsAfter(sql, { agencyId: null, after: before, most: 50 });
    expect(events.map((event) => liveFor(event, hospital.denis)?.kind)).toContain("request.accepted");
  });

  test("[R326] the summary counts requests by place and status, and the use of what each unit takes", async () => {
    await database.sql`update destination set capacity = 10 where id = ${hospital.eastId}`;
    await place("sent", { size: 3 });
    await place("accepted", { size: 4 });
    await place("declined", { size: 6 });
    await place("sent", { size: 2, destinationId: null });
    const lines = await claire.occupancy.summary({ ...week, serviceId: hospital.serviceId });
    const east = lines.find(({ destinationId }) => destinationId === hospital.eastId);
    expect(east?.counts).toMatchObject({
      waiting: { requests: 1, students: 3 },
      accepted: { requests: 1, students: 4 },
      declined: { requests: 1, students: 6 },
    });
    // two days of seven students, seven days of ten places
    expect(east).toMatchObject({ studentDays: 14, capacityDays: 70, overDays: 0 });
    expect(lines.find(({ destinationId }) => destinationId === null)?.counts.waiting).toEqual({ requests: 1, students: 2 });
    const file = await claire.occupancy.summaryFile({ ...week, format: "csv", language: "fr" });
    if (!("text" in file)) throw new Error("a CSV is text");
    expect(file.text).toContain("4e Est");
    expect(file.text.split("\r\n")[0]).toContain("Utilisation (%)");
    const workbook = await claire.occupancy.summaryFile({ ...week, format: "xlsx", language: "en" });
    expect("base64" in workbook && atob(workbook.base64).startsWith("PK")).toBe(true);
  });
});

describe("capacity lines", () => {
  const line = {
    discipline: null,
    band: null,
    shiftCode: null,
    startTime: null,
    endTime: null,
    weekdays: null,
    from: null,
    to: null,
    students: 8,
    largestGroup: 4,
    note: "Deux tutrices",
  };

  test("[R321] a line is ended and another written, both with who and when, and the same command takes it back", async () => {
    const destinationId = hospital.eastId;
    const first = await claire.capacity.write({ destinationId, lines: [line, { ...line, band: "night", students: 2 }], ends: [] });
    const denis = callAs(database.sql, hospital.denis);
    const changed = await denis.capacity.write({ destinationId, lines: [{ ...line, students: 6 }], ends: first.added.slice(0, 1) });
    const known = await claire.capacity.list({ destinationId });
    expect(known.lines.map(({ students, writtenBy }) => [students, writtenBy]).toSorted()).toEqual([
      [2, "Claire Gagné"],
      [6, "Denis Hébert"],
    ]);
    expect(known.ended).toMatchObject([{ students: 8, writtenBy: "Claire Gagné", endedBy: "Denis Hébert", note: "Deux tutrices" }]);
    // somebody who saw what was there before is told who came first
    const late = claire.capacity.write({ destinationId, lines: [], ends: first.added.slice(0, 1) });
    expect(await refusalOfCall(late)).toMatchObject({ code: "stale", by: "Denis Hébert" });
    await denis.capacity.write({ destinationId, lines: changed.ended, ends: changed.added });
    expect((await claire.capacity.list({ destinationId })).lines.map(({ students }) => students).toSorted()).toEqual([2, 8]);
    expect((await claire.capacity.list({ destinationId })).ended).toHaveLength(2);
  });

  test("[R321] who keeps a unit or coordinates it says what it takes; a school reads it with the organisation's name", async () => {
    const destinationId = hospital.eastId;
    const eve = callAs(database.sql, hospital.eve);
    await eve.capacity.write({ destinationId, lines: [line], ends: [] });
    expect(await refusalOfCall(eve.capacity.write({ destinationId: hospital.westId, lines: [line], ends: [] }))).toMatchObject({
      code: "not-allowed",
    });
    const anna = callAs(database.sql, school.anna);
    expect(await refusalOfCall(anna.capacity.write({ destinationId, lines: [line], ends: [] }))).toMatchObject({ code: "not-allowed" });
    const read = await anna.capacity.list({ destinationId });
    expect(read).toMatchObject({ lines: [{ students: 8, writtenBy: hospital.name }], may: { write: false } });
    expect(JSON.stringify(read)).not.toContain("Lavoie");
    expect(await refusalOfCall(eve.capacity.write({ destinationId, lines: [{ ...line, shiftCode: "X1" }], ends: [] }))).toMatchObject({
      code: "invalid",
    });
  });

  test("[R321] a group is not redirected to a unit whose line takes a smaller one on its days", async () => {
    const { id } = await addRequest(database.sql, { school, hospital, status: "sent", size: 6 });
    await claire.capacity.write({ destinationId: hospital.eastId, lines: [{ ...line, weekdays: [2], largestGroup: 4 }], ends: [] });
    const { version } = await claire.request.get({ id });
    const outcome = await claire.request.redirect({ requests: [{ id, version }], destinationId: hospital.eastId });
    expect(JSON.stringify(outcome)).toContain("group-too-large");
    expect((await claire.request.get({ id })).status).toBe("pending");
    // on other days it takes what the catalogue says
    const [first = ""] = (await claire.capacity.list({ destinationId: hospital.eastId })).lines.map((one) => one.id);
    await claire.capacity.write({ destinationId: hospital.eastId, lines: [{ ...line, weekdays: [5], largestGroup: 4 }], ends: [first] });
    await claire.request.redirect({ requests: [{ id, version }], destinationId: hospital.eastId });
    expect((await claire.request.get({ id })).place.destinationId).toBe(hospital.eastId);
  });

  test("[R321] the search of places shows what lines say of the course's days, and looks for room by it", async () => {
    await database.sql`update destination set capacity = 20 where id = ${hospital.eastId}`;
    await claire.capacity.write({ destinationId: hospital.eastId, lines: [{ ...line, weekdays: [1], students: 3 }], ends: [] });
    const anna = callAs(database.sql, school.anna);
    const ask = (room: number | null) => anna.placeSearch.find({ worksheetId: school.worksheetId, text: hospital.siteName, room });
    const shown = (await ask(null)).places.find(({ destinationId }) => destinationId === hospital.eastId);
    expect(shown).toMatchObject({ capacity: 3, largestGroup: 4 });
    const ids = async (room: number) => (await ask(room)).places.map(({ destinationId }) => destinationId);
    expect(await ids(3)).toContain(hospital.eastId);
    expect(await ids(4)).not.toContain(hospital.eastId);
  });

  test("[R325] the picture has the line at once, and a closure makes it nothing", async () => {
    const { sql } = database;
    const before = await lastSeq(sql);
    await claire.capacity.write({ destinationId: hospital.eastId, lines: [{ ...line, weekdays: [1] }], ends: [] });
    await claire.closure.add({ placeId: hospital.siteId, startsOn: "2027-01-25", endsOn: "2027-01-25", reason: "Travaux" });
    const { lines, closures, units } = await claire.occupancy.grid({ from: "2027-01-18", to: "2027-01-26" });
    const unit = units.find(({ destinationId }) => destinationId === hospital.eastId);
    const days = ["2027-01-18", "2027-01-19", "2027-01-25"];
    const capacity = capacityDays(unit ?? { capacity: null, largestGroup: null }, { lines, closures }, { days, discipline: null });
    const view = { shift: "all" as const, layers: new Set(layers) };
    expect([0, 1, 2].map((index) => cellAt(unitRow({}, capacity, 3), index, view).capacity)).toEqual([8, null, 0]);
    const told = (await listEventsAfter(sql, { agencyId: null, after: before, most: 50 })).map(
      (event) => liveFor(event, school.anna)?.kind,
    );
    expect(told).toEqual(expect.arrayContaining(["capacity.changed", "closure.added"]));
  });
});
