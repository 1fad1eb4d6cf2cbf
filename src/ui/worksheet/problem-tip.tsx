import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from "solid-js";
import { Portal } from "solid-js/web";
import type { Column } from "#domain/worksheet.ts";
import type { Problem } from "#domain/refusal.ts";
import type { Finding } from "#domain/row-check.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { problemSentence } from "#words/problem.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { pageBody, useFloat } from "./choices.tsx";
import { isCellColumn } from "./column.ts";
import { commit, shareRow } from "./edit.ts";
import { fixesFor, type Fix } from "./fix.ts";
import { cellElement, useGrid } from "./grid-state.ts";
import { CheckFixes } from "./row-check-fixes.tsx";
import { newRow } from "./view.ts";

interface Target {
  rowId: string;
  column: Column;
  /** What cannot be read or kept, and what the check found, in that order; at least one of them. */
  problem: Problem | null;
  findings: readonly Finding[];
}

const same = (one: Target | null, other: Target | null): boolean =>
  one?.rowId === other?.rowId &&
  one?.column === other?.column &&
  one?.problem === other?.problem &&
  one?.findings.length === other?.findings.length &&
  (one?.findings.every((finding, index) => finding === other?.findings[index]) ?? true);

/** What is wrong with the active cell, or with the one under the pointer, and the ways out of it in one click. */
export function ProblemTip(props: { hovered: { rowId: string; column: Column } | null; focusAsked: number; onLeft(): void }) {
  const grid = useGrid();
  const [dismissed, setDismissed] = createSignal("");
  const problemAt = (rowId: string, column: Column): Target | null => {
    if (rowId === newRow || grid.past()) return null;
    const asked = grid.requestOf(rowId) !== undefined;
    const findings = grid.check.findings(rowId).filter((one) => one.column === column);
    const problem = asked || !grid.mayEdit() ? null : (grid.read(rowId).problems[column] ?? null);
    return problem || findings.length > 0 ? { rowId, column, problem, findings } : null;
  };
  const target = createMemo(
    () => {
      if (grid.editing()) return null;
      const { rowId, column } = grid.cursor.head();
      const hovered = props.hovered ? problemAt(props.hovered.rowId, props.hovered.column) : null;
      const active = isCellColumn(column) && dismissed() !== `${rowId}-${column}` ? problemAt(rowId, column) : null;
      return hovered ?? active;
    },
    undefined,
    { equals: same },
  );
  createEffect(on(grid.cursor.head, () => setDismissed(""), { defer: true }));
  return (
    <Show when={target()} keyed>
      {(of) => (
        <Tip target={of} focusAsked={props.focusAsked} onLeft={props.onLeft} onDismiss={() => setDismissed(`${of.rowId}-${of.column}`)} />
      )}
    </Show>
  );
}

function Tip(props: { target: Target; focusAsked: number; onLeft(): void; onDismiss(): void }) {
  const grid = useGrid();
  const w = useWords(worksheetWords);
  const { language } = useLanguage();
  const { rowId, column, problem, findings } = props.target;
  const error = problem !== null || findings.some(({ severity }) => severity === "error");
  const { place } = useFloat(() => cellElement(grid, { rowId, column }), {
    width: 304,
    height: 150 + 70 * Math.max(0, findings.length - 1),
  });
  const fixes = createMemo(() =>
    problem === null ? [] : fixesFor(column, problem, { cells: grid.sheet.cells(rowId), read: grid.read(rowId), facts: grid.facts() }),
  );
  const profile = createMemo(() => {
    if (problem?.kind !== "group-too-large") return "";
    const unit = grid.facts().catalogue.destinations.find(({ id }) => id === grid.read(rowId).place.destinationId);
    return unit && unit.profileAt !== "" ? w().fix.profile(unit.name, unit.profileAt.slice(0, 10)) : "";
  });
  let box: HTMLDivElement | undefined;
  createEffect(
    on(
      () => props.focusAsked,
      () => box?.querySelector("button")?.focus(),
      { defer: true },
    ),
  );
  onCleanup(() => {
    if (box?.contains(document.activeElement)) grid.element()?.focus({ preventScroll: true });
  });
  const words = (fix: Fix): string => {
    const say = w().fix;
    if (fix.kind === "reduce") return say.reduce(fix.text);
    if (fix.kind === "share") return say.share(fix.sizes[0], fix.sizes[1]);
    if (fix.kind === "use") return say.use(fix.text);
    return fix.kind === "course" ? say.course(fix.text) : say.clear;
  };
  const apply = (fix: Fix) => {
    grid.element()?.focus({ preventScroll: true });
    grid.cursor.goTo({ rowId, column });
    if (fix.kind === "share") shareRow(grid, rowId, fix.sizes);
    else commit(grid, { rowId, column }, fix.kind === "clear" ? "" : fix.text);
  };
  return (
    <Portal mount={pageBody()}>
      <div
        ref={box}
        role="group"
        aria-label={w().fix.label}
        class="sheet-float w-76 animate-rise overflow-auto rounded-lg border border-l-3 border-line bg-raised px-3 py-2 text-sm shadow-float"
        classList={{ "border-l-danger": error, "border-l-warn": !error }}
        style={place()}
        data-tip=""
        onMouseLeave={() => props.onLeft()}
        on:keydown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          props.onDismiss();
          grid.element()?.focus({ preventScroll: true });
        }}
      >
        <Show when={problem}>{(one) => <p class="font-medium">{problemSentence(one(), language())}</p>}</Show>
        <Show when={profile() !== ""}>
          <p class="text-xs text-muted">{profile()}</p>
        </Show>
        <Show when={fixes().length > 0}>
          <div class="mt-1 -ml-1.5 flex flex-wrap gap-x-1">
            <For each={fixes()}>
              {(fix) => (
                <button
                  type="button"
                  class="min-h-6 rounded px-1.5 text-left font-semibold text-accent hover:bg-accent-soft"
                  onClick={() => apply(fix)}
                >
                  {words(fix)}
                </button>
              )}
            </For>
          </div>
        </Show>
        <For each={findings}>
          {(finding) => (
            <div class="not-first:mt-2">
              <p class="font-medium">{problemSentence(finding.problem, language())}</p>
              <CheckFixes rowId={rowId} finding={finding} onApplied={() => grid.element()?.focus({ preventScroll: true })} />
            </div>
          )}
        </For>
      </div>
    </Portal>
  );
}
