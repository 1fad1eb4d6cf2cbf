import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { insertPerson } from "#db/people.ts";
import { addActor, addHospital, addRequest, addRow, addSchool, cellsAt, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callAs } from "./testing-delivery.ts";

const now = new Date("2026-11-23T15:00:00Z");
const reason = { code: "staffing", note: "manque de monde" };
let database: TestDatabase;
let school: TestSchool;

beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

const as = (actor: Actor) => callAs(database.sql, actor, now);
const nobodyWithAccount = (hospital: TestHospital, [firstName, lastName]: [string, string]) =>
  insertPerson(database.sql, hospital.agencyId, {
    firstName,
    lastName,
    title: "",
    email: `${lastName}@cisss.test`,
    phone: null,
    departmentId: null,
  });
/** Somebody of a unit, named there, who last signed in so many days ago. */
async function contactWithAccount(hospital: TestHospital, of: { name: [string, string]; destinationId: Id; days: number }): Promise<Actor> {
  const actor = await addActor(database.sql, {
    agencyId: hospital.agencyId,
    kind: "destination-coordinator",
    name: of.name,
    places: { destinations: [of.destinationId] },
  });
  const at = new Date(now.getTime() - of.days * 86_400_000).toISOString();
  await database.sql`update account set last_sign_in_at = ${at} where id = ${actor.accountId}`;
  return actor;
}
async function redirect(hospital: TestHospital, more: { destinationId: Id; contactId?: Id; shown?: "account" | "paper" }) {
  const { id } = await addRequest(database.sql, { school, hospital, status: "sent" });
  const claire = as(hospital.claire);
  const { version } = await claire.request.get({ id });
  const outcome = await claire.request.redirect({ requests: [{ id, version }], ...more });
  const [row] = await database.sql<{ status: string; unitContactId: Id | null; unitContactChosen: boolean }[]>`
    select status, unit_contact_id, unit_contact_chosen from request where id = ${id}`;
  return { id, outcome, row };
}

