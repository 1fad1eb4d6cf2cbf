import { afterAll, beforeAll, expect, it } from "vitest";
import { openLane, type Lane, type LaneSession } from "./lane.ts";
import { claimSheet, endSilentOwner, findOwner, forgetNode, releaseSheet, seeNode } from "./node.ts";
import { commitUpdates, LaneLost, type NewUpdate } from "./sheet.ts";
import { readBeside } from "./sheet-log.ts";
import { connect } from "./sql.ts";
import { testDatabase, type TestDatabase } from "./testing.ts";
import { addSchool, type TestSchool } from "./testing-world.ts";

let database: TestDatabase;
let school: TestSchool;
let other: TestSchool;
beforeAll(async () => {
  database = await testDatabase();
  school = await addSchool(database.sql);
  other = await addSchool(database.sql);
});
afterAll(() => database[Symbol.asyncDispose]());

const nodeId = "01a20000-0000-7000-8000-000000000001";

async function lanes(): Promise<{ lane: Lane; session: LaneSession; lost: LaneSession[] } & AsyncDisposable> {
  const lost: LaneSession[] = [];
  const lane = openLane(database.url, (session) => void lost.push(session));
  return { lane, session: await lane.session(), lost, [Symbol.asyncDispose]: () => lane.end() };
}

/** An update of a school's sheet, judged by the locks it has, or by others. */
async function update({ agencyId, worksheetId, anna }: TestSchool, locksVersion?: number): Promise<NewUpdate> {
  const sheet = { agencyId, id: worksheetId, epoch: 1 };
  const { version } = await readBeside(database.sql, sheet, 0);
  const none = { cells: [], shelved: [], overtaken: [] };
  return { sheet, locksVersion: locksVersion ?? version, actorId: anna.personId, data: Uint8Array.of(0, 0), ...none };
}

async function logged(of: TestSchool): Promise<number> {
  const [row] = await database.sql<{ count: number }[]>`select count(*)::int as count from sheet_update where sheet_id = ${of.worksheetId}`;
  return row?.count ?? 0;
}

it("[R150] of two sessions one holds a sheet, until it gives it back or ends", async () => {
  await using one = await lanes();
  await using two = await lanes();
  expect(await claimSheet(one.session, school.worksheetId, nodeId)).toBe(true);
  expect(await claimSheet(two.session, school.worksheetId, nodeId)).toBe(false);
  expect(await claimSheet(two.session, other.worksheetId, nodeId)).toBe(true);
  await releaseSheet(one.session, school.worksheetId);
  expect(await claimSheet(two.session, school.worksheetId, nodeId)).toBe(true);
  await two.lane.end();
  await expect.poll(() => claimSheet(one.session, school.worksheetId, nodeId)).toBe(true);
});

it("[R153] a connection that took the place of a session claims nothing and commits nothing", async () => {
  await using one = await lanes();
  const before = await logged(school);
  await commitUpdates(one.session, [await update(school)], []);
  expect(await logged(school)).toBe(before + 1);
  // what the library does by itself when a connection breaks: the same queries, over another session
  const silent = connect(database.url, { max: 1, arrays: false });
  const replaced: LaneSession = { name: one.session.name, sql: silent, lost: false };
  await expect(commitUpdates(replaced, [await update(school)], [])).rejects.toThrow(LaneLost);
  expect(await claimSheet(replaced, other.worksheetId, nodeId)).toBeNull();
  await silent.end();
  expect(await logged(school)).toBe(before + 1);
  expect(one.lost).toEqual([]);
});

it("[R153] a session that PostgreSQL ends is told of at once, and another is opened in its place", async () => {
  await using one = await lanes();
  await database.sql`
    select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'concerto sheets' and datname = current_database()`;
  await expect.poll(() => one.lost).toEqual([one.session]);
  expect(one.session.lost).toBe(true);
  await expect(commitUpdates(one.session, [await update(school)], [])).rejects.toThrow();
  const next = await one.lane.session();
  expect(next.name).not.toBe(one.session.name);
  expect(await claimSheet(next, school.worksheetId, nodeId)).toBe(true);
});

it("[R153] PostgreSQL is asked to watch the line of a session", async () => {
  await using one = await lanes();
  const [row] = await one.session.sql`
    select current_setting('client_connection_check_interval') as check, current_setting('tcp_keepalives_idle') as idle,
      current_setting('tcp_user_timeout') as unanswered`;
  expect({ ...row }).toEqual({ check: "1s", idle: "2", unanswered: "5000" });
});

it("[R154] a sheet whose locked rows changed is left as it was, and the others of the batch are written", async () => {
  await using one = await lanes();
  const [before, beside] = [await logged(school), await logged(other)];
  const judged = await update(school);
  const { agencyId, worksheetId, cohortCourseId, anna } = school;
  await database.sql`
    insert into request (agency_id, kind, cohort_course_id, worksheet_id, row_id, status, size, starts_on, ends_on, created_by)
    values (${agencyId}, 'group', ${cohortCourseId}, ${worksheetId}, 'r1', 'new', 6, '2027-01-11', '2027-03-26', ${anna.personId})`;
  const written = await commitUpdates(one.session, [judged, await update(other)], []);
  expect([...written.keys()]).toEqual([other.worksheetId]);
  expect([await logged(school), await logged(other)]).toEqual([before, beside + 1]);
  expect((await readBeside(database.sql, { agencyId, id: worksheetId, epoch: 1 }, 0)).rowIds).toEqual(["r1"]);
  // judged by both in one batch: neither is right for both
  const mixed = await commitUpdates(one.session, [judged, await update(school)], []);
  expect(mixed.size).toBe(0);
  const again = await update(school);
  await database.sql`delete from request where worksheet_id = ${worksheetId}`;
  expect((await commitUpdates(one.session, [again], [])).size).toBe(0);
  expect((await commitUpdates(one.session, [await update(school)], [])).size).toBe(1);
});

it("[R152] a node is found by the sheet it holds; one that stands still loses its session, one that is well does not", async () => {
  const node = { id: nodeId, address: "10.0.0.5:3000", key: "key" };
  expect(await seeNode(database.sql, node)).toBe(true);
  expect(await seeNode(database.sql, node)).toBe(false);
  await using one = await lanes();
  expect(await claimSheet(one.session, school.worksheetId, nodeId)).toBe(true);
  expect(await findOwner(database.sql, school.worksheetId)).toMatchObject(node);
  expect(await endSilentOwner(database.sql, school.worksheetId, 60_000)).toBe(false);
  await database.sql`update node set seen_at = now() - interval '1 minute'`;
  expect(await endSilentOwner(database.sql, school.worksheetId, 8_000)).toBe(true);
  await expect.poll(() => one.session.lost).toBe(true);
  await forgetNode(database.sql, nodeId);
  expect(await findOwner(database.sql, school.worksheetId)).toBeNull();
});
