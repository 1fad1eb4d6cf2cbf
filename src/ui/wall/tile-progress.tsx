import { createMemo, createUniqueId, For, Show } from "solid-js";
import { scaleLinear } from "d3-scale";
import { stack } from "d3-shape";
import type { TileOf } from "#domain/wall.ts";
import { Rows } from "./rows.tsx";
import { useUnits, useWall, useWallWords } from "./wall-context.ts";

type Row = TileOf<"progress">["rows"][number];
/** What each number has beyond the one after it, so that they stand end to end. */
const parts = ["confirmed", "accepted", "sent", "planned"] as const;
type Part = (typeof parts)[number];
const beyond: Record<Part, (row: Row) => number> = {
  confirmed: (row) => row.confirmed,
  accepted: (row) => Math.max(0, row.accepted - row.confirmed),
  sent: (row) => Math.max(0, row.sent - Math.max(row.accepted, row.confirmed)),
  planned: (row) => Math.max(0, row.planned - Math.max(row.sent, row.accepted, row.confirmed)),
};
const stacked = stack<unknown, Row, Part>()
  .keys(parts)
  .value((row, part) => beyond[part](row));
const tones: Record<Part, string> = {
  confirmed: "wall-tone-confirmed",
  accepted: "wall-tone-accepted",
  sent: "wall-tone-sent",
  planned: "wall-tone-soft",
};

/** How far each cohort is, from what it needs to what is confirmed; what differs in colour differs in pattern too. */
export function ProgressTile(props: { tile: TileOf<"progress"> }) {
  const wall = useWall();
  const w = useWallWords();
  const id = createUniqueId();
  const [ref, size] = useUnits();
  const narrow = () => size()[0] > 0 && size()[0] < 700;
  /** One pattern a part: solid, solid, stripes, dots, so that colour is not all that tells them apart. */
  const paint = (part: Part) => (part === "sent" || part === "planned" ? `url(#${id}-${part})` : "currentColor");
  return (
    <>
      <svg width="0" height="0" class="wall-defs" aria-hidden="true">
        <defs>
          <pattern
            id={`${id}-sent`}
            class="wall-tone-sent"
            width="14"
            height="14"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="14" height="14" fill="currentColor" fill-opacity="0.28" />
            <rect width="7" height="14" fill="currentColor" />
          </pattern>
          <pattern id={`${id}-planned`} class="wall-tone-soft" width="12" height="12" patternUnits="userSpaceOnUse">
            <rect width="12" height="12" fill="currentColor" fill-opacity="0.14" />
            <circle cx="6" cy="6" r="2.6" fill="currentColor" />
          </pattern>
        </defs>
      </svg>
      <div ref={ref} class="wall-fill wall-stack">
        <Rows rows={props.tile.rows} more={props.tile.more} height={narrow() ? 104 : 68} empty={<p class="wall-calm">{w().noProgress}</p>}>
          {(row) => (
            <li class="wall-progress" classList={{ "wall-just": wall.just(props.tile.id, row().key), "wall-narrow": narrow() }}>
              <span class="wall-cut">{row().staff?.cohort ? `${row().staff?.cohort} · ${row().label}` : row().label}</span>
              <Show when={!narrow()} fallback={<span class="wall-figure">{w().acceptedOf(row().accepted, row().needed)}</span>}>
                <Bar row={row()} paint={paint} />
                <span class="wall-figure">{w().acceptedOf(row().accepted, row().needed)}</span>
              </Show>
              <Show when={narrow()}>
                <Bar row={row()} paint={paint} />
              </Show>
            </li>
          )}
        </Rows>
      </div>
      <Show when={props.tile.rows.length > 0}>
        <ul class="wall-key">
          <For each={parts}>
            {(part) => (
              <li class={tones[part]}>
                <svg class="wall-swatch" viewBox="0 0 30 26" aria-hidden="true">
                  <rect width="30" height="26" rx="5" fill={paint(part)} />
                </svg>
                {w().progress[part]}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  );
}

function Bar(props: { row: Row; paint: (part: Part) => string }) {
  const [ref, size] = useUnits();
  const x = createMemo(() =>
    scaleLinear([0, Math.max(1, props.row.needed, props.row.planned, props.row.accepted)], [0, Math.max(1, size()[0])]),
  );
  const segments = createMemo(() =>
    stacked([props.row]).map((layer) => ({ part: layer.key, from: layer[0]?.[0] ?? 0, to: layer[0]?.[1] ?? 0 })),
  );
  return (
    <svg ref={ref} viewBox={`0 0 ${Math.max(1, size()[0])} 38`} preserveAspectRatio="none" aria-hidden="true">
      <rect class="wall-bar-ground" width="100%" height="38" rx="8" />
      <For each={segments()}>
        {(one) => (
          <Show when={one.to > one.from}>
            <rect
              class={tones[one.part]}
              fill={props.paint(one.part)}
              x={x()(one.from)}
              width={Math.max(0, x()(one.to) - x()(one.from) - 2)}
              height="38"
              rx="4"
            />
          </Show>
        )}
      </For>
      <Show when={props.row.planned > props.row.needed}>
        <line class="wall-needed" x1={x()(props.row.needed)} x2={x()(props.row.needed)} y1="0" y2="38" />
      </Show>
    </svg>
  );
}
