import type { Day } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { facetsOfUnit, type Question, type WatchKind } from "#domain/watch.ts";
import type { RoleOfAccount } from "./session.ts";
import type { Query, Tx } from "./sql.ts";
import type { TouchedUnit } from "./watch-unit.ts";
import type { ToldItem } from "./watch.ts";

/** The reader of the log that judges watches, by its name in `event_reader`. */
export const watchReader = "watch";

/** A watch as it is judged. */
export interface JudgedWatch<Of extends Question = Question> {
  agencyId: Id;
  id: Id;
  roleId: Id;
  accountId: Id;
  question: Of;
  mail: boolean;
  holds: boolean;
  witnessId: Id | null;
}

const columns = (sql: Query) => sql`w.agency_id, w.id, w.role_id, w.account_id, w.question, w.mail, w.holds, w.witness_id`;
const alive = (sql: Query, today: Day) => sql`
  w.paused_at is null and w.removed_at is null and (w.ends_on is null or w.ends_on >= ${today}::date) and (w.to_day is null or w.to_day >= ${today}::date)`;

/** Where the judge has come; null when another node judges now. Holds the reader until the transaction ends. */
export async function tryReader(tx: Tx): Promise<number | null> {
  const [row] = await tx<{ seq: number }[]>`select seq from event_reader where name = ${watchReader} for update skip locked`;
  return row?.seq ?? null;
}

/** The kinds that anybody watches at all: what nobody asks is not looked for. */
export async function listKindsWatched(sql: Query): Promise<Set<WatchKind>> {
  const rows = await sql<{ kind: WatchKind }[]>`
    select k.kind from unnest(array['room', 'request', 'conflict', 'place']) as k (kind)
    where exists (select from watch w where w.kind = k.kind and w.paused_at is null and w.removed_at is null)`;
  return new Set(rows.map(({ kind }) => kind));
}

/**
 * Questions about units that what happened at these may have changed, each with those units: found by where and by what is studied. One
 * that is true through another unit stays so, whatever happens here.
 */
export function listUnitWatches<Of extends Question>(
  sql: Query,
  of: { kind: Of["kind"]; units: TouchedUnit[]; today: Day },
): Promise<(JudgedWatch<Of> & { unitIds: Id[] })[]> {
  const asked = of.units.flatMap((unit) =>
    facetsOfUnit(unit).map((facet) => ({ id: unit.destinationId, facet, disciplines: unit.disciplines })),
  );
  return sql<(JudgedWatch<Of> & { unitIds: Id[] })[]>`
    select ${columns(sql)}, array_agg(u.id) as unit_ids
    from jsonb_to_recordset(${sql.json(asked)}) as u (id uuid, facet text, disciplines jsonb)
    join watch w on w.facet = u.facet and w.kind = ${of.kind}
    where ${alive(sql, of.today)} and (w.witness_id is null or w.witness_id = u.id)
      and (w.discipline is null or u.disciplines = '[]' or u.disciplines ? w.discipline)
    group by w.agency_id, w.id`;
}

/** Questions under any of these facets (of these organisations, unless null), and those that are true for one of these things now. */
export function listItemWatches<Of extends Question>(
  sql: Query,
  of: { kind: Of["kind"]; facets: string[]; agencyIds: Id[] | null; itemIds: Id[]; today: Day },
): Promise<JudgedWatch<Of>[]> {
  return sql<JudgedWatch<Of>[]>`
    select ${columns(sql)} from watch w
    where w.kind = ${of.kind} and ${alive(sql, of.today)} ${of.agencyIds === null ? sql`` : sql`and w.agency_id = any(${of.agencyIds}::uuid[])`} and w.facet = any(${of.facets}::text[])
    union
    select ${columns(sql)} from watch w join watch_match m on m.agency_id = w.agency_id and m.watch_id = w.id
    where w.kind = ${of.kind} and ${alive(sql, of.today)} and m.item_id = any(${of.itemIds}::uuid[])`;
}

/** Watches by id, as they are judged whole. */
export const listWatchesById = (sql: Query, ids: Id[], today: Day): Promise<JudgedWatch[]> =>
  sql<JudgedWatch[]>`select ${columns(sql)} from watch w where w.id = any(${ids}::uuid[]) and ${alive(sql, today)}`;

/** Watches whose answer changes with the date alone and was not looked at today; marked so, a few at a time. */
export const takeDated = (tx: Tx, of: { today: Day; most: number }): Promise<JudgedWatch[]> => tx<JudgedWatch[]>`
  update watch w set judged_on = ${of.today}
  from (select x.agency_id, x.id from watch x where x.paused_at is null and x.removed_at is null and x.judged_on < ${of.today}::date
      and (x.kind = 'room' and x.from_day < ${of.today}::date or x.kind = 'request' and (x.question ->> 'late')::boolean)
    order by x.judged_on limit ${of.most} for update skip locked) due
  where w.agency_id = due.agency_id and w.id = due.id
  returning ${columns(tx)}`;

