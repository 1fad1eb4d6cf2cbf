import { createMemo, For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { scaleLinear } from "d3-scale";
import type { TileOf } from "#domain/wall.ts";
import { writeNumber } from "#words/words.ts";
import { byFamily, signs, tones, type Family } from "./signs.ts";
import { useUnits, useWall, useWallWords } from "./wall-context.ts";

const wordLine = 38;
/** Where there is room for lines alone: how tall and wide one is, and which families stay when not all have room. */
const line = { height: 50, width: 330 } as const;
/** As many large numbers as are taken in at once. */
const atOnce = 6;
const first: readonly Family[] = ["sent", "accepted", "confirmed", "declined", "redirected", "new", "unit", "cancelled"];
const gap = 10;
/** A number that is three times the text, and how large it may grow. */
const figure = { least: 90, most: 168 } as const;
/** A word of 31 units, a letter's width of 0.52, beside its sign. */
const widthOf = (word: string): number => word.length * 16 + 44;

/** The columns in which the numbers are largest; null where no large ones have room, and lines do. */
export function largest(size: readonly [number, number], words: readonly string[]): { columns: number; figure: number } | null {
  const [width, height] = size;
  const most = Math.max(1, Math.floor(width / Math.max(...words.map(widthOf), 1)));
  let best: { columns: number; figure: number } | null = null;
  for (let columns = 1; columns <= Math.min(most, words.length); columns++) {
    const rows = Math.ceil(words.length / columns);
    const room = Math.min(figure.most, Math.floor(((height + gap) / rows - gap - wordLine) / 1.02));
    if (room >= figure.least && (!best || room > best.figure)) best = { columns, figure: room };
  }
  return best;
}

/** Each family of statuses as a number that is read from the door, and all of them as one ribbon. */
export function StatusesTile(props: { tile: TileOf<"statuses"> }) {
  const wall = useWall();
  const w = useWallWords();
  const counts = createMemo(() => byFamily(props.tile.rows));
  const keys = createMemo(() => counts().map(({ key }) => key), undefined, { equals: (one, other) => one.join() === other.join() });
  const of = (key: string) => counts().find((one) => one.key === key);
  const word = (key: Family) => (wall.side() === "receiving" ? w().statusReceived : w().status)[key];
  const [ref, size] = useUnits();
  /** The families that matter most, in the order of a request's life; the ribbon and the sum have all of them. */
  const foremost = (count: number) => {
    const kept = new Set(first.filter((key) => keys().includes(key)).slice(0, count));
    return keys().filter((key) => kept.has(key));
  };
  const large = createMemo(() => largest(size(), keys().map(word)) ?? largest(size(), foremost(atOnce).map(word)), undefined, {
    equals: (one, other) => one?.columns === other?.columns && one?.figure === other?.figure,
  });
  const lines = () => Math.max(1, Math.floor(size()[0] / line.width));
  const shown = createMemo(
    () => {
      if (largest(size(), keys().map(word))) return keys();
      return foremost(large() ? atOnce : Math.max(1, Math.floor(size()[1] / line.height)) * lines());
    },
    undefined,
    { equals: (one, other) => one.join() === other.join() },
  );
  const start = (at: number) => counts().reduce((sum, one, index) => (index < at ? sum + one.requests : sum), 0);
  const scale = createMemo(() => scaleLinear([0, Math.max(1, start(counts().length))], [0, 1000]));
  return (
    <>
      <div
        ref={ref}
        class="wall-counts"
        classList={{ "wall-lines": large() === null }}
        style={{ "--columns": `${large()?.columns ?? lines()}`, "--figure": `${large()?.figure ?? 46}` }}
      >
        <Show when={keys().length === 0}>
          <p class="wall-calm">{w().noRequests}</p>
        </Show>
        <For each={shown()}>
          {(key) => (
            <div
              class={`wall-count ${tones[key]}`}
              classList={{ "wall-just": (of(key)?.statuses ?? []).some((status) => wall.just(props.tile.id, status)) }}
            >
              <b>{writeNumber(of(key)?.requests ?? 0, wall.language())}</b>
              <span>
                <Dynamic component={signs[key]} class="wall-icon" stroke-width={2.4} aria-hidden="true" />
                {word(key)}
              </span>
            </div>
          )}
        </For>
      </div>
      <svg class="wall-ribbon" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
        <For each={keys()}>
          {(key, at) => (
            <rect
              class={tones[key]}
              fill="currentColor"
              x={scale()(start(at())) + (at() > 0 ? 2 : 0)}
              width={Math.max(0, scale()(of(key)?.requests ?? 0) - (at() > 0 ? 2 : 0))}
              height="10"
            />
          )}
        </For>
      </svg>
    </>
  );
}
