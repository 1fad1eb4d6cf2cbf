import { createSignal, Match, Show, Switch } from "solid-js";
import CalendarOff from "lucide-solid/icons/calendar-off";
import CopyPlus from "lucide-solid/icons/copy-plus";
import Minus from "lucide-solid/icons/minus";
import Pencil from "lucide-solid/icons/pencil";
import Repeat from "lucide-solid/icons/repeat";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import Undo2 from "lucide-solid/icons/undo-2";
import { holidaysToTakeOut, removing, restoring, setting } from "#domain/day-change.ts";
import { hoursBetween, removalReasons, type RemovalReason } from "#domain/schedule.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Menu } from "#ui/parts/menu.tsx";
import { calendarWords } from "#words/calendar.ts";
import type { CalendarState } from "./calendar-state.ts";
import { CopyDialog } from "./copy-dialog.tsx";
import { DayDialog } from "./day-dialog.tsx";
import { HolidayDialog } from "./holiday-dialog.tsx";
import { PatternDialog } from "./pattern-dialog.tsx";

type Box = "none" | "day" | "pattern" | "weekends" | "copy" | "holidays";

/** What is done with the days chosen, by key, button or palette: one set of actions for all three. */
export function useCalendarActions(calendar: CalendarState) {
  const w = useWords(calendarWords);
  const [box, setBox] = createSignal<Box>("none");
  const days = () => calendar.selection.chosen();
  const open = (which: Box) => {
    if (calendar.mayEdit()) setBox(which);
  };
  const remove = (reason?: RemovalReason) => {
    if (!calendar.mayEdit()) return;
    // A holiday is out for being one, unless something else is said.
    const changes = days().flatMap((day) => {
      const holiday = calendar.day(day)?.holiday;
      const usual: RemovalReason = holiday ? (holiday.kind === "statutory" ? "holiday" : "closed") : "other";
      return removing(calendar.schedule(), [day], { whose: calendar.whose(), reason: reason ?? usual });
    });
    calendar.apply(changes);
  };
  const restore = () => calendar.apply(restoring(calendar.schedule(), days(), calendar.whose()));
  const add = () => {
    if (calendar.mayEdit()) calendar.apply(setting(calendar.schedule(), days(), { whose: calendar.whose() }));
  };
  useCommands(() => {
    if (!calendar.mayEdit()) return [];
    return [
      { id: "undo", words: w().undoKeys, keys: "Ctrl+z", disabled: !calendar.mayUndo(), run: () => calendar.undo(), group: "here" },
      { id: "calendar-pattern", words: w().repeat, keys: "m", run: () => open("pattern"), group: "here" },
      { id: "calendar-copy", words: w().copy, keys: "c", run: () => open("copy"), group: "here" },
      { id: "calendar-holidays", words: w().holidays(0), keys: "j", run: () => open("holidays"), group: "here" },
      { id: "calendar-weekends", words: w().weekends, run: () => open("weekends"), group: "here" },
      { id: "calendar-edit", words: w().edit, run: () => open("day"), group: "here" },
    ];
  });
  return { box, open, close: () => setBox("none"), remove, restore, add };
}
export type CalendarActions = ReturnType<typeof useCalendarActions>;

