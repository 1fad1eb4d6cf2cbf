import { Show } from "solid-js";
import { isDay, parseTime } from "#domain/dates.ts";
import { instantIn, wallIn } from "#domain/hold.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { zoneName } from "#ui/cohort/countdown.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { TimeInput } from "#ui/parts/time-input.tsx";
import { choiceWords } from "#words/choice.ts";

/** A day and an hour as people type them. */
export interface Wall {
  day: string;
  time: string;
}

export const wallOf = (at: string, timeZone: string): Wall => wallIn(at, timeZone);

/** The instant at which the school's clocks show this; null while it is not a day and an hour. */
export function momentOf({ day, time }: Wall, timeZone: string): string | null {
  const read = parseTime(time);
  return isDay(day) && read !== null ? instantIn(day, read, timeZone) : null;
}

/** A day, an hour, and on which clocks. */
export function MomentField(props: { label: string; value: Wall; onChange(value: Wall): void; timeZone: string; error?: string | null }) {
  const w = useWords(choiceWords);
  const { language } = useLanguage();
  return (
    <div class="flex flex-wrap items-end gap-x-3 gap-y-2">
      <Field label={props.label} error={props.error}>
        <DateInput value={props.value.day} onChange={(day) => props.onChange({ ...props.value, day })} />
      </Field>
      <Field label={w().form.time}>
        <TimeInput
          value={props.value.time}
          aria-label={`${props.label}, ${w().form.time}`}
          onChange={(time) => props.onChange({ ...props.value, time })}
        />
      </Field>
      <Show when={props.timeZone}>
        <span class="pb-2 text-xs text-muted first-letter:uppercase">{zoneName(props.timeZone, language())}</span>
      </Show>
    </div>
  );
}
