import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import type { Status } from "#domain/request.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
let ahmed: Actor;
beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql, { kind: "individual" });
  hospital = await addHospital(database.sql);
  ahmed = await addActor(database.sql, { agencyId: hospital.agencyId, kind: "supervisor", name: ["Ahmed", "Diallo"] });
});
afterAll(() => database[Symbol.asyncDispose]());

const as = (actor: Actor) => callAs(database.sql, actor);
const request = async (status: Status, destinationId: string | null = null) =>
  (await addRequest(database.sql, { school, hospital, status, destinationId })).id;
const name = (
  actor: Actor,
  requestId: string,
  whom: { id: string } | { lastName: string; firstName: string; email?: string },
  more: object = {},
) => as(actor).supervision.name({ requests: [requestId], whom, ...more });
const list = (actor: Actor, requestId: string) => as(actor).supervision.list({ requestId });
const history = async (actor: Actor, requestId: string) => JSON.stringify(await as(actor).history.of({ about: requestId }));

describe("naming a supervisor", () => {
  test("[R300] is the receiving coordinator's and the unit's, not the school's where the place uses the system, nor another unit's", async () => {
    const requestId = await request("accepted", hospital.eastId);
    const elsewhere = await request("accepted", hospital.westId);
    expect(await refusalOfCall(name(school.anna, requestId, { id: ahmed.personId }))).toMatchObject({ code: "supervision", why: "closed" });
    expect(await refusalOfCall(name(hospital.eve, elsewhere, { id: ahmed.personId }))).toEqual({ code: "not-found" });
    expect(await refusalOfCall(name(ahmed, requestId, { id: ahmed.personId }))).toEqual({ code: "not-allowed" });
    await name(hospital.eve, requestId, { id: ahmed.personId });
    expect((await list(hospital.claire, requestId)).named).toMatchObject([{ name: "Ahmed Diallo", namedBy: "Ève Lavoie" }]);
    expect((await list(school.anna, requestId)).named).toMatchObject([{ name: "Ahmed Diallo", namedBy: hospital.name }]);
    expect((await list(school.anna, requestId)).may.name).toBe(false);
  });

  test("[R300] is the school's for a place that does not use the system, once it has said yes", async () => {
    const clinic = await addHospital(database.sql, { isUser: false });
    const sent = (await addRequest(database.sql, { school, hospital: clinic, status: "sent-paper" })).id;
    const accepted = (await addRequest(database.sql, { school, hospital: clinic, status: "accepted" })).id;
    expect(await refusalOfCall(name(school.anna, sent, { lastName: "Roy", firstName: "Léa" }))).toMatchObject({ why: "closed" });
    const made = await name(school.anna, accepted, { lastName: "Roy", firstName: "Léa" });
    expect((await list(school.bruno, accepted)).named).toMatchObject([{ name: "Léa Roy", namedBy: "Anna Roy" }]);
    // Named once, she is found again.
    expect(await as(school.anna).supervision.choices({ requestId: accepted, text: "lea" })).toMatchObject([{ id: made.person?.id }]);
  });

  test("[R301] before the yes is a plan of the organisation's own: the school is told neither by list nor by history, and is with the yes", async () => {
    const requestId = await request("sent");
    await name(hospital.claire, requestId, { id: ahmed.personId });
    expect(await list(hospital.claire, requestId)).toMatchObject({ planned: true, named: [{ name: "Ahmed Diallo" }] });
    expect((await list(school.anna, requestId)).named).toEqual([]);
    expect(await history(school.anna, requestId)).not.toContain("Diallo");
    expect(await history(hospital.claire, requestId)).toContain("Diallo");
    const { version } = await as(hospital.claire).request.get({ id: requestId });
    await as(hospital.claire).request.accept({ requests: [{ id: requestId, version }] });
    expect((await list(school.anna, requestId)).named).toMatchObject([{ name: "Ahmed Diallo" }]);
  });

  test("[R302] gives the hours left, evens them out in one click, and puts them back", async () => {
    const requestId = await request("accepted");
    const { required } = await list(hospital.claire, requestId);
    const total = required ?? 0;
    expect(total).toBeGreaterThan(20);
    await name(hospital.claire, requestId, { id: ahmed.personId }, { span: { startsOn: null, endsOn: "2027-02-01", hours: 20 } });
    await name(hospital.claire, requestId, { lastName: "Tremblay", firstName: "Marie" });
    expect(await list(hospital.claire, requestId)).toMatchObject({
      balance: { state: "even" },
      named: [{ hours: 20 }, { hours: total - 20 }],
    });
    const [first] = (await list(hospital.claire, requestId)).named;
    const edit = { id: first?.id ?? "", version: first?.version ?? 0, startsOn: null, endsOn: null, hours: 32 };
    await as(hospital.claire).supervision.change({ requestId, rows: [edit] });
    expect((await list(hospital.claire, requestId)).balance).toEqual({ state: "over", given: total + 12, by: 12 });
    expect(await refusalOfCall(as(hospital.denis).supervision.change({ requestId, rows: [edit] }))).toMatchObject({
      code: "stale",
      by: "Claire Gagné",
    });
    const { before } = await as(hospital.denis).supervision.adjust({ requestId, how: "share" });
    expect((await list(hospital.claire, requestId)).balance).toEqual({ state: "even", given: total });
    await as(hospital.denis).supervision.change({ requestId, rows: before });
    expect((await list(hospital.claire, requestId)).balance).toMatchObject({ state: "over", by: 12 });
    const now = (await list(hospital.claire, requestId)).named.find(({ id }) => id === edit.id)?.version ?? 0;
    const beyond = as(hospital.claire).supervision.change({ requestId, rows: [{ ...edit, version: now, endsOn: "2027-05-01" }] });
    expect(await refusalOfCall(beyond)).toMatchObject({ code: "invalid", field: "endsOn", problem: { kind: "outside-request" } });
  });

  test("[R303] of somebody who is elsewhere at those hours warns with the place to who reaches it, with a count to who does not", async () => {
    const paul = await addActor(database.sql, { agencyId: hospital.agencyId, kind: "supervisor", name: ["Paul", "Roy"] });
    const [east, west] = [await request("accepted", hospital.eastId), await request("accepted", hospital.westId)];
    await name(hospital.claire, west, { id: paul.personId });
    await name(hospital.claire, east, { id: paul.personId });
    const [toClaire] = (await list(hospital.claire, east)).named;
    expect(toClaire?.meets).toMatchObject({ known: [{ place: `5e Ouest, ${hospital.siteName}`, from: "2027-01-11T07:00" }], others: 0 });
    const [toEve] = (await list(hospital.eve, east)).named;
    expect(toEve?.meets).toEqual({ known: [], others: 1 });
    expect(JSON.stringify(await list(hospital.eve, east))).not.toContain("5e Ouest");
  });

  test("[R304] adds who is not in the directory as a person without account, once per address", async () => {
    const [one, other] = [await request("accepted"), await request("accepted")];
    const marie = { firstName: "Marie", lastName: "Lachance", title: "Infirmière", email: "Marie.Lachance@cisss.example" };
    const first = await name(hospital.claire, one, marie);
    const second = await name(hospital.denis, other, { ...marie, firstName: "Marie-Ève" });
    expect(second.person?.id).toBe(first.person?.id);
    const { people } = await as(hospital.claire).people.list({ search: "Lachance" });
    expect(people).toMatchObject([{ name: "Marie Lachance", title: "Infirmière", state: "none", kinds: [] }]);
    expect(await refusalOfCall(name(hospital.claire, one, { id: first.person?.id ?? "" }))).toMatchObject({
      why: "already",
      name: "Marie Lachance",
    });
    const stranger = await addHospital(database.sql);
    expect(await refusalOfCall(name(hospital.claire, one, { id: stranger.claire.personId }))).toEqual({ code: "not-found" });
  });

  test("[R308] leads a group as site instructor, one at a time, read by both sides; no individual placement has one", async () => {
    const group = await addSchool(database.sql);
    const requestId = (await addRequest(database.sql, { school: group, hospital, status: "accepted" })).id;
    const part = "site-instructor";
    expect(await refusalOfCall(name(hospital.claire, await request("accepted"), { id: ahmed.personId }, { part }))).toMatchObject({
      why: "not-group",
    });
    const { done } = await name(hospital.claire, requestId, { id: ahmed.personId }, { part });
    expect(await refusalOfCall(name(hospital.claire, requestId, { lastName: "Roy", firstName: "Léa" }, { part }))).toMatchObject({
      why: "led",
    });
    expect(await list(group.anna, requestId)).toMatchObject({
      named: [{ part, name: "Ahmed Diallo", hours: null }],
      balance: { state: "none" },
    });
    expect(await history(group.anna, requestId)).toContain("Diallo");
    const removed = await as(hospital.claire).supervision.remove({ id: done[0]?.id ?? "", version: 1 });
    expect((await list(group.anna, requestId)).named).toEqual([]);
    await as(hospital.claire).supervision.restore({ id: removed.id, version: removed.version });
    expect((await list(group.anna, requestId)).named).toMatchObject([{ name: "Ahmed Diallo" }]);
  });
});

