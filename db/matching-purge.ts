import type { Query } from "./sql.ts";

/** How many runs of the matching a sheet keeps beside those somebody acted on. */
export const runsKept = 20;

/**
 * Runs of the matching that nobody can need any more go, with their solutions and reasons; answers how many. The last of each sheet stay,
 * and every run of which somebody applied a row or began a scenario, whatever its age, also when it was taken back since: a decision on
 * people keeps what it stood on (R398, Law 25).
 */
export async function purgeRuns(sql: Query): Promise<number> {
  const { count } = await sql`
    with aged as (
      select agency_id, id, row_number() over (partition by agency_id, worksheet_id order by started_at desc, id) as age
      from matching_run where state <> 'running')
    delete from matching_run u using aged a
    where u.agency_id = a.agency_id and u.id = a.id and a.age > ${runsKept}
      and not exists (
        select 1 from matching_solution s
        join assignment_batch b on b.agency_id = s.agency_id and b.cause = 'solution' and b.cause_id = s.id
        where s.agency_id = u.agency_id and s.run_id = u.id)
      and not exists (
        select 1 from matching_solution s
        join scenario c on c.agency_id = s.agency_id and c.source = 'solution' and c.source_id = s.id
        where s.agency_id = u.agency_id and s.run_id = u.id)`;
  return count;
}
