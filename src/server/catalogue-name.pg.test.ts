import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Id } from "#domain/id.ts";
import { readPath } from "#domain/place.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;

beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

const as = (of: TestHospital) => callAs(database.sql, of.claire);
const placeOf = async (requestId: Id) => {
  const [row] = await database.sql<{ siteId: Id; serviceId: Id; destinationId: Id | null }[]>`
    select site_id, service_id, destination_id from request where id = ${requestId}`;
  return row;
};
const told = async (of: TestHospital, about: Id) =>
  (await as(of).history.of({ about: [about], before: null })).entries.map(({ kind, facts }) => ({ kind, facts }));

describe("a destination that moves", () => {
  test("[R310] takes what is open along, each request told; what was declined keeps the service it was asked under", async () => {
    const hospital = await addHospital(database.sql);
    const at = { school, hospital, destinationId: hospital.eastId };
    const open = await addRequest(database.sql, { ...at, status: "sent" });
    const settled = await addRequest(database.sql, { ...at, status: "declined" });
    const over = { ...school.schedule, startsOn: "2020-01-06", endsOn: "2020-02-28" };
    const past = await addRequest(database.sql, { ...at, status: "accepted", schedule: over });
    await as(hospital).catalogue.edit({ id: hospital.eastId, patch: { serviceId: hospital.otherServiceId } });

    const before = { siteId: hospital.siteId, serviceId: hospital.serviceId, destinationId: hospital.eastId };
    const after = { siteId: hospital.otherSiteId, serviceId: hospital.otherServiceId, destinationId: hospital.eastId };
    expect(await placeOf(open.id)).toEqual(after);
    expect(await placeOf(settled.id)).toEqual(before);
    expect(await placeOf(past.id)).toEqual(before);
    expect(await told(hospital, open.id)).toContainEqual({
      kind: "request.unit-moved",
      facts: { unit: "4e Est", from: expect.stringMatching(/\/ Médecine$/), to: expect.stringMatching(/\/ Chirurgie$/) },
    });
    expect((await told(hospital, settled.id)).map(({ kind }) => kind)).not.toContain("request.unit-moved");
    // both are read by both sides, with the words of their place
    const anna = callAs(database.sql, school.anna);
    expect((await anna.request.get({ id: open.id })).place).toMatchObject({ service: "Chirurgie", destination: "4e Est" });
    expect((await anna.request.get({ id: settled.id })).place).toMatchObject({ service: "Médecine", destination: "4e Est" });
    expect((await anna.history.of({ about: [open.id], before: null })).entries.map(({ kind }) => kind)).toContain("request.unit-moved");
  });

  test("[R310] comes back with the same requests when nobody has built on it, and no name is kept of the slip", async () => {
    const hospital = await addHospital(database.sql);
    const { id } = await addRequest(database.sql, { school, hospital, status: "sent", destinationId: hospital.eastId });
    const { undo } = await as(hospital).catalogue.edit({ id: hospital.eastId, patch: { serviceId: hospital.otherServiceId } });
    await as(hospital).catalogue.edit({ id: hospital.eastId, patch: undo });
    expect(await placeOf(id)).toMatchObject({ serviceId: hospital.serviceId });
    expect((await as(hospital).catalogue.place({ id: hospital.eastId })).formerly).toEqual([]);
  });

  test("[R310] the database lets no open request lie elsewhere than its unit, and one opened again goes where the unit is", async () => {
    const hospital = await addHospital(database.sql);
    const at = { school, hospital, destinationId: hospital.eastId };
    const { id } = await addRequest(database.sql, { ...at, status: "sent" });
    const cancelled = await addRequest(database.sql, { ...at, status: "cancelled" });
    await expect(
      database.sql`update request set site_id = ${hospital.otherSiteId}, service_id = ${hospital.otherServiceId} where id = ${id}`,
    ).rejects.toThrow("a request for a unit of another service");
    await as(hospital).catalogue.edit({ id: hospital.eastId, patch: { serviceId: hospital.otherServiceId } });
    await database.sql`update request set status = 'sent', reason_code = null, reason_note = '' where id = ${cancelled.id}`;
    expect(await placeOf(cancelled.id)).toMatchObject({ siteId: hospital.otherSiteId, serviceId: hospital.otherServiceId });
  });

  test("[R310] only who keeps both places moves it", async () => {
    const hospital = await addHospital(database.sql);
    const ofSite = await addActor(database.sql, {
      agencyId: hospital.agencyId,
      kind: "receiving-coordinator",
      name: ["Site", "Seul"],
      places: { sites: [hospital.siteId] },
    });
    const move = { id: hospital.eastId, patch: { serviceId: hospital.otherServiceId } };
    expect(await refusalOfCall(callAs(database.sql, ofSite).catalogue.edit(move))).toEqual({ code: "not-allowed" });
    expect(await refusalOfCall(callAs(database.sql, hospital.eve).catalogue.edit(move))).toEqual({ code: "not-allowed" });
    expect(await refusalOfCall(callAs(database.sql, school.anna).catalogue.edit(move))).toEqual({ code: "not-allowed" });
  });
});

