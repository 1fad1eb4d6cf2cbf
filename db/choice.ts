import type { Actor } from "#domain/access.ts";
import type { Chosen, OfferedPlace, RankCount, RoundSetting } from "#domain/choice.ts";
import type { Id } from "#domain/id.ts";
import { memberSchedule } from "./request-split.ts";
import { reachesCourse } from "./reach.ts";
import type { Query, Tx } from "./sql.ts";

/** A round as it is stored. Times are ISO instants. */
export interface Round extends RoundSetting {
  agencyId: Id;
  id: Id;
  cohortCourseId: Id;
  /** When it was said that it opened and closed; null: not yet. */
  openedAt: string | null;
  closedAt: string | null;
  version: number;
}

/** With who set it last, by name, and when: for who is told that a colleague was faster. */
export interface RoundAndHand extends Round {
  setBy: string;
  setAt: string;
}

const roundColumns = (sql: Query) => sql`
  rd.agency_id, rd.id, rd.cohort_course_id, rd.opens_at, rd.closes_at, rd.least, rd.most, rd.from_sheets, rd.shows_demand, rd.shows_classmates,
  rd.note, rd.opened_at, rd.closed_at, rd.version, rd.set_at,
  (select concat_ws(' ', b.first_name, b.last_name) from person b where b.agency_id = rd.agency_id and b.id = rd.set_by) as set_by`;

/** Courses of cohorts that the viewer reaches, for a round `rd`. */
const reached = (sql: Query, viewer: Actor) => sql`
  rd.agency_id = ${viewer.agencyId} and exists (select from cohort_course cc join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
    where cc.agency_id = rd.agency_id and cc.id = rd.cohort_course_id
      and ${reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" })})`;

/** The round of a course the viewer reaches; undefined when it has none. */
export async function findRound(sql: Query, viewer: Actor, cohortCourseId: Id): Promise<RoundAndHand | undefined> {
  const [row] = await sql<RoundAndHand[]>`
    select ${roundColumns(sql)} from choice_round rd where rd.cohort_course_id = ${cohortCourseId} and ${reached(sql, viewer)}`;
  return row;
}

/** The same, held until the transaction ends: no student writes in it meanwhile. */
export async function lockRound(tx: Tx, viewer: Actor, cohortCourseId: Id): Promise<RoundAndHand | undefined> {
  const [row] = await tx<RoundAndHand[]>`
    select ${roundColumns(tx)} from choice_round rd where rd.cohort_course_id = ${cohortCourseId} and ${reached(tx, viewer)} for update of rd`;
  return row;
}

export async function insertRound(tx: Tx, viewer: Actor, of: RoundSetting & { cohortCourseId: Id }): Promise<RoundAndHand | undefined> {
  const [row] = await tx<RoundAndHand[]>`
    insert into choice_round as rd (agency_id, cohort_course_id, opens_at, closes_at, least, most, from_sheets, shows_demand, shows_classmates, note, set_by)
    values (${viewer.agencyId}, ${of.cohortCourseId}, ${of.opensAt}, ${of.closesAt}, ${of.least}, ${of.most}, ${of.fromSheets}, ${of.showsDemand},
      ${of.showsClassmates}, ${of.note}, ${viewer.personId})
    on conflict on constraint one_round_per_course do nothing returning ${roundColumns(tx)}`;
  return row;
}

/** Writes a round as it is given; `opened_at` and `closed_at` too, which say what the clock has done. */
export async function saveRound(tx: Tx, viewer: Actor, round: Round): Promise<number> {
  const [row] = await tx<{ version: number }[]>`
    update choice_round set opens_at = ${round.opensAt}, closes_at = ${round.closesAt}, least = ${round.least}, most = ${round.most},
      from_sheets = ${round.fromSheets}, shows_demand = ${round.showsDemand}, shows_classmates = ${round.showsClassmates}, note = ${round.note},
      opened_at = ${round.openedAt}, closed_at = ${round.closedAt}, version = version + 1, set_by = ${viewer.personId}, set_at = clock_timestamp()
    where agency_id = ${round.agencyId} and id = ${round.id} returning version`;
  return row?.version ?? 0;
}

