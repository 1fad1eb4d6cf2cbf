import { createMemo, For, Show } from "solid-js";
import Award from "lucide-solid/icons/award";
import CircleCheck from "lucide-solid/icons/circle-check";
import type { Id } from "#domain/id.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { solutionWords } from "#words/matching-solution.ts";
import { matchingWords } from "#words/matching.ts";
import { writeNumber } from "#words/words.ts";
import type { Solution } from "./desk.ts";
import { bestBy, placedOf, shownMeasures, valueOf, type Measure } from "./measures.ts";

/** Solutions side by side: who gets which choice, the worst-off, who is left, how far people travel, and what is proven; one is chosen to be looked at. */
export function SolutionCompare(props: { solutions: readonly Solution[]; chosen: Id | null; onChoose(id: Id): void }) {
  const w = useWords(matchingWords);
  const s = useWords(solutionWords);
  const { language } = useLanguage();
  const rows = createMemo(() => shownMeasures(props.solutions).map((measure) => ({ measure, best: bestBy(props.solutions, measure) })));
  const percent = (of: Solution, count: number) => Math.round((count / Math.max(1, placedOf(of.score))) * 100);
  const written = (of: Solution, measure: Measure): string => {
    const value = valueOf(of.score, measure);
    if (value === null) return s().unknown;
    // A place nobody wished is worse than the last of the longest list.
    if (measure === "worst") return of.score.other > 0 ? s().otherRank : s().rank(value);
    if (measure === "gini") return writeNumber(Math.round(value * 100) / 100, language());
    if (measure === "travel") return s().kilometres(writeNumber(Math.round(value * 10) / 10, language()));
    return s().share(value, percent(of, value));
  };
  const proof = (of: Solution): string => {
    if (of.state === "bounded") return s().gap(writeNumber(Math.round((of.gap ?? 0) * 10_000) / 100, language()));
    return s().proofs[of.state];
  };
  return (
    <div class="overflow-x-auto rounded-lg border border-line bg-surface" tabindex={0} role="region" aria-label={s().compare}>
      <table class="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            <th
              scope="col"
              class="sticky left-0 z-10 min-w-28 border-b border-line bg-surface px-3 py-2 text-left text-xs font-semibold text-muted"
            >
              {s().solution}
            </th>
            <For each={props.solutions}>
              {(solution) => (
                <th
                  scope="col"
                  class="min-w-36 border-b border-l border-line p-1.5 text-left align-top"
                  classList={{ "bg-accent-soft": props.chosen === solution.id }}
                >
                  <button
                    type="button"
                    aria-pressed={props.chosen === solution.id}
                    class="flex min-h-12 w-full flex-col items-start gap-0.5 rounded px-2 py-1 text-left hover:bg-hover"
                    onClick={() => props.onChoose(solution.id)}
                  >
                    <span class="max-w-44 font-semibold whitespace-normal">{w().wayNames[solution.way]}</span>
                    <Show when={props.chosen === solution.id}>
                      <span class="flex items-center gap-1 text-xs font-medium text-accent">
                        <CircleCheck size={13} aria-hidden="true" />
                        {s().shown}
                      </span>
                    </Show>
                  </button>
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={rows()}>
            {({ measure, best }) => (
              <tr>
                <th scope="row" class="sticky left-0 z-10 border-b border-line bg-surface px-3 py-1.5 text-left font-normal text-muted">
                  {s().measures[measure]}
                </th>
                <For each={props.solutions}>
                  {(solution) => (
                    <td
                      class="border-b border-l border-line px-3.5 py-1.5 tabular-nums"
                      classList={{ "bg-accent-soft": props.chosen === solution.id, "font-semibold": best.has(solution.id) }}
                    >
                      <span class="inline-flex items-center gap-1.5 whitespace-nowrap">
                        {written(solution, measure)}
                        <Show when={best.has(solution.id)}>
                          <Award size={13} class="text-accent" aria-hidden="true" />
                          <span class="sr-only">({s().best})</span>
                        </Show>
                      </span>
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
          <tr>
            <th scope="row" class="sticky left-0 z-10 bg-surface px-3 py-1.5 text-left font-normal text-muted">
              {s().measures.proof}
            </th>
            <For each={props.solutions}>
              {(solution) => (
                <td class="border-l border-line px-3.5 py-1.5 text-xs" classList={{ "bg-accent-soft": props.chosen === solution.id }}>
                  {proof(solution)}
                  <span class="block text-muted">
                    {s().seconds(writeNumber(Math.max(0.01, Math.round(solution.seconds * 100) / 100), language()))}
                  </span>
                </td>
              )}
            </For>
          </tr>
        </tbody>
      </table>
    </div>
  );
}
