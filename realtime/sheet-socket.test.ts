import { EventEmitter } from "node:events";
import { expect, it, vi } from "vitest";
import type { WebSocket } from "ws";
import { closings, limits } from "#sheet/protocol.ts";
import { guardSocket } from "./sheet-socket.ts";

/** A socket of which a test decides how much it has not yet sent. */
class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  binaryType = "";
  sent: unknown[] = [];
  closed: unknown[] = [];
  send = (data: unknown) => void this.sent.push(data);
  close = (...how: unknown[]) => void this.closed.push(how);
  terminate = vi.fn();
  ping = vi.fn();
  pause = vi.fn();
  resume = vi.fn();
}

function guarded(more: Partial<Record<keyof typeof limits, number>> = {}) {
  const ws = new FakeSocket();
  const heard: Uint8Array[] = [];
  const socket = guardSocket(ws as unknown as WebSocket, { ...limits, ...more }, { message: (data) => heard.push(data), close: () => {} });
  return { ws, heard, socket, say: (...bytes: number[]) => ws.emit("message", Buffer.from(bytes), true) };
}

it("cuts a reader that does not read before it fills the memory", () => {
  const { ws, socket } = guarded();
  ws.bufferedAmount = limits.bufferedBytes;
  socket.send(Uint8Array.of(1));
  expect(ws.terminate).not.toHaveBeenCalled();
  ws.bufferedAmount += 1;
  socket.send(Uint8Array.of(2));
  expect(ws.terminate).toHaveBeenCalledOnce();
});

it("ends a half-open socket at the first missed answer, and takes any message for one", () => {
  const { ws, socket, say } = guarded();
  socket.ping();
  ws.emit("pong");
  socket.ping();
  // the page's own answer to Hocuspocus's ping is not a message of the sheet
  say(10);
  socket.ping();
  expect(ws.terminate).not.toHaveBeenCalled();
  socket.ping();
  expect(ws.terminate).toHaveBeenCalledOnce();
});

it("answers a page that asks whether the line holds, as often as it may ask anything", () => {
  const { ws, heard, say } = guarded({ messageBurst: 2, messagesPerSecond: 1 });
  for (let asked = 0; asked < 4; asked += 1) say(9);
  expect(ws.sent).toEqual([Uint8Array.of(10), Uint8Array.of(10)]);
  expect(heard).toEqual([]);
});

it("reads no faster than it may, in order, and stops reading meanwhile", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "performance"] });
  try {
    const { ws, heard, say } = guarded({ messageBurst: 3, messagesPerSecond: 10 });
    for (let number = 20; number < 30; number += 1) say(number);
    expect(heard.map(([first]) => first)).toEqual([20, 21, 22]);
    expect(ws.pause).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(250);
    expect(heard).toHaveLength(5);
    expect(ws.resume).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(heard.map(([first]) => first)).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
    expect(ws.resume).toHaveBeenCalled();
  } finally {
    vi.useRealTimers();
  }
});

it("says why it ends, once, and hears nothing after", () => {
  const { ws, heard, socket, say } = guarded();
  socket.end("outsideModel");
  socket.end("restart");
  say(1, 2, 3);
  expect(ws.closed).toEqual([[closings.outsideModel.code, "outsideModel"]]);
  expect(heard).toEqual([]);
});
