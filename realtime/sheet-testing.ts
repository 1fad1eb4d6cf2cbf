import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { WebSocket } from "ws";
import type * as Y from "yjs";
import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { StoredEvent } from "#db/event.ts";
import { connect, type Sql } from "#db/sql.ts";
import type { ServerDeps } from "#server/context.ts";
import { readEnv } from "#server/env.ts";
import { createLog } from "#server/log.ts";
import { beginSession, readSession } from "#server/session.ts";
import { bareMatcher } from "#server/testing-matcher.ts";
import { bareWalls } from "#server/testing-walls.ts";
import { pollPath } from "#sheet/poll-frames.ts";
import { newPageDoc } from "#sheet/doc.ts";
import { closingOf, collabPath, documentName, sheetAddress, type Closing, type Limits } from "#sheet/protocol.ts";
import { makeBus } from "./bus.ts";
import { makeCollab, type Collab, type CollabDeps } from "./collab.ts";
import { startFeed } from "./feed.ts";
import { laying } from "./laying.ts";
import type { Pulse } from "./node.ts";
import { rejudgeOnChange } from "./rejudge.ts";
import { attachUpgrades } from "./upgrade.ts";

/** Sheets on a port of their own, over a test's database: the real sockets, gate and sessions, without the rest of the house. */
export type SheetServer = AsyncDisposable & {
  address: string;
  collab: Collab;
  deps: ServerDeps;
  /** Tells this node of committed events, as its feed would. */
  tell(events: Partial<StoredEvent>[]): void;
};

/** `live`: hears of what is committed, as a whole server does; else the test tells it what it wants it to hear. */
type Serving = { limits?: Partial<Limits>; pulse?: Partial<Pulse>; live?: boolean } & Pick<CollabDeps, "tired" | "measures" | "onWritten">;

export async function serveSheets(url: string, { limits = {}, pulse = {}, live = false, ...watched }: Serving = {}): Promise<SheetServer> {
  const sql = connect(url, { max: 5, name: "sheets test" });
  const listeners = new Set<(events: StoredEvent[]) => void>();
  const log = createLog(process.env.SHEET_LOG ?? "silent");
  const feed = live ? await startFeed({ sql, bus: makeBus({ busUrl: undefined, url, sql, log }), log }) : undefined;
  feed?.subscribe((events) => {
    for (const listener of listeners) listener(events);
  });
  const deps: ServerDeps = {
    sql,
    env: readEnv({ argv: [], env: {} }),
    log,
    feed: {
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    jobs: { ring: () => {}, state: async () => "running" },
    matcher: bareMatcher,
    walls: bareWalls(sql, () => new Date()),
    sheets: {
      ...laying,
      exclusive: (sheetId, work) => collab.sheets.exclusive(sheetId, work),
      rejudge: (accountId) => collab.sheets.rejudge(accountId),
    },
    now: () => new Date(),
  };
  const collab = makeCollab({ ...deps, url, readSession: (facts) => readSession(deps, facts), limits, pulse, ...watched });
  const stopJudging = rejudgeOnChange(deps.feed, deps.sheets);
  const server = createServer((request, response) => {
    if (!request.url?.startsWith(pollPath)) return void response.end();
    collab.poll(request, response).catch(() => response.destroy());
  });
  attachUpgrades(server, deps, { [collabPath]: collab.upgrade });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  await collab.announce(address);
  return {
    address,
    collab,
    deps,
    tell(events) {
      for (const listener of listeners) listener(events as StoredEvent[]);
    },
    async [Symbol.asyncDispose]() {
      stopJudging();
      await collab.stop();
      await feed?.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await sql.end({ timeout: 5 });
    },
  };
}

/** The same in a process of its own, to be killed. */
export async function spawnSheets(
  url: string,
  limits: Partial<Limits> = {},
  pulse: Partial<Pulse> = {},
): Promise<{ address: string; child: ChildProcess; ended: Promise<void> }> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), url, JSON.stringify({ limits, pulse })], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    if (child.stdout) createInterface({ input: child.stdout }).once("line", resolve);
    child.once("exit", (code) => reject(new Error(`the sheets ended with ${code}`)));
  });
  return { address, child, ended };
}

/** Signs an account in; the cookie to send. */
export async function signIn(sql: Sql, actor: Pick<Actor, "accountId">): Promise<string> {
  let cookie = "";
  const facts = {
    headers: new Headers({ host: "localhost" }),
    ip: "198.51.100.7",
    requestId: "test",
    setCookie: (value: string) => void (cookie = value.split(";", 1)[0] ?? ""),
  };
  await beginSession({ env: readEnv({ argv: [], env: {} }) } as ServerDeps, facts, { sql, accountId: actor.accountId });
  return cookie;
}

/** A page at a sheet, as a browser has it: Hocuspocus's own provider over a real socket. */
export interface Page extends Disposable {
  doc: Y.Doc;
  provider: HocuspocusProvider;
  socket: HocuspocusProviderWebsocket;
  /** Codes its sockets were closed with, by name. */
  closings: (Closing | number)[];
  /** What it said unasked: corrections. */
  notices: unknown[];
  /** Settles when the content has come. */
  synced(): Promise<void>;
  /** Settles when the server has acknowledged everything. */
  saved(): Promise<void>;
}

/** While there is no socket nothing is queued, as in the page's own connection (ui/worksheet/connection.ts). */
class HonestSocket extends HocuspocusProviderWebsocket {
  override send(message: unknown): void {
    if (this.webSocket?.readyState === WebSocket.OPEN) super.send(message);
  }
}

export async function until(true_: () => boolean | Promise<boolean>, what: string, within = 15_000): Promise<void> {
  const end = Date.now() + within;
  while (!(await true_())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export function openPage(
  address: string,
  of: { sheetId: Id; cookie: string; origin?: string; document?: string; doc?: Y.Doc; token?: string; socket?: unknown },
): Page {
  const headers = { cookie: of.cookie, origin: of.origin ?? `http://${address}` };
  class Socket extends WebSocket {
    constructor(url: string) {
      super(url, { headers });
      // A refused upgrade: told by "close" as well.
      this.on("error", () => {});
    }
  }
  const socket = new HonestSocket({
    url: `ws://${address}${sheetAddress(of.sheetId)}`,
    WebSocketPolyfill: of.socket ?? Socket,
    delay: 50,
    minDelay: 50,
    maxDelay: 200,
  });
  const closings: Page["closings"] = [];
  const notices: unknown[] = [];
  const doc = of.doc ?? newPageDoc();
  let loaded = false;
  const provider = new HocuspocusProvider({
    name: of.document ?? documentName(of.sheetId),
    document: doc,
    websocketProvider: socket,
    token: of.token ?? "session",
    onSynced: () => void (loaded = true),
    onStateless: ({ payload }) => void notices.push(JSON.parse(payload)),
    onClose: ({ event }) => {
      loaded = false;
      closings.push(closingOf(event.code) ?? event.code);
    },
  });
  provider.attach();
  return {
    doc,
    provider,
    socket,
    closings,
    notices,
    synced: () => until(() => loaded, "a sheet to come"),
    saved: () => until(() => loaded && !provider.hasUnsyncedChanges, "edits to be acknowledged"),
    [Symbol.dispose]() {
      provider.destroy();
      socket.destroy();
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.once("disconnect", () => process.exit(1));
  const { address } = await serveSheets(process.argv[2] ?? "", JSON.parse(process.argv[3] ?? "{}") as Serving);
  process.stdout.write(`${address}\n`);
}
