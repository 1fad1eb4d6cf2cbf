import { parentPort } from "node:worker_threads";
import type { PrintoutToMake } from "#db/printout-make.ts";
import { makePrintout, type PrintFacts } from "./print-pages.ts";

/** What a page asks of the thread that draws PDFs, and what it answers. */
export interface Asked {
  number: number;
  printout: PrintoutToMake;
  facts: PrintFacts;
}
export type Drawn = { number: number } & ({ content: Uint8Array; pages: number } | { error: string });

parentPort?.on("message", ({ number, printout, facts }: Asked) => {
  makePrintout(printout, facts).then(
    ({ content, pages }) => {
      // A copy of its own, so that it can be given away instead of copied again.
      const bytes = new Uint8Array(content);
      parentPort?.postMessage({ number, content: bytes, pages } satisfies Drawn, [bytes.buffer]);
    },
    (error: unknown) => parentPort?.postMessage({ number, error: error instanceof Error ? error.message : "?" } satisfies Drawn),
  );
});
