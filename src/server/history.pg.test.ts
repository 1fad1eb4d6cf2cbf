import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor, StaffKind } from "#domain/access.ts";
import { dayIn } from "#domain/dates.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { eventPhrase } from "#words/event.ts";
import { liveFor } from "./live-audience.ts";
import { callAs } from "./testing-caller.ts";
import { addAccount, browser, depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
let request: { id: string; reference: number };
beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql, { students: 3 });
  hospital = await addHospital(database.sql);
  request = await addRequest(database.sql, { school, hospital, status: "accepted", destinationId: hospital.eastId });
});
afterAll(() => database[Symbol.asyncDispose]());

const as = async (agencyId: string, kind: StaffKind, rights: { programmes?: string[]; places?: Partial<Actor["places"]> } = {}) => {
  const actor = await addActor(database.sql, { agencyId, kind, name: ["Louise", "Côté"], ...rights });
  return { actor, call: callAs(database.sql, actor) };
};

test("[R58] a request's history is read by both sides in words, by nobody else, and each side's people by their name inside alone", async () => {
  const { call: atSchool } = await as(school.agencyId, "placing-coordinator");
  const { call: atHospital } = await as(hospital.agencyId, "receiving-coordinator");
  const { call: elsewhere } = await as((await addSchool(database.sql)).agencyId, "placing-coordinator");
  const read = async (call: ReturnType<typeof callAs>) => (await call.history.of({ about: request.id })).entries;
  const school1 = await read(atSchool);
  expect(school1.map((entry) => entry.kind)[0]).toBe("request.accepted");
  expect(eventPhrase(school1[0] ?? raise(), "fr")).toMatch(new RegExp(`^a accepté la demande n°\\u00A0${request.reference} \\(.+\\)$`));
  expect(school1[0]?.by).toBe(hospital.name);
  expect((await read(atHospital))[0]?.by).not.toBe(hospital.name);
  expect(await read(elsewhere)).toEqual([]);
});

test("[R58] a student's name is looked up for who may see students, and for nobody else", async () => {
  const [studentId = ""] = school.students;
  const [student] = await database.sql<
    { name: string }[]
  >`select trim(first_name || ' ' || last_name) as name from student where id = ${studentId}`;
  await database.sql`
    insert into event (kind, agency_ids, about, within, facts)
    values ('assignment.held', ${database.sql.array([school.agencyId], 2951)}, ${request.id}, ${database.sql.array([studentId], 2951)}, ${database.sql.json({ studentId })})`;
  const told = async (kind: StaffKind) => {
    const { call } = await as(school.agencyId, kind);
    return (await call.history.of({ about: request.id })).entries.find((entry) => entry.kind === "assignment.held")?.names.student;
  };
  expect(await told("placing-coordinator")).toBe(student?.name);
  expect(await told("receiving-coordinator")).toBeUndefined();
  const { call: hospitals } = await as(hospital.agencyId, "receiving-coordinator");
  expect(JSON.stringify(await hospitals.history.list({}))).not.toContain(studentId);
});

test("[R58] a role with limited rights reads what it reaches, and what it did itself", async () => {
  const [other] = await database.sql<
    { id: string }[]
  >`insert into programme (agency_id, name, short_name) values (${school.agencyId}, 'Autre', 'Autre') returning id`;
  const { call: within } = await as(school.agencyId, "placing-coordinator", { programmes: [school.programmeId] });
  const { call: beside, actor } = await as(school.agencyId, "placing-coordinator", { programmes: [other?.id ?? ""] });
  const ofRequest = async (call: ReturnType<typeof callAs>) => (await call.history.of({ about: request.id })).entries.length;
  expect(await ofRequest(within)).toBeGreaterThan(0);
  expect(await ofRequest(beside)).toBe(0);
  await database.sql`
    insert into event (kind, agency_ids, about, actor_agency_id, actor_account_id, actor_person_id, actor_name, facts)
    values ('worksheet.changed', ${database.sql.array([school.agencyId], 2951)}, ${school.worksheetId}, ${school.agencyId}, ${actor.accountId}, ${actor.personId}, 'Louise Côté', '{}')`;
  expect((await beside.history.list({})).entries.map((entry) => [entry.kind, entry.mine])).toEqual([["worksheet.changed", true]]);
  const { call: unit } = await as(hospital.agencyId, "receiving-coordinator", { places: { destinations: [hospital.eastId] } });
  const { call: otherUnit } = await as(hospital.agencyId, "receiving-coordinator", { places: { destinations: [hospital.westId] } });
  expect(await ofRequest(otherUnit)).toBe(0);
  expect(await ofRequest(unit)).toBeGreaterThan(0);
});

