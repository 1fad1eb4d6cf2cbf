import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Status } from "#domain/request.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { listEventsAfter } from "#db/event.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  school = await addSchool(database.sql);
  hospital = await addHospital(database.sql);
});

const as = (actor: Actor) => callerAs(depsOver(database.sql), actor);
const add = (status: Status, more: { size?: number } = {}) => addRequest(database.sql, { school, hospital, status, ...more });
const get = (actor: Actor, id: Id) => as(actor).request.get({ id });
const seen = async (actor: Actor, ...ids: Id[]) => Promise.all(ids.map(async (id) => ({ id, version: (await get(actor, id)).version })));
async function one(actor: Actor, id: Id) {
  const [found] = await seen(actor, id);
  if (!found) throw new Error("seen");
  return found;
}
const east = () => ({
  receivingId: hospital.agencyId,
  siteId: hospital.siteId,
  serviceId: hospital.serviceId,
  destinationId: hospital.eastId,
});
const course = () => ({ startsOn: school.schedule.startsOn, endsOn: school.schedule.endsOn });
const first = { startsOn: "2027-01-11", endsOn: "2027-02-19" };
const second = { startsOn: "2027-02-22", endsOn: "2027-03-26" };

/** The request as two rotations; the ids of both. */
async function rotate(id: Id, reason = "") {
  const at = await get(school.anna, id);
  const here = at.status === "new" ? first : { startsOn: at.schedule.startsOn, endsOn: at.schedule.endsOn };
  const { parts } = await as(school.anna).requestSplit.split({
    ...(await one(school.anna, id)),
    here: { ...here, size: at.size },
    parts: [{ place: east(), ...second, size: at.size }],
    reason,
  });
  const [part] = parts;
  if (!part) throw new Error("part");
  return part;
}
/** The request shared between its place and 4e Est at the same time. */
async function share(id: Id, sizes: [number, number], reason = "") {
  const { parts } = await as(school.anna).requestSplit.split({
    ...(await one(school.anna, id)),
    here: { ...course(), size: sizes[0] },
    parts: [{ place: east(), ...course(), size: sizes[1] }],
    reason,
  });
  const [part] = parts;
  if (!part) throw new Error("part");
  return part;
}
const hoursOf = async (studentId: Id) =>
  (
    await database.sql<{ day: string }[]>`
      select to_char(lower(during), 'YYYY-MM-DD') as day from confirmed_shift where student_id = ${studentId} order by 1`
  ).map(({ day }) => day);
const hold = (requestId: Id, studentId: Id) => as(school.anna).assignment.hold({ requestId, studentId, saw: null });
const accept = async (id: Id) => {
  expect((await as(school.anna).request.send({ requests: await seen(school.anna, id) })).refused).toEqual([]);
  expect((await as(hospital.claire).request.accept({ requests: await seen(hospital.claire, id) })).refused).toEqual([]);
};
const student = (index = 0): Id => school.students[index] ?? "";
const code = (refusal: object) => ({ cause: { refusal } });

