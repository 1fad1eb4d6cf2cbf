import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Id } from "#domain/id.ts";
import type { Schedule } from "#domain/schedule.ts";
import { listEventsAfter } from "#db/event.ts";
import { addRequest, addHospital, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { unitGroupsQuery } from "#db/unit-calendar.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
let anna: ReturnType<typeof callAs>;
let bruno: ReturnType<typeof callAs>;
let claire: ReturnType<typeof callAs>;

/** Mondays and Tuesdays from 11 January to 26 March 2027, 7 h to 15 h. */
const out = { state: "removed" as const, times: null, shiftCode: null, kind: "shift" as const, reason: "other" as const };
const at = (shiftCode: string | null, kind: "shift" | "orientation" = "shift") => ({
  state: "added" as const,
  times: null,
  shiftCode,
  kind,
  reason: null,
});

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  school = await addSchool(database.sql, { students: 4 });
  hospital = await addHospital(database.sql);
  anna = callAs(database.sql, school.anna);
  bruno = callAs(database.sql, school.bruno);
  claire = callAs(database.sql, hospital.claire);
});

type Status = Parameters<typeof addRequest>[1]["status"];
const place = async (status: Status, more: { schedule?: Schedule; destinationId?: Id; size?: number } = {}) =>
  (await addRequest(database.sql, { school, hospital, status, ...more })).id;
const student = (index: number): Id => school.students[index] ?? "";
const shifts = async (requestId: Id) =>
  (
    await database.sql<{ from: string }[]>`
      select to_char(lower(during), 'YYYY-MM-DD"T"HH24:MI') as "from" from confirmed_shift cs join assignment a on a.id = cs.assignment_id
      where a.request_id = ${requestId} order by 1`
  ).map(({ from }) => from);

