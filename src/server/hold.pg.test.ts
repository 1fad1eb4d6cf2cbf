import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEventsAfter, lastSeq } from "#db/event.ts";
import { addActor, addHospital, addRow, addSchool, cellsAt, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { releaseDue } from "./hold-release.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
let clinic: TestHospital;

/** Nine in the morning of 1 December in Québec; the tests live on 22 November. */
const moment = { day: "2026-12-01", time: "09:00" };
const at = "2026-12-01T14:00:00.000Z";

beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql, { kind: "individual" });
  hospital = await addHospital(database.sql);
  clinic = await addHospital(database.sql, { isUser: false });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

const anna = () => callAs(database.sql, school.anna);
const claire = (of = hospital, day?: string) => callAs(database.sql, of.claire, day);
const release = (now: string) => releaseDue({ sql: database.sql, now: () => new Date(now) });
const sendRow = async (of = school, to = hospital) => {
  const rowId = await addRow(database.sql, of, cellsAt(to, { size: "1" }));
  const { done, refused } = await callAs(database.sql, of.anna).worksheet.send({ worksheetId: of.worksheetId, rowIds: [rowId] });
  expect(refused).toEqual([]);
  const [sent] = done;
  if (!sent) throw new Error("nothing was sent");
  return sent;
};
/** Every answer of the server in which the other side could meet a request. */
async function everythingOf(of: TestHospital) {
  const call = claire(of);
  const unit = callAs(database.sql, of.eve);
  return {
    inbox: (await call.request.inbox({ filters: { session: "all" } })).requests,
    counts: (await call.request.counts({ filters: { session: "all" } })).counts,
    waiting: (await call.request.counts({ filters: { session: "all" } })).waiting,
    facets: await call.request.facets({ session: "all" }),
    ofUnit: (await unit.request.inbox({ filters: { session: "all" } })).requests,
    history: (await call.history.list({})).entries,
    places: (await call.catalogue.all()).services.length,
    services: await call.catalogue.place({ id: of.serviceId }),
  };
}

