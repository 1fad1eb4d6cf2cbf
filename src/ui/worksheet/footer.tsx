import { Show } from "solid-js";
import { useLanguage, useWords } from "#ui/language.tsx";
import { writeNumber } from "#words/words.ts";
import { worksheetWords } from "#words/worksheet.ts";
import type { Counts } from "./count.ts";
import { useGrid } from "./grid-state.ts";

export interface Counters {
  enrolled: number;
  needed: number;
  inOutbox: number;
  waiting: number;
  accepted: number;
}

/** The counts at the foot (F-095), live: what is needed, what is planned, what is out, what is won, and the difference in words. */
export function Footer(props: { counters: Counters; counts: Counts }) {
  const grid = useGrid();
  const w = useWords(worksheetWords);
  const { language } = useLanguage();
  const say = () => w().footer;
  const counts = () => props.counts.totals();
  const gap = () => props.counters.needed - counts().places;
  const goToProblem = () => {
    const first = props.counts.firstProblem();
    if (first) grid.cursor.goTo(first);
    grid.element()?.focus({ preventScroll: true });
  };
  const written = (value: number | null) => (value === null ? "…" : writeNumber(value, language()));
  const figure = (value: () => number | null, words: () => string, look = "") => (
    <span class="flex items-baseline gap-1.5 whitespace-nowrap">
      <b class={`text-lg font-semibold text-ink ${look}`}>{written(value())}</b>
      {words()}
    </span>
  );
  return (
    <footer
      id="sheet-footer"
      tabindex={-1}
      aria-label={say().label}
      class="flex shrink-0 flex-wrap items-baseline gap-x-5 gap-y-1 border-t border-line bg-surface px-4 py-2 text-sm text-muted outline-none md:px-6"
    >
      {figure(
        () => props.counters.enrolled,
        () => say().needed(props.counters.enrolled),
      )}
      <Show when={props.counters.needed !== props.counters.enrolled}>
        <span>{say().copied(props.counters.needed)}</span>
      </Show>
      {figure(
        () => (props.counts.known() ? counts().places : null),
        () => {
          if (!props.counts.known()) return say().individual(0);
          return grid.facts().kind === "group" ? say().places(counts().places, counts().groups) : say().individual(counts().places);
        },
      )}
      {figure(
        () => props.counters.inOutbox,
        () => say().outbox,
      )}
      <Show when={props.counters.waiting > 0}>
        {figure(
          () => props.counters.waiting,
          () => say().waiting,
          "text-st-sent",
        )}
      </Show>
      {figure(
        () => props.counters.accepted,
        () => say().accepted(props.counters.accepted),
        "text-st-accepted",
      )}
      <span class="flex flex-wrap items-baseline gap-x-2 md:ml-auto">
        <span hidden={!props.counts.known()} classList={{ "font-medium text-warn": gap() > 0, "font-medium text-info": gap() < 0 }}>
          {gap() > 0 ? say().missing(gap()) : gap() < 0 ? say().surplus(-gap()) : say().even}
        </span>
        <Show when={counts().problems > 0}>
          <button
            type="button"
            class="min-h-6 rounded px-1 font-medium text-danger underline-offset-2 hover:underline"
            title={say().firstProblem}
            onClick={goToProblem}
          >
            {say().problems(counts().problems)}
          </button>
        </Show>
      </span>
    </footer>
  );
}
