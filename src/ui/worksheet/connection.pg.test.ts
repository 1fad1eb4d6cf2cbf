import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import type { Actor } from "#domain/access.ts";
import { lockSheet } from "#db/sheet.ts";
import { loadCurrent } from "#db/sheet-log.ts";
import { addSchool, type TestSchool } from "#db/testing-world.ts";
import { renewSheet } from "#realtime/epoch.ts";
import { sheetsOfFile } from "#realtime/sheet-file-testing.ts";
import { signIn, until } from "#realtime/sheet-testing.ts";
import { callerAs, depsOver } from "#server/testing.ts";
import { addRows, readSheet, readSheetRow, rowsOf, setCells, undoManagerOf } from "#sheet/doc.ts";
import type { CellEdit } from "#sheet/edit.ts";
import { sheetAddress } from "#sheet/protocol.ts";
import { overgrownAt } from "#sheet/rebuild.ts";
import { takeBack } from "#sheet/undo.ts";
import { openSheet, type SheetConnection } from "./connection.ts";
import { keptFor, openDrafts, unsentSheets, type Draft } from "./connection-drafts.ts";

const { database, server } = await sheetsOfFile({ limits: { judgeEvery: 100 } });

/** A browser of somebody's: its cookies, its disk, its network. */
interface Machine {
  actor: Actor;
  cookie: string;
  factory: IDBFactory;
  /** False: nothing comes through, and what was open is cut. */
  network(on: boolean): void;
  open(): SheetConnection;
  /** What is on its disk for this sheet. */
  drafts(): Promise<Draft[]>;
}

async function machineOf(school: TestSchool, actor: Actor): Promise<Machine> {
  const machine = { actor, cookie: await signIn(database.sql, actor), factory: new IDBFactory() };
  const sockets = new Set<WebSocket>();
  let on = true;
  class Socket extends WebSocket {
    constructor(url: string) {
      super(on ? url : url.replace(/:\d+/, ":1"), { headers: { cookie: own.cookie, origin: `http://${server.address}` } });
      sockets.add(this);
      this.on("error", () => {});
    }
  }
  const propose = async (cells: CellEdit[]): Promise<void> => {
    if (!on) throw new Error("no network");
    const items = cells.map(({ rowId, column, text }) => ({ rowId, column: column as "size", text: text ?? "" }));
    await callerAs(depsOver(database.sql), actor).shelf.propose({ worksheetId: school.worksheetId, items });
  };
  const own: Machine = {
    ...machine,
    network(is) {
      on = is;
      if (!is) for (const socket of sockets) socket.terminate();
    },
    open: () =>
      openSheet(school.worksheetId, {
        url: `ws://${server.address}${sheetAddress(school.worksheetId)}`,
        person: actor.accountId,
        title: () => "Fiche",
        factory: machine.factory,
        propose,
        transport: { real: Socket as never, reachable: async () => false },
      }),
    async drafts() {
      const store = await openDrafts({ person: actor.accountId, sheet: school.worksheetId, factory: machine.factory });
      const found = await store.read();
      store.close();
      return found;
    },
  };
  return own;
}

const live = (page: SheetConnection) => until(() => page.state() === "live", "the page to be live");
const saved = (page: SheetConnection) => until(() => page.state() === "live" && page.unsaved() === 0, "all to be saved");
const apart = (machine: Machine, page: SheetConnection) => (machine.network(false), until(() => page.state() !== "live", "the break"));
const write = (page: SheetConnection, rowId: string, cells: Record<string, string>) =>
  setCells(
    page.doc,
    Object.entries(cells).map(([column, text]) => ({ rowId, column: column as "size", text })),
    "me",
  );
const cellsIn = (page: SheetConnection, rowId: string) => readSheetRow(page.doc, rowId)?.cells;
const shelfOf = async (school: TestSchool) =>
  (await callerAs(depsOver(database.sql), school.anna).shelf.list({ worksheetId: school.worksheetId })).items.map(
    ({ column, shown, shelved }) => [column, shown.text, shelved.text],
  );

