import type { Sql } from "./sql.ts";

/** What is counted under a key, and until when (milliseconds since 1970; null: for ever). */
export interface Counted {
  points: number;
  expire: number | null;
}

/** Adds to a count in one statement, so that a thousand attempts sent at once are a thousand; an ended count begins anew. */
export async function addAttempts(
  sql: Sql,
  of: { key: string; points: number; expire: number | null; anew: boolean; now: number },
): Promise<Counted> {
  const [row] = await sql<Counted[]>`
    insert into attempt as a (key, points, expire) values (${of.key}, ${of.points}, ${of.expire})
    on conflict (key) do update set
      points = case when a.expire <= ${of.now} or ${of.anew} then excluded.points else a.points + excluded.points end,
      expire = case when a.expire <= ${of.now} or ${of.anew} then excluded.expire else a.expire end
    returning points, expire`;
  return row ?? { points: of.points, expire: of.expire };
}

export async function findAttempts(sql: Sql, key: string, now: number): Promise<Counted | null> {
  const [row] = await sql<Counted[]>`select points, expire from attempt where key = ${key} and (expire is null or expire > ${now})`;
  return row ?? null;
}

export async function deleteAttempts(sql: Sql, key: string): Promise<boolean> {
  const gone = await sql`delete from attempt where key = ${key} returning key`;
  return gone.length > 0;
}

export async function deleteEndedAttempts(sql: Sql, now: number): Promise<void> {
  await sql`delete from attempt where expire < ${now}`;
}
