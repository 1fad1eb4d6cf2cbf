import { batch, createComputed, createSignal, on, onCleanup, untrack, type Accessor, type Signal } from "solid-js";
import { cellsOfFix, checkFixes, type CheckFix } from "#domain/row-fix.ts";
import type { Problem } from "#domain/refusal.ts";
import { createSheetCheck, type Finding } from "#domain/row-check.ts";
import { columns, isBlank, type Column } from "#domain/worksheet.ts";
import { setCells } from "#sheet/doc.ts";
import { asOneAction } from "./append.ts";
import { canType, type Grid } from "./grid-state.ts";
import type { CheckSource } from "./row-check-source.ts";

/** How many rows have something to settle, by weight; `overlaps` are among both. */
export interface CheckTotals {
  errors: number;
  warnings: number;
  overlaps: number;
}

/** The check of a sheet as signals: an edit costs its own row and those at its unit, however many there are. */
export interface RowCheck {
  /** What is wrong with a row besides what cannot be read in it; errors first. */
  findings(rowId: string): readonly Finding[];
  totals: Accessor<CheckTotals>;
  /** Goes up when any row's findings change. */
  version: Accessor<number>;
  /** Now, without being run again. */
  peek(rowId: string): readonly Finding[];
  /** What cannot be read or kept in its cells, now. */
  unread(rowId: string): [Column, Problem][];
  fixes(rowId: string, finding: Finding): CheckFix[];
}

const nothing: readonly Finding[] = [];
/** As many rows at once; more are judged between frames, so that a long sheet is on the screen first. */
const atOnce = 60;
/** Milliseconds of a frame that checking may take. */
const slice = 8;

type Checked = Pick<Grid, "worksheetId" | "present" | "facts" | "requestsByRow" | "requestOf" | "peekRead">;

export const noCheck: RowCheck = {
  findings: () => nothing,
  totals: () => ({ errors: 0, warnings: 0, overlaps: 0 }),
  version: () => 0,
  peek: () => nothing,
  unread: () => [],
  fixes: () => [],
};

