import { Show } from "solid-js";
import CircleCheck from "lucide-solid/icons/circle-check";
import OctagonAlert from "lucide-solid/icons/octagon-alert";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import type { OverRow, TileOf } from "#domain/wall.ts";
import { writeMinute } from "#words/wall.ts";
import { Rows } from "./rows.tsx";
import { useWall, useWallWords } from "./wall-context.ts";

/** « 9 pour 8 places, depuis 10 h 42 ». */
export function OverFacts(props: { of: OverRow }) {
  const wall = useWall();
  const w = useWallWords();
  const today = (instant: string) =>
    new Intl.DateTimeFormat("en-CA", { timeZone: wall.timeZone(), dateStyle: "short" }).format(new Date(instant)) === wall.today();
  return (
    <>
      {w().forPlaces(props.of.students, props.of.places)}
      <Show when={props.of.since && today(props.of.since) ? props.of.since : null}>
        {(since) => <>, {w().since(writeMinute(Date.parse(since()), wall.language(), wall.timeZone()))}</>}
      </Show>
    </>
  );
}

/** Over-allocated groups, or units beyond their capacity, as red bands; a calm sign when there is none; other conflicts in numbers. */
export function ConflictsTile(props: { tile: TileOf<"conflicts"> }) {
  const wall = useWall();
  const w = useWallWords();
  return (
    <>
      <Rows
        rows={props.tile.over}
        more={props.tile.more}
        height={116}
        empty={
          <p class="wall-calm">
            <CircleCheck class="wall-tone-accepted" stroke-width={2.2} aria-hidden="true" />
            {wall.side() === "receiving" ? w().noOverUnit : w().noOver}
          </p>
        }
      >
        {(row) => (
          <li class="wall-row wall-two wall-over" classList={{ "wall-just": wall.just(props.tile.id, row().key) }}>
            <OctagonAlert class="wall-icon wall-tone-red" stroke-width={2.4} aria-hidden="true" />
            <span class="wall-what">
              <span class="wall-cut">
                <b>{row().unit}</b>, {row().site}
              </span>
              <small class="wall-cut wall-tone-red">
                <OverFacts of={row()} />
              </small>
            </span>
          </li>
        )}
      </Rows>
      <ul class="wall-key">
        <Show when={(props.tile.blocks ?? 0) > 0}>
          <li class="wall-tone-red" classList={{ "wall-just": wall.just(props.tile.id, "blocks") }}>
            <OctagonAlert class="wall-icon" stroke-width={2.4} aria-hidden="true" />
            {w().blocks(props.tile.blocks ?? 0)}
          </li>
        </Show>
        <Show when={(props.tile.warns ?? 0) > 0}>
          <li class="wall-tone-amber" classList={{ "wall-just": wall.just(props.tile.id, "warns") }}>
            <TriangleAlert class="wall-icon" stroke-width={2.4} aria-hidden="true" />
            {w().warns(props.tile.warns ?? 0)}
          </li>
        </Show>
      </ul>
    </>
  );
}
