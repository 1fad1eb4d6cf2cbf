import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  addRows,
  deleteRows,
  isRank,
  moveRows,
  observeSheet,
  readSheet,
  readSheetRow,
  restoreRows,
  rowsOf,
  setCells,
  undoManagerOf,
} from "./doc.ts";

/** Two pages of one sheet; `meet` exchanges what they have. */
function twoPages() {
  const [anna, ben] = [new Y.Doc(), new Y.Doc()];
  const meet = () => {
    Y.applyUpdate(ben, Y.encodeStateAsUpdate(anna), "remote");
    Y.applyUpdate(anna, Y.encodeStateAsUpdate(ben), "remote");
  };
  return { anna, ben, meet };
}

const sites = (doc: Y.Doc) => readSheet(doc).map(({ cells }) => cells.site);
const write = (doc: Y.Doc, rowId: string, site: string) => setCells(doc, [{ rowId, column: "site", text: site }], "me");

describe("cells", () => {
  it("keeps both of two edits made at once to different cells of a row", () => {
    const { anna, ben, meet } = twoPages();
    const [row = ""] = addRows(anna, { after: null, rows: [{ site: "CHUM" }] }, "me");
    meet();
    setCells(anna, [{ rowId: row, column: "size", text: "6" }], "me");
    setCells(ben, [{ rowId: row, column: "hours", text: "J8" }], "me");
    meet();
    for (const doc of [anna, ben]) expect(readSheetRow(doc, row)?.cells).toEqual({ site: "CHUM", size: "6", hours: "J8" });
  });

  it("writes nothing when the text is the same, and has no cell where the text is empty", () => {
    const { anna } = twoPages();
    const [row = ""] = addRows(anna, { after: null, rows: [{ site: "CHUM" }] }, "me");
    const updates: Uint8Array[] = [];
    anna.on("update", (update) => updates.push(update));
    write(anna, row, "CHUM");
    setCells(anna, [{ rowId: row, column: "size", text: "" }], "me");
    expect(updates).toHaveLength(0);
    write(anna, row, "");
    expect(readSheetRow(anna, row)?.cells).toEqual({});
    expect(rowsOf(anna).get(row)?.get("site")).toBe("");
  });

  it("cuts what no cell can hold: a NUL, half a letter, more than the longest cell", () => {
    const { anna } = twoPages();
    const [row = ""] = addRows(anna, { after: null, rows: [{ site: "a\0b\uD800" }] }, "me");
    expect(readSheetRow(anna, row)?.cells.site).toBe("ab\uFFFD");
    write(anna, row, "x".repeat(5_000));
    expect(readSheetRow(anna, row)?.cells.site).toHaveLength(2_000);
  });
});