export function createRowCheck(grid: Checked, source: CheckSource): RowCheck {
  const kind = untrack(grid.facts).kind;
  const check = createSheetCheck({ worksheetId: grid.worksheetId, kind });
  const signals = new Map<string, Signal<readonly Finding[]>>();
  const shares = new Map<string, CheckTotals>();
  const sum: CheckTotals = { errors: 0, warnings: 0, overlaps: 0 };
  const [totals, setTotals] = createSignal<CheckTotals>({ ...sum });
  const [version, setVersion] = createSignal(0);
  const dirty = new Set<string>();
  /** Rows whose findings are to be looked at again. */
  const open = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function read(rowId: string): void {
    const blank = !grid.present.has(rowId) || isBlank(grid.present.peek(rowId));
    const row = blank ? null : grid.peekRead(rowId);
    check.setRow(rowId, grid.requestOf(rowId) ? null : row);
    // a row's request meets others as well
    if (row?.place.serviceId) source.want([row.place.serviceId]);
  }
  const unread = (rowId: string): [Column, Problem][] => {
    const blank = !grid.present.has(rowId) || isBlank(grid.present.peek(rowId));
    return blank || grid.requestOf(rowId) ? [] : (Object.entries(grid.peekRead(rowId).problems) as [Column, Problem][]);
  };
  function look(rowId: string): void {
    const findings = grid.present.has(rowId) ? check.findings(rowId) : nothing;
    const errors = unread(rowId).length > 0 || findings.some(({ severity }) => severity === "error");
    const now = {
      errors: errors ? 1 : 0,
      warnings: !errors && findings.length > 0 ? 1 : 0,
      overlaps: findings.some(({ problem }) => problem.kind === "group-overlap") ? 1 : 0,
    };
    const was = shares.get(rowId);
    for (const name of ["errors", "warnings", "overlaps"] as const) sum[name] += now[name] - (was?.[name] ?? 0);
    if (findings.length > 0 || errors) shares.set(rowId, now);
    else shares.delete(rowId);
    signals.get(rowId)?.[1](findings);
  }
  /** Reads what changed, then looks at every row that concerns; true when all is done. */
  function work(most: number, until: number): boolean {
    let count = 0;
    for (const queue of [dirty, open]) {
      for (const rowId of queue) {
        if (count++ >= most || performance.now() > until) return false;
        queue.delete(rowId);
        (queue === dirty ? read : look)(rowId);
      }
      if (queue === dirty) for (const rowId of check.changed()) open.add(rowId);
    }
    return true;
  }
  function tell(): void {
    setTotals((was) => (was.errors === sum.errors && was.warnings === sum.warnings && was.overlaps === sum.overlaps ? was : { ...sum }));
    setVersion((count) => count + 1);
  }
  function goOn(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      const all = batch(() => work(Number.POSITIVE_INFINITY, performance.now() + slice));
      if (all) batch(tell);
      else goOn();
    });
  }
  function enqueue(rowIds: Iterable<string>): void {
    for (const rowId of rowIds) dirty.add(rowId);
    // one row typed is judged before it is drawn
    if (dirty.size > atOnce || !batch(() => work(atOnce * 4, performance.now() + slice * 4))) goOn();
    else batch(tell);
  }

  const everything = () => [...new Set([...grid.present.order(), ...grid.requestsByRow().keys()])];
  grid.present.onChange(({ cells, order }) => {
    const rows = [...cells.keys()];
    if (order) for (const rowId of shares.keys()) if (!grid.present.has(rowId)) rows.push(rowId);
    if (rows.length > 0) untrack(() => enqueue(rows));
  });
  source.onTaken((taken) => {
    for (const [destinationId, { intents, lines }] of taken) check.setTaken(destinationId, intents, lines);
    enqueue([]);
  });
  createComputed(
    on([grid.facts, source.facts], ([facts, known]) => {
      if (!known) return;
      check.setFacts({ ...known, kind: facts.kind, catalogue: facts.catalogue });
      untrack(() => enqueue(everything()));
    }),
  );
  createComputed(
    on(grid.requestsByRow, (now, was) => untrack(() => enqueue(new Set([...now.keys(), ...(was?.keys() ?? [])]))), { defer: true }),
  );
  onCleanup(() => clearTimeout(timer));

  return {
    totals,
    version,
    peek: (rowId) => check.findings(rowId),
    unread,
    findings(rowId) {
      let signal = signals.get(rowId);
      if (!signal) {
        signal = createSignal(shares.has(rowId) ? check.findings(rowId) : nothing);
        signals.set(rowId, signal);
      }
      return signal[0]();
    },
    fixes(rowId, finding) {
      const intent = check.intentOf(rowId);
      const facts = untrack(grid.facts);
      const known = untrack(source.facts);
      if (!known || grid.requestOf(rowId)) return [];
      const { size, schedule, place } = grid.peekRead(rowId);
      const key = intent?.key ?? `row ${rowId}`;
      return checkFixes(finding.problem, {
        key,
        kind,
        size,
        schedule,
        place,
        course: facts.course,
        facts: { catalogue: facts.catalogue, hours: known.hours },
        load: check.load,
      });
    },
  };
}

/** Writes what a way out says, as one action that is undone like another; false when the row does not change here. */
export function applyFix(grid: Grid, rowId: string, fix: CheckFix): boolean {
  const cells = cellsOfFix(fix);
  const edits = columns.flatMap((column: Column) => {
    const text = cells[column];
    return text === undefined || !canType(grid, rowId, column) ? [] : [{ rowId, column, text }];
  });
  if (edits.length === 0) return false;
  asOneAction(grid, () => setCells(grid.doc, edits, grid.origin));
  return true;
}
