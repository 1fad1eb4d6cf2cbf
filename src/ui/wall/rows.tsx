import { createMemo, For, Show, type Accessor, type JSX } from "solid-js";
import { mostRows } from "#domain/board.ts";
import { useUnits, useWallWords } from "./wall-context.ts";

const restHeight = 46;

/** As many rows as have room at a size that is read from five metres, and how many are left. */
export function Rows<Row extends { key: string }>(props: {
  rows: readonly Row[];
  /** Those the server left out. */
  more: number;
  /** In units. */
  height: number;
  /** What is said where there is none. */
  empty: JSX.Element;
  children: (row: Accessor<Row>) => JSX.Element;
}) {
  const w = useWallWords();
  const [ref, size] = useUnits();
  const room = () => {
    const height = size()[1] + 1;
    const all = Math.min(mostRows, Math.floor(height / props.height));
    if (props.rows.length <= all && props.more === 0) return all;
    return Math.max(1, Math.min(mostRows, Math.floor((height - restHeight) / props.height)));
  };
  const byKey = createMemo(() => new Map(props.rows.map((row) => [row.key, row])));
  const shown = createMemo(() => props.rows.slice(0, room()).map(({ key }) => key));
  const rest = () => props.rows.length - shown().length + props.more;
  return (
    <div ref={ref} class="wall-fill">
      <Show when={props.rows.length > 0} fallback={props.empty}>
        <ul class="wall-rows">
          <For each={shown()}>
            {(key) => {
              const first = byKey().get(key);
              if (!first) return null;
              let kept = first;
              return props.children(() => (kept = byKey().get(key) ?? kept));
            }}
          </For>
        </ul>
        <Show when={rest() > 0 && size()[1] > 0}>
          <p class="wall-rest">{w().rest(rest())}</p>
        </Show>
      </Show>
    </div>
  );
}
