import { expect, it } from "vitest";
import * as Y from "yjs";
import { addRows, readSheetRow, setCells, undoManagerOf } from "./doc.ts";
import { rememberCells, takeBack } from "./undo.ts";

function mine() {
  const doc = new Y.Doc();
  const [row = ""] = addRows(doc, { after: null, rows: [{ site: "CHUM", size: "4" }] }, "others");
  const manager = undoManagerOf(doc, "me");
  rememberCells(manager, doc);
  const write = (cells: Record<string, string>, who = "me") =>
    setCells(
      doc,
      Object.entries(cells).map(([column, text]) => ({ rowId: row, column: column as "size", text })),
      who,
    );
  return {
    doc,
    write,
    back: (direction: "undo" | "redo" = "undo") => takeBack(manager, doc, direction),
    cells: () => readSheetRow(doc, row)?.cells,
    manager,
  };
}

it("[R126] says when a colleague has written over the whole action, and leaves the action before it alone", () => {
  const { write, back, cells } = mine();
  write({ site: "CUSM" });
  write({ size: "5" });
  write({ size: "7" }, "colleague");
  expect(back()).toEqual({ outcome: "superseded" });
  expect(cells()).toEqual({ site: "CUSM", size: "7" });
  expect(back()).toEqual({ outcome: "done", stayed: 0 });
  expect(cells()).toEqual({ site: "CHUM", size: "7" });
  expect(back()).toEqual({ outcome: "nothing" });
});

it("[R126] takes back what is left of an action and says how many cells stay; doing it again says the same", () => {
  const { write, back, cells } = mine();
  write({ site: "CUSM", size: "5", hours: "8" });
  write({ size: "7" }, "colleague");
  expect(back()).toEqual({ outcome: "done", stayed: 1 });
  expect(cells()).toEqual({ site: "CHUM", size: "7" });
  write({ site: "Verdun" }, "colleague");
  expect(back("redo")).toEqual({ outcome: "done", stayed: 1 });
  expect(cells()).toEqual({ site: "Verdun", size: "7", hours: "8" });
  expect(back("redo")).toEqual({ outcome: "nothing" });
});

it("goes two hundred actions deep and no deeper", () => {
  const { write, back, manager } = mine();
  for (let size = 1; size <= 205; size++) write({ size: String(size) });
  let undone = 0;
  while (back().outcome === "done") undone += 1;
  expect([undone, manager.undoStack.length]).toEqual([200, 0]);
});

it("takes back and does again as the library does, action by action, whatever the order", () => {
  for (let seed = 1; seed <= 40; seed++) {
    let state = seed;
    const random = (below: number) => (state = (state * 48271) % 2147483647) % below;
    const [ours, plain] = [mine(), mine()];
    for (let step = 0; step < 60; step++) {
      const what = random(10);
      const cells = { [["site", "size", "hours"][random(3)] ?? ""]: String(random(50) + 1) };
      if (what < 5) for (const one of [ours, plain]) one.write(cells);
      else {
        const direction = what < 8 ? "undo" : "redo";
        ours.back(direction);
        plain.manager[direction]();
      }
      expect(ours.cells()).toEqual(plain.cells());
    }
  }
});
