import CircleCheck from "lucide-solid/icons/circle-check";
import { createSignal, For, Show, type JSX } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Slot } from "#ui/parts/slot.tsx";
import { cleanUpWords } from "#words/clean-up.ts";

/** So many lines of a step are drawn before somebody asks for the rest. */
const first = 8;

/** One step of the list: what is left of it, what it is about, what can be done with all of it, and its lines. Settled, it is one line. */
export function CleanUpStep(props: {
  /** Its number in the order of work. */
  at: number;
  title: string;
  text: string;
  /** What is left, by id. */
  ids: readonly string[];
  actions?: JSX.Element;
  line(id: string): JSX.Element;
}) {
  const w = useWords(cleanUpWords);
  const [all, setAll] = createSignal(false);
  const count = () => props.ids.length;
  const drawn = () => (all() ? props.ids : props.ids.slice(0, first));
  const heading = `clean-up-${props.at}`;
  return (
    <section
      aria-labelledby={heading}
      data-testid="clean-up-step"
      class="rounded-lg border bg-surface"
      classList={{ "border-line": count() === 0, "border-line-strong": count() > 0 }}
    >
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5">
        <Show
          when={count() === 0}
          fallback={
            <span
              class="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent"
              aria-hidden="true"
            >
              {props.at}
            </span>
          }
        >
          <CircleCheck class="size-6 shrink-0 text-done" aria-hidden="true" />
        </Show>
        <h2 id={heading} class="min-w-0 flex-1 basis-48 text-sm" classList={{ "font-semibold": count() > 0, "text-muted": count() === 0 }}>
          {props.title}
          <span class="ml-2 text-xs font-normal text-muted tabular-nums">{count() === 0 ? w().done : w().left(count())}</span>
        </h2>
        <Show when={count() > 0}>
          <Slot of={props.actions}>{(actions) => <div class="flex flex-wrap gap-2">{actions()}</div>}</Slot>
        </Show>
      </div>
      <Show when={count() > 0}>
        <p class="px-4 pb-2 text-xs text-muted">{props.text}</p>
        <ul class="divide-y divide-line border-t border-line">
          <For each={drawn()}>
            {(id) => <li class="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5 text-sm">{props.line(id)}</li>}
          </For>
        </ul>
        <Show when={count() > drawn().length}>
          <div class="border-t border-line px-4 py-2">
            <Button size="sm" kind="quiet" onClick={() => setAll(true)}>
              {w().more(count() - drawn().length)}
            </Button>
          </div>
        </Show>
      </Show>
    </section>
  );
}
