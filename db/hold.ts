import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Request, Status } from "#domain/request.ts";
import { reachesCourse } from "./reach.ts";
import type { Query, Tx } from "./sql.ts";

/** The clock an organisation's dates and hours are meant on. */
export async function timeZoneOf(sql: Query, agencyId: Id): Promise<string> {
  const [row] = await sql<{ timeZone: string }[]>`
    select t.time_zone from agency a join territory t on t.id = a.territory_id where a.id = ${agencyId}`;
  if (!row) throw new Error(`no organisation ${agencyId}`);
  return row.timeZone;
}

/** The next moment at which something is to be released, of any school; null when nothing is held. */
export async function nextRelease(sql: Query): Promise<string | null> {
  const [row] = await sql<{ at: string | null }[]>`select min(release_at) as at from request where status = 'sent-held'`;
  return row?.at ?? null;
}

/** A held request that is due, with what its event needs and whether its target uses the system now. */
export interface HeldRequest extends Pick<
  Request,
  "id" | "agencyId" | "reference" | "status" | "receivingId" | "worksheetId" | "cohortCourseId"
> {
  targetIsUser: boolean;
}

const heldColumns = (sql: Query) => sql`
  r.id, r.agency_id, r.reference, r.status, r.receiving_id, r.worksheet_id, r.cohort_course_id, a.is_user and si.is_user and se.is_user as target_is_user
  from request r join agency a on a.id = r.receiving_id
  join site si on si.agency_id = r.receiving_id and si.id = r.site_id
  join service se on se.agency_id = r.receiving_id and se.id = r.service_id`;

/**
 * Every held request whose moment has come, of all schools, locked: it is the clock that asks, and the moment is everybody's.
 * A second node waits for the first here, and then finds nothing.
 */
export async function lockDue(tx: Tx, now: Date): Promise<HeldRequest[]> {
  return tx<HeldRequest[]>`
    select ${heldColumns(tx)} where r.status = 'sent-held' and r.release_at <= ${now.toISOString()} order by r.id for update of r`;
}

/** The held requests of one course of a school, locked. */
export async function lockHeldOf(tx: Tx, viewer: Actor, cohortCourseId: Id): Promise<HeldRequest[]> {
  return tx<HeldRequest[]>`
    select ${heldColumns(tx)} where r.agency_id = ${viewer.agencyId} and r.cohort_course_id = ${cohortCourseId} and r.status = 'sent-held'
    order by r.id for update of r`;
}

export async function countHeldOf(sql: Query, viewer: Actor, cohortCourseId: Id): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from request where agency_id = ${viewer.agencyId} and cohort_course_id = ${cohortCourseId} and status = 'sent-held'`;
  return row?.count ?? 0;
}

/** Lets held requests go, all at one instant: the one they were held until, or `at` when they go before it. */
export async function saveReleased(tx: Tx, rows: { agencyId: Id; id: Id; status: Status }[], at: Date): Promise<void> {
  await tx`
    update request r set status = d.status, version = r.version + 1, sent_at = least(r.release_at, ${at.toISOString()}::timestamptz)
    from jsonb_to_recordset(${tx.json(rows as never)}) as d ("agencyId" uuid, id uuid, status text)
    where r.agency_id = d."agencyId" and r.id = d.id and r.status = 'sent-held'`;
}

/** Held requests of a course wait for another moment. */
export async function saveHeldUntil(tx: Tx, viewer: Actor, of: { cohortCourseId: Id; until: string }): Promise<void> {
  await tx`
    update request set release_at = ${of.until}, version = version + 1
    where agency_id = ${viewer.agencyId} and cohort_course_id = ${of.cohortCourseId} and status = 'sent-held'`;
}

export async function saveWaived(tx: Tx, viewer: Actor, of: { id: Id; waived: boolean }): Promise<void> {
  await tx`update request set hold_waived = ${of.waived}, version = version + 1 where agency_id = ${viewer.agencyId} and id = ${of.id} and status = 'new'`;
}

export async function saveCourseRelease(tx: Tx, viewer: Actor, of: { id: Id; until: string | null }): Promise<void> {
  await tx`update cohort_course set release_at = ${of.until} where agency_id = ${viewer.agencyId} and id = ${of.id}`;
}

/** What the viewer's school holds, by moment, the next first. */
export async function listUpcoming(sql: Query, viewer: Actor): Promise<{ at: string; requests: number; courses: number }[]> {
  return sql<{ at: string; requests: number; courses: number }[]>`
    select r.release_at as at, count(*)::int as requests, count(distinct r.cohort_course_id)::int as courses
    from request r join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
    where r.agency_id = ${viewer.agencyId} and r.status = 'sent-held'
      and ${viewer.kind === "instructor" ? sql`r.instructor_id = ${viewer.personId}` : reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" })}
    group by r.release_at order by r.release_at`;
}

export interface ReleaseDate {
  id: Id;
  termId: Id;
  at: string;
}

/** The moments the school agreed for a term, in order. */
export async function listReleaseDates(sql: Query, viewer: Actor, termId: Id): Promise<ReleaseDate[]> {
  return sql<ReleaseDate[]>`
    select id, term_id, releases_at as at from release_date where agency_id = ${viewer.agencyId} and term_id = ${termId} order by releases_at`;
}

/** Moments to come that other schools of the territory keep for terms of the same time of year: what a region agreed, without saying who. */
export async function listTerritoryDates(
  sql: Query,
  viewer: Actor,
  of: { termId: Id; now: Date },
): Promise<{ at: string; schools: number }[]> {
  return sql<{ at: string; schools: number }[]>`
    select d.releases_at as at, count(distinct d.agency_id)::int as schools
    from term mine join agency me on me.id = mine.agency_id
    join agency other on other.territory_id = me.territory_id and other.id <> me.id
    join term theirs on theirs.agency_id = other.id and theirs.starts_on <= mine.ends_on and theirs.ends_on >= mine.starts_on
    join release_date d on d.agency_id = theirs.agency_id and d.term_id = theirs.id
    where mine.agency_id = ${viewer.agencyId} and mine.id = ${of.termId} and d.releases_at > ${of.now.toISOString()}
      and not exists (select 1 from release_date own where own.agency_id = me.id and own.term_id = mine.id and own.releases_at = d.releases_at)
    group by d.releases_at order by schools desc, d.releases_at limit 5`;
}

export async function insertReleaseDate(tx: Tx, viewer: Actor, of: { termId: Id; at: string }): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into release_date (agency_id, term_id, releases_at) values (${viewer.agencyId}, ${of.termId}, ${of.at})
    on conflict on constraint one_release_per_moment do update set releases_at = excluded.releases_at returning id`;
  if (!row) throw new Error("an insert returned nothing");
  return row.id;
}

/** The date that was taken off the list; undefined when the school has none of that id. Courses that chose it keep their moment. */
export async function deleteReleaseDate(tx: Tx, viewer: Actor, id: Id): Promise<ReleaseDate | undefined> {
  const [row] = await tx<ReleaseDate[]>`
    delete from release_date where agency_id = ${viewer.agencyId} and id = ${id} returning id, term_id, releases_at as at`;
  return row;
}
