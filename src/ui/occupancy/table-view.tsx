import { For, Show } from "solid-js";
import { monthsOf, type Column } from "#domain/occupancy-period.ts";
import { cellOf, stepOf, type View } from "#domain/occupancy-picture.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { writeShortDay, writeShortMonth } from "#words/calendar.ts";
import { occupancyWords } from "#words/occupancy.ts";
import type { ShownRow } from "./picture-rows.ts";

/** The same figures as a table, for whoever reads with the ear or wants the numbers: students of capacity, by day, week or month. */
export function TableView(props: { rows: readonly ShownRow[]; columns: readonly Column[]; view: View }) {
  const w = useWords(occupancyWords);
  const { language } = useLanguage();
  // a year of days would be a table nobody reads: then a column is a month
  const columns = (): { label: string; column: Column }[] => {
    if (props.columns.length <= 60) {
      const isDay = props.columns[0]?.from === props.columns[0]?.to;
      return props.columns.map((column) => ({
        label: isDay ? column.day.slice(5) : writeShortDay(column.day, language()),
        column,
      }));
    }
    return monthsOf(props.columns).flatMap(({ day, at, columns: count }) => {
      const [first, last] = [props.columns[at], props.columns[at + count - 1]];
      return first && last
        ? [{ label: `${writeShortMonth(day, language())} ${day.slice(0, 4)}`, column: { ...first, to: last.to, last: last.last } }]
        : [];
    });
  };
  return (
    <div
      class="overflow-auto rounded-lg border border-line bg-surface max-md:max-h-[75dvh] md:min-h-0 md:flex-1"
      tabindex={0}
      role="region"
      aria-label={w().tableCaption}
    >
      <table class="text-sm tabular-nums">
        <caption class="sr-only">{w().tableCaption}</caption>
        <thead class="sticky top-0 z-20 bg-sunken text-xs text-muted">
          <tr>
            <th scope="col" class="sticky left-0 z-10 min-w-36 bg-sunken px-3 py-1.5 text-left font-medium">
              {w().rows}
            </th>
            <For each={columns()}>{({ label }) => <th class="px-2 py-1.5 text-right font-medium whitespace-nowrap">{label}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={props.rows}>
            {(row) => (
              <tr class="border-t border-line" classList={{ "bg-page": row.level !== "destination" }}>
                <th
                  scope="row"
                  class="sticky left-0 z-10 bg-inherit px-3 py-1 text-left font-normal whitespace-nowrap"
                  classList={{
                    "font-semibold": row.level !== "destination",
                    "pl-6": row.level === "service",
                    "bg-surface pl-9": row.level === "destination",
                  }}
                >
                  {row.name}
                </th>
                <For each={columns()}>
                  {({ column }) => {
                    const cell = () => cellOf(row.row, column, props.view);
                    return (
                      <td
                        class="px-2 py-1 text-right whitespace-nowrap"
                        classList={{ "font-semibold text-danger": stepOf(cell()) === "over" }}
                      >
                        <Show when={cell().students > 0} fallback={<span class="text-faint">{cell().closed ? w().closed : "–"}</span>}>
                          {w().cellTable(cell().students, cell().capacity === null ? "?" : String(cell().capacity))}
                          <Show when={stepOf(cell()) === "over"}>
                            <span class="sr-only">{`, ${w().overBy(cell().measured - (cell().capacity ?? 0))}`}</span>
                          </Show>
                        </Show>
                      </td>
                    );
                  }}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}
