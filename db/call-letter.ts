import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { callColumns, callJoins, type CallRecord } from "./call.ts";
import type { Query, Tx } from "./sql.ts";

export interface ReplyContact {
  receivingId: Id;
  /** Null: somebody of the directory who does not sign in. */
  accountId: Id | null;
  name: string;
  email: string;
  language: "fr" | "en";
}

/**
 * Who is written to about an organisation's answer: its receiving coordinators who can sign in, or, where the organisation does not
 * use the system, the contacts of its open sites.
 */
export async function listReplyContacts(sql: Query, receivingIds: Id[]): Promise<ReplyContact[]> {
  return sql<ReplyContact[]>`
    select distinct on (k.receiving_id, k.email) k.receiving_id, k.account_id, k.name, k.email, k.language
    from (
      select ro.agency_id as receiving_id, ac.id as account_id, trim(p.first_name || ' ' || p.last_name) as name, ac.email, ac.language
      from role ro join account ac on ac.id = ro.account_id and ac.disabled_at is null
        join person p on p.agency_id = ro.agency_id and p.id = ro.person_id and p.active and p.disabled_at is null
        join agency a on a.id = ro.agency_id and a.is_user
      where ro.agency_id = any(${receivingIds}::uuid[]) and ro.kind = 'receiving-coordinator' and ro.disabled_at is null
      union all
      select si.agency_id, null, trim(p.first_name || ' ' || p.last_name), lower(p.email), 'fr'
      from site si join person p on p.agency_id = si.agency_id and p.id = si.contact_id and p.active and coalesce(p.email, '') <> ''
        join agency a on a.id = si.agency_id and not a.is_user
      where si.agency_id = any(${receivingIds}::uuid[]) and si.retired_on is null
    ) k order by k.receiving_id, k.email, k.account_id nulls last`;
}

export interface TakenCall {
  agencyId: Id;
  callId: Id;
  receivingId: Id;
  receiving: string;
  number: number;
  replyBy: Day;
  cohortCourseId: Id;
}

/** Who was called and does not use the system, and was not written to yet; marked so, in this transaction. */
export async function takeCalled(tx: Tx, at: Date): Promise<TakenCall[]> {
  return tx<TakenCall[]>`
    update call_recipient cr set mailed_at = ${at.toISOString()}
    from call ca, agency a
    where cr.mailed_at is null and ca.agency_id = cr.agency_id and ca.id = cr.call_id and a.id = cr.receiving_id and not a.is_user and ca.closed_at is null
    returning cr.agency_id, cr.call_id, cr.receiving_id, a.name as receiving, ca.number, ca.reply_by, ca.cohort_course_id`;
}

/** What a letter says of a call, whoever reads it: nothing that its organisations are not told. */
export async function findCallForLetter(sql: Query, of: { agencyId: Id; id: Id }): Promise<CallRecord | null> {
  const [row] = await sql<
    CallRecord[]
  >`select ${callColumns(sql)} from call ca ${callJoins(sql)} where ca.agency_id = ${of.agencyId} and ca.id = ${of.id}`;
  return row ?? null;
}

/** Who has not answered an open call whose date has come, and was not told for that date yet; marked told, in this transaction. */
export async function takeOverdue(tx: Tx, today: Day): Promise<TakenCall[]> {
  return tx<TakenCall[]>`
    update call_recipient cr set told_for = ca.reply_by
    from call ca, agency a
    where ca.agency_id = cr.agency_id and ca.id = cr.call_id and a.id = cr.receiving_id
      and ca.closed_at is null and ca.reply_by <= ${today} and cr.status = 'sent' and cr.told_for is distinct from ca.reply_by
      and not exists (select 1 from request r where r.agency_id = cr.agency_id and r.call_id = cr.call_id and r.receiving_id = cr.receiving_id
        and r.status not in ('declined', 'cancelled'))
    returning cr.agency_id, cr.call_id, cr.receiving_id, a.name as receiving, ca.number, ca.reply_by, ca.cohort_course_id`;
}
