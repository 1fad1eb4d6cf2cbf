import { createVirtualizer } from "@tanstack/solid-virtual";
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show } from "solid-js";
import { fold } from "#domain/place.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Select } from "#ui/parts/select.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { assignmentWords } from "#words/assignment.ts";
import { writeNumber } from "#words/words.ts";
import type { Board, GridPlace } from "./board.ts";
import type { Moves } from "./moves.ts";
import { freeDrawn, PlaceCard } from "./place-card.tsx";
import { sized } from "./sized.ts";

const shows = ["all", "free", "full", "conflict"] as const;
type Shown = (typeof shows)[number];
/** From here on two cards stand beside each other: the page's `xl`, past the rail and the students. */
const wide = "(min-width: 96rem)";

/** The accepted places with their seats; of many, only those in sight are drawn. The available ones on demand, with how many seats (F-162). */
export function PlaceList(props: { board: Board; moves: Moves; mayAssign: boolean }) {
  const w = useWords(assignmentWords);
  const { language } = useLanguage();
  const [search, setSearch] = createSignal("");
  const [shown, setShown] = createSignal<Shown>("all");
  const [columns, setColumns] = createSignal(1);
  onMount(() => {
    const query = matchMedia(wide);
    const look = () => setColumns(query.matches ? 2 : 1);
    look();
    query.addEventListener("change", look);
    onCleanup(() => query.removeEventListener("change", look));
  });
  const fits = (place: GridPlace): Record<Shown, boolean> => {
    const free = place.size - props.board.seatsOf(place.requestId).length;
    return { all: true, free: free > 0, full: free <= 0, conflict: props.board.keeping(place.requestId).length > 0 };
  };
  const list = createMemo(() => {
    const text = fold(search());
    return props.board
      .grid()
      .places.flatMap((place) => (fits(place)[shown()] && (text === "" || fold(place.path).includes(text)) ? [place.requestId] : []));
  });
  const counts = createMemo(() => {
    const of = { all: 0, free: 0, full: 0, conflict: 0 };
    for (const place of props.board.grid().places) {
      const fit = fits(place);
      for (const show of shows) if (fit[show]) of[show]++;
    }
    return of;
  });
  const labels = () => ({ all: w().placesAll, free: w().placesFree, full: w().placesFull, conflict: w().placesConflict });

  /** About as high as a card is, in pixels: where it is right, nothing is laid out twice. */
  const heightOf = (requestId: string): number => {
    const [taken, size] = [props.board.seatsOf(requestId).length, props.board.place(requestId)?.size ?? 0];
    const lines = Math.max(taken, Math.min(size, taken + freeDrawn));
    return 145 + 32 * lines + (props.mayAssign && taken > 1 ? 36 : 0);
  };

  let scroller: HTMLDivElement | undefined;
  const virtual = createVirtualizer<HTMLDivElement, HTMLDivElement>({
    get count() {
      return Math.ceil(list().length / columns());
    },
    getScrollElement: () => scroller ?? null,
    estimateSize: (at) =>
      Math.max(
        0,
        ...list()
          .slice(at * columns(), (at + 1) * columns())
          .map(heightOf),
      ),
    overscan: 2,
    initialRect: { width: 700, height: 900 },
    getItemKey: (at) => list()[at * columns()] ?? at,
  });
  const rows = createMemo(() => virtual.getVirtualItems().map(({ index }) => index));
  const before = () => virtual.getVirtualItems()[0]?.start ?? 0;
  const after = () => virtual.getTotalSize() - (virtual.getVirtualItems().at(-1)?.end ?? 0);
  createEffect(on([shown, search], () => virtual.scrollToOffset(0), { defer: true }));
  // A conflict's way there: the place it is about comes into sight and takes the focus.
  const [sought, setSought] = createSignal<string | null>(null);
  createEffect(
    on(props.board.looking, (requestId) => {
      if (requestId === null) return;
      setSearch("");
      setShown("all");
      virtual.scrollToIndex(Math.floor(list().indexOf(requestId) / columns()), { align: "start" });
      setSought(requestId);
      props.board.lookAt(null);
    }),
  );

  return (
    <section aria-labelledby="places-heading" class="flex min-h-0 min-w-0 flex-col gap-2">
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id="places-heading" class="text-base font-semibold">
          {w().places}
        </h2>
        <Show when={props.board.grid().places.length > 6}>
          <div class="w-48 max-w-full">
            <TextInput type="search" aria-label={w().searchPlace} placeholder={w().searchPlace} value={search()} onChange={setSearch} />
          </div>
        </Show>
        <Select<Shown>
          look="quiet"
          aria-label={w().showPlaces}
          value={shown()}
          onChange={setShown}
          options={shows.map((one) => ({ value: one, label: `${labels()[one]} (${writeNumber(counts()[one], language())})` }))}
        />
      </div>
      <p class="text-xs text-muted">{w().available(props.board.freeSeats(), counts().free)}</p>
      <Show when={list().length > 0} fallback={<EmptyState title={w().noPlaceShown} text={w().noPlaceShownText} />}>
        <div
          ref={scroller}
          class="min-h-0 contain-content overflow-y-auto overscroll-contain bg-page max-md:max-h-[75dvh]"
          data-testid="places"
        >
          <div aria-hidden="true" ref={sized(before)} />
          <For each={rows()}>
            {(index) => (
              <div
                data-index={index}
                ref={(element) => queueMicrotask(() => virtual.measureElement(element))}
                class="grid items-start gap-3 pb-3"
                classList={{ "grid-cols-2": columns() === 2 }}
              >
                <For each={list().slice(index * columns(), (index + 1) * columns())}>
                  {(requestId) => (
                    <Show when={props.board.place(requestId)}>
                      {(place) => (
                        <PlaceCard
                          place={place()}
                          board={props.board}
                          moves={props.moves}
                          mayAssign={props.mayAssign}
                          sought={sought() === requestId}
                          onFound={() => setSought(null)}
                        />
                      )}
                    </Show>
                  )}
                </For>
              </div>
            )}
          </For>
          <div aria-hidden="true" ref={sized(after)} />
        </div>
      </Show>
    </section>
  );
}
