/** Rings at once, and then at most once in `every` milliseconds for each thing, however often it is asked to. */
export function makeBell<Thing extends object>(ring: (thing: Thing) => void, every = 1_000): (thing: Thing) => void {
  const quiet = new WeakMap<Thing, { again: boolean }>();
  return function ask(thing) {
    const waiting = quiet.get(thing);
    if (waiting) {
      waiting.again = true;
      return;
    }
    const now = { again: false };
    quiet.set(thing, now);
    ring(thing);
    setTimeout(() => {
      quiet.delete(thing);
      if (now.again) ask(thing);
    }, every).unref();
  };
}