describe("the calendar of a request", () => {
  test("[R201] what is changed is what every reading of the request says from then on", async () => {
    const id = await place("new");
    await anna.calendar.set({
      id,
      changes: [
        { day: "2027-01-11", studentId: null, saw: 0, to: out },
        { day: "2027-01-16", studentId: null, saw: 0, to: at("S12", "orientation") },
      ],
    });
    const known = await anna.calendar.get({ id });
    expect(known.days).toMatchObject([
      { day: "2027-01-11", state: "removed", reason: "other", by: "Anna Roy", mine: true },
      { day: "2027-01-16", state: "added", shiftCode: "S12", kind: "orientation" },
    ]);
    expect((await anna.request.get({ id })).schedule.days).toHaveLength(2);
    const listed = await anna.request.outbox({ filters: { session: "all" } });
    expect(listed.requests.find((one) => one.id === id)?.schedule.days?.[1]).toEqual({
      day: "2027-01-16",
      state: "added",
      times: null,
      shiftCode: "S12",
      kind: "orientation",
      studentId: null,
      reason: null,
    });
  });

  test("[R204] a day a colleague changed since is left and told with her name; the others are done", async () => {
    const id = await place("sent");
    const first = await anna.calendar.set({ id, changes: [{ day: "2027-01-11", studentId: null, saw: 0, to: out }] });
    const outcome = await bruno.calendar.set({
      id,
      changes: [
        { day: "2027-01-11", studentId: null, saw: 0, to: at("S8") },
        { day: "2027-01-12", studentId: null, saw: 0, to: at("S8") },
      ],
    });
    expect(outcome.stale).toMatchObject([{ day: "2027-01-11", by: "Anna Roy" }]);
    expect(outcome.done.map(({ day }) => day)).toEqual(["2027-01-12"]);
    // who has seen it may change it
    const saw = first.done[0]?.version ?? -1;
    expect((await bruno.calendar.set({ id, changes: [{ day: "2027-01-11", studentId: null, saw, to: at("S8") }] })).stale).toEqual([]);
    // and the first one's undo no longer fits
    expect((await anna.calendar.set({ id, changes: [{ day: "2027-01-11", studentId: null, saw, to: null }] })).stale).toHaveLength(1);
  });

  test("[R204] two people at one day at once: one is done, the other told", async () => {
    const id = await place("new");
    const change = (to: ReturnType<typeof at>) => ({ id, changes: [{ day: "2027-01-11", studentId: null, saw: 0, to }] });
    const [one, other] = await Promise.all([anna.calendar.set(change(at("S8"))), bruno.calendar.set(change(at("N8")))]);
    expect([one.done.length + other.done.length, one.stale.length + other.stale.length]).toEqual([1, 1]);
  });

  test("[R204] a day put back and changed again has a number nobody has seen; the same wish twice is no quarrel", async () => {
    const id = await place("new");
    const first = await anna.calendar.set({ id, changes: [{ day: "2027-01-11", studentId: null, saw: 0, to: at("S8") }] });
    const saw = first.done[0]?.version ?? -1;
    await bruno.calendar.set({ id, changes: [{ day: "2027-01-11", studentId: null, saw, to: null }] });
    await bruno.calendar.set({ id, changes: [{ day: "2027-01-11", studentId: null, saw: 0, to: at("N8") }] });
    expect((await anna.calendar.set({ id, changes: [{ day: "2027-01-11", studentId: null, saw, to: out }] })).stale).toHaveLength(1);
    expect((await anna.calendar.set({ id, changes: [{ day: "2027-01-11", studentId: null, saw: 0, to: at("N8") }] })).stale).toEqual([]);
  });

  test("[R203] a day outside of the dates and a morning after a night are refused, and nothing of the action is written", async () => {
    const id = await place("new");
    const wish = (day: string, to: ReturnType<typeof at>) => ({ day, studentId: null, saw: 0, to });
    expect(
      await refusalOfCall(anna.calendar.set({ id, changes: [wish("2027-01-12", at("S8")), wish("2027-04-01", at("J8"))] })),
    ).toMatchObject({
      code: "day-outside",
      day: "2027-04-01",
    });
    expect(
      await refusalOfCall(
        anna.calendar.set({
          id,
          changes: [
            wish("2027-01-11", at("N12")),
            { ...wish("2027-01-12", at(null)), to: { ...at(null), times: { startTime: "06:00", endTime: "10:00" } } },
          ],
        }),
      ),
    ).toMatchObject({ code: "day-meets-day", day: "2027-01-12" });
    expect((await anna.calendar.get({ id })).days).toEqual([]);
  });

  test("[R205] the confirmed hours of a confirmed request follow its calendar", async () => {
    const id = await place("accepted", { size: 2 });
    await anna.assignment.hold({ requestId: id, studentId: student(0), saw: null });
    await anna.assignment.confirm({ requestIds: [id] });
    const before = await shifts(id);
    expect(before[0]).toBe("2027-01-11T07:00");
    await anna.calendar.set({
      id,
      changes: [
        { day: "2027-01-11", studentId: null, saw: 0, to: out },
        { day: "2027-01-12", studentId: null, saw: 0, to: at("S8") },
        { day: "2027-01-18", studentId: student(0), saw: 0, to: out },
      ],
    });
    const after = await shifts(id);
    expect(after[0]).toBe("2027-01-12T15:00");
    expect(after).not.toContain("2027-01-18T07:00");
    expect(after).toHaveLength(before.length - 2);
  });

  test("[R205] a change that would have a confirmed student in two places at once is refused, with her, the place and the time", async () => {
    const evenings = { ...school.schedule, startTime: "15:00", endTime: "23:00" };
    const [days, nights] = [
      await place("accepted", { size: 2 }),
      await place("accepted", { size: 2, schedule: evenings, destinationId: hospital.eastId }),
    ];
    for (const id of [days, nights]) {
      await database.sql`insert into assignment (agency_id, request_id, student_id, assigned_by) values (${school.agencyId}, ${id}, ${student(0)}, ${school.anna.personId})`;
      expect((await anna.assignment.confirm({ requestIds: [id] })).refused).toEqual([]);
    }
    const before = await shifts(days);
    const refusal = await refusalOfCall(
      anna.calendar.set({ id: days, changes: [{ day: "2027-01-11", studentId: null, saw: 0, to: at("J12") }] }),
    );
    expect(refusal).toMatchObject({ code: "student-twice", student: "Zoé Nomsecret0", from: "2027-01-11T15:00" });
    expect(await shifts(days)).toEqual(before);
    // hers alone may be moved away, and then the group's may change
    await anna.calendar.set({ id: nights, changes: [{ day: "2027-01-11", studentId: student(0), saw: 0, to: out }] });
    await anna.calendar.set({ id: days, changes: [{ day: "2027-01-11", studentId: null, saw: 0, to: at("J12") }] });
  });

  test("[R205] a student is confirmed with her own days, and they leave with her", async () => {
    const id = await place("accepted", { size: 2 });
    const seat = await anna.assignment.hold({ requestId: id, studentId: student(0), saw: null });
    await anna.calendar.set({ id, changes: [{ day: "2027-01-13", studentId: student(0), saw: 0, to: at("J8") }] });
    await anna.assignment.confirm({ requestIds: [id] });
    expect(await shifts(id)).toContain("2027-01-13T07:00");
    const [known] = await database.sql<{ version: number }[]>`select version from assignment where id = ${seat.assignmentId}`;
    await anna.assignment.remove({
      requestId: id,
      studentId: student(0),
      saw: { assignmentId: seat.assignmentId, version: known?.version ?? 0 },
    });
    expect((await anna.calendar.get({ id })).days).toEqual([]);
  });

  test("[R206] the other side sees the group's days, never a student's, nor who of the school changed what", async () => {
    const id = await place("accepted", { size: 2 });
    await anna.assignment.hold({ requestId: id, studentId: student(0), saw: null });
    await anna.calendar.set({
      id,
      changes: [
        { day: "2027-01-11", studentId: null, saw: 0, to: out },
        { day: "2027-01-12", studentId: student(0), saw: 0, to: out },
      ],
    });
    const seen = await claire.calendar.get({ id });
    expect(seen.days).toMatchObject([{ day: "2027-01-11", by: "", mine: false }]);
    expect(seen.students).toEqual([]);
    expect(seen.elsewhere).toEqual([]);
    expect(seen.may.edit).toBe(false);
    expect((await claire.request.get({ id })).schedule.days).toHaveLength(1);
    expect((await claire.calendar.file({ id, language: "fr" })).text).not.toContain("Nomsecret");
    expect(await refusalOfCall(claire.calendar.file({ id, language: "fr", studentId: student(0) }))).toEqual({ code: "not-found" });
    expect(await refusalOfCall(claire.calendar.set({ id, changes: [{ day: "2027-01-18", studentId: null, saw: 0, to: out }] }))).toEqual({
      code: "not-allowed",
    });
    const events = (await listEventsAfter(database.sql, { agencyId: school.agencyId, after: 0, most: 1_000 })).filter(
      ({ about, kind }) => about === id && kind === "request.calendar-changed",
    );
    expect(events.map(({ agencyIds }) => agencyIds.length).toSorted()).toEqual([1, 2]);
  });

  test("[R206] a student who is not on the place has no days there, and a closed request keeps its calendar", async () => {
    const id = await place("accepted");
    expect(
      await refusalOfCall(anna.calendar.set({ id, changes: [{ day: "2027-01-11", studentId: student(0), saw: 0, to: out }] })),
    ).toEqual({
      code: "not-found",
    });
    const gone = await place("cancelled");
    expect(
      await refusalOfCall(anna.calendar.set({ id: gone, changes: [{ day: "2027-01-11", studentId: null, saw: 0, to: out }] })),
    ).toMatchObject({
      code: "move-not-possible",
    });
    expect((await anna.calendar.get({ id: gone })).may.edit).toBe(false);
  });

  test("[R202] what is known of « variés » is kept, read with the request, and forgotten", async () => {
    const id = await place("new", { schedule: { ...school.schedule, weekdays: null } });
    await anna.calendar.vary({ id, varied: { daysPerWeek: [1, 2], hoursPerDay: [6.5, 8] } });
    expect((await anna.request.get({ id })).schedule.varied).toEqual({ daysPerWeek: [1, 2], hoursPerDay: [6.5, 8] });
    await anna.calendar.set({ id, changes: [{ day: "2027-01-11", studentId: null, saw: 0, to: at("J8") }] });
    expect((await anna.calendar.get({ id })).pattern.varied).toEqual({ daysPerWeek: [1, 2], hoursPerDay: [6.5, 8] });
    await anna.calendar.vary({ id, varied: null });
    expect((await anna.request.get({ id })).schedule.varied).toBeUndefined();
  });
});

