import { For, Show } from "solid-js";
import { addDays, type Day } from "#domain/dates.ts";
import { monthsOf, columnsOf } from "#domain/occupancy-period.ts";
import { freeOf, takenOf, type Counted, type SupplyCell } from "#domain/supply.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { writeShortDay, writeShortMonth } from "#words/calendar.ts";
import { supplyWords } from "#words/supply.ts";
import { stepOfCell } from "./supply-cell.ts";
import { cellsOf, isGroup, type ShownRow } from "./supply-rows.ts";

interface Head {
  label: string;
  from: number;
  to: number;
}

/** Of a month, the week that leaves least. */
function tightest(cells: readonly SupplyCell[], { from, to }: Head, counted: Counted): SupplyCell | undefined {
  const left = (cell: SupplyCell): number => freeOf(cell, counted) ?? 1_000;
  return cells.slice(from, to + 1).toSorted((one, other) => left(one) - left(other) || takenOf(other, counted) - takenOf(one, counted))[0];
}

/** The same figures as a table, for whoever reads with the ear or wants the numbers: what is free, or taken of what there is room for. */
export function SupplyTable(props: {
  rows: readonly ShownRow[];
  from: Day;
  weeks: number;
  counted: Counted;
  side: "placing" | "receiving" | "unit";
}) {
  const w = useWords(supplyWords);
  const { language } = useLanguage();
  // a year of weeks would be a table nobody reads: then a column is a month, at the week that leaves least
  const heads = (): Head[] => {
    const weeks = columnsOf({ from: props.from, to: addDays(props.from, props.weeks * 7 - 1) }, "week");
    if (weeks.length <= 26) return weeks.map(({ day }, at) => ({ label: writeShortDay(day, language()), from: at, to: at }));
    return monthsOf(weeks).map(({ day, at, columns }) => ({
      label: `${writeShortMonth(day, language())} ${day.slice(0, 4)}`,
      from: at,
      to: at + columns - 1,
    }));
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
            <For each={heads()}>
              {({ label }) => (
                <th scope="col" class="px-2 py-1.5 text-right font-medium whitespace-nowrap">
                  {label}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={props.rows}>
            {(row) => {
              const cells = cellsOf(row, props.weeks);
              return (
                <tr class="border-t border-line" classList={{ "bg-page": isGroup(row) }}>
                  <th
                    scope="row"
                    class="sticky left-0 z-10 max-w-64 truncate bg-inherit px-3 py-1 text-left whitespace-nowrap"
                    classList={{ "font-semibold": isGroup(row), "bg-surface font-normal": !isGroup(row) }}
                    style={{ "padding-left": `${12 + 12 * row.depth}px` }}
                  >
                    {row.name}
                    <Show when={row.note !== ""}>
                      <span class="text-xs text-muted">{` ${row.note}`}</span>
                    </Show>
                  </th>
                  <For each={heads()}>
                    {(head) => (
                      <td class="px-2 py-1 text-right whitespace-nowrap">
                        {row.kind === "need" ? (
                          <Need count={Math.max(...row.weeks.slice(head.from, head.to + 1))} />
                        ) : (
                          <Figure cell={tightest(cells, head, props.counted)} counted={props.counted} side={props.side} />
                        )}
                      </td>
                    )}
                  </For>
                </tr>
              );
            }}
          </For>
        </tbody>
      </table>
    </div>
  );
}

function Need(props: { count: number }) {
  return <span classList={{ "text-faint": props.count === 0 }}>{props.count === 0 ? "–" : props.count}</span>;
}

function Figure(props: { cell: SupplyCell | undefined; counted: Counted; side: "placing" | "receiving" | "unit" }) {
  const w = useWords(supplyWords);
  const cell = () => props.cell;
  return (
    <Show when={cell()}>
      {(found) => {
        const taken = () => takenOf(found(), props.counted);
        const over = () => stepOfCell(found(), props.counted) === "over";
        const text = () => {
          const { room, closed } = found();
          if (closed && taken() === 0) return w().closedShort;
          if (props.side === "placing")
            return room === null ? "?" : over() ? `\u2212${taken() - room}` : String(freeOf(found(), props.counted));
          return taken() === 0 && room === null ? "–" : w().tableCell(taken(), room === null ? "?" : String(room));
        };
        return (
          <span classList={{ "font-semibold text-danger": over(), "text-xs text-faint": found().closed && taken() === 0 }}>
            {text()}
            <Show when={over()}>
              <span class="sr-only">{`, ${w().overBy(taken() - (found().room ?? 0))}`}</span>
            </Show>
            <Show when={props.counted.has("ghost") && found().ghost > 0}>
              <span class="text-xs text-muted" title={w().split("ghost", found().ghost)}>
                <span aria-hidden="true">{` (+${found().ghost})`}</span>
                <span class="sr-only">{`, ${w().split("ghost", found().ghost)}`}</span>
              </span>
            </Show>
          </span>
        );
      }}
    </Show>
  );
}
