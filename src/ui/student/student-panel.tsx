import { useQuery } from "@tanstack/solid-query";
import { A } from "@solidjs/router";
import { createEffect, createSignal, createUniqueId, For, on, Show } from "solid-js";
import { studentFields, type StudentTexts } from "#domain/student.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { HistoryPanel } from "#ui/history/history-panel.tsx";
import { Button } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { PanelSection } from "#ui/parts/panel-section.tsx";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { HomeSection } from "#ui/position/home-section.tsx";
import { consentWords } from "#words/consent.ts";
import { positionWords } from "#words/position.ts";
import { writeTerm } from "#words/programme.ts";
import { studentWords } from "#words/student.ts";
import { writeInstant } from "#words/words.ts";
import { ConsentSection, PlacementList } from "./consent-section.tsx";
import { StudentForm } from "./student-form.tsx";

type Student = Outputs["student"]["get"];

const textsOf = (student: Student): StudentTexts =>
  Object.fromEntries(studentFields.map((field) => [field, student[field] ?? ""])) as StudentTexts;

/** A student over the register: what the school knows, where they are enrolled, the lists they came from. */
export function StudentPanel(props: { id: string; onClose(): void }) {
  const w = useWords(studentWords);
  const failure = useFailure();
  const student = useQuery(() => ({
    queryKey: ["student", "get", props.id],
    queryFn: () => api.student.get.query({ id: props.id }),
    retry: false,
  }));
  const [editing, setEditing] = createSignal(false);
  const [removing, setRemoving] = createSignal(false);
  const formId = createUniqueId();
  createEffect(
    on(
      () => props.id,
      () => setEditing(false),
      { defer: true },
    ),
  );
  const known = () => answerOf(student);
  const write = (texts: StudentTexts, saw: StudentTexts) => {
    const changed = studentFields.filter((field) => texts[field] !== saw[field]);
    const only = (of: StudentTexts) => Object.fromEntries(changed.map((field) => [field, of[field]]));
    return api.student.change
      .mutate({ id: props.id, saw: only(saw), texts: only(texts) })
      .then(({ before }) => ({ before, after: only(texts) as Partial<StudentTexts> }));
  };
  const saved = ({ before, after }: { before: Partial<StudentTexts>; after: Partial<StudentTexts> }) => {
    setEditing(false);
    const undo = () =>
      void api.student.change.mutate({ id: props.id, saw: after, texts: before }).then(() => toast({ text: w().undone }), failure.tell);
    toast({ text: w().changed, ...(Object.keys(before).length > 0 ? { action: { label: w().undo, run: undo } } : {}) });
  };
  const remove = () =>
    api.student.remove.mutate({ id: props.id }).then(
      () => {
        toast({ text: w().removed });
        props.onClose();
      },
      (error: unknown) => {
        setRemoving(false);
        failure.tell(error);
      },
    );
  return (
    <SidePanel
      title={known() ? `${known()?.firstName ?? ""} ${known()?.lastName ?? ""}`.trim() : "…"}
      crumb={known()?.number ?? ""}
      aside={
        <Show when={known()?.fictitious}>
          <span class="rounded-sm border border-line-strong px-1.5 text-2xs font-medium text-muted">{w().fictitious}</span>
        </Show>
      }
      onClose={props.onClose}
      actions={
        <Show when={known()?.may.edit}>
          <Show
            when={editing()}
            fallback={
              <>
                <Button kind="quiet" class="mr-auto" onClick={() => setRemoving(true)}>
                  {w().remove}
                </Button>
                <Button kind="primary" onClick={() => setEditing(true)}>
                  {w().edit}
                </Button>
              </>
            }
          >
            <Button kind="quiet" onClick={() => setEditing(false)}>
              {w().cancel}
            </Button>
            <Button kind="primary" type="submit" form={formId}>
              {w().save}
            </Button>
          </Show>
        </Show>
      }
    >
      <Show when={!student.isError} fallback={<Mishap error={student.error} />}>
        <Show when={known()} fallback={<Skeleton rows={8} />} keyed>
          {(one) => (
            <Show when={editing()} fallback={<Details of={one} />}>
              <StudentForm
                id={formId}
                draft={`student:${one.id}`}
                initial={textsOf(one)}
                send={(texts) => write(texts, textsOf(one))}
                done={saved}
              />
            </Show>
          )}
        </Show>
      </Show>
      <ConfirmDialog
        open={removing()}
        title={w().removeTitle}
        text={w().removeText}
        confirm={w().remove}
        danger
        onConfirm={() => void remove()}
        onClose={() => setRemoving(false)}
      />
    </SidePanel>
  );
}

