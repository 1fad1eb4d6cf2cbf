import { closings, type Closing, type Limits } from "#sheet/protocol.ts";
import { makeBucket } from "./bucket.ts";

/** Hocuspocus's own ping and pong, one byte each: the ping is what lets a page in a sleeping tab see that the line holds. */
const pagePing = Uint8Array.of(9);
const pagePong = 10;
const ourPong = Uint8Array.of(pagePong);

/** Smaller ones come one after the other and add up; one as large as this is a sheet being opened. */
const aWholeSheet = 256 * 1024;

/** How long a page may take to answer a close before its socket is cut. */
const closeWithin = 3_000;

/** What carries frames to and from a page: a WebSocket, or the same over requests and answers (poll.ts). */
export interface Line {
  readonly readyState: number;
  readonly OPEN: number;
  /** Bytes given to it that the page has not got. */
  readonly bufferedAmount: number;
  send(data: Uint8Array): void;
  close(code?: number, reason?: string): void;
  /** Cuts it, without a word. */
  terminate(): void;
  /** Asks for a sign of life. */
  ping(): void;
  /** Reads no more, so that the page waits, until `resume`. */
  pause(): void;
  resume(): void;
  on(event: "message", listener: (data: Buffer, isBinary: boolean) => void): unknown;
  on(event: "close", listener: (code: number, reason: Buffer) => void): unknown;
  on(event: "pong", listener: () => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/** A socket as Hocuspocus wants it, which looks after itself. */
export interface SheetSocket {
  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void;
  close(code?: number, reason?: string): void;
  readonly readyState: number;
  /** Ends it with a reason; nothing that comes after is heard. */
  end(closing: Closing): void;
  /** Sends a ping; ends a socket that did not answer the last one. */
  ping(): void;
}

/** Who listens; the functions may be put in their place later. */
export interface Ears {
  message: (data: Uint8Array) => void;
  close: (code: number, reason: string) => void;
}

/**
 * What no library does for us. A reader that does not read is cut before it fills the memory; a page that says too much waits (its
 * socket is not read, so TCP holds it back; nothing is dropped, since a dropped update stalls all its later ones); a half-open
 * socket is missed.
 */
export function guardSocket(ws: Line, limits: Limits, ears: Ears): SheetSocket {
  const bucket = makeBucket({ perSecond: limits.messagesPerSecond, burst: limits.messageBurst });
  /** Read before its turn: what ws had in hand when it was told to pause. */
  const early: Uint8Array[] = [];
  let alive = true;
  let ended = false;
  /** The largest single message so far: a whole sheet may be larger than what a stalled reader is allowed. */
  let largest = 0;

  function hear(): void {
    while (!ended && early.length > 0 && bucket.take()) ears.message(early.shift() ?? new Uint8Array());
    if (early.length > 0 && !ended) setTimeout(hear, bucket.wait());
    else ws.resume();
  }

  ws.on("pong", () => (alive = true));
  ws.on("message", (data: Buffer, isBinary) => {
    alive = true;
    if (ended || !isBinary || (data.length === 1 && data[0] === pagePong)) return;
    // a page asks whether the line holds: it has to say so itself within 5 s
    if (data.length === 1 && data[0] === pagePing[0]) return bucket.take() ? socket.send(ourPong) : undefined;
    // A view: what came is a buffer of its own, and Hocuspocus writes nothing into it.
    const message = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    if (early.length === 0 && bucket.take()) return ears.message(message);
    early.push(message);
    if (early.length > 1) return;
    ws.pause();
    setTimeout(hear, bucket.wait());
  });
  ws.on("close", (code, reason) => ears.close(code, reason.toString()));
  // Told by "close", which follows.
  ws.on("error", () => {});

  const socket: SheetSocket = {
    get readyState() {
      return ws.readyState;
    },
    send(data) {
      if (ws.readyState !== ws.OPEN) return;
      const message = data as Uint8Array;
      if (message.byteLength > aWholeSheet) largest = Math.max(largest, message.byteLength);
      ws.send(message);
      if (ws.bufferedAmount > limits.bufferedBytes + largest) ws.terminate();
    },
    close: (code, reason) => ws.close(code, reason),
    end(closing) {
      if (ended) return;
      ended = true;
      ws.resume();
      ws.close(closings[closing].code, closing);
      setTimeout(() => ws.terminate(), closeWithin).unref();
    },
    ping() {
      // What is not read cannot be an answer.
      if (!alive && early.length === 0) return ws.terminate();
      alive = false;
      ws.ping();
      socket.send(pagePing);
    },
  };
  return socket;
}
