import { createMemo, createSignal, createUniqueId, For, Show } from "solid-js";
import { addDays } from "#domain/dates.ts";
import { subjects, type Subject } from "#domain/history.ts";
import type { Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { activityWords } from "#words/activity.ts";
import { historyWords } from "#words/event.ts";
import { writeNumber } from "#words/words.ts";

export type Days = Outputs["history"]["days"];

/** How much happened on each day, as a picture one chooses a day from, or as a table; and how much of each subject, which narrows to it. */
export function HistoryDays(props: {
  of: Days;
  subject: Subject | null;
  onDay(day: string): void;
  onSubject(subject: Subject | null): void;
}) {
  const w = useWords(activityWords);
  const h = useWords(historyWords);
  const { language } = useLanguage();
  const id = createUniqueId();
  const [table, setTable] = createSignal(false);
  const counts = createMemo(() => new Map(props.of.days.map(({ day, count }) => [day, count])));
  const days = createMemo(() => {
    const all: { day: string; count: number }[] = [];
    for (let day = props.of.from; day <= props.of.to; day = addDays(day, 1)) all.push({ day, count: counts().get(day) ?? 0 });
    return all;
  });
  const most = () => Math.max(1, ...days().map(({ count }) => count));
  const total = () => days().reduce((sum, { count }) => sum + count, 0);
  const sums = createMemo(() => {
    const all = new Map<Subject, number>();
    for (const one of props.of.days.flatMap(({ subjects: of }) => of)) all.set(one.subject, (all.get(one.subject) ?? 0) + one.count);
    return (Object.keys(subjects) as Subject[]).flatMap((subject) => {
      const count = all.get(subject) ?? 0;
      return count > 0 || props.subject === subject ? [{ subject, count }] : [];
    });
  });
  return (
    <section aria-labelledby={id} class="rounded-lg border border-line bg-surface px-3.5 py-3">
      <div class="flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 id={id} class="text-sm font-semibold">
          {w().picture}
          <span class="ml-2 text-xs font-normal text-muted">
            {w().actions(total())}, {w().span(props.of.from, props.of.to)}
          </span>
        </h2>
        <Button size="sm" kind="quiet" aria-pressed={table()} onClick={() => setTable(!table())}>
          {table() ? w().showPicture : w().showTable}
        </Button>
      </div>
      <Show
        when={table()}
        fallback={
          // For the eye and the pointer: every day is a button of the table.
          <div
            class="mt-2 flex h-16 items-end gap-px border-b border-line"
            role="img"
            aria-label={w().days(days().filter(({ count }) => count > 0).length, most())}
          >
            <For each={days()}>
              {({ day, count }) => (
                <span
                  class={`flex h-full min-w-0 flex-1 items-end ${count > 0 ? "cursor-pointer hover:bg-hover" : ""}`}
                  title={w().day(day, count)}
                  onClick={() => count > 0 && props.onDay(day)}
                >
                  <svg viewBox="0 0 10 100" preserveAspectRatio="none" class="h-full w-full" aria-hidden="true">
                    <rect
                      y={count === 0 ? 98 : 100 - Math.max(6, (count / most()) * 100)}
                      width="10"
                      height={count === 0 ? 2 : Math.max(6, (count / most()) * 100)}
                      class={count === 0 ? "fill-line-strong" : "fill-accent"}
                    />
                  </svg>
                </span>
              )}
            </For>
          </div>
        }
      >
        <div class="mt-2 max-h-64 overflow-auto" tabindex="0" role="region" aria-labelledby={id}>
          <table class="w-full text-sm">
            <thead class="sticky top-0 bg-surface text-left text-xs text-muted">
              <tr>
                <th scope="col" class="py-1 pr-3 font-semibold">
                  {w().columns.day}
                </th>
                <th scope="col" class="py-1 pr-3 text-right font-semibold">
                  {w().columns.count}
                </th>
                <For each={sums()}>
                  {({ subject }) => (
                    <th scope="col" class="py-1 pr-3 text-right font-semibold">
                      {h().subjects[subject]}
                    </th>
                  )}
                </For>
              </tr>
            </thead>
            <tbody class="tabular-nums">
              <For each={props.of.days}>
                {(one) => (
                  <tr class="border-t border-line">
                    <th scope="row" class="py-0.5 pr-3 text-left font-normal whitespace-nowrap">
                      <button
                        type="button"
                        class="inline-flex min-h-6 items-center text-accent hover:underline"
                        title={w().onlyDay(one.day)}
                        onClick={() => props.onDay(one.day)}
                      >
                        {one.day}
                      </button>
                    </th>
                    <td class="py-0.5 pr-3 text-right font-medium">{writeNumber(one.count, language())}</td>
                    <For each={sums()}>
                      {({ subject }) => (
                        <td class="py-0.5 pr-3 text-right text-muted">
                          {writeNumber(one.subjects.find((of) => of.subject === subject)?.count ?? 0, language())}
                        </td>
                      )}
                    </For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
      <ul class="mt-3 flex flex-wrap gap-1.5">
        <For each={sums()}>
          {({ subject, count }) => (
            <li>
              <button
                type="button"
                aria-pressed={props.subject === subject}
                class="inline-flex min-h-7 items-center gap-1.5 rounded-full border px-2.5 text-xs hover:border-accent"
                classList={{
                  "border-accent bg-accent-soft text-accent-strong": props.subject === subject,
                  "border-line-strong": props.subject !== subject,
                }}
                onClick={() => props.onSubject(props.subject === subject ? null : subject)}
              >
                {h().subjects[subject]}
                <span class="font-semibold tabular-nums">{writeNumber(count, language())}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={!props.of.whole}>
        <p class="mt-2 text-xs text-muted">{w().latest}</p>
      </Show>
    </section>
  );
}
