import { afterAll, beforeAll, expect, it } from "vitest";
import * as Y from "yjs";
import { lockSheet } from "#db/sheet.ts";
import { loadSheet } from "#db/sheet-log.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addSchool } from "#db/testing-world.ts";
import { addRows, deleteRows, moveRows, readSheet, rowsOf, setCells, undoManagerOf } from "#sheet/doc.ts";
import { dice } from "./fuzz-testing.ts";
import { openPage, serveSheets, signIn, spawnSheets, until, type Page } from "./sheet-testing.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

/** What the log and the projection hold of a sheet. */
async function stored(worksheetId: string) {
  const [key] = await database.sql<
    { agencyId: string; id: string; epoch: number }[]
  >`select agency_id, id, epoch from worksheet where id = ${worksheetId}`;
  if (!key) throw new Error("no worksheet");
  const { snapshot, updates } = await loadSheet(database.sql, key);
  const doc = new Y.Doc();
  for (const { data } of snapshot ? [snapshot, ...updates] : updates) Y.applyUpdate(doc, data);
  const rows = await database.sql<{ id: string; rank: string; cells: object }[]>`
    select row_id as id, rank, cells from worksheet_row where worksheet_id = ${worksheetId} and not deleted order by rank, row_id collate "C"`;
  return { log: readSheet(doc), rows: rows.map((row) => ({ ...row })), waits: doc.store.pendingStructs };
}