function Details(props: { of: Student }) {
  const w = useWords(studentWords);
  const c = useWords(consentWords);
  const at = useWords(positionWords);
  const { language } = useLanguage();
  const shown = studentFields.filter((field) => field !== "lastName" && field !== "firstName");
  return (
    <div class="flex flex-col">
      <PanelSection title={w().facts}>
        <dl class="grid grid-cols-[minmax(8rem,max-content)_1fr] gap-x-4 gap-y-1 text-sm">
          <For each={shown}>
            {(field) => (
              <>
                <dt class="text-muted">{w().fields[field]}</dt>
                <dd class="min-w-0 break-words tabular-nums">{props.of[field] ?? <span class="text-muted italic">{w().blank}</span>}</dd>
              </>
            )}
          </For>
        </dl>
        <p class="mt-2 text-xs text-muted">{w().private}</p>
      </PanelSection>
      <PanelSection title={c().title}>
        <ConsentSection studentId={props.of.id} edits={props.of.may.edit} />
      </PanelSection>
      <PanelSection title={at().home}>
        <HomeSection studentId={props.of.id} />
      </PanelSection>
      <PanelSection title={w().enrolments}>
        <Show when={props.of.enrolments.length > 0} fallback={<p class="text-sm text-muted">{w().noEnrolments}</p>}>
          <ul class="flex flex-col gap-2 text-sm">
            <For each={props.of.enrolments}>
              {(one) => (
                <li class="flex flex-wrap items-baseline gap-x-3">
                  <span class="min-w-0 flex-[1_1_14rem]">
                    <A
                      class="font-medium text-accent hover:underline"
                      href={`/cohortes/${one.cohortId}/cours/${one.cohortCourseId}/inscriptions`}
                    >
                      {one.course}
                    </A>
                    <span class="block text-xs text-muted">
                      {one.cohort}, {writeTerm(one.term, language())},{" "}
                      <span class="tabular-nums">{`${one.startsOn}\u00A0– ${one.endsOn}`}</span>
                    </span>
                    <For each={one.preferences}>{(path, at) => <span class="block text-xs text-muted">{`${at() + 1}. ${path}`}</span>}</For>
                  </span>
                  <span class="text-xs text-muted">
                    {one.copiedTo ? `${w().states[one.state]}, ${w().marks[one.copiedTo]}` : w().states[one.state]}
                  </span>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </PanelSection>
      <PanelSection title={c().placements}>
        <PlacementList studentId={props.of.id} />
      </PanelSection>
      <Show when={props.of.imports.length > 0}>
        <PanelSection title={w().imports}>
          <ul class="flex flex-col gap-1 text-sm">
            <For each={props.of.imports}>
              {(one) => (
                <li class="flex flex-wrap justify-between gap-x-3">
                  <span class="break-all">{w().fromImport(one.fileName, one.rowNumber)}</span>
                  <span class="text-xs text-muted">
                    {one.undone ? w().importUndone : one.added ? w().importAdded : w().importChanged},{" "}
                    {writeInstant(one.madeAt, language(), new Date())}
                  </span>
                </li>
              )}
            </For>
          </ul>
        </PanelSection>
      </Show>
      <PanelSection title={w().history}>
        <HistoryPanel about={[props.of.id, ...props.of.imports.slice(0, 4).map(({ importId }) => importId)]} />
      </PanelSection>
    </div>
  );
}