export async function deleteRound(tx: Tx, of: { agencyId: Id; id: Id }): Promise<void> {
  await tx`delete from choice_round where agency_id = ${of.agencyId} and id = ${of.id}`;
}

/**
 * The places of a round, withheld ones included: those of accepted and confirmed requests of the course where the round takes them, and those
 * that were added from the catalogue and are open. In the order of names. `only`: those of these places that are among them.
 */
export async function listOffered(
  sql: Query,
  of: Pick<Round, "agencyId" | "cohortCourseId" | "fromSheets"> & { id: Id | null },
  only: Id[] | null = null,
): Promise<OfferedPlace[]> {
  return sql<OfferedPlace[]>`
    with placed as (
      select coalesce(r.destination_id, r.service_id, r.site_id) as place_id, r.receiving_id, r.site_id, r.service_id, r.destination_id,
        sum(r.size)::int as seats, min(coalesce(r.answered_at, r.created_at)) as since,
        jsonb_agg(jsonb_build_object('requestId', r.id, 'kind', r.kind, 'seats', r.size, 'schedule', ${memberSchedule(sql)})
          order by r.starts_on, r.reference) as periods
      from request r
      where ${of.fromSheets} and r.agency_id = ${of.agencyId} and r.cohort_course_id = ${of.cohortCourseId} and r.split_of is null
        and r.status in ('accepted', 'confirmed') and r.site_id is not null
        and (${only === null} or coalesce(r.destination_id, r.service_id, r.site_id) = any(${only ?? []}::uuid[]))
      group by r.receiving_id, r.site_id, r.service_id, r.destination_id
    ), said as (
      select place_id, receiving_id, site_id, service_id, destination_id, added, withheld, seats, at
      from choice_place where agency_id = ${of.agencyId} and round_id = ${of.id} and (${only === null} or place_id = any(${only ?? []}::uuid[]))
    ), offered as (
      select coalesce(p.place_id, s.place_id) as place_id, coalesce(p.receiving_id, s.receiving_id) as receiving_id,
        coalesce(p.site_id, s.site_id) as site_id, case when p.place_id is null then s.service_id else p.service_id end as service_id,
        case when p.place_id is null then s.destination_id else p.destination_id end as destination_id,
        coalesce(p.seats, s.seats) as seats, coalesce(p.periods, '[]') as periods, coalesce(s.added, false) as added,
        coalesce(s.withheld, false) as withheld, coalesce(p.since, s.at) as since, p.place_id is not null as asked
      from placed p full join said s on s.place_id = p.place_id where p.place_id is not null or s.added
    )
    select o.place_id, o.receiving_id, o.site_id, o.service_id, o.destination_id, a.name as organisation,
      concat_ws(' / ', si.name, se.name, d.name) as path, o.seats, o.periods, o.added, o.withheld, o.since
    from offered o join agency a on a.id = o.receiving_id join site si on si.id = o.site_id
      left join service se on se.id = o.service_id left join destination d on d.id = o.destination_id
    where o.asked or coalesce(d.retired_on, se.retired_on, si.retired_on) is null
    order by lower(unaccent(concat_ws(' / ', si.name, se.name, d.name))), o.place_id`;
}

/** How many of a round's enrolled students have a place at each rank, of what they submitted. */
export async function countRanks(sql: Query, of: { agencyId: Id; id: Id }): Promise<RankCount[]> {
  return sql<RankCount[]>`
    select (x.value ->> 'placeId')::uuid as place_id, x.ordinality::int as rank, count(*)::int as students
    from choice c join enrolment e on e.agency_id = c.agency_id and e.id = c.enrolment_id and e.state = 'enrolled',
      jsonb_array_elements(c.submitted) with ordinality x
    where c.agency_id = ${of.agencyId} and c.round_id = ${of.id} and c.submitted is not null
    group by 1, 2`;
}

/** How many students a round has, and how they stand. */
export interface RoundCounts {
  students: number;
  submitted: number;
  /** Of those submitted, lists that are being changed. */
  changed: number;
  begun: number;
  none: number;
  unlocked: number;
  attempts: number;
}

