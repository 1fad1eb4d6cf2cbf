import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { lockSheet } from "#db/sheet.ts";
import { loadCurrent } from "#db/sheet-log.ts";
import { addHospital, addRequest, addSchool, type TestSchool } from "#db/testing-world.ts";
import { addRows, deleteRows, readSheet, readSheetRow, rowsOf, setCells } from "#sheet/doc.ts";
import { helloToken } from "#sheet/protocol.ts";
import { overgrownAt, weigh } from "#sheet/rebuild.ts";
import { renewSheet } from "./epoch.ts";
import { sheetsOfFile } from "./sheet-file-testing.ts";
import { openPage, serveSheets, signIn, spawnSheets, until, type Page } from "./sheet-testing.ts";

const { database, server } = await sheetsOfFile();

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

/** What the log makes of a sheet now, and its rows as queries see them. */
async function stored({ agencyId, worksheetId }: TestSchool) {
  const { key, snapshot, updates } = await loadCurrent(database.sql, { agencyId, id: worksheetId });
  const doc = new Y.Doc();
  for (const { data } of snapshot ? [snapshot, ...updates] : updates) Y.applyUpdate(doc, data);
  const rows = await database.sql<{ id: string; rank: string; cells: object }[]>`
    select row_id as id, rank, cells from worksheet_row where worksheet_id = ${worksheetId} and not deleted order by rank, row_id collate "C"`;
  return { key, doc, sheet: readSheet(doc), rows: rows.map((row) => ({ ...row })), updates: updates.length };
}

const epochOf = async ({ worksheetId }: TestSchool): Promise<number> => {
  const [row] = await database.sql<{ epoch: number }[]>`select epoch from worksheet where id = ${worksheetId}`;
  return row?.epoch ?? 0;
};

/** A school whose sheet has rows and is due to be rebuilt; everybody has left it, and nobody saw to it yet. */
async function dueSheet() {
  const school = await addSchool(database.sql);
  const { agencyId, worksheetId } = school;
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const ids = addRows(doc, { after: null, rows: ["CHUM", "HMR", "Sacré-Cœur"].map((site) => ({ site, comment: `é ${site}` })) }, "me");
  doc.transact(() => {
    for (let n = 0; n <= overgrownAt.overwrites; n += 1)
      rowsOf(doc)
        .get(ids[1] ?? "")
        ?.set("size", String(1 + (n % 9)));
  });
  for (const data of updates)
    await database.sql`insert into sheet_update (agency_id, sheet_id, epoch, data) values (${agencyId}, ${worksheetId}, 1, ${Buffer.from(data)})`;
  for (const { id, rank, cells } of readSheet(doc))
    await database.sql`
      insert into worksheet_row (agency_id, worksheet_id, row_id, rank, cells) values (${agencyId}, ${worksheetId}, ${id}, ${rank}, ${database.sql.json(cells)})`;
  const before = await stored(school);
  expect(before.rows).toEqual(before.sheet);
  expect(weigh(before.doc).overwrites).toBeGreaterThan(overgrownAt.overwrites);
  return { school, ids, before };
}

it("[R112] a sheet at rest gets its snapshot while it is open, once, and a server that dies then leaves a short log", async () => {
  const school = await addSchool(database.sql);
  await using resting = await serveSheets(database.url, { limits: { pingEvery: 40, restsAfter: 200 } });
  using page = openPage(resting.address, { sheetId: school.worksheetId, cookie: await signIn(database.sql, school.anna) });
  await page.synced();
  const [row = ""] = addRows(page.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
  await page.saved();
  const snapshots = () => database.sql<{ uptoId: number; xmin: string }[]>`
    select upto_id, xmin::text as xmin from sheet_snapshot where sheet_id = ${school.worksheetId}`;
  await until(async () => (await snapshots()).length === 1, "the snapshot of a sheet at rest");
  expect(page.closings).toEqual([]);
  const [first] = await snapshots();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await snapshots()).toEqual([first]);
  setCells(page.doc, [{ rowId: row, column: "size", text: "6" }], "me");
  await page.saved();
  await until(async () => ((await snapshots())[0]?.uptoId ?? 0) > (first?.uptoId ?? 0), "the next one");
  expect(await stored(school)).toMatchObject({ sheet: [{ cells: { site: "CHUM", size: "6" } }], updates: 0 });
});

