import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Id } from "#domain/id.ts";
import { publishable, rowsOf, type ScenarioWrite } from "#domain/scenario.ts";
import { lastSeq, listEventsAfter } from "#db/event.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { liveFor } from "./live-audience.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

let database: TestDatabase;
let hospital: TestHospital;
let school: TestSchool;
let anna: ReturnType<typeof callAs>;
let bruno: ReturnType<typeof callAs>;
beforeAll(async () => {
  database = await testDatabase();
  hospital = await addHospital(database.sql);
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  school = await addSchool(database.sql, { students: 6 });
  anna = callAs(database.sql, school.anna);
  bruno = callAs(database.sql, school.bruno);
});

const student = (index: number): Id => school.students[index] ?? "";
const place = async (size = 6) => (await addRequest(database.sql, { school, hospital, status: "accepted", size })).id;
const make = async (call = anna, name = "Et si") => (await call.scenario.make({ worksheetId: school.worksheetId, name })).id;
const grid = (call = anna) => call.assignment.grid({ worksheetId: school.worksheetId });
const list = async (call = anna) => (await call.scenario.list({ worksheetId: school.worksheetId })).scenarios;
const hold = (call: typeof anna, requestId: Id, index: number) => call.assignment.hold({ requestId, studentId: student(index), saw: null });
const to = (index: number, requestId: Id | null, base: Id | null = null): ScenarioWrite => ({
  studentId: student(index),
  to: { requestId },
  base,
});
const rows = async (id: Id, call = anna) => rowsOf(await grid(call), await call.scenario.open({ id }));
/** What the screen sends when « publier tout » is pressed. */
async function publish(id: Id, call = anna) {
  const changes = publishable(await rows(id, call)).map(({ studentId, would, now }) => ({
    studentId,
    toRequestId: would,
    saw: now && { assignmentId: now.assignmentId, version: now.version },
  }));
  return call.assignment.applyBatch({ worksheetId: school.worksheetId, changes, cause: { kind: "scenario", id } });
}

test("[R420] nothing of a scenario happens: the sheet is what it was, and what a colleague does arrives in it", async () => {
  const [north, south] = [await place(), await place()];
  await hold(bruno, north, 0);
  const before = await grid();
  const id = await make();
  await anna.scenario.set({ id, rows: [to(0, south, north), to(1, south)] });
  expect({ ...(await grid()), seq: 0 }).toEqual({ ...before, seq: 0 });
  await hold(bruno, north, 2);
  expect((await rows(id)).slice(0, 3).map(({ state, would }) => [state, would])).toEqual([
    ["intended", south],
    ["intended", south],
    ["moved", north],
  ]);
});

test("[R421] a colleague and her live feed learn nothing of a scenario: no answer, no event, no history; its author's other pages follow it", async () => {
  const { sql } = database;
  const north = await place();
  const administrator = await addActor(sql, { agencyId: school.agencyId, kind: "local-administrator", name: ["Yves", "Turcotte"] });
  const everything = async (call: typeof anna, seq: number) =>
    JSON.stringify([
      await call.history.list({}),
      await call.history.of({ about: [school.worksheetId, student(0)] }),
      (await call.live.after({ seq, wait: false })).events,
      await call.scenario.list({ worksheetId: school.worksheetId }).then(
        ({ scenarios }) => scenarios,
        () => [],
      ),
    ]);
  const colleagues = [bruno, callAs(sql, administrator)];
  const seq = await lastSeq(sql);
  const before = [await grid(bruno), ...(await Promise.all(colleagues.map((call) => everything(call, seq))))];

  const name = `Secret ${randomUUID()}`;
  const id = await make(anna, name);
  await anna.scenario.set({ id, rows: [to(0, north), to(1, north)] });
  await anna.scenario.rename({ id, name: `${name} bis` });
  const copy = await anna.scenario.copy({ id, name: `${name} ter` });
  await anna.scenario.remove({ id: copy.id });
  expect(await list()).toMatchObject([{ id, intended: 2, overtaken: 0 }]);

  const after = await Promise.all(colleagues.map((call) => everything(call, seq)));
  expect([{ ...(await grid(bruno)), seq: 0 }, ...after]).toEqual([{ ...(before[0] as object), seq: 0 }, ...before.slice(1)]);
  expect(JSON.stringify(after)).not.toContain(id);
  for (const call of colleagues) {
    const hidden = [
      call.scenario.open({ id }),
      call.scenario.set({ id, rows: [to(0, north)] }),
      call.scenario.copy({ id, name: "À moi" }),
      call.scenario.rename({ id, name: "À moi" }),
      call.scenario.remove({ id }),
      call.scenario.restore({ id: copy.id }),
    ];
    // Missing and somebody else's are alike, for whoever may ask at all.
    for (const refusal of await Promise.all(hidden.map(refusalOfCall)))
      expect(["not-found", "not-allowed"]).toContain((refusal as { code: string }).code);
  }
  // Of all that was logged, her own pages are told, and nobody else's; not even hers in the history.
  const logged = (await listEventsAfter(sql, { agencyId: null, after: seq, most: 100 })).filter(({ kind }) => kind === "scenario.changed");
  expect(logged).toHaveLength(5);
  expect(logged.map(({ agencyIds, within, facts }) => [agencyIds, within, facts])).toEqual(logged.map(() => [[], [], {}]));
  for (const reader of [school.bruno, administrator, hospital.claire])
    expect(logged.flatMap((event) => liveFor(event, reader) ?? [])).toEqual([]);
  expect(logged.flatMap((event) => liveFor(event, school.anna) ?? [])).toHaveLength(5);
  expect(JSON.stringify(await anna.history.list({}))).not.toContain("scenario");
});

