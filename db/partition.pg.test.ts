import { afterAll, beforeAll, expect, it } from "vitest";
import type { Id } from "#domain/id.ts";
import { makeMonths, monthsFrom } from "./partition.ts";
import { listUpdatesAfter } from "./sheet-log.ts";
import { testDatabase, type TestDatabase } from "./testing.ts";
import { addSchool } from "./testing-world.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

const partitionOf = (sheetId: Id) => database.sql<{ id: number; place: string }[]>`
  select id, tableoid::regclass::text as place from sheet_update where sheet_id = ${sheetId} order by id`;

it("counts months over the year's end", () => {
  expect(monthsFrom(new Date("2026-11-30T23:59:59Z"), 4)).toEqual(["2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01"]);
});

it("[R112] keeps edits that no month was made for, moves them when it is, and reads a log over months by its index", async () => {
  const { sql } = database;
  const { agencyId, worksheetId } = await addSchool(sql);
  const key = { agencyId, id: worksheetId, epoch: 1 };
  const write = (at: string) => sql`
    insert into sheet_update (agency_id, sheet_id, epoch, at, data) values (${agencyId}, ${worksheetId}, 1, ${at}, '\\x00') returning id`;
  const before = await makeMonths(sql, new Date("2031-01-15T12:00:00Z"));
  expect(before).toHaveLength(8);
  for (const at of ["2031-01-31T23:59:59.999Z", "2031-02-01T00:00:00Z", "2031-06-10T00:00:00Z", "2030-12-31T23:59:59Z"]) await write(at);
  expect((await partitionOf(worksheetId)).map(({ place }) => place)).toEqual([
    "sheet_update_2031_01",
    "sheet_update_2031_02",
    "sheet_update_default",
    "sheet_update_default",
  ]);
  const made = await Promise.all([makeMonths(sql, new Date("2031-06-15T12:00:00Z")), makeMonths(sql, new Date("2031-06-15T12:00:00Z"))]);
  expect(made.flat()).toHaveLength(8);
  const ids = (await partitionOf(worksheetId)).map(({ id }) => id);
  expect((await partitionOf(worksheetId)).map(({ place }) => place).slice(2)).toEqual(["sheet_update_2031_06", "sheet_update_default"]);
  // in the order of their numbers, whatever their months
  expect((await listUpdatesAfter(sql, key, 0)).map(({ id }) => id)).toEqual(ids);
  await write("2031-06-11T00:00:00Z");
  expect((await listUpdatesAfter(sql, key, 0)).map(({ id }) => id)).toEqual([...ids, (ids.at(-1) ?? 0) + 1]);
});

it("reads by index in every month, and a span of time in its months alone", async () => {
  const { sql } = database;
  const { agencyId, worksheetId } = await addSchool(sql);
  await makeMonths(sql, new Date("2032-01-15T12:00:00Z"));
  await sql`
    insert into sheet_update (agency_id, sheet_id, epoch, at, data)
    select ${agencyId}, case when n % 100 = 0 then ${worksheetId} else uuidv7() end, 1, timestamptz '2032-01-01' + n * interval '10 minutes', '\\x00'
    from generate_series(1, 15000) n`;
  await sql`analyze sheet_update`;
  const plan = async (text: string) =>
    (await sql.unsafe<{ "QUERY PLAN": string }[]>(`explain ${text}`)).map((row) => Object.values(row)[0]).join("\n");
  const loading = await plan(
    `select id, data from sheet_update where agency_id = '${agencyId}' and sheet_id = '${worksheetId}' and epoch = 1 and id > 0 order by id`,
  );
  expect(loading).not.toContain("Seq Scan on sheet_update_2032");
  expect(loading).toContain("sheet_update_2032_02_pkey");
  const lately = await plan("select distinct sheet_id from sheet_update where at >= '2032-03-20' and at < '2032-03-22'");
  expect(lately).toContain("sheet_update_2032_03");
  expect(lately).not.toMatch(/sheet_update_2032_0[124]|default/);
});
