import { For, Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { announcing, setAnnouncing } from "#ui/parts/preference.ts";
import { Select } from "#ui/parts/select.tsx";
import { Switch } from "#ui/parts/switch.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import type { Column } from "#domain/worksheet.ts";
import { gridWords } from "#words/grid.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { canFreeze, canHide, gridColumns, isCellColumn, type GridColumn } from "./column.ts";
import { Floating, WidthButtons } from "./column-menu.tsx";
import { useGrid } from "./grid-state.ts";
import { setTabMoves, tabMoves } from "./preference.ts";

/** Everything about how I see the sheet in one place, by keyboard: columns, widths, order, filters. */
export function ViewPanel(props: { anchor: HTMLElement; onClose(): void }) {
  const grid = useGrid();
  const w = useWords(worksheetWords);
  const g = useWords(gridWords);
  const columns = gridColumns.filter((column): column is Column | "status" => isCellColumn(column) || column === "status");
  const order = () => (grid.view.sorted() ? `${grid.view.sorted()?.column}:${grid.view.sorted()?.down ? "down" : "up"}` : "sheet");
  return (
    <Floating
      anchor={props.anchor}
      label={w().tools.view}
      onClose={props.onClose}
      class="w-[min(27rem,calc(100vw-1rem))] max-h-[min(44rem,var(--available-height))]"
    >
      <div class="flex flex-col gap-3">
        <label class="flex flex-col gap-1 text-sm font-medium">
          {g().view.sort}
          <Select
            value={order()}
            onChange={(value) => {
              const [column, way] = value.split(":");
              grid.view.sort(value === "sheet" ? null : { column: column as Column | "status", down: way === "down" });
            }}
            options={[
              { value: "sheet", label: g().view.order },
              ...columns.flatMap((column) => [
                { value: `${column}:up`, label: `${w().columns[column]}, ${g().view.ascending}` },
                { value: `${column}:down`, label: `${w().columns[column]}, ${g().view.descending}` },
              ]),
            ]}
          />
        </label>
        <label class="flex flex-col gap-1 text-sm font-medium">
          {g().view.frozen}
          <Select
            value={grid.view.frozen()}
            onChange={(value) => grid.view.freeze(value as GridColumn)}
            options={columns.filter(canFreeze).map((column) => ({ value: column, label: g().view.upTo(w().columns[column]) }))}
          />
        </label>
        <fieldset>
          <legend class="mb-1 text-sm font-medium">{g().view.columns}</legend>
          <div class="grid gap-1">
            <For each={columns}>
              {(column) => (
                <div class="flex items-center gap-2">
                  <span class="w-32 shrink-0">
                    <Checkbox
                      label={w().columns[column]}
                      checked={!grid.view.hidden().has(column)}
                      disabled={!canHide(column)}
                      onChange={() => grid.view.toggle(column)}
                    />
                  </span>
                  <TextInput
                    class="min-h-7 flex-1 py-0 text-sm"
                    value={grid.view.filters()[column] ?? ""}
                    placeholder={g().view.filter}
                    aria-label={g().view.filterLabel(w().columns[column])}
                    onChange={(text) => grid.view.filter({ ...grid.view.filters(), [column]: text })}
                  />
                  <WidthButtons column={column} />
                </div>
              )}
            </For>
          </div>
        </fieldset>
        <Show when={grid.view.arranged()}>
          <Button
            size="sm"
            onClick={() => {
              grid.view.filter({});
              grid.view.sort(null);
            }}
          >
            {g().view.clearFilters}
          </Button>
        </Show>
        <hr class="border-line" />
        <Switch checked={tabMoves()} onChange={setTabMoves} label={g().view.tabMoves} hint={g().view.tabMovesHint} />
        <Switch checked={announcing()} onChange={setAnnouncing} label={g().view.announce} />
      </div>
    </Floating>
  );
}
