import { afterAll, beforeAll, expect, test } from "vitest";
import type { Id } from "#domain/id.ts";
import { addHospital, addRow, addSchool, cellsAt, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { releaseDue } from "./hold-release.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

/** The transitions of reference 3.2 that begin at a sheet, a preference, a quick entry, the clock or a call; the others are in transition.test.ts. */

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
let clinic: TestHospital;
beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql, { kind: "individual", students: 4 });
  [hospital, clinic] = [await addHospital(database.sql), await addHospital(database.sql, { isUser: false })];
});
afterAll(() => database[Symbol.asyncDispose]());

const anna = () => callAs(database.sql, school.anna);
const claire = () => callAs(database.sql, hospital.claire);
const row = (at: TestHospital) => addRow(database.sql, school, cellsAt(at, { size: "1" }));
const asked = (rowIds: string[]) => ({ worksheetId: school.worksheetId, rowIds });
const statusOf = async (id: Id) => (await anna().request.get({ id })).status;
const winter = {
  startsOn: "2027-01-18",
  endsOn: "2027-02-12",
  blocks: [],
  weekdays: [1, 2],
  startTime: "07:00",
  endTime: "15:00",
  shiftCode: null,
};

test("[R278] T01 a row of the sheet is copied to the outbox as new, and nobody else sees it", async () => {
  const { done, refused } = await anna().worksheet.copyToOutbox(asked([await row(hospital)]));
  expect(refused).toEqual([]);
  const [one] = done;
  expect(await statusOf(one?.requestId ?? "")).toBe("new");
  expect(await refusalOfCall(claire().request.get({ id: one?.requestId ?? "" }))).toEqual({ code: "not-found" });
});

test("[R278] T02 a row is sent from the sheet in one step, online or on paper by where it goes", async () => {
  const { done } = await anna().worksheet.send(asked([await row(hospital), await row(clinic)]));
  expect(done.map(({ status }) => status)).toEqual(["sent", "sent-paper"]);
});

test("[R278] T03 a preference becomes a row, a new request and its student's seat together", async () => {
  const [studentId = ""] = school.students;
  const path = `${hospital.siteName} / ${hospital.serviceName} / 4e Est`;
  const { cohortCourseId } = school;
  await anna().preference.save({ cohortCourseId, changes: [{ studentId, saw: 0, preferences: [{ path, comment: "" }] }] });
  await anna().preference.use({ cohortCourseId, use: "generative" });
  const made = await anna().enrolment.copyWishes({ cohortCourseId, picks: [{ studentId, at: 0, saw: 1 }] });
  expect(made.refused).toEqual([]);
  const seats = await database.sql`
    select r.status, a.state from request r join assignment a on a.request_id = r.id where r.agency_id = ${school.agencyId} and a.student_id = ${studentId}`;
  expect(seats).toEqual([{ status: "new", state: "held" }]);
});

test("[R278] T04 one screen of data makes a new request, as the outbox does", async () => {
  const made = await anna().quick.enter({
    programmeId: school.programmeId,
    courseId: school.courseId,
    termId: school.termId,
    kind: "individual",
    size: 1,
    place: { receivingId: hospital.agencyId, siteId: hospital.siteId, serviceId: hospital.serviceId, destinationId: null },
    schedule: winter,
    comment: "",
    studentIds: [school.students[1] ?? ""],
    fictitious: false,
  });
  expect(made.status).toBe("new");
});

test("[R278] T08 at the release moment what was held (T07) appears where it was sent", async () => {
  await anna().hold.setCourse({ id: school.cohortCourseId, moment: { day: "2026-12-01", time: "09:00" } });
  const { done } = await anna().worksheet.send(asked([await row(hospital)]));
  expect(done).toMatchObject([{ status: "sent-held" }]);
  const requestId = done[0]?.requestId ?? "";
  expect(await refusalOfCall(claire().request.get({ id: requestId }))).toEqual({ code: "not-found" });
  await releaseDue({ sql: database.sql, now: () => new Date("2026-12-01T14:00:00.000Z") });
  expect((await claire().request.get({ id: requestId })).status).toBe("pending");
  expect(await statusOf(requestId)).toBe("sent");
});

test("[R278] T32 an offer that answers a call is born accepted; T33 a call is declined instead, with a coded reason, and is never accepted", async () => {
  const call = async () =>
    (
      await anna().callForOffers.send({
        cohortCourseId: school.cohortCourseId,
        startsOn: "2027-01-11",
        endsOn: "2027-03-26",
        places: 2,
        hours: 90,
        comment: "",
        replyBy: "2026-12-15",
        receivingIds: [hospital.agencyId],
      })
    ).id;
  const place = { siteId: hospital.siteId, serviceId: hospital.serviceId, destinationId: hospital.eastId };
  await claire().callForOffers.offer({ id: await call(), offer: { place, schedule: winter, places: 2, note: "" } });
  const offered = await database.sql`select status from request where agency_id = ${school.agencyId} and origin = 'offer'`;
  expect(offered).toEqual([{ status: "accepted" }, { status: "accepted" }]);
  const declined = await call();
  expect(await refusalOfCall(claire().callForOffers.decline({ id: declined, reason: { code: "", note: "" } }))).toMatchObject({
    code: "reason-needed",
  });
  await claire().callForOffers.decline({ id: declined, reason: { code: "staffing", note: "" } });
  expect((await anna().callForOffers.get({ id: declined })).recipients).toMatchObject([{ reply: "declined" }]);
  await expect(database.sql`update call_recipient set status = 'accepted' where call_id = ${declined}`).rejects.toThrow(
    /call_never_accepted/,
  );
});

test("[R278] T34 a part added to a request that was sent is announced, and sent by itself", async () => {
  const group = await addSchool(database.sql);
  const bea = callAs(database.sql, group.anna);
  const { done } = await bea.worksheet.send({
    worksheetId: group.worksheetId,
    rowIds: [await addRow(database.sql, group, cellsAt(hospital))],
  });
  const id = done[0]?.requestId ?? "";
  const { version, schedule, size } = await bea.request.get({ id });
  const { parts } = await bea.requestSplit.split({
    id,
    version,
    here: { startsOn: schedule.startsOn, endsOn: schedule.endsOn, size: size - 2 },
    parts: [
      {
        place: { receivingId: hospital.agencyId, siteId: hospital.siteId, serviceId: hospital.serviceId, destinationId: hospital.westId },
        startsOn: schedule.startsOn,
        endsOn: schedule.endsOn,
        size: 2,
      },
    ],
    reason: "Deux unités",
  });
  const [part] = parts;
  expect((await claire().request.get({ id: part?.id ?? "" })).status).toBe("new-part");
  const sent = await bea.request.send({
    requests: [{ id: part?.id ?? "", version: (await bea.request.get({ id: part?.id ?? "" })).version }],
  });
  expect(sent.done).toMatchObject([{ status: "sent" }]);
});
