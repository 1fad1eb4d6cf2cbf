import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { statusesSeenAs, type Side } from "#domain/request.ts";
import type { WatchedRequest } from "#domain/watch-request.ts";
import type { RequestQuestion } from "#domain/watch.ts";
import { reachesRequest, requestJoins } from "./request.ts";
import type { Query } from "./sql.ts";

const select = (sql: Query) => sql`
  select r.id, r.agency_id, r.receiving_id, r.reference, r.status, p.id as programme_id, co.id as course_id, r.service_id, r.destination_id, r.answer_by,
    r.sent_at is not null as sent, co.number as course, concat_ws(' / ', si.name, se.name, d.name) as path, sch.name as school,
    concat_ws(' ', r.reference, sch.name, sch.short_name, rec.name, rec.short_name, si.name, se.name, d.name, p.name, co.number, co.name, c.name,
      c.short_name) as text
  from request r ${requestJoins(sql)}`;

/** Requests that something happened to, whoever reaches them: the judge's, who asks for each reader what she reaches. */
export const listTouchedRequests = (sql: Query, ids: Id[]): Promise<WatchedRequest[]> =>
  sql<WatchedRequest[]>`${select(sql)} where r.id = any(${ids}::uuid[]) order by r.id`;

/** The requests the viewer reaches that a question is true for as far as SQL tells: its words are looked for by who asks. */
export const listRequestsAsked = (
  sql: Query,
  of: { viewer: Actor; side: Side; question: RequestQuestion; today: Day },
): Promise<WatchedRequest[]> => {
  const { viewer, side, question } = of;
  const wanted = question.statuses.flatMap((one) => statusesSeenAs(one, side));
  return sql<WatchedRequest[]>`
    ${select(sql)} where ${reachesRequest(sql, viewer, side)}
      and (r.status = any(${wanted}::text[]) or ${question.late} and r.sent_at is not null and r.answer_by < ${of.today}::date
        and r.status not in ('new', 'new-part', 'accepted', 'confirmed', 'declined', 'cancelled'))
      ${question.agencyId === null ? sql`` : side === "placing" ? sql`and r.receiving_id = ${question.agencyId}` : sql`and r.agency_id = ${question.agencyId}`}
      ${question.programmeId === null ? sql`` : sql`and p.id = ${question.programmeId}`}
      ${question.courseId === null ? sql`` : sql`and co.id = ${question.courseId}`}
      ${question.serviceId === null ? sql`` : sql`and r.service_id = ${question.serviceId}`}
      ${question.destinationId === null ? sql`` : sql`and r.destination_id = ${question.destinationId}`}`;
};
