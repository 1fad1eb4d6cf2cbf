import { createComputed, createMemo, createSignal, on, onCleanup, untrack, type Accessor } from "solid-js";
import { isOpen } from "#domain/request.ts";
import { isBlank, type Column, type ReadRow } from "#domain/worksheet.ts";
import type { Grid } from "./grid-state.ts";

/** What counting reads of the grid. */
type Counted = Pick<Grid, "sheet" | "facts" | "past" | "requestsByRow" | "requestOf" | "peekRead">;

/** The footer's figures that are on the sheet (F-095): places and groups that count, and what is still to settle. */
export interface Totals {
  places: number;
  groups: number;
  problems: number;
}

/** What one row adds to them. */
interface Share extends Totals {
  /** Can be ticked and sent: a draft with something in it, or one copied to the outbox. */
  sendable: boolean;
  problem: Column | null;
}

export interface Counts {
  totals: Accessor<Totals>;
  /** False while a long sheet is counted for the first time: a part of the sum would be a wrong number. */
  known: Accessor<boolean>;
  /** Ids in the sheet's order. */
  sendable: Accessor<string[]>;
  isSendable(id: string): boolean;
  firstProblem(): { rowId: string; column: Column } | null;
}

/** Places a row that is not sent asks for: none until its size can be read. */
export function placesIn(read: ReadRow): number {
  const wrong = read.problems.size?.kind;
  return wrong === "missing" || wrong === "not-a-number" || wrong === "not-positive" ? 0 : read.size;
}

function shareOf(grid: Counted, id: string): Share | null {
  if (!grid.sheet.has(id)) return null;
  const request = grid.requestOf(id);
  if (request) {
    const open = request.status === "hidden" || request.status === "pending" || isOpen(request.status);
    // A row that is a part of another's split counts there.
    return {
      places: request.places,
      groups: open && (request.partOf ?? null) === null ? 1 : 0,
      problems: 0,
      sendable: request.status === "new",
      problem: null,
    };
  }
  const cells = grid.sheet.peek(id);
  if (isBlank(cells)) return null;
  const read = grid.peekRead(id);
  const wrong = Object.keys(read.problems) as Column[];
  return { places: placesIn(read), groups: 1, problems: wrong.length, sendable: true, problem: wrong[0] ?? null };
}

/** So many rows are judged at once; more are judged between frames, so that a sheet of ten thousand is on the screen before it is counted. */
const atOnce = 300;
/** Milliseconds of a frame that counting may take. */
const slice = 6;

/** Counts the sheet and goes on counting: an edit costs its own rows, however many there are. */
export function createCounts(grid: Counted): Counts {
  const shares = new Map<string, Share>();
  const dirty = new Set<string>();
  const sum: Totals = { places: 0, groups: 0, problems: 0 };
  const [totals, setTotals] = createSignal<Totals>({ ...sum });
  const [known, setKnown] = createSignal(false);
  const [version, setVersion] = createSignal(0);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let other = false;

  const judge = (id: string) => {
    const was = shares.get(id);
    const now = shareOf(grid, id);
    if (now) shares.set(id, now);
    else shares.delete(id);
    for (const name of ["places", "groups", "problems"] as const) sum[name] += (now?.[name] ?? 0) - (was?.[name] ?? 0);
    other ||= was?.sendable !== now?.sendable || was?.problem !== now?.problem;
  };
  const tell = () => {
    setKnown(true);
    setTotals((was) => (was.places === sum.places && was.groups === sum.groups && was.problems === sum.problems ? was : { ...sum }));
    if (other) setVersion((count) => count + 1);
    other = false;
  };
  const work = () => {
    timer = undefined;
    const begun = performance.now();
    for (const id of dirty) {
      dirty.delete(id);
      judge(id);
      if (performance.now() - begun > slice) break;
    }
    if (dirty.size > 0) timer = setTimeout(work);
    else tell();
  };
  const settle = () =>
    untrack(() => {
      if (dirty.size <= atOnce && timer === undefined) {
        for (const id of dirty) judge(id);
        dirty.clear();
        tell();
      } else timer ??= setTimeout(work);
    });

  createComputed(
    on([grid.facts, grid.past], () => {
      for (const id of shares.keys()) dirty.add(id);
      for (const id of untrack(grid.sheet.order)) dirty.add(id);
      settle();
    }),
  );
  createComputed(
    on(
      grid.requestsByRow,
      (now, was) => {
        for (const [id, request] of now) if (was?.get(id) !== request) dirty.add(id);
        for (const id of was?.keys() ?? []) if (!now.has(id)) dirty.add(id);
        settle();
      },
      { defer: true },
    ),
  );
  grid.sheet.onChange(({ cells }) => {
    for (const id of cells.keys()) dirty.add(id);
    settle();
  });
  onCleanup(() => clearTimeout(timer));

  return {
    totals,
    known,
    sendable: createMemo(() => {
      version();
      return grid.sheet.order().filter((id) => shares.get(id)?.sendable);
    }),
    isSendable: (id) => shares.get(id)?.sendable === true,
    firstProblem: () =>
      untrack(() => {
        for (const id of grid.sheet.order()) {
          const column = shares.get(id)?.problem;
          if (column) return { rowId: id, column };
        }
        return null;
      }),
  };
}
