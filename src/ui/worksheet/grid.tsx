import { createEffect, createSignal, For, on, onCleanup, onMount, Show, untrack } from "solid-js";
import type { Column } from "#domain/worksheet.ts";
import { useWords } from "#ui/language.tsx";
import { gridWords } from "#words/grid.ts";
import { gridColumns, isCellColumn, type GridColumn } from "./column.ts";
import "./grid.css";
import "./grid-row.css";
import "./grid-over.css";
import { cellElement, cellId, useGrid } from "./grid-state.ts";
import { Header } from "./header.tsx";
import { pressed, startEditing, type KeyboardTells } from "./keyboard.ts";
import { headHeight, rowHeight, useLayout } from "./layout.ts";
import { CellNote } from "./note.tsx";
import { pointerDown, spotUnder, tapped } from "./pointer.ts";
import { ProblemTip } from "./problem-tip.tsx";
import { Row } from "./row.tsx";
import { useSlots } from "./slots.ts";
import { copy, cut, paste, type Pasted } from "./transfer.ts";
import type { PasteRefusal } from "./paste-limit.ts";
import { createWindow } from "./window.ts";

export interface GridTells extends Omit<KeyboardTells, "page" | "fixes" | "rowMenu" | "leave" | "columnMenu" | "shelf"> {
  pasted(what: Pasted | PasteRefusal): void;
  copied(what: { rows: number; columns: number }): void;
  /** Opens the row's actions where the pointer or the active cell is. */
  menuAt(at: { x: number; y: number }): void;
  columnMenu(column: GridColumn, anchor: HTMLElement): void;
  /** Opens the shelf at a cell. */
  shelf(rowId: string, column: Column): void;
}

/** Milliseconds without a scroll after which the grid is at rest. */
const restAfter = 150;

/**
 * The grid itself: rows drawn as they come into sight, one Tab stop, the active cell told by `aria-activedescendant` so that focus
 * never leaves with a row that scrolls away (G1, G9).
 */
