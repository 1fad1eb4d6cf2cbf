import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { columns, longestCell, type Cells } from "#domain/worksheet.ts";
import { addRows, setCells } from "#sheet/doc.ts";
import { limits } from "#sheet/protocol.ts";
import { editBytes, inUpdates, refusalOf, rowBytes, updateBytes } from "./paste-limit.ts";

const rowOf = (index: number): Cells =>
  Object.fromEntries(columns.slice(0, 10).map((column) => [column, `Hôpital du Nord ${index}`.slice(0, column === "size" ? 1 : 30)]));
const rows = Array.from({ length: 2_000 }, (_row, index) => rowOf(index));

/** The largest update of some work on a document. */
function largest(work: (doc: Y.Doc) => void, doc = new Y.Doc()): number {
  let most = 0;
  const listen = (update: Uint8Array) => {
    most = Math.max(most, update.byteLength);
  };
  doc.on("update", listen);
  work(doc);
  doc.off("update", listen);
  return most;
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

describe("how large a paste is, before it is written", () => {
  test("new rows: what is counted is what goes, within a quarter", () => {
    const counted = sum(rows.map(rowBytes));
    const went = largest((doc) => void addRows(doc, { after: null, rows }, null));
    expect(counted / went).toBeGreaterThan(0.95);
    expect(counted / went).toBeLessThan(1.25);
  });
  test("2,000 x 10 cells over rows that are there are one update of less than 1 MB", () => {
    const doc = new Y.Doc();
    const ids = addRows(doc, { after: null, rows: rows.map(() => ({})) }, null);
    const edits = ids.flatMap((rowId, index) =>
      columns.slice(0, 10).map((column) => ({ rowId, column, text: rows[index]?.[column] ?? "" })),
    );
    expect(inUpdates(edits, editBytes)).toHaveLength(1);
    expect(largest(() => setCells(doc, edits, null), doc)).toBeLessThan(limits.updateBytes);
  });
  test("more goes in several updates, none too large, in order", () => {
    const many = Array.from({ length: 6_000 }, (_row, index) => ({ ...rowOf(index), comment: "é".repeat(200) }));
    const parts = inUpdates(many, rowBytes);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.flat()).toEqual(many);
    for (const part of parts) {
      expect(sum(part.map(rowBytes))).toBeLessThanOrEqual(updateBytes);
      expect(largest((doc) => void addRows(doc, { after: null, rows: part }, null))).toBeLessThan(limits.updateBytes);
    }
  });
});

describe("a paste that is refused whole", () => {
  const room = { below: 3, rows: 10 };
  test("none that fits", () => expect(refusalOf([["a"], ["b"]], room)).toBeNull());
  test("more rows than the sheet holds", () =>
    expect(
      refusalOf(
        Array.from({ length: 14 }, () => ["a"]),
        room,
      ),
    ).toEqual({ refused: "rows", rows: 14, room: 13 }));
  test("exactly as many as fit", () =>
    expect(
      refusalOf(
        Array.from({ length: 13 }, () => ["a"]),
        room,
      ),
    ).toBeNull());
  test("a cell longer than cells are, with its line", () =>
    expect(refusalOf([["a"], ["b", "x".repeat(longestCell + 1)]], room)).toEqual({
      refused: "cell",
      letters: longestCell + 1,
      most: longestCell,
      row: 2,
    }));
  test("more than half of what a sheet ever holds", () =>
    expect(
      refusalOf(
        Array.from({ length: 3_000 }, () => ["x".repeat(longestCell)]),
        { below: 0, rows: 20_000 },
      )?.refused,
    ).toBe("size"));
});
