import { createMemo, Show } from "solid-js";
import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronRight from "lucide-solid/icons/chevron-right";
import type { Day } from "#domain/dates.ts";
import type { Column } from "#domain/occupancy-period.ts";
import { cellOf, stepOf, type Cell, type View } from "#domain/occupancy-picture.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { occupancyWords } from "#words/occupancy.ts";
import { CanvasRow } from "./canvas-row.tsx";
import { cellLines } from "./cell-words.ts";
import type { Palette, RowLook } from "./paint.ts";
import type { ShownRow } from "./picture-rows.ts";

const heights = { all: 32, site: 32, service: 30, destination: 28 } as const;
const noneOver: ReadonlySet<number> = new Set();

/** How many units under a row are beyond their capacity in a column. */
export const overBelow = (row: ShownRow, column: Column, view: View): number =>
  row.level === "destination" ? 0 : row.units.filter((unit) => stepOf(cellOf(unit, column, view)) === "over").length;

/** A row: its name, which stays while the columns scroll, and its cells; the cell one is in is spoken. */
export function RowView(props: {
  row: ShownRow;
  index: number;
  /** Widths in pixels: of the names, of a column. */
  head: number;
  column: number;
  look: Omit<RowLook, "height">;
  palette: Palette;
  columns: readonly Column[];
  days: readonly Day[];
  view: View;
  cellId: string;
  /** Columns; null: not in this row. */
  pointed: number | null;
  active: number | null;
  focused: boolean;
  closed: boolean;
  onCollapse(): void;
}) {
  const w = useWords(occupancyWords);
  const { language } = useLanguage();
  const { row } = props;
  const isGroup = row.level !== "destination";
  const cells = createMemo((): Cell[] => props.columns.map((one) => cellOf(row.row, one, props.view)));
  const over = createMemo((): ReadonlySet<number> =>
    isGroup ? new Set(props.columns.flatMap((one, at) => (overBelow(row, one, props.view) > 0 ? [at] : []))) : noneOver,
  );
  const compact = () => props.head < 200;
  const said = (at: number): string => {
    const [cell, column] = [cells()[at], props.columns[at]];
    if (!cell || !column) return "";
    const lines = cellLines(cell, { column, days: props.days, language: language(), overBelow: overBelow(row, column, props.view) });
    return [row.name, lines.when, lines.load, ...lines.split].join(". ");
  };
  /** What a row says to the ear before one goes into it: how often it is over its capacity. */
  const summary = (): string => {
    const beyond = cells().filter((cell) => stepOf(cell) === "over").length;
    const most = cells().reduce((fullest, cell) => Math.max(fullest, cell.students), 0);
    return beyond > 0 ? w().overDays(beyond) : most > 0 ? w().students(most) : w().nobody;
  };
  return (
    <div role="row" data-row={props.index} aria-rowindex={props.index + 2} class="flex" style={{ height: `${heights[row.level]}px` }}>
      <div
        role="rowheader"
        aria-colindex={1}
        class="sticky left-0 z-10 flex shrink-0 items-center gap-0.5 border-r border-b border-line pr-1.5"
        classList={{
          "bg-surface": !isGroup,
          "bg-sunken font-semibold": row.level === "site" || row.level === "all",
          "bg-page font-medium": row.level === "service",
          "text-accent-strong": props.pointed !== null,
        }}
        style={{ width: `${props.head}px`, "padding-left": `${4 + (compact() ? 4 : 12) * row.depth}px` }}
      >
        <Show when={isGroup} fallback={<span class="w-3 shrink-0" />}>
          <button
            type="button"
            tabindex={-1}
            class="grid size-6 shrink-0 place-items-center rounded text-muted hover:bg-hover hover:text-ink"
            aria-expanded={!props.closed}
            aria-label={props.closed ? w().open(row.name) : w().close(row.name)}
            onClick={() => props.onCollapse()}
          >
            <Show when={props.closed} fallback={<ChevronDown size={14} aria-hidden="true" />}>
              <ChevronRight size={14} aria-hidden="true" />
            </Show>
          </button>
        </Show>
        <span class="min-w-0 truncate" classList={{ italic: row.unplaced }} title={row.name}>
          {row.name}
        </span>
        <Show when={!isGroup && row.varied.requests > 0}>
          <span
            class="ml-auto shrink-0 rounded-sm border border-line-strong px-1 text-2xs text-muted tabular-nums"
            title={w().varied(row.varied.requests, row.varied.students)}
          >
            <span aria-hidden="true">{`~${row.varied.students}`}</span>
            <span class="sr-only">{w().varied(row.varied.requests, row.varied.students)}</span>
          </span>
        </Show>
      </div>
      <div role="presentation" data-cells={props.index} class="relative shrink-0 cursor-pointer" style={{ width: `${props.look.width}px` }}>
        <CanvasRow cells={cells()} look={{ ...props.look, height: heights[row.level] }} palette={props.palette} overBelow={over()} />
        <Show when={props.pointed !== null}>
          <Outline column={props.pointed ?? 0} width={props.column} strong={false} />
        </Show>
        <Show
          when={props.active !== null}
          fallback={
            <span role="gridcell" class="sr-only" aria-colindex={2}>
              {summary()}
            </span>
          }
        >
          <div
            id={props.cellId}
            role="gridcell"
            data-active=""
            aria-colindex={(props.active ?? 0) + 2}
            class="pointer-events-none absolute inset-y-0 scroll-mx-60 scroll-my-12"
            style={{ left: `${(props.active ?? 0) * props.column}px`, width: `${Math.max(4, props.column)}px` }}
          >
            <span class="sr-only">{said(props.active ?? 0)}</span>
            <Show when={props.focused}>
              <Outline column={0} width={props.column} strong />
            </Show>
          </div>
        </Show>
      </div>
    </div>
  );
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
