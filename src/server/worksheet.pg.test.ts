import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { addActor, addHospital, addRequest, addRow, addSchool, cellsAt, type TestHospital, type TestSchool } from "#db/testing-world.ts";
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
});

const as = (actor: Actor) => callerAs(depsOver(database.sql), actor);
const row = (more = {}) => addRow(database.sql, school, cellsAt(hospital, more));
const send = (rowIds: string[], actor = school.anna) => as(actor).worksheet.send({ worksheetId: school.worksheetId, rowIds });
const copy = (rowIds: string[]) => as(school.anna).worksheet.copyToOutbox({ worksheetId: school.worksheetId, rowIds });

test("[R25][R31] rows that are ready go, each other is named with its columns", async () => {
  const [good, badDay, badPlace, empty] = [
    await row(),
    await row({ startsOn: "31/02/2027" }),
    await row({ service: "Chirurgi", size: "neuf" }),
    await addRow(database.sql, school, {}),
  ];
  const { done, refused } = await send([good, badDay, badPlace, empty, "absent"]);
  expect(done).toMatchObject([{ rowId: good, status: "sent" }]);
  expect(refused).toMatchObject([
    { rowId: badDay, refusal: { code: "row-not-ready" }, problems: { startsOn: { kind: "not-a-day", text: "31/02/2027" } } },
    {
      rowId: badPlace,
      refusal: { code: "row-not-ready" },
      problems: { service: { kind: "unknown-place" }, size: { kind: "not-a-number" } },
    },
    { rowId: empty, refusal: { code: "row-not-ready" } },
    { rowId: "absent", refusal: { code: "not-found" } },
  ]);
  expect((await as(hospital.claire).request.inbox({})).requests).toHaveLength(1);
});

test("[R1] a row may wait in the outbox for its service, and is not sent without", async () => {
  const rowId = await row({ service: "" });
  expect((await send([rowId])).refused).toMatchObject([{ refusal: { code: "place-incomplete", missing: ["service"] } }]);
  const { done } = await copy([rowId]);
  expect(done).toMatchObject([{ status: "new" }]);
  expect((await send([rowId])).refused).toMatchObject([{ refusal: { code: "place-incomplete", missing: ["service"] } }]);
  const { requestId: id } = done[0] ?? { requestId: "" };
  const { version } = await as(school.anna).request.get({ id });
  await as(school.anna).request.change({
    id,
    version,
    place: { receivingId: hospital.agencyId, siteId: hospital.siteId, serviceId: hospital.serviceId, destinationId: null },
  });
  expect((await send([rowId])).done).toMatchObject([{ requestId: id, status: "sent" }]);
});

test("[R2] an organisation, a site or a service that does not use the system makes it paper", async () => {
  const paper = await addHospital(database.sql, { isUser: false });
  const [online, onPaper] = [await row(), await addRow(database.sql, school, cellsAt(paper))];
  expect((await send([online, onPaper])).done).toMatchObject([{ status: "sent" }, { status: "sent-paper" }]);
  await database.sql`update site set is_user = false where id = ${hospital.siteId}`;
  expect((await send([await row()])).done).toMatchObject([{ status: "sent-paper" }]);
});

test("[R14] with nobody enrolled nothing is asked for; a fictitious student is enough", async () => {
  const lone = await addSchool(database.sql, { students: 0 });
  const rowId = await addRow(database.sql, lone, cellsAt(hospital));
  const ask = () => as(lone.anna).worksheet.copyToOutbox({ worksheetId: lone.worksheetId, rowIds: [rowId] });
  await expect(ask()).rejects.toMatchObject({ cause: { refusal: { code: "no-student-enrolled" } } });
  const [student] = await database.sql<
    { id: string }[]
  >`insert into student (agency_id, number, last_name, fictitious) values (${lone.agencyId}, 'F-1', 'Fictif', true) returning id`;
  await database.sql`insert into enrolment (agency_id, cohort_course_id, student_id) values (${lone.agencyId}, ${lone.cohortCourseId}, ${student?.id ?? ""})`;
  expect((await ask()).done).toHaveLength(1);
});

test("[R23] two colleagues send the same rows at once: one request a row", async () => {
  const rowIds = [await row(), await row(), await row()];
  const outcomes = await Promise.all([send(rowIds), send(rowIds, school.bruno), copy(rowIds)]);
  expect(
    outcomes.flatMap(({ done }) => done.map(({ rowId }) => rowId)).filter((rowId, index, all) => all.indexOf(rowId) === index),
  ).toHaveLength(3);
  const [count] = await database.sql<
    { requests: number }[]
  >`select count(*)::int as requests from request where worksheet_id = ${school.worksheetId}`;
  expect(count?.requests).toBe(3);
  expect(outcomes.flatMap(({ refused }) => refused.map(({ refusal }) => refusal.code)).every((code) => code === "row-has-request")).toBe(
    true,
  );
});

