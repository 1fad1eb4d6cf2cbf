import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Status } from "#domain/request.ts";
import { listEventsAfter } from "#db/event.ts";
import { addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  school = await addSchool(database.sql);
  hospital = await addHospital(database.sql);
  // room for what is postponed
  await database.sql`update cohort_course set ends_on = '2027-05-14' where id = ${school.cohortCourseId}`;
});

const as = (actor: Actor, now?: Date) => callerAs(depsOver(database.sql), actor, now);
const add = (status: Status, more: { studentId?: Id; size?: number } = {}) =>
  addRequest(database.sql, { school, hospital, status, ...more });
const get = (actor: Actor, id: Id) => as(actor).request.get({ id });
const seen = async (actor: Actor, ...ids: Id[]) => Promise.all(ids.map(async (id) => ({ id, version: (await get(actor, id)).version })));
const student = (index = 0): Id => school.students[index] ?? "";
/** Accepted, with one student whose name is released and her hours written. */
async function confirmed(index = 0) {
  const request = await add("accepted");
  await as(school.anna).assignment.hold({ requestId: request.id, studentId: student(index), saw: null });
  await as(school.anna).assignment.confirm({ requestIds: [request.id] });
  return request;
}
const daysOf = async (studentId: Id) =>
  (
    await database.sql<
      { day: string }[]
    >`select to_char(lower(during), 'YYYY-MM-DD') as day from confirmed_shift where student_id = ${studentId} order by 1`
  ).map(({ day }) => day);
const later = { to: { startsOn: "2027-01-25", endsOn: null }, reason: { code: "postpone-site", note: "" } };
const stop = { from: "2027-02-01", to: "2027-02-12", reason: { code: "suspend-strike", note: "" } };
const early = { endsOn: "2027-02-26", reason: { code: "shorten-objectives", note: "" } };

