import { useQuery } from "@tanstack/solid-query";
import { useNavigate, useSearchParams } from "@solidjs/router";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import FileDown from "lucide-solid/icons/file-down";
import FileUp from "lucide-solid/icons/file-up";
import ListOrdered from "lucide-solid/icons/list-ordered";
import Table2 from "lucide-solid/icons/table-2";
import UserPlus from "lucide-solid/icons/user-plus";
import { enrolmentStates } from "#domain/enrolment.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { Menu } from "#ui/parts/menu.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { AddStudent } from "#ui/student/add-student.tsx";
import { download } from "#ui/student/download.ts";
import { fullName } from "#ui/student/full-name.ts";
import { choiceWords } from "#words/choice.ts";
import { enrolmentWords } from "#words/enrolment.ts";
import { writeTerm } from "#words/programme.ts";
import { writeNumber } from "#words/words.ts";
import type { Course } from "./enrolled-list.ts";
import { useEnrolmentCommands } from "./enrolment-commands.ts";
import { PreferenceView } from "./preference-view.tsx";
import { StudentView } from "./student-view.tsx";

const shows = [...enrolmentStates, "all"] as const;
type Shown = (typeof shows)[number];
const views = ["students", "preferences"] as const;
type View = (typeof views)[number];

/** `/cohortes/:cohorte/cours/:cours/inscriptions`: who is in a course, what they wish, and their way to a worksheet (F-064 to F-075, F-091 to F-094, F-113). */
export function EnrolmentScreen(props: { cohortCourseId: string }) {
  const w = useWords(enrolmentWords);
  const course = useQuery(() => ({
    queryKey: ["enrolment", "course", props.cohortCourseId],
    queryFn: () => api.enrolment.course.query({ cohortCourseId: props.cohortCourseId }),
    retry: false,
  }));
  return (
    <Show when={!course.isError} fallback={<Mishap error={course.error} />}>
      <Show
        when={course.data}
        fallback={
          <Screen title={w().list}>
            <Skeleton rows={10} />
          </Screen>
        }
      >
        {(known) => <Enrolment course={known()} />}
      </Show>
    </Show>
  );
}

const pill = (on: boolean) =>
  `inline-flex min-h-8 shrink-0 items-center gap-1.5 rounded border px-2.5 text-sm ${on ? "border-accent bg-accent-soft font-semibold" : "border-line bg-surface hover:bg-hover"}`;

const tab = (on: boolean) =>
  `inline-flex min-h-9 items-center border-b-2 px-1 text-sm font-medium ${on ? "border-accent text-ink" : "border-transparent text-muted hover:text-ink"}`;

