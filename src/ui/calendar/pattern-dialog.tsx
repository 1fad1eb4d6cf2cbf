import { createMemo, createSignal, Show } from "solid-js";
import { repeating, withChanges, type DayChange } from "#domain/day-change.ts";
import { mondayOf, summaryOf } from "#domain/day-plan.ts";
import { isDay } from "#domain/dates.ts";
import { forStudent } from "#domain/schedule.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Select } from "#ui/parts/select.tsx";
import { WeekdayPicker } from "#ui/parts/weekday-picker.tsx";
import { calendarWords, writeSummary } from "#words/calendar.ts";
import type { CalendarState } from "./calendar-state.ts";
import { HoursField, readDayHours } from "./hours-field.tsx";

/** « Lu Me 7 h – 15 h, une semaine sur deux » in one action, with what it will come to before it is done; weekends begin as a rotation. */
export function PatternDialog(props: { calendar: CalendarState; weekends: boolean; onClose(): void }) {
  const w = useWords(calendarWords);
  const { language } = useLanguage();
  const schedule = props.calendar.schedule();
  const chosen = props.calendar.selection.chosen();
  const [weekdays, setWeekdays] = createSignal(props.weekends ? [6, 7] : (schedule.weekdays ?? []));
  const [hours, setHours] = createSignal("");
  const [every, setEvery] = createSignal<string>(props.weekends ? "3" : "1");
  // From the week one stands in when several days are chosen there; else the whole of it.
  const [from, setFrom] = createSignal(chosen.length > 1 ? (chosen[0] ?? schedule.startsOn) : schedule.startsOn);
  const [to, setTo] = createSignal(schedule.endsOn);
  const [others, setOthers] = createSignal<"keep" | "out">("keep");
  const [tried, setTried] = createSignal(false);
  const changes = createMemo((): DayChange[] | null => {
    const read = readDayHours(hours());
    if ("problem" in read || weekdays().length === 0 || !isDay(from()) || !isDay(to()) || to() < from()) return null;
    return repeating(props.calendar.schedule(), {
      weekdays: weekdays(),
      hours: read.hours,
      every: Number(every()),
      from: from(),
      to: to(),
      others: others(),
      whose: props.calendar.whose(),
    });
  });
  const summary = (of: DayChange[]): string => {
    const after = withChanges(props.calendar.schedule(), of);
    const student = props.calendar.whose();
    return writeSummary({ ...summaryOf(student === null ? after : forStudent(after, student)), exceptions: 0, students: 0 }, language());
  };
  const choices = createMemo(() => [
    { value: "keep" as const, label: w().repeating.keep },
    { value: "out" as const, label: w().repeating.out },
  ]);
  const apply = (event: Event) => {
    event.preventDefault();
    setTried(true);
    const wanted = changes();
    if (!wanted) return;
    props.calendar.apply(wanted);
    props.onClose();
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={props.weekends ? w().repeating.weekendTitle : w().repeating.title}
      text={w().repeating.text}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {w().day.cancel}
          </Button>
          <Button kind="primary" type="submit" form="pattern-form">
            {w().repeating.apply}
          </Button>
        </>
      }
    >
      <form id="pattern-form" class="flex flex-col gap-4" novalidate onSubmit={apply}>
        <Field label={w().repeating.weekdays} group error={tried() && weekdays().length === 0 ? w().repeating.weekdaysWrong : null}>
          <WeekdayPicker value={weekdays()} onChange={setWeekdays} />
        </Field>
        <div class="grid gap-4 sm:grid-cols-2">
          <HoursField label={w().repeating.hours} value={hours()} onChange={setHours} schedule={schedule} tried={tried()} />
          <Field label={w().repeating.every}>
            <Select
              value={every()}
              onChange={setEvery}
              options={[1, 2, 3, 4, 5, 6].map((n) => ({
                value: String(n),
                label: n === 1 ? w().repeating.everyWeek : n === 2 ? w().repeating.everyOther : w().repeating.everyN(n),
              }))}
            />
          </Field>
          <Field
            label={w().repeating.from}
            hint={from() > "" && isDay(from()) ? w().week(1 + weekIndex(schedule.startsOn, from())) : undefined}
          >
            <DateInput value={from()} onChange={setFrom} min={schedule.startsOn} max={schedule.endsOn} />
          </Field>
          <Field label={w().repeating.to}>
            <DateInput value={to()} onChange={setTo} min={from()} max={schedule.endsOn} />
          </Field>
        </div>
        <Field label={w().repeating.others} group>
          <RadioGroup value={others()} onChange={setOthers} options={choices()} />
        </Field>
        <p class="min-h-10 text-sm" aria-live="polite">
          <Show when={changes()}>{(wanted) => <>{w().repeating.preview(wanted().length, summary([]), summary(wanted()))}</>}</Show>
        </p>
      </form>
    </Dialog>
  );
}

/** Whole weeks from the week of one day to that of another. */
const weekIndex = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(mondayOf(to)) - Date.parse(mondayOf(from))) / 604_800_000));
