import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { listEventsAfter } from "#db/event.ts";
import { addActor, addHospital, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { liveFor } from "./live-audience.ts";
import { refusalOfCall } from "./testing-caller.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
let other: TestHospital;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  school = await addSchool(database.sql, { kind: "individual", students: 3 });
  [hospital, other] = [await addHospital(database.sql), await addHospital(database.sql)];
});

const now = new Date("2026-11-22T15:00:00Z");
const as = (actor: Actor, at = now) => callerAs(depsOver(database.sql), actor, at).callForOffers;
const school_ = (actor: Actor) => callerAs(depsOver(database.sql), actor, now);
const reason = { code: "staffing", note: "" };
const template = {
  startsOn: "2027-01-11",
  endsOn: "2027-03-26",
  places: 4,
  hours: 90,
  comment: "Santé mentale de préférence",
  replyBy: "2026-12-15",
};
const send = (...called: TestHospital[]) =>
  as(school.anna).send({ ...template, cohortCourseId: school.cohortCourseId, receivingIds: called.map(({ agencyId }) => agencyId) });
const offerAt = (at: TestHospital, more: { destinationId?: string | null; places?: number; startsOn?: string; note?: string } = {}) => ({
  place: { siteId: at.siteId, serviceId: at.serviceId, destinationId: more.destinationId === undefined ? at.eastId : more.destinationId },
  schedule: {
    startsOn: more.startsOn ?? "2027-01-18",
    endsOn: "2027-02-12",
    blocks: [],
    weekdays: [1, 2],
    startTime: "07:00",
    endTime: "15:00",
    shiftCode: null,
  },
  places: more.places ?? 2,
  note: more.note ?? "",
});
const notFound = { code: "not-found" };
const offersSeen = async (actor: Actor, id: string) => (await as(actor).get({ id })).offers;

