import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { copyFamilies, usualFamilies, type CopyFamily } from "#domain/sheet-copy.ts";
import { addActor, addHospital, addRequest, addRow, addSchool, cellsAt, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
/** A sheet of the same school, of another cohort, that rows are copied to. */
let target: string;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  school = await addSchool(database.sql);
  hospital = await addHospital(database.sql);
  target = (await addSheet("Cohorte 2027", { courseId: school.courseId, termId: await addTerm("Hiver 2028", "2028-01-04", "2028-05-28") }))
    .id;
});

const as = (actor: Actor) => callerAs(depsOver(database.sql), actor);

async function addTerm(name: string, startsOn: string, endsOn: string): Promise<string> {
  const [term] = await database.sql<{ id: string }[]>`
    insert into term (agency_id, name, short_name, starts_on, ends_on) values (${school.agencyId}, ${name}, ${name.slice(0, 10)}, ${startsOn}, ${endsOn}) returning id`;
  return term?.id ?? "";
}

async function addSheet(
  cohort: string,
  of: { courseId: string; termId: string; programmeId?: string; kind?: string },
): Promise<{ id: string; cohortCourseId: string }> {
  const [made] = await database.sql<{ id: string; cohortCourseId: string }[]>`
    with c as (
      insert into cohort (agency_id, programme_id, name, short_name)
      values (${school.agencyId}, ${of.programmeId ?? school.programmeId}, ${cohort}, ${cohort.slice(-10)}) returning id
    ), cc as (
      insert into cohort_course (agency_id, cohort_id, course_id, term_id, starts_on, ends_on)
      select ${school.agencyId}, c.id, ${of.courseId}, t.id, t.starts_on + 7, t.ends_on - 7 from c, term t where t.id = ${of.termId} returning id
    )
    insert into worksheet (agency_id, cohort_course_id, kind) select ${school.agencyId}, id, ${of.kind ?? "group"} from cc returning id, cohort_course_id`;
  if (!made) throw new Error("no sheet");
  return made;
}

async function addCourse(number: string, of: { programmeId?: string } = {}): Promise<string> {
  const [course] = await database.sql<{ id: string }[]>`
    insert into course (agency_id, programme_id, number, name) values (${school.agencyId}, ${of.programmeId ?? school.programmeId}, ${number}, ${`Cours ${number}`}) returning id`;
  return course?.id ?? "";
}

const rows = async (families: readonly CopyFamily[], actor = school.anna, sourceId = school.worksheetId) =>
  as(actor).sheetCopy.rows({ worksheetId: target, sourceId, families: [...families] });

test("[R15] accepted alone leaves the cancelled out, all of them takes them in; what is taken is what was asked for", async () => {
  const accepted = await addRequest(database.sql, { school, hospital, status: "accepted", destinationId: hospital.eastId });
  await addRequest(database.sql, { school, hospital, status: "cancelled" });
  await addRequest(database.sql, { school, hospital, status: "sent" });
  const draft = await addRow(database.sql, school, cellsAt(hospital));
  await addRow(database.sql, school, {});
  const { rows: usual, course } = await rows(usualFamilies);
  expect(usual).toMatchObject([
    {
      status: "accepted",
      reference: accepted.reference,
      asked: { size: 6, place: { destinationId: hospital.eastId }, schedule: school.schedule },
    },
  ]);
  expect(course).toMatchObject({ startsOn: school.schedule.startsOn, defaultComment: "" });
  const all = (await rows(copyFamilies)).rows;
  expect(all.map(({ status }) => status).toSorted()).toEqual(["accepted", "cancelled", "sent", null].toSorted());
  expect(all.find(({ key }) => key === draft)).toMatchObject({ asked: null, cells: { agency: hospital.name } });
});

test("[R3] what a unit answered is not told by a copy either", async () => {
  await addRequest(database.sql, { school, hospital, status: "declined-by-unit" });
  expect((await rows(copyFamilies)).rows).toMatchObject([{ status: "redirected" }]);
  const { sources } = await as(school.anna).sheetCopy.sources({ worksheetId: target });
  expect(sources).toMatchObject([{ counts: { waiting: 1, declined: 0 } }]);
});

