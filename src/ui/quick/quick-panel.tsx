import { useQuery } from "@tanstack/solid-query";
import { useNavigate } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import X from "lucide-solid/icons/x";
import { z } from "zod";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Notice } from "#ui/parts/notice.tsx";
import { placedRefusals } from "#ui/parts/placed.ts";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Select } from "#ui/parts/select.tsx";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { NumberInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { cohortWords } from "#words/cohort.ts";
import { termName } from "#words/programme.ts";
import { quickWords } from "#words/quick.ts";
import { placeOfKey, usePlaceChoices } from "./place-choice.ts";
import { ScheduleFields } from "./schedule-fields.tsx";
import { checkSchedule, readDays, scheduleOf, scheduleShape, scheduleValues, type ScheduleValues } from "./schedule-values.ts";

type Kind = "group" | "individual";
type Values = ScheduleValues & {
  programmeId: string;
  courseId: string;
  termId: string;
  kind: Kind;
  size: string;
  place: string;
  comment: string;
  students: { id: string; name: string }[];
  fictitious: boolean;
  /** Named by refusals of the server alone: hours stand in three fields, blocks in none here. */
  hours: string;
  blocks: string;
};
const schema = z
  .object({
    ...scheduleShape,
    programmeId: z.string().min(1),
    courseId: z.string().min(1),
    termId: z.string().min(1),
    kind: z.enum(["group", "individual"]),
    size: z.number().int().min(1).max(999),
    place: z.string().min(1),
    comment: z.string().trim().max(2_000),
    students: z.array(z.object({ id: z.string(), name: z.string() })),
    fictitious: z.boolean(),
  })
  .superRefine((values, found) => {
    checkSchedule(values, found as never);
    if (values.students.length === 0 && !values.fictitious) found.addIssue({ code: "custom", path: ["students"], message: "missing" });
  });
type Data = z.infer<typeof schema>;

/** `/sorties/saisie`: a place for somebody, without a cohort, in one screen (F-145). What is typed is kept until it is entered. */
export function QuickPanel(props: { onClose(): void }) {
  const w = useWords(quickWords);
  const c = useWords(cohortWords);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const [found, setFound] = createSignal("");
  let sending = false;
  const form = useForm<Values, Data, { id: string; reference: number; status: string }>({
    key: "quick:new",
    initial: {
      ...scheduleValues(null, { startsOn: "", endsOn: "" }),
      programmeId: "",
      courseId: "",
      termId: "",
      kind: "individual",
      size: "1",
      place: "",
      comment: "",
      students: [],
      fictitious: false,
      hours: "",
      blocks: "",
    },
    schema,
    read: (values) => ({
      ...readDays(values),
      size: values.kind === "individual" ? 1 : /^\d+$/.test(values.size.trim()) ? Number(values.size) : values.size,
    }),
    send: (data) => {
      const catalogue = places.catalogue();
      const place = catalogue && placeOfKey(catalogue, data.place);
      if (!place) throw new Error("a place that the catalogue has no more");
      const { programmeId, courseId, termId, kind, size, comment, fictitious } = data;
      const studentIds = data.students.map(({ id }) => id);
      return api.quick.enter.mutate({
        programmeId,
        courseId,
        termId,
        kind,
        size,
        comment,
        fictitious,
        place,
        studentIds,
        schedule: scheduleOf(data),
        send: sending,
      });
    },
    done: ({ id, reference, status }) => {
      form.reset();
      toast({
        text: status === "new" ? w().done(reference) : w().sent(reference),
        action: { label: w().see, run: () => navigate(`/sorties/${id}`, { scroll: false }) },
      });
      props.onClose();
    },
  });
  const places = usePlaceChoices({ agencyId: () => null });
  const programmes = useQuery(() => ({ queryKey: ["programme", "list"], queryFn: () => api.programme.list.query() }));
  const terms = useQuery(() => ({ queryKey: ["term", "list"], queryFn: () => api.term.list.query() }));
  const programme = useQuery(() => ({
    queryKey: ["programme", "find", form.values.programmeId],
    queryFn: () => api.programme.find.query({ id: form.values.programmeId }),
    enabled: form.values.programmeId !== "",
  }));
  const placed = placedRefusals(form, { "outside-term": "endsOn", "group-over-allocated": "students", "place-incomplete": "place" });
  const term = () => answerOf(terms)?.terms.find(({ id }) => id === form.values.termId);
  const open = () => (answerOf(programmes)?.programmes ?? []).filter(({ retired }) => !retired);
  const courses = () => (programme.isSuccess ? programme.data.courses.filter(({ retiredOn }) => retiredOn === null) : []);
  const useProgramme = (id: string) => {
    form.set("programmeId", id);
    form.set("courseId", "");
  };
  const useCourse = (id: string) => {
    form.set("courseId", id);
    const course = courses().find((one) => one.id === id);
    if (!course) return;
    form.set("kind", course.sheetKind);
    if (form.values.comment === "" && course.defaultComment !== "") form.set("comment", course.defaultComment);
  };
  const useTerm = (id: string) => {
    form.set("termId", id);
    const next = answerOf(terms)?.terms.find((one) => one.id === id);
    // Dates follow the term until somebody has written their own.
    for (const field of ["startsOn", "endsOn"] as const) {
      const follows = form.values[field] === "" || answerOf(terms)?.terms.some((one) => one[field] === form.values[field]);
      if (next && follows) form.set(field, next[field]);
    }
  };
  const search = async (text: string) => {
    const { rows } = await api.student.list.query({ search: text });
    const held = new Set(form.values.students.map(({ id }) => id));
    return rows
      .filter(({ id, fictitious }) => !held.has(id) && !fictitious)
      .slice(0, 30)
      .map((one) => ({
        value: one.id,
        label: one.firstName === "" ? one.lastName : `${one.lastName}, ${one.firstName}`,
        hint: one.number,
      }));
  };
  return (
    <SidePanel title={w().title} size="lg" onClose={props.onClose}>
      <form
        class="flex flex-col gap-4"
        novalidate
        onSubmit={(event) => {
          sending = event.submitter instanceof HTMLButtonElement && event.submitter.value === "send";
          form.onSubmit(event);
        }}
      >
        <p class="text-sm text-muted">{w().lead}</p>
        <FormNotices form={placed} />
        <Show when={answerOf(terms)?.terms.length === 0}>
          <Notice
            kind="warn"
            actions={
              <ButtonLink size="sm" href="/sessions">
                {w().toTerms}
              </ButtonLink>
            }
          >
            {w().noTerm}
          </Notice>
        </Show>
        <div class="grid gap-4 sm:grid-cols-2">
          <Field label={w().programme} required error={form.error("programmeId")}>
            <Combobox
              value={form.values.programmeId}
              onChange={useProgramme}
              options={open().map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Field>
          <Field label={w().course} required error={form.error("courseId")}>
            <Combobox
              value={form.values.courseId}
              disabled={form.values.programmeId === ""}
              onChange={useCourse}
              options={courses().map(({ id, number, name }) => ({ value: id, label: `${number} ${name}` }))}
            />
          </Field>
        </div>
        <Field label={w().term} required error={form.error("termId")}>
          <Select
            value={form.values.termId}
            placeholder=""
            onChange={useTerm}
            options={(answerOf(terms)?.terms ?? []).map((one) => ({
              value: one.id,
              label: `${termName(one, language())}, ${one.startsOn} – ${one.endsOn}`,
            }))}
          />
        </Field>
        <Field label={w().place} required error={placed.error("place")} hint={w().placeHint}>
          <Combobox value={form.values.place} onChange={(value) => form.set("place", value)} options={places.options()} />
        </Field>
        <div class="flex flex-wrap items-start gap-x-8 gap-y-4">
          <Field group label={w().kind}>
            <RadioGroup
              inline
              value={form.values.kind}
              onChange={(value) => form.set("kind", value)}
              options={(["individual", "group"] as const).map((value) => ({ value, label: w().kinds[value] }))}
            />
          </Field>
          <Show when={form.values.kind === "group"}>
            <Field label={w().size} required error={form.error("size")}>
              <NumberInput {...form.field("size")} class="max-w-28" />
            </Field>
          </Show>
        </div>
        <ScheduleFields
          form={{
            get values() {
              return form.values;
            },
            error: (name) =>
              name === "endsOn"
                ? placed.error("endsOn")
                : name === "startTime"
                  ? (form.error("startTime") ?? form.error("hours"))
                  : form.error(name),
            set: (name, value) => form.set(name, value as never),
          }}
          within={term() ?? null}
          hint={term() ? c().course.within(term()?.startsOn ?? "", term()?.endsOn ?? "") : undefined}
        />
        <Field label={w().students} required error={placed.error("students")} hint={w().studentsHint}>
          <Combobox
            value={found()}
            placeholder={w().findStudent}
            search={search}
            onChange={(value, option) => {
              if (value !== "" && option)
                form.set("students", [...form.values.students.map((one) => ({ ...one })), { id: value, name: option.label }]);
              setFound(value);
              queueMicrotask(() => setFound(""));
            }}
          />
        </Field>
        <Show when={form.values.students.length > 0}>
          <ul class="flex flex-wrap gap-1.5" aria-label={w().students}>
            <For each={form.values.students}>
              {(one) => (
                <li class="inline-flex items-center gap-1 rounded bg-sunken py-0.5 pr-0.5 pl-2 text-sm">
                  {one.name}
                  <button
                    type="button"
                    class="grid size-6 place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink"
                    aria-label={w().removeStudent(one.name)}
                    onClick={() =>
                      form.set(
                        "students",
                        form.values.students.filter(({ id }) => id !== one.id).map((other) => ({ ...other })),
                      )
                    }
                  >
                    <X size={13} aria-hidden="true" />
                  </button>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Checkbox label={w().fictitious} checked={form.values.fictitious} onChange={(checked) => form.set("fictitious", checked)} />
        <Field label={w().comment} optional error={form.error("comment")}>
          <TextArea {...form.field("comment")} maxLength={2000} />
        </Field>
        <div class="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
          <Button kind="quiet" onClick={() => props.onClose()}>
            {w().cancel}
          </Button>
          <Button type="submit" value="keep" pending={form.pending()}>
            {w().keep}
          </Button>
          <Button kind="primary" type="submit" value="send" pending={form.pending()}>
            {w().send}
          </Button>
        </div>
      </form>
    </SidePanel>
  );
}
