import { createEffect, createMemo, createSignal, on, onCleanup, Show, type JSX } from "solid-js";
import type { Column } from "#domain/worksheet.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { announce } from "#ui/parts/live-region.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { connectionWords } from "#words/connection.ts";
import { gridWords } from "#words/grid.ts";
import { sheetHistoryWords } from "#words/sheet-history.ts";
import { planningWords } from "#words/planning.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { Arranged } from "./arranged.tsx";
import { ColumnMenu } from "./column-menu.tsx";
import { isCellColumn, type GridColumn } from "./column.ts";
import { undo } from "./edit.ts";
import { FindBar } from "./find-bar.tsx";
import { Footer, type Counters } from "./footer.tsx";
import { GridTable, type GridTells } from "./grid.tsx";
import { createGrid, GridProvider, type GridInput } from "./grid-state.ts";
import { createLayout, LayoutProvider } from "./layout.ts";
import { useLockedSentence } from "./note.tsx";
import type { PasteRefusal } from "./paste-limit.ts";
import { PasteNotice } from "./paste-notice.tsx";
import { Planning, type PlanningFrom } from "./planning.tsx";
import { tabMoves } from "./preference.ts";
import { RowMenu } from "./row-actions.tsx";
import { SendDialog } from "./send-dialog.tsx";
import { TimeBar } from "./time-bar.tsx";
import { useTime } from "./time-state.ts";
import { Toolbar } from "./toolbar.tsx";
import { useWatch } from "./watch.ts";
import { newRow } from "./view.ts";
import { useWantedPlace } from "./wanted-place.ts";
import { ViewPanel } from "./view-panel.tsx";

export interface WorksheetGridProps {
  worksheetId: string;
  input: GridInput;
  counters: Counters;
  maySend: boolean;
  label: string;
  extra?: JSX.Element;
  /** What stands beside the grid: its panels, within reach of it. */
  dock?: () => JSX.Element;
  onSent(): void;
  /** Opens the shelf at a cell on which two values lie. */
  onShelf?: (rowId: string, column: Column) => void;
}

const gridKeys = [
  { name: "edit", keys: "F2" },
  { name: "fixes", keys: "Alt+Enter" },
  { name: "list", keys: "Alt+Shift+ArrowDown" },
  { name: "fillDown", keys: "Ctrl+d" },
  { name: "fillRight", keys: "Ctrl+r" },
  { name: "moveUp", keys: "Alt+ArrowUp" },
  { name: "moveDown", keys: "Alt+ArrowDown" },
  { name: "insert", keys: "Alt+Insert" },
  { name: "duplicate", keys: "Ctrl+Shift+d" },
  { name: "menu", keys: "Shift+F10" },
  { name: "columnMenu", keys: "Ctrl+Shift+l" },
  { name: "leave", keys: "F6" },
] as const;

/** Listed among the keys, and no action to choose in the palette. */
const movingKeys = [
  { name: "arrows", keys: "↑ ↓ ← →" },
  { name: "edge", keys: "Ctrl+←→" },
  { name: "extend", keys: "Shift+←→" },
  { name: "ends", keys: "Ctrl+Home" },
  { name: "screen", keys: "PageDown" },
  { name: "commit", keys: "Enter" },
  { name: "restore", keys: "Esc" },
  { name: "selectRow", keys: "Shift+Space" },
  { name: "selectColumn", keys: "Ctrl+Space" },
  { name: "selectAll", keys: "Ctrl+a" },
  { name: "help", keys: "F1" },
] as const;

/** The sheet with its tools and its footer, over a document that is loaded. */
export function WorksheetGrid(props: WorksheetGridProps) {
  const grid = createGrid({ ...props.input, worksheetId: props.worksheetId });
  const layout = createLayout(grid);
  onCleanup(() => grid.undoManager.destroy());
  return (
    <GridProvider value={grid}>
      <LayoutProvider value={layout}>
        <div class="flex min-h-0 flex-1 max-lg:flex-col max-md:h-[calc(100dvh-4rem)]">
          <Inside {...props} grid={grid} layout={layout} />
          {props.dock?.()}
        </div>
      </LayoutProvider>
    </GridProvider>
  );
}

