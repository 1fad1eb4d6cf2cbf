import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { planCopy, termOf, usualTarget } from "#domain/cohort-move.ts";
import { addHospital, addRequest, addRow, addSchool, cellsAt, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

const callOf = (school: TestSchool) => callAs(database.sql, school.anna);

/** What the review screen shows for the usual target, as the copy takes it. */
async function reviewed(school: TestSchool) {
  const source = await callOf(school).cohort.copySource({ id: school.cohortId });
  const firstBefore = source.terms.find(({ id }) => id === school.termId);
  if (!firstBefore) throw new Error("the school has its term");
  const first = usualTarget(firstBefore, source.terms) ?? termOf("winter", 2028, source.terms);
  const plan = planCopy({ courses: source.courses, terms: source.terms, first, closed: source.closed });
  return {
    plan,
    input: {
      id: school.cohortId,
      name: "Cohorte 2027",
      shortName: "SI27",
      years: 3,
      structured: true,
      courses: plan.flatMap(({ source: { id }, to, schedule }) =>
        to && schedule ? [{ id, schedule, term: to.id === null ? { season: to.season, year: to.year } : { id: to.id } }] : [],
      ),
    },
  };
}

describe("copying a cohort", () => {
  test("[R165][R167] saves what was reviewed at once, terms included, and each course is to be reviewed", async () => {
    const school = await addSchool(database.sql);
    const call = callOf(school);
    await database.sql`update cohort_course set default_comment = 'Vestiaire B.', release_at = '2026-12-01T14:00:00Z' where id = ${school.cohortCourseId}`;
    // the school's own calendar counts: its first day a year later is a closed one
    await database.sql`insert into closed_day (agency_id, name, starts_on, ends_on) values (${school.agencyId}, 'Rentrée', '2028-01-10', '2028-01-10')`;
    await call.cohort.editCourse({ id: school.cohortCourseId, patch: { leaderIds: [school.anna.personId] } });
    const { plan, input } = await reviewed(school);
    expect(plan.map(({ notes }) => notes.map(({ kind }) => kind))).toEqual([["new-term", "on-holiday"]]);
    const { id, courses } = await call.cohort.copy(input);
    expect(courses).toBe(1);
    const copy = await call.cohort.find({ id });
    expect(copy).toMatchObject({ name: "Cohorte 2027", shortName: "SI27", active: true, copied: true });
    expect(copy.courses).toMatchObject([
      {
        termShortName: "H28",
        schedule: { startsOn: "2028-01-11", weekdays: [1, 2], startTime: "07:00" },
        defaultComment: "Vestiaire B.",
        leaders: [{ id: school.anna.personId }],
        reviewedAt: null,
        releaseAt: null,
      },
    ]);
    const [course] = copy.courses;
    if (!course) throw new Error("the copy has its course");
    const [{ copiedFrom } = { copiedFrom: null }] = await database.sql<{ copiedFrom: string | null }[]>`
      select copied_from from cohort_course where id = ${course.id}`;
    expect(copiedFrom).toBe(school.cohortCourseId);
    expect((await call.cohort.list({ term: "all" })).cohorts.find((one) => one.id === id)?.courses[0]?.reviewedAt).toBe(null);
    await call.cohort.review({ ids: [course.id] });
    expect((await call.cohort.course({ id: course.id })).reviewedAt).toBe("2026-11-22T15:00:00.000Z");
    await call.cohort.review({ ids: [course.id], reviewed: false });
    // saving it as it is says as much as ticking
    await call.cohort.editCourse({ id: course.id, patch: {} });
    expect((await call.cohort.course({ id: course.id })).reviewedAt).not.toBe(null);
  });

  test("[R17][R167] one date that its term does not hold keeps everything back", async () => {
    const school = await addSchool(database.sql);
    const call = callOf(school);
    const { input } = await reviewed(school);
    const [course] = input.courses;
    if (!course) throw new Error("the review has a course");
    const wrong = { ...course, schedule: { ...course.schedule, endsOn: "2028-06-01" } };
    expect(await refusalOfCall(call.cohort.copy({ ...input, courses: [wrong] }))).toMatchObject({ code: "outside-term" });
    const [kept] = await database.sql<{ cohorts: number; terms: number }[]>`
      select (select count(*)::int from cohort where agency_id = ${school.agencyId}) as cohorts,
        (select count(*)::int from term where agency_id = ${school.agencyId}) as terms`;
    expect(kept).toEqual({ cohorts: 1, terms: 1 });
    expect(await refusalOfCall(call.cohort.copy({ ...input, shortName: "si26" }))).toEqual({ code: "name-taken", name: "si26" });
  });

  test("[R168] is taken back whole while nobody built on it, and not after", async () => {
    const school = await addSchool(database.sql);
    const call = callOf(school);
    const { input } = await reviewed(school);
    const one = await call.cohort.copy(input);
    await call.cohort.undoCopy({ id: one.id });
    expect(await refusalOfCall(call.cohort.find({ id: one.id }))).toEqual({ code: "not-found" });
    const two = await call.cohort.copy(input);
    const [course] = (await call.cohort.find({ id: two.id })).courses;
    await call.enrolment.enrol({ cohortCourseId: course?.id ?? "", studentIds: school.students.slice(0, 2) });
    expect(await refusalOfCall(call.cohort.undoCopy({ id: two.id }))).toEqual({ code: "in-use", by: "enrolment", count: 2 });
    expect(await refusalOfCall(call.cohort.undoCopy({ id: school.cohortId }))).toMatchObject({ code: "in-use" });
  });
});

describe("programmes and their courses", () => {
  test("[R166] a programme at work is neither closed nor placed outside the system, and what says so can be opened", async () => {
    const school = await addSchool(database.sql, { students: 3 });
    const hospital = await addHospital(database.sql);
    const call = callOf(school);
    await addRequest(database.sql, { school, hospital, status: "sent" });
    const busy = {
      code: "programme-busy",
      requests: 1,
      students: 3,
      count: 1,
      uses: [
        {
          cohortId: school.cohortId,
          cohortCourseId: school.cohortCourseId,
          courseId: school.courseId,
          termId: school.termId,
          name: "180-11A Médecine 1, Cohorte 2026",
          requests: 1,
          students: 3,
        },
      ],
    };
    expect(await refusalOfCall(call.programme.retire({ id: school.programmeId }))).toEqual(busy);
    expect(await refusalOfCall(call.programme.edit({ id: school.programmeId, patch: { isUser: false } }))).toEqual(busy);
    // once its placements are over it closes, with its cohorts, and nothing begins in it
    const later = callAs(database.sql, school.anna, "2027-06-01");
    const { cohortIds } = await later.programme.retire({ id: school.programmeId });
    expect(cohortIds).toEqual([school.cohortId]);
    const cohort = { programmeId: school.programmeId, name: "X", shortName: "X", years: 3, structured: true, active: true };
    expect(await refusalOfCall(later.cohort.add(cohort))).toMatchObject({ code: "programme-closed", why: "retired" });
    await later.programme.restore({ id: school.programmeId });
    await later.programme.edit({ id: school.programmeId, patch: { isUser: false } });
    expect(await refusalOfCall(later.cohort.add(cohort))).toMatchObject({ code: "programme-closed", why: "non-user" });
  });

  test("[R169] a request keeps the placement type it was made with, and what is edited takes one in force", async () => {
    const school = await addSchool(database.sql);
    const hospital = await addHospital(database.sql);
    const call = callOf(school);
    const types = await call.programme.types();
    expect(types.filter(({ current }) => !current).map(({ code }) => code)).toEqual(["clinical", "internal"]);
    // an old course has a type of an old list
    await database.sql`update course set placement_type = 'clinical' where id = ${school.courseId}`;
    const send = async () => {
      const rowId = await addRow(database.sql, school, cellsAt(hospital));
      const { done } = await call.worksheet.send({ worksheetId: school.worksheetId, rowIds: [rowId] });
      return done[0]?.requestId ?? "";
    };
    const old = await send();
    expect(await refusalOfCall(call.programme.editCourse({ id: school.courseId, patch: { hours: 90 } }))).toEqual({
      code: "invalid",
      field: "placementType",
      problem: { kind: "retired-type", on: "2024-12-31" },
    });
    await call.programme.editCourse({ id: school.courseId, patch: { hours: 90, placementType: "group" } });
    const fresh = await send();
    expect((await call.request.get({ id: old })).placementType).toMatchObject({ code: "clinical" });
    expect((await call.request.get({ id: fresh })).placementType).toMatchObject({ code: "group" });
  });

  test("a course's usual leaders come with it into a cohort, and the list is narrowed by department, course and first day", async () => {
    const school = await addSchool(database.sql);
    const call = callOf(school);
    const { id: courseId } = await call.programme.addCourse({
      programmeId: school.programmeId,
      number: "180-20B",
      name: "Chirurgie",
      hours: 90,
      sheetKind: "group",
      defaultComment: "",
      leaderIds: [school.bruno.personId],
    });
    const { ids } = await call.cohort.addProgrammeCourses({ cohortId: school.cohortId, termId: school.termId, courseIds: [courseId] });
    const added = await call.cohort.course({ id: ids[0] ?? "" });
    expect([added.leaders.map(({ id }) => id), added.reviewedAt]).toEqual([[school.bruno.personId], null]);
    const numbers = async (filter: Parameters<typeof call.cohort.list>[0]) =>
      (await call.cohort.list({ term: "all", ...filter })).cohorts.flatMap(({ courses }) => courses.map(({ number }) => number));
    expect(await numbers({})).toEqual(["180-20B", "180-11A"]);
    expect(await numbers({ courseId })).toEqual(["180-20B"]);
    expect(await numbers({ from: "2027-01-11" })).toEqual(["180-11A"]);
    const [department] = await database.sql<
      { id: string }[]
    >`insert into department (agency_id, name) values (${school.agencyId}, 'Santé') returning id`;
    expect(await numbers({ departmentId: department?.id ?? "" })).toEqual([]);
    await call.programme.edit({ id: school.programmeId, patch: { departmentId: department?.id ?? "" } });
    expect(await numbers({ departmentId: department?.id ?? "" })).toEqual(["180-20B", "180-11A"]);
  });
});
