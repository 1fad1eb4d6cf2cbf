import { useSearchParams } from "@solidjs/router";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import FileDown from "lucide-solid/icons/file-down";
import ListOrdered from "lucide-solid/icons/list-ordered";
import { api } from "#ui/client.ts";
import { AssignmentTabs } from "#ui/assignment/assignment-tabs.tsx";
import { answerOf } from "#ui/answer.ts";
import { useFailure } from "#ui/failure.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Menu } from "#ui/parts/menu.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { download } from "#ui/student/download.ts";
import { choiceStudentWords } from "#words/choice-student.ts";
import { choiceWords } from "#words/choice.ts";
import { writeTerm } from "#words/programme.ts";
import { ChoiceReport } from "./choice-report.tsx";
import { DemandView } from "./demand-view.tsx";
import { RoundBand } from "./round-band.tsx";
import { RoundForm } from "./round-form.tsx";
import { useRound, type Chooser, type Known, type Round } from "./round.ts";
import { shows, StudentView, type Shown } from "./student-view.tsx";

/** `/cohortes/:cohorte/cours/:cours/choix`: students' own choices of places, as their school sets and follows them (F-234 to F-236, F-219). */
export function ChoiceScreen(props: { cohortCourseId: string }) {
  const w = useWords(choiceWords);
  const round = useRound(() => props.cohortCourseId);
  return (
    <Show when={!round.isError} fallback={<Mishap error={round.error} />}>
      <Show
        when={answerOf(round)}
        fallback={
          <Screen title={w().title}>
            <Skeleton rows={10} />
          </Screen>
        }
      >
        {(known) => <Choices known={known()} />}
      </Show>
    </Show>
  );
}

const tab = (on: boolean) =>
  `inline-flex min-h-9 items-center border-b-2 px-1 text-sm font-medium ${on ? "border-accent text-ink" : "border-transparent text-muted hover:text-ink"}`;

function Choices(props: { known: Known }) {
  const w = useWords(choiceWords);
  const s = useWords(choiceStudentWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const [editing, setEditing] = createSignal(false);
  const [printing, setPrinting] = createSignal<Chooser[] | null>(null);
  const course = () => props.known.course;
  const save = (as: "csv" | "xlsx") => api.choice.file.query({ cohortCourseId: course().id, as }).then(download, failure.tell);
  const print = () => api.choice.report.query({ cohortCourseId: course().id }).then(setPrinting, failure.tell);
  useCommands(() =>
    props.known.round
      ? [
          { id: "choice-csv", words: `${s().report.menu} ${s().report.csv}`, run: () => void save("csv") },
          { id: "choice-xlsx", words: `${s().report.menu} ${s().report.xlsx}`, run: () => void save("xlsx") },
          { id: "choice-print", words: `${s().report.menu} ${s().report.print}`, run: () => void print() },
        ]
      : [],
  );
  return (
    <Screen
      title={w().title}
      crumbs={[
        { label: w().cohorts, href: "/cohortes" },
        { label: course().cohort, href: `/cohortes/${course().cohortId}` },
        {
          label: `${course().courseNumber} ${course().course}, ${writeTerm(course().term, language())}`,
          href: `/cohortes/${course().cohortId}/cours/${course().id}/inscriptions`,
        },
      ]}
      actions={
        <Show when={props.known.round}>
          <Menu
            kind="plain"
            trigger={
              <>
                <FileDown size={15} aria-hidden="true" />
                {s().report.menu}
              </>
            }
            items={[
              { id: "csv", label: s().report.csv, run: () => void save("csv") },
              { id: "xlsx", label: s().report.xlsx, run: () => void save("xlsx") },
              { id: "print", label: s().report.print, run: () => void print() },
            ]}
          />
        </Show>
      }
      bar={<AssignmentTabs worksheetId={props.known.worksheetId} cohortId={course().cohortId} cohortCourseId={course().id} />}
    >
      <Show
        when={props.known.round}
        fallback={
          <EmptyState
            icon={<ListOrdered size={22} aria-hidden="true" />}
            title={w().empty.title}
            text={
              props.known.may.manage ? w().empty.text(props.known.ready?.places ?? 0, props.known.ready?.seats ?? 0) : w().empty.readOnly
            }
            action={
              <Show when={props.known.may.manage}>
                <Button kind="primary" onClick={() => setEditing(true)}>
                  {w().empty.action}
                </Button>
              </Show>
            }
          />
        }
      >
        {(round) => <RoundOf known={props.known} round={round()} onEdit={() => setEditing(true)} />}
      </Show>
      <Show when={editing()}>
        <RoundForm known={props.known} onClose={() => setEditing(false)} />
      </Show>
      <Show when={printing()}>
        {(students) => (
          <Show when={props.known.round}>
            {(round) => <ChoiceReport known={props.known} round={round()} students={students()} onDone={() => setPrinting(null)} />}
          </Show>
        )}
      </Show>
    </Screen>
  );
}

/** A round: its hours and the class, then what places are wanted by, or who wants them. */
function RoundOf(props: { known: Known; round: Round; onEdit(): void }) {
  const w = useWords(choiceWords);
  const [search, setSearch] = useSearchParams<{ vue?: string; montrer?: string; milieu?: string; q?: string }>();
  const view = () => (search.vue === "etudiants" ? "students" : "demand");
  const show = (): Shown => shows.find((one) => one === search.montrer) ?? "all";
  const turn = (to: { vue?: string; montrer?: string; milieu?: string; q?: string }) => setSearch(to, { replace: true, scroll: false });
  return (
    <div class="flex flex-col gap-4">
      <RoundBand
        known={props.known}
        round={props.round}
        onEdit={props.onEdit}
        onShow={(one) => turn({ vue: "etudiants", montrer: one, milieu: "", q: "" })}
      />
      <div role="group" aria-label={w().viewsLabel} class="flex gap-5 border-b border-line">
        <For each={["demand", "students"] as const}>
          {(one) => (
            <button
              type="button"
              class={tab(view() === one)}
              aria-pressed={view() === one}
              onClick={() => turn({ vue: one === "students" ? "etudiants" : "" })}
            >
              {w().views[one]}
            </button>
          )}
        </For>
      </div>
      <Switch>
        <Match when={view() === "demand"}>
          <DemandView
            known={props.known}
            round={props.round}
            onWho={(placeId) => turn({ vue: "etudiants", montrer: "", milieu: placeId, q: "" })}
          />
        </Match>
        <Match when={view() === "students"}>
          <StudentView
            known={props.known}
            round={props.round}
            show={show()}
            placeId={typeof search.milieu === "string" && search.milieu !== "" ? search.milieu : null}
            search={typeof search.q === "string" ? search.q : ""}
            onTurn={(to) =>
              turn({
                ...(to.show === undefined ? {} : { montrer: to.show === "all" ? "" : to.show }),
                ...(to.placeId === undefined ? {} : { milieu: to.placeId ?? "" }),
                ...(to.search === undefined ? {} : { q: to.search }),
              })
            }
          />
        </Match>
      </Switch>
    </div>
  );
}
