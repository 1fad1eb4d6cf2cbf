import { afterAll, beforeAll, expect, it } from "vitest";
import * as Y from "yjs";
import type { Id } from "#domain/id.ts";
import { loadSheet } from "#db/sheet-log.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addSchool, addSheets, type TestSchool } from "#db/testing-world.ts";
import { addRows, isRowKey, readSheet, rowsOf } from "#sheet/doc.ts";
import { dice, fuzzGate, FuzzPage, Room, type Fuzzed, type Roll, type Typed } from "./fuzz-testing.ts";

/** By hand: `FUZZ_SEEDS=5000 FUZZ_FROM=1 npx vitest run --config app.config.ts realtime/fuzz.pg.test.ts`. */
const seeds = Number(process.env.FUZZ_SEEDS ?? 200);
const first = Number(process.env.FUZZ_FROM ?? 1);
/** Sheets at once, on one gate: their edits share batches. */
const atOnce = 8;

let database: TestDatabase;
let fuzzed: Fuzzed;
let school: TestSchool;
let sheets: Id[];
beforeAll(async () => {
  database = await testDatabase();
  fuzzed = await fuzzGate(database.url);
  school = await addSchool(database.sql);
  sheets = await addSheets(database.sql, school, seeds);
});
afterAll(async () => {
  await fuzzed[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Rows that a request takes, and gives back, with and without the gate's quiet moment. */
async function lock(room: Room, roll: Roll): Promise<void> {
  const { document, sheet } = room;
  const rows = document ? readSheet(document) : [];
  const rowId = rows[roll(Math.max(1, Math.min(4, rows.length)))]?.id;
  const { sql, gate } = fuzzed;
  if (rowId === undefined) return;
  const take = async () => {
    const gone = await sql`delete from request where worksheet_id = ${sheet.id} and row_id = ${rowId} returning 1 as one`;
    if (gone.length > 0) return;
    await sql`
      insert into request (agency_id, kind, cohort_course_id, worksheet_id, row_id, status, size, starts_on, ends_on, created_by)
      select ${sheet.agencyId}, 'group', cohort_course_id, id, ${rowId}, 'new', 6, '2027-01-11', '2027-03-26', ${school.anna.personId}
      from worksheet where id = ${sheet.id}`;
  };
  if (roll(3) > 0) await gate.exclusive(sheet.id, take);
  else await take();
}

async function step(room: Room, roll: Roll): Promise<void> {
  const page = room.pages[roll(room.pages.length)];
  if (!page) return;
  const chance = roll(100);
  if (chance < 38) page.act(roll);
  else if (chance < 60) page.send();
  else if (chance < 82) page.hear(1 + roll(3));
  else if (chance < 88) await page.connect();
  else if (chance < 90) page.cut();
  else if (chance < 91) room.fall();
  else if (chance < 92) fuzzed.mischief.push(roll(2) === 0 ? "lost" : "untold");
  else if (chance < 94) await lock(room, roll);
  else if (chance < 95 && room.document) await fuzzed.gate.snapshot(room.document, 1);
  else await turn();
}

interface Shelved {
  rowId: string;
  column: string;
  reason: string;
  client: string;
  clock: string;
  keep: string | null;
  shelvedText: string;
}

/** What went wrong with values that were acknowledged; empty when nothing did. */
function chain(doc: Y.Doc, rowId: string, column: string): string {
  const out: string[] = [];
  let item = (rowsOf(doc).get(rowId) as unknown as { _map: Map<string, Y.Item> })._map.get(column) ?? null;
  for (; item; item = item.left)
    out.unshift(`${item.id.client}:${item.id.clock}+${item.length}<${item.origin?.client}:${item.origin?.clock}${item.deleted ? "x" : ""}`);
  return out.join(" | ");
}
function faults(doc: Y.Doc, room: Room, shelf: Shelved[]): string[] {
  const typed = new Map(room.pages.flatMap((page) => [...page.typed]));
  const answered = new Set([...typed.values()].map(({ seen }) => seen));
  // what the gate wrote itself: a value of somebody's, shown again
  const shownAgain = new Set([...answered].flatMap((id) => (id === null || typed.has(id) ? [] : [room.texts.get(id)])));
  const shelved = new Map(shelf.map((one) => [`${one.rowId} ${one.column} ${one.client}:${one.clock}`, one]));
  const cells = Map.groupBy(typed.values(), ({ rowId, column }) => `${rowId} ${column}`);
  const found: string[] = [];
  for (const [place, values] of cells) {
    const [{ rowId, column }] = values as [Typed, ...Typed[]];
    const shown = rowsOf(doc).get(rowId)?.get(column) ?? "";
    for (const value of values) {
      const entry = shelved.get(`${place} ${value.id}`);
      if (answered.has(value.id)) {
        if (entry?.reason === "unaware" && entry.keep === null)
          found.push(
            `${place}: « ${value.text} » (${value.id}) was seen and written over, and is on the shelf; ${values.map((v) => `${v.id}=${v.text}<${v.seen}${v.takenBack ? "x" : ""}`).join(" , ")}; ${JSON.stringify(shelf.filter((one) => one.rowId === rowId && one.column === column))}; ${chain(doc, rowId, column)}`,
          );
      } else if (!entry && !value.takenBack && value.text !== shown) {
        // the same text, written by another as well: what became of that one
        // emptied where it was empty by then: what stood there had been taken back, or put back
        const wasEmpty =
          value.text === "" &&
          (value.seen === null ||
            values.some(({ takenBack }) => takenBack) ||
            shelf.some((one) => one.rowId === rowId && one.column === column && one.reason === "row-has-request"));
        // shown again by the gate under a number of its own, and lost again
        const again = shelf.some((one) => one.rowId === rowId && one.column === column && one.shelvedText === value.text);
        const twin =
          wasEmpty ||
          again ||
          shownAgain.has(value.text) ||
          values.some(
            (other) => other !== value && other.text === value.text && (answered.has(other.id) || shelved.has(`${place} ${other.id}`)),
          );
        if (!twin)
          found.push(
            `${place}: « ${value.text} » (${value.id}) is gone, « ${shown} » is shown; ${values.map((v) => `${v.id}=${v.text}<${v.seen}${v.takenBack ? "x" : ""}`).join(" , ")}; ${JSON.stringify(shelf.filter((one) => one.rowId === rowId && one.column === column))}; ${chain(doc, rowId, column)}`,
          );
      }
    }
  }
  return found;
}

async function stored(room: Room) {
  const { sql } = fuzzed;
  const { doc, waits } = await (async () => {
    const { snapshot, updates } = await loadSheet(sql, { ...room.sheet, epoch: 1 });
    const log = new Y.Doc();
    for (const { data } of snapshot ? [snapshot, ...updates] : updates) Y.applyUpdate(log, data);
    return { doc: log, waits: log.store.pendingStructs };
  })();
  const rows = await sql<{ id: string; rank: string; cells: object }[]>`
    select row_id as id, rank, cells from worksheet_row where worksheet_id = ${room.sheet.id} and not deleted order by rank, row_id collate "C"`;
  const edits = await sql<{ rowId: string; column: string; text: string }[]>`
    select row_id, "column", text from (
      select distinct on (row_id, "column") row_id, "column", text from cell_edit
      where agency_id = ${room.sheet.agencyId} and sheet_id = ${room.sheet.id} order by row_id, "column", at desc, update_id desc
    ) as latest where text is not null`;
  const shelf = await sql<Shelved[]>`
    select row_id, "column", reason, shelved_text, shelved_client::text as client, shelved_clock::text as clock, keep from cell_conflict where sheet_id = ${room.sheet.id}`;
  return { log: doc, waits, rows: rows.map((row) => ({ ...row })), edits, shelf };
}

/** Every key of every row that holds something, deleted rows too. */
const cellsIn = (doc: Y.Doc): string[] =>
  [...rowsOf(doc)]
    .flatMap(([rowId, row]) =>
      [...row].filter(([key, text]) => isRowKey(key) && text !== "").map(([key, text]) => `${rowId} ${key} ${text}`),
    )
    .toSorted();

async function play(seed: number): Promise<{ shelved: number; typed: number }> {
  const roll = dice(seed);
  const room = new Room(fuzzed, { agencyId: school.agencyId, id: sheets[seed - first] ?? "" });
  const people = [school.anna.personId, school.bruno.personId];
  for (let count = 2 + roll(3); count > 0; count -= 1) new FuzzPage(room, people[roll(2)] ?? "");
  const [founder] = room.pages;
  if (founder) addRows(founder.doc, { after: null, rows: [{ site: "CHUM" }, { size: "6" }, {}, {}] }, "setup");
  for (let round = 0; round < 2; round += 1) for (const page of room.pages) await page.settle();
  for (let count = 60 + roll(120); count > 0; count -= 1) await step(room, roll);
  for (let round = 0; round < 3; round += 1) for (const page of room.pages) await page.settle();
  const doc = await room.opened();
  const { log, waits, rows, edits, shelf } = await stored(room);
  const what = `seed ${seed}`;
  for (const page of room.pages) expect(readSheet(page.doc), what).toEqual(readSheet(doc));
  expect(readSheet(log), what).toEqual(readSheet(doc));
  expect(waits, what).toBeNull();
  expect(rows, what).toEqual(readSheet(doc));
  expect(edits.map(({ rowId, column, text }) => `${rowId} ${column} ${text}`).toSorted(), what).toEqual(cellsIn(doc));
  expect(faults(doc, room, shelf), what).toEqual([]);
  room.fall();
  return { shelved: shelf.length, typed: room.pages.reduce((sum, page) => sum + page.typed.size, 0) };
}

it(`[R109] ${seeds} seeds: pages, log, projection and history agree, and every value is shown, seen by who wrote over it, or on the shelf`, async () => {
  const totals = { shelved: 0, typed: 0 };
  let next = first;
  const one = async (): Promise<void> => {
    for (let seed = next++; seed < first + seeds; seed = next++) {
      const { shelved, typed } = await play(seed);
      totals.shelved += shelved;
      totals.typed += typed;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  if (process.env.FUZZ_SEEDS) console.log(`${seeds} seeds, ${totals.typed} values, ${totals.shelved} on the shelf`);
  expect(totals.typed).toBeGreaterThan(seeds * 10);
  expect(totals.shelved).toBeGreaterThan(seeds / 2);
}, 3_600_000);