describe("a held request", () => {
  test("[R5][R160] is nowhere for the other side until its moment, and then all appear together with their events", async () => {
    const nothing = await everythingOf(hospital);
    await anna().hold.setCourse({ id: school.cohortCourseId, moment });
    const before = await lastSeq(database.sql);
    const one = await sendRow();
    const two = await sendRow();
    const paper = await sendRow(school, clinic);
    expect([one.status, two.status, paper.status]).toEqual(["sent-held", "sent-held", "sent-held"]);
    // what the school may still do to it is not told to the other side either
    const opened = await anna().request.get({ id: one.requestId });
    expect(opened).toMatchObject({ status: "sent-held", hold: { until: at, waived: false, timeZone: "America/Toronto" }, sentAt: null });
    await anna().request.change({ id: one.requestId, version: opened.version, comment: "Arrivée à 7 h." });
    expect(await everythingOf(hospital)).toEqual(nothing);
    expect(await refusalOfCall(claire().request.get({ id: one.requestId }))).toEqual({ code: "not-found" });
    expect(await refusalOfCall(claire().request.accept({ requests: [{ id: one.requestId, version: 0 }] }))).toEqual({ code: "not-found" });
    const told = await listEventsAfter(database.sql, { agencyId: hospital.agencyId, after: before, most: 100 });
    expect(told).toEqual([]);

    expect(await release("2026-12-01T13:59:59.999Z")).toBe(0);
    expect(await everythingOf(hospital)).toEqual(nothing);
    expect(await release(at)).toBe(3);
    expect(await release(at)).toBe(0);
    const shown = await claire().request.inbox({ filters: { session: "all" } });
    expect(shown.requests.map(({ reference }) => reference).toSorted()).toEqual([one.reference, two.reference].toSorted());
    expect(new Set(shown.requests.map(({ sentAt }) => sentAt))).toEqual(new Set([at]));
    expect(shown.requests.every(({ hold }) => hold === null)).toBe(true);
    const events = await listEventsAfter(database.sql, { agencyId: hospital.agencyId, after: before, most: 100 });
    expect(events.map(({ kind, facts }) => [kind, facts.to])).toEqual([
      ["request.sent", "sent"],
      ["request.sent", "sent"],
    ]);
    // to the other side it is the school that sends
    const [line] = (await claire().history.list({})).entries;
    expect(line).toMatchObject({ kind: "request.sent", by: school.anna.agencyName });
    // one that goes on paper is in the school's print queue, and nowhere else
    expect((await anna().request.get({ id: paper.requestId })).status).toBe("sent-paper");
    const [printed] = await database.sql<{ count: number }[]>`
      select count(*)::int as count from event where kind = 'printout.queued' and agency_ids = array[${school.agencyId}::uuid]`;
    expect(printed?.count).toBe(1);
    const [versions] = await database.sql<
      { count: number }[]
    >`select count(distinct xmin::text)::int as count from request where release_at is not null`;
    expect(versions?.count).toBe(1);
  });

  test("[R160] of two nodes at the moment one releases, each request once", async () => {
    const own = await addSchool(database.sql, { kind: "individual" });
    await callAs(database.sql, own.anna).hold.setCourse({ id: own.cohortCourseId, moment: { ...moment, time: "10:00" } });
    await sendRow(own);
    await sendRow(own);
    const later = "2026-12-01T15:00:00Z";
    const released = await Promise.all([release(later), release(later), release(later)]);
    expect(released.toSorted()).toEqual([0, 0, 2]);
  });

  test("[R161] a group is not held, and a place may be let go early, before or after it is sent", async () => {
    const group = await addSchool(database.sql);
    await callAs(database.sql, group.anna).hold.setCourse({ id: group.cohortCourseId, moment });
    expect((await sendRow(group)).status).toBe("sent");
    const own = await addSchool(database.sql, { kind: "individual" });
    const hers = callAs(database.sql, own.anna);
    await hers.hold.setCourse({ id: own.cohortCourseId, moment });
    const held = await sendRow(own);
    const { done } = await hers.hold.release({ requests: [{ id: held.requestId, version: 0 }] });
    expect(done.map(({ status }) => status)).toEqual(["sent"]);
    expect((await hers.request.get({ id: held.requestId })).sentAt).toBe("2026-11-22T15:00:00.000Z");
    const rowId = await addRow(database.sql, own, cellsAt(hospital, { size: "1" }));
    const copied = await hers.worksheet.copyToOutbox({ worksheetId: own.worksheetId, rowIds: [rowId] });
    const id = copied.done[0]?.requestId ?? "";
    expect((await hers.request.get({ id })).hold).toEqual({ until: at, waived: false, timeZone: "America/Toronto" });
    await hers.hold.waive({ requests: [{ id, version: 0 }], waived: true });
    const sent = await hers.request.send({ requests: [{ id, version: 0 }] });
    expect(sent.done.map(({ status }) => status)).toEqual(["sent"]);
  });

  test("[R162] another moment of the course moves what is held; none lets it go; one that has passed is refused", async () => {
    const own = await addSchool(database.sql, { kind: "individual" });
    const hers = callAs(database.sql, own.anna);
    await hers.hold.setCourse({ id: own.cohortCourseId, moment });
    const held = await sendRow(own);
    expect((await hers.hold.upcoming()).moments).toEqual([{ at, requests: 1, courses: 1 }]);
    await hers.hold.setCourse({ id: own.cohortCourseId, moment: { day: "2026-12-08", time: "09:00" } });
    expect(await release(at)).toBe(0);
    expect(await refusalOfCall(hers.hold.setCourse({ id: own.cohortCourseId, moment: { day: "2026-11-22", time: "09:59" } }))).toEqual({
      code: "invalid",
      field: "release",
      problem: { kind: "in-the-past" },
    });
    expect(await hers.hold.setCourse({ id: own.cohortCourseId, moment: null })).toMatchObject({ released: 1 });
    expect((await hers.request.get({ id: held.requestId })).status).toBe("sent");
  });

  test("[R163] one that is called off or deleted before its moment was never there for the other side", async () => {
    const own = await addSchool(database.sql, { kind: "individual" });
    const place = await addHospital(database.sql);
    const hers = callAs(database.sql, own.anna);
    await hers.hold.setCourse({ id: own.cohortCourseId, moment });
    const nothing = await everythingOf(place);
    const [one, two] = [await sendRow(own, place), await sendRow(own, place)];
    await hers.request.cancel({ requests: [{ id: one.requestId, version: 0 }], reason: { code: "attrition", note: "" } });
    await hers.request.discard({ requests: [{ id: two.requestId, version: 0 }] });
    expect(await release(at)).toBe(0);
    expect(await everythingOf(place)).toEqual(nothing);
    expect((await hers.request.get({ id: one.requestId })).status).toBe("cancelled");
  });

  test("[R5] the moment is on the clocks of the school's territory", async () => {
    const own = await addSchool(database.sql, { kind: "individual" });
    const [atlantic] = await database.sql<{ id: string }[]>`
      insert into territory (name, time_zone) values ('Nouveau-Brunswick', 'America/Moncton') returning id`;
    await database.sql`update agency set territory_id = ${atlantic?.id ?? ""} where id = ${own.agencyId}`;
    const set = await callAs(database.sql, own.anna).hold.setCourse({ id: own.cohortCourseId, moment });
    expect(set.until).toBe("2026-12-01T13:00:00.000Z");
  });

  test("[R164] a term's dates are offered to its courses, with what other schools of the territory agreed, without saying who", async () => {
    const [mine, theirs] = [await addSchool(database.sql), await addSchool(database.sql)];
    const added = await callAs(database.sql, theirs.anna).hold.addDate({ termId: theirs.termId, moment });
    const hers = callAs(database.sql, mine.anna);
    expect(await hers.hold.dates({ termId: mine.termId })).toMatchObject({ dates: [], territory: [{ at, schools: 1 }] });
    await hers.hold.addDate({ termId: mine.termId, moment: { at } });
    const list = await hers.hold.dates({ termId: mine.termId });
    expect([list.dates.map((one) => one.at), list.territory]).toEqual([[at], []]);
    expect(await refusalOfCall(hers.hold.removeDate({ id: added.id }))).toEqual({ code: "not-found" });
    await hers.hold.removeDate({ id: list.dates[0]?.id ?? "" });
    const oneProgramme = await addActor(database.sql, {
      agencyId: mine.agencyId,
      kind: "placing-coordinator",
      name: ["Luc", "Dion"],
      programmes: [mine.programmeId],
    });
    expect(await refusalOfCall(callAs(database.sql, oneProgramme).hold.addDate({ termId: mine.termId, moment }))).toEqual({
      code: "not-allowed",
    });
  });
});
