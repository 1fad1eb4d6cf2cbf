import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Intention, ScenarioSource, ScenarioWrite, Wished } from "#domain/scenario.ts";
import type { Query, Tx } from "./sql.ts";

/** Scenarios are their author's: every query here asks for hers alone, by person, and nothing else of the product reads these tables. */
const hers = (sql: Query, viewer: Actor) => sql`sc.agency_id = ${viewer.agencyId} and sc.author_id = ${viewer.personId}`;

export interface ScenarioLine {
  id: Id;
  name: string;
  source: ScenarioSource;
  madeAt: string;
  changedAt: string;
  /** Intentions that are not so, of which somebody moved the student meanwhile. */
  intended: number;
  overtaken: number;
}

/** The viewer's own scenarios of a sheet, in the order they were made. */
export function listScenarios(sql: Query, viewer: Actor, worksheetId: Id): Promise<ScenarioLine[]> {
  return sql<ScenarioLine[]>`
    select sc.id, sc.name, sc.source, sc.made_at, sc.changed_at,
      count(*) filter (where st.student_id is not null and st.request_id is distinct from here.request_id)::int as intended,
      count(*) filter (where st.student_id is not null and st.request_id is distinct from here.request_id
        and (sc.basis ->> st.student_id::text)::uuid is distinct from here.request_id)::int as overtaken
    from scenario sc
    left join scenario_seat st on st.agency_id = sc.agency_id and st.scenario_id = sc.id
    left join lateral (
      select a.request_id from assignment a join request r on r.agency_id = a.agency_id and r.id = a.request_id
      where a.agency_id = st.agency_id and a.student_id = st.student_id and r.worksheet_id = sc.worksheet_id
        and r.status not in ('declined', 'cancelled') limit 1) here on true
    where ${hers(sql, viewer)} and sc.worksheet_id = ${worksheetId} and sc.deleted_at is null
    group by sc.agency_id, sc.id order by sc.made_at, sc.id limit 500`;
}

export interface ScenarioRecord {
  id: Id;
  worksheetId: Id;
  name: string;
  source: ScenarioSource;
  sourceId: Id | null;
  basis: Record<Id, Id | null>;
  madeAt: string;
  changedAt: string;
  deletedAt: string | null;
}

const record = (sql: Query) =>
  sql`sc.id, sc.worksheet_id, sc.name, sc.source, sc.source_id, sc.basis, sc.made_at, sc.changed_at, sc.deleted_at`;

/** One of the viewer's own; undefined when there is none, or it is somebody else's. */
export async function findScenario(sql: Query, viewer: Actor, scenarioId: Id): Promise<ScenarioRecord | undefined> {
  const [row] = await sql<ScenarioRecord[]>`select ${record(sql)} from scenario sc where ${hers(sql, viewer)} and sc.id = ${scenarioId}`;
  return row;
}

/** The same, held until the transaction ends. */
export async function lockScenario(tx: Tx, viewer: Actor, scenarioId: Id): Promise<ScenarioRecord | undefined> {
  const [row] = await tx<ScenarioRecord[]>`
    select ${record(tx)} from scenario sc where ${hers(tx, viewer)} and sc.id = ${scenarioId} for update`;
  return row;
}

/** What one of the viewer's scenarios intends, in the order it was set. */
export function listIntentions(sql: Query, viewer: Actor, scenarioId: Id): Promise<Intention[]> {
  return sql<Intention[]>`
    select st.student_id, st.request_id, st.set_at as at from scenario_seat st
    join scenario sc on sc.agency_id = st.agency_id and sc.id = st.scenario_id
    where ${hers(sql, viewer)} and sc.id = ${scenarioId} order by st.set_at, st.student_id`;
}

export interface NewScenario {
  worksheetId: Id;
  name: string;
  source: ScenarioSource;
  sourceId: Id | null;
  basis: Record<Id, Id | null>;
}

