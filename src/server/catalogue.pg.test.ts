import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Id } from "#domain/id.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { importFields } from "#domain/catalogue-import.ts";
import { addAgency, refusalOfCall, someone } from "./testing-caller.ts";

let database: TestDatabase;
let hospital: Id;
let school: Id;
let administrator: Awaited<ReturnType<typeof someone>>;
let coordinator: Awaited<ReturnType<typeof someone>>;

beforeAll(async () => {
  database = await testDatabase();
  hospital = await addAgency(database.sql, "CISSS des Rapides", "receiving");
  school = await addAgency(database.sql, "Cégep du Vieux-Pont", "placing");
  administrator = await someone(database.sql, { agencyId: hospital, agencyKind: "receiving", kind: "local-administrator" });
  coordinator = await someone(database.sql, { agencyId: school, agencyKind: "placing", kind: "placing-coordinator" });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

const blank = { shortName: "", address: "", phone: null, isUser: true, contact: null, capacity: null, largestGroup: null };
async function addService(siteName: string, serviceName: string) {
  const { call } = administrator;
  const site = await call.catalogue.add({ level: "site", agencyId: hospital, name: siteName, ...blank });
  const service = await call.catalogue.add({ level: "service", siteId: site.id, name: serviceName, isUser: true, contact: null });
  return { site: site.id, service: service.id };
}
const addDestination = (serviceId: Id, name: string) =>
  administrator.call.catalogue.add({ level: "destination", serviceId, name, ...blank });

describe("a place", () => {
  test("[R189] a retired destination names another of its organisation that is open, until it opens again", async () => {
    const { service } = await addService("Hôpital des Successions", "Médecine");
    const { call } = administrator;
    const [old, next, closed] = [
      await addDestination(service, "1er"),
      await addDestination(service, "2e"),
      await addDestination(service, "3e"),
    ].map(({ id }) => id);
    if (!old || !next || !closed) throw new Error("no destination");
    await call.catalogue.retire({ id: closed, on: "2026-12-31" });
    const retire = (successorId: Id) => call.catalogue.retire({ id: old, on: "2026-12-31", successorId });
    expect(await refusalOfCall(retire(closed))).toEqual({ code: "parent-retired", name: "3e", on: "2026-12-31" });
    expect(await refusalOfCall(retire(service))).toEqual({ code: "not-found" });
    expect(await refusalOfCall(retire(old))).toEqual({ code: "not-found" });
    await retire(next);
    expect(await call.catalogue.place({ id: old })).toMatchObject({ successor: { id: next, name: "2e" } });
    expect((await coordinator.call.catalogue.all()).destinations.find(({ id }) => id === old)).toMatchObject({ successorId: next });
    await call.catalogue.restore({ id: old });
    expect(await call.catalogue.place({ id: old })).toMatchObject({ retiredOn: null, successor: null });
  });

  test("says which disciplines it receives, and the edit is taken back", async () => {
    const { service } = await addService("Hôpital des Disciplines", "Médecine");
    const { call } = administrator;
    const { id } = await addDestination(service, "1er");
    const { undo } = await call.catalogue.edit({ id, patch: { disciplines: ["Physiothérapie", "Ergothérapie"] } });
    expect(await call.catalogue.place({ id })).toMatchObject({ disciplines: ["Physiothérapie", "Ergothérapie"] });
    expect(undo).toEqual({ disciplines: [] });
    await call.catalogue.edit({ id, patch: undo });
    expect(await call.catalogue.place({ id })).toMatchObject({ disciplines: [] });
  });

  test("is added with a contact made on the fly, edited field by field, and the edit taken back", async () => {
    const { service } = await addService("Hôpital A", "Médecine");
    const { call } = administrator;
    const contact = { lastName: "Roy", firstName: "Luc", title: "Chef d’unité", email: "luc.roy@rapides.example", phone: "450 555-0100" };
    const { id } = await call.catalogue.add({
      level: "destination",
      serviceId: service,
      name: "4e Est",
      ...blank,
      capacity: 8,
      largestGroup: 6,
      contact,
    });
    expect(await call.catalogue.place({ id })).toMatchObject({
      level: "destination",
      name: "4e Est",
      capacity: 8,
      contact: { name: "Luc Roy", phone: "450 555-0100" },
      may: { edit: true, retire: true, restore: false },
    });
    const { undo } = await call.catalogue.edit({ id, patch: { capacity: 10, contact: null } });
    expect(await call.catalogue.place({ id })).toMatchObject({ capacity: 10, largestGroup: 6, contact: null });
    await call.catalogue.edit({ id, patch: undo });
    expect(await call.catalogue.place({ id })).toMatchObject({ capacity: 8, contact: { name: "Luc Roy" } });
  });

  test("[R61] is seen by every organisation, contact included, and kept by its own only", async () => {
    const { service } = await addService("Hôpital B", "Médecine");
    const { call } = coordinator;
    expect(await call.catalogue.place({ id: service })).toMatchObject({
      may: { edit: false, retire: false, restore: false, remove: false, add: false },
    });
    expect((await call.catalogue.all()).services.map(({ id }) => id)).toContain(service);
    expect(await refusalOfCall(call.catalogue.edit({ id: service, patch: { name: "À nous" } }))).toEqual({ code: "not-allowed" });
    expect(await refusalOfCall(call.catalogue.contacts({ placeId: service }))).toEqual({ code: "not-allowed" });
    expect(await refusalOfCall(call.catalogue.edit({ id: "00000000-0000-7000-8000-000000000000", patch: {} }))).toEqual({
      code: "not-found",
    });
  });

  test("[R62] bears a name of its own among the open destinations of its service", async () => {
    const { service } = await addService("Hôpital C", "Médecine");
    const { id } = await addDestination(service, "3e Nord");
    expect(await refusalOfCall(addDestination(service, "3E NORD"))).toMatchObject({ code: "name-taken", name: "3E NORD" });
    await administrator.call.catalogue.retire({ id, on: "2026-11-22" });
    await addDestination(service, "3e Nord");
    expect(await refusalOfCall(administrator.call.catalogue.restore({ id }))).toMatchObject({ code: "name-taken", name: "3e Nord" });
  });

  test("[R18] added by mistake is removed, unless something lies under it", async () => {
    const { site, service } = await addService("Hôpital D", "Médecine");
    expect(await refusalOfCall(administrator.call.catalogue.remove({ id: site }))).toEqual({ code: "in-use", by: "service", count: 1 });
    await administrator.call.catalogue.remove({ id: service });
    await administrator.call.catalogue.remove({ id: site });
    expect(await refusalOfCall(administrator.call.catalogue.place({ id: site }))).toEqual({ code: "not-found" });
  });

  test("moves to another service of its organisation, never of another's", async () => {
    const { service } = await addService("Hôpital E", "Médecine");
    const { service: other } = await addService("Hôpital F", "Chirurgie");
    const { id } = await addDestination(service, "5e Sud");
    const { undo } = await administrator.call.catalogue.edit({ id, patch: { serviceId: other } });
    expect(await administrator.call.catalogue.place({ id })).toMatchObject({ siteName: "Hôpital F", serviceName: "Chirurgie" });
    expect(undo).toEqual({ serviceId: service });
    const clinic = await coordinator.call.catalogue.add({ level: "agency", name: "Clinique du Parc", shortName: "Parc" });
    const theirs = await coordinator.call.catalogue.add({ level: "site", agencyId: clinic.id, name: "Clinique du Parc", ...blank });
    const elsewhere = await coordinator.call.catalogue.add({
      level: "service",
      siteId: theirs.id,
      name: "Réadaptation",
      isUser: false,
      contact: null,
    });
    expect(await refusalOfCall(administrator.call.catalogue.edit({ id, patch: { serviceId: elsewhere.id } }))).toEqual({
      code: "not-allowed",
    });
  });
});

describe("retiring", () => {
  test("[R18] a service that still has open destinations is refused, and by the database as well", async () => {
    const { site, service } = await addService("Hôpital G", "Médecine");
    const { id } = await addDestination(service, "2e Est");
    const { call } = administrator;
    expect(await refusalOfCall(call.catalogue.retire({ id: service, on: "2026-12-31" }))).toMatchObject({
      code: "in-use",
      by: "destination",
      count: 1,
    });
    await expect(database.sql`update service set retired_on = '2026-12-31' where id = ${service}`).rejects.toThrow(
      "something open under something retired",
    );
    await call.catalogue.retire({ id, on: "2027-01-31" });
    expect(await refusalOfCall(call.catalogue.retire({ id: service, on: "2026-12-31" }))).toMatchObject({
      code: "in-use",
      by: "destination",
      count: 1,
    });
    await call.catalogue.retire({ id, on: "2026-12-31" });
    await call.catalogue.retire({ id: service, on: "2026-12-31" });
    await call.catalogue.retire({ id: site, on: "2026-12-31" });
    expect(await refusalOfCall(call.catalogue.restore({ id }))).toEqual({ code: "parent-retired", name: "Médecine", on: "2026-12-31" });
    expect(await refusalOfCall(addDestination(service, "Nouvelle"))).toEqual({
      code: "parent-retired",
      name: "Médecine",
      on: "2026-12-31",
    });
    await call.catalogue.restore({ id: site });
    await call.catalogue.restore({ id: service });
    await call.catalogue.restore({ id });
    expect(await call.catalogue.place({ id })).toMatchObject({ retiredOn: null });
  });
});

describe("rights by place", () => {
  test("[R61] a coordinator of one site keeps what lies under it and nothing else; one of a service adds units to it", async () => {
    const here = await addService("Hôpital H", "Médecine");
    const there = await addService("Hôpital I", "Médecine");
    const ofSite = await someone(database.sql, {
      agencyId: hospital,
      agencyKind: "receiving",
      kind: "receiving-coordinator",
      rights: { sites: [here.site] },
    });
    await ofSite.call.catalogue.edit({ id: here.service, patch: { name: "Médecine interne" } });
    await ofSite.call.catalogue.add({ level: "service", siteId: here.site, name: "Urgence", isUser: true, contact: null });
    expect(await refusalOfCall(ofSite.call.catalogue.edit({ id: there.service, patch: { name: "X" } }))).toEqual({ code: "not-allowed" });
    expect(await refusalOfCall(ofSite.call.catalogue.add({ level: "site", agencyId: hospital, name: "X", ...blank }))).toEqual({
      code: "not-allowed",
    });
    const ofService = await someone(database.sql, {
      agencyId: hospital,
      agencyKind: "receiving",
      kind: "receiving-coordinator",
      rights: { services: [there.service] },
    });
    await ofService.call.catalogue.add({ level: "destination", serviceId: there.service, name: "1er Nord", ...blank });
    expect(await refusalOfCall(ofService.call.catalogue.edit({ id: there.site, patch: { name: "X" } }))).toEqual({ code: "not-allowed" });
  });

  test("[R61] a school keeps organisations that do not use the system, and nobody's who do; an observer keeps nothing", async () => {
    const { id } = await coordinator.call.catalogue.add({ level: "agency", name: "Clinique Santé", shortName: "" });
    expect(await refusalOfCall(coordinator.call.catalogue.add({ level: "agency", name: "clinique santé", shortName: "" }))).toMatchObject({
      code: "name-taken",
      name: "clinique santé",
    });
    await coordinator.call.catalogue.edit({ id, patch: { name: "Clinique Santé Plus" } });
    expect((await coordinator.call.catalogue.all()).agencies).toContainEqual({
      id,
      name: "Clinique Santé Plus",
      shortName: "Clinique Santé",
      isUser: false,
    });
    expect(await refusalOfCall(administrator.call.catalogue.edit({ id, patch: { name: "À nous" } }))).toEqual({ code: "not-allowed" });
    expect(await refusalOfCall(administrator.call.catalogue.add({ level: "agency", name: "Autre", shortName: "" }))).toEqual({
      code: "not-allowed",
    });
    const observer = await someone(database.sql, { agencyId: school, agencyKind: "placing", kind: "observer" });
    expect(await refusalOfCall(observer.call.catalogue.edit({ id, patch: { name: "X" } }))).toEqual({ code: "not-allowed" });
    expect((await observer.call.catalogue.rights()).may).toEqual({ addAgency: false, addSite: false, import: false });
  });
});

describe("a file of places", () => {
  const form = (text: string) => {
    const data = new FormData();
    data.set("file", new File([text], "milieux.csv"));
    return data;
  };
  const file = () => readFileSync("e2e/files/milieux-1.csv", "utf8");
  const commitOf = (checked: {
    fileName: string;
    digest: string;
    lines: { number: number; texts: Record<(typeof importFields)[number], string> }[];
  }) => ({
    fileName: checked.fileName,
    digest: checked.digest,
    lines: checked.lines.map(({ number, texts }) => ({ number, texts: importFields.map((field) => texts[field]) })),
  });

  test("[R63] is shown, committed in one go, told to everybody, and changes nothing when it comes again", async () => {
    await using own = await testDatabase();
    const college = await addAgency(own.sql, "Cégep", "placing");
    const { call } = await someone(own.sql, { agencyId: college, agencyKind: "placing", kind: "placing-coordinator" });
    const checked = await call.catalogue.checkImport(form(file()));
    expect(checked.counts).toEqual({ new: 66, changed: 0, unchanged: 0, refused: 0 });
    expect((await call.catalogue.all()).agencies).toEqual([]);
    await call.catalogue.commitImport(commitOf(checked));
    const { agencies, sites, services, destinations } = await call.catalogue.all();
    expect(agencies.map(({ name, isUser }) => [name, isUser])).toEqual([
      ["CISSS des Rapides", true],
      ["CIUSSS du Vieux-Port", true],
      ["Clinique Santé Plus inc.", false],
    ]);
    expect([sites.length, destinations.length]).toEqual([6, 66]);
    expect(sites.find(({ name }) => name === "CLSC du Quai")?.isUser).toBe(false);
    expect(services.filter(({ name }) => name === "Médecine")).toHaveLength(1);
    const unit = destinations.find(
      ({ name, serviceId }) => name === "3e Est" && services.some(({ id, name: service }) => id === serviceId && service === "Médecine"),
    );
    expect((await call.catalogue.place({ id: unit?.id ?? "" })).contact).toMatchObject({
      name: "Unité Médecine 1",
      email: "medecine1@hopitaldunord.example",
      phone: "450 555-0100",
    });
    const again = await call.catalogue.checkImport(form(file()));
    expect(again.counts).toEqual({ new: 0, changed: 0, unchanged: 66, refused: 0 });
    const before = await own.sql`select count(*)::int as events, (select count(*)::int from person) as people from event`;
    await call.catalogue.commitImport(commitOf(again));
    expect(await own.sql`select count(*)::int as events, (select count(*)::int from person) as people from event`).toEqual(before);
  });

  test("[R63] leaves what another organisation keeps, says so by name, and takes the rest", async () => {
    const checked = await administrator.call.catalogue.checkImport(
      form("Organisme;Site;Service;Destination\nCISSS des Rapides;Hôpital Z;Urgence;1er\nClinique du Coin;Coin;Réadaptation;2e\n"),
    );
    expect(checked.lines.map(({ outcome, notYours }) => [outcome, notYours])).toEqual([
      ["new", false],
      ["refused", true],
    ]);
    await administrator.call.catalogue.commitImport(commitOf(checked));
    expect((await administrator.call.catalogue.all()).agencies.map(({ name }) => name)).not.toContain("Clinique du Coin");
  });

  test("[R63] is not committed when the catalogue has changed since it was shown", async () => {
    const text = "Organisme;Site;Service;Destination;Places max\nCISSS des Rapides;Hôpital Y;Urgence;1er;4\n";
    const checked = await administrator.call.catalogue.checkImport(form(text));
    await addService("Hôpital Y", "Urgence");
    expect(await refusalOfCall(administrator.call.catalogue.commitImport(commitOf(checked)))).toEqual({ code: "import-changed", rows: 1 });
    expect((await administrator.call.catalogue.all()).destinations.some(({ capacity }) => capacity === 4)).toBe(false);
  });

  test("without the columns that say where is told which are missing; others than keepers may not bring one", async () => {
    const checked = await administrator.call.catalogue.checkImport(form("Service;Unité\nMédecine;3e Est\nMédecine;4e Est\n"));
    expect(checked.missing).toEqual(["agency", "site"]);
    const student = await someone(database.sql, { agencyId: school, agencyKind: "placing", kind: "instructor" });
    expect(await refusalOfCall(student.call.catalogue.checkImport(form("x")))).toEqual({ code: "not-allowed" });
  });
});

test("what happens in the catalogue is told to every organisation that uses the system", async () => {
  const { service } = await addService("Hôpital J", "Médecine");
  const [event] = await database.sql<{ agencyIds: Id[]; kind: string }[]>`select kind, agency_ids from event where about = ${service}`;
  expect(event?.kind).toBe("catalogue.added");
  expect(event?.agencyIds).toEqual(expect.arrayContaining([hospital, school]));
});
