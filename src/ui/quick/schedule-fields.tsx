import { createMemo, Show } from "solid-js";
import { isDay, parseTime } from "#domain/dates.ts";
import { hoursOf, timesOfShift } from "#domain/schedule.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { TimeInput } from "#ui/parts/time-input.tsx";
import { WeekdayPicker } from "#ui/parts/weekday-picker.tsx";
import { cohortWords } from "#words/cohort.ts";
import { writeNumber, writeTime } from "#words/words.ts";
import { readDays, scheduleOf, type ScheduleValues } from "./schedule-values.ts";

export interface ScheduleForm {
  values: ScheduleValues;
  error(name: keyof ScheduleValues): string | null;
  set<Name extends keyof ScheduleValues>(name: Name, value: ScheduleValues[Name]): void;
}

/** First and last day, weekdays, hours or a shift code, inside `within`; and how many hours that makes. */
export function ScheduleFields(props: {
  form: ScheduleForm;
  within: { startsOn: string; endsOn: string } | null;
  hint?: string | undefined;
}) {
  const w = useWords(cohortWords);
  const { language } = useLanguage();
  const text = <Name extends "startsOn" | "endsOn" | "startTime" | "endTime" | "shiftCode">(name: Name) => ({
    get value() {
      return props.form.values[name];
    },
    onChange: (value: string) => props.form.set(name, value),
    name,
  });
  const shift = () => timesOfShift(props.form.values.shiftCode);
  const hours = createMemo(() => {
    const values = readDays({ ...props.form.values });
    if (!isDay(values.startsOn) || !isDay(values.endsOn) || values.endsOn < values.startsOn) return null;
    if (values.hoursBy === "times" && (parseTime(values.startTime) === null || parseTime(values.endTime) === null)) return null;
    if (!values.varied && values.weekdays.length === 0) return null;
    return hoursOf(scheduleOf(values));
  });
  const bounds = () => (props.within ? { min: props.within.startsOn, max: props.within.endsOn } : {});
  return (
    <div class="flex flex-col gap-4">
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={w().course.startsOn} error={props.form.error("startsOn")} required>
          <DateInput {...text("startsOn")} {...bounds()} />
        </Field>
        <Field label={w().course.endsOn} error={props.form.error("endsOn")} hint={props.hint} required>
          <DateInput {...text("endsOn")} {...bounds()} />
        </Field>
      </div>
      <Field group label={w().course.weekdays} error={props.form.error("weekdays")}>
        <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
          <WeekdayPicker
            value={props.form.values.weekdays}
            disabled={props.form.values.varied}
            onChange={(days) => props.form.set("weekdays", days)}
          />
          <Checkbox
            label={w().course.variedDays}
            checked={props.form.values.varied}
            onChange={(checked) => props.form.set("varied", checked)}
          />
        </div>
      </Field>
      <div class="flex flex-col gap-2">
        <Field group label={w().course.hours}>
          <RadioGroup
            inline
            value={props.form.values.hoursBy}
            onChange={(value) => props.form.set("hoursBy", value)}
            options={(["times", "shift", "various"] as const).map((value) => ({ value, label: w().course.hoursBy[value] }))}
          />
        </Field>
        <Show when={props.form.values.hoursBy === "times"}>
          <div class="flex flex-wrap gap-4">
            <Field label={w().course.startTime} error={props.form.error("startTime")} required>
              <TimeInput {...text("startTime")} />
            </Field>
            <Field label={w().course.endTime} error={props.form.error("endTime")} required>
              <TimeInput {...text("endTime")} />
            </Field>
          </div>
        </Show>
        <Show when={props.form.values.hoursBy === "shift"}>
          <Field
            label={w().course.shiftCode}
            hint={
              shift()
                ? w().course.shiftTimes(writeTime(shift()?.startTime ?? "", language()), writeTime(shift()?.endTime ?? "", language()))
                : w().course.shiftHint
            }
            error={props.form.error("shiftCode")}
            required
          >
            <TextInput {...text("shiftCode")} autocomplete="off" maxLength={10} class="max-w-28 uppercase" />
          </Field>
        </Show>
      </div>
      <Show when={hours() !== null}>
        <p class="text-sm text-muted" aria-live="polite">
          {w().course.hoursEach(writeNumber(hours() ?? 0, language()))}
        </p>
      </Show>
    </div>
  );
}