describe("the calendar of a unit", () => {
  const range = { from: "2027-01-01", to: "2027-05-01" };

  test("[R207] a school sees its groups, and of its zone's schools the name, size and days of what they asked for", async () => {
    const other = await addSchool(database.sql, { students: 2 });
    const far = await addSchool(database.sql, { students: 0 });
    await database.sql`update agency set zone = '07', short_name = 'AAA' where id = ${school.agencyId}`;
    await database.sql`update agency set zone = '07', short_name = 'BBB' where id = ${other.agencyId}`;
    await database.sql`update agency set zone = '06' where id = ${far.agencyId}`;
    const here = { hospital, destinationId: hospital.eastId };
    const mine = await addRequest(database.sql, { school, status: "new", ...here });
    await addRequest(database.sql, { school, status: "accepted", ...here });
    const theirs = await addRequest(database.sql, { school: other, status: "sent", size: 5, ...here });
    await addRequest(database.sql, { school: other, status: "new", ...here });
    await addRequest(database.sql, { school: far, status: "accepted", ...here });
    const { groups, unit } = await anna.calendar.unit({ destinationId: hospital.eastId, ...range });
    expect(unit.name).toBe("4e Est");
    expect(groups.map(({ school: name, number, known }) => [name, number, known])).toEqual([
      ["AAA", 1, true],
      ["AAA", 2, true],
      ["BBB", 1, false],
    ]);
    expect(groups[0]).toMatchObject({ id: mine.id, reference: mine.reference, status: "new", mine: true });
    expect(groups[2]).toMatchObject({
      id: theirs.id,
      size: 5,
      reference: null,
      status: null,
      course: null,
      instructor: null,
      accepted: false,
    });
    expect((await callAs(database.sql, other.anna).calendar.unit({ destinationId: hospital.eastId, ...range })).groups).toHaveLength(3);
    expect((await callAs(database.sql, far.anna).calendar.unit({ destinationId: hospital.eastId, ...range })).groups).toHaveLength(1);
    expect((await claire.calendar.unit({ destinationId: hospital.eastId, ...range })).groups).toHaveLength(3);
    expect(await anna.calendar.units()).toMatchObject([{ id: hospital.eastId, groups: 2 }]);
    const stranger = await addHospital(database.sql);
    expect(await refusalOfCall(callAs(database.sql, stranger.claire).calendar.unit({ destinationId: hospital.eastId, ...range }))).toEqual({
      code: "not-found",
    });
  });

  test("[R207] a number stays a group's own when the page looks at other months", async () => {
    const here = { school, hospital, status: "accepted" as const, destinationId: hospital.eastId };
    await addRequest(database.sql, { ...here, schedule: { ...school.schedule, startsOn: "2027-01-11", endsOn: "2027-01-29" } });
    await addRequest(database.sql, { ...here, schedule: { ...school.schedule, startsOn: "2027-03-01", endsOn: "2027-03-26" } });
    const [march] = (await anna.calendar.unit({ destinationId: hospital.eastId, from: "2027-03-01", to: "2027-03-31" })).groups;
    expect(march?.number).toBe(2);
  });

  test("[R207] a unit's calendar is read by the unit's own requests, among thousands", async () => {
    const { sql } = database;
    await sql`
      insert into request (agency_id, kind, cohort_course_id, worksheet_id, row_id, status, receiving_id, site_id, service_id, destination_id, size,
        starts_on, ends_on, created_by, sent_at)
      select ${school.agencyId}, 'group', ${school.cohortCourseId}, ${school.worksheetId}, 'x' || n, 'sent', ${hospital.agencyId}, ${hospital.siteId},
        ${hospital.serviceId}, ${hospital.westId}, 6, '2020-01-01'::date + n % 4000, '2020-01-01'::date + n % 4000 + 60, ${school.anna.personId}, now()
      from generate_series(1, 4000) n`;
    await sql`analyze request`;
    const plan =
      await sql`explain (format json) ${unitGroupsQuery(sql, school.anna, { unit: { id: hospital.eastId, agencyId: hospital.agencyId }, side: "placing", ...range })}`;
    const text = JSON.stringify(plan);
    expect(text).toContain("request_at_destination");
    expect(text).not.toMatch(/"Node Type":"Seq Scan"[^}]*"Relation Name":"request"/);
  });
});

