import type { Id } from "#domain/id.ts";
import type { Status } from "#domain/request.ts";
import { reachesRequest, type Look } from "./request.ts";
import type { RoleOfAccount } from "./session.ts";
import type { Query, Tx } from "./sql.ts";

/** A role somebody may be told through, with all that makes it an actor. */
export type NoticeRole = RoleOfAccount & { accountId: Id; email: string };

/** Who coordinates at an organisation and can come in: schools', organisations' and units' coordinators. One role, or all of some organisations. */
export async function listNoticeRoles(sql: Query, of: { agencyIds: Id[] } | { roleIds: Id[] }): Promise<NoticeRole[]> {
  const which = "agencyIds" in of ? sql`r.agency_id = any(${of.agencyIds}::uuid[])` : sql`r.id = any(${of.roleIds}::uuid[])`;
  const rights = (column: string) =>
    sql`array(select ${sql(column)} from role_right x where x.agency_id = r.agency_id and x.role_id = r.id and ${sql(column)} is not null)`;
  return sql<NoticeRole[]>`
    select r.id, r.account_id, lower(a.email) as email, r.agency_id, g.name as agency_name, g.kind as agency_kind, r.kind, r.person_id, r.student_id,
      trim(p.first_name || ' ' || p.last_name) as person_name, r.everything, r.with_names,
      ${rights("programme_id")} as programmes, ${rights("site_id")} as sites, ${rights("service_id")} as services,
      ${rights("destination_id")} as destinations
    from role r join agency g on g.id = r.agency_id join person p on p.agency_id = r.agency_id and p.id = r.person_id
      join account a on a.id = r.account_id
    where ${which} and r.kind in ('placing-coordinator', 'receiving-coordinator', 'destination-coordinator')
      and r.disabled_at is null and p.active and p.disabled_at is null and a.disabled_at is null
    order by r.agency_id, array_position(array['placing-coordinator', 'receiving-coordinator', 'destination-coordinator'], r.kind), r.id`;
}

export interface NoticeRequest {
  id: Id;
  agencyId: Id;
  receivingId: Id | null;
  status: Status;
}

export const listNoticeRequests = (sql: Query, ids: Id[]): Promise<NoticeRequest[]> =>
  sql<NoticeRequest[]>`select id, agency_id, receiving_id, status from request where id = any(${ids}::uuid[])`;

/** Of these requests those the viewer reaches from a side: what her screens show her. */
export async function listReached(sql: Query, { viewer, side }: Pick<Look, "viewer" | "side">, ids: Id[]): Promise<Set<Id>> {
  const rows = await sql<{ id: Id }[]>`
    select r.id from request r
      join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
      join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
    where r.id = any(${ids}::uuid[]) and ${reachesRequest(sql, viewer, side)}`;
  return new Set(rows.map(({ id }) => id));
}

/** Of these requests, when somebody last had each open. */
export async function listSeenAt(sql: Query, accountId: Id, requestIds: Id[]): Promise<Map<Id, string>> {
  const rows = await sql<{ requestId: Id; seenAt: string }[]>`
    select request_id, seen_at from request_seen where account_id = ${accountId} and request_id = any(${requestIds}::uuid[])`;
  return new Map(rows.map(({ requestId, seenAt }) => [requestId, seenAt]));
}

/** What may have been settled or taken back since: conditions by id, open proposals by request, comments withdrawn after an event. */
export async function readNoticeStates(
  sql: Query,
  of: { conditionIds: Id[]; requestIds: Id[]; comments: { requestId: Id; accountId: Id | null; seq: number }[] },
): Promise<{ conditions: Map<Id, { state: string; shared: boolean }>; proposals: Map<Id, number>; withdrawn: Set<number> }> {
  const conditions = await sql<{ id: Id; state: string; shared: boolean }[]>`
    select id, state, shared_at is not null as shared from request_condition where id = any(${of.conditionIds}::uuid[])`;
  const proposals = await sql<{ requestId: Id; number: number }[]>`
    select request_id, number from proposal where request_id = any(${of.requestIds}::uuid[]) and outcome is null`;
  const withdrawn =
    of.comments.length === 0
      ? []
      : await sql<{ seq: number }[]>`
        select c.seq from jsonb_to_recordset(${sql.json(of.comments as never)}) as c ("requestId" uuid, "accountId" uuid, seq bigint)
        where exists (select from event e where e.about = c."requestId" and e.kind = 'comment.withdrawn' and e.seq > c.seq
          and e.actor_account_id = c."accountId")`;
  return {
    conditions: new Map(conditions.map(({ id, ...rest }) => [id, rest])),
    proposals: new Map(proposals.map(({ requestId, number }) => [requestId, number])),
    withdrawn: new Set(withdrawn.map(({ seq }) => seq)),
  };
}

/** Requests whose answer has been late since today or before and that nobody was told of; marked told, in this transaction. */
export async function takeOverdueAnswers(tx: Tx, of: { today: string; most: number }): Promise<(NoticeRequest & { answerBy: string })[]> {
  return tx<(NoticeRequest & { answerBy: string })[]>`
    with late as (
      select r.id, r.agency_id, r.receiving_id, r.status, r.answer_by from request r
      where (inbox_step(r.status) = 0 or unit_step(r.status) = 0) and r.answer_by < ${of.today}::date and r.sent_at is not null
        and not exists (select from notice_overdue o where o.agency_id = r.agency_id and o.request_id = r.id and o.answer_by = r.answer_by)
      order by r.answer_by limit ${of.most}
    ), told as (
      insert into notice_overdue (agency_id, request_id, answer_by) select agency_id, id, answer_by from late
      on conflict do nothing returning agency_id, request_id
    )
    select late.id, late.agency_id, late.receiving_id, late.status, late.answer_by from late
    join told on told.agency_id = late.agency_id and told.request_id = late.id`;
}

/** How many requests a viewer reaches from a side wait for her answer past the day it was asked for by. */
export async function countOverdueAnswers(sql: Query, { viewer, side, today }: Look): Promise<number> {
  const waits = side === "unit" ? sql`unit_step(r.status) = 0` : sql`inbox_step(r.status) = 0`;
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from request r
      join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
      join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
    where ${waits} and r.answer_by < ${today}::date and ${reachesRequest(sql, viewer, side)}`;
  return row?.count ?? 0;
}