test("[R422] who moved a student under an intention, or took her off, is said with the time, until the author keeps it or follows", async () => {
  const [north, south, east] = [await place(), await place(), await place()];
  for (const index of [0, 1]) await hold(anna, north, index);
  const id = await make();
  await anna.scenario.set({ id, rows: [to(0, south, north), to(1, south, north)] });
  const seatOf = async (index: number) => (await grid(bruno)).seats.find(({ studentId }) => studentId === student(index));
  const [one, other] = [await seatOf(0), await seatOf(1)];
  const saw = (seat: typeof one) => ({ assignmentId: seat?.assignmentId ?? "", version: seat?.version ?? 0 });
  await bruno.assignment.hold({ requestId: east, studentId: student(0), saw: saw(one) });
  await bruno.assignment.remove({ requestId: north, studentId: student(1), saw: saw(other) });
  expect((await rows(id)).slice(0, 2)).toMatchObject([
    { state: "overtaken", base: north, now: { requestId: east, by: school.bruno.name, mine: false }, would: south },
    { state: "overtaken", base: north, now: null, would: south },
  ]);
  const opened = await anna.scenario.open({ id });
  expect(opened.left).toMatchObject([{ studentId: student(1), by: school.bruno.name, mine: false }]);
  expect(await list()).toMatchObject([{ intended: 2, overtaken: 2 }]);
  // « Publier tout » leaves both; one is kept, the other follows what is so.
  expect(publishable(await rows(id))).toEqual([]);
  const { before } = await anna.scenario.set({ id, rows: [to(0, south, east), { studentId: student(1), to: null, base: null }] });
  expect((await rows(id)).slice(0, 2).map(({ state }) => state)).toEqual(["intended", "same"]);
  await anna.scenario.set({ id, rows: before });
  expect((await rows(id)).slice(0, 2).map(({ state }) => state)).toEqual(["overtaken", "overtaken"]);
});

test("[R423] published, each row has its own outcome, the batch names the scenario it came from, and it is taken back as one", async () => {
  const [north, south] = [await place(), await place()];
  await hold(anna, north, 0);
  const id = await make();
  await anna.scenario.set({ id, rows: [to(0, south, north), to(1, south), to(2, null)] });
  const stale = await rows(id);
  await hold(bruno, north, 1);
  const changes = publishable(stale).map(({ studentId, would }) => ({ studentId, toRequestId: would, saw: null }));
  // What the screen had not seen yet is refused by the server, row by row.
  const blind = await anna.assignment.applyBatch({ worksheetId: school.worksheetId, changes, cause: { kind: "scenario", id } });
  expect(blind.done).toEqual([]);
  expect(blind.refused.map(({ refusal }) => refusal.code)).toEqual(["already-assigned", "already-assigned"]);
  const outcome = await publish(id);
  expect(outcome.done.map(({ studentId }) => studentId)).toEqual([student(0)]);
  expect((await rows(id)).slice(0, 3).map(({ state }) => state)).toEqual(["done", "overtaken", "done"]);
  const [batch] = await database.sql`select cause, cause_id from assignment_batch where id = ${outcome.batchId}`;
  expect(batch).toEqual({ cause: "scenario", causeId: id });
  await anna.assignment.takeBackBatch({ batchId: outcome.batchId ?? "" });
  expect((await rows(id))[0]).toMatchObject({ state: "intended", now: { requestId: north } });
});

