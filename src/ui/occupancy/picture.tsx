import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show } from "solid-js";
import { weekdayOf, type Day } from "#domain/dates.ts";
import { monthsOf, type Column } from "#domain/occupancy-period.ts";
import { cellOf, type View } from "#domain/occupancy-picture.ts";
import { theme } from "#ui/frame/theme.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { occupancyWords } from "#words/occupancy.ts";
import { CellTip } from "./cell-tip.tsx";
import { cellLines } from "./cell-words.ts";
import { readPalette, type Palette, type RowLook } from "./paint.ts";
import { Heads } from "./picture-heads.tsx";
import { overBelow, RowView } from "./picture-row.tsx";
import type { ShownRow } from "./picture-rows.ts";

export interface PictureProps {
  rows: readonly ShownRow[];
  days: readonly Day[];
  columns: readonly Column[];
  view: View;
  numbers: boolean;
  today: Day | null;
  collapsed: ReadonlySet<string>;
  onCollapse(key: string): void;
  /** A unit that was asked for: brought into view. */
  wanted: string | null;
  onOpen(row: ShownRow, column: Column): void;
  onStep(by: 1 | -1): void;
}

type Marks = Pick<RowLook, "breaks" | "weekends">;
const marks = new WeakMap<readonly Column[], Marks>();

/** Where months or weeks begin, and weekends, among columns; worked out once for all rows. */
function marksOf(columns: readonly Column[]): Marks {
  const known = marks.get(columns);
  if (known) return known;
  const months = monthsOf(columns);
  const on = (is: (weekday: number) => boolean) => [...columns.entries()].filter(([, { day }]) => is(weekdayOf(day))).map(([at]) => at);
  const byDay = columns[0]?.from === columns[0]?.to;
  const made: Marks = {
    breaks: new Set(months.length > 1 ? months.map(({ at }) => at) : on((weekday) => weekday === 1)),
    weekends: new Set(byDay ? on((weekday) => weekday > 5) : []),
  };
  marks.set(columns, made);
  return made;
}

