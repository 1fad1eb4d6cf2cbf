import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { addActor, addHospital, type TestHospital } from "#db/testing-world.ts";
import { schoolIdOf, tokenMailedTo } from "#db/testing-guest.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { refusalOfCall } from "./testing-caller.ts";
import { entryAt, handedTo, signed, today, wholeDraft } from "./testing-guest.ts";
import { browser, callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
let hospital: TestHospital;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => void (hospital = await addHospital(database.sql)));

const days = (count: number) => new Date(today.getTime() + count * 86_400_000);
const as = (actor: Actor) => callerAs(depsOver(database.sql), actor, today);
/** Somebody with nothing but the link, on a day, at an address. */
const anyone = async (at = today, ip = `203.0.113.${Math.ceil(Math.random() * 250)}`) =>
  (await browser({ ...depsOver(database.sql), now: () => at }, { ip }).caller()).guest;
const handed = (more: Parameters<typeof handedTo>[2] = {}) => handedTo(database.sql, hospital, more);
/** A request handed over, filled in and sent. */
async function sent(draft: Partial<typeof wholeDraft> = {}, more: Parameters<typeof handedTo>[2] = {}) {
  const given = await handed(more);
  const guest = await anyone();
  const { revision } = await guest.save({ ...given, revision: 0, draft: { ...wholeDraft, ...draft } });
  const { id } = await guest.send({ ...given, revision });
  return { ...given, guest, id };
}
const acceptAs = async (actor: Actor, id: string) =>
  as(actor).request.accept({ requests: [{ id, version: (await as(actor).request.get({ id })).version }] });

describe("the page of a school without account", () => {
  test("[R337] opens by its mailed secret alone, which is kept as a hash, expires, is renewed and taken back", async () => {
    const { token, entryId, linkId, email } = await handed();
    expect(await (await anyone()).page({ token })).toMatchObject({
      receiving: hospital.name,
      entries: [{ id: entryId, draft: { programme: "Ergothérapie" } }],
    });
    expect(JSON.stringify(await database.sql`select * from guest_token`)).not.toContain(token);
    const dead = { code: "link-dead" };
    expect(await refusalOfCall((await anyone()).page({ token: `${token.slice(0, -2)}xx` }))).toEqual(dead);
    // Whatever an address holds is a dead link, no malformed question.
    for (const other of ["", "abc", "x".repeat(5_000)]) expect(await refusalOfCall((await anyone()).page({ token: other }))).toEqual(dead);
    expect(await refusalOfCall((await anyone(days(121))).page({ token }))).toEqual(dead);
    await callerAs(depsOver(database.sql), hospital.denis, days(100)).guest.remind({ entryId });
    const second = await tokenMailedTo(database.sql, email);
    expect(second).not.toBe(token);
    expect((await (await anyone(days(121))).page({ token })).entries).toHaveLength(1);
    await as(hospital.denis).guest.revoke({ linkId });
    for (const secret of [token, second]) {
      const guest = await anyone();
      expect(await refusalOfCall(guest.page({ token: secret }))).toEqual(dead);
      expect(await refusalOfCall(guest.save({ token: secret, entryId, revision: 0, draft: wholeDraft }))).toEqual(dead);
      expect(await refusalOfCall(guest.send({ token: secret, entryId, revision: 0 }))).toEqual(dead);
    }
    const other = await addHospital(database.sql);
    expect(await refusalOfCall(as(other.claire).guest.revoke({ linkId }))).toEqual({ code: "not-found" });
  });

  test("[R337] who tries secrets is stopped, and so is a link that does too much", async () => {
    const guest = await anyone(today, "198.51.100.66");
    const tries: unknown[] = [];
    for (let one = 0; one < 61; one++) tries.push(await refusalOfCall(guest.page({ token: randomUUID() })));
    expect(tries.at(-2)).toEqual({ code: "link-dead" });
    expect(tries.at(-1)).toMatchObject({ code: "too-many-attempts" });
    const { id, token, guest: hers } = await sent();
    const refused: unknown[] = [];
    for (let one = 0; one < 121 && refused.length === 0; one++)
      await hers
        .say({ token, requestId: id, text: "Bonjour" })
        .catch((error: { cause?: { refusal?: unknown } }) => refused.push(error.cause?.refusal));
    expect(refused).toMatchObject([{ code: "too-many-attempts" }]);
  });

  test("[R337] reading it changes nothing; « ouvert » is said once, by the page", async () => {
    const { token } = await handed();
    const before = await database.sql`select count(*) from event`;
    const guest = await anyone();
    await guest.page({ token });
    await guest.page({ token });
    expect(await database.sql`select count(*) from event`).toEqual(before);
    expect((await as(hospital.claire).guest.handed())[0]?.openedAt).toBeNull();
    await guest.opened({ token });
    await guest.opened({ token });
    expect((await as(hospital.claire).guest.handed())[0]?.openedAt).not.toBeNull();
    expect(await database.sql`select count(*) from event where kind = 'guest.opened' and ${hospital.agencyId} = any(agency_ids)`).toEqual([
      { count: 1 },
    ]);
  });
});