test("[R23] a declined row stays as it is, grey and counting nothing; only a request deleted for good gives its row back", async () => {
  const declined = await addRequest(database.sql, { school, hospital, status: "declined" });
  expect((await send([declined.rowId])).refused).toMatchObject([{ refusal: { code: "row-has-request", reference: declined.reference } }]);
  const sheet = await as(school.anna).worksheet.get({ id: school.worksheetId });
  expect(sheet.rows).toMatchObject([{ rowId: declined.rowId, status: "declined", places: 0, size: 6, changedBy: hospital.name }]);
  expect(sheet.counters).toMatchObject({ enrolled: 8, needed: 8, inOutbox: 0, waiting: 0, accepted: 0, refused: 1 });
  const rowId = await row();
  const [made] = (await copy([rowId])).done;
  const { version } = await as(school.anna).request.get({ id: made?.requestId ?? "" });
  await as(school.anna).request.discard({ requests: [{ id: made?.requestId ?? "", version }] });
  expect((await send([rowId])).done).toHaveLength(1);
});

test("[R23] the database keeps one open request per row", async () => {
  const { id } = await addRequest(database.sql, { school, hospital, status: "sent" });
  const twice = database.sql`
    insert into request (agency_id, kind, cohort_course_id, worksheet_id, row_id, status, size, starts_on, ends_on, created_by)
    select agency_id, kind, cohort_course_id, worksheet_id, row_id, 'new', size, starts_on, ends_on, created_by from request where id = ${id}`;
  await expect(twice).rejects.toThrow(/one_open_request_per_row/);
});

test("[R30] what the row said when it was taken is what was asked for", async () => {
  await database.sql`update cohort_course set default_comment = 'Uniforme requis' where id = ${school.cohortCourseId}`;
  const rowId = await row({ weekdays: "JV", hours: "J8", destination: "4e Est" });
  const [made] = (await copy([rowId])).done;
  await database.sql`update worksheet_row set cells = cells || '{"size": "2", "comment": "autre chose"}' where row_id = ${rowId}`;
  await database.sql`update cohort_course set weekdays = '{5}' where id = ${school.cohortCourseId}`;
  await send([rowId]);
  expect(await as(hospital.claire).request.get({ id: made?.requestId ?? "" })).toMatchObject({
    size: 6,
    comment: "Uniforme requis",
    place: { destination: "4e Est" },
    schedule: { weekdays: [4, 5], shiftCode: "J8", startTime: null, startsOn: "2027-01-11", endsOn: "2027-03-26" },
  });
});

test("[R30] a quiet moment of the sheet is asked for, and what was typed by then is taken", async () => {
  const rowId = await row({ size: "4" });
  const deps = depsOver(database.sql);
  const asked: string[] = [];
  const quiet = {
    ...deps.sheets,
    exclusive: async <T>(sheetId: string, work: () => Promise<T>): Promise<T> => {
      asked.push(sheetId);
      await database.sql`update worksheet_row set cells = cells || '{"size": "5"}' where row_id = ${rowId}`;
      return work();
    },
  };
  const { done } = await callerAs({ ...deps, sheets: quiet }, school.anna).worksheet.send({
    worksheetId: school.worksheetId,
    rowIds: [rowId],
  });
  expect(asked).toEqual([school.worksheetId]);
  expect(await as(school.anna).request.get({ id: done[0]?.requestId ?? "" })).toMatchObject({ size: 5 });
});

test("[R27] a sheet of another school, or of a programme she does not cover, is not there", async () => {
  const rowId = await row();
  const stranger = (await addSchool(database.sql)).anna;
  const colleague = await addActor(database.sql, {
    agencyId: school.agencyId,
    kind: "placing-coordinator",
    name: ["Sans", "Droit"],
    programmes: [],
  });
  for (const who of [stranger, colleague]) {
    const notFound = { cause: { refusal: { code: "not-found" } } };
    await expect(as(who).worksheet.get({ id: school.worksheetId })).rejects.toMatchObject(notFound);
    await expect(as(who).worksheet.send({ worksheetId: school.worksheetId, rowIds: [rowId] })).rejects.toMatchObject(notFound);
    await expect(as(who).worksheet.open({ cohortCourseId: school.cohortCourseId, kind: "group" })).rejects.toMatchObject(notFound);
    expect(await as(who).worksheet.list({ cohortCourseId: school.cohortCourseId })).toEqual([]);
  }
});

test("a worksheet of a kind is opened once, and says what is needed of it", async () => {
  const open = () => as(school.anna).worksheet.open({ cohortCourseId: school.cohortCourseId, kind: "individual" });
  const [one, two] = await Promise.all([open(), open()]);
  expect(one).toEqual(two);
  const sheets = await as(school.anna).worksheet.list({ cohortCourseId: school.cohortCourseId });
  expect(sheets).toMatchObject([
    { kind: "group", counters: { needed: 8 } },
    { kind: "individual", counters: { enrolled: 8, needed: 0 } },
  ]);
});
