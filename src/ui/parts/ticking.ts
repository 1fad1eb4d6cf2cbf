/** Tick boxes of a list: one, all, a Shift range from the last one touched. */
export function ticking(of: {
  keys(): readonly string[];
  ticked(): ReadonlySet<string>;
  onTick(next: ReadonlySet<string>): void;
  may(key: string): boolean;
}) {
  let anchor: string | null = null;
  let withShift = false;
  const possible = () => of.keys().filter((key) => of.may(key));

  /** Gives every key between the two the state asked for. */
  const range = (from: string, to: string, on: boolean) => {
    const [one, other] = [of.keys().indexOf(from), of.keys().indexOf(to)];
    const next = new Set(of.ticked());
    for (const key of of.keys().slice(Math.min(one, other), Math.max(one, other) + 1)) {
      if (!of.may(key)) continue;
      if (on) next.add(key);
      else next.delete(key);
    }
    of.onTick(next);
  };

  return {
    may: of.may,
    /** Whether Shift was down at the click that the next toggle answers. */
    shift: (down: boolean) => {
      withShift = down;
    },
    toggle: (key: string, shift = withShift) => {
      withShift = false;
      if (!of.may(key)) return;
      const on = !of.ticked().has(key);
      range(shift && anchor !== null && of.keys().includes(anchor) ? anchor : key, key, on);
      anchor = key;
    },
    /** Shift and an arrow: both rows ticked. */
    extend: (from: string, to: string | undefined) => {
      if (to !== undefined) range(from, to, true);
      anchor ??= from;
    },
    all: (on: boolean) => of.onTick(new Set(on ? possible() : [])),
    state: (): "none" | "some" | "all" => {
      const can = possible();
      const count = can.filter((key) => of.ticked().has(key)).length;
      if (count === 0) return "none";
      return count === can.length ? "all" : "some";
    },
  };
}