describe("a draft", () => {
  test("[R338] comes back on another device, and of two that write at once the later one is told", async () => {
    const { token, entryId } = await handed();
    const [phone, desk] = [await anyone(), await anyone()];
    await phone.save({ token, entryId, revision: 0, draft: { ...wholeDraft, step: 2, course: "Stage" } });
    const [entry] = (await desk.page({ token })).entries;
    expect(entry).toMatchObject({ revision: 1, draft: { step: 2, course: "Stage", startsOn: "2027-02-01" } });
    expect((await as(hospital.claire).guest.handed())[0]).toMatchObject({ step: 2 });
    await desk.save({ token, entryId, revision: 1, draft: { ...wholeDraft, course: "Stage 3" } });
    expect(await refusalOfCall(phone.save({ token, entryId, revision: 1, draft: wholeDraft }))).toEqual({ code: "draft-elsewhere" });
    expect(await refusalOfCall(phone.send({ token, entryId, revision: 1 }))).toEqual({ code: "draft-elsewhere" });
    expect((await phone.page({ token })).entries[0]?.draft.course).toBe("Stage 3");
  });

  test("[R338] is sent once, when nothing is missing, and is pending then; what is given up is not there any more", async () => {
    const { token, entryId } = await handed();
    const guest = await anyone();
    expect(await refusalOfCall(guest.send({ token, entryId, revision: 0 }))).toMatchObject({ code: "invalid", field: "course" });
    const { revision } = await guest.save({ token, entryId, revision: 0, draft: wholeDraft });
    const twice = await Promise.allSettled([guest.send({ token, entryId, revision }), guest.send({ token, entryId, revision })]);
    expect(twice.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await refusalOfCall(guest.send({ token, entryId, revision }))).toEqual({ code: "guest-entry-over" });
    const { requests } = await as(hospital.claire).request.inbox({});
    expect(requests).toMatchObject([{ status: "pending", madeBy: "guest", size: 3, schedule: { weekdays: [1, 2] } }]);
    expect(requests[0]?.comment).toContain("une semaine de plus ou de moins");
    const page = await guest.page({ token });
    expect(page).toMatchObject({
      entries: [],
      requests: [{ status: "sent", stages: [{ state: "done" }, { state: "now" }, { state: "next" }, {}, {}] }],
    });
    const { entryId: more } = await guest.again({ token, like: { entryId: null, requestId: page.requests[0]?.id ?? "" } });
    expect((await guest.page({ token })).entries).toMatchObject([{ id: more, draft: { course: "Stage 2" } }]);
    await guest.drop({ token, entryId: more });
    expect((await guest.page({ token })).entries).toEqual([]);
  });

  test("[R338] a unit that has a group at those hours is left open: the school did not choose it", async () => {
    const first = await sent();
    const agencyId = await schoolIdOf(database.sql, first.id);
    const { id } = await sent({}, { school: { id: agencyId, name: "" } });
    const { place, comment } = await as(hospital.claire).request.get({ id });
    expect(place.destinationId).toBeNull();
    expect(comment).toContain("4e Est");
  });

  test("[R338] a file is what its first bytes say, and goes with the request", async () => {
    const { token, entryId } = await handed();
    const guest = await anyone();
    const file = (name: string, bytes: string) => {
      const form = new FormData();
      form.set("token", token);
      form.set("entryId", entryId);
      form.set("file", new File([bytes], name));
      return form;
    };
    expect(await refusalOfCall(guest.addDocument(file("plan.pdf", "MZ not a pdf")))).toMatchObject({
      code: "document-unreadable",
      why: "kind",
    });
    await guest.addDocument(file("plan.pdf", "%PDF-1.7 plan"));
    const { id: second } = await guest.addDocument(file("entente.pdf", "%PDF-1.7 entente"));
    await guest.removeDocument({ token, entryId, documentId: second });
    const { revision } = await guest.save({ token, entryId, revision: 0, draft: wholeDraft });
    const { id } = await guest.send({ token, entryId, revision });
    expect((await as(hospital.claire).requestDocument.list({ requestId: id })).documents).toMatchObject([{ name: "plan.pdf" }]);
  });
});

