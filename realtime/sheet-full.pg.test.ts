import { expect, it } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { addSchool, type TestSchool } from "#db/testing-world.ts";
import { addRows, deleteRows, readSheet, rowsOf, setCells, type Row } from "#sheet/doc.ts";
import { limits, sheetAddress } from "#sheet/protocol.ts";
import { sheetsOfFile } from "./sheet-file-testing.ts";
import { openPage, serveSheets, signIn, until } from "./sheet-testing.ts";

const { database, server } = await sheetsOfFile();

/** Puts updates in a sheet's log, as years would. */
async function fill(school: TestSchool, updates: Uint8Array[]): Promise<void> {
  for (const update of updates)
    await database.sql`
      insert into sheet_update (agency_id, sheet_id, epoch, data) values (${school.agencyId}, ${school.worksheetId}, 1, ${Buffer.from(update)})`;
}

const enter = async (school: TestSchool) =>
  openPage(server.address, { sheetId: school.worksheetId, cookie: await signIn(database.sql, school.anna) });

it("holds 20,000 living rows and no more: who adds one is told that it is full", async () => {
  const school = await addSchool(database.sql);
  const doc = new Y.Doc();
  const lay = (count: number, deleted: boolean) =>
    doc.transact(() => {
      for (let n = 0; n < count; n += 1) {
        const row: Row = new Y.Map();
        row.set("rank", "a0");
        if (deleted) row.set("deletedAt", new Date().toISOString());
        rowsOf(doc).set(`${deleted ? "d" : "r"}${n}`, row);
      }
    });
  lay(limits.rows - 1, false);
  lay(50, true);
  await fill(school, [Y.encodeStateAsUpdate(doc)]);
  using page = await enter(school);
  await page.synced();
  expect(readSheet(page.doc)).toHaveLength(limits.rows - 1);
  // the deleted ones do not count
  const [last = ""] = addRows(page.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
  await page.saved();
  deleteRows(page.doc, [last], "me");
  addRows(page.doc, { after: null, rows: [{ site: "HMR" }] }, "me");
  await page.saved();
  addRows(page.doc, { after: null, rows: [{ site: "une de trop" }] }, "me");
  await until(() => page.closings.includes("full"), "4507", 20_000);
}, 30_000);

it("of a log of 8 MB written over and over, a snapshot makes room; a sheet of 8 MB of content is full", async () => {
  const school = await addSchool(database.sql);
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const [row = ""] = addRows(doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
  const texts = ["comment", "agency", "service", "destination"] as const;
  for (let bytes = 0, n = 0; bytes <= limits.sheetBytes; n += 1) {
    setCells(
      doc,
      texts.map((column) => ({ rowId: row, column, text: `${n} ${"é".repeat(1_900)}` })),
      "me",
    );
    bytes += updates.at(-1)?.length ?? 0;
  }
  await fill(school, updates);
  using page = await enter(school);
  await page.synced();
  setCells(page.doc, [{ rowId: row, column: "size", text: "6" }], "me");
  await until(() => page.closings.includes("restart"), "1012");
  await page.saved();
  expect(page.closings).toEqual(["restart"]);

  const other = await addSchool(database.sql);
  const heavy = new Y.Doc();
  const ids = addRows(heavy, { after: null, rows: Array.from({ length: 4_400 }, () => ({ comment: "x".repeat(2_000) })) }, "me");
  await fill(other, [Y.encodeStateAsUpdate(heavy)]);
  using full = await enter(other);
  await full.synced();
  setCells(full.doc, [{ rowId: ids[0] ?? "", column: "size", text: "6" }], "me");
  await until(() => full.closings.includes("full"), "4507", 20_000);
}, 60_000);

it("[R119] lets so many in a second, and nobody while it is tired; each is told when to come back, and counted", async () => {
  const refused: string[] = [];
  let tired = false;
  await using busy = await serveSheets(database.url, {
    limits: { newSocketsPerSecond: 5 },
    tired: () => tired,
    measures: { refused: (kind, reason) => void refused.push(`${kind} ${reason}`), ended: () => {}, committed: () => {} },
  });
  const school = await addSchool(database.sql);
  const cookie = await signIn(database.sql, school.anna);
  const sockets: WebSocket[] = [];
  const knock = () =>
    new Promise<string>((resolve, reject) => {
      const socket = new WebSocket(`ws://${busy.address}${sheetAddress(school.worksheetId)}`, {
        headers: { cookie, origin: `http://${busy.address}` },
      });
      sockets.push(socket);
      socket.once("open", () => resolve("in"));
      socket.once("unexpected-response", (_request, response) => {
        resolve(`${response.statusCode} after ${response.headers["retry-after"]}`);
        response.destroy();
      });
      socket.on("error", reject);
    });
  const outcomes = await Promise.all(Array.from({ length: 12 }, knock));
  const out = outcomes.filter((outcome) => outcome !== "in");
  expect(out.length).toBeGreaterThanOrEqual(5);
  expect(new Set(out)).toEqual(new Set(["503 after 2"]));
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect(await knock()).toBe("in");
  tired = true;
  expect(await knock()).toBe("503 after 2");
  // who is in stays
  expect(sockets.filter((socket) => socket.readyState === WebSocket.OPEN)).toHaveLength(13 - out.length);
  expect(refused).toEqual([...out.map(() => "sheet crowd"), "sheet busy"]);
  for (const socket of sockets) socket.terminate();
});
