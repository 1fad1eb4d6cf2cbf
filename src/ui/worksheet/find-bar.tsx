import { createMemo, createSignal, onCleanup, onMount, untrack } from "solid-js";
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import X from "lucide-solid/icons/x";
import { columns } from "#domain/worksheet.ts";
import { useWords } from "#ui/language.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { gridWords } from "#words/grid.ts";
import { useGrid } from "./grid-state.ts";
import { useLayout } from "./layout.ts";
import { createSearch } from "./search-text.ts";

/** Finds text in every row of the sheet as I see it, drawn or not (G8). */
export function FindBar(props: { onClose(): void }) {
  const grid = useGrid();
  const layout = useLayout();
  const g = useWords(gridWords);
  const [text, setText] = createSignal("");
  const [at, setAt] = createSignal(0);
  let input: HTMLDivElement | undefined;
  const search = createSearch(grid);
  const seen = createMemo(() => new Set(([...columns, "status"] as const).filter((column) => !grid.view.hidden().has(column))));
  const found = createMemo(() => {
    grid.sheet.version();
    return search.find(grid.view.order(), text(), seen());
  });
  const go = (to: number) => {
    const all = found();
    if (all.length === 0) return layout.setFound(null);
    const index = ((to % all.length) + all.length) % all.length;
    setAt(index);
    const cell = all[index];
    if (!cell) return;
    layout.setFound(cell);
    grid.cursor.goTo(cell);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter") {
      event.preventDefault();
      go(at() + (event.shiftKey ? -1 : 1));
    } else if (event.key === "Escape") props.onClose();
  };
  onMount(() => {
    input?.querySelector("input")?.focus();
    onCleanup(search.prepare(untrack(grid.view.order)));
  });
  onCleanup(() => {
    layout.setFound(null);
    grid.element()?.focus({ preventScroll: true });
  });
  return (
    <div ref={input} role="search" class="flex flex-wrap items-center gap-2" on:keydown={onKeyDown}>
      <TextInput
        class="w-64 max-w-full"
        value={text()}
        aria-label={g().find.label}
        placeholder={g().find.label}
        onChange={(to) => {
          setText(to);
          go(0);
        }}
      />
      <span class="min-w-20 text-xs text-muted" role="status">
        {text() === "" ? "" : found().length === 0 ? g().find.none : g().find.at(at() + 1, found().length)}
      </span>
      <IconButton
        size="sm"
        label={g().find.previous}
        keys="Shift Enter"
        icon={<ArrowUp size={15} aria-hidden="true" />}
        onClick={() => go(at() - 1)}
      />
      <IconButton
        size="sm"
        label={g().find.next}
        keys="Enter"
        icon={<ArrowDown size={15} aria-hidden="true" />}
        onClick={() => go(at() + 1)}
      />
      <IconButton size="sm" label={g().find.close} keys="Esc" icon={<X size={15} aria-hidden="true" />} onClick={() => props.onClose()} />
    </div>
  );
}
