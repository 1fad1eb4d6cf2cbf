import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import type { RequestTag, TagKind } from "#domain/request-tag.ts";
import type { Status } from "#domain/request.ts";
import type { DayException, Schedule } from "#domain/schedule.ts";
import { saveDays } from "./request-day.ts";
import { reachesRequest, type Look } from "./request.ts";
import type { Query, Tx } from "./sql.ts";

/** What a request was before its dates were changed, kept so that the change can be taken back. */
export interface BeforeTag {
  status: Status;
  schedule: Schedule;
  hours: number | null;
  sentAt: string | null;
  answeredAt: string | null;
  /** Students whose names were released: they are held while the new dates are asked for. */
  confirmed: Id[];
}

export interface NewTag {
  kind: TagKind;
  reasonCode: string;
  reasonNote: string;
  reasonWordingId: Id | null;
  after: Pick<Schedule, "startsOn" | "endsOn">;
  suspendedFrom: Day | null;
  suspendedTo: Day | null;
  hoursBefore: number | null;
  hoursAfter: number | null;
  hoursTyped: boolean;
  resubmitted: boolean;
  before: BeforeTag;
}

type Of = Pick<RequestRecord, "agencyId" | "id">;

/** Says of a request that its dates were changed (F-169). */
export async function insertTag(tx: Tx, of: Of, given: { tag: NewTag; by: { personId: Id; at: Date } }): Promise<void> {
  const { tag, by } = given;
  const { before } = tag;
  await tx`
    insert into request_tag (agency_id, request_id, kind, at, by_person_id, reason_code, reason_note, starts_before, ends_before, starts_after,
      ends_after, suspended_from, suspended_to, hours_before, hours_after, hours_typed, resubmitted, before, reason_wording_id)
    values (${of.agencyId}, ${of.id}, ${tag.kind}, ${by.at.toISOString()}, ${by.personId}, ${tag.reasonCode}, ${tag.reasonNote},
      ${before.schedule.startsOn}, ${before.schedule.endsOn}, ${tag.after.startsOn}, ${tag.after.endsOn}, ${tag.suspendedFrom},
      ${tag.suspendedTo}, ${tag.hoursBefore}, ${tag.hoursAfter}, ${tag.hoursTyped}, ${tag.resubmitted}, ${tx.json(before as never)}, ${tag.reasonWordingId})`;
}

/** The last thing said of a request's dates; undefined when nothing stands. */
export async function findLastTag(
  tx: Tx,
  of: Of,
): Promise<{ id: Id; kind: TagKind; at: string; byPersonId: Id; before: BeforeTag } | undefined> {
  const [row] = await tx<{ id: Id; kind: TagKind; at: string; byPersonId: Id; before: BeforeTag }[]>`
    select id, kind, at, by_person_id, before from request_tag
    where agency_id = ${of.agencyId} and request_id = ${of.id} and undone_at is null order by at desc, id desc limit 1 for update`;
  return row;
}

/** Takes back what was said; the row stays, for who asks later what had been done. */
export async function undoTag(tx: Tx, of: { agencyId: Id; id: Id; at: Date }): Promise<void> {
  await tx`update request_tag set undone_at = ${of.at.toISOString()} where agency_id = ${of.agencyId} and id = ${of.id}`;
}

/** The suspension a request comes out of on a day ends then. */
export async function endSuspension(tx: Tx, of: Of & { pauseFrom: Day; on: Day }): Promise<void> {
  await tx`
    update request_tag set resumed_on = ${of.on} where agency_id = ${of.agencyId} and request_id = ${of.id} and kind = 'suspended'
      and suspended_from = ${of.pauseFrom} and resumed_on is null and undone_at is null`;
}

/** Puts a request back to what it was: status, dates, hours and stamps. False when somebody was faster. */
export async function restoreDates(tx: Tx, from: Of & { status: Status; version: number }, to: BeforeTag): Promise<boolean> {
  const { schedule } = to;
  const rows = await tx`
    update request set status = ${to.status}, version = version + 1, starts_on = ${schedule.startsOn}, ends_on = ${schedule.endsOn},
      blocks = ${tx.json(schedule.blocks)}, pauses = ${tx.json(schedule.pauses ?? [])}, hours = ${to.hours}, sent_at = ${to.sentAt},
      answered_at = ${to.answeredAt}, confirmed_at = case when ${to.status} = 'confirmed' then coalesce(confirmed_at, now()) else null end
    where agency_id = ${from.agencyId} and id = ${from.id} and status = ${from.status} and version = ${from.version} returning id`;
  return rows.length === 1;
}

/**
 * The number of the last event about a request that can build on a change. What was only said does not, and what the other side says to
 * itself must not show in a refusal.
 */
export async function lastAbout(sql: Query, of: Of): Promise<{ seq: number; accountId: Id | null; kind: string } | null> {
  const [row] = await sql<{ seq: number; accountId: Id | null; kind: string }[]>`
    select seq::int8 as seq, actor_account_id as account_id, kind from event
    where about = ${of.id} and kind not like 'comment.%' and kind not like 'reminder.%' order by seq desc limit 1`;
  return row ?? null;
}

export interface TagFilters {
  kinds?: TagKind[];
  /** Changes of placements that touch these days, as they were or as they became. */
  from?: Day;
  to?: Day;
  programmeId?: Id;
  agencyId?: Id;
}

