import { useQuery } from "@tanstack/solid-query";
import { A } from "@solidjs/router";
import { createSignal, Show, type JSX } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { progressWords } from "#words/progress.ts";
import { ProgressLegend } from "./progress-bar.tsx";
import { ProgressTable } from "./progress-table.tsx";

export type Progress = Outputs["progress"]["list"];

/** Cohorts shown before « Voir les autres ». */
const first = 6;

/** Kept up with requests, sheets, enrolments and seats, as the cohorts' page is. */
export const useProgress = (of: () => { session: string; cohortId?: string }) =>
  useQuery(() => ({
    queryKey: ["cohort", "progress", of()],
    queryFn: () => api.progress.list.query(of()),
    placeholderData: (before: Progress | undefined) => before,
  }));

/** On the welcome page of a school: the progress of each cohort as a picture with its numbers (issue 7, R470, R471). */
export function ProgressSection(props: { session: string }) {
  const w = useWords(progressWords);
  const [open, setOpen] = createSignal(false);
  const progress = useProgress(() => ({ session: props.session === "past" ? "all" : props.session }));
  const cohorts = () => answerOf(progress)?.cohorts ?? [];
  const shown = () => (open() ? cohorts() : cohorts().slice(0, first));
  const rest = () => cohorts().length - first;
  const head = (): JSX.Element => (
    <div class="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <h2 id="progress" class="font-semibold">
        {w().title}
        <Show when={cohorts().length > 0}>
          <span class="ml-2 text-sm font-normal text-muted">{w().lead(answerOf(progress)?.total.needed ?? 0, cohorts().length)}</span>
        </Show>
      </h2>
      <A href="/cohortes" class="text-sm text-accent hover:underline">
        {w().all}
      </A>
    </div>
  );
  return (
    <Show when={answerOf(progress)}>
      <section aria-labelledby="progress" class="flex min-w-0 flex-col gap-2">
        {head()}
        <Show
          when={cohorts().length > 0}
          fallback={<p class="rounded-lg border border-line bg-surface px-3.5 py-3 text-sm text-muted">{w().empty}</p>}
        >
          <ProgressLegend />
          <ProgressTable cohorts={shown()} />
          <Show when={rest() > 0}>
            <Button size="sm" kind="quiet" class="self-start" aria-expanded={open()} onClick={() => setOpen(!open())}>
              {open() ? w().fewer : w().more(rest())}
            </Button>
          </Show>
        </Show>
      </section>
    </Show>
  );
}

/** The same for one cohort, on its page: all its courses, of every term. */
export function CohortProgressPart(props: { cohortId: string }) {
  const w = useWords(progressWords);
  const progress = useProgress(() => ({ session: "all", cohortId: props.cohortId }));
  return (
    <Show when={answerOf(progress)?.cohorts[0]}>
      {(cohort) => (
        <section aria-labelledby="cohort-progress" class="flex flex-col gap-2 border-t border-line pt-4">
          <h3 id="cohort-progress" class="font-semibold">
            {w().ofCohort}
          </h3>
          <ProgressLegend />
          <ProgressTable cohorts={[cohort()]} alone />
        </section>
      )}
    </Show>
  );
}
