import { randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { sessionSecretIn } from "#server/session.ts";
import { pack, packetType, unpack, type Packet } from "#sheet/poll-frames.ts";
import { closings, type Closing, type Limits } from "#sheet/protocol.ts";
import { headersOf } from "./request-facts.ts";
import type { Seat } from "./seat.ts";
import type { Line } from "./sheet-socket.ts";

/** ws's own words for these. */
const broken = 1006;
const normal = 1000;
const messageTooBig = 1009;
/** Packets have a head, and each frame its length. */
const envelope = 64 * 1024;
/** As many bytes in one answer as a slow line carries in a moment; a larger frame goes alone. */
const answerBytes = 1024 * 1024;
/** A page that says too much waits for its answer, but not until its proxy gives up. */
const holdFor = 15_000;

type Exchange = { request: IncomingMessage; response: ServerResponse };

/**
 * A sheet's line over requests and answers, as `guardSocket` and Hocuspocus want it: `send` queues numbered frames until the page says
 * that it has them; what the page posts is heard once, in order, however often it is posted.
 */
class PollLine extends EventEmitter implements Line {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  readonly id = randomBytes(24).toString("base64url");
  readonly secret: string;
  readonly #limits: Limits;
  readonly #gone: () => void;
  /** Not yet known to be there; the first is number `#lost + 1`. */
  readonly #queue: Uint8Array[] = [];
  #let = 0;
  #heard = 0;
  #code = 0;
  #paused = false;
  #waiting: ServerResponse | null = null;
  #timer: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  #gathering = false;
  readonly #held = new Set<() => void>();

  constructor(secret: string, limits: Limits, gone: () => void) {
    super();
    this.secret = secret;
    this.#limits = limits;
    this.#gone = gone;
    this.#quiet();
  }

  send(data: Uint8Array): void {
    if (this.readyState !== this.OPEN) return;
    this.#queue.push(new Uint8Array(data));
    this.bufferedAmount += data.byteLength;
    // What is told in one turn goes in one answer.
    if (this.#gathering) return;
    this.#gathering = true;
    setImmediate(() => {
      this.#gathering = false;
      this.#answer();
    });
  }

  /** Ends it with a code, once the page has what came before. */
  close(code = normal): void {
    if (this.readyState !== this.OPEN) return;
    this.readyState = 2;
    this.#code = code;
    this.#answer();
  }

  terminate(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.#code ||= broken;
    this.#queue.length = 0;
    this.bufferedAmount = 0;
    this.#answer();
    this.resume();
    this.emit("close", this.#code, Buffer.from(""));
    // Kept a moment longer, so that a page that asks late learns why.
    this.#quiet();
  }

  /** The page's own requests are its signs of life; the line ends by itself when they stop. */
  ping(): void {
    this.emit("pong");
  }

  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
    for (const go of this.#held) go();
  }

  /** A page waits for frames after `have`: those it has are let go. One waits at a time, the latest: an earlier one may be dead on its way. */
  wait(response: ServerResponse, have: number): void {
    if (this.readyState === 3) return answerWith(response, { first: have + 1, close: this.#code, frames: [] });
    // One overtaken on its way by a later one asks for what is no longer kept: nobody waits for its answer.
    if (!Number.isInteger(have) || have < this.#let) return answerJson(response, 409);
    if (have > this.#let + this.#queue.length) {
      answerJson(response, 409);
      return this.terminate();
    }
    this.#release();
    for (const frame of this.#queue.splice(0, have - this.#let)) this.bufferedAmount -= frame.byteLength;
    this.#let = have;
    clearTimeout(this.#silence);
    this.#waiting = response;
    response.once("close", () => {
      if (this.#waiting === response) this.#waiting = null;
      if (!this.#waiting) this.#quiet();
    });
    this.#timer = setTimeout(() => this.#release(), this.#limits.pollWait);
    if (this.#queue.length > 0 || this.#code !== 0) this.#answer();
  }

  /** Hears a packet; resolves when the page may say more. False when something before it is missing. */
  async hear({ first, frames }: Packet): Promise<boolean> {
    if (first > this.#heard + 1) return false;
    for (const frame of frames.slice(this.#heard + 1 - first)) {
      this.#heard += 1;
      if (frame.byteLength > this.#limits.messageBytes) {
        this.close(messageTooBig);
        break;
      }
      this.emit("message", Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength), true);
    }
    if (this.#paused) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => go(), holdFor);
        const go = (): void => {
          clearTimeout(timer);
          this.#held.delete(go);
          resolve();
        };
        this.#held.add(go);
      });
    }
    return true;
  }

  /** The code it ended with, 0 while it goes on. */
  get code(): number {
    return this.readyState === 3 ? this.#code : 0;
  }

  #release(): void {
    if (this.#waiting) this.#write(this.#waiting, []);
  }

  #answer(): void {
    if (!this.#waiting) return;
    let bytes = 0;
    const count = this.#queue.findIndex((frame, index) => (bytes += frame.byteLength) > answerBytes && index > 0);
    this.#write(this.#waiting, count === -1 ? this.#queue : this.#queue.slice(0, count));
  }

  #write(response: ServerResponse, frames: Uint8Array[]): void {
    this.#waiting = null;
    clearTimeout(this.#timer);
    // The end comes after everything that was said before it.
    const close = frames.length === this.#queue.length ? this.#code : 0;
    answerWith(response, { first: this.#let + 1, close, frames });
    if (close !== 0 && this.readyState === 2) response.once("close", () => response.writableFinished && this.terminate());
  }

  #quiet(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      if (this.readyState !== 3) this.terminate();
      else this.#gone();
    }, this.#limits.pollSilence).unref();
  }
}

function answerWith(response: ServerResponse, packet: Packet): void {
  const body = pack(packet);
  response.writeHead(200, { "Content-Type": packetType, "Content-Length": body.byteLength });
  response.end(body);
}

function answerJson(
  response: ServerResponse,
  status: number,
  { value = {}, headers = {} }: { value?: unknown; headers?: Record<string, string | number> } = {},
): void {
  const body = JSON.stringify(value);
  response.writeHead(status, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body), ...headers });
  response.end(body);
}

/** The whole body; null when it is longer than allowed, or broke off. */
async function bodyOf(request: IncomingMessage, most: number): Promise<Buffer | null> {
  if (Number(request.headers["content-length"] ?? 0) > most) return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.byteLength;
      if (bytes > most) return null;
      chunks.push(chunk);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}

export interface Polls {
  /** Answers a request of `pollPath` whose origin was judged (see poll-frames.ts for the protocol). */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** False for a request of a line that is open, and not here. */
  knows(request: IncomingMessage): boolean;
  size(): number;
}

/** The lines of this node's pages that come without a WebSocket. `admit` takes them as it takes sockets. */
export function makePolls({
  limits,
  mayOpen,
  seatFor,
  lead,
  admit,
}: {
  limits: Limits;
  /** False while too many come at once. */
  mayOpen(): boolean;
  seatFor(request: IncomingMessage): Promise<Seat | Closing>;
  /** Leads a new line to the node that holds its sheet; `take` is called when that is this one, or none for the moment. */
  lead(seat: Seat, exchange: Exchange, take: (outcome: Seat | Closing) => void): Promise<void>;
  admit(line: Line, request: IncomingMessage, outcome: Seat): void;
}): Polls {
  const lines = new Map<string, PollLine>();

  async function open({ request, response }: Exchange, secret: string): Promise<void> {
    if (!mayOpen()) return answerJson(response, 503, { headers: { "Retry-After": 2, Connection: "close" } });
    function take(outcome: Seat | Closing): void {
      if (typeof outcome === "string") return answerJson(response, 200, { value: { close: closings[outcome].code } });
      const line = new PollLine(secret, limits, () => lines.delete(line.id));
      lines.set(line.id, line);
      admit(line, request, outcome);
      answerJson(response, 200, { value: { session: line.id } });
    }
    const outcome = await seatFor(request);
    if (typeof outcome === "string") take(outcome);
    else await lead(outcome, { request, response }, take);
  }

  async function hear({ request, response }: Exchange, line: PollLine): Promise<void> {
    const body = await bodyOf(request, limits.messageBytes + envelope);
    if (response.destroyed) return;
    const packet = body && unpack(body);
    if (!packet) {
      line.close(body ? closings.outsideModel.code : messageTooBig);
      return answerJson(response, body ? 400 : 413, { headers: { Connection: "close" } });
    }
    if (!(await line.hear(packet))) return answerJson(response, 409);
    answerWith(response, { first: 0, close: line.code, frames: [] });
  }

  return {
    async answer(request, response) {
      // Each answer is one person's at one moment: nothing between keeps or rewrites it.
      response.setHeader("Cache-Control", "private, no-store, no-transform");
      const { method = "GET" } = request;
      const asked = new URL(request.url ?? "/", "http://here").searchParams;
      const site = request.headers["sec-fetch-site"];
      if (site !== undefined && site !== "same-origin") return answerJson(response, 403);
      const secret = sessionSecretIn(headersOf(request)) ?? "";
      const session = asked.get("session");
      if (session === null && method === "POST") return open({ request, response }, secret);
      const line = lines.get(session ?? "");
      // A line of somebody else's and none at all are the same answer.
      if (!line || line.secret !== secret) return answerJson(response, 404);
      if (method === "GET") return line.wait(response, Number(asked.get("have")));
      if (method === "POST") return hear({ request, response }, line);
      if (method !== "DELETE") return answerJson(response, 405, { headers: { Allow: "GET, POST, DELETE" } });
      line.terminate();
      lines.delete(line.id);
      response.writeHead(204).end();
    },
    knows(request) {
      const session = new URL(request.url ?? "/", "http://here").searchParams.get("session");
      return session === null || lines.has(session);
    },
    size: () => lines.size,
  };
}
