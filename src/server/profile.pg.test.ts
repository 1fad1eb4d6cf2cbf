import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addHospital, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;

beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql, { students: 0 });
  hospital = await addHospital(database.sql);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

const by = (actor: TestSchool["anna"], today?: string) => callAs(database.sql, actor, today);
const vaccine = { name: "Vaccins", note: "Preuve au bureau", students: true, instructors: true, mandatory: true, daysBefore: 30 };
const upload = (placeId: string, name: string, content: string, replaces?: string): FormData => {
  const form = new FormData();
  form.set("placeId", placeId);
  if (replaces !== undefined) form.set("replaces", replaces);
  form.set("file", new File([content], name));
  return form;
};

describe("the profile of a place", () => {
  test("[R314] is written by who keeps it and by its destination coordinator, read by everybody, and not by a school", async () => {
    const { eastId, westId, serviceId } = hospital;
    await by(hospital.claire).profile.edit({ placeId: serviceId, patch: { dress: "Uniforme blanc" } });
    await by(hospital.eve).profile.edit({ placeId: eastId, patch: { arrival: "Au poste, 7 h 15" } });
    expect(await refusalOfCall(by(hospital.eve).profile.edit({ placeId: westId, patch: { arrival: "Non" } }))).toEqual({
      code: "not-allowed",
    });
    expect(await refusalOfCall(by(school.anna).profile.edit({ placeId: eastId, patch: { arrival: "Non" } }))).toEqual({
      code: "not-allowed",
    });
    const read = await by(school.anna).profile.of({ placeId: eastId });
    expect(read).toMatchObject({
      fields: { arrival: "Au poste, 7 h 15", dress: "" },
      above: [{ id: serviceId, name: "Médecine", fields: { dress: "Uniforme blanc" } }],
      reviewed: { by: hospital.name },
      may: { edit: false },
    });
    expect((await by(hospital.claire).profile.of({ placeId: eastId })).reviewed?.by).toBe("Ève Lavoie");
  });

  test("[R314] is written by a school where the place does not use the system, until it does", async () => {
    const clinic = await addHospital(database.sql, { isUser: false });
    await by(school.anna).profile.edit({ placeId: clinic.eastId, patch: { parking: "Dans la rue" } });
    await database.sql`update destination set is_user = false where id = ${hospital.westId}`;
    await by(school.anna).profile.edit({ placeId: hospital.westId, patch: { parking: "Au P2" } });
    await database.sql`update destination set is_user = true where id = ${hospital.westId}`;
    const later = by(school.anna).profile.edit({ placeId: hospital.westId, patch: { parking: "Au P3" } });
    expect(await refusalOfCall(later)).toEqual({ code: "not-allowed" });
  });

  test("[R315] tells each change from what to what, is taken back, and is said to be true by name", async () => {
    const { sql } = database;
    const { claire, eastId } = await addHospital(sql);
    const call = by(claire);
    await call.profile.edit({ placeId: eastId, patch: { dress: "Blanc" } });
    const { undo } = await call.profile.edit({ placeId: eastId, patch: { dress: "Bleu", shifts: ["evening", "day"] } });
    expect(undo).toEqual({ dress: "Blanc", shifts: [] });
    await call.profile.edit({ placeId: eastId, patch: undo });
    expect((await call.profile.of({ placeId: eastId })).fields).toMatchObject({ dress: "Blanc", shifts: [] });
    const { entries } = await call.history.of({ about: [eastId], before: null });
    expect(entries[1]).toMatchObject({
      kind: "profile.changed",
      facts: { changes: { dress: { before: "Blanc", after: "Bleu" }, shifts: { before: [], after: ["day", "evening"] } } },
    });
    expect((await by(claire, "2027-04-30").profile.of({ placeId: eastId })).due).toBe(true);
    await by(claire, "2027-04-30").profile.confirm({ placeId: eastId });
    expect(await by(claire, "2027-04-30").profile.of({ placeId: eastId })).toMatchObject({ due: false, reviewed: { by: "Claire Gagné" } });
  });

  test("[R316] says a required gender with its justification or not at all, and so does the database", async () => {
    const { claire, eastId } = await addHospital(database.sql);
    const refused = await refusalOfCall(by(claire).profile.edit({ placeId: eastId, patch: { gender: "female" } }));
    expect(refused).toEqual({ code: "invalid", field: "genderReason", problem: { kind: "missing" } });
    await by(claire).profile.edit({ placeId: eastId, patch: { gender: "female", genderReason: "Soins intimes" } });
    await by(claire).profile.edit({ placeId: eastId, patch: { gender: null } });
    expect((await by(claire).profile.of({ placeId: eastId })).fields).toMatchObject({ gender: null, genderReason: "" });
    await expect(database.sql`update place_profile set gender = 'male' where place_id = ${eastId}`).rejects.toThrow(
      "gender_with_its_reason",
    );
  });

  test("[R315] has prerequisites of its own and of what it lies under, each put back when it was taken off", async () => {
    const { claire, eastId, siteId } = await addHospital(database.sql);
    const call = by(claire);
    await call.profile.addPrerequisite({ placeId: siteId, ...vaccine });
    const { id } = await call.profile.addPrerequisite({ placeId: eastId, ...vaccine, name: "RCR", instructors: false });
    expect(await refusalOfCall(call.profile.addPrerequisite({ placeId: eastId, ...vaccine, name: "rcr" }))).toEqual({
      code: "name-taken",
      name: "rcr",
    });
    const nobody = { ...vaccine, name: "X", students: false, instructors: false };
    expect(await refusalOfCall(call.profile.addPrerequisite({ placeId: eastId, ...nobody }))).toMatchObject({
      code: "invalid",
      field: "students",
    });
    const read = await by(school.anna).profile.of({ placeId: eastId });
    expect(read.prerequisites.map(({ name, from, may }) => [name, from?.id ?? null, may.edit])).toEqual([
      ["RCR", null, false],
      ["Vaccins", siteId, false],
    ]);
    expect(await refusalOfCall(by(school.anna).profile.removePrerequisite({ id }))).toEqual({ code: "not-allowed" });
    await call.profile.addPrerequisite(await call.profile.removePrerequisite({ id }));
    expect((await call.profile.of({ placeId: eastId })).prerequisites).toHaveLength(2);
  });

  test("[R315] is marked as filled in the catalogue once it says something", async () => {
    const { claire, eastId, westId, siteId } = await addHospital(database.sql);
    await by(claire).profile.edit({ placeId: eastId, patch: { parking: "P1" } });
    await by(claire).profile.addPrerequisite({ placeId: siteId, ...vaccine });
    const { destinations, sites } = await by(school.anna).catalogue.all();
    expect(destinations.find(({ id }) => id === eastId)?.hasProfile).toBe(true);
    expect(destinations.find(({ id }) => id === westId)?.hasProfile).toBeUndefined();
    expect(sites.find(({ id }) => id === siteId)?.hasProfile).toBe(true);
  });
});

