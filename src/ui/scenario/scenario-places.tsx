import { createMemo, For } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { scenarioWords } from "#words/scenario.ts";
import type { ScenarioState } from "./scenario-state.ts";

/** Every place of the sheet, with who would be there beside who is. */
export function ScenarioPlaces(props: { state: ScenarioState }) {
  const w = useWords(scenarioWords);
  const ids = createMemo(() => props.state.grid().places.map(({ requestId }) => requestId));
  return (
    <section aria-labelledby="scenario-places" class="flex min-w-0 flex-col gap-2">
      <h2 id="scenario-places" class="text-base font-semibold">
        {w().places}
      </h2>
      <ul class="divide-y divide-line overflow-auto rounded-lg border border-line bg-surface xl:max-h-[75dvh]" tabindex={0}>
        <For each={ids()}>
          {(id) => {
            const size = () => props.state.place(id)?.size ?? 0;
            const would = () => props.state.wouldAt(id);
            const now = () => props.state.nowAt(id);
            const free = () => size() - would();
            return (
              <li class="flex flex-col gap-0.5 px-3 py-1.5 text-sm">
                <span class="flex items-baseline gap-2">
                  <span class="min-w-0 flex-1 break-words">{props.state.path(id)}</span>
                  <span
                    class="shrink-0 font-semibold tabular-nums"
                    classList={{ "text-danger": free() < 0, "text-accent": free() >= 0 && would() !== now() }}
                  >
                    {w().placeWould(would(), size())}
                  </span>
                </span>
                <span class="flex justify-between gap-2 text-xs">
                  <span classList={{ "font-medium text-danger": free() < 0, "text-muted": free() >= 0 }}>
                    {free() < 0 ? `! ${w().free(free())}` : w().free(free())}
                  </span>
                  <span class="text-muted tabular-nums">{would() === now() ? "" : w().placeNow(now(), size())}</span>
                </span>
              </li>
            );
          }}
        </For>
      </ul>
    </section>
  );
}