test("[R58] who signs in is in the administrator's history and live feed, and in no colleague's", async () => {
  const password = "quatre chevaux au trot";
  const she = await addAccount(database.sql, { agencyId: school.agencyId, kind: "observer", password, name: ["Josée", "Roy"] });
  await (await browser(depsOver(database.sql)).caller()).account.signIn({ email: she.email, password });
  const { call: administrator, actor: admin } = await as(school.agencyId, "local-administrator");
  const { call: colleague, actor: other } = await as(school.agencyId, "placing-coordinator");
  const seen = (await administrator.history.list({ subject: "sign-in" })).entries[0];
  expect([seen?.kind, seen?.by, seen?.names.person]).toEqual(["account.signed-in", "Josée Roy", "Josée Roy"]);
  expect((await colleague.history.list({ subject: "sign-in" })).entries).toEqual([]);
  const stored = {
    seq: 1,
    at: "",
    kind: "account.signed-in" as const,
    agencyIds: [school.agencyId],
    about: she.accountId,
    within: [],
    actorAgencyId: school.agencyId,
    actorAgencyName: "",
    actorAccountId: she.accountId,
    actorPersonId: she.personId,
    actorName: "Josée Roy",
    facts: {},
  };
  expect(liveFor(stored, admin)).not.toBeNull();
  expect(liveFor(stored, other)).toBeNull();
});

test("history comes by pages, the latest first, narrowed by who, what and when", async () => {
  const own = await addSchool(database.sql);
  const { call, actor } = await as(own.agencyId, "placing-coordinator");
  await database.sql`
    insert into event (at, kind, agency_ids, about, actor_agency_id, actor_account_id, actor_person_id, actor_name, facts)
    select '2027-01-10T12:00:00Z'::timestamptz + make_interval(hours => n), 'programme.changed', array[${own.agencyId}::uuid], ${own.programmeId}, ${own.agencyId}, ${actor.accountId}, ${actor.personId}, 'Louise Côté', jsonb_build_object('name', 'P' || n)
    from generate_series(1, 120) n`;
  const names: string[] = [];
  let before: number | null = null;
  do {
    const page: Awaited<ReturnType<typeof call.history.of>> = await call.history.of({ about: own.programmeId, before });
    names.push(...page.entries.map((entry) => (entry.kind === "programme.changed" ? entry.facts.name : "")));
    before = page.next;
  } while (before !== null);
  expect(names).toEqual(Array.from({ length: 120 }, (_, at) => `P${120 - at}`));
  // 2027-01-11 in Québec runs from 05:00 to 05:00 UTC.
  const day = (await call.history.list({ subject: "programmes", personId: actor.personId, from: "2027-01-11", to: "2027-01-11" })).entries;
  expect(day.map((entry) => entry.at).sort()).toEqual(
    Array.from({ length: 24 }, (_, at) => new Date(Date.UTC(2027, 0, 11, 5 + at)).toISOString()),
  );
  expect((await call.history.list({ subject: "requests", personId: actor.personId })).entries).toEqual([]);
});

function raise(): never {
  throw new Error("no entry");
}

