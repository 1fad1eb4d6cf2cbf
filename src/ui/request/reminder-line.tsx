import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { dayIn } from "#domain/dates.ts";
import type { Reminder } from "#domain/remark.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { remarkWords } from "#words/remark.ts";

/** One reminder with its day, whose it is, and the way to settle it; `href` names its request where the list is not the request's own. */
export function ReminderLine(props: { reminder: Reminder; href?: string; onChange(): void }) {
  const w = useWords(remarkWords);
  const failure = useFailure();
  const today = dayIn(new Date());
  const settle = (done: boolean) =>
    api.reminder.settle.mutate({ id: props.reminder.id, done }).then(() => {
      props.onChange();
      if (done) toast({ text: w().doneToast, action: { label: w().undo, run: () => void settle(false) } });
    }, failure.tell);
  return (
    <li class="flex flex-wrap items-center gap-x-3 gap-y-1 px-2.5 py-1.5 text-sm">
      <span class="flex min-w-0 flex-[1_1_12rem] flex-wrap items-baseline gap-x-2">
        <span class={`tabular-nums ${props.reminder.dueOn < today ? "font-semibold text-danger" : ""}`}>
          {props.reminder.dueOn === today ? w().today : props.reminder.dueOn}
          <Show when={props.reminder.dueOn < today}>, {w().late}</Show>
        </span>
        <Show when={props.href}>
          {(href) => (
            <A href={href()} class="text-accent hover:underline">
              {w().about(props.reminder.request.reference)}
            </A>
          )}
        </Show>
        <span class="min-w-0 break-words">{props.reminder.text}</span>
        <Show when={props.reminder.shared}>
          <span class="text-xs text-muted">{w().sharedBy(props.reminder.mine ? w().you : props.reminder.by)}</span>
        </Show>
      </span>
      <Button size="sm" onClick={() => void settle(true)}>
        {w().done}
      </Button>
    </li>
  );
}