export function GridTable(props: { tells: GridTells; sendable: readonly string[]; label: string }) {
  const grid = useGrid();
  const layout = useLayout();
  const g = useWords(gridWords);
  let frame: HTMLDivElement | undefined;
  const [scroller, setScroller] = createSignal<HTMLDivElement>();
  const [drop, setDrop] = createSignal<number | null>(null);
  const [hovered, setHovered] = createSignal<{ rowId: string; column: Column } | null>(null);
  const [fixesAsked, setFixesAsked] = createSignal(0);

  const rows = createWindow({ order: grid.view.order, kept: () => grid.cursor.spot().row, rowHeight });
  const [scrolling, setScrolling] = createSignal(false);
  let rest: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(rest));
  const slots = useSlots(rows.drawn, () => grid.editing() !== null || scrolling());

  /** As last measured: to ask the page while it is drawn would make it lay itself out twice. */
  const view = { top: 0, left: -1, width: -1, height: 0 };
  const scrollTo = (element: HTMLElement, to: { top?: number; left?: number }) => {
    if (to.top !== undefined) element.scrollTop = view.top = Math.max(0, to.top);
    if (to.left !== undefined) element.scrollLeft = Math.max(0, to.left);
  };
  const reveal = () => {
    const element = scroller();
    if (!element) return;
    const { row, column } = untrack(grid.cursor.spot);
    const top = row * rowHeight;
    const seen = view.height - headHeight;
    if (top < view.top) scrollTo(element, { top });
    else if (top + rowHeight > view.top + seen) scrollTo(element, { top: top + rowHeight - seen });
    const edge = untrack(layout.edges)[column];
    const name = untrack(grid.view.columns)[column];
    if (!edge || (name && layout.stick(name) !== "")) return;
    const { left, right } = untrack(layout.frozen);
    if (edge.left < view.left + left) scrollTo(element, { left: edge.left - left });
    else if (edge.right > view.left + view.width - right)
      scrollTo(element, { left: Math.min(edge.left - left, edge.right - view.width + right) });
  };
  // my own moves bring their cell into sight; a colleague's insertion does not move what I look at
  createEffect(on(grid.cursor.moves, reveal, { defer: true }));
  createEffect(
    on(
      grid.sheet.order,
      () => {
        const element = scroller();
        if (!element || view.top <= 0) return;
        const first = Math.floor(view.top / rowHeight);
        // the first row in sight that is still there stays where it is under the eyes
        const at = inSight.findIndex((id) => untrack(() => grid.view.indexOf(id)) >= 0);
        const now = untrack(() => grid.view.indexOf(inSight[at] ?? ""));
        if (now >= 0 && now !== first + at) scrollTo(element, { top: view.top + (now - first - at) * rowHeight });
      },
      { defer: true },
    ),
  );
  let inSight: string[] = [];
  const look = () => {
    const element = scroller();
    if (!element) return;
    const { scrollTop, scrollLeft } = element;
    if (scrollTop !== view.top) {
      setScrolling(true);
      clearTimeout(rest);
      rest = setTimeout(() => setScrolling(false), restAfter);
    }
    view.top = scrollTop;
    rows.moved(view.top, view.height - headHeight);
    const first = Math.floor(view.top / rowHeight);
    inSight = untrack(grid.view.order).slice(first, first + Math.ceil(view.height / rowHeight));
    if (scrollLeft !== view.left) slide(element, scrollLeft);
  };
  const slide = (element: HTMLElement, to: number) => {
    view.left = to;
    // what is between the columns that stay: a colleague's name does not lie over those
    const { left, right } = untrack(layout.frozen);
    element.style.setProperty("--seen-left", `${view.left + left}px`);
    element.style.setProperty("--seen-right", `${view.left + view.width - right}px`);
    element.classList.toggle("slid-left", view.left > 0);
    element.classList.toggle("slid-right", view.left + view.width < untrack(layout.total) - 1);
  };
  const measure = () => {
    const element = scroller();
    if (!element) return;
    view.width = element.clientWidth;
    view.height = element.clientHeight;
    slide(element, element.scrollLeft);
    look();
  };

  const tells: KeyboardTells = {
    ...props.tells,
    page: () => Math.max(1, Math.floor((view.height - headHeight) / rowHeight) - 1),
    fixes: () => {
      if (!document.querySelector("[data-tip]")) return false;
      setFixesAsked((count) => count + 1);
      return true;
    },
    rowMenu: () => {
      const box = cellElement(grid, untrack(grid.cursor.head))?.getBoundingClientRect();
      props.tells.menuAt({ x: box?.left ?? 80, y: box?.bottom ?? 80 });
    },
    columnMenu: () => {
      const { column } = untrack(grid.cursor.head);
      const heading = frame?.querySelector<HTMLElement>(`[data-head="${column}"]`);
      if (heading && column !== "tick" && column !== "places") props.tells.columnMenu(column, heading);
    },
    shelf: () => {
      const { rowId, column } = untrack(grid.cursor.head);
      if (!isCellColumn(column) || untrack(() => grid.shelved(rowId, column)).length === 0) return false;
      props.tells.shelf(rowId, column);
      return true;
    },
    leave: (back) => document.getElementById(back ? "sheet-tools" : "sheet-footer")?.focus(),
  };
  const edit = () => void startEditing(grid, { text: null }, tells);
  const pointer = () => ({
    grid,
    layout,
    scroller: () => scroller() as HTMLElement,
    edit,
    kept: tells.kept,
    drop: setDrop,
    shelf: () => void tells.shelf(),
  });

  onMount(() => {
    // only now: before it is in the page an element has no size
    const element = frame;
    if (!element) return;
    setScroller(element);
    grid.setElement(element);
    const observer = new ResizeObserver(() => {
      layout.setRoom(element.clientWidth);
      measure();
    });
    observer.observe(element);
    onCleanup(() => observer.disconnect());
  });
  createEffect(on([layout.total, layout.frozen], () => queueMicrotask(measure)));
  createEffect(() => {
    const { rowId, column } = grid.cursor.head();
    grid.tellCell(rowId !== "new" && isCellColumn(column) ? { rowId, column } : null, untrack(grid.editing) !== null);
  });

  const clipboard = (act: (data: DataTransfer) => void) => (event: ClipboardEvent) => {
    if (grid.editing() || !event.clipboardData) return;
    event.preventDefault();
    act(event.clipboardData);
  };
  let hovering: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(hovering));
  const onPointerOver = (event: PointerEvent) => {
    clearTimeout(hovering);
    const bad = event.pointerType === "mouse" && event.buttons === 0 && event.target instanceof Element && event.target.closest(".is-bad");
    const spot = bad ? spotUnder(grid, bad) : null;
    const name = spot && grid.cursor.nameAt(spot);
    hovering = setTimeout(
      () => setHovered(name && isCellColumn(name.column) ? { rowId: name.rowId, column: name.column } : null),
      name ? 300 : 500,
    );
  };

  return (
    <>
      <div
        ref={frame}
        role="grid"
        tabindex={0}
        aria-label={props.label}
        aria-rowcount={grid.view.order().length + 1}
        aria-colcount={gridColumns.length}
        aria-multiselectable="true"
        aria-readonly={grid.mayEdit() ? undefined : true}
        aria-activedescendant={grid.editing() ? undefined : cellId(grid.cursor.head().rowId, grid.cursor.head().column)}
        class="sheet min-h-48 flex-1"
        classList={{ "is-past": grid.past() !== null }}
        style={{ "--columns": layout.template() }}
        onScroll={look}
        // on the element itself, before the page's own shortcuts hear of the key
        on:keydown={(event) => {
          const taken = event.target === event.currentTarget && pressed(grid, event, tells);
          if (taken) event.stopPropagation();
          if (taken === true) event.preventDefault();
        }}
        onPointerDown={(event) => pointerDown(pointer(), event)}
        onPointerOver={onPointerOver}
        onClick={(event) => tapped(pointer(), event as MouseEvent)}
        onDblClick={(event) => {
          if (spotUnder(grid, event.target) && !(event.target as Element).closest(".sheet-editor,.sheet-tick")) edit();
        }}
        onContextMenu={(event) => {
          const spot = spotUnder(grid, event.target);
          if (!spot) return;
          event.preventDefault();
          const { top, bottom, left, right } = grid.cursor.rectangle();
          if (spot.row < top || spot.row > bottom || spot.column < left || spot.column > right) grid.cursor.go(spot);
          props.tells.menuAt({ x: event.clientX, y: event.clientY });
        }}
        on:copy={clipboard((data) => props.tells.copied(copy(grid, data)))}
        on:cut={clipboard((data) => tells.kept(cut(grid, data).locked))}
        on:paste={clipboard((data) => props.tells.pasted(paste(grid, data)))}
      >
        <Header sendable={props.sendable} onMenu={props.tells.columnMenu} />
        <div
          role="rowgroup"
          class="sheet-body"
          style={{ height: `${grid.view.order().length * rowHeight}px`, width: `${layout.total()}px` }}
        >
          <For each={slots()}>{(slot) => <Row slot={slot} />}</For>
          <Show when={drop() !== null}>
            <div class="sheet-drop" aria-hidden="true" style={{ top: `${((drop() ?? 0) + 1) * rowHeight - 1}px` }} />
          </Show>
        </div>
      </div>
      <CellNote />
      <Show when={scroller()}>
        <ProblemTip hovered={hovered()} focusAsked={fixesAsked()} onLeft={() => setHovered(null)} />
      </Show>
      <span class="sr-only">{grid.view.arranged() ? g().view.arranged(grid.view.order().length - 1, grid.sheet.order().length) : ""}</span>
    </>
  );
}
