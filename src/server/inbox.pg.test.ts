import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { stepOf } from "#domain/inbox.ts";
import { statuses } from "#domain/request.ts";
import { inboxPlaces, listInbox } from "#db/request.ts";
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

const today = new Date("2026-11-22T15:00:00.000Z");
const as = (actor: Actor, now = today) => callerAs(depsOver(database.sql), actor, now);
const sentOn = (day: string, from = school) =>
  addRequest(database.sql, { school: from, hospital, status: "sent", at: new Date(`${day}T15:00:00.000Z`) });
const askedBy = (id: string, day: string) => database.sql`update request set due_on = ${day} where id = ${id}`;

describe("the answer desk", () => {
  test("[R281] one queue over all schools: what is due first is first, the day asked for before the two weeks", async () => {
    const otherSchool = await addSchool(database.sql);
    const fresh = await sentOn("2026-11-20");
    const old = await sentOn("2026-11-02", otherSchool);
    const pressing = await sentOn("2026-11-21", otherSchool);
    await askedBy(pressing.id, "2026-11-25");
    const answered = await addRequest(database.sql, { school, hospital, status: "accepted" });
    const { requests } = await as(hospital.claire).request.inbox({});
    expect(requests.map(({ id, answerBy, waits }) => [id, answerBy, waits])).toEqual([
      [old.id, "2026-11-16", true],
      [pressing.id, "2026-11-25", true],
      [fresh.id, "2026-12-04", true],
      [answered.id, expect.any(String), false],
    ]);
    const found = async (filters: object) => (await as(hospital.claire).request.inbox({ filters })).requests.map(({ id }) => id);
    expect(await found({ waiting: true })).toEqual([old.id, pressing.id, fresh.id]);
    expect(await found({ due: "late" })).toEqual([old.id]);
    expect(await found({ due: "week" })).toEqual([pressing.id]);
    expect((await as(hospital.claire).request.counts({})).waiting.overdue).toBe(1);
    // what she answers leaves the queue, what is handed to a unit waits there, by the same day
    const { version } = await as(hospital.claire).request.get({ id: pressing.id });
    await as(hospital.claire).request.redirect({ requests: [{ id: pressing.id, version }], destinationId: hospital.eastId });
    expect(await found({ waiting: true })).toEqual([old.id, fresh.id]);
    const hers = (await as(hospital.eve).request.inbox({ filters: { waiting: true } })).requests;
    expect(hers.map(({ id, answerBy }) => [id, answerBy])).toEqual([[pressing.id, "2026-11-25"]]);
  });

  test("[R281] pages follow each other without a hole, whatever is answered in between", async () => {
    const all: string[] = [];
    for (let day = 1; day <= 7; day++) all.push((await sentOn(`2026-11-0${day}`)).id);
    const first = await as(hospital.claire).request.inbox({ most: 3, filters: { waiting: true } });
    const { version } = await as(hospital.denis).request.get({ id: all[1] ?? "" });
    await as(hospital.denis).request.accept({ requests: [{ id: all[1] ?? "", version }] });
    const second = await as(hospital.claire).request.inbox({ most: 3, cursor: first.next, filters: { waiting: true } });
    const third = await as(hospital.claire).request.inbox({ most: 3, cursor: second.next, filters: { waiting: true } });
    expect([...first.requests, ...second.requests, ...third.requests].map(({ id }) => id)).toEqual(all);
    expect(third.next).toBeNull();
  });

  test("[R281] the database orders every status as the domain does, for who receives and for a unit", async () => {
    const { sql } = database;
    for (const status of statuses) {
      const [row] = await sql<
        { receiving: number; unit: number }[]
      >`select inbox_step(${status}) as receiving, unit_step(${status}) as unit`;
      expect([status, row]).toEqual([status, { receiving: stepOf(status, "receiving"), unit: stepOf(status, "unit") }]);
    }
  });

  test("[R281] a page of a long queue is read from the index, in its order, without sorting", async () => {
    const { sql } = database;
    const { id } = await sentOn("2026-11-10");
    const other = await addHospital(sql);
    for (const { agencyId, siteId, serviceId } of [hospital, other])
      await sql`
        insert into request (agency_id, kind, cohort_course_id, worksheet_id, row_id, status, receiving_id, site_id, service_id, size, starts_on, ends_on, created_by, sent_at)
        select r.agency_id, r.kind, r.cohort_course_id, r.worksheet_id, ${agencyId} || n, (array['sent', 'redirected', 'accepted', 'confirmed'])[1 + n % 4],
          ${agencyId}, ${siteId}, ${serviceId}, 1, r.starts_on, r.ends_on, r.created_by, r.sent_at + make_interval(mins => n * 7)
        from request r, generate_series(1, 3000) n where r.id = ${id}`;
    await sql`analyze request`;
    const look = { viewer: hospital.claire, side: "receiving" as const, today: "2026-11-22" };
    for (const waiting of [true, false]) {
      const asked = { filters: { waiting, session: "today" as const }, after: null, most: 50 };
      const page = await listInbox(sql, look, asked);
      expect(page.records).toHaveLength(50);
      for (const after of [null, page.next]) {
        const plan = (await sql`explain ${inboxPlaces(sql, look, { ...asked, after })}`)
          .map((row) => Object.values(row).join(""))
          .join("\n");
        expect(plan).toContain("using request_inbox");
        expect(plan).not.toContain("Sort");
      }
    }
  });
});

describe("two people at one request", () => {
  test("[R282] who commits first has it; the other is told by whom, when and what, and nothing of hers is kept", async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await sentOn("2026-11-20");
      const { version } = await as(hospital.claire).request.get({ id });
      const requests = [{ id, version }];
      const reason = { code: "capacity-reached", note: "" };
      const [hers, his] = await Promise.all([
        as(hospital.claire).request.accept({ requests }),
        as(hospital.denis).request.decline({ requests, reason }),
      ]);
      expect(hers.done.length + his.done.length).toBe(1);
      const claireWon = hers.done.length === 1;
      const [refused] = claireWon ? his.refused : hers.refused;
      const now = await as(hospital.claire).request.get({ id });
      expect(refused).toEqual({
        id,
        reference: now.reference,
        refusal: {
          code: "stale",
          by: claireWon ? "Claire Gagné" : "Denis Hébert",
          at: now.changedAt,
          what: claireWon ? "request.accepted" : "request.declined",
        },
      });
      expect(now.status).toBe(claireWon ? "accepted" : "declined");
      const { entries } = await as(hospital.claire).history.of({ about: id });
      expect(entries.filter(({ kind }) => kind === "request.accepted" || kind === "request.declined")).toHaveLength(1);
    }
  });

  test("[R282] in a bulk, each that a colleague had answered says so, the others are answered", async () => {
    const made = [await sentOn("2026-11-18"), await sentOn("2026-11-19"), await sentOn("2026-11-20")];
    const requests = await Promise.all(
      made.map(async ({ id }) => ({ id, version: (await as(hospital.denis).request.get({ id })).version })),
    );
    const [, second] = requests;
    if (!second) throw new Error("three were made");
    await as(hospital.claire).request.redirect({ requests: [second], destinationId: hospital.eastId });
    const outcome = await as(hospital.denis).request.accept({ requests });
    expect(outcome.done.map(({ id }) => id)).toEqual([made[0]?.id, made[2]?.id]);
    expect(outcome.refused).toEqual([
      expect.objectContaining({
        id: second.id,
        refusal: expect.objectContaining({ code: "stale", by: "Claire Gagné", what: "request.redirected" }) as unknown,
      }),
    ]);
  });
});
