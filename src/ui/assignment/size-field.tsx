import { createEffect, createSignal, on } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { assignmentWords } from "#words/assignment.ts";
import type { GridPlace } from "./board.ts";
import type { Moves } from "./moves.ts";

/** « 7 sur 8 », the 8 being editable: one number, saved on Enter or on leaving, back to the server's when refused (F-163). */
export function SizeField(props: { place: GridPlace; taken: number; moves: Moves }) {
  const w = useWords(assignmentWords);
  const [text, setText] = createSignal("");
  createEffect(
    on(
      () => props.place.size,
      (size) => setText(String(size)),
    ),
  );
  const save = async () => {
    const size = Number(text());
    if (Number.isInteger(size) && size > 0 && size !== props.place.size) await props.moves.resize(props.place.requestId, size);
    setText(String(props.place.size));
  };
  return (
    <label class="inline-flex items-center gap-1 font-semibold tabular-nums">
      <span class="sr-only">{w().resizeLabel(props.place.path)}</span>
      <span aria-hidden="true">
        {props.taken} {w().outOf}
      </span>
      <input
        class="h-7 w-12 rounded border border-line-field bg-surface px-1 text-right"
        inputmode="numeric"
        autocomplete="off"
        value={text()}
        onInput={(event) => setText(event.currentTarget.value)}
        onBlur={() => void save()}
        onKeyDown={(event) => {
          if (event.key === "Enter") void save();
          if (event.key === "Escape") setText(String(props.place.size));
        }}
      />
    </label>
  );
}
