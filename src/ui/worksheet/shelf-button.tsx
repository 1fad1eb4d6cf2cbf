import { createEffect, on, Show } from "solid-js";
import Split from "lucide-solid/icons/split";
import { isColumn } from "#domain/worksheet.ts";
import { useMe } from "#ui/frame/me.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { shelfWords } from "#words/shelf.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { useShelf } from "./shelf.ts";
import { useTime } from "./time-state.ts";

/** Opens the shelf and counts what lies on it; says so when something of mine has just gone there. */
export function ShelfButton(props: { worksheetId: string; open: boolean; onOpen(to: boolean): void }) {
  const shelf = useShelf(props.worksheetId);
  const time = useTime();
  const w = useWords(shelfWords);
  const sheetWords = useWords(worksheetWords);
  const me = useMe();
  const open = () => {
    time.showCell(null);
    props.onOpen(true);
  };
  // what lay there when the page came is counted on the button; what comes while I work is told
  let known: ReadonlySet<string> | null = null;
  createEffect(
    on(shelf.items, (items) => {
      const before = known;
      if (shelf.loaded()) known = new Set([...(before ?? []), ...items.map(({ id }) => id)]);
      const person = me.isSuccess ? me.data?.actor?.personId : null;
      if (before === null || !person) return;
      // what a request's row gave back is told by the notice of it
      const mine = items.filter(
        ({ id, reason, shown, shelved }) =>
          !before.has(id) && reason === "unaware" && (shown.person?.id === person || shelved.person?.id === person),
      );
      const [first] = mine;
      if (!first || props.open) return;
      const other = first.shown.person?.id === person ? first.shelved.person : first.shown.person;
      const column = isColumn(first.column) ? sheetWords().columns[first.column] : sheetWords().row.new;
      toast({
        kind: "info",
        text: mine.length === 1 ? w().mine(other?.name ?? w().nobody, column) : w().mineMany(mine.length),
        action: { label: w().see, run: open },
      });
    }),
  );
  const count = () => shelf.items().length;
  return (
    <Button
      kind={props.open ? "primary" : "plain"}
      aria-pressed={props.open}
      aria-label={count() > 0 ? w().buttonCount(count()) : w().button}
      title={w().button}
      class={count() > 0 ? "" : "max-2xl:[&>span]:sr-only"}
      icon={<Split size={15} aria-hidden="true" />}
      onClick={() => (props.open ? props.onOpen(false) : open())}
    >
      <span class="inline-flex items-center gap-1.5">
        <span class="max-2xl:sr-only">{w().button}</span>
        <Show when={count() > 0}>
          <b class="rounded-full bg-warn-soft px-1.5 text-2xs leading-4.5 font-semibold text-warn">{count()}</b>
        </Show>
      </span>
    </Button>
  );
}
