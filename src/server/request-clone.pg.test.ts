import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Status } from "#domain/request.ts";
import { eventPhrase } from "#words/event.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { refusalOfCall } from "./testing-caller.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  school = await addSchool(database.sql, { kind: "individual" });
  hospital = await addHospital(database.sql);
});

const now = new Date("2026-11-22T15:00:00Z");
const as = (actor: Actor, at = now) => callerAs(depsOver(database.sql), actor, at);
const add = (status: Status, more: { destinationId?: Id; school?: TestSchool } = {}) =>
  addRequest(database.sql, { school, hospital, status, at: now, ...more });
const get = (actor: Actor, id: Id) => as(actor).request.get({ id });
const asked = async (actor: Actor, id: Id) => ({ id, version: (await get(actor, id)).version });
const clone = async (id: Id, destinationId = hospital.westId, message = "") =>
  as(hospital.claire).requestClone.make({ request: await asked(hospital.claire, id), destinationId, message });

test("[R273] a clone is the school's, elsewhere, on a row of its own, without students; both sides see what it was made from", async () => {
  const request = await add("declined-by-unit");
  const made = await clone(request.id, hospital.westId, "Le 5e Ouest a une place aux mêmes dates.");
  const theirs = await get(school.anna, made.id);
  expect(theirs).toMatchObject({
    reference: made.reference,
    status: "redirected",
    madeBy: "clone",
    clonedFrom: { id: request.id, reference: request.reference },
    place: { destinationId: hospital.westId },
    schedule: { startsOn: school.schedule.startsOn, endsOn: school.schedule.endsOn },
    students: [],
  });
  expect(await get(hospital.claire, made.id)).toMatchObject({ clonedFrom: { reference: request.reference }, status: "redirected-paper" });
  // the first stays as it is, for both
  expect((await get(hospital.claire, request.id)).status).toBe("declined-by-unit");
  expect((await get(school.anna, request.id)).status).toBe("redirected");
  const rows = await database.sql<{ cells: { destination: string } }[]>`
    select cells from worksheet_row where worksheet_id = ${school.worksheetId} and row_id = ${theirs.origin?.rowId ?? ""}`;
  expect(rows).toMatchObject([{ cells: { agency: hospital.name, destination: "5e Ouest" } }]);
  const sheet = await as(school.anna).worksheet.get({ id: school.worksheetId });
  expect(sheet.rows.find(({ requestId }) => requestId === made.id)).toMatchObject({ status: "redirected" });
  // on paper there: its PDF waits in the queue of who redirects
  const queued = await database.sql`
    select p.agency_id from printout p join printout_request x on x.printout_id = p.id where x.request_id = ${made.id}`;
  expect(queued).toEqual([{ agencyId: hospital.agencyId }]);
});

test("[R273] the school reads who made it, from which, where and her message, and nothing of what the unit said", async () => {
  const request = await add("declined-by-unit");
  const made = await clone(request.id, hospital.westId, "Même horaire.");
  for (const about of [request.id, made.id]) {
    const { entries } = await as(school.anna).history.of({ about });
    const told = entries.find(({ kind }) => kind === "request.cloned");
    expect(told?.by).toBe(`${hospital.claire.name} (${hospital.name})`);
    if (told)
      expect(eventPhrase(told, "fr")).toBe(
        `a créé la demande n°\u00A0${made.reference} à partir de la n°\u00A0${request.reference}\u00A0: destination 5e Ouest, ${hospital.serviceName}, «\u00A0Même horaire.\u00A0»`,
      );
    expect(JSON.stringify(entries)).not.toMatch(/by-unit|staffing|manque de monde|Effectifs/);
  }
});

test("[R273] from what waits or was said no to, never from what is agreed on, a cohort's group, or to where it is", async () => {
  for (const status of ["sent", "redirected", "redirected-auto", "accepted-by-unit", "declined", "cancelled", "reactivated"] as const) {
    const request = await add(status);
    expect((await get(hospital.claire, request.id)).may.clone).toBe(true);
    expect((await clone(request.id)).reference).toBeGreaterThan(request.reference);
  }
  for (const status of ["accepted", "confirmed"] as const) {
    const request = await add(status);
    expect((await get(hospital.claire, request.id)).may.clone).toBe(false);
    expect(await refusalOfCall(clone(request.id))).toEqual({ code: "move-not-possible", move: "clone", status });
  }
  const here = await add("redirected");
  expect(await refusalOfCall(clone(here.id, hospital.eastId))).toEqual({ code: "clone-same-place" });
  const group = await add("sent", { school: await addSchool(database.sql) });
  expect((await get(hospital.claire, group.id)).may.clone).toBe(false);
  expect(await refusalOfCall(clone(group.id))).toEqual({ code: "clone-of-group" });
});

test("[R273] only to units the role covers, of what she reaches; a unit's own coordinator makes none", async () => {
  const request = await add("sent", { destinationId: hospital.eastId });
  const other = await addHospital(database.sql);
  const partly = await addActor(database.sql, {
    agencyId: hospital.agencyId,
    kind: "receiving-coordinator",
    name: ["Une", "Autre"],
    places: { destinations: [hospital.eastId] },
  });
  const make = (actor: Actor, destinationId: Id) =>
    refusalOfCall(as(actor).requestClone.make({ request: { id: request.id, version: 0 }, destinationId }));
  expect(await make(partly, hospital.westId)).toEqual({ code: "not-found" });
  expect(await make(hospital.claire, other.eastId)).toEqual({ code: "not-found" });
  expect(await make(other.claire, other.eastId)).toEqual({ code: "not-found" });
  expect(await make(hospital.eve, hospital.westId)).toEqual({ code: "not-allowed" });
  expect(await make(school.anna, hospital.westId)).toEqual({ code: "not-allowed" });
});

test("[R273] a sheet that was deleted meanwhile is opened anew for the row", async () => {
  const request = await add("declined");
  await database.sql`update worksheet set deleted_at = now() where id = ${school.worksheetId}`;
  const made = await clone(request.id);
  const { origin } = await get(school.anna, made.id);
  expect(origin?.worksheetId).not.toBe(school.worksheetId);
});

test("[R274] its author takes it back with its row while nothing happened to it, and it was never there", async () => {
  const request = await add("declined");
  const made = await clone(request.id);
  const rowId = (await get(school.anna, made.id)).origin?.rowId ?? "";
  const back = async (actor: Actor, at = now) => as(actor, at).requestClone.takeBack({ request: await asked(hospital.claire, made.id) });
  expect(await refusalOfCall(back(hospital.denis))).toMatchObject({ code: "move-not-possible" });
  expect(await refusalOfCall(back(hospital.claire, new Date("2026-11-22T15:11:00Z")))).toMatchObject({ code: "move-not-possible" });
  expect(await back(hospital.claire)).toEqual({ reference: made.reference });
  expect(await refusalOfCall(get(school.anna, made.id))).toEqual({ code: "not-found" });
  expect(await database.sql`select row_id from worksheet_row where row_id = ${rowId} and not deleted`).toEqual([]);
  const { entries } = await as(school.anna).history.of({ about: request.id });
  expect(entries.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["request.cloned", "request.clone-taken-back"]));
});

test("[R274] not once the school or the unit has done something with it", async () => {
  const made = await clone((await add("declined")).id);
  const { version } = await get(school.anna, made.id);
  await as(school.anna).request.change({ id: made.id, version, comment: "Merci" });
  const request = await asked(hospital.claire, made.id);
  expect(await refusalOfCall(as(hospital.claire).requestClone.takeBack({ request }))).toMatchObject({ code: "move-not-possible" });
});