describe("a name", () => {
  test("[R311] that was is kept with its day, found by a search, and understood in a sheet", async () => {
    const hospital = await addHospital(database.sql);
    const call = as(hospital);
    await call.catalogue.edit({ id: hospital.eastId, patch: { name: "4e Est-A" }, on: "2026-11-01" });
    await call.catalogue.edit({ id: hospital.eastId, patch: { serviceId: hospital.otherServiceId } });
    expect((await call.catalogue.place({ id: hospital.eastId })).formerly).toEqual([
      expect.objectContaining({ name: "4e Est-A", under: "Médecine" }),
      expect.objectContaining({ name: "4e Est", under: "Médecine", until: "2026-11-01" }),
    ]);
    const anna = callAs(database.sql, school.anna);
    const catalogue = await anna.catalogue.all();
    for (const name of ["4e Est", "4e Est-A"]) {
      const { place } = readPath(catalogue, `${hospital.name} / ${hospital.siteName} / Médecine / ${name}`);
      expect([name, place.destinationId, place.serviceId]).toEqual([name, hospital.eastId, hospital.otherServiceId]);
    }
    const found = await anna.placeSearch.find({ worksheetId: school.worksheetId, text: "4e Est" });
    expect(found.places.map(({ destinationId }) => destinationId)).toContain(hospital.eastId);
    expect(await told(hospital, hospital.eastId)).toContainEqual({
      kind: "catalogue.changed",
      facts: expect.objectContaining({ changes: { name: { before: "4e Est", after: "4e Est-A" } }, on: "2026-11-01" }),
    });
  });

  test("[R311] holds from a day that has come", async () => {
    const hospital = await addHospital(database.sql);
    const later = { id: hospital.eastId, patch: { name: "4e Nord" }, on: "2099-01-01" };
    expect(await refusalOfCall(as(hospital).catalogue.edit(later))).toMatchObject({ code: "invalid", field: "on" });
  });

  test("[R312] that is taken is refused with whose it is and one that is free; the other gives it up in the same act", async () => {
    const hospital = await addHospital(database.sql);
    const call = as(hospital);
    const { eastId, westId } = hospital;
    const other = { id: eastId, name: "4e Est", path: `${hospital.siteName} / Médecine / 4e Est` };
    const refused = { code: "name-taken", name: "4e est", other, suggestion: "4e est 2" };
    expect(await refusalOfCall(call.catalogue.edit({ id: westId, patch: { name: "4e est" } }))).toEqual(refused);
    const displaced = { id: eastId, name: "4e Est (avant 2026-11-22)" };
    const { undo, other: back } = await call.catalogue.edit({ id: westId, patch: { name: "4e Est" }, displaced });
    expect((await call.catalogue.place({ id: westId })).name).toBe("4e Est");
    expect((await call.catalogue.place({ id: eastId })).name).toBe(displaced.name);
    await call.catalogue.edit({ id: westId, patch: undo });
    if (!back) throw new Error("nobody gave a name up");
    await call.catalogue.edit(back);
    expect((await call.catalogue.place({ id: eastId })).name).toBe("4e Est");
  });

  test("[R312] is not taken from a place that one does not keep", async () => {
    const [mine, theirs] = [await addHospital(database.sql), await addHospital(database.sql)];
    const displaced = { id: theirs.eastId, name: "Pris" };
    expect(await refusalOfCall(as(mine).catalogue.edit({ id: mine.westId, patch: { name: "4e Est" }, displaced }))).toEqual({
      code: "not-allowed",
    });
    expect((await as(theirs).catalogue.place({ id: theirs.eastId })).name).toBe("4e Est");
  });
});

