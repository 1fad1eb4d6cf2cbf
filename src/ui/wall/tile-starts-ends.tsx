import { Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { TileOf } from "#domain/wall.ts";
import { writeTime } from "#words/words.ts";
import { Rows } from "./rows.tsx";
import { signs } from "./signs.ts";
import { useWall, useWallWords } from "./wall-context.ts";

/** The groups that begin or end today: how many, and each with its hour and unit. */
export function StartsEndsTile(props: { tile: TileOf<"starts-ends"> }) {
  const wall = useWall();
  const w = useWallWords();
  return (
    <>
      <ul class="wall-key">
        <li class="wall-tone-confirmed">
          <Dynamic component={signs.start} class="wall-icon" stroke-width={2.4} aria-hidden="true" />
          {w().starts(props.tile.starts)}
        </li>
        <li class="wall-tone-paper">
          <Dynamic component={signs.end} class="wall-icon" stroke-width={2.4} aria-hidden="true" />
          {w().ends(props.tile.ends)}
        </li>
      </ul>
      <Rows rows={props.tile.rows} more={props.tile.more} height={106} empty={<p class="wall-calm">{w().noStartsEnds}</p>}>
        {(row) => (
          <li class="wall-row wall-two" classList={{ "wall-just": wall.just(props.tile.id, row().key) }}>
            <span class={row().what === "start" ? "wall-tone-confirmed" : "wall-tone-paper"}>
              <Dynamic component={signs[row().what]} class="wall-icon" stroke-width={2.4} aria-hidden="true" />
            </span>
            <span class="wall-what">
              <span class="wall-cut">
                {row().unit}, {row().site}
              </span>
              <small class="wall-cut">
                {row().what === "start" ? w().start : w().end}
                <Show when={row().startTime}>{(at) => <> {writeTime(at(), wall.language())}</>}</Show>
                <Show when={row().staff}>
                  {(staff) => <> · {[staff().course, staff().cohort || staff().school].filter((one) => one !== "").join(", ")}</>}
                </Show>
              </small>
            </span>
            <span class="wall-figure wall-soft">{w().studentsShort(row().students)}</span>
          </li>
        )}
      </Rows>
    </>
  );
}
