import type { Actor } from "#domain/access.ts";
import type { Chosen } from "#domain/choice.ts";
import type { Id } from "#domain/id.ts";
import type { Round } from "./choice.ts";
import type { Query, Tx } from "./sql.ts";

/** A student's row of a round; version 0 before she wrote anything. */
export interface OwnChoice {
  enrolmentId: Id;
  studentId: Id;
  draft: Chosen[];
  submitted: Chosen[] | null;
  version: number;
  savedAt: string | null;
  submittedAt: string | null;
  seenAt: string | null;
  unlockedUntil: string | null;
}

/** A round of hers with what is needed to name it. */
export interface OwnRound extends Omit<Round, "version">, OwnChoice {
  course: string;
  cohort: string;
  term: string;
  school: string;
}

/** Rounds of courses the student is enrolled in; the only rows of anybody's that a student reaches. */
const ownRows = (sql: Query, viewer: Actor) => sql`
  select rd.agency_id, rd.id, rd.cohort_course_id, rd.opens_at, rd.closes_at, rd.least, rd.most, rd.from_sheets, rd.shows_demand, rd.shows_classmates,
    rd.note, rd.opened_at, rd.closed_at, e.id as enrolment_id, e.student_id, coalesce(c.draft, '[]') as draft, c.submitted, coalesce(c.version, 0) as version,
    c.saved_at, c.submitted_at, c.seen_at, c.unlocked_until, co.number || ' ' || co.name as course, ch.name as cohort, t.name as term, a.name as school
  from enrolment e join choice_round rd on rd.agency_id = e.agency_id and rd.cohort_course_id = e.cohort_course_id
    join cohort_course cc on cc.agency_id = e.agency_id and cc.id = e.cohort_course_id
    join cohort ch on ch.agency_id = cc.agency_id and ch.id = cc.cohort_id
    join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
    join term t on t.agency_id = cc.agency_id and t.id = cc.term_id
    join agency a on a.id = e.agency_id
    left join choice c on c.agency_id = e.agency_id and c.enrolment_id = e.id and c.round_id = rd.id
  where e.agency_id = ${viewer.agencyId} and e.student_id = ${viewer.studentId ?? null}::uuid and e.state = 'enrolled'`;

/** A student's rounds, those that close last first. */
export const listOwnRounds = (sql: Query, viewer: Actor): Promise<OwnRound[]> =>
  sql<OwnRound[]>`${ownRows(sql, viewer)} order by rd.closes_at desc, rd.id limit 100`;

export async function findOwnRound(sql: Query, viewer: Actor, roundId: Id): Promise<OwnRound | undefined> {
  const [row] = await sql<OwnRound[]>`${ownRows(sql, viewer)} and rd.id = ${roundId}`;
  return row;
}

/** The same while the round neither closes nor changes: many students hold it so at once. */
export async function holdOwnRound(tx: Tx, viewer: Actor, roundId: Id): Promise<OwnRound | undefined> {
  const [row] = await tx<OwnRound[]>`${ownRows(tx, viewer)} and rd.id = ${roundId} for share of rd`;
  return row;
}

/** Which of these students are still enrolled in the course of a round. */
export async function listStillIn(sql: Query, of: { agencyId: Id; cohortCourseId: Id }, studentIds: Id[]): Promise<Set<Id>> {
  const rows = await sql<{ id: Id }[]>`
    select student_id as id from enrolment
    where agency_id = ${of.agencyId} and cohort_course_id = ${of.cohortCourseId} and student_id = any(${studentIds}::uuid[]) and state = 'enrolled'`;
  return new Set(rows.map(({ id }) => id));
}

interface ChoiceKey {
  agencyId: Id;
  roundId: Id;
  enrolmentId: Id;
}

/** Writes the list being written, if it is still the one that was seen; null when somebody wrote since. */
export async function saveDraft(tx: Tx, of: ChoiceKey & { saw: number; draft: Chosen[]; at: Date }): Promise<number | null> {
  const [row] = await tx<{ version: number }[]>`
    insert into choice (agency_id, round_id, enrolment_id, draft, version, saved_at)
    select ${of.agencyId}, ${of.roundId}, ${of.enrolmentId}, ${tx.json(of.draft as never)}, 1, ${of.at.toISOString()}
    where ${of.saw} = 0 or exists (select from choice where agency_id = ${of.agencyId} and round_id = ${of.roundId} and enrolment_id = ${of.enrolmentId})
    on conflict (agency_id, round_id, enrolment_id) do update set draft = excluded.draft, version = choice.version + 1, saved_at = excluded.saved_at
      where choice.version = ${of.saw}
    returning version`;
  return row?.version ?? null;
}

