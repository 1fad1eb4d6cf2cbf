import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
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
});

const now = new Date("2026-11-22T15:00:00Z");
const as = (actor: Actor, at = now) => callerAs(depsOver(database.sql), actor, at);
const add = (status: Status, at = hospital) => addRequest(database.sql, { school, hospital: at, status, at: now });
const get = (actor: Actor, id: Id) => as(actor).request.get({ id });
const asked = async (actor: Actor, id: Id) => ({ requests: [{ id, version: (await get(actor, id)).version }] });
const again = async (actor: Actor, id: Id, at = now) => as(actor, at).requestAgain.reactivate(await asked(actor, id));
const refusal = async (actor: Actor, id: Id, at = now) => (await again(actor, id, at)).refused[0]?.refusal;
const cancel = async (actor: Actor, id: Id, code: string) =>
  expect((await as(actor).request.cancel({ ...(await asked(actor, id)), reason: { code, note: "" } })).refused).toEqual([]);

test("[R270] what the school called off waits for an answer again, as pending would, without its students", async () => {
  const request = await add("confirmed");
  await cancel(school.anna, request.id, "attrition");
  expect((await get(school.anna, request.id)).may).toMatchObject({ reactivate: true });
  expect((await get(hospital.claire, request.id)).may).toMatchObject({ reactivate: false });
  expect(await refusal(hospital.claire, request.id)).toMatchObject({ code: "move-not-possible", move: "reactivate", status: "cancelled" });
  expect((await again(school.anna, request.id)).done).toMatchObject([{ status: "reactivated" }]);
  const seen = await get(hospital.claire, request.id);
  expect(seen).toMatchObject({ status: "reactivated", reason: null, students: [], answeredAt: null });
  expect(seen.may).toMatchObject({ accept: true, decline: true, redirect: true, acceptForUnit: false, discard: false });
  expect((await as(hospital.claire).request.inbox({})).requests.map(({ status }) => status)).toEqual(["reactivated"]);
  expect((await as(hospital.claire).request.counts({ side: "receiving" })).waiting.fresh).toBe(1);
  expect((await get(school.anna, request.id)).students).toEqual([]);
  const [told] = (await listEventsAfter(database.sql, { agencyId: hospital.agencyId, after: 0, most: 1_000 })).filter(
    ({ kind }) => kind === "request.reactivated",
  );
  expect(told?.agencyIds.toSorted()).toEqual([school.agencyId, hospital.agencyId].toSorted());
  expect((await as(hospital.claire).request.accept(await asked(hospital.claire, request.id))).done).toMatchObject([{ status: "accepted" }]);
});

test("[R270] who receives takes back its own no, and the school nothing of it; what it called off it asks for again itself", async () => {
  const request = await add("declined");
  expect(await refusal(school.anna, request.id)).toMatchObject({ code: "move-not-possible", status: "declined" });
  expect((await again(hospital.claire, request.id)).done).toMatchObject([{ status: "reactivated" }]);
  expect(await get(school.anna, request.id)).toMatchObject({ status: "reactivated", reason: null });
  const other = await add("accepted");
  await cancel(hospital.claire, other.id, "closure");
  expect(await get(school.anna, other.id)).toMatchObject({ status: "cancelled", reason: { fr: "Fermeture de l’unité" } });
  expect(await refusal(school.anna, other.id)).toMatchObject({ code: "move-not-possible" });
  expect((await again(hospital.claire, other.id)).done).toMatchObject([{ status: "reactivated" }]);
});

test("[R270] at a place that does not use the system it goes out on paper again, by the school that had entered the no", async () => {
  const clinic = await addHospital(database.sql, { isUser: false });
  const request = await add("sent-paper", clinic);
  await as(school.anna).request.declineOnBehalf({
    ...(await asked(school.anna, request.id)),
    reason: { code: "capacity-reached", note: "" },
  });
  expect((await again(school.anna, request.id)).done).toMatchObject([{ status: "sent-paper" }]);
  const queued = await database.sql`
    select p.id from printout p join printout_request x on x.printout_id = p.id where x.request_id = ${request.id} and p.replaced_at is null`;
  expect(queued).toHaveLength(1);
});

