import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { NewReminder, Reminder } from "#domain/remark.ts";
import { sidesOf } from "#domain/request-seen.ts";
import type { Language } from "#domain/weekdays.ts";
import type { RequestKey } from "./comment.ts";
import { reachesRequest } from "./request.ts";
import type { Query, Tx } from "./sql.ts";

interface Row extends Omit<Reminder, "request"> {
  requestId: Id;
  reference: number;
}
const reminderOf = ({ requestId, reference, ...rest }: Row): Reminder => ({ ...rest, request: { id: requestId, reference } });

/** One's own, and what colleagues share about requests the viewer reaches: another programme's are none of hers. */
const hers = (sql: Query, viewer: Actor) => {
  const reached = sidesOf(viewer).map((side) => sql`(${reachesRequest(sql, viewer, side)})`);
  return sql`m.agency_id = ${viewer.agencyId} and (m.account_id = ${viewer.accountId} or (m.shared and (${reached.reduce((one, other) => sql`${one} or ${other}`)})))`;
};

const course = (sql: Query) => sql`
  join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
  join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id`;

const select = (sql: Query, viewer: Actor) => sql`
  select m.id, m.request_id, r.reference, m.person_name as by, m.account_id = ${viewer.accountId} as mine, m.due_on, m.text, m.shared
  from reminder m join request r on r.agency_id = m.school_id and r.id = m.request_id ${course(sql)}`;

/** The open reminders about a request that the viewer sees, the nearest first. */
export async function listRemindersOf(sql: Query, viewer: Actor, request: RequestKey): Promise<Reminder[]> {
  const rows = await sql<Row[]>`
    ${select(sql, viewer)} where m.school_id = ${request.agencyId} and m.request_id = ${request.id} and m.done_at is null and ${hers(sql, viewer)}
    order by m.due_on, m.id limit 50`;
  return rows.map(reminderOf);
}

/** Every open reminder the viewer sees that is due by a day, the oldest first. */
export async function listRemindersDue(sql: Query, viewer: Actor, by: Day): Promise<Reminder[]> {
  const rows = await sql<Row[]>`
    ${select(sql, viewer)} where ${hers(sql, viewer)} and m.done_at is null and m.due_on <= ${by}::date order by m.due_on, m.id limit 50`;
  return rows.map(reminderOf);
}

export async function insertReminder(tx: Tx, actor: Actor, of: { request: RequestKey; reminder: NewReminder; at: Date }): Promise<Id> {
  const { dueOn, text, shared } = of.reminder;
  const [row] = await tx<{ id: Id }[]>`
    insert into reminder (agency_id, school_id, request_id, account_id, person_name, due_on, text, shared, created_at)
    values (${actor.agencyId}, ${of.request.agencyId}, ${of.request.id}, ${actor.accountId}, ${actor.name}, ${dueOn}, ${text}, ${shared}, ${of.at.toISOString()})
    returning id`;
  if (!row) throw new Error("a reminder was not written");
  return row.id;
}

/** Settles a reminder, or takes that back; the request it is about, or null when there is no such reminder for the viewer. */
export async function settleReminder(
  tx: Tx,
  viewer: Actor,
  of: { id: Id; done: boolean; at: Date },
): Promise<{ requestId: Id; shared: boolean } | null> {
  const [row] = await tx<{ requestId: Id; shared: boolean }[]>`
    update reminder m set done_at = ${of.done ? of.at.toISOString() : null}, done_by = ${of.done ? viewer.name : null}
    from request r ${course(tx)}
    where r.agency_id = m.school_id and r.id = m.request_id and m.id = ${of.id} and (m.done_at is null) = ${of.done} and ${hers(tx, viewer)}
    returning m.request_id, m.shared`;
  return row ?? null;
}

export interface ReminderToMail {
  id: Id;
  agencyId: Id;
  accountId: Id;
  requestId: Id;
  reference: number;
  placing: boolean;
  text: string;
  email: string;
  language: Language;
  name: string;
}

/** The reminders whose day has come and that nobody was written about, marked as written: to be called with the writing of their mails. */
export async function takeRemindersToMail(tx: Tx, of: { today: Day; at: Date; most: number }): Promise<ReminderToMail[]> {
  return tx<ReminderToMail[]>`
    with due as (
      select agency_id, id from reminder where done_at is null and mailed_at is null and due_on <= ${of.today}::date
      order by due_on, id for update skip locked limit ${of.most}
    )
    update reminder m set mailed_at = ${of.at.toISOString()}
    from due, account a, request r
    where m.agency_id = due.agency_id and m.id = due.id and a.id = m.account_id and r.agency_id = m.school_id and r.id = m.request_id
    returning m.id, m.agency_id, m.account_id, m.request_id, r.reference, m.agency_id = m.school_id as placing, m.text,
      case when a.disabled_at is null then a.email else '' end as email, a.language, m.person_name as name`;
}
