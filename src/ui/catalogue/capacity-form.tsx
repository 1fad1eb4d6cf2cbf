import { Show } from "solid-js";
import type { z } from "zod";
import { lineShape, type LineShape } from "#domain/capacity.ts";
import { day, time } from "#domain/dates.ts";
import { useWords } from "#ui/language.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Select } from "#ui/parts/select.tsx";
import { SmallFormButtons } from "#ui/parts/form-buttons.tsx";
import { NumberInput, TextInput } from "#ui/parts/text-input.tsx";
import { TimeInput } from "#ui/parts/time-input.tsx";
import { WeekdayPicker } from "#ui/parts/weekday-picker.tsx";
import { capacityWords } from "#words/capacity.ts";
import { useWriteLines, type KeptLine } from "./capacity-tab.tsx";

const whens = ["all", "day", "evening", "night", "code", "hours"] as const;
type When = (typeof whens)[number];
interface Values extends Record<string, unknown> {
  students: string;
  largestGroup: string;
  discipline: string;
  when: When;
  shiftCode: string;
  startTime: string;
  endTime: string;
  weekdays: number[];
  from: string;
  to: string;
  note: string;
}

const empty = (text: string): string | null => (text.trim() === "" ? null : text.trim());
const number = (text: string): unknown => (text.trim() === "" ? null : /^\d+$/.test(text.trim()) ? Number(text.trim()) : text);

/** Of what one typed only that which goes with the way of saying when. */
const read = (values: Values): unknown => ({
  students: number(values.students),
  largestGroup: number(values.largestGroup),
  discipline: empty(values.discipline),
  band: values.when === "day" || values.when === "evening" || values.when === "night" ? values.when : null,
  shiftCode: values.when === "code" ? values.shiftCode.trim() : null,
  startTime: values.when === "hours" ? values.startTime : null,
  endTime: values.when === "hours" ? values.endTime : null,
  weekdays: values.weekdays.length === 0 || values.weekdays.length === 7 ? null : [...values.weekdays],
  from: empty(values.from),
  to: empty(values.to),
  note: values.note,
});
const schema: z.ZodType<LineShape> = lineShape.extend({
  from: day.nullable(),
  to: day.nullable(),
  startTime: time.nullable(),
  endTime: time.nullable(),
});

const whenOf = (line: KeptLine | null): When => line?.band ?? (line?.shiftCode ? "code" : line?.startTime ? "hours" : "all");

/** One line, written or written anew: the one that was there is ended, and stays in the history. */
export function CapacityForm(props: { destinationId: string; line: KeptLine | null; onClose(): void }) {
  const w = useWords(capacityWords);
  const { line } = props;
  const write = useWriteLines(() => props.destinationId);
  const form = useForm<Values, LineShape>({
    key: `capacity:${line?.id ?? `new:${props.destinationId}`}`,
    initial: {
      students: line ? String(line.students) : "",
      largestGroup: line?.largestGroup ? String(line.largestGroup) : "",
      discipline: line?.discipline ?? "",
      when: whenOf(line),
      shiftCode: line?.shiftCode ?? "",
      startTime: line?.startTime ?? "",
      endTime: line?.endTime ?? "",
      weekdays: line?.weekdays ?? [],
      from: line?.from ?? "",
      to: line?.to ?? "",
      note: line?.note ?? "",
    },
    schema,
    read,
    send: (shape) => write([shape], line ? [line.id] : []),
    done: props.onClose,
  });
  const when = form.field("when");
  const days = form.field("weekdays");
  return (
    <form class="flex flex-col gap-4 pb-2" onSubmit={form.onSubmit} novalidate autocomplete="off">
      <FormNotices form={form} />
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={w().studentsLabel} required error={form.error("students")}>
          <NumberInput {...form.field("students")} class="max-w-24" />
        </Field>
        <Field label={w().groupLabel} hint={w().groupHint} error={form.error("largestGroup")}>
          <NumberInput {...form.field("largestGroup")} class="max-w-24" />
        </Field>
        <Field label={w().when}>
          <Select value={when.value} onChange={when.onChange} options={whens.map((value) => ({ value, label: w().whenOptions[value] }))} />
        </Field>
        <Show when={when.value === "code"}>
          <Field label={w().code} required error={form.error("shiftCode")}>
            <TextInput {...form.field("shiftCode")} maxLength={10} class="max-w-28" />
          </Field>
        </Show>
        <Show when={when.value === "hours"}>
          <div class="flex gap-3">
            <Field label={w().start} required error={form.error("startTime")}>
              <TimeInput {...form.field("startTime")} />
            </Field>
            <Field label={w().end_} required error={form.error("endTime")}>
              <TimeInput {...form.field("endTime")} />
            </Field>
          </div>
        </Show>
      </div>
      <Field label={w().days} hint={w().daysHint} group error={form.error("weekdays")}>
        <WeekdayPicker value={days.value} onChange={days.onChange} />
      </Field>
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={w().from} optional error={form.error("from")}>
          <DateInput {...form.field("from")} />
        </Field>
        <Field label={w().to} optional error={form.error("to")}>
          <DateInput {...form.field("to")} />
        </Field>
      </div>
      <Field label={w().disciplineLabel} hint={w().disciplineHint} error={form.error("discipline")}>
        <TextInput {...form.field("discipline")} maxLength={60} />
      </Field>
      <Field label={w().note} hint={w().noteHint} error={form.error("note")}>
        <TextInput {...form.field("note")} maxLength={300} />
      </Field>
      <SmallFormButtons form={form} cancel={w().cancel} submit={w().save} onCancel={props.onClose} />
    </form>
  );
}
