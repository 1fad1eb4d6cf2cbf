import type { Actor } from "#domain/access.ts";
import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Question } from "#domain/watch.ts";
import type { Query, Tx } from "./sql.ts";

/** A watch as its owner reads it. */
export interface WatchRow {
  id: Id;
  question: Question;
  mail: boolean;
  endsOn: Day | null;
  toDay: Day | null;
  createdAt: string;
  pausedAt: string | null;
  /** It is true now, since when; `matches`: how many things make it so, `witness` the unit that does. */
  since: string | null;
  matches: number;
  witness: { id: Id; path: string } | null;
  /** How often it told, and when last. */
  told: number;
  lastToldAt: string | null;
}

/** What is kept of a question besides itself: how events find it. */
export interface Indexed {
  question: Question;
  facet: string;
  discipline: string | null;
  fromDay: Day | null;
  toDay: Day | null;
}

/** One's own in the role in use: a watch reads with its role's eyes. */
const own = (sql: Query, viewer: Actor) =>
  sql`w.agency_id = ${viewer.agencyId} and w.role_id = ${viewer.roleId} and w.account_id = ${viewer.accountId}`;

const select = (sql: Query) => sql`
  select w.id, w.question, w.mail, w.ends_on, w.to_day, w.created_at, w.paused_at,
    coalesce(w.since, (select max(m.since) from watch_match m where m.agency_id = w.agency_id and m.watch_id = w.id)) as since,
    (case when w.holds then 1 else 0 end + (select count(*) from watch_match m where m.agency_id = w.agency_id and m.watch_id = w.id))::int as matches,
    (select jsonb_build_object('id', d.id, 'path', concat_ws(' / ', a.name, s.name, c.name, d.name))
      from destination d join agency a on a.id = d.agency_id join site s on s.agency_id = d.agency_id and s.id = d.site_id
        join service c on c.agency_id = d.agency_id and c.id = d.service_id where d.id = w.witness_id) as witness,
    t.told, t.last_told_at
  from watch w, lateral (select count(*)::int as told, max(at) as last_told_at from watch_told t where t.agency_id = w.agency_id and t.watch_id = w.id) t`;

/** The viewer's watches, the newest first. */
export const listWatches = (sql: Query, viewer: Actor): Promise<WatchRow[]> =>
  sql<WatchRow[]>`${select(sql)} where ${own(sql, viewer)} and w.removed_at is null order by w.id desc limit 500`;

export const countWatches = async (sql: Query, viewer: Actor): Promise<number> => {
  const [row] = await sql<
    { count: number }[]
  >`select count(*)::int as count from watch w where ${own(sql, viewer)} and w.removed_at is null`;
  return row?.count ?? 0;
};

/** One of the viewer's watches, locked; `removed`: among those taken away. */
export async function lockWatch(
  tx: Tx,
  viewer: Actor,
  of: { id: Id; removed: boolean },
): Promise<(Indexed & { id: Id; mail: boolean; endsOn: Day | null; pausedAt: string | null }) | null> {
  const [row] = await tx<(Indexed & { id: Id; mail: boolean; endsOn: Day | null; pausedAt: string | null })[]>`
    select w.id, w.question, w.facet, w.discipline, w.from_day, w.to_day, w.mail, w.ends_on, w.paused_at from watch w
    where ${own(tx, viewer)} and w.id = ${of.id} and (w.removed_at is not null) = ${of.removed} for update`;
  return row ?? null;
}

export async function insertWatch(
  tx: Tx,
  viewer: Actor,
  of: Indexed & { mail: boolean; endsOn: Day | null; at: Date; today: Day },
): Promise<Id> {
  const { question, facet, discipline, fromDay, toDay, mail, endsOn, at, today } = of;
  const [row] = await tx<{ id: Id }[]>`
    insert into watch (agency_id, role_id, account_id, kind, question, facet, discipline, from_day, to_day, ends_on, mail, created_at, changed_at, judged_on)
    values (${viewer.agencyId}, ${viewer.roleId}, ${viewer.accountId}, ${question.kind}, ${tx.json(question)}, ${facet}, ${discipline}, ${fromDay},
      ${toDay}, ${endsOn}, ${mail}, ${at.toISOString()}, ${at.toISOString()}, ${today})
    returning id`;
  if (!row) throw new Error("a watch was not written");
  return row.id;
}

