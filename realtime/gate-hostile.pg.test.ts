import { HocuspocusProvider } from "@hocuspocus/provider";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { listShelf } from "#db/shelf.ts";
import { addSchool, type TestSchool } from "#db/testing-world.ts";
import { addRows, readSheet, readSheetRow, rowsOf, setCells } from "#sheet/doc.ts";
import { documentName, limits, sheetAddress, type SignedPerson } from "#sheet/protocol.ts";
import { sheetsOfFile } from "./sheet-file-testing.ts";
import { openPage, signIn, until } from "./sheet-testing.ts";

const { database, server } = await sheetsOfFile({ limits: { judgeEvery: 100 } });

const storedSizes = async ({ worksheetId }: TestSchool) =>
  (await database.sql<{ size: string }[]>`select cells->>'size' as size from worksheet_row where worksheet_id = ${worksheetId}`).map(
    ({ size }) => size,
  );

async function atWork() {
  const school = await addSchool(database.sql);
  const cookie = await signIn(database.sql, school.anna);
  const anna = openPage(server.address, { sheetId: school.worksheetId, cookie });
  await anna.synced();
  const [row = ""] = addRows(anna.doc, { after: null, rows: [{ size: "6" }] }, "me");
  await anna.saved();
  return { school, cookie, anna, row, [Symbol.dispose]: () => anna[Symbol.dispose]() };
}

describe("frames that no page of ours sends", () => {
  const name = (sheetId: string) => {
    const text = Buffer.from(documentName(sheetId));
    return Buffer.concat([Uint8Array.of(text.length), text]);
  };
  const bad: [string, (sheetId: string) => Buffer | string][] = [
    ["noise", () => Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 37) % 256))],
    ["text", () => "bonjour"],
    ["nothing at all", () => Buffer.alloc(0)],
    ["a name longer than the message", () => Buffer.from([255, 255, 255, 255, 15, 1])],
    ["a kind of message that there is not", (sheetId) => Buffer.concat([name(sheetId), Uint8Array.of(99, 1, 2, 3)])],
    ["an update of noise", (sheetId) => Buffer.concat([name(sheetId), Uint8Array.of(0, 2, 6, 250, 251, 252, 253, 254, 255)])],
    ["an update cut short", (sheetId) => Buffer.concat([name(sheetId), Uint8Array.of(0, 2, 200, 1, 1)])],
    ["more than a message may hold", () => Buffer.alloc(limits.messageBytes + 1)],
  ];
  it.each(bad)("[R104] %s harms nobody, with a seat and without", async (_what, make) => {
    using work = await atWork();
    const { school, cookie, anna, row } = work;
    for (const headers of [{ cookie }, {}]) {
      const socket = new WebSocket(`ws://${server.address}${sheetAddress(school.worksheetId)}`, {
        headers: { ...headers, origin: `http://${server.address}` },
      });
      socket.on("error", () => {});
      await new Promise((resolve) => socket.once("open", resolve).once("close", resolve));
      for (let times = 0; times < 3; times += 1) socket.send(make(school.worksheetId));
      await new Promise((resolve) => setTimeout(resolve, 30));
      socket.terminate();
    }
    setCells(anna.doc, [{ rowId: row, column: "size", text: "7" }], "me");
    await anna.saved();
    expect(anna.closings).toEqual([]);
    expect(await storedSizes(school)).toEqual(["7"]);
  });

  it("[R104] a page that speaks well and then sends noise is closed, and what it had saved stays", async () => {
    using work = await atWork();
    const { school, anna } = work;
    anna.socket.shouldConnect = false;
    (anna.socket.webSocket as unknown as WebSocket).send(
      Buffer.concat([name(school.worksheetId), Uint8Array.of(0, 2, 6, 250, 251, 252, 253, 254, 255)]),
    );
    await until(() => anna.closings.length > 0, "the close");
    expect(anna.closings[0]).toBe("outsideModel");
    expect(await storedSizes(school)).toEqual(["6"]);
  });
});

describe("rights that end while somebody types", () => {
  it("[R106] a session revoked in mid-edit: nothing typed after is stored, and what was acknowledged is", async () => {
    using work = await atWork();
    const { school, anna, row } = work;
    anna.socket.configuration.minDelay = 60_000;
    anna.socket.configuration.delay = 60_000;
    let typed = 6;
    const typing = setInterval(() => setCells(anna.doc, [{ rowId: row, column: "size", text: String((typed += 1)) }], "me"), 2);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await database.sql`delete from session where account_id = ${school.anna.accountId}`;
    server.tell([{ kind: "account.signed-out-everywhere", about: school.anna.accountId, within: [], facts: {} }]);
    await until(() => anna.closings.includes("signedOut"), "4401");
    const typedAtClose = typed;
    await new Promise((resolve) => setTimeout(resolve, 100));
    clearInterval(typing);
    const [stored = ""] = await storedSizes(school);
    expect(anna.provider.hasUnsyncedChanges).toBe(true);
    expect(Number(stored)).toBeGreaterThan(6);
    // what was on its way when the close came may still have landed, and nothing later
    expect(Number(stored)).toBeLessThanOrEqual(typedAtClose);
    expect(typed).toBeGreaterThan(typedAtClose);
  });

  it("[R106] a right withdrawn while typing: the page comes back reading only, and what it still types is not stored", async () => {
    using work = await atWork();
    const { school, anna, row } = work;
    await database.sql`update role set kind = 'observer' where id = ${school.anna.roleId}`;
    setCells(anna.doc, [{ rowId: row, column: "comment", text: "encore" }], "me");
    await anna.saved();
    server.tell([
      { kind: "role.changed", about: school.anna.accountId, within: [], facts: { kind: "observer", accountId: school.anna.accountId } },
    ]);
    await until(() => anna.closings.includes("signedOut"), "4401");
    await until(() => anna.provider.authorizedScope === "readonly", "the page to come back reading");
    setCells(anna.doc, [{ rowId: row, column: "size", text: "99" }], "me");
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await storedSizes(school)).toEqual(["6"]);
    expect(anna.provider.hasUnsyncedChanges).toBe(true);
  });
});

