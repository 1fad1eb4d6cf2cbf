import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Hit, HitKind } from "#domain/search.ts";
import { sealStudents } from "#db/consent.ts";
import { addActor, addHospital, addRequest, addSchool, addSheets, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callAs } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;

type Actor = TestSchool["anna"];
const find = (actor: Actor, text: string) => callAs(database.sql, actor).search.find({ text });
const hitsOf = async (actor: Actor, text: string, kind: HitKind): Promise<Hit[]> =>
  (await find(actor, text)).groups.find((group) => group.kind === kind)?.hits ?? [];
const idsOf = async (actor: Actor, text: string, kind: HitKind) => (await hitsOf(actor, text, kind)).map(({ id }) => id);

beforeAll(async () => {
  database = await testDatabase();
  const { sql } = database;
  school = await addSchool(sql);
  hospital = await addHospital(sql);
  await sql`update site set name = 'Hôpital Sainte-Émélie' where agency_id = ${hospital.agencyId} and id = ${hospital.siteId}`;
  await sql`update service set name = 'Pédiatrie' where agency_id = ${hospital.agencyId} and id = ${hospital.serviceId}`;
  await sql`update cohort set name = 'Relève', short_name = 'RLV' where agency_id = ${school.agencyId}`;
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

describe("the one box", () => {
  test("[R463] a text finds things of every kind by the beginnings of their words, whatever accents, capitals and order", async () => {
    const { sql } = database;
    const { id, reference } = await addRequest(sql, { school, hospital, status: "accepted", destinationId: hospital.eastId });
    // what it lies under and what it is of count as its own words
    expect(await idsOf(school.anna, "pediatrie EMELIE", "request")).toEqual([id]);
    expect(await idsOf(school.anna, "emel 180-11a relev", "request")).toEqual([id]);
    expect(await idsOf(school.anna, `demande n° ${reference}`, "request")).toEqual([id]);
    expect(await idsOf(school.anna, "émélie nulle-part", "request")).toEqual([]);
    const [place] = await hitsOf(school.anna, "4e est émélie", "place");
    expect(place).toMatchObject({
      id: hospital.eastId,
      level: "destination",
      name: "4e Est",
      path: `${hospital.name} / Hôpital Sainte-Émélie / Pédiatrie`,
      retired: false,
    });
    expect(await idsOf(school.anna, "sainte emelie", "place")).toEqual([
      hospital.siteId,
      hospital.serviceId,
      hospital.eastId,
      hospital.westId,
    ]);
    expect(await idsOf(school.anna, "releve", "cohort")).toEqual([school.cohortId]);
    expect(await idsOf(school.anna, "medecine relève", "worksheet")).toEqual([school.worksheetId]);
    expect(await idsOf(school.anna, "roy anna", "person")).toEqual([school.anna.personId]);
    expect(await hitsOf(school.anna, "180 11", "programme")).toMatchObject([{ id: school.programmeId, course: "180-11A Médecine 1" }]);
    expect(await idsOf(school.anna, "nomsecret3 zoe", "student")).toEqual([school.students[3]]);
    expect((await find(school.anna, "z")).groups).toEqual([]);
  });

  test("[R464] a word that nobody bears is read as those a slip away, and the answer says so", async () => {
    const found = await find(school.anna, "pediatire emelei");
    expect(found).toMatchObject({ otherwise: true });
    expect(found.words).toEqual(expect.arrayContaining(["pediatrie", "emelie"]));
    expect(found.groups.find(({ kind }) => kind === "place")?.hits[0]).toMatchObject({ id: hospital.serviceId });
    expect(await idsOf(school.anna, "nomsceret3", "student")).toEqual(expect.arrayContaining([school.students[3]]));
    expect(await find(school.anna, "xyzzyq")).toMatchObject({ otherwise: false, groups: [] });
    const listed = await callAs(database.sql, school.anna).search.list({ text: "pediatire", kind: "place" });
    expect(listed).toMatchObject({ otherwise: true, next: null });
    expect(listed.hits.length).toBeGreaterThan(0);
  });

  test("[R465] each role finds what its own lists show it and nothing else", async () => {
    const { sql } = database;
    const stranger = await addSchool(sql);
    const { id } = await addRequest(sql, { school, hospital, status: "sent", destinationId: hospital.westId });
    const { id: draft } = await addRequest(sql, { school, hospital, status: "new", destinationId: hospital.westId });
    expect(await idsOf(school.anna, "5e ouest", "request")).toEqual(expect.arrayContaining([id, draft]));
    // what was never sent is not there for who receives; a unit finds its own
    expect(await idsOf(hospital.claire, "5e ouest", "request")).toEqual([id]);
    expect(await idsOf(hospital.eve, "5e ouest", "request")).toEqual([]);
    expect(await idsOf(hospital.claire, `${school.name} 5e`, "request")).toEqual([id]);
    expect(await idsOf(stranger.anna, "5e ouest", "request")).toEqual([]);
    for (const kind of ["cohort", "worksheet", "student", "programme"] as const)
      expect(await idsOf(stranger.anna, "releve", kind)).toEqual([]);
    expect(await idsOf(stranger.anna, "relev nomsecret3", "student")).toEqual([]);
    expect((await find(hospital.claire, "releve")).groups.map(({ kind }) => kind)).toEqual(["request"]);
    const leader = await addActor(sql, { agencyId: school.agencyId, kind: "course-leader", name: ["Lise", "Chef"] });
    expect(await idsOf(leader, "releve", "cohort")).toEqual([]);
    await sql`insert into course_leader (agency_id, cohort_course_id, person_id) values (${school.agencyId}, ${school.cohortCourseId}, ${leader.personId})`;
    expect(await idsOf(leader, "releve", "cohort")).toEqual([school.cohortId]);
    expect(await idsOf(leader, "5e ouest", "request")).toEqual(expect.arrayContaining([id, draft]));
    expect(await idsOf(leader, "roy anna", "person")).toEqual([]);
    const blind = await addActor(sql, { agencyId: school.agencyId, kind: "observer", name: ["Sans", "Noms"], withNames: false });
    expect(await idsOf(blind, "nomsecret", "student")).toEqual([]);
    expect(await idsOf(blind, "nomsceret", "student")).toEqual([]);
    expect(await idsOf(blind, "releve", "cohort")).toEqual([school.cohortId]);
  });

  test("[R4] [R465] a student is found by name where she comes, once she is confirmed there, by who may read names and reaches the place", async () => {
    const { sql } = database;
    const found = (actor: Actor) => idsOf(actor, "zoé nomsecret0", "student");
    await addRequest(sql, { school, hospital, status: "accepted", destinationId: hospital.westId });
    expect(await found(hospital.claire)).toEqual([]);
    const { id } = await addRequest(sql, { school, hospital, status: "confirmed", destinationId: hospital.westId });
    expect(await hitsOf(hospital.claire, "zoé nomsecret0", "student")).toMatchObject([
      { id, number: null, coming: { place: expect.stringContaining("5e Ouest") } },
    ]);
    // 4e Est is hers, 5e Ouest is not
    expect(await found(hospital.eve)).toEqual([]);
    const blind = await addActor(sql, { agencyId: hospital.agencyId, kind: "observer", name: ["Sans", "Noms"], withNames: false });
    expect(await found(blind)).toEqual([]);
    expect(await found((await addHospital(sql)).claire)).toEqual([]);
    // a slip finds who comes, and neither names nor passes over anybody because of who does not
    const slip = await find(hospital.claire, "zoé nomsceret0");
    expect(slip).toMatchObject({ otherwise: true, groups: [{ kind: "student" }] });
    expect(slip.words).toEqual(["zoe", "nomsecret0"]);
    expect(await find((await addHospital(sql)).claire, "nomsceret0")).toEqual({ groups: [], otherwise: false, words: ["nomsceret0"] });
    // a number is the school's, and finds nobody there
    const [row] = await sql<{ number: string }[]>`select number from student where id = ${school.students[0] ?? ""}`;
    expect(await idsOf(hospital.claire, row?.number ?? "", "student")).toEqual([]);
    expect(await idsOf(school.anna, row?.number ?? "", "student")).toEqual([school.students[0]]);
  });

  test("[R466] what is renamed, moved or sealed is found by what it is now, and a place by what it was called too", async () => {
    const { sql } = database;
    const { id } = await addRequest(sql, { school, hospital, status: "new", destinationId: hospital.eastId });
    await callAs(sql, hospital.claire).catalogue.edit({ id: hospital.eastId, patch: { name: "Néonatalogie" } });
    expect(await idsOf(school.anna, "neonatalogie", "request")).toContain(id);
    expect(await hitsOf(school.anna, "4e est emelie", "place")).toMatchObject([
      { id: hospital.eastId, name: "Néonatalogie", formerly: "4e Est" },
    ]);
    await sql`update request set destination_id = ${hospital.westId} where id = ${id}`;
    expect(await idsOf(school.anna, "neonatalogie", "request")).not.toContain(id);
    const gone = school.students[5] ?? "";
    await sql.begin((tx) => sealStudents(tx, { agencyId: school.agencyId, ids: [gone], why: "ended", at: new Date(), note: "" }));
    expect(await idsOf(school.anna, "nomsecret5", "student")).not.toContain(gone);
    expect(await sql`select 1 from search_name where id = ${gone}`).toHaveLength(0);
  });

  test("[R467] pages of a list follow each other without a gap or a repeat, those of the number typed first", async () => {
    const { sql } = database;
    const many = await addSchool(sql);
    const sheets = await addSheets(sql, many, 90);
    const call = callAs(sql, many.anna);
    const all: string[] = [];
    let cursor: Awaited<ReturnType<typeof call.search.list>>["next"] = null;
    do {
      const page = await call.search.list({ text: "medecine", kind: "worksheet", cursor });
      all.push(...page.hits.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    expect(all.toSorted()).toEqual([...sheets, many.worksheetId].toSorted());
    const cohorts: string[] = [];
    do {
      const page = await call.search.list({ text: "cohorte", kind: "cohort", cursor });
      cohorts.push(...page.hits.flatMap((hit) => (hit.kind === "cohort" ? [hit.name] : [])));
      cursor = page.next;
    } while (cursor !== null);
    expect(new Set(cohorts).size).toBe(91);
    expect(cohorts).toHaveLength(91);
    // requests whose numbers begin with the one typed, then the others it finds
    const references: number[] = [];
    for (let made = 0; made < 3; made++) references.push((await addRequest(sql, { school: many, hospital, status: "new" })).reference);
    const [first = 0] = references;
    const found = await call.search.list({ text: String(first), kind: "request" });
    expect(found.hits[0]).toMatchObject({ reference: first });
  });

  test("[R468] what the box remembers is named again as the reader is shown it now; what is not hers is left out", async () => {
    const { sql } = database;
    const { id } = await addRequest(sql, { school, hospital, status: "sent" });
    const items = [
      { kind: "cohort" as const, id: school.cohortId },
      { kind: "request" as const, id },
      { kind: "place" as const, id: hospital.siteId },
      { kind: "student" as const, id: school.students[1] ?? "" },
    ];
    const named = async (actor: Actor) => (await callAs(sql, actor).search.named({ items })).hits.map(({ kind }) => kind);
    expect(await named(school.anna)).toEqual(["cohort", "request", "place", "student"]);
    expect(await named(hospital.claire)).toEqual(["request", "place"]);
    expect(await named((await addSchool(sql)).anna)).toEqual(["place"]);
  });
});

test("[R463] the extensions that searching needs are made by whoever owns the database, who need not be above all others", async () => {
  const { sql } = database;
  const rows = await sql<{ name: string; trusted: boolean }[]>`
    select name, trusted from pg_available_extension_versions where name in ('pg_trgm', 'unaccent') and installed`;
  expect(rows.map(({ trusted }) => trusted)).toEqual([true, true]);
});
