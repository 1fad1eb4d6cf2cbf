import { Show } from "solid-js";
import Minus from "lucide-solid/icons/minus";
import Pencil from "lucide-solid/icons/pencil";
import Plus from "lucide-solid/icons/plus";
import Users from "lucide-solid/icons/users";
import { weekdayOf } from "#domain/dates.ts";
import type { PlannedDay } from "#domain/day-plan.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { calendarWords, weekdayName, writeDay, writeDayHours, writeShortMonth } from "#words/calendar.ts";
import { writeHoliday } from "#words/holiday.ts";

const looks: Record<PlannedDay["state"], string> = {
  usual: "bg-accent-soft",
  changed: "bg-info-soft",
  added: "bg-done-soft",
  removed: "bg-sunken",
  free: "bg-surface",
  outside: "bg-page text-faint",
};

/** One day of the grid: its date, who comes and when, and what became of it, in words and a sign besides the colour. */
export function DayCell(props: {
  of: PlannedDay;
  selected: boolean;
  head: boolean;
  /** Who just changed it, when it was a colleague. */
  by: string | undefined;
  first: boolean;
  onPress(event: MouseEvent): void;
  onOpen(): void;
}) {
  const w = useWords(calendarWords);
  const { language } = useLanguage();
  const outside = () => props.of.state === "outside";
  const named = () => props.first || props.of.day.endsWith("-01");
  return (
    <div
      role="gridcell"
      tabindex={props.head ? 0 : -1}
      data-day={props.of.day}
      data-state={props.of.state}
      aria-selected={outside() ? undefined : props.selected}
      aria-disabled={outside() || undefined}
      class={`relative flex min-w-0 cursor-default flex-row items-baseline gap-x-2 border-line px-2 py-1 text-sm outline-offset-[-2px] select-none max-sm:min-h-8 max-sm:flex-wrap max-sm:border-t sm:min-h-17 sm:flex-col sm:items-stretch sm:border-l ${looks[props.of.state]}`}
      classList={{
        "z-1 outline-2 outline-accent": props.selected && !outside(),
        "max-sm:hidden": outside(),
        "shadow-[inset_3px_0_0_var(--warn)]": props.by !== undefined,
      }}
      onClick={(event) => {
        if (!outside()) props.onPress(event);
      }}
      onDblClick={() => {
        if (!outside()) props.onOpen();
      }}
    >
      <span class="sr-only">
        {`${writeDay(props.of.day, language())}, `}
        {outside() ? w().state.outside : props.of.presence === null ? w().nobody : ""}
        {props.by ? `, ${w().colleague(props.by, 1)}` : ""}
      </span>
      <span class="flex min-w-0 items-baseline gap-1" aria-hidden="true">
        <span class="w-8 text-xs text-muted sm:hidden">{weekdayName(weekdayOf(props.of.day), language()).slice(0, 3)}.</span>
        <span class="font-medium tabular-nums max-sm:min-w-12">
          {Number(props.of.day.slice(8))}
          <Show when={named()}> {writeShortMonth(props.of.day, language())}</Show>
        </span>
        <Show when={props.of.students > 0 && !outside()}>
          <span class="ml-auto inline-flex items-center gap-0.5 text-2xs text-muted" title={w().othersDay(props.of.students)}>
            <Users size={11} aria-hidden="true" />
            {props.of.students}
          </span>
        </Show>
      </span>
      <Show when={!outside()}>
        <Show when={props.of.presence}>
          {(presence) => (
            <span class="min-w-0 font-medium break-words" classList={{ "text-warn": presence().times === null }}>
              {writeDayHours(presence(), language())}
            </span>
          )}
        </Show>
        <Show when={props.of.presence && props.of.presence.kind !== "shift" ? props.of.presence.kind : null}>
          {(kind) => <span class="text-xs font-medium text-info">{w().kind[kind()]}</span>}
        </Show>
        <Show when={props.of.state === "changed" || props.of.state === "added" || props.of.state === "removed"}>
          <span class="inline-flex min-w-0 items-center gap-1 text-xs text-muted">
            {props.of.state === "added" ? (
              <Plus size={11} class="shrink-0" aria-hidden="true" />
            ) : props.of.state === "removed" ? (
              <Minus size={11} class="shrink-0" aria-hidden="true" />
            ) : (
              <Pencil size={10} class="shrink-0" aria-hidden="true" />
            )}
            <span class="min-w-0 break-words">
              {w().state[props.of.state]}
              <Show
                when={props.of.presence === null && props.of.exception?.reason !== "other" ? (props.of.exception?.reason ?? null) : null}
              >
                {(reason) => <Show when={!props.of.holiday}>{`, ${w().reason[reason()]}`}</Show>}
              </Show>
            </span>
          </span>
        </Show>
        <Show when={props.of.students > 0}>
          <span class="sr-only">{w().othersDay(props.of.students)}</span>
        </Show>
        <Show when={props.of.holiday}>
          {(holiday) => <span class="min-w-0 text-xs break-words text-muted italic">{writeHoliday(holiday(), language())}</span>}
        </Show>
      </Show>
    </div>
  );
}
