import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { Hit, HitCursor } from "#domain/search.ts";
import { reachesCourse, reachesProgramme } from "./reach.ts";
import { dimensions, everyWord, isBorneInAll, ownNames, type Wanted } from "./search-name.ts";
import type { Query } from "./sql.ts";
import { reachesStudent } from "./student.ts";

/** What a list of hits is asked for. */
export interface HitQuery {
  wanted: Wanted;
  /** Only these, whatever they are called. */
  ids?: Id[];
  after: HitCursor | null;
  most: number;
}
export type Found<Kind extends Hit["kind"]> = Extract<Hit, { kind: Kind }> & { cursor: HitCursor };
type Row<Kind extends Hit["kind"]> = Omit<Extract<Hit, { kind: Kind }>, "kind"> & HitCursor;

/** Rows as hits: what they are ordered by is where the list goes on. */
export const asFound = <Kind extends Hit["kind"]>(kind: Kind, rows: readonly Row<Kind>[]): Found<Kind>[] =>
  rows.map(({ rank, by, ...row }) => ({ kind, ...row, cursor: { rank, by, id: row.id } }) as unknown as Found<Kind>);

/** Only those named, when some are; `column` is an id. */
export const among = (sql: Query, column: string, { ids }: HitQuery) =>
  ids === undefined ? sql`` : sql`and ${sql(column)} = any(${ids}::uuid[])`;

/** A page of `shown (…, rank, by, id)`: the best first, then by name, then by id. */
export const pageOf = (sql: Query, { after, most }: HitQuery) => sql`
  where ${after === null} or (shown.rank, shown.by, shown.id) > (${after?.rank ?? 0}::int, ${after?.by ?? ""} collate "C", ${after?.id ?? null}::uuid)
  order by shown.rank, shown.by, shown.id limit ${most}`;

const whole = (wanted: Wanted) => everyWord(wanted);

/** Cohorts by their names, their programme's, or a course and term of theirs; the standing ones of quick entry are in no list. */
export async function findCohorts(sql: Query, viewer: Actor, of: HitQuery): Promise<Found<"cohort">[]> {
  const leads = viewer.kind === "course-leader" || viewer.kind === "instructor";
  const reached = reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" });
  const all = whole(of.wanted);
  const rows = await sql<Row<"cohort">[]>`
    with ${dimensions(sql, of.wanted, ownNames(viewer, "programme", "course", "cohort", "term"))},
    shown as (
      select c.id, c.name, p.name as programme, c.active, fold_text(c.name) collate "C" as by,
        case when coalesce(dc.mask, 0) = ${all} then 0 else 1 end + case when c.active then 0 else 2 end as rank
      from cohort c join programme p on p.agency_id = c.agency_id and p.id = c.programme_id
        left join dim dc on dc.id = c.id left join dim dp on dp.id = p.id
      where ${isBorneInAll(sql, of.wanted)} and c.agency_id = ${viewer.agencyId} and not c.standing ${among(sql, "c.id", of)}
        and ${leads ? sql`exists (select from cohort_course cc where cc.agency_id = c.agency_id and cc.cohort_id = c.id and ${reached})` : reachesProgramme(sql, viewer, "c.programme_id")}
        and ((coalesce(dc.mask, 0) | coalesce(dp.mask, 0)) = ${all}
          or exists (select from cohort_course cc left join dim dk on dk.id = cc.course_id left join dim dt on dt.id = cc.term_id
            where cc.agency_id = c.agency_id and cc.cohort_id = c.id and ${reached} and (dk.mask is not null or dt.mask is not null)
              and (coalesce(dc.mask, 0) | coalesce(dp.mask, 0) | coalesce(dk.mask, 0) | coalesce(dt.mask, 0)) = ${all}))
    )
    select shown.id, shown.name, shown.programme, shown.active, shown.rank, shown.by from shown ${pageOf(sql, of)}`;
  return asFound("cohort", rows);
}

