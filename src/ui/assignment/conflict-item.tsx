import { createMemo, createSignal, For, Show } from "solid-js";
import type { Conflict } from "#domain/conflict.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { conflictSentence, editSentence, wayLabel } from "#words/conflict-sentence.ts";
import { conflictWords } from "#words/conflict.ts";
import type { Board } from "./board.ts";
import { namesOn } from "./conflict-names.ts";
import type { Moves } from "./moves.ts";

/** As many ways out are offered before the others are asked for; of records to open, one a student, fewer. */
const mostWays = 4;
const mostRecords = 2;
/** As many of the acts a conflict comes from are told, the last ones. */
const mostEdits = 4;

/** One conflict: who, where and when, the acts it comes from, its ways out one click each; of a warning, the decision to go on. */
export function ConflictItem(props: { conflict: Conflict; board: Board; moves: Moves; mayAssign: boolean; onDecide(): void }) {
  const w = useWords(conflictWords);
  const { language } = useLanguage();
  const names = namesOn(props.board);
  const [all, setAll] = createSignal(false);
  const told = createMemo(() =>
    props.conflict.edits
      .slice(-mostEdits)
      .map((edit) => editSentence(edit, names, { language: language(), now: new Date() }))
      .join(", "),
  );
  const ways = () => (props.mayAssign ? props.conflict.waysOut : []);
  const most = () => (props.conflict.kind === "prerequisite" || props.conflict.kind === "consent" ? mostRecords : mostWays);
  const shown = () => (all() ? ways() : ways().slice(0, most()));
  return (
    <li class="flex flex-wrap items-center gap-x-4 gap-y-1.5 py-1.5">
      <p class="min-w-0 flex-1 basis-72">
        <strong class="font-semibold">{conflictSentence(props.conflict, names, language())}</strong>{" "}
        <span class="text-muted">{told()}</span>
      </p>
      <div class="flex flex-wrap gap-1.5">
        <For each={shown()}>
          {(way) => (
            <Button size="sm" class="max-w-full text-left whitespace-normal!" onClick={() => void props.moves.follow(way)}>
              {wayLabel(way, names, language())}
            </Button>
          )}
        </For>
        <Show when={ways().length > most() && !all()}>
          <Button size="sm" kind="quiet" onClick={() => setAll(true)}>
            {w().more(ways().length - most())}
          </Button>
        </Show>
        <Show when={props.mayAssign && props.conflict.severity === "warns"}>
          <Button size="sm" onClick={() => props.onDecide()}>
            {w().decide}
          </Button>
        </Show>
        <Button size="sm" kind="quiet" onClick={() => props.board.lookAt(props.conflict.requestId)}>
          {w().show}
        </Button>
      </div>
    </li>
  );
}
