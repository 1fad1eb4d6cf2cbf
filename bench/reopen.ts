import * as Y from "yjs";
import { columns } from "#domain/worksheet.ts";
import type { SheetKey } from "#db/sheet.ts";
import { saveSnapshot } from "#db/sheet-log.ts";
import type { Sql } from "#db/sql.ts";
import { addSchool, type TestSchool } from "#db/testing-world.ts";
import { testDatabase } from "#db/testing.ts";
import { renewSheet } from "#realtime/epoch.ts";
import { openPage, serveSheets, signIn } from "#realtime/sheet-testing.ts";
import { readSheet, rowsOf } from "#sheet/doc.ts";
import type { Figure } from "./figure.ts";
import type { Measure } from "./main.ts";
import { dice, layRows, rows } from "./season.ts";

const rounds = 3;
const burst = 10;
const edited = 500;

const median = (values: number[]): number => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

/** A season of a sheet, in its log: so many sessions, each a client of its own, that write over each other's cells, ten at a time. */
async function writeSeason(sql: Sql, { key, sessions, edits }: { key: SheetKey; sessions: number; edits: number }): Promise<void> {
  const { doc, updates, ids } = layRows();
  const roll = dice(7);
  for (let session = 0; session < sessions; session += 1) {
    // another page: Yjs numbers its writes under another client
    doc.clientID = 1 + session * 7_919;
    for (let edit = 0; edit < edits / sessions; edit += burst) {
      doc.transact(() => {
        for (let one = 0; one < burst; one += 1)
          rowsOf(doc)
            .get(ids[roll(rows)] ?? "")
            ?.set(columns[roll(columns.length)] ?? "site", `valeur ${session} ${edit + one}`);
      });
    }
  }
  let upto = 0;
  for (let from = 0; from < updates.length; from += 5_000) {
    const part = updates.slice(from, from + 5_000).map((update, index) => ({ n: from + index, d: Buffer.from(update).toString("hex") }));
    const logged = await sql<{ id: number }[]>`
      insert into sheet_update (agency_id, sheet_id, epoch, data)
      select ${key.agencyId}, ${key.id}, ${key.epoch}, decode(e.d, 'hex') from jsonb_to_recordset(${sql.json(part)}) as e (n int, d text) order by e.n
      returning id`;
    upto = Math.max(upto, ...logged.map(({ id }) => id));
  }
  await saveSnapshot(sql, key, { id: upto, data: Y.encodeStateAsUpdate(doc) });
}

interface Opened {
  bytes: number;
  ms: number;
  editMs: number;
}

/** Opens the sheet as a page does, on a server that has just started, and applies a colleague's edits to it one by one. */
async function open(url: string, sql: Sql, school: TestSchool): Promise<Opened> {
  await using server = await serveSheets(url);
  const cookie = await signIn(sql, school.anna);
  const begun = performance.now();
  using page = openPage(server.address, { sheetId: school.worksheetId, cookie });
  let bytes = 0;
  page.socket.on("message", ({ data }: { data: ArrayBufferLike }) => (bytes += data.byteLength));
  await page.synced();
  const ms = performance.now() - begun;
  if (readSheet(page.doc).length !== rows) throw new Error("a sheet without its rows");
  const colleague = new Y.Doc();
  Y.applyUpdate(colleague, Y.encodeStateAsUpdate(page.doc));
  const edits: Uint8Array[] = [];
  colleague.on("update", (update: Uint8Array) => edits.push(update));
  const ids = [...rowsOf(colleague).keys()];
  for (let one = 0; one < edited; one += 1)
    rowsOf(colleague)
      .get(ids[one % rows] ?? "")
      ?.set("size", String(1 + (one % 12)));
  const alone = new Y.Doc();
  Y.applyUpdate(alone, Y.encodeStateAsUpdate(page.doc));
  const times = edits.map((update) => {
    const from = performance.now();
    Y.applyUpdate(alone, update);
    return performance.now() - from;
  });
  return { bytes, ms, editMs: median(times) };
}

/** Opening a sheet after a season: made anew in another epoch, beside the same sheet as it grew. */
export async function measureReopen({ quick, note }: Measure): Promise<Figure[]> {
  const [sessions, edits] = quick ? [350, 35_000] : [2_000, 200_000];
  await using database = await testDatabase();
  const { sql, url } = database;
  const school = await addSchool(sql);
  const key = { agencyId: school.agencyId, id: school.worksheetId, epoch: 1 };
  note(`a season of ${edits} edits in ${sessions} sessions`);
  await writeSeason(sql, { key, sessions, edits });
  async function measured(): Promise<{ [Name in keyof Opened]: number[] }> {
    const all: Opened[] = [];
    for (let round = 0; round < rounds; round += 1) all.push(await open(url, sql, school));
    return { bytes: all.map(({ bytes }) => bytes), ms: all.map(({ ms }) => ms), editMs: all.map(({ editMs }) => editMs) };
  }
  note("as it grew");
  const before = await measured();
  const begun = performance.now();
  if (!(await renewSheet(sql, key))) throw new Error("a sheet that was not due");
  const renewed = performance.now() - begun;
  note("in its new epoch");
  const after = await measured();
  const figure = (name: string, unit: string, of: { from: keyof Opened; per?: number; most: number }): Figure => {
    const per = of.per ?? 1;
    const values = after[of.from].map((value) => value / per);
    return {
      name,
      value: median(values),
      unit,
      peer: "not-compacted",
      peerValue: median(before[of.from]) / per,
      spread: [Math.min(...values), Math.max(...values)],
      reach: [{ of: "value", most: of.most }],
    };
  };
  return [
    figure("reopen-season-wire", "kB", { from: "bytes", per: 1_000, most: 1_000 }),
    figure("reopen-season-open", "ms", { from: "ms", most: 250 }),
    figure("reopen-season-edit", "ms", { from: "editMs", most: 0.2 }),
    { name: "reopen-season-renewal", value: renewed, unit: "ms" },
  ];
}
