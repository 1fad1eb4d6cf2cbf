import OctagonAlert from "lucide-solid/icons/octagon-alert";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { createMemo, createSignal, For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Conflict, WayOut } from "#domain/conflict.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { conflictSentence, wayLabel, type ConflictNames } from "#words/conflict-sentence.ts";
import { conflictWords } from "#words/conflict.ts";
import { scenarioWords } from "#words/scenario.ts";
import type { ScenarioCommands } from "./scenario-commands.ts";
import type { ScenarioState } from "./scenario-state.ts";

const few = 2;

/** Conflicts the scenario would have, by the engine that judges the sheet: what it brings itself said to be its own, with the ways out that stay inside it. */
export function ConflictList(props: { state: ScenarioState; commands: ScenarioCommands }) {
  const w = useWords(scenarioWords);
  const [whole, setWhole] = createSignal(false);
  // What blocks first, as the engine has them; of each, what the scenario itself brings before what is there already.
  const weight = (one: Conflict) => (one.severity === "blocks" ? 0 : 2) + (props.state.isNew(one) ? 0 : 1);
  const conflicts = createMemo(() => props.state.conflicts().toSorted((one, other) => weight(one) - weight(other)));
  const keys = createMemo(() => conflicts().map(({ key }) => key));
  const byKey = createMemo(() => new Map(conflicts().map((one) => [one.key, one])));
  const drawn = () => (whole() ? keys() : keys().slice(0, few));
  return (
    <Show when={keys().length > 0} fallback={<p class="text-sm text-muted">{props.state.judging() ? w().noConflict : "…"}</p>}>
      <section aria-label={w().conflicts(keys().length)} class="flex flex-col gap-2" data-testid="scenario-conflicts">
        <h2 class="text-sm font-semibold">{w().conflicts(keys().length)}</h2>
        <ul class="flex flex-col gap-1.5">
          <For each={drawn()}>
            {(key) => (
              <Show when={byKey().get(key)}>{(one) => <Line conflict={one()} state={props.state} commands={props.commands} />}</Show>
            )}
          </For>
        </ul>
        <Show when={keys().length > few}>
          <Button size="sm" kind="quiet" class="self-start" aria-expanded={whole()} onClick={() => setWhole((now) => !now)}>
            {whole() ? w().less : w().more(keys().length - few)}
          </Button>
        </Show>
      </section>
    </Show>
  );
}

/** Ways out that only change the scenario; the others change what is so, and are taken in the assignment. */
const inside = (way: WayOut): boolean => way.kind === "move" || way.kind === "unassign" || way.kind === "take-back" || way.kind === "swap";

function Line(props: { conflict: Conflict; state: ScenarioState; commands: ScenarioCommands }) {
  const w = useWords(scenarioWords);
  const c = useWords(conflictWords);
  const { language } = useLanguage();
  const names: ConflictNames = {
    student: (id) => props.state.name(id),
    place: (id) => props.state.path(id),
    instructor: (id) => props.state.instructor(id),
  };
  const blocks = () => props.conflict.severity === "blocks";
  const ways = () => props.conflict.waysOut.filter(inside).slice(0, 3);
  const follow = (way: WayOut) => {
    if (way.kind === "move") void props.commands.put([way.studentId], way.toRequestId);
    else if (way.kind === "swap") void props.commands.swap(way.one, way.other);
    else if (way.kind === "unassign" || way.kind === "take-back") void props.commands.put([way.studentId], null);
  };
  return (
    <li
      class="flex flex-wrap items-start gap-x-3 gap-y-1.5 rounded-lg border px-3 py-2 text-sm"
      classList={{ "border-danger/35 bg-danger-soft": blocks(), "border-warn/35 bg-warn-soft": !blocks() }}
    >
      <span class={`mt-0.5 shrink-0 ${blocks() ? "text-danger" : "text-warn"}`}>
        <Dynamic component={blocks() ? OctagonAlert : TriangleAlert} size={16} aria-hidden="true" />
      </span>
      <div class="min-w-40 flex-[1_1_24rem]">
        <p>
          <span class="font-semibold">{blocks() ? c().blocks : c().warns}</span> · {conflictSentence(props.conflict, names, language())}
        </p>
        <p class="text-xs text-muted">
          {props.state.isNew(props.conflict) ? w().fromScenario : w().already} · {c().rule(props.conflict.rule)}
          {language() === "fr" ? "\u00A0: " : ": "}
          {c().rules[props.conflict.kind]}
        </p>
      </div>
      <div class="flex flex-wrap gap-1.5">
        <For each={ways()}>
          {(way) => (
            <Button size="sm" onClick={() => follow(way)}>
              {wayLabel(way, names, language())}
            </Button>
          )}
        </For>
        <Show when={ways().length === 0}>
          <ButtonLink size="sm" kind="quiet" href={`/fiches/${props.state.grid().head.id}/affectation`}>
            {w().toGrid}
          </ButtonLink>
        </Show>
      </div>
    </li>
  );
}