function Inside(props: WorksheetGridProps & { grid: ReturnType<typeof createGrid>; layout: ReturnType<typeof createLayout> }) {
  const { grid, layout } = props;
  const w = useWords(worksheetWords);
  const c = useWords(connectionWords);
  const g = useWords(gridWords);
  const p = useWords(planningWords);
  const locked = useLockedSentence();
  const time = useTime();
  const h = useWords(sheetHistoryWords);
  const [finding, setFinding] = createSignal(false);
  const [planning, setPlanning] = createSignal<PlanningFrom | null>(null);
  const wanted = useWantedPlace({ mayEdit: () => grid.mayEdit(), open: () => setPlanning("places") });
  const [sending, setSending] = createSignal<{ copy: boolean; rowIds: string[] } | null>(null);
  const [menu, setMenu] = createSignal<{ x: number; y: number } | null>(null);
  const [column, setColumn] = createSignal<{ name: GridColumn; anchor: HTMLElement } | null>(null);
  const [viewing, setViewing] = createSignal<HTMLElement | null>(null);
  const [refused, setRefused] = createSignal<PasteRefusal | null>(null);
  // what I do not see I do not tick
  const sendable = createMemo(() =>
    grid.view.arranged() ? grid.counts.sendable().filter((id) => grid.view.indexOf(id) >= 0) : grid.counts.sendable(),
  );
  const back = () => queueMicrotask(() => grid.element()?.focus({ preventScroll: true }));
  useWatch(grid, layout);
  // a row that was sent, or that a colleague deleted, is no longer ticked
  createEffect(
    on(grid.counts.sendable, () => {
      if (grid.past()) return;
      const kept = [...grid.ticked()].filter(grid.counts.isSendable);
      if (kept.length !== grid.ticked().size) grid.setTicked(new Set(kept));
    }),
  );

  const undone = (direction: "undo" | "redo", outcome: ReturnType<typeof undo>) => {
    const say = (text: string) => toast({ kind: "info", text });
    if (outcome.outcome === "nothing") say(grid.renewed() && direction === "undo" ? c().undo.renewed : w().toast.nothing[direction]);
    else if (outcome.outcome === "superseded") say(w().toast.superseded);
    else if (outcome.stayed > 0) say(c().undo.stayed(outcome.stayed));
  };
  const kept = (count: number) => {
    if (count > 0) toast({ kind: "info", text: w().locked.some(count) });
  };
  let told = { why: "", at: 0 };
  const tells: GridTells = {
    locked: (rowId) => {
      const why = locked(rowId);
      // a word typed there is one try, not five
      if (why === "" || (why === told.why && Date.now() - told.at < 4_000)) return;
      told = { why, at: Date.now() };
      toast({ kind: "info", text: why });
    },
    undone,
    kept,
    find: () => setFinding(true),
    addPlaces: () => grid.mayEdit() && setPlanning("places"),
    duplicated: (ids) => {
      announce(w().toast.duplicated(ids.length), true);
      if (ids[0]) grid.cursor.goTo({ rowId: ids[0], column: "agency" });
    },
    moved: (rows, by) => announce(w().toast.moved(rows, by < 0), true),
    tabMoves,
    pasted: (what) => {
      setRefused("refused" in what ? what : null);
      if ("refused" in what) return;
      if (what.rows * what.columns > 1) announce(w().toast.pasted(what.rows, what.columns, what.added.length), true);
      kept(what.locked);
    },
    shelf: (rowId, of) => props.onShelf?.(rowId, of),
    copied: ({ rows, columns }) => announce(w().toast.copied(rows, columns), true),
    menuAt: (at) => (grid.mayEdit() || grid.past() !== null) && setMenu(at),
    columnMenu: (name, anchor) => setColumn({ name, anchor }),
  };
  const openSend = (copy: boolean) => {
    const order = grid.sheet.order();
    setSending({ copy, rowIds: order.filter((id) => grid.ticked().has(id)) });
  };
  const runUndo = (direction: "undo" | "redo") => undone(direction, undo(grid, direction));

  // The grid runs its own keys while it has the focus; here they are listed, and reach it from the rest of the page.
  useCommands(() => [
    {
      id: "sheet.send",
      words: w().tools.send(grid.ticked().size),
      keys: "Ctrl+Enter",
      group: "here",
      disabled: !props.maySend || grid.ticked().size === 0,
      run: () => openSend(false),
    },
    {
      id: "sheet.copy",
      words: w().tools.copy,
      group: "here",
      disabled: !props.maySend || grid.ticked().size === 0,
      run: () => openSend(true),
    },
    {
      id: "sheet.places",
      words: g().keys.addPlaces,
      keys: "Ctrl+j",
      group: "here",
      disabled: !grid.mayEdit(),
      run: () => setPlanning("places"),
    },
    { id: "sheet.copy-from", words: p().copy.action, group: "here", disabled: !grid.mayEdit(), run: () => setPlanning("copy") },
    { id: "sheet.find", words: g().keys.find, keys: "Ctrl+f", group: "here", run: () => setFinding(true) },
    { id: "sheet.undo", words: g().keys.undo, keys: "Ctrl+z", group: "here", disabled: !grid.mayEdit(), run: () => runUndo("undo") },
    { id: "sheet.redo", words: g().keys.redo, keys: "Ctrl+y", group: "here", disabled: !grid.mayEdit(), run: () => runUndo("redo") },
    {
      id: "sheet.cell-history",
      words: h().cell.action,
      keys: "Alt+h",
      group: "here",
      run: () => {
        const { rowId, column } = grid.cursor.head();
        if (rowId !== newRow && isCellColumn(column)) time.showCell({ rowId, column });
      },
    },
    // what the grid itself does: listed for those who ask, done where the active cell is
    ...gridKeys.map(({ name, keys }) => ({ id: `sheet.key.${name}`, words: g().keys[name], keys, group: "here" as const, run: back })),
    ...movingKeys.map(({ name, keys }) => ({
      id: `sheet.move.${name}`,
      words: g().keys[name],
      keys,
      group: "here" as const,
      keysOnly: true,
      run: back,
    })),
  ]);

  return (
    <div
      class="flex min-h-0 min-w-0 flex-1 flex-col"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented || !time.traveling()) return;
        event.stopPropagation();
        time.present();
        back();
      }}
    >
      <div class="flex shrink-0 flex-col gap-2 px-4 py-2.5 md:px-6">
        <Show when={!time.traveling()}>
          <Toolbar
            worksheetId={props.worksheetId}
            maySend={props.maySend}
            onSend={openSend}
            onPlan={setPlanning}
            onFind={() => setFinding(!finding())}
            onUndo={runUndo}
            onView={setViewing}
            extra={props.extra}
          />
        </Show>
        <Show when={time.open()}>
          <TimeBar />
        </Show>
        <Show when={finding()}>
          <FindBar onClose={() => setFinding(false)} />
        </Show>
        <Arranged onDone={back} />
      </div>
      <div class="relative flex min-h-0 flex-1 flex-col px-4 pb-3 md:px-6">
        <Show when={refused()}>{(why) => <PasteNotice why={why()} onClose={() => (setRefused(null), back())} />}</Show>
        <GridTable tells={tells} sendable={sendable()} label={props.label} />
        <Show when={grid.sheet.order().length === 0 && !time.traveling()}>
          <EmptyState
            class="pointer-events-none absolute inset-x-0 top-20 [&_button]:pointer-events-auto"
            title={w().empty.title}
            text={w().empty.text}
            action={
              <Show when={grid.mayEdit()}>
                <Button kind="primary" onClick={() => setPlanning("places")}>
                  {w().empty.addPlaces}
                </Button>
                <Button onClick={() => setPlanning("copy")}>{p().copy.action}</Button>
                <Button onClick={back}>{w().empty.first}</Button>
              </Show>
            }
          />
        </Show>
      </div>
      <Show when={!time.traveling()}>
        <Footer counters={props.counters} counts={grid.counts} />
      </Show>
      <Planning
        from={planning()}
        text={wanted.text()}
        onClose={() => {
          setPlanning(null);
          wanted.forget();
          back();
        }}
      />
      <Show when={sending()} keyed>
        {(what) => (
          <SendDialog
            worksheetId={props.worksheetId}
            rowIds={what.rowIds}
            copy={what.copy}
            unsaved={grid.unsaved() > 0}
            onSent={props.onSent}
            onClose={() => setSending(null)}
          />
        )}
      </Show>
      <Show when={menu()} keyed>
        {(at) => <RowMenu at={at} onClose={() => setMenu(null)} />}
      </Show>
      <Show when={column()} keyed>
        {(open) => (
          <ColumnMenu
            column={open.name}
            anchor={open.anchor}
            onClose={() => {
              setColumn(null);
              back();
            }}
          />
        )}
      </Show>
      <Show when={viewing()} keyed>
        {(anchor) => <ViewPanel anchor={anchor} onClose={() => setViewing(null)} />}
      </Show>
    </div>
  );
}
