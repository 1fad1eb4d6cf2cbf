import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { applyWSSHandler } from "@trpc/server/adapters/ws";
import { WebSocketServer, type WebSocket } from "ws";
import type { Id } from "#domain/id.ts";
import { createContext, type ServerDeps } from "#server/context.ts";
import { appRouter } from "#server/router.ts";
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

export type Commands = {
  upgrade: Upgrade;
  /** Ends the sockets of an account whose rights changed: they come back and are judged again. */
  rejudge(accountId: Id): void;
  /** Tells every page to come back elsewhere or later. */
  stop(): void;
};

/** `/trpc` over WebSocket: live events, and commands for who wants them there. */
export function socketCommands(deps: ServerDeps): Commands {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE });
  const accounts = new WeakMap<WebSocket, Id>();
  const handler = applyWSSHandler({
    wss: sockets,
    router: appRouter,
    keepAlive: { enabled: true, pingMs: PING_EVERY, pongWaitMs: PONG_WITHIN },
    createContext: async ({ req, res }) => {
      const context = await createContext(deps, {
        headers: headersOf(req),
        ip: addressOf(req, deps.env),
        requestId: newRequestId(),
        setCookie: () => {},
      });
      if (context.session) accounts.set(res, context.session.account.id);
      return context;
    },
  });
  return {
    upgrade: (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, (client) => {
        client.on("error", (err) => deps.log.debug({ err }, "socket"));
        sockets.emit("connection", client, request);
      }),
    rejudge(accountId) {
      for (const client of sockets.clients) if (accounts.get(client) === accountId) client.close(COME_BACK);
    },
    stop() {
      handler.broadcastReconnectNotification();
      for (const client of sockets.clients) client.close(COME_BACK);
      sockets.close();
      // One that does not say goodbye is not waited for.
      setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, GOODBYE).unref();
    },
  };
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

/** Ends a socket before it is one. */
export function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