export async function countChoosers(sql: Query, of: { agencyId: Id; id: Id; cohortCourseId: Id }): Promise<RoundCounts> {
  const [row] = await sql<RoundCounts[]>`
    select count(*)::int as students, count(c.submitted)::int as submitted,
      count(*) filter (where c.submitted is not null and c.draft <> c.submitted)::int as changed,
      count(*) filter (where c.submitted is null and c.draft <> '[]')::int as begun,
      count(*) filter (where c.submitted is null and coalesce(c.draft, '[]') = '[]')::int as none,
      count(c.unlocked_until)::int as unlocked,
      (select count(distinct t.enrolment_id)::int from choice_trail t where t.agency_id = ${of.agencyId} and t.round_id = ${of.id} and t.what in ('early', 'late')) as attempts
    from enrolment e left join choice c on c.agency_id = e.agency_id and c.enrolment_id = e.id and c.round_id = ${of.id}
    where e.agency_id = ${of.agencyId} and e.cohort_course_id = ${of.cohortCourseId} and e.state = 'enrolled'`;
  return row ?? { students: 0, submitted: 0, changed: 0, begun: 0, none: 0, unlocked: 0, attempts: 0 };
}

/** Writes what is said of a place; keeps what is not given. */
export async function savePlaces(
  tx: Tx,
  viewer: Actor,
  of: {
    roundId: Id;
    places: Pick<OfferedPlace, "receivingId" | "siteId" | "serviceId" | "destinationId">[];
    withheld?: boolean;
    added?: boolean;
    seats?: number | null;
  },
): Promise<void> {
  const { withheld = null, added = null } = of;
  await tx`
    insert into choice_place (agency_id, round_id, receiving_id, site_id, service_id, destination_id, added, withheld, seats, by_person_id)
    select ${viewer.agencyId}, ${of.roundId}, p."receivingId", p."siteId", p."serviceId", p."destinationId", coalesce(${added}, false),
      coalesce(${withheld}, false), ${of.seats ?? null}, ${viewer.personId}
    from jsonb_to_recordset(${tx.json(of.places as never)}) as p ("receivingId" uuid, "siteId" uuid, "serviceId" uuid, "destinationId" uuid)
    on conflict (agency_id, round_id, place_id) do update set added = coalesce(${added}, choice_place.added),
      withheld = coalesce(${withheld}, choice_place.withheld), seats = case when ${of.seats !== undefined} then excluded.seats else choice_place.seats end,
      at = case when ${added === true} and not choice_place.added then clock_timestamp() else choice_place.at end, by_person_id = excluded.by_person_id`;
}

/** How many students have a place in a list, submitted or being written. */
export async function countChoosing(sql: Query, of: { agencyId: Id; roundId: Id; placeId: Id }): Promise<number> {
  const wanted = sql.json([{ placeId: of.placeId }]);
  const [row] = await sql<{ students: number }[]>`
    select count(*)::int as students from choice c
    where c.agency_id = ${of.agencyId} and c.round_id = ${of.roundId} and (c.draft @> ${wanted} or c.submitted @> ${wanted})`;
  return row?.students ?? 0;
}

/** An open place of the catalogue, of any organisation that receives, as a round keeps it; undefined when it is none. */
export async function findOpenPlace(
  sql: Query,
  placeId: Id,
): Promise<(Pick<OfferedPlace, "receivingId" | "siteId" | "serviceId" | "destinationId"> & { path: string }) | undefined> {
  const [row] = await sql<(Pick<OfferedPlace, "receivingId" | "siteId" | "serviceId" | "destinationId"> & { path: string })[]>`
    select si.agency_id as receiving_id, si.id as site_id, se.id as service_id, d.id as destination_id, concat_ws(' / ', si.name, se.name, d.name) as path
    from (
      select site_id, id as service_id, null::uuid as destination_id from service where id = ${placeId}
      union all select se.site_id, d.service_id, d.id from destination d join service se on se.id = d.service_id where d.id = ${placeId}
      union all select id, null, null from site where id = ${placeId}
    ) one join site si on si.id = one.site_id left join service se on se.id = one.service_id left join destination d on d.id = one.destination_id
    where si.retired_on is null and se.retired_on is null and d.retired_on is null limit 1`;
  return row;
}

