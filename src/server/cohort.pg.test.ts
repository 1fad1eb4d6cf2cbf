import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Id } from "#domain/id.ts";
import { addActor, addHospital, addRequest, addRow, addSchool, cellsAt, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let other: TestSchool;
let hospital: TestHospital;
const call = () => callAs(database.sql, school.anna);

beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql, { students: 8 });
  other = await addSchool(database.sql);
  hospital = await addHospital(database.sql);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

const bare = { blocks: [], weekdays: [1, 2, 3], startTime: "07:00", endTime: "15:00", shiftCode: null };
const winter = { startsOn: "2027-01-18", endsOn: "2027-04-23", ...bare };
const newCourse = (number: string) =>
  call().programme.addCourse({
    programmeId: school.programmeId,
    number,
    name: "Stage",
    hours: 120,
    sheetKind: "group",
    defaultComment: "Uniforme blanc.",
  });
const newCohort = (shortName: string) =>
  call().cohort.add({ programmeId: school.programmeId, name: `Cohorte ${shortName}`, shortName, years: 3, structured: true, active: true });

describe("terms", () => {
  test("[R64] stock terms are generated three a year, once, and a custom one beside them", async () => {
    const { added } = await call().term.generate({ from: 2028, to: 2029 });
    expect(added).toEqual(["Hiver 2028", "Été 2028", "Automne 2028", "Hiver 2029", "Été 2029", "Automne 2029"]);
    expect((await call().term.generate({ from: 2028, to: 2029 })).added).toEqual([]);
    await call().term.add({ name: "Stage intensif", shortName: "INT28", startsOn: "2028-06-01", endsOn: "2028-06-30" });
    expect(
      await refusalOfCall(call().term.add({ name: "Autre", shortName: "int28", startsOn: "2028-06-01", endsOn: "2028-06-30" })),
    ).toEqual({ code: "name-taken", name: "int28" });
    expect(
      await refusalOfCall(call().term.add({ name: "À rebours", shortName: "R", startsOn: "2028-06-30", endsOn: "2028-06-01" })),
    ).toMatchObject({ code: "invalid", field: "endsOn" });
    expect((await call().term.list()).terms[0]?.shortName).toBe("A29");
    expect((await callAs(database.sql, other.anna).term.list()).terms.map(({ shortName }) => shortName)).toEqual(["H27"]);
  });

  test("[R17] dates of a term that would leave a course out are refused, and by the database as well", async () => {
    const dates = { startsOn: "2027-01-11", endsOn: "2027-03-26", count: 1 };
    expect(await refusalOfCall(call().term.edit({ id: school.termId, patch: { endsOn: "2027-03-25" } }))).toEqual({
      code: "leaves-out",
      by: "course",
      ...dates,
    });
    await expect(database.sql`update term set ends_on = '2027-03-25' where id = ${school.termId}`).rejects.toThrow(
      "a course outside its term",
    );
    const { undo } = await call().term.edit({ id: school.termId, patch: { endsOn: "2027-03-26" } });
    expect(undo).toEqual({ endsOn: "2027-05-28" });
    await call().term.edit({ id: school.termId, patch: undo });
    expect(await refusalOfCall(call().term.remove({ id: school.termId }))).toEqual({ code: "in-use", by: "course", count: 1 });
  });
});

