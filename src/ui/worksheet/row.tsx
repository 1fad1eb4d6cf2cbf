import { createMemo, For, Show } from "solid-js";
import type { Column } from "#domain/worksheet.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { gridWords } from "#words/grid.ts";
import { writeAuthor } from "#words/sheet-history.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { isCellColumn, type GridColumn } from "./column.ts";
import { CellEditor } from "./editor.tsx";
import { cellId, useGrid, type Colleague } from "./grid-state.ts";
import { inColumn } from "./in-column.ts";
import { useLayout } from "./layout.ts";
import { createRowModel, type RowModel } from "./row-model.ts";
import { SideCell } from "./row-side.tsx";
import type { Slot } from "./slots.ts";
import { newRow } from "./view.ts";

export function Row(props: { slot: Slot }) {
  const grid = useGrid();
  const layout = useLayout();
  const w = useWords(worksheetWords);
  const { language } = useLanguage();
  const { id, shown } = props.slot;
  const row = createRowModel({
    grid,
    layout,
    id,
    hint: () => w().typeHere,
    writtenBy: (rowId, column) => {
      const author = grid.past()?.authorOf(rowId, column);
      return author ? writeAuthor(author, language()) : undefined;
    },
  });
  const people = createMemo(() => grid.peopleIn(id()).filter(({ cell }) => cell !== null && grid.view.columns().includes(cell.column)));
  /** In words: everybody of one cell together, beside the first of them. */
  const said = (one: Colleague): string | null => {
    const here = people().filter(({ cell }) => cell?.column === one.cell?.column);
    if (here[0] !== one) return null;
    return here.map(({ name, editing: typing }) => (typing ? w().presence.isTyping(name) : w().presence.isHere(name))).join(". ");
  };
  const shelved = createMemo(() =>
    id() === newRow || grid.past()
      ? []
      : grid.view.columns().filter((column) => isCellColumn(column) && grid.shelved(id(), column).length > 0),
  );
  const editing = createMemo(() => (grid.editing()?.rowId === id() ? grid.editing() : null));
  const handleAt = createMemo(() => {
    const over = grid.cursor.rectangle();
    if (over.bottom !== row.index() || !grid.mayEdit() || grid.editing() || id() === newRow) return null;
    return grid.view.columns()[over.right] ?? null;
  });
  return (
    <div
      role={shown() ? "row" : "none"}
      aria-rowindex={shown() ? row.index() + 2 : undefined}
      aria-selected={shown() ? grid.ticked().has(id()) : undefined}
      data-row={shown() ? id() : undefined}
      hidden={!shown()}
      class="sheet-row"
      classList={{
        "is-locked": row.standing() !== "draft",
        "is-closed": row.standing() === "closed",
        "is-new": id() === newRow,
        "is-first": row.index() === 0,
        "is-ticked": grid.ticked().has(id()),
        "is-changed": layout.changed().has(id()),
        "is-dragged": layout.dragged().has(id()),
        "has-people": people().length > 0,
        "has-editor": editing() !== null,
      }}
      style={{ top: `${row.index() * layout.rowHeight}px` }}
    >
      <For each={grid.view.columns()}>
        {(column, at) => (isCellColumn(column) ? <Cell row={row} column={column} /> : <SideCell row={row} column={column} at={at()} />)}
      </For>
      <For each={shelved()}>{(column) => <ShelfMark column={column} />}</For>
      <For each={people()}>{(one) => <Outline one={one} said={said(one)} />}</For>
      <Show when={handleAt()}>
        {(column) => (
          <div ref={inColumn(layout, column)} class={`sheet-over ${layout.stick(column())}`} aria-hidden="true">
            <div class="sheet-handle" data-handle="" />
          </div>
        )}
      </Show>
      <Show when={editing()} keyed>
        {(open) => <CellEditor editing={open} row={row} />}
      </Show>
    </div>
  );
}

/** A cell people type in. Its text is its content; what is wrong with it is told when the cursor is on it (note.tsx). */
function Cell(props: { row: RowModel; column: Column }) {
  const layout = useLayout();
  const { row, column } = props;
  const cell = () => row.looks()[column];
  return (
    <div
      ref={inColumn(layout, () => column)}
      role="gridcell"
      id={cell().active ? cellId(row.id(), column) : undefined}
      data-column={column}
      aria-colindex={layout.columnIndex(column)}
      aria-selected={cell().selected}
      aria-readonly={cell().locked || undefined}
      aria-invalid={cell().bad || undefined}
      aria-describedby={cell().described}
      aria-hidden={cell().open || undefined}
      title={cell().hover}
      class={cell().look}
    >
      <span class="sheet-text" textContent={cell().text} />
    </div>
  );
}

/** Two values for one cell: a corner to click, that leads to the shelf. Keys reach it by Enter on the cell. */
function ShelfMark(props: { column: GridColumn }) {
  const layout = useLayout();
  const g = useWords(gridWords);
  return (
    <div ref={inColumn(layout, () => props.column)} class={`sheet-over ${layout.stick(props.column)}`} aria-hidden="true">
      <button type="button" tabindex={-1} class="sheet-shelf" data-shelf={props.column} title={g().marks.shelved}>
        2
      </button>
    </div>
  );
}

/** A colleague's cell: her outline and her name, and the same in words (G11). */
function Outline(props: { one: Colleague; said: string | null }) {
  const layout = useLayout();
  const column = () => props.one.cell?.column ?? "agency";
  return (
    <div
      ref={inColumn(layout, column)}
      class={`sheet-over sheet-colleague ${layout.stick(column())}`}
      classList={{ "is-typing": props.one.editing }}
      aria-hidden="true"
      style={{ "--person": `var(--p${props.one.colour})`, "--left": `${layout.edgeOf(column())}px` }}
    >
      <span>{props.one.name}</span>
      <Show when={props.said !== null}>
        <span class="sr-only" id={`people-${props.one.cell?.rowId ?? ""}-${column()}`}>
          {props.said}
        </span>
      </Show>
    </div>
  );
}
