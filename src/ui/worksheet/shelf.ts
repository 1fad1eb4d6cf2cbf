import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createEffect, createMemo, on, onCleanup, type Accessor } from "solid-js";
import type { Shelved, ShelfChoice } from "#domain/shelf.ts";
import { api, type Outputs } from "#ui/client.ts";
import type { SheetState } from "./connection.ts";

type Listed = Outputs["shelf"]["list"];
const keyOf = (worksheetId: string) => ["shelf", "list", worksheetId] as const;
const nothing: readonly Shelved[] = [];
const placeOf = (rowId: string, column: string): string => `${rowId} ${column}`;

/** What lies on a sheet's shelf, the newest first: the same for everybody who has the sheet open. */
export interface Shelf {
  items: Accessor<readonly Shelved[]>;
  /** Asked for and answered: no items are then none. */
  loaded: Accessor<boolean>;
  /** There are more than are listed. */
  more: Accessor<boolean>;
  /** Those about one cell. */
  of(rowId: string, column: string): readonly Shelved[];
  maySettle: Accessor<boolean>;
  /** They leave this screen at once, and come back when the server says no. Gives those that were settled by this. */
  settle(ids: readonly string[], keep: ShelfChoice): Promise<string[]>;
}

/** Asked for once however many parts of the page use it. */
export function useShelf(worksheetId: string): Shelf {
  const queries = useQueryClient();
  const list = useQuery(() => ({ queryKey: keyOf(worksheetId), queryFn: () => api.shelf.list.query({ worksheetId }) }));
  const items = createMemo((): readonly Shelved[] => (list.isSuccess ? list.data.items : nothing));
  const byPlace = createMemo(() => Map.groupBy(items(), ({ rowId, column }) => placeOf(rowId, column)));
  return {
    items,
    loaded: () => list.isSuccess,
    more: () => list.isSuccess && list.data.next !== null,
    of: (rowId, column) => byPlace().get(placeOf(rowId, column)) ?? nothing,
    maySettle: () => list.isSuccess && list.data.may.settle,
    async settle(ids, keep) {
      const gone = new Set(ids);
      await queries.cancelQueries({ queryKey: keyOf(worksheetId) });
      queries.setQueryData<Listed>(keyOf(worksheetId), (was) => was && { ...was, items: was.items.filter(({ id }) => !gone.has(id)) });
      try {
        return (await api.shelf.settle.mutate({ worksheetId, ids: [...ids], keep })).settled;
      } finally {
        await queries.invalidateQueries({ queryKey: keyOf(worksheetId) });
      }
    },
  };
}

/** A bell rings this often at most. */
const between = 1_000;

/** Asks for the shelf again when the sheet rings its bell, and when the page comes back after a break. */
export function useShelfBell(worksheetId: string, sheet: { state: Accessor<SheetState>; onShelf(listener: () => void): () => void }): void {
  const queries = useQueryClient();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let askedAt = 0;
  const ask = () => {
    waiting = undefined;
    askedAt = Date.now();
    void queries.invalidateQueries({ queryKey: keyOf(worksheetId) });
  };
  const ring = () => {
    waiting ??= setTimeout(ask, Math.max(0, askedAt + between - Date.now()));
  };
  createEffect(
    on(
      sheet.state,
      (state, before) => {
        if (state === "live" && before !== undefined && before !== "live") ring();
      },
      { defer: true },
    ),
  );
  onCleanup(sheet.onShelf(ring));
  onCleanup(() => clearTimeout(waiting));
}
