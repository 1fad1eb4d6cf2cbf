import { Show } from "solid-js";
import type { DraftProblem } from "#domain/guest.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { NumberInput, TextInput } from "#ui/parts/text-input.tsx";
import { TimeInput } from "#ui/parts/time-input.tsx";
import { WeekdayPicker } from "#ui/parts/weekday-picker.tsx";
import { guestPageWords } from "#words/guest-page.ts";
import { problemSentence } from "#words/problem.ts";
import type { Draft } from "./draft.ts";
import type { GuestEntry, GuestPage } from "./guest-query.ts";

export interface StepProps {
  draft: Draft;
  page: GuestPage;
  entry: GuestEntry;
  token: string;
  /** What is wrong with the draft; said beside its fields once somebody went past them. */
  problems: DraftProblem[];
  tried: boolean;
}

/** What is wrong with a field, in words, once it was passed. */
export function useProblem(props: StepProps) {
  const { language } = useLanguage();
  return (field: string): string | null => {
    const found = props.tried ? props.problems.find((one) => one.field === field && one.student === undefined) : undefined;
    return found ? problemSentence(found.problem, language()) : null;
  };
}

export function WhoStep(props: StepProps) {
  const w = useWords(guestPageWords);
  const problem = useProblem(props);
  return (
    <>
      <dl class="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 text-sm">
        <dt class="text-muted">{w().school}</dt>
        <dd class="font-medium">{props.page.school}</dd>
        <dt class="text-muted">{w().place}</dt>
        <dd class="font-medium">{[props.entry.place.destination ?? props.entry.place.service, props.entry.place.site].join(", ")}</dd>
      </dl>
      <Field label={w().contactName} required error={problem("contactName")}>
        <TextInput {...props.draft.field("contactName")} autocomplete="name" maxLength={200} />
      </Field>
      <Field label={w().contactTitle}>
        <TextInput {...props.draft.field("contactTitle")} autocomplete="organization-title" maxLength={200} />
      </Field>
      <Field label={w().contactPhone}>
        <TextInput {...props.draft.field("contactPhone")} type="tel" inputmode="tel" autocomplete="tel" maxLength={40} class="max-w-64" />
      </Field>
    </>
  );
}

export function WhatStep(props: StepProps) {
  const w = useWords(guestPageWords);
  const problem = useProblem(props);
  return (
    <>
      <Field label={w().programme} required hint={w().programmeHint} error={problem("programme")}>
        <TextInput {...props.draft.field("programme")} maxLength={200} />
      </Field>
      <Field label={w().course} required hint={w().courseHint} error={problem("course")}>
        <TextInput {...props.draft.field("course")} maxLength={200} />
      </Field>
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={w().courseNumber}>
          <TextInput {...props.draft.field("courseNumber")} maxLength={40} class="max-w-44" />
        </Field>
        <Field label={w().discipline}>
          <TextInput {...props.draft.field("discipline")} maxLength={60} />
        </Field>
      </div>
      <Field group label={w().kind} required>
        <RadioGroup
          value={props.draft.values.kind}
          onChange={(kind) => props.draft.set("kind", kind)}
          options={(["individual", "group"] as const).map((value) => ({ value, label: w().kinds[value] }))}
        />
      </Field>
      <Show when={props.draft.values.kind === "group"}>
        <Field label={w().size} required error={problem("size")}>
          <NumberInput {...props.draft.field("size")} maxLength={3} class="max-w-28" />
        </Field>
      </Show>
    </>
  );
}

export function WhenStep(props: StepProps) {
  const w = useWords(guestPageWords);
  const problem = useProblem(props);
  return (
    <>
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={w().startsOn} required error={problem("startsOn")}>
          <DateInput {...props.draft.field("startsOn")} />
        </Field>
        <Field label={w().endsOn} required error={problem("endsOn")}>
          <DateInput {...props.draft.field("endsOn")} {...(props.draft.values.startsOn ? { min: props.draft.values.startsOn } : {})} />
        </Field>
      </div>
      <Field group label={w().days} required={!props.draft.values.varied} error={problem("weekdays")}>
        <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
          <WeekdayPicker
            value={[...props.draft.values.weekdays]}
            disabled={props.draft.values.varied}
            onChange={(days) => props.draft.set("weekdays", days)}
          />
          <Checkbox label={w().varied} checked={props.draft.values.varied} onChange={(varied) => props.draft.set("varied", varied)} />
        </div>
      </Field>
      <Field group label={w().hours} required>
        <RadioGroup
          value={props.draft.values.hoursBy}
          onChange={(hoursBy) => props.draft.set("hoursBy", hoursBy)}
          options={(["times", "shift", "various"] as const).map((value) => ({ value, label: w().hoursBy[value] }))}
        />
      </Field>
      <Show when={props.draft.values.hoursBy === "times"}>
        <div class="flex flex-wrap gap-4">
          <Field label={w().startTime} required error={problem("startTime")}>
            <TimeInput {...props.draft.field("startTime")} />
          </Field>
          <Field label={w().endTime} required error={problem("endTime")}>
            <TimeInput {...props.draft.field("endTime")} />
          </Field>
        </div>
      </Show>
      <Show when={props.draft.values.hoursBy === "shift"}>
        <Field label={w().shiftCode} required hint={w().shiftHint} error={problem("shiftCode")}>
          <TextInput {...props.draft.field("shiftCode")} autocomplete="off" maxLength={10} class="max-w-28 uppercase" />
        </Field>
      </Show>
      <Checkbox label={w().flexible} checked={props.draft.values.flexible} onChange={(flexible) => props.draft.set("flexible", flexible)} />
      <Show when={props.draft.values.flexible}>
        <Field label={w().flexibleHow} hint={w().flexibleHint}>
          <TextArea {...props.draft.field("flexibleHow")} maxLength={1_000} />
        </Field>
      </Show>
    </>
  );
}
