import { Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { Button } from "./button.tsx";

/** The foot of a list that comes in pieces: how many are shown, and the next piece. */
export function Pager(props: { shown: number; total?: number | null; more: boolean; pending?: boolean; onMore(): void }) {
  const w = useWords(partWords);
  return (
    <div class="flex min-h-row-list items-center gap-3 px-3 text-xs text-muted">
      <span aria-live="polite">{w().shown(props.shown, props.total ?? null)}</span>
      <Show when={props.more}>
        <Button size="sm" pending={props.pending ?? false} onClick={() => props.onMore()}>
          {w().more}
        </Button>
      </Show>
    </div>
  );
}
