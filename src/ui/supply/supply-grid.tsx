import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show } from "solid-js";
import { addDays, type Day } from "#domain/dates.ts";
import { columnsOf, monthsOf } from "#domain/occupancy-period.ts";
import { supplyCell, sumCells, type Counted } from "#domain/supply.ts";
import { theme } from "#ui/frame/theme.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { CellTip } from "#ui/occupancy/cell-tip.tsx";
import { readPalette, type Palette } from "#ui/occupancy/paint.ts";
import { Heads } from "#ui/occupancy/picture-heads.tsx";
import { supplyWords } from "#words/supply.ts";
import type { SupplyLook } from "./supply-paint.ts";
import { linesOf, rowHeight, SupplyRowView } from "./supply-row.tsx";
import { isGroup, type ShownRow } from "./supply-rows.ts";

export interface SupplyGridProps {
  rows: readonly ShownRow[];
  from: Day;
  weeks: number;
  counted: Counted;
  side: SupplyLook["side"];
  numbers: boolean;
  today: Day | null;
  collapsed: ReadonlySet<string>;
  onCollapse(key: string): void;
  onOpen(row: ShownRow, at: number): void;
  onStep(by: 1 | -1): void;
}

/** Rows above and below the window that are drawn already. */
const beyond = 6;

