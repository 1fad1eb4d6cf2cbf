import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { MatchSolution } from "#domain/matching.ts";
import type { MatchAsked, Matcher } from "#server/context.ts";
import type { MatchSaid, MatchTask } from "./match-worker.ts";

/** A solver that has not heeded the word to stop in this time (milliseconds) is in a step that listens to nobody. */
const patience = 1_000;
/** Beside the sheets, not in front of them: one processor is left to them. */
const atOnce = Math.max(1, availableParallelism() - 1);

/** One question on a thread of its own, that ends with it: what the solver took of memory is given back whatever became of it. */
function run({ onProgress, onSolution, signal, ...asked }: MatchAsked): Promise<MatchSolution[]> {
  const stop = new SharedArrayBuffer(4);
  const found: MatchSolution[] = [];
  const worker = new Worker(new URL("./match-worker.ts", import.meta.url), {
    execArgv: [],
    workerData: { ...asked, stop } satisfies MatchTask,
    resourceLimits: { maxOldGenerationSizeMb: 2_048 },
  });
  return new Promise<MatchSolution[]>((done, failed) => {
    let late: ReturnType<typeof setTimeout> | undefined;
    const onAbort = () => {
      Atomics.store(new Int32Array(stop), 0, 1);
      late = setTimeout(() => done(found), patience);
    };
    worker.on("message", (said: MatchSaid) => {
      if ("progress" in said) onProgress?.(said.progress);
      else if ("solution" in said) {
        found.push(said.solution);
        onSolution?.(said.solution, said.reasons);
      } else if ("error" in said) failed(new Error(said.error));
      else done(found);
    });
    worker.on("error", failed);
    worker.on("exit", () => failed(new Error("the thread that matches ended")));
    signal?.addEventListener("abort", onAbort, { once: true });
    if (signal?.aborted) onAbort();
    const forget = () => {
      clearTimeout(late);
      signal?.removeEventListener("abort", onAbort);
    };
    worker.once("exit", forget);
  }).finally(() => worker.terminate());
}

/** Matching beside the requests. Questions wait for their turn when more are asked than there are processors to spare. */
export function makeMatcher(): Matcher & { stop(): void } {
  const closing = new AbortController();
  const turns: (() => void)[] = [];
  let running = 0;
  return {
    async solve(asked) {
      const signal = asked.signal ? AbortSignal.any([asked.signal, closing.signal]) : closing.signal;
      if (running >= atOnce) {
        await new Promise<void>((turn) => {
          turns.push(turn);
          signal.addEventListener(
            "abort",
            () => {
              // A turn that nobody takes any more is the next one's.
              const at = turns.indexOf(turn);
              if (at >= 0) turns.splice(at, 1);
              turn();
            },
            { once: true },
          );
        });
      }
      if (signal.aborted) return [];
      running += 1;
      try {
        return await run({ ...asked, signal });
      } finally {
        running -= 1;
        turns.shift()?.();
      }
    },
    stop: () => closing.abort(),
  };
}
