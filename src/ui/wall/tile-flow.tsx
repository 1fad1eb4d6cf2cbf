import { createMemo, For, Index, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import { scaleBand, scaleLinear } from "d3-scale";
import { stack } from "d3-shape";
import type { FlowKind, TileOf } from "#domain/wall.ts";
import { writeNumber } from "#words/words.ts";
import { signs, tones } from "./signs.ts";
import { useUnits, useWall, useWallWords } from "./wall-context.ts";

const kinds = ["accepted", "sent", "declined", "cancelled"] as const satisfies readonly FlowKind[];
type Hour = TileOf<"flow">["hours"][number];
const stacked = stack<unknown, Hour, FlowKind>()
  .keys(kinds)
  .value((hour, key) => hour[key]);

/** The hours of a day that are drawn whatever happened in them; more where something did. */
const officeHours = { first: 7, last: 17 } as const;
const foot = 42;
const side = 56;

/** What happened today, hour by hour, and today's sums. */
export function FlowTile(props: { tile: TileOf<"flow"> }) {
  const wall = useWall();
  const w = useWallWords();
  const [ref, size] = useUnits();
  const word = () => (wall.side() === "receiving" ? w().flowReceived : w().flow);
  const chart = createMemo(() => {
    const [width, height] = size();
    const happened = props.tile.hours.filter((hour) => kinds.some((kind) => hour[kind] > 0)).map(({ hour }) => hour);
    const first = Math.min(officeHours.first, ...happened);
    const last = Math.max(officeHours.last, ...happened);
    const hours = Array.from({ length: last - first + 1 }, (_one, at) => first + at);
    const known = new Map(props.tile.hours.map((hour) => [hour.hour, hour]));
    const rows = hours.map((hour): Hour => known.get(hour) ?? { hour, sent: 0, accepted: 0, declined: 0, cancelled: 0 });
    const most = Math.max(4, ...rows.map((row) => kinds.reduce((sum, kind) => sum + row[kind], 0)));
    const x = scaleBand(hours, [side, width]).paddingInner(0.22);
    const y = scaleLinear([0, most], [Math.max(0, height - foot), 16]).nice(2);
    return {
      hours,
      rows,
      x,
      y,
      layers: stacked(rows),
      ticks: y.ticks(Math.max(1, Math.min(4, Math.floor(height / 90)))).filter((tick) => Number.isInteger(tick)),
      width,
      height,
    };
  });
  const hourWord = (hour: number) =>
    wall.language() === "fr" ? `${hour}\u00A0h` : `${hour % 12 === 0 ? 12 : hour % 12}${hour < 12 ? "am" : "pm"}`;
  /** Every second hour is named, or every third: as many as have room. */
  const step = () => (chart().x.step() > 84 ? 1 : chart().x.step() > 44 ? 2 : 3);
  const sum = () => kinds.reduce((all, kind) => all + props.tile.today[kind], 0);
  return (
    <>
      <ul class="wall-key">
        <For each={kinds}>
          {(kind) => (
            <Show when={kind !== "cancelled" || props.tile.today.cancelled > 0}>
              <li class={tones[kind]} classList={{ "wall-just": wall.just(props.tile.id, kind) }}>
                <Dynamic component={signs[kind]} class="wall-icon" stroke-width={2.4} aria-hidden="true" />
                <b>{writeNumber(props.tile.today[kind], wall.language())}</b>
                {word()[kind]}
              </li>
            </Show>
          )}
        </For>
      </ul>
      <div ref={ref} class="wall-fill">
        <Show when={chart().height > 110}>
          <svg class="wall-chart" viewBox={`0 0 ${chart().width} ${chart().height}`} aria-hidden="true">
            <For each={sum() === 0 ? [0] : chart().ticks}>
              {(tick) => (
                <>
                  <line
                    class={tick === 0 ? "wall-axis" : "wall-grid"}
                    x1={side}
                    x2={chart().width}
                    y1={chart().y(tick)}
                    y2={chart().y(tick)}
                  />
                  <text x={side - 14} y={chart().y(tick) + 10} text-anchor="end">
                    {tick}
                  </text>
                </>
              )}
            </For>
            <Index each={chart().layers}>
              {(layer) => (
                <g class={tones[layer().key]} fill="currentColor">
                  <Index each={layer()}>
                    {(bar) => (
                      <Show when={bar()[1] > bar()[0]}>
                        <rect
                          x={chart().x(bar().data.hour) ?? 0}
                          y={chart().y(bar()[1])}
                          width={chart().x.bandwidth()}
                          height={Math.max(2, chart().y(bar()[0]) - chart().y(bar()[1]) - 2)}
                          rx="3"
                        />
                      </Show>
                    )}
                  </Index>
                </g>
              )}
            </Index>
            <For each={chart().hours}>
              {(hour, at) => (
                <Show when={at() % step() === 0}>
                  <text x={(chart().x(hour) ?? 0) + chart().x.bandwidth() / 2} y={chart().height - 6} text-anchor="middle">
                    {hourWord(hour)}
                  </text>
                </Show>
              )}
            </For>
            <Show when={sum() === 0}>
              <text x={(chart().width + side) / 2} y={chart().height / 2} text-anchor="middle">
                {w().quietDay}
              </text>
            </Show>
          </svg>
        </Show>
      </div>
    </>
  );
}
