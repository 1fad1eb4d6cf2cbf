import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { KeptCause } from "#domain/assignment-batch.ts";
import type { MatchReason, ReasonFacts } from "#domain/match-reason-facts.ts";
import type { MatchTerm, MatchWay } from "#domain/matching.ts";
import { reachesCourse } from "./reach.ts";
import type { Query, Tx } from "./sql.ts";

const pathColumn = (sql: Query) => sql`concat_ws(' / ', si.name, se.name, d.name)`;

/** A bound on what one statement carries. */
const portion = 500;

/** Every place the facts of a reason speak of. */
export const placesIn = ({ facts }: Pick<MatchReason, "facts">): Id[] => [
  ...(facts.requestId === null ? [] : [facts.requestId]),
  ...[...facts.missed.flatMap(({ places }) => places), ...facts.openings].flatMap(({ requestId, why, changes }) => [
    requestId,
    ...(why.kind === "own-hours" ? [why.withRequestId] : []),
    ...changes.flatMap((change) =>
      change.kind === "moves" ? change.moves.flatMap(({ fromRequestId, toRequestId }) => [fromRequestId, toRequestId]) : [],
    ),
  ]),
];

/**
 * Keeps why a solution puts each student where it does, with the places as they are called now. Called in the transaction that writes the
 * solution and its seats; once per solution.
 */
export async function insertReasons(tx: Tx, of: { agencyId: Id; solutionId: Id; reasons: MatchReason[] }): Promise<void> {
  const { agencyId, solutionId, reasons } = of;
  for (let from = 0; from < reasons.length; from += portion) {
    const rows = reasons.slice(from, from + portion).map(({ studentId, worksheetId, ruleVersion, facts }) => ({
      s: studentId,
      w: worksheetId,
      v: ruleVersion,
      f: facts,
    }));
    await tx`
      insert into match_reason (agency_id, solution_id, worksheet_id, student_id, rule_version, facts)
      select ${agencyId}, ${solutionId}, t.w, t.s, t.v, t.f
      from jsonb_to_recordset(${tx.json(rows as never)}) as t (w uuid, s uuid, v text, f jsonb)
      join student s on s.agency_id = ${agencyId} and s.id = t.s`;
  }
  const places = [...new Set(reasons.flatMap(placesIn))];
  await tx`
    insert into match_reason_place (agency_id, solution_id, request_id, path, starts_on, ends_on)
    select r.agency_id, ${solutionId}, r.id, ${pathColumn(tx)}, r.starts_on, r.ends_on
    from request r
    left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
    left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
    left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    where r.agency_id = ${agencyId} and r.id = any(${places}::uuid[])`;
}

export interface StoredReason {
  studentId: Id;
  worksheetId: Id;
  ruleVersion: string;
  facts: ReasonFacts;
}

/** The reasons of one solution on one sheet, for who reaches its course; `studentIds` keeps to some of them. */
export function listReasons(
  sql: Query,
  viewer: Actor,
  of: { solutionId: Id; worksheetId: Id; studentIds?: Id[] },
): Promise<StoredReason[]> {
  return sql<StoredReason[]>`
    select x.student_id, x.worksheet_id, x.rule_version, x.facts
    from match_reason x
    join worksheet w on w.agency_id = x.agency_id and w.id = x.worksheet_id
    join cohort_course cc on cc.agency_id = w.agency_id and cc.id = w.cohort_course_id
    join cohort co on co.agency_id = w.agency_id and co.id = cc.cohort_id
    where x.agency_id = ${viewer.agencyId} and x.solution_id = ${of.solutionId} and x.worksheet_id = ${of.worksheetId}
      ${of.studentIds ? sql`and x.student_id = any(${of.studentIds}::uuid[])` : sql``}
      and ${reachesCourse(sql, viewer, { programmeId: "co.programme_id", cohortCourseId: "cc.id" })}
    order by x.student_id limit 5000`;
}

export interface ReasonPlace {
  requestId: Id;
  path: string;
  startsOn: string;
  endsOn: string;
}

/** The places a solution's reasons speak of, as they were called then. */
export function listReasonPlaces(sql: Query, viewer: Actor, of: { solutionId: Id; requestIds: Id[] }): Promise<ReasonPlace[]> {
  return sql<ReasonPlace[]>`
    select request_id, path, starts_on, ends_on from match_reason_place
    where agency_id = ${viewer.agencyId} and solution_id = ${of.solutionId} and request_id = any(${of.requestIds}::uuid[])`;
}

/** What a solution was worked out with: by whom, when, how it was weighed, by which rules. */
export interface ReasonRun {
  solutionId: Id;
  runId: Id;
  worksheetId: Id;
  way: MatchWay;
  state: "optimal" | "bounded" | "stopped" | "drawn";
  startedBy: string;
  startedAt: string;
  weights: Record<MatchTerm, number>;
  ruleVersion: string;
  seed: string;
}

