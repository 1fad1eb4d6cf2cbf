import { createUniqueId } from "solid-js";
import type { MatchTerm } from "#domain/matching.ts";
import { useWords } from "#ui/language.tsx";
import { matchingWords, weightDegree } from "#words/matching.ts";

/** How much one wish of the coordinator counts, by the browser's own slider: arrows move it, and it is heard in words. */
export function WeightSlider(props: { term: MatchTerm; value: number; disabled?: boolean; onChange(value: number): void }) {
  const w = useWords(matchingWords);
  const id = createUniqueId();
  const degree = () => weightDegree(props.value, w().degrees);
  return (
    <div class="flex flex-col">
      <div class="flex items-baseline justify-between gap-3">
        <label for={id} class="text-sm font-medium">
          {w().terms[props.term]}
        </label>
        <span class="text-xs text-muted" aria-hidden="true">
          {degree()}
        </span>
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        step={5}
        value={props.value}
        disabled={props.disabled}
        aria-valuetext={degree()}
        aria-describedby={`${id}-hint`}
        class="h-6 w-full cursor-pointer accent-accent"
        onInput={(event) => props.onChange(event.currentTarget.valueAsNumber)}
      />
      <p id={`${id}-hint`} class="text-xs text-muted">
        {w().termHints[props.term]}
      </p>
    </div>
  );
}
