import { keepPreviousData, useQuery } from "@tanstack/solid-query";
import { createMemo, createSignal, Show } from "solid-js";
import type { Id } from "#domain/id.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Select } from "#ui/parts/select.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { matchingWords } from "#words/matching.ts";
import { writeInstant } from "#words/words.ts";
import type { Acts } from "./acts.ts";
import type { Run } from "./desk.ts";
import { SolutionCompare } from "./solution-compare.tsx";
import { SolutionHead } from "./solution-head.tsx";
import { SolutionRows } from "./solution-rows.tsx";

/** What a run came to: how it ended, its solutions side by side, and the one that is looked at row by row. */
export function RunResult(props: {
  worksheetId: Id;
  run: Run;
  /** Those one may look at again, the latest first. */
  runs: readonly Run[];
  acts: Acts;
  onRun(id: Id): void;
  rerun(): void;
}) {
  const w = useWords(matchingWords);
  const { language } = useLanguage();
  const [picked, setPicked] = createSignal<Id | null>(null);
  const solution = createMemo(() => props.run.solutions.find(({ id }) => id === picked()) ?? props.run.solutions[0]);
  const rows = useQuery(() => ({
    queryKey: ["matching", "rows", solution()?.id ?? ""],
    queryFn: () => api.matching.rows.query({ solutionId: solution()?.id ?? "" }),
    enabled: solution() !== undefined,
    retry: false,
    placeholderData: keepPreviousData,
  }));
  const data = () => {
    const answer = answerOf(rows);
    return answer?.solutionId === solution()?.id ? answer : undefined;
  };
  const told = (): string | null => {
    const { state, endedBy } = props.run;
    if (state === "cancelled") return w().runTold.cancelled(endedBy ?? "");
    if (state === "cut-off" || state === "failed") return w().runTold[state];
    return null;
  };
  return (
    <>
      <Show when={props.runs.length > 1}>
        <Field label={w().runs} class="max-w-md">
          <Select
            value={props.run.id}
            onChange={props.onRun}
            options={props.runs.map(({ id, startedAt, by, state }) => ({
              value: id,
              label: w().run(writeInstant(startedAt, language(), new Date()), by, w().runStates[state]),
            }))}
          />
        </Field>
      </Show>
      <Show when={told()}>{(text) => <Notice kind={props.run.state === "cancelled" ? "info" : "warn"}>{text()}</Notice>}</Show>
      <Show when={solution()}>
        {(one) => (
          <>
            <SolutionCompare solutions={props.run.solutions} chosen={one().id} onChoose={setPicked} />
            <SolutionHead
              worksheetId={props.worksheetId}
              run={props.run}
              solution={one()}
              rows={data()}

              acts={props.acts}
            />
            <Show when={!rows.isError} fallback={<Mishap error={rows.error} />}>
              <Show when={data()} fallback={<Skeleton rows={8} />}>
                {(found) => <SolutionRows data={found()} worksheetId={props.worksheetId} acts={props.acts} rerun={props.rerun} />}
              </Show>
            </Show>
          </>
        )}
      </Show>
    </>
  );
}
