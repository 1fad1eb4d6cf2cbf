import type { Sql } from "./sql.ts";

/** What only the database knows of how the house is doing; numbers alone. */
export interface Totals {
  /** Values on shelves that nobody has chosen among yet. */
  shelved: number;
  jobs: { job: string; state: string; count: number }[];
}

/** Counts, over all organisations: for operators. */
export async function readTotals(sql: Sql): Promise<Totals> {
  const [[shelf], jobs] = await Promise.all([
    sql<{ count: number }[]>`select count(*)::int as count from cell_conflict where settled_at is null`,
    sql<
      Totals["jobs"]
    >`select name as job, state::text as state, count(*)::int as count from pgboss.job where name not like '\\_\\_%' group by 1, 2 order by 1, 2`,
  ]);
  return { shelved: shelf?.count ?? 0, jobs: jobs.map((row) => ({ ...row })) };
}