export interface Submission extends ChoiceKey {
  choices: Chosen[];
  how: "student" | "person" | "clock";
  by: Id | null;
  at: Date;
}

/**
 * Marks lists as submitted, after their preferences were written: what is being written becomes the same. An empty list takes back what was
 * submitted. Versions of the preferences are kept, to see later whether somebody changed them elsewhere.
 */
export async function saveSubmitted(tx: Tx, of: Submission[]): Promise<void> {
  if (of.length === 0) return;
  const rows = of.map(({ at, ...one }) => ({ ...one, at: at.toISOString() }));
  await tx`
    insert into choice (agency_id, round_id, enrolment_id, draft, submitted, version, saved_at, submitted_at, submitted_how, submitted_by, preferences_version)
    select s."agencyId", s."roundId", s."enrolmentId", s.choices, nullif(s.choices, '[]'), 1, s.at,
      case when s.choices <> '[]' then s.at end, case when s.choices <> '[]' then s.how end, case when s.choices <> '[]' then s."by" end,
      e.preferences_version
    from jsonb_to_recordset(${tx.json(rows as never)}) as s ("agencyId" uuid, "roundId" uuid, "enrolmentId" uuid, choices jsonb, how text, "by" uuid, at timestamptz)
      join enrolment e on e.agency_id = s."agencyId" and e.id = s."enrolmentId"
    on conflict (agency_id, round_id, enrolment_id) do update set draft = excluded.draft, submitted = excluded.submitted, version = choice.version + 1,
      saved_at = excluded.saved_at, submitted_at = excluded.submitted_at, submitted_how = excluded.submitted_how, submitted_by = excluded.submitted_by,
      preferences_version = excluded.preferences_version`;
}

/** What is kept of a step: lists as names of places, as they were called then. */
export interface Step {
  roundId: Id;
  enrolmentId: Id;
  what: "submitted" | "person" | "clock" | "unlocked" | "locked" | "early" | "late";
  by: Id | null;
  note: string;
  before: string[] | null;
  after: string[] | null;
}

export async function insertTrail(tx: Tx, agencyId: Id, steps: Step[]): Promise<void> {
  if (steps.length === 0) return;
  await tx`
    insert into choice_trail (agency_id, round_id, enrolment_id, what, by_person_id, note, before, after)
    select ${agencyId}, s."roundId", s."enrolmentId", s.what, s."by", s.note,
      case when jsonb_typeof(s.before) = 'array' then array(select jsonb_array_elements_text(s.before)) end,
      case when jsonb_typeof(s.after) = 'array' then array(select jsonb_array_elements_text(s.after)) end
    from jsonb_to_recordset(${tx.json(steps as never)}) as s ("roundId" uuid, "enrolmentId" uuid, what text, "by" uuid, note text, before jsonb, after jsonb)`;
}

/** Keeps an attempt outside of the hours, unless one was kept so many seconds ago; false then. */
export async function insertAttempt(tx: Tx, of: ChoiceKey & { why: "early" | "late"; everySeconds: number }): Promise<boolean> {
  const kept = await tx`
    insert into choice_trail (agency_id, round_id, enrolment_id, what)
    select ${of.agencyId}, ${of.roundId}, ${of.enrolmentId}, ${of.why}
    where not exists (select from choice_trail t where t.agency_id = ${of.agencyId} and t.round_id = ${of.roundId} and t.enrolment_id = ${of.enrolmentId}
      and t.what = ${of.why} and t.at > clock_timestamp() - make_interval(secs => ${of.everySeconds}))`;
  return kept.count > 0;
}

/** She has looked at what is offered. */
export async function saveSeen(tx: Query, of: ChoiceKey & { at: Date }): Promise<void> {
  await tx`
    insert into choice (agency_id, round_id, enrolment_id, seen_at) values (${of.agencyId}, ${of.roundId}, ${of.enrolmentId}, ${of.at.toISOString()})
    on conflict (agency_id, round_id, enrolment_id) do update set seen_at = excluded.seen_at`;
}