/** The picture: names at the left, a row of weeks beside each; only rows in the window are drawn. One cell at a time is spoken. */
export function SupplyGrid(props: SupplyGridProps) {
  const w = useWords(supplyWords);
  const { language } = useLanguage();
  let box: HTMLDivElement | undefined;
  const [size, setSize] = createSignal({ width: 0, height: 600 });
  const [top, setTop] = createSignal(0);
  const [palette, setPalette] = createSignal<Palette | null>(null);
  const [active, setActive] = createSignal<{ row: number; column: number } | null>(null);
  const [hovered, setHovered] = createSignal<{ row: number; column: number } | null>(null);
  const [focused, setFocused] = createSignal(false);
  onMount(() => {
    const element = box;
    if (!element) return;
    const sized = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
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
  const columns = () => columnsOf({ from: props.from, to: addDays(props.from, props.weeks * 7 - 1) }, "week");
  const head = () => (size().width < 560 ? 128 : 256);
  const least = () => (props.weeks > 60 ? 10 : size().width < 560 ? 22 : 18);
  const column = () => Math.max(least(), (size().width - head()) / props.weeks);
  const whole = () => Math.floor(column() * props.weeks);
  const months = () => monthsOf(columns());
  const shown = createMemo(() => props.rows.filter(({ above }) => !above.some((key) => props.collapsed.has(key))));
  const todayColumn = () => {
    const { today } = props;
    const at = today === null ? -1 : columns().findIndex(({ day, last }) => day <= today && today <= last);
    return at < 0 ? null : at;
  };
  const mostNeeded = () => Math.max(1, ...props.rows.flatMap((row) => (row.kind === "need" && !row.isSum ? row.weeks : [])));
  const sumNeeded = () => Math.max(1, ...props.rows.flatMap((row) => (row.kind === "need" && row.isSum ? row.weeks : [])));
  const look = (): SupplyLook => ({
    width: whole(),
    height: rowHeight,
    column: column(),
    numbers: props.numbers,
    breaks: new Set(months().map(({ at }) => at)),
    today: todayColumn(),
    counted: props.counted,
    side: props.side,
  });
  // rows keep their element while they are in the window, whatever is asked anew
  const byKey = createMemo(() => new Map(shown().map((row, index) => [row.key, { row, index }])));
  const inWindow = createMemo(
    () => {
      const first = Math.max(0, Math.floor(top() / rowHeight) - beyond);
      const last = Math.ceil((top() + size().height) / rowHeight) + beyond;
      const keys = shown()
        .slice(first, last)
        .map(({ key }) => key);
      const at = active();
      const own = at && shown()[at.row]?.key;
      // what is spoken is there, wherever one has scrolled to
      return own && !keys.includes(own) ? [...keys, own] : keys;
    },
    [],
    { equals: (one, other) => one.join() === other.join() },
  );
  const pointed = () => hovered() ?? (focused() ? active() : null);

  const at = (event: PointerEvent | MouseEvent): { row: number; column: number } | null => {
    const cells = (event.target as HTMLElement).closest<HTMLElement>("[data-cells]");
    if (!cells) return null;
    const index = Math.floor((event.clientX - cells.getBoundingClientRect().left) / column());
    return { row: Number(cells.dataset["cells"]), column: Math.max(0, Math.min(props.weeks - 1, index)) };
  };
  const open = (where: { row: number; column: number } | null) => {
    const row = where && shown()[where.row];
    if (!row) return;
    setActive(where);
    props.onOpen(row, where.column);
  };
  const bring = (where: { row: number; column: number }) => {
    const element = box;
    if (!element) return;
    const y = where.row * rowHeight;
    const heads = 41;
    if (y < element.scrollTop) element.scrollTop = y;
    else if (y + rowHeight + heads > element.scrollTop + element.clientHeight)
      element.scrollTop = y + rowHeight + heads - element.clientHeight;
    const x = where.column * column();
    const room = element.clientWidth - head();
    if (x < element.scrollLeft) element.scrollLeft = x;
    else if (x + column() > element.scrollLeft + room) element.scrollLeft = x + column() - room;
  };
  const move = (by: { row?: number; column?: number }) => {
    const now = active() ?? { row: 0, column: todayColumn() ?? 0 };
    const next = {
      row: Math.max(0, Math.min(shown().length - 1, now.row + (by.row ?? 0))),
      column: Math.max(0, Math.min(props.weeks - 1, now.column + (by.column ?? 0))),
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
      Home: () => move({ column: -props.weeks }),
      End: () => move({ column: props.weeks }),
      PageDown: () => props.onStep(1),
      PageUp: () => props.onStep(-1),
      Enter: () => open(active()),
      " ": () => row && isGroup(row) && props.onCollapse(row.key),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  // on a phone the weeks scroll: today is what one comes for
  createEffect(
    on([() => palette() !== null && size().width > 0, () => props.from, () => props.weeks], ([ready]) => {
      const today = todayColumn();
      if (!ready || today === null || whole() + head() <= size().width) return;
      queueMicrotask(() => box?.scrollTo({ left: Math.max(0, (today - 2) * column()) }));
    }),
  );
  const cellAt = (row: ShownRow, column: number) =>
    row.kind === "place"
      ? supplyCell(row.place.weeks, column)
      : row.kind === "group"
        ? sumCells(row.places.map((place) => supplyCell(place.weeks, column)))
        : undefined;
  const cellId = "supply-cell";
  return (
    <div
      ref={box}
      role="grid"
      tabindex={0}
      aria-label={w().grid}
      aria-describedby="supply-keys"
      aria-rowcount={shown().length + 1}
      aria-colcount={props.weeks + 1}
      aria-activedescendant={active() ? cellId : undefined}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget) setFocused(true);
        if (!active()) setActive({ row: 0, column: todayColumn() ?? 0 });
      }}
      onBlur={() => setFocused(false)}
      onPointerMove={(event) => event.pointerType === "mouse" && setHovered(at(event))}
      onPointerLeave={() => setHovered(null)}
      onScroll={(event) => {
        setHovered(null);
        setTop(event.currentTarget.scrollTop);
      }}
      onClick={(event) => open(at(event))}
      class="relative isolate overflow-auto rounded-lg border border-line bg-surface text-sm outline-none focus-visible:outline-2 focus-visible:outline-focus max-md:max-h-[75dvh] md:min-h-40 md:flex-1"
    >
      <span id="supply-keys" class="sr-only">
        {w().gridHint}
      </span>
      <Show when={palette()}>
        {(colours) => (
          <div role="presentation" style={{ width: `${head() + whole()}px` }}>
            <div role="row" aria-rowindex={1} class="sticky top-0 z-20 flex border-b border-line bg-sunken text-xs text-muted">
              <span
                role="columnheader"
                aria-colindex={1}
                class="sticky left-0 z-10 flex shrink-0 items-end border-r border-line bg-sunken px-2 pb-1 font-medium"
                style={{ width: `${head()}px` }}
              >
                {w().rows}
              </span>
              <Heads columns={columns()} months={months()} width={column()} today={todayColumn()} byDay={false} />
            </div>
            <div role="rowgroup" class="relative" style={{ height: `${shown().length * rowHeight}px` }}>
              <For each={inWindow()}>
                {(key) => {
                  const first = byKey().get(key);
                  if (!first) return null;
                  let kept = first;
                  const here = () => (kept = byKey().get(key) ?? kept);
                  return (
                    <SupplyRowView
                      row={here().row}
                      index={here().index}
                      head={head()}
                      column={column()}
                      look={look()}
                      palette={colours()}
                      from={props.from}
                      weeks={props.weeks}
                      mostNeeded={isGroup(here().row) ? sumNeeded() : mostNeeded()}
                      cellId={cellId}
                      pointed={pointed()?.row === here().index ? (pointed()?.column ?? null) : null}
                      active={active()?.row === here().index ? (active()?.column ?? null) : null}
                      focused={focused()}
                      closed={props.collapsed.has(key)}
                      onCollapse={() => props.onCollapse(key)}
                    />
                  );
                }}
              </For>
            </div>
          </div>
        )}
      </Show>
      <Show when={pointed()}>
        {(where) => {
          const row = () => shown()[where().row];
          const anchor = () => {
            const cells = box?.querySelector<HTMLElement>(`[data-cells="${where().row}"]`)?.getBoundingClientRect();
            if (!cells) return null;
            const left = cells.left + where().column * column();
            return { left, right: left + column(), top: cells.top, bottom: cells.bottom };
          };
          const lines = () => {
            const one = row();
            if (!one) return null;
            return linesOf(one, {
              cell: cellAt(one, where().column),
              at: where().column,
              monday: addDays(props.from, where().column * 7),
              counted: props.counted,
              language: language(),
              side: props.side,
            });
          };
          return <CellTip title={row()?.name ?? ""} anchor={anchor()} lines={lines()} />;
        }}
      </Show>
    </div>
  );
}
