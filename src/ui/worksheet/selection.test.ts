import { describe, expect, test } from "vitest";
import { at, moved, moveOf, rectangleOf, select, sizeOf, type Extent } from "./selection.ts";

const rows = ["xxx..x", "x.....", "......", "..x..."];
const extent: Extent = { rows: 4, columns: 6, page: 2, filled: ({ row, column }) => rows[row]?.[column] === "x" };
const from = (row: number, column: number) => ({ row, column });
const key = (name: string, held: Partial<{ shift: boolean; ctrl: boolean; alt: boolean }> = {}) => ({
  key: name,
  shift: false,
  ctrl: false,
  alt: false,
  ...held,
});

describe("moving", () => {
  test("arrows move one cell and stop at the edges", () => {
    expect(moved(from(1, 1), "right", extent)).toEqual(from(1, 2));
    expect(moved(from(0, 0), "up", extent)).toEqual(from(0, 0));
    expect(moved(from(3, 5), "down", extent)).toEqual(from(3, 5));
  });
  test("Home and End, with Ctrl the whole grid", () => {
    expect(moved(from(2, 3), "row-start", extent)).toEqual(from(2, 0));
    expect(moved(from(2, 3), "row-end", extent)).toEqual(from(2, 5));
    expect(moved(from(2, 3), "start", extent)).toEqual(from(0, 0));
    expect(moved(from(2, 3), "end", extent)).toEqual(from(3, 5));
  });
  test("a page up and down", () => {
    expect(moved(from(0, 3), "page-down", extent)).toEqual(from(2, 3));
    expect(moved(from(1, 3), "page-up", extent)).toEqual(from(0, 3));
  });
  test("Ctrl with an arrow goes to the end of the run, then to the next one, then to the edge", () => {
    expect(moved(from(0, 0), "edge-right", extent)).toEqual(from(0, 2));
    expect(moved(from(0, 2), "edge-right", extent)).toEqual(from(0, 5));
    expect(moved(from(1, 0), "edge-right", extent)).toEqual(from(1, 5));
    expect(moved(from(0, 2), "edge-down", extent)).toEqual(from(3, 2));
    expect(moved(from(0, 0), "edge-down", extent)).toEqual(from(1, 0));
    expect(moved(from(3, 0), "edge-up", extent)).toEqual(from(1, 0));
  });
});

describe("keys", () => {
  test("ask for moves", () => {
    expect(moveOf(key("ArrowDown"))).toBe("down");
    expect(moveOf(key("ArrowDown", { ctrl: true }))).toBe("edge-down");
    expect(moveOf(key("Home", { ctrl: true }))).toBe("start");
    expect(moveOf(key("PageDown"))).toBe("page-down");
  });
  test("others ask for none", () => {
    expect(moveOf(key("ArrowDown", { alt: true }))).toBeNull();
    expect(moveOf(key("PageDown", { ctrl: true }))).toBeNull();
    expect(moveOf(key("a"))).toBeNull();
  });
});

describe("selecting", () => {
  test("Shift keeps the anchor, and a rectangle has its corners whichever way it was drawn", () => {
    const drawn = select(select(at(from(2, 3)), "up", { extend: true, extent }), "left", { extend: true, extent });
    expect(drawn).toEqual({ anchor: from(2, 3), head: from(1, 2) });
    expect(rectangleOf(drawn)).toEqual({ top: 1, bottom: 2, left: 2, right: 3 });
    expect(sizeOf(rectangleOf(drawn))).toEqual({ rows: 2, columns: 2 });
  });
  test("a move without Shift is one cell again", () =>
    expect(select({ anchor: from(0, 0), head: from(2, 2) }, "down", { extend: false, extent })).toEqual(at(from(3, 2))));
});
