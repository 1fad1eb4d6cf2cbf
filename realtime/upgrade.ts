import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { getWSConnectionHandler } from "@trpc/server/adapters/ws";
import { WebSocketServer, type WebSocket } from "ws";
import { createContext, type Context, type ServerDeps } from "#server/context.ts";
import { appRouter } from "#server/router.ts";
import type { Limits } from "#sheet/protocol.ts";
import type { Attendance } from "./attendance.ts";
import { makeTurns } from "./turns.ts";
import { displayOf } from "#server/display-token.ts";
import type { Display } from "#db/display.ts";
import { takeLive } from "./live-socket.ts";
import { takeWall } from "./wall-socket.ts";
import { fromOurPages } from "./origin.ts";
import { addressOf, headersOf, newRequestId, pathForLog } from "./request-facts.ts";

/** Takes a socket whose path and origin are right; it judges session and permission, or ends it. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void | Promise<void>;

/** "Service restart": the client comes back after a pause and is judged again. */
const COME_BACK = 1012;
/** A command over the socket is small: files go by HTTP. */
const MAX_MESSAGE = 1024 * 1024;
const PING_EVERY = 20_000;
const PONG_WITHIN = 5_000;
const GOODBYE = 1_000;
/** A page that does not read is let go: it comes back and resumes by the number of the last event it has. */
const MAX_BUFFERED = 4 * 1024 * 1024;
/** Below this a page is told more of what it missed. */
const DRAINED = 256 * 1024;
/** A visitor is told to sign in, and has nothing else to hear. */
const VISIT = 5_000;
/** A thousand pages that come back at once are let in over seven seconds. */
const NEW_A_SECOND = 150;
/** Who comes a little too early is held rather than sent away: its next try would be seconds later. */
const HELD_FOR = 3_000;
/** Tabs of one person, and then some. */
const MOST_OF_ONE = 40;

export type Commands = {
  upgrade: Upgrade;
  /** Sockets that are open on this node. */
  sockets(): number;
  /** Tells every page to come back elsewhere or later. */
  stop(): void;
};

/** `/trpc` over WebSocket: live events, and commands for who wants them there. */
export function socketCommands(deps: ServerDeps, attendance: Attendance, limits: Partial<Limits> = {}): Commands {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE });
  const judged = new WeakMap<IncomingMessage, Context & { judgedAt: number; display: Display | null }>();
  const perSecond = limits.newSocketsPerSecond ?? NEW_A_SECOND;
  const mostOfOne = limits.socketsPerPerson ?? MOST_OF_ONE;
  const turns = makeTurns(perSecond, HELD_FOR);
  let stopping = false;
  const handle = getWSConnectionHandler({
    wss: sockets,
    router: appRouter,
    keepAlive: { enabled: true, pingMs: PING_EVERY, pongWaitMs: PONG_WITHIN },
    createContext: ({ req, res }) => {
      const context = judged.get(req);
      if (!context) throw new Error("a socket that was not judged");
      return { ...context, pace: () => drained(res) };
    },
  });

  sockets.on("connection", (client, request: IncomingMessage) => {
    client.on("error", (err) => deps.log.debug({ err }, "socket"));
    const context = judged.get(request);
    if (!context) return client.terminate();
    letGoOfStalled(client, () => deps.log.info({ ip: context.ip }, "a page that did not read was let go"));
    const { session, judgedAt, display } = context;
    const walled = display ? takeWall(client, context, display) : client;
    handle(takeLive(walled, { ...context, pace: () => drained(client) }), request);
    // A wall has no session; its line ends with its display.
    if (!session && display) return;
    if (!session) return void setTimeout(() => client.close(COME_BACK), VISIT).unref();
    const leave = attendance.add({ accountId: session.account.id, sessionId: session.idHash, judgedAt }, () => {
      client.close(COME_BACK);
      // Whoever does not answer the close hears no more either.
      setTimeout(() => client.terminate(), GOODBYE).unref();
    });
    client.once("close", leave);
  });

  return {
    async upgrade(request, socket, head) {
      // A browser cannot read this: it comes back by its own jittered pause.
      if (stopping || !(await turns.take()) || stopping) return refuse(socket, "503 Service Unavailable", "Retry-After: 2\r\n");
      if (socket.destroyed) return;
      const judgedAt = performance.now();
      const context = await createContext(deps, {
        headers: headersOf(request),
        ip: addressOf(request, deps.env),
        requestId: newRequestId(),
        setCookie: () => {},
      });
      if (context.session && attendance.of(context.session.account.id) >= mostOfOne)
        return refuse(socket, "429 Too Many Requests", "Retry-After: 30\r\n");
      const display = await displayOf(context);
      if (socket.destroyed) return;
      judged.set(request, { ...context, judgedAt, display: display?.revoked ? null : display });
      sockets.handleUpgrade(request, socket, head, (client) => void sockets.emit("connection", client, request));
    },
    sockets: () => sockets.clients.size,
    stop() {
      stopping = true;
      for (const client of sockets.clients) client.close(COME_BACK);
      sockets.close();
      // One that does not say goodbye is not waited for.
      setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, GOODBYE).unref();
    },
  };
}

/** Ends a socket whose reader does not read, before what waits for it fills the memory. */
function letGoOfStalled(client: WebSocket, told: () => void): void {
  const send = client.send.bind(client) as (data: unknown, options?: object) => void;
  client.send = (data: unknown, options?: unknown) => {
    send(data, typeof options === "object" && options !== null ? options : {});
    if (client.bufferedAmount <= MAX_BUFFERED) return;
    told();
    client.terminate();
  };
}

/** Settles when most of what was sent has left, or the socket is gone. */
async function drained(client: WebSocket): Promise<void> {
  while (client.readyState === client.OPEN && client.bufferedAmount > DRAINED) await new Promise((resolve) => setTimeout(resolve, 50));
}

/**
 * Leads each upgrade to its path's handler. Origin is judged here, for all of them: a page elsewhere can
 * open a socket to us with the visitor's cookies, and no rule of the browser stops it.
 */
export function attachUpgrades(server: Pick<Server, "on">, deps: ServerDeps, paths: Readonly<Record<string, Upgrade>>): void {
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    const take = paths[path] ?? paths[`/${path.split("/")[1] ?? ""}`];
    // Vite's own socket, in development, has its own listener.
    if (!take && !deps.env.production) return;
    socket.on("error", () => socket.destroy());
    if (!take) return refuse(socket, "404 Not Found");
    if (!fromOurPages(request, deps.env)) {
      deps.log.warn({ path: pathForLog(request.url) }, "a socket from another origin was refused");
      return refuse(socket, "403 Forbidden");
    }
    Promise.resolve(take(request, socket, head)).catch((err: unknown) => {
      deps.log.error({ err }, "upgrade");
      refuse(socket, "500 Internal Server Error");
    });
  });
}

/** Ends a socket before it is one; `more` are further headers, each with its end of line. */
export function refuse(socket: Duplex, status: string, more = ""): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n${more}Content-Length: 0\r\n\r\n`);
}
