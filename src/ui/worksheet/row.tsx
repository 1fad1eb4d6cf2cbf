import { createMemo, For, Show, type Accessor } from "solid-js";
import Lock from "lucide-solid/icons/lock";
import { isBlank, type ReadRow } from "#domain/worksheet.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { writeInstant } from "#words/words.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { isCellColumn, type GridColumn } from "./column.ts";
import { placesIn } from "./count.ts";
import { CellEditor } from "./editor.tsx";
import { cellId, useGrid, type Grid } from "./grid-state.ts";
import { useLayout } from "./layout.ts";
import { noCells } from "./sheet.ts";
import type { Slot } from "./slots.ts";
import { newRow } from "./view.ts";

const noProblems: ReadRow["problems"] = {};

/** What a row's cells share, worked out once for the row and not once a cell. */
function rowState(grid: Grid, id: Accessor<string>) {
  const index = createMemo(() => grid.view.indexOf(id()));
  const cells = () => (id() === newRow ? noCells : grid.sheet.cells(id()));
  const blank = createMemo(() => isBlank(cells()));
  const request = createMemo(() => grid.requestOf(id()));
  const standing = createMemo(() => (grid.mayEdit() || request() ? grid.standing(id()) : "locked"));
  // Rows a request holds are not judged again: what was sent was right, and the catalogue may have changed since.
  const problems = createMemo(() => (request() || blank() ? noProblems : grid.read(id()).problems));
  /** First and last selected column, as one number, so that an arrow key redraws two rows and not forty. */
  const selected = createMemo(() => {
    const { top, bottom, left, right } = grid.cursor.rectangle();
    return index() >= top && index() <= bottom ? left * 100 + right : -1;
  });
  const filling = createMemo(() => {
    const over = grid.filling();
    return over && index() >= over.top && index() <= over.bottom ? over.left * 100 + over.right : -1;
  });
  const active = createMemo(() => (grid.cursor.spot().row === index() ? grid.cursor.head().column : null));
  const pending = createMemo(() => grid.pending(id()));
  return { id, index, cells, blank, request, standing, problems, selected, filling, active, pending };
}
export type RowState = ReturnType<typeof rowState>;

/** An upper bound in pixels, padding apart. */
const widestLetter = 8.4;

/** One string: a `class` that changes would wipe what a `classList` beside it has set. */
const classes = (always: string, when: Record<string, boolean>): string => {
  let all = always;
  for (const name in when) if (when[name]) all += ` ${name}`;
  return all;
};

const covers = (span: number, at: number): boolean => span >= 0 && at >= Math.floor(span / 100) && at <= span % 100;