describe("a new epoch", () => {
  it("[R113][R114] begins when the last page leaves a sheet that outgrew its content; rows, order and log stay", async () => {
    const { school, ids, before } = await dueSheet();
    {
      using page = await enter(school);
      await page.synced();
      expect(readSheet(page.doc)).toEqual(before.sheet);
      deleteRows(page.doc, [ids[2] ?? ""], "me");
      await page.saved();
    }
    await until(async () => (await epochOf(school)) === 2, "the new epoch");
    const after = await stored(school);
    expect(after.sheet).toEqual(before.sheet.slice(0, 2));
    expect(after.rows).toEqual(after.sheet);
    expect(after.updates).toBe(1);
    expect(weigh(after.doc)).toMatchObject({ overwrites: 0, clientIds: 1 });
    // the row deleted today can still be brought back, and the old log is there for history
    expect(
      rowsOf(after.doc)
        .get(ids[2] ?? "")
        ?.has("deletedAt"),
    ).toBe(true);
    const old = await database.sql`select 1 from sheet_update where sheet_id = ${school.worksheetId} and epoch = 1`;
    expect(old.length).toBeGreaterThanOrEqual(before.updates + 1);
    using back = await enter(school, { token: helloToken(1) });
    await until(() => back.closings.includes("newEpoch"), "4409");
    using fresh = await enter(school, { token: helloToken(null) });
    await fresh.synced();
    expect(readSheet(fresh.doc)).toEqual(after.sheet);
    expect(fresh.notices).toContainEqual(expect.objectContaining({ kind: "you", epoch: 2 }));
    setCells(fresh.doc, [{ rowId: ids[0] ?? "", column: "comment", text: "après" }], "me");
    await fresh.saved();
    expect((await stored(school)).rows[0]?.cells).toMatchObject({ comment: "après" });
  });

  it("[R113] keeps deleted rows that a request or an unsettled value on the shelf needs", async () => {
    const { school, ids, before } = await dueSheet();
    const [, asked = "", shelved = ""] = ids;
    const { agencyId, worksheetId } = school;
    const doc = before.doc;
    const gone = "2020-01-01T00:00:00.000Z";
    const update = (() => {
      const known = Y.encodeStateVector(doc);
      for (const id of ids) rowsOf(doc).get(id)?.set("deletedAt", gone);
      return Y.encodeStateAsUpdate(doc, known);
    })();
    await database.sql`
      insert into sheet_update (agency_id, sheet_id, epoch, data) values (${agencyId}, ${worksheetId}, 1, ${Buffer.from(update)})`;
    const hospital = await addHospital(database.sql);
    const { rowId } = await addRequest(database.sql, { school, hospital, status: "new" });
    await database.sql`update request set row_id = ${asked} where worksheet_id = ${worksheetId} and row_id = ${rowId}`;
    await database.sql`
      insert into cell_conflict (agency_id, sheet_id, row_id, "column", reason, shown_text, shelved_text, shelved_client, shelved_clock)
      values (${agencyId}, ${worksheetId}, ${shelved}, 'size', 'unaware', '6', '8', 1, 1)`;
    expect(await renewSheet(database.sql, before.key)).toEqual({ ...before.key, epoch: 2 });
    const after = await stored(school);
    expect([...rowsOf(after.doc).keys()].toSorted()).toEqual([asked, shelved].toSorted());
    expect(rowsOf(after.doc).get(asked)?.get("deletedAt")).toBe(gone);
  });

  it("[R115] two who begin one make one, and none is made of a sheet that is not due", async () => {
    const { school, before } = await dueSheet();
    const made = await Promise.all([renewSheet(database.sql, before.key), renewSheet(database.sql, before.key)]);
    expect(made.filter((key) => key !== null)).toEqual([{ ...before.key, epoch: 2 }]);
    expect(await renewSheet(database.sql, { ...before.key, epoch: 2 })).toBeNull();
    expect(await epochOf(school)).toBe(2);
  });

  it("[R115] what is typed while it begins elsewhere is not lost: it is not committed to the old one, and its page is told", async () => {
    const { school, ids, before } = await dueSheet();
    using page = await enter(school, { token: helloToken(null) });
    await page.synced();
    // as another node would, which took this one for dead
    await renewSheet(database.sql, before.key);
    setCells(page.doc, [{ rowId: ids[0] ?? "", column: "comment", text: "tapé" }], "me");
    await until(() => page.closings.includes("newEpoch"), "4409");
    expect((await stored(school)).rows).toEqual(before.rows);
    expect(page.provider.hasUnsyncedChanges).toBe(true);
    using again = await enter(school, { token: helloToken(null) });
    await again.synced();
    expect(again.notices).toContainEqual(expect.objectContaining({ kind: "you", epoch: 2 }));
    expect(readSheetRow(again.doc, ids[0] ?? "")?.cells.comment).toBe("é CHUM");
  });

  it("[R115] a page judged in the old epoch opens the sheet in the new one", async () => {
    const { school, before } = await dueSheet();
    const notices: Page["notices"] = [];
    const closings: Page["closings"] = [];
    const arriving: Page[] = [];
    await server.collab.sheets.exclusive(school.worksheetId, async () => {
      // both are judged, and wait to be let in
      arriving.push(await enter(school, { token: helloToken(null) }), await enter(school, { token: helloToken(1) }));
      await until(() => arriving.every(({ provider }) => provider.isAuthenticated), "both to be judged");
      expect(arriving.flatMap((page) => page.notices)).toEqual([]);
      await renewSheet(database.sql, before.key);
    });
    const [first, second] = arriving;
    await first?.synced();
    await until(() => second?.closings.includes("newEpoch") === true, "4409");
    for (const page of arriving) page[Symbol.dispose]();
    notices.push(...(first?.notices ?? []));
    closings.push(...(first?.closings ?? []));
    expect(notices).toContainEqual(expect.objectContaining({ kind: "you", epoch: 2 }));
    expect(closings).toEqual([]);
    expect(first && readSheet(first.doc)).toEqual(before.sheet);
    expect(second && rowsOf(second.doc).size).toBe(0);
  });

  it("[R111] a stock client that comes back with the document of the old one is closed, and nothing of it is merged", async () => {
    const { school, ids, before } = await dueSheet();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(before.doc));
    setCells(doc, [{ rowId: ids[0] ?? "", column: "comment", text: "hors ligne" }], "me");
    await renewSheet(database.sql, before.key);
    using page = await enter(school, { doc });
    await until(() => page.closings.includes("outsideModel"), "4400");
    const after = await stored(school);
    expect({ sheet: after.sheet, rows: after.rows }).toEqual({ sheet: before.sheet, rows: before.rows });
  });

  it("[R114] at night the sheets nobody saw to are made anew, not the one that is open and awake", async () => {
    const due = await dueSheet();
    const open = await dueSheet();
    using page = await enter(open.school);
    await page.synced();
    expect(await server.collab.nightly()).toBeGreaterThanOrEqual(1);
    expect(await epochOf(due.school)).toBe(2);
    expect(await epochOf(open.school)).toBe(1);
    expect((await stored(due.school)).sheet).toEqual(due.before.sheet);
    expect(page.closings).toEqual([]);
  });
});