describe("a call", () => {
  test("[R231] is sent once to each organisation chosen; each sees itself alone, others nothing", async () => {
    const { id, number } = await send(hospital, other);
    const seen = await as(school.bruno).get({ id });
    expect(seen).toMatchObject({ number, side: "placing", places: 4, hours: 90, replyBy: "2026-12-15", offers: [] });
    expect(seen.recipients.map(({ reply }) => reply)).toEqual(["sent", "sent"]);
    expect(await as(school.anna).sendMore({ id, receivingIds: [hospital.agencyId] })).toEqual({ called: 0 });
    const theirs = await as(hospital.claire).get({ id });
    expect(theirs.recipients.map(({ receivingId }) => receivingId)).toEqual([hospital.agencyId]);
    expect(JSON.stringify(theirs)).not.toContain(other.name);
    expect((await as(hospital.eve).list({})).calls.map((one) => one.id)).toEqual([id]);
    const stranger = await addHospital(database.sql);
    const otherSchool = await addSchool(database.sql);
    for (const actor of [stranger.claire, stranger.eve, otherSchool.anna]) {
      expect((await as(actor).list({ state: "all" })).calls).toEqual([]);
      expect(await refusalOfCall(as(actor).get({ id }))).toEqual(notFound);
      expect(await as(actor).counts()).toEqual({ open: 0, unanswered: 0, overdue: 0, offered: 0 });
    }
    expect(await refusalOfCall(as(stranger.claire).offer({ id, offer: offerAt(stranger) }))).toEqual(notFound);
    expect(await refusalOfCall(as(stranger.claire).decline({ id, reason }))).toEqual(notFound);
    const heard = await listEventsAfter(database.sql, { agencyId: null, after: 0, most: 1_000 });
    const told = (actor: Actor) => heard.filter((event) => event.about === id && liveFor(event, actor)).map(({ kind }) => kind);
    expect(told(hospital.claire)).toEqual(["call.sent"]);
    expect(told(school.anna)).toEqual(["call.sent", "call.sent"]);
    expect(told(stranger.claire)).toEqual([]);
  });

  test("[R231] a coordinator of another programme does not see it", async () => {
    const { id } = await send(hospital);
    const limited = await addActor(database.sql, {
      agencyId: school.agencyId,
      kind: "placing-coordinator",
      name: ["Lia", "Roy"],
      programmes: [],
    });
    expect(await refusalOfCall(as(limited).get({ id }))).toEqual(notFound);
    expect((await as(limited).list({ state: "all" })).calls).toEqual([]);
    expect(await as(limited).courses()).toEqual([]);
    const [course] = await as(school.anna).courses();
    expect(course).toMatchObject({ cohortCourseId: school.cohortCourseId, enrolled: 3, unplaced: 3 });
  });

  test("[R230] is refused by the database as accepted, as a place for a student, and as an offer of who was not called", async () => {
    const { sql } = database;
    const { id } = await send(hospital);
    await expect(sql`update call_recipient set status = 'accepted' where call_id = ${id}`).rejects.toThrow(/call_never_accepted/);
    await expect(
      sql`insert into assignment (agency_id, request_id, student_id, assigned_by) values (${school.agencyId}, ${id}, ${school.students[0] ?? ""}, ${school.anna.personId})`,
    ).rejects.toThrow(/foreign key/);
    await as(hospital.claire).offer({ id, offer: offerAt(hospital) });
    await expect(
      sql`update request set receiving_id = ${other.agencyId}, site_id = ${other.siteId}, service_id = ${other.serviceId}, destination_id = null where call_id = ${id}`,
    ).rejects.toThrow(/offer_of_who_was_called/);
    await expect(sql`update request set call_id = null where call_id = ${id}`).rejects.toThrow(/offer_answers_a_call/);
    expect(
      await refusalOfCall(school_(school.anna).assignment.hold({ requestId: id, studentId: school.students[0] ?? "", saw: null })),
    ).toEqual(notFound);
    expect(await refusalOfCall(school_(hospital.claire).request.accept({ requests: [{ id, version: 0 }] }))).toEqual(notFound);
  });

  test("[R237] closed, it takes neither offer nor no; reopened it does; sent by mistake, it is gone while nobody answered", async () => {
    const { id } = await send(hospital);
    await as(school.anna).close({ id });
    const closed = { code: "call-closed" };
    expect(await refusalOfCall(as(hospital.claire).offer({ id, offer: offerAt(hospital) }))).toEqual(closed);
    expect(await refusalOfCall(as(hospital.claire).decline({ id, reason }))).toEqual(closed);
    expect((await as(hospital.claire).list({})).calls).toEqual([]);
    await as(school.bruno).reopen({ id });
    expect(await as(school.anna).setReplyBy({ id, replyBy: "2027-01-05" })).toEqual({ before: "2026-12-15" });
    expect(await refusalOfCall(as(hospital.claire).close({ id }))).toEqual({ code: "not-allowed" });
    await as(hospital.claire).decline({ id, reason });
    expect(await refusalOfCall(as(school.anna).takeBack({ id }))).toEqual({ code: "call-answered" });
    await as(hospital.claire).takeBackDecline({ id });
    await as(school.anna).takeBack({ id });
    expect((await as(hospital.claire).list({ state: "all" })).calls).toEqual([]);
  });

  test("[R234] a no has a coded reason, is the organisation's and not its units', and an offer takes it back", async () => {
    const { id } = await send(hospital, other);
    expect(await refusalOfCall(as(hospital.claire).decline({ id, reason: { code: "attrition", note: "" } }))).toEqual({
      code: "reason-needed",
      reason: "code",
    });
    expect(await refusalOfCall(as(hospital.claire).decline({ id, reason: { code: "decline-other", note: "" } }))).toEqual({
      code: "reason-needed",
      reason: "note",
    });
    expect(await refusalOfCall(as(hospital.eve).decline({ id, reason }))).toEqual({ code: "not-allowed" });
    await as(hospital.claire).decline({ id, reason: { code: "staffing", note: "été" } });
    const told = (await as(school.anna).get({ id })).recipients.find(({ receivingId }) => receivingId === hospital.agencyId);
    expect(told).toMatchObject({
      reply: "declined",
      reason: { fr: "Effectifs ou charge de travail", note: "été" },
      declinedBy: hospital.name,
    });
    expect((await as(hospital.denis).get({ id })).recipients).toMatchObject([
      { declinedBy: "Claire Gagné", may: { decline: false, takeBackDecline: true } },
    ]);
    await expect(database.sql`update call_recipient set reason_code = null where call_id = ${id} and status = 'declined'`).rejects.toThrow(
      /reason_for_a_declined_call/,
    );
    await as(hospital.claire).offer({ id, offer: offerAt(hospital, { places: 1 }) });
    expect((await as(hospital.claire).get({ id })).recipients).toMatchObject([{ reply: "offered", places: 1, reason: null }]);
    expect(await refusalOfCall(as(hospital.claire).decline({ id, reason }))).toEqual({ code: "call-has-offers", places: 1 });
  });
});