export function Row(props: { slot: Slot }) {
  const grid = useGrid();
  const layout = useLayout();
  const { id, shown } = props.slot;
  const row = rowState(grid, id);
  const people = createMemo(() =>
    grid.colleagues().filter(({ cell }) => cell?.rowId === id() && grid.view.columns().includes(cell.column)),
  );
  const editing = createMemo(() => (grid.editing()?.rowId === id() ? grid.editing() : null));
  const handleAt = createMemo(() => {
    const over = grid.cursor.rectangle();
    return over.bottom === row.index() && grid.mayEdit() && !grid.editing() && id() !== newRow ? over.right : -1;
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
      style={{ top: `${row.index() * layout.rowHeight}px`, width: `${layout.total()}px` }}
    >
      <For each={grid.view.columns()}>
        {(column, at) =>
          isCellColumn(column) ? <Cell row={row} column={column} at={at()} /> : <SideCell row={row} column={column} at={at()} />
        }
      </For>
      <For each={people()}>
        {(one) => (
          <div
            class={`sheet-over sheet-colleague ${layout.stick(one.cell?.column ?? "agency")}`}
            aria-hidden="true"
            style={{
              "grid-column": `${grid.view.columns().indexOf(one.cell?.column ?? "agency") + 1}`,
              "--person": `var(--p${one.colour})`,
              "--left": `${layout.edges()[grid.view.columns().indexOf(one.cell?.column ?? "agency")]?.left ?? 0}px`,
              ...layout.stickAt(one.cell?.column ?? "agency"),
            }}
          >
            <span>{one.name}</span>
          </div>
        )}
      </For>
      <Show when={handleAt() >= 0}>
        <div
          class={`sheet-over ${layout.stick(grid.view.columns()[handleAt()] ?? "tick")}`}
          aria-hidden="true"
          style={{ "grid-column": `${handleAt() + 1}`, ...layout.stickAt(grid.view.columns()[handleAt()] ?? "tick") }}
        >
          <div class="sheet-handle" data-handle="" />
        </div>
      </Show>
      <Show when={editing()} keyed>
        {(open) => <CellEditor editing={open} row={row} />}
      </Show>
    </div>
  );
}

/** A cell people type in. Its text is its content; what is wrong with it is told when the cursor is on it (note.tsx). */
function Cell(props: { row: RowState; column: Exclude<GridColumn, "tick" | "status" | "places">; at: number }) {
  const grid = useGrid();
  const layout = useLayout();
  const w = useWords(worksheetWords);
  const { row } = props;
  const shown = createMemo(() => grid.shown(row.id(), props.column), undefined, {
    equals: (one, other) => one.text === other.text && one.inherited === other.inherited,
  });
  const hint = () => row.id() === newRow && props.column === "agency" && shown().text === "" && grid.mayEdit();
  const open = () => grid.editing()?.rowId === row.id() && grid.editing()?.column === props.column;
  return (
    <div
      role="gridcell"
      id={cellId(row.id(), props.column)}
      data-column={props.column}
      aria-colindex={layout.columnIndex(props.column)}
      aria-selected={covers(row.selected(), props.at)}
      aria-readonly={row.standing() !== "draft" ? true : undefined}
      aria-invalid={row.problems()[props.column] ? true : undefined}
      aria-describedby={row.active() === props.column ? "cell-note" : undefined}
      aria-hidden={open() ? true : undefined}
      class={classes(`sheet-cell ${layout.look(props.column)}`, {
        "is-inherited": shown().inherited,
        // only what is too long is cut: a clip for each of six hundred cells is half the work of scrolling
        "is-long": shown().text.length * widestLetter > layout.room(props.column) || shown().text.includes("\n"),
        "is-bad": row.problems()[props.column] !== undefined,
        "is-pending": row.pending().has(props.column),
        "is-selected": covers(row.selected(), props.at) && row.active() !== props.column,
        "is-filling": covers(row.filling(), props.at),
        "is-found": layout.found()?.rowId === row.id() && layout.found()?.column === props.column,
        "is-active": row.active() === props.column,
      })}
      style={{ "grid-column": `${props.at + 1}`, ...layout.stickAt(props.column) }}
    >
      <Show when={!hint()} fallback={<span class="sheet-clip sheet-hint is-long">{w().typeHere}</span>}>
        <span class="sheet-clip sheet-text">{shown().text.replaceAll("\n", " ⏎ ")}</span>
      </Show>
    </div>
  );
}

/** The tick at the start of a row, its request's status and its places at the end. */
function SideCell(props: { row: RowState; column: GridColumn; at: number }) {
  const grid = useGrid();
  const layout = useLayout();
  const { row } = props;
  return (
    <div
      role="gridcell"
      id={cellId(row.id(), props.column)}
      data-column={props.column}
      aria-colindex={layout.columnIndex(props.column)}
      aria-selected={covers(row.selected(), props.at)}
      aria-readonly={props.column === "tick" ? undefined : true}
      aria-describedby={row.active() === props.column ? "cell-note" : undefined}
      class={classes(`sheet-cell ${layout.look(props.column)}`, {
        "sheet-tick": props.column === "tick",
        "is-selected": covers(row.selected(), props.at) && row.active() !== props.column,
        "is-active": row.active() === props.column,
      })}
      style={{ "grid-column": `${props.at + 1}`, ...layout.stickAt(props.column) }}
    >
      {props.column === "tick" ? (
        <Tick row={row} />
      ) : props.column === "status" ? (
        <Status row={row} />
      ) : (
        <span>{row.id() === newRow ? "" : placesOf(grid, row)}</span>
      )}
    </div>
  );
}

/** Places a row counts for: its request's, or what is typed while there is none; nothing once declined (section 8, rule 13). */
const placesOf = (grid: Grid, row: RowState): string => {
  const request = row.request();
  if (request) return String(request.places);
  return row.blank() ? "" : String(placesIn(grid.read(row.id())) || "");
};

function Tick(props: { row: RowState }) {
  const grid = useGrid();
  const w = useWords(worksheetWords);
  const may = () =>
    props.row.id() !== newRow && grid.mayEdit() && (props.row.standing() === "draft" || props.row.request()?.status === "new");
  return (
    <>
      <Show
        when={may()}
        fallback={
          <span class="grid size-6 place-items-center text-faint">
            {props.row.id() !== newRow && props.row.request() ? <Lock size={12} aria-hidden="true" /> : null}
          </span>
        }
      >
        <span class="grid size-6 place-items-center">
          <input
            type="checkbox"
            class="tick"
            tabindex={-1}
            data-tick=""
            checked={grid.ticked().has(props.row.id())}
            aria-label={w().row.tick(w().row.number(props.row.index() + 1))}
          />
        </span>
      </Show>
      <span
        class="sheet-number"
        classList={{ "is-handle": grid.mayEdit() && props.row.id() !== newRow }}
        data-drag={grid.mayEdit() && props.row.id() !== newRow ? "" : undefined}
        aria-hidden="true"
      >
        {props.row.id() === newRow ? "+" : props.row.index() + 1}
      </span>
    </>
  );
}

function Status(props: { row: RowState }) {
  const grid = useGrid();
  const w = useWords(worksheetWords);
  const { language } = useLanguage();
  const problems = () => Object.keys(props.row.problems()).length;
  const incomplete = () => {
    const { place } = grid.read(props.row.id());
    return place.agencyId === null || place.siteId === null || place.serviceId === null;
  };
  const who = () => {
    const request = props.row.request();
    return request?.changedAt ? w().row.changed(request.changedBy, writeInstant(request.changedAt, language(), new Date())) : "";
  };
  return (
    <Show
      when={props.row.request()}
      fallback={
        <Show when={props.row.id() !== newRow && !props.row.blank()}>
          <Show
            when={problems() > 0}
            fallback={
              <span class="sheet-state" classList={{ "is-quiet": incomplete() }}>
                {incomplete() ? w().status.incomplete : w().status.draft}
              </span>
            }
          >
            <span class="sheet-state is-problem">
              <span aria-hidden="true">!</span>
              {w().status.problems(problems())}
            </span>
          </Show>
        </Show>
      }
    >
      {(request) => (
        <span class="sheet-chip" title={`${w().row.request(request().reference)}${who() === "" ? "" : `, ${who()}`}`}>
          {request().status === "hidden" ? null : (
            <StatusChip status={request().status as Exclude<ReturnType<typeof request>["status"], "hidden">} />
          )}
          <span class="sr-only">{`, ${w().row.request(request().reference)}${who() === "" ? "" : `, ${who()}`}`}</span>
        </span>
      )}
    </Show>
  );
}
