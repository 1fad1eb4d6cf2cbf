import { Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { TileOf } from "#domain/wall.ts";
import { writeMinute } from "#words/wall.ts";
import { Rows } from "./rows.tsx";
import { signs, tones } from "./signs.ts";
import { useUnits, useWall, useWallWords } from "./wall-context.ts";

/** The last answers, the latest first: when, what, where, and how many students it is about. */
export function AnswersTile(props: { tile: TileOf<"answers"> }) {
  const wall = useWall();
  const w = useWallWords();
  const dayOf = (instant: string) =>
    new Intl.DateTimeFormat("en-CA", { timeZone: wall.timeZone(), dateStyle: "short" }).format(new Date(instant));
  /** The hour of today's, the day of earlier ones. */
  const when = (instant: string) =>
    dayOf(instant) === wall.today()
      ? writeMinute(Date.parse(instant), wall.language(), wall.timeZone())
      : new Intl.DateTimeFormat(wall.language() === "fr" ? "fr-CA" : "en-CA", {
          timeZone: wall.timeZone(),
          day: "numeric",
          month: "short",
        }).format(new Date(instant));
  const [ref, size] = useUnits();
  const narrow = () => size()[0] > 0 && size()[0] < 760;
  const where = (row: TileOf<"answers">["rows"][number]) => (
    <>
      {row.unit}, <span class="wall-soft">{row.site}</span>
      <Show when={row.staff}>
        {(staff) => <span class="wall-soft"> · {[staff().course, staff().school].filter((one) => one !== "").join(", ")}</span>}
      </Show>
    </>
  );
  const word = (row: TileOf<"answers">["rows"][number]) => (
    <span class={`wall-word ${tones[row.outcome]}`}>
      <Dynamic component={signs[row.outcome]} class="wall-icon" stroke-width={2.6} aria-hidden="true" />
      {w().outcome[row.outcome]}
    </span>
  );
  return (
    <div ref={ref} class="wall-fill wall-stack">
      <Rows rows={props.tile.rows} more={0} height={narrow() ? 104 : 64} empty={<p class="wall-calm">{w().noAnswers}</p>}>
        {(row) => (
          <li class="wall-row" classList={{ "wall-just": wall.just(props.tile.id, row().key), "wall-two": narrow() }}>
            <time datetime={row().at}>{when(row().at)}</time>
            <Show
              when={narrow()}
              fallback={
                <>
                  <span class="wall-said">{word(row())}</span>
                  <span class="wall-what wall-cut">{where(row())}</span>
                </>
              }
            >
              <span class="wall-what">
                {word(row())}
                <small class="wall-cut">{where(row())}</small>
              </span>
            </Show>
            <Show when={narrow() || size()[0] > 1000}>
              <span class="wall-figure wall-soft">{w().studentsShort(row().students)}</span>
            </Show>
          </li>
        )}
      </Rows>
    </div>
  );
}
