import { Show } from "solid-js";
import ListChecks from "lucide-solid/icons/list-checks";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { rowCheckWords } from "#words/row-check.ts";
import { useGrid } from "./grid-state.ts";
import { useTime } from "./time-state.ts";

/** Opens the check of the sheet, and counts the rows that have something to settle. */
export function RowCheckButton(props: { open: boolean; onOpen(to: boolean): void }) {
  const grid = useGrid();
  const time = useTime();
  const w = useWords(rowCheckWords);
  const totals = grid.check.totals;
  return (
    <Button
      kind={props.open ? "primary" : "plain"}
      aria-pressed={props.open}
      title={w().button}
      class={totals().errors + totals().warnings > 0 ? "" : "max-2xl:[&>span]:sr-only"}
      icon={<ListChecks size={15} aria-hidden="true" />}
      onClick={() => {
        time.showCell(null);
        props.onOpen(!props.open);
      }}
    >
      <span class="inline-flex items-center gap-1.5">
        <span class="max-2xl:sr-only">{w().button}</span>
        <Show when={totals().errors > 0}>
          <b class="rounded-full bg-danger-soft px-1.5 text-2xs leading-4.5 font-semibold text-danger">
            {totals().errors} <span class="sr-only">{w().problemWord(totals().errors)}</span>
          </b>
        </Show>
        <Show when={totals().warnings > 0}>
          <b class="rounded-full bg-warn-soft px-1.5 text-2xs leading-4.5 font-semibold text-warn">
            {totals().warnings} <span class="sr-only">{w().warningWord(totals().warnings)}</span>
          </b>
        </Show>
      </span>
    </Button>
  );
}