describe("what supervisors and coordinators look at", () => {
  test("[R306] a supervisor reaches only what she is named for, once accepted, and reads names once confirmed", async () => {
    const zoe = await addActor(database.sql, { agencyId: hospital.agencyId, kind: "supervisor", name: ["Zoé", "Lemay"] });
    const [planned, accepted, other] = [await request("sent"), await request("accepted"), await request("accepted")];
    const confirmed = (await addRequest(database.sql, { school, hospital, status: "confirmed", studentId: school.students[3] ?? "" })).id;
    for (const requestId of [planned, accepted, confirmed]) await name(hospital.claire, requestId, { id: zoe.personId });
    const { places } = await as(zoe).supervision.mine();
    expect(places.map(({ id, names }) => [id, names.length]).toSorted()).toEqual(
      [
        [accepted, 0],
        [confirmed, 1],
      ].toSorted(),
    );
    expect((await as(zoe).request.get({ id: confirmed })).students).toHaveLength(1);
    expect((await as(zoe).request.get({ id: accepted })).students).toEqual([]);
    for (const requestId of [planned, other])
      expect(await refusalOfCall(as(zoe).request.get({ id: requestId }))).toEqual({ code: "not-found" });
    expect((await as(zoe).request.inbox({})).requests.map(({ id }) => id).toSorted()).toEqual([accepted, confirmed].toSorted());
    // Her calendar file is her own part of it.
    const [own] = (await list(hospital.claire, confirmed)).named;
    await as(hospital.claire).supervision.change({
      requestId: confirmed,
      rows: [{ id: own?.id ?? "", version: 1, startsOn: "2027-01-18", endsOn: "2027-01-19", hours: 16 }],
    });
    const { text } = await as(zoe).calendar.file({ id: confirmed, language: "fr" });
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2);
    // She looks and decides nothing.
    const { version } = await as(zoe).request.get({ id: accepted });
    expect(
      await refusalOfCall(as(zoe).request.cancel({ requests: [{ id: accepted, version }], reason: { code: "closure", note: "" } })),
    ).toEqual({ code: "not-allowed" });
    const { named } = await list(hospital.claire, accepted);
    await as(hospital.claire).supervision.remove({ id: named[0]?.id ?? "", version: 1 });
    expect(await refusalOfCall(as(zoe).request.get({ id: accepted }))).toEqual({ code: "not-found" });
  });

  test("[R307] places without anybody are listed by their first day and counted, each role those it reaches, and named in one go", async () => {
    const site = await addHospital(database.sql);
    const [soon, later, west] = await Promise.all(
      (["2027-01-11", "2027-02-08", "2027-01-11"] as const).map(
        async (startsOn, at) =>
          (
            await addRequest(database.sql, {
              school,
              hospital: site,
              status: "accepted",
              destinationId: at === 2 ? site.westId : site.eastId,
              schedule: { ...school.schedule, startsOn },
            })
          ).id,
      ),
    );
    const at = "2027-01-02";
    const claire = callAs(database.sql, site.claire, at);
    expect(await claire.supervision.counts()).toMatchObject({ missing: 3, soon: 2 });
    expect(await callAs(database.sql, site.eve, at).supervision.counts()).toMatchObject({ missing: 2, soon: 1 });
    expect((await claire.supervision.missing({})).requests.map(({ id, due }) => [id, due])).toContainEqual([later, "later"]);
    const found = await claire.supervision.missing({ soon: true });
    expect(found.requests.map(({ id }) => id).toSorted()).toEqual([soon, west].toSorted());
    const { done } = await claire.supervision.name({ requests: [soon ?? "", west ?? ""], whom: { lastName: "Roy", firstName: "Léa" } });
    expect(done).toHaveLength(2);
    expect(await claire.supervision.counts()).toMatchObject({ missing: 1, soon: 0 });
    const { people } = await claire.supervision.directory({});
    expect(people).toMatchObject([{ name: "Léa Roy", placements: 2, hasRole: false }]);
    const toEve = await callAs(database.sql, site.eve, at).supervision.directory({});
    expect(toEve.people[0]?.next.map(({ known }) => known).toSorted()).toEqual([false, true]);
    expect(JSON.stringify(toEve)).not.toContain("5e Ouest");
  });

  test("[R309] a unit's week counts its accepted places by shift, and names students of the confirmed alone", async () => {
    const site = await addHospital(database.sql);
    await addRequest(database.sql, { school, hospital: site, status: "accepted", destinationId: site.eastId });
    await addRequest(database.sql, {
      school,
      hospital: site,
      status: "confirmed",
      destinationId: site.eastId,
      studentId: school.students[4] ?? "",
    });
    await addRequest(database.sql, { school, hospital: site, status: "accepted", destinationId: site.westId });
    await addRequest(database.sql, { school, hospital: site, status: "redirected", destinationId: site.eastId });
    const week = await as(site.eve).supervision.week({ from: "2027-01-11" });
    expect(week.days.map(({ students }) => students)).toEqual([2, 2, 0, 0, 0, 0, 0]);
    expect(week.days[0]?.shifts).toMatchObject([{ shift: "day", students: 2, confirmed: 1 }]);
    expect(week.days[0]?.shifts[0]?.comers.flatMap(({ names }) => names)).toEqual(["Zoé Nomsecret4"]);
  });
});
