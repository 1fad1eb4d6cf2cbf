import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { staffKinds } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { addStudentActor } from "#db/testing-student.ts";
import { addActor, addHospital, addRequest, addSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { appRouter, callerOf } from "./router.ts";
import { callAs } from "./testing-caller.ts";
import { depsOver } from "./testing.ts";
import type { Walk, WalkWorld } from "./walk.ts";

/**
 * Every procedure of the router, called by strangers who name somebody else's things: with no session, and with every role of
 * another organisation. What an attacker has is an account of his own and ids he was never given; he must learn nothing.
 */
const walks: Walk = {};
for (const file of readdirSync(import.meta.dirname).filter((name) => name.endsWith(".walk.ts"))) {
  const module = (await import(`./${file}`)) as Record<string, Walk>;
  for (const walk of Object.values(module)) Object.assign(walks, walk);
}
const procedures = Object.keys(appRouter._def.procedures);
const known: Record<string, { _def: { type: string } } | undefined> = Object.fromEntries(
  Object.entries(appRouter._def.procedures as object),
);
const subscriptions = new Set(procedures.filter((path) => known[path]?._def.type === "subscription"));

let database: TestDatabase;
let world: WalkWorld;
let strangers: { who: string; call: ReturnType<typeof callAs> }[];
let nobody: ReturnType<typeof callerOf>;

const one = async (rows: Promise<{ id: Id }[]>): Promise<Id> => (await rows)[0]?.id ?? "";

beforeAll(async () => {
  database = await testDatabase();
  const { sql } = database;
  const school = await addSchool(sql);
  const hospital = await addHospital(sql);
  const { id: requestId } = await addRequest(sql, { school, hospital, status: "accepted" });
  const { agencyId } = school;
  const [call] = await sql<{ id: Id }[]>`
    insert into call (agency_id, cohort_course_id, starts_on, ends_on, places, reply_by, sent_at, sent_by, sent_account_id)
    values (${agencyId}, ${school.cohortCourseId}, '2027-01-11', '2027-03-26', 4, '2099-01-01', now(), ${school.anna.personId}, ${school.anna.accountId}) returning id`;
  const callId = call?.id ?? "";
  await sql`insert into call_recipient (agency_id, call_id, receiving_id, sent_at) values (${agencyId}, ${callId}, ${hospital.agencyId}, now())`;
  world = {
    callId,
    ...school,
    ...hospital,
    agencyId,
    requestId,
    destinationId: hospital.eastId,
    departmentId: await one(sql`insert into department (agency_id, name) values (${agencyId}, 'Santé') returning id`),
    personId: school.anna.personId,
    accountId: school.anna.accountId,
    roleId: school.anna.roleId,
    studentId: school.students[0] ?? "",
    enrolmentId: await one(sql`select id from enrolment where agency_id = ${agencyId} limit 1`),
    importId: await one(sql`
      insert into student_import (agency_id, file_name, made_by, added, changed, enrolled) values (${agencyId}, 'liste.csv', ${school.anna.personId}, 0, 0, 0) returning id`),
  };
  const otherSchool = await addSchool(sql, { students: 0 });
  const otherHospital = await addHospital(sql);
  const receiving = new Set(["receiving-coordinator", "destination-coordinator", "supervisor"]);
  strangers = [];
  for (const kind of staffKinds) {
    const { agencyId: theirs } = receiving.has(kind) ? otherHospital : otherSchool;
    const actor = await addActor(sql, { agencyId: theirs, kind, name: ["Étranger", kind] });
    strangers.push({ who: kind, call: callAs(sql, actor) });
  }
  const studentId = await one(
    sql`insert into student (agency_id, number, last_name) values (${otherSchool.agencyId}, 'e1', 'Étrangère') returning id`,
  );
  const student = await addStudentActor(sql, { agencyId: otherSchool.agencyId, studentId });
  strangers.push({ who: "student", call: callAs(sql, student) });
  // A student of the school itself is a stranger to all of it but what she chooses herself.
  const classmate = await addStudentActor(sql, { agencyId, studentId: school.students[1] ?? "" });
  strangers.push({ who: "student of the school", call: callAs(sql, classmate) });
  nobody = callerOf({
    ...depsOver(sql),
    headers: new Headers(),
    ip: "198.51.100.9",
    requestId: "walk",
    setCookie: () => {},
    session: null,
    actor: null,
    language: "fr",
  });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

type Caller = Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
async function ask(call: unknown, path: string, input: unknown): Promise<{ refusal: string } | { value: unknown }> {
  const [noun = "", verb = ""] = path.split(".");
  try {
    return { value: await (call as Caller)[noun]?.[verb]?.(input) };
  } catch (error) {
    const refusal = (error as { cause?: { refusal?: { code: string } } }).cause?.refusal?.code;
    if (refusal === undefined) throw error;
    return { refusal };
  }
}

/** True for an answer with nothing of anybody's in it: no id, no text beyond counters' names. */
const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === 0 ||
  value === false ||
  value === "" ||
  (Array.isArray(value) ? value.length === 0 : typeof value === "object" && Object.values(value).every(isEmpty));

describe("the permission walk", () => {
  test("has an entry for every procedure, and none for one that is gone", () => {
    expect(Object.keys(walks).toSorted()).toEqual(procedures.toSorted());
  });

  test.each(procedures.filter((path) => !subscriptions.has(path)))("%s tells nothing to someone who is not signed in", async (path) => {
    const walked = walks[path];
    if (!walked || walked.expect === "open") return expect(walked).toBeDefined();
    expect(await ask(nobody, path, walked.input(world))).toEqual({ refusal: "sign-in-needed" });
  });

  test.each(procedures.filter((path) => !subscriptions.has(path) && walks[path]?.expect !== "open"))(
    "%s tells nothing to any role of another organisation",
    async (path) => {
      const walked = walks[path];
      for (const { who, call } of strangers) {
        const outcome = await ask(call, path, walked?.input(world));
        // What is about the caller alone may also refuse her own password.
        if ("refusal" in outcome)
          expect([who, outcome.refusal]).toEqual([
            who,
            expect.stringMatching(walked?.expect === "own" ? /^(not-(found|allowed)|wrong-sign-in)$/ : /^not-(found|allowed)$/),
          ]);
        else if (walked?.expect === "empty") expect([who, isEmpty(outcome.value), outcome.value]).toEqual([who, true, outcome.value]);
        else expect([who, walked?.expect]).toEqual([who, "own"]);
        expect(JSON.stringify(outcome)).not.toContain(world.studentId);
        expect(JSON.stringify(outcome)).not.toContain("Nomsecret");
      }
    },
  );
});
