import { useQuery } from "@tanstack/solid-query";
import { createMemo, Show } from "solid-js";
import { isDay } from "#domain/dates.ts";
import { hoursOf } from "#domain/schedule.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { placedRefusals } from "#ui/parts/placed.ts";
import { Notice } from "#ui/parts/notice.tsx";
import { Select } from "#ui/parts/select.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { WeekdayPicker } from "#ui/parts/weekday-picker.tsx";
import { changesOf } from "#ui/programme/programme-form.tsx";
import { cohortWords } from "#words/cohort.ts";
import { termName } from "#words/programme.ts";
import { writeNumber } from "#words/words.ts";
import { BlockFields, HoursFields, LeaderFields, type CourseForm } from "./course-fields.tsx";
import { courseSchema, readCourse, scheduleOf, valuesOf, type CohortCourse, type CourseData, type CourseValues } from "./course-values.ts";

/**
 * A course of a cohort: its dates inside the term, weekdays, hours or shift, blocks, leaders, and the comment every
 * request begins with (F-058, F-062). Adds one when `course` is null.
 */
export function CohortCourseForm(props: {
  cohort: { id: string; programmeId: string };
  course: CohortCourse | null;
  onDone(): void;
  onCancel(): void;
}) {
  const w = useWords(cohortWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const { cohort, course } = props;
  const terms = useQuery(() => ({ queryKey: ["term", "list"], queryFn: () => api.term.list.query() }));
  const programme = useQuery(() => ({
    queryKey: ["programme", "find", cohort.programmeId],
    queryFn: () => api.programme.find.query({ id: cohort.programmeId }),
  }));
  const before = (data: CourseData) => ({
    termId: data.termId,
    schedule: scheduleOf(data),
    defaultComment: data.defaultComment,
    leaderIds: data.leaderIds,
  });
  const initial = valuesOf(course);
  const form: CourseForm = useForm<CourseValues, CourseData, unknown>({
    key: course ? `cohort-course:${course.id}` : `cohort-course:new:${cohort.id}`,
    initial,
    schema: courseSchema,
    read: readCourse,
    send: async (data) => {
      const after = before(data);
      if (!course) {
        const { id } = await api.cohort.addCourse.mutate({ cohortId: cohort.id, courseId: data.courseId, ...after });
        toast({
          text: w().done.courseAdded(chosen()?.name ?? ""),
          action: { label: w().undo, run: () => void api.cohort.removeCourse.mutate({ id }).catch(failure.tell) },
        });
      } else {
        const was = {
          termId: course.termId,
          schedule: course.schedule,
          defaultComment: course.defaultComment,
          leaderIds: course.leaders.map(({ id }) => id),
        };
        const { undo } = await api.cohort.editCourse.mutate({ id: course.id, patch: changesOf(was, after) });
        if (Object.keys(undo).length > 0) {
          toast({
            text: w().done.saved(`${course.number} ${course.name}`),
            action: { label: w().undo, run: () => void api.cohort.editCourse.mutate({ id: course.id, patch: undo }).catch(failure.tell) },
          });
        }
      }
      props.onDone();
    },
  });
  const placed = placedRefusals(form, { "outside-term": "endsOn", "leaves-out": "endsOn", "name-taken": "termId" });
  const chosen = () => programme.data?.courses.find(({ id }) => id === form.values.courseId);
  const term = () => terms.data?.terms.find(({ id }) => id === form.values.termId);
  const useTerm = (termId: string) => {
    const next = terms.data?.terms.find(({ id }) => id === termId);
    form.set("termId", termId);
    // Dates follow the term until somebody has written their own.
    const follows = (field: "startsOn" | "endsOn") =>
      form.values[field] === "" || terms.data?.terms.some((one) => one[field] === form.values[field]);
    if (next && follows("startsOn")) form.set("startsOn", next.startsOn);
    if (next && follows("endsOn")) form.set("endsOn", next.endsOn);
  };
  const useCourse = (courseId: string) => {
    form.set("courseId", courseId);
    const of = programme.data?.courses.find(({ id }) => id === courseId);
    if (!of) return;
    if (form.values.defaultComment === "" && of.defaultComment !== "") form.set("defaultComment", of.defaultComment);
    if (form.values.leaderIds.length === 0 && of.leaderIds.length > 0) form.set("leaderIds", [...of.leaderIds]);
  };
  const hours = createMemo(() => {
    const read = courseSchema.safeParse(readCourse({ ...form.values, courseId: "x", termId: "x" }));
    return read.success ? hoursOf(scheduleOf(read.data)) : null;
  });
  const hoursText = () => {
    const each = hours();
    if (each === null) return null;
    const wanted = chosen()?.hours;
    return wanted == null
      ? w().course.hoursEach(writeNumber(each, language()))
      : w().course.hoursWanted(writeNumber(each, language()), writeNumber(wanted, language()));
  };
  return (
    <form onSubmit={form.onSubmit} novalidate class="flex flex-col gap-4">
      <FormNotices form={placed} />
      <Show when={terms.data?.terms.length === 0}>
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
      <Show when={!course}>
        <Field label={w().course.course} error={form.error("courseId")} required>
          <Combobox
            value={form.values.courseId}
            placeholder={w().course.choose}
            onChange={useCourse}
            options={(programme.data?.courses ?? [])
              .filter(({ retiredOn }) => retiredOn === null)
              .map(({ id, number, name }) => ({ value: id, label: `${number} ${name}` }))}
          />
        </Field>
      </Show>
      <Field label={w().course.term} error={placed.error("termId")} required>
        <Select
          value={form.values.termId}
          placeholder=""
          onChange={useTerm}
          options={(terms.data?.terms ?? []).map((one) => ({
            value: one.id,
            label: `${termName(one, language())}, ${one.startsOn} – ${one.endsOn}`,
          }))}
        />
      </Field>
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={w().course.startsOn} error={form.error("startsOn")} required>
          <DateInput {...form.field("startsOn")} {...(term() ? { min: term()?.startsOn ?? "", max: term()?.endsOn ?? "" } : {})} />
        </Field>
        <Field
          label={w().course.endsOn}
          error={placed.error("endsOn")}
          hint={term() ? w().course.within(term()?.startsOn ?? "", term()?.endsOn ?? "") : undefined}
          required
        >
          <DateInput
            {...form.field("endsOn")}
            {...(term()
              ? { min: isDay(form.values.startsOn) ? form.values.startsOn : (term()?.startsOn ?? ""), max: term()?.endsOn ?? "" }
              : {})}
          />
        </Field>
      </div>
      <Field group label={w().course.weekdays} error={form.error("weekdays")}>
        <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
          <WeekdayPicker value={form.values.weekdays} disabled={form.values.varied} onChange={(days) => form.set("weekdays", days)} />
          <Checkbox label={w().course.variedDays} checked={form.values.varied} onChange={(checked) => form.set("varied", checked)} />
        </div>
      </Field>
      <HoursFields form={form} />
      <Show when={hoursText()}>
        {(text) => (
          <p class="text-sm text-muted" aria-live="polite">
            {text()}
          </p>
        )}
      </Show>
      <BlockFields form={form} />
      <LeaderFields form={form} course={course} />
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
