import type { Actor } from "#domain/access.ts";
import type { Chosen } from "#domain/choice.ts";
import type { Id } from "#domain/id.ts";
import type { Query, Tx } from "./sql.ts";

/** A student of a round, as coordinators see her. */
export interface Chooser {
  enrolmentId: Id;
  studentId: Id;
  number: string;
  lastName: string;
  firstName: string;
  email: string | null;
  sortName: string;
  draft: Chosen[];
  submitted: Chosen[] | null;
  version: number;
  savedAt: string | null;
  submittedAt: string | null;
  /** By whose hand: her own, a person's for her (by name), or counted by the clock. */
  submittedHow: "student" | "person" | "clock" | null;
  submittedBy: string | null;
  unlockedUntil: string | null;
  unlockedBy: string | null;
  unlockReason: string;
  attempts: number;
  /** The preferences of her enrolment were changed elsewhere since they were written from here. */
  changedSince: boolean;
  /** Preferences she has that do not come from this round. */
  otherPreferences: number;
  assigned: boolean;
}

export const chooserShows = ["all", "missing", "submitted", "changed", "begun", "none", "unlocked", "attempts"] as const;
export type ChooserShow = (typeof chooserShows)[number];

const shown = (sql: Query, show: ChooserShow) => {
  const attempted = sql`exists (select from choice_trail t where t.agency_id = e.agency_id and t.round_id = rd.id and t.enrolment_id = e.id and t.what in ('early', 'late'))`;
  const conditions = {
    all: sql`true`,
    missing: sql`c.submitted is null`,
    submitted: sql`c.submitted is not null`,
    changed: sql`c.submitted is not null and c.draft <> c.submitted`,
    begun: sql`c.submitted is null and c.draft <> '[]'`,
    none: sql`c.submitted is null and coalesce(c.draft, '[]') = '[]'`,
    unlocked: sql`c.unlocked_until is not null`,
    attempts: attempted,
  };
  return conditions[show];
};

const rows = (sql: Query, of: { agencyId: Id; roundId: Id }) => sql`
  select e.id as enrolment_id, e.student_id, s.number, s.last_name, s.first_name, s.email, s.sort_name, coalesce(c.draft, '[]') as draft, c.submitted,
    coalesce(c.version, 0) as version, c.saved_at, c.submitted_at, c.submitted_how,
    (select concat_ws(' ', b.first_name, b.last_name) from person b where b.agency_id = c.agency_id and b.id = c.submitted_by) as submitted_by,
    c.unlocked_until, (select concat_ws(' ', b.first_name, b.last_name) from person b where b.agency_id = c.agency_id and b.id = c.unlocked_by) as unlocked_by,
    coalesce(c.unlock_reason, '') as unlock_reason,
    (select count(*)::int from choice_trail t where t.agency_id = e.agency_id and t.round_id = rd.id and t.enrolment_id = e.id and t.what in ('early', 'late')) as attempts,
    coalesce(c.submitted is not null and c.preferences_version is distinct from e.preferences_version, false) as changed_since,
    case when c.submitted is null then (select count(*)::int from preference p where p.agency_id = e.agency_id and p.enrolment_id = e.id) else 0 end as other_preferences,
    e.student_id in (select a.student_id from request r join assignment a on a.agency_id = r.agency_id and a.request_id = r.id
      where r.agency_id = e.agency_id and r.cohort_course_id = e.cohort_course_id and r.status not in ('declined', 'cancelled')) as assigned
  from choice_round rd join enrolment e on e.agency_id = rd.agency_id and e.cohort_course_id = rd.cohort_course_id and e.state = 'enrolled'
    join student s on s.agency_id = e.agency_id and s.id = e.student_id
    left join choice c on c.agency_id = e.agency_id and c.enrolment_id = e.id and c.round_id = rd.id
  where rd.agency_id = ${of.agencyId} and rd.id = ${of.roundId}`;

/** Students of a round in the order of names, a page at a time. The caller has found the round for the viewer, who may read names. */
export const listChoosers = (
  sql: Query,
  viewer: Actor,
  of: { roundId: Id; show: ChooserShow; placeId: Id | null; words: string[]; after: { sortName: string; id: Id } | null; most: number },
): Promise<Chooser[]> => {
  const wanted = sql.json([{ placeId: of.placeId ?? "" }]);
  return sql<Chooser[]>`
    ${rows(sql, { agencyId: viewer.agencyId, roundId: of.roundId })} and ${shown(sql, of.show)}
      and (${of.placeId === null} or c.submitted @> ${wanted} or c.draft @> ${wanted})
      and not exists (select from unnest(${of.words}::text[]) w where position(w in s.search) = 0)
      and (${of.after === null} or (s.sort_name, s.id) > (${of.after?.sortName ?? ""}, ${of.after?.id ?? null}::uuid))
    order by s.sort_name, s.id limit ${of.most}`;
};

/** One student of a round, held. */
export async function lockChooser(tx: Tx, viewer: Actor, of: { roundId: Id; studentId: Id }): Promise<Chooser | undefined> {
  const [row] = await tx<Chooser[]>`
    ${rows(tx, { agencyId: viewer.agencyId, roundId: of.roundId })} and e.student_id = ${of.studentId} for update of e`;
  return row;
}

export interface TrailRow {
  at: string;
  what: "submitted" | "person" | "clock" | "unlocked" | "locked" | "early" | "late";
  by: string | null;
  note: string;
  before: string[] | null;
  after: string[] | null;
}

/** Every step of a student's choices in a round, the latest first. */
export const listTrail = (sql: Query, viewer: Actor, of: { roundId: Id; studentId: Id }): Promise<TrailRow[]> =>
  sql<TrailRow[]>`
    select t.at, t.what, (select concat_ws(' ', b.first_name, b.last_name) from person b where b.agency_id = t.agency_id and b.id = t.by_person_id) as by,
      t.note, t.before, t.after
    from choice_trail t join enrolment e on e.agency_id = t.agency_id and e.id = t.enrolment_id
    where t.agency_id = ${viewer.agencyId} and t.round_id = ${of.roundId} and e.student_id = ${of.studentId}
    order by t.at desc, t.id desc limit 200`;

/** Lets one student write until an instant, or no longer (`until` null). */
export async function saveUnlocked(
  tx: Tx,
  of: { agencyId: Id; roundId: Id; enrolmentId: Id; until: string | null; by: Id | null; reason: string },
): Promise<void> {
  await tx`
    insert into choice (agency_id, round_id, enrolment_id, unlocked_until, unlocked_by, unlock_reason)
    values (${of.agencyId}, ${of.roundId}, ${of.enrolmentId}, ${of.until}, ${of.by}, ${of.reason})
    on conflict (agency_id, round_id, enrolment_id) do update set unlocked_until = excluded.unlocked_until, unlocked_by = excluded.unlocked_by,
      unlock_reason = excluded.unlock_reason`;
}
