import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor, StaffKind } from "#domain/access.ts";
import { statuses, type Status } from "#domain/request.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { depsOver, callerAs } from "./testing.ts";
import { listEventsAfter } from "#db/event.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  school = await addSchool(database.sql);
  hospital = await addHospital(database.sql);
});

const as = (actor: Actor, now?: Date) => callerAs(depsOver(database.sql), actor, now);
const add = (status: Status, more: { size?: number; at?: Date; destinationId?: string } = {}) =>
  addRequest(database.sql, { school, hospital, status, ...more });
/** What a person asks with: the request as it is on her screen. */
async function seen(actor: Actor, ...requests: { id: string }[]) {
  return Promise.all(requests.map(async ({ id }) => ({ id, version: (await as(actor).request.get({ id })).version })));
}

describe("who reaches what", () => {
  test("[R27] another organisation, school or hospital, finds nothing, whatever it asks", async () => {
    const request = await add("sent");
    const [otherSchool, otherHospital] = [await addSchool(database.sql), await addHospital(database.sql)];
    for (const stranger of [otherSchool.anna, otherHospital.claire, otherHospital.eve]) {
      await expect(as(stranger).request.get({ id: request.id })).rejects.toMatchObject({ cause: { refusal: { code: "not-found" } } });
      expect((await as(stranger).request.counts({})).counts).toEqual([]);
    }
    expect((await as(otherSchool.anna).request.outbox({})).requests).toEqual([]);
    expect((await as(otherHospital.claire).request.inbox({})).requests).toEqual([]);
    const asked = { requests: [{ id: request.id, version: 0 }] };
    await expect(as(otherHospital.claire).request.accept(asked)).rejects.toMatchObject({ cause: { refusal: { code: "not-found" } } });
    await expect(as(otherSchool.anna).request.discard(asked)).rejects.toMatchObject({ cause: { refusal: { code: "not-found" } } });
    await expect(as(hospital.claire).request.discard(asked)).rejects.toMatchObject({ cause: { refusal: { code: "not-allowed" } } });
    await expect(as(school.anna).request.accept(asked)).rejects.toMatchObject({ cause: { refusal: { code: "not-allowed" } } });
  });

  test("[R27] by site, service and unit: a coordinator reaches what she covers and no more", async () => {
    const request = await add("sent", { destinationId: hospital.westId });
    const coordinator = (places: Partial<Actor["places"]>) =>
      addActor(database.sql, { agencyId: hospital.agencyId, kind: "receiving-coordinator", name: ["Une", "Telle"], places });
    const reached = async (places: Partial<Actor["places"]>) =>
      (await as(await coordinator(places)).request.inbox({})).requests.map(({ id }) => id);
    expect(await reached({ sites: [hospital.siteId] })).toEqual([request.id]);
    expect(await reached({ services: [hospital.serviceId] })).toEqual([request.id]);
    expect(await reached({ destinations: [hospital.westId] })).toEqual([request.id]);
    expect(await reached({ sites: [hospital.otherSiteId] })).toEqual([]);
    expect(await reached({ services: [hospital.otherServiceId] })).toEqual([]);
    expect(await reached({ destinations: [hospital.eastId] })).toEqual([]);
    expect(await reached({})).toEqual([]);
    const elsewhere = await coordinator({ sites: [hospital.otherSiteId] });
    await expect(as(elsewhere).request.accept({ requests: [{ id: request.id, version: 0 }] })).rejects.toMatchObject({
      cause: { refusal: { code: "not-found" } },
    });
  });

  test("[R27] a school's coordinator reaches her programmes, a course leader her courses, an instructor his places", async () => {
    const request = await add("sent");
    const someone = (kind: StaffKind, programmes?: string[]) =>
      addActor(database.sql, { agencyId: school.agencyId, kind, name: ["Une", "Autre"], ...(programmes ? { programmes } : {}) });
    const reached = async (actor: Actor) => (await as(actor).request.outbox({})).requests.map(({ id }) => id);
    expect(await reached(await someone("placing-coordinator", [school.programmeId]))).toEqual([request.id]);
    expect(await reached(await someone("placing-coordinator", []))).toEqual([]);
    const leader = await someone("course-leader");
    expect(await reached(leader)).toEqual([]);
    await database.sql`insert into course_leader (agency_id, cohort_course_id, person_id) values (${school.agencyId}, ${school.cohortCourseId}, ${leader.personId})`;
    expect(await reached(leader)).toEqual([request.id]);
    const instructor = await someone("instructor");
    expect(await reached(instructor)).toEqual([]);
    await database.sql`update request set instructor_id = ${instructor.personId} where id = ${request.id}`;
    expect(await reached(instructor)).toEqual([request.id]);
  });

  test("[R4] no name before the school confirms, then the confirmed alone, and none again once it is called off", async () => {
    const [, held] = school.students;
    for (const status of ["sent", "redirected", "accepted-by-unit", "accepted"] as const) {
      const request = await add(status);
      await database.sql`insert into assignment (agency_id, request_id, student_id, assigned_by) values (${school.agencyId}, ${request.id}, ${held ?? ""}, ${school.anna.personId})`;
      const shown = await as(hospital.claire).request.get({ id: request.id });
      expect(shown.students).toEqual([]);
      expect(JSON.stringify([shown, await as(hospital.claire).request.inbox({})])).not.toContain("Nomsecret");
      expect((await as(school.anna).request.get({ id: request.id })).students).toMatchObject([{ name: "Zoé Nomsecret1", state: "held" }]);
    }
    const confirmed = await add("confirmed");
    await database.sql`insert into assignment (agency_id, request_id, student_id, assigned_by) values (${school.agencyId}, ${confirmed.id}, ${held ?? ""}, ${school.anna.personId})`;
    expect((await as(hospital.claire).request.get({ id: confirmed.id })).students).toMatchObject([
      { name: "Zoé Nomsecret0", state: "confirmed" },
    ]);
    await as(school.anna).request.cancel({ requests: await seen(school.anna, confirmed), reason: { code: "attrition", note: "" } });
    expect((await as(hospital.claire).request.get({ id: confirmed.id })).students).toEqual([]);
  });
});

