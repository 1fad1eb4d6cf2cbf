import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Select } from "#ui/parts/select.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { cohortWords } from "#words/cohort.ts";
import { termName } from "#words/programme.ts";
import type { Cohort } from "./cohort-form.tsx";

/** The programme's courses, ticked, for a term: those the cohort has there already are left out. */
export function AddCourses(props: { cohort: Cohort; onDone(): void; onCancel(): void }) {
  const w = useWords(cohortWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const terms = useQuery(() => ({ queryKey: ["term", "list"], queryFn: () => api.term.list.query() }));
  const programme = useQuery(() => ({
    queryKey: ["programme", "find", props.cohort.programmeId],
    queryFn: () => api.programme.find.query({ id: props.cohort.programmeId }),
  }));
  const [chosenTerm, setChosenTerm] = createSignal("");
  const [left, setLeft] = createSignal<ReadonlySet<string>>(new Set<string>());
  const [pending, setPending] = createSignal(false);
  const [refused, setRefused] = createSignal<string | null>(null);
  // The next term to begin is the one being prepared.
  const termId = () =>
    chosenTerm() ||
    (terms.data?.terms.filter(({ startsOn }) => startsOn > (terms.data?.today ?? "")).at(-1)?.id ?? terms.data?.terms[0]?.id ?? "");
  const open = () => {
    const held = new Set(props.cohort.courses.filter((one) => one.termId === termId()).map((one) => one.courseId));
    return (programme.data?.courses ?? []).filter((one) => one.retiredOn === null && !held.has(one.id));
  };
  const ticked = () => open().filter(({ id }) => !left().has(id));
  const toggle = (id: string) => {
    const next = new Set(left());
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  const add = async () => {
    setPending(true);
    setRefused(null);
    try {
      const { ids } = await api.cohort.addProgrammeCourses.mutate({
        cohortId: props.cohort.id,
        termId: termId(),
        courseIds: ticked().map(({ id }) => id),
      });
      const undo = () => void Promise.all(ids.map((id) => api.cohort.removeCourse.mutate({ id }))).catch(failure.tell);
      toast({ text: w().done.coursesAdded(ids.length), action: { label: w().undo, run: undo } });
      props.onDone();
    } catch (error) {
      setRefused(failure.sentence(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <div class="flex flex-col gap-4">
      <Show when={refused()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
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
      <Field label={w().course.term} required>
        <Select
          value={termId()}
          placeholder=""
          onChange={setChosenTerm}
          options={(terms.data?.terms ?? []).map((one) => ({
            value: one.id,
            label: `${termName(one, language())}, ${one.startsOn} – ${one.endsOn}`,
          }))}
        />
      </Field>
      <Field group label={w().courses} hint={w().addCoursesText}>
        <Show when={open().length > 0} fallback={<p class="text-sm text-muted">{w().allHeld}</p>}>
          <ul class="flex flex-col gap-1">
            <For each={open()}>
              {(course) => (
                <li>
                  <Checkbox label={`${course.number} ${course.name}`} checked={!left().has(course.id)} onChange={() => toggle(course.id)} />
                </li>
              )}
            </For>
          </ul>
        </Show>
      </Field>
      <div class="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
        <Button kind="quiet" onClick={() => props.onCancel()}>
          {w().cancel}
        </Button>
        <Button kind="primary" pending={pending()} disabled={ticked().length === 0 || termId() === ""} onClick={() => void add()}>
          {w().addCount(ticked().length)}
        </Button>
      </div>
    </div>
  );
}
