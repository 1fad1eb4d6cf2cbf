import type { Id } from "#domain/id.ts";
import type { Status } from "#domain/request.ts";
import type { Tx } from "./sql.ts";

/** A request that went along when its unit moved. */
export interface Followed {
  agencyId: Id;
  id: Id;
  receivingId: Id;
  status: Status;
  worksheetId: Id;
  cohortCourseId: Id;
}

/**
 * Moves a destination under another service of its organisation, and with it what is still asked there: requests that are neither declined,
 * cancelled nor over, links to answer them by, students' preferences. What is over keeps the service it was asked under.
 */
export async function moveDestination(
  tx: Tx,
  destination: { agencyId: Id; id: Id },
  to: { siteId: Id; serviceId: Id; today: string },
): Promise<Followed[]> {
  await tx`
    update destination set site_id = ${to.siteId}, service_id = ${to.serviceId}, profile_at = now()
    where agency_id = ${destination.agencyId} and id = ${destination.id}`;
  await tx`
    update reply_link set site_id = ${to.siteId}, service_id = ${to.serviceId}
    where receiving_id = ${destination.agencyId} and destination_id = ${destination.id} and revoked_at is null`;
  await tx`update preference set site_id = ${to.siteId}, service_id = ${to.serviceId} where destination_id = ${destination.id}`;
  await tx`update group_intent set service_id = ${to.serviceId} where receiving_id = ${destination.agencyId} and destination_id = ${destination.id}`;
  return tx<Followed[]>`
    update request r set site_id = ${to.siteId}, service_id = ${to.serviceId}
    where r.receiving_id = ${destination.agencyId} and r.destination_id = ${destination.id} and r.status not in ('declined', 'cancelled')
      and r.ends_on >= ${to.today}
    returning r.agency_id, r.id, r.receiving_id, r.status, r.worksheet_id, r.cohort_course_id`;
}
