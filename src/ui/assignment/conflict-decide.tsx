import { createEffect, createSignal, For, on } from "solid-js";
import type { Conflict } from "#domain/conflict.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { conflictSentence } from "#words/conflict-sentence.ts";
import { conflictWords } from "#words/conflict.ts";
import { partWords } from "#words/parts.ts";
import type { Board } from "./board.ts";
import type { Decisions } from "./conflict-decision.ts";
import { namesOn } from "./conflict-names.ts";

/** « Confirmer malgré »: what is decided on, word for word, and why. Null: closed. */
export function DecideDialog(props: { asked: readonly Conflict[] | null; board: Board; decisions: Decisions; onClose(): void }) {
  const w = useWords(conflictWords);
  const parts = useWords(partWords);
  const [note, setNote] = createSignal("");
  createEffect(
    on(
      () => props.asked,
      (asked) => asked && setNote(""),
    ),
  );
  const decide = async () => {
    const keys = (props.asked ?? []).map(({ key }) => key);
    if (await props.decisions.decide(keys, note().trim())) props.onClose();
  };
  return (
    <Dialog
      open={props.asked !== null}
      onClose={props.onClose}
      title={w().decideTitle(props.asked?.length ?? 1)}
      text={w().decideText}
      size="sm"
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {parts().cancel}
          </Button>
          <Button kind="primary" pending={props.decisions.busy()} onClick={() => void decide()}>
            {w().decideDo}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-3">
        <Warnings conflicts={props.asked ?? []} board={props.board} />
        <NoteField note={note()} onChange={setNote} />
      </div>
    </Dialog>
  );
}

/** Why one goes on, where it is not plain. */
export function NoteField(props: { note: string; onChange(note: string): void }) {
  const w = useWords(conflictWords);
  return (
    <Field label={w().note} hint={w().noteHint}>
      <TextArea value={props.note} onChange={props.onChange} rows={2} maxLength={1000} class="min-h-14" />
    </Field>
  );
}

/** Warnings in full, each with its rule. */
export function Warnings(props: { conflicts: readonly Conflict[]; board: Board }) {
  const { language } = useLanguage();
  const names = namesOn(props.board);
  return (
    <ul class="flex max-h-60 flex-col gap-1 overflow-y-auto rounded border border-warn/35 bg-warn-soft px-3 py-2 text-sm">
      <For each={props.conflicts}>
        {(conflict) => (
          <li>
            {conflictSentence(conflict, names, language())} <span class="text-xs text-muted">{conflict.rule}</span>
          </li>
        )}
      </For>
    </ul>
  );
}
