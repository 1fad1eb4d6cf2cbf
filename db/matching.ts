import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { MatchBasis, MatchKeeps, MatchStatus, ProposedSeat, RunState } from "#domain/matching-basis.ts";
import type { MatchScore, MatchSolution, MatchTerm, MatchWay, MatchWeights, UnplacedWhy } from "#domain/matching.ts";
import type { Query, Tx } from "./sql.ts";

export interface MatchRun {
  id: Id;
  worksheetId: Id;
  worksheetIds: Id[];
  by: string;
  mine: boolean;
  startedAt: string;
  ruleVersion: string;
  weights: MatchWeights;
  ways: MatchWay[];
  seed: string;
  statuses: MatchStatus[];
  keeps: MatchKeeps;
  students: number;
  places: number;
  state: RunState;
  progress: number;
  stage: MatchWay | "";
  beatAt: string;
  cancelAsked: boolean;
  endedBy: string | null;
  endedAt: string | null;
}

const runColumns = (sql: Query, viewer: Actor) => sql`
  u.id, u.worksheet_id, u.worksheet_ids, concat_ws(' ', p.first_name, p.last_name) as by, u.started_by = ${viewer.personId} as mine, u.started_at,
  u.rule_version, u.weights, u.ways, u.seed, u.statuses, u.keeps, u.students, u.places, u.state, u.progress, u.stage, u.beat_at, u.cancel_asked,
  nullif(concat_ws(' ', q.first_name, q.last_name), '') as ended_by, u.ended_at`;
const runPeople = (sql: Query) => sql`
  join person p on p.agency_id = u.agency_id and p.id = u.started_by
  left join person q on q.agency_id = u.agency_id and q.id = u.ended_by`;

/** Runs of a sheet the viewer was found to reach, its own and those that matched it along; the latest first. */
export const listRuns = (sql: Query, viewer: Actor, of: { worksheetId: Id; most: number }): Promise<MatchRun[]> => sql<MatchRun[]>`
  select ${runColumns(sql, viewer)} from matching_run u ${runPeople(sql)}
  where u.agency_id = ${viewer.agencyId} and u.worksheet_id = ${of.worksheetId}
  order by u.started_at desc, u.id limit ${of.most}`;

export async function findRun(sql: Query, viewer: Actor, runId: Id): Promise<(MatchRun & { basis: MatchBasis; seq: number }) | undefined> {
  const [run] = await sql<(MatchRun & { basis: MatchBasis; seq: number })[]>`
    select ${runColumns(sql, viewer)}, u.basis, u.seq from matching_run u ${runPeople(sql)}
    where u.agency_id = ${viewer.agencyId} and u.id = ${runId}`;
  return run;
}

export interface NewRun {
  worksheetId: Id;
  worksheetIds: Id[];
  seq: number;
  ruleVersion: string;
  weights: MatchWeights;
  ways: MatchWay[];
  seed: string;
  statuses: MatchStatus[];
  keeps: MatchKeeps;
  basis: MatchBasis;
  students: number;
  places: number;
  at: Date;
}

/** Writes a run that begins; null when one is under way on the sheet already. */
export async function insertRun(tx: Tx, viewer: Actor, run: NewRun): Promise<Id | null> {
  const at = run.at.toISOString();
  const [row] = await tx<{ id: Id }[]>`
    insert into matching_run (agency_id, worksheet_id, worksheet_ids, started_by, started_at, beat_at, seq, rule_version, weights, ways, seed, statuses, keeps,
      basis, students, places)
    values (${viewer.agencyId}, ${run.worksheetId}, ${run.worksheetIds}::uuid[], ${viewer.personId}, ${at}, ${at}, ${run.seq}, ${run.ruleVersion},
      ${tx.json(run.weights)}, ${run.ways}::text[], ${run.seed}, ${run.statuses}::text[], ${run.keeps}, ${tx.json(run.basis as never)}, ${run.students},
      ${run.places})
    on conflict (agency_id, worksheet_id) where state = 'running' do nothing returning id`;
  return row?.id ?? null;
}

type RunKey = { agencyId: Id; id: Id };

/** Says that a run is still worked on, and how far it is; answers whether somebody asked to stop it, or it was given up as cut off. */
export async function beatRun(sql: Query, run: RunKey, of: { progress: number; stage: string; at: Date }): Promise<"go on" | "stop"> {
  const [row] = await sql<{ cancelAsked: boolean }[]>`
    update matching_run set beat_at = ${of.at.toISOString()}, progress = ${of.progress}, stage = ${of.stage}
    where agency_id = ${run.agencyId} and id = ${run.id} and state = 'running' returning cancel_asked`;
  return row && !row.cancelAsked ? "go on" : "stop";
}

