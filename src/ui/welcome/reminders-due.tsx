import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { ReminderLine } from "#ui/request/reminder-line.tsx";
import { remarkWords } from "#words/remark.ts";
import { Hideable, stateOf } from "./hidden.tsx";
import { NoticeHead } from "./notice-head.tsx";

/** What one wanted to be reminded of, due within a week or late; nothing at all when there is none. */
export function RemindersDue(props: { hrefOf(requestId: string): string }) {
  const w = useWords(remarkWords);
  const queries = useQueryClient();
  const due = useQuery(() => ({ queryKey: ["reminder", "due"], queryFn: () => api.reminder.due.query() }));
  const reminders = () => answerOf(due)?.reminders ?? [];
  return (
    <Show when={reminders().length > 0}>
      <Hideable of={{ kind: "reminders", state: stateOf(reminders().map(({ id, dueOn }) => `${id}:${dueOn}`)) }} name={w().due}>
        {(hide) => (
          <section aria-labelledby="reminders-due" class="rounded-lg border border-line bg-surface">
            <NoticeHead id="reminders-due" title={w().due} hide={hide()} />
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
        )}
      </Hideable>
    </Show>
  );
}
