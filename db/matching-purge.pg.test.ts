import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Id } from "#domain/id.ts";
import { purgeRuns, runsKept } from "./matching-purge.ts";
import { addSchool, type TestSchool } from "./testing-world.ts";
import { testDatabase, type TestDatabase } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  school = await addSchool(database.sql, { students: 1 });
});

/** A run some hours old, with one solution; answers both. */
async function run(hours: number, state: "done" | "running" = "done"): Promise<{ runId: Id; solutionId: Id }> {
  const { agencyId, worksheetId, anna } = school;
  const [made] = await database.sql<{ runId: Id; solutionId: Id }[]>`
    with u as (
      insert into matching_run (agency_id, worksheet_id, worksheet_ids, started_by, started_at, seq, rule_version, weights, ways, seed, statuses, keeps, basis,
        students, places, state, ended_at)
      values (${agencyId}, ${worksheetId}, ${[worksheetId]}::uuid[], ${anna.personId}, now() - ${hours} * interval '1 hour', 1, 'test', '{}', '{weighed}', 'g',
        '{accepted}', 'locks', '{}', 1, 1, ${state}, ${state === "done" ? new Date().toISOString() : null}) returning agency_id, id)
    insert into matching_solution (agency_id, run_id, number, way, state, objective, score, parts, unplaced_cost, seconds)
    select agency_id, id, 1, 'weighed', 'optimal', 0, '{}', '{}', 0, 1 from u returning run_id, id as solution_id`;
  if (!made) throw new Error("no run was written");
  return made;
}
const kept = async (): Promise<Id[]> =>
  (
    await database.sql<{ id: Id }[]>`
    select id from matching_run where agency_id = ${school.agencyId} and worksheet_id = ${school.worksheetId} order by started_at desc`
  ).map(({ id }) => id);

describe("runs of a night", () => {
  test("[R398] the last of each sheet stay, older ones go with what they proposed", async () => {
    const old = await run(runsKept + 1);
    const last: Id[] = [];
    for (let hours = 1; hours <= runsKept; hours += 1) last.push((await run(hours)).runId);
    const other = await addSchool(database.sql, { students: 1 });
    const mine = school;
    school = other;
    const theirs = await run(500);
    expect(await purgeRuns(database.sql)).toBe(1);
    expect(await kept()).toEqual([theirs.runId]);
    school = mine;
    expect(await kept()).toEqual(last);
    const left = await database.sql`select 1 from matching_solution where agency_id = ${school.agencyId} and id = ${old.solutionId}`;
    expect(left).toHaveLength(0);
    expect(await purgeRuns(database.sql)).toBe(0);
  });

  test("[R398] a run somebody applied or began a scenario from stays, whatever its age, and so does one under way", async () => {
    const [applied, tried, alive, forgotten] = [await run(100), await run(99), await run(98, "running"), await run(97)];
    for (let hours = 1; hours <= runsKept; hours += 1) await run(hours);
    const { agencyId, worksheetId, anna } = school;
    await database.sql`
      insert into assignment_batch (agency_id, cause, cause_id, made_by)
      values (${agencyId}, 'solution', ${applied.solutionId}, ${anna.personId})`;
    await database.sql`
      insert into scenario (agency_id, worksheet_id, author_id, name, source, source_id)
      values (${agencyId}, ${worksheetId}, ${anna.personId}, 'Essai', 'solution', ${tried.solutionId})`;
    expect(await purgeRuns(database.sql)).toBe(1);
    const left = await kept();
    expect(left).toHaveLength(runsKept + 3);
    expect(left).toEqual(expect.arrayContaining([applied.runId, tried.runId, alive.runId]));
    expect(left).not.toContain(forgotten.runId);
  });
});
