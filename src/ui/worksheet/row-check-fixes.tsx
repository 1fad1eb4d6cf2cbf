import { createMemo, For, Show } from "solid-js";
import type { Finding } from "#domain/row-check.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { announce } from "#ui/parts/live-region.tsx";
import { rowCheckWords, writeFix } from "#words/row-check.ts";
import { worksheetWords } from "#words/worksheet.ts";
import { useGrid } from "./grid-state.ts";
import { applyFix } from "./row-check.ts";

/** The ways out of a finding, each in one click that is undone like another. */
export function CheckFixes(props: { rowId: string; finding: Finding; onApplied?(): void }) {
  const grid = useGrid();
  const { language } = useLanguage();
  const w = useWords(rowCheckWords);
  const sheetWords = useWords(worksheetWords);
  const fixes = createMemo(() => {
    grid.check.version();
    return grid.mayEdit() ? grid.check.fixes(props.rowId, props.finding) : [];
  });
  return (
    <Show when={fixes().length > 0}>
      <div role="group" aria-label={sheetWords().fix.label} class="mt-0.5 -ml-1.5 flex flex-wrap gap-x-1">
        <For each={fixes()}>
          {(fix) => (
            <button
              type="button"
              class="min-h-6 rounded px-1.5 text-left font-semibold text-accent hover:bg-accent-soft"
              onClick={() => {
                if (applyFix(grid, props.rowId, fix)) announce(w().applied, true);
                props.onApplied?.();
              }}
            >
              {writeFix(fix, language())}
            </button>
          )}
        </For>
      </div>
    </Show>
  );
}
