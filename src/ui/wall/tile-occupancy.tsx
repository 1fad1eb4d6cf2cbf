import { createMemo, For, Index, Show } from "solid-js";
import { scaleThreshold } from "d3-scale";
import { mostRows } from "#domain/board.ts";
import type { OccupancyCell, TileOf } from "#domain/wall.ts";
import { writeShortDay } from "#words/calendar.ts";
import { writeNumber } from "#words/words.ts";
import { useUnits, useWall, useWallWords } from "./wall-context.ts";

/** The quarters below full, full, and beyond: students against places. */
const stepFor = scaleThreshold<number, string>()
  .domain([0.000_1, 0.25, 0.5, 0.75, 1, 1.000_1])
  .range(["wall-heat-0", "wall-heat-1", "wall-heat-2", "wall-heat-3", "wall-heat-4", "wall-heat-5", "wall-heat-over"]);

function stepOf({ students, places }: OccupancyCell): string {
  if (places === null) return students > 0 ? "wall-heat-unknown" : "wall-heat-0";
  if (places === 0) return students > 0 ? "wall-heat-over" : "wall-heat-0";
  return stepFor(students / places);
}

/** How full a row is in its fullest week; with those asked for, as what they need is to come. */
const fullestOf = ({ cells }: TileOf<"occupancy">["rows"][number]): number =>
  Math.max(0, ...cells.map(({ students, pending, places }) => (students + pending) / (places === null || places === 0 ? 1_000 : places)));

const head = 44;
const rest = 46;
const leastRow = 46;
const mostRow = 112;
/** From this height on a row has its site under its unit. */
const twoLines = 84;

/** Weeks by units: how full each is, by colour and by number, and beyond full by stripes too. */
export function OccupancyTile(props: { tile: TileOf<"occupancy"> }) {
  const wall = useWall();
  const w = useWallWords();
  const [ref, size] = useUnits();
  /** Units beside weeks: a third of the width, and what a name needs. */
  const label = () => Math.max(200, Math.min(420, size()[0] * 0.3));
  const cell = () => (size()[0] - label()) / Math.max(1, props.tile.weeks.length);
  const room = () => {
    const height = size()[1] - head;
    const all = Math.min(mostRows, Math.floor(height / leastRow));
    return props.tile.rows.length <= all && props.tile.more === 0 ? all : Math.max(1, Math.floor((height - rest) / leastRow));
  };
  /** Where not all have room, the fullest: what is beyond its places is never among those left out. */
  const shown = createMemo(() => {
    const most = props.tile.rows.map(fullestOf).toSorted((one, other) => other - one)[room()] ?? -1;
    const above = props.tile.rows.filter((row) => fullestOf(row) > most);
    let alike = Math.max(0, Math.min(mostRows, room())) - above.length;
    return props.tile.rows.filter((row) => fullestOf(row) > most || (fullestOf(row) === most && alike-- > 0));
  });
  const left = () => props.tile.rows.length - shown().length + props.tile.more;
  const height = () => Math.min(mostRow, (size()[1] - head - (left() > 0 ? rest : 0)) / Math.max(1, shown().length));
  /** Every week is named where a date has room, else every second, third or fourth. */
  const every = () => Math.max(1, Math.ceil(122 / Math.max(1, cell())));
  return (
    <div
      ref={ref}
      class="wall-fill wall-heat"
      style={{ "--label": `${label()}`, "--row": `${height()}`, "--weeks": `${props.tile.weeks.length}` }}
    >
      <Show when={props.tile.rows.length > 0} fallback={<p class="wall-calm">{w().noOccupancy}</p>}>
        <Show when={size()[1] > 0}>
          <div class="wall-heat-row wall-heat-head" aria-hidden="true">
            <span />
            <Index each={props.tile.weeks}>
              {(week, at) => (
                <span class="wall-heat-week">
                  <Show when={at % every() === 0 && at + every() <= props.tile.weeks.length}>{writeShortDay(week(), wall.language())}</Show>
                </span>
              )}
            </Index>
          </div>
          <Index each={shown()}>
            {(row) => (
              <div class="wall-heat-row" classList={{ "wall-just": wall.just(props.tile.id, row().key) }}>
                <span class="wall-cut" classList={{ "wall-heat-two": height() >= twoLines }}>
                  {row().unit} <span class="wall-soft wall-cut">{row().site}</span>
                </span>
                <Index each={row().cells}>
                  {(one) => (
                    <span class={`wall-heat-cell ${stepOf(one())}`} classList={{ "wall-heat-wanted": one().pending > 0 }}>
                      <Show when={cell() >= 46 && one().students > 0}>{writeNumber(one().students, wall.language())}</Show>
                    </span>
                  )}
                </Index>
              </div>
            )}
          </Index>
          <Show when={left() > 0}>
            <p class="wall-rest">{w().rest(left())}</p>
          </Show>
        </Show>
      </Show>
    </div>
  );
}

/** How to read the colours, at the right of the tile's title. */
export function OccupancyKey() {
  const w = useWallWords();
  return (
    <span class="wall-heat-key" aria-hidden="true">
      {w().load.empty}
      <span class="wall-heat-scale">
        <For each={[0, 1, 2, 3, 4, 5]}>{(step) => <span class={`wall-heat-${step}`} />}</For>
      </span>
      {w().load.full}
      <span class="wall-heat-scale">
        <span class="wall-heat-over" />
      </span>
      {w().load.over}
    </span>
  );
}
