import { createEffect, createSignal, onCleanup, onMount, untrack } from "solid-js";
import type { SeenRequest } from "#domain/request-seen.ts";

/**
 * Which rows changed since my last look at this list, by someone else: versions are numbers of the log, so « since »
 * is the highest one I had then. A mark goes when its row is opened or focused; the first visit has none.
 */
export function useUnseen(list: "outbox" | "inbox", rows: () => readonly SeenRequest[]) {
  const key = `concerto.seen.${list}`;
  const [since, setSince] = createSignal<number | null>(null);
  const [seen, setSeen] = createSignal<ReadonlyMap<string, number>>(new Map());
  const highest = () => Math.max(since() ?? 0, ...rows().map(({ version }) => version));
  onMount(() => {
    const read = (): number | null => {
      try {
        const kept = localStorage.getItem(key);
        return kept === null ? null : Number(kept);
      } catch {
        return null;
      }
    };
    const before = read();
    if (before !== null && !Number.isNaN(before)) setSince(before);
    // The first visit begins with what is there when there is something.
    else
      createEffect(() => {
        if (untrack(since) === null && rows().length > 0) setSince(untrack(highest));
      });
    const keep = () => {
      // A page that left before its list came knows nothing.
      if (since() === null) return;
      try {
        localStorage.setItem(key, String(highest()));
      } catch {
        // Private windows may refuse: the next visit then begins without marks.
      }
    };
    window.addEventListener("pagehide", keep);
    onCleanup(() => {
      window.removeEventListener("pagehide", keep);
      keep();
    });
  });
  return {
    isNew: (row: SeenRequest): boolean =>
      since() !== null && row.version > (since() ?? 0) && !row.changedByMe && seen().get(row.id) !== row.version,
    look: (id: string) => {
      const row = rows().find((one) => one.id === id);
      if (row && seen().get(id) !== row.version) setSeen((before) => new Map(before).set(id, row.version));
    },
  };
}
