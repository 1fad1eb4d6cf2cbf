import { Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import AlarmClock from "lucide-solid/icons/alarm-clock";
import Clock from "lucide-solid/icons/clock";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { daysBetween } from "#domain/dates.ts";
import type { TileOf } from "#domain/wall.ts";
import { writeMinute } from "#words/wall.ts";
import { Rows } from "./rows.tsx";
import { useWall, useWallWords } from "./wall-context.ts";

type Row = TileOf<"deadlines">["rows"][number];
const looks = {
  late: { sign: TriangleAlert, tone: "wall-tone-red" },
  today: { sign: AlarmClock, tone: "wall-tone-amber" },
  soon: { sign: Clock, tone: "" },
  ahead: { sign: Clock, tone: "wall-tone-soft" },
} as const;

/** What is due next, what is overdue before it: sign, word and how long. */
export function DeadlinesTile(props: { tile: TileOf<"deadlines"> }) {
  const wall = useWall();
  const w = useWallWords();
  const when = (row: Row) => {
    const days = daysBetween(wall.today(), row.day);
    const hour = row.at ? ` ${writeMinute(Date.parse(row.at), wall.language(), wall.timeZone())}` : "";
    if (row.state === "late") return days < 0 ? w().late(-days) : w().lateToday;
    if (days === 0) return w().dueToday + hour;
    return days === 1 ? w().dueTomorrow + hour : w().dueIn(days);
  };
  const about = (row: Row) =>
    [row.place, row.staff?.about, row.staff?.school].filter((one) => one !== null && one !== undefined).join(", ");
  return (
    <Rows rows={props.tile.rows} more={props.tile.more} height={106} empty={<p class="wall-calm">{w().noDeadlines}</p>}>
      {(row) => (
        <li class="wall-row wall-two" classList={{ "wall-just": wall.just(props.tile.id, row().key) }}>
          <span class={looks[row().state].tone}>
            <Dynamic component={looks[row().state].sign} class="wall-icon" stroke-width={2.4} aria-hidden="true" />
          </span>
          <span class="wall-what">
            <span class="wall-cut">
              {w().due[row().what]}
              <Show when={row().count > 1}>{` × ${row().count}`}</Show>
            </span>
            <small class="wall-cut">
              <span class={looks[row().state].tone}>{when(row())}</span>
              <Show when={about(row())}>{(text) => <> · {text()}</>}</Show>
            </small>
          </span>
        </li>
      )}
    </Rows>
  );
}
