import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { appendEvents } from "#db/event.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { liveFor } from "./live-audience.ts";
import { appRouter } from "./router.ts";
import { callAs } from "./testing-caller.ts";
import type { Walk, WalkWorld } from "./walk.ts";

/**
 * Every question of the router, asked by people of the house: observers with and without names, of the school and of the organisation that
 * receives, about a request whose student is confirmed. Who is without names finds no student's name, number or address in any answer.
 */
const walks: Walk = {};
for (const file of readdirSync(import.meta.dirname).filter((name) => name.endsWith(".walk.ts"))) {
  const module = (await import(/* @vite-ignore */ `./${file}`)) as Record<string, Walk>;
  for (const walk of Object.values(module)) Object.assign(walks, walk);
}
const known: Record<string, { _def: { type: string } } | undefined> = Object.fromEntries(
  Object.entries(appRouter._def.procedures as object),
);
const questions = Object.keys(appRouter._def.procedures).filter((path) => known[path]?._def.type === "query");

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
let world: WalkWorld;
let observers: Record<"school" | "hospital", { named: Actor; nameless: Actor }>;
const secrets = ["Nomsecret", "Zoé", "secret-numero", "zoe@secret.example"];

beforeAll(async () => {
  database = await testDatabase();
  const { sql } = database;
  school = await addSchool(sql);
  hospital = await addHospital(sql);
  const { id: requestId } = await addRequest(sql, { school, hospital, status: "confirmed", destinationId: hospital.eastId });
  const { agencyId } = school;
  const [studentId = ""] = school.students;
  await sql`update student set number = 'secret-numero', email = 'zoe@secret.example', consent_signed_on = '2026-01-01', consent_until = '2032-01-01',
    consent_scopes = '{number,email}' where agency_id = ${agencyId} and id = ${studentId}`;
  const one = async (rows: Promise<{ id: Id }[]>): Promise<Id> => (await rows)[0]?.id ?? "";
  world = {
    ...school,
    ...hospital,
    agencyId,
    requestId,
    destinationId: hospital.eastId,
    departmentId: await one(sql`insert into department (agency_id, name) values (${agencyId}, 'Santé') returning id`),
    personId: school.anna.personId,
    accountId: school.anna.accountId,
    roleId: school.anna.roleId,
    studentId,
    enrolmentId: await one(sql`select id from enrolment where agency_id = ${agencyId} and student_id = ${studentId}`),
    importId: await one(sql`
      insert into student_import (agency_id, file_name, made_by, added, changed, enrolled) values (${agencyId}, 'liste.csv', ${school.anna.personId}, 0, 0, 0) returning id`),
    callId: requestId,
  };
  await sql.begin((tx) =>
    appendEvents(tx, { ...school.anna, requestId: "test" }, [
      { kind: "student.changed", agencyIds: [agencyId], about: studentId, facts: { fields: ["email"] } },
      { kind: "assignment.held", agencyIds: [agencyId], about: world.enrolmentId, within: [requestId, studentId], facts: { studentId } },
    ]),
  );
  const observer = (of: Id, withNames: boolean) =>
    addActor(sql, { agencyId: of, kind: "observer", name: ["Obs", withNames ? "Nommant" : "Sansnoms"], withNames });
  observers = {
    school: { named: await observer(agencyId, true), nameless: await observer(agencyId, false) },
    hospital: { named: await observer(hospital.agencyId, true), nameless: await observer(hospital.agencyId, false) },
  };
});
afterAll(() => database[Symbol.asyncDispose]());

type Caller = Record<string, Record<string, (input: unknown) => Promise<unknown>>>;

/** What a question is answered, as it would leave the server; null for a refusal, whatever it is. */
async function answerTo(actor: Actor, path: string): Promise<string | null> {
  const [noun = "", verb = ""] = path.split(".");
  // as the walk of strangers asks it; but what happened is asked for without waiting for more
  const input = path === "live.after" ? { seq: 0, wait: false } : walks[path]?.input(world);
  try {
    return JSON.stringify(await (callAs(database.sql, actor) as unknown as Caller)[noun]?.[verb]?.(input)) ?? "";
  } catch (error) {
    const refused = (error as { cause?: { refusal?: unknown } }).cause?.refusal !== undefined;
    const unreadable = (error as { code?: string }).code === "BAD_REQUEST";
    if (!refused && !unreadable) throw error;
    return null;
  }
}
const told = (answer: string | null): string[] => secrets.filter((secret) => answer?.includes(secret));

describe("an observer without names", () => {
  test.each(questions)("[R283] %s tells her no student's name, number or address", async (path) => {
    for (const side of ["school", "hospital"] as const) {
      const answer = await answerTo(observers[side].nameless, path);
      expect([side, told(answer)]).toEqual([side, []]);
    }
  });

  test("[R283] is told of where the same observer with names is: the names are there to be kept back", async () => {
    const tellers = { school: [] as string[], hospital: [] as string[] };
    for (const side of ["school", "hospital"] as const)
      for (const path of questions) if (told(await answerTo(observers[side].named, path)).length > 0) tellers[side].push(path);
    expect(tellers.school).toEqual(
      expect.arrayContaining(["request.get", "student.list", "student.get", "enrolment.list", "history.list", "calendar.get"]),
    );
    expect(tellers.hospital).toEqual(expect.arrayContaining(["request.get"]));
    const { nameless } = observers.hospital;
    const seen = await callAs(database.sql, nameless).request.get({ id: world.requestId });
    expect(seen).toMatchObject({ status: "confirmed", students: [], withNames: false });
  });

  test("[R283] reads neither the students nor who sits where, and no live event tells her of a seat", async () => {
    const call = callAs(database.sql, observers.school.nameless);
    await expect(call.student.list({})).rejects.toMatchObject({ cause: { refusal: { code: "not-allowed" } } });
    await expect(call.assignment.sheets()).rejects.toMatchObject({ cause: { refusal: { code: "not-allowed" } } });
    const event = {
      seq: 1,
      at: "",
      kind: "assignment.held" as const,
      agencyIds: [school.agencyId],
      about: world.enrolmentId,
      within: [],
      actorAgencyId: school.agencyId,
      actorAgencyName: "",
      actorAccountId: null,
      actorPersonId: null,
      actorName: "Anna Roy",
      facts: {
        studentId: world.studentId,
        seats: { worksheetId: school.worksheetId, programmeId: school.programmeId, left: null, taken: null },
      },
    };
    expect(liveFor(event, observers.school.named)?.change).toBeDefined();
    expect(liveFor(event, observers.school.nameless)?.change).toBeUndefined();
  });

  test("[R283] is made so by her administrator, and so from the next question on; no other role can be", async () => {
    const { sql } = database;
    const yves = await addActor(sql, { agencyId: hospital.agencyId, kind: "local-administrator", name: ["Yves", "Turcotte"] });
    const { named } = observers.hospital;
    const rights = { everything: true, programmes: [], sites: [], services: [], destinations: [], withNames: false };
    await callAs(sql, yves).people.changeRights({ roleId: named.roleId, rights });
    const kept = async (roleId: Id) =>
      (await sql<{ withNames: boolean }[]>`select with_names from role where id = ${roleId}`)[0]?.withNames;
    expect(await kept(named.roleId)).toBe(false);
    expect((await callAs(sql, yves).people.one({ personId: named.personId })).roles).toMatchObject([
      { kind: "observer", withNames: false },
    ]);
    await callAs(sql, yves).people.changeRights({ roleId: hospital.claire.roleId, rights });
    expect(await kept(hospital.claire.roleId)).toBe(true);
  });
});
