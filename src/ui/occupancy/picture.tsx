import { createEffect, createMemo, createSignal, For, Index, on, onCleanup, onMount, Show } from "solid-js";
import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { weekdayOf, type Day } from "#domain/dates.ts";
import { monthsOf, type Column } from "#domain/occupancy-period.ts";
import { cellOf, stepOf, type Cell, type View } from "#domain/occupancy-picture.ts";
import { theme } from "#ui/frame/theme.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { writeMonth, writeShortMonth } from "#words/calendar.ts";
import { occupancyWords } from "#words/occupancy.ts";
import { CanvasRow } from "./canvas-row.tsx";
import { CellTip } from "./cell-tip.tsx";
import { cellLines } from "./cell-words.ts";
import { readPalette, type Palette, type RowLook } from "./paint.ts";
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

const heights = { all: 32, site: 32, service: 30, destination: 28 } as const;
const noneOver: ReadonlySet<number> = new Set();

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
  const look = createMemo((): Omit<RowLook, "height"> => ({
    width: whole(),
    column: column(),
    numbers: props.numbers,
    breaks: new Set(
      months().length > 1
        ? months().map(({ at }) => at)
        : [...props.columns.entries()].filter(([, { day }]) => weekdayOf(day) === 1).map(([at]) => at),
    ),
    weekends: new Set(byDay() ? [...props.columns.entries()].filter(([, { day }]) => weekdayOf(day) > 5).map(([at]) => at) : []),
    today: todayColumn(),
  }));
  const cellsOf = (row: ShownRow): Cell[] => props.columns.map((one) => cellOf(row.row, one, props.view));
  const overOf = (row: ShownRow): ReadonlySet<number> =>
    row.level === "destination"
      ? noneOver
      : new Set(
          props.columns.flatMap((one, at) => (row.units.some((unit) => stepOf(cellOf(unit, one, props.view)) === "over") ? [at] : [])),
        );
  const overBelow = (row: ShownRow, one: Column): number =>
    row.level === "destination" ? 0 : row.units.filter((unit) => stepOf(cellOf(unit, one, props.view)) === "over").length;
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
    queueMicrotask(() => box?.querySelector(`[data-row="${where.row}"] [data-active]`)?.scrollIntoView({ block: "nearest", inline: "nearest" }));
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
              {(row, index) => {
                const cells = createMemo(() => cellsOf(row));
                const over = createMemo(() => overOf(row));
                const isGroup = () => row.level !== "destination";
                const isClosed = () => props.collapsed.has(row.key);
                const here = () => (pointed()?.row === index() ? pointed() : null);
                const chosen = () => (active()?.row === index() ? active() : null);
                return (
                  <div role="row" data-row={index()} aria-rowindex={index() + 2} class="flex" style={{ height: `${heights[row.level]}px` }}>
                    <div
                      role="rowheader"
                      aria-colindex={1}
                      class="sticky left-0 z-10 flex shrink-0 items-center gap-0.5 border-r border-b border-line pr-1.5"
                      classList={{
                        "bg-surface": !isGroup(),
                        "bg-sunken font-semibold": row.level === "site" || row.level === "all",
                        "bg-page font-medium": row.level === "service",
                        "text-accent-strong": here() !== null,
                      }}
                      style={{ width: `${head()}px`, "padding-left": `${4 + (width() < 560 ? 4 : 12) * row.depth}px` }}
                    >
                      <Show when={isGroup()} fallback={<span class="w-3 shrink-0" />}>
                        <button
                          type="button"
                          tabindex={-1}
                          class="grid size-6 shrink-0 place-items-center rounded text-muted hover:bg-hover hover:text-ink"
                          aria-expanded={!isClosed()}
                          aria-label={isClosed() ? w().open(row.name) : w().close(row.name)}
                          onClick={() => props.onCollapse(row.key)}
                        >
                          <Show when={isClosed()} fallback={<ChevronDown size={14} aria-hidden="true" />}>
                            <ChevronRight size={14} aria-hidden="true" />
                          </Show>
                        </button>
                      </Show>
                      <span class="min-w-0 truncate" classList={{ italic: row.unplaced }} title={row.name}>
                        {row.name}
                      </span>
                      <Show when={row.level === "destination" && row.varied.requests > 0}>
                        <span
                          class="ml-auto shrink-0 rounded-sm border border-line-strong px-1 text-2xs text-muted tabular-nums"
                          title={w().varied(row.varied.requests, row.varied.students)}
                        >
                          {`~${row.varied.students}`}
                          <span class="sr-only">{w().varied(row.varied.requests, row.varied.students)}</span>
                        </span>
                      </Show>
                    </div>
                    <div role="presentation" data-cells={index()} class="relative shrink-0 cursor-pointer" style={{ width: `${whole()}px` }}>
                      <CanvasRow
                        cells={cells()}
                        look={{ ...look(), height: heights[row.level] }}
                        palette={colours()}
                        overBelow={over()}
                      />
                      <Show when={here()}>
                        {(cell) => <Outline column={cell().column} width={column()} strong={false} />}
                      </Show>
                      <Show when={chosen()}>
                        {(cell) => {
                          const one = () => props.columns[cell().column];
                          const said = () => {
                            const [made, where] = [cells()[cell().column], one()];
                            if (!made || !where) return "";
                            const lines = cellLines(made, {
                              column: where,
                              days: props.days,
                              language: language(),
                              overBelow: overBelow(row, where),
                            });
                            return [row.name, lines.when, lines.load, ...lines.split].join(". ");
                          };
                          return (
                            <div
                              id={cellId}
                              role="gridcell"
                              data-active=""
                              aria-colindex={cell().column + 2}
                              class="pointer-events-none absolute inset-y-0 scroll-mx-60"
                              style={{ left: `${cell().column * column()}px`, width: `${Math.max(4, column())}px` }}
                            >
                              <span class="sr-only">{said()}</span>
                              <Show when={focused()}>
                                <Outline column={0} width={column()} strong />
                              </Show>
                            </div>
                          );
                        }}
                      </Show>
                      <Show when={!chosen()}>
                        <span role="gridcell" class="sr-only" aria-colindex={2}>
                          {overCount(cells())}
                        </span>
                      </Show>
                    </div>
                  </div>
                );
              }}
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
            return cells ? { left: cells.left + where().column * column(), right: cells.left + (where().column + 1) * column(), top: cells.top, bottom: cells.bottom } : null;
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
                  overBelow: overBelow(made, place),
                });
              })()}
            />
          );
        }}
      </Show>
    </div>
  );

  /** What a row says to the ear before one goes into it: how often it is over its capacity. */
  function overCount(cells: readonly Cell[]): string {
    const over = cells.filter((cell) => stepOf(cell) === "over").length;
    const most = cells.reduce((fullest, cell) => Math.max(fullest, cell.students), 0);
    return over > 0 ? w().overDays(over) : most > 0 ? w().students(most) : w().nobody;
  }
}