describe("who receives what is redirected", () => {
  it("[R290] is the main contact, in the system, and the route is said before and kept with the request", async () => {
    const hospital = await addHospital(database.sql);
    const josee = await contactWithAccount(hospital, { name: ["Josée", "Lapointe"], destinationId: hospital.westId, days: 3 });
    await as(hospital.claire).contact.set({ placeId: hospital.westId, main: { id: josee.personId } });
    const { units } = await as(hospital.claire).routing.units({ requestIds: [] });
    expect(units.find(({ id }) => id === hospital.westId)?.routes[0]?.route).toMatchObject({
      how: "account",
      as: "contact",
      to: { name: "Josée Lapointe" },
    });
    const { id, row } = await redirect(hospital, { destinationId: hospital.westId });
    expect(row).toEqual({ status: "redirected", unitContactId: josee.personId, unitContactChosen: false });
    expect(await as(josee).request.inbox({})).toMatchObject({ requests: [{ id, status: "pending" }] });
  });

  it("[R291] falls to the backup when the contact has lapsed, and both are said", async () => {
    const hospital = await addHospital(database.sql);
    const gone = await contactWithAccount(hospital, { name: ["Lise", "Gone"], destinationId: hospital.westId, days: 200 });
    const backup = await contactWithAccount(hospital, { name: ["Luc", "Relève"], destinationId: hospital.westId, days: 5 });
    await as(hospital.claire).contact.set({ placeId: hospital.westId, main: { id: gone.personId }, backups: [{ id: backup.personId }] });
    const { id, row } = await redirect(hospital, { destinationId: hospital.westId });
    expect(row).toMatchObject({ status: "redirected", unitContactId: backup.personId });
    const { entries } = await as(hospital.claire).history.of({ about: id });
    expect(entries.find(({ kind }) => kind === "routing.decided")?.facts).toMatchObject({
      to: "Luc Relève",
      how: "account",
      passed: [{ name: "Lise Gone", why: "lapsed" }],
    });
    const watched = await as(hospital.claire).contact.watched();
    expect(watched).toMatchObject([{ name: "Lise Gone", why: "lapsed", units: [{ next: "Luc Relève", paper: false }] }]);
  });

  it("[R292] a route that changed since its dialog is refused, not taken: nobody is sent on paper without having been told", async () => {
    const hospital = await addHospital(database.sql);
    const josee = await contactWithAccount(hospital, { name: ["Josée", "Fermée"], destinationId: hospital.westId, days: 3 });
    await as(hospital.claire).contact.set({ placeId: hospital.westId, main: { id: josee.personId } });
    await database.sql`update person set disabled_at = now() where id = ${josee.personId}`;
    const { outcome, row } = await redirect(hospital, { destinationId: hospital.westId, shown: "account" });
    expect(outcome.refused).toMatchObject([{ refusal: { code: "route-changed", how: "paper" } }]);
    expect(row).toMatchObject({ status: "sent" });
  });

  it("[R19] a contact whose access is closed or who refuses notices routes to paper with the reason, and back once mended", async () => {
    const hospital = await addHospital(database.sql);
    const josee = await contactWithAccount(hospital, { name: ["Josée", "Muette"], destinationId: hospital.westId, days: 3 });
    await as(hospital.claire).contact.set({ placeId: hospital.westId, main: { id: josee.personId } });
    await as(hospital.claire).contact.setReach({ placeId: hospital.westId, personId: josee.personId, alerts: false });
    const { id, row } = await redirect(hospital, { destinationId: hospital.westId });
    expect(row?.status).toBe("redirected-paper");
    const before = await as(hospital.claire).routing.diagnose({ requestId: id });
    expect(before).toMatchObject({
      may: { toAccount: false },
      route: { how: "paper", unexpected: true, passed: [{ name: "Josée Muette", standing: { reasons: [{ why: "alerts-refused" }] } }] },
    });
    await as(hospital.claire).contact.setReach({ placeId: hospital.westId, personId: josee.personId, alerts: true });
    expect(await as(hospital.claire).routing.diagnose({ requestId: id })).toMatchObject({
      may: { toAccount: true },
      route: { how: "account" },
    });
    const { version } = await as(hospital.claire).request.get({ id });
    const { done } = await as(hospital.claire).request.redirect({
      requests: [{ id, version }],
      destinationId: hospital.westId,
      shown: "account",
    });
    expect(done).toMatchObject([{ status: "redirected" }]);
    expect(await database.sql`select id from printout where agency_id = ${hospital.agencyId} and replaced_at is null`).toEqual([]);
  });

  it("[R293] a contact can be chosen, among those of the unit alone, and the choice is kept on the request", async () => {
    const hospital = await addHospital(database.sql);
    const josee = await contactWithAccount(hospital, { name: ["Josée", "Première"], destinationId: hospital.westId, days: 3 });
    const paper = await nobodyWithAccount(hospital, ["Marthe", "Papier"]);
    await as(hospital.claire).contact.set({ placeId: hospital.westId, main: { id: josee.personId }, backups: [{ id: paper }] });
    const chosen = await redirect(hospital, { destinationId: hospital.westId, contactId: paper, shown: "paper" });
    expect(chosen.row).toEqual({ status: "redirected-paper", unitContactId: paper, unitContactChosen: true });
    const stranger = await redirect(hospital, { destinationId: hospital.westId, contactId: hospital.denis.personId });
    expect(stranger.outcome.refused).toMatchObject([{ refusal: { code: "not-found" } }]);
  });

  it("[R294] a discipline contact comes before the unit's for requests of her discipline alone", async () => {
    const hospital = await addHospital(database.sql);
    const main = await contactWithAccount(hospital, { name: ["Ma", "Générale"], destinationId: hospital.westId, days: 3 });
    const nurse = await contactWithAccount(hospital, { name: ["Di", "Infirmière"], destinationId: hospital.westId, days: 3 });
    await as(hospital.claire).contact.set({
      placeId: hospital.westId,
      main: { id: main.personId },
      disciplines: [{ discipline: "Soins infirmiers", contact: { id: nurse.personId } }],
    });
    await database.sql`update programme set discipline = 'Soins infirmiers' where id = ${school.programmeId}`;
    const { row } = await redirect(hospital, { destinationId: hospital.westId });
    expect(row?.unitContactId).toBe(nurse.personId);
    await database.sql`update programme set discipline = 'Physiothérapie' where id = ${school.programmeId}`;
    const other = await redirect(hospital, { destinationId: hospital.westId });
    expect(other.row?.unitContactId).toBe(main.personId);
  });

  it("[R295] the user flag turns on by itself: for a contact who can come in, and when a contact is given a role", async () => {
    const hospital = await addHospital(database.sql);
    const { sql } = database;
    const flag = async () => (await sql<{ isUser: boolean }[]>`select is_user from destination where id = ${hospital.westId}`)[0]?.isUser;
    const marthe = await nobodyWithAccount(hospital, ["Marthe", "Bientôt"]);
    await as(hospital.claire).routing.setUnit({ unitId: hospital.westId, isUser: false });
    await as(hospital.claire).contact.set({ placeId: hospital.westId, main: { id: marthe } });
    expect(await flag()).toBe(false);
    const yves = await addActor(sql, { agencyId: hospital.agencyId, kind: "local-administrator", name: ["Yves", "Turcotte"] });
    const { undo } = await as(yves).contact.giveAccess({
      placeId: hospital.westId,
      personId: marthe,
      email: "marthe@cisss.test",
      language: "fr",
    });
    expect(await flag()).toBe(true);
    expect(await as(hospital.claire).contact.of({ placeId: hospital.westId })).toMatchObject({
      main: { name: "Marthe Bientôt", standing: { answers: true } },
      route: { how: "account", as: "contact" },
    });
    await as(yves).people.takeRole({ roleId: undo.roleId });
    expect(await as(hospital.claire).contact.of({ placeId: hospital.westId })).toMatchObject({ route: { how: "paper" } });
    expect(reason).toBeDefined();
  });

  it("[R296] what a colleague changed of the contacts meanwhile is not written over", async () => {
    const hospital = await addHospital(database.sql);
    const [one, other] = [await nobodyWithAccount(hospital, ["A", "Un"]), await nobodyWithAccount(hospital, ["B", "Deux"])];
    await as(hospital.claire).contact.set({ placeId: hospital.westId, backups: [{ id: one }], saw: { backups: [] } });
    await expect(
      as(hospital.denis).contact.set({ placeId: hospital.westId, backups: [{ id: other }], saw: { backups: [] } }),
    ).rejects.toMatchObject({ cause: { refusal: { code: "stale", by: "Claire Gagné" } } });
    const { undo } = await as(hospital.denis).contact.set({
      placeId: hospital.westId,
      backups: [{ id: other }, { id: one }],
      saw: { backups: [one] },
    });
    expect(undo).toEqual({ backups: [{ id: one }] });
    const found = await as(hospital.claire).contact.of({ placeId: hospital.westId });
    expect(found?.backups.map(({ name }) => name)).toEqual(["B Deux", "A Un"]);
    // A school reads the cards, and nothing of how people stand.
    const shown = await as(school.anna).contact.of({ placeId: hospital.westId });
    expect(shown?.backups.map(({ name, standing, alerts }) => [name, standing, alerts])).toEqual([
      ["B Deux", null, null],
      ["A Un", null, null],
    ]);
    expect(shown).toMatchObject({ inside: false, route: null, administrators: [] });
  });

  it("[R297] who is away hands over to her delegate, until she is back", async () => {
    const hospital = await addHospital(database.sql);
    const josee = await contactWithAccount(hospital, { name: ["Josée", "Partie"], destinationId: hospital.westId, days: 3 });
    const delegate = await contactWithAccount(hospital, { name: ["Paul", "Remplaçant"], destinationId: hospital.westId, days: 3 });
    const claire = as(hospital.claire);
    await claire.contact.set({ placeId: hospital.westId, main: { id: josee.personId } });
    const { id: absenceId } = await as(josee).contact.absent({
      placeId: hospital.westId,
      personId: josee.personId,
      startsOn: "2026-11-20",
      endsOn: "2026-12-04",
      delegateId: delegate.personId,
    });
    expect(await claire.contact.of({ placeId: hospital.westId })).toMatchObject({
      route: { how: "account", to: { name: "Paul Remplaçant" }, insteadOf: "Josée Partie" },
    });
    await claire.contact.back({ placeId: hospital.westId, personId: josee.personId, absenceId });
    expect(await claire.contact.of({ placeId: hospital.westId })).toMatchObject({ route: { to: { name: "Josée Partie" } } });
  });
});

