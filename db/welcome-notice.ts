import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { daysToLapse } from "#domain/routing.ts";
import { newsLast } from "#domain/welcome.ts";
import { reachesCourse } from "./reach.ts";
import type { Query } from "./sql.ts";

/** A first id of a moment: ids are in the order they were made (uuid 7). */
const idFrom = (at: Date): Id => {
  const hex = Math.max(0, at.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};
const monthBefore = (now: Date): Date => new Date(now.getTime() - newsLast * 86_400_000);

export interface NewUnit {
  id: Id;
  name: string;
  service: string;
  site: string;
  organisation: string;
  at: string;
}

/** Units another organisation added to the catalogue of late, one by one, the latest first. */
export async function listNewUnits(sql: Query, viewer: Actor, of: { now: Date; most: number }): Promise<NewUnit[]> {
  const from = monthBefore(of.now);
  return sql<NewUnit[]>`
    select d.id, d.name, se.name as service, si.name as site, a.name as organisation, e.at
    from destination d
      join event e on e.about = d.id and e.kind = 'catalogue.added'
      join service se on se.agency_id = d.agency_id and se.id = d.service_id
      join site si on si.agency_id = d.agency_id and si.id = d.site_id
      join agency a on a.id = d.agency_id
    where d.id >= ${idFrom(from)}::uuid and d.agency_id <> ${viewer.agencyId} and d.retired_on is null
      and e.at >= ${from.toISOString()} and e.agency_ids @> array[${viewer.agencyId}::uuid] and e.actor_agency_id is distinct from ${viewer.agencyId}
    order by e.seq desc limit ${of.most}`;
}

export interface Clone {
  id: Id;
  reference: number;
  /** The request it was made from. */
  of: number;
  organisation: string;
  /** Where it goes, as it was said. */
  destination: string;
  /** What its author wrote to the school. */
  message: string;
  by: string;
  at: string;
}

/** Requests that who receives made of the school's own of late (T30), with what was written with them. */
export async function listClones(sql: Query, viewer: Actor, of: { now: Date; most: number }): Promise<Clone[]> {
  const from = monthBefore(of.now);
  return sql<Clone[]>`
    select r.id, r.reference, r.cloned_reference as of, a.name as organisation, e.facts ->> 'destination' as destination,
      coalesce(e.facts ->> 'message', '') as message, e.actor_name as by, e.at
    from request r
      join event e on e.about = r.id and e.kind = 'request.cloned'
      join agency a on a.id = e.actor_agency_id
      join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
      join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
    where r.agency_id = ${viewer.agencyId} and r.cloned_from is not null and r.status not in ('declined', 'cancelled')
      and e.at >= ${from.toISOString()} and e.agency_ids @> array[${viewer.agencyId}::uuid]
      and ${reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" })}
    order by e.seq desc limit ${of.most}`;
}

export interface AnsweredSurvey {
  id: Id;
  placeId: Id;
  place: string;
  by: string;
  at: string;
}

/** What places without account answered of themselves, and nobody of the viewer's organisation has taken or left. */
export async function listSurveysToSettle(sql: Query, viewer: Actor, most: number): Promise<AnsweredSurvey[]> {
  return sql<AnsweredSurvey[]>`
    select s.id, s.place_id, concat_ws(', ', coalesce(d.name, se.name), si.name) as place, s.name as by, s.answered_at as at
    from survey s
      left join destination d on d.agency_id = s.receiving_id and d.id = s.destination_id
      left join service se on se.agency_id = s.receiving_id and se.id = coalesce(s.service_id, d.service_id)
      left join site si on si.agency_id = s.receiving_id and si.id = coalesce(s.site_id, se.site_id)
    where s.agency_id = ${viewer.agencyId} and s.answered_at is not null and s.settled_at is null and s.revoked_at is null
    order by s.answered_at desc limit ${most}`;
}

export interface PersonStanding {
  id: Id;
  name: string;
  state: "invited" | "lapsing" | "disabled";
  /** Invited, or last come in. */
  at: string;
}

/** People of an organisation whose access wants a hand: invited and never came, close to lapsing (K72), closed. */
export async function listStandings(sql: Query, viewer: Actor, now: Date): Promise<PersonStanding[]> {
  return sql<PersonStanding[]>`
    select p.id, trim(p.first_name || ' ' || p.last_name) as name, s.state, coalesce(a.last_sign_in_at, held.since) as at
    from person p
      join lateral (select r.account_id, min(r.created_at) as since from role r
        where r.agency_id = p.agency_id and r.person_id = p.id and r.disabled_at is null group by r.account_id order by count(*) desc limit 1) held on true
      join account a on a.id = held.account_id,
      lateral (select case
        when p.disabled_at is not null then 'disabled'
        when a.password_hash is null and a.last_sign_in_at is null then 'invited'
        when a.last_sign_in_at < ${now.toISOString()}::timestamptz - make_interval(days => ${daysToLapse - newsLast}) then 'lapsing' end as state) s
    where p.agency_id = ${viewer.agencyId} and p.active and s.state is not null
    order by at, p.id limit 500`;
}
