import ArrowRight from "lucide-solid/icons/arrow-right";
import { For, Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { swapWords } from "#words/swap.ts";
import type { Move, Swaps } from "./swap-acts.ts";
import type { Found } from "./swap-screen.tsx";

/** Of those left without, so many are named. */
const named = 8;

/** One alternative: what it is the best for, what it costs whom, every change in words, and the button that does all of it. */
export function SwapPlan(props: { plan: Found["plans"][number]; at: number; may: boolean; acts: Swaps }) {
  const w = useWords(swapWords);
  const plan = () => props.plan;
  const placed = () => plan().moves.filter(({ fromRequestId }) => fromRequestId === null).length;
  const name = () => `plan ${props.at}`;
  const facts = () => [
    ...(placed() > 0 ? [w().placed(placed())] : []),
    w().moved(plan().moved),
    ...(plan().better > 0 ? [w().better(plan().better)] : []),
    ...(plan().worse > 0 ? [w().worse(plan().worse)] : []),
  ];
  return (
    <li class="rounded-lg border border-line bg-surface px-4 py-3" data-testid="repair-plan">
      <div class="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div class="min-w-0 flex-1 basis-60">
          <h3 class="text-sm font-semibold">
            {w().plan(props.at)}
            <span class="font-normal text-muted">
              {w().colon}
              {plan().aims.length === 0
                ? w().otherWay
                : plan()
                    .aims.map((aim) => w().aim[aim])
                    .join(", ")}
            </span>
          </h3>
          <p class="text-xs text-muted">{facts().join(" · ")}</p>
        </div>
        <Show when={props.may}>
          <Button
            size="sm"
            kind={props.at === 1 ? "primary" : "plain"}
            pending={props.acts.busy() === name()}
            aria-label={w().applyPlan(props.at, plan().moves.length)}
            onClick={() => void props.acts.apply(name(), plan().moves)}
          >
            {w().apply}
          </Button>
        </Show>
      </div>
      <ul class="mt-2 divide-y divide-line border-t border-line">
        <For each={plan().moves}>{(move) => <MoveLine move={move} />}</For>
      </ul>
      <Show when={plan().left.length > 0}>
        <p class="mt-2 text-xs font-medium text-warn">
          {w().left(
            plan().left.length,
            `${plan()
              .left.slice(0, named)
              .map((student) => student.name)
              .join(", ")}${plan().left.length > named ? "…" : ""}`,
          )}
        </p>
      </Show>
    </li>
  );
}

/** « Zoé Tremblay : 4e Est (1er choix) → 5e Nord (2e choix) ». */
export function MoveLine(props: { move: Move }) {
  const w = useWords(swapWords);
  const rank = (value: number | null) => (value === null ? w().noRank : w().rank(value));
  return (
    <li class="flex flex-wrap items-baseline gap-x-2 gap-y-0.5 py-1.5 text-sm">
      <span class="min-w-36 font-medium max-sm:w-full">{props.move.name}</span>
      <span class="text-muted">
        <span class="sr-only">{w().from} </span>
        {props.move.from ?? w().nowhere}
        {props.move.from !== null && props.move.wished ? ` (${rank(props.move.fromRank)})` : ""}
      </span>
      <ArrowRight size={13} class="shrink-0 self-center text-muted" aria-hidden="true" />
      <span>
        <span class="sr-only">{w().to} </span>
        {props.move.to}
        <Show when={props.move.wished}>
          <span class="text-muted">{` (${rank(props.move.toRank)})`}</span>
        </Show>
      </span>
    </li>
  );
}
