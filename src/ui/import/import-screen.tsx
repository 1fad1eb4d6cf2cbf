import { useQuery } from "@tanstack/solid-query";
import { A, useLocation, useSearchParams } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { FileDrop } from "#ui/parts/file-drop.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Progress } from "#ui/parts/progress.tsx";
import { enrolmentWords } from "#words/enrolment.ts";
import { importWords } from "#words/import.ts";
import { studentWords } from "#words/student.ts";
import { writeInstant } from "#words/words.ts";
import { ImportReview } from "./import-review.tsx";
import { UndoImport } from "./undo-import.tsx";

type Lists = Outputs["studentImport"]["list"];

/**
 * `/etudiants/importer` (the register alone) and `…/inscriptions/importer` (the register and a course in one pass): a file
 * is chosen, then reviewed at an address of its own (`?liste=`), so that one can leave and come back for a day.
 */
export function ImportScreen(props: { cohortCourseId: string | null }) {
  const w = useWords(importWords);
  const s = useWords(studentWords);
  const e = useWords(enrolmentWords);
  const location = useLocation();
  const [search, setSearch] = useSearchParams<{ liste?: string }>();
  const list = () => (typeof search.liste === "string" && search.liste !== "" ? search.liste : null);
  const course = useQuery(() => ({
    queryKey: ["enrolment", "course", props.cohortCourseId],
    queryFn: () => api.enrolment.course.query({ cohortCourseId: props.cohortCourseId ?? "" }),
    enabled: props.cohortCourseId !== null,
    retry: false,
  }));
  const courseName = () => (course.data ? `${course.data.courseNumber} ${course.data.course}` : "");
  const crumbs = () =>
    props.cohortCourseId === null
      ? [{ label: s().title, href: "/etudiants" }]
      : [
          { label: e().cohorts, href: "/cohortes" },
          { label: course.data?.cohort ?? "…", href: `/cohortes/${course.data?.cohortId ?? ""}` },
          { label: courseName() || "…", href: location.pathname.replace(/\/importer$/, "") },
        ];
  return (
    <Show when={!course.isError} fallback={<Mishap error={course.error} />}>
      <Screen title={props.cohortCourseId === null ? w().title : w().titleInto(courseName())} crumbs={crumbs()}>
        <Show when={list()} fallback={<Choose cohortCourseId={props.cohortCourseId} onRead={(id) => setSearch({ liste: id })} />} keyed>
          {(id) => <ImportReview id={id} back={location.pathname} />}
        </Show>
      </Screen>
    </Show>
  );
}

function Choose(props: { cohortCourseId: string | null; onRead(id: string): void }) {
  const w = useWords(importWords);
  const failure = useFailure();
  const [reading, setReading] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  const lists = useQuery(() => ({
    queryKey: ["student", "import", "list", props.cohortCourseId],
    queryFn: () => api.studentImport.list.query({ cohortCourseId: props.cohortCourseId }),
  }));
  const read = async (file: File) => {
    setProblem(null);
    setReading(true);
    try {
      const form = new FormData();
      form.set("file", file);
      if (props.cohortCourseId) form.set("cohortCourseId", props.cohortCourseId);
      const { id } = await api.studentImport.upload.mutate(form);
      props.onRead(id);
    } catch (error) {
      setProblem(failure.sentence(error));
    } finally {
      setReading(false);
    }
  };
  return (
    <div class="mx-auto flex w-full max-w-3xl flex-col gap-5">
      <p class="text-sm text-muted">
        {props.cohortCourseId === null ? w().leadRegister : w().leadCourse} {w().nothingYet}
      </p>
      <FileDrop
        label={w().drop}
        accept={[".csv", ".txt", ".tsv", ".xlsx", ".docx"]}
        megabytes={10}
        disabled={reading()}
        onFile={(file) => void read(file)}
      />
      <Show when={reading()}>
        <Progress label={w().reading} value={null} />
      </Show>
      <Show when={problem()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
      <p class="text-xs text-muted">{w().accepts}</p>
      <Show when={lists.data}>{(known) => <Lists lists={known()} cohortCourseId={props.cohortCourseId} />}</Show>
    </div>
  );
}

/** Lists left under review, to take up again, and the last imports, to take back. */
function Lists(props: { lists: Lists; cohortCourseId: string | null }) {
  const w = useWords(importWords);
  const { language } = useLanguage();
  const at = (instant: string) => writeInstant(instant, language(), new Date());
  const pending = () => props.lists.pending.filter((one) => one.cohortCourseId === props.cohortCourseId);
  return (
    <>
      <Show when={pending().length > 0}>
        <section class="flex flex-col gap-1.5">
          <h2 class="text-sm font-semibold">{w().pendingTitle}</h2>
          <ul class="divide-y divide-line rounded-lg border border-line bg-surface text-sm">
            <For each={pending()}>
              {(one) => (
                <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
                  <span class="min-w-0 flex-[1_1_14rem]">
                    <span class="font-medium break-all">{one.fileName}</span>
                    <span class="block text-xs text-muted">
                      {w().pendingItem(one.rowCount)}, {at(one.madeAt)}
                      <Show when={one.status === "committing"}>{`, ${w().committing} ${w().progress(one.progress)}`}</Show>
                    </span>
                  </span>
                  <A
                    class="inline-flex min-h-7 items-center rounded px-2 font-medium text-accent hover:underline"
                    href={`?liste=${one.id}`}
                  >
                    {w().resume}
                    <span class="sr-only"> {one.fileName}</span>
                  </A>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
      <Show when={props.lists.done.length > 0}>
        <section class="flex flex-col gap-1.5">
          <h2 class="text-sm font-semibold">{w().doneTitle}</h2>
          <ul class="divide-y divide-line rounded-lg border border-line bg-surface text-sm">
            <For each={props.lists.done}>
              {(one) => (
                <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2">
                  <span class="min-w-0 flex-[1_1_14rem]">
                    <span class="font-medium break-all">{one.fileName}</span>
                    <Show when={one.course}>{(name) => <span class="ml-2 text-xs text-muted">{name()}</span>}</Show>
                    <span class="block text-xs text-muted">
                      {w().doneSummary(one.added, one.changed, one.enrolled)}, {one.by}, {at(one.madeAt)}
                    </span>
                  </span>
                  <Show when={one.undoneAt} fallback={<Show when={one.may.undo}>{<UndoImport id={one.id} size="sm" />}</Show>}>
                    <span class="text-xs font-medium text-muted">{w().isUndone}</span>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
    </>
  );
}
