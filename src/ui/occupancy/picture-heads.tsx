import { For, Index, Show } from "solid-js";
import { weekdayOf, type Day } from "#domain/dates.ts";
import type { Column } from "#domain/occupancy-period.ts";
import { useLanguage } from "#ui/language.tsx";
import { writeMonth, writeShortMonth } from "#words/calendar.ts";

/** Months above, and below them days, or the Mondays of weeks, as far as there is room for them. */
export function Heads(props: {
  columns: readonly Column[];
  months: readonly { day: Day; at: number; columns: number }[];
  width: number;
  today: number | null;
  byDay: boolean;
}) {
  const { language } = useLanguage();
  const label = (one: Column): string => {
    if (!props.byDay) return props.width >= 18 ? String(Number(one.day.slice(8))) : "";
    if (props.width >= 17) return String(Number(one.day.slice(8)));
    return weekdayOf(one.day) === 1 && props.width >= 3 ? (props.width * 7 >= 18 ? String(Number(one.day.slice(8))) : "") : "";
  };
  return (
    <div
      role="presentation"
      aria-hidden="true"
      class="relative h-10 shrink-0"
      style={{ width: `${Math.floor(props.width * props.columns.length)}px` }}
    >
      <For each={props.months}>
        {(month) => (
          <span
            class="absolute top-0 truncate border-l border-line-strong px-1 pt-0.5 font-medium text-ink first-letter:uppercase"
            style={{ left: `${month.at * props.width}px`, width: `${month.columns * props.width}px` }}
          >
            {props.months.length < 5
              ? writeMonth(month.day, language())
              : month.columns * props.width >= 34
                ? // of more than a year, January says which
                  props.months.length > 13 && month.day.slice(5, 7) === "01"
                  ? month.day.slice(0, 4)
                  : writeShortMonth(month.day, language())
                : ""}
          </span>
        )}
      </For>
      <Index each={props.columns}>
        {(one, index) => (
          <Show when={label(one()) !== "" || props.today === index}>
            <span
              class="absolute bottom-0.5 text-center text-2xs whitespace-nowrap tabular-nums"
              classList={{
                "rounded-sm bg-accent font-semibold text-on-accent": props.today === index && props.width >= 12,
                "text-faint": props.byDay && weekdayOf(one().day) > 5,
              }}
              style={{ left: `${index * props.width}px`, width: `${Math.max(props.width, 3)}px` }}
            >
              {label(one())}
            </span>
          </Show>
        )}
      </Index>
    </div>
  );
}