/** Anna and Bruno at a sheet of one row, each at a machine. */
async function twoAtWork() {
  const school = await addSchool(database.sql);
  const [anna, ben] = [await machineOf(school, school.anna), await machineOf(school, school.bruno)];
  const [annas, bens] = [anna.open(), ben.open()];
  await Promise.all([live(annas), live(bens)]);
  const [row = ""] = addRows(annas.doc, { after: null, rows: [{ site: "CHUM", size: "4" }] }, "me");
  await saved(annas);
  await until(() => cellsIn(bens, row)?.size === "4", "the row");
  return { school, anna, ben, annas, bens, row, [Symbol.dispose]: () => [annas, bens].forEach((page) => page.close()) };
}

/** The sheet outgrows its content, behind the gate's back since twenty thousand edits take it their time, and is rebuilt. */
async function rebuild({ agencyId, worksheetId }: TestSchool, row: string): Promise<void> {
  const { key, snapshot, updates } = await loadCurrent(database.sql, { agencyId, id: worksheetId });
  const doc = new Y.Doc();
  for (const { data } of snapshot ? [snapshot, ...updates] : updates) Y.applyUpdate(doc, data);
  const known = Y.encodeStateVector(doc);
  doc.transact(() => {
    for (let n = 0; n <= overgrownAt.overwrites; n += 1)
      rowsOf(doc)
        .get(row)
        ?.set("comment", String(n % 9));
  });
  await database.sql`
    insert into sheet_update (agency_id, sheet_id, epoch, data)
    values (${agencyId}, ${worksheetId}, ${key.epoch}, ${Buffer.from(Y.encodeStateAsUpdate(doc, known))})`;
  const epoch = async () => (await database.sql<{ epoch: number }[]>`select epoch from worksheet where id = ${worksheetId}`)[0]?.epoch;
  await until(async () => (await renewSheet(database.sql, key)) !== null || (await epoch()) === key.epoch + 1, "the new epoch");
}

const countUpdates = async ({ worksheetId }: TestSchool) =>
  (await database.sql`select 1 from sheet_update where sheet_id = ${worksheetId}`).length;

it("[R120] a cell is pending while its commit is held back, whatever else is heard, then saved, then nothing", async () => {
  using work = await twoAtWork();
  const { school, annas, bens, row } = work;
  await until(() => annas.mark(row, "size") === null, "the mark to fade");
  await database.sql.begin(async (tx) => {
    await lockSheet(tx, school.worksheetId);
    write(annas, row, { size: "5" });
    write(annas, row, { comment: "salle 2" });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect([annas.mark(row, "size"), annas.mark(row, "comment"), annas.mark(row, "site"), annas.unsaved()]).toEqual([
      "pending",
      "pending",
      null,
      2,
    ]);
    expect(cellsIn(bens, row)?.size).toBe("4");
  });
  await saved(annas);
  expect([annas.mark(row, "size"), bens.mark(row, "size")]).toEqual(["saved", null]);
  await until(() => annas.mark(row, "size") === null, "the mark to fade");
});

it("[R121] edits made offline outlive a page that dies, and are sent, pending, at the next opening, an hour's clock skew or not", async () => {
  using work = await twoAtWork();
  const { anna, annas, bens, row } = work;
  await apart(anna, annas);
  write(annas, row, { size: "7" });
  const [added = ""] = addRows(annas.doc, { after: row, rows: [{ site: "Verdun" }] }, "me");
  await until(async () => (await anna.drafts()).length === 3, "the drafts");
  // the page dies without a word; the machine's clock is set an hour back meanwhile
  const late = await openDrafts({ person: work.school.anna.accountId, sheet: work.school.worksheetId, factory: anna.factory });
  const drafts = await late.read();
  await late.write({ keep: drafts.map((draft) => ({ ...draft, at: draft.at + 3_600_000 })), forget: [] });
  late.close();
  expect(await unsentSheets(work.school.anna.accountId, anna.factory)).toEqual([
    { sheet: work.school.worksheetId, title: "Fiche", count: 2 },
  ]);
  write(bens, row, { comment: "salle 2" });
  await saved(bens);
  anna.network(true);
  const again = anna.open();
  await until(() => again.mark(row, "size") !== null, "a mark");
  await saved(again);
  expect(cellsIn(again, row)).toEqual({ site: "CHUM", size: "7", comment: "salle 2" });
  await until(() => cellsIn(bens, added)?.site === "Verdun" && cellsIn(bens, row)?.size === "7", "the colleague to see them");
  await until(async () => (await anna.drafts()).length === 0, "the drafts to go");
  again.close();
});

