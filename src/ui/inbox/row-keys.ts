import type { RequestListState } from "#ui/request/request-list.tsx";

/**
 * J and K over a list of rows: the row under the cursor is the focused one, so that arrows and letters agree. With a
 * record open beside the list, they open the next one instead.
 */
export function rowKeys(of: {
  list(): HTMLElement | undefined;
  ids(): string[];
  /** It waits for an answer of this side. */
  waits(id: string): boolean;
  opened(): string | null;
  open(id: string): void;
}) {
  const rowOf = (id: string | null) =>
    id === null ? null : (of.list()?.querySelector<HTMLElement>(`tr[data-key="${CSS.escape(id)}"]`) ?? null);
  const keyOf = (element: Element | null) => element?.closest<HTMLElement>("tr[data-key]")?.dataset["key"] ?? null;
  /** The focused row's id, or that of the row that Tab would reach. */
  const current = (): string | null => {
    const focused = keyOf(document.activeElement);
    if (focused !== null && of.list()?.contains(document.activeElement)) return focused;
    return of.list()?.querySelector<HTMLElement>('tr[data-key][tabindex="0"]')?.dataset["key"] ?? null;
  };
  const focus = (id: string | null) => {
    // After the list was drawn anew: an answered row moves down.
    const go = () => rowOf(id)?.focus();
    requestAnimationFrame(() => requestAnimationFrame(go));
  };
  const goTo = (id: string | undefined) => {
    if (id === undefined) return;
    if (of.opened() === null) rowOf(id)?.focus();
    else if (id !== of.opened()) of.open(id);
  };
  /** Those after one in the list, then those before it. */
  const around = (id: string | null): string[] => {
    const all = of.ids();
    const at = id === null ? -1 : all.indexOf(id);
    return [...all.slice(at + 1), ...all.slice(0, Math.max(0, at))];
  };
  return {
    current,
    focus,
    /** On to the next that waits, round the end of the list. */
    waiting: () => goTo(around(of.opened() ?? (keyOf(document.activeElement) === null ? null : current())).find(of.waits)),
    openCurrent: () => {
      const id = current();
      if (id !== null && of.opened() === null) of.open(id);
    },
    step: (by: 1 | -1) => {
      const ids = of.ids();
      const from = of.opened() ?? (keyOf(document.activeElement) === null ? null : current());
      const at = from === null ? (by === 1 ? -1 : ids.length) : ids.indexOf(from);
      goTo(ids[Math.max(0, Math.min(ids.length - 1, at + by))]);
    },
    tick: (list: RequestListState) => {
      const id = current();
      if (id === null) return;
      const next = new Set(list.ticked());
      if (!next.delete(id)) next.add(id);
      list.setTicked(next);
    },
    /** The next row that waits after those that were just answered; without one, the row beside them. */
    after: (ids: readonly string[]): string | null => {
      const all = of.ids();
      const last = ids.findLast((id) => all.includes(id)) ?? null;
      const others = around(last).filter((id) => !ids.includes(id));
      return others.find(of.waits) ?? others[0] ?? null;
    },
  };
}
