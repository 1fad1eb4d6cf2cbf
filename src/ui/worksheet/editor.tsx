import { createMemo, createSignal, lazy, onCleanup, onMount, Show, Suspense, untrack } from "solid-js";
import CalendarDays from "lucide-solid/icons/calendar-days";
import { isDay, parseDay } from "#domain/dates.ts";
import { fold } from "#domain/place.ts";
import { longestCell } from "#domain/worksheet.ts";
import { restoreRows } from "#sheet/doc.ts";
import { useWords } from "#ui/language.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { gridWords } from "#words/grid.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { Choices } from "./choices.tsx";
import { kindOf } from "./column.ts";
import { commit } from "./edit.ts";
import { useGrid, type Editing } from "./grid-state.ts";
import { inColumn } from "./in-column.ts";
import { useLayout } from "./layout.ts";
import { lineBreak } from "./keyboard.ts";
import type { RowModel } from "./row-model.ts";
import { inheritedText } from "./shown.ts";
import { suggest, type Choice } from "./suggest.ts";
import { newRow } from "./view.ts";

// Forty kB that most cells do not need: fetched with the first click on its button.
const Calendar = lazy(() => import("#ui/parts/calendar.tsx"));

/**
 * Which choice Enter takes without an arrow: the first of this column's; a place that fills other columns only when it is the one
 * there is; none when one name stands for several places, because the person must say which.
 */
const likeliest = (choices: Choice[], text: string): number => {
  const [first, second] = choices;
  if (!first || text.trim() === "") return -1;
  if (!first.near) return second ? -1 : 0;
  return second && fold(first.label) === fold(second.label) ? -1 : 0;
};

type After = "down" | "up" | "right" | "left" | "stay";