/** Worksheets by course, cohort, programme and term, the latest to begin first. */
export async function findSheets(sql: Query, viewer: Actor, of: HitQuery): Promise<Found<"worksheet">[]> {
  const { after } = of;
  const rows = await sql<Row<"worksheet">[]>`
    with ${dimensions(sql, of.wanted, ownNames(viewer, "programme", "course", "cohort", "term"))}
    select w.id, w.kind as sheet, co.number || ' ' || co.name as course, c.name as cohort, t.name as term, 0 as rank, cc.starts_on::text as by
    from worksheet w
      join cohort_course cc on cc.agency_id = w.agency_id and cc.id = w.cohort_course_id
      join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
      join programme p on p.agency_id = c.agency_id and p.id = c.programme_id
      join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
      join term t on t.agency_id = cc.agency_id and t.id = cc.term_id
      left join dim dc on dc.id = c.id left join dim dp on dp.id = p.id left join dim dk on dk.id = co.id left join dim dt on dt.id = t.id
    where ${isBorneInAll(sql, of.wanted)} and w.agency_id = ${viewer.agencyId} and w.deleted_at is null and not c.standing ${among(sql, "w.id", of)}
      and ${reachesCourse(sql, viewer, { programmeId: "c.programme_id", cohortCourseId: "cc.id" })}
      and (coalesce(dc.mask, 0) | coalesce(dp.mask, 0) | coalesce(dk.mask, 0) | coalesce(dt.mask, 0)) = ${whole(of.wanted)}
      and (${after === null} or (cc.starts_on, w.id) < (${after?.by ?? null}::date, ${after?.id ?? null}::uuid))
    order by cc.starts_on desc, w.id desc limit ${of.most}`;
  return asFound("worksheet", rows);
}

/** Programmes by name or discipline, or by a course they teach. */
export async function findProgrammes(sql: Query, viewer: Actor, of: HitQuery): Promise<Found<"programme">[]> {
  const all = whole(of.wanted);
  const rows = await sql<Row<"programme">[]>`
    with ${dimensions(sql, of.wanted, ownNames(viewer, "programme", "course"))},
    shown as (
      select p.id, p.name, p.status = 'retired' as retired, fold_text(p.name) collate "C" as by, taught.course,
        case when coalesce(dp.mask, 0) = ${all} then 0 else 1 end + case when p.status = 'retired' then 2 else 0 end as rank
      from programme p left join dim dp on dp.id = p.id
        left join lateral (
          select co.number || ' ' || co.name as course from course co join dim dk on dk.id = co.id
          where co.agency_id = p.agency_id and co.programme_id = p.id and (coalesce(dp.mask, 0) | dk.mask) = ${all} and coalesce(dp.mask, 0) <> ${all}
          order by co.retired_on nulls first, lower(co.number) limit 1) taught on true
      where ${isBorneInAll(sql, of.wanted)} and p.agency_id = ${viewer.agencyId} ${among(sql, "p.id", of)} and ${reachesProgramme(sql, viewer, "p.id")}
        and (coalesce(dp.mask, 0) = ${all} or taught.course is not null)
    )
    select shown.id, shown.name, shown.course, shown.retired, shown.rank, shown.by from shown ${pageOf(sql, of)}`;
  return asFound("programme", rows);
}

/** People of one's own directory by name, title or address; those who left come last. */
export async function findPeople(sql: Query, viewer: Actor, of: HitQuery): Promise<Found<"person">[]> {
  const rows = await sql<Row<"person">[]>`
    with ${dimensions(sql, of.wanted, ownNames(viewer, "person", "person-more"))},
    shown as (
      select p.id, trim(p.first_name || ' ' || p.last_name) as name, p.title, p.active, lower(p.last_name || ', ' || p.first_name) collate "C" as by,
        case when p.active then 0 else 2 end as rank
      from person p left join dim on dim.id = p.id
      where ${isBorneInAll(sql, of.wanted)} and p.agency_id = ${viewer.agencyId} ${among(sql, "p.id", of)} and coalesce(dim.mask, 0) = ${whole(of.wanted)}
    )
    select shown.id, shown.name, shown.title, shown.active, shown.rank, shown.by from shown ${pageOf(sql, of)}`;
  return asFound("person", rows);
}

/** Students of the register by name, number or address, as far as the viewer reaches them; a sealed profile never. */
export async function findRegistered(sql: Query, viewer: Actor, of: HitQuery): Promise<Found<"student">[]> {
  const rows = await sql<Row<"student">[]>`
    with ${dimensions(sql, of.wanted, ownNames(viewer, "student", "student-more"))},
    shown as (
      select s.id, trim(s.first_name || ' ' || s.last_name) as name, s.number, s.sort_name as by, 0 as rank
      from ${of.wanted.length === 0 ? sql`student s` : sql`dim join student s on s.agency_id = ${viewer.agencyId} and s.id = dim.id and dim.mask = ${whole(of.wanted)}`}
      where ${isBorneInAll(sql, of.wanted)} and s.agency_id = ${viewer.agencyId} ${among(sql, "s.id", of)} and s.sealed is null and ${viewer.withNames} and ${reachesStudent(sql, viewer)}
    )
    select shown.id, shown.name, shown.number, null as coming, shown.rank, shown.by from shown ${pageOf(sql, of)}`;
  return asFound("student", rows);
}
