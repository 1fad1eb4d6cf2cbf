import { afterAll, beforeAll, expect, test } from "vitest";
import type { Id } from "#domain/id.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addHospital, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { callAs, refusalOfCall, someone } from "./testing-caller.ts";

let database: TestDatabase;
let hospital: TestHospital;
beforeAll(async () => {
  database = await testDatabase();
  hospital = await addHospital(database.sql);
});
afterAll(() => database[Symbol.asyncDispose]());

type Call = Awaited<ReturnType<typeof someone>>["call"];
interface World {
  school: TestSchool;
  call: Call;
  sophie: Call;
  cohortCourseId: Id;
  students: Id[];
  east: string;
  west: string;
}

async function world(students = 3): Promise<World> {
  const school = await addSchool(database.sql, { students });
  const coordinator = { agencyId: school.agencyId, agencyKind: "placing", kind: "placing-coordinator" } as const;
  const { call } = await someone(database.sql, coordinator);
  const { call: sophie } = await someone(database.sql, coordinator);
  const unit = (name: string) => `${hospital.siteName} / ${hospital.serviceName} / ${name}`;
  return {
    school,
    call,
    sophie,
    cohortCourseId: school.cohortCourseId,
    students: school.students,
    east: unit("4e Est"),
    west: unit("5e Ouest"),
  };
}

const wish = (path: string, comment = "") => ({ path, comment });
const rowOf = async ({ call, cohortCourseId }: World, studentId: Id | undefined) => {
  const { rows } = await call.enrolment.list({ cohortCourseId });
  const row = rows.find((one) => one.studentId === studentId);
  if (!row) throw new Error("not in the list");
  return row;
};
const prefer = (of: World, studentId: Id | undefined, paths: string[], saw = 0) =>
  of.call.preference.save({
    cohortCourseId: of.cohortCourseId,
    changes: [{ studentId: studentId ?? "", saw, preferences: paths.map((path) => wish(path)) }],
  });

test("[R171] ranked preferences keep their text, their comment and the place they name, whatever it is called later", async () => {
  const at = await world();
  const [ada] = at.students;
  const { done } = await at.call.preference.save({
    cohortCourseId: at.cohortCourseId,
    changes: [{ studentId: ada ?? "", saw: 0, preferences: [wish(at.west, "près de chez elle"), wish("Hôpital inconnu / Urgence")] }],
  });
  expect(done).toMatchObject([{ studentId: ada, version: 1 }]);
  const row = await rowOf(at, ada);
  expect(row.preferences).toEqual([
    {
      path: at.west,
      comment: "près de chez elle",
      place: { agencyId: hospital.agencyId, siteId: hospital.siteId, serviceId: hospital.serviceId, destinationId: hospital.westId },
    },
    { path: "Hôpital inconnu / Urgence", comment: "", place: null },
  ]);
  await database.sql`update destination set name = 'Aile Ouest' where id = ${hospital.westId}`;
  await at.call.preference.use({ cohortCourseId: at.cohortCourseId, use: "generative" });
  const { students } = await at.call.enrolment.wishes({ cohortCourseId: at.cohortCourseId, studentIds: [ada ?? ""] });
  expect(students[0]?.choices.map(({ path, problem }) => [path, problem?.kind])).toEqual([
    [`${hospital.siteName} / ${hospital.serviceName} / Aile Ouest`, undefined],
    ["Hôpital inconnu / Urgence", "unknown-place"],
  ]);
  await database.sql`update destination set name = '5e Ouest' where id = ${hospital.westId}`;
});

test("[R172] a colleague’s preferences are not written over: she who saw older ones is told whose and when, and the others are saved", async () => {
  const at = await world();
  const [ada, bea] = at.students;
  await prefer(at, ada, [at.east]);
  const outcome = await at.sophie.preference.save({
    cohortCourseId: at.cohortCourseId,
    changes: [
      { studentId: ada ?? "", saw: 0, preferences: [wish(at.west)] },
      { studentId: bea ?? "", saw: 0, preferences: [wish(at.west)] },
    ],
  });
  expect(outcome.done.map(({ studentId }) => studentId)).toEqual([bea]);
  expect(outcome.stale).toMatchObject([{ studentId: ada, version: 1, by: "Mireille Gagnon", preferences: [{ path: at.east }] }]);
  expect((await rowOf(at, ada)).preferences.map(({ path }) => path)).toEqual([at.east]);
  const again = await at.sophie.preference.save({
    cohortCourseId: at.cohortCourseId,
    changes: [{ studentId: ada ?? "", saw: 1, preferences: [wish(at.west), wish(at.east)] }],
  });
  expect(again.stale).toEqual([]);
  expect((await rowOf(at, ada)).preferences.map(({ path }) => path)).toEqual([at.west, at.east]);
});

