import { Show } from "solid-js";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { gridWords } from "#words/grid.ts";
import { useGrid } from "./grid-state.ts";

/** Says that I see the sheet in an order or a choice of my own, and offers to make it anew where rows changed since, or to leave it. */
export function Arranged(props: { onDone(): void }) {
  const grid = useGrid();
  const g = useWords(gridWords);
  const clear = () => {
    grid.view.filter({});
    grid.view.sort(null);
    props.onDone();
  };
  const again = () => {
    grid.view.again();
    props.onDone();
  };
  return (
    <Show when={grid.view.arranged()}>
      <div class="flex flex-wrap items-center gap-2 text-xs text-muted" role="status">
        <span>{g().view.arranged(grid.view.order().length - (grid.mayEdit() ? 1 : 0), grid.sheet.order().length)}</span>
        <Show when={grid.view.stale()}>
          <Button size="sm" icon={<RefreshCw size={13} aria-hidden="true" />} title={g().view.againHint} onClick={again}>
            {g().view.again}
          </Button>
        </Show>
        <Button size="sm" kind="quiet" onClick={clear}>
          {g().view.clearFilters}
        </Button>
      </div>
    </Show>
  );
}