describe("postponing", () => {
  test("[R217] dates, tag and confirmed hours move together, and the other side is told", async () => {
    const request = await confirmed();
    const { done } = await as(school.anna).requestTag.postpone({
      requests: await seen(school.anna, request.id),
      ...later,
      resubmit: false,
    });
    expect(done).toMatchObject([{ status: "confirmed" }]);
    const days = await daysOf(student());
    expect([days.at(0), days.at(-1)]).toEqual(["2027-01-25", "2027-04-06"]);
    const shown = await get(hospital.claire, request.id);
    expect(shown).toMatchObject({
      status: "confirmed",
      schedule: { startsOn: "2027-01-25", endsOn: "2027-04-09" },
      tags: [{ kind: "postponed", startsBefore: "2027-01-11", startsAfter: "2027-01-25", resubmitted: false }],
    });
    const told = await listEventsAfter(database.sql, { agencyId: hospital.agencyId, after: 0, most: 100 });
    expect(told.at(-1)).toMatchObject({
      kind: "request.postponed",
      facts: { before: { startsOn: "2027-01-11" }, after: { startsOn: "2027-01-25" }, reasonCode: "postpone-site" },
    });
  });

  test("[R218] submitted again it is pending, its names held and hidden; accepted anew they are confirmed again", async () => {
    const request = await confirmed();
    await as(school.anna, new Date("2026-11-22T12:00:00Z")).requestTag.postpone({
      requests: await seen(school.anna, request.id),
      ...later,
    });
    expect(await get(hospital.claire, request.id)).toMatchObject({ status: "pending", students: [], tags: [{ resubmitted: true }] });
    expect(await get(school.anna, request.id)).toMatchObject({ status: "sent", students: [{ state: "held" }], answeredAt: null });
    expect(await daysOf(student())).toEqual([]);
    // Whoever sat there is still seen on the board, and nobody joins her before the answer.
    const grid = await as(school.anna).assignment.grid({ worksheetId: school.worksheetId });
    expect(grid.places).toMatchObject([{ requestId: request.id, status: "sent" }]);
    expect(grid.seats).toMatchObject([{ studentId: student(), state: "held" }]);
    await expect(as(school.anna).assignment.hold({ requestId: request.id, studentId: student(1), saw: null })).rejects.toMatchObject({
      cause: { refusal: { code: "not-accepted-yet" } },
    });
    await as(hospital.claire).request.accept({ requests: await seen(hospital.claire, request.id) });
    await as(school.anna).assignment.confirm({ requestIds: [request.id] });
    expect((await daysOf(student())).at(0)).toBe("2027-01-25");
  });

  test("[R217][R25] several at once by so many days; one that would put a student in two places stays as it was", async () => {
    const [one, two] = [await confirmed(0), await confirmed(1)];
    // The first student is also somewhere else in April.
    const april = await addRequest(database.sql, {
      school,
      hospital,
      status: "confirmed",
      studentId: student(0),
      schedule: { ...school.schedule, startsOn: "2027-04-05", endsOn: "2027-04-09" },
    });
    const [seat] = await database.sql<{ id: Id }[]>`select id from assignment where request_id = ${april.id}`;
    await database.sql`insert into confirmed_shift (agency_id, assignment_id, student_id, during) values (${school.agencyId}, ${seat?.id ?? ""}, ${student(0)}, '[2027-04-05 07:00, 2027-04-05 15:00)')`;
    const { done, refused } = await as(school.anna).requestTag.postpone({
      requests: await seen(school.anna, one.id, two.id),
      to: { days: 14 },
      resubmit: false,
      reason: later.reason,
    });
    expect(done.map(({ id }) => id)).toEqual([two.id]);
    expect(refused).toMatchObject([{ id: one.id, refusal: { code: "student-twice", from: "2027-04-05T07:00" } }]);
    expect(await get(school.anna, one.id)).toMatchObject({ schedule: { startsOn: "2027-01-11" }, tags: [] });
    expect((await daysOf(student(0))).at(0)).toBe("2027-01-11");
    expect((await daysOf(student(1))).at(0)).toBe("2027-01-25");
  });

  test("[R17] beyond its course it is refused, and the database says no as well", async () => {
    const request = await confirmed();
    const { refused } = await as(school.anna).requestTag.postpone({
      requests: await seen(school.anna, request.id),
      to: { startsOn: "2027-04-05", endsOn: null },
      reason: later.reason,
    });
    expect(refused).toMatchObject([{ refusal: { code: "invalid", field: "endsOn", problem: { kind: "outside-course" } } }]);
    await expect(database.sql`update request set ends_on = '2027-12-01' where id = ${request.id}`).rejects.toThrow(/outside of the course/);
  });

  test("[R6] a reason of another list is none", async () => {
    const request = await confirmed();
    const { refused } = await as(school.anna).requestTag.postpone({
      requests: await seen(school.anna, request.id),
      to: later.to,
      reason: { code: "suspend-strike", note: "" },
    });
    expect(refused).toMatchObject([{ refusal: { code: "reason-needed", reason: "code" } }]);
  });
});