test("[R173] copying preferences makes row, new request and held assignment of each student at once; who has none that resolves is named", async () => {
  const at = await world(4);
  const [ada = "", bea = "", cleo = "", dora = ""] = at.students;
  await prefer(at, ada, ["Nulle part / Rien", at.east]);
  await prefer(at, bea, [at.west]);
  await prefer(at, cleo, ["Nulle part / Rien"]);
  const ask = { cohortCourseId: at.cohortCourseId, studentIds: at.students };
  const picks = [
    { studentId: ada, at: 1, saw: 1 },
    { studentId: bea, at: 0, saw: 1 },
    { studentId: cleo, at: 0, saw: 1 },
    { studentId: dora, at: 0, saw: 0 },
  ];
  expect(await refusalOfCall(at.call.enrolment.copyWishes({ cohortCourseId: at.cohortCourseId, picks }))).toEqual({
    code: "wishes-informative",
  });
  await at.call.preference.use({ cohortCourseId: at.cohortCourseId, use: "generative" });
  const before = await at.call.enrolment.wishes(ask);
  expect(Object.fromEntries(before.students.map(({ studentId, pick }) => [studentId, pick]))).toEqual({
    [ada]: 1,
    [bea]: 0,
    [cleo]: null,
    [dora]: null,
  });
  const made = await at.call.enrolment.copyWishes({ cohortCourseId: at.cohortCourseId, picks });
  expect(made.done.map(({ studentId }) => studentId)).toEqual([ada, bea]);
  expect(made.refused.map(({ studentId, refusal }) => [studentId, refusal.code])).toEqual([
    [cleo, "row-not-ready"],
    [dora, "wish-not-copied"],
  ]);
  const requests = await database.sql<
    { status: string; kind: string; size: number; destinationId: Id; studentId: Id; state: string; site: string }[]
  >`
    select r.status, r.kind, r.size, r.destination_id, a.student_id, a.state, w.cells ->> 'site' as site
    from request r join assignment a on a.agency_id = r.agency_id and a.request_id = r.id
    join worksheet_row w on w.agency_id = r.agency_id and w.worksheet_id = r.worksheet_id and w.row_id = r.row_id
    where r.worksheet_id = ${made.worksheetId} order by r.reference`;
  expect(requests.map((one) => ({ ...one }))).toEqual([
    { status: "new", kind: "individual", size: 1, destinationId: hospital.eastId, studentId: ada, state: "held", site: hospital.siteName },
    { status: "new", kind: "individual", size: 1, destinationId: hospital.westId, studentId: bea, state: "held", site: hospital.siteName },
  ]);
  expect((await rowOf(at, ada)).copiedTo).toBe("individual");
  // told again, nobody gets a second place
  const again = await at.call.enrolment.copyWishes({ cohortCourseId: at.cohortCourseId, picks: picks.slice(0, 2) });
  expect(again).toMatchObject({
    done: [],
    refused: [{ refusal: { code: "wish-not-copied", why: "assigned" } }, { refusal: { code: "wish-not-copied" } }],
  });
  const room = (await at.call.enrolment.wishes(ask)).students.flatMap(({ choices }) => choices.map((one) => one.room?.asked ?? null));
  expect(room).toContain(1);
});

test("[R173] a preference that changed since it was looked at is not copied", async () => {
  const at = await world(1);
  const [ada = ""] = at.students;
  await prefer(at, ada, [at.east]);
  await at.call.preference.use({ cohortCourseId: at.cohortCourseId, use: "generative" });
  await prefer(at, ada, [at.west], 1);
  const made = await at.call.enrolment.copyWishes({ cohortCourseId: at.cohortCourseId, picks: [{ studentId: ada, at: 0, saw: 1 }] });
  expect(made).toMatchObject({ done: [], refused: [{ refusal: { code: "stale", by: "Mireille Gagnon" } }] });
  expect(await database.sql`select 1 from worksheet_row where worksheet_id = ${made.worksheetId}`).toHaveLength(0);
});

test("[R174] the removal of a copy sends students back, with their unsent rows when asked; who holds a sent place stays and is named", async () => {
  const at = await world();
  const [ada = "", bea = "", cleo = ""] = at.students;
  for (const student of at.students) await prefer(at, student, [at.east]);
  const { cohortCourseId } = at;
  await at.call.preference.use({ cohortCourseId, use: "generative" });
  const made = await at.call.enrolment.copyWishes({
    cohortCourseId,
    picks: at.students.map((studentId) => ({ studentId, at: 0, saw: 1 })),
  });
  const ofCleo = made.done.find(({ studentId }) => studentId === cleo);
  await database.sql`update request set status = 'sent', sent_at = now() where id = ${ofCleo?.requestId ?? ""}`;
  const back = await at.call.enrolment.uncopy({ cohortCourseId, studentIds: [ada, cleo], rows: true });
  expect(back).toMatchObject({ done: 1, rows: 1, refused: [{ studentId: cleo, refusal: { code: "already-assigned" } }] });
  const alone = await at.call.enrolment.uncopy({ cohortCourseId, studentIds: [bea], rows: false });
  expect(alone).toMatchObject({ done: 1, rows: 0, refused: [] });
  const { rows } = await at.call.enrolment.list({ cohortCourseId });
  expect(Object.fromEntries(rows.map(({ studentId, copiedTo, assigned }) => [studentId, [copiedTo, assigned]]))).toEqual({
    [ada]: [null, false],
    [bea]: [null, false],
    [cleo]: ["individual", true],
  });
  const left = await database.sql<{ deleted: boolean; status: string | null }[]>`
    select w.deleted, r.status from worksheet_row w left join request r on r.worksheet_id = w.worksheet_id and r.row_id = w.row_id
    where w.worksheet_id = ${made.worksheetId} order by w.rank`;
  expect(left.map((row) => [row.deleted, row.status])).toEqual([
    [true, null],
    [false, "new"],
    [false, "sent"],
  ]);
  await at.call.enrolment.mark({ cohortCourseId, marks: back.marks });
  expect((await rowOf(at, ada)).copiedTo).toBe("individual");
});