it("[R121] a tab asleep for three days wakes on a sheet that went on: both values are kept, the colleague's other cells stay", async () => {
  using work = await twoAtWork();
  const { school, anna, annas, bens, row } = work;
  await apart(anna, annas);
  write(annas, row, { size: "7", hours: "8" });
  write(bens, row, { size: "12", comment: "salle 2" });
  await saved(bens);
  anna.network(true);
  await saved(annas);
  await until(() => cellsIn(bens, row)?.hours === "8", "what slept to arrive");
  expect(cellsIn(annas, row)).toEqual(cellsIn(bens, row));
  const shown = cellsIn(bens, row)?.size ?? "";
  expect(await shelfOf(school)).toEqual([["size", shown, shown === "7" ? "12" : "7"]]);
});

it("[R121] drafts are kept seven days to the hour, then purged at the opening of any sheet", async () => {
  const school = await addSchool(database.sql);
  const anna = await machineOf(school, school.anna);
  const of = { person: school.anna.accountId, sheet: "another", factory: anna.factory };
  const store = await openDrafts(of);
  const draft = { person: of.person, sheet: of.sheet, title: "", tab: "t", epoch: 1, update: new Uint8Array(), edits: [] };
  const ages = [-3_600_000, 3 * 86_400_000, keptFor - 3_600_000, keptFor + 3_600_000];
  await store.write({ keep: ages.map((age, n) => ({ ...draft, n, at: Date.now() - age })), forget: [] });
  store.close();
  const page = anna.open();
  await live(page);
  const after = await openDrafts(of);
  expect((await after.read()).map(({ n }) => n)).toEqual([0, 1, 2]);
  after.close();
  page.close();
});

it("[R122] two tabs of one person: what one sends the other sees, what both bring is there once", async () => {
  using work = await twoAtWork();
  const { school, anna, annas, row } = work;
  const second = anna.open();
  await live(second);
  anna.network(false);
  await until(() => annas.state() !== "live" && second.state() !== "live", "the break");
  write(annas, row, { size: "7" });
  addRows(second.doc, { after: row, rows: [{ site: "Verdun" }] }, "me");
  await until(async () => (await anna.drafts()).length === 3, "the drafts");
  anna.network(true);
  await Promise.all([saved(annas), saved(second)]);
  await until(() => readSheet(second.doc).length === 2 && cellsIn(second, row)?.size === "7", "both to have both");
  expect(readSheet(annas.doc)).toEqual(readSheet(second.doc));
  await until(async () => (await anna.drafts()).length === 0, "the drafts to go");
  const stored = await database.sql`select 1 from worksheet_row where worksheet_id = ${school.worksheetId}`;
  expect([stored.length, await shelfOf(school)]).toEqual([2, []]);
  second.close();
});

it("[R122] an edit whose acknowledgement was lost is sent again, committed once, and saved", async () => {
  using work = await twoAtWork();
  const { school, anna, annas, row } = work;
  const before = await countUpdates(school);
  await database.sql.begin(async (tx) => {
    await lockSheet(tx, school.worksheetId);
    write(annas, row, { size: "7" });
    await new Promise((resolve) => setTimeout(resolve, 150));
    // it has left, and its answer will not arrive
    await apart(anna, annas);
    expect(annas.mark(row, "size")).toBe("pending");
  });
  await until(async () => (await countUpdates(school)) === before + 1, "the commit");
  anna.network(true);
  await saved(annas);
  expect([annas.mark(row, "size"), await countUpdates(school), await shelfOf(school)]).toEqual(["saved", before + 1, []]);
});