function Outline(props: { column: number; width: number; strong: boolean }) {
  return (
    <span
      aria-hidden="true"
      class="pointer-events-none absolute inset-y-0 rounded-sm"
      classList={{ "outline-2 outline-focus": props.strong, "outline-2 outline-ink": !props.strong }}
      style={{ left: `${props.column * props.width}px`, width: `${Math.max(4, props.width)}px` }}
    />
  );
}

/** Months above, and below them days, or the Mondays of weeks, as far as there is room for them. */
function Heads(props: {
  columns: readonly Column[];
  months: readonly { day: Day; at: number; columns: number }[];
  width: number;
  today: number | null;
  byDay: boolean;
}) {
  const { language } = useLanguage();
  const label = (one: Column): string => {
    if (!props.byDay) return props.width >= 18 ? String(Number(one.day.slice(8))) : "";
    if (props.width >= 17) return String(Number(one.day.slice(8)));
    return weekdayOf(one.day) === 1 && props.width >= 3 ? (props.width * 7 >= 18 ? String(Number(one.day.slice(8))) : "") : "";
  };
  return (
    <div role="presentation" aria-hidden="true" class="relative h-10 shrink-0" style={{ width: `${Math.floor(props.width * props.columns.length)}px` }}>
      <For each={props.months}>
        {(month) => (
          <span
            class="absolute top-0 truncate border-l border-line-strong px-1 pt-0.5 font-medium text-ink first-letter:uppercase"
            style={{ left: `${month.at * props.width}px`, width: `${month.columns * props.width}px` }}
          >
            {month.columns * props.width >= 84 ? writeMonth(month.day, language()) : month.columns * props.width >= 34 ? writeShortMonth(month.day, language()) : ""}
          </span>
        )}
      </For>
      <Index each={props.columns}>
        {(one, index) => (
          <Show when={label(one()) !== "" || props.today === index}>
            <span
              class="absolute bottom-0.5 text-center text-2xs whitespace-nowrap tabular-nums"
              classList={{
                "rounded-sm bg-accent font-semibold text-on-accent": props.today === index && props.width >= 12,
                "text-faint": props.byDay && weekdayOf(one().day) > 5,
              }}
              style={{ left: `${index * props.width}px`, width: `${Math.max(props.width, 3)}px` }}
            >
              {label(one())}
            </span>
          </Show>
        )}
      </Index>
    </div>
  );
}