describe("ending early, stopping, going on", () => {
  test("[R217] hours after the new end are gone; typed hours are kept with the tag", async () => {
    const request = await confirmed();
    const [asked] = await seen(school.anna, request.id);
    if (!asked) throw new Error("seen");
    await as(school.anna).requestTag.shorten({ requests: [{ ...asked, hours: 100 }], ...early });
    expect((await daysOf(student())).at(-1)).toBe("2027-02-23");
    expect(await get(school.anna, request.id)).toMatchObject({ hours: 100, tags: [{ kind: "shortened", endsAfter: "2027-02-26" }] });
  });

  test("[R217] nobody is expected in a suspension, on any screen; resumed, the hours are back", async () => {
    const request = await confirmed();
    await as(school.anna).requestTag.suspend({ requests: await seen(school.anna, request.id), ...stop });
    expect((await daysOf(student())).filter((day) => day >= "2027-02-01" && day <= "2027-02-12")).toEqual([]);
    expect(await get(hospital.claire, request.id)).toMatchObject({ schedule: { pauses: [{ from: "2027-02-01", to: "2027-02-12" }] } });
    await as(school.anna).requestTag.resume({ requests: await seen(school.anna, request.id), on: "2027-02-08" });
    expect((await daysOf(student())).filter((day) => day >= "2027-02-01" && day <= "2027-02-12")).toEqual(["2027-02-08", "2027-02-09"]);
    expect((await get(school.anna, request.id)).tags).toMatchObject([{ kind: "suspended", resumedOn: "2027-02-08" }]);
  });

  test("[R210] a suspended part frees its own days of everybody in the split, and no others", async () => {
    const request = await add("new");
    const [asked] = await seen(school.anna, request.id);
    if (!asked) throw new Error("seen");
    const { parts } = await as(school.anna).requestSplit.split({
      ...asked,
      here: { startsOn: "2027-01-11", endsOn: "2027-02-19", size: 6 },
      parts: [
        {
          place: { receivingId: hospital.agencyId, siteId: hospital.siteId, serviceId: hospital.serviceId, destinationId: null },
          startsOn: "2027-02-22",
          endsOn: "2027-03-26",
          size: 6,
        },
      ],
    });
    const partId = parts[0]?.id ?? "";
    for (const id of [request.id, partId]) {
      await as(school.anna).request.send({ requests: await seen(school.anna, id) });
      await as(hospital.claire).request.accept({ requests: await seen(hospital.claire, id) });
    }
    await as(school.anna).assignment.hold({ requestId: request.id, studentId: student(), saw: null });
    await as(school.anna).assignment.confirm({ requestIds: [request.id] });
    await as(school.anna).requestTag.suspend({ ...stop, requests: await seen(school.anna, partId), from: "2027-03-01", to: null });
    const days = await daysOf(student());
    expect([days.at(0), days.at(-1)]).toEqual(["2027-01-11", "2027-02-23"]);
  });
});

describe("taking back", () => {
  test("[R219] dates, status, names and hours are as they were; the report no longer has it", async () => {
    const request = await confirmed();
    const days = await daysOf(student());
    await as(school.anna).requestTag.postpone({ requests: await seen(school.anna, request.id), ...later, resubmit: true });
    const { done, refused } = await as(school.anna).requestTag.takeBack({ requests: await seen(school.anna, request.id) });
    expect(refused).toEqual([]);
    expect(done).toMatchObject([{ status: "confirmed" }]);
    expect(await get(school.anna, request.id)).toMatchObject({
      schedule: { startsOn: "2027-01-11", endsOn: "2027-03-26" },
      tags: [],
      students: [{ state: "confirmed" }],
    });
    expect(await daysOf(student())).toEqual(days);
    expect((await as(school.anna).requestTag.report({})).lines).toEqual([]);
  });

  test("[R219] nobody else does, nor once somebody built on it, nor after ten minutes", async () => {
    const request = await confirmed();
    await as(school.anna).requestTag.shorten({ requests: await seen(school.anna, request.id), ...early });
    const requests = await seen(school.anna, request.id);
    expect((await as(school.bruno).requestTag.takeBack({ requests })).refused).toMatchObject([{ refusal: { code: "stale" } }]);
    expect((await as(school.anna, new Date(Date.now() + 11 * 60_000)).requestTag.takeBack({ requests })).refused).toMatchObject([
      { refusal: { code: "move-not-possible" } },
    ]);
    await as(school.anna).request.change({ id: request.id, version: requests[0]?.version ?? 0, comment: "autre" });
    expect((await as(school.anna).requestTag.takeBack({ requests })).refused).toMatchObject([{ refusal: { code: "move-not-possible" } }]);
  });
});