it(
  "[R123] on a sheet rebuilt meanwhile unsent cells are written again; over a colleague's value they go to the shelf; undo begins anew",
  { timeout: 60_000 },
  async () => {
    using work = await twoAtWork();
    const { school, anna, ben, annas, bens, row } = work;
    const old = annas.doc;
    await apart(anna, annas);
    write(annas, row, { size: "7", hours: "8" });
    const [added = ""] = addRows(annas.doc, { after: row, rows: [{ site: "Verdun" }] }, "me");
    // the colleague goes on, and the sheet is rebuilt
    write(bens, row, { size: "12" });
    await saved(bens);
    bens.close();
    await rebuild(school, row);
    anna.network(true);
    await until(() => annas.renewed(), "the new document");
    await saved(annas);
    expect([annas.doc === old, annas.stranded()]).toEqual([false, []]);
    expect(cellsIn(annas, row)).toMatchObject({ site: "CHUM", size: "12", hours: "8" });
    expect(cellsIn(annas, added)?.site).toBe("Verdun");
    expect(await shelfOf(school)).toEqual([["size", "12", "7"]]);
    await until(async () => (await anna.drafts()).length === 0, "the drafts to go");
    const again = ben.open();
    await live(again);
    expect(readSheet(again.doc)).toEqual(readSheet(annas.doc));
    again.close();
  },
);

it("[R123] the same when the page died before: its drafts are of an epoch that is past", { timeout: 60_000 }, async () => {
  using work = await twoAtWork();
  const { school, anna, annas, bens, row } = work;
  await apart(anna, annas);
  write(annas, row, { hours: "8", size: "7" });
  await until(async () => (await anna.drafts()).length === 1, "the draft");
  annas.close();
  write(bens, row, { size: "12" });
  await saved(bens);
  bens.close();
  await rebuild(school, row);
  anna.network(true);
  const again = anna.open();
  await until(async () => again.state() === "live" && (await anna.drafts()).length === 0 && again.unsaved() === 0, "the drafts to be home");
  expect(cellsIn(again, row)).toMatchObject({ hours: "8", size: "12" });
  expect(await shelfOf(school)).toEqual([["size", "12", "7"]]);
  again.close();
});

it("[R124] a page whose person signed out elsewhere is refused, keeps what it has, and sends it once she is signed in again", async () => {
  using work = await twoAtWork();
  const { school, anna, annas, bens, row } = work;
  await apart(anna, annas);
  write(annas, row, { size: "7" });
  await database.sql`delete from session where account_id = ${school.anna.accountId}`;
  anna.network(true);
  await until(() => annas.state() === "refused", "the refusal");
  expect([annas.refusal(), annas.unsaved(), annas.mark(row, "size"), cellsIn(bens, row)?.size]).toEqual(["signedOut", 1, "pending", "4"]);
  expect(await anna.drafts()).toHaveLength(1);
  anna.cookie = await signIn(database.sql, school.anna);
  annas.again();
  await saved(annas);
  await until(() => cellsIn(bens, row)?.size === "7", "the edit");
});

it("[R124] when the right to write goes before an edit is saved, the page shows the sheet as it is, and the edit beside it", async () => {
  using work = await twoAtWork();
  const { school, anna, annas, bens, row } = work;
  await apart(anna, annas);
  write(annas, row, { size: "7" });
  await database.sql`update role set kind = 'observer' where id = ${school.anna.roleId}`;
  anna.network(true);
  await until(() => annas.renewed(), "the sheet as it is");
  await until(() => annas.stranded().length > 0, "the edit beside it");
  expect([annas.readOnly(), cellsIn(annas, row)?.size, cellsIn(bens, row)?.size, annas.unsaved()]).toEqual([true, "4", "4", 0]);
  expect(annas.stranded()).toEqual([{ rowId: row, column: "size", text: "7", base: "4" }]);
  annas.dismissStranded();
  await until(async () => (await anna.drafts()).length === 0, "the draft to go");
});

it("[R126] undo is still mine after a break: it takes back what I did before, and leaves what a colleague wrote since", async () => {
  using work = await twoAtWork();
  const { anna, annas, bens, row } = work;
  const manager = undoManagerOf(annas.doc, "me");
  write(annas, row, { hours: "8" });
  write(annas, row, { size: "7" });
  await saved(annas);
  await apart(anna, annas);
  write(bens, row, { size: "12" });
  await saved(bens);
  anna.network(true);
  await saved(annas);
  await until(() => cellsIn(annas, row)?.size === "12", "the colleague's value");
  expect(takeBack(manager, annas.doc, "undo")).toEqual({ outcome: "superseded" });
  expect(takeBack(manager, annas.doc, "undo")).toMatchObject({ outcome: "done" });
  await saved(annas);
  await until(() => cellsIn(bens, row)?.hours === undefined, "the undo");
  expect(cellsIn(bens, row)).toEqual({ site: "CHUM", size: "12" });
});
