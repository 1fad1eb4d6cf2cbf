import { For, Show } from "solid-js";
import { marked } from "#domain/search.ts";

/** A text with what answers a search set apart: heavier, and underlined. */
export function MarkedText(props: { text: string; words: readonly string[] }) {
  return (
    <For each={marked(props.text, props.words)}>
      {(part) => (
        <Show when={part.hit} fallback={part.text}>
          <mark class="bg-transparent font-semibold text-inherit underline decoration-accent decoration-2 underline-offset-3">
            {part.text}
          </mark>
        </Show>
      )}
    </For>
  );
}
