import { createUniqueId, type JSX } from "solid-js";
import X from "lucide-solid/icons/x";
import { useWords } from "#ui/language.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { usePanelFocus } from "#ui/parts/panel-focus.ts";
import { Slot } from "#ui/parts/slot.tsx";
import { partWords } from "#words/parts.ts";

/**
 * A panel that stands beside the grid and never over it, for what is about the cells in it; on a narrow screen it stands under it. Focus
 * comes in when it opens and goes back when it closes; Esc closes it.
 */
export function Dock(props: { title: string; aside?: JSX.Element; bar?: JSX.Element; onClose(): void; children: JSX.Element }) {
  const w = useWords(partWords);
  const id = createUniqueId();
  let panel: HTMLElement | undefined;
  const escape = usePanelFocus(
    () => panel,
    () => props.onClose(),
  );
  return (
    <aside
      ref={panel}
      tabindex={-1}
      aria-labelledby={id}
      class="flex min-h-0 flex-col bg-raised outline-none max-lg:h-[46dvh] max-lg:shrink-0 max-lg:border-t max-lg:border-line-strong lg:w-88 lg:shrink-0 lg:border-l lg:border-line"
      onKeyDown={escape}
    >
      <header class="flex shrink-0 items-center gap-2 border-b border-line py-2 pr-2 pl-4">
        <h2 id={id} class="min-w-0 flex-1 text-sm font-semibold">
          {props.title}
        </h2>
        {props.aside}
        <IconButton
          size="sm"
          label={w().close}
          keys="Esc"
          side="left"
          icon={<X size={16} aria-hidden="true" />}
          onClick={() => props.onClose()}
        />
      </header>
      <Slot of={props.bar}>{(bar) => <div class="shrink-0 border-b border-line px-4 py-2">{bar()}</div>}</Slot>
      <div class="min-h-0 flex-1 overflow-auto overscroll-contain">{props.children}</div>
    </aside>
  );
}
