import type { IncomingMessage } from "node:http";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { makePulse, unlessTired, type Reading } from "./pulse.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A loop as a test wants it. */
function loop() {
  const now = { count: 200, p50: 1, p99: 5, busy: 0.3 };
  const reading: Reading = {
    count: () => now.count,
    percentile: (of) => (of >= 99 ? now.p99 : now.p50),
    busy: () => now.busy,
    reset: () => void (now.count = 0),
    stop: () => {},
  };
  return { now, pulse: makePulse({ reading }) };
}

it("[R119] is tired while its loop was late in the last seconds by its own work, and no longer", () => {
  const { now, pulse } = loop();
  expect(pulse.tired()).toBe(false);
  Object.assign(now, { p99: 130, busy: 0.95 });
  expect(pulse.tired()).toBe(true);
  expect(pulse.delay(99)).toBe(130);
  // the span ends; the next has no say yet
  vi.advanceTimersByTime(5_000);
  expect(pulse.tired()).toBe(true);
  Object.assign(now, { count: 200, p99: 3 });
  vi.advanceTimersByTime(5_000);
  expect(pulse.tired()).toBe(false);
  expect(pulse.delay(99)).toBe(3);
  // late, but idle: the machine is busy with others
  Object.assign(now, { count: 200, p99: 400, busy: 0.1 });
  expect(pulse.tired()).toBe(false);
  now.busy = 0.9;
  expect(pulse.tired()).toBe(true);
  pulse.forget();
  expect(pulse.tired()).toBe(false);
  pulse.stop();
});

it("[R119] turns new sockets away while it is tired, with a time to come back, and counts them", () => {
  let tired = true;
  const refused: string[] = [];
  let taken = 0;
  const upgrade = unlessTired(() => void (taken += 1), {
    tired: () => tired,
    measures: { refused: (kind, reason) => void refused.push(`${kind} ${reason}`) },
  });
  const socket = new PassThrough();
  void upgrade({} as IncomingMessage, socket, Buffer.alloc(0));
  expect(String(socket.read())).toMatch(/^HTTP\/1.1 503 [^]*\r\nRetry-After: \d+\r\n/);
  expect({ taken, refused }).toEqual({ taken: 0, refused: ["events busy"] });
  tired = false;
  void upgrade({} as IncomingMessage, new PassThrough(), Buffer.alloc(0));
  expect(taken).toBe(1);
});