test("[R175] an enrolment elsewhere shows what it reaches, brings back who had been withdrawn, and can be taken back whole", async () => {
  const at = await world(1);
  const [ada = ""] = at.students;
  const { agencyId, programmeId, courseId, termId } = at.school;
  const [cohort] = await database.sql<{ id: Id }[]>`
    insert into cohort (agency_id, programme_id, name, short_name) values (${agencyId}, ${programmeId}, 'Cohorte 2027', 'SI27') returning id`;
  const course = async (from: string, to: string) => {
    const [made] = await database.sql<{ id: Id }[]>`
      insert into course (agency_id, programme_id, number, name) values (${agencyId}, ${programmeId}, ${from}, 'Autre') returning id`;
    const [planned] = await database.sql<{ id: Id }[]>`
      insert into cohort_course (agency_id, cohort_id, course_id, term_id, starts_on, ends_on)
      values (${agencyId}, ${cohort?.id ?? ""}, ${from === "2027-01-18" ? courseId : (made?.id ?? "")}, ${termId}, ${from}, ${to}) returning id`;
    return planned?.id ?? "";
  };
  const [first, second] = [await course("2027-01-18", "2027-03-12"), await course("2027-03-15", "2027-05-07")];
  const found = await at.call.enrolment.elsewhere({ cohortCourseId: at.cohortCourseId, search: "cohorte 2027" });
  expect(found.map((one) => one.id)).toEqual([first, second]);
  const reach = await at.call.enrolment.reach({ cohortCourseId: first, studentIds: [ada] });
  expect(reach.courses.map(({ id, added, back }) => [id, added, back])).toEqual([
    [first, 1, 0],
    [second, 1, 0],
  ]);
  expect(await at.call.enrolment.leaving({ cohortCourseId: at.cohortCourseId, studentIds: [ada] })).toMatchObject([{ going: 1, kept: 0 }]);
  const moved = await at.call.enrolment.enrolElsewhere({ cohortCourseId: at.cohortCourseId, studentIds: [ada], to: first, withdraw: true });
  expect(moved).toMatchObject({ courses: 2, kept: 0, backIds: [] });
  expect([moved.enrolmentIds.length, moved.withdrawnIds.length]).toEqual([2, 1]);
  expect((await rowOf(at, ada)).state).toBe("withdrawn");
  // back where she came from: her enrolment is found again, not made twice
  const home = await at.call.enrolment.enrol({ cohortCourseId: at.cohortCourseId, studentIds: [ada] });
  expect(home).toMatchObject({ enrolmentIds: [], courses: 1 });
  expect((await rowOf(at, ada)).state).toBe("enrolled");
  await at.call.enrolment.putBack({ enrolmentIds: home.backIds, state: "withdrawn" });
  await at.call.enrolment.takeBack({ enrolmentIds: moved.enrolmentIds });
  await at.call.enrolment.putBack({ enrolmentIds: moved.withdrawnIds });
  expect((await at.call.enrolment.list({ cohortCourseId: first })).rows).toEqual([]);
  const row = await rowOf(at, ada);
  expect([row.state, row.copiedTo]).toEqual(["enrolled", "group"]);
});

test("[R171] preferences are for who manages students; another school’s course is not found", async () => {
  const at = await world(1);
  const leader = await someone(database.sql, { agencyId: at.school.agencyId, agencyKind: "placing", kind: "observer" });
  const change = { cohortCourseId: at.cohortCourseId, changes: [{ studentId: at.students[0] ?? "", saw: 0, preferences: [] }] };
  expect(await refusalOfCall(leader.call.preference.save(change))).toEqual({ code: "not-allowed" });
  const foreign = await world(1);
  expect(await refusalOfCall(foreign.call.preference.save(change))).toEqual({ code: "not-found" });
  const mixed = { ...change, cohortCourseId: foreign.cohortCourseId };
  expect(await refusalOfCall(foreign.call.preference.save(mixed))).toEqual({ code: "not-found" });
  expect(await refusalOfCall(callAs(database.sql, hospital.claire).preference.counts({ cohortCourseId: at.cohortCourseId }))).toMatchObject(
    {
      code: "not-allowed",
    },
  );
});
