import { expect, test } from "vitest";
import { testDatabase } from "#db/testing.ts";
import { addHospital, addSchool } from "#db/testing-world.ts";
import { findCourseHead, listEnrolled, countEnrolments } from "#db/enrolment.ts";
import { listToCopy } from "#db/enrolment-copy.ts";
test("explain", async () => {
  await using database = await testDatabase();
  const { sql } = database;
  const school = await addSchool(sql, { students: 0 });
  const hospital = await addHospital(sql);
  await sql`insert into student (agency_id, number, last_name, first_name) select ${school.agencyId}, 'n' || i, 'Nom' || (i * 7919 % 20000), 'P' || i from generate_series(1, 20000) i`;
  await sql`insert into enrolment (agency_id, cohort_course_id, student_id) select ${school.agencyId}, ${school.cohortCourseId}, id from student where agency_id = ${school.agencyId} order by id limit 5000`;
  await sql`insert into preference (agency_id, enrolment_id, rank, path, receiving_id, site_id) select e.agency_id, e.id, r, 'Hôpital / Médecine', ${hospital.agencyId}, ${hospital.siteId} from enrolment e, generate_series(1, 4) r where e.agency_id = ${school.agencyId}`;
  await sql`insert into request (agency_id, kind, cohort_course_id, worksheet_id, row_id, status, receiving_id, site_id, service_id, size, starts_on, ends_on, created_by)
    select ${school.agencyId}, 'individual', ${school.cohortCourseId}, ${school.worksheetId}, 'r' || i, 'new', ${hospital.agencyId}, ${hospital.siteId}, ${hospital.serviceId}, 1, '2027-01-11', '2027-03-26', ${school.anna.personId} from generate_series(1, 3000) i`;
  await sql`insert into assignment (agency_id, request_id, student_id, assigned_by) select r.agency_id, r.id, s.student_id, ${school.anna.personId} from (select *, row_number() over () n from request) r join (select *, row_number() over () n from enrolment) s on s.n = r.n`;
  await sql`analyze`;
  const time = async (what: string, work: () => Promise<unknown>) => {
    await work();
    const t = performance.now();
    await work();
    console.log(what, Math.round(performance.now() - t), "ms");
  };
  const of = { cohortCourseId: school.cohortCourseId, words: [], state: "enrolled" as const, after: null, most: 501 };
  await time("list page 1", () => listEnrolled(sql, school.anna, of));
  const first = await listEnrolled(sql, school.anna, of);
  const last = first.at(-1);
  await time("list page 2", () => listEnrolled(sql, school.anna, { ...of, after: { sortName: last?.sortName ?? "", id: last?.studentId ?? "" } }));
  await time("search", () => listEnrolled(sql, school.anna, { ...of, words: ["nom123"] }));
  await time("counts", () => countEnrolments(sql, school.anna, school.cohortCourseId));
  await time("head", () => findCourseHead(sql, school.anna, school.cohortCourseId));
  await time("wishes of 500", () => listToCopy(sql, { agencyId: school.agencyId, cohortCourseId: school.cohortCourseId, studentIds: first.map((r) => r.studentId) }));
  const { unsafe } = sql;
  await sql.begin(async (tx) => {
    await tx`load 'auto_explain'`;
    await tx`set local auto_explain.log_min_duration = 0`;
    await tx`set local auto_explain.log_analyze = on`;
    await tx`set local auto_explain.log_buffers = on`;
    await tx`set local client_min_messages = log`;
  }).catch((e) => console.log(String(e)));
  const plan = await sql`explain (analyze, buffers) select e.id, e.student_id, s.number, s.last_name, s.sort_name,
      exists (select from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
  where a.agency_id = e.agency_id and a.student_id = e.student_id and r.cohort_course_id = e.cohort_course_id and r.status not in ('declined', 'cancelled')) as assigned,
      coalesce((
  select jsonb_agg(jsonb_build_object('path', p.path) order by p.rank)
  from preference p where p.agency_id = e.agency_id and p.enrolment_id = e.id), '[]') as preferences
    from enrolment e join student s on s.agency_id = e.agency_id and s.id = e.student_id
    where e.agency_id = ${school.agencyId} and e.cohort_course_id = ${school.cohortCourseId} and (${false} or e.state = ${"enrolled"})
    order by s.sort_name, s.id limit 501`;
  console.log(plan.map((row) => Object.values(row)[0]).join("\n"));
  expect(first).toHaveLength(501);
}, 120_000);
