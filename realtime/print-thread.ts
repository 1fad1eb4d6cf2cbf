import { Worker } from "node:worker_threads";
import type { PrintoutToMake } from "#db/printout-make.ts";
import type { PrintFacts } from "./print-pages.ts";
import type { Asked, Drawn } from "./print-worker.ts";

/** A PDF takes a quarter of a second of a processor: beside the sheets, not in front of them. */
const idleAfter = 30_000;

interface Waiting {
  done(of: { content: Uint8Array; pages: number }): void;
  failed(error: Error): void;
}
let worker: Worker | null = null;
let idle: ReturnType<typeof setTimeout> | undefined;
let last = 0;
const waiting = new Map<number, Waiting>();

function rest(): void {
  if (waiting.size > 0) return;
  // Nothing is drawn: the thread does not keep the process, and goes after a while.
  worker?.unref();
  clearTimeout(idle);
  idle = setTimeout(() => {
    if (waiting.size > 0) return;
    void worker?.terminate();
    worker = null;
  }, idleAfter);
  idle.unref();
}

function start(): Worker {
  const started = new Worker(new URL("./print-worker.ts", import.meta.url), { execArgv: [] });
  started.on("message", (drawn: Drawn) => {
    const one = waiting.get(drawn.number);
    waiting.delete(drawn.number);
    if ("error" in drawn) one?.failed(new Error(drawn.error));
    else one?.done(drawn);
    rest();
  });
  // A thread that ends while it is used takes what it was drawing with it: it is tried again, in a new one.
  const ended = (error: Error) => {
    if (worker !== started) return;
    worker = null;
    for (const one of waiting.values()) one.failed(error);
    waiting.clear();
  };
  started.on("error", ended);
  started.on("exit", () => ended(new Error("the thread that draws PDFs ended")));
  return started;
}

/** The PDF of a printout, drawn on a thread of its own. */
export function drawPrintout(printout: PrintoutToMake, facts: PrintFacts): Promise<{ content: Uint8Array; pages: number }> {
  const number = ++last;
  return new Promise((done, failed) => {
    waiting.set(number, { done, failed });
    clearTimeout(idle);
    worker ??= start();
    worker.ref();
    worker.postMessage({ number, printout, facts } satisfies Asked);
  });
}
