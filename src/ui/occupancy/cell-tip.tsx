import { Show, For } from "solid-js";
import { Portal } from "solid-js/web";

/** What the cell under the pointer or the focus says; the same is spoken by the cell itself, so that this is for the eye alone. */
export function CellTip(props: {
  title: string;
  anchor: { left: number; right: number; top: number; bottom: number } | null;
  lines: { when: string; load: string; split: string[] } | null;
}) {
  const place = () => {
    const { anchor } = props;
    if (!anchor) return {};
    const wide = 272;
    const left = Math.max(8, Math.min(globalThis.innerWidth - wide - 8, (anchor.left + anchor.right) / 2 - wide / 2));
    const above = anchor.bottom > globalThis.innerHeight - 150;
    return {
      left: `${left}px`,
      width: `${wide}px`,
      ...(above ? { bottom: `${globalThis.innerHeight - anchor.top + 6}px` } : { top: `${anchor.bottom + 6}px` }),
    };
  };
  return (
    <Show when={props.anchor ? props.lines : null}>
      {(lines) => (
        <Portal>
          <div
            aria-hidden="true"
            class="pointer-events-none fixed z-40 rounded-lg border border-line bg-raised px-3 py-2 text-xs shadow-float"
            style={place()}
          >
            <p class="truncate font-semibold">{props.title}</p>
            <p class="text-muted first-letter:uppercase">{lines().when}</p>
            <p class="mt-1 text-sm font-medium tabular-nums">{lines().load}</p>
            <For each={lines().split}>{(line) => <p class="text-muted tabular-nums">{line}</p>}</For>
          </div>
        </Portal>
      )}
    </Show>
  );
}
