import { describe, expect, it } from "vitest";
import { foldStops, type RowEdit } from "./sheet-history.ts";

let number = 0;
/** An edit at a minute of 14 h (fractions are seconds), by somebody, in a row. */
const edit = (minute: number, personId: string, of: Partial<RowEdit> = {}): RowEdit => ({
  updateId: ++number,
  personId,
  at: new Date(Date.UTC(2026, 10, 20, 14) + minute * 60_000).toISOString(),
  rowId: "r1",
  columns: ["site"],
  ranked: false,
  life: null,
  ...of,
});
const known = new Set(["r1", "r2", "r3"]);

describe("the stops of a sheet's history", () => {
  it("[R140] groups what somebody did without a pause, the latest first, whoever else was at work", () => {
    const stops = foldStops(
      [edit(0, "anna"), edit(0.5, "ben", { rowId: "r2" }), edit(1, "anna", { columns: ["size"] }), edit(5, "anna", { rowId: "r3" })],
      known,
    );
    expect(stops.map(({ personId, cells, rows }) => [personId, cells, rows])).toEqual([
      ["anna", 1, 1],
      ["anna", 2, 1],
      ["ben", 1, 1],
    ]);
    expect(stops[1]?.upto).toBeGreaterThan(stops[2]?.upto ?? 0);
  });

  it("[R140] ends a stop with the hour, so that pages of history never cut one", () => {
    expect(foldStops([edit(59.5, "anna"), edit(60.5, "anna")], known)).toHaveLength(2);
  });

  it("counts a cell once however often it was typed", () => {
    expect(foldStops([edit(0, "anna"), edit(1, "anna"), edit(2, "anna")], known)).toMatchObject([{ cells: 1, rows: 1 }]);
  });

  it("tells rows added, removed, brought back and moved from cells typed", () => {
    const laid = { rowId: "new", columns: ["site", "size"], ranked: true, life: "removed" as const };
    const nothing = { columns: [], ranked: false };
    const [stop] = foldStops(
      [
        edit(0, "anna", laid),
        edit(0.1, "anna", { ...nothing, rowId: "new", life: "alive" }),
        edit(0.2, "anna", { ...nothing, rowId: "r1", life: "removed" }),
        edit(0.3, "anna", { ...nothing, rowId: "r2", life: "alive" }),
        edit(0.4, "anna", { ...nothing, rowId: "r3", ranked: true }),
      ],
      known,
    );
    expect(stop).toMatchObject({ added: 1, removed: 1, restored: 1, moved: 1, cells: 0, rows: 0 });
  });

  it("has no stop for rows that were laid down and never lived", () => {
    expect(foldStops([edit(0, "anna", { rowId: "x", ranked: true, life: "removed" })], known)).toEqual([]);
  });
});