describe("students of a school without account", () => {
  test("[R333] a student who has not signed is not entered, not even in a draft; what was signed is kept with its day", async () => {
    const { token, entryId } = await handed();
    const guest = await anyone();
    const unsigned = { ...signed("Léo", "Sansaccord"), consentSignedOn: "" };
    await guest.save({
      token,
      entryId,
      revision: 0,
      draft: { ...wholeDraft, students: [signed("Zoé", "Roy", "ZOE@petite.example"), unsigned] },
    });
    expect(JSON.stringify(await database.sql`select draft from guest_entry where id = ${entryId}`)).not.toContain("Sansaccord");
    const { id } = await guest.send({ token, entryId, revision: 1 });
    const rows = await database.sql<object[]>`
      select s.last_name, s.email, s.consent_signed_on, s.consent_scopes, s.fictitious from assignment a join student s on s.agency_id = a.agency_id and s.id = a.student_id where a.request_id = ${id}`;
    expect(rows).toEqual([
      { lastName: "Roy", email: "zoe@petite.example", consentSignedOn: "2026-09-01", consentScopes: ["email"], fictitious: false },
    ]);
    for (const consentSignedOn of ["", "2030-01-01", "2019-01-01"])
      expect(await refusalOfCall(guest.addStudents({ token, requestId: id, students: [{ ...unsigned, consentSignedOn }] }))).toMatchObject({
        code: "invalid",
        field: "consentSignedOn",
      });
    expect(JSON.stringify(await database.sql`select draft from guest_entry where id = ${entryId}`)).not.toContain("Roy");
  });

  test("[R334] are named, replaced and counted up to the size; nobody but the school reads them before the confirmation", async () => {
    const { id, token, guest } = await sent();
    await acceptAs(hospital.claire, id);
    await guest.addStudents({ token, requestId: id, students: [signed("Zoé", "Nomsecret"), signed("Léo", "Nomsecret")] });
    expect(
      await refusalOfCall(guest.addStudents({ token, requestId: id, students: [signed("Ana", "Un"), signed("Ana", "Deux")] })),
    ).toMatchObject({
      code: "group-over-allocated",
    });
    const [request] = (await guest.page({ token })).requests;
    expect(request?.students.map(({ firstName }) => firstName)).toEqual(["Léo", "Zoé"]);
    await guest.removeStudent({ token, requestId: id, studentId: request?.students[0]?.id ?? "" });
    for (const actor of [hospital.claire, hospital.denis]) {
      const seen = [
        await as(actor).request.get({ id }),
        await as(actor).guest.ofRequest({ requestId: id }),
        await as(actor).history.list({}),
        await as(actor).guest.access({ requestId: id }),
      ];
      expect(JSON.stringify(seen)).not.toContain("Nomsecret");
    }
    expect(await as(hospital.claire).guest.ofRequest({ requestId: id })).toMatchObject({ named: 1, may: { confirm: true } });
    await as(hospital.claire).guest.confirm({ id, version: (await as(hospital.claire).request.get({ id })).version });
    expect((await as(hospital.claire).request.get({ id })).students.map(({ name }) => name)).toEqual(["Zoé Nomsecret"]);
    const [after] = (await guest.page({ token })).requests;
    expect(after).toMatchObject({ status: "confirmed", students: [{ confirmed: true }] });
    expect(await refusalOfCall(guest.removeStudent({ token, requestId: id, studentId: after?.students[0]?.id ?? "" }))).toMatchObject({
      code: "move-not-possible",
    });
  });

  test("[R339] what opens their accesses is asked only where it is wanted, and read by receiving coordinators alone, once confirmed", async () => {
    const access = { networkId: "zroy01", needsEmail: true, employee: "before" as const, classTraining: false, roles: "Dossier patient" };
    const unwanted = await sent({ students: [{ ...signed("Zoé", "Roy"), access }] as never });
    expect(await database.sql`select count(*) from guest_access where request_id = ${unwanted.id}`).toEqual([{ count: 0 }]);
    await as(hospital.claire).guest.saveSettings({ asksAccess: true, linkDays: 120 });
    const { id, token, guest } = await sent({ size: "1", kind: "individual" as never });
    expect((await guest.page({ token })).asksAccess).toBe(true);
    await guest.addStudents({ token, requestId: id, students: [{ ...signed("Zoé", "Roy"), access }] });
    await acceptAs(hospital.claire, id);
    expect(await as(hospital.claire).guest.access({ requestId: id })).toEqual([]);
    await as(hospital.claire).guest.confirm({ id, version: (await as(hospital.claire).request.get({ id })).version });
    expect(await as(hospital.denis).guest.access({ requestId: id })).toMatchObject([
      { name: "Zoé Roy", networkId: "zroy01", employee: "before" },
    ]);
    expect(await refusalOfCall(as(hospital.eve).guest.access({ requestId: id }))).toEqual({ code: "not-allowed" });
    expect(JSON.stringify(await guest.page({ token }))).not.toContain("zroy01");
    const other = await addHospital(database.sql);
    expect(await refusalOfCall(as(other.claire).guest.access({ requestId: id }))).toEqual({ code: "not-found" });
  });
});