describe("splitting", () => {
  test("[R212][R213] in the outbox a part is the school's alone, lives its own life, and the group counts once", async () => {
    const request = await add("new");
    const part = await rotate(request.id);
    expect(await get(school.bruno, part.id)).toMatchObject({
      status: "new",
      size: 6,
      places: 0,
      split: { of: request.id, reference: request.reference },
    });
    expect(await get(school.bruno, request.id)).toMatchObject({ schedule: first, places: 6, split: { of: null, parts: 1 } });
    await expect(get(hospital.claire, part.id)).rejects.toMatchObject(code({ code: "not-found" }));
    await accept(part.id);
    expect(await get(school.anna, request.id)).toMatchObject({ status: "new" });
    expect(await get(school.anna, part.id)).toMatchObject({ status: "accepted" });
    const counts = (await as(school.anna).request.counts({ side: "placing" })).counts;
    expect(counts.reduce((sum, { places }) => sum + places, 0)).toBe(6);
    expect((await as(hospital.claire).request.counts({ side: "receiving" })).counts).toMatchObject([{ status: "accepted", places: 6 }]);
    const sheet = await as(school.anna).worksheet.get({ id: school.worksheetId });
    expect(sheet.rows).toMatchObject([{ rowId: request.rowId, requestId: request.id, places: 6, partOf: null }]);
    expect(sheet.counters).toMatchObject({ inOutbox: 6, waiting: 0, accepted: 0 });
  });

  test("[R212] added to a sent request it is announced with its reason, and answered once it is sent", async () => {
    const request = await add("accepted");
    const part = await rotateLater(request.id);
    expect(await get(hospital.claire, part.id)).toMatchObject({
      status: "new-part",
      split: { reason: "4e Est ouvre", reference: request.reference },
    });
    await expect(get(hospital.eve, part.id)).rejects.toMatchObject(code({ code: "not-found" }));
    const inbox = await as(hospital.claire).request.inbox({ filters: { statuses: ["new-part"] } });
    expect(inbox.requests.map(({ id }) => id)).toEqual([part.id]);
    const told = await listEventsAfter(database.sql, { agencyId: hospital.agencyId, after: 0, most: 100 });
    expect(told.filter(({ kind }) => kind === "request.part-added")).toMatchObject([
      { about: part.id, facts: { of: request.reference, reason: "4e Est ouvre" } },
    ]);
    expect((await as(hospital.claire).request.accept({ requests: await seen(hospital.claire, part.id) })).refused).toMatchObject([
      { refusal: { code: "move-not-possible" } },
    ]);
    await accept(part.id);
    expect(await get(hospital.claire, part.id)).toMatchObject({ status: "accepted" });
  });

  test("[R211] places at the same time share the group; a new size is shared out anew and each place is told", async () => {
    const request = await add("new");
    const part = await share(request.id, [4, 2]);
    expect(await get(school.anna, request.id)).toMatchObject({ size: 6, sizeHere: 4, places: 6 });
    await accept(request.id);
    await accept(part.id);
    expect(await get(hospital.claire, request.id)).toMatchObject({ size: 4, places: 4 });
    await as(school.anna).assignment.resize({ requestId: request.id, size: 9 });
    expect([(await get(hospital.claire, request.id)).size, (await get(hospital.claire, part.id)).size]).toEqual([6, 3]);
    await as(school.anna).request.change({ ...(await one(school.anna, request.id)), size: 6 });
    expect([(await get(hospital.claire, request.id)).size, (await get(hospital.claire, part.id)).size]).toEqual([4, 2]);
    await expect(as(school.anna).request.change({ ...(await one(school.anna, part.id)), size: 5 })).rejects.toMatchObject(
      code({ code: "part-follows", reference: request.reference }),
    );
  });

  test("[R24] somebody who changed the request meanwhile is named, and nothing is split", async () => {
    const request = await add("new");
    const before = await one(school.anna, request.id);
    await as(school.bruno).request.change({ ...(await one(school.bruno, request.id)), comment: "autre" });
    await expect(
      as(school.anna).requestSplit.split({ ...before, here: { ...first, size: 6 }, parts: [{ place: east(), ...second, size: 6 }] }),
    ).rejects.toMatchObject(code({ code: "stale", by: "Bruno Côté" }));
  });

  test("[R210] the database refuses a part of a part, students on a part, and a share larger than the group", async () => {
    const request = await add("new");
    const part = await rotate(request.id);
    const other = await add("new");
    await expect(database.sql`update request set split_of = ${part.id} where id = ${other.id}`).rejects.toThrow(
      /split_is_flat|part of a part/,
    );
    await expect(
      database.sql`insert into assignment (agency_id, request_id, student_id, assigned_by) values (${school.agencyId}, ${part.id}, ${student()}, ${school.anna.personId})`,
    ).rejects.toThrow(/students are on the primary/);
    await expect(database.sql`update request set size_here = 7 where id = ${request.id}`).rejects.toThrow(/size_here_within_group/);
    await expect(database.sql`update request set split_of = id where id = ${request.id}`).rejects.toThrow(/not_of_itself/);
  });
});

async function rotateLater(id: Id) {
  const at = await get(school.anna, id);
  const { parts } = await as(school.anna).requestSplit.split({
    ...(await one(school.anna, id)),
    here: { startsOn: at.schedule.startsOn, endsOn: at.schedule.endsOn, size: 4 },
    parts: [{ place: east(), startsOn: at.schedule.startsOn, endsOn: at.schedule.endsOn, size: 2 }],
    reason: "4e Est ouvre",
  });
  const [part] = parts;
  if (!part) throw new Error("part");
  return part;
}

