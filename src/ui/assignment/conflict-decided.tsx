import Check from "lucide-solid/icons/check";
import { createSignal, createUniqueId, For, Show } from "solid-js";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { conflictSentence } from "#words/conflict-sentence.ts";
import { conflictWords } from "#words/conflict.ts";
import { writeInstant } from "#words/words.ts";
import type { Board } from "./board.ts";
import type { Decisions } from "./conflict-decision.ts";
import { namesOn } from "./conflict-names.ts";

/** What somebody goes on in spite of: who, when and why, folded until it is asked for; anybody who assigns may take it back. */
export function DecidedOn(props: { board: Board; decisions: Decisions; mayAssign: boolean }) {
  const w = useWords(conflictWords);
  const { language } = useLanguage();
  const id = createUniqueId();
  const [open, setOpen] = createSignal(false);
  const names = namesOn(props.board);
  const decided = () => props.board.decidedConflicts();
  return (
    <Show when={decided().length > 0}>
      <div class="rounded-lg border border-line bg-surface px-3 py-1 text-sm" data-testid="decided">
        <button
          type="button"
          class="-ml-1 flex min-h-7 items-center gap-1.5 rounded px-1 text-muted hover:bg-hover"
          aria-expanded={open()}
          aria-controls={id}
          onClick={() => setOpen(!open())}
        >
          <Check size={14} aria-hidden="true" />
          {w().toldDecided(decided().length)}
        </button>
        <ul id={id} hidden={!open()} class="flex flex-col divide-y divide-line">
          <For each={open() ? decided().map(({ conflict }) => conflict.key) : []}>
            {(key) => (
              <Show when={decided().find(({ conflict }) => conflict.key === key)}>
                {(one) => (
                  <li class="flex flex-wrap items-center gap-x-4 gap-y-1.5 py-1.5">
                    <p class="min-w-0 flex-1 basis-72">
                      {conflictSentence(one().conflict, names, language())} <span class="text-xs text-muted">{one().conflict.rule}</span>
                      <span class="block text-muted">
                        {one().decision.mine
                          ? w().decidedByYou(writeInstant(one().decision.at, language(), new Date()), one().decision.note)
                          : w().decidedBy(one().decision.by, writeInstant(one().decision.at, language(), new Date()), one().decision.note)}
                      </span>
                    </p>
                    <Show when={props.mayAssign}>
                      <Button
                        size="sm"
                        onClick={() => void props.decisions.reopen([one().decision.id], { keys: [key], note: one().decision.note })}
                      >
                        {w().reopen}
                      </Button>
                    </Show>
                  </li>
                )}
              </Show>
            )}
          </For>
        </ul>
      </div>
    </Show>
  );
}