describe("a place that is about to be added", () => {
  test("[R319] is shown what it resembles, by name or by address, and an organisation says that it keeps places out of the territory", async () => {
    const hospital = await addHospital(database.sql);
    const anna = callAs(database.sql, school.anna);
    await database.sql`update site set name = 'Hôpital Sainte-Justine', address = '3175, chemin de la Côte-Sainte-Catherine' where id = ${hospital.siteId}`;
    const byName = await anna.catalogue.alike({ name: "Hopital Ste-Justine" });
    expect(byName[0]).toMatchObject({ id: hospital.siteId, level: "site", path: `${hospital.name} / Hôpital Sainte-Justine` });
    const byAddress = await anna.catalogue.alike({ name: "CHU mère-enfant", address: "3175 ch. de la Cote Sainte Catherine" });
    expect(byAddress.map(({ id }) => id)).toContain(hospital.siteId);
    expect((await anna.catalogue.alike({ name: "Hôpital Sainte-Justine", except: hospital.siteId })).map(({ id }) => id)).not.toContain(
      hospital.siteId,
    );
    expect(await anna.catalogue.alike({ name: "Zzyzx" })).toEqual([]);
    const { id } = await anna.catalogue.add({ level: "agency", name: "Milieux de l’Ontario", shortName: "ON", umbrella: true });
    expect(await anna.catalogue.place({ id })).toMatchObject({ umbrella: true, territory: "Québec" });
    expect((await anna.catalogue.all()).agencies.find((one) => one.id === id)?.umbrella).toBe(true);
  });
});

describe("a place that retires", () => {
  test("[R313] on a day to come is open until then, and said with its day", async () => {
    const hospital = await addHospital(database.sql);
    const call = as(hospital);
    await call.catalogue.retire({ id: hospital.eastId, on: "2099-06-30", successorId: hospital.westId });
    await call.catalogue.retire({ id: hospital.westId, on: "2020-06-30" });
    const { destinations } = await call.catalogue.all();
    expect(destinations.find(({ id }) => id === hospital.eastId)).toMatchObject({ retiredOn: null, retiresOn: "2099-06-30" });
    expect(destinations.find(({ id }) => id === hospital.westId)).toMatchObject({ retiredOn: "2020-06-30" });
    const found = await callAs(database.sql, school.anna).placeSearch.find({ worksheetId: school.worksheetId, text: hospital.siteName });
    expect(found.places.map(({ name }) => name)).toEqual(["4e Est"]);
    // its name is not free before that day
    const again = { level: "destination", serviceId: hospital.serviceId, name: "4e Est", shortName: "", isUser: true } as const;
    const added = call.catalogue.add({ ...again, capacity: null, largestGroup: null, contact: null });
    expect(await refusalOfCall(added)).toMatchObject({ code: "name-taken", other: { id: hospital.eastId } });
  });

  test("[R18] is told by name what still lies open under it", async () => {
    const hospital = await addHospital(database.sql);
    const which = [
      { id: hospital.eastId, name: "4e Est" },
      { id: hospital.westId, name: "5e Ouest" },
    ];
    const retire = as(hospital).catalogue.retire({ id: hospital.serviceId, on: "2026-12-31" });
    expect(await refusalOfCall(retire)).toEqual({ code: "in-use", by: "destination", count: 2, which });
  });
});
