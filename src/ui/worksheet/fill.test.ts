import { describe, expect, test } from "vitest";
import { fillDown, fillRight, fillSeries, fillSeriesDown, spread } from "./fill.ts";

const grid = [
  ["4", "2027-01-18", "a"],
  ["6", "2027-01-25", "b"],
  ["", "", ""],
  ["", "", ""],
];
const source = (row: number, column: number) => grid[row]?.[column] ?? "";
const texts = (filled: { text: string }[]) => filled.map(({ text }) => text);

describe("Ctrl+D and Ctrl+R", () => {
  test("the first row goes down the selection", () =>
    expect(fillDown({ top: 0, bottom: 2, left: 0, right: 1 }, source)).toEqual([
      { row: 1, column: 0, text: "4" },
      { row: 1, column: 1, text: "2027-01-18" },
      { row: 2, column: 0, text: "4" },
      { row: 2, column: 1, text: "2027-01-18" },
    ]));
  test("one row takes the row above, the first row takes nothing", () => {
    expect(fillDown({ top: 1, bottom: 1, left: 2, right: 2 }, source)).toEqual([{ row: 1, column: 2, text: "a" }]);
    expect(fillDown({ top: 0, bottom: 0, left: 0, right: 2 }, source)).toEqual([]);
  });
  test("the first column goes right", () => {
    expect(texts(fillRight({ top: 0, bottom: 1, left: 1, right: 2 }, source))).toEqual(["2027-01-18", "2027-01-25"]);
    expect(texts(fillRight({ top: 0, bottom: 0, left: 2, right: 2 }, source))).toEqual(["2027-01-18"]);
    expect(fillRight({ top: 0, bottom: 0, left: 0, right: 0 }, source)).toEqual([]);
  });
});

describe("the fill handle", () => {
  const down = (left: number, right = left) => fillSeries({ top: 0, bottom: 1, left, right }, { top: 0, bottom: 3, left, right }, source);
  test("dates and numbers a step apart go on", () => {
    expect(texts(down(1))).toEqual(["2027-02-01", "2027-02-08"]);
    expect(texts(down(0))).toEqual(["8", "10"]);
  });
  test("other values repeat", () => expect(texts(down(2))).toEqual(["a", "b"]));
  test("one date alone is copied", () =>
    expect(texts(fillSeries({ top: 0, bottom: 0, left: 1, right: 1 }, { top: 0, bottom: 2, left: 1, right: 1 }, source))).toEqual([
      "2027-01-18",
      "2027-01-18",
    ]));
  test("upwards it goes back", () =>
    expect(fillSeries({ top: 1, bottom: 1, left: 2, right: 2 }, { top: 0, bottom: 1, left: 2, right: 2 }, source)).toEqual([
      { row: 0, column: 2, text: "b" },
    ]));
  test("rightwards along each row", () =>
    expect(texts(fillSeries({ top: 0, bottom: 0, left: 0, right: 0 }, { top: 0, bottom: 0, left: 0, right: 2 }, source))).toEqual([
      "4",
      "4",
    ]));
});

describe("a paste over a selection", () => {
  test("is as large as what was copied", () =>
    expect(spread([["x", "y"]], { top: 2, bottom: 2, left: 1, right: 1 }).filled).toEqual([
      { row: 2, column: 1, text: "x" },
      { row: 2, column: 2, text: "y" },
    ]));
  test("repeats when the selection is a multiple", () =>
    expect(texts(spread([["x"]], { top: 0, bottom: 1, left: 0, right: 1 }).filled)).toEqual(["x", "x", "x", "x"]));
  test("ragged rows are empty where they end", () =>
    expect(texts(spread([["x", "y"], ["z"]], { top: 0, bottom: 0, left: 0, right: 0 }).filled)).toEqual(["x", "y", "z", ""]));
});

describe("the fill handle's work without a drag", () => {
  const down = (over: { top: number; bottom: number; left: number; right: number }) =>
    fillSeriesDown(over, source)?.map(({ text }) => text);
  test("the filled rows at the top go on, as a series when they are one", () => {
    expect(down({ top: 0, bottom: 3, left: 1, right: 1 })).toEqual(["2027-02-01", "2027-02-08"]);
    expect(down({ top: 0, bottom: 3, left: 2, right: 2 })).toEqual(["a", "b"]);
  });
  test("nothing to go on from, or nowhere to go", () => {
    expect(down({ top: 2, bottom: 3, left: 0, right: 1 })).toBeUndefined();
    expect(down({ top: 0, bottom: 1, left: 0, right: 1 })).toBeUndefined();
  });
});