test("[R424] scenarios are many: named, copied with what they intend, deleted and brought back, each on its own", async () => {
  const north = await place();
  const id = await make(anna, "Premier");
  await make(bruno, "De Bruno");
  await anna.scenario.set({ id, rows: [to(0, north), to(1, null)] });
  expect(await anna.scenario.rename({ id, name: " Deuxième idée " })).toEqual({ before: "Premier" });
  const copy = await anna.scenario.copy({ id, name: "Copie" });
  await anna.scenario.set({ id: copy.id, rows: [{ studentId: student(0), to: null, base: null }] });
  expect((await list()).map(({ name, source, intended }) => [name, source, intended])).toEqual([
    ["Deuxième idée", "reality", 1],
    ["Copie", "scenario", 0],
  ]);
  await anna.scenario.remove({ id });
  expect((await list()).map(({ name }) => name)).toEqual(["Copie"]);
  expect(await refusalOfCall(anna.scenario.open({ id }))).toEqual({ code: "not-found" });
  await anna.scenario.restore({ id });
  expect(await list()).toHaveLength(2);
  expect((await anna.scenario.open({ id })).intentions).toHaveLength(2);
  expect((await list(bruno)).map(({ name }) => name)).toEqual(["De Bruno"]);
  // A student or a place of elsewhere is refused as if it were not there.
  const elsewhere = await addSchool(database.sql, { students: 1 });
  const stranger = { studentId: elsewhere.students[0] ?? "", to: { requestId: north }, base: null };
  expect(await refusalOfCall(anna.scenario.set({ id, rows: [stranger] }))).toEqual({ code: "not-found" });
  const { id: theirs } = await addRequest(database.sql, { school: elsewhere, hospital, status: "accepted" });
  expect(await refusalOfCall(anna.scenario.set({ id, rows: [to(0, theirs)] }))).toEqual({ code: "not-found" });
});

test("[R424] a solution is opened as a scenario of one's own, and whom somebody moved since its run is marked", async () => {
  const [north, south, east] = [await place(), await place(), await place()];
  const { sql } = database;
  await hold(anna, north, 0);
  const seats = { [`${school.worksheetId}:${student(0)}`]: { requestId: north, assignmentId: randomUUID(), version: 1 } };
  const { agencyId, worksheetId } = school;
  const [run] = await sql<{ id: Id }[]>`
    insert into matching_run (agency_id, worksheet_id, worksheet_ids, started_by, seq, rule_version, weights, ways, seed, statuses, keeps, basis, students, places, state, ended_at)
    values (${agencyId}, ${worksheetId}, ${[worksheetId]}::uuid[], ${school.anna.personId}, 1, 'test', '{}', '{weighed}', 'graine', '{accepted}', 'locks',
      ${sql.json({ seats, wishes: {}, places: {} })}, 6, 3, 'done', now()) returning id`;
  const [solution] = await sql<{ id: Id }[]>`
    insert into matching_solution (agency_id, run_id, number, way, state, objective, score, parts, unplaced_cost, seconds)
    values (${agencyId}, ${run?.id ?? ""}, 1, 'weighed', 'optimal', 0, '{}', '{}', 0, 1) returning id`;
  const solutionId = solution?.id ?? "";
  const proposed: [number, Id | null, boolean][] = [
    [0, south, true],
    [1, south, true],
    [2, null, false],
    [3, null, true],
  ];
  for (const [index, requestId, placed] of proposed)
    await sql`insert into matching_seat (agency_id, solution_id, worksheet_id, student_id, request_id, placed) values (${agencyId}, ${solutionId}, ${worksheetId}, ${student(index)}, ${requestId}, ${placed})`;
  // Bruno places the second before the solution is opened.
  await hold(bruno, east, 1);
  const { id, intended } = await anna.scenario.fromSolution({ solutionId, worksheetId, name: "Solution 1" });
  expect(intended).toBe(2);
  expect((await rows(id)).slice(0, 4).map(({ state, would }) => [state, would])).toEqual([
    ["intended", south],
    ["overtaken", south],
    ["same", null],
    ["same", null],
  ]);
  expect(await list(bruno)).toEqual([]);
  const other = await addSchool(sql, { students: 1 });
  const theirs = callAs(sql, other.anna);
  expect(await refusalOfCall(theirs.scenario.fromSolution({ solutionId, worksheetId: other.worksheetId, name: "x" }))).toEqual({
    code: "not-found",
  });
});

test("[R425] a wish fits the unit that was named, or any under the service or site that was", async () => {
  const east = (await addRequest(database.sql, { school, hospital, status: "accepted", destinationId: hospital.eastId })).id;
  const [enrolment] = await database.sql<{ id: Id }[]>`
    select id from enrolment where agency_id = ${school.agencyId} and student_id = ${student(0)}`;
  const wish = (rank: number, of: { serviceId: Id | null; destinationId: Id | null }) => database.sql`
    insert into preference (agency_id, enrolment_id, rank, path, receiving_id, site_id, service_id, destination_id)
    values (${school.agencyId}, ${enrolment?.id ?? ""}, ${rank}, 'écrit', ${hospital.agencyId}, ${hospital.siteId}, ${of.serviceId}, ${of.destinationId})`;
  await wish(1, { serviceId: hospital.serviceId, destinationId: hospital.westId });
  await wish(2, { serviceId: hospital.serviceId, destinationId: null });
  expect(await anna.scenario.wishes({ worksheetId: school.worksheetId })).toEqual({ [student(0)]: [[], [east]] });
});
