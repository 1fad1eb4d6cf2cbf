import type { Sql } from "./sql.ts";

/** Tables whose rows are kept by the month of their `at`, in UTC. */
const monthly = ["sheet_update", "cell_edit"] as const;
type Monthly = (typeof monthly)[number];

/** So that two nodes do not make the same month at once. */
const makingLock = 7_003;

/** First days of the months from the one `day` is in, `count` of them: "2026-12-01", "2027-01-01", … */
export function monthsFrom(day: Date, count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + index, 1)).toISOString().slice(0, 10),
  );
}

/** "sheet_update_2026_12" */
const nameOf = (table: Monthly, first: string): string => `${table}_${first.slice(0, 7).replace("-", "_")}`;

/**
 * Makes the partition of a month when it is not there; rows that came before it was made move in from the default partition. Readers
 * and writers of that one wait meanwhile, those of other months do not. False when it was there.
 */
async function makeMonth(sql: Sql, table: Monthly, first: string): Promise<boolean> {
  const [next = ""] = monthsFrom(new Date(`${first}T00:00:00Z`), 2).slice(1);
  const name = nameOf(table, first);
  const [from, to] = [`${first} 00:00:00+00`, `${next} 00:00:00+00`];
  return sql.begin(async (tx) => {
    await tx`select set_config('lock_timeout', '5s', true), set_config('statement_timeout', '10min', true), pg_advisory_xact_lock(${makingLock})`;
    const [found] = await tx<{ there: boolean }[]>`select to_regclass(${`public.${name}`}) is not null as there`;
    if (found?.there) return false;
    await tx`create table ${tx(name)} (like ${tx(table)} including defaults including constraints including indexes)`;
    await tx`lock table ${tx(`${table}_default`)} in share row exclusive mode`;
    await tx`
      with early as (delete from ${tx(`${table}_default`)} where at >= ${from} and at < ${to} returning *)
      insert into ${tx(name)} select * from early`;
    // Bounds of a partition cannot be parameters; these are ours.
    await tx.unsafe(`alter table ${table} attach partition ${name} for values from ('${from}') to ('${to}')`);
    return true;
  });
}

/** Makes the partitions of this month and the three that come, where they lack. Nothing waits for it: see the default partitions. */
export async function makeMonths(sql: Sql, now: Date): Promise<string[]> {
  const there = await sql<{ name: string }[]>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
    where p.relname = any(${[...monthly]}::text[])`;
  const names = new Set(there.map(({ name }) => name));
  const made: string[] = [];
  for (const table of monthly) {
    for (const first of monthsFrom(now, 4)) {
      if (!names.has(nameOf(table, first)) && (await makeMonth(sql, table, first))) made.push(nameOf(table, first));
    }
  }
  return made;
}
