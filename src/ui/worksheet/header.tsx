import { createEffect, For, Show } from "solid-js";
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import ChevronDown from "lucide-solid/icons/chevron-down";
import ListFilter from "lucide-solid/icons/list-filter";
import { useWords } from "#ui/language.tsx";
import { gridWords } from "#words/grid.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { isCellColumn, type GridColumn } from "./column.ts";
import { useGrid } from "./grid-state.ts";
import { inColumn } from "./in-column.ts";
import { useLayout } from "./layout.ts";

/** The headings: each opens its column's menu, its right edge drags. They stay in sight. */
export function Header(props: { onMenu(column: GridColumn, anchor: HTMLElement): void; sendable: readonly string[] }) {
  const grid = useGrid();
  const layout = useLayout();
  const w = useWords(worksheetWords);
  const g = useWords(gridWords);
  const sortOf = (column: GridColumn) =>
    grid.view.sorted()?.column === column ? (grid.view.sorted()?.down ? "descending" : "ascending") : undefined;
  const filtered = (column: GridColumn) => column !== "tick" && column !== "places" && (grid.view.filters()[column] ?? "") !== "";
  const all = () => props.sendable.length > 0 && props.sendable.every((id) => grid.ticked().has(id));

  const resize = (column: GridColumn, event: PointerEvent & { currentTarget: HTMLElement }) => {
    event.preventDefault();
    event.stopPropagation();
    const [from, width] = [event.clientX, event.currentTarget.parentElement?.offsetWidth ?? 100];
    const move = (next: PointerEvent) => grid.view.resize(column, width + next.clientX - from);
    const end = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
  };

  return (
    <div role="row" aria-rowindex={1} class="sheet-head" style={{ width: `${layout.total()}px` }}>
      <For each={grid.view.columns()}>
        {(column) => (
          <div
            role="columnheader"
            aria-colindex={layout.columnIndex(column)}
            aria-sort={sortOf(column)}
            class={`sheet-cell ${layout.look(column)}`}
            ref={inColumn(layout, () => column)}
            data-head={column}
          >
            <Show
              when={column !== "tick"}
              fallback={
                <span class="-ml-0.5">
                  <Show when={grid.mayEdit()} fallback={<span class="sr-only">{w().columns.tick}</span>}>
                    <span class="inline-grid size-6 place-items-center">
                      {/* the grid is one Tab stop (G1): by keys, « Tout cocher » of the row's actions */}
                      <input
                        type="checkbox"
                        class="tick"
                        tabindex={-1}
                        aria-label={w().row.tickAll}
                        checked={all()}
                        ref={(box) => createEffect(() => (box.indeterminate = !all() && grid.ticked().size > 0))}
                        disabled={props.sendable.length === 0}
                        onChange={(event) => {
                          grid.setTicked(all() ? new Set<string>() : new Set(props.sendable));
                          event.currentTarget.checked = all();
                        }}
                      />
                    </span>
                  </Show>
                </span>
              }
            >
              <span class="sheet-label">{w().columns[column]}</span>
              <Show when={sortOf(column)}>
                {(direction) =>
                  direction() === "ascending" ? <ArrowUp size={13} aria-hidden="true" /> : <ArrowDown size={13} aria-hidden="true" />
                }
              </Show>
              <Show when={isCellColumn(column) || column === "status"}>
                <button
                  type="button"
                  tabindex={-1}
                  class="sheet-menu"
                  classList={{ "is-on": filtered(column) }}
                  aria-label={g().view.columnMenu(w().columns[column])}
                  title={g().view.columnMenu(w().columns[column])}
                  onClick={(event) => props.onMenu(column, event.currentTarget)}
                >
                  {filtered(column) ? <ListFilter size={13} aria-hidden="true" /> : <ChevronDown size={14} aria-hidden="true" />}
                </button>
              </Show>
              <span
                class="sheet-grip"
                aria-hidden="true"
                onPointerDown={(event) => resize(column, event)}
                onDblClick={() => grid.view.resize(column, null)}
              />
            </Show>
          </div>
        )}
      </For>
    </div>
  );
}
