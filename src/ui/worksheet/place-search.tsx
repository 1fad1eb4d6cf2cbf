import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/solid-query";
import { createMemo, For, Show, type Accessor } from "solid-js";
import { topicOf } from "#domain/event.ts";
import { roomLeft } from "#domain/place-search.ts";
import { placeOf } from "#domain/reservation.ts";
import type { Schedule } from "#domain/schedule.ts";
import { answerOf } from "#ui/answer.ts";
import { ProfileLink } from "#ui/catalogue/profile-link.tsx";
import { api, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { onLive } from "#ui/live.ts";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { useReservations } from "#ui/reservation/kept.ts";
import { UnitReservation } from "#ui/reservation/unit-reservation.tsx";
import { planningWords } from "#words/planning.ts";

/** Units of which it is asked at once who keeps them. */
const mostAsked = 200;

type Page = Outputs["placeSearch"]["find"];
export type FoundPlace = Page["places"][number];

/** A unit, or a service that has none: what is ticked. */
export const placeKey = ({ destinationId, serviceId }: FoundPlace): string => destinationId ?? serviceId;

export interface PlaceFilters {
  text: string;
  discipline: string | null;
  room: number | null;
}

/** What other schools ask for comes with no event of theirs: the open list asks again this often. */
const refreshed = 10_000;

/** What the catalogue holds of a search, with what is asked there at the course's dates; follows the catalogue and the requests. */
export function usePlaces(of: { worksheetId: string; filters: Accessor<PlaceFilters> }) {
  const queries = useQueryClient();
  onLive("all", ({ kind }) => {
    // the catalogue changed, or groups of other schools did
    if (["catalogue", "closure", "overlap"].includes(topicOf(kind))) void queries.invalidateQueries({ queryKey: ["worksheet", "places"] });
  });
  return useInfiniteQuery(() => ({
    queryKey: ["worksheet", "places", of.worksheetId, of.filters()],
    queryFn: ({ pageParam }: { pageParam: Page["next"] }) =>
      api.placeSearch.find.query({ worksheetId: of.worksheetId, ...of.filters(), cursor: pageParam }),
    initialPageParam: null as Page["next"],
    getNextPageParam: (last: Page) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: refreshed,
  }));
}

/** The places found, to tick: what each takes, what is asked there already, and what is left (F-103, F-114). */
export function PlaceResults(props: {
  list: ReturnType<typeof usePlaces>;
  filtered: boolean;
  chosen: ReadonlySet<string>;
  /** Rows of this sheet that ask for a unit already. */
  here(key: string): number;
  /** The dates and hours that are looked at: what one would keep. */
  schedule: Schedule;
  onToggle(place: FoundPlace): void;
}) {
  const w = useWords(planningWords);
  const say = () => w().places;
  const places = createMemo(() => answerOf(props.list)?.pages.flatMap((page) => page.places) ?? []);
  // a place keeps its box, and the focus in it, when its counts come anew
  const byKey = createMemo(() => new Map(places().map((place) => [placeKey(place), place])));
  const units = createMemo(() => places().flatMap(({ destinationId }) => destinationId ?? []), [], {
    equals: (one, other) => one.join() === other.join(),
  });
  const reservations = useReservations({ destinationIds: () => units().slice(0, mostAsked) });
  const keys = createMemo(() => [...byKey().keys()], [], { equals: (one, other) => one.join() === other.join() });
  return (
    <fieldset
      class="max-h-96 min-h-40 overflow-auto rounded-lg border border-line p-1"
      tabindex={-1}
      aria-busy={props.list.isPlaceholderData || undefined}
    >
      <legend class="sr-only">{say().list}</legend>
      <Show when={!props.list.isError} fallback={<Mishap error={props.list.error} />}>
        <Show when={props.list.isSuccess} fallback={<Skeleton rows={6} />}>
          <For
            each={keys()}
            fallback={<p class="px-3 py-8 text-center text-sm text-muted">{props.filtered ? say().noneFree : say().none}</p>}
          >
            {(key) => {
              let kept = byKey().get(key) as FoundPlace;
              const place = () => (kept = byKey().get(key) ?? kept);
              return (
                <div class="rounded px-1.5 py-1 hover:bg-hover">
                  <Checkbox
                    checked={props.chosen.has(key)}
                    onChange={() => props.onToggle(place())}
                    label={<span class="font-medium">{place().name || place().path}</span>}
                    hint={<Known place={place()} here={props.here(key)} />}
                  />
                  <Show when={place().destinationId}>
                    {(unitId) => (
                      <div class="ml-7">
                        <ProfileLink placeId={unitId()} apart class="mr-3" />
                        <UnitReservation
                          destinationId={unitId()}
                          kept={reservations}
                          {...(props.chosen.has(key) ? { place: placeOf(unitId(), props.schedule) } : {})}
                          compact
                        />
                      </div>
                    )}
                  </Show>
                </div>
              );
            }}
          </For>
          <Show when={props.list.hasNextPage}>
            <Pager shown={places().length} more pending={props.list.isFetchingNextPage} onMore={() => void props.list.fetchNextPage()} />
          </Show>
        </Show>
      </Show>
    </fieldset>
  );
}

function Known(props: { place: FoundPlace; here: number }) {
  const w = useWords(planningWords);
  const say = () => w().places;
  const takes = () => {
    const { capacity, largestGroup, destinationId } = props.place;
    if (destinationId === null) return say().service;
    return [
      capacity === null ? say().noCapacity : say().capacity(capacity),
      ...(largestGroup === null ? [] : [say().largest(largestGroup)]),
    ].join(", ");
  };
  const asked = () => {
    const { waiting, accepted, own } = props.place;
    if (waiting.requests + accepted.requests === 0) return say().nothingAsked;
    return [
      ...(waiting.requests > 0 ? [say().waiting(waiting.requests, waiting.students)] : []),
      ...(accepted.requests > 0 ? [say().accepted(accepted.requests, accepted.students)] : []),
      ...(own.requests > 0 ? [say().own(own.requests)] : []),
    ].join(", ");
  };
  const left = () => roomLeft(props.place);
  return (
    <>
      <Show when={props.place.name !== ""}>
        <span class="block">{props.place.path}</span>
      </Show>
      <Show when={props.place.disciplines.length > 0}>
        <span class="block">{props.place.disciplines.join(", ")}</span>
      </Show>
      <span class="block">
        {takes()}
        <Show when={left() !== null}>
          {", "}
          <b class={`font-medium ${left() === 0 ? "text-danger" : "text-done"}`}>{say().left(left() ?? 0)}</b>
        </Show>
        <Show when={props.here > 0}>
          {", "}
          <b class="font-medium text-info">{say().here(props.here)}</b>
        </Show>
      </span>
      <span class="block">{asked()}</span>
      <For each={props.place.closed}>{(one) => <span class="block font-medium text-danger">{say().closed(one)}</span>}</For>
    </>
  );
}