test("[R181] sheets of the same course come first, the latest term first; of the same kind, and with something in them", async () => {
  const term = await addTerm("Automne 2027", "2027-08-23", "2027-12-22");
  const other = await addSheet("Autre cours", { courseId: await addCourse("180-22B"), termId: term });
  const empty = await addSheet("Vide", { courseId: school.courseId, termId: term });
  const alone = await addSheet("Individuelle", { courseId: school.courseId, termId: term, kind: "individual" });
  const filled = await addSheet("Même cours", { courseId: school.courseId, termId: term });
  for (const { id } of [other, filled, alone]) await addRow(database.sql, { ...school, worksheetId: id }, cellsAt(hospital));
  await addRow(database.sql, { ...school, worksheetId: empty.id }, {});
  await addRequest(database.sql, { school, hospital, status: "confirmed" });
  const { sources } = await as(school.anna).sheetCopy.sources({ worksheetId: target });
  expect(sources.map(({ id }) => id)).toEqual([filled.id, school.worksheetId, other.id]);
  expect(sources[1]).toMatchObject({ sameCourse: true, counts: { confirmed: 1, draft: 0 }, term: "Hiver 2027" });
  const search = (text: string) => as(school.anna).sheetCopy.sources({ worksheetId: target, text });
  expect((await search("automne 22b")).sources.map(({ id }) => id)).toEqual([other.id]);
  expect((await search("100%")).sources).toEqual([]);
});

test("[R181] pages of sources and of a thousand rows follow each other without a gap", async () => {
  const { sql } = database;
  await sql`insert into worksheet_row (agency_id, worksheet_id, row_id, cells, rank)
    select ${school.agencyId}, ${school.worksheetId}, 'r' || n, '{"size": "6"}', lpad(n::text, 6, '0') from generate_series(1, 1001) n`;
  const seen: string[] = [];
  let cursor: Awaited<ReturnType<typeof rows>>["next"] = null;
  do {
    const page: Awaited<ReturnType<typeof rows>> = await as(school.anna).sheetCopy.rows({
      worksheetId: target,
      sourceId: school.worksheetId,
      families: ["draft"],
      cursor,
    });
    seen.push(...page.rows.map(({ key }) => key));
    cursor = page.next;
  } while (cursor);
  expect(seen).toEqual(Array.from({ length: 1001 }, (_one, index) => `r${index + 1}`));
  const made = await sql<{ id: string }[]>`
    with c as (insert into cohort (agency_id, programme_id, name, short_name)
      select ${school.agencyId}, ${school.programmeId}, 'Lot ' || n, 'L' || n from generate_series(1, 25) n returning id
    ), cc as (insert into cohort_course (agency_id, cohort_id, course_id, term_id, starts_on, ends_on)
      select ${school.agencyId}, id, ${school.courseId}, ${school.termId}, ${school.schedule.startsOn}, ${school.schedule.endsOn} from c returning id)
    insert into worksheet (agency_id, cohort_course_id, kind) select ${school.agencyId}, id, 'group' from cc returning id`;
  await sql`insert into worksheet_row (agency_id, worksheet_id, row_id, cells, rank)
    select ${school.agencyId}, id, 'r', '{"size": "6"}', 'a' from unnest(${made.map(({ id }) => id)}::uuid[]) id`;
  const one = await as(school.anna).sheetCopy.sources({ worksheetId: target });
  const two = await as(school.anna).sheetCopy.sources({ worksheetId: target, cursor: one.next });
  expect(one.sources).toHaveLength(20);
  expect(two.next).toBeNull();
  expect(new Set([...one.sources, ...two.sources].map(({ id }) => id)).size).toBe(26);
});

test("[R181] a sheet of another school, or of a programme one does not have, is neither listed nor read", async () => {
  await addRequest(database.sql, { school, hospital, status: "accepted" });
  const stranger = await addSchool(database.sql);
  await expect(rows(usualFamilies, stranger.anna)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(rows(usualFamilies, school.anna, stranger.worksheetId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  const [programme] = await database.sql<{ id: string }[]>`
    insert into programme (agency_id, name, short_name) values (${school.agencyId}, 'Ergothérapie', 'ERGO') returning id`;
  const programmeId = programme?.id ?? "";
  const narrow = await addActor(database.sql, {
    agencyId: school.agencyId,
    kind: "placing-coordinator",
    name: ["Line", "Caron"],
    programmes: [programmeId],
  });
  const own = await addSheet("Ergo", { courseId: await addCourse("190-1", { programmeId }), termId: school.termId, programmeId });
  expect((await as(narrow).sheetCopy.sources({ worksheetId: own.id })).sources).toEqual([]);
  await expect(
    as(narrow).sheetCopy.rows({ worksheetId: own.id, sourceId: school.worksheetId, families: ["accepted"] }),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await as(school.anna).sheetCopy.sources({ worksheetId: own.id })).sources.map(({ id }) => id)).toEqual([school.worksheetId]);
});
