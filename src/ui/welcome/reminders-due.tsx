import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { ReminderLine } from "#ui/request/reminder-line.tsx";
import { remarkWords } from "#words/remark.ts";

/** What one wanted to be reminded of, due within a week or late; nothing at all when there is none. */
export function RemindersDue(props: { hrefOf(requestId: string): string }) {
  const w = useWords(remarkWords);
  const queries = useQueryClient();
  const due = useQuery(() => ({ queryKey: ["reminder", "due"], queryFn: () => api.reminder.due.query() }));
  const reminders = () => answerOf(due)?.reminders ?? [];
  return (
    <Show when={reminders().length > 0}>
      <section aria-labelledby="reminders-due" class="rounded-lg border border-line bg-surface">
        <h3 id="reminders-due" class="border-b border-line px-3.5 py-2 text-sm font-semibold">
          {w().due}
        </h3>
        <ul class="divide-y divide-line px-1">
          <For each={reminders()}>
            {(reminder) => (
              <ReminderLine
                reminder={reminder}
                href={props.hrefOf(reminder.request.id)}
                onChange={() => void queries.invalidateQueries({ queryKey: ["reminder"] })}
              />
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