describe("a service that hands on by itself", () => {
  const send = async (hospital: TestHospital) => {
    const rowId = await addRow(database.sql, school, cellsAt(hospital));
    const { done, refused } = await as(school.anna).worksheet.send({ worksheetId: school.worksheetId, rowIds: [rowId] });
    expect(refused).toEqual([]);
    const id = done[0]?.requestId ?? "";
    const [row] = await database.sql<
      { status: string; destinationId: Id | null }[]
    >`select status, destination_id from request where id = ${id}`;
    return { id, row };
  };

  it("[R298] hands a request to its unit in the transaction that sends it, and both sides are told", async () => {
    const hospital = await addHospital(database.sql);
    await as(hospital.claire).routing.setService({ serviceId: hospital.serviceId, redirects: "unit", unitId: hospital.eastId });
    const { id, row } = await send(hospital);
    expect(row).toEqual({ status: "redirected-auto", destinationId: hospital.eastId });
    expect(await as(hospital.eve).request.inbox({})).toMatchObject({ requests: [{ id, status: "pending" }] });
    for (const actor of [school.anna, hospital.claire]) {
      const { entries } = await as(actor).history.of({ about: id });
      expect(entries.map(({ kind, by }) => [kind, by])).toContainEqual(["request.auto-redirected", "Concerto"]);
    }
    // To whom, and who was passed over, is the organisation's own.
    const { entries } = await as(school.anna).history.of({ about: id });
    expect(entries.some(({ kind }) => kind.startsWith("routing."))).toBe(false);
  });

  it("[R298] leaves it with the coordinator when nobody would answer, and says why: never on paper by itself", async () => {
    const hospital = await addHospital(database.sql);
    await as(hospital.claire).routing.setService({ serviceId: hospital.serviceId, redirects: "unit", unitId: hospital.westId });
    const { id, row } = await send(hospital);
    expect(row?.status).toBe("sent");
    expect(await as(hospital.claire).routing.diagnose({ requestId: id })).toMatchObject({
      stays: "nobody-named",
      unit: { name: "5e Ouest" },
    });
    const { entries } = await as(hospital.claire).history.of({ about: id });
    expect(entries.find(({ kind }) => kind === "routing.stayed")?.facts).toMatchObject({ unit: "5e Ouest", why: "nobody-named" });
    const { undo } = await as(hospital.claire).routing.setService({ serviceId: hospital.serviceId, redirects: "asked", unitId: null });
    expect(undo).toEqual({ redirects: "unit", unitId: hospital.westId });
    const other = await send(hospital);
    expect(other.row?.status).toBe("sent");
    expect(await as(hospital.claire).routing.diagnose({ requestId: other.id })).toMatchObject({ stays: "no-unit-asked" });
  });
});