test("[R270] what was called off while it was held goes back to the outbox, and nobody else hears of it", async () => {
  school = await addSchool(database.sql, { kind: "individual" });
  const request = await add("sent-held");
  await cancel(school.anna, request.id, "entered-in-error");
  expect((await again(school.anna, request.id)).done).toMatchObject([{ status: "new" }]);
  const heard = await listEventsAfter(database.sql, { agencyId: hospital.agencyId, after: 0, most: 1_000 });
  expect(heard.filter(({ about }) => about === request.id)).toEqual([]);
  expect((await as(hospital.claire).request.inbox({ filters: { session: "all" } })).requests).toEqual([]);
});

test("[R271] not while its row has another request, its sheet or place is gone, or its dates are past or outside of the course", async () => {
  const over = async () => (await add("cancelled")).id;
  const late = await over();
  expect(await refusal(school.anna, late, new Date("2027-04-01T15:00:00Z"))).toMatchObject({ code: "invalid", field: "endsOn" });

  const shared = await add("cancelled");
  const other = await add("sent");
  await database.sql`update request set row_id = ${shared.rowId} where id = ${other.id}`;
  expect(await refusal(school.anna, shared.id)).toEqual({ code: "row-has-request", reference: other.reference });

  const outside = await over();
  await database.sql`update cohort_course set starts_on = '2027-02-01' where id = ${school.cohortCourseId}`;
  expect(await refusal(school.anna, outside)).toMatchObject({
    code: "invalid",
    problem: { kind: "outside-course", startsOn: "2027-02-01" },
  });
  await database.sql`update cohort_course set starts_on = '2027-01-11' where id = ${school.cohortCourseId}`;

  const placed = await addRequest(database.sql, { school, hospital, status: "cancelled", destinationId: hospital.westId, at: now });
  await database.sql`update destination set retired_on = '2026-11-01' where id = ${hospital.westId}`;
  expect(await refusal(school.anna, placed.id)).toMatchObject({ code: "invalid", problem: { kind: "retired-place", text: "5e Ouest" } });

  const gone = await over();
  await database.sql`update worksheet set deleted_at = now() where id = ${school.worksheetId}`;
  expect(await refusal(school.anna, gone)).toEqual({ code: "sheet-deleted" });
  expect((await get(school.anna, gone)).status).toBe("cancelled");
});

test("[R271] a group that would overlap by now stays over, and says with whom", async () => {
  const at = { school, hospital, at: now, destinationId: hospital.eastId };
  const one = await addRequest(database.sql, { ...at, status: "cancelled" });
  await addRequest(database.sql, { ...at, status: "sent" });
  expect(await refusal(school.anna, one.id)).toMatchObject({ code: "group-overlap" });
});

test("[R270] a part of a split comes back as a part, its group counted once", async () => {
  const request = await add("sent");
  const opened = await get(school.anna, request.id);
  const { schedule } = opened;
  const { parts } = await as(school.anna).requestSplit.split({
    id: request.id,
    version: opened.version,
    here: { startsOn: schedule.startsOn, endsOn: schedule.endsOn, size: 4 },
    parts: [
      {
        place: { receivingId: hospital.agencyId, siteId: hospital.siteId, serviceId: hospital.serviceId, destinationId: hospital.eastId },
        startsOn: schedule.startsOn,
        endsOn: schedule.endsOn,
        size: 2,
      },
    ],
    reason: "Deux unités",
  });
  const partId = parts[0]?.id ?? "";
  expect((await as(school.anna).request.send(await asked(school.anna, partId))).refused).toEqual([]);
  await cancel(school.anna, partId, "entered-in-error");
  expect((await again(school.anna, partId)).done).toMatchObject([{ status: "reactivated" }]);
  expect(await get(school.anna, partId)).toMatchObject({ places: 0, sizeHere: 2, split: { of: request.id } });
  expect(await get(hospital.claire, partId)).toMatchObject({ status: "reactivated", places: 2 });
});