/** Asks the node that works on it to stop; false when it is over. */
export async function askToCancel(tx: Tx, viewer: Actor, runId: Id): Promise<boolean> {
  const rows = await tx`
    update matching_run set cancel_asked = true, ended_by = ${viewer.personId}
    where agency_id = ${viewer.agencyId} and id = ${runId} and state = 'running' returning id`;
  return rows.length === 1;
}

/** Ends a run; false when it was ended before (cut off, or by another). */
export async function endRun(tx: Tx, run: RunKey, of: { state: Exclude<RunState, "running">; at: Date }): Promise<boolean> {
  const rows = await tx`
    update matching_run set state = ${of.state}, ended_at = ${of.at.toISOString()}, progress = case when ${of.state} = 'done' then 100 else progress end,
      ended_by = case when ${of.state} = 'cancelled' then ended_by end
    where agency_id = ${run.agencyId} and id = ${run.id} and state = 'running' returning id`;
  return rows.length === 1;
}

export interface SilentRun {
  agencyId: Id;
  id: Id;
  worksheetIds: Id[];
}

/** Runs nobody has worked on since a moment, locked; another node's look passes them over. */
export const lockSilentRuns = (tx: Tx, before: Date): Promise<SilentRun[]> => tx<SilentRun[]>`
  select agency_id, id, worksheet_ids from matching_run
  where state = 'running' and beat_at <= ${before.toISOString()} order by beat_at limit 100 for update skip locked`;

/** The longest silence among runs under way: when its node was last heard of; null when none is. */
export async function oldestBeat(sql: Query): Promise<string | null> {
  const [row] = await sql<{ at: string | null }[]>`select min(beat_at) as at from matching_run where state = 'running'`;
  return row?.at ?? null;
}

export interface SolutionRow {
  id: Id;
  runId: Id;
  number: number;
  way: MatchWay;
  state: MatchSolution["state"];
  objective: number;
  bound: number | null;
  gap: number | null;
  score: MatchScore;
  parts: Record<MatchTerm, number>;
  unplacedCost: number;
  seconds: number;
  /** Of a lot: students in the order they were drawn. */
  drawn: Id[] | null;
}

/** Writes one result of a run with its rows; answers its id. */
export async function insertSolution(
  tx: Tx,
  run: RunKey,
  of: { number: number; solution: MatchSolution; drawn: Id[] | null; rows: (ProposedSeat & { why: UnplacedWhy | null })[] },
): Promise<Id> {
  const { solution } = of;
  const [row] = await tx<{ id: Id }[]>`
    insert into matching_solution (agency_id, run_id, number, way, state, objective, bound, gap, score, parts, unplaced_cost, drawn, seconds)
    values (${run.agencyId}, ${run.id}, ${of.number}, ${solution.way}, ${solution.state}, ${solution.objective}, ${solution.bound}, ${solution.gap},
      ${tx.json(solution.score as never)}, ${tx.json(solution.parts)}, ${solution.unplacedCost}, ${of.drawn}::uuid[], ${solution.seconds})
    returning id`;
  if (!row) throw new Error("an insert returned nothing");
  await tx`
    insert into matching_seat (agency_id, solution_id, worksheet_id, student_id, request_id, placed, rank, why)
    select ${run.agencyId}, ${row.id}, t."worksheetId", t."studentId", r.id, t.placed, t.rank, t.why
    from jsonb_to_recordset(${tx.json(of.rows as never)}) as t ("worksheetId" uuid, "studentId" uuid, "requestId" uuid, placed boolean, rank smallint, why text)
    join student s on s.agency_id = ${run.agencyId} and s.id = t."studentId"
    left join request r on r.agency_id = ${run.agencyId} and r.id = t."requestId"`;
  return row.id;
}

export const listSolutions = (sql: Query, viewer: Actor, runIds: Id[]): Promise<SolutionRow[]> => sql<SolutionRow[]>`
  select id, run_id, number, way, state, objective, bound, gap, score, parts, unplaced_cost, seconds, drawn from matching_solution
  where agency_id = ${viewer.agencyId} and run_id = any(${runIds}::uuid[]) order by run_id, number`;

