import { expect, it } from "vitest";
import * as Y from "yjs";
import { addRows, deleteRows, readSheet, readSheetRow, setCells } from "./doc.ts";
import { foldEdits, observeEdits, writeAgain, type CellEdit } from "./edit.ts";

/** A sheet of one row, and the edits made to it from now on. */
function watched(cells: Record<string, string> = { site: "CHUM", size: "4" }) {
  const doc = new Y.Doc();
  const [row = ""] = addRows(doc, { after: null, rows: [cells] }, "me");
  const edits: CellEdit[] = [];
  observeEdits(doc, (found) => edits.push(...found));
  return { doc, row, edits };
}

/** The same cells with no history in common, as a new epoch has them. */
function rebuilt(from: Y.Doc): Y.Doc {
  const doc = new Y.Doc();
  for (const { id, rank, cells } of readSheet(from))
    writeAgain(
      doc,
      [["rank", rank], ...Object.entries(cells)].map(([column = "", text = ""]) => ({ rowId: id, column, text, base: null })),
      "build",
    );
  return doc;
}

it("tells of each cell what it was and what it became", () => {
  const { doc, row, edits } = watched();
  setCells(
    doc,
    [
      { rowId: row, column: "size", text: "5" },
      { rowId: row, column: "site", text: "" },
    ],
    "me",
  );
  deleteRows(doc, [row], "me");
  expect(edits).toEqual([
    { rowId: row, column: "size", text: "5", base: "4" },
    { rowId: row, column: "site", text: null, base: "CHUM" },
    { rowId: row, column: "deletedAt", text: expect.any(String), base: null },
  ]);
  const [added = ""] = addRows(doc, { after: null, rows: [{ service: "Urgence" }] }, "me");
  expect(foldEdits(edits.slice(3)).map(({ rowId, column, base }) => [rowId, column, base])).toEqual([
    [added, "rank", null],
    [added, "service", null],
  ]);
});

it("folds what was typed several times into one edit, and what came back into none", () => {
  const { doc, row, edits } = watched();
  for (const text of ["5", "6"]) setCells(doc, [{ rowId: row, column: "size", text }], "me");
  for (const text of ["CUSM", "CHUM"]) setCells(doc, [{ rowId: row, column: "site", text }], "me");
  expect(foldEdits(edits)).toEqual([{ rowId: row, column: "size", text: "6", base: "4" }]);
});

it("writes edits again on a rebuilt sheet: cells, rows that were added, rows that were deleted", () => {
  const { doc, row, edits } = watched();
  const other = rebuilt(doc);
  setCells(doc, [{ rowId: row, column: "size", text: "9" }], "me");
  const [added = "", gone = ""] = addRows(doc, { after: row, rows: [{ site: "Sacré-Cœur" }, { site: "Verdun" }] }, "me");
  setCells(doc, [{ rowId: added, column: "size", text: "3" }], "me");
  deleteRows(doc, [gone], "me");
  expect(writeAgain(other, foldEdits(edits), "again")).toEqual({ conflicts: [], lost: [] });
  expect(readSheet(other)).toEqual(readSheet(doc));
  // once more changes nothing
  let updates = 0;
  other.on("update", () => (updates += 1));
  writeAgain(other, foldEdits(edits), "again");
  expect(updates).toBe(0);
});

it("does not write over what a colleague wrote meanwhile, nor into a row that is gone", () => {
  const { doc, row, edits } = watched();
  const other = rebuilt(doc);
  setCells(
    doc,
    [
      { rowId: row, column: "size", text: "9" },
      { rowId: row, column: "site", text: "CUSM" },
    ],
    "me",
  );
  setCells(other, [{ rowId: row, column: "size", text: "7" }], "colleague");
  expect(writeAgain(other, foldEdits(edits), "again")).toEqual({
    conflicts: [{ rowId: row, column: "size", text: "9", base: "4" }],
    lost: [],
  });
  expect(readSheetRow(other, row)?.cells).toEqual({ size: "7", site: "CUSM" });
  deleteRows(other, [row], "colleague");
  expect(writeAgain(other, foldEdits(edits), "again").lost).toMatchObject([{ column: "size", text: "9" }]);
  expect(writeAgain(new Y.Doc(), foldEdits(edits), "again").lost).toHaveLength(2);
});
