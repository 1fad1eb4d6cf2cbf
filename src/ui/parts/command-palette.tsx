import { Dialog } from "@ark-ui/solid/dialog";
import { createEffect, createMemo, createSignal, createUniqueId, For, on, onMount, Show } from "solid-js";
import { Portal } from "solid-js/web";
import ArrowRight from "lucide-solid/icons/arrow-right";
import Search from "lucide-solid/icons/search";
import Zap from "lucide-solid/icons/zap";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { allCommands, keysShown, type Command } from "./commands.ts";
import { fuzzyScore } from "./fuzzy.ts";
import { Kbd } from "./kbd.tsx";

/** Ctrl K: any page, and anything that can be done here. `find` adds what the server knows for a text (names, references). */
export default function CommandPalette(props: {
  open: boolean;
  onClose(): void;
  go: readonly Command[];
  find?: (text: string) => Promise<readonly Command[]>;
}) {
  const w = useWords(partWords);
  const id = createUniqueId();
  const [text, setText] = createSignal("");
  const [at, setAt] = createSignal(0);
  const [found, setFound] = createSignal<readonly Command[]>([]);
  // Born closed, as every box (dialog.tsx).
  const [born, setBorn] = createSignal(false);
  onMount(() => queueMicrotask(() => setBorn(true)));
  let list: HTMLDivElement | undefined;

  createEffect(
    on(
      () => props.open,
      (open) => {
        if (open) {
          setText("");
          setAt(0);
        }
      },
    ),
  );
  let asked = 0;
  createEffect(
    on(text, (typed) => {
      setAt(0);
      const mine = ++asked;
      if (!props.find || typed.trim().length < 2) return setFound([]);
      const find = props.find;
      setTimeout(() => {
        if (mine === asked)
          find(typed.trim()).then(
            (commands) => mine === asked && setFound(commands),
            () => mine === asked && setFound([]),
          );
      }, 150);
      return undefined;
    }),
  );

  const results = createMemo(() => {
    const here = allCommands().filter((command) => command.group !== "go" && !command.keysOnly);
    const go = [...allCommands().filter((command) => command.group === "go"), ...props.go];
    const scored = (commands: readonly Command[]) =>
      commands
        .map((command) => ({ command, score: fuzzyScore(command.words, text()) }))
        .filter(({ score }) => score > 0)
        .toSorted((one, other) => other.score - one.score)
        .map(({ command }) => command);
    return [
      ...scored(here).map((command) => ({ command, group: "here" as const })),
      ...[...scored(go), ...found()].map((command) => ({ command, group: "go" as const })),
    ].slice(0, 40);
  });
  const choose = (index: number) => {
    const chosen = results()[index]?.command;
    if (!chosen) return;
    props.onClose();
    // After the box is gone and focus is back, so that what opens can take it.
    queueMicrotask(() => chosen.run());
  };
  const move = (by: number) => {
    const count = results().length;
    if (count === 0) return;
    setAt((at() + by + count) % count);
    list?.querySelector(`[data-at="${at()}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const acts: Record<string, () => void> = { ArrowDown: () => move(1), ArrowUp: () => move(-1), Enter: () => choose(at()) };
    const act = acts[event.key];
    if (!act || event.isComposing) return;
    event.preventDefault();
    act();
  };

  return (
    <Dialog.Root
      open={born() && props.open}
      onOpenChange={({ open }) => {
        if (!open) props.onClose();
      }}
      lazyMount
      unmountOnExit
      aria-label={w().palette.title}
    >
      <Portal>
        <Dialog.Backdrop class="fixed inset-0 z-40 animate-appear bg-veil" />
        <Dialog.Positioner class="fixed inset-0 z-50 flex items-start justify-center p-3 pt-[12dvh]">
          <Dialog.Content class="flex max-h-[70dvh] w-full max-w-xl animate-rise flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-float outline-none">
            <div class="flex items-center gap-3 border-b border-line px-4">
              <Search size={17} class="shrink-0 text-muted" aria-hidden="true" />
              <input
                role="combobox"
                aria-label={w().palette.title}
                aria-expanded="true"
                aria-controls={`${id}-list`}
                aria-autocomplete="list"
                aria-activedescendant={results().length > 0 ? `${id}-${at()}` : undefined}
                autocomplete="off"
                spellcheck={false}
                placeholder={w().palette.placeholder}
                value={text()}
                onInput={(event) => setText(event.currentTarget.value)}
                onKeyDown={onKeyDown}
                class="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
              />
              <Kbd keys={w().palette.escape} />
            </div>
            <div ref={list} id={`${id}-list`} role="listbox" aria-label={w().palette.title} class="min-h-0 flex-1 overflow-auto p-1.5">
              <For each={results()}>
                {(result, index) => (
                  <>
                    <Show when={index() === 0 || results()[index() - 1]?.group !== result.group}>
                      <div role="presentation" class="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">
                        {result.group === "here" ? w().palette.here : w().palette.goTo}
                      </div>
                    </Show>
                    <div
                      id={`${id}-${index()}`}
                      role="option"
                      data-at={index()}
                      aria-selected={at() === index()}
                      data-active={at() === index() ? "" : undefined}
                      class="option min-h-9 text-sm"
                      onPointerMove={() => setAt(index())}
                      onClick={() => choose(index())}
                    >
                      <Show when={result.group === "here"} fallback={<ArrowRight size={15} class="text-muted" aria-hidden="true" />}>
                        <Zap size={15} class="text-accent" aria-hidden="true" />
                      </Show>
                      <span class="min-w-0 flex-1 truncate">{result.command.words}</span>
                      <Show when={result.command.keys}>{(keys) => <Kbd keys={keysShown(keys())} />}</Show>
                    </div>
                  </>
                )}
              </For>
              <Show when={results().length === 0}>
                <p role="status" class="px-2.5 py-6 text-center text-sm text-muted">
                  {w().palette.none(text())}
                </p>
              </Show>
            </div>
            <p class="border-t border-line px-4 py-2 text-xs text-muted max-sm:hidden">{w().palette.help}</p>
          </Dialog.Content>
        </Dialog.Positioner>
      </Portal>
    </Dialog.Root>
  );
}
