import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

/**
 * A WebSocket client for load alone. A whole client for each of 400 people would need more of the machine than the server it measures:
 * this one walks over frames where they lie, answers pings, and hands payloads on, so that one process takes 300,000 messages a second.
 */
export interface ThinSocket {
  /** Called with each message's payload, a view that is only good during the call; may be put in its place later. */
  hear: (payload: Buffer) => void;
  closed: (code: number) => void;
  send(payload: Uint8Array, text?: boolean): void;
  /** Cuts it, as a lost line would. */
  cut(): void;
}

const text = 1;
const binary = 2;
const close = 8;
const ping = 9;
const pong = 10;

/** A frame from a client with a mask of zeros, which leaves the payload as it is. */
export function frame(payload: Uint8Array, kind: number): Buffer {
  const { length } = payload;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const out = Buffer.allocUnsafe(head + 4 + length);
  out[0] = 0x80 | kind;
  if (head === 2) out[1] = 0x80 | length;
  else if (head === 4) {
    out[1] = 0x80 | 126;
    out.writeUInt16BE(length, 2);
  } else {
    out[1] = 0x80 | 127;
    out.writeBigUInt64BE(BigInt(length), 2);
  }
  out.writeUInt32BE(0, head);
  out.set(payload, head + 4);
  return out;
}

/** Walks the frames of a server (unmasked, not in pieces) however TCP cuts them; calls back with the kind and a view of each. */
export function makeWalker(each: (kind: number, payload: Buffer) => void): (chunk: Buffer) => void {
  let rest: Buffer | null = null;
  return (chunk) => {
    const data = rest ? Buffer.concat([rest, chunk]) : chunk;
    let at = 0;
    while (data.length - at >= 2) {
      const short = (data[at + 1] ?? 0) & 127;
      const head = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (data.length - at < head) break;
      const length = head === 4 ? data.readUInt16BE(at + 2) : head === 10 ? Number(data.readBigUInt64BE(at + 2)) : short;
      if (data.length - at < head + length) break;
      each((data[at] ?? 0) & 15, data.subarray(at + head, at + head + length));
      at += head + length;
    }
    rest = at === data.length ? null : at === 0 ? data : Buffer.from(data.subarray(at));
  };
}

/** Opens a socket; refused or broken before it is open, it throws with the first line of the answer. */
export function openThin(address: string, headers: Record<string, string> = {}): Promise<ThinSocket> {
  const url = new URL(address);
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    const write = (data: Buffer): void => void (socket.writable && socket.write(data));
    const thin: ThinSocket = {
      hear: () => {},
      closed: () => {},
      send: (payload, isText = false) => write(frame(payload, isText ? text : binary)),
      cut: () => socket.destroy(),
    };
    let code = 1006;
    const walk = makeWalker((kind, payload) => {
      if (kind === text || kind === binary) thin.hear(payload);
      else if (kind === ping) write(frame(payload, pong));
      else if (kind === close) {
        code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
        socket.end();
      }
    });
    let greeting = Buffer.alloc(0);
    function greet(data: Buffer): void {
      greeting = Buffer.concat([greeting, data]);
      const end = greeting.indexOf("\r\n\r\n");
      if (end < 0) return;
      const status = greeting.toString("latin1", 0, greeting.indexOf("\r\n"));
      if (!status.includes(" 101 ")) {
        socket.destroy();
        return reject(new Error(status));
      }
      socket.off("data", greet);
      socket.on("data", walk);
      resolve(thin);
      // What came in the same packet, once the caller had its turn to listen.
      const early = greeting.subarray(end + 4);
      if (early.length > 0) queueMicrotask(() => queueMicrotask(() => walk(early)));
    }
    socket.on("data", greet);
    socket.on("error", reject);
    socket.on("close", () => {
      reject(new Error("closed"));
      thin.closed(code);
    });
    const lines = { Host: url.host, Upgrade: "websocket", Connection: "Upgrade", "Sec-WebSocket-Version": "13", ...headers };
    const key = randomBytes(16).toString("base64");
    const written = Object.entries({ ...lines, "Sec-WebSocket-Key": key }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.on("connect", () => socket.write(`GET ${url.pathname}${url.search} HTTP/1.1\r\n${written.join("")}\r\n`));
  });
}

const sign = "@@";
const digits = 9;

/** What an edit carries, to be found again in the bytes that reach the others: "@@0000000zz". */
export const marker = (number: number): string => sign + number.toString(36).padStart(digits, "0");

/** Calls back with each marker's number in a payload. */
export function eachMarker(payload: Buffer, each: (number: number) => void): void {
  for (let at = payload.indexOf(sign, 0, "latin1"); at >= 0; at = payload.indexOf(sign, at, "latin1")) {
    let number = 0;
    for (let digit = at + 2; digit < at + 2 + digits; digit += 1) {
      const code = payload[digit] ?? 0;
      number = number * 36 + (code < 58 ? code - 48 : code - 87);
    }
    each(number);
    at += 2 + digits;
  }
}
