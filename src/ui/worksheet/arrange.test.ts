import { describe, expect, test } from "vitest";
import { arrange, columnsOf, type SortColumn } from "./arrange.ts";

const cells: Record<string, Partial<Record<SortColumn, string>>> = {
  a: { service: "Médecine", size: "10" },
  b: { service: "urgence", size: "9" },
  c: { service: "", size: "" },
  d: { service: "medecine", size: "10" },
  e: { service: "Chirurgie", size: "1" },
};
const textOf = (id: string, column: SortColumn) => cells[id]?.[column] ?? "";
const ids = Object.keys(cells);
const arranged = (how: Partial<Parameters<typeof arrange>[1]>) => arrange(ids, { sorted: null, filters: {}, textOf, ...how }).join("");

describe("rows arranged for me alone", () => {
  test("by words, accents and case apart; equals as the sheet has them; empty ones last", () =>
    expect(arranged({ sorted: { column: "service", down: false } })).toBe("eadbc"));
  test("backwards the empty ones stay last", () => expect(arranged({ sorted: { column: "service", down: true } })).toBe("badec"));
  test("numbers as numbers", () => expect(arranged({ sorted: { column: "size", down: false } })).toBe("ebadc"));
  test("filtered by a part of the text, accents apart", () => expect(arranged({ filters: { service: "MEDEC" } })).toBe("ad"));
  test("by several columns at once", () => expect(arranged({ filters: { service: "e", size: "1" } })).toBe("ade"));
  test("an empty filter lets everything pass", () => expect(arranged({ filters: { service: "" } })).toBe("abcde"));
  test("what an arrangement depends on", () =>
    expect(columnsOf({ sorted: { column: "size", down: true }, filters: { service: "x", comment: "" } })).toEqual(["size", "service"]));
  test("a row's text is asked for once to sort, however many rows it is compared with", () => {
    const many = Array.from({ length: 1_000 }, (_one, index) => String(index));
    let asked = 0;
    const textOf = (id: string) => ((asked += 1), `Centre hospitalier ${Number(id) % 97}`);
    arrange(many, { sorted: { column: "agency", down: false }, filters: {}, textOf });
    expect(asked).toBe(1_000);
  });
});
