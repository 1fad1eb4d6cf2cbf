import { Show } from "solid-js";
import { parseDay } from "#domain/dates.ts";
import type { Part } from "#domain/supervision.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { SmallFormButtons } from "#ui/parts/form-buttons.tsx";
import { NumberInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { supervisionWords } from "#words/supervision.ts";
import { PersonField } from "./person-field.tsx";
import { nobody, whomOf, whomProblem, type WhomValues } from "./whom.ts";

export type SupervisionList = Outputs["supervision"]["list"];
export type Named = SupervisionList["named"][number];

/** « 37,5 » or « 37.5 » as a number; null for nothing, NaN for what is no number. */
export const readHours = (text: string): number | null => {
  const tidy = text.replaceAll(/[\s\u00A0h]/g, "").replace(",", ".");
  return tidy === "" ? null : /^\d{1,4}(\.\d{1,2})?$/.test(tidy) ? Number(tidy) : Number.NaN;
};
const typed = (hours: number | null): string => (hours === null ? "" : String(hours));

/** Dates as they were typed; those of the placement are kept as « the placement's », which follow it. */
const datesFrom = (values: { startsOn: string; endsOn: string }, dates: SupervisionList["dates"]) => {
  const own = (text: string, placement: string) => {
    const day = parseDay(text) ?? (text.trim() === "" ? null : text);
    return day === placement ? null : day;
  };
  return { startsOn: own(values.startsOn, dates.startsOn), endsOn: own(values.endsOn, dates.endsOn) };
};

interface SpanForm {
  field(name: "startsOn" | "endsOn" | "hours"): { value: string; onChange(value: string): void; name: string };
  error(name: "startsOn" | "endsOn" | "hours"): string | null;
}

/** Dates and hours of one's part. */
function SpanFields(props: { form: SpanForm; dates: SupervisionList["dates"]; left: number | null; hours: boolean }) {
  const w = useWords(supervisionWords);
  return (
    <div class="flex flex-col gap-1.5">
      <div class="flex flex-wrap gap-3">
        <Field label={w().form.startsOn} error={props.form.error("startsOn")}>
          <DateInput {...props.form.field("startsOn")} min={props.dates.startsOn} max={props.dates.endsOn} />
        </Field>
        <Field label={w().form.endsOn} error={props.form.error("endsOn")}>
          <DateInput {...props.form.field("endsOn")} min={props.dates.startsOn} max={props.dates.endsOn} />
        </Field>
        <Show when={props.hours}>
          <Field label={w().form.hours} optional error={props.form.error("hours")}>
            <NumberInput {...props.form.field("hours")} inputmode="decimal" class="max-w-24" />
          </Field>
        </Show>
      </div>
      <p class="text-xs text-muted">
        {w().form.datesHint}
        <Show when={props.hours && props.left !== null}> {w().form.hoursHint(props.left ?? 0)}</Show>
      </p>
    </div>
  );
}

/** Names somebody on one request, with dates and hours. */
export function NameForm(props: { requestId: string; list: SupervisionList; part: Part; onDone(): void }) {
  const w = useWords(supervisionWords);
  const { language } = useLanguage();
  const { list, part } = props;
  const form = useForm({
    key: `supervision:${props.requestId}:${part}`,
    initial: { ...nobody, startsOn: list.dates.startsOn, endsOn: list.dates.endsOn, hours: part === "supervisor" ? typed(list.left) : "" },
    send: async (values) => {
      const hours = readHours(values.hours);
      const { person } = await api.supervision.name.mutate({
        requests: [props.requestId],
        whom: whomOf(values),
        part,
        span: { ...datesFrom(values, list.dates), hours },
      });
      return person?.name ?? "";
    },
    done: (name) => {
      toast({ text: w().named(name) });
      props.onDone();
    },
  });
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const problem = whomProblem(form.values, language());
    if (problem) return form.setError(problem.field, problem.text);
    if (Number.isNaN(readHours(form.values.hours) ?? 0) || readHours(form.values.hours) === 0)
      return form.setError("hours", w().hoursUnsaid);
    form.onSubmit(event);
  };
  return (
    <form
      class="flex flex-col gap-3 rounded-md border border-line p-2.5"
      novalidate
      onSubmit={onSubmit}
      aria-label={part === "supervisor" ? w().add : w().addInstructor}
    >
      <FormNotices form={form} />
      <PersonField
        requestId={props.requestId}
        values={form.values}
        set={(name, value) => form.set(name, value as never)}
        error={(name: keyof WhomValues) => form.error(name)}
      />
      <SpanFields form={form} dates={list.dates} left={list.left} hours={part === "supervisor"} />
      <SmallFormButtons form={form} cancel={w().form.cancel} submit={w().form.submit} onCancel={props.onDone} />
    </form>
  );
}

/** Changes the dates and hours of somebody who is named. */
export function SpanForm(props: { requestId: string; list: SupervisionList; of: Named; onDone(): void }) {
  const w = useWords(supervisionWords);
  const { list, of } = props;
  const form = useForm({
    key: `supervision:${of.id}:${of.version}`,
    initial: { startsOn: of.startsOn, endsOn: of.endsOn, hours: typed(of.hours) },
    send: (values) =>
      api.supervision.change.mutate({
        requestId: props.requestId,
        rows: [{ id: of.id, version: of.version, ...datesFrom(values, list.dates), hours: readHours(values.hours) }],
      }),
    done: ({ before }) => {
      toast({
        text: w().changed,
        action: { label: w().undo, run: () => void api.supervision.change.mutate({ requestId: props.requestId, rows: before }) },
      });
      props.onDone();
    },
  });
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (Number.isNaN(readHours(form.values.hours) ?? 0) || readHours(form.values.hours) === 0)
      return form.setError("hours", w().hoursUnsaid);
    form.onSubmit(event);
  };
  return (
    <form
      class="mt-2 flex flex-col gap-3 rounded-md border border-line p-2.5"
      novalidate
      onSubmit={onSubmit}
      aria-label={`${w().edit}, ${of.name}`}
    >
      <FormNotices form={form} />
      <SpanFields form={form} dates={list.dates} left={list.left} hours={of.part === "supervisor"} />
      <SmallFormButtons form={form} cancel={w().form.cancel} submit={w().form.save} onCancel={props.onDone} />
    </form>
  );
}
