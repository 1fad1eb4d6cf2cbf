import { describe, expect, it } from "vitest";
import { firstTurn, languageAt, passed, stepped, turnedTo, viewAt, type Turn } from "./rotation.ts";

const turns = (count: number): Turn[] => Array.from({ length: count }, (_one, at) => ({ count: at, shown: 0 }));

describe("the rotation of a wall", () => {
  it("[R493] shows each view its own time, then the next, and begins again", () => {
    const seconds = [15, 20, 30];
    let turn = firstTurn;
    const shown: number[] = [];
    for (let second = 0; second < 65; second++) {
      shown.push(viewAt(turn, 3));
      turn = passed(turn, 1000, seconds);
    }
    expect([0, 1, 2].map((view) => shown.filter((one) => one === view).length)).toEqual([15, 20, 30]);
    expect(viewAt(turn, 3)).toBe(0);
  });

  it("[R493] steps on and back by hand, beyond both ends, and to a chosen view", () => {
    expect(viewAt(stepped(firstTurn, -1, 3), 3)).toBe(2);
    expect(viewAt(stepped({ count: 5, shown: 9 }, 1, 3), 3)).toBe(0);
    expect(turnedTo({ count: 4, shown: 5 }, 2, 3)).toEqual({ count: 5, shown: 0 });
  });

  it.each([1, 2, 3, 4, 5, 6])("[R493] shows %i views in both languages within two rounds, never the same one twice running", (views) => {
    const seen = turns(views * 2).map((turn) => `${viewAt(turn, views)} ${languageAt(turn, "both", views)}`);
    expect(new Set(seen).size).toBe(views * 2);
    const languages = turns(views).map((turn) => languageAt(turn, "both", views));
    expect(languages.every((one, at) => at === 0 || one !== languages[at - 1])).toBe(true);
    expect(languageAt({ count: 3, shown: 0 }, "en", views)).toBe("en");
  });
});