export async function saveWatch(
  tx: Tx,
  viewer: Actor,
  of: Indexed & { id: Id; mail: boolean; endsOn: Day | null; at: Date },
): Promise<void> {
  const { question, facet, discipline, fromDay, toDay, mail, endsOn } = of;
  // what made a question of another kind true says nothing of this one
  const same = tx`w.kind = ${question.kind}`;
  await tx`
    delete from watch_match m using watch w where ${own(tx, viewer)} and w.id = ${of.id} and not (${same}) and m.agency_id = w.agency_id and m.watch_id = w.id`;
  await tx`
    update watch w set holds = w.holds and ${same}, witness_id = case when ${same} then w.witness_id end, since = case when ${same} then w.since end,
      kind = ${question.kind}, question = ${tx.json(question)}, facet = ${facet}, discipline = ${discipline}, from_day = ${fromDay},
      to_day = ${toDay}, ends_on = ${endsOn}, mail = ${mail}, changed_at = ${of.at.toISOString()}
    where ${own(tx, viewer)} and w.id = ${of.id}`;
}

/** Stops it for a time or for good; null: it goes on. */
export async function saveStop(tx: Tx, viewer: Actor, of: { id: Id; pausedAt?: Date | null; removedAt?: Date | null }): Promise<void> {
  const { pausedAt, removedAt } = of;
  await tx`
    update watch w set paused_at = ${pausedAt === undefined ? tx`w.paused_at` : (pausedAt?.toISOString() ?? null)},
      removed_at = ${removedAt === undefined ? tx`w.removed_at` : (removedAt?.toISOString() ?? null)}
    where ${own(tx, viewer)} and w.id = ${of.id}`;
}

/** What was told, as it was called then. */
export interface ToldItem {
  /** A unit, a request or a sheet; absent where nothing is to be opened. */
  id: Id | null;
  label: string;
  /** How many are free there; what the request is; what changed. */
  free?: number;
  status?: string;
  what?: "capacity" | "closure" | "catalogue" | "profile";
}
export interface ToldRow {
  id: Id;
  at: string;
  count: number;
  items: ToldItem[];
}

/** When a watch told and of what, the latest first; the cursor is the last one's id. */
export const listTold = (sql: Query, viewer: Actor, of: { watchId: Id; before: Id | null; most: number }): Promise<ToldRow[]> => sql<
  ToldRow[]
>`
  select t.id, t.at, t.count, t.items from watch_told t join watch w on w.agency_id = t.agency_id and w.id = t.watch_id
  where ${own(sql, viewer)} and t.agency_id = ${viewer.agencyId} and t.watch_id = ${of.watchId} and (${of.before}::uuid is null or t.id < ${of.before}::uuid)
  order by t.id desc limit ${of.most}`;

/** What the places, courses and sheets that questions name are called; one that is not the viewer's to know has no name. */
export async function listNamedIn(sql: Query, viewer: Actor, ids: Id[]): Promise<Map<Id, string>> {
  // of another school, what it asks the viewer's organisation for
  const asked = (which: ReturnType<Query>) => sql`exists (select from request r
    join cohort_course cc on cc.agency_id = r.agency_id and cc.id = r.cohort_course_id join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
    where r.receiving_id = ${viewer.agencyId} and r.sent_at is not null and ${which})`;
  const rows = await sql<{ id: Id; name: string }[]>`
    select id, name from agency where id = any(${ids}::uuid[])
    union all select id, name from territory where id = any(${ids}::uuid[])
    union all select s.id, concat_ws(' / ', a.short_name, s.name) from site s join agency a on a.id = s.agency_id where s.id = any(${ids}::uuid[])
    union all select c.id, concat_ws(' / ', s.name, c.name) from service c join site s on s.agency_id = c.agency_id and s.id = c.site_id
      where c.id = any(${ids}::uuid[])
    union all select d.id, concat_ws(' / ', s.name, c.name, d.name) from destination d join site s on s.agency_id = d.agency_id and s.id = d.site_id
      join service c on c.agency_id = d.agency_id and c.id = d.service_id where d.id = any(${ids}::uuid[])
    union all select p.id, p.name from programme p where p.id = any(${ids}::uuid[]) and (p.agency_id = ${viewer.agencyId} or ${asked(sql`c.programme_id = p.id`)})
    union all select k.id, concat_ws(' ', k.number, k.name) from course k
      where k.id = any(${ids}::uuid[]) and (k.agency_id = ${viewer.agencyId} or ${asked(sql`cc.course_id = k.id`)})
    union all select w.id, concat_ws(', ', co.number || ' ' || co.name, c.short_name) from worksheet w
      join cohort_course cc on cc.agency_id = w.agency_id and cc.id = w.cohort_course_id
      join cohort c on c.agency_id = cc.agency_id and c.id = cc.cohort_id
      join course co on co.agency_id = cc.agency_id and co.id = cc.course_id
      where w.agency_id = ${viewer.agencyId} and w.id = any(${ids}::uuid[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}