export async function insertScenario(tx: Tx, viewer: Actor, of: NewScenario): Promise<Id> {
  const [row] = await tx<{ id: Id }[]>`
    insert into scenario (agency_id, worksheet_id, author_id, name, source, source_id, basis)
    values (${viewer.agencyId}, ${of.worksheetId}, ${viewer.personId}, ${of.name}, ${of.source}, ${of.sourceId}, ${tx.json(of.basis)})
    returning id`;
  if (!row) throw new Error("an insert returned nothing");
  return row.id;
}

/** Copies what one scenario intends into another of the same author. */
export async function copyIntentions(tx: Tx, viewer: Actor, of: { from: Id; to: Id }): Promise<void> {
  await tx`
    insert into scenario_seat (agency_id, scenario_id, student_id, request_id, set_at)
    select st.agency_id, ${of.to}, st.student_id, st.request_id, st.set_at from scenario_seat st
    join scenario sc on sc.agency_id = st.agency_id and sc.id = st.scenario_id
    where ${hers(tx, viewer)} and sc.id = ${of.from}`;
}

/** Writes students of a scenario: what is intended for each, or that she follows what is so, and where she was seen to sit. The scenario is locked. */
export async function saveRows(tx: Tx, viewer: Actor, of: { scenarioId: Id; rows: readonly ScenarioWrite[] }): Promise<void> {
  const { agencyId } = viewer;
  const follows = of.rows.filter(({ to }) => to === null).map(({ studentId }) => studentId);
  const intends = of.rows.flatMap(({ studentId, to }, index) => (to === null ? [] : [{ s: studentId, r: to.requestId, index }]));
  if (follows.length > 0)
    await tx`delete from scenario_seat where agency_id = ${agencyId} and scenario_id = ${of.scenarioId} and student_id = any(${follows}::uuid[])`;
  if (intends.length > 0)
    await tx`
      insert into scenario_seat (agency_id, scenario_id, student_id, request_id, set_at)
      select ${agencyId}, ${of.scenarioId}, t.s, t.r, clock_timestamp() from jsonb_to_recordset(${tx.json(intends)}) as t (s uuid, r uuid, index int)
      order by t.index
      on conflict (agency_id, scenario_id, student_id) do update set request_id = excluded.request_id, set_at = excluded.set_at`;
  const basis = Object.fromEntries(of.rows.map(({ studentId, base }) => [studentId, base]));
  await tx`
    update scenario set basis = basis || ${tx.json(basis)}, changed_at = now() where agency_id = ${agencyId} and id = ${of.scenarioId}`;
}

export async function renameScenario(tx: Tx, viewer: Actor, of: { scenarioId: Id; name: string }): Promise<void> {
  await tx`update scenario sc set name = ${of.name}, changed_at = now() where ${hers(tx, viewer)} and sc.id = ${of.scenarioId}`;
}

/** Puts a scenario out of sight, or back. Those out of sight for more than a day are gone for good with the next. */
export async function hideScenario(tx: Tx, viewer: Actor, of: { scenarioId: Id; hidden: boolean }): Promise<void> {
  await tx`update scenario sc set deleted_at = case when ${of.hidden} then now() end where ${hers(tx, viewer)} and sc.id = ${of.scenarioId}`;
  if (of.hidden) await tx`delete from scenario sc where ${hers(tx, viewer)} and sc.deleted_at < now() - interval '1 day'`;
}

/** Which of these students are, or were, enrolled in the course of a sheet. */
export async function listOnSheet(tx: Tx, viewer: Actor, of: { worksheetId: Id; studentIds: Id[] }): Promise<Id[]> {
  const rows = await tx<{ id: Id }[]>`
    select e.student_id as id from worksheet w
    join enrolment e on e.agency_id = w.agency_id and e.cohort_course_id = w.cohort_course_id
    where w.agency_id = ${viewer.agencyId} and w.id = ${of.worksheetId} and e.student_id = any(${of.studentIds}::uuid[])`;
  return rows.map((row) => row.id);
}

