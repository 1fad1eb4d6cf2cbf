import { Index, Show } from "solid-js";
import Plus from "lucide-solid/icons/plus";
import X from "lucide-solid/icons/x";
import { timesOfShift } from "#domain/schedule.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import type { useForm } from "#ui/parts/form.ts";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { TimeInput } from "#ui/parts/time-input.tsx";
import { cohortWords } from "#words/cohort.ts";
import { writeTime } from "#words/words.ts";
import { LeaderPicker } from "./leader-picker.tsx";
import type { CohortCourse, CourseData, CourseValues } from "./course-values.ts";

export type CourseForm = ReturnType<typeof useForm<CourseValues, CourseData, unknown>>;

/** From one time to another, a shift code, or various. */
export function HoursFields(props: { form: CourseForm }) {
  const w = useWords(cohortWords);
  const { language } = useLanguage();
  const { form } = props;
  const shift = () => timesOfShift(form.values.shiftCode);
  return (
    <div class="flex flex-col gap-2">
      <Field group label={w().course.hours}>
        <RadioGroup
          inline
          value={form.values.hoursBy}
          onChange={(value) => form.set("hoursBy", value)}
          options={(["times", "shift", "various"] as const).map((value) => ({ value, label: w().course.hoursBy[value] }))}
        />
      </Field>
      <Show when={form.values.hoursBy === "times"}>
        <div class="flex flex-wrap gap-4">
          <Field label={w().course.startTime} error={form.error("startTime")} required>
            <TimeInput {...form.field("startTime")} />
          </Field>
          <Field label={w().course.endTime} error={form.error("endTime")} required>
            <TimeInput {...form.field("endTime")} />
          </Field>
        </div>
      </Show>
      <Show when={form.values.hoursBy === "shift"}>
        <Field
          label={w().course.shiftCode}
          hint={
            shift()
              ? w().course.shiftTimes(writeTime(shift()?.startTime ?? "", language()), writeTime(shift()?.endTime ?? "", language()))
              : w().course.shiftHint
          }
          error={form.error("shiftCode")}
          required
        >
          <TextInput {...form.field("shiftCode")} autocomplete="off" maxLength={10} class="max-w-28 uppercase" />
        </Field>
      </Show>
    </div>
  );
}

/** Ranges of days inside the course; none means all of it. */
export function BlockFields(props: { form: CourseForm }) {
  const w = useWords(cohortWords);
  const { form } = props;
  const change = (at: number, part: Partial<{ from: string; to: string }>) =>
    form.set(
      "blocks",
      form.values.blocks.map((block, index) => (index === at ? { ...block, ...part } : { ...block })),
    );
  return (
    <Field group label={w().course.blocks} hint={w().course.blocksHint} error={form.error("blocks")}>
      <div class="flex flex-col gap-2">
        <Index each={form.values.blocks}>
          {(block, at) => (
            <div class="flex flex-wrap items-end gap-2">
              <Field label={w().course.blockFrom(at + 1)}>
                <DateInput
                  value={block().from}
                  onChange={(from) => change(at, { from })}
                  min={form.values.startsOn}
                  max={form.values.endsOn}
                />
              </Field>
              <Field label={w().course.blockTo(at + 1)}>
                <DateInput
                  value={block().to}
                  onChange={(to) => change(at, { to })}
                  min={block().from || form.values.startsOn}
                  max={form.values.endsOn}
                />
              </Field>
              <IconButton
                label={w().course.removeBlock(at + 1)}
                icon={<X size={15} aria-hidden="true" />}
                onClick={() =>
                  form.set(
                    "blocks",
                    form.values.blocks.filter((_block, index) => index !== at).map((one) => ({ ...one })),
                  )
                }
              />
            </div>
          )}
        </Index>
        <Button
          size="sm"
          class="self-start"
          icon={<Plus size={14} aria-hidden="true" />}
          onClick={() => form.set("blocks", [...form.values.blocks.map((one) => ({ ...one })), { from: "", to: "" }])}
        >
          {w().course.addBlock}
        </Button>
      </div>
    </Field>
  );
}

/** People of the school who lead the course. */
export function LeaderFields(props: { form: CourseForm; course: CohortCourse | null }) {
  const w = useWords(cohortWords);
  return (
    <Field label={w().course.leaders}>
      <LeaderPicker
        ids={props.form.values.leaderIds}
        known={props.course?.leaders ?? []}
        onChange={(ids) => props.form.set("leaderIds", ids)}
      />
    </Field>
  );
}