/** The picture itself: names at the left, a row of cells beside each. One cell at a time is spoken and pointed at. */
export function Picture(props: PictureProps) {
  const w = useWords(occupancyWords);
  const { language } = useLanguage();
  let box: HTMLDivElement | undefined;
  const [width, setWidth] = createSignal(0);
  const [palette, setPalette] = createSignal<Palette | null>(null);
  const [active, setActive] = createSignal<{ row: number; column: number } | null>(null);
  const [hovered, setHovered] = createSignal<{ row: number; column: number } | null>(null);
  const [focused, setFocused] = createSignal(false);
  onMount(() => {
    const element = box;
    if (!element) return;
    const sized = new ResizeObserver(() => setWidth(element.clientWidth));
    sized.observe(element);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const read = () => setPalette(readPalette());
    dark.addEventListener("change", read);
    createEffect(on(theme, read));
    onCleanup(() => {
      sized.disconnect();
      dark.removeEventListener("change", read);
    });
  });
  const head = () => (width() < 560 ? 124 : 232);
  const least = () => (props.columns.length > 200 ? 3 : props.columns.length > 60 ? 9 : width() < 560 ? 22 : 18);
  const column = () => Math.max(least(), (width() - head()) / Math.max(1, props.columns.length));
  const whole = () => Math.floor(column() * props.columns.length);
  const shown = createMemo(() => props.rows.filter(({ above }) => !above.some((key) => props.collapsed.has(key))));
  const months = createMemo(() => monthsOf(props.columns));
  const byDay = () => props.columns[0]?.from === props.columns[0]?.to;
  const todayColumn = () => {
    const { today } = props;
    const at = today === null ? -1 : props.columns.findIndex(({ day, last }) => day <= today && today <= last);
    return at < 0 ? null : at;
  };
  // Plain, not memos: after the router's transition back to a period that was shown, memos read only here stayed those of the other one.
  const look = (): Omit<RowLook, "height"> => ({
    width: whole(),
    column: column(),
    numbers: props.numbers,
    ...marksOf(props.columns),
    today: todayColumn(),
  });
  const pointed = () => hovered() ?? (focused() ? active() : null);

  const at = (event: PointerEvent | MouseEvent): { row: number; column: number } | null => {
    const cells = (event.target as HTMLElement).closest<HTMLElement>("[data-cells]");
    if (!cells) return null;
    const index = Math.floor((event.clientX - cells.getBoundingClientRect().left) / column());
    return { row: Number(cells.dataset["cells"]), column: Math.max(0, Math.min(props.columns.length - 1, index)) };
  };
  const open = (where: { row: number; column: number } | null) => {
    const row = where && shown()[where.row];
    const one = where && props.columns[where.column];
    if (!row || !one) return;
    setActive(where);
    props.onOpen(row, one);
  };
  const bring = (where: { row: number; column: number }) =>
    queueMicrotask(() =>
      box?.querySelector(`[data-row="${where.row}"] [data-active]`)?.scrollIntoView({ block: "nearest", inline: "nearest" }),
    );
  const move = (by: { row?: number; column?: number }) => {
    const now = active() ?? { row: 0, column: todayColumn() ?? 0 };
    const next = {
      row: Math.max(0, Math.min(shown().length - 1, now.row + (by.row ?? 0))),
      column: Math.max(0, Math.min(props.columns.length - 1, now.column + (by.column ?? 0))),
    };
    setHovered(null);
    setActive(next);
    bring(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    const row = shown()[active()?.row ?? -1];
    const keys: Record<string, () => void> = {
      ArrowRight: () => move({ column: 1 }),
      ArrowLeft: () => move({ column: -1 }),
      ArrowDown: () => move({ row: 1 }),
      ArrowUp: () => move({ row: -1 }),
      Home: () => move({ column: -props.columns.length }),
      End: () => move({ column: props.columns.length }),
      PageDown: () => props.onStep(1),
      PageUp: () => props.onStep(-1),
      Enter: () => open(active()),
      " ": () => row && row.level !== "destination" && props.onCollapse(row.key),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  createEffect(
    on([() => props.wanted, () => shown().length > 0, () => palette() !== null], ([wanted, ready]) => {
      if (wanted === null || !ready) return;
      const row = shown().findIndex(({ key }) => key === wanted);
      if (row < 0) return;
      setActive({ row, column: todayColumn() ?? 0 });
      queueMicrotask(() => box?.querySelector(`[data-row="${row}"]`)?.scrollIntoView({ block: "center" }));
    }),
  );
  // on a phone the columns scroll: today is what one comes for
  createEffect(
    on([() => palette() !== null && width() > 0, () => props.columns[0]?.day], ([ready]) => {
      const at = todayColumn();
      if (!ready || at === null || whole() + head() <= width()) return;
      queueMicrotask(() => box?.scrollTo({ left: Math.max(0, at * column() - 2 * column()) }));
    }),
  );
  const cellId = "occupancy-cell";
  return (
    <div
      ref={box}
      role="grid"
      tabindex={0}
      aria-label={w().grid}
      aria-describedby="occupancy-keys"
      aria-rowcount={shown().length + 1}
      aria-colcount={props.columns.length + 1}
      aria-activedescendant={active() ? cellId : undefined}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget) setFocused(true);
        if (!active()) setActive({ row: 0, column: todayColumn() ?? 0 });
      }}
      onBlur={() => setFocused(false)}
      onPointerMove={(event) => event.pointerType === "mouse" && setHovered(at(event))}
      onPointerLeave={() => setHovered(null)}
      onScroll={() => setHovered(null)}
      onClick={(event) => open(at(event))}
      class="relative isolate overflow-auto rounded-lg border border-line bg-surface text-sm outline-none focus-visible:outline-2 focus-visible:outline-focus max-md:max-h-[75dvh] md:min-h-0 md:flex-1"
    >
      <span id="occupancy-keys" class="sr-only">
        {w().gridHint}
      </span>
      <Show when={palette()}>
        {(colours) => (
          <div style={{ width: `${head() + whole()}px` }}>
            <div role="row" aria-rowindex={1} class="sticky top-0 z-20 flex border-b border-line bg-sunken text-xs text-muted">
              <span
                role="columnheader"
                aria-colindex={1}
                class="sticky left-0 z-10 flex shrink-0 items-end border-r border-line bg-sunken px-2 pb-1 font-medium"
                style={{ width: `${head()}px` }}
              >
                {w().rows}
              </span>
              <Heads columns={props.columns} months={months()} width={column()} today={todayColumn()} byDay={byDay()} />
            </div>
            <For each={shown()}>
              {(row, index) => (
                <RowView
                  row={row}
                  index={index()}
                  head={head()}
                  column={column()}
                  look={look()}
                  palette={colours()}
                  columns={props.columns}
                  days={props.days}
                  view={props.view}
                  cellId={cellId}
                  pointed={pointed()?.row === index() ? (pointed()?.column ?? null) : null}
                  active={active()?.row === index() ? (active()?.column ?? null) : null}
                  focused={focused()}
                  closed={props.collapsed.has(row.key)}
                  onCollapse={() => props.onCollapse(row.key)}
                />
              )}
            </For>
          </div>
        )}
      </Show>
      <Show when={pointed()}>
        {(where) => {
          const row = () => shown()[where().row];
          const one = () => props.columns[where().column];
          const anchor = () => {
            const cells = box?.querySelector<HTMLElement>(`[data-cells="${where().row}"]`)?.getBoundingClientRect();
            return cells
              ? {
                  left: cells.left + where().column * column(),
                  right: cells.left + (where().column + 1) * column(),
                  top: cells.top,
                  bottom: cells.bottom,
                }
              : null;
          };
          return (
            <CellTip
              title={row()?.name ?? ""}
              anchor={anchor()}
              lines={(() => {
                const [made, place, of] = [row(), one(), row()?.row];
                if (!made || !place || !of) return null;
                return cellLines(cellOf(of, place, props.view), {
                  column: place,
                  days: props.days,
                  language: language(),
                  overBelow: overBelow(made, place, props.view),
                });
              })()}
            />
          );
        }}
      </Show>
    </div>
  );
}
