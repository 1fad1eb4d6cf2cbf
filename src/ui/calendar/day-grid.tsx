import { createEffect, For, Index, on, Show } from "solid-js";
import { addDays, type Day } from "#domain/dates.ts";
import type { PlannedWeek } from "#domain/day-plan.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { calendarWords, weekdayName } from "#words/calendar.ts";
import type { CalendarState } from "./calendar-state.ts";
import { DayCell } from "./day-cell.tsx";
import { stepFrom } from "./day-selection.ts";

const columns = "sm:grid sm:grid-cols-[6.5rem_repeat(7,minmax(0,1fr))]";

/** Weeks of days as a grid: arrows move, Shift extends, Ctrl adds; what is done with the days is the screen's. */
export function DayGrid(props: {
  calendar: CalendarState;
  weeks: readonly PlannedWeek[];
  onEdit(): void;
  onRemove(): void;
  onAdd(): void;
  /** The cursor left what is shown: the view follows it. */
  onLeave(day: Day): void;
}) {
  const w = useWords(calendarWords);
  const { language } = useLanguage();
  const selection = () => props.calendar.selection;
  let grid: HTMLDivElement | undefined;
  let focused = false;
  createEffect(
    on(
      () => selection().head(),
      (day) => {
        if (focused) queueMicrotask(() => grid?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus());
      },
      { defer: true },
    ),
  );
  const move = (to: Day, extend: boolean) => {
    if (extend) selection().extend(to);
    else selection().only(to);
    const head = selection().head();
    if (!props.weeks.some(({ monday }) => monday <= head && head < addDays(monday, 7))) props.onLeave(head);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const ctrl = event.ctrlKey || event.metaKey;
    const to = event.altKey ? null : stepFrom(selection().head(), event.key, ctrl);
    if (to !== null) {
      event.preventDefault();
      move(to, event.shiftKey);
      return;
    }
    if (ctrl && event.key.toLowerCase() === "a") {
      event.preventDefault();
      selection().all(props.weeks.flatMap((week) => week.days.map(({ day }) => day)));
      return;
    }
    if (ctrl || event.altKey) return;
    if (event.key === "Escape" && selection().chosen().length > 1) selection().only(selection().head());
    else if (event.key === "Enter" || event.key === "F2") props.onEdit();
    else if (event.key === "Delete" || event.key === "Backspace") props.onRemove();
    else if (event.key === "Insert") props.onAdd();
    else if (event.key === " ") selection().toggle(selection().head());
    else return;
    event.preventDefault();
  };
  const onPress = (day: Day, event: MouseEvent) => {
    if (event.shiftKey) selection().extend(day);
    else if (event.ctrlKey || event.metaKey) selection().toggle(day);
    else selection().only(day);
    (event.currentTarget as HTMLElement).focus();
  };
  return (
    <div
      ref={grid}
      role="grid"
      aria-label={w().grid}
      aria-multiselectable="true"
      aria-readonly={!props.calendar.mayEdit()}
      class="overflow-clip rounded-lg border border-line bg-surface"
      onKeyDown={onKeyDown}
      onFocusIn={() => (focused = true)}
      onFocusOut={(event) => (focused = event.relatedTarget instanceof Node && (grid?.contains(event.relatedTarget) ?? false))}
    >
      <div role="row" class={`hidden border-b border-line bg-sunken text-xs font-medium text-muted ${columns}`}>
        <div role="columnheader" class="px-2 py-1.5">
          <span class="sr-only">{w().view.week}</span>
        </div>
        <For each={[1, 2, 3, 4, 5, 6, 7]}>
          {(weekday) => (
            <div role="columnheader" class="border-l border-line">
              <button
                type="button"
                tabindex={-1}
                class="w-full px-2 py-1.5 text-left first-letter:uppercase hover:text-ink"
                title={w().selectWeekday(weekdayName(weekday, language()))}
                onClick={() => selection().all(props.weeks.map(({ monday }) => addDays(monday, weekday - 1)))}
              >
                {weekdayName(weekday, language())}
              </button>
            </div>
          )}
        </For>
      </div>
      <Index each={props.weeks}>
        {(week, at) => (
          <div role="row" class={`border-line ${at > 0 ? "border-t" : ""} ${columns}`}>
            <div role="rowheader" class="bg-sunken text-xs text-muted">
              <button
                type="button"
                tabindex={-1}
                class="flex size-full flex-row items-baseline gap-x-2 px-2 py-1.5 text-left hover:text-ink sm:flex-col"
                title={w().selectWeek(week().number)}
                onClick={() => selection().all(week().days.map(({ day }) => day))}
              >
                <span class="font-medium text-ink">{w().week(week().number)}</span>
                <span class="tabular-nums" classList={{ "text-warn": week().unknown > 0 }}>
                  {w().weekHours(week().hours, week().unknown)}
                </span>
              </button>
            </div>
            <Index each={week().days}>
              {(day, index) => (
                <DayCell
                  of={day()}
                  selected={selection().has(day().day)}
                  head={selection().head() === day().day}
                  by={props.calendar.fresh().get(day().day)}
                  first={at === 0 && index === 0}
                  onPress={(event) => onPress(day().day, event)}
                  onOpen={() => props.onEdit()}
                />
              )}
            </Index>
          </div>
        )}
      </Index>
      <Show when={props.weeks.length === 0}>
        <p class="px-3 py-4 text-sm text-muted">{w().empty}</p>
      </Show>
    </div>
  );
}
