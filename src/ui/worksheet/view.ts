import { createMemo, createSignal, untrack, type Accessor } from "solid-js";
import { fold } from "#domain/place.ts";
import type { Column } from "#domain/worksheet.ts";
import { gridColumns, tickWidth, widthFor, type GridColumn } from "./column.ts";
import type { Sheet } from "./sheet.ts";

/** The row at the end in which nothing is typed yet; typing in it makes a row. */
export const newRow = "new";

export type Sorted = { column: Column | "status"; down: boolean } | null;
export type Filters = Partial<Record<Column | "status", string>>;

/** What only I see: order, filters, hidden columns and widths. Colleagues' screens do not change. */
export interface View {
  /** Rows as shown, the empty one last. */
  order: Accessor<string[]>;
  indexOf(id: string): number;
  columns: Accessor<GridColumn[]>;
  sorted: Accessor<Sorted>;
  filters: Accessor<Filters>;
  arranged: Accessor<boolean>;
  sort(by: Sorted): void;
  filter(by: Filters): void;
  hidden: Accessor<ReadonlySet<GridColumn>>;
  toggle(column: GridColumn): void;
  width(column: GridColumn): number;
  resize(column: GridColumn, width: number | null): void;
}

interface ViewInput {
  sheet: Sheet;
  /** A cell as it is read by people: what sorting and filtering compare. */
  textOf(id: string, column: Column | "status"): string;
  mayEdit: Accessor<boolean>;
}

/** Rows that pass the filters, in the order asked for; numbers sort as numbers, empty cells come last. */
function arrange(ids: string[], how: { sorted: Sorted; filters: Filters; textOf: ViewInput["textOf"] }): string[] {
  const wanted = Object.entries(how.filters).filter(([, text]) => text !== "") as [Column | "status", string][];
  const kept = ids.filter((id) => wanted.every(([column, text]) => fold(how.textOf(id, column)).includes(fold(text))));
  const { sorted } = how;
  if (sorted === null) return kept;
  const keys = new Map(kept.map((id) => [id, how.textOf(id, sorted.column)]));
  const collator = new Intl.Collator("fr-CA", { numeric: true, sensitivity: "base" });
  const key = (id: string) => keys.get(id) ?? "";
  return kept.toSorted((one, other) => {
    if (key(one) === "" || key(other) === "") return Number(key(one) === "") - Number(key(other) === "");
    return sorted.down ? collator.compare(key(other), key(one)) : collator.compare(key(one), key(other));
  });
}

export function createView({ sheet, textOf, mayEdit }: ViewInput): View {
  const [sorted, setSorted] = createSignal<Sorted>(null);
  const [filters, setFilters] = createSignal<Filters>({});
  const [hidden, setHidden] = createSignal<ReadonlySet<GridColumn>>(new Set());
  const [own, setOwn] = createSignal<Partial<Record<GridColumn, number>>>({});
  // The arrangement as it was asked for: a row does not run away while I type in it, and a row added since is at the end.
  const [arrangement, setArrangement] = createSignal<{ ids: string[]; known: ReadonlySet<string> } | null>(null);
  const arrangeAnew = () => {
    const how = untrack(() => ({ sorted: sorted(), filters: filters(), textOf }));
    const ids = untrack(sheet.order);
    const plain = how.sorted === null && Object.values(how.filters).every((text) => text === "");
    setArrangement(plain ? null : { ids: untrack(() => arrange(ids, how)), known: new Set(ids) });
  };
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
    columns: createMemo(() => gridColumns.filter((column) => !hidden().has(column))),
    sorted,
    filters,
    arranged: () => arrangement() !== null,
    sort: (by) => {
      setSorted(by);
      arrangeAnew();
    },
    filter: (by) => {
      setFilters(by);
      arrangeAnew();
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
  };
}

/** Widths for what the first rows hold: long names are seen whole, short columns take no room. */
function fitWidths(ids: string[], textOf: ViewInput["textOf"]): Record<GridColumn, number> {
  const entries = gridColumns.map((column) => {
    if (column === "tick" || column === "places") return [column, widthFor(column, 0)] as const;
    const longest = untrack(() => Math.max(0, ...ids.map((id) => (textOf(id, column).split("\n")[0] ?? "").length)));
    return [column, widthFor(column, longest)] as const;
  });
  return Object.fromEntries(entries) as Record<GridColumn, number>;
}
