import { useQuery } from "@tanstack/solid-query";
import { Show } from "solid-js";
import ListChecks from "lucide-solid/icons/list-checks";
import type { SeenRequest } from "#domain/request-seen.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { VisuallyHidden } from "#ui/parts/visually-hidden.tsx";
import { conditionWords } from "#words/condition.ts";

type Row = Pick<SeenRequest, "conditions" | "status">;
const isAgreed = (of: Row): boolean => of.status === "accepted" || of.status === "confirmed";

/** Conditions open on a row that waits: how many (F-187). */
export function ConditionMark(props: { of: Row }) {
  const w = useWords(conditionWords);
  const said = () => w().openCount(props.of.conditions);
  return (
    <Show when={props.of.conditions > 0 && !isAgreed(props.of)}>
      <span class="ml-2 inline-flex items-center gap-0.5 align-middle text-xs font-medium text-warn tabular-nums" title={said()}>
        <ListChecks size={12} aria-hidden="true" />
        <span aria-hidden="true">{props.of.conditions}</span>
        <VisuallyHidden>{said()}</VisuallyHidden>
      </span>
    </Show>
  );
}

/** « Sous condition », beside the status of what was accepted with conditions open. */
export function UnderCondition(props: { of: Row }) {
  const w = useWords(conditionWords);
  return (
    <Show when={props.of.conditions > 0 && isAgreed(props.of)}>
      <span
        class="ml-1.5 inline-flex items-center gap-1 align-middle text-xs font-medium text-warn"
        title={`${w().underCondition}, ${w().openCount(props.of.conditions)}`}
      >
        <ListChecks size={12} class="shrink-0" aria-hidden="true" />
        <span class="max-sm:sr-only">{w().short}</span>
      </span>
    </Show>
  );
}

/** Narrows a list to what has conditions open; not there while nothing has. */
export function ConditionFilter(props: { on: boolean; onChange(on: boolean): void }) {
  const w = useWords(conditionWords);
  const open = useQuery(() => ({ queryKey: ["condition", "open"], queryFn: () => api.condition.open.query() }));
  const count = () => answerOf(open) ?? 0;
  return (
    <Show when={count() > 0 || props.on}>
      <button
        type="button"
        aria-pressed={props.on}
        class={`inline-flex min-h-8 shrink-0 items-center gap-1.5 rounded border px-2 text-sm ${props.on ? "border-accent bg-accent-soft font-semibold" : "border-line bg-surface hover:bg-hover"}`}
        onClick={() => props.onChange(!props.on)}
      >
        <ListChecks size={14} class="text-warn" aria-hidden="true" />
        {w().filter}
        <span class="text-muted tabular-nums">{count()}</span>
      </button>
    </Show>
  );
}
