import { setTimeout as sleep } from "node:timers/promises";

/** Lets so many a second through, evenly, and a second's worth at once after a rest. */
export interface Turns {
  /** Settles when it is one's turn; false at once when that is too far away. */
  take(): Promise<boolean>;
}

/** `heldFor`: milliseconds somebody waits for a turn at most. */
export function makeTurns(perSecond: number, heldFor: number): Turns {
  const each = 1_000 / perSecond;
  const rested = 1_000;
  let next = performance.now() - rested;
  return {
    async take() {
      const now = performance.now();
      const mine = Math.max(next, now - rested + each);
      if (mine - now > heldFor) return false;
      next = mine + each;
      if (mine > now) await sleep(mine - now);
      return true;
    },
  };
}
