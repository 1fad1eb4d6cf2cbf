import { createMemo, For, Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { choiceWords } from "#words/choice.ts";
import { PlaceMarks, type PlaceActs } from "./demand-view.tsx";
import { PlaceMenu } from "./place-menu.tsx";
import { otherRanks, type RoundPlace } from "./round.ts";

/** Ranks from the darkest to the lightest of one hue; the figures beside say the same without it. */
const hues = {
  first: "bg-(--heat-5)",
  second: "bg-(--heat-4)",
  third: "bg-(--heat-3)",
  other: "bg-(--heat-1)",
} as const;
const parts = ["first", "second", "third", "other"] as const;

/** A bar for each place: who wants it, by rank, against how many it takes. */
export function DemandPicture(props: { ids: readonly string[]; byId: ReadonlyMap<string, RoundPlace>; acts: PlaceActs }) {
  const w = useWords(choiceWords);
  // One scale for all, so that bars compare.
  const most = createMemo(() => Math.max(1, ...[...props.byId.values()].map(({ demand, seats }) => Math.max(demand.all, seats ?? 0))));
  return (
    <div class="overflow-hidden rounded-lg border border-line bg-surface">
      <ul class="flex flex-wrap gap-x-4 gap-y-1 border-b border-line px-3 py-2 text-xs text-muted">
        <For each={parts}>
          {(part) => (
            <li class="inline-flex items-center gap-1.5">
              <span class={`inline-block h-3 w-4 rounded-xs ${hues[part]}`} aria-hidden="true" />
              {w().ranks[part]}
            </li>
          )}
        </For>
        <li class="inline-flex items-center gap-1.5">
          <span class="inline-block h-3.5 w-0.5 bg-ink" aria-hidden="true" />
          {w().demand.legendSeats}
        </li>
      </ul>
      <ul>
        <For each={props.ids}>
          {(id) => <Show when={props.byId.get(id)}>{(place) => <Bar place={place()} most={most()} acts={props.acts} />}</Show>}
        </For>
      </ul>
    </div>
  );
}

function Bar(props: { place: RoundPlace; most: number; acts: PlaceActs }) {
  const w = useWords(choiceWords);
  const counts = () => ({ ...props.place.demand, other: otherRanks(props.place.demand) });
  const width = (count: number) => `${(count / props.most) * 100}%`;
  const seats = () => props.place.seats;
  const verdict = () => {
    const all = seats();
    if (all === null || props.place.gone) return null;
    if (counts().first > all) return { text: w().demand.over(counts().first, all), hue: "font-semibold text-danger" };
    return all > counts().first && counts().all > 0 ? { text: w().demand.free(all - counts().first), hue: "text-muted" } : null;
  };
  return (
    <li class="flex items-center gap-x-3 border-b border-line px-3 py-2 last:border-b-0 max-sm:flex-wrap">
      <div class="min-w-0 sm:w-[38%]">
        <p class="text-sm font-medium" classList={{ "text-muted line-through": props.place.gone }}>
          {props.place.path}
          <PlaceMarks place={props.place} />
        </p>
        <p class="text-xs text-muted">
          {[props.place.organisation, seats() === null ? w().demand.seatsUnknown : w().demand.seatsOf(seats() ?? 0)]
            .filter((part) => part !== "")
            .join(" · ")}
        </p>
      </div>
      <div class="min-w-0 flex-1 max-sm:order-3 max-sm:w-full max-sm:flex-none">
        <div
          class="relative h-5"
          role="img"
          aria-label={w().demand.bar(counts().first, counts().second, counts().third, counts().other)}
          classList={{ "opacity-50": props.place.withheld }}
        >
          <div class="absolute inset-y-0.5 left-0 flex w-full gap-px overflow-hidden rounded-xs bg-sunken">
            <For each={parts}>
              {(part) => (
                <span
                  class={`transition-[width] ${hues[part]}`}
                  classList={{ hidden: counts()[part] === 0 }}
                  style={{ width: width(counts()[part]) }}
                />
              )}
            </For>
          </div>
          <Show when={seats()}>
            {(all) => <span class="absolute inset-y-0 w-0.5 bg-ink ring-1 ring-surface" style={{ left: `calc(${width(all())} - 1px)` }} />}
          </Show>
        </div>
        <p class="mt-0.5 flex flex-wrap justify-between gap-x-3 text-xs tabular-nums" aria-hidden="true">
          <span class="text-muted">{`${counts().first} · ${counts().second} · ${counts().third} · ${counts().other}`}</span>
          <Show when={verdict()}>{(said) => <span class={said().hue}>{said().text}</span>}</Show>
        </p>
        <Show when={verdict()}>{(said) => <span class="sr-only">{said().text}</span>}</Show>
      </div>
      <button
        type="button"
        class="min-h-7 w-24 shrink-0 rounded text-right text-sm tabular-nums hover:underline disabled:no-underline"
        disabled={counts().all === 0}
        onClick={() => props.acts.who(props.place.placeId)}
      >
        {w().demand.wanted(counts().all)}
      </button>
      <PlaceMenu place={props.place} acts={props.acts} />
    </li>
  );
}