describe("courses of a cohort", () => {
  test("[R17] a course outside its term is refused, and by the database as well", async () => {
    const course = await newCourse("180-20A");
    const cohort = await newCohort("R17");
    const input = { cohortId: cohort.id, courseId: course.id, termId: school.termId, defaultComment: "", leaderIds: [] };
    expect(await refusalOfCall(call().cohort.addCourse({ ...input, schedule: { ...winter, endsOn: "2027-05-29" } }))).toEqual({
      code: "outside-term",
      term: "Hiver 2027",
      startsOn: "2027-01-04",
      endsOn: "2027-05-28",
    });
    const { id } = await call().cohort.addCourse({ ...input, schedule: winter });
    expect(await refusalOfCall(call().cohort.editCourse({ id, patch: { schedule: { ...winter, startsOn: "2027-01-03" } } }))).toMatchObject(
      { code: "outside-term" },
    );
    await expect(database.sql`update cohort_course set ends_on = '2027-05-29' where id = ${id}`).rejects.toThrow(
      "a course outside its term",
    );
    expect(await refusalOfCall(call().cohort.addCourse({ ...input, schedule: winter }))).toEqual({
      code: "name-taken",
      name: "180-20A, Hiver 2027",
    });
  });

  test("[R17] dates of a course that would leave a request out are refused, unless the request counts for nothing", async () => {
    const own = await addSchool(database.sql);
    const hers = callAs(database.sql, own.anna);
    await addRequest(database.sql, { school: own, hospital, status: "declined" });
    const shorter = { ...own.schedule, endsOn: "2027-03-25" };
    const { undo } = await hers.cohort.editCourse({ id: own.cohortCourseId, patch: { schedule: shorter } });
    await hers.cohort.editCourse({ id: own.cohortCourseId, patch: undo });
    await addRequest(database.sql, { school: own, hospital, status: "sent" });
    expect(await refusalOfCall(hers.cohort.editCourse({ id: own.cohortCourseId, patch: { schedule: shorter } }))).toEqual({
      code: "leaves-out",
      by: "request",
      startsOn: "2027-01-11",
      endsOn: "2027-03-26",
      count: 1,
    });
  });

  test("carry dates, blocks, weekdays, hours, leaders and the comment that requests begin with; an edit can be taken back", async () => {
    const course = await newCourse("180-30A");
    const cohort = await newCohort("DET");
    const [leader] = await call().cohort.instructors();
    const schedule = { ...winter, blocks: [{ from: "2027-02-01", to: "2027-02-05" }], startTime: null, endTime: null, shiftCode: "J8" };
    const { id } = await call().cohort.addCourse({
      cohortId: cohort.id,
      courseId: course.id,
      termId: school.termId,
      schedule,
      defaultComment: "Vestiaire B.",
      leaderIds: [leader?.id ?? ""],
    });
    const read = await call().cohort.course({ id });
    expect(read).toMatchObject({
      number: "180-30A",
      schedule,
      defaultComment: "Vestiaire B.",
      leaders: [leader],
      uses: { enrolment: 0, worksheet: 0, request: 0 },
    });
    const { undo } = await call().cohort.editCourse({ id, patch: { leaderIds: [], defaultComment: "" } });
    expect(undo).toEqual({ leaderIds: [leader?.id], defaultComment: "Vestiaire B." });
    await call().cohort.editCourse({ id, patch: undo });
    expect(await call().cohort.course({ id })).toEqual(read);
    expect(await refusalOfCall(call().cohort.editCourse({ id, patch: { leaderIds: [other.anna.personId] } }))).toEqual({
      code: "not-found",
    });
    expect(
      await refusalOfCall(
        call().cohort.editCourse({ id, patch: { schedule: { ...schedule, blocks: [{ from: "2027-01-01", to: "2027-01-02" }] } } }),
      ),
    ).toMatchObject({ code: "invalid", field: "blocks" });
  });

  test("those of the programme are added at once, for the whole term, each once", async () => {
    const cohort = await newCohort("TOUS");
    const courses = (await call().programme.find({ id: school.programmeId })).courses.map(({ id }) => id);
    const { ids } = await call().cohort.addProgrammeCourses({ cohortId: cohort.id, termId: school.termId, courseIds: courses });
    expect(ids).toHaveLength(courses.length);
    expect((await call().cohort.addProgrammeCourses({ cohortId: cohort.id, termId: school.termId, courseIds: courses })).ids).toEqual([]);
    const { courses: held } = await call().cohort.find({ id: cohort.id });
    expect(held[0]).toMatchObject({ schedule: { startsOn: "2027-01-04", endsOn: "2027-05-28", weekdays: null } });
    expect(held.map(({ defaultComment }) => defaultComment)).toContain("Uniforme blanc.");
    expect(await refusalOfCall(call().cohort.remove({ id: cohort.id }))).toMatchObject({ code: "in-use", by: "course" });
    for (const { id } of held) await call().cohort.removeCourse({ id });
    await call().cohort.remove({ id: cohort.id });
  });

  test("are not taken away once students are enrolled", async () => {
    expect(await refusalOfCall(call().cohort.removeCourse({ id: school.cohortCourseId }))).toMatchObject({
      code: "in-use",
      by: "worksheet",
    });
  });

  test("two cohorts of a programme never share a short name", async () => {
    await newCohort("SI-A");
    expect(await refusalOfCall(newCohort("si-a"))).toEqual({ code: "name-taken", name: "si-a" });
    await expect(newCohort("trop-long-11")).rejects.toThrow();
  });
});