describe("the tracking report", () => {
  test("[R219] each side reads its own, narrowed by kind, period and programme, and takes it as a file", async () => {
    const [one, two] = [await confirmed(0), await confirmed(1)];
    await as(school.anna).requestTag.suspend({ requests: await seen(school.anna, one.id), ...stop });
    await as(school.anna).requestTag.shorten({ requests: await seen(school.anna, two.id), ...early });
    const mine = await as(school.bruno).requestTag.report({});
    expect(mine.lines.map(({ kind }) => kind)).toEqual(["shortened", "suspended"]);
    expect(mine.lines[1]).toMatchObject({
      reference: one.reference,
      reasonFr: "Conflit de travail",
      hoursBefore: 176,
      hoursAfter: 144,
      by: "Anna Roy",
    });
    const theirs = await as(hospital.claire).requestTag.report({ filters: { kinds: ["suspended"] } });
    expect(theirs.lines).toMatchObject([{ reference: one.reference, school: school.name, by: school.name }]);
    expect((await as(school.anna).requestTag.report({ filters: { from: "2027-06-01" } })).lines).toEqual([]);
    expect(
      (await as(school.anna).requestTag.report({ filters: { programmeId: school.programmeId, to: "2027-01-11" } })).lines,
    ).toHaveLength(2);
    const other = await addHospital(database.sql);
    expect((await as(other.claire).requestTag.report({})).lines).toEqual([]);
    expect((await as((await addSchool(database.sql)).anna).requestTag.report({})).lines).toEqual([]);
    const { fileName, text } = await as(school.anna).requestTag.file({});
    expect(fileName).toMatch(/\.csv$/);
    const lines = text.trim().split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain("PARTCANC");
    expect((await as(school.anna).requestTag.report({ most: 1 })).next).not.toBeNull();
    const next = (await as(school.anna).requestTag.report({ most: 1 })).next;
    expect((await as(school.anna).requestTag.report({ most: 1, cursor: next })).lines).toMatchObject([{ kind: "suspended" }]);
  });

  test("[R219] the database refuses a report line that says nothing, or the opposite", async () => {
    const request = await confirmed();
    await as(school.anna).requestTag.shorten({ requests: await seen(school.anna, request.id), ...early });
    await expect(database.sql`update request_tag set ends_after = ends_before where request_id = ${request.id}`).rejects.toThrow(
      /shortened_is_shorter/,
    );
    await expect(database.sql`update request_tag set kind = 'suspended' where request_id = ${request.id}`).rejects.toThrow(
      /suspended_from_a_day/,
    );
    await expect(database.sql`update request_tag set reason_code = 'because' where request_id = ${request.id}`).rejects.toThrow(
      /foreign key/,
    );
  });
});

test("[R3] while new dates are asked for, the school's board says redirected, whatever the unit answered", async () => {
  const request = await confirmed();
  await as(school.anna).requestTag.postpone({ requests: await seen(school.anna, request.id), ...later, resubmit: true });
  await as(hospital.claire).request.redirect({ requests: await seen(hospital.claire, request.id), destinationId: hospital.eastId });
  await as(hospital.eve).request.declineForUnit({ requests: await seen(hospital.eve, request.id), reason: { code: "staffing", note: "" } });
  const grid = await as(school.anna).assignment.grid({ worksheetId: school.worksheetId });
  expect(grid.places).toMatchObject([{ status: "redirected" }]);
  expect(JSON.stringify(grid)).not.toContain("by-unit");
});

test("[R218] where nobody uses the system, a postponed placement that is submitted again goes out on paper anew", async () => {
  const away = await addHospital(database.sql, { isUser: false });
  const request = await addRequest(database.sql, { school, hospital: away, status: "sent-paper" });
  await as(school.anna).request.acceptOnBehalf({ requests: await seen(school.anna, request.id) });
  const plain = await as(school.anna).requestTag.postpone({ requests: await seen(school.anna, request.id), ...later });
  expect(plain.done).toMatchObject([{ status: "accepted" }]);
  const { done } = await as(school.anna).requestTag.postpone({
    requests: await seen(school.anna, request.id),
    to: { days: 7 },
    reason: later.reason,
    resubmit: true,
  });
  expect(done).toMatchObject([{ status: "sent-paper" }]);
  const [queued] = await database.sql<
    { count: number }[]
  >`select count(*)::int as count from event where kind = 'printout.queued' and ${request.id}::uuid = any(within)`;
  expect(queued?.count).toBe(1);
});
