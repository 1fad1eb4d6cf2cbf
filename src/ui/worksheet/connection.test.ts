import "fake-indexeddb/auto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Hocuspocus } from "@hocuspocus/server";
import { WebSocket, WebSocketServer } from "ws";
import { expect, it } from "vitest";
import { closings, documentName, limits, sheetAddress } from "#sheet/protocol.ts";
import { addRows, readSheet, readSheetRow, setCells } from "#sheet/doc.ts";
import { openSheet, type SheetConnection, type SheetOptions } from "./connection.ts";
import { unsentEdits, unsentSheets } from "./connection-drafts.ts";

const sheetId = "0197a0c0-0000-7000-8000-000000000001";

/** A server that acknowledges when it is told to, and closes with a code when asked. */
async function serve() {
  const gate = { open: Promise.resolve(), release: () => {} };
  const hocuspocus = new Hocuspocus({
    quiet: true,
    unloadImmediately: false,
    debounce: 60_000,
    maxDebounce: 60_000,
    connected: async ({ connection }) =>
      connection.sendStateless(JSON.stringify({ kind: "you", person: { id: sheetId, name: "Anna Roy", colour: 1 }, epoch: 1 })),
    beforeSync: async ({ type }) => (type === 0 ? undefined : gate.open),
  });
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  let refusing: number | null = null;
  let opened = 0;
  let deaf = false;
  let largest = 0;
  sockets.on("connection", (ws, request) => {
    opened += 1;
    if (refusing !== null) return ws.close(refusing);
    const client = hocuspocus.handleConnection(ws, new Request(`http://here${request.url}`));
    ws.on("message", (data: Buffer) => {
      if (deaf) return;
      largest = Math.max(largest, data.length);
      if (data.length === 1) return data[0] === 9 ? ws.send(Uint8Array.of(10)) : undefined;
      client.handleMessage(new Uint8Array(data));
    });
    ws.on("close", (code, reason) => client.handleClose({ code, reason: reason.toString() }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `ws://127.0.0.1:${port}${sheetAddress(sheetId)}`,
    opened: () => opened,
    rows: () => readSheet(hocuspocus.documents.get(documentName(sheetId)) as never),
    /** From now on nothing is acknowledged, until `answer`. */
    hold: () => void (gate.open = new Promise((resolve) => (gate.release = resolve))),
    answer() {
      gate.release();
      gate.open = Promise.resolve();
    },
    refuse: (code: number | null) => void (refusing = code),
    largest: () => largest,
    say() {
      for (const ws of sockets.clients) ws.send(Uint8Array.of(9));
    },
    /** As behind a line that broke without a word: nothing is heard, nothing is said. */
    deafen: (is: boolean) => void (deaf = is),
    /** Ends every socket, as a network does, or a server with a code. */
    cut(code?: number) {
      for (const ws of sockets.clients)
        if (code === undefined) ws.terminate();
        else ws.close(code);
    },
    async [Symbol.asyncDispose]() {
      for (const ws of sockets.clients) ws.terminate();
      sockets.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

class Quiet extends WebSocket {
  constructor(url: string) {
    super(url);
    // closed before it was open: told by "close" as well
    this.on("error", () => {});
  }
}
const real = Quiet as never;
type Server = Awaited<ReturnType<typeof serve>>;
const open = (server: Server, more: Partial<SheetOptions> = {}): SheetConnection =>
  openSheet(sheetId, { url: server.url, transport: { real }, ...more });
const written = async (page: SheetConnection, cells: Record<string, string>): Promise<string> => {
  const [row = ""] = addRows(page.doc, { after: null, rows: [cells] }, "me");
  await until(() => page.unsaved() === 0);
  return row;
};

async function until(holds: () => boolean): Promise<void> {
  await expect.poll(holds, { timeout: 8_000, interval: 5 }).toBe(true);
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 100));

it("[R120] says saved only when the server has acknowledged", async () => {
  await using server = await serve();
  const page = open(server);
  expect([page.state(), page.loaded()]).toEqual(["connecting", false]);
  await until(() => page.state() === "live" && page.loaded());
  server.hold();
  addRows(page.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
  await soon();
  expect(page.unsaved()).toBeGreaterThan(0);
  server.answer();
  await until(() => page.unsaved() === 0);
  expect(server.rows()).toEqual(readSheet(page.doc));
  page.close();
});

it(
  "keeps what is typed while offline, sends it on return, and counts it unsaved until all of it is acknowledged",
  { timeout: 20_000 },
  async () => {
    await using server = await serve();
    const page = open(server);
    await until(() => page.state() === "live");
    const [row = ""] = addRows(page.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
    await until(() => page.unsaved() === 0);
    server.refuse(1013);
    server.cut();
    await until(() => page.state() === "offline");
    for (const text of ["1", "2", "3", "4", "5"]) setCells(page.doc, [{ rowId: row, column: "size", text }], "me");
    expect(page.unsaved()).toBe(1);
    server.hold();
    server.refuse(null);
    await until(() => page.state() === "live");
    await soon();
    // the library alone says "saved" at the first of several answers
    expect([page.unsaved(), page.mark(row, "size")]).toEqual([1, "pending"]);
    server.answer();
    await until(() => page.unsaved() === 0);
    expect(server.rows()).toEqual([expect.objectContaining({ cells: { site: "CHUM", size: "5" } })]);
    expect(readSheetRow(page.doc, row)?.cells.size).toBe("5");
    page.close();
  },
);

it("comes back once when it is judged anew, and stops with the reason when it is refused", async () => {
  await using server = await serve();
  const page = open(server);
  await until(() => page.state() === "live");
  server.cut(closings.signedOut.code);
  await until(() => page.state() === "connecting");
  await until(() => page.state() === "live");
  server.refuse(closings.signedOut.code);
  server.cut(closings.signedOut.code);
  await until(() => page.state() === "refused");
  expect(page.refusal()).toBe("signedOut");
  const opened = server.opened();
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(server.opened()).toBe(opened);
  page.close();

  server.refuse(closings.notFound.code);
  const lost = open(server);
  await until(() => lost.state() === "refused");
  expect([lost.refusal(), lost.loaded()]).toEqual(["notFound", false]);
  lost.close();
});

it(
  "[R125] says within five seconds that nobody answers, goes on when somebody does, and asks nothing while others are heard",
  { timeout: 20_000 },
  async () => {
    await using server = await serve();
    const page = open(server);
    await until(() => page.state() === "live");
    await new Promise((resolve) => setTimeout(resolve, 2_600));
    expect(page.state()).toBe("live");
    server.deafen(true);
    const silentAt = Date.now();
    await until(() => page.state() === "offline");
    expect(Date.now() - silentAt).toBeLessThan(5_000);
    const opened = server.opened();
    server.deafen(false);
    server.say();
    // only slow: the line is the same
    await until(() => page.state() === "live");
    expect(server.opened()).toBe(opened);
    page.close();
  },
);

it("[R124] keeps what is not saved when it is told to reload, and sends it at the next opening", { timeout: 20_000 }, async () => {
  await using server = await serve();
  const machine = { person: "anna", factory: new IDBFactory(), title: () => "Fiche de groupe" };
  const page = open(server, machine);
  await until(() => page.state() === "live");
  const row = await written(page, { site: "CHUM" });
  server.refuse(closings.outdated.code);
  server.cut();
  setCells(page.doc, [{ rowId: row, column: "size", text: "6" }], "me");
  await until(() => page.state() === "refused");
  expect([page.refusal(), page.unsaved(), page.drafts(), page.mark(row, "size")]).toEqual(["outdated", 1, "kept", "pending"]);
  page.close();
  expect(await unsentSheets("anna", machine.factory)).toEqual([{ sheet: sheetId, title: "Fiche de groupe", count: 1 }]);
  server.refuse(null);
  const reloaded = open(server, machine);
  await until(() => server.rows()[0]?.cells.size === "6" && reloaded.unsaved() === 0);
  expect(reloaded.mark(row, "size")).toBe("saved");
  await expect.poll(() => unsentSheets("anna", machine.factory)).toEqual([]);
  reloaded.close();
});

it("[R124] of a sheet that is deleted under its editors, what was not saved is shown and kept", { timeout: 20_000 }, async () => {
  await using server = await serve();
  const machine = { person: "anna", factory: new IDBFactory() };
  const page = open(server, machine);
  await until(() => page.state() === "live");
  const row = await written(page, { site: "CHUM" });
  server.hold();
  setCells(page.doc, [{ rowId: row, column: "size", text: "6" }], "me");
  await soon();
  server.cut(closings.gone.code);
  await until(() => page.state() === "refused");
  const lost = [{ rowId: row, column: "size", text: "6", base: null }];
  expect([page.refusal(), page.unsentEdits()]).toEqual(["gone", lost]);
  page.close();
  expect(await unsentEdits("anna", sheetId, machine.factory)).toEqual(lost);
});

it("[R121] of another tab that ended, the first tab to be in line again sends what it left", { timeout: 20_000 }, async () => {
  await using server = await serve();
  const machine = { person: "anna", factory: new IDBFactory() };
  const one = open(server, machine);
  const other = open(server, machine);
  await until(() => one.state() === "live" && other.state() === "live");
  const row = await written(one, { site: "CHUM" });
  await until(() => readSheetRow(other.doc, row) !== null);
  server.refuse(1013);
  server.cut();
  setCells(one.doc, [{ rowId: row, column: "size", text: "6" }], "me");
  setCells(other.doc, [{ rowId: row, column: "comment", text: "salle 2" }], "me");
  await soon();
  other.close();
  server.refuse(null);
  await until(() => one.unsaved() === 0 && server.rows()[0]?.cells.comment === "salle 2");
  expect(server.rows()[0]?.cells).toEqual({ site: "CHUM", size: "6", comment: "salle 2" });
  await expect.poll(() => unsentSheets("anna", machine.factory)).toEqual([]);
  one.close();
});

it("says when this browser keeps nothing", async () => {
  await using server = await serve();
  const blocked = {
    open: () => {
      throw new Error("blocked");
    },
  } as unknown as IDBFactory;
  const page = open(server, { person: "anna", factory: blocked });
  await expect.poll(() => page.drafts()).toBe("not-kept");
  page.close();
});

it("sends a long time offline in parts when one message could not carry it", { timeout: 30_000 }, async () => {
  await using server = await serve();
  const page = open(server);
  await until(() => page.state() === "live");
  server.refuse(1013);
  server.cut();
  await until(() => page.state() !== "live");
  for (let part = 0; part < 4; part += 1)
    addRows(page.doc, { after: null, rows: Array.from({ length: 200 }, () => ({ comment: "x".repeat(1_900) })) }, "me");
  server.refuse(null);
  await until(() => page.unsaved() === 0);
  expect(server.rows()).toHaveLength(800);
  expect(server.largest()).toBeLessThan(limits.updateBytes);
  page.close();
});

it(
  "[R128] goes over to the long poll when real sockets never open though the server answers, and back when they do",
  { timeout: 20_000 },
  async () => {
    await using server = await serve();
    let blocked = true;
    class Real extends WebSocket {
      constructor(url: string) {
        super(blocked ? url.replace(/:\d+/, ":1") : url);
        this.on("error", () => {});
      }
    }
    let reachable = false;
    const page = open(server, {
      transport: { real: Real as never, poll: WebSocket as never, reachable: async () => reachable, again: 300 },
    });
    await new Promise((resolve) => setTimeout(resolve, 700));
    // a server that is down answers nothing at all, and is waited for
    expect([page.transport(), page.state()]).toEqual(["socket", "connecting"]);
    reachable = true;
    await until(() => page.state() === "live");
    expect(page.transport()).toBe("poll");
    const row = await written(page, { site: "CHUM" });
    blocked = false;
    await until(() => page.transport() === "socket" && page.state() === "live");
    expect(readSheetRow(page.doc, row)?.cells.site).toBe("CHUM");
    page.close();
  },
);