it("[R115] kill -9 in the middle of it leaves the old epoch whole, and the next page that leaves begins the new one", async () => {
  const { school, before } = await dueSheet();
  await database.sql.unsafe(`
    create function slowly() returns trigger language plpgsql as $$ begin perform pg_sleep(0.6); return new; end $$;
    create trigger slowly before insert on sheet_update_default for each row when (new.epoch > 1) execute function slowly()`);
  const cookie = await signIn(database.sql, school.anna);
  const visit = async (address: string): Promise<void> => {
    using page = openPage(address, { sheetId: school.worksheetId, cookie });
    await page.synced();
    expect(readSheet(page.doc)).toEqual(before.sheet);
  };
  const asleep = async () =>
    (await database.sql`select 1 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`).length > 0;
  for (const pause of [0, 300]) {
    const killed = await spawnSheets(database.url);
    await visit(killed.address);
    await until(asleep, "the new epoch to be written");
    await new Promise((resolve) => setTimeout(resolve, pause));
    killed.child.kill("SIGKILL");
    await killed.ended;
    await database.sql.begin(async (tx) => lockSheet(tx, school.worksheetId));
    const { key, sheet, rows } = await stored(school);
    expect({ epoch: key.epoch, sheet, rows }).toEqual({ epoch: 1, sheet: before.sheet, rows: before.rows });
  }
  await database.sql.unsafe("drop trigger slowly on sheet_update_default; drop function slowly");
  await visit(server.address);
  await until(async () => (await epochOf(school)) === 2, "the new epoch");
  const after = await stored(school);
  expect({ sheet: after.sheet, rows: after.rows }).toEqual({ sheet: before.sheet, rows: before.rows });
}, 90_000);
