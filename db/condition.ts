import type { Actor } from "#domain/access.ts";
import type { ConditionCode, ConditionRecord, ConditionState } from "#domain/condition.ts";
import type { Id } from "#domain/id.ts";
import type { Side } from "#domain/request.ts";
import type { RequestKey } from "./comment.ts";
import { reachesRequest } from "./request.ts";
import type { Query, Tx } from "./sql.ts";

/** What may be asked for, in its order. */
export const listConditionCodes = (sql: Query): Promise<ConditionCode[]> =>
  sql<ConditionCode[]>`select code, label_fr as fr, label_en as en, needs_text from condition_code where listed order by position`;

const select = (sql: Query) => sql`
  select k.agency_id, k.id, k.request_id, jsonb_build_object('fr', cc.label_fr, 'en', cc.label_en) as label, k.text, k.put_agency_id,
    k.put_account_id, k.put_name, pa.name as put_agency, k.by_unit, k.put_at, k.shared_at, k.shared_name, k.state, k.answered_agency_id,
    k.answered_account_id, k.answered_name, aa.name as answered_agency, k.answered_at, k.answer_note
  from request_condition k join condition_code cc on cc.code = k.code join agency pa on pa.id = k.put_agency_id
    left join agency aa on aa.id = k.answered_agency_id`;

/** Every condition of a request, the oldest first; which of them a side knows of is for `conditionSeenBy` to say. */
export const listConditions = (sql: Query, { agencyId, id }: RequestKey): Promise<ConditionRecord[]> =>
  listConditionsOfAll(sql, { agencyId, ids: [id] });

/** The same of several requests of one school. */
export const listConditionsOfAll = (sql: Query, of: { agencyId: Id; ids: Id[] }): Promise<ConditionRecord[]> =>
  sql<ConditionRecord[]>`
    ${select(sql)} where k.agency_id = ${of.agencyId} and k.request_id = any(${of.ids}::uuid[]) order by k.id limit ${200 * of.ids.length}`;

/** The request a condition is on; whether the asker may know of either is for the request and the side to say. */
export async function findRequestOfCondition(sql: Query, id: Id): Promise<Id | null> {
  const [row] = await sql<{ requestId: Id }[]>`select request_id from request_condition where id = ${id}`;
  return row?.requestId ?? null;
}

export async function findCondition(sql: Query, request: RequestKey, id: Id): Promise<ConditionRecord | null> {
  const [row] = await sql<ConditionRecord[]>`
    ${select(sql)} where k.agency_id = ${request.agencyId} and k.request_id = ${request.id} and k.id = ${id}`;
  return row ?? null;
}

/** A coordinator's is the school's to read at once, a unit's once it is passed on. */
export async function insertCondition(
  tx: Tx,
  by: Actor,
  of: { request: RequestKey; code: string; text: string; byUnit: boolean; at: Date },
): Promise<Id> {
  const at = of.at.toISOString();
  const [row] = await tx<{ id: Id }[]>`
    insert into request_condition (agency_id, request_id, code, text, put_agency_id, put_account_id, put_name, by_unit, put_at, shared_at, shared_name)
    values (${of.request.agencyId}, ${of.request.id}, ${of.code}, ${of.text}, ${by.agencyId}, ${by.accountId}, ${by.name}, ${of.byUnit}, ${at},
      ${of.byUnit ? null : at}, ${of.byUnit ? null : by.name})
    returning id`;
  if (!row) throw new Error("a condition was not written");
  return row.id;
}

/** Passes a unit's condition on to the school; false when it was, or is settled. */
export async function shareCondition(tx: Tx, by: Actor, of: { condition: ConditionRecord; at: Date }): Promise<boolean> {
  const rows = await tx`
    update request_condition set shared_at = ${of.at.toISOString()}, shared_name = ${by.name}
    where agency_id = ${of.condition.agencyId} and id = ${of.condition.id} and shared_at is null and state = 'open' returning id`;
  return rows.length === 1;
}

/** Settles an open condition; false when somebody was faster. */
export async function settleCondition(
  tx: Tx,
  by: Actor,
  of: { condition: ConditionRecord; state: Exclude<ConditionState, "open">; note: string; at: Date },
): Promise<boolean> {
  const rows = await tx`
    update request_condition set state = ${of.state}, answered_agency_id = ${by.agencyId}, answered_account_id = ${by.accountId},
      answered_name = ${by.name}, answered_at = ${of.at.toISOString()}, answer_note = ${of.note}
    where agency_id = ${of.condition.agencyId} and id = ${of.condition.id} and state = 'open' returning id`;
  return rows.length === 1;
}

/** « Annuler »: open again, as it was before. */
export async function reopenCondition(tx: Tx, condition: ConditionRecord): Promise<boolean> {
  const rows = await tx`
    update request_condition set state = 'open', answered_agency_id = null, answered_account_id = null, answered_name = null,
      answered_at = null, answer_note = ''
    where agency_id = ${condition.agencyId} and id = ${condition.id} and state = ${condition.state} and state <> 'open' returning id`;
  return rows.length === 1;
}

/** The open conditions of a request `r` that a side knows of, as a part of a query; `k` is their row. */
export const openConditions = (sql: Query, of: { viewer: Actor; side: Side }) => sql`
  request_condition k where k.agency_id = r.agency_id and k.request_id = r.id and k.state = 'open'
    and ${of.side === "placing" ? sql`k.shared_at is not null` : sql`k.put_agency_id = ${of.viewer.agencyId}`}`;

const running = (sql: Query) => sql`r.status not in ('declined', 'cancelled')`;

/** Requests on which a condition waits for the viewer: the school's answer, or to be passed on by who received a unit's. The oldest first. */
export async function listConditionsWaiting(sql: Query, viewer: Actor, side: Side): Promise<{ id: Id; conditions: number }[]> {
  const waits = side === "placing" ? sql`k.shared_at is not null` : sql`k.shared_at is null and k.put_agency_id = ${viewer.agencyId}`;
  return sql<{ id: Id; conditions: number }[]>`
    select r.id, count(*)::int as conditions
    from request_condition k
      join request r on r.agency_id = k.agency_id and r.id = k.request_id
      join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
      join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
    where k.state = 'open' and ${waits} and ${running(sql)} and ${reachesRequest(sql, viewer, side)}
    group by r.agency_id, r.id order by min(k.put_at), r.id limit 20`;
}

/** How many requests the viewer reaches have conditions open, before any other filter. */
export async function countConditionsOpen(sql: Query, viewer: Actor, side: Side): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from request r
      join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
      join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
    where exists (select from ${openConditions(sql, { viewer, side })}) and ${running(sql)} and ${reachesRequest(sql, viewer, side)}`;
  return row?.count ?? 0;
}