describe("an offer", () => {
  test("[R232] is born accepted, one request a place, with a row of the individual sheet; the school confirms a student there", async () => {
    const { id } = await send(hospital);
    await as(hospital.claire).offer({ id, offer: offerAt(hospital, { note: "Badge à prendre au 1er" }) });
    const { requests } = await school_(school.anna).request.outbox({});
    expect(requests).toHaveLength(2);
    expect(requests[0]).toMatchObject({
      status: "accepted",
      kind: "individual",
      size: 1,
      madeBy: "offer",
      call: { id },
      comment: "Badge à prendre au 1er",
    });
    expect((await school_(hospital.claire).request.inbox({})).requests).toHaveLength(2);
    const rows = await database.sql<{ rowId: string; cells: Record<string, string> }[]>`
      select row_id, cells from worksheet_row where worksheet_id = ${school.worksheetId} and not deleted`;
    expect(new Set(rows.map(({ rowId }) => rowId))).toEqual(new Set(requests.map(({ origin }) => origin?.rowId)));
    expect(rows[0]?.cells).toMatchObject({
      agency: hospital.name,
      site: hospital.siteName,
      service: "Médecine",
      destination: "4e Est",
      weekdays: "LM",
      startsOn: "2027-01-18",
    });
    const [place] = requests;
    const studentId = school.students[0] ?? "";
    await school_(school.anna).assignment.hold({ requestId: place?.id ?? "", studentId, saw: null });
    expect((await school_(school.anna).assignment.confirm({ requestIds: [place?.id ?? ""] })).done).toEqual([
      { requestId: place?.id, students: 1 },
    ]);
    expect(await offersSeen(hospital.claire, id)).toMatchObject([
      { places: 2, assigned: 1, confirmed: 1, may: { change: false, withdraw: false } },
    ]);
    expect((await school_(hospital.claire).request.get({ id: place?.id ?? "" })).students).toMatchObject([{ name: "Zoé Nomsecret0" }]);
  });

  test("[R232] a unit's coordinator offers her units alone, and an organisation nobody else's places", async () => {
    const { id } = await send(hospital);
    await as(hospital.eve).offer({ id, offer: offerAt(hospital) });
    expect(await refusalOfCall(as(hospital.eve).offer({ id, offer: offerAt(hospital, { destinationId: hospital.westId }) }))).toEqual(
      notFound,
    );
    expect(await refusalOfCall(as(hospital.eve).offer({ id, offer: offerAt(hospital, { destinationId: null }) }))).toEqual(notFound);
    expect(await refusalOfCall(as(hospital.claire).offer({ id, offer: offerAt(other) }))).toMatchObject({
      code: "invalid",
      field: "place",
    });
    await as(hospital.claire).offer({ id, offer: offerAt(hospital, { destinationId: hospital.westId }) });
    expect(await offersSeen(hospital.eve, id)).toHaveLength(1);
    expect(await offersSeen(hospital.claire, id)).toHaveLength(2);
    expect(await offersSeen(school.anna, id)).toHaveLength(2);
    expect(await refusalOfCall(as(hospital.claire).offer({ id, offer: offerAt(hospital, { startsOn: "2027-01-04" }) }))).toMatchObject({
      field: "startsOn",
    });
  });

  test("[R233] changes and is withdrawn while nobody is assigned, rows of the sheet with it; a stale screen is told", async () => {
    const { id } = await send(hospital);
    const { offerId } = await as(hospital.claire).offer({ id, offer: offerAt(hospital, { places: 3 }) });
    const version = async (actor: Actor) => (await offersSeen(actor, id))[0]?.version ?? 0;
    const before = await version(hospital.denis);
    await as(hospital.claire).changeOffer({
      id,
      offerId,
      version: 0,
      offer: offerAt(hospital, { destinationId: hospital.westId, places: 2 }),
    });
    expect(
      await refusalOfCall(as(hospital.denis).withdrawOffer({ id, offerId, version: before, reason: { code: "closure", note: "" } })),
    ).toMatchObject({
      code: "stale",
      by: "Claire Gagné",
    });
    const sheet = await database.sql<{ rowId: string; cells: { destination: string } }[]>`
      select row_id, cells from worksheet_row where worksheet_id = ${school.worksheetId} and not deleted`;
    const { requests } = await school_(school.anna).request.outbox({});
    expect(requests.map(({ status, place }) => [status, place.destination]).toSorted()).toEqual([
      ["accepted", "5e Ouest"],
      ["accepted", "5e Ouest"],
      ["cancelled", "4e Est"],
    ]);
    // The rows say what the requests say, the one that is over included.
    for (const request of requests)
      expect(sheet.find(({ rowId }) => rowId === request.origin?.rowId)?.cells.destination).toBe(request.place.destination);
    expect(sheet).toHaveLength(3);
    await as(hospital.denis).changeOffer({
      id,
      offerId,
      version: await version(hospital.denis),
      offer: offerAt(hospital, { destinationId: hospital.westId, places: 4 }),
    });
    expect(await offersSeen(school.anna, id)).toMatchObject([{ places: 4, may: { change: false } }]);
    await as(hospital.denis).withdrawOffer({ id, offerId, version: await version(hospital.denis), reason: { code: "closure", note: "" } });
    expect(await offersSeen(hospital.claire, id)).toMatchObject([{ places: 0, may: { change: false, withdraw: false } }]);
    expect((await as(school.anna).get({ id })).recipients).toMatchObject([{ reply: "sent", places: 0 }]);
  });

  test("[R233] with somebody assigned it stays as it is", async () => {
    const { id } = await send(hospital);
    const { offerId } = await as(hospital.claire).offer({ id, offer: offerAt(hospital) });
    const [request] = (await school_(school.anna).request.outbox({})).requests;
    await school_(school.anna).assignment.hold({ requestId: request?.id ?? "", studentId: school.students[0] ?? "", saw: null });
    const taken = { code: "offer-taken", assigned: 1 };
    expect(
      await refusalOfCall(as(hospital.claire).changeOffer({ id, offerId, version: 0, offer: offerAt(hospital, { places: 1 }) })),
    ).toEqual(taken);
    expect(
      await refusalOfCall(as(hospital.claire).withdrawOffer({ id, offerId, version: 0, reason: { code: "closure", note: "" } })),
    ).toEqual(taken);
  });

  test("[R235] the school answers for an organisation that does not use the system, and for no other", async () => {
    const paper = await addHospital(database.sql, { isUser: false });
    const { id } = await send(hospital, paper);
    expect(await refusalOfCall(as(school.anna).offer({ id, receivingId: hospital.agencyId, offer: offerAt(hospital) }))).toEqual({
      code: "not-allowed",
    });
    expect(await refusalOfCall(as(school.anna).decline({ id, receivingId: hospital.agencyId, reason }))).toEqual({ code: "not-allowed" });
    expect(await refusalOfCall(as(school.anna).offer({ id, receivingId: other.agencyId, offer: offerAt(other) }))).toEqual(notFound);
    const { offerId } = await as(school.anna).offer({ id, receivingId: paper.agencyId, offer: offerAt(paper) });
    const [shown] = await offersSeen(school.bruno, id);
    expect(shown).toMatchObject({ offerId, receivingId: paper.agencyId, places: 2, may: { change: true, withdraw: true } });
    await as(school.bruno).withdrawOffer({
      id,
      offerId,
      version: shown?.version ?? 0,
      reason: { code: "receiving-other", note: "appel du 3" },
    });
    await as(school.anna).decline({ id, receivingId: paper.agencyId, reason });
    expect((await as(school.anna).get({ id })).recipients.find(({ receivingId }) => receivingId === paper.agencyId)).toMatchObject({
      reply: "declined",
      declinedBy: "Anna Roy",
    });
  });
});

