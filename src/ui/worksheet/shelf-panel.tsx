import { createMemo, createSignal, For, Show } from "solid-js";
import Split from "lucide-solid/icons/split";
import type { Shelved, ShelfChoice } from "#domain/shelf.ts";
import { isColumn } from "#domain/worksheet.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { announce } from "#ui/parts/live-region.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { deleteRows, restoreRows, setCells } from "#sheet/doc.ts";
import { shelfWords } from "#words/shelf.ts";
import { Dock } from "./dock.tsx";
import { asOneAction } from "./append.ts";
import { useGrid, type Grid } from "./grid-state.ts";
import { ShelfCard } from "./shelf-card.tsx";
import { useShelf } from "./shelf.ts";

/** Can the shelved value be written now? Not while a request holds its row, nor into a row that is gone. */
export function isTakeable(grid: Grid, item: Shelved): boolean {
  if (grid.standing(item.rowId) !== "draft") return false;
  grid.present.version();
  return item.column === "deletedAt" || grid.present.has(item.rowId);
}

/** Writes what was taken, as one action of mine that is undone like another. */
function take(grid: Grid, items: readonly Shelved[]): void {
  asOneAction(grid, () => {
    const edits = items.flatMap(({ rowId, column, shelved }) => (isColumn(column) ? [{ rowId, column, text: shelved.text }] : []));
    const rows = (reason: Shelved["reason"]) =>
      items.filter((item) => item.column === "deletedAt" && item.reason === reason).map(({ rowId }) => rowId);
    grid.doc.transact(() => {
      restoreRows(grid.doc, rows("unaware"), grid.origin);
      deleteRows(grid.doc, rows("row-has-request"), grid.origin);
      setCells(grid.doc, edits, grid.origin);
    }, grid.origin);
  });
}

/** What two people wrote in one place, side by side: either of them chooses, one by one or several at once. */
export function ShelfPanel(props: { worksheetId: string; onClose(): void }) {
  const grid = useGrid();
  const shelf = useShelf(props.worksheetId);
  const w = useWords(shelfWords);
  const { tell } = useFailure();
  const [ticked, setTicked] = createSignal<ReadonlySet<string>>(new Set());
  let list: HTMLOListElement | undefined;
  const chosen = createMemo(() => shelf.items().filter(({ id }) => ticked().has(id)));
  const takeable = createMemo(() => chosen().filter((item) => isTakeable(grid, item)));
  const may = () => shelf.maySettle() && grid.mayEdit();

  const tick = (id: string, on: boolean) => {
    const next = new Set(ticked());
    if (on) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  /** Who chooses first is who chooses: the server says which are mine to write. */
  const settle = async (items: readonly Shelved[], keep: ShelfChoice) => {
    const at = shelf.items().findIndex(({ id }) => id === items[0]?.id);
    const wanted = new Set(items.map(({ id }) => id));
    setTicked((before) => new Set([...before].filter((id) => !wanted.has(id))));
    try {
      const settled = new Set(await shelf.settle([...wanted], keep));
      const mine = items.filter(({ id }) => settled.has(id));
      if (keep === "shelved") take(grid, mine);
      if (mine.length > 0) announce(w().settled(mine.length), true);
      if (mine.length < items.length) toast({ kind: "info", text: w().somebodyElse });
    } catch (error) {
      tell(error);
    }
    // focus goes on to the next one, or stays in the panel
    queueMicrotask(() => {
      const cards = list?.querySelectorAll<HTMLElement>("[data-shelved]");
      const next = cards?.[Math.min(Math.max(0, at), cards.length - 1)];
      (next ?? document.querySelector<HTMLElement>("aside[tabindex='-1']"))?.focus({ preventScroll: false });
    });
  };

  return (
    <Dock
      title={w().title}
      onClose={props.onClose}
      bar={
        shelf.items().length > 1 && may() ? (
          <div class="flex flex-wrap items-center gap-2">
            <div class="mr-auto">
              <Checkbox
                label={w().chooseAll}
                checked={chosen().length === shelf.items().length}
                mixed={chosen().length > 0 && chosen().length < shelf.items().length}
                onChange={(on) => setTicked(new Set(on ? shelf.items().map(({ id }) => id) : []))}
              />
            </div>
            <Show when={chosen().length > 0}>
              <Button size="sm" onClick={() => void settle(chosen(), "shown")}>
                {w().keepMany(chosen().length)}
              </Button>
              <Button size="sm" disabled={takeable().length === 0} onClick={() => void settle(takeable(), "shelved")}>
                {w().takeMany(takeable().length)}
              </Button>
            </Show>
          </div>
        ) : undefined
      }
    >
      <Show when={shelf.loaded()} fallback={<Skeleton rows={5} class="px-4 py-3" />}>
        <Show
          when={shelf.items().length > 0}
          fallback={<EmptyState icon={<Split size={22} />} title={w().emptyTitle} text={w().emptyText} class="py-10" />}
        >
          <div class="flex flex-col gap-3 px-4 py-3">
            <p class="text-xs text-muted">{w().lead}</p>
            <ol ref={list} aria-label={w().list} class="flex flex-col gap-3">
              <For each={shelf.items()}>
                {(item) => (
                  <ShelfCard
                    item={item}
                    may={may()}
                    takeable={isTakeable(grid, item)}
                    ticked={ticked().has(item.id)}
                    onTick={shelf.items().length > 1 && may() ? (on) => tick(item.id, on) : undefined}
                    onSettle={(keep) => void settle([item], keep)}
                  />
                )}
              </For>
            </ol>
            <Show when={shelf.more()}>
              <p class="text-xs text-muted">{w().more(shelf.items().length)}</p>
            </Show>
          </div>
        </Show>
      </Show>
    </Dock>
  );
}
