import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { addDays, type Day } from "#domain/dates.ts";
import { unplanned, type SupplyNeed } from "#domain/supply.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { supplyWords } from "#words/supply.ts";

/** What is still to plan in one week: by course of a cohort, with the sheet it is planned on (R504). */
export function NeedPanel(props: {
  name: string;
  needs: readonly SupplyNeed[];
  monday: Day;
  /** Narrows the picture to places of this discipline; null: needs of several. */
  onDiscipline: (() => void) | null;
  onClose(): void;
}) {
  const w = useWords(supplyWords);
  const sunday = () => addDays(props.monday, 6);
  const there = () =>
    props.needs
      .filter(({ startsOn, endsOn }) => startsOn <= sunday() && endsOn >= props.monday)
      .toSorted((one, other) => unplanned(other) - unplanned(one));
  return (
    <SidePanel
      title={props.name}
      crumb={<span class="inline-block first-letter:uppercase">{w().week(props.monday, sunday())}</span>}
      onClose={props.onClose}
      actions={
        <Show when={props.onDiscipline}>
          {(narrow) => (
            <Button
              onClick={() => {
                narrow()();
                props.onClose();
              }}
            >
              {w().seeFree}
            </Button>
          )}
        </Show>
      }
    >
      <p class="mb-3 text-sm text-muted">{w().needsText}</p>
      <Show when={there().length > 0} fallback={<p class="text-sm">{w().needsNone}</p>}>
        <ul class="flex flex-col divide-y divide-line rounded-lg border border-line">
          <For each={there()}>
            {(need) => (
              <li class="flex flex-col gap-1 px-3 py-2.5 text-sm">
                <span class="flex flex-wrap items-baseline gap-x-3">
                  <span class="min-w-0 flex-1 font-medium">{`${need.cohort}, ${need.course}`}</span>
                  <span class="font-semibold tabular-nums">{w().needs(unplanned(need))}</span>
                </span>
                <span class="text-muted tabular-nums">
                  {[w().needOf(need.needed, need.planned), `${need.term}, ${need.startsOn} – ${need.endsOn}`].join(" · ")}
                </span>
                <A
                  class="self-start text-accent hover:underline"
                  href={need.worksheetId ? `/fiches/${need.worksheetId}` : `/cohortes/${need.cohortId}`}
                >
                  {need.worksheetId ? w().toPlan : w().toCohort}
                  <span class="sr-only">{` ${need.course}, ${need.cohort}`}</span>
                </A>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </SidePanel>
  );
}