export async function findReasonRun(sql: Query, viewer: Actor, solutionId: Id): Promise<ReasonRun | null> {
  const [row] = await sql<ReasonRun[]>`
    select s.id as solution_id, r.id as run_id, r.worksheet_id, s.way, s.state, concat_ws(' ', p.first_name, p.last_name) as started_by, r.started_at,
      r.weights, r.rule_version, r.seed
    from matching_solution s
    join matching_run r on r.agency_id = s.agency_id and r.id = s.run_id
    join person p on p.agency_id = r.agency_id and p.id = r.started_by
    where s.agency_id = ${viewer.agencyId} and s.id = ${solutionId}`;
  return row ?? null;
}

/** Names of students, for who may have them; the others are simply not in the answer. */
export function listReasonStudents(sql: Query, viewer: Actor, studentIds: Id[]): Promise<{ id: Id; name: string; number: string }[]> {
  return sql<{ id: Id; name: string; number: string }[]>`
    select id, concat_ws(' ', first_name, last_name) as name, number from student
    where ${viewer.withNames} and agency_id = ${viewer.agencyId} and id = any(${studentIds}::uuid[])
    order by lower(unaccent(last_name)), lower(unaccent(first_name)), number`;
}

export interface DecidedSeat {
  requestId: Id;
  path: string;
  startsOn: string;
  endsOn: string;
  state: "held" | "confirmed";
  by: string;
  at: string;
  confirmedBy: string | null;
  confirmedAt: string | null;
  /** The action that put her there was the applying of this solution. */
  solutionId: Id | null;
  /** What brought it about: by hand, a scenario, a swap. */
  cause: KeptCause["kind"];
}

/** Where students sit on a sheet by a person's act, and by whose; all of the sheet's, or those asked for. */
export function listDecidedSeats(
  sql: Query,
  viewer: Actor,
  of: { worksheetId: Id; studentIds: Id[] | null },
): Promise<(DecidedSeat & { studentId: Id })[]> {
  return sql<(DecidedSeat & { studentId: Id })[]>`
    select a.student_id, a.request_id, ${pathColumn(sql)} as path, r.starts_on, r.ends_on, a.state,
      concat_ws(' ', p.first_name, p.last_name) as by, a.assigned_at as at, nullif(concat_ws(' ', c.first_name, c.last_name), '') as confirmed_by,
      a.confirmed_at, case when b.cause = 'solution' then b.cause_id end as solution_id, coalesce(b.cause, 'hand') as cause
    from assignment a
    join request r on r.agency_id = a.agency_id and r.id = a.request_id
    join person p on p.agency_id = a.agency_id and p.id = a.assigned_by
    left join person c on c.agency_id = a.agency_id and c.id = a.confirmed_by
    left join assignment_batch b on b.agency_id = a.agency_id and b.id = a.batch_id
    left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
    left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
    left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    where a.agency_id = ${viewer.agencyId} and r.worksheet_id = ${of.worksheetId} and r.status not in ('declined', 'cancelled')
      ${of.studentIds ? sql`and a.student_id = any(${of.studentIds}::uuid[])` : sql``}
    order by a.student_id limit 2000`;
}

/**
 * For each student of a sheet the solution to tell her of: the one asked for; else the last that was applied to her, whatever became of it
 * since; else the first of the last calculation that spoke of her.
 */
export function listSolutionsOf(
  sql: Query,
  viewer: Actor,
  of: { worksheetId: Id; studentIds: Id[] | null; solutionId: Id | null },
): Promise<{ studentId: Id; solutionId: Id }[]> {
  return sql<{ studentId: Id; solutionId: Id }[]>`
    select distinct on (x.student_id) x.student_id, x.solution_id
    from match_reason x
    join matching_solution s on s.agency_id = x.agency_id and s.id = x.solution_id
    join matching_run r on r.agency_id = s.agency_id and r.id = s.run_id
    left join lateral (
      select max(b.made_at) as at from assignment_batch b
      join assignment_batch_row br on br.agency_id = b.agency_id and br.batch_id = b.id
      where b.agency_id = x.agency_id and b.cause = 'solution' and b.cause_id = x.solution_id
        and br.worksheet_id = x.worksheet_id and br.student_id = x.student_id
    ) l on true
    where x.agency_id = ${viewer.agencyId} and x.worksheet_id = ${of.worksheetId}
      ${of.studentIds ? sql`and x.student_id = any(${of.studentIds}::uuid[])` : sql``}
      ${of.solutionId ? sql`and x.solution_id = ${of.solutionId}` : sql``}
    order by x.student_id, l.at desc nulls last, r.started_at desc, s.number limit 2000`;
}
