import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql, { students: 2 });
  hospital = await addHospital(database.sql);
});
afterAll(() => database[Symbol.asyncDispose]());

const quebec = { latitude: 46.81394, longitude: -71.20805 };
const student = (at: number): string => school.students[at] ?? "";

test("[R426] who keeps a site says where it stands, everyone reads it, and it can be taken back", async () => {
  const { siteId } = hospital;
  const claire = callAs(database.sql, hospital.claire);
  const anna = callAs(database.sql, school.anna);
  expect(await refusalOfCall(anna.position.setSite({ siteId, point: quebec }))).toMatchObject({ code: "not-allowed" });
  expect(await refusalOfCall(claire.position.setSite({ siteId: hospital.eastId, point: quebec }))).toMatchObject({ code: "not-found" });
  const keeper = await addActor(database.sql, { agencyId: hospital.agencyId, kind: "local-administrator", name: ["Yves", "T"] });
  const keeps = callAs(database.sql, keeper);
  expect(await keeps.position.setSite({ siteId, point: quebec })).toEqual({ before: null });
  expect(await anna.position.ofSite({ siteId })).toEqual({ point: quebec, may: { edit: false } });
  const [told] = (await keeps.history.of({ about: [siteId] })).entries;
  expect(told).toMatchObject({
    kind: "catalogue.changed",
    facts: { changes: { position: { before: null, after: "46.81394, -71.20805" } } },
  });
  expect(await keeps.position.setSite({ siteId, point: null })).toEqual({ before: quebec });
  expect((await anna.position.ofSite({ siteId })).point).toBeNull();
});

test("[R427] a home is kept to two decimals, reaches nobody who receives, is in no event, and goes with the profile for good", async () => {
  const anna = callAs(database.sql, school.anna);
  const { id: requestId } = await addRequest(database.sql, { school, hospital, status: "confirmed", studentId: student(0) });
  await anna.position.setHome({ studentId: student(0), point: quebec });
  expect((await callAs(database.sql, school.bruno).position.ofHome({ studentId: student(0) })).point).toEqual({
    latitude: 46.81,
    longitude: -71.21,
  });
  const claire = callAs(database.sql, hospital.claire);
  expect(await refusalOfCall(claire.position.ofHome({ studentId: student(0) }))).toMatchObject({ code: "not-allowed" });
  const reached = [await claire.request.get({ id: requestId }), await claire.history.of({ about: [requestId] })];
  expect(JSON.stringify(reached)).not.toContain("46.81");
  const events = await database.sql`select facts from event where about = ${student(0)} and kind = 'student.changed'`;
  expect(JSON.stringify(events)).toContain("home");
  expect(JSON.stringify(events)).not.toContain("46.8");
  // Sealed and brought back, it is not said any more.
  await anna.consent.record({ studentId: student(0), signedOn: "2026-11-20", scopes: [] });
  await anna.consent.end({ studentId: student(0), note: "Retrait écrit reçu" });
  expect(await refusalOfCall(anna.position.setHome({ studentId: student(0), point: quebec }))).toMatchObject({ code: "profile-sealed" });
  await anna.consent.record({ studentId: student(0), signedOn: "2026-11-21", scopes: [] });
  expect((await anna.position.ofHome({ studentId: student(0) })).point).toBeNull();
  // The database itself keeps no more than that.
  await expect(
    database.sql`insert into student_home (agency_id, student_id, latitude, longitude) values (${school.agencyId}, ${student(1)}, 46.8139, -71.2)`,
  ).rejects.toMatchObject({ constraint_name: "home_is_approximate" });
});
