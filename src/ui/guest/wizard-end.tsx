import { createSignal, For, Show } from "solid-js";
import FileText from "lucide-solid/icons/file-text";
import X from "lucide-solid/icons/x";
import { documentEndings, mostDocuments } from "#domain/delivery-document.ts";
import { draftProblems, guestSteps, scheduleOfDraft, sizeOf, stepOf, type GuestStep } from "#domain/guest.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FileDrop } from "#ui/parts/file-drop.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { longDay } from "#ui/reply/link-frame.tsx";
import { guestPageWords } from "#words/guest-page.ts";
import { problemSentence } from "#words/problem.ts";
import { writeLongDays } from "#words/printout.ts";
import { writeHours } from "#words/request.ts";
import { StudentFields } from "./student-fields.tsx";
import type { StepProps } from "./wizard-steps.tsx";

/** What a student's consent is, said before any of them is named (K24). */
export function ConsentStatement(props: { receiving: string }) {
  const w = useWords(guestPageWords);
  return (
    <section class="flex flex-col gap-1.5 rounded-lg bg-sunken p-3 text-sm">
      <h3 class="font-semibold">{w().consentTitle}</h3>
      <p>{w().consent(props.receiving)}</p>
      <p>{w().consentNot}</p>
    </section>
  );
}

export function StudentsStep(props: StepProps) {
  const w = useWords(guestPageWords);
  const { language } = useLanguage();
  const students = () => props.draft.values.students;
  const size = () => Math.max(1, sizeOf(props.draft.values));
  const [agreed, setAgreed] = createSignal(students().length > 0);
  const many = () => props.problems.find(({ field, student }) => field === "students" && student === undefined);
  return (
    <>
      <p>{w().studentsLead}</p>
      <ConsentStatement receiving={props.page.receiving} />
      <Checkbox label={w().consentTick} checked={agreed()} onChange={setAgreed} disabled={students().length > 0} />
      <Show when={agreed()}>
        <StudentFields
          students={students()}
          onChange={(next) => props.draft.set("students", next)}
          most={size()}
          today={props.page.today}
          accessFor={props.page.asksAccess ? props.page.receiving : null}
          tried={props.tried}
        />
      </Show>
      <Show when={many()}>{(one) => <Notice kind="danger">{problemSentence(one().problem, language())}</Notice>}</Show>
      <p class="text-sm text-muted" role="status">
        {students().length >= size() ? w().full : w().counted(students().length, size())}
      </p>
    </>
  );
}

export function MoreStep(props: StepProps & { onJoined(): Promise<unknown> }) {
  const w = useWords(guestPageWords);
  const failure = useFailure();
  const [busy, setBusy] = createSignal(false);
  const join = (file: File) => {
    const form = new FormData();
    form.set("token", props.token);
    form.set("entryId", props.entry.id);
    form.set("file", file);
    setBusy(true);
    api.guest.addDocument
      .mutate(form)
      .then(() => props.onJoined(), failure.tell)
      .finally(() => setBusy(false));
  };
  const part = (documentId: string) =>
    void api.guest.removeDocument
      .mutate({ token: props.token, entryId: props.entry.id, documentId })
      .then(() => props.onJoined(), failure.tell);
  return (
    <>
      <section class="flex flex-col gap-2" aria-labelledby="guest-documents">
        <h3 id="guest-documents" class="text-sm font-medium">
          {w().documents}
        </h3>
        <p class="text-sm text-muted">{w().documentsHint}</p>
        <Show when={props.entry.documents.length > 0}>
          <ul class="flex flex-col gap-1">
            <For each={props.entry.documents}>
              {(one) => (
                <li class="flex items-center gap-2 rounded border border-line px-2.5 py-1 text-sm">
                  <FileText size={15} class="shrink-0 text-muted" aria-hidden="true" />
                  <span class="min-w-0 flex-1 break-all">{one.name}</span>
                  <IconButton label={w().removeDocument(one.name)} icon={<X size={15} aria-hidden="true" />} onClick={() => part(one.id)} />
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={props.entry.documents.length < mostDocuments}>
          <FileDrop label={w().addDocument} accept={documentEndings} megabytes={10} disabled={busy()} onFile={join} />
        </Show>
      </section>
      <Field label={w().comment} hint={w().commentHint}>
        <TextArea {...props.draft.field("comment")} maxLength={2_000} rows={5} />
      </Field>
    </>
  );
}

/** Everything once more, each part with its way back; what is missing stands where it is missing. */
export function ReviewStep(props: StepProps & { onEdit(step: GuestStep): void }) {
  const w = useWords(guestPageWords);
  const { language } = useLanguage();
  const v = () => props.draft.values;
  const problems = () => draftProblems(v(), props.page.today);
  const missing = (step: GuestStep) => problems().filter(({ field }) => stepOf(field) === step).length;
  const said = (text: string) => (text.trim() === "" ? <span class="text-muted italic">{w().notSaid}</span> : text);
  const whenSaid = () => {
    if (missing("when") > 0) return [];
    const schedule = scheduleOfDraft(v());
    return [
      w().dates(longDay(schedule.startsOn, language()), longDay(schedule.endsOn, language())),
      `${writeLongDays(schedule, language())}, ${writeHours(schedule, language())}`,
      ...(v().flexible ? [v().flexibleHow || w().flexible] : []),
    ];
  };
  const lines: Record<Exclude<GuestStep, "review">, () => (string | undefined)[]> = {
    who: () => [props.page.school, v().contactName, v().contactTitle, v().contactPhone],
    what: () => [
      v().programme,
      [v().courseNumber, v().course].filter(Boolean).join(" "),
      sizeOf(v()) > 0 ? w().forHow(v().kind, sizeOf(v())) : undefined,
    ],
    when: whenSaid,
    students: () =>
      v().students.length === 0 ? [w().noNames] : v().students.map(({ firstName, lastName }) => `${firstName} ${lastName}`.trim()),
    more: () => [...props.entry.documents.map(({ name }) => name), v().comment],
  };
  return (
    <>
      <p>{w().reviewLead}</p>
      <ul class="flex flex-col divide-y divide-line rounded-lg border border-line">
        <For each={guestSteps.filter((step): step is Exclude<GuestStep, "review"> => step !== "review")}>
          {(step) => (
            <li class="flex items-start gap-3 p-3">
              <div class="min-w-0 flex-1">
                <h3 class="text-sm font-semibold">{w().steps[step]}</h3>
                <For
                  each={lines[step]().filter((line) => line !== undefined && line !== "")}
                  fallback={<p class="text-sm">{step === "more" ? <span class="text-muted">{w().nothing}</span> : said("")}</p>}
                >
                  {(line) => <p class="text-sm break-words whitespace-pre-line">{line}</p>}
                </For>
                <Show when={missing(step) > 0}>
                  <p class="mt-1 text-sm font-medium text-danger">{w().missing(missing(step))}</p>
                </Show>
              </div>
              <Button size="sm" class="min-h-9" aria-label={w().editOf(w().steps[step])} onClick={() => props.onEdit(step)}>
                {w().edit}
              </Button>
            </li>
          )}
        </For>
      </ul>
    </>
  );
}