test("[R231] the lists of both sides are served by their indexes, also beside five thousand calls of others", async () => {
  const { sql } = database;
  const { id } = await send(hospital);
  const elsewhere = await addSchool(sql);
  await sql`
    with made as (
      insert into call (agency_id, cohort_course_id, starts_on, ends_on, places, reply_by, sent_at, sent_by, sent_account_id)
      select ${elsewhere.agencyId}, ${elsewhere.cohortCourseId}, '2027-01-11', '2027-03-26', 4, '2099-01-01', now(), ${elsewhere.anna.personId}, ${elsewhere.anna.accountId}
      from generate_series(1, 5000) returning agency_id, id
    ) insert into call_recipient (agency_id, call_id, receiving_id, sent_at) select agency_id, id, ${other.agencyId}, now() from made`;
  await sql`analyze call, call_recipient`;
  expect((await as(school.anna).list({ state: "all" })).calls.map((one) => one.id)).toEqual([id]);
  expect((await as(hospital.claire).list({ state: "all" })).calls.map((one) => one.id)).toEqual([id]);
  const page = await as(other.claire).list({ state: "all" });
  expect(page.calls).toHaveLength(50);
  const next = await as(other.claire).list({ state: "all", cursor: page.next });
  expect(next.calls.some((one) => page.calls.some(({ id: seen }) => seen === one.id))).toBe(false);
  const plan = async (query: ReturnType<typeof sql>) => (await query).map((row) => Object.values(row as object).join("")).join("\n");
  expect(await plan(sql`explain select id from call where agency_id = ${school.agencyId} order by id desc limit 51`)).toMatch(
    /call_of_school|call_pkey/,
  );
  expect(
    await plan(sql`explain select call_id from call_recipient where receiving_id = ${hospital.agencyId} order by call_id desc limit 51`),
  ).toContain("call_received");
});
