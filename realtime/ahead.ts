import * as decoding from "lib0/decoding";
import type { Verdict } from "./gate.ts";

/** Kinds of message and of what is in them, as Hocuspocus and y-protocols number them. */
const sync = 0;
const syncReply = 4;
const update = 2;

/** Looks at what a page says before Hocuspocus does. */
export interface Ahead {
  /** Called with each message, right before Hocuspocus is given it. */
  hear(message: Uint8Array): void;
  /** In the turn of a message in the gate's hook: its verdict when it was judged ahead, else undefined and then `done`. */
  verdict(): Promise<Verdict> | undefined;
  done(): void;
}

/**
 * Hocuspocus takes a page's messages one at a time and awaits the gate in each, so that ten people who paste would have ten edits on
 * their way to the disk and no more. An update is therefore given to the gate as it arrives, in the page's order still, and Hocuspocus
 * finds its verdict waiting. Not while anything else of the exchange waits its turn: what a page brings back comes first.
 */
export function makeAhead({ name, admit }: { name: string; admit: (update: Uint8Array) => Promise<Verdict> | null }): Ahead {
  const head = Buffer.from(name);
  const verdicts: Promise<Verdict>[] = [];
  /** Messages that Hocuspocus has and that were not judged ahead. */
  let others = 0;

  /** What of the exchange a message is: an update, something else, or no part of it (null). */
  function read(message: Uint8Array): { update: Uint8Array | null } | null {
    const decoder = decoding.createDecoder(message);
    const length = decoding.readVarUint(decoder);
    if (length !== head.length || head.compare(message, decoder.pos, decoder.pos + length) !== 0) return null;
    decoder.pos += length;
    const kind = decoding.readVarUint(decoder);
    if (kind !== sync && kind !== syncReply) return null;
    return { update: decoding.readVarUint(decoder) === update ? decoding.readVarUint8Array(decoder) : null };
  }

  return {
    hear(message) {
      let found: ReturnType<typeof read>;
      try {
        found = read(message);
      } catch {
        // Hocuspocus says so in its turn, and closes.
        return;
      }
      if (!found) return;
      const verdict = found.update && others === 0 ? admit(found.update) : null;
      if (!verdict) {
        others += 1;
        return;
      }
      // Whoever waits for it hears of it; a page that went away does not.
      verdict.catch(() => {});
      verdicts.push(verdict);
    },
    verdict: () => verdicts.shift(),
    done: () => void (others -= 1),
  };
}