/** Which of these requests are places of a sheet, whatever became of them since; parts of a split are not. */
export async function listPlacesOfSheet(
  sql: Query,
  viewer: Actor,
  of: { worksheetId: Id; requestIds: Id[] },
): Promise<{ id: Id; path: string }[]> {
  return sql<{ id: Id; path: string }[]>`
    select r.id, concat_ws(' / ', si.name, se.name, d.name) as path from request r
    left join site si on si.agency_id = r.receiving_id and si.id = r.site_id
    left join service se on se.agency_id = r.receiving_id and se.id = r.service_id
    left join destination d on d.agency_id = r.receiving_id and d.id = r.destination_id
    where r.agency_id = ${viewer.agencyId} and r.worksheet_id = ${of.worksheetId} and r.split_of is null and r.id = any(${of.requestIds}::uuid[])`;
}

/** Who last took each of these students off a place of a sheet, and when, as far as anybody did. */
export function listLastLeaving(
  sql: Query,
  viewer: Actor,
  of: { worksheetId: Id; studentIds: Id[] },
): Promise<{ studentId: Id; by: string; at: string; mine: boolean }[]> {
  return sql<{ studentId: Id; by: string; at: string; mine: boolean }[]>`
    select s.id as student_id, e.actor_name as by, e.at, e.actor_account_id = ${viewer.accountId} as mine
    from unnest(${of.studentIds}::uuid[]) as s (id), lateral (
      select kind, actor_name, at, actor_account_id from event
      where within @> array[${of.worksheetId}::uuid, s.id] and agency_ids @> array[${viewer.agencyId}::uuid] and kind like 'assignment.%'
      order by seq desc limit 1) e
    where e.kind in ('assignment.removed', 'assignment.applied')`;
}

/** By student of a sheet's course, the places of the sheet that fit each of her wishes: the unit she named, or one under the site or service she named. */
export async function listWished(sql: Query, viewer: Actor, worksheetId: Id): Promise<Wished> {
  const rows = await sql<{ studentId: Id; wishes: Id[][] }[]>`
    select p.student_id, jsonb_agg(p.request_ids order by p.rank) as wishes from (
      select e.student_id, p.rank, coalesce(jsonb_agg(r.id) filter (where r.id is not null), '[]') as request_ids
      from worksheet w
      join enrolment e on e.agency_id = w.agency_id and e.cohort_course_id = w.cohort_course_id and e.state = 'enrolled'
      join preference p on p.agency_id = e.agency_id and p.enrolment_id = e.id
      left join request r on r.agency_id = w.agency_id and r.worksheet_id = w.id and r.split_of is null and r.receiving_id = p.receiving_id
        and r.status not in ('declined', 'cancelled') and (p.site_id is null or p.site_id = r.site_id)
        and (p.service_id is null or p.service_id = r.service_id) and (p.destination_id is null or p.destination_id = r.destination_id)
      where w.agency_id = ${viewer.agencyId} and w.id = ${worksheetId}
      group by e.student_id, p.rank) p
    group by p.student_id`;
  return Object.fromEntries(rows.map(({ studentId, wishes }) => [studentId, wishes]));
}

/** What a solution proposes on a sheet, and where everybody sat when its run read; undefined when it is not of the school or not of that sheet. */
export async function findSolutionSeats(
  sql: Query,
  viewer: Actor,
  of: { solutionId: Id; worksheetId: Id },
): Promise<{ seats: { studentId: Id; requestId: Id | null; placed: boolean }[]; was: Record<string, { requestId: Id }> } | undefined> {
  const [run] = await sql<{ was: Record<string, { requestId: Id }> }[]>`
    select coalesce(ru.basis -> 'seats', '{}') as was from matching_solution so
    join matching_run ru on ru.agency_id = so.agency_id and ru.id = so.run_id
    where so.agency_id = ${viewer.agencyId} and so.id = ${of.solutionId} and ${of.worksheetId}::uuid = any(ru.worksheet_ids || ru.worksheet_id)`;
  if (!run) return undefined;
  const seats = await sql<{ studentId: Id; requestId: Id | null; placed: boolean }[]>`
    select student_id, request_id, placed from matching_seat
    where agency_id = ${viewer.agencyId} and solution_id = ${of.solutionId} and worksheet_id = ${of.worksheetId}`;
  return { seats, was: run.was };
}