describe("students", () => {
  test("[R210] everybody goes through every part: hours, names and confirmation follow the primary", async () => {
    const request = await add("new");
    const part = await rotate(request.id);
    await accept(request.id);
    await hold(request.id, student());
    await as(school.anna).assignment.confirm({ requestIds: [request.id] });
    expect((await hoursOf(student())).at(-1)).toBe("2027-02-16");
    expect((await get(hospital.claire, part.id).catch(() => null))?.students ?? []).toEqual([]);
    // A part that says yes after the names were released is confirmed by itself.
    await accept(part.id);
    expect((await get(hospital.claire, part.id)).students).toEqual([]);
    await as(school.anna).assignment.confirm({ requestIds: [request.id] });
    expect(await get(hospital.claire, part.id)).toMatchObject({ status: "confirmed", students: [{ state: "confirmed" }] });
    expect((await hoursOf(student())).at(-1)).toBe("2027-03-23");
    await as(school.anna).assignment.unconfirm({ requestId: request.id });
    expect(await get(hospital.claire, part.id)).toMatchObject({ status: "accepted", students: [] });
    expect(await hoursOf(student())).toEqual([]);
  });

  test("[R210] a part counts in conflicts: a student of a rotation is not free while it lasts", async () => {
    const request = await add("new");
    const part = await rotate(request.id);
    const other = await addRequest(database.sql, { school, hospital, status: "accepted", schedule: { ...school.schedule, ...second } });
    await accept(request.id);
    await accept(part.id);
    await hold(request.id, student());
    await as(school.anna).assignment.confirm({ requestIds: [request.id] });
    // Put there by hand: the screen keeps a student to one place of a sheet.
    await database.sql`insert into assignment (agency_id, request_id, student_id, assigned_by) values (${school.agencyId}, ${other.id}, ${student()}, ${school.anna.personId})`;
    const { refused } = await as(school.anna).assignment.confirm({ requestIds: [other.id] });
    expect(refused).toMatchObject([{ refusal: { code: "student-twice", from: "2027-02-22T07:00" } }]);
  });
});

describe("who leads", () => {
  test("[R214][R28] when the primary is called off the next part leads, with the students where its place said yes", async () => {
    const request = await add("new");
    const part = await rotate(request.id);
    await accept(request.id);
    await accept(part.id);
    await hold(request.id, student());
    await as(school.anna).assignment.confirm({ requestIds: [request.id] });
    const reason = { code: "course-changed", note: "" };
    expect((await as(school.anna).request.cancel({ requests: await seen(school.anna, request.id), reason })).refused).toEqual([]);
    expect(await get(school.anna, part.id)).toMatchObject({
      status: "confirmed",
      size: 6,
      places: 6,
      students: [{ state: "confirmed" }],
      split: { of: null },
    });
    expect(await get(school.anna, request.id)).toMatchObject({ status: "cancelled", places: 0, split: { of: part.id } });
    expect((await hoursOf(student())).at(0)).toBe("2027-02-22");
    const sheet = await as(school.anna).worksheet.get({ id: school.worksheetId });
    expect(sheet.rows).toMatchObject([{ rowId: request.rowId, requestId: part.id, places: 6 }]);
  });

  test("[R214] a part still waiting leads without students; a deleted primary leaves it the row", async () => {
    const request = await add("new");
    const part = await rotate(request.id);
    await as(school.anna).request.discard({ requests: await seen(school.anna, request.id) });
    expect(await get(school.anna, part.id)).toMatchObject({ split: null, places: 6 });
    const sheet = await as(school.anna).worksheet.get({ id: school.worksheetId });
    expect(sheet.rows).toMatchObject([{ rowId: request.rowId, requestId: part.id }]);
  });

  test("[R214] the school names another; with students, only a place that said yes", async () => {
    const request = await add("new");
    const part = await share(request.id, [4, 2]);
    await accept(request.id);
    await hold(request.id, student());
    await expect(as(school.anna).requestSplit.lead(await one(school.anna, part.id))).rejects.toMatchObject(
      code({ code: "not-accepted-yet" }),
    );
    await accept(part.id);
    await as(school.anna).requestSplit.lead(await one(school.anna, part.id));
    expect(await get(school.anna, part.id)).toMatchObject({ size: 6, sizeHere: 2, places: 6, students: [{ state: "held" }] });
    expect(await get(school.anna, request.id)).toMatchObject({ size: 4, places: 0, split: { of: part.id }, students: [{ state: "held" }] });
  });
});