export interface TagLine extends Omit<RequestTag, "resubmitted"> {
  id: Id;
  at: string;
  by: string;
  requestId: Id;
  reference: number;
  status: Status;
  resubmitted: boolean;
  reasonFr: string;
  reasonEn: string;
  reasonNote: string;
  hoursBefore: number | null;
  hoursAfter: number | null;
  hoursTyped: boolean;
  school: string;
  receiving: string;
  programme: string;
  course: string;
  cohort: string;
  place: string;
  size: number;
}

export interface TagCursor {
  at: string;
  id: Id;
}

/** The tracking report of changed placements (F-171), the latest change first: each side its own. */
export async function listTags(
  sql: Query,
  look: Look,
  page: { filters: TagFilters; after: TagCursor | null; most: number },
): Promise<{ lines: TagLine[]; next: TagCursor | null }> {
  const { filters, after, most } = page;
  const rows = await sql<(TagLine & { key: string })[]>`
    select tg.id, tg.kind, tg.at, tg.at::text as key, case when tg.agency_id = ${look.viewer.agencyId} then trim(p.first_name || ' ' || p.last_name) else sch.name end as by,
      r.id as request_id, r.reference, r.status, tg.resubmitted, coalesce(rw.label_fr, rs.label_fr) as reason_fr, coalesce(rw.label_en, rs.label_en) as reason_en, tg.reason_note,
      tg.starts_before, tg.ends_before, tg.starts_after, tg.ends_after, tg.suspended_from, tg.suspended_to, tg.resumed_on,
      tg.hours_before::float8 as hours_before, tg.hours_after::float8 as hours_after, tg.hours_typed, sch.name as school,
      coalesce(rec.name, '') as receiving, pr.name as programme, co.number || ' ' || co.name as course, c.short_name as cohort,
      concat_ws(' / ', si.name, se.name, d.name) as place, coalesce(r.size_here, r.size) as size
    from request_tag tg
    join request r on r.agency_id = tg.agency_id and r.id = tg.request_id
    join person p on p.agency_id = tg.agency_id and p.id = tg.by_person_id
    join reason rs on rs.code = tg.reason_code
    left join reason_wording rw on rw.id = tg.reason_wording_id
    join agency sch on sch.id = r.agency_id
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
    join programme pr on pr.agency_id = r.agency_id and pr.id = c.programme_id
    join course co on co.agency_id = r.agency_id and co.id = cc.course_id
    left join agency rec on rec.id = r.receiving_id
    left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
    left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
    left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    where tg.undone_at is null and ${reachesRequest(sql, look.viewer, look.side)}
      and ${filters.kinds && filters.kinds.length > 0 ? sql`tg.kind = any(${filters.kinds}::text[])` : sql`true`}
      and ${filters.from ? sql`greatest(tg.ends_before, tg.ends_after) >= ${filters.from}` : sql`true`}
      and ${filters.to ? sql`least(tg.starts_before, tg.starts_after) <= ${filters.to}` : sql`true`}
      and ${filters.programmeId ? sql`pr.id = ${filters.programmeId}` : sql`true`}
      and ${filters.agencyId ? (look.side === "placing" ? sql`r.receiving_id = ${filters.agencyId}` : sql`r.agency_id = ${filters.agencyId}`) : sql`true`}
      and ${after ? sql`(tg.at, tg.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by tg.at desc, tg.id desc limit ${most + 1}`;
  const shown = rows.slice(0, most);
  const last = shown.at(-1);
  return {
    lines: shown.map(({ key: _key, ...line }) => line),
    next: rows.length > most && last ? { at: last.key, id: last.id } : null,
  };
}

/** What the report can be narrowed to: programmes and other organisations that occur in it. */
export function listTagFacets(sql: Query, look: Look): Promise<{ facet: "programme" | "agency"; id: Id; name: string }[]> {
  return sql<{ facet: "programme" | "agency"; id: Id; name: string }[]>`
    select distinct f.facet, f.id, f.name
    from request_tag tg join request r on r.agency_id = tg.agency_id and r.id = tg.request_id
    join agency sch on sch.id = r.agency_id
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id
    join cohort c on c.agency_id = r.agency_id and c.id = cc.cohort_id
    join programme pr on pr.agency_id = r.agency_id and pr.id = c.programme_id
    left join agency rec on rec.id = r.receiving_id,
    lateral (values ('programme', pr.id, pr.name), ('agency', ${look.side === "placing" ? sql`rec.id` : sql`sch.id`},
      ${look.side === "placing" ? sql`rec.name` : sql`sch.name`})) f (facet, id, name)
    where tg.undone_at is null and f.id is not null and ${reachesRequest(sql, look.viewer, look.side)}
    order by f.facet, f.name limit 500`;
}

/** A request's calendar is replaced by these days; none leaves the pattern alone. */
export async function replaceDays(tx: Tx, of: Of & { by: { personId: Id; at: Date } }, days: readonly DayException[]): Promise<void> {
  await tx`delete from request_day where agency_id = ${of.agencyId} and request_id = ${of.id}`;
  await saveDays(
    tx,
    { agencyId: of.agencyId, requestId: of.id, by: of.by },
    days.map(({ reason = null, ...one }) => ({ ...one, reason })),
  );
}
