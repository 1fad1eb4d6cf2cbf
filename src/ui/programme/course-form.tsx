import { useQuery } from "@tanstack/solid-query";
import { z } from "zod";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { LeaderPicker } from "#ui/cohort/leader-picker.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { placedRefusals } from "#ui/parts/placed.ts";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Select } from "#ui/parts/select.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { NumberInput, TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { programmeWords } from "#words/programme.ts";
import { changesOf, type Programme } from "./programme-form.tsx";

export type Course = Programme["courses"][number];

const schema = z.object({
  number: z.string().trim().min(1).max(30),
  name: z.string().trim().min(1).max(120),
  hours: z.number().positive().max(9_999).nullable(),
  sheetKind: z.enum(["group", "individual"]),
  defaultComment: z.string().trim().max(2_000),
  placementType: z.string().nullable(),
  leaderIds: z.array(z.string()).max(20),
});
type Data = z.infer<typeof schema>;
type Values = Omit<Data, "hours"> & { hours: string };

/** Hours as typed, `37,5` or `37.5`. What is no number stays text, for the schema to refuse. */
const readHours = (typed: string): number | string | null => {
  const tidy = typed.trim().replace(",", ".");
  return tidy === "" ? null : /^\d+(\.\d{1,2})?$/.test(tidy) ? Number(tidy) : typed;
};

/** Adds a course to a programme, or edits one (F-043): number, name, hours, kind of worksheet, default comment. */
export function CourseForm(props: { programmeId: string; course: Course | null; onDone(): void; onCancel(): void }) {
  const w = useWords(programmeWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const { course, programmeId } = props;
  const before: Data = {
    number: course?.number ?? "",
    name: course?.name ?? "",
    hours: course?.hours ?? null,
    sheetKind: course?.sheetKind ?? "group",
    defaultComment: course?.defaultComment ?? "",
    placementType: course?.placementType ?? null,
    leaderIds: course?.leaderIds ?? [],
  };
  const types = useQuery(() => ({
    queryKey: ["placement-type"],
    queryFn: () => api.programme.types.query(),
    staleTime: Number.POSITIVE_INFINITY,
  }));
  const typeOptions = () =>
    (answerOf(types) ?? [])
      .filter((one) => one.current || one.code === before.placementType)
      .map((one) => ({
        value: one.code,
        label: one.current ? one[language()] : w().course.oldType(one[language()], one.untilDay ?? ""),
        disabled: !one.current,
      }));
  const form = useForm<Values, Data, unknown>({
    key: course ? `course:${course.id}` : `course:new:${programmeId}`,
    initial: { ...before, hours: before.hours === null ? "" : String(before.hours).replace(".", ",") },
    schema,
    read: (values) => ({ ...values, hours: readHours(values.hours) }),
    send: async (data) => {
      const name = `${data.number} ${data.name}`;
      if (!course) {
        const { id } = await api.programme.addCourse.mutate({ programmeId, ...data });
        toast({
          text: w().done.added(name),
          action: { label: w().undo, run: () => void api.programme.removeCourse.mutate({ id }).catch(failure.tell) },
        });
      } else {
        const { undo } = await api.programme.editCourse.mutate({ id: course.id, patch: changesOf(before, data) });
        if (Object.keys(undo).length > 0) {
          toast({
            text: w().done.saved(name),
            action: {
              label: w().undo,
              run: () => void api.programme.editCourse.mutate({ id: course.id, patch: undo }).catch(failure.tell),
            },
          });
        }
      }
      props.onDone();
    },
  });
  const placed = placedRefusals(form, { "name-taken": "number" });
  return (
    <form onSubmit={form.onSubmit} novalidate class="flex flex-col gap-4">
      <FormNotices form={placed} />
      <div class="grid gap-4 sm:grid-cols-[11rem_1fr]">
        <Field label={w().course.number} hint={w().course.numberHint} error={placed.error("number")} required>
          <TextInput {...form.field("number")} autocomplete="off" />
        </Field>
        <Field label={w().course.name} error={form.error("name")} required>
          <TextInput {...form.field("name")} autocomplete="off" />
        </Field>
      </div>
      <Field label={w().course.hours} hint={w().course.hoursHint} error={form.error("hours") === null ? null : w().notInteger}>
        <NumberInput {...form.field("hours")} inputmode="decimal" class="max-w-28" />
      </Field>
      <Field group label={w().course.sheetKind}>
        <RadioGroup
          value={form.values.sheetKind}
          onChange={(value) => form.set("sheetKind", value)}
          options={[
            { value: "group", label: w().course.group, hint: w().course.groupHint },
            { value: "individual", label: w().course.individual, hint: w().course.individualHint },
          ]}
        />
      </Field>
      <Field label={w().course.type} hint={w().course.typeHint} error={placed.error("placementType")}>
        <Select
          class="max-w-80"
          value={form.values.placementType ?? ""}
          placeholder={w().course.noType}
          onChange={(value) => form.set("placementType", value)}
          options={typeOptions()}
        />
      </Field>
      <Field label={w().course.leaders} hint={w().course.leadersHint}>
        <LeaderPicker ids={form.values.leaderIds} known={course?.leaders ?? []} onChange={(ids) => form.set("leaderIds", ids)} />
      </Field>
      <Field label={w().course.comment} hint={w().course.commentHint} error={form.error("defaultComment")}>
        <TextArea {...form.field("defaultComment")} />
      </Field>
      <div class="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
        <Button kind="quiet" onClick={() => props.onCancel()}>
          {w().cancel}
        </Button>
        <Button kind="primary" type="submit" pending={form.pending()}>
          {course ? w().save : w().addShort}
        </Button>
      </div>
    </form>
  );
}
