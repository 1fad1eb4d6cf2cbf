import type { RequestListState } from "#ui/request/request-list.tsx";

/**
 * J and K over a list of rows: the row under the cursor is the focused one, so that arrows and letters agree. With a
 * record open beside the list, they open the next one instead.
 */
export function rowKeys(of: { list(): HTMLElement | undefined; ids(): string[]; opened(): string | null; open(id: string): void }) {
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
  return {
    current,
    focus,
    step: (by: 1 | -1) => {
      const ids = of.ids();
      const from = of.opened() ?? (keyOf(document.activeElement) === null ? null : current());
      const at = from === null ? (by === 1 ? -1 : ids.length) : ids.indexOf(from);
      const next = ids[Math.max(0, Math.min(ids.length - 1, at + by))];
      if (next === undefined) return;
      if (of.opened() === null) rowOf(next)?.focus();
      else if (next !== of.opened()) of.open(next);
    },
    tick: (list: RequestListState) => {
      const id = current();
      if (id === null) return;
      const next = new Set(list.ticked());
      if (!next.delete(id)) next.add(id);
      list.setTicked(next);
    },
    /** The first row after those that will not be acted on again. */
    after: (ids: readonly string[]): string | null => {
      const all = of.ids();
      const last = Math.max(-1, ...ids.map((id) => all.indexOf(id)));
      return all.slice(last + 1).find((id) => !ids.includes(id)) ?? all.find((id) => !ids.includes(id)) ?? null;
    },
  };
}