describe("detaching and merging", () => {
  test("[R215] a detached part has a row of its own on the sheet, and takes along what it shared", async () => {
    const request = await add("new");
    const part = await share(request.id, [4, 2]);
    await as(school.anna).requestSplit.unsplit({ requests: [await one(school.anna, part.id)] });
    expect(await get(school.anna, part.id)).toMatchObject({ split: null, size: 2, places: 2 });
    expect(await get(school.anna, request.id)).toMatchObject({ split: null, size: 4, places: 4, sizeHere: 4 });
    const sheet = await as(school.anna).worksheet.get({ id: school.worksheetId });
    expect(sheet.rows.map(({ requestId }) => requestId).toSorted()).toEqual([request.id, part.id].toSorted());
    const row = sheet.rows.find(({ requestId }) => requestId === part.id);
    const [laid] = await database.sql<
      { cells: object }[]
    >`select cells from worksheet_row where worksheet_id = ${school.worksheetId} and row_id = ${row?.rowId ?? ""}`;
    expect(laid?.cells).toMatchObject({ destination: "4e Est", size: "2" });
    // and back again
    await as(school.anna).requestSplit.merge({ primary: await one(school.anna, request.id), other: await one(school.anna, part.id) });
    expect(await get(school.anna, request.id)).toMatchObject({ size: 6, sizeHere: 4, split: { parts: 1 } });
    const again = await as(school.anna).worksheet.get({ id: school.worksheetId });
    expect(again.rows.find(({ requestId }) => requestId === part.id)).toMatchObject({ places: 0, partOf: request.reference });
    expect(again.counters.inOutbox).toBe(6);
  });

  test("[R215] two requests of one status become one, their students together; others are refused with the difference", async () => {
    const [a, b] = [await add("accepted", { size: 3 }), await add("accepted", { size: 3 })];
    await hold(a.id, student(0));
    await hold(b.id, student(1));
    await as(school.anna).requestSplit.merge({ primary: await one(school.anna, a.id), other: await one(school.anna, b.id) });
    expect(await get(school.anna, a.id)).toMatchObject({ size: 6, sizeHere: 3, students: [{}, {}] });
    expect((await get(school.anna, b.id)).students).toHaveLength(2);
    const sent = await add("sent");
    await expect(
      as(school.anna).requestSplit.merge({ primary: await one(school.anna, a.id), other: await one(school.anna, sent.id) }),
    ).rejects.toMatchObject(code({ code: "cannot-join", why: "status", references: [a.reference, sent.reference] }));
  });
});

describe("what each side sees of it", () => {
  test("[R27][R212] the other side sees the members it was sent, and how many are elsewhere", async () => {
    const other = await addHospital(database.sql);
    const request = await add("new");
    const { parts } = await as(school.anna).requestSplit.split({
      ...(await one(school.anna, request.id)),
      here: { ...first, size: 6 },
      parts: [
        {
          place: { receivingId: other.agencyId, siteId: other.siteId, serviceId: other.serviceId, destinationId: null },
          ...second,
          size: 6,
        },
      ],
    });
    await accept(request.id);
    const theirs = await as(hospital.claire).requestSplit.family({ id: request.id });
    expect(theirs).toMatchObject({ side: "receiving", members: [{ id: request.id }], elsewhere: 1, chain: [] });
    expect(JSON.stringify(theirs)).not.toContain(other.name);
    expect(await as(school.anna).requestSplit.family({ id: parts[0]?.id ?? "" })).toMatchObject({
      primaryId: request.id,
      members: [{}, {}],
      elsewhere: 0,
    });
    await expect(as(other.claire).requestSplit.family({ id: request.id })).rejects.toMatchObject(code({ code: "not-found" }));
  });
});

describe("chains", () => {
  test("[R216] requests of one course share their instructor; changing one may change all, and a split follows", async () => {
    const [a, b, c] = [await add("new"), await add("sent"), await add("accepted")];
    const part = await rotate(a.id);
    const { personId: instructorId } = await addActor(database.sql, {
      agencyId: school.agencyId,
      kind: "instructor",
      name: ["Ginette", "Roy"],
    });
    await as(school.anna).requestLink.link({ requests: await seen(school.anna, a.id, b.id, c.id), instructorId });
    for (const { id } of [a, b, c, part]) expect((await get(school.anna, id)).instructor?.id).toBe(instructorId);
    expect((await as(school.anna).requestSplit.family({ id: a.id })).chain.map(({ id }) => id).toSorted()).toEqual([b.id, c.id].toSorted());
    await as(school.anna).request.change({ ...(await one(school.anna, b.id)), instructorId: null, linked: true });
    for (const { id } of [a, b, c, part]) expect((await get(school.anna, id)).instructor).toBeNull();
    await as(school.anna).requestLink.unlink({ requests: await seen(school.anna, a.id) });
    expect((await get(school.anna, a.id)).linked).toBe(false);
    expect((await get(school.anna, b.id)).linked).toBe(true);
    await as(school.anna).requestLink.unlink({ requests: await seen(school.anna, b.id) });
    expect((await get(school.anna, c.id)).linked).toBe(false);
  });

  test("[R216] what the other side is told is its request's own instructor, not whom it is shared with", async () => {
    const [a, b] = [await add("accepted"), await add("accepted")];
    const { personId: instructorId } = await addActor(database.sql, {
      agencyId: school.agencyId,
      kind: "instructor",
      name: ["Ginette", "Roy"],
    });
    await as(school.anna).requestLink.link({ requests: await seen(school.anna, a.id, b.id), instructorId });
    const told = await listEventsAfter(database.sql, { agencyId: hospital.agencyId, after: 0, most: 100 });
    expect(told.filter(({ kind }) => kind === "request.linked")).toEqual([]);
    expect(
      told
        .filter(({ kind }) => kind === "request.changed")
        .map(({ about }) => about)
        .toSorted(),
    ).toEqual([a.id, b.id].toSorted());
  });
});
