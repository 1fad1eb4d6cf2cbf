import { For } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";

const widths = ["w-3/5", "w-2/5", "w-1/2", "w-1/3", "w-3/4"];

/** The shape of what is coming: `rows` of a list, or blocks of a page. One word is heard, the shapes are not. */
export function Skeleton(props: { rows?: number; blocks?: number; class?: string }) {
  const w = useWords(partWords);
  return (
    <div role="status" class={props.class ?? ""}>
      <span class="sr-only">{w().loading}</span>
      <div aria-hidden="true" class="animate-breathe">
        <For each={Array.from({ length: props.rows ?? 0 })}>
          {(_row, at) => (
            <div class="flex h-row-list items-center gap-4 border-b border-line px-3">
              <span class="size-4 rounded-sm bg-sunken" />
              <span class={`h-3 rounded-sm bg-sunken ${widths[at() % widths.length]}`} />
              <span class="ml-auto h-3 w-16 rounded-sm bg-sunken" />
            </div>
          )}
        </For>
        <div class="flex flex-col gap-3">
          <For each={Array.from({ length: props.blocks ?? 0 })}>{() => <div class="h-28 rounded-lg border border-line bg-surface" />}</For>
        </div>
      </div>
    </div>
  );
}
