import { createMemo, untrack, type Accessor } from "solid-js";
import type { Column } from "#domain/worksheet.ts";
import { readStoredRow, rowsOf, setCells } from "#sheet/doc.ts";
import { useWords } from "#ui/language.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { sheetHistoryWords } from "#words/sheet-history.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { isCellColumn } from "./column.ts";
import { asOneAction } from "./append.ts";
import { rowsIn, undo } from "./edit.ts";
import { useGrid } from "./grid-state.ts";
import { applyPlan, isNothing, planRestore, sizeOf, type Plan } from "./time-restore.ts";
import { useTime } from "./time-state.ts";

/** Names of rows said in one sentence. */
const mostNamed = 4;

export interface Restore {
  may: Accessor<boolean>;
  /** Cells of the selection that differ from the present. */
  cells: Accessor<number>;
  /** Does the whole sheet differ from the present? */
  differs: Accessor<boolean>;
  selection(): void;
  sheet(): void;
  /** Writes a value that a cell has held, in the present. False when its row is held or gone. */
  value(at: { rowId: string; column: Column }, text: string): boolean;
}

/** Restoring: from the past that is shown to the present, as an action of mine that is undone like another. */
export function useRestore(): Restore {
  const grid = useGrid();
  const time = useTime();
  const w = useWords(sheetHistoryWords);
  const sheetWords = useWords(worksheetWords);
  const isLocked = (rowId: string) => grid.standing(rowId) !== "draft";

  const planOf = (only: Parameters<typeof planRestore>[1]): Plan | null => {
    const past = grid.past();
    return (
      past &&
      planRestore(
        {
          past,
          present: { order: grid.present.order(), peek: (id) => grid.present.peek(id) },
          exists: (id) => rowsOf(grid.doc).has(id),
          stored: (id) => readStoredRow(grid.doc, id)?.cells ?? {},
          isLocked,
        },
        only,
      )
    );
  };
  const selected = () => {
    const over = grid.cursor.rectangle();
    const columns = grid.view
      .columns()
      .slice(over.left, over.right + 1)
      .filter((column) => isCellColumn(column));
    return new Map(rowsIn(grid, over).map((rowId): [string, Column[]] => [rowId, columns]));
  };
  const ofSelection = createMemo(() => {
    grid.present.version();
    return grid.past() ? planOf(selected()) : null;
  });
  const ofSheet = createMemo(() => {
    grid.present.version();
    return grid.past() ? planOf(null) : null;
  });

  const nameOf = (rowId: string): string => {
    const index = grid.present.order().indexOf(rowId);
    const { site, service, destination } = grid.present.peek(rowId);
    const place = [site, service, destination].filter(Boolean).join(" / ");
    const number = index < 0 ? "" : sheetWords().row.number(index + 1);
    return place === "" ? number : `${number} (${place})`;
  };
  const run = (plan: Plan | null, same: string) =>
    untrack(() => {
      const past = grid.past();
      if (!plan || !past || !time.mayRestore()) return;
      const skipped = plan.skipped.map(nameOf);
      const { cells, rows } = sizeOf(plan);
      if (isNothing(plan)) {
        if (skipped.length === 0) toast({ kind: "info", text: same });
      } else {
        asOneAction(grid, () => applyPlan(grid.doc, { plan, past }, grid.origin));
        const mine = grid.undoManager.undoStack.at(-1);
        time.present();
        toast({
          text: cells + rows === 0 ? w().restore.order : w().restore.done(cells, rows),
          action: {
            label: w().restore.undo,
            run: () => {
              if (grid.undoManager.undoStack.at(-1) === mine) undo(grid, "undo");
              else toast({ kind: "info", text: sheetWords().toast.superseded });
            },
          },
        });
        queueMicrotask(() => grid.element()?.focus({ preventScroll: true }));
      }
      if (skipped.length > 0) {
        const named = skipped.slice(0, mostNamed);
        if (skipped.length > mostNamed) named.push(w().restore.more(skipped.length - mostNamed));
        toast({ kind: "info", text: w().restore.skipped(skipped.length, named.join(", ")) });
      }
    });

  return {
    may: () => time.mayRestore(),
    cells: () => {
      const plan = ofSelection();
      return plan ? plan.edits.length + plan.remake.length : 0;
    },
    differs: () => {
      const plan = ofSheet();
      return plan !== null && (!isNothing(plan) || plan.skipped.length > 0);
    },
    selection: () => run(untrack(ofSelection), w().restore.sameSelection),
    sheet: () => run(untrack(ofSheet), w().restore.same),
    value: (at, text) =>
      untrack(() => {
        if (isLocked(at.rowId) || grid.present.order().indexOf(at.rowId) < 0) return false;
        asOneAction(grid, () => setCells(grid.doc, [{ ...at, text }], grid.origin));
        return true;
      }),
  };
}
