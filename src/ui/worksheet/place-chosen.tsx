import { For, Show } from "solid-js";
import X from "lucide-solid/icons/x";
import { parseWhole } from "#domain/worksheet.ts";
import { useWords } from "#ui/language.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { NumberInput } from "#ui/parts/text-input.tsx";
import { planningWords } from "#words/planning.ts";
import type { FoundPlace } from "./place-search.tsx";

/** A place ticked: the size of its group, or how many individual places, as typed. */
export interface Chosen {
  key: string;
  place: FoundPlace;
  number: string;
}

/** The number typed, when it is one; an empty size is left for the grid, an empty count is one place. */
export function numberOf(chosen: Chosen, kind: "group" | "individual"): number | null {
  if (chosen.number.trim() === "") return kind === "group" ? 0 : 1;
  const whole = parseWhole(chosen.number);
  return whole !== null && whole >= 1 && whole <= 999 ? whole : null;
}

/** What is ticked, whatever is searched for now, each with its size. */
export function PlacesChosen(props: {
  chosen: readonly Chosen[];
  kind: "group" | "individual";
  onNumber(key: string, number: string): void;
  onRemove(key: string): void;
}) {
  const w = useWords(planningWords);
  const say = () => w().places;
  const nameOf = ({ place }: Chosen) => place.name || place.path;
  const keys = () => props.chosen.map(({ key }) => key);
  return (
    <section class="flex min-w-0 flex-col gap-2" aria-label={say().chosen}>
      <h3 class="text-xs font-semibold text-muted">{say().chosen}</h3>
      <Show when={props.chosen.length > 0} fallback={<p class="text-sm text-muted">{say().noneChosen}</p>}>
        <ul class="flex max-h-80 flex-col gap-1.5 overflow-auto">
          <For each={keys()}>
            {(key) => {
              let kept = props.chosen.find((one) => one.key === key) as Chosen;
              const one = () => (kept = props.chosen.find((other) => other.key === key) ?? kept);
              const error = () => {
                const number = numberOf(one(), props.kind);
                if (number === null) return say().notNumber;
                const most = one().place.largestGroup;
                return props.kind === "group" && most !== null && number > most ? say().tooLarge(most) : null;
              };
              return (
                <li class="flex items-start gap-2 rounded-lg border border-line px-2.5 py-2">
                  <span class="min-w-0 flex-1 pt-1">
                    <span class="block text-sm font-medium">{nameOf(one())}</span>
                    <Show when={one().place.name !== ""}>
                      <span class="block text-xs text-muted">{one().place.path}</span>
                    </Show>
                  </span>
                  <Field
                    label={props.kind === "group" ? say().sizeOf(nameOf(one())) : say().countOf(nameOf(one()))}
                    hiddenLabel
                    class="w-16"
                    error={error()}
                  >
                    <NumberInput value={one().number} onChange={(number) => props.onNumber(key, number)} />
                  </Field>
                  <IconButton
                    label={say().remove(nameOf(one()))}
                    icon={<X size={15} aria-hidden="true" />}
                    onClick={() => props.onRemove(key)}
                  />
                </li>
              );
            }}
          </For>
        </ul>
      </Show>
    </section>
  );
}
