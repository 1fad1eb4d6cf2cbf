import * as decoding from "lib0/decoding";
import type { Verdict } from "./gate.ts";

/** Kinds of message and of what is in them, as Hocuspocus and y-protocols number them. */
const sync = 0;
const syncReply = 4;
const update = 2;

interface Exchanged {
  message: Uint8Array;
  update: Uint8Array | null;
}

/** Looks at what a page says before Hocuspocus does. */
export interface Ahead {
  /** Takes a message, and gives it to Hocuspocus in its turn. */
  hear(message: Uint8Array): void;
  /** In the turn of a message in the gate's hook: its verdict when it was judged ahead, else undefined and then `done`. */
  verdict(): Promise<Verdict> | undefined;
  done(): void;
}

/**
 * Hocuspocus takes a page's messages one at a time and awaits the gate in each, so that ten people who paste would have ten edits on
 * their way to the disk and no more. An update is therefore given to the gate as it arrives, in the page's order still, and Hocuspocus
 * finds its verdict waiting. While anything else of the exchange has its turn (what a page brings back, or an update the gate could not
 * take at once: `admit` gives null) what comes after it waits here.
 */
export function makeAhead({
  name,
  admit,
  pass,
}: {
  name: string;
  admit: (update: Uint8Array) => Promise<Verdict> | null;
  pass: (message: Uint8Array) => void;
}): Ahead {
  const head = Buffer.from(name);
  const verdicts: Promise<Verdict>[] = [];
  /** Messages of the exchange that Hocuspocus has and that were not judged ahead. */
  let others = 0;
  const waiting: Exchanged[] = [];

  /** A message of the exchange, with the update that it may be; null for any other. */
  function read(message: Uint8Array): Exchanged | null {
    const decoder = decoding.createDecoder(message);
    const length = decoding.readVarUint(decoder);
    if (length !== head.length || head.compare(message, decoder.pos, decoder.pos + length) !== 0) return null;
    decoder.pos += length;
    const kind = decoding.readVarUint(decoder);
    if (kind !== sync && kind !== syncReply) return null;
    return { message, update: decoding.readVarUint(decoder) === update ? decoding.readVarUint8Array(decoder) : null };
  }

  function judge({ message, update: typed }: Exchanged): void {
    const verdict = typed ? admit(typed) : null;
    // Whoever waits for it hears of a failure; a page that went away does not.
    verdict?.catch(() => {});
    if (verdict) verdicts.push(verdict);
    else others += 1;
    pass(message);
  }

  return {
    hear(message) {
      let found: Exchanged | null = null;
      try {
        found = read(message);
      } catch {
        // Hocuspocus says so in its turn, and closes.
      }
      if (!found) pass(message);
      else if (others > 0 || waiting.length > 0) waiting.push(found);
      else judge(found);
    },
    verdict: () => verdicts.shift(),
    done() {
      others -= 1;
      for (let next = waiting[0]; next && others === 0; next = waiting[0]) {
        waiting.shift();
        judge(next);
      }
    },
  };
}
