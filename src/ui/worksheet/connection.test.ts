import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Hocuspocus } from "@hocuspocus/server";
import { WebSocket, WebSocketServer } from "ws";
import { expect, it } from "vitest";
import { closings, documentName, sheetAddress } from "#sheet/protocol.ts";
import { addRows, readSheet, readSheetRow, setCells } from "#sheet/doc.ts";
import { openSheet } from "./connection.ts";

const sheetId = "0197a0c0-0000-7000-8000-000000000001";

/** A server that acknowledges when it is told to, and closes with a code when asked. */
async function serve() {
  const gate = { open: Promise.resolve(), release: () => {} };
  const hocuspocus = new Hocuspocus({
    quiet: true,
    unloadImmediately: false,
    debounce: 60_000,
    maxDebounce: 60_000,
    beforeSync: async ({ type }) => (type === 0 ? undefined : gate.open),
  });
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  let refusing: number | null = null;
  let opened = 0;
  sockets.on("connection", (ws, request) => {
    opened += 1;
    if (refusing !== null) return ws.close(refusing);
    const client = hocuspocus.handleConnection(ws, new Request(`http://here${request.url}`));
    ws.on("message", (data: Buffer) => client.handleMessage(new Uint8Array(data)));
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

async function until(holds: () => boolean): Promise<void> {
  await expect.poll(holds, { timeout: 8_000, interval: 5 }).toBe(true);
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 100));

it("says saved only when the server has acknowledged", async () => {
  await using server = await serve();
  const page = openSheet(sheetId, { url: server.url, transport: { real: WebSocket as never } });
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

it("keeps what is typed while offline, sends it on return, and counts it unsaved until all of it is acknowledged", { timeout: 20_000 }, async () => {
  await using server = await serve();
  const page = openSheet(sheetId, { url: server.url, transport: { real: WebSocket as never } });
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
});

it("comes back once when it is judged anew, and stops with the reason when it is refused", async () => {
  await using server = await serve();
  const page = openSheet(sheetId, { url: server.url, transport: { real: WebSocket as never } });
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
  const lost = openSheet(sheetId, { url: server.url, transport: { real: WebSocket as never } });
  await until(() => lost.state() === "refused");
  expect([lost.refusal(), lost.loaded()]).toEqual(["notFound", false]);
  lost.close();
});
