import { createVirtualizer, defaultRangeExtractor } from "@tanstack/solid-virtual";
import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show, untrack } from "solid-js";
import type { Column } from "#domain/worksheet.ts";
import { useWords } from "#ui/language.tsx";
import { gridWords } from "#words/grid.ts";
import { gridColumns, isCellColumn, type GridColumn } from "./column.ts";
import "./grid.css";
import { cellId, useGrid } from "./grid-state.ts";
import { Header } from "./header.tsx";
import { pressed, startEditing, type KeyboardTells } from "./keyboard.ts";
import { headHeight, rowHeight, useLayout } from "./layout.ts";
import { CellNote } from "./note.tsx";
import { pointerDown, spotUnder, tapped } from "./pointer.ts";
import { ProblemTip } from "./problem-tip.tsx";
import { Row } from "./row.tsx";
import { useSlots } from "./slots.ts";
import { copy, cut, paste, type Pasted } from "./transfer.ts";

export interface GridTells extends Omit<KeyboardTells, "page" | "fixes" | "rowMenu" | "leave"> {
  pasted(what: Pasted): void;
  copied(what: { rows: number; columns: number }): void;
  /** Opens the row's actions where the pointer or the active cell is. */
  menuAt(at: { x: number; y: number }): void;
  columnMenu(column: GridColumn, anchor: HTMLElement): void;
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

  const kept = () => grid.cursor.spot().row;
  const virtual = createVirtualizer<HTMLDivElement, HTMLDivElement>({
    get count() {
      return grid.view.order().length;
    },
    getScrollElement: () => scroller() ?? null,
    estimateSize: () => rowHeight,
    scrollMargin: headHeight,
    overscan: 4,
    initialRect: { width: 1_200, height: 800 },
    // the active row is always drawn: the reader's cursor is in it, and so may be what is typed
    rangeExtractor: (range) => {
      const drawn = defaultRangeExtractor(range);
      const row = untrack(kept);
      return drawn.includes(row) || row >= range.count ? drawn : [...drawn, row].toSorted((one, other) => one - other);
    },
  });
  createEffect(on(kept, () => virtual.measure(), { defer: true }));
  // by name: a row that a colleague's insertion moves keeps its elements, its caret and what is typed in it
  const drawn = createMemo(() => {
    const order = grid.view.order();
    const ids = virtual.getVirtualItems().map(({ index }) => order[index]);
    return [...new Set(ids.filter((id) => id !== undefined))];
  });

  const [scrolling, setScrolling] = createSignal(false);
  let rest: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(rest));
  const slots = useSlots(drawn, () => grid.editing() !== null || scrolling());

  const reveal = () => {
    const element = scroller();
    if (!element) return;
    const { row, column } = untrack(grid.cursor.spot);
    const top = row * rowHeight;
    const seen = element.clientHeight - headHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + seen) element.scrollTop = top + rowHeight - seen;
    const edge = untrack(layout.edges)[column];
    const name = untrack(grid.view.columns)[column];
    if (!edge || (name && layout.stick(name) !== "")) return;
    const { left, right } = untrack(layout.frozen);
    if (edge.left < element.scrollLeft + left) element.scrollLeft = edge.left - left;
    else if (edge.right > element.scrollLeft + element.clientWidth - right)
      element.scrollLeft = Math.min(edge.left - left, edge.right - element.clientWidth + right);
  };
  // my own moves bring their cell into sight; a colleague's insertion does not move what I look at
  createEffect(on(grid.cursor.head, reveal, { defer: true }));
  createEffect(
    on(
      grid.sheet.order,
      () => {
        const element = scroller();
        if (!element || !firstSeen) return;
        const now = untrack(() => grid.view.indexOf(firstSeen ?? ""));
        const was = Math.floor(element.scrollTop / rowHeight);
        if (now >= 0 && now !== was && element.scrollTop > 0) element.scrollTop += (now - was) * rowHeight;
      },
      { defer: true },
    ),
  );
  let firstSeen: string | undefined;
  let [slid, wide, down] = [-1, -1, 0];
  const onScroll = () => {
    const element = scroller();
    if (!element) return;
    if (element.scrollTop !== down) {
      down = element.scrollTop;
      setScrolling(true);
      clearTimeout(rest);
      rest = setTimeout(() => setScrolling(false), restAfter);
    }
    firstSeen = untrack(grid.view.order)[Math.floor(element.scrollTop / rowHeight)];
    if (element.scrollLeft !== slid || element.clientWidth !== wide) {
      [slid, wide] = [element.scrollLeft, element.clientWidth];
      // what is between the columns that stay: a colleague's name does not lie over those
      const { left, right } = untrack(layout.frozen);
      element.style.setProperty("--seen-left", `${slid + left}px`);
      element.style.setProperty("--seen-right", `${slid + wide - right}px`);
    }
    element.classList.toggle("slid-left", element.scrollLeft > 0);
    element.classList.toggle("slid-right", element.scrollLeft + element.clientWidth < untrack(layout.total) - 1);
  };

  const tells: KeyboardTells = {
    ...props.tells,
    page: () => Math.max(1, Math.floor(((scroller()?.clientHeight ?? 640) - headHeight) / rowHeight) - 1),
    fixes: () => {
      if (!document.querySelector("[data-tip]")) return false;
      setFixesAsked((count) => count + 1);
      return true;
    },
    rowMenu: () => {
      const box = document
        .getElementById(untrack(() => cellId(grid.cursor.head().rowId, grid.cursor.head().column)))
        ?.getBoundingClientRect();
      props.tells.menuAt({ x: box?.left ?? 80, y: box?.bottom ?? 80 });
    },
    leave: () => document.getElementById("sheet-footer")?.focus(),
  };
  const edit = () => void startEditing(grid, { text: null }, tells);
  const pointer = () => ({ grid, layout, scroller: () => scroller() as HTMLElement, edit, kept: tells.kept, drop: setDrop });

  onMount(() => {
    // only now: before it is in the page an element has no window, and the virtualizer would listen to nothing
    const element = frame;
    if (!element) return;
    setScroller(element);
    grid.setElement(element);
    const observer = new ResizeObserver(() => {
      layout.setRoom(element.clientWidth);
      onScroll();
    });
    observer.observe(element);
    onCleanup(() => observer.disconnect());
  });
  createEffect(() => {
    layout.total();
    queueMicrotask(onScroll);
  });
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
        style={{ "--columns": layout.template() }}
        onScroll={onScroll}
        // on the element itself, before the page's own shortcuts hear of the key
        on:keydown={(event) => {
          if (event.target === event.currentTarget && pressed(grid, event, tells)) {
            event.preventDefault();
            event.stopPropagation();
          }
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
