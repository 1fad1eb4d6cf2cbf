import { afterAll, beforeAll, expect, test } from "vitest";
import { addHospital, addSchool, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { refusalOfCall, someone } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let anna: Awaited<ReturnType<typeof someone>>;
const texts = { number: "", lastName: "", firstName: "", birthDate: "", email: "", phone: "" };

beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql, { students: 0 });
  anna = await someone(database.sql, { agencyId: school.agencyId, agencyKind: "placing", kind: "placing-coordinator" });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

test("[R80] a number is one student's, whatever its capitals, and the refusal says whose", async () => {
  const { call } = anna;
  const { id } = await call.student.add({
    ...texts,
    number: "ab100",
    lastName: "D’Amours",
    firstName: "Élodie",
    birthDate: "04/05/1999",
    email: "Elodie@X.EXAMPLE",
  });
  expect(await call.student.get({ id })).toMatchObject({
    number: "ab100",
    birthDate: "1999-05-04",
    email: "elodie@x.example",
    enrolments: [],
    imports: [],
    may: { edit: true },
  });
  expect(await refusalOfCall(call.student.add({ ...texts, number: "AB100", lastName: "Autre" }))).toEqual({
    code: "number-taken",
    number: "AB100",
    name: "D’Amours, Élodie",
    studentId: id,
  });
  const other = await call.student.add({ ...texts, number: "ab101", lastName: "Roy" });
  expect(await refusalOfCall(call.student.change({ id: other.id, saw: { number: "ab101" }, texts: { number: "Ab100" } }))).toMatchObject({
    code: "number-taken",
    studentId: id,
  });
  expect(await refusalOfCall(call.student.add({ ...texts, number: "ab102", lastName: "X", birthDate: "31/02/2003" }))).toEqual({
    code: "invalid",
    field: "birthDate",
    problem: { kind: "not-a-day", text: "31/02/2003" },
  });
});

test("the register is searched without accents, in any order, and paged without losing anyone", async () => {
  const { call } = anna;
  await call.student.add({ ...texts, number: "n1", lastName: "Nguyễn", firstName: "Ève" });
  await call.student.add({ ...texts, number: "n2", lastName: "O'Brien", firstName: "Béatrice", email: "bob_1@x.example" });
  const found = async (search: string) => (await call.student.list({ search })).rows.map(({ number }) => number);
  expect(await found("nguyen eve")).toEqual(["n1"]);
  expect(await found("BEATRICE o’brien")).toEqual(["n2"]);
  expect(await found("ab10 damours")).toEqual([]);
  expect(await found("ab10 d'amours")).toEqual(["ab100"]);
  expect(await found("bob_1")).toEqual(["n2"]);
  expect(await found("b%")).toEqual([]);
  await database.sql`insert into student (agency_id, number, last_name) select ${school.agencyId}, 'p' || n, 'Page ' || (n % 7) from generate_series(1, 250) n`;
  const seen: string[] = [];
  let cursor: { sortName: string; id: string } | null = null;
  do {
    const page: Awaited<ReturnType<typeof call.student.list>> = await call.student.list({ search: "page", cursor });
    expect(page.total).toBe(250);
    seen.push(...page.rows.map(({ number }) => number));
    cursor = page.next;
  } while (cursor);
  expect(new Set(seen).size).toBe(250);
  expect(seen).toHaveLength(250);
});

test("two people who edit the same field do not overwrite each other; different fields both stay", async () => {
  const { call } = anna;
  const bruno = await someone(database.sql, { agencyId: school.agencyId, agencyKind: "placing", kind: "student-administrator" });
  const { id } = await call.student.add({ ...texts, number: "e1", lastName: "Caron", firstName: "Lea", phone: "1" });
  const { before } = await call.student.change({ id, saw: { firstName: "Lea" }, texts: { firstName: "Léa" } });
  expect(before).toEqual({ firstName: "Lea" });
  await bruno.call.student.change({ id, saw: { phone: "1" }, texts: { phone: "2" } });
  expect(await call.student.get({ id })).toMatchObject({ firstName: "Léa", phone: "2" });
  expect(await refusalOfCall(call.student.change({ id, saw: { phone: "1" }, texts: { phone: "3" } }))).toMatchObject({
    code: "stale",
    by: "Mireille Gagnon",
  });
  await call.student.change({ id, saw: { firstName: "Léa" }, texts: { firstName: before.firstName ?? "" } });
  expect(await call.student.get({ id })).toMatchObject({ firstName: "Lea" });
});

test("a fictitious student becomes somebody when given a number; a student with nothing attached can be taken back", async () => {
  const { call } = anna;
  const { id } = await call.student.addFictitious();
  expect(await call.student.get({ id })).toMatchObject({
    fictitious: true,
    number: "FICTIF-1",
    lastName: "Étudiant fictif",
    firstName: "1",
  });
  await call.student.change({
    id,
    saw: { number: "FICTIF-1", lastName: "Étudiant fictif", firstName: "1" },
    texts: { number: "f77", lastName: "Roy", firstName: "Jade" },
  });
  expect(await call.student.get({ id })).toMatchObject({ fictitious: false, number: "f77" });
  await call.student.remove({ id });
  expect(await refusalOfCall(call.student.get({ id }))).toEqual({ code: "not-found" });
});

test("[R81] nobody who receives can ask for a student, and a stranger finds none", async () => {
  const hospital = await addHospital(database.sql);
  const { id } = await anna.call.student.add({ ...texts, number: "s1", lastName: "Secret", birthDate: "2001-01-01" });
  for (const kind of ["receiving-coordinator", "destination-coordinator", "supervisor"] as const) {
    const receiver = await someone(database.sql, { agencyId: hospital.agencyId, agencyKind: "receiving", kind });
    expect(await refusalOfCall(receiver.call.student.get({ id }))).toEqual({ code: "not-allowed" });
    expect(await refusalOfCall(receiver.call.student.list({}))).toEqual({ code: "not-allowed" });
    expect(await refusalOfCall(receiver.call.student.export({}))).toEqual({ code: "not-allowed" });
  }
  const elsewhere = await addSchool(database.sql, { students: 1 });
  const stranger = await someone(database.sql, { agencyId: elsewhere.agencyId, agencyKind: "placing", kind: "placing-coordinator" });
  expect(await refusalOfCall(stranger.call.student.get({ id }))).toEqual({ code: "not-found" });
  expect(await refusalOfCall(stranger.call.student.change({ id, saw: {}, texts: { lastName: "X" } }))).toEqual({ code: "not-found" });
  expect((await stranger.call.student.list({ search: "secret" })).rows.map(({ lastName }) => lastName)).toEqual(["Nomsecret0"]);
});

test("[R90] an exported name that looks like a formula is written as text", async () => {
  await anna.call.student.add({ ...texts, number: "x1", lastName: '=HYPERLINK("http://x")', firstName: "@cmd", phone: "+1 450 555-0100" });
  const { text, fileName } = await anna.call.student.export({ search: "x1" });
  expect(fileName).toBe("etudiants-2026-11-22.csv");
  expect(text.startsWith("\uFEFFNuméro;Nom;Prénom;")).toBe(true);
  expect(text.split("\r\n")[1]).toBe(`x1;"'=HYPERLINK(""http://x"")";'@cmd;;;'+1 450 555-0100;`);
});
