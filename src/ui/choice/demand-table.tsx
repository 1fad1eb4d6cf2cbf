import { For, Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { choiceWords } from "#words/choice.ts";
import { PlaceMarks, type PlaceActs } from "./demand-view.tsx";
import { PlaceMenu } from "./place-menu.tsx";
import { otherRanks, type RoundPlace } from "./round.ts";

/** The same as the picture, in figures. */
export function DemandTable(props: { ids: readonly string[]; byId: ReadonlyMap<string, RoundPlace>; acts: PlaceActs }) {
  const w = useWords(choiceWords);
  const figure = "px-2 py-1.5 text-right tabular-nums";
  return (
    <div class="overflow-x-auto rounded-lg border border-line bg-surface" tabIndex={0} role="group" aria-label={w().views.demand}>
      <table class="w-full text-sm">
        <thead class="border-b border-line text-xs text-muted">
          <tr>
            <th scope="col" class="px-3 py-2 text-left font-medium">
              {w().demand.place}
            </th>
            <th scope="col" class={`${figure} font-medium`}>
              {w().demand.seats}
            </th>
            <For each={["first", "second", "third", "other"] as const}>
              {(rank) => (
                <th scope="col" class={`${figure} font-medium whitespace-nowrap`}>
                  {w().ranks[rank]}
                </th>
              )}
            </For>
            <th scope="col" class={`${figure} font-medium`}>
              {w().demand.all}
            </th>
            <th scope="col" class="w-10">
              <span class="sr-only">{w().more}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.ids}>
            {(id) => (
              <Show when={props.byId.get(id)}>
                {(place) => (
                  <tr class="border-b border-line last:border-b-0 hover:bg-hover">
                    <th scope="row" class="min-w-48 px-3 py-1.5 text-left font-medium">
                      {place().path}
                      <PlaceMarks place={place()} />
                      <span class="block text-xs font-normal text-muted">{place().organisation}</span>
                    </th>
                    <td class={figure}>{place().seats ?? "—"}</td>
                    <td class={figure} classList={{ "font-semibold text-danger": place().demand.first > (place().seats ?? Infinity) }}>
                      {place().demand.first}
                    </td>
                    <td class={figure}>{place().demand.second}</td>
                    <td class={figure}>{place().demand.third}</td>
                    <td class={figure}>{otherRanks(place().demand)}</td>
                    <td class={`${figure} font-semibold`}>{place().demand.all}</td>
                    <td class="pr-2 text-right">
                      <PlaceMenu place={place()} acts={props.acts} />
                    </td>
                  </tr>
                )}
              </Show>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}