/** The active cell while it is typed in. It is made when typing begins and goes when the cell is settled or left. */
export function CellEditor(props: { editing: Editing; row: RowModel }) {
  const grid = useGrid();
  const layout = useLayout();
  const w = useWords(worksheetWords);
  const g = useWords(gridWords);
  const own = untrack(() => props.editing);
  const { rowId, column, text: first } = own;
  const kind = kindOf[column];
  const listed = kind === "place" || kind === "instructor";
  const [text, setText] = createSignal(first);
  const [replacing, setReplacing] = createSignal(own.replacing);
  const [open, setOpen] = createSignal(listed && (own.open || own.replacing));
  const [calendar, setCalendar] = createSignal(false);
  // A list opened on a filled cell shows all there is, until something is typed.
  const [typed, setTyped] = createSignal(untrack(replacing));
  const choices = createMemo(() =>
    listed && open()
      ? suggest(column, typed() ? text() : "", { cells: { ...grid.sheet.peek(rowId), [column]: "" }, facts: grid.facts() })
      : [],
  );
  const [pointed, setPointed] = createSignal<number | null>(null);
  const at = () => pointed() ?? (typed() ? likeliest(choices(), text()) : -1);
  let field: HTMLInputElement | HTMLTextAreaElement | undefined;
  let done = false;

  const close = (focus: boolean) => {
    done = true;
    // another cell may be edited by now
    if (untrack(grid.editing) === own) grid.setEditing(null);
    grid.tellCell(rowId === "new" ? null : { rowId, column }, false);
    if (focus) grid.element()?.focus({ preventScroll: true });
  };
  // the row went while I typed in it: what I typed does not go with it
  const orphaned = (value: string) => {
    const back = () => {
      restoreRows(grid.doc, [rowId], grid.origin);
      commit(grid, { rowId, column }, value);
      grid.cursor.goTo({ rowId, column });
    };
    toast({ kind: "info", text: g().orphan(value), action: { label: g().orphanBack, run: back } });
  };
  const settle = (value: string, after: After) => {
    if (done) return;
    const changed = value !== first;
    close(after !== "stay");
    if (changed && rowId !== newRow && !grid.sheet.has(rowId)) return orphaned(value);
    const id = changed ? commit(grid, { rowId, column }, value) : rowId;
    // who clicked elsewhere is elsewhere already
    if (after === "stay") return;
    // a new row has its name only now; elsewhere the cursor is here already, and remembers where a run of Tabs began
    if (id !== rowId) grid.cursor.rename({ rowId: id, column });
    if (after === "down" || after === "up") lineBreak(grid, after === "down" ? 1 : -1);
    else grid.cursor.tab(after);
  };
  const value = () => choices()[at()]?.text ?? text();

  const onKeyDown = (event: KeyboardEvent) => {
    // the palette works from everywhere
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") return;
    event.stopPropagation();
    if (event.isComposing) return;
    const { key } = event;
    const arrow = key === "ArrowDown" || key === "ArrowUp";
    if (key === "Enter" && event.altKey && kind === "lines") {
      event.preventDefault();
      field?.setRangeText("\n", field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
      setText(field?.value ?? "");
    } else if (key === "Enter" || key === "Tab") {
      event.preventDefault();
      settle(value(), key === "Enter" ? (event.shiftKey ? "up" : "down") : event.shiftKey ? "left" : "right");
    } else if (key === "Escape") {
      event.preventDefault();
      grid.escaped.now = true;
      close(true);
    } else if (key === "F2") {
      event.preventDefault();
      setReplacing(!replacing());
    } else if (arrow && listed && (open() || event.altKey)) {
      event.preventDefault();
      if (!open()) setOpen(true);
      else if (choices().length > 0) setPointed(Math.max(0, Math.min(choices().length - 1, at() + (key === "ArrowDown" ? 1 : -1))));
    } else if (arrow && replacing()) {
      event.preventDefault();
      settle(value(), key === "ArrowDown" ? "down" : "up");
    } else if ((key === "ArrowLeft" || key === "ArrowRight") && replacing() && !listed && !event.shiftKey) {
      event.preventDefault();
      settle(value(), key === "ArrowRight" ? "right" : "left");
    } else if (arrow && event.altKey && kind === "day") {
      event.preventDefault();
      setCalendar(true);
    }
  };
  const onInput = (to: string) => {
    setText(to);
    setTyped(true);
    setPointed(null);
    if (listed) setOpen(true);
  };
  onMount(() => {
    field?.focus({ preventScroll: true });
    if (!replacing()) field?.setSelectionRange(first.length, first.length);
    grid.tellCell(rowId === "new" ? null : { rowId, column }, true);
  });
  // Scrolled away or re-sorted by its owner while typing: what was typed is kept.
  onCleanup(() => {
    if (!done) settle(text(), "stay");
  });
  const shared = {
    value: first,
    maxLength: longestCell,
    spellcheck: kind === "lines",
    autocomplete: "off" as const,
    // on the element itself: what is typed here never reaches the page's own shortcuts
    "on:keydown": onKeyDown,
    onInput: (event: InputEvent & { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => onInput(event.currentTarget.value),
    onBlur: (event: FocusEvent) => {
      if (event.relatedTarget instanceof Element && event.relatedTarget.closest("[data-editor-part]")) return;
      if (!calendar()) settle(text(), "stay");
    },
  };
  const label = () => g().editor.label(w().columns[column], rowId === "new" ? w().row.new : w().row.number(props.row.index() + 1));
  const end = () => grid.view.columns().indexOf(column) > grid.view.columns().length / 2;
  return (
    <div
      role="gridcell"
      aria-colindex={layout.columnIndex(column)}
      class={`sheet-over sheet-editor ${layout.stick(column)} ${end() ? "is-end" : ""}`}
      ref={inColumn(layout, () => column)}
    >
      <Show
        when={kind === "lines"}
        fallback={
          <input
            ref={(element) => (field = element)}
            type="text"
            {...shared}
            inputmode={column === "size" ? "numeric" : undefined}
            placeholder={inheritedText(column, grid.facts())}
            aria-label={label()}
            role={listed ? "combobox" : undefined}
            aria-autocomplete={listed ? "list" : undefined}
            aria-expanded={listed ? open() && choices().length > 0 : undefined}
            aria-controls={listed && open() && choices().length > 0 ? "cell-choices" : undefined}
            aria-activedescendant={at() >= 0 && choices().length > 0 ? `cell-choice-${at()}` : undefined}
          />
        }
      >
        <textarea
          ref={(element) => (field = element)}
          rows={1}
          {...shared}
          placeholder={inheritedText(column, grid.facts())}
          aria-label={label()}
          aria-description={g().editor.newLine}
        />
      </Show>
      <Show when={kind === "day"}>
        <button
          type="button"
          tabindex={-1}
          class="sheet-calendar"
          data-editor-part=""
          aria-label={g().editor.calendar}
          title={g().editor.calendar}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => setCalendar(true)}
        >
          <CalendarDays size={15} aria-hidden="true" />
        </button>
        <Show when={calendar()}>
          <Suspense>
            <Calendar
              anchor={() => field ?? null}
              value={dayIn(text()) ?? dayIn(inheritedText(column, grid.facts()))}
              min={grid.facts().course.startsOn}
              max={grid.facts().course.endsOn}
              onPick={(day) => {
                setCalendar(false);
                settle(day, "down");
              }}
              onClose={() => {
                setCalendar(false);
                field?.focus({ preventScroll: true });
              }}
            />
          </Suspense>
        </Show>
      </Show>
      <Show when={open() && field}>
        <Choices
          anchor={() => field}
          label={g().editor.choices(w().columns[column])}
          choices={choices()}
          at={at()}
          typed={typed() && text().trim() !== ""}
          onPick={(choice) => settle(choice.text, "right")}
          onPoint={setPointed}
        />
      </Show>
    </div>
  );
}

const dayIn = (text: string): string | null => {
  const day = parseDay(text);
  return day !== null && isDay(day) ? day : null;
};
