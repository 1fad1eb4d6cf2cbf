import { expect, test } from "vitest";
import * as Y from "yjs";
import { addRows, readSheet, undoManagerOf } from "#sheet/doc.ts";
import { takeBack } from "#sheet/undo.ts";
import { appendRows } from "./append.ts";

test("[R188] a thousand rows copied here, in as many updates as it takes, are taken back by one undo, and what was here stays", () => {
  const doc = new Y.Doc();
  addRows(doc, { after: null, rows: [{ site: "Nord", size: "6" }] }, "before");
  const origin = Symbol("me");
  const undoManager = undoManagerOf(doc, origin);
  const grid = { doc, origin, undoManager, sheet: { order: () => readSheet(doc).map(({ id }) => id) } };
  let updates = 0;
  doc.on("update", () => (updates += 1));
  const added = appendRows(
    grid,
    Array.from({ length: 1_000 }, (_row, index) => ({ site: `Site ${index}`, comment: "à lire ".repeat(250) })),
  );
  expect(added).toHaveLength(1_000);
  // laid down, then brought to life: more than once, as one update does not hold them all
  expect(updates).toBeGreaterThan(2);
  expect(readSheet(doc).map(({ cells }) => cells.site)).toEqual([
    "Nord",
    ...Array.from({ length: 1_000 }, (_row, index) => `Site ${index}`),
  ]);
  expect(takeBack(undoManager, doc, "undo")).toMatchObject({ outcome: "done" });
  expect(readSheet(doc).map(({ cells }) => cells.site)).toEqual(["Nord"]);
  expect(takeBack(undoManager, doc, "redo")).toMatchObject({ outcome: "done" });
  expect(readSheet(doc)).toHaveLength(1_001);
});
