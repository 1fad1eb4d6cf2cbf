import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital } from "#db/testing-world.ts";
import { schoolIdOf } from "#db/testing-guest.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { refusalOfCall } from "./testing-caller.ts";
import { entryAt, handedTo, schoolCalled, signed, today } from "./testing-guest.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
let hospital: TestHospital;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => void (hospital = await addHospital(database.sql)));

const as = (actor: Actor) => callerAs(depsOver(database.sql), actor, today);
const inboxOf = async (actor: Actor) => (await as(actor).request.inbox({})).requests;
const versionOf = async (actor: Actor, id: string) => (await as(actor).request.get({ id })).version;

describe("a request entered for a school without account", () => {
  test("[R330] it is pending in the inbox like any other, with programme, course and row of the school’s own, and is answered", async () => {
    const { id, reference } = await as(hospital.claire).guest.enter(entryAt(hospital));
    const [row] = await inboxOf(hospital.denis);
    expect(row).toMatchObject({
      id,
      reference,
      status: "pending",
      madeBy: "receiving-quick",
      programme: "Ergothérapie",
      course: { name: "Stage 2" },
      size: 3,
      schedule: { startsOn: "2027-02-01", endsOn: "2027-03-26", weekdays: [1, 2] },
    });
    const kept = await database.sql<{ agencyId: string; cells: object; fictitious: boolean }[]>`
      select r.agency_id, w.cells, s.fictitious from request r
      join worksheet_row w on w.agency_id = r.agency_id and w.worksheet_id = r.worksheet_id and w.row_id = r.row_id
      join assignment a on a.agency_id = r.agency_id and a.request_id = r.id join student s on s.agency_id = a.agency_id and s.id = a.student_id
      where r.id = ${id}`;
    expect(kept).toMatchObject([{ cells: { agency: hospital.name, destination: "4e Est" }, fictitious: true }]);
    expect(kept[0]?.agencyId).not.toBe(hospital.agencyId);
    const { counts } = await as(hospital.claire).request.counts({});
    expect(counts.find(({ status }) => status === "pending")).toMatchObject({ requests: 1, places: 3 });
    await as(hospital.claire).request.redirect({ requests: [{ id, version: row?.version ?? 0 }], destinationId: hospital.eastId });
    await as(hospital.eve).request.acceptForUnit({ requests: [{ id, version: await versionOf(hospital.eve, id) }] });
    await as(hospital.denis).request.accept({ requests: [{ id, version: await versionOf(hospital.denis, id) }] });
    expect((await inboxOf(hospital.claire))[0]).toMatchObject({ status: "accepted" });
  });

  test("[R330] the next of the same programme goes to the same sheet; a service that is on paper for others is hers to enter all the same", async () => {
    const one = await as(hospital.claire).guest.enter(entryAt(hospital));
    const schoolId = await schoolIdOf(database.sql, one.id);
    await database.sql`update service set is_user = false where id = ${hospital.serviceId}`;
    const two = await as(hospital.claire).guest.enter(
      entryAt(hospital, { school: { id: schoolId, name: "" }, size: 2, place: { ...entryAt(hospital).place, destinationId: null } }),
    );
    const rows = await database.sql<
      { worksheetId: string; status: string }[]
    >`select worksheet_id, status from request where id = any(${[one.id, two.id]}::uuid[])`;
    expect(new Set(rows.map(({ worksheetId }) => worksheetId)).size).toBe(1);
    expect(rows.map(({ status }) => status)).toEqual(["sent", "sent"]);
  });

  test("[R331] a school that uses the system is refused by name, one of the same name is not made twice, and spellings are suggested", async () => {
    const user = await addSchool(database.sql);
    const enter = (school: { id: string | null; name: string }) => as(hospital.claire).guest.enter(entryAt(hospital, { school }));
    expect(await refusalOfCall(enter({ id: user.agencyId, name: "" }))).toEqual({ code: "school-uses-system", name: user.name });
    const name = schoolCalled("Atelier Borealis");
    await enter({ id: null, name });
    expect(await refusalOfCall(enter({ id: null, name: name.toUpperCase() }))).toMatchObject({ code: "name-taken" });
    expect(await as(hospital.claire).guest.alike({ name: "Centre boréalis" })).toMatchObject([{ name, isUser: false }]);
    expect(await as(hospital.claire).guest.schools({ search: user.name })).toMatchObject([{ isUser: true }]);
  });

  test("[R332] two organisations share the record of a school and see nothing of each other’s requests of it", async () => {
    const other = await addHospital(database.sql);
    const { id } = await as(hospital.claire).guest.enter(entryAt(hospital));
    const schoolId = await schoolIdOf(database.sql, id);
    const theirs = await as(other.claire).guest.enter(
      entryAt(other, { school: { id: schoolId, name: "" }, programme: "Autre", course: "Secret" }),
    );
    expect((await inboxOf(hospital.claire)).map((one) => one.id)).toEqual([id]);
    expect((await inboxOf(other.claire)).map((one) => one.id)).toEqual([theirs.id]);
    const { contacts, before } = await as(hospital.claire).guest.school({ id: schoolId });
    expect(contacts).toHaveLength(1);
    expect(before.map(({ programme }) => programme)).toEqual(["Ergothérapie"]);
    for (const read of [
      () => as(hospital.claire).request.get({ id: theirs.id }),
      () => as(hospital.claire).guest.ofRequest({ requestId: theirs.id }),
      () => as(hospital.claire).guest.confirm({ id: theirs.id, version: 0 }),
      () => as(hospital.claire).guest.name({ requestId: theirs.id, students: [signed("Zoé", "Roy")] }),
      () => as(hospital.claire).guest.invite({ requestId: theirs.id, language: "fr" }),
    ])
      expect(await refusalOfCall(read())).toEqual({ code: "not-found" });
    const history = await as(hospital.claire).history.list({});
    expect(JSON.stringify(history)).not.toContain(String(theirs.reference));
    const limited = await addActor(database.sql, {
      agencyId: hospital.agencyId,
      kind: "receiving-coordinator",
      name: ["Léa", "Site"],
      places: { sites: [hospital.otherSiteId] },
    });
    expect(await refusalOfCall(as(limited).guest.enter(entryAt(hospital)))).toEqual({ code: "not-found" });
    await handedTo(database.sql, hospital);
    expect(await as(limited).guest.handed()).toEqual([]);
    expect(await as(other.claire).guest.handed()).toEqual([]);
    expect(await as(hospital.denis).guest.handed()).toHaveLength(1);
  });
});

