import { createVirtualizer } from "@tanstack/solid-virtual";
import { A, useNavigate } from "@solidjs/router";
import { createEffect, createMemo, createSignal, For, Show, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import ArrowUpDown from "lucide-solid/icons/arrow-up-down";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { Checkbox } from "./checkbox.tsx";
import { Skeleton } from "./skeleton.tsx";
import { ticking } from "./ticking.ts";

export interface DataColumn<Row> {
  key: string;
  header: string;
  cell(row: Row): JSX.Element;
  sortable?: boolean;
  align?: "start" | "end";
  /** A width class: `w-32`, `w-[30%]`. Others share what is left. */
  width?: string;
  /** Left out on narrower screens; the opened record shows it. */
  from?: "sm" | "md" | "lg" | "xl";
  /** The heading is heard, not seen (a column of buttons). */
  hiddenHeader?: boolean;
}

export interface Sort {
  key: string;
  direction: "up" | "down";
}

export interface DataListProps<Row> {
  /** What the list is, heard. */
  label: string;
  rows: readonly Row[];
  columns: readonly DataColumn<Row>[];
  rowKey(row: Row): string;
  /** The row in words: heard when it is ticked or opened. */
  rowLabel(row: Row): string;
  /** Opening a row: an address (the first cell is then a link)… */
  href?(row: Row): string;
  /** …or an act. */
  onOpen?(row: Row): void;
  /** The row whose record is open beside. */
  current?: string | null;
  ticked?: ReadonlySet<string>;
  onTick?(ticked: ReadonlySet<string>): void;
  /** Rows that cannot be ticked. */
  mayTick?(row: Row): boolean;
  sort?: Sort | null;
  onSort?(sort: Sort): void;
  /** A small mark on rows that changed since my last look. */
  changed?(row: Row): boolean;
  /** Grey and struck: declined, cancelled, retired. */
  dimmed?(row: Row): boolean;
  /** Fades: it is about to leave the list. */
  leaving?(row: Row): boolean;
  loading?: boolean;
  /** `EmptyState`. */
  empty?: JSX.Element;
  /** `Pager`. */
  foot?: JSX.Element;
  class?: string;
}

const froms = { sm: "max-sm:hidden", md: "max-md:hidden", lg: "max-lg:hidden", xl: "max-xl:hidden" };
const virtualFrom = 200;
const rowHeight = 40;

/**
 * A list of records in rows of 40 px: sticky and sortable headings, tick boxes with select-all and Shift ranges,
 * arrows to move, Enter to open, Space to tick; only what is seen is drawn past 200 rows. It fills a flex column.
 */
export function DataList<Row>(props: DataListProps<Row>) {
  const w = useWords(partWords);
  const navigate = useNavigate();
  let scroller: HTMLDivElement | undefined;
  let body: HTMLTableSectionElement | undefined;
  const [active, setActive] = createSignal<string | null>(null);

  const keys = createMemo(() => props.rows.map((row) => props.rowKey(row)));
  const byKey = createMemo(() => new Map(props.rows.map((row) => [props.rowKey(row), row])));
  const opens = () => Boolean(props.href ?? props.onOpen);
  const ticks = ticking({
    keys,
    ticked: () => props.ticked ?? new Set<string>(),
    onTick: (next) => props.onTick?.(next),
    may: (key) => {
      const row = byKey().get(key);
      return row !== undefined && (props.mayTick?.(row) ?? true);
    },
  });

  const virtual = createVirtualizer<HTMLDivElement, HTMLTableRowElement>({
    get count() {
      return keys().length;
    },
    get enabled() {
      return keys().length > virtualFrom;
    },
    getScrollElement: () => scroller ?? null,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 1200, height: 900 },
    getItemKey: (at) => keys()[at] ?? at,
  });
  const isVirtual = () => keys().length > virtualFrom;
  const drawn = createMemo(() =>
    (isVirtual() ? virtual.getVirtualItems().map(({ index }) => keys()[index] ?? "") : keys()).filter((key) => byKey().has(key)),
  );
  const before = () => (isVirtual() ? (virtual.getVirtualItems()[0]?.start ?? 0) : 0);
  const after = () => (isVirtual() ? virtual.getTotalSize() - (virtual.getVirtualItems().at(-1)?.end ?? 0) : 0);

  const open = (key: string, apart = false) => {
    const row = byKey().get(key);
    if (!row) return;
    const href = props.href?.(row);
    if (href === undefined) props.onOpen?.(row);
    else if (apart) window.open(href, "_blank", "noopener");
    else navigate(href);
  };

  const focusRow = (at: number) => {
    const to = Math.max(0, Math.min(keys().length - 1, at));
    const key = keys()[to];
    if (key === undefined) return;
    setActive(key);
    if (isVirtual()) virtual.scrollToIndex(to);
    const focus = () => body?.querySelector<HTMLElement>(`tr[data-key="${CSS.escape(key)}"]`);
    const there = focus();
    if (there) there.focus();
    else requestAnimationFrame(() => requestAnimationFrame(() => focus()?.focus()));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const key = event.target instanceof HTMLElement ? event.target.dataset["key"] : undefined;
    if (key === undefined) return;
    const at = keys().indexOf(key);
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: keys().length - 1,
      PageDown: at + 10,
      PageUp: at - 10,
    };
    const to = steps[event.key];
    if (to !== undefined) {
      event.preventDefault();
      if (event.shiftKey && props.onTick && Math.abs(to - at) === 1) ticks.extend(key, keys()[to]);
      focusRow(to);
    } else if (event.key === "Enter" && opens()) {
      event.preventDefault();
      open(key, event.ctrlKey || event.metaKey);
    } else if (event.key === " " && props.onTick) {
      event.preventDefault();
      ticks.toggle(key, event.shiftKey);
    } else if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey) && props.onTick) {
      event.preventDefault();
      ticks.all(true);
    }
  };

  const place = (column: DataColumn<Row>) =>
    `${column.from ? froms[column.from] : ""} ${column.align === "end" ? "text-right" : "text-left"}`;
  const spacer = (height: () => number) => {
    const set = (row: HTMLTableRowElement) => createEffect(() => row.style.setProperty("height", `${height()}px`));
    return (
      <Show when={height() > 0}>
        <tr ref={set} aria-hidden="true" />
      </Show>
    );
  };

  return (
    <div class={`flex min-h-0 flex-1 flex-col overflow-hidden rounded-lg border border-line bg-surface ${props.class ?? ""}`}>
      <div
        ref={scroller}
        // A list without rows to open or tick is scrolled by keyboard all the same.
        tabindex={opens() || props.onTick ? undefined : 0}
        class="relative min-h-0 flex-1 overflow-auto overscroll-contain bg-surface"
        classList={{ "max-h-[75dvh]": isVirtual() }}
      >
        <table
          role={opens() || props.onTick ? "grid" : undefined}
          aria-label={props.label}
          aria-rowcount={isVirtual() ? keys().length + 1 : undefined}
          aria-multiselectable={props.onTick ? true : undefined}
          aria-busy={props.loading || undefined}
          class="w-full table-fixed border-separate border-spacing-0 text-sm"
        >
          {/* All headings stick as one: each by itself would be a layer of its own to put together at every frame. */}
          <thead class="sticky top-0 z-10">
            <tr>
              <Show when={props.onTick}>
                <th scope="col" class="w-11 border-b border-line-strong bg-sunken pl-3 text-left">
                  <Checkbox
                    aria-label={w().list.selectAll}
                    checked={ticks.state() === "all"}
                    mixed={ticks.state() === "some"}
                    disabled={props.rows.length === 0}
                    onChange={() => ticks.all(ticks.state() !== "all")}
                  />
                </th>
              </Show>
              <For each={props.columns}>
                {(column) => (
                  <th
                    scope="col"
                    aria-sort={
                      column.sortable
                        ? props.sort?.key === column.key
                          ? props.sort.direction === "up"
                            ? "ascending"
                            : "descending"
                          : "none"
                        : undefined
                    }
                    class={`h-9 border-b border-line-strong bg-sunken px-3 text-xs font-semibold whitespace-nowrap text-muted ${column.width ?? ""} ${place(column)}`}
                  >
                    <Show
                      when={column.sortable && props.onSort}
                      fallback={<span class={column.hiddenHeader ? "sr-only" : "block truncate"}>{column.header}</span>}
                    >
                      <button
                        type="button"
                        title={w().list.sortBy(column.header)}
                        class={`-mx-1.5 inline-flex min-h-7 max-w-full items-center gap-1 rounded-sm px-1.5 hover:bg-hover hover:text-ink ${column.align === "end" ? "flex-row-reverse" : ""}`}
                        onClick={() =>
                          props.onSort?.({
                            key: column.key,
                            direction: props.sort?.key === column.key && props.sort.direction === "up" ? "down" : "up",
                          })
                        }
                      >
                        <span class="truncate">{column.header}</span>
                        <Dynamic
                          component={props.sort?.key === column.key ? (props.sort.direction === "up" ? ArrowUp : ArrowDown) : ArrowUpDown}
                          size={13}
                          class={`shrink-0 ${props.sort?.key === column.key ? "text-accent" : "opacity-50"}`}
                          aria-hidden="true"
                        />
                      </button>
                    </Show>
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={onKeyDown}>
            {spacer(before)}
            <For each={drawn()}>
              {(key) => {
                // The row of a key is asked for at each use: live changes redraw its cells and keep its focus.
                let kept = byKey().get(key) as Row;
                const row = () => (kept = byKey().get(key) ?? kept);
                const isTicked = () => props.ticked?.has(key) ?? false;
                return (
                  <tr
                    data-key={key}
                    tabindex={
                      opens() || props.onTick ? ((active() ?? keys()[0]) === key || !byKey().has(active() ?? "") ? 0 : -1) : undefined
                    }
                    aria-rowindex={isVirtual() ? keys().indexOf(key) + 2 : undefined}
                    aria-selected={props.onTick ? isTicked() : undefined}
                    aria-current={props.current === key ? "true" : undefined}
                    onFocus={() => setActive(key)}
                    onClick={(event) => {
                      if (!(event.target instanceof Element) || event.target.closest("a,button,input,label,select,textarea,[data-no-open]"))
                        return;
                      if (window.getSelection()?.toString()) return;
                      setActive(key);
                      open(key, event.ctrlKey || event.metaKey);
                    }}
                    class="group outline-offset-[-2px]"
                    classList={{
                      "cursor-pointer": opens(),
                      "bg-accent-soft": isTicked() || props.current === key,
                      "hover:bg-hover": !isTicked() && props.current !== key,
                      "text-faint": props.dimmed?.(row()) ?? false,
                      "opacity-0 transition-opacity duration-700": props.leaving?.(row()) ?? false,
                    }}
                  >
                    <Show when={props.onTick}>
                      <td class="h-row-list border-b border-line pl-3" onClick={(event) => ticks.shift(event.shiftKey)}>
                        <Checkbox
                          aria-label={w().list.selectRow(props.rowLabel(row()))}
                          checked={isTicked()}
                          disabled={!ticks.may(key)}
                          onChange={() => ticks.toggle(key)}
                        />
                      </td>
                    </Show>
                    <For each={props.columns}>
                      {(column, at) => (
                        <td class={`h-row-list overflow-hidden border-b border-line px-3 py-1 ${place(column)}`}>
                          <div class={isVirtual() ? "truncate" : "truncate max-sm:overflow-visible max-sm:whitespace-normal"}>
                            <Show when={at() === 0 && props.changed?.(row())}>
                              <span
                                class="mr-2 inline-block size-2 rounded-full bg-accent align-middle max-sm:mr-0.5 max-sm:-ml-2.5"
                                aria-hidden="true"
                              />
                            </Show>
                            <Show when={at() === 0 ? props.href?.(row()) : undefined} fallback={column.cell(row())}>
                              {(href) => (
                                <A href={href()} tabindex={-1} class="font-medium group-hover:underline">
                                  {column.cell(row())}
                                </A>
                              )}
                            </Show>
                          </div>
                        </td>
                      )}
                    </For>
                  </tr>
                );
              }}
            </For>
            {spacer(after)}
          </tbody>
        </table>
        <Show when={props.loading && props.rows.length === 0}>
          <Skeleton rows={8} />
        </Show>
        <Show when={!props.loading && props.rows.length === 0}>
          {props.empty ?? <p class="px-3 py-8 text-center text-sm text-muted">{w().list.empty}</p>}
        </Show>
      </div>
      <Show when={"foot" in props && props.rows.length > 0}>
        <div class="border-t border-line">{props.foot}</div>
      </Show>
    </div>
  );
}
