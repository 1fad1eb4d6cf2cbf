import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addSchool, type TestSchool } from "#db/testing-world.ts";
import { addRows, readSheet } from "#sheet/doc.ts";
import { helloToken } from "#sheet/protocol.ts";
import { openPage, serveSheets, signIn, until, type Page, type SheetServer } from "./sheet-testing.ts";

let database: TestDatabase;
let server: SheetServer;

beforeAll(async () => {
  database = await testDatabase();
  server = await serveSheets(database.url);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const enter = async (school: TestSchool, more: Partial<Parameters<typeof openPage>[1]> = {}): Promise<Page> =>
  openPage(server.address, { sheetId: school.worksheetId, cookie: await signIn(database.sql, school.anna), ...more });

it("[R110] a page of another protocol version is told so, and nothing of it is taken", async () => {
  const school = await addSchool(database.sql);
  using page = await enter(school, { token: '{"version":0,"epoch":null}' });
  addRows(page.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
  await until(() => page.closings.includes("outdated"), "4426");
  expect(await database.sql`select 1 from sheet_update where sheet_id = ${school.worksheetId}`).toHaveLength(0);
});

it("[R111] a page with the document of another epoch gets nothing of the sheet, and nothing of it is taken", async () => {
  const school = await addSchool(database.sql);
  using anna = await enter(school, { token: helloToken(null) });
  await anna.synced();
  addRows(anna.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
  await anna.saved();
  expect(anna.notices).toMatchObject([{ kind: "you", epoch: 1 }]);
  using late = await enter(school, { token: helloToken(7) });
  addRows(late.doc, { after: null, rows: [{ site: "HMR" }] }, "me");
  await until(() => late.closings.includes("newEpoch"), "4409");
  expect(late.notices).toEqual([]);
  expect(readSheet(late.doc).map(({ cells }) => cells.site)).toEqual(["HMR"]);
  expect(readSheet(anna.doc).map(({ cells }) => cells.site)).toEqual(["CHUM"]);
});
