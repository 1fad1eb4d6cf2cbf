import { Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { Legend } from "#ui/occupancy/legend.tsx";
import { supplyWords } from "#words/supply.ts";

/** How to read the colours, with what this picture has more than occupancy: what is prepared, what would not fit, what is to plan. */
export function SupplyLegend(props: { ghosts: boolean; needs: boolean; own: boolean }) {
  const w = useWords(supplyWords);
  return (
    <div class="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted">
      <Legend />
      <Show when={props.ghosts}>
        <span class="flex items-center gap-1.5">
          <span aria-hidden="true" class="h-3.5 w-4 rounded-sm border border-dashed border-line-strong" />
          {w().legendGhost}
        </span>
        <span class="flex items-center gap-1.5">
          <span aria-hidden="true" class="h-3.5 w-4 rounded-sm border-2 border-dashed border-(--heat-over)" />
          {w().legendWouldBe}
        </span>
      </Show>
      <Show when={props.own}>
        <span class="flex items-center gap-1.5">
          <span aria-hidden="true" class="mx-1 size-1.5 rounded-full bg-accent" />
          {w().legendOwn}
        </span>
      </Show>
      <Show when={props.needs}>
        <span class="flex items-center gap-1.5">
          <span aria-hidden="true" class="h-3.5 w-4 border-t-2 border-accent bg-accent/30" />
          {w().legendNeed}
        </span>
      </Show>
    </div>
  );
}
