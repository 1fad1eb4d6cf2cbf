import { useQuery } from "@tanstack/solid-query";
import { Show } from "solid-js";
import ListChecks from "lucide-solid/icons/list-checks";
import type { SeenRequest } from "#domain/request-seen.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { VisuallyHidden } from "#ui/parts/visually-hidden.tsx";
import { conditionWords } from "#words/condition.ts";

/** Conditions open on a row: how many; « sous condition » where it was accepted with them (F-187). */
export function ConditionMark(props: { of: Pick<SeenRequest, "conditions" | "status"> }) {
  const w = useWords(conditionWords);
  const agreed = () => props.of.status === "accepted" || props.of.status === "confirmed";
  const said = () => `${agreed() ? `${w().underCondition}, ` : ""}${w().openCount(props.of.conditions)}`;
  return (
    <Show when={props.of.conditions > 0}>
      <span class="ml-2 inline-flex items-center gap-0.5 align-middle text-xs font-medium text-warn tabular-nums" title={said()}>
        <ListChecks size={12} aria-hidden="true" />
        <span aria-hidden="true">{props.of.conditions}</span>
        <VisuallyHidden>{said()}</VisuallyHidden>
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