describe("closed days of a school", () => {
  test("[R203] holidays and closed days leave several requests in one action, and come back as they were", async () => {
    await anna.closedDay.add({ name: "Relâche", startsOn: "2027-03-01", endsOn: "2027-03-05" });
    const easter = { ...school.schedule, startsOn: "2027-03-01", endsOn: "2027-03-30" };
    const [one, other, over] = [
      await place("new", { schedule: easter }),
      await place("sent", { schedule: easter }),
      await place("cancelled", { schedule: easter }),
    ];
    await anna.calendar.set({ id: other, changes: [{ day: "2027-03-02", studentId: null, saw: 0, to: at("S8") }] });
    const done = await bruno.calendar.takeHolidaysOut({ ids: [one, other, over] });
    expect(done.map(({ id, days }) => [id, days])).toEqual([
      [one, 3],
      [other, 3],
    ]);
    const days = async (id: Id) =>
      (await anna.calendar.get({ id })).days.map(({ day, state, reason, shiftCode }) => [day, state, reason, shiftCode]);
    expect(await days(one)).toEqual([
      ["2027-03-01", "removed", "closed", null],
      ["2027-03-02", "removed", "closed", null],
      ["2027-03-29", "removed", "holiday", null],
    ]);
    expect(await days(over)).toEqual([]);
    expect(await bruno.calendar.takeHolidaysOut({ ids: [one, other] })).toEqual([]);
    for (const { id, back } of done) expect((await bruno.calendar.set({ id, changes: back })).stale).toEqual([]);
    expect(await days(one)).toEqual([]);
    expect(await days(other)).toEqual([["2027-03-02", "added", null, "S8"]]);
  });

  test("[R209] coordinators keep them, calendars have them, another school does not", async () => {
    const { id: made } = await anna.closedDay.add({ name: "Relâche", startsOn: "2027-03-01", endsOn: "2027-03-05" });
    const id = await place("new");
    expect((await bruno.calendar.get({ id })).closed).toEqual([{ from: "2027-03-01", to: "2027-03-05", name: "Relâche" }]);
    const other = callAs(database.sql, (await addSchool(database.sql, { students: 0 })).anna);
    expect((await other.closedDay.list({})).days).toEqual([]);
    expect(await refusalOfCall(other.closedDay.remove({ id: made }))).toEqual({ code: "not-found" });
    await bruno.closedDay.edit({ id: made, version: 1, name: "Semaine de lecture", startsOn: "2027-03-01", endsOn: "2027-03-07" });
    expect(
      await refusalOfCall(anna.closedDay.edit({ id: made, version: 1, name: "Relâche", startsOn: "2027-03-01", endsOn: "2027-03-05" })),
    ).toMatchObject({
      code: "stale",
    });
    expect((await anna.closedDay.list({})).days).toMatchObject([{ name: "Semaine de lecture", endsOn: "2027-03-07" }]);
    await anna.closedDay.remove({ id: made });
    expect((await anna.calendar.get({ id })).closed).toEqual([]);
  });

  test("[R209] an end before its start, or a break as long as a term, is refused", async () => {
    const add = (startsOn: string, endsOn: string) => refusalOfCall(anna.closedDay.add({ name: "Relâche", startsOn, endsOn }));
    expect(await add("2027-03-05", "2027-03-01")).toMatchObject({ code: "invalid", field: "endsOn" });
    expect(await add("2027-01-01", "2027-04-01")).toMatchObject({ code: "invalid", field: "endsOn" });
  });
});
