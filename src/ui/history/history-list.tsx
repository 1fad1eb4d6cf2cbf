import { createMemo, For, Show } from "solid-js";
import { dayIn } from "#domain/dates.ts";
import type { HistoryEntry } from "#domain/history.ts";
import type { Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { eventPhrase, historyWords } from "#words/event.ts";
import { localeOf, writeNumber, writeTime } from "#words/words.ts";

/** As it comes over the wire: the same, but for `unknown` facts that JSON may leave out. */
type Received = Outputs["history"]["list"]["entries"][number];
const zone = "America/Toronto";
const dayBefore = (now: Date) => new Date(now.getTime() - 86_400_000);

/** What happened, by day, the latest first: who in bold, then what, in the reader's language. */
export function HistoryList(props: {
  entries: readonly Received[];
  heading?: "h2" | "h4";
  /** How much there is of each day in all, by subject: beside its name. */
  counts?: ReadonlyMap<string, Outputs["history"]["days"]["days"][number]>;
}) {
  const w = useWords(historyWords);
  const { language } = useLanguage();
  const days = createMemo(() => [...Map.groupBy(props.entries, (entry) => dayIn(new Date(entry.at)))]);
  const dayName = (day: string, at: string): string => {
    const now = new Date();
    if (day === dayIn(now)) return w().today;
    if (day === dayIn(dayBefore(now))) return w().yesterday;
    return new Intl.DateTimeFormat(localeOf(language()), {
      timeZone: zone,
      weekday: "long",
      day: "numeric",
      month: "long",
      year: "numeric",
    }).format(new Date(at));
  };
  const time = (at: string) =>
    writeTime(new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(new Date(at)), language());
  const linked = (entry: Received) => entry.kind === "reply.opened" || ("byLink" in entry.facts && entry.facts.byLink === true);
  return (
    <div class="flex flex-col gap-4">
      <For each={days()}>
        {([day, entries]) => (
          <section class="flex flex-col gap-1">
            <Show
              when={props.heading === "h4"}
              fallback={
                <div class="flex flex-wrap items-baseline gap-x-3 text-xs text-muted">
                  <h2 class="font-semibold first-letter:uppercase">{dayName(day, entries[0]?.at ?? "")}</h2>
                  <Show when={props.counts?.get(day)}>
                    {(of) => (
                      <span class="tabular-nums">
                        {of()
                          .subjects.map(({ subject, count }) => `${w().subjects[subject]} ${writeNumber(count, language())}`)
                          .join(" · ")}
                      </span>
                    )}
                  </Show>
                </div>
              }
            >
              <h4 class="text-xs font-semibold text-muted first-letter:uppercase">{dayName(day, entries[0]?.at ?? "")}</h4>
            </Show>
            <ol class="flex flex-col">
              <For each={entries}>
                {(entry) => (
                  <li class="flex gap-3 border-b border-line/70 py-1.5 text-sm last:border-b-0">
                    <time class="w-16 shrink-0 text-xs leading-5 text-muted tabular-nums" datetime={entry.at}>
                      {time(entry.at)}
                    </time>
                    <p class="min-w-0 [overflow-wrap:anywhere]">
                      <b class="font-semibold">
                        {entry.by || w().nobody}
                        <Show when={linked(entry)}>, {w().byLink}</Show>
                      </b>
                      <Show when={entry.mine}>
                        <span class="text-muted"> ({w().you})</span>
                      </Show>{" "}
                      {eventPhrase(entry as HistoryEntry, language())}
                    </p>
                  </li>
                )}
              </For>
            </ol>
          </section>
        )}
      </For>
    </div>
  );
}