it("a stock HocuspocusProvider, with nothing of ours, edits beside our page and both converge", async () => {
  using work = await atWork();
  const { school, anna, row } = work;
  const headers = { cookie: await signIn(database.sql, school.bruno), origin: `http://${server.address}` };
  class WithCookie extends WebSocket {
    constructor(url: string) {
      super(url, { headers });
    }
  }
  const document = new Y.Doc();
  const stock = new HocuspocusProvider({
    url: `ws://${server.address}${sheetAddress(school.worksheetId)}`,
    name: documentName(school.worksheetId),
    document,
    token: "any",
    // the one thing a browser would do by itself
    ...({ WebSocketPolyfill: WithCookie } as object),
  });
  try {
    await until(() => stock.isSynced && rowsOf(document).has(row), "the stock page to have the sheet");
    for (let round = 0; round < 30; round += 1) {
      rowsOf(document)
        .get(row)
        ?.set(round % 2 === 0 ? "comment" : "hours", `stock ${round}`);
      setCells(anna.doc, [{ rowId: row, column: round % 3 === 0 ? "site" : "size", text: `nôtre ${round}` }], "me");
    }
    const added = new Y.Map<string>([
      ["rank", "a5"],
      ["site", "de l’autre"],
    ]);
    rowsOf(document).set("stock-row", added);
    rowsOf(document).get(row)?.delete("hours");
    await anna.saved();
    await until(() => !stock.hasUnsyncedChanges, "the stock page's edits to be acknowledged");
    await until(() => JSON.stringify(readSheet(document)) === JSON.stringify(readSheet(anna.doc)), "both to converge");
    expect(readSheet(anna.doc)).toMatchObject([
      { cells: { site: "nôtre 27", size: "nôtre 29", comment: "stock 28" } },
      { id: "stock-row", cells: { site: "de l’autre" } },
    ]);
    expect(readSheetRow(anna.doc, row)?.cells.hours).toBeUndefined();
    expect(anna.closings).toEqual([]);
  } finally {
    stock.destroy();
  }
});

it("two tabs of one person: one colour, each sees the other's edits, and both are stored", async () => {
  using work = await atWork();
  const { school, cookie, anna, row } = work;
  using second = openPage(server.address, { sheetId: school.worksheetId, cookie });
  await second.synced();
  anna.provider.awareness?.setLocalState({ cell: null, editing: false });
  second.provider.awareness?.setLocalState({ cell: { rowId: row, column: "size" }, editing: true });
  setCells(anna.doc, [{ rowId: row, column: "site", text: "CHUM" }], "me");
  setCells(second.doc, [{ rowId: row, column: "comment", text: "soir" }], "me");
  await Promise.all([anna.saved(), second.saved()]);
  await until(
    () => readSheetRow(second.doc, row)?.cells.site === "CHUM" && readSheetRow(anna.doc, row)?.cells.comment === "soir",
    "both to be seen",
  );
  const colours = () =>
    [...(anna.provider.awareness?.getStates().values() ?? [])].map((state) => (state.person as SignedPerson | undefined)?.colour);
  await until(() => colours().filter(Boolean).length > 0, "the second tab to be seen");
  expect(new Set(colours().filter(Boolean)).size).toBe(1);
  expect(await listShelf(database.sql, { agencyId: school.agencyId, worksheetId: school.worksheetId, before: null, most: 9 })).toEqual([]);
});

it("a page whose clock is an hour off removes a row like another, and history has the server's time", async () => {
  using work = await atWork();
  const { school, anna, row } = work;
  const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();
  const [other = ""] = addRows(anna.doc, { after: null, rows: [{ size: "9" }] }, "me");
  rowsOf(anna.doc).get(row)?.set("deletedAt", hours(1));
  rowsOf(anna.doc).get(other)?.set("deletedAt", hours(-1));
  await anna.saved();
  expect(readSheet(anna.doc)).toEqual([]);
  const edits = await database.sql<{ late: boolean }[]>`
    select abs(extract(epoch from now() - at)) > 60 as late from cell_edit where sheet_id = ${school.worksheetId} and "column" = 'deletedAt'`;
  expect(edits.length).toBeGreaterThanOrEqual(2);
  expect(edits.some(({ late }) => late)).toBe(false);
});
