import ArrowLeftRight from "lucide-solid/icons/arrow-left-right";
import { For, Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { swapWords } from "#words/swap.ts";
import type { Swaps } from "./swap-acts.ts";
import { MoveLine } from "./swap-plan.tsx";
import type { Found } from "./swap-screen.tsx";

/** Pairs who would both get a better choice by changing places, one click each (R418). */
export function SwapPairs(props: { pairs: Found["pairs"]; may: boolean; acts: Swaps }) {
  const w = useWords(swapWords);
  return (
    <section aria-labelledby="pairs-heading" class="flex flex-col gap-2">
      <h2 id="pairs-heading" class="text-base font-semibold">
        {w().swapTitle}
      </h2>
      <Show when={props.pairs.length > 0} fallback={<p class="text-sm text-muted">{w().noPairs}</p>}>
        <p class="text-sm text-muted">{w().swapIntro}</p>
        <ul class="flex flex-col gap-2">
          <For each={props.pairs}>
            {({ one, other }) => (
              <li
                class="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-surface px-4 py-2"
                data-testid="swap-pair"
              >
                <ul class="min-w-0 flex-1 basis-60">
                  <MoveLine move={one} />
                  <MoveLine move={other} />
                </ul>
                <Show when={props.may}>
                  <Button
                    size="sm"
                    icon={<ArrowLeftRight size={14} aria-hidden="true" />}
                    pending={props.acts.busy() === `${one.studentId} ${other.studentId}`}
                    aria-label={w().swapBoth(one.name, other.name)}
                    onClick={() => void props.acts.apply(`${one.studentId} ${other.studentId}`, [one, other])}
                  >
                    {w().swap}
                  </Button>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}
