import { useQuery } from "@tanstack/solid-query";
import { createEffect, createMemo, createSignal, on, Show } from "solid-js";
import Blend from "lucide-solid/icons/blend";
import Play from "lucide-solid/icons/play";
import type { Id } from "#domain/id.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { SheetScreen, WaitingScreen } from "#ui/assignment/sheet-screen.tsx";
import { useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { matchingWords } from "#words/matching.ts";
import { useActs } from "./acts.ts";
import { createSettings, type Desk, type Run } from "./desk.ts";
import { RunProgress } from "./run-progress.tsx";
import { RunResult } from "./run-result.tsx";
import { SettingsPanel } from "./settings-panel.tsx";

/** How often a run under way is asked how far it is (milliseconds); nothing is asked while none is. */
const progressEvery = 1_000;

/** `/fiches/:id/jumelage`: what the matching is asked, its solutions side by side, and what becomes of them. */
export function MatchingScreen(props: { worksheetId: Id }) {
  const w = useWords(matchingWords);
  const desk = useQuery(() => ({
    queryKey: ["matching", "desk", props.worksheetId],
    queryFn: () => api.matching.desk.query({ worksheetId: props.worksheetId }),
    retry: false,
  }));
  const runs = useQuery(() => ({
    queryKey: ["matching", "runs", props.worksheetId],
    queryFn: () => api.matching.runs.query({ worksheetId: props.worksheetId }),
    retry: false,
    refetchInterval: (query: { state: { data?: Run[] | undefined } }) =>
      query.state.data?.some(({ state }) => state === "running") ? progressEvery : (false as const),
  }));
  return (
    <Show when={answerOf(desk)} fallback={<WaitingScreen title={w().title} query={desk} />}>
      {(data) => <Matching desk={data()} runs={answerOf(runs)} />}
    </Show>
  );
}

function Matching(props: { desk: Desk; runs: Run[] | undefined }) {
  const w = useWords(matchingWords);
  const head = () => props.desk.head;
  const settings = createSettings(() => props.desk);
  const acts = useActs(() => head().id);
  const [runId, setRunId] = createSignal<Id | null>(null);
  const running = createMemo(() => props.runs?.find(({ state }) => state === "running"));
  const ended = createMemo(() => props.runs?.filter(({ state }) => state !== "running") ?? []);
  const shown = createMemo(() => ended().find(({ id }) => id === runId()) ?? ended()[0]);
  // A run that ends is what everyone who waited for it wants to see.
  createEffect(
    on(
      () => running()?.id,
      (now, before) => {
        if (before !== undefined && now === undefined) setRunId(before);
      },
    ),
  );
  const start = async () => {
    const lacks = settings.lacks();
    if (lacks !== null) return toast({ kind: "danger", text: lacks === "way" ? w().needsWay : w().needsStatus });
    if (await acts.start(settings)) toast({ kind: "info", text: w().starting });
  };
  const mayStart = () => props.desk.may.manage && running() === undefined && props.desk.students.length > 0 && props.desk.places.length > 0;
  useCommands(() => [{ id: "matching-start", words: w().keyStart, keys: "Ctrl+Enter", run: () => void start(), disabled: !mayStart() }]);
  const startWords = () => (ended().length === 0 ? w().start : w().again);
  return (
    <SheetScreen
      head={head()}
      title={w().title}
      actions={
        <>
          <ButtonLink href={`/fiches/${head().id}`}>{w().sheet}</ButtonLink>
          <Show when={props.desk.may.manage}>
            <Button
              kind="primary"
              icon={<Play size={15} aria-hidden="true" />}
              disabled={!mayStart()}
              pending={acts.pending() === "start" || running() !== undefined}
              keys="Ctrl Enter"
              onClick={() => void start()}
            >
              {startWords()}
            </Button>
          </Show>
        </>
      }
    >
      <Show
        when={props.desk.students.length > 0}
        fallback={
          <EmptyState
            icon={<Blend size={22} />}
            title={w().noStudents}
            text={w().noStudentsText}
            action={
              <ButtonLink href={`/cohortes/${head().cohortId}/cours/${head().cohortCourseId}/inscriptions`}>{w().toEnrolment}</ButtonLink>
            }
          />
        }
      >
        <Show
          when={props.desk.places.length > 0}
          fallback={
            <EmptyState
              icon={<Blend size={22} />}
              title={w().noPlaces}
              text={w().noPlacesText}
              action={<ButtonLink href={`/fiches/${head().id}`}>{w().sheet}</ButtonLink>}
            />
          }
        >
          <div class="grid items-start gap-4 lg:grid-cols-[20rem_minmax(0,1fr)] xl:grid-cols-[23rem_minmax(0,1fr)]">
            <section aria-label={w().settings} class="min-w-0 max-lg:order-2">
              <SettingsPanel desk={props.desk} settings={settings} acts={acts} />
            </section>
            <div class="flex min-w-0 flex-col gap-4">
              <p class="text-sm text-muted">{w().intro}</p>
              <Show when={running()}>{(run) => <RunProgress run={run()} acts={acts} />}</Show>
              <Show when={props.runs} fallback={<Skeleton blocks={2} />}>
                <Show
                  when={shown()}
                  fallback={
                    <Show when={!running()}>
                      <EmptyState
                        icon={<Blend size={22} />}
                        title={w().none}
                        text={props.desk.may.manage ? w().noneText : w().noneSee}
                        action={
                          <Show when={props.desk.may.manage}>
                            <Button kind="primary" icon={<Play size={15} aria-hidden="true" />} onClick={() => void start()}>
                              {w().start}
                            </Button>
                          </Show>
                        }
                      />
                    </Show>
                  }
                >
                  {(run) => (
                    <RunResult worksheetId={head().id} run={run()} runs={ended()} acts={acts} onRun={setRunId} rerun={() => void start()} />
                  )}
                </Show>
              </Show>
            </div>
          </div>
        </Show>
      </Show>
    </SheetScreen>
  );
}
