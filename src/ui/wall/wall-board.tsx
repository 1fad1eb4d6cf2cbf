import { createMemo, For, Match, Show, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import Pause from "lucide-solid/icons/pause";
import Play from "lucide-solid/icons/play";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import OctagonAlert from "lucide-solid/icons/octagon-alert";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { dayIn } from "#domain/dates.ts";
import type { Urgent, WallFrame, WallView } from "#domain/wall.ts";
import { writeAge, writeMinute, writeSecond, writeWallDay } from "#words/wall.ts";
import type { Freshness } from "./freshness.ts";
import { bandsOf, type Band } from "./lay-out.ts";
import { Tile } from "./tile.tsx";
import { UrgentBand, UrgentPage } from "./urgent.tsx";
import { useWall, useWallWords } from "./wall-context.ts";

export interface WallBoardProps {
  frame: WallFrame;
  /** Which view is shown. */
  at: number;
  freshness: Freshness;
  /** Since the server was last heard, and what its clock said then and says now; ms. */
  age: number;
  heard: number;
  now: number;
  mirrored: boolean;
  /** What covers the view for now. */
  urgent: Urgent | null;
  paused: boolean;
  onPause(): void;
  onView(at: number): void;
  /** Said at the foot instead of how fresh it is: that the display is no longer paired, with its code. */
  instead?: string | null;
  /** Small, inside a page: its views are chosen beside it. */
  preview?: boolean;
}

/** A board on a wall: what is shown, how fresh it is, and which of its views this is. */
export function WallBoard(props: WallBoardProps) {
  const view = () => props.frame.views[props.at] ?? null;
  return (
    <div class="wall-body">
      <Head frame={props.frame} view={view()} now={props.now} preview={props.preview ?? false} />
      <Switch fallback={<Views view={view()} mirrored={props.mirrored} urgent={props.frame.urgent} />}>
        <Match when={props.urgent}>{(urgent) => <UrgentPage of={urgent()} />}</Match>
      </Switch>
      <Foot {...props} />
    </div>
  );
}

function Head(props: { frame: WallFrame; view: WallView | null; now: number; preview: boolean }) {
  const wall = useWall();
  return (
    <header class="wall-head">
      <div class="wall-name">
        <Dynamic component={props.preview ? "p" : "h1"} class="wall-title wall-cut">
          {props.view?.name ?? props.frame.name}
        </Dynamic>
        <p class="wall-cut">
          {props.frame.organisation}
          <Show when={props.view && props.view.name !== props.frame.name}> · {props.frame.name}</Show>
        </p>
      </div>
      <div class="wall-clock">
        <time>{writeMinute(props.now, wall.language(), wall.timeZone())}</time>
        <p>{writeWallDay(props.now, wall.language(), wall.timeZone())}</p>
      </div>
    </header>
  );
}

function Views(props: { view: WallView | null; mirrored: boolean; urgent: Urgent[] }) {
  return (
    <>
      {/* a view that shows what goes beyond its places by itself does not say it twice */}
      <Show when={!props.view?.tiles.some(({ kind }) => kind === "conflicts") && props.urgent[0]}>
        {(first) => <UrgentBand of={first()} more={props.urgent.length - 1} />}
      </Show>
      <Show when={props.view?.id} keyed>
        <div class="wall-view wall-arriving">
          <Show when={props.view}>{(view) => <Bands view={view()} mirrored={props.mirrored} />}</Show>
        </div>
      </Show>
    </>
  );
}

function Bands(props: { view: WallView; mirrored: boolean }) {
  const wall = useWall();
  const tiles = createMemo(() => new Map(props.view.tiles.map((tile) => [tile.id, tile])));
  // a frame changes what tiles say; only a board that was changed moves them
  const bands = createMemo(
    (): Band<{ id: string; kind: WallView["tiles"][number]["kind"]; wide: boolean }>[] =>
      bandsOf(
        props.view.tiles.map(({ id, kind, wide }) => ({ id, kind, wide })),
        { upright: wall.upright(), mirrored: props.mirrored },
      ),
    undefined,
    { equals: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  );
  return (
    <For each={bands()}>
      {(band) => (
        <div class="wall-band" style={{ "--grow": `${band.weight}` }}>
          <For each={band.columns}>
            {(column) => (
              <div class="wall-column" style={{ "--grow": `${column.span}` }}>
                <For each={column.tiles}>{({ id }) => <Show when={tiles().get(id)}>{(tile) => <Tile tile={tile()} />}</Show>}</For>
              </div>
            )}
          </For>
        </div>
      )}
    </For>
  );
}

function Foot(props: WallBoardProps) {
  const wall = useWall();
  const w = useWallWords();
  const at = () => writeSecond(props.heard, wall.language(), wall.timeZone());
  const day = (ms: number) => dayIn(new Date(ms), wall.timeZone());
  const state = () => {
    if (props.instead) return props.instead;
    const age = writeAge(props.age, wall.language());
    if (props.freshness === "fresh") return w().upToDate(at());
    if (props.freshness === "silent") return w().silent10(at());
    if (props.freshness === "late") return w().late30(age, at());
    return day(props.heard) === day(props.now) ? w().lost2(age, at()) : w().lostOn(age, at(), day(props.heard));
  };
  return (
    <footer class="wall-foot">
      <p class="wall-state">
        <Switch fallback={<span class="wall-dot" aria-hidden="true" />}>
          <Match when={props.freshness === "silent"}>
            <RefreshCw class="wall-icon" stroke-width={2.4} aria-hidden="true" />
          </Match>
          <Match when={props.freshness === "late"}>
            <TriangleAlert class="wall-icon" stroke-width={2.4} aria-hidden="true" />
          </Match>
          <Match when={props.freshness === "lost"}>
            <OctagonAlert class="wall-icon" stroke-width={2.4} aria-hidden="true" />
          </Match>
        </Switch>
        <span>{state()}</span>
      </p>
      <Show when={props.frame.views.length > 1 && !props.preview}>
        <nav class="wall-turns" aria-label={w().views}>
          <Show when={props.paused}>
            <span aria-hidden="true">{w().paused}</span>
          </Show>
          <button
            type="button"
            aria-label={props.paused ? w().resume : w().pause}
            aria-pressed={props.paused}
            onClick={() => props.onPause()}
          >
            <Show when={props.paused} fallback={<Pause class="wall-icon" stroke-width={2.4} aria-hidden="true" />}>
              <Play class="wall-icon" stroke-width={2.4} aria-hidden="true" />
            </Show>
          </button>
          <For each={props.frame.views.map(({ id }) => id)}>
            {(id, at) => (
              <button
                type="button"
                aria-label={w().toView(props.frame.views.find((view) => view.id === id)?.name ?? "", at() + 1, props.frame.views.length)}
                aria-current={at() === props.at ? "true" : undefined}
                onClick={() => props.onView(at())}
              >
                <span class="wall-turn" />
              </button>
            )}
          </For>
        </nav>
      </Show>
    </footer>
  );
}
