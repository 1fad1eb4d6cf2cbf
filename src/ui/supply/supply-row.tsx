import { createEffect, createMemo, Show } from "solid-js";
import ChevronDown from "lucide-solid/icons/chevron-down";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { freeOf, supplyCell, type Counted, type SupplyCell } from "#domain/supply.ts";
import { addDays, type Day } from "#domain/dates.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import type { Palette } from "#ui/occupancy/paint.ts";
import { supplyWords } from "#words/supply.ts";
import { cellLines, needLines, stepOfCell } from "./supply-cell.ts";
import { paintNeeds, paintSupply, type SupplyLook } from "./supply-paint.ts";
import { cellsOf, isGroup, type ShownRow } from "./supply-rows.ts";

/** Pixels; as the class of a row says it. */
export const rowHeight = 30;

/** Weeks in which a place of several is beyond its capacity, though together there may be room: how many are. */
export const overBelow = (row: ShownRow, at: number, counted: Counted): number =>
  row.kind === "group" ? row.places.filter((place) => stepOfCell(supplyCell(place.weeks, at), counted) === "over").length : 0;

/** What a row's week says, for the eye and for the ear. */
export function linesOf(
  row: ShownRow,
  of: { cell: SupplyCell | undefined; at: number; monday: Day; counted: Counted; language: "fr" | "en"; side: SupplyLook["side"] },
): { when: string; load: string; split: string[] } | null {
  const { monday, language, counted, at } = of;
  if (row.kind === "need") return needLines(row.needs, { monday, count: row.weeks[at] ?? 0, language });
  if (!of.cell) return null;
  const units = row.kind === "group" ? row.places.length : 1;
  return cellLines(of.cell, { monday, counted, language, side: of.side, units, overBelow: overBelow(row, at, counted) });
}

/** A row: its name, which stays while the weeks scroll, and its weeks; the one that one is in is spoken. */
export function SupplyRowView(props: {
  row: ShownRow;
  index: number;
  /** Widths in pixels: of the names, of a week. */
  head: number;
  column: number;
  look: SupplyLook;
  palette: Palette;
  from: Day;
  weeks: number;
  mostNeeded: number;
  cellId: string;
  /** Weeks; null: not in this row. */
  pointed: number | null;
  active: number | null;
  focused: boolean;
  closed: boolean;
  onCollapse(): void;
}) {
  const w = useWords(supplyWords);
  const { language } = useLanguage();
  let canvas: HTMLCanvasElement | undefined;
  const cells = createMemo(() => cellsOf(props.row, props.weeks));
  const over = createMemo(() => new Set(cells().flatMap((_cell, at) => (overBelow(props.row, at, props.look.counted) > 0 ? [at] : []))));
  createEffect(() => {
    const { row, look, palette, mostNeeded } = props;
    if (!canvas) return;
    if (row.kind === "need") paintNeeds(canvas, row.weeks, { look, palette, most: mostNeeded });
    else paintSupply(canvas, cells(), { look, palette, overBelow: over(), isGroup: row.kind === "group" });
  });
  const group = () => isGroup(props.row);
  const compact = () => props.head < 200;
  const said = (at: number): string => {
    const { look } = props;
    const monday = addDays(props.from, at * 7);
    const lines = linesOf(props.row, { cell: cells()[at], at, monday, counted: look.counted, language: language(), side: look.side });
    return lines ? [props.row.name, lines.when, lines.load, ...lines.split].join(". ") : "";
  };
  /** What a row says to the ear before one goes into it. */
  const summary = (): string => {
    const { row, look } = props;
    if (row.kind === "need") return w().needs(Math.max(0, ...row.weeks));
    const beyond = cells().filter((cell) => stepOfCell(cell, look.counted) === "over").length;
    if (beyond > 0) return w().overIn(beyond);
    return w().freeIn(cells().filter((cell) => (freeOf(cell, look.counted) ?? 0) > 0).length);
  };
  return (
    <div
      role="row"
      data-row={props.index}
      aria-rowindex={props.index + 2}
      class="absolute left-0 flex h-7.5"
      style={{ top: `${props.index * rowHeight}px` }}
    >
      <div
        role="rowheader"
        aria-colindex={1}
        class="sticky left-0 z-10 flex shrink-0 items-center gap-0.5 border-r border-b border-line pr-1.5"
        classList={{
          "bg-surface": !group(),
          "bg-sunken font-semibold": group() && props.row.depth === 0,
          "bg-page font-medium": group() && props.row.depth > 0,
          "text-accent-strong": props.pointed !== null,
        }}
        style={{ width: `${props.head}px`, "padding-left": `${4 + (compact() ? 4 : 12) * props.row.depth}px` }}
      >
        <Show when={group()} fallback={<span class="w-3 shrink-0" />}>
          <button
            type="button"
            tabindex={-1}
            class="grid size-6 shrink-0 place-items-center rounded text-muted hover:bg-hover hover:text-ink"
            aria-expanded={!props.closed}
            aria-label={props.closed ? w().open(props.row.name) : w().close(props.row.name)}
            onClick={(event) => {
              event.stopPropagation();
              props.onCollapse();
            }}
          >
            <Show when={props.closed} fallback={<ChevronDown size={14} aria-hidden="true" />}>
              <ChevronRight size={14} aria-hidden="true" />
            </Show>
          </button>
        </Show>
        <span
          class="min-w-0 truncate"
          classList={{ italic: props.row.kind === "place" && props.row.unplaced }}
          title={[props.row.name, props.row.note].filter((one) => one !== "").join(", ")}
        >
          {props.row.name}
          <Show when={props.row.note !== "" && !compact()}>
            <span class="text-xs text-muted">{` ${props.row.note}`}</span>
          </Show>
        </span>
      </div>
      <div role="presentation" data-cells={props.index} class="relative shrink-0 cursor-pointer" style={{ width: `${props.look.width}px` }}>
        <canvas
          ref={canvas}
          aria-hidden="true"
          class="pointer-events-none block"
          style={{ width: `${props.look.width}px`, height: `${props.look.height}px` }}
        />
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
            class="pointer-events-none absolute inset-y-0"
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