describe("calling off", () => {
  test("[R7] new and sent are deleted for good, for everyone; later it is cancelled", async () => {
    const [fresh, sent, accepted] = [await add("new"), await add("sent"), await add("accepted")];
    const { done, refused } = await as(school.anna).request.discard({ requests: await seen(school.anna, fresh, sent, accepted) });
    expect(done).toMatchObject([
      { id: fresh.id, status: "deleted" },
      { id: sent.id, status: "deleted" },
    ]);
    expect(refused).toMatchObject([{ id: accepted.id, refusal: { code: "move-not-possible" } }]);
    await expect(as(hospital.claire).request.get({ id: sent.id })).rejects.toMatchObject({ cause: { refusal: { code: "not-found" } } });
    const told = (await listEventsAfter(database.sql, { agencyId: hospital.agencyId, after: 0, most: 100 })).filter(
      ({ kind }) => kind === "request.discarded",
    );
    expect(told.map(({ about }) => about)).toEqual([sent.id]);
  });

  test("[R28] students leave with a request that is called off", async () => {
    const request = await add("confirmed");
    await as(hospital.claire).request.cancel({ requests: await seen(hospital.claire, request), reason: { code: "closure", note: "" } });
    expect(await database.sql`select id from assignment where request_id = ${request.id}`).toEqual([]);
    expect(await as(school.anna).request.get({ id: request.id })).toMatchObject({
      status: "cancelled",
      reason: { code: "closure" },
      students: [],
    });
    const removed = (await listEventsAfter(database.sql, { agencyId: school.agencyId, after: 0, most: 100 })).filter(
      ({ kind }) => kind === "assignment.removed",
    );
    expect(removed).toHaveLength(1);
    expect(removed[0]?.agencyIds).toEqual([school.agencyId]);
  });

  test("[R6] each side calls off with its own reasons", async () => {
    const request = await add("accepted");
    expect(
      (
        await as(hospital.claire).request.cancel({
          requests: await seen(hospital.claire, request),
          reason: { code: "attrition", note: "" },
        })
      ).refused,
    ).toMatchObject([{ refusal: { code: "reason-needed" } }]);
    expect(
      (await as(school.anna).request.cancel({ requests: await seen(school.anna, request), reason: { code: "attrition", note: "" } })).done,
    ).toHaveLength(1);
  });
});

