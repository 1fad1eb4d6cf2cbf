import { useQuery } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { datesOf, placeOf } from "#ui/request/columns.tsx";
import { conditionWords } from "#words/condition.ts";
import { requestWords } from "#words/request.ts";

/** « 2 conditions attendent votre réponse », or a unit's that wait to be passed on; nothing at all when there is none (F-187). */
export function ConditionsWaiting(props: { hrefOf(requestId: string): string }) {
  const w = useWords(conditionWords);
  const r = useWords(requestWords);
  const waiting = useQuery(() => ({ queryKey: ["condition", "waiting"], queryFn: () => api.condition.waiting.query() }));
  const requests = () => answerOf(waiting) ?? [];
  const count = () => requests().reduce((sum, one) => sum + one.waiting, 0);
  const school = () => requests()[0]?.side === "placing";
  return (
    <Show when={requests().length > 0}>
      <section aria-labelledby="conditions-waiting" class="rounded-lg border border-line bg-surface">
        <h3 id="conditions-waiting" class="border-b border-line px-3.5 py-2 text-sm font-semibold">
          {school() ? w().waiting(count()) : w().toPass(count())}
        </h3>
        <ul class="divide-y divide-line">
          <For each={requests()}>
            {(request) => (
              <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-3.5 py-2">
                <span class="min-w-0 flex-[1_1_16rem] text-sm">
                  <span class="font-medium">{request.side === "placing" ? placeOf(request.place) : request.school.name}</span>
                  <span class="block text-xs text-muted tabular-nums">
                    {r().reference(request.reference)}, {request.course.number}, {datesOf(request.schedule)}
                  </span>
                </span>
                <ButtonLink size="sm" href={props.hrefOf(request.id)}>
                  {school() ? w().answer : w().look}
                </ButtonLink>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
