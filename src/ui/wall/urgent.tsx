import { Match, Show, Switch } from "solid-js";
import CalendarX from "lucide-solid/icons/calendar-x-2";
import OctagonAlert from "lucide-solid/icons/octagon-alert";
import type { Urgent } from "#domain/wall.ts";
import { writeDay } from "#words/calendar.ts";
import { OverFacts } from "./tile-conflicts.tsx";
import { useWall, useWallWords } from "./wall-context.ts";

function useTitle() {
  const wall = useWall();
  const w = useWallWords();
  return (of: Urgent) => (of.kind === "over" ? (wall.side() === "receiving" ? w().overFull : w().overTitle) : w().lateCancel);
}

function Facts(props: { of: Urgent }) {
  const wall = useWall();
  const w = useWallWords();
  const over = () => (props.of.kind === "over" ? props.of : null);
  const cancel = () => (props.of.kind === "late-cancel" ? props.of : null);
  return (
    <Switch>
      <Match when={over()}>{(of) => <OverFacts of={of()} />}</Match>
      <Match when={cancel()}>
        {(of) => (
          <>
            {w().students(of().students)}, {w().lateCancelOf(writeDay(of().startsOn, wall.language()))}
          </>
        )}
      </Match>
    </Switch>
  );
}

/** What is urgent, over the whole view for a while (E7). */
export function UrgentPage(props: { of: Urgent }) {
  const title = useTitle();
  return (
    <section class="wall-urgent" role="alert">
      <b>
        <Show when={props.of.kind === "over"} fallback={<CalendarX class="wall-icon" stroke-width={2.4} aria-hidden="true" />}>
          <OctagonAlert class="wall-icon" stroke-width={2.4} aria-hidden="true" />
        </Show>
        {title(props.of)}
      </b>
      <div>
        <div class="wall-figure">{props.of.unit}</div>
        <div class="wall-soft">{props.of.site}</div>
      </div>
      <div>
        <Facts of={props.of} />
      </div>
    </section>
  );
}

/** What is still urgent, above the views that turn. */
export function UrgentBand(props: { of: Urgent; more: number }) {
  const w = useWallWords();
  const title = useTitle();
  return (
    <div class="wall-alert">
      <OctagonAlert class="wall-icon wall-tone-red" stroke-width={2.4} aria-hidden="true" />
      <span class="wall-cut">
        <b>{title(props.of)}</b> {props.of.unit}, {props.of.site} · <Facts of={props.of} />
      </span>
      <Show when={props.more > 0}>
        <span class="wall-aside wall-soft">{w().rest(props.more)}</span>
      </Show>
    </div>
  );
}
