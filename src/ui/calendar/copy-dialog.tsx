import { createMemo, createSignal, Show } from "solid-js";
import { copyingWeek, withChanges, type DayChange } from "#domain/day-change.ts";
import { mondayOf, summaryOf } from "#domain/day-plan.ts";
import { addDays, isDay } from "#domain/dates.ts";
import { forStudent } from "#domain/schedule.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Select } from "#ui/parts/select.tsx";
import { calendarWords, writeSummary } from "#words/calendar.ts";
import type { CalendarState } from "./calendar-state.ts";

/** The week one stands in, over those that follow. */
export function CopyDialog(props: { calendar: CalendarState; onClose(): void }) {
  const w = useWords(calendarWords);
  const { language } = useLanguage();
  const schedule = props.calendar.schedule();
  const monday = mondayOf(props.calendar.selection.head());
  const number = props.calendar.weeks().find((week) => week.monday === monday)?.number ?? 1;
  const [every, setEvery] = createSignal("1");
  const [to, setTo] = createSignal(schedule.endsOn);
  const changes = createMemo(() =>
    isDay(to())
      ? copyingWeek(props.calendar.schedule(), { monday, every: Number(every()), to: to(), whose: props.calendar.whose() })
      : null,
  );
  const summary = (of: DayChange[]): string => {
    const after = withChanges(props.calendar.schedule(), of);
    const student = props.calendar.whose();
    return writeSummary({ ...summaryOf(student === null ? after : forStudent(after, student)), exceptions: 0, students: 0 }, language());
  };
  const apply = (event: Event) => {
    event.preventDefault();
    const wanted = changes();
    if (!wanted) return;
    props.calendar.apply(wanted);
    props.onClose();
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={w().copying.title(number)}
      text={w().copying.text}
      size="sm"
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {w().day.cancel}
          </Button>
          <Button kind="primary" type="submit" form="copy-form">
            {w().copying.apply}
          </Button>
        </>
      }
    >
      <form id="copy-form" class="flex flex-col gap-4" novalidate onSubmit={apply}>
        <Field label={w().repeating.every}>
          <Select
            value={every()}
            onChange={setEvery}
            options={[1, 2, 3, 4].map((n) => ({
              value: String(n),
              label: n === 1 ? w().repeating.everyWeek : n === 2 ? w().repeating.everyOther : w().repeating.everyN(n),
            }))}
          />
        </Field>
        <Field label={w().repeating.to}>
          <DateInput value={to()} onChange={setTo} min={addDays(monday, 7)} max={schedule.endsOn} />
        </Field>
        <p class="min-h-10 text-sm" aria-live="polite">
          <Show when={changes()}>{(wanted) => <>{w().repeating.preview(wanted().length, summary([]), summary(wanted()))}</>}</Show>
        </p>
      </form>
    </Dialog>
  );
}