describe("rows", () => {
  it("inserts between, moves and deletes in order, also where two people inserted at one place at once", () => {
    const { anna, ben, meet } = twoPages();
    const [first = "", last = ""] = addRows(anna, { after: null, rows: [{ site: "1" }, { site: "9" }] }, "me");
    meet();
    addRows(anna, { after: first, rows: [{ site: "a" }] }, "me");
    addRows(ben, { after: first, rows: [{ site: "b" }] }, "me");
    meet();
    expect(sites(anna)).toEqual(sites(ben));
    const [, second] = readSheet(anna);
    // between two rows of one rank
    addRows(anna, { after: second?.id ?? "", rows: [{ site: "c" }] }, "me");
    meet();
    expect(sites(ben).at(2)).toBe("c");
    expect(sites(ben).toSorted()).toEqual(["1", "9", "a", "b", "c"]);
    moveRows(ben, { ids: [last, first], after: second?.id ?? null }, "me");
    expect(sites(ben).slice(1, 3)).toEqual(["1", "9"]);
    moveRows(ben, { ids: [last], after: null }, "me");
    expect(sites(ben)[0]).toBe("9");
    deleteRows(ben, [first], "me");
    expect(readSheetRow(ben, first)).toBeNull();
    restoreRows(ben, [first], "me");
    expect(readSheetRow(ben, first)?.cells.site).toBe("1");
  });

  it("keeps what a colleague typed in a row while it was deleted, for when it comes back", () => {
    const { anna, ben, meet } = twoPages();
    const [row = ""] = addRows(anna, { after: null, rows: [{ site: "CHUM" }] }, "me");
    meet();
    deleteRows(anna, [row], "me");
    setCells(ben, [{ rowId: row, column: "comment", text: "urgent" }], "me");
    meet();
    expect(readSheet(ben)).toHaveLength(0);
    restoreRows(ben, [row], "me");
    meet();
    expect(readSheetRow(anna, row)?.cells).toEqual({ site: "CHUM", comment: "urgent" });
  });

  it("makes ranks that the server accepts, a thousand at one place", () => {
    const { anna } = twoPages();
    const [top = ""] = addRows(anna, { after: null, rows: [{}, {}] }, "me");
    for (let index = 0; index < 1_000; index += 1) addRows(anna, { after: top, rows: [{}] }, "me");
    const ranks = readSheet(anna).map(({ rank }) => rank);
    expect(ranks.every(isRank)).toBe(true);
    expect(Math.max(...ranks.map((rank) => rank.length))).toBeLessThan(1_000);
    expect(["", "a", "zzz0", "a0 "].some(isRank)).toBe(false);
  });
});

describe("undo", () => {
  it("takes back one's own actions one by one and nobody else's", () => {
    const { anna, ben, meet } = twoPages();
    const undo = undoManagerOf(anna, "me");
    const [one = "", two = ""] = addRows(anna, { after: null, rows: [{ site: "A" }, { site: "B" }] }, "me");
    setCells(
      anna,
      [one, two].map((rowId) => ({ rowId, column: "size" as const, text: "6" })),
      "me",
    );
    meet();
    setCells(ben, [{ rowId: two, column: "size", text: "8" }], "me");
    setCells(ben, [{ rowId: two, column: "comment", text: "Ben" }], "me");
    meet();
    undo.undo();
    // the paste is one action; what a colleague wrote later stays
    expect(readSheet(anna).map(({ cells }) => cells.size)).toEqual([undefined, "8"]);
    undo.undo();
    expect(readSheet(anna)).toHaveLength(0);
    meet();
    expect(readSheet(ben)).toHaveLength(0);
    undo.redo();
    meet();
    // the row that was undone kept the colleague's comment
    expect(readSheetRow(ben, two)?.cells).toEqual({ site: "B", size: "8", comment: "Ben" });
    expect(undo.canUndo()).toBe(true);
  });

  it("takes back a deletion and a move", () => {
    const { anna } = twoPages();
    const [one = "", two = ""] = addRows(anna, { after: null, rows: [{ site: "A" }, { site: "B" }] }, "setup");
    const undo = undoManagerOf(anna, "me");
    deleteRows(anna, [one], "me");
    moveRows(anna, { ids: [two], after: null }, "me");
    undo.undo();
    undo.undo();
    expect(sites(anna)).toEqual(["A", "B"]);
    expect(undo.canUndo()).toBe(false);
  });
});

describe("observing", () => {
  it("tells once a transaction which rows changed, and when the order did", () => {
    const { anna } = twoPages();
    const told: { rows: string[]; order: boolean }[] = [];
    const stop = observeSheet(anna, ({ rows, order }) => told.push({ rows: [...rows], order }));
    const [one = "", two = ""] = addRows(anna, { after: null, rows: [{}, {}] }, "me");
    told.length = 0;
    setCells(
      anna,
      [one, two].map((rowId) => ({ rowId, column: "size" as const, text: "6" })),
      "me",
    );
    deleteRows(anna, [one], "me");
    expect(told).toEqual([
      { rows: [one, two], order: false },
      { rows: [one], order: true },
    ]);
    stop();
    write(anna, two, "CHUM");
    expect(told).toHaveLength(2);
  });
});
