import { Show, type JSX } from "solid-js";
import X from "lucide-solid/icons/x";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { IconButton } from "./icon-button.tsx";

/** What can be done with the ticked rows; appears with the first tick. */
export function SelectionBar(props: { count: number; onClear(): void; children: JSX.Element }) {
  const w = useWords(partWords);
  return (
    <Show when={props.count > 0}>
      <div
        role="region"
        aria-label={w().list.selected(props.count)}
        class="flex animate-appear flex-wrap items-center gap-2 rounded-lg border border-accent/40 bg-accent-soft px-2 py-1.5"
      >
        <IconButton size="sm" label={w().list.clearSelection} icon={<X size={15} aria-hidden="true" />} onClick={() => props.onClear()} />
        <span class="mr-2 text-sm font-semibold" role="status">
          {w().list.selected(props.count)}
        </span>
        {props.children}
      </div>
    </Show>
  );
}
