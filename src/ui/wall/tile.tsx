import { Match, Show, Switch, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import ChartColumn from "lucide-solid/icons/chart-column";
import ChartNoAxesGantt from "lucide-solid/icons/chart-no-axes-gantt";
import CircleDot from "lucide-solid/icons/circle-dot";
import Flag from "lucide-solid/icons/flag";
import Grid from "lucide-solid/icons/grid-3x3";
import MessageSquareReply from "lucide-solid/icons/message-square-reply";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import type { TileKind } from "#domain/board.ts";
import type { WallTile } from "#domain/wall.ts";
import { weightOf } from "./lay-out.ts";
import { AnswersTile } from "./tile-answers.tsx";
import { ConflictsTile } from "./tile-conflicts.tsx";
import { DeadlinesTile } from "./tile-deadlines.tsx";
import { FlowTile } from "./tile-flow.tsx";
import { OccupancyKey, OccupancyTile } from "./tile-occupancy.tsx";
import { ProgressTile } from "./tile-progress.tsx";
import { StartsEndsTile } from "./tile-starts-ends.tsx";
import { StatusesTile } from "./tile-statuses.tsx";
import { useUnits, useWall, useWallWords } from "./wall-context.ts";

export const tileSigns = {
  statuses: CircleDot,
  flow: ChartColumn,
  answers: MessageSquareReply,
  conflicts: TriangleAlert,
  progress: ChartNoAxesGantt,
  occupancy: Grid,
  "starts-ends": Flag,
  deadlines: CalendarClock,
} as const satisfies Record<TileKind, unknown>;

const as = <Kind extends TileKind>(tile: WallTile, kind: Kind): Extract<WallTile, { kind: Kind }> | null =>
  tile.kind === kind ? (tile as Extract<WallTile, { kind: Kind }>) : null;

/** A tile: its title, and the picture of its kind. */
export function Tile(props: { tile: WallTile }) {
  const wall = useWall();
  const w = useWallWords();
  const title = () => (props.tile.kind === "conflicts" && wall.side() === "receiving" ? w().overFull : w().tiles[props.tile.kind]);
  const [ref, size] = useUnits();
  const aside = (): JSX.Element => (
    <Switch>
      <Match when={as(props.tile, "statuses")}>{(tile) => w().inAll(tile().rows.reduce((sum, row) => sum + row.requests, 0))}</Match>
      <Match when={as(props.tile, "flow")?.usual ?? null}>{(usual) => w().usual(usual())}</Match>
      <Match when={as(props.tile, "progress")}>{w().acceptedOfNeeded}</Match>
      <Match when={as(props.tile, "occupancy")}>
        <OccupancyKey />
      </Match>
      <Match when={(as(props.tile, "deadlines")?.late ?? 0) > 0 && as(props.tile, "deadlines")}>
        {(tile) => <span class="wall-tone-red">{w().overdue(tile().late)}</span>}
      </Match>
    </Switch>
  );
  return (
    <section ref={ref} class="wall-tile" style={{ "--grow": `${weightOf(props.tile)}` }}>
      <header class="wall-tile-head">
        <Dynamic component={tileSigns[props.tile.kind]} class="wall-icon" stroke-width={2.2} aria-hidden="true" />
        <h2 class="wall-cut">
          {title()}
          <Show when={props.tile.about}>{(about) => <>, {about()}</>}</Show>
        </h2>
        <Show when={size()[0] > 620}>
          <span class="wall-aside">{aside()}</span>
        </Show>
      </header>
      <Switch>
        <Match when={as(props.tile, "statuses")}>{(tile) => <StatusesTile tile={tile()} />}</Match>
        <Match when={as(props.tile, "flow")}>{(tile) => <FlowTile tile={tile()} />}</Match>
        <Match when={as(props.tile, "answers")}>{(tile) => <AnswersTile tile={tile()} />}</Match>
        <Match when={as(props.tile, "conflicts")}>{(tile) => <ConflictsTile tile={tile()} />}</Match>
        <Match when={as(props.tile, "progress")}>{(tile) => <ProgressTile tile={tile()} />}</Match>
        <Match when={as(props.tile, "occupancy")}>{(tile) => <OccupancyTile tile={tile()} />}</Match>
        <Match when={as(props.tile, "starts-ends")}>{(tile) => <StartsEndsTile tile={tile()} />}</Match>
        <Match when={as(props.tile, "deadlines")}>{(tile) => <DeadlinesTile tile={tile()} />}</Match>
      </Switch>
    </section>
  );
}