describe("another unit", () => {
  it("[R299] a unit hands what waits at it to another of its own, its organisation what is agreed on, and the status stays", async () => {
    const hospital = await addHospital(database.sql);
    const both = await addActor(database.sql, {
      agencyId: hospital.agencyId,
      kind: "destination-coordinator",
      name: ["Deux", "Unités"],
      places: { destinations: [hospital.eastId, hospital.westId] },
    });
    const { id } = await addRequest(database.sql, { school, hospital, status: "redirected" });
    const change = async (actor: Actor, destinationId: Id) => {
      const { version } = await as(actor).request.get({ id });
      return as(actor).relocation.move({ requests: [{ id, version }], destinationId });
    };
    expect((await change(both, hospital.westId)).done).toMatchObject([{ id, status: "pending" }]);
    await expect(change(hospital.eve, hospital.westId)).rejects.toMatchObject({ cause: { refusal: { code: "not-found" } } });
    expect((await change(hospital.claire, hospital.eastId)).refused).toMatchObject([{ refusal: { code: "move-not-possible" } }]);
    const agreed = await addRequest(database.sql, { school, hospital, status: "confirmed", destinationId: hospital.eastId });
    const { version } = await as(hospital.claire).request.get({ id: agreed.id });
    await as(hospital.claire).relocation.move({ requests: [{ id: agreed.id, version }], destinationId: hospital.westId });
    expect(await as(school.anna).request.get({ id: agreed.id })).toMatchObject({ status: "confirmed", place: { destination: "5e Ouest" } });
  });
});
