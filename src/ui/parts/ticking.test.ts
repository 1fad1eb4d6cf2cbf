import { describe, expect, it } from "vitest";
import { ticking } from "./ticking.ts";

const list = (locked: string[] = []) => {
  let ticked: ReadonlySet<string> = new Set();
  const of = ticking({
    keys: () => ["a", "b", "c", "d", "e"],
    ticked: () => ticked,
    onTick: (next) => (ticked = next),
    may: (key) => !locked.includes(key),
  });
  return { of, ticked: () => [...ticked].toSorted().join("") };
};

describe("tick boxes of a list", () => {
  it("tick and untick one", () => {
    const { of, ticked } = list();
    of.toggle("b");
    expect(ticked()).toBe("b");
    of.toggle("b");
    expect(ticked()).toBe("");
  });

  it("tick a range with Shift, from the last one touched, either way", () => {
    const { of, ticked } = list();
    of.toggle("d");
    of.shift(true);
    of.toggle("b");
    expect(ticked()).toBe("bcd");
    of.toggle("e");
    expect(ticked()).toBe("bcde");
  });

  it("untick a range with Shift when the one touched was ticked", () => {
    const { of, ticked } = list();
    of.all(true);
    of.toggle("b");
    of.toggle("d", true);
    expect(ticked()).toBe("ae");
  });

  it("leave alone what cannot be ticked, in a range and in all", () => {
    const { of, ticked } = list(["c"]);
    of.toggle("c");
    expect(ticked()).toBe("");
    of.toggle("b");
    of.toggle("e", true);
    expect(ticked()).toBe("bde");
    expect(of.state()).toBe("some");
    of.all(true);
    expect(ticked()).toBe("abde");
    expect(of.state()).toBe("all");
  });
});
