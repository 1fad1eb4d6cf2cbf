import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { reachesRequest, type Look } from "./request.ts";
import type { Query } from "./sql.ts";

/** A place that closes: the one identity of its level. */
export interface ClosingPlace {
  siteId: Id | null;
  serviceId: Id | null;
  destinationId: Id | null;
}

/**
 * Requests that a viewer reaches at a place, sent and not over, whose dates meet a period: those a closure may touch, the first to begin
 * first. Their days are looked at by the caller.
 */
export async function listRequestsAt(sql: Query, look: Look, of: { place: ClosingPlace; from: Day; to: Day; most: number }): Promise<Id[]> {
  const { siteId, serviceId, destinationId } = of.place;
  const rows = await sql<{ id: Id }[]>`
    select r.id from request r
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
    where r.status not in ('new', 'new-part', 'declined', 'cancelled') and r.starts_on <= ${of.to}::date and r.ends_on >= ${of.from}::date
      and (r.destination_id = ${destinationId}::uuid or r.service_id = ${serviceId}::uuid or r.site_id = ${siteId}::uuid)
      and ${reachesRequest(sql, look.viewer, look.side)}
    order by r.starts_on, r.id limit ${of.most}`;
  return rows.map(({ id }) => id);
}
