import type { Id } from "#domain/id.ts";
import type { Query } from "./sql.ts";

/** Somebody named on a request, at her own organisation, with her address; her account where she has one that can come in. */
export interface NamedOnRequest {
  agencyId: Id;
  personId: Id;
  name: string;
  email: string;
  accountId: Id | null;
}

/**
 * Everyone named on a request who has an address (K57): at the school who sent it, who leads the course, who teaches; at the organisation the
 * contacts of site, service and unit, those of the programme's discipline, whom the unit was asked through, and supervisors nobody has
 * written to (those who were told are told that it is over, R305). The unit's main contact is left out where a contact of the discipline
 * has an address, and whoever wants no mail from the system.
 */
export async function listNamedOn(sql: Query, of: { agencyId: Id; id: Id }): Promise<NamedOnRequest[]> {
  return sql<NamedOnRequest[]>`
    with r as (
      select q.agency_id, q.id, q.receiving_id, q.site_id, q.service_id, q.destination_id, q.instructor_id, q.cohort_course_id, q.unit_contact_id,
        coalesce(q.sender_id, q.sent_by, q.created_by) as sender_id, lower(p.discipline) as discipline
      from request q
        join cohort_course cc on cc.agency_id = q.agency_id and cc.id = q.cohort_course_id
        join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
        join programme p on p.agency_id = c.agency_id and p.id = c.programme_id
      where q.agency_id = ${of.agencyId} and q.id = ${of.id}
    ), of_discipline as (
      select k.agency_id, k.person_id from r
        join unit_contact k on k.agency_id = r.receiving_id and k.destination_id = r.destination_id and lower(k.discipline) = r.discipline and k.discipline <> ''
        join person p on p.agency_id = k.agency_id and p.id = k.person_id and p.active and p.alerts and coalesce(p.email, '') <> ''
    ), named as (
      select agency_id, sender_id as person_id from r
      union select agency_id, instructor_id from r
      union select r.agency_id, l.person_id from r join course_leader l on l.agency_id = r.agency_id and l.cohort_course_id = r.cohort_course_id
      union select r.receiving_id, si.contact_id from r join site si on si.agency_id = r.receiving_id and si.id = r.site_id
      union select r.receiving_id, se.coordinator_id from r join service se on se.agency_id = r.receiving_id and se.id = r.service_id
      union select r.receiving_id, r.unit_contact_id from r
      union select agency_id, person_id from of_discipline
      union select r.receiving_id, s.person_id from r
        join request_supervision s on s.agency_id = r.agency_id and s.request_id = r.id and s.receiving_id = r.receiving_id
          and s.removed_at is null and s.tellings = 0
      union select r.receiving_id, d.contact_id from r join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    )
    select distinct on (n.agency_id, n.person_id) n.agency_id, n.person_id, trim(p.first_name || ' ' || p.last_name) as name, lower(p.email) as email,
      a.id as account_id
    from named n
      join person p on p.agency_id = n.agency_id and p.id = n.person_id and p.active and p.alerts and coalesce(trim(p.email), '') <> ''
      left join role ro on ro.agency_id = p.agency_id and ro.person_id = p.id and ro.disabled_at is null and p.disabled_at is null
      left join account a on a.id = ro.account_id and a.disabled_at is null
    where not (exists (select from of_discipline) and not exists (select from of_discipline o where o.person_id = n.person_id)
      and exists (select from r join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
        where d.agency_id = n.agency_id and d.contact_id = n.person_id))
    order by n.agency_id, n.person_id, a.id nulls last`;
}
