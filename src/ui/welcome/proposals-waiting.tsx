import { useQuery } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { datesOf, placeOf } from "#ui/request/columns.tsx";
import { proposalWords } from "#words/proposal.ts";
import { requestWords } from "#words/request.ts";

/** Requests on which the other side proposed something and waits; nothing at all when there is none. */
export function ProposalsWaiting(props: { hrefOf(requestId: string): string }) {
  const w = useWords(proposalWords);
  const r = useWords(requestWords);
  const waiting = useQuery(() => ({ queryKey: ["proposal", "waiting"], queryFn: () => api.proposal.waiting.query() }));
  const requests = () => answerOf(waiting) ?? [];
  return (
    <Show when={requests().length > 0}>
      <section aria-labelledby="proposals-waiting" class="rounded-lg border border-line bg-surface">
        <h3 id="proposals-waiting" class="border-b border-line px-3.5 py-2 text-sm font-semibold">
          {w().waiting}
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
                  {w().waitingLink}
                </ButtonLink>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
