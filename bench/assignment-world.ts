import type { Actor } from "#domain/access.ts";
import { addDays } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { connect, type Sql } from "#db/sql.ts";
import { addHospital, addRequest, addSchool } from "#db/testing-world.ts";
import { beginSession } from "#server/session.ts";
import { callerAs, depsOver } from "#server/testing.ts";
import type { Product } from "./server.ts";

const students = 400;
const places = 80;
const units = 40;
/** Students who have a seat; the others wait. */
const seated = 360;
const names = ["Aubin", "Brault", "Caron", "Dion", "Émond", "Fortin", "Gagné", "Hébert", "Jobin", "Lavoie", "Morin", "Nadeau"];

/** A sheet of a large school, and the cookie of who places its students. */
export interface LargeSheet {
  worksheetId: Id;
  scenarioId: Id;
  cookie: string;
}

/** A cookie, as signing in gives it. */
async function signIn({ url }: Product, sql: Sql, { accountId }: Actor): Promise<string> {
  let cookie = "";
  const setCookie = (value: string) => {
    cookie = value.split(";", 1)[0] ?? "";
  };
  const facts = { headers: new Headers({ host: "localhost", origin: url }), ip: "198.51.100.7", requestId: "bench", setCookie };
  await beginSession(depsOver(sql), facts, { sql, accountId });
  return cookie;
}

/**
 * Four hundred students with three wishes each and eighty accepted groups at forty units, two after one another at each; nearly all are
 * seated, nobody has given a consent yet and a few units are over-full, so that there is as much to warn of as in life.
 */
export async function makeLargeSheet(product: Product): Promise<LargeSheet> {
  const sql = connect(product.databaseUrl, { max: 4 });
  try {
    const school = await addSchool(sql, { students });
    const { agencyId, worksheetId, cohortCourseId, anna } = school;
    const hospital = await addHospital(sql);
    const at = await sql<{ id: Id }[]>`
      insert into destination (agency_id, site_id, service_id, name, largest_group, capacity)
      select ${hospital.agencyId}, ${hospital.siteId}, ${hospital.serviceId}, 'Unité ' || n, 8, case when n % 10 = 0 then 4 end
      from generate_series(1, ${units}) n returning id`;
    for (let index = 0; index < places; index++) {
      const startsOn = addDays("2027-01-11", index < units ? 0 : 35);
      const schedule = { ...school.schedule, startsOn, endsOn: addDays(startsOn, 34), weekdays: [1 + (index % 5)] };
      await addRequest(sql, { school, hospital, status: "accepted", size: 5, schedule, destinationId: at[index % units]?.id ?? null });
    }
    await sql`
      update student s set last_name = (${names}::text[])[1 + one.n % 12], first_name = 'Élève ' || one.n
      from (select id, row_number() over (order by id)::int as n from student where agency_id = ${agencyId}) one
      where s.agency_id = ${agencyId} and s.id = one.id`;
    await sql`
      insert into preference (agency_id, enrolment_id, rank, path)
      select e.agency_id, e.id, rank, 'Hôpital / Médecine / Unité ' || 1 + (row_number() over (order by e.id, rank)) % ${units}
      from enrolment e, generate_series(1, 3) rank where e.agency_id = ${agencyId} and e.cohort_course_id = ${cohortCourseId}`;
    const caller = callerAs(depsOver(sql), anna);
    const grid = await caller.assignment.grid({ worksheetId });
    const changes = grid.students
      .slice(0, seated)
      .map(({ id: studentId }, index) => ({ studentId, toRequestId: grid.places[index % places]?.requestId ?? null, saw: null }));
    for (let from = 0; from < changes.length; from += 100)
      await caller.assignment.applyBatch({ worksheetId, changes: changes.slice(from, from + 100), cause: { kind: "hand", id: null } });
    const { id: scenarioId } = await caller.scenario.make({ worksheetId, name: "Essai" });
    return { worksheetId, scenarioId, cookie: await signIn(product, sql, anna) };
  } finally {
    await sql.end();
  }
}
