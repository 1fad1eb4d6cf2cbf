import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocketServer } from "ws";
import type { Id } from "#domain/id.ts";
import type { ServerDeps } from "#server/context.ts";
import type { Closing, Limits } from "#sheet/protocol.ts";
import type { Nodes } from "./nodes.ts";
import { makePolls } from "./poll.ts";
import { addressOf, headersOf, newRequestId } from "./request-facts.ts";
import { sheetAsked, takeSeat, type ReadSession, type Seat } from "./seat.ts";
import type { Line } from "./sheet-socket.ts";
import { refuse } from "./upgrade.ts";

/** How pages come to a sheet, by a socket or by requests, and how the sheet comes to this node and leaves it. */
export interface Arrivals {
  /** Takes a socket at `/collab?sheet=<id>` whose origin was judged. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  /** The same for pages that no WebSocket reaches: a request of `pollPath` whose origin was judged. */
  poll(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Gives a sheet back once nobody here needs it: another node may be its writer next. */
  letGo(sheetId: Id): void;
}

/**
 * Judges who comes, leads them to the node that holds the sheet, and admits those for whom that is this one. `inUse` says whether a
 * sheet has a page or a document here.
 */
export function makeArrivals({
  deps,
  limits,
  sockets,
  nodes,
  mayOpen,
  admit,
  inUse,
}: {
  deps: Pick<ServerDeps, "sql" | "log" | "env"> & { readSession: ReadSession };
  limits: Limits;
  sockets: WebSocketServer;
  nodes: Nodes;
  /** False while too many come at once. */
  mayOpen(): boolean;
  admit(line: Line, request: IncomingMessage, outcome: Seat | Closing): void;
  inUse(sheetId: Id): boolean;
}): Arrivals {
  const { sql, log, env } = deps;
  /** Pages on their way to a sheet, which is not given back before they are there. */
  const coming = new Map<Id, number>();

  function letGo(sheetId: Id): void {
    if (coming.has(sheetId) || inUse(sheetId)) return;
    nodes.owner.release(sheetId).catch((err: unknown) => log.warn({ err, sheet: sheetId }, "a sheet was not given back"));
  }

  async function whileComing(sheetId: Id, work: () => Promise<void>): Promise<void> {
    coming.set(sheetId, (coming.get(sheetId) ?? 0) + 1);
    try {
      await work();
    } finally {
      const others = (coming.get(sheetId) ?? 1) - 1;
      if (others > 0) coming.set(sheetId, others);
      else coming.delete(sheetId);
      letGo(sheetId);
    }
  }

  function seatFor(request: IncomingMessage): Promise<Seat | Closing> {
    const facts = { headers: headersOf(request), ip: addressOf(request, env), requestId: newRequestId(), setCookie: () => {} };
    return takeSeat(sql, deps.readSession, { facts, sheetId: sheetAsked(request.url) });
  }

  const polls = makePolls({
    limits,
    mayOpen,
    seatFor,
    admit,
    lead: (seat, exchange, take) =>
      whileComing(seat.sheet.id, async () => {
        const place = await nodes.leadRequest(seat.sheet.id, { ...exchange, opens: true });
        if (place !== "passed") take(place === "here" ? seat : "restart");
      }),
  });

  return {
    letGo,
    async upgrade(request, socket, head) {
      if (!nodes.recognise(request)) return refuse(socket, "403 Forbidden");
      // A browser cannot read this: it comes back by its own jittered pause.
      if (!mayOpen()) return refuse(socket, "503 Service Unavailable", "Retry-After: 2\r\n");
      const outcome = await seatFor(request);
      // Refusals are told by a code over the open socket: of a refused upgrade a page learns nothing.
      const take = (as: Seat | Closing): void =>
        socket.destroyed ? undefined : sockets.handleUpgrade(request, socket, head, (ws) => admit(ws, request, as));
      if (typeof outcome === "string") return take(outcome);
      await whileComing(outcome.sheet.id, async () => {
        const place = await nodes.leadSocket(outcome.sheet.id, { request, socket, head });
        if (place !== "passed") take(place === "here" ? outcome : "restart");
      });
    },
    async poll(request, response) {
      if (!nodes.recognise(request)) return void response.writeHead(403, { "Content-Length": "0" }).end();
      const sheetId = sheetAsked(request.url);
      // A line that is not open here may be at the node that holds its sheet.
      const elsewhere = sheetId !== null && !polls.knows(request);
      if (elsewhere && (await nodes.leadRequest(sheetId, { request, response, opens: false })) === "passed") return;
      await polls.answer(request, response);
    },
  };
}
