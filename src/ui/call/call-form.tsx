import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import X from "lucide-solid/icons/x";
import { z } from "zod";
import { addDays, day, dayIn, isDay, parseDay } from "#domain/dates.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Notice } from "#ui/parts/notice.tsx";
import { placedRefusals } from "#ui/parts/placed.ts";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { NumberInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { callWords } from "#words/call.ts";
import { useAgencies } from "./agencies.ts";

type Values = {
  cohortCourseId: string;
  startsOn: string;
  endsOn: string;
  places: string;
  hours: string;
  replyBy: string;
  comment: string;
  receivingIds: string[];
};
type Course = Outputs["callForOffers"]["courses"][number];

const schema = z.object({
  cohortCourseId: z.string().min(1),
  startsOn: day,
  endsOn: day,
  places: z.number().int().min(1).max(999),
  hours: z.number().min(0.25).max(9_999).nullable(),
  replyBy: day,
  comment: z.string().trim().max(2_000),
  receivingIds: z.array(z.string()).min(1),
});
type Data = z.infer<typeof schema>;

const number = (text: string): number | string => (/^\d+([.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(",", ".")) : text);
/** A unit answers within two weeks (reference 7.11). */
const daysToAnswer = 14;

/** A new call: what is sought, by when, and of whom (F-172). Its draft stays while one goes and looks something up. */
export function CallForm(props: { courseId: string; onClose(): void; onSent(id: string): void }) {
  const w = useWords(callWords);
  const failure = useFailure();
  const courses = useQuery(() => ({ queryKey: ["call", "courses"], queryFn: () => api.callForOffers.courses.query() }));
  const agencies = useAgencies();
  const [picked, setPicked] = createSignal("");
  const form = useForm<Values, Data, { id: string; number: number }>({
    key: "call:new",
    initial: {
      cohortCourseId: "",
      startsOn: "",
      endsOn: "",
      places: "",
      hours: "",
      replyBy: addDays(dayIn(new Date()), daysToAnswer),
      comment: "",
      receivingIds: [],
    },
    schema,
    read: (values) => ({
      ...values,
      startsOn: parseDay(values.startsOn) ?? values.startsOn,
      endsOn: parseDay(values.endsOn) ?? values.endsOn,
      replyBy: parseDay(values.replyBy) ?? values.replyBy,
      places: number(values.places),
      hours: values.hours.trim() === "" ? null : number(values.hours),
    }),
    send: (data) => api.callForOffers.send.mutate(data),
    done: ({ id, number: sent }) => {
      toast({
        text: w().done.sent(sent),
        action: { label: w().done.undo, run: () => void api.callForOffers.takeBack.mutate({ id }).catch(failure.tell) },
      });
      props.onSent(id);
    },
  });
  const placed = placedRefusals(form, { "no-student-enrolled": "cohortCourseId" });
  const known = (): Course[] => answerOf(courses) ?? [];
  const course = () => known().find(({ cohortCourseId }) => cohortCourseId === form.values.cohortCourseId);
  const useCourse = (id: string) => {
    form.set("cohortCourseId", id);
    const next = known().find(({ cohortCourseId }) => cohortCourseId === id);
    if (!next) return;
    form.set("startsOn", next.startsOn);
    form.set("endsOn", next.endsOn);
    form.set("places", String(Math.max(next.unplaced, 1)));
    form.set("hours", next.hours === null ? "" : String(next.hours));
  };
  // Opened from a course: it is chosen once the courses are there, unless a draft says otherwise.
  const started = () => {
    if (
      props.courseId !== "" &&
      form.values.cohortCourseId === "" &&
      known().some(({ cohortCourseId }) => cohortCourseId === props.courseId)
    )
      queueMicrotask(() => useCourse(props.courseId));
    return true;
  };
  const chosen = () => agencies.list().filter(({ id }) => form.values.receivingIds.includes(id));
  const add = (ids: string[]) => form.set("receivingIds", [...new Set([...form.values.receivingIds, ...ids])]);
  return (
    <SidePanel title={w().form.title} size="lg" onClose={props.onClose}>
      <form class="flex flex-col gap-4" novalidate onSubmit={form.onSubmit}>
        <p class="text-sm text-muted">{w().form.lead}</p>
        <FormNotices form={placed} />
        <Show when={courses.isSuccess && started()}>
          <Field
            label={w().form.course}
            required
            error={placed.error("cohortCourseId")}
            hint={course() ? w().form.courseHint(course()?.enrolled ?? 0, course()?.unplaced ?? 0) : undefined}
          >
            <Combobox
              value={form.values.cohortCourseId}
              onChange={useCourse}
              options={known().map((one) => ({
                value: one.cohortCourseId,
                label: `${one.number} ${one.course}`,
                hint: `${one.cohort}, ${one.term}, ${one.startsOn} – ${one.endsOn}`,
                group: one.programme,
              }))}
            />
          </Field>
        </Show>
        <Show when={course()?.enrolled === 0}>
          <Notice
            kind="warn"
            quiet
            actions={
              <ButtonLink size="sm" href={`/cohortes/${course()?.cohortId}/cours/${form.values.cohortCourseId}/inscriptions`}>
                {w().form.enrol}
              </ButtonLink>
            }
          >
            {w().form.nobody}
          </Notice>
        </Show>
        <div class="grid gap-4 sm:grid-cols-2">
          <Field label={w().form.startsOn} required error={form.error("startsOn")}>
            <DateInput {...form.field("startsOn")} {...(course() ? { min: course()?.startsOn ?? "", max: course()?.endsOn ?? "" } : {})} />
          </Field>
          <Field
            label={w().form.endsOn}
            required
            error={form.error("endsOn")}
            hint={course() ? w().form.within(course()?.startsOn ?? "", course()?.endsOn ?? "") : undefined}
          >
            <DateInput
              {...form.field("endsOn")}
              {...(course()
                ? { min: isDay(form.values.startsOn) ? form.values.startsOn : (course()?.startsOn ?? ""), max: course()?.endsOn ?? "" }
                : {})}
            />
          </Field>
          <Field label={w().form.places} required error={form.error("places")}>
            <NumberInput {...form.field("places")} class="max-w-28" />
          </Field>
          <Field label={w().form.hours} optional error={form.error("hours")}>
            <NumberInput {...form.field("hours")} inputmode="decimal" class="max-w-28" />
          </Field>
        </div>
        <Field label={w().form.replyBy} required error={form.error("replyBy")} hint={w().form.replyByHint}>
          <DateInput {...form.field("replyBy")} min={addDays(dayIn(new Date()), 1)} />
        </Field>
        <Field label={w().form.comment} optional error={form.error("comment")} hint={w().form.commentHint}>
          <TextArea {...form.field("comment")} maxLength={2000} />
        </Field>
        <Field
          label={w().form.organisations}
          required
          error={form.error("receivingIds") === null ? null : w().form.needed}
          hint={w().form.organisationsHint}
        >
          <Combobox
            value={picked()}
            placeholder={w().form.pick}
            onChange={(value) => {
              if (value !== "") add([value]);
              setPicked(value);
              queueMicrotask(() => setPicked(""));
            }}
            options={agencies
              .list()
              .filter(({ id }) => !form.values.receivingIds.includes(id))
              .map(({ id, name, isUser }) => ({ value: id, label: name, ...(isUser ? {} : { hint: w().form.outside }) }))}
          />
        </Field>
        <Show when={chosen().length > 0}>
          <ul class="flex flex-wrap gap-1.5" aria-label={w().form.organisations}>
            <For each={chosen()}>
              {(one) => (
                <li class="inline-flex items-center gap-1 rounded bg-sunken py-0.5 pr-0.5 pl-2 text-sm">
                  {one.name}
                  <Show when={!one.isUser}>
                    <span class="text-xs text-muted">({w().form.outside})</span>
                  </Show>
                  <button
                    type="button"
                    class="grid size-6 place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink"
                    aria-label={w().form.remove(one.name)}
                    onClick={() =>
                      form.set(
                        "receivingIds",
                        form.values.receivingIds.filter((id) => id !== one.id),
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
        <div class="flex flex-wrap items-center gap-3">
          <Show when={chosen().length < agencies.list().length}>
            <Button size="sm" onClick={() => add(agencies.list().map(({ id }) => id))}>
              {w().form.all}
            </Button>
          </Show>
          <Show when={chosen().some(({ isUser }) => !isUser)}>
            <p class="text-xs text-muted">{w().form.outsideText}</p>
          </Show>
        </div>
        <div class="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
          <Button kind="quiet" onClick={() => props.onClose()}>
            {w().form.cancel}
          </Button>
          <Button kind="primary" type="submit" pending={form.pending()}>
            {w().form.send(form.values.receivingIds.length)}
          </Button>
        </div>
      </form>
    </SidePanel>
  );
}
