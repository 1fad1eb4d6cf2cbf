/** Work that is asked for often and done seldom. */
export interface Lane {
  ask(): void;
  stop(): void;
}

/**
 * Does `work` `after` milliseconds when it is asked for after a rest, and once more after what it is asked for meanwhile: then not sooner than `times` of
 * what it took, at least `least` and at most `most` milliseconds. `work` never throws.
 */
export function makeLane(work: () => Promise<void>, of: { after: number; least: number; times: number; most: number }): Lane {
  let notBefore = 0;
  let running = false;
  let asked = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function go(): Promise<void> {
    timer = undefined;
    running = true;
    asked = false;
    const from = performance.now();
    await work();
    const took = performance.now() - from;
    notBefore = performance.now() + Math.min(of.most, Math.max(of.least, took * of.times));
    running = false;
    if (asked) ask();
  }

  function ask(): void {
    asked = true;
    if (running || timer || stopped) return;
    const wait = Math.max(of.after, notBefore - performance.now());
    if (wait <= 0) void go();
    else timer = setTimeout(() => void go(), wait);
  }

  return {
    ask,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** Lets `most` work at a time; the others wait in order. */
export function makeSlots(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
