import { useQuery } from "@tanstack/solid-query";
import { useSearchParams } from "@solidjs/router";
import CircleCheck from "lucide-solid/icons/circle-check";
import { createMemo, For, Show } from "solid-js";
import type { Id } from "#domain/id.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { SheetScreen, WaitingScreen } from "#ui/assignment/sheet-screen.tsx";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { swapWords } from "#words/swap.ts";
import { SwapPairs } from "./swap-pairs.tsx";
import { SwapPlan } from "./swap-plan.tsx";
import { useSwaps } from "./swap-acts.ts";

export type Found = Outputs["swap"]["find"];

/**
 * `/fiches/:id/echanges`: what is out of place and the fewest changes that repair it, as alternatives; pairs who both gain. Of one place
 * (`place`), of one student (`etudiant`), or of the whole sheet.
 */
export function SwapScreen(props: { worksheetId: Id }) {
  const w = useWords(swapWords);
  const [search, setSearch] = useSearchParams<{ place: string; etudiant: string; tous: string }>();
  const asked = () => ({
    worksheetId: props.worksheetId,
    requestId: search.place ?? null,
    studentId: search.etudiant ?? null,
    leave: search.tous === "1",
  });
  const query = useQuery(() => ({
    queryKey: ["assignment", "swap", asked()],
    queryFn: () => api.swap.find.query(asked()),
    // What was found stays until there is something newer: a colleague's seat elsewhere empties no screen.
    placeholderData: (before: Found | undefined) => before,
    suspense: false,
  }));
  const narrowed = () => asked().requestId !== null || asked().studentId !== null;
  return (
    <Show when={answerOf(query)} fallback={<WaitingScreen title={w().title} width="narrow" query={query} />}>
      {(found) => (
        <Swaps
          found={found()}
          narrowed={narrowed()}
          ofStudent={asked().studentId}
          onLeave={(all) => setSearch({ tous: all ? "1" : "0" }, { replace: true })}
        />
      )}
    </Show>
  );
}

interface SwapsProps {
  found: Found;
  /** To one place or one student. */
  narrowed: boolean;
  ofStudent: Id | null;
  onLeave(all: boolean): void;
}

function Swaps(props: SwapsProps) {
  const w = useWords(swapWords);
  const head = () => props.found.head;
  const acts = useSwaps(() => head().id);
  return (
    <SheetScreen
      head={head()}
      title={w().title}
      width="narrow"
      actions={props.narrowed ? <ButtonLink href={`/fiches/${head().id}/echanges`}>{w().whole}</ButtonLink> : undefined}
    >
      <div class="flex flex-col gap-5">
        <p class="text-sm text-muted">{w().intro}</p>
        <Repair found={props.found} acts={acts} ofStudent={props.ofStudent} onLeave={props.onLeave} />
        <Show when={!props.narrowed}>
          <SwapPairs pairs={props.found.pairs} may={props.found.may.assign} acts={acts} />
        </Show>
      </div>
    </SheetScreen>
  );
}

function Repair(props: { found: Found; acts: ReturnType<typeof useSwaps>; ofStudent: Id | null; onLeave(all: boolean): void }) {
  const w = useWords(swapWords);
  const about = () => props.found.about;
  const without = createMemo(() =>
    props.found.without.filter(({ id }) => (about() ? false : props.ofStudent === null || id === props.ofStudent)),
  );
  const overfull = () => (about() || props.ofStudent !== null ? [] : props.found.overfull);
  /** Who stays where everybody is to leave, by a person's decision. */
  const fixed = () => (about()?.leave ? props.found.fixed.map(({ name }) => name).join(", ") : "");
  const helps = () => props.found.plans.filter(({ moves }) => moves.length > 0);
  const stuck = () => props.found.plans.length > 0 && helps().length === 0;
  return (
    <section aria-labelledby="repair-heading" class="flex flex-col gap-3">
      <h2 id="repair-heading" class="text-base font-semibold">
        {w().repairTitle}
      </h2>
      <Show when={about()}>
        {(place) => (
          <fieldset>
            <legend class="mb-1 text-sm font-medium">{w().leaveLabel}</legend>
            <RadioGroup<"excess" | "all">
              inline
              value={place().leave ? "all" : "excess"}
              onChange={(value) => props.onLeave(value === "all")}
              options={[
                { value: "excess", label: w().leaveExcess },
                { value: "all", label: w().leaveAll },
              ]}
            />
          </fieldset>
        )}
      </Show>
      <Show
        when={props.found.plans.length > 0}
        fallback={
          <Show when={fixed() === ""} fallback={<Notice kind="info">{w().fixed(fixed())}</Notice>}>
            <EmptyState
              icon={<CircleCheck size={22} />}
              title={about() ? w().nothingAt(about()?.path ?? "") : w().nothing}
              text={about() ? w().nothingAtText : w().nothingText}
              action={<ButtonLink href={`/fiches/${props.found.head.id}/affectation`}>{w().toGrid}</ButtonLink>}
            />
          </Show>
        }
      >
        <div class="rounded-lg border border-line bg-sunken/50 px-3 py-2.5 text-sm" data-testid="repair-about">
          <h3 class="text-xs font-semibold text-muted">{w().about}</h3>
          <ul class="mt-1 flex flex-col gap-0.5">
            <Show when={about()}>
              {(place) => (
                <li>
                  {place().leave ? w().leaving(place().path, place().taken) : w().overfull(place().path, place().taken, place().size)}
                </li>
              )}
            </Show>
            <For each={overfull()}>{(place) => <li>{w().overfull(place.path, place.taken, place.size)}</li>}</For>
            <Show when={without().length > 0}>
              <li>
                {w().without(without().length)}
                <span class="text-muted">
                  {w().colon}
                  {without()
                    .slice(0, 12)
                    .map(({ name }) => name)
                    .join(", ")}
                  {without().length > 12 ? "…" : ""}
                </span>
              </li>
            </Show>
          </ul>
          <Show when={fixed() !== ""}>
            <p class="mt-1.5 text-muted">{w().fixed(fixed())}</p>
          </Show>
        </div>
        <Show when={stuck()}>
          <Notice kind="warn" quiet title={w().cannot}>
            {w().cannotText}
          </Notice>
        </Show>
        <ol class="flex flex-col gap-3" aria-label={w().repairTitle}>
          <For each={helps()}>{(plan, at) => <SwapPlan plan={plan} at={at() + 1} may={props.found.may.assign} acts={props.acts} />}</For>
        </ol>
      </Show>
    </section>
  );
}
