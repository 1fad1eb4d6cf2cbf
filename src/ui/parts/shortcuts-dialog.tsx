import { For, Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { allCommands, keysShown, type Command } from "./commands.ts";
import { Dialog } from "./dialog.tsx";
import { Kbd } from "./kbd.tsx";
import { announcing, setAnnouncing, setSingleKeys, singleKeys } from "./preference.ts";
import { Switch } from "./switch.tsx";

/** `?`: every key that does something here, and the two switches for those whom they hinder. */
export default function ShortcutsDialog(props: { open: boolean; onClose(): void; go: readonly Command[] }) {
  const w = useWords(partWords);
  const everywhere = () => {
    const s = w().shortcuts;
    return [
      { words: s.palette, keys: "Ctrl K" },
      { words: s.help, keys: "?" },
      { words: s.list, keys: "↑ ↓" },
      { words: s.open, keys: w().shortcuts.enter },
      { words: s.tick, keys: w().shortcuts.space },
      { words: s.close, keys: w().palette.escape },
      ...props.go.flatMap((command) => (command.keys ? [{ words: command.words, keys: keysShown(command.keys) }] : [])),
    ];
  };
  const here = () => allCommands().flatMap((command) => (command.keys ? [{ words: command.words, keys: keysShown(command.keys) }] : []));
  const table = (title: string, rows: { words: string; keys: string }[]) => (
    <section class="min-w-0">
      <h3 class="mb-1 text-xs font-semibold text-muted">{title}</h3>
      <dl>
        <For each={rows}>
          {(row) => (
            <div class="flex min-h-8 items-center justify-between gap-4 border-b border-line text-sm">
              <dt>{row.words}</dt>
              <dd class="shrink-0">
                <span class="sr-only">{row.keys}</span>
                <Kbd keys={row.keys} />
              </dd>
            </div>
          )}
        </For>
      </dl>
    </section>
  );
  return (
    <Dialog open={props.open} onClose={props.onClose} title={w().shortcuts.title} size="lg">
      <div class="grid gap-x-8 gap-y-5 md:grid-cols-2">
        {table(w().shortcuts.everywhere, everywhere())}
        <div class="flex flex-col gap-5">
          <Show when={here().length > 0}>{table(w().shortcuts.here, here())}</Show>
          <Switch checked={singleKeys()} onChange={setSingleKeys} label={w().shortcuts.singleKeys} hint={w().shortcuts.singleKeysHint} />
          <Switch checked={announcing()} onChange={setAnnouncing} label={w().shortcuts.announce} hint={w().shortcuts.announceHint} />
        </div>
      </div>
    </Dialog>
  );
}
