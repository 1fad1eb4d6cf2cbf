import { useQuery } from "@tanstack/solid-query";
import { useParams } from "@solidjs/router";
import FlaskConical from "lucide-solid/icons/flask-conical";
import LockKeyhole from "lucide-solid/icons/lock-keyhole";
import { For, Show } from "solid-js";
import type { Wished } from "#domain/scenario.ts";
import { answerOf } from "#ui/answer.ts";
import type { Grid } from "#ui/assignment/board.ts";
import { useLiveGrid } from "#ui/assignment/live-grid.ts";
import { api, refusalIn } from "#ui/client.ts";
import { SheetScreen, WaitingScreen } from "#ui/assignment/sheet-screen.tsx";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { followsSeats } from "#ui/live.ts";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { refusalSentence } from "#words/refusal.ts";
import { scenarioWords } from "#words/scenario.ts";
import { Comparison } from "./comparison.tsx";
import { ConflictList } from "./conflict-list.tsx";
import { MovedNotice } from "./moved-notice.tsx";
import { PublishButton } from "./publish-button.tsx";
import { useScenarioCommands, type ScenarioCommands } from "./scenario-commands.ts";
import { scenarioAddress, useScenarioLife } from "./scenario-life.ts";
import { ScenarioListScreen, ScenarioMenu } from "./scenario-list-screen.tsx";
import { ScenarioPlaces } from "./scenario-places.tsx";
import { createScenarioState, type OpenScenario, type ScenarioState } from "./scenario-state.ts";
import { ScenarioTable } from "./scenario-table.tsx";

/** `/fiches/:id/scenarios` and `/fiches/:id/scenarios/:scenario`. */
export function ScenarioScreens() {
  const params = useParams<{ id: string; scenario?: string }>();
  return (
    <Show when={params.scenario} fallback={<ScenarioListScreen worksheetId={params.id} />} keyed>
      {(scenarioId) => <ScenarioScreen worksheetId={params.id} scenarioId={scenarioId} />}
    </Show>
  );
}

const noWishes: Wished = {};

/** One scenario: each student as she is and as she would be, over what colleagues go on doing, beside what is so, published row by row. */
function ScenarioScreen(props: { worksheetId: string; scenarioId: string }) {
  const w = useWords(scenarioWords);
  const grid = useLiveGrid(() => props.worksheetId);
  const scenario = useQuery(() => ({
    queryKey: ["scenario", "open", props.scenarioId],
    queryFn: () => api.scenario.open.query({ id: props.scenarioId }),
    retry: false,
  }));
  const wished = useQuery(() => ({
    queryKey: ["scenario", "wishes", props.worksheetId],
    meta: followsSeats,
    queryFn: () => api.scenario.wishes.query({ worksheetId: props.worksheetId }),
  }));
  const gone = () => (
    <Screen title={w().title}>
      <Show when={refusalIn(scenario.error)?.code === "not-found"} fallback={<Mishap error={scenario.error} />}>
        <EmptyState
          icon={<FlaskConical size={22} />}
          title={w().gone}
          text={w().goneText}
          action={<ButtonLink href={scenarioAddress(props.worksheetId)}>{w().toList}</ButtonLink>}
        />
      </Show>
    </Screen>
  );
  return (
    <Show when={!scenario.isError} fallback={gone()}>
      <Show when={grid.data} fallback={<WaitingScreen title={w().title} query={grid} />}>
        {(data) => (
          <Show when={answerOf(scenario)} fallback={<WaitingScreen title={w().title} query={scenario} />}>
            {(one) => <Opened grid={data()} scenario={one()} wished={wished.data ?? noWishes} />}
          </Show>
        )}
      </Show>
    </Show>
  );
}

function Opened(props: { grid: Grid; scenario: OpenScenario; wished: Wished }) {
  const w = useWords(scenarioWords);
  const state = createScenarioState({ grid: () => props.grid, scenario: () => props.scenario, wished: () => props.wished });
  const commands = useScenarioCommands(state);
  const head = () => props.grid.head;
  const life = useScenarioLife(() => head().id);
  const enrolment = () => `/cohortes/${head().cohortId}/cours/${head().cohortCourseId}/inscriptions`;
  return (
    <SheetScreen
      head={head()}
      within={{ label: w().title, href: scenarioAddress(head().id) }}
      title={props.scenario.name}
      aside={<ScenarioMenu id={props.scenario.id} name={props.scenario.name} life={life} />}
      actions={
        <Show when={props.grid.may.assign}>
          <PublishButton state={state} commands={commands} />
        </Show>
      }
    >
      <div class="flex min-h-0 flex-col gap-3">
        <p class="flex items-center gap-1.5 text-xs text-muted">
          <LockKeyhole class="size-3.5 shrink-0" aria-hidden="true" /> {w().mine}
        </p>
        <Show
          when={props.grid.students.length > 0}
          fallback={
            <EmptyState
              title={w().noStudents}
              text={w().noStudentsText}
              action={<ButtonLink href={enrolment()}>{w().toEnrolment}</ButtonLink>}
            />
          }
        >
          <MovedNotice state={state} commands={commands} />
          <Refusals state={state} commands={commands} />
          <Strays state={state} commands={commands} />
          <Comparison state={state} />
          <ConflictList state={state} commands={commands} />
          <div class="grid min-h-0 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_18rem]">
            <ScenarioTable state={state} commands={commands} mayPublish={props.grid.may.assign} />
            <ScenarioPlaces state={state} />
          </div>
        </Show>
      </div>
    </SheetScreen>
  );
}

/** What was not published, student by student, in words. */
function Refusals(props: { state: ScenarioState; commands: ScenarioCommands }) {
  const w = useWords(scenarioWords);
  const { language } = useLanguage();
  return (
    <Show when={props.commands.refused().length > 0}>
      <Notice
        kind="warn"
        title={w().refusedTitle(props.commands.refused().length)}
        actions={
          <Button size="sm" onClick={() => props.commands.setRefused([])}>
            {w().seen}
          </Button>
        }
      >
        <ul class="list-disc pl-5">
          <For each={props.commands.refused()}>
            {({ studentId, refusal }) => (
              <li>
                {props.state.name(studentId)}
                {language() === "fr" ? "\u00A0: " : ": "}
                {refusalSentence(refusal, language())}
              </li>
            )}
          </For>
        </ul>
      </Notice>
    </Show>
  );
}

/** Students something was meant for who are no longer on the sheet. */
function Strays(props: { state: ScenarioState; commands: ScenarioCommands }) {
  const w = useWords(scenarioWords);
  const strays = () => props.state.strays();
  return (
    <Show when={strays().length > 0}>
      <Notice
        kind="warn"
        quiet
        title={w().strays(strays().length)}
        actions={
          <Button size="sm" onClick={() => void props.commands.follow(strays().map(({ id }) => id))}>
            {w().forget}
          </Button>
        }
      >
        {w().straysText(
          strays()
            .map(({ name }) => name)
            .join(", "),
        )}
      </Notice>
    </Show>
  );
}
