import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Measures } from "./metrics.ts";
import { refuse, type Upgrade } from "./upgrade.ts";

/** How busy this process is, by what everything in it waits for: its event loop. */
export interface Pulse {
  /** The delay of the loop in the last seconds, in milliseconds; 0 when it keeps up. */
  delay(percentile: 50 | 99): number;
  /** Too busy for somebody new: those who are in would feel it. */
  tired(): boolean;
  /** Begins anew: what was done before the door opened is no measure. */
  forget(): void;
  stop(): void;
}

/** Past this p99, in milliseconds, nobody new is let in: an edit would be seen late by those who are at work. */
const tiredAt = 100;
/** And only when it is our own work, by the share of a core we had: a machine that gives us no time is not helped by turning people away. */
const busyAt = 0.5;
/** A single pause (a large sheet is loaded) is not tiredness: it is one of some two hundred samples in so long. */
const span = 5_000;
const resolution = 20;
/** A span that has just begun says nothing yet. */
const fewest = 25;

/** What is measured, for tests to give something else: the span since `reset`. Delays in milliseconds, `busy` in cores. */
export interface Reading {
  count(): number;
  percentile(of: number): number;
  busy(): number;
  reset(): void;
  stop(): void;
}

function measure(): Reading {
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  let since = { at: performance.now(), cpu: process.cpuUsage() };
  return {
    count: () => histogram.count,
    // Nanoseconds; between two samples lies the resolution itself.
    percentile: (of) => Math.max(0, histogram.percentile(of) / 1e6 - resolution),
    busy() {
      const { user, system } = process.cpuUsage(since.cpu);
      return (user + system) / 1_000 / Math.max(1, performance.now() - since.at);
    },
    reset() {
      histogram.reset();
      since = { at: performance.now(), cpu: process.cpuUsage() };
    },
    stop: () => histogram.disable(),
  };
}

const rested = { p50: 0, p99: 0, tired: false };

/** Watches the loop: the span that is over and the one that runs, whichever is worse. */
export function makePulse({ reading = measure(), every = span }: { reading?: Reading; every?: number } = {}): Pulse {
  let last = rested;
  function now(): typeof rested {
    if (reading.count() < fewest) return rested;
    const p99 = reading.percentile(99);
    return { p50: reading.percentile(50), p99, tired: p99 > tiredAt && reading.busy() > busyAt };
  }
  const timer = setInterval(() => {
    last = now();
    reading.reset();
  }, every);
  timer.unref();
  return {
    delay: (percentile) => Math.max(last[`p${percentile}`], now()[`p${percentile}`]),
    tired: () => last.tired || now().tired,
    forget() {
      last = rested;
      reading.reset();
    },
    stop() {
      clearInterval(timer);
      reading.stop();
    },
  };
}

/** Lets no socket in while the process is too busy, and says when to come back; those that are in stay. */
export const unlessTired =
  (upgrade: Upgrade, { tired, measures }: { tired: () => boolean; measures: Pick<Measures, "refused"> }): Upgrade =>
  (request, socket, head) => {
    if (!tired()) return upgrade(request, socket, head);
    measures.refused("events", "busy");
    refuse(socket, "503 Service Unavailable", "Retry-After: 5\r\n");
  };