describe("the list", () => {
  const find = async (own: TestSchool, input: Parameters<ReturnType<typeof callAs>["cohort"]["list"]>[0] = {}) =>
    callAs(database.sql, own.anna).cohort.list(input);

  test("[R13] counts places by what has become of them, and refused ones for nothing", async () => {
    const own = await addSchool(database.sql, { students: 20 });
    for (const status of ["new", "sent", "declined-by-unit", "accepted", "declined", "cancelled"] as const)
      await addRequest(database.sql, { school: own, hospital, status, size: 3 });
    await addRequest(database.sql, { school: own, hospital, status: "confirmed", size: 4 });
    await addRow(database.sql, own, cellsAt(hospital, { size: " 5 " }));
    await addRow(database.sql, own, { comment: "à voir" });
    await addRow(database.sql, own, { comment: "  " });
    const { cohorts } = await find(own);
    expect(cohorts[0]?.courses[0]).toMatchObject({
      enrolled: 20,
      drafted: 6,
      inOutbox: 3,
      waiting: 6,
      accepted: 3,
      confirmed: 4,
      assigned: 1,
      groupSheetId: own.worksheetId,
      individualSheetId: null,
      next: "plan",
    });
  });

  test("[R65] « Aujourd’hui » shows what is under way and the two years to come, and cohorts that have no course yet", async () => {
    const own = await addSchool(database.sql);
    const names = async (today: string, term?: "today" | "all") =>
      (await callAs(database.sql, own.anna, today).cohort.list(term ? { term } : {})).cohorts.map(({ shortName }) => shortName);
    expect(await names("2026-11-22")).toEqual(["SI26"]);
    expect(await names("2027-05-29")).toEqual([]);
    expect(await names("2025-01-03")).toEqual([]);
    expect(await names("2025-01-04")).toEqual(["SI26"]);
    expect(await names("2030-01-01", "all")).toEqual(["SI26"]);
    const { id } = await callAs(database.sql, own.anna).cohort.add({
      programmeId: own.programmeId,
      name: "Vide",
      shortName: "VIDE",
      years: 3,
      structured: false,
      active: true,
    });
    expect(await names("2030-01-01")).toEqual(["VIDE"]);
    expect((await find(own, { term: own.termId })).cohorts.map(({ shortName }) => shortName)).toEqual(["SI26"]);
    await callAs(database.sql, own.anna).cohort.edit({ id, patch: { active: false } });
    expect(await names("2030-01-01")).toEqual([]);
    expect((await find(own, { inactive: true, term: "all" })).cohorts).toHaveLength(2);
  });

  test("finds words of the programme, the cohort and the course in any order, without accents", async () => {
    const own = await addSchool(database.sql);
    const count = async (text: string) => (await find(own, { text })).cohorts.length;
    expect(await count("medecine si26")).toBe(1);
    expect(await count("INFIRMIERS 180-11a")).toBe(1);
    expect(await count("chirurgie")).toBe(0);
    expect(await count("100%")).toBe(0);
    expect((await find(own, { leaderId: own.anna.personId })).cohorts).toEqual([]);
  });

  test("comes in pages, each cohort once", async () => {
    const own = await addSchool(database.sql);
    for (let index = 0; index < 45; index++) {
      await callAs(database.sql, own.anna).cohort.add({
        programmeId: own.programmeId,
        name: `Cohorte ${index % 3}`,
        shortName: `C${index}`,
        years: 2,
        structured: true,
        active: true,
      });
    }
    const first = await find(own);
    const second = await find(own, { cursor: first.next });
    expect([first.cohorts.length, second.cohorts.length, second.next]).toEqual([40, 6, null]);
    expect(new Set([...first.cohorts, ...second.cohorts].map(({ id }) => id)).size).toBe(46);
  });
});