describe("confirmation in the place of a school", () => {
  const accepted = async () => {
    const { id } = await as(hospital.claire).guest.enter(entryAt(hospital));
    await as(hospital.claire).request.accept({ requests: [{ id, version: await versionOf(hospital.claire, id) }] });
    return id;
  };

  test("[R335] names are counted and shown to nobody before she confirms; then to the site, and hidden again when it is taken back", async () => {
    const id = await accepted();
    const call = as(hospital.claire);
    const confirm = async () => call.guest.confirm({ id, version: await versionOf(hospital.claire, id) });
    expect(await refusalOfCall(confirm())).toEqual({ code: "nobody-assigned" });
    await call.guest.name({ requestId: id, students: [signed("Zoé", "Nomsecret"), signed("Léo", "Nomsecret", "leo@petite.example")] });
    const seen = async (actor: Actor) => JSON.stringify([await as(actor).request.get({ id }), await as(actor).request.inbox({})]);
    for (const actor of [hospital.claire, hospital.eve]) expect(await seen(actor)).not.toContain("Nomsecret");
    const before = await call.guest.ofRequest({ requestId: id });
    expect(before).toMatchObject({ named: 2, confirmed: 0, size: 3, may: { confirm: true, unconfirm: false, name: true } });
    expect(JSON.stringify(before)).not.toContain("Nomsecret");
    expect(await confirm()).toEqual({ students: 2 });
    expect((await as(hospital.eve).request.get({ id })).students.map(({ name, email }) => [name, email])).toEqual([
      ["Léo Nomsecret", "leo@petite.example"],
      ["Zoé Nomsecret", null],
    ]);
    expect((await as(hospital.claire).request.get({ id })).status).toBe("confirmed");
    await call.guest.unconfirm({ id, version: await versionOf(hospital.claire, id) });
    for (const actor of [hospital.claire, hospital.eve]) expect(await seen(actor)).not.toContain("Nomsecret");
    expect(JSON.stringify(await call.history.list({}))).not.toContain("Nomsecret");
  });

  test("[R335] only of a school that has nobody here: once it has, it confirms itself", async () => {
    const id = await accepted();
    await as(hospital.claire).guest.name({ requestId: id, students: [signed("Zoé", "Roy")] });
    const schoolId = await schoolIdOf(database.sql, id);
    await addActor(database.sql, { agencyId: schoolId, kind: "placing-coordinator", name: ["Anne", "Petit"] });
    const version = await versionOf(hospital.claire, id);
    expect(await refusalOfCall(as(hospital.claire).guest.confirm({ id, version }))).toMatchObject({ code: "school-uses-system" });
    expect(await as(hospital.claire).guest.ofRequest({ requestId: id })).toMatchObject({
      withoutUser: false,
      may: { confirm: false, name: false },
    });
    const school = await addSchool(database.sql);
    expect(school.agencyId).not.toBe(schoolId);
  });

  test("[R335] a request of a school with users is confirmed by nobody else", async () => {
    const school = await addSchool(database.sql);
    const { id } = await addRequest(database.sql, { school, hospital, status: "accepted" });
    const version = await versionOf(hospital.claire, id);
    expect(await refusalOfCall(as(hospital.claire).guest.confirm({ id, version }))).toMatchObject({ code: "school-uses-system" });
    expect(await as(hospital.claire).guest.ofRequest({ requestId: id })).toBeNull();
  });

  test("[R336] a school that becomes a user finds its requests, and confirms them itself", async () => {
    const id = await accepted();
    const schoolId = await schoolIdOf(database.sql, id);
    const anne = await addActor(database.sql, { agencyId: schoolId, kind: "placing-coordinator", name: ["Anne", "Petit"] });
    const [mine] = (await as(anne).request.outbox({})).requests;
    expect(mine).toMatchObject({ id, status: "accepted", madeBy: "receiving-quick" });
    expect((await database.sql`select is_user from agency where id = ${schoolId}`)[0]).toEqual({ isUser: true });
    expect(await refusalOfCall(as(hospital.claire).guest.enter(entryAt(hospital, { school: { id: schoolId, name: "" } })))).toMatchObject({
      code: "school-uses-system",
    });
    const { id: mineToo } = await as(anne).student.addFictitious();
    expect(mineToo).not.toBe("");
  });
});
