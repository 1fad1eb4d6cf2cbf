import { conditionDays, supervisorDays } from "#domain/deadline.ts";
import { afterKey, type DeadlineAsk, type DeadlineRow } from "./deadline-part.ts";
import { reachesRequest, requestJoins } from "./request.ts";
import type { Query } from "./sql.ts";

const around = (sql: Query) => sql`
  ${requestJoins(sql)}
  left join person sender on sender.agency_id = r.agency_id and sender.id = coalesce(r.sender_id, r.sent_by)
  left join person coordinator on coordinator.agency_id = r.receiving_id and coordinator.id = se.coordinator_id and coordinator.active
  left join person contact on contact.agency_id = r.receiving_id and contact.id = coalesce(r.unit_contact_id, d.contact_id) and contact.active`;

const named = (sql: Query, who: string) => sql`nullif(trim(${sql(`${who}.first_name`)} || ' ' || ${sql(`${who}.last_name`)}), '')`;

/** What a line says of its request: number, place, school, what it is for. */
const about = (sql: Query, { side }: DeadlineAsk) => sql`
  r.id as request_id, r.reference, concat_ws(', ', coalesce(d.name, se.name), si.name) as place, sch.short_name as school,
  ${side === "placing" ? sql`c.short_name || ' · ' || co.number` : sql`p.name`} as what`;

/** Statuses that wait for this side's answer, as its index has them. */
const waitsFor = (sql: Query, { side }: DeadlineAsk) =>
  side === "placing" ? sql`r.status = 'sent-paper'` : side === "unit" ? sql`unit_step(r.status) = 0` : sql`inbox_step(r.status) = 0`;

/** Answers this side owes: by a unit, by the organisation, or by a place on paper whose answer the school writes down (R472). */
export function answers(sql: Query, ask: DeadlineAsk): Promise<DeadlineRow[]> {
  const owner = ask.side === "placing" ? "sender" : ask.side === "unit" ? "contact" : "coordinator";
  return sql<DeadlineRow[]>`
    select r.id, 'answer' as kind, ${ask.side === "placing" ? "record" : "answer"} as step, r.answer_by as day, null as at,
      ${sql(`${owner}.id`)} as owner_id, ${named(sql, owner)} as owner, 1 as count, ${about(sql, ask)}
    from request r ${around(sql)}
    where ${waitsFor(sql, ask)} and ${reachesRequest(sql, ask.viewer, ask.side)} and r.ends_on >= ${ask.today}
      and r.answer_by <= ${ask.until} and ${afterKey(sql, ask, { kind: "answer", day: sql`r.answer_by`, id: sql`r.id` })}
    order by r.answer_by, r.id limit ${ask.most}`;
}

/** Answers this side waits for: a school's from organisations, an organisation's from its units. What a unit said stays hidden (R3). */
export function awaited(sql: Query, ask: DeadlineAsk): Promise<DeadlineRow[]> {
  const placing = ask.side === "placing";
  return sql<DeadlineRow[]>`
    select r.id, 'answer' as kind, ${placing ? "await" : "await-unit"} as step, r.answer_by as day, null as at,
      null::uuid as owner_id, ${placing ? sql`rec.name` : sql`coalesce(d.name || coalesce(' · ' || ${named(sql, "contact")}, ''), se.name)`} as owner,
      1 as count, ${about(sql, ask)}
    from request r ${around(sql)}
    where ${
      placing
        ? sql`r.status in ('sent', 'reactivated', 'redirected', 'redirected-paper', 'redirected-auto', 'accepted-by-unit', 'declined-by-unit')`
        : sql`r.status in ('redirected', 'redirected-auto')`
    }
      and ${reachesRequest(sql, ask.viewer, ask.side)} and r.ends_on >= ${ask.today}
      and r.answer_by <= ${ask.until} and ${afterKey(sql, ask, { kind: "answer", day: sql`r.answer_by`, id: sql`r.id` })}
    order by r.answer_by, r.id limit ${ask.most}`;
}

/** Conditions that are open: for the school to meet, for who receives to pass on a unit's or to wait for the school's word. */
export function conditions(sql: Query, ask: DeadlineAsk): Promise<DeadlineRow[]> {
  const placing = ask.side === "placing";
  const due = sql`least((coalesce(k.shared_at, k.put_at) at time zone 'America/Toronto')::date + ${conditionDays}::int, r.starts_on)`;
  return sql<DeadlineRow[]>`
    select k.id, 'condition' as kind, ${placing ? sql`'meet'` : sql`case when k.shared_at is null then 'pass' else 'await' end`} as step,
      ${due} as day, null as at, ${placing ? sql`sender.id` : sql`case when k.shared_at is null then coordinator.id end`} as owner_id,
      ${placing ? named(sql, "sender") : sql`case when k.shared_at is null then ${named(sql, "coordinator")} else sch.name end`} as owner,
      1 as count, ${about(sql, ask)}
    from request_condition k join request r on r.agency_id = k.agency_id and r.id = k.request_id ${around(sql)}
    where k.state = 'open' and ${placing ? sql`k.shared_at is not null` : sql`k.put_agency_id = ${ask.viewer.agencyId}`}
      and r.status not in ('declined', 'cancelled') and r.ends_on >= ${ask.today} and ${reachesRequest(sql, ask.viewer, ask.side)}
      and ${due} <= ${ask.until}::date and ${afterKey(sql, ask, { kind: "condition", day: due, id: sql`k.id` })}
    order by day, k.id limit ${ask.most}`;
}

/** Accepted places that begin without anybody who goes along (R307): to be named two weeks before. */
export function missingSupervisors(sql: Query, ask: DeadlineAsk): Promise<DeadlineRow[]> {
  const due = sql`(r.starts_on - ${supervisorDays}::int)`;
  return sql<DeadlineRow[]>`
    select r.id, 'supervisor' as kind, 'name' as step, ${due} as day, null as at, contact.id as owner_id, ${named(sql, "contact")} as owner,
      1 as count, ${about(sql, ask)}
    from request r ${around(sql)}
    where r.status in ('accepted', 'confirmed') and r.starts_on <= ${ask.until}::date + ${supervisorDays}::int and r.ends_on >= ${ask.today}
      and (r.kind = 'individual' or r.instructor_id is null)
      and not exists (select from request_supervision s where s.agency_id = r.agency_id and s.request_id = r.id
        and s.receiving_id = r.receiving_id and s.removed_at is null)
      and ${reachesRequest(sql, ask.viewer, ask.side)} and ${afterKey(sql, ask, { kind: "supervisor", day: due, id: sql`r.id` })}
    order by r.starts_on, r.id limit ${ask.most}`;
}
