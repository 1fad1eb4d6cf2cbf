import { Dialog } from "@ark-ui/solid/dialog";
import { createEffect, createMemo, createSignal, createUniqueId, on, onMount, Show } from "solid-js";
import { Portal } from "solid-js/web";
import Search from "lucide-solid/icons/search";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { allCommands, type Command } from "./commands.ts";
import { fuzzyScore } from "./fuzzy.ts";
import { Kbd } from "./kbd.tsx";
import { PaletteList } from "./command-palette-list.tsx";
import type { PaletteAnswer, PaletteGroup } from "./palette-item.ts";

const nothing: PaletteAnswer = { groups: [], words: [] };
/** From here a command answers what was typed by its words, not by letters that happen to follow each other. */
const meant = 60;
/** Of pages and actions, when something is typed. */
const mostCommands = 6;

/**
 * Ctrl K: any page, anything that can be done here, and everything that has a name. `find` asks the server what a text finds, `recent`
 * what was opened last; what commands answer by their own words comes before what is found, what they only resemble after it.
 */
export default function CommandPalette(props: {
  open: boolean;
  onClose(): void;
  go: readonly Command[];
  find?: (text: string) => Promise<PaletteAnswer>;
  recent?: () => Promise<PaletteGroup | null>;
}) {
  const w = useWords(partWords);
  const id = createUniqueId();
  const [text, setText] = createSignal("");
  const [at, setAt] = createSignal(0);
  const [found, setFound] = createSignal<PaletteAnswer>(nothing);
  const [recent, setRecent] = createSignal<PaletteGroup | null>(null);
  const [state, setState] = createSignal<"still" | "asking" | "failed">("still");
  // Born closed, as every box (dialog.tsx).
  const [born, setBorn] = createSignal(false);
  onMount(() => queueMicrotask(() => setBorn(true)));
  let list: HTMLDivElement | undefined;

  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return;
        setText("");
        setAt(0);
        // What was opened last is a courtesy: without it the box is as useful.
        props.recent?.().then(setRecent, () => setRecent(null));
      },
    ),
  );
  let asked = 0;
  createEffect(
    on(text, (typed) => {
      setAt(0);
      const mine = ++asked;
      if (!props.find || typed.trim().length < 2) {
        setState("still");
        setFound(nothing);
        return;
      }
      const find = props.find;
      setState("asking");
      setTimeout(() => {
        if (mine !== asked) return;
        find(typed.trim()).then(
          (answer) => {
            if (mine !== asked) return;
            setState("still");
            setFound(answer);
          },
          () => {
            if (mine !== asked) return;
            setState("failed");
            setFound(nothing);
          },
        );
      }, 120);
    }),
  );

  const scored = (commands: readonly Command[]) =>
    commands
      .map((command) => ({ command, score: fuzzyScore(command.words, text()) }))
      .filter(({ score }) => score > 0)
      .toSorted((one, other) => other.score - one.score);
  const groups = createMemo((): PaletteGroup[] => {
    const every = allCommands().filter((command) => !command.keysOnly);
    const here = scored(every.filter((command) => command.group !== "go"));
    const go = scored([...every.filter((command) => command.group === "go"), ...props.go]);
    const commands = (from: typeof here, group: "here" | "go", keep: (score: number) => boolean): PaletteGroup => ({
      id: keep(0) ? `${group}-like` : group,
      heading: group === "here" ? w().palette.here : w().palette.goTo,
      items: from.filter(({ score }) => keep(score)).map(({ command }) => command),
    });
    if (text().trim() === "") {
      const last = recent();
      return [...(last ? [last] : []), commands(here, "here", () => true), commands(go, "go", () => true)].filter(
        ({ items }) => items.length > 0,
      );
    }
    const well = (score: number) => score >= meant;
    const poorly = (score: number) => score < meant;
    const few = (group: PaletteGroup): PaletteGroup => ({ ...group, items: group.items.slice(0, mostCommands) });
    return [
      few(commands(here, "here", well)),
      few(commands(go, "go", well)),
      ...found().groups,
      few(commands(here, "here", poorly)),
      few(commands(go, "go", poorly)),
    ].filter(({ items }) => items.length > 0);
  });
  const items = createMemo(() => groups().flatMap((group) => group.items));
  const choose = (index: number) => {
    const chosen = items()[index];
    if (!chosen) return;
    props.onClose();
    // After the box is gone and focus is back, so that what opens can take it.
    queueMicrotask(() => chosen.run());
  };
  const move = (by: number) => {
    const count = items().length;
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
  const said = () => {
    if (state() === "failed") return w().palette.failed;
    if (state() === "asking" && found().groups.length === 0) return w().palette.asking;
    return items().length === 0 ? w().palette.none(text()) : "";
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
        <Dialog.Positioner class="fixed inset-0 z-50 flex items-start justify-center p-3 pt-[10dvh] max-sm:pt-3">
          <Dialog.Content class="flex max-h-[78dvh] w-full max-w-2xl animate-rise flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-float outline-none max-sm:max-h-[calc(100dvh-1.5rem)]">
            <div class="flex items-center gap-3 border-b border-line px-4">
              <Search size={17} class="shrink-0 text-muted" aria-hidden="true" />
              <input
                role="combobox"
                aria-label={w().palette.title}
                aria-expanded="true"
                aria-controls={`${id}-list`}
                aria-autocomplete="list"
                aria-activedescendant={items().length > 0 ? `${id}-${at()}` : undefined}
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
            <Show when={found().note}>{(note) => <p class="border-b border-line bg-sunken px-4 py-2 text-xs text-muted">{note()}</p>}</Show>
            <div ref={list} id={`${id}-list`} role="listbox" aria-label={w().palette.title} class="min-h-0 flex-1 overflow-auto p-1.5">
              <PaletteList
                id={id}
                groups={groups()}
                words={text().trim() === "" ? [] : found().words}
                at={at()}
                onPoint={setAt}
                onChoose={choose}
              />
            </div>
            <p role="status" class={said() === "" ? "sr-only" : "px-4 pt-1 pb-4 text-center text-sm text-muted"}>
              {said() === "" ? (text().trim() === "" ? "" : w().palette.count(items().length)) : said()}
            </p>
            <p class="border-t border-line px-4 py-2 text-xs text-muted max-sm:hidden">{w().palette.help}</p>
          </Dialog.Content>
        </Dialog.Positioner>
      </Portal>
    </Dialog.Root>
  );
}