test("[R475] the activity is narrowed by kind and by words, and its days count what its list shows", async () => {
  const { call: atSchool } = await as(school.agencyId, "placing-coordinator");
  const { call: atHospital } = await as(hospital.agencyId, "receiving-coordinator");
  const listed = async (call: ReturnType<typeof callAs>, of: Parameters<typeof atSchool.history.list>[0]) =>
    (await call.history.list(of)).entries;
  const accepted = await listed(atSchool, { kind: "request.accepted" });
  expect(new Set(accepted.map((entry) => entry.kind))).toEqual(new Set(["request.accepted"]));
  expect((await listed(atSchool, { kind: "request" })).length).toBeGreaterThan(accepted.length);
  const about = (entries: { about: string }[]) => entries.some((entry) => entry.about === request.id);
  expect(about(await listed(atSchool, { text: `4e EST ${request.reference}` }))).toBe(true);
  expect(await listed(atSchool, { text: "4e est nulle-part" })).toEqual([]);
  // Who accepted is her organisation for the school, which finds her by that name alone; her own side finds her by hers.
  const accepting = async (call: ReturnType<typeof callAs>, text: string) =>
    (await listed(call, { text, kind: "request.accepted" })).length;
  expect(await accepting(atSchool, hospital.name)).toBeGreaterThan(0);
  expect(await accepting(atSchool, hospital.claire.name)).toBe(0);
  expect(await accepting(atHospital, hospital.claire.name)).toBeGreaterThan(0);

  const ago = (days: number) => dayIn(new Date(Date.now() - days * 86_400_000));
  const { days, whole } = await atSchool.history.days({ from: ago(30), to: ago(-1) });
  expect(whole).toBe(true);
  let shown = 0;
  for (let before: number | null = null; ;) {
    const page: Awaited<ReturnType<typeof atSchool.history.list>> = await atSchool.history.list({
      from: ago(30),
      to: ago(-1),
      before,
    });
    shown += page.entries.length;
    if ((before = page.next) === null) break;
  }
  expect(days.reduce((sum, { count }) => sum + count, 0)).toBe(shown);
  for (const day of days) expect(day.subjects.reduce((sum, { count }) => sum + count, 0)).toBe(day.count);
});

test("[R476] a text finds what is about a student for who may know her name, and for nobody else", async () => {
  const [studentId = ""] = school.students;
  await database.sql`
    insert into event (kind, agency_ids, about, within, actor_agency_id, actor_name, facts)
    values ('student.changed', ${database.sql.array([school.agencyId], 2951)}, ${studentId}, '{}', ${school.agencyId}, 'Anna Roy', '{"fields": ["email"]}')`;
  const [student] = await database.sql<{ name: string }[]>`select last_name as name from student where id = ${studentId}`;
  const found = async (kind: StaffKind, withNames = true) => {
    const actor = await addActor(database.sql, { agencyId: school.agencyId, kind, name: ["Louise", "Côté"], withNames });
    return (await callAs(database.sql, actor).history.list({ text: student?.name ?? "?" })).entries.some(
      (entry) => entry.about === studentId,
    );
  };
  expect(await found("placing-coordinator")).toBe(true);
  expect(await found("observer", false)).toBe(false);
  expect(await database.sql`select 1 from activity where words like '%nomsecret%'`).toHaveLength(0);
});

test("[R475] who reaches some things only is given all of it over pages that each look at a few", async () => {
  const elsewhere = await addSchool(database.sql);
  const leader = await addActor(database.sql, { agencyId: elsewhere.agencyId, kind: "course-leader", name: ["Lise", "Caron"] });
  await database.sql`insert into course_leader (agency_id, cohort_course_id, person_id) values (${elsewhere.agencyId}, ${elsewhere.cohortCourseId}, ${leader.personId})`;
  const put = (count: number, within: string) => database.sql`
    insert into event (kind, agency_ids, about, within, actor_agency_id, actor_name, facts)
    select 'worksheet.changed', ${database.sql.array([elsewhere.agencyId], 2951)}, uuidv7(), ${database.sql.array([within], 2951)}, ${elsewhere.agencyId}, 'Anna Roy', '{}'
    from generate_series(1, ${count}::int)`;
  await put(3, elsewhere.cohortCourseId);
  await put(4_500, elsewhere.termId);
  const seen: string[] = [];
  const call = callAs(database.sql, leader);
  let pages = 0;
  for (let before: number | null = null; ;) {
    const page: Awaited<ReturnType<typeof call.history.list>> = await call.history.list({ before, kind: "worksheet" });
    seen.push(...page.entries.map((entry) => entry.kind));
    pages += 1;
    if ((before = page.next) === null) break;
  }
  expect(seen).toEqual(["worksheet.changed", "worksheet.changed", "worksheet.changed"]);
  expect(pages).toBe(3);
});
