import { For } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { scenarioWords } from "#words/scenario.ts";
import type { ScenarioState } from "./scenario-state.ts";

/** What is measured, and whether more of it is better (1), worse (-1) or neither. */
const measures = [
  ["placed", 1],
  ["waiting", -1],
  ["first", 1],
  ["second", 0],
  ["third", 0],
  ["later", 0],
  ["other", -1],
  ["free", 0],
  ["over", -1],
  ["blocks", -1],
  ["warns", -1],
] as const;

const ranks: ReadonlySet<string> = new Set(["first", "second", "third", "later", "other"]);

/** The scenario beside what is so, in numbers: what it would be, what it is, and the difference. */
export function Comparison(props: { state: ScenarioState }) {
  const w = useWords(scenarioWords);
  const of = () => props.state.measures();
  const judged = (name: string) => props.state.judging() || (name !== "blocks" && name !== "warns");
  // Where nobody wished for anything, ranks of wishes say nothing.
  const shown = () => measures.filter(([name]) => props.state.anyWishes() || !ranks.has(name));
  return (
    <section aria-labelledby="compared" class="rounded-lg border border-line bg-surface">
      <h2 id="compared" class="px-3 pt-2 text-sm font-semibold">
        {w().compare}
      </h2>
      <div class="overflow-x-auto px-1 pb-1.5" tabindex={0} role="group" aria-labelledby="compared">
        <table class="w-full text-sm" data-testid="comparison">
          <thead>
            <tr class="text-2xs text-muted">
              <td />
              <For each={shown()}>
                {([name]) => (
                  <th scope="col" class="px-2 py-1 text-right font-medium whitespace-nowrap">
                    {w().measures[name]}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody class="tabular-nums">
            <tr>
              <th scope="row" class="px-2 text-left text-xs font-medium whitespace-nowrap text-muted">
                {w().reality}
              </th>
              <For each={shown()}>
                {([name]) => <td class="px-2 py-0.5 text-right text-muted">{judged(name) ? of().real[name] : "…"}</td>}
              </For>
            </tr>
            <tr>
              <th scope="row" class="px-2 text-left text-xs font-medium whitespace-nowrap">
                {w().here}
              </th>
              <For each={shown()}>
                {([name]) => <td class="px-2 py-0.5 text-right font-semibold">{judged(name) ? of().here[name] : "…"}</td>}
              </For>
            </tr>
            <tr>
              <th scope="row" class="px-2 text-left text-xs font-medium whitespace-nowrap text-muted">
                {w().difference}
              </th>
              <For each={shown()}>
                {([name, better]) => {
                  const by = () => of().here[name] - of().real[name];
                  return (
                    <td
                      class="px-2 py-0.5 text-right text-xs"
                      classList={{
                        "text-faint": by() === 0,
                        "text-muted": by() !== 0 && better === 0,
                        "font-semibold text-done": by() * better > 0,
                        "font-semibold text-danger": by() * better < 0,
                      }}
                    >
                      {w().signed(by())}
                    </td>
                  );
                }}
              </For>
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}
