import { Menu as Ark } from "@ark-ui/solid/menu";
import { useNavigate } from "@solidjs/router";
import { createMemo, For, Show, type Accessor } from "solid-js";
import { Portal } from "solid-js/web";
import { useWords } from "#ui/language.tsx";
import { announce } from "#ui/parts/live-region.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { calendarWords } from "#words/calendar.ts";
import { gridWords } from "#words/grid.ts";
import { sheetHistoryWords } from "#words/sheet-history.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { isCellColumn } from "./column.ts";
import { duplicateRows, insertRow, removeRows, rowsIn, shiftRows, storedAt, write } from "./edit.ts";
import { fillDown, fillRight, fillSeriesDown } from "./fill.ts";
import { useGrid } from "./grid-state.ts";
import { useRestore } from "./time-actions.ts";
import { useTime } from "./time-state.ts";
import { newRow } from "./view.ts";

export type RowAction = { id: string; label: string; keys?: string; danger?: boolean; disabled?: boolean; run(): void };

/** What can be done with the selected rows: the same list under the pointer, on Shift F10 and in the tools. */
export function useRowActions(): Accessor<RowAction[]> {
  const grid = useGrid();
  const w = useWords(worksheetWords);
  const g = useWords(gridWords);
  const h = useWords(sheetHistoryWords);
  const c = useWords(calendarWords);
  const navigate = useNavigate();
  const time = useTime();
  const restore = useRestore();
  const goTo = (rowId: string | undefined) => {
    if (rowId !== undefined) grid.cursor.goTo({ rowId, column: "agency" });
    grid.element()?.focus({ preventScroll: true });
  };
  return createMemo(() => {
    const over = grid.cursor.rectangle();
    const { rowId: at, column } = grid.cursor.head();
    const cellHistory: RowAction = {
      id: "cell-history",
      label: h().cell.action,
      keys: "Alt H",
      disabled: at === newRow || !isCellColumn(column),
      run: () => isCellColumn(column) && time.showCell({ rowId: at, column }),
    };
    if (grid.past()) {
      const cells = restore.cells();
      const back = { id: "restore", label: h().restore.selection(cells), disabled: cells === 0, run: () => restore.selection() };
      return restore.may() ? [back, cellHistory] : [cellHistory];
    }
    const ids = rowsIn(grid, over);
    const say = w().row;
    const none = ids.length === 0;
    const arranged = grid.view.arranged();
    const source = (row: number, column: number) => storedAt(grid, row, column);
    const move = (by: -1 | 1) => {
      if (shiftRows(grid, ids, by)) announce(w().toast.moved(ids.length, by < 0), true);
      grid.element()?.focus({ preventScroll: true });
    };
    const before = () => {
      const order = grid.sheet.order();
      return order[order.indexOf(ids[0] ?? "") - 1] ?? null;
    };
    const remove = () => {
      const next = grid.view.order()[over.bottom + 1];
      const { removed, kept, undo } = removeRows(grid, ids);
      if (removed.length > 0) toast({ text: w().toast.removed(removed.length), action: { label: w().toast.undo, run: undo } });
      if (kept > 0) toast({ kind: "info", text: w().toast.keptRows(kept) });
      if (removed.length === ids.length) goTo(next);
    };
    const requestAt = grid.requestsByRow().get(at);
    const series = () => {
      const filled = fillSeriesDown(over, source);
      if (filled) write(grid, filled, { typed: false });
      else toast({ kind: "info", text: g().fillSeriesNone });
      grid.element()?.focus({ preventScroll: true });
    };
    return [
      {
        id: "duplicate",
        label: say.duplicate(ids.length),
        keys: "Ctrl Shift D",
        disabled: none,
        run: () => {
          const added = duplicateRows(grid, ids);
          toast({ text: w().toast.duplicated(added.length) });
          goTo(added[0]);
        },
      },
      { id: "above", label: say.insertAbove, disabled: none || arranged, run: () => goTo(insertRow(grid, before())) },
      {
        id: "below",
        label: say.insertBelow,
        keys: "Alt Insert",
        disabled: none || arranged,
        run: () => goTo(insertRow(grid, ids.at(-1) ?? null)),
      },
      { id: "up", label: say.up, keys: "Alt ↑", disabled: none || arranged, run: () => move(-1) },
      { id: "down", label: say.down, keys: "Alt ↓", disabled: none || arranged, run: () => move(1) },
      { id: "fill-down", label: say.fillDown, keys: "Ctrl D", run: () => void write(grid, fillDown(over, source), { typed: false }) },
      { id: "fill-right", label: say.fillRight, keys: "Ctrl R", run: () => void write(grid, fillRight(over, source), { typed: false }) },
      { id: "fill-series", label: g().fillSeries, disabled: over.top === over.bottom, run: series },
      cellHistory,
      // a row that was copied to the outbox has a calendar of its own
      {
        id: "calendar",
        label: c().summary.row,
        disabled: !requestAt,
        run: () => requestAt && navigate(`/sorties/${requestAt.requestId}/horaire`),
      },
      { id: "tick-all", label: say.tickAll, run: () => grid.setTicked(new Set(grid.counts.sendable())) },
      { id: "remove", label: say.remove(ids.length), danger: true, disabled: none, run: remove },
    ];
  });
}

/** The actions at a point of the page. */
export function RowMenu(props: { at: { x: number; y: number }; onClose(): void }) {
  const grid = useGrid();
  const w = useWords(worksheetWords);
  const actions = useRowActions();
  return (
    <Ark.Root
      open
      onOpenChange={({ open }) => {
        if (open) return;
        props.onClose();
        grid.element()?.focus({ preventScroll: true });
      }}
      positioning={{ placement: "bottom-start", getAnchorRect: () => ({ x: props.at.x, y: props.at.y, width: 1, height: 1 }) }}
      onSelect={({ value }) =>
        actions()
          .find(({ id }) => id === value)
          ?.run()
      }
      aria-label={w().tools.rowActions}
    >
      <Portal>
        <Ark.Positioner class="z-60">
          <Ark.Content class="floating min-w-56 p-1" aria-label={w().tools.rowActions}>
            <For each={actions()}>
              {(action) => (
                <Ark.Item value={action.id} disabled={action.disabled ?? false} class="option" data-danger={action.danger ? "" : undefined}>
                  <span class="flex-1">{action.label}</span>
                  <Show when={action.keys}>
                    <span class="text-2xs text-faint" aria-hidden="true">
                      {action.keys}
                    </span>
                  </Show>
                </Ark.Item>
              )}
            </For>
          </Ark.Content>
        </Ark.Positioner>
      </Portal>
    </Ark.Root>
  );
}