export async function findSolution(sql: Query, viewer: Actor, solutionId: Id): Promise<{ id: Id; runId: Id } | undefined> {
  const [row] = await sql<{ id: Id; runId: Id }[]>`
    select id, run_id from matching_solution where agency_id = ${viewer.agencyId} and id = ${solutionId}`;
  return row;
}

export interface SeatRow extends ProposedSeat {
  solutionId: Id;
  why: UnplacedWhy | null;
}

/** The rows of a solution. */
export const listSeats = (sql: Query, viewer: Actor, of: { solutionId: Id }): Promise<SeatRow[]> => sql<SeatRow[]>`
  select solution_id, worksheet_id, student_id, request_id, placed, rank, why from matching_seat
  where agency_id = ${viewer.agencyId} and solution_id = ${of.solutionId}`;

export interface Applied {
  solutionId: Id;
  batchId: Id;
  by: string;
  mine: boolean;
  at: string;
  /** How many it placed, and how many of those were taken back since. */
  rows: number;
  back: number;
}

/** When solutions were applied, in whole or in part, and by whom: the person's act beside the calculation's. */
export const listApplied = (sql: Query, viewer: Actor, solutionIds: Id[]): Promise<Applied[]> => sql<Applied[]>`
  select b.cause_id as solution_id, b.id as batch_id, concat_ws(' ', p.first_name, p.last_name) as by, b.made_by = ${viewer.personId} as mine,
    b.made_at as at, count(*)::int as rows, count(w.taken_back_at)::int as back
  from assignment_batch b
  join assignment_batch_row w on w.agency_id = b.agency_id and w.batch_id = b.id
  join person p on p.agency_id = b.agency_id and p.id = b.made_by
  where b.agency_id = ${viewer.agencyId} and b.cause = 'solution' and b.cause_id = any(${solutionIds}::uuid[])
  group by b.cause_id, b.id, p.first_name, p.last_name, b.made_by, b.made_at order by b.made_at desc`;

export interface MatchException {
  id: Id;
  worksheetId: Id;
  kind: "student" | "place" | "lock";
  studentId: Id | null;
  requestId: Id | null;
  note: string;
  by: string;
  mine: boolean;
  at: string;
}

/** What is kept out of the matching of some sheets, and who is locked where, by whom. */
export const listExceptions = (sql: Query, viewer: Actor, worksheetIds: Id[]): Promise<MatchException[]> => sql<MatchException[]>`
  select x.id, x.worksheet_id, x.kind, x.student_id, x.request_id, x.note, concat_ws(' ', p.first_name, p.last_name) as by,
    x.made_by = ${viewer.personId} as mine, x.made_at as at
  from matching_exception x join person p on p.agency_id = x.agency_id and p.id = x.made_by
  where x.agency_id = ${viewer.agencyId} and x.worksheet_id = any(${worksheetIds}::uuid[]) order by x.made_at, x.id`;

export type NewException = Pick<MatchException, "kind" | "studentId" | "requestId" | "note">;

/** Keeps students or places out, or locks students; who was kept out or locked otherwise is so anew. Answers how many were written. */
export async function saveExceptions(tx: Tx, viewer: Actor, of: { worksheetId: Id; exceptions: NewException[] }): Promise<number> {
  const students = of.exceptions.flatMap(({ studentId }) => (studentId === null ? [] : [studentId]));
  const places = of.exceptions.flatMap(({ kind, requestId }) => (kind === "place" && requestId !== null ? [requestId] : []));
  await tx`
    delete from matching_exception where agency_id = ${viewer.agencyId} and worksheet_id = ${of.worksheetId}
      and (student_id = any(${students}::uuid[]) or (kind = 'place' and request_id = any(${places}::uuid[])))`;
  const rows = await tx`
    insert into matching_exception (agency_id, worksheet_id, kind, student_id, request_id, note, made_by)
    select ${viewer.agencyId}, ${of.worksheetId}, t.kind, t."studentId", t."requestId", t.note, ${viewer.personId}
    from jsonb_to_recordset(${tx.json(of.exceptions)}) as t (kind text, "studentId" uuid, "requestId" uuid, note text) returning id`;
  return rows.length;
}

/** Takes exceptions back; answers what they were. */
export const deleteExceptions = (tx: Tx, viewer: Actor, of: { worksheetId: Id; ids: Id[] }): Promise<NewException[]> => tx<NewException[]>`
  delete from matching_exception where agency_id = ${viewer.agencyId} and worksheet_id = ${of.worksheetId} and id = any(${of.ids}::uuid[])
  returning kind, student_id, request_id, note`;
