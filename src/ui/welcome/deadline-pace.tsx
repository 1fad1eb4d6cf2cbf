import { useQuery } from "@tanstack/solid-query";
import { createUniqueId, For, Show } from "solid-js";
import Timer from "lucide-solid/icons/timer";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { deadlineWords } from "#words/deadline.ts";

/** Hours as people say them: whole days from two days on. */
function useTime() {
  const w = useWords(deadlineWords);
  return (hours: number): string => (hours < 48 ? w().pace.hours(Math.max(1, Math.round(hours))) : w().pace.days(Math.round(hours / 24)));
}

/** How long an answer takes: the median of ninety days beside the ninety before, and where it takes longest (H-2 rank 17, R474). */
export function DeadlinePace() {
  const w = useWords(deadlineWords);
  const time = useTime();
  const id = createUniqueId();
  const pace = useQuery(() => ({ queryKey: ["request", "pace"], queryFn: () => api.deadline.pace.query(), staleTime: 60_000 }));
  const compared = (hours: number, before: number): string => {
    const by = Math.abs(hours - before);
    if (by < 1) return w().pace.same;
    return hours < before ? w().pace.faster(time(by)) : w().pace.slower(time(by));
  };
  return (
    <Show when={answerOf(pace)}>
      {(of) => (
        <section aria-labelledby={id} class="rounded-lg border border-line bg-surface px-3.5 py-3 text-sm">
          <h2 id={id} class="flex items-center gap-1.5 font-semibold">
            <Timer size={15} aria-hidden="true" class="text-muted" />
            {w().pace.title}
          </h2>
          <Show when={of().hours} fallback={<p class="mt-1 text-muted">{w().pace.none}</p>}>
            {(hours) => (
              <>
                <p class="mt-1">{of().side === "placing" ? w().pace.placing(time(hours())) : w().pace.receiving(time(hours()))}</p>
                <p class="text-xs text-muted">
                  {w().pace.of(of().answers, of().days)}
                  <Show when={of().earlier.hours}>{(before) => <>, {compared(hours(), before())}</>}</Show>
                </p>
              </>
            )}
          </Show>
          <Show when={of().slowest.length > 1}>
            <h3 class="mt-2 text-xs font-semibold text-muted">{w().pace.slowest}</h3>
            <ol class="mt-0.5">
              <For each={of().slowest}>
                {(one) => (
                  <li class="flex justify-between gap-3">
                    <span class="min-w-0 truncate">{one.name}</span>
                    <span class="shrink-0 text-muted tabular-nums">{time(one.hours ?? 0)}</span>
                  </li>
                )}
              </For>
            </ol>
          </Show>
        </section>
      )}
    </Show>
  );
}
