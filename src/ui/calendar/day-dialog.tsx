import { createMemo, createSignal } from "solid-js";
import { setting } from "#domain/day-change.ts";
import { dayKinds, type DayKind } from "#domain/schedule.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { calendarWords, writeDay, writeDayHours } from "#words/calendar.ts";
import type { CalendarState } from "./calendar-state.ts";
import { HoursField, readDayHours } from "./hours-field.tsx";

/** Hours and kind of the days chosen: what they share is filled in, what differs stays as it is unless written. */
export function DayDialog(props: { calendar: CalendarState; onClose(): void }) {
  const w = useWords(calendarWords);
  const { language } = useLanguage();
  const days = props.calendar.selection.chosen();
  const known = days.map((day) => props.calendar.day(day)?.presence ?? null);
  const shared = <T,>(values: T[]): T | null => (new Set(values).size === 1 ? (values[0] ?? null) : null);
  const written = known.map((presence) =>
    presence?.exception && (presence.exception.times || presence.exception.shiftCode)
      ? writeDayHours(presence, language()).replaceAll("\u2060", "")
      : "",
  );
  const before = shared(written);
  const [hours, setHours] = createSignal(before ?? "");
  const [kind, setKind] = createSignal<DayKind | "keep">(shared(known.map((presence) => presence?.kind ?? "shift")) ?? "keep");
  const [touched, setTouched] = createSignal(before !== null);
  const [tried, setTried] = createSignal(false);
  // Made once a language: what the choice stands on must not go away under the hand that chooses.
  const kinds = createMemo(() => [
    ...(days.length > 1 ? [{ value: "keep" as const, label: w().day.keep }] : []),
    ...dayKinds.map((value) => ({ value, label: w().kind[value] })),
  ]);
  const apply = (event: Event) => {
    event.preventDefault();
    setTried(true);
    const read = readDayHours(hours());
    if ("problem" in read) return;
    const chosen = kind();
    props.calendar.apply(
      setting(props.calendar.schedule(), days, {
        whose: props.calendar.whose(),
        ...(touched() ? { hours: read.hours } : {}),
        ...(chosen === "keep" ? {} : { kind: chosen }),
      }),
    );
    props.onClose();
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={w().day.title(days.length)}
      text={days.length === 1 ? writeDay(days[0] ?? "", language()) : undefined}
      size="sm"
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {w().day.cancel}
          </Button>
          <Button kind="primary" type="submit" form="day-form">
            {w().day.apply}
          </Button>
        </>
      }
    >
      <form id="day-form" class="flex flex-col gap-4" novalidate onSubmit={apply}>
        <HoursField
          label={w().day.hours}
          value={hours()}
          onChange={(text) => {
            setTouched(true);
            setHours(text);
          }}
          schedule={props.calendar.schedule()}
          tried={tried()}
        />
        <Field label={w().day.kind} group>
          <RadioGroup value={kind()} onChange={setKind} options={kinds()} />
        </Field>
      </form>
    </Dialog>
  );
}