/** Of these watches the things each is true for now. */
export async function listMatches(sql: Query, of: { watchIds: Id[]; itemIds: Id[] | null }): Promise<Map<Id, Set<Id>>> {
  const rows = await sql<{ watchId: Id; itemId: Id }[]>`
    select m.watch_id, m.item_id from watch_match m join watch w on w.agency_id = m.agency_id and w.id = m.watch_id
    where w.id = any(${of.watchIds}::uuid[]) ${of.itemIds === null ? sql`` : sql`and m.item_id = any(${of.itemIds}::uuid[])`}`;
  const found = new Map<Id, Set<Id>>();
  for (const { watchId, itemId } of rows) found.set(watchId, (found.get(watchId) ?? new Set()).add(itemId));
  return found;
}

export interface MatchChange {
  agencyId: Id;
  watchId: Id;
  itemId: Id;
}
export async function saveMatches(tx: Tx, of: { come: MatchChange[]; gone: MatchChange[]; at: Date }): Promise<void> {
  const { come, gone } = of;
  if (gone.length > 0)
    await tx`
      delete from watch_match m using jsonb_to_recordset(${tx.json(gone as never)}) as g ("agencyId" uuid, "watchId" uuid, "itemId" uuid)
      where m.agency_id = g."agencyId" and m.watch_id = g."watchId" and m.item_id = g."itemId"`;
  if (come.length > 0)
    await tx`
      insert into watch_match (agency_id, watch_id, item_id, since)
      select c."agencyId", c."watchId", c."itemId", ${of.at.toISOString()}
      from jsonb_to_recordset(${tx.json(come as never)}) as c ("agencyId" uuid, "watchId" uuid, "itemId" uuid) on conflict do nothing`;
}

/** Which unit makes questions true now; null: none does any more. */
export async function saveWitnesses(
  tx: Tx,
  of: { watches: { agencyId: Id; id: Id; witnessId: Id | null }[]; seq: number; at: Date },
): Promise<void> {
  if (of.watches.length === 0) return;
  await tx`
    update watch w set holds = s."witnessId" is not null, witness_id = s."witnessId", judged_seq = ${of.seq},
      since = case when s."witnessId" is null then null else coalesce(w.since, ${of.at.toISOString()}) end
    from jsonb_to_recordset(${tx.json(of.watches as never)}) as s ("agencyId" uuid, id uuid, "witnessId" uuid)
    where w.agency_id = s."agencyId" and w.id = s.id`;
}

export async function insertTold(
  tx: Tx,
  of: { told: { agencyId: Id; watchId: Id; count: number; items: ToldItem[] }[]; seq: number; at: Date },
): Promise<void> {
  await tx`
    insert into watch_told (agency_id, watch_id, at, seq, count, items)
    select t."agencyId", t."watchId", ${of.at.toISOString()}, ${of.seq}, t.count, t.items
    from jsonb_to_recordset(${tx.json(of.told as never)}) as t ("agencyId" uuid, "watchId" uuid, count int, items jsonb)`;
}

/** The roles that watches read with, those of them that may still come in. */
export async function listWatchRoles(sql: Query, roleIds: Id[]): Promise<(RoleOfAccount & { accountId: Id })[]> {
  const rights = (column: string) =>
    sql`array(select ${sql(column)} from role_right x where x.agency_id = r.agency_id and x.role_id = r.id and ${sql(column)} is not null)`;
  return sql<(RoleOfAccount & { accountId: Id })[]>`
    select r.id, r.account_id, r.agency_id, g.name as agency_name, g.kind as agency_kind, r.kind, r.person_id, r.student_id,
      trim(p.first_name || ' ' || p.last_name) as person_name, r.everything, r.with_names, ${rights("programme_id")} as programmes,
      ${rights("site_id")} as sites, ${rights("service_id")} as services, ${rights("destination_id")} as destinations
    from role r join agency g on g.id = r.agency_id join person p on p.agency_id = r.agency_id and p.id = r.person_id
      join account a on a.id = r.account_id
    where r.id = any(${roleIds}::uuid[]) and r.disabled_at is null and p.active and p.disabled_at is null and a.disabled_at is null`;
}

/** What was judged is kept for a year. */
export const purgeTold = (sql: Query, at: Date): Promise<unknown> =>
  sql`delete from watch_told where at < ${at.toISOString()}::timestamptz - interval '1 year'`;