describe("lists", () => {
  test("[R13] counts by status are those of the side that asks, and greyed places count nothing", async () => {
    // a group is never held (F-061)
    for (const status of statuses.filter((one) => one !== "sent-held")) await add(status, { size: 4 });
    const school_ = await as(school.anna).request.counts({});
    const of = (counts: { status: string; requests: number; places: number }[]) =>
      Object.fromEntries(counts.map(({ status, requests, places }) => [status, [requests, places]]));
    expect(of(school_.counts)).toEqual({
      new: [1, 4],
      "new-part": [1, 4],
      sent: [1, 4],
      "sent-paper": [1, 4],
      reactivated: [1, 4],
      redirected: [5, 20],
      accepted: [1, 4],
      declined: [1, 0],
      confirmed: [1, 4],
      cancelled: [1, 0],
    });
    const there = await as(hospital.claire).request.counts({});
    expect(of(there.counts)).toEqual({
      "new-part": [1, 4],
      pending: [1, 4],
      reactivated: [1, 4],
      redirected: [1, 4],
      "redirected-paper": [1, 4],
      "redirected-auto": [1, 4],
      "accepted-by-unit": [1, 4],
      "declined-by-unit": [1, 4],
      accepted: [1, 4],
      declined: [1, 0],
      confirmed: [1, 4],
      cancelled: [1, 0],
    });
    expect(there.waiting).toEqual({ fresh: 5, week: 0, late: 0, overdue: 0 });
  });

  test("the inbox begins with what waits, the oldest first, and goes on page by page without a gap", async () => {
    const days = (count: number) => new Date(Date.now() - count * 86_400_000);
    const accepted = await add("accepted", { at: days(40) });
    const old = await add("sent", { at: days(20) });
    const waiting = [];
    for (let index = 0; index < 5; index++) waiting.push(await add("sent", { at: days(2) }));
    const seenIds: string[] = [];
    let cursor = null;
    do {
      const page: Awaited<ReturnType<ReturnType<typeof as>["request"]["inbox"]>> = await as(hospital.claire).request.inbox({
        cursor,
        most: 2,
      });
      seenIds.push(...page.requests.map(({ id }) => id));
      cursor = page.next;
    } while (cursor);
    expect(seenIds).toEqual([old.id, ...waiting.map(({ id }) => id), accepted.id]);
    expect((await as(hospital.claire).request.counts({})).waiting).toEqual({ fresh: 5, week: 0, late: 1, overdue: 1 });
  });

  test("the outbox is narrowed by term, organisation, status as shown and words in any order, accents or not", async () => {
    const [one, two] = [await add("redirected"), await add("declined-by-unit")];
    await add("accepted");
    const found = async (filters: object) => (await as(school.anna).request.outbox({ filters })).requests.map(({ id }) => id);
    expect((await found({ statuses: ["redirected"] })).toSorted()).toEqual([one.id, two.id].toSorted());
    expect(await found({ text: `medecine ${one.reference}` })).toEqual([one.id]);
    expect(await found({ text: "100%" })).toEqual([]);
    expect(await found({ session: school.termId, agencyId: hospital.agencyId })).toHaveLength(3);
    expect(await found({ session: "past" })).toEqual([]);
    const facets = await as(school.anna).request.facets({});
    expect(facets.filter(({ facet }) => facet === "agency")).toEqual([{ facet: "agency", id: hospital.agencyId, name: hospital.name }]);
  });

  test("« Aujourd’hui » is what is under way or comes within two years", async () => {
    const request = await add("sent");
    const on = async (now: string) =>
      (await as(school.anna, new Date(now)).request.outbox({ filters: { session: "today" } })).requests.map(({ id }) => id);
    expect(await on("2027-03-26T12:00:00Z")).toEqual([request.id]);
    expect(await on("2027-03-28T12:00:00Z")).toEqual([]);
    expect(await on("2025-01-12T12:00:00Z")).toEqual([request.id]);
    expect(await on("2025-01-09T12:00:00Z")).toEqual([]);
  });
});

describe("changing", () => {
  test("[R8] the place stays once sent to who uses the system; on paper the unit may change", async () => {
    const [online, paper, fresh] = [await add("sent"), await add("sent-paper"), await add("new")];
    const place = {
      receivingId: hospital.agencyId,
      siteId: hospital.siteId,
      serviceId: hospital.serviceId,
      destinationId: hospital.eastId,
    };
    const change = async (request: { id: string }) => {
      const [asked] = await seen(school.anna, request);
      return as(school.anna).request.change({ id: request.id, version: asked?.version ?? 0, place });
    };
    await expect(change(online)).rejects.toMatchObject({ cause: { refusal: { code: "move-not-possible", move: "change-place" } } });
    await expect(change(paper)).rejects.toMatchObject({ cause: { refusal: { code: "move-not-possible" } } });
    await database.sql`update service set is_user = false where id = ${hospital.serviceId}`;
    await change(paper);
    await change(fresh);
    expect(await as(school.anna).request.get({ id: fresh.id })).toMatchObject({ place: { destination: "4e Est" } });
  });

  test("[R2] the same place is sent online or on paper by what it is at that moment", async () => {
    const [one, two] = [await add("new"), await add("new")];
    const requests = await seen(school.anna, one, two);
    await database.sql`update service set is_user = false where id = ${hospital.serviceId}`;
    expect((await as(school.anna).request.send({ requests: requests.slice(0, 1) })).done).toMatchObject([{ status: "sent-paper" }]);
    await database.sql`update service set is_user = true where id = ${hospital.serviceId}`;
    expect((await as(school.anna).request.send({ requests: requests.slice(1) })).done).toMatchObject([{ status: "sent" }]);
  });
});
