import { createMemo, createSignal, For, Show } from "solid-js";
import type { Conflict } from "#domain/conflict.ts";
import { useWords } from "#ui/language.tsx";
import { conflictWords } from "#words/conflict.ts";
import type { Board } from "./board.ts";
import { DecideDialog } from "./conflict-decide.tsx";
import { DecidedOn } from "./conflict-decided.tsx";
import { useDecisions } from "./conflict-decision.ts";
import { ConflictGroup } from "./conflict-group.tsx";
import type { Moves } from "./moves.ts";

/**
 * Every conflict of the sheet, what blocks before what warns, one band a rule: who, where, when, from which acts, by which rule, with ways
 * out one click each (ui.md 4); below them what somebody has decided to go on in spite of. What only warns is one line until it is opened,
 * so that the lists keep their height.
 */
export function ConflictBands(props: { board: Board; moves: Moves; mayAssign: boolean }) {
  const w = useWords(conflictWords);
  const decisions = useDecisions(props.board);
  const [asked, setAsked] = createSignal<readonly Conflict[] | null>(null);
  const open = () => props.board.openConflicts();
  const groups = createMemo(() => Map.groupBy(open(), ({ severity, rule }) => `${severity} ${rule}`));
  const count = (severity: Conflict["severity"]) => open().filter((one) => one.severity === severity).length;
  return (
    <>
      <Show when={open().length > 0}>
        <section aria-label={w().summary(count("blocks"), count("warns"))} class="flex flex-col gap-2" data-testid="conflicts">
          <For each={[...groups().keys()]}>
            {(group) => (
              <ConflictGroup
                conflicts={groups().get(group) ?? []}
                board={props.board}
                moves={props.moves}
                mayAssign={props.mayAssign}
                onDecide={setAsked}
              />
            )}
          </For>
        </section>
      </Show>
      <DecidedOn board={props.board} decisions={decisions} mayAssign={props.mayAssign} />
      <DecideDialog asked={asked()} board={props.board} decisions={decisions} onClose={() => setAsked(null)} />
    </>
  );
}
