import { batch, createEffect, createMemo, createSignal, on, untrack, type Accessor } from "solid-js";
import { arrange, columnsOf, type Filters, type SortColumn, type Sorted, type TextOf } from "./arrange.ts";
import { firstFrozen, frozenRight, gridColumns, tickWidth, widthFor, type GridColumn } from "./column.ts";
import type { Sheet } from "./sheet.ts";
import { keep, readKept } from "./view-memory.ts";

export type { Filters, Sorted } from "./arrange.ts";

/** The row at the end in which nothing is typed yet; typing in it makes a row. */
export const newRow = "new";

/** What only I see: order, filters, hidden columns, widths and what stays in place. Colleagues' screens do not change. */
export interface View {
  /** Rows as shown, the empty one last. */
  order: Accessor<string[]>;
  indexOf(id: string): number;
  columns: Accessor<GridColumn[]>;
  sorted: Accessor<Sorted>;
  filters: Accessor<Filters>;
  arranged: Accessor<boolean>;
  /** Rows have changed since they were sorted or filtered, and keep their places until `again`. */
  stale: Accessor<boolean>;
  sort(by: Sorted): void;
  filter(by: Filters): void;
  again(): void;
  /** What a row's request says has changed: an order by status may be of yesterday. */
  statusChanged(): void;
  hidden: Accessor<ReadonlySet<GridColumn>>;
  toggle(column: GridColumn): void;
  width(column: GridColumn): number;
  resize(column: GridColumn, width: number | null): void;
  /** The last column that stays in place on the left. */
  frozen: Accessor<GridColumn>;
  freeze(upTo: GridColumn): void;
}

interface ViewInput {
  sheet: Sheet;
  worksheetId: string;
  /** A cell as it is read by people: what sorting and filtering compare. */
  textOf: TextOf;
  mayEdit: Accessor<boolean>;
  isPast: Accessor<boolean>;
}

export function createView({ sheet, worksheetId, textOf, mayEdit, isPast }: ViewInput): View {
  const kept = readKept(worksheetId);
  const [sorted, setSorted] = createSignal<Sorted>(null);
  const [filters, setFilters] = createSignal<Filters>({});
  const [hidden, setHidden] = createSignal<ReadonlySet<GridColumn>>(new Set(kept?.hidden));
  const [own, setOwn] = createSignal<Partial<Record<GridColumn, number>>>(kept?.widths ?? {});
  const [frozen, setFrozen] = createSignal<GridColumn>(kept?.frozen ?? firstFrozen);
  createEffect(
    on([hidden, own, frozen], () => keep(worksheetId, { hidden: [...hidden()], widths: own(), frozen: frozen() }), { defer: true }),
  );

  // The arrangement as it was asked for: a row does not run away while I look at it, whoever changes it, and one added since is at the end.
  const [arrangement, setArrangement] = createSignal<{ ids: string[]; known: ReadonlySet<string> } | null>(null);
  const [stale, setStale] = createSignal(false);
  const how = () => untrack(() => ({ sorted: sorted(), filters: filters() }));
  const again = () =>
    batch(() => {
      const ids = untrack(sheet.order);
      const plain = columnsOf(how()).length === 0;
      setArrangement(plain ? null : { ids: untrack(() => arrange(ids, { ...how(), textOf })), known: new Set(ids) });
      setStale(false);
    });
  sheet.onChange(({ cells, order: moved }) => {
    if (untrack(arrangement) === null || untrack(stale)) return;
    const depends = new Set<string>(columnsOf(how()));
    if (moved || [...cells.values()].some((columns) => columns.some((column) => depends.has(column)))) setStale(true);
  });

  const order = createMemo(() => {
    const all = sheet.order();
    const arranged = arrangement();
    const last = mayEdit() ? [newRow] : [];
    if (!arranged) return [...all, ...last];
    const alive = new Set(all);
    return [...arranged.ids.filter((id) => alive.has(id)), ...all.filter((id) => !arranged.known.has(id)), ...last];
  });
  const indexes = createMemo(() => new Map(order().map((id, index) => [id, index])));
  const numbers = createMemo(() => tickWidth(sheet.order().length));
  const fitted = createMemo(() => fitWidths(untrack(sheet.order).slice(0, 300), textOf));
  return {
    order,
    indexOf: (id) => indexes().get(id) ?? -1,
    // what requests say is of now: beside what was it has no place
    columns: createMemo(() => gridColumns.filter((column) => !hidden().has(column) && !(isPast() && frozenRight.includes(column)))),
    sorted,
    filters,
    arranged: () => arrangement() !== null,
    stale,
    sort: (by) => {
      setSorted(by);
      again();
    },
    filter: (by) => {
      setFilters(by);
      again();
    },
    again,
    statusChanged: () => {
      if (untrack(arrangement) !== null && columnsOf(how()).includes("status")) setStale(true);
    },
    hidden,
    toggle: (column) =>
      setHidden((was) => (was.has(column) ? new Set([...was].filter((one) => one !== column)) : new Set([...was, column]))),
    width: (column) => (column === "tick" ? numbers() : (own()[column] ?? fitted()[column])),
    resize: (column, width) =>
      setOwn((was) => {
        const { [column]: _taken, ...rest } = was;
        return width === null ? rest : { ...rest, [column]: Math.max(40, Math.min(640, Math.round(width))) };
      }),
    frozen,
    freeze: setFrozen,
  };
}

/** Widths for what the first rows hold: long names are seen whole, short columns take no room. */
function fitWidths(ids: string[], textOf: TextOf): Record<GridColumn, number> {
  const entries = gridColumns.map((column) => {
    if (column === "tick" || column === "places") return [column, widthFor(column, 0)] as const;
    const of: SortColumn = column;
    const longest = untrack(() => Math.max(0, ...ids.map((id) => (textOf(id, of).split("\n")[0] ?? "").length)));
    return [column, widthFor(column, longest)] as const;
  });
  return Object.fromEntries(entries) as Record<GridColumn, number>;
}
