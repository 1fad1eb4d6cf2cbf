import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { EventKind } from "#domain/event.ts";
import { signals } from "#domain/history.ts";
import type { Id } from "#domain/id.ts";
import type { StoredEvent } from "./event.ts";
import { eventColumns, reaches, readsAll } from "./history.ts";
import { patternsOf } from "./pattern.ts";
import type { Query } from "./sql.ts";

export interface ActivityFilter {
  /** The kinds asked for, among those the viewer reads. */
  kinds: EventKind[];
  /** Whether the viewer's own deeds come whatever their kind. */
  own: boolean;
  personId: Id | null;
  from: Day | null;
  to: Day | null;
  /** Words that all stand in who did it, in what was said, in the place, number, cohort or course it is about; or the name of a student. */
  text: string;
  before: number | null;
}

/** Lines looked at for one page of a reader who reaches some things only: a page then costs as much, whatever she reaches. */
const widestLook = 2_000;
/** Students whose names a text is looked up in, at most. */
const mostStudents = 30;

/** Lines of the organisation's log that a filter lets through, the latest first, before asking what the viewer reaches. */
function linesOf(sql: Query, viewer: Actor, of: ActivityFilter & { studentIds: Id[]; most: number }) {
  const patterns = patternsOf(of.text).map((pattern) => sql`and a.words like fold_text(${pattern})`);
  const words = patterns.reduce((all, one) => sql`${all} ${one}`, sql``);
  const common = sql`
    (a.kind = any(${of.kinds}::text[]) ${of.own ? sql`or (a.person_id = ${viewer.personId} and a.kind <> all(${signals as string[]}::text[]))` : sql``})
      ${of.personId === null ? sql`` : sql`and a.person_id = ${of.personId}`}
      ${of.from === null ? sql`` : sql`and a.day >= ${of.from}`} ${of.to === null ? sql`` : sql`and a.day <= ${of.to}`}
      ${of.before === null ? sql`` : sql`and a.seq < ${of.before}::int8`}`;
  const said = sql`
    select a.seq, a.day, a.kind from activity a where a.agency_id = ${viewer.agencyId} and ${common} ${words} order by a.seq desc limit ${of.most}`;
  if (of.studentIds.length === 0) return said;
  const students = sql`${of.studentIds}::uuid[]`;
  return sql`
    (${said}) union (
      select a.seq, a.day, a.kind from event e join activity a on a.agency_id = ${viewer.agencyId} and a.seq = e.seq
      where (e.about = any(${students}) or e.within && ${students}) and ${common} order by a.seq desc limit ${of.most})
    order by seq desc limit ${of.most}`;
}

/** Students of the viewer's school whose names hold the text, where she may know them; a sealed profile has no name. */
async function studentsNamed(sql: Query, viewer: Actor, of: { text: string; maySee: boolean }): Promise<Id[]> {
  if (!of.maySee || !viewer.withNames || of.text.trim().length < 3) return [];
  const patterns = patternsOf(of.text).map((pattern) => sql`and s.search like fold_text(${pattern})`);
  const rows = await sql<{ id: Id }[]>`
    select s.id from student s where s.agency_id = ${viewer.agencyId} and s.sealed is null ${patterns.reduce((all, one) => sql`${all} ${one}`, sql``)}
    order by s.sort_name, s.id limit ${mostStudents}`;
  return rows.map(({ id }) => id);
}

/**
 * A page of an organisation's activity, the latest first. `next` is where the following one goes on: a reader who reaches some things only
 * may be given fewer than asked, or nothing, and more behind it (R475).
 */
export async function listActivity(
  sql: Query,
  viewer: Actor,
  of: ActivityFilter & { maySeeStudents: boolean; most: number },
): Promise<{ events: StoredEvent[]; next: number | null }> {
  const all = readsAll(viewer);
  const studentIds = await studentsNamed(sql, viewer, { text: of.text, maySee: of.maySeeStudents });
  const look = all ? of.most + 1 : widestLook;
  const rows = await sql<(StoredEvent & { last: number; looked: number })[]>`
    with line as materialized (${linesOf(sql, viewer, { ...of, studentIds, most: look })})
    select ${eventColumns(sql)}, (select min(seq) from line)::int8 as last, (select count(*) from line)::int as looked
    from line join event e on e.seq = line.seq left join agency a on a.id = e.actor_agency_id
    where e.agency_ids @> array[${viewer.agencyId}::uuid] and ${reaches(sql, viewer)}
    order by e.seq desc limit ${of.most + 1}`;
  const events = rows.slice(0, of.most).map(({ last: _last, looked: _looked, ...event }) => event);
  if (rows.length > of.most) return { events, next: events.at(-1)?.seq ?? null };
  if (all) return { events, next: null };
  // Nothing of all that was looked at is hers: where the look ended has to be asked for itself.
  const ended = rows[0] ?? (await endOfLook(sql, viewer, { ...of, studentIds, most: look }));
  return { events, next: ended.looked === look ? ended.last : null };
}

async function endOfLook(sql: Query, viewer: Actor, of: Parameters<typeof linesOf>[2]): Promise<{ last: number; looked: number }> {
  const [row] = await sql<{ last: number | null; looked: number }[]>`
    select min(line.seq)::int8 as last, count(*)::int as looked from (${linesOf(sql, viewer, of)}) line`;
  return { last: row?.last ?? 0, looked: row?.looked ?? 0 };
}

/**
 * How much happened, by day and kind, within a filter that has a first and a last day. `whole` is false for a reader who reaches some
 * things only where there is more than is looked at: then it is counted back to `since`.
 */
export async function countActivity(
  sql: Query,
  viewer: Actor,
  of: Omit<ActivityFilter, "before"> & { maySeeStudents: boolean },
): Promise<{ days: { day: Day; kind: EventKind; count: number }[]; whole: boolean }> {
  const studentIds = await studentsNamed(sql, viewer, { text: of.text, maySee: of.maySeeStudents });
  const all = readsAll(viewer);
  const most = all ? 1_000_000 : widestLook;
  const lines = linesOf(sql, viewer, { ...of, before: null, studentIds, most });
  const days = await sql<{ day: Day; kind: EventKind; count: number; looked: number }[]>`
    with line as materialized (${lines})
    select line.day, line.kind, count(*)::int as count, (select count(*) from line)::int as looked from line
    ${all ? sql`` : sql`join event e on e.seq = line.seq where ${reaches(sql, viewer)}`}
    group by line.day, line.kind order by line.day desc`;
  return { days: days.map(({ day, kind, count }) => ({ day, kind, count })), whole: (days[0]?.looked ?? 0) < most };
}
