import { afterAll, beforeAll, expect, test } from "vitest";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callAs } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;

beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql);
  hospital = await addHospital(database.sql);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

test("[R4] a student is found by name where she comes, once she is confirmed there, by who may read names and reaches the place", async () => {
  const { sql } = database;
  const found = async (actor: TestHospital["claire"]) =>
    (await callAs(sql, actor).trainee.find({ text: "zoé nomsecret" })).map(({ requestId }) => requestId);
  await addRequest(sql, { school, hospital, status: "accepted", destinationId: hospital.westId });
  expect(await found(hospital.claire)).toEqual([]);
  const { id } = await addRequest(sql, { school, hospital, status: "confirmed", destinationId: hospital.westId });
  expect(await found(hospital.claire)).toEqual([id]);
  // 4e Est is hers, 5e Ouest is not
  expect(await found(hospital.eve)).toEqual([]);
  const blind = await addActor(sql, { agencyId: hospital.agencyId, kind: "observer", name: ["Sans", "Noms"], withNames: false });
  expect(await found(blind)).toEqual([]);
  expect(await found((await addHospital(sql)).claire)).toEqual([]);
  expect(await found(school.anna)).toEqual([]);
});
