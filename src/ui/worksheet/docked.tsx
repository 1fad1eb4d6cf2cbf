import { Match, Switch } from "solid-js";
import { CellPanel } from "./time-cell.tsx";
import { RowCheckPanel } from "./row-check-panel.tsx";
import { ShelfPanel } from "./shelf-panel.tsx";
import { TimePanel } from "./time-panel.tsx";
import { useGrid } from "./grid-state.ts";
import { useTime } from "./time-state.ts";

/** What stands beside the grid, one at a time: a cell's history, the check, the shelf, the sheet's history. */
export function Docked(props: {
  worksheetId: string;
  shelf: boolean;
  onShelf(open: boolean): void;
  check: boolean;
  onCheck(open: boolean): void;
}) {
  const time = useTime();
  const grid = useGrid();
  const back = () => queueMicrotask(() => grid.element()?.focus({ preventScroll: true }));
  return (
    <Switch>
      <Match when={time.cell()} keyed>
        {(at) => (
          <CellPanel
            worksheetId={props.worksheetId}
            at={at}
            onClose={() => {
              time.showCell(null);
              back();
            }}
          />
        )}
      </Match>
      <Match when={props.check}>
        <RowCheckPanel onClose={() => props.onCheck(false)} />
      </Match>
      <Match when={props.shelf}>
        <ShelfPanel worksheetId={props.worksheetId} onClose={() => props.onShelf(false)} />
      </Match>
      <Match when={time.open()}>
        <TimePanel worksheetId={props.worksheetId} onClose={() => time.setOpen(false)} />
      </Match>
    </Switch>
  );
}