describe("a file on a profile", () => {
  test("[R317] is judged by its content, replaced by its next version, taken off and put back", async () => {
    const { claire, eve, eastId, westId } = await addHospital(database.sql);
    const call = by(claire);
    const disguised = call.placeDocument.add(upload(eastId, "guide.pdf", "<script>alert(1)</script>"));
    expect(await refusalOfCall(disguised)).toEqual({ code: "document-unreadable", why: "kind" });
    const page = call.placeDocument.add(upload(eastId, "guide.html", "<p>Bonjour</p>"));
    expect(await refusalOfCall(page)).toEqual({ code: "document-unreadable", why: "kind" });
    const first = await call.placeDocument.add(upload(eastId, "guide.pdf", "%PDF-1.7 un"));
    const second = await by(eve).placeDocument.add(upload(eastId, "guide.pdf", "%PDF-1.7 deux", first.id));
    const listed = async () => (await by(school.anna).placeDocument.list({ placeId: eastId })).documents;
    expect(await listed()).toMatchObject([{ id: second.id, version: 2, may: { remove: false } }]);
    expect(await refusalOfCall(by(eve).placeDocument.add(upload(westId, "plan.pdf", "%PDF-1.7")))).toEqual({ code: "not-allowed" });
    expect(await refusalOfCall(call.placeDocument.restore({ id: first.id }))).toEqual({ code: "not-found" });
    await call.placeDocument.remove({ id: second.id });
    expect(await listed()).toEqual([]);
    await call.placeDocument.restore({ id: second.id });
    expect(await listed()).toHaveLength(1);
  });
});