describe("after it was sent", () => {
  test("[R334] the school follows it in plain stages, writes, answers a proposal and calls it off; what a unit answers is not told", async () => {
    const { id, token, guest } = await sent({ size: "2" });
    const claire = as(hospital.claire);
    const version = async () => (await claire.request.get({ id })).version;
    await claire.request.redirect({ requests: [{ id, version: await version() }], destinationId: hospital.eastId });
    const before = (await guest.page({ token })).requests;
    await claire.request.declineForUnit({
      requests: [{ id, version: await version() }],
      reason: { code: "staffing", note: "secret interne" },
    });
    const after = (await guest.page({ token })).requests;
    expect(after).toEqual(before);
    await guest.say({ token, requestId: id, text: "Les dates sont souples" });
    expect((await claire.comment.list({ requestId: id })).comments).toMatchObject([{ text: "Les dates sont souples", internal: false }]);
    await claire.comment.add({ requestId: id, text: "Pour nous seuls", internal: true });
    expect(JSON.stringify(await guest.page({ token }))).not.toMatch(/Pour nous seuls|secret interne/);
    await claire.condition.put({ requestId: id, code: (await claire.condition.codes())[0]?.code ?? "", text: "Avant le 1er février" });
    const [condition] = (await guest.page({ token })).requests[0]?.conditions ?? [];
    expect(condition).toMatchObject({ text: "Avant le 1er février", state: "open", may: true });
    const answer = { token, requestId: id, conditionId: condition?.id ?? "" };
    expect(await refusalOfCall(guest.answerCondition({ ...answer, met: false }))).toMatchObject({ code: "reason-needed" });
    await guest.answerCondition({ ...answer, met: true });
    expect((await claire.condition.list({ requestId: id })).conditions).toMatchObject([{ state: "met" }]);
    await claire.proposal.make({ requestId: id, version: await version(), terms: { days: [3] }, accepts: true });
    const [proposed] = (await guest.page({ token })).requests;
    await guest.settle({ token, requestId: id, proposalId: proposed?.proposal?.id ?? "", taken: ["days"] });
    expect(await claire.request.get({ id })).toMatchObject({ status: "accepted", schedule: { weekdays: [3] } });
    const reasons = (await guest.page({ token })).reasons;
    expect(await refusalOfCall(guest.withdraw({ token, requestId: id, reason: { code: "none-such" } }))).toMatchObject({
      code: "reason-needed",
    });
    await guest.withdraw({ token, requestId: id, reason: { code: reasons[0]?.code ?? "", note: "Plus d’étudiants" } });
    expect(await claire.request.get({ id })).toMatchObject({ status: "cancelled", reason: { note: "Plus d’étudiants" } });
    expect((await guest.page({ token })).requests).toMatchObject([{ status: "cancelled", may: { withdraw: false, name: false } }]);
  });

  test("[R332] a link shows what its own contact asked of this organisation: no colleague’s, no other’s; it opens what was entered by telephone as well", async () => {
    const { id, token, guest, email } = await sent();
    const schoolId = await schoolIdOf(database.sql, id);
    const school = { id: schoolId, name: "" };
    const [anne] = (await as(hospital.claire).guest.school({ id: schoolId })).contacts;
    const contact = { ...entryAt(hospital).contact, id: anne?.id ?? null, email };
    const later = { schedule: { ...entryAt(hospital).schedule, startsOn: "2027-04-05", endsOn: "2027-04-30" } };
    const phoned = await as(hospital.claire).guest.enter(entryAt(hospital, { ...later, school, contact }));
    const colleague = { ...contact, id: null, email: "luc@petite.example", firstName: "Luc" };
    const hisLater = { schedule: { ...later.schedule, startsOn: "2027-05-03", endsOn: "2027-05-28" } };
    const his = await as(hospital.claire).guest.enter(entryAt(hospital, { ...hisLater, school, contact: colleague }));
    const other = await addHospital(database.sql);
    const elsewhere = await as(other.claire).guest.enter(entryAt(other, { school, contact: { ...contact, id: anne?.id ?? null } }));
    const shown = (await guest.page({ token })).requests.map((one) => one.id);
    expect(shown.toSorted()).toEqual([id, phoned.id].toSorted());
    for (const requestId of [his.id, elsewhere.id])
      expect(await refusalOfCall(guest.say({ token, requestId, text: "Bonjour" }))).toEqual({ code: "not-found" });
    await as(hospital.claire).guest.invite({ requestId: his.id, language: "en" });
    const hisPage = await (await anyone()).page({ token: await tokenMailedTo(database.sql, "luc@petite.example") });
    expect(hisPage).toMatchObject({ language: "en", requests: [{ id: his.id }] });
  });

  test("[R332] a clone that who receives makes of its request is on its page as well, and is confirmed like it", async () => {
    const { id, token, guest } = await sent({ size: "2" });
    const claire = as(hospital.claire);
    const { version } = await claire.request.get({ id });
    const made = await claire.requestClone.make({
      request: { id, version },
      destinationId: hospital.westId,
      message: "Le 5e Ouest a une place aux mêmes dates.",
    });
    expect((await guest.page({ token })).requests.map((one) => one.id).toSorted()).toEqual([id, made.id].toSorted());
    await guest.addStudents({ token, requestId: made.id, students: [signed("Zoé", "Roy")] });
    expect(await claire.guest.ofRequest({ requestId: made.id })).toMatchObject({ asker: { name: "Anne Petit" }, named: 1 });
    await acceptAs(hospital.claire, made.id);
    await claire.guest.confirm({ id: made.id, version: (await claire.request.get({ id: made.id })).version });
    expect((await claire.request.get({ id: made.id })).students).toMatchObject([{ name: "Zoé Roy" }]);
  });

  test("[R336] once the school is a user its page is still read, and what is done is done in its account", async () => {
    const { id, token, guest } = await sent();
    const agencyId = await schoolIdOf(database.sql, id);
    await addActor(database.sql, { agencyId, kind: "placing-coordinator", name: ["Anne", "Petit"] });
    expect(await guest.page({ token })).toMatchObject({
      schoolIsUser: true,
      requests: [{ id, may: { name: false, withdraw: false, say: false } }],
    });
    expect(await refusalOfCall(guest.say({ token, requestId: id, text: "Bonjour" }))).toMatchObject({ code: "school-uses-system" });
  });
});