function Enrolment(props: { course: Course }) {
  const w = useWords(enrolmentWords);
  const choices = useWords(choiceWords);
  const { language } = useLanguage();
  const [search, setSearch] = useSearchParams<{ q?: string; etat?: string; vue?: string }>();
  const navigate = useNavigate();
  const failure = useFailure();
  const id = () => props.course.id;
  const view = (): View => (search.vue === "preferences" ? "preferences" : "students");
  const state = (): Shown => (shows.includes(search.etat as Shown) ? (search.etat as Shown) : "enrolled");
  const asked = () => ({ cohortCourseId: id(), search: typeof search.q === "string" ? search.q : "", state: state() });
  const turn = (to: Partial<Record<"q" | "etat" | "vue", string>>) => setSearch(to, { replace: true, scroll: false });
  const [adding, setAdding] = createSignal(false);
  const commands = useEnrolmentCommands({
    cohortCourseId: id,
    done: () => {},
    openSheet: (sheet) => navigate(`/fiches/${sheet}`),
  });
  const importing = () => `/cohortes/${props.course.cohortId}/cours/${id()}/inscriptions/importer`;
  const save = () => api.enrolment.export.query(asked()).then(download, failure.tell);
  const countOf = (of: Shown) =>
    of === "all" ? props.course.counts.enrolled + props.course.counts.waived + props.course.counts.withdrawn : props.course.counts[of];
  useCommands(() => [
    ...(props.course.may.edit
      ? [
          { id: "enrolment-import", words: w().import, run: () => navigate(importing()) },
          { id: "enrolment-add", words: `${w().add} ${w().addNew.toLowerCase()}`, keys: "n", run: () => setAdding(true) },
          { id: "enrolment-fictitious", words: `${w().add} ${w().addFictitious.toLowerCase()}`, run: () => void commands.addFictitious() },
        ]
      : []),
    {
      id: "enrolment-view",
      words: w().views[view() === "students" ? "preferences" : "students"],
      run: () => turn({ vue: view() === "students" ? "preferences" : "" }),
    },
    { id: "enrolment-export", words: w().export, run: () => void save() },
  ]);

  return (
    <Screen
      title={`${props.course.courseNumber} ${props.course.course}`}
      crumbs={[
        { label: w().cohorts, href: "/cohortes" },
        { label: props.course.cohort, href: `/cohortes/${props.course.cohortId}` },
        { label: writeTerm(props.course.term, language()) },
      ]}
      aside={<span class="text-sm text-muted tabular-nums">{w().dates(props.course.startsOn, props.course.endsOn)}</span>}
      fill
      actions={
        <>
          <Show when={props.course.may.openSheet}>
            <For each={props.course.sheets}>
              {(sheet) => (
                <ButtonLink href={`/fiches/${sheet.id}`} kind="quiet" icon={<Table2 size={15} aria-hidden="true" />}>
                  {w().sheets[sheet.kind]}
                </ButtonLink>
              )}
            </For>
          </Show>
          <ButtonLink
            href={`/cohortes/${props.course.cohortId}/cours/${id()}/choix`}
            kind="quiet"
            icon={<ListOrdered size={15} aria-hidden="true" />}
          >
            {choices().title}
          </ButtonLink>
          <Show when={countOf("all") > 0}>
            <Button kind="quiet" icon={<FileDown size={15} aria-hidden="true" />} onClick={() => void save()}>
              {w().export}
            </Button>
          </Show>
          <Show when={props.course.may.edit}>
            <Menu
              kind="plain"
              trigger={
                <>
                  <UserPlus size={15} aria-hidden="true" />
                  {w().add}
                </>
              }
              items={[
                { id: "new", label: w().addNew, hint: w().addNewHint, run: () => setAdding(true) },
                { id: "fictitious", label: w().addFictitious, hint: w().addFictitiousHint, run: () => void commands.addFictitious() },
              ]}
            />
            <ButtonLink kind="primary" href={importing()} icon={<FileUp size={15} aria-hidden="true" />}>
              {w().import}
            </ButtonLink>
          </Show>
        </>
      }
      bar={
        <div class="flex flex-wrap items-center gap-x-6 gap-y-2">
          <div role="group" aria-label={w().viewsLabel} class="flex gap-5 self-end sm:-mb-2.5">
            <For each={views}>
              {(one) => (
                <button
                  type="button"
                  class={tab(view() === one)}
                  aria-pressed={view() === one}
                  onClick={() => turn({ vue: one === "students" ? "" : one })}
                >
                  {w().views[one]}
                </button>
              )}
            </For>
          </div>
          <Show when={view() === "students"}>
            <div role="group" aria-label={w().show} class="-mx-1 flex gap-1.5 overflow-x-auto px-1 py-0.5">
              <For each={shows}>
                {(one) => (
                  <button
                    type="button"
                    class={pill(state() === one)}
                    aria-pressed={state() === one}
                    onClick={() => turn({ etat: one === "enrolled" ? "" : one })}
                  >
                    {w().states[one]}
                    <span class="text-muted tabular-nums">{writeNumber(countOf(one), language())}</span>
                  </button>
                )}
              </For>
            </div>
          </Show>
        </div>
      }
    >
      <Switch>
        <Match when={view() === "students"}>
          <StudentView
            course={props.course}
            asked={asked()}
            total={asked().search === "" ? countOf(state()) : null}
            onSearch={(q) => turn({ q })}
            onClear={() => turn({ q: "", etat: "" })}
          />
        </Match>
        <Match when={view() === "preferences"}>
          <PreferenceView
            course={props.course}
            search={asked().search}
            total={asked().search === "" ? countOf("enrolled") : null}
            onSearch={(q) => turn({ q })}
          />
        </Match>
      </Switch>
      <AddStudent
        open={adding()}
        draft={`enrol:${id()}`}
        text={w().addText}
        send={commands.addStudent}
        done={({ enrolmentIds, studentId }, texts) => {
          setAdding(false);
          commands.added(fullName(texts), enrolmentIds, studentId);
        }}
        onClose={() => setAdding(false)}
      />
    </Screen>
  );
}
