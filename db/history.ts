import type { Actor } from "#domain/access.ts";
import type { EventKind } from "#domain/event.ts";
import { signals } from "#domain/history.ts";
import type { Id } from "#domain/id.ts";
import { sidesOf } from "#domain/request-seen.ts";
import type { StoredEvent } from "./event.ts";
import { reachesCourse } from "./reach.ts";
import { reachesRequest } from "./request.ts";
import type { Query } from "./sql.ts";

export interface HistoryFilter {
  /** The things it is about, or that what it is about belongs to. */
  about: Id[];
  /** The kinds the viewer reads. */
  kinds: EventKind[];
  before: number | null;
  most: number;
}

/** Roles that see some things only, whatever their rights: their courses, their groups, their units. */
const alwaysLimited = new Set<Actor["kind"]>(["course-leader", "instructor", "supervisor", "destination-coordinator"]);

/** Whether a role reads everything of its organisation that its kind may. */
export const readsAll = (viewer: Actor): boolean => viewer.everything && !alwaysLimited.has(viewer.kind);

/**
 * What a role with limited rights reads: what it did itself, what is everybody's (people, terms, the catalogue), and what is
 * about (or within) something it reaches: a request, a course of a cohort with its worksheet and its students, or a thing
 * listed in its rights. Anything else of the organisation is not shown.
 */
export function reaches(sql: Query, viewer: Actor) {
  if (readsAll(viewer)) return sql`true`;
  const { sites, services, destinations } = viewer.places;
  const listed = [...viewer.programmes, ...sites, ...services, ...destinations];
  const around = sql`(e.within || e.about)`;
  const course = reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" });
  const requests = sidesOf(viewer).map(
    (side) => sql`
    or exists (
      select 1 from request r
        join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
        join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
      where r.id = any(${around}) and ${reachesRequest(sql, viewer, side)})`,
  );
  return sql`(
    e.actor_account_id = ${viewer.accountId}
    or e.kind ~ '^(person|term|catalogue|profile|closure)[.]'
    or ${around} && ${listed}::uuid[]
    or (e.kind like 'call.%' and exists (select 1 from call_recipient cr where cr.call_id = e.about and cr.receiving_id = ${viewer.agencyId}))
    or exists (
      select 1 from cohort_course cc join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
      where cc.agency_id = ${viewer.agencyId} and ${course} and (cc.id = any(${around}) or c.id = any(${around})
        or exists (select 1 from enrolment en where en.agency_id = cc.agency_id and en.cohort_course_id = cc.id and en.student_id = any(${around}))))
    ${requests})`;
}

/** An event `e` of an organisation `a`, as it is stored. */
export const eventColumns = (sql: Query) => sql`
  e.seq, e.at, e.kind, e.agency_ids, e.about, e.within, e.actor_agency_id, a.name as actor_agency_name, e.actor_account_id, e.actor_person_id,
  e.actor_name, e.facts`;

/**
 * What happened to a thing that the viewer's organisation may know of and that the viewer reaches, the latest first; her own deeds come
 * whatever their kind.
 */
export async function listHistory(sql: Query, viewer: Actor, of: HistoryFilter): Promise<StoredEvent[]> {
  return sql<StoredEvent[]>`
    select ${eventColumns(sql)}
    from event e left join agency a on a.id = e.actor_agency_id
    where e.agency_ids @> array[${viewer.agencyId}::uuid]
      and (e.kind = any(${of.kinds}::text[]) or (e.actor_account_id = ${viewer.accountId} and e.kind <> all(${signals as string[]}::text[])))
      and (e.about = any(${of.about}::uuid[]) or e.within && ${of.about}::uuid[])
      and (${of.before}::int8 is null or e.seq < ${of.before}::int8)
      and ${reaches(sql, viewer)}
    order by e.seq desc limit ${of.most}`;
}

export interface NamesOfHistory {
  students: { id: Id; name: string }[];
  requests: { id: Id; reference: number; place: string }[];
  accounts: { id: Id; name: string }[];
  reasons: { code: string; fr: string; en: string }[];
}

/**
 * The names that sentences need, by id, of what the viewer's organisation may name: its own students, the people behind
 * accounts as its directory has them, the numbers of requests it sent or received. The log itself holds no name of a student.
 */
export async function listHistoryNames(
  sql: Query,
  viewer: Actor,
  of: { students: Id[]; requests: Id[]; accounts: Id[]; reasons: string[] },
): Promise<NamesOfHistory> {
  const [students, requests, accounts, reasons] = await Promise.all([
    sql<NamesOfHistory["students"]>`
      select id, trim(first_name || ' ' || last_name) as name from student
      where ${viewer.withNames} and agency_id = ${viewer.agencyId} and id = any(${of.students}::uuid[])`,
    sql<NamesOfHistory["requests"]>`
      select r.id, r.reference, concat_ws(', ', coalesce(d.name, se.name), si.name) as place
      from request r
        left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
        left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
        left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
      where r.id = any(${of.requests}::uuid[]) and (r.agency_id = ${viewer.agencyId} or r.receiving_id = ${viewer.agencyId})`,
    sql<NamesOfHistory["accounts"]>`
      select distinct on (r.account_id) r.account_id as id, trim(p.first_name || ' ' || p.last_name) as name
      from role r join person p on p.agency_id = r.agency_id and p.id = r.person_id
      where r.agency_id = ${viewer.agencyId} and r.account_id = any(${of.accounts}::uuid[]) order by r.account_id, r.created_at`,
    sql<NamesOfHistory["reasons"]>`select code, label_fr as fr, label_en as en from reason where code = any(${of.reasons}::text[])`,
  ]);
  return { students, requests, accounts, reasons };
}

/** People of the organisation who may have done something: those who hold or held a role. */
export async function listAuthors(sql: Query, viewer: { agencyId: Id }): Promise<{ id: Id; name: string }[]> {
  return sql<{ id: Id; name: string }[]>`
    select p.id, trim(p.first_name || ' ' || p.last_name) as name from person p
    where p.agency_id = ${viewer.agencyId} and exists (select 1 from role r where r.agency_id = p.agency_id and r.person_id = p.id)
    order by lower(p.last_name), lower(p.first_name), p.id limit 2000`;
}
