import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import type { Cells } from "#domain/worksheet.ts";
import { addRows, deleteRows, moveRows, readSheet, readStoredRow, rowsOf, setCells, undoManagerOf } from "#sheet/doc.ts";
import { applyPlan, isNothing, planRestore, sizeOf } from "./time-restore.ts";

const origin = Symbol("me");

/** A sheet as it was, what happened since, and the way back. */
function twoTimes(rows: Cells[], since: (doc: Y.Doc, ids: string[]) => void, locked: (ids: string[]) => string[] = () => []) {
  const doc = new Y.Doc();
  const ids = addRows(doc, { after: null, rows }, "before");
  const was = readSheet(doc);
  const past = {
    order: was.map(({ id }) => id),
    cells: new Map(was.map(({ id, cells }) => [id, cells])),
    ranks: new Map(was.map(({ id, rank }) => [id, rank])),
  };
  since(doc, ids);
  const undo = undoManagerOf(doc, origin);
  const now = () => readSheet(doc);
  const plan = (only: Parameters<typeof planRestore>[1]) =>
    planRestore(
      {
        past,
        present: { order: now().map(({ id }) => id), peek: (id) => now().find((row) => row.id === id)?.cells ?? {} },
        exists: (id) => rowsOf(doc).has(id),
        stored: (id) => readStoredRow(doc, id)?.cells ?? {},
        isLocked: (id) => locked(ids).includes(id),
      },
      only,
    );
  const texts = () => now().map(({ cells }) => [cells.site, cells.size]);
  return {
    doc,
    ids,
    past,
    plan,
    texts,
    undo,
    restore: (only: Parameters<typeof planRestore>[1]) => applyPlan(doc, { plan: plan(only), past }, origin),
  };
}

const three: Cells[] = [
  { site: "Nord", size: "6" },
  { site: "Sud", size: "8" },
  { site: "Est", size: "4" },
];

describe("restoring what was", () => {
  it("[R144] brings back the whole sheet, rows and order, as one action that is undone at once", () => {
    const world = twoTimes(three, (doc, [nord = "", sud = "", est = ""]) => {
      setCells(
        doc,
        [
          { rowId: nord, column: "site", text: "Ouest" },
          { rowId: nord, column: "size", text: "" },
        ],
        "ben",
      );
      deleteRows(doc, [sud], "ben");
      moveRows(doc, { ids: [est], after: null }, "ben");
      addRows(doc, { after: null, rows: [{ site: "Neuf" }] }, "ben");
    });
    const before = world.texts();
    world.restore(null);
    expect(world.texts()).toEqual([
      ["Nord", "6"],
      ["Sud", "8"],
      ["Est", "4"],
    ]);
    expect(isNothing(world.plan(null))).toBe(true);
    world.undo.undo();
    expect(world.texts()).toEqual(before);
    expect(world.undo.undoStack).toHaveLength(0);
  });

  it("[R144] restores the cells asked for and no others", () => {
    const world = twoTimes(three, (doc, [nord = "", sud = ""]) =>
      setCells(
        doc,
        [nord, sud].flatMap((rowId) => [
          { rowId, column: "site" as const, text: "X" },
          { rowId, column: "size" as const, text: "1" },
        ]),
        "ben",
      ),
    );
    world.restore(new Map([[world.ids[0] ?? "", ["size"]]]));
    expect(world.texts()).toEqual([
      ["X", "6"],
      ["X", "1"],
      ["Est", "4"],
    ]);
    expect(sizeOf(world.plan(null))).toEqual({ cells: 3, rows: 0 });
  });

  it("[R145] leaves rows that a request holds, and names them", () => {
    const world = twoTimes(
      three,
      (doc, [nord = "", sud = ""]) =>
        setCells(
          doc,
          [
            { rowId: nord, column: "size", text: "9" },
            { rowId: sud, column: "size", text: "9" },
          ],
          "ben",
        ),
      ([nord = ""]) => [nord],
    );
    expect(world.plan(null).skipped).toEqual([world.ids[0]]);
    world.restore(null);
    expect(world.texts()).toEqual([
      ["Nord", "9"],
      ["Sud", "8"],
      ["Est", "4"],
    ]);
  });

  it("brings a removed row back whole, though one cell of it was asked for", () => {
    const world = twoTimes(three, (doc, [nord = ""]) => {
      setCells(doc, [{ rowId: nord, column: "size", text: "9" }], "ben");
      deleteRows(doc, [nord], "ben");
    });
    world.restore(new Map([[world.ids[0] ?? "", ["site"]]]));
    expect(world.texts()).toEqual([
      ["Nord", "6"],
      ["Sud", "8"],
      ["Est", "4"],
    ]);
  });

  it("makes a row anew where the document has forgotten it, in its place", () => {
    const world = twoTimes(three, () => {});
    const rebuilt = new Y.Doc();
    addRows(rebuilt, { after: null, rows: [{ site: "Est", size: "4" }] }, "rebuilt");
    const present = readSheet(rebuilt);
    const sides = {
      past: world.past,
      present: { order: present.map(({ id }) => id), peek: () => ({}) },
      exists: (id: string) => rowsOf(rebuilt).has(id),
      stored: () => ({}),
      isLocked: () => false,
    };
    applyPlan(rebuilt, { plan: planRestore(sides, null), past: world.past }, origin);
    expect(readSheet(rebuilt).map(({ cells }) => cells.site)).toEqual(["Nord", "Sud", "Est"]);
  });
});
