import { Show, type JSX } from "solid-js";
import type { DayHours } from "#domain/day-change.ts";
import { usualHours } from "#domain/day-change.ts";
import type { Problem } from "#domain/refusal.ts";
import type { Schedule } from "#domain/schedule.ts";
import { timesOf } from "#domain/schedule.ts";
import { parseHours } from "#domain/worksheet.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Field } from "#ui/parts/field.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { calendarWords, writeDayHours } from "#words/calendar.ts";
import { problemSentence } from "#words/problem.ts";

/** Hours as typed for days: empty is the schedule's own. */
export function readDayHours(text: string): { hours: DayHours } | { problem: Problem } {
  if (text.trim() === "") return { hours: usualHours };
  const read = parseHours(text);
  if ("kind" in read) return { problem: read };
  const { startTime, endTime, shiftCode } = read;
  if (shiftCode !== null) return { hours: { times: null, shiftCode } };
  return startTime === null || endTime === null ? { hours: usualHours } : { hours: { times: { startTime, endTime }, shiftCode: null } };
}

/** Hours or a shift code, with what an empty field means. */
export function HoursField(props: { value: string; onChange(text: string): void; schedule: Schedule; label: JSX.Element; tried: boolean }) {
  const w = useWords(calendarWords);
  const { language } = useLanguage();
  const wrong = () => {
    const read = readDayHours(props.value);
    return props.tried && "problem" in read ? problemSentence(read.problem, language()) : null;
  };
  return (
    <Field
      label={props.label}
      error={wrong()}
      hint={
        <>
          {w().day.hoursHint}
          <Show when={timesOf(props.schedule)}>
            {(times) => <> {w().day.usual(writeDayHours({ times: times(), shiftCode: props.schedule.shiftCode }, language()))}.</>}
          </Show>
        </>
      }
    >
      <TextInput value={props.value} onChange={props.onChange} autocomplete="off" maxLength={30} class="max-w-60" />
    </Field>
  );
}