describe("who sees what", () => {
  test("[R60] another school's programmes, terms and cohorts do not exist", async () => {
    const stranger = callAs(database.sql, other.anna);
    const missing = { code: "not-found" };
    expect(await refusalOfCall(stranger.cohort.find({ id: school.cohortId }))).toEqual(missing);
    expect(await refusalOfCall(stranger.cohort.course({ id: school.cohortCourseId }))).toEqual(missing);
    expect(await refusalOfCall(stranger.programme.find({ id: school.programmeId }))).toEqual(missing);
    expect(await refusalOfCall(stranger.term.edit({ id: school.termId, patch: { name: "À nous" } }))).toEqual(missing);
    expect(
      await refusalOfCall(
        stranger.cohort.addCourse({
          cohortId: other.cohortId,
          courseId: school.courseId,
          termId: other.termId,
          schedule: winter,
          defaultComment: "",
          leaderIds: [],
        }),
      ),
    ).toEqual(missing);
    expect(
      await refusalOfCall(
        stranger.cohort.addCourse({
          cohortId: other.cohortId,
          courseId: other.courseId,
          termId: school.termId,
          schedule: winter,
          defaultComment: "",
          leaderIds: [],
        }),
      ),
    ).toEqual(missing);
    expect((await stranger.cohort.list({ programmeId: school.programmeId, term: "all" })).cohorts).toEqual([]);
  });

  test("[R60] a coordinator of one programme sees and changes that one; a course leader sees the courses she leads and changes nothing", async () => {
    const { id: elsewhere } = await call().programme.add({
      name: "Inhalothérapie",
      shortName: "INH",
      discipline: "",
      departmentId: null,
      isUser: true,
    });
    const limited = callAs(
      database.sql,
      await addActor(database.sql, {
        agencyId: school.agencyId,
        kind: "placing-coordinator",
        name: ["Line", "Côté"],
        programmes: [elsewhere],
      }),
    );
    expect((await limited.programme.list()).programmes.map(({ name }) => name)).toEqual(["Inhalothérapie"]);
    expect((await limited.programme.list()).may.add).toBe(false);
    expect(await refusalOfCall(limited.cohort.find({ id: school.cohortId }))).toEqual({ code: "not-found" });
    expect(
      await refusalOfCall(
        limited.cohort.add({ programmeId: school.programmeId, name: "X", shortName: "X", years: 3, structured: true, active: true }),
      ),
    ).toEqual({ code: "not-found" });
    expect(
      await refusalOfCall(limited.programme.add({ name: "X", shortName: "X", discipline: "", departmentId: null, isUser: true })),
    ).toEqual({ code: "not-allowed" });
    const actor = await addActor(database.sql, { agencyId: school.agencyId, kind: "course-leader", name: ["Paul", "Roy"] });
    const leader = callAs(database.sql, actor);
    expect((await leader.cohort.list({ term: "all" })).cohorts).toEqual([]);
    await call().cohort.editCourse({ id: school.cohortCourseId, patch: { leaderIds: [actor.personId] } });
    const [band] = (await leader.cohort.list({ term: "all" })).cohorts;
    expect(band?.courses.map(({ id, may }) => [id, may.edit, may.enrol])).toEqual([[school.cohortCourseId, false, false]]);
    expect(await refusalOfCall(leader.cohort.edit({ id: school.cohortId, patch: { name: "X" } }))).toEqual({ code: "not-allowed" });
  });
});

describe("programmes", () => {
  test("keep courses with unique numbers, close when no cohort is active, and open again", async () => {
    const own = await addSchool(database.sql);
    const hers = callAs(database.sql, own.anna);
    const course = {
      programmeId: own.programmeId,
      number: "180-11a",
      name: "X",
      hours: null,
      sheetKind: "individual" as const,
      defaultComment: "",
    };
    expect(await refusalOfCall(hers.programme.addCourse(course))).toEqual({ code: "name-taken", name: "180-11a" });
    const { id: added } = await hers.programme.addCourse({ ...course, number: "180-12A", hours: 120.5 });
    const { undo } = await hers.programme.editCourse({ id: added, patch: { hours: 90 } });
    expect(undo).toEqual({ hours: 120.5 });
    await hers.programme.retireCourse({ id: added });
    expect((await hers.programme.find({ id: own.programmeId })).courses.at(-1)).toMatchObject({
      retiredOn: "2026-11-22",
      may: { restore: true },
    });
    await hers.programme.retireCourse({ id: added, on: null });
    await hers.programme.removeCourse({ id: added });
    expect(await refusalOfCall(hers.programme.removeCourse({ id: own.courseId }))).toMatchObject({ code: "in-use" });
    await database.sql`update enrolment set state = 'withdrawn' where cohort_course_id = ${own.cohortCourseId}`;
    const { cohortIds } = await hers.programme.retire({ id: own.programmeId });
    expect(cohortIds).toEqual([own.cohortId]);
    expect((await hers.programme.find({ id: own.programmeId })).may).toEqual({
      edit: false,
      retire: false,
      restore: true,
      addCourse: false,
    });
    await hers.programme.restore({ id: own.programmeId, cohortIds });
    expect((await hers.cohort.find({ id: own.cohortId })).active).toBe(true);
  });
});

test("every change of the planning set-up is in the log, told to its own school alone", async () => {
  const own = await addSchool(database.sql);
  const hers = callAs(database.sql, own.anna);
  await hers.cohort.edit({ id: own.cohortId, patch: { name: "Nouvelle" } });
  await hers.cohort.edit({ id: own.cohortId, patch: { name: "Nouvelle" } });
  const events = await database.sql<
    { kind: string; agencyIds: Id[]; facts: object }[]
  >`select kind, agency_ids, facts from event where about = ${own.cohortId}`;
  expect([...events]).toEqual([{ kind: "cohort.changed", agencyIds: [own.agencyId], facts: { name: "Nouvelle" } }]);
});