/** Places by id as they are called today, whether they are offered or not. */
export async function listPlacePaths(sql: Query, ids: Id[]): Promise<Map<Id, string>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<{ id: Id; path: string }[]>`
    select d.id, concat_ws(' / ', si.name, se.name, d.name) as path from destination d
      join service se on se.id = d.service_id join site si on si.id = se.site_id where d.id = any(${ids}::uuid[])
    union all select se.id, concat_ws(' / ', si.name, se.name) from service se join site si on si.id = se.site_id where se.id = any(${ids}::uuid[])
    union all select id, name from site where id = any(${ids}::uuid[])`;
  return new Map(rows.map(({ id, path }) => [id, path]));
}

/** Rounds whose opening or closing nobody has said, and whose moment has come, of all schools; held. The clock asks. */
export async function lockDueRounds(tx: Tx, now: Date): Promise<Round[]> {
  const at = now.toISOString();
  return tx<Round[]>`
    select ${roundColumns(tx)} from choice_round rd
    where (rd.opened_at is null and rd.opens_at <= ${at}) or (rd.closed_at is null and rd.closes_at <= ${at})
    order by rd.id for update of rd`;
}

/** The clock's mark that a round opened, or closed. */
export async function saveTurned(tx: Tx, of: Pick<Round, "agencyId" | "id" | "openedAt" | "closedAt">): Promise<void> {
  await tx`
    update choice_round set opened_at = ${of.openedAt}, closed_at = ${of.closedAt}, version = version + 1
    where agency_id = ${of.agencyId} and id = ${of.id}`;
}

/** The next moment at which a round opens or closes, or a student is locked again; null when none is to come. */
export async function nextTurn(sql: Query): Promise<string | null> {
  const [row] = await sql<{ at: string | null }[]>`
    select least((select min(opens_at) from choice_round where opened_at is null), (select min(closes_at) from choice_round where closed_at is null),
      (select min(unlocked_until) from choice where unlocked_until is not null)) as at`;
  return row?.at ?? null;
}

/** A student's list that the clock may have to count. */
export interface OpenDraft {
  enrolmentId: Id;
  studentId: Id;
  draft: Chosen[];
  submitted: Chosen[] | null;
}

/** Lists of a round that say something else than what was submitted, held: all, or those of some enrolments. Who is unlocked still writes. */
export async function lockDrafts(tx: Tx, of: { agencyId: Id; id: Id; now: Date; enrolmentIds?: Id[] }): Promise<OpenDraft[]> {
  return tx<OpenDraft[]>`
    select c.enrolment_id, e.student_id, c.draft, c.submitted
    from choice c join enrolment e on e.agency_id = c.agency_id and e.id = c.enrolment_id
    where c.agency_id = ${of.agencyId} and c.round_id = ${of.id} and c.draft is distinct from c.submitted and e.state = 'enrolled'
      and (${of.enrolmentIds === undefined} or c.enrolment_id = any(${of.enrolmentIds ?? []}::uuid[]))
      and (c.unlocked_until is null or c.unlocked_until <= ${of.now.toISOString()})
    order by c.enrolment_id for update of c`;
}

/** Rounds in which some student's unlocking is over, held: a round is locked before what students wrote in it, by everyone. */
export async function lockRoundsToLock(tx: Tx, now: Date): Promise<Round[]> {
  return tx<Round[]>`
    select ${roundColumns(tx)} from choice_round rd
    where rd.id in (select round_id from choice where unlocked_until <= ${now.toISOString()}) order by rd.id for update of rd`;
}

/** Students of a round whose unlocking is over. */
export async function listToLock(tx: Tx, of: { agencyId: Id; id: Id; now: Date }): Promise<{ enrolmentId: Id; studentId: Id }[]> {
  return tx<{ enrolmentId: Id; studentId: Id }[]>`
    select c.enrolment_id, e.student_id from choice c join enrolment e on e.agency_id = c.agency_id and e.id = c.enrolment_id
    where c.agency_id = ${of.agencyId} and c.round_id = ${of.id} and c.unlocked_until <= ${of.now.toISOString()} order by c.enrolment_id`;
}