it("[R105] kill -9 of the server loses no edit that was acknowledged", async () => {
  /** By row, the highest number the server said is on disk. */
  const acknowledged = new Map<string, number>();
  let typed = 0;
  let answers = 0;
  const numberIn = (text: string | undefined) => Number(text?.split(" ")[1] ?? -1);
  const school = await addSchool(database.sql);
  const cookie = await signIn(database.sql, school.anna);
  for (let round = 0; round < 3; round += 1) {
    const server = await spawnSheets(database.url, { messagesPerSecond: 100_000, messageBurst: 100_000 });
    using page = openPage(server.address, { sheetId: school.worksheetId, cookie });
    await page.synced();
    for (const [rowId, number] of acknowledged)
      expect(numberIn(rowsOf(page.doc).get(rowId)?.get("comment"))).toBeGreaterThanOrEqual(number);
    const rows = addRows(page.doc, { after: null, rows: Array.from({ length: 20 }, () => ({ site: `tour ${round}` })) }, "me");
    await page.saved();
    // one answer for each edit, in order
    const waiting: [string, number][] = [];
    let unsynced = 0;
    page.provider.on("unsyncedChanges", ({ number }: { number: number }) => {
      const oldest = number < unsynced ? waiting.shift() : undefined;
      if (oldest) acknowledged.set(...oldest);
      answers += oldest ? 1 : 0;
      unsynced = number;
      // in the middle of it: more is on its way
      if (answers === (round + 1) * 150) server.child.kill("SIGKILL");
    });
    let dead = false;
    void server.ended.then(() => (dead = true));
    while (!dead) {
      typed += 1;
      const rowId = rows[typed % rows.length] ?? "";
      waiting.push([rowId, typed]);
      setCells(page.doc, [{ rowId, column: "comment", text: `frappe ${typed}` }], "me");
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  expect(acknowledged.size).toBe(60);
  const { log, rows } = await stored(school.worksheetId);
  expect(rows).toEqual(log);
  // stored is what was acknowledged, or something typed after it
  for (const [rowId, number] of acknowledged)
    expect(numberIn(log.find(({ id }) => id === rowId)?.cells.comment)).toBeGreaterThanOrEqual(number);
}, 90_000);

/** A server of its own, and a page with a row saved on it; `again` is the next server, on another port, to which the same page comes. */
async function alone() {
  const school = await addSchool(database.sql);
  const cookie = await signIn(database.sql, school.anna);
  const server = await spawnSheets(database.url);
  const page = openPage(server.address, { sheetId: school.worksheetId, cookie });
  await page.synced();
  const [row = ""] = addRows(page.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
  await page.saved();
  const updates = async () => {
    const [found] = await database.sql<
      { count: number }[]
    >`select count(*)::int as count from sheet_update where sheet_id = ${school.worksheetId}`;
    return found?.count ?? 0;
  };
  const texts = async () =>
    (
      await database.sql<{ text: string }[]>`
      select text from cell_edit where sheet_id = ${school.worksheetId} and "column" = 'comment' order by at, update_id`
    ).map(({ text }) => text);
  return {
    school,
    server,
    page,
    row,
    updates,
    texts,
    again: (address: string) => openPage(address, { sheetId: school.worksheetId, cookie, doc: page.doc }),
  };
}

it("[R105] kill -9 between judging an edit and its commit: it was not said to be saved, and is stored once when its page comes back", async () => {
  const { school, server, page, row, updates, texts, again } = await alone();
  const before = await updates();
  await database.sql.begin(async (tx) => {
    // the statement waits for this, and its server dies while it does
    await lockSheet(tx, school.worksheetId);
    setCells(page.doc, [{ rowId: row, column: "comment", text: "au vol" }], "me");
    const waits = () => database.sql`
      select 1 as one from pg_stat_activity where application_name = 'concerto sheets' and datname = current_database() and wait_event_type = 'Lock'`;
    await until(async () => (await waits()).length > 0, "the statement to wait");
    server.child.kill("SIGKILL");
    await server.ended;
    await until(async () => (await waits()).length === 0, "PostgreSQL to notice", 10_000);
  });
  expect(page.provider.hasUnsyncedChanges).toBe(true);
  page[Symbol.dispose]();
  expect(await updates()).toBe(before);
  const next = await spawnSheets(database.url);
  using back = again(next.address);
  await back.saved();
  expect([await updates(), await texts()]).toEqual([before + 1, ["au vol"]]);
  next.child.kill();
  await next.ended;
}, 60_000);

it("[R105] kill -9 between the commit of an edit and its answer: it is stored once all the same", async () => {
  const { server, page, row, updates, texts, again } = await alone();
  const before = await updates();
  // the page hears nothing more: whatever was answered, it does not know
  (page.socket.webSocket as unknown as { pause(): void } | null)?.pause();
  setCells(page.doc, [{ rowId: row, column: "comment", text: "au vol" }], "me");
  await until(async () => (await updates()) === before + 1, "the edit to be stored");
  server.child.kill("SIGKILL");
  await server.ended;
  expect(page.provider.hasUnsyncedChanges).toBe(true);
  page[Symbol.dispose]();
  const next = await spawnSheets(database.url);
  using back = again(next.address);
  await back.saved();
  expect([await updates(), await texts()]).toEqual([before + 1, ["au vol"]]);
  expect(readSheet(back.doc)).toMatchObject([{ cells: { comment: "au vol" } }]);
  next.child.kill();
  await next.ended;
}, 60_000);

it("[R105] a commit that failed, or whose outcome nobody knows, sends its writers away; they come back with their edits", async () => {
  await using server = await serveSheets(database.url);
  const school = await addSchool(database.sql);
  using anna = openPage(server.address, { sheetId: school.worksheetId, cookie: await signIn(database.sql, school.anna) });
  using ben = openPage(server.address, { sheetId: school.worksheetId, cookie: await signIn(database.sql, school.bruno) });
  await Promise.all([anna.synced(), ben.synced()]);
  const [row = ""] = addRows(anna.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
  await anna.saved();
  await database.sql.begin(async (tx) => {
    // the statement waits, and is cut while it does
    await lockSheet(tx, school.worksheetId);
    setCells(anna.doc, [{ rowId: row, column: "comment", text: "coupé" }], "me");
    await until(async () => {
      const cut =
        await database.sql`select pg_cancel_backend(pid) from pg_stat_activity where application_name = 'concerto sheets' and datname = current_database() and wait_event_type = 'Lock'`;
      return cut.length > 0;
    }, "the statement to wait");
  });
  await until(() => anna.closings.includes("restart"), "1012");
  await anna.saved();
  await until(() => rowsOf(ben.doc).get(row)?.get("comment") === "coupé", "the edit to be seen");
  expect(ben.closings).toEqual([]);
  const { log, rows } = await stored(school.worksheetId);
  expect(log).toMatchObject([{ id: row, cells: { site: "CHUM", comment: "coupé" } }]);
  expect(rows).toEqual(log);
});

/** One thing a person does. */
function act(page: Page, undo: Y.UndoManager, roll: (below: number) => number): void {
  const rows = readSheet(page.doc);
  const any = () => rows[roll(Math.max(1, rows.length))]?.id ?? null;
  const what = roll(12);
  if (what < 2 || rows.length === 0)
    addRows(
      page.doc,
      { after: roll(3) === 0 ? null : any(), rows: Array.from({ length: 1 + roll(3) }, () => ({ site: `s${roll(9)}` })) },
      "me",
    );
  else if (what < 3) deleteRows(page.doc, [any() ?? ""], "me");
  else if (what < 4) moveRows(page.doc, { ids: [any() ?? ""], after: any() }, "me");
  else if (what < 5) undo.undo();
  else if (what < 6) undo.redo();
  else {
    const column = (["site", "size", "comment", "hours"] as const)[roll(4)] ?? "site";
    setCells(
      page.doc,
      Array.from({ length: 1 + roll(3) }, () => ({ rowId: any() ?? "", column, text: roll(4) === 0 ? "" : `v${roll(1_000)}` })),
      "me",
    );
  }
}

it.each([1, 7, 42, 1_234, 99_991])(
  "[R109] seed %i: two pages, random edits, breaks and lost commits converge and equal the rows stored",
  async (seed) => {
    const roll = dice(seed);
    await using server = await serveSheets(database.url);
    const school = await addSchool(database.sql);
    using anna = openPage(server.address, { sheetId: school.worksheetId, cookie: await signIn(database.sql, school.anna) });
    using ben = openPage(server.address, { sheetId: school.worksheetId, cookie: await signIn(database.sql, school.bruno) });
    const pages = [anna, ben].map((page) => ({ page, undo: undoManagerOf(page.doc, "me") }));
    for (let step = 0; step < 250; step += 1) {
      const { page, undo } = pages[roll(2)] ?? pages[0] ?? { page: anna, undo: undoManagerOf(anna.doc, "me") };
      act(page, undo, roll);
      const chance = roll(100);
      if (chance < 2) page.socket.webSocket?.close();
      else if (chance === 2) (page.socket.webSocket as unknown as { terminate(): void } | null)?.terminate();
      else if (chance === 3)
        await database.sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'concerto sheets' and datname = current_database()`;
      else if (chance < 6) await server.collab.sheets.exclusive(school.worksheetId, async () => {});
      else if (chance < 30) await new Promise((resolve) => setTimeout(resolve, roll(8)));
    }
    await Promise.all([anna.saved(), ben.saved()]);
    await until(() => JSON.stringify(readSheet(anna.doc)) === JSON.stringify(readSheet(ben.doc)), "the pages to converge");
    const { log, rows, waits } = await stored(school.worksheetId);
    expect(waits).toBeNull();
    expect(log).toEqual(readSheet(anna.doc));
    expect(rows).toEqual(log);
    expect(log.length).toBeGreaterThan(0);
  },
);
