import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { statuses, type Status } from "#domain/request.ts";
import { addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { depsOver, callerAs } from "./testing.ts";
import { liveFor } from "./live-audience.ts";
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
const no = { code: "capacity-reached", note: "" };
/** What a person asks with: the request as it is on her screen. */
async function seen(actor: Actor, ...requests: { id: string }[]) {
  return Promise.all(requests.map(async ({ id }) => ({ id, version: (await as(actor).request.get({ id })).version })));
}
const statusOf = async (actor: Actor, { id }: { id: string }) => (await as(actor).request.get({ id })).status;

describe("answering", () => {
  test("[R22][R34] sent becomes pending there; its yes is the school's at once, with who and when on both sides", async () => {
    const request = await add("new");
    await expect(as(hospital.claire).request.get({ id: request.id })).rejects.toMatchObject({ cause: { refusal: { code: "not-found" } } });
    const sent = await as(school.anna).request.send({ requests: await seen(school.anna, request) });
    expect(sent.done).toMatchObject([{ id: request.id, status: "sent" }]);
    expect(await statusOf(hospital.claire, request)).toBe("pending");
    const accepted = await as(hospital.claire).request.accept({ requests: await seen(hospital.claire, request) });
    expect(accepted).toMatchObject({ done: [{ status: "accepted" }], refused: [] });
    const shown = await as(school.bruno).request.get({ id: request.id });
    expect(shown).toMatchObject({ status: "accepted", changedBy: hospital.name, changedByMe: false });
    expect(shown.answeredAt).not.toBeNull();
    expect(await as(hospital.denis).request.get({ id: request.id })).toMatchObject({ changedBy: "Claire Gagné" });
    const kinds = (await listEventsAfter(database.sql, { agencyId: school.agencyId, after: 0, most: 100 })).map(({ kind }) => kind);
    expect(kinds).toEqual(["request.copied", "request.sent", "request.accepted"]);
    expect((await listEventsAfter(database.sql, { agencyId: hospital.agencyId, after: 0, most: 100 })).map(({ kind }) => kind)).toEqual([
      "request.sent",
      "request.accepted",
    ]);
  });

  test("[R24] two people answer at once: one yes or no is kept, the other is told who and when", async () => {
    for (let round = 0; round < 5; round++) {
      const request = await add("sent");
      const requests = await seen(hospital.claire, request);
      const outcomes = await Promise.all([
        as(hospital.claire).request.accept({ requests }),
        as(hospital.denis).request.decline({ requests, reason: no }),
      ]);
      expect(outcomes.map(({ done }) => done.length).toSorted()).toEqual([0, 1]);
      const first = outcomes[0].done.length === 1;
      const late = outcomes[first ? 1 : 0].refused[0]?.refusal;
      expect(late).toMatchObject({ code: "stale", by: first ? "Claire Gagné" : "Denis Hébert" });
      expect(late?.code === "stale" && Date.parse(late.at)).toBeGreaterThan(Date.now() - 60_000);
      expect(await statusOf(school.anna, request)).toBe(first ? "accepted" : "declined");
    }
  });

  test("[R24] what the school changed while I looked is not accepted unseen", async () => {
    const request = await add("sent");
    const requests = await seen(hospital.claire, request);
    const [mine] = await seen(school.anna, request);
    if (!mine) throw new Error("seen");
    await as(school.anna).request.change({ ...mine, size: 8 });
    const { refused } = await as(hospital.claire).request.accept({ requests });
    expect(refused).toMatchObject([{ refusal: { code: "stale", by: school.name } }]);
  });

  test("[R24] one's own last change is no surprise: what I just did does not make my own screen stale", async () => {
    const request = await add("sent");
    const requests = await seen(hospital.claire, request);
    await as(hospital.claire).request.accept({ requests });
    await as(hospital.claire).request.takeBack({ requests });
    expect((await as(hospital.claire).request.decline({ requests, reason: no })).done).toMatchObject([{ status: "declined" }]);
  });

  test("[R25] in bulk those that can move do, each other is named with its reason", async () => {
    const [one, two, over] = [await add("sent"), await add("redirected"), await add("declined")];
    const foreign = await addRequest(database.sql, { school, hospital: await addHospital(database.sql), status: "sent" });
    const requests = [...(await seen(hospital.claire, one, two, over)), { id: foreign.id, version: 0 }];
    const { done, refused } = await as(hospital.claire).request.accept({ requests });
    expect(done.map(({ reference }) => reference)).toEqual([one.reference, two.reference]);
    expect(refused).toMatchObject([
      { reference: over.reference, refusal: { code: "move-not-possible", status: "declined" } },
      { reference: null, refusal: { code: "not-found" } },
    ]);
    expect(await statusOf(school.anna, foreign)).toBe("sent");
  });

  test("[R6] a code of another list is no reason, a code that asks for a note has one", async () => {
    const request = await add("sent");
    const ask = async (reason: { code: string; note: string }) =>
      as(hospital.claire).request.decline({ requests: await seen(hospital.claire, request), reason });
    expect((await ask({ code: "attrition", note: "" })).refused).toMatchObject([{ refusal: { code: "reason-needed", reason: "code" } }]);
    expect((await ask({ code: "decline-other", note: " " })).refused).toMatchObject([
      { refusal: { code: "reason-needed", reason: "note" } },
    ]);
    expect((await ask({ code: "decline-other", note: "travaux" })).done).toHaveLength(1);
    expect((await as(school.anna).request.get({ id: request.id })).reason).toEqual({
      code: "decline-other",
      fr: "Autre raison",
      en: "Other reason",
      note: "travaux",
    });
  });

  test("[R6] the database refuses a no without a reason, and a status it does not know", async () => {
    const { id } = await add("sent");
    await expect(database.sql`update request set status = 'declined' where id = ${id}`).rejects.toThrow(/reason_for_a_no/);
    await expect(database.sql`update request set status = 'maybe' where id = ${id}`).rejects.toThrow(/known_status/);
    const [check] = await database.sql<
      { text: string }[]
    >`select pg_get_constraintdef(oid) as text from pg_constraint where conname = 'known_status'`;
    expect([...(check?.text ?? "").matchAll(/'([^']+)'::text/g)].map(([, one]) => one).toSorted()).toEqual([...statuses].toSorted());
  });

  test("[R29] the school enters the answer of a place on paper, with its reason", async () => {
    const [yes, nope] = [await add("sent-paper"), await add("sent-paper")];
    expect((await as(school.anna).request.acceptOnBehalf({ requests: await seen(school.anna, yes) })).done).toMatchObject([
      { status: "accepted" },
    ]);
    expect((await as(school.anna).request.declineOnBehalf({ requests: await seen(school.anna, nope), reason: no })).done).toMatchObject([
      { status: "declined" },
    ]);
    const online = await add("sent");
    expect((await as(school.anna).request.acceptOnBehalf({ requests: await seen(school.anna, online) })).refused).toMatchObject([
      { refusal: { code: "move-not-possible" } },
    ]);
  });

  test("[R26] an answer is taken back by its author, and by nobody else, while it is the last word", async () => {
    const request = await add("sent");
    const { done } = await as(hospital.claire).request.accept({ requests: await seen(hospital.claire, request) });
    const requests = done.map(({ id, version }) => ({ id, version }));
    expect((await as(hospital.denis).request.takeBack({ requests })).refused).toMatchObject([
      { refusal: { code: "stale", by: "Claire Gagné" } },
    ]);
    const late = new Date(Date.now() + 11 * 60_000);
    expect((await as(hospital.claire, late).request.takeBack({ requests })).refused).toMatchObject([
      { refusal: { code: "move-not-possible", move: "take-back" } },
    ]);
    expect((await as(hospital.claire).request.takeBack({ requests })).done).toMatchObject([{ status: "pending" }]);
    expect(await as(school.anna).request.get({ id: request.id })).toMatchObject({ status: "sent", answeredAt: null });
    expect((await as(hospital.claire).request.takeBack({ requests })).done).toEqual([]);
  });

  test("[R26] not once the school has put somebody on the place", async () => {
    const request = await add("sent");
    const { done } = await as(hospital.claire).request.accept({ requests: await seen(hospital.claire, request) });
    await database.sql`insert into assignment (agency_id, request_id, student_id, assigned_by) values (${school.agencyId}, ${request.id}, ${school.students[0] ?? ""}, ${school.anna.personId})`;
    expect(
      (await as(hospital.claire).request.takeBack({ requests: done.map(({ id, version }) => ({ id, version })) })).refused,
    ).toMatchObject([{ refusal: { code: "move-not-possible" } }]);
  });
});

describe("units", () => {
  test("[R32] redirected, it is pending for the unit's coordinator; without one it goes on paper", async () => {
    const [east, west] = [await add("sent"), await add("sent")];
    await as(hospital.claire).request.redirect({ requests: await seen(hospital.claire, east), destinationId: hospital.eastId });
    expect(await statusOf(hospital.eve, east)).toBe("pending");
    const onPaper = await as(hospital.claire).request.redirect({
      requests: await seen(hospital.claire, west),
      destinationId: hospital.westId,
    });
    expect(onPaper.done).toMatchObject([{ status: "redirected-paper" }]);
    expect((await as(hospital.eve).request.inbox({})).requests.map(({ id }) => id)).toEqual([east.id]);
  });

  test("[R32] a unit whose coordinator was disabled gets paper, and a unit of another organisation is not there", async () => {
    const request = await add("sent");
    await database.sql`update account set disabled_at = now() where id = ${hospital.eve.accountId}`;
    const requests = await seen(hospital.claire, request);
    const elsewhere = await addHospital(database.sql);
    await expect(as(hospital.claire).request.redirect({ requests, destinationId: elsewhere.eastId })).rejects.toMatchObject({
      cause: { refusal: { code: "not-found" } },
    });
    expect((await as(hospital.claire).request.redirect({ requests, destinationId: hospital.eastId })).done).toMatchObject([
      { status: "redirected-paper" },
    ]);
  });

  test("[R33] a group that is too large for the unit is not redirected to it", async () => {
    const request = await add("sent", { size: 9 });
    const { refused } = await as(hospital.claire).request.redirect({
      requests: await seen(hospital.claire, request),
      destinationId: hospital.eastId,
    });
    expect(refused).toMatchObject([{ refusal: { code: "invalid", problem: { kind: "group-too-large", most: 8 } } }]);
  });

  test("[R3] a unit's no is nowhere in what the school is answered, and changes nothing the school can measure", async () => {
    const request = await add("redirected");
    const everything = async () => ({
      get: await as(school.anna).request.get({ id: request.id }),
      outbox: await as(school.anna).request.outbox({}),
      counts: await as(school.anna).request.counts({}),
      sheet: await as(school.anna).worksheet.get({ id: school.worksheetId }),
      events: (await listEventsAfter(database.sql, { agencyId: school.agencyId, after: 0, most: 100 })).map((event) => [
        liveFor(event, school.anna),
        event.facts,
      ]),
    });
    const before = await everything();
    await as(hospital.eve).request.declineForUnit({
      requests: await seen(hospital.eve, request),
      reason: { code: "staffing", note: "personne en congé" },
    });
    expect(await statusOf(hospital.claire, request)).toBe("declined-by-unit");
    const after = await everything();
    expect(after).toEqual(before);
    expect(JSON.stringify(after)).not.toMatch(/by-unit|unit-declined|staffing|congé/);
    expect((await as(hospital.claire).request.get({ id: request.id })).reason).toMatchObject({
      code: "staffing",
      note: "personne en congé",
    });
    // The school's screen is not stale, because for the school nothing happened.
    const cancelled = await as(school.anna).request.cancel({
      requests: [{ id: request.id, version: before.get.version }],
      reason: { code: "attrition", note: "" },
    });
    expect(cancelled.done).toHaveLength(1);
    expect(JSON.stringify(await everything())).not.toMatch(/by-unit|staffing|congé/);
  });

  test("[R3] after a unit's no, another unit or the organisation's own no is all the school learns", async () => {
    const request = await add("declined-by-unit");
    await as(hospital.claire).request.redirect({ requests: await seen(hospital.claire, request), destinationId: hospital.westId });
    expect(await as(school.anna).request.get({ id: request.id })).toMatchObject({
      status: "redirected",
      place: { destination: "5e Ouest" },
      reason: null,
    });
    await as(hospital.claire).request.decline({ requests: await seen(hospital.claire, request), reason: no });
    const events = await listEventsAfter(database.sql, { agencyId: school.agencyId, after: 0, most: 100 });
    expect(JSON.stringify(events)).not.toMatch(/by-unit|staffing|manque/);
    expect((await as(school.anna).request.get({ id: request.id })).reason).toMatchObject({ code: "capacity-reached" });
  });

  test("the organisation's yes comes after the unit's, and it may enter the unit's answer itself", async () => {
    const request = await add("redirected-paper");
    await as(hospital.claire).request.acceptForUnit({ requests: await seen(hospital.claire, request) });
    expect(await statusOf(school.anna, request)).toBe("redirected");
    await as(hospital.claire).request.accept({ requests: await seen(hospital.claire, request) });
    expect(await statusOf(school.anna, request)).toBe("accepted");
  });
});
