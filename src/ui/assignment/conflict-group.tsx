import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronRight from "lucide-solid/icons/chevron-right";
import OctagonAlert from "lucide-solid/icons/octagon-alert";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { createSignal, createUniqueId, For, onMount, Show, untrack } from "solid-js";
import type { Conflict } from "#domain/conflict.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { remembered } from "#ui/parts/preference.ts";
import { conflictWords } from "#words/conflict.ts";
import type { Board } from "./board.ts";
import { ConflictItem } from "./conflict-item.tsx";
import type { Moves } from "./moves.ts";

/** As many of one kind are shown before the others are asked for. */
const mostShown = 3;

/** Conflicts of one rule and severity, as one band: what it is and the rule once, then each of them. What warns is folded until it is opened. */
export function ConflictGroup(props: {
  conflicts: readonly Conflict[];
  board: Board;
  moves: Moves;
  mayAssign: boolean;
  onDecide(conflicts: readonly Conflict[]): void;
}) {
  const w = useWords(conflictWords);
  const id = createUniqueId();
  const [all, setAll] = createSignal(false);
  const first = () => props.conflicts[0];
  const blocks = () => first()?.severity === "blocks";
  // What blocks is open whenever one comes; how one likes to see what warns is kept, by rule.
  const [chosen, setOpen] = untrack(blocks) ? createSignal(true) : remembered(`concerto.warnings.${untrack(first)?.kind ?? ""}`, false);
  // What a browser remembers is not known where the page is first drawn.
  const [mounted, setMounted] = createSignal(false);
  onMount(() => setMounted(true));
  const open = () => chosen() && (blocks() || mounted());
  const keys = () => (all() ? props.conflicts : props.conflicts.slice(0, mostShown)).map(({ key }) => key);
  const count = () => props.conflicts.length;
  return (
    <div
      role={blocks() ? "alert" : "status"}
      class={`rounded-lg border border-l-4 px-3 text-sm ${open() ? "py-1.5" : "py-0.5"} ${blocks() ? "border-danger/40 border-l-danger bg-danger-soft" : "border-warn/40 border-l-warn bg-warn-soft"}`}
      data-severity={blocks() ? "blocks" : "warns"}
    >
      <div class="flex items-center gap-x-3 gap-y-1" classList={{ "flex-wrap": open(), "max-md:flex-wrap": !open() }}>
        <h2 class="flex items-center gap-1.5 text-sm font-semibold">
          <button
            type="button"
            class="-ml-1 flex min-h-7 items-center gap-1.5 rounded px-1 hover:bg-hover"
            aria-expanded={open()}
            aria-controls={id}
            onClick={() => setOpen(!open())}
          >
            <Show when={open()} fallback={<ChevronRight size={14} aria-hidden="true" />}>
              <ChevronDown size={14} aria-hidden="true" />
            </Show>
            <Show when={blocks()} fallback={<TriangleAlert size={16} class="text-warn" aria-hidden="true" />}>
              <OctagonAlert size={16} class="text-danger" aria-hidden="true" />
            </Show>
            <span class={blocks() ? "text-danger" : "text-warn"}>{blocks() ? w().blocks : w().warns}</span>
            <span>
              {w().kinds[first()?.kind ?? "over-allocated"]}
              {count() > 1 ? ` (${count()})` : ""}
            </span>
          </button>
        </h2>
        <p class="min-w-0 flex-1 basis-56 text-xs text-muted" classList={{ truncate: !open() }}>
          <span class="font-semibold">{first()?.rule}</span> {w().rules[first()?.kind ?? "over-allocated"]}
        </p>
        <Show when={props.mayAssign && !blocks() && count() > 1}>
          <Button size="sm" onClick={() => props.onDecide(props.conflicts)}>
            {w().decideAll(count())}
          </Button>
        </Show>
      </div>
      <div id={id} hidden={!open()}>
        <ul class="flex flex-col divide-y divide-line">
          <For each={open() ? keys() : []}>
            {(key) => (
              <Show when={props.conflicts.find((one) => one.key === key)}>
                {(conflict) => (
                  <ConflictItem
                    conflict={conflict()}
                    board={props.board}
                    moves={props.moves}
                    mayAssign={props.mayAssign}
                    onDecide={() => props.onDecide([conflict()])}
                  />
                )}
              </Show>
            )}
          </For>
        </ul>
        <Show when={count() > mostShown}>
          <Button size="sm" kind="quiet" onClick={() => setAll(!all())}>
            {all() ? w().fewer : w().more(count() - mostShown)}
          </Button>
        </Show>
      </div>
    </div>
  );
}