/** The buttons over the grid, and the boxes they open. */
export function CalendarTools(props: { calendar: CalendarState; actions: CalendarActions }) {
  const w = useWords(calendarWords);
  const calendar = () => props.calendar;
  const days = () => calendar().selection.chosen();
  const hours = () =>
    days().reduce((sum, day) => {
      const times = calendar().day(day)?.presence?.times;
      return sum + (times ? hoursBetween(times) : 0);
    }, 0);
  const holidays = () => holidaysToTakeOut(calendar().schedule(), calendar().holidays(), calendar().whose()).length;
  const icon = 15;
  return (
    <div
      role="toolbar"
      aria-label={w().tools}
      class="top-0 z-10 -mx-1 flex flex-wrap items-center gap-1 border-b border-line bg-page px-1 py-2 md:sticky"
    >
      <span class="mr-1 min-w-28 text-sm tabular-nums" aria-live="polite">
        {w().chosen(days().length, hours())}
      </span>
      <IconButton
        label={w().undoKeys}
        keys="Ctrl Z"
        icon={<Undo2 size={icon} />}
        disabled={!calendar().mayUndo()}
        onClick={() => calendar().undo()}
      />
      <span class="inline-flex">
        <Button icon={<Minus size={icon} aria-hidden="true" />} class="rounded-r-none" onClick={() => props.actions.remove()}>
          {w().remove}
        </Button>
        <Menu
          kind="plain"
          label={w().removeHow}
          trigger={<span aria-hidden="true">▾</span>}
          class="-ml-px rounded-l-none"
          items={removalReasons.map((reason) => ({
            id: reason,
            label: `${w().remove}\u00A0: ${w().reason[reason]}`,
            run: () => props.actions.remove(reason),
          }))}
        />
      </span>
      <Button icon={<Pencil size={icon} aria-hidden="true" />} onClick={() => props.actions.open("day")}>
        {w().edit}
      </Button>
      <Button icon={<RotateCcw size={icon} aria-hidden="true" />} onClick={() => props.actions.restore()}>
        {calendar().whose() === null ? w().restore : w().restoreStudent}
      </Button>
      <span class="mx-0.5 hidden h-6 border-l border-line-strong xl:block" />
      <Button kind="quiet" icon={<Repeat size={icon} aria-hidden="true" />} onClick={() => props.actions.open("pattern")}>
        {w().repeat}
      </Button>
      <Button kind="quiet" icon={<Repeat size={icon} aria-hidden="true" />} onClick={() => props.actions.open("weekends")}>
        {w().weekends}
      </Button>
      <Button kind="quiet" icon={<CopyPlus size={icon} aria-hidden="true" />} onClick={() => props.actions.open("copy")}>
        {w().copy}
      </Button>
      <Button
        kind={holidays() > 0 ? "plain" : "quiet"}
        icon={<CalendarOff size={icon} aria-hidden="true" />}
        onClick={() => props.actions.open("holidays")}
      >
        {w().holidays(holidays())}
      </Button>
      <Switch>
        <Match when={props.actions.box() === "day"}>
          <DayDialog calendar={calendar()} onClose={props.actions.close} />
        </Match>
        <Match when={props.actions.box() === "pattern"}>
          <PatternDialog calendar={calendar()} weekends={false} onClose={props.actions.close} />
        </Match>
        <Match when={props.actions.box() === "weekends"}>
          <PatternDialog calendar={calendar()} weekends onClose={props.actions.close} />
        </Match>
        <Match when={props.actions.box() === "copy"}>
          <CopyDialog calendar={calendar()} onClose={props.actions.close} />
        </Match>
        <Match when={props.actions.box() === "holidays"}>
          <HolidayDialog calendar={calendar()} onClose={props.actions.close} />
        </Match>
      </Switch>
    </div>
  );
}

/** Hours of the calendar against those of the course, in words and a sign (K51). */
export function HoursLine(props: { calendar: CalendarState; written: string; balance: string }) {
  const w = useWords(calendarWords);
  const kind = () => props.calendar.balance().kind;
  return (
    <p class="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-sm" data-testid="hours" aria-live="polite">
      <span class="text-muted">{w().total}</span>
      <b class="text-base tabular-nums">{props.written}</b>
      <Show when={props.balance !== ""}>
        <span
          class="font-medium"
          classList={{
            "text-danger": kind() === "over" || kind() === "under",
            "text-done": kind() === "even",
            "text-muted": kind() === "open" || kind() === "unasked",
          }}
        >
          {kind() === "over" ? "▲ " : kind() === "under" ? "▼ " : kind() === "even" ? "✓ " : ""}
          {props.balance}
        </span>
      </Show>
    </p>
  );
}
