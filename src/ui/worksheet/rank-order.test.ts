import { describe, expect, test } from "vitest";
import type { SheetRow } from "#sheet/doc.ts";
import { reorder } from "./rank-order.ts";

const row = (id: string, rank: string): SheetRow => ({ id, rank, cells: {} });
const ids = (rows: SheetRow[]): string => rows.map(({ id }) => id).join("");
const sheet = [row("a", "a0"), row("b", "a1"), row("c", "a1"), row("d", "a3")];

describe("rows after some came, went or moved", () => {
  test("one comes at its place, among equals by id", () =>
    expect(ids(reorder(sheet, [{ was: null, now: row("bb", "a1") }]))).toBe("abbbcd"));
  test("one goes", () => expect(ids(reorder(sheet, [{ was: row("c", "a1"), now: null }]))).toBe("abd"));
  test("one moves", () => expect(ids(reorder(sheet, [{ was: row("d", "a3"), now: row("d", "Zz") }]))).toBe("dabc"));
  test("one that was not there does not take another out", () =>
    expect(ids(reorder(sheet, [{ was: row("x", "a1"), now: null }]))).toBe("abcd"));
  test("the rows given are left as they were", () => {
    reorder(sheet, [{ was: row("a", "a0"), now: null }]);
    expect(ids(sheet)).toBe("abcd");
  });
  test("many at once give what one at a time gives", () => {
    const big = Array.from({ length: 500 }, (_one, index) =>
      row(`r${String(index).padStart(3, "0")}`, `b${String(index).padStart(3, "0")}`),
    );
    const moved = big
      .filter((_one, index) => index % 3 === 0)
      .map((was, index) => ({ was, now: index % 2 === 0 ? null : row(was.id, `b${String(499 - index).padStart(3, "0")}`) }));
    const oneByOne = moved.reduce((rows, one) => reorder(rows, [one]), big);
    expect(reorder(big, moved)).toEqual(oneByOne);
  });
});
