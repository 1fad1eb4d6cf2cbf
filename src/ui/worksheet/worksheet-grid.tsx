import { createEffect, createMemo, createSignal, on, onCleanup, Show, type JSX } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { useCommands } from "#ui/parts/commands.ts";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { announce } from "#ui/parts/live-region.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { gridWords } from "#words/grid.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { AddPlaces } from "./add-places.tsx";
import { ColumnMenu } from "./column-menu.tsx";
import type { GridColumn } from "./column.ts";
import { countSheet } from "./count.ts";
import { mostRows, undo } from "./edit.ts";
import { FindBar } from "./find-bar.tsx";
import { Footer, type Counters } from "./footer.tsx";
import { GridTable, type GridTells } from "./grid.tsx";
import { createGrid, GridProvider, type GridInput } from "./grid-state.ts";
import { createLayout, LayoutProvider } from "./layout.ts";
import { useLockedSentence } from "./note.tsx";
import { tabMoves } from "./preference.ts";
import { RowMenu } from "./row-actions.tsx";
import { SendDialog } from "./send-dialog.tsx";
import { Toolbar } from "./toolbar.tsx";
import { useWatch } from "./watch.ts";
import { ViewPanel } from "./view-panel.tsx";

export interface WorksheetGridProps {
  worksheetId: string;
  input: GridInput;
  counters: Counters;
  maySend: boolean;
  label: string;
  extra?: JSX.Element;
  onSent(): void;
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
  { name: "menu", keys: "Shift+F10" },
  { name: "selectRow", keys: "Shift+Space" },
  { name: "leave", keys: "F6" },
] as const;

/** The sheet with its tools and its footer, over a document that is loaded. */
export function WorksheetGrid(props: WorksheetGridProps) {
  const grid = createGrid(props.input);
  const layout = createLayout(grid);
  onCleanup(() => grid.undoManager.destroy());
  return (
    <GridProvider value={grid}>
      <LayoutProvider value={layout}>
        <Inside {...props} grid={grid} layout={layout} />
      </LayoutProvider>
    </GridProvider>
  );
}

function Inside(props: WorksheetGridProps & { grid: ReturnType<typeof createGrid>; layout: ReturnType<typeof createLayout> }) {
  const { grid, layout } = props;
  const w = useWords(worksheetWords);
  const g = useWords(gridWords);
  const locked = useLockedSentence();
  const [finding, setFinding] = createSignal(false);
  const [adding, setAdding] = createSignal(false);
  const [sending, setSending] = createSignal<{ copy: boolean; rowIds: string[] } | null>(null);
  const [menu, setMenu] = createSignal<{ x: number; y: number } | null>(null);
  const [column, setColumn] = createSignal<{ name: GridColumn; anchor: HTMLElement } | null>(null);
  const [viewing, setViewing] = createSignal<HTMLElement | null>(null);
  const counts = createMemo(() => countSheet(grid));
  // what I do not see I do not tick
  const sendable = createMemo(() =>
    grid.view.arranged() ? counts().sendable.filter((id) => grid.view.indexOf(id) >= 0) : counts().sendable,
  );
  const back = () => queueMicrotask(() => grid.element()?.focus({ preventScroll: true }));
  useWatch(grid, layout);
  // a row that was sent, or that a colleague deleted, is no longer ticked
  createEffect(
    on(counts, ({ sendable }) => {
      const may = new Set(sendable);
      const kept = [...grid.ticked()].filter((id) => may.has(id));
      if (kept.length !== grid.ticked().size) grid.setTicked(new Set(kept));
    }),
  );

  const undone = (direction: "undo" | "redo", outcome: ReturnType<typeof undo>) => {
    if (outcome === "nothing") toast({ kind: "info", text: w().toast.nothing[direction] });
    if (outcome === "superseded") toast({ kind: "info", text: w().toast.superseded });
  };
  const kept = (count: number) => {
    if (count > 0) toast({ kind: "info", text: w().locked.some(count) });
  };
  const tells: GridTells = {
    locked: (rowId) => {
      const why = locked(rowId);
      if (why !== "") toast({ kind: "info", text: why });
    },
    undone,
    kept,
    find: () => setFinding(true),
    addPlaces: () => grid.mayEdit() && setAdding(true),
    moved: (rows, by) => announce(w().toast.moved(rows, by < 0), true),
    tabMoves,
    pasted: ({ rows, columns, added, locked: held }) => {
      if (rows * columns > 1) announce(w().toast.pasted(rows, columns, added.length), true);
      kept(held);
      if (grid.sheet.order().length >= mostRows) toast({ kind: "info", text: w().toast.tooMany });
    },
    copied: ({ rows, columns }) => announce(w().toast.copied(rows, columns), true),
    menuAt: (at) => grid.mayEdit() && setMenu(at),
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
    { id: "sheet.places", words: g().keys.addPlaces, keys: "Ctrl+j", group: "here", disabled: !grid.mayEdit(), run: () => setAdding(true) },
    { id: "sheet.find", words: g().keys.find, keys: "Ctrl+f", group: "here", run: () => setFinding(true) },
    { id: "sheet.undo", words: g().keys.undo, keys: "Ctrl+z", group: "here", disabled: !grid.mayEdit(), run: () => runUndo("undo") },
    { id: "sheet.redo", words: g().keys.redo, keys: "Ctrl+y", group: "here", disabled: !grid.mayEdit(), run: () => runUndo("redo") },
    // what the grid itself does: listed for those who ask, done where the active cell is
    ...gridKeys.map(({ name, keys }) => ({ id: `sheet.key.${name}`, words: g().keys[name], keys, group: "here" as const, run: back })),
  ]);

  return (
    <div class="flex min-h-0 flex-1 flex-col max-md:h-[calc(100dvh-4rem)]">
      <div class="flex shrink-0 flex-col gap-2 px-4 py-2.5 md:px-6">
        <Toolbar
          worksheetId={props.worksheetId}
          maySend={props.maySend}
          onSend={openSend}
          onAddPlaces={() => setAdding(true)}
          onFind={() => setFinding(!finding())}
          onUndo={runUndo}
          onView={setViewing}
          extra={props.extra}
        />
        <Show when={finding()}>
          <FindBar onClose={() => setFinding(false)} />
        </Show>
        <Show when={grid.view.arranged()}>
          <p class="flex flex-wrap items-center gap-2 text-xs text-muted">
            {g().view.arranged(grid.view.order().length - (grid.mayEdit() ? 1 : 0), grid.sheet.order().length)}
            <Button
              size="sm"
              kind="quiet"
              onClick={() => {
                grid.view.filter({});
                grid.view.sort(null);
              }}
            >
              {g().view.clearFilters}
            </Button>
          </p>
        </Show>
      </div>
      <div class="relative flex min-h-0 flex-1 flex-col px-4 pb-3 md:px-6">
        <GridTable tells={tells} sendable={sendable()} label={props.label} />
        <Show when={grid.sheet.order().length === 0}>
          <EmptyState
            class="pointer-events-none absolute inset-x-0 top-20 [&_button]:pointer-events-auto"
            title={w().empty.title}
            text={w().empty.text}
            action={
              <Show when={grid.mayEdit()}>
                <Button kind="primary" onClick={() => setAdding(true)}>
                  {w().empty.addPlaces}
                </Button>
                <Button onClick={back}>{w().empty.first}</Button>
              </Show>
            }
          />
        </Show>
      </div>
      <Footer counters={props.counters} counts={counts()} />
      <Show when={adding()}>
        <AddPlaces
          onClose={() => {
            setAdding(false);
            back();
          }}
        />
      </Show>
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
