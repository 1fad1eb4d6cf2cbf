import { createEffect, createSignal, For, onCleanup, onMount, Show } from "solid-js";
import { Portal } from "solid-js/web";
import { useWords } from "#ui/language.tsx";
import { gridWords } from "#words/grid.ts";
import type { Choice } from "./suggest.ts";

/** Floating things belong to the page's content, for those who go through it by its regions. */
export const pageBody = (): HTMLElement => document.querySelector("main") ?? document.body;

/** Where a floating thing goes: under its anchor, or over it where there is more room. Follows it while the page scrolls. */
export function useFloat(anchor: () => Element | undefined, size: { width: number; height: number }) {
  const [place, setPlace] = createSignal<Record<string, string>>({});
  const update = () => {
    const box = anchor()?.getBoundingClientRect();
    if (!box) return;
    const below = window.innerHeight - box.bottom;
    const left = Math.max(8, Math.min(box.left, window.innerWidth - size.width - 8));
    const up = below < size.height && box.top > below;
    setPlace({
      left: `${left}px`,
      ...(up ? { bottom: `${window.innerHeight - box.top + 4}px` } : { top: `${box.bottom + 4}px` }),
      "max-height": `${Math.max(120, (up ? box.top : below) - 16)}px`,
      "max-width": `${window.innerWidth - 16}px`,
    });
  };
  onMount(() => {
    update();
    document.addEventListener("scroll", update, { capture: true, passive: true });
    window.addEventListener("resize", update);
    onCleanup(() => {
      document.removeEventListener("scroll", update, { capture: true });
      window.removeEventListener("resize", update);
    });
  });
  return { place, update };
}

/** The list of a cell being typed in; focus stays in the cell, the list only follows. */
export function Choices(props: {
  anchor(): Element | undefined;
  label: string;
  choices: Choice[];
  at: number;
  typed: boolean;
  onPick(choice: Choice): void;
  onPoint(at: number): void;
}) {
  const g = useWords(gridWords);
  const { place, update } = useFloat(() => props.anchor(), { width: 340, height: 280 });
  let list: HTMLDivElement | undefined;
  createEffect(() => {
    // read first: the list is measured anew when its length changes
    if (props.choices.length >= 0) update();
    list?.querySelector(`#cell-choice-${props.at}`)?.scrollIntoView({ block: "nearest" });
  });
  return (
    <Portal mount={pageBody()}>
      <Show when={props.choices.length > 0 || props.typed}>
        <div
          ref={list}
          id="cell-choices"
          role={props.choices.length > 0 ? "listbox" : undefined}
          aria-label={props.choices.length > 0 ? props.label : undefined}
          class="sheet-float floating w-85 p-1"
          style={place()}
          data-editor-part=""
          onMouseDown={(event) => event.preventDefault()}
        >
          <For each={props.choices} fallback={<p class="px-2.5 py-1.5 text-xs text-muted">{g().editor.count(0)}</p>}>
            {(choice, index) => (
              <div
                id={`cell-choice-${index()}`}
                role="option"
                aria-selected={props.at === index()}
                data-active={props.at === index() ? "" : undefined}
                class="option"
                onMouseMove={() => {
                  if (props.at !== index()) props.onPoint(index());
                }}
                onClick={() => props.onPick(choice)}
              >
                <span class="min-w-0 flex-1">
                  <span class="block">{choice.label}</span>
                  <Show when={choice.hint}>
                    <span class="block text-xs text-muted">{choice.hint}</span>
                  </Show>
                </span>
              </div>
            )}
          </For>
        </div>
      </Show>
      <div class="sr-only" role="status">
        {props.typed ? g().editor.count(props.choices.length) : ""}
      </div>
    </Portal>
  );
}
