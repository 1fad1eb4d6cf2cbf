import { For, Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { datesOf, placeOf } from "#ui/request/columns.tsx";
import { requestWords } from "#words/request.ts";
import type { Outputs } from "#ui/client.ts";
import type { WelcomeNotice } from "#domain/welcome.ts";
import { Hideable, stateOf } from "./hidden.tsx";
import { NoticeHead } from "./notice-head.tsx";

/** Requests that wait for something of the reader, under what they wait for; nothing at all when there is none. */
export function WaitingList(props: {
  id: string;
  /** Which notice it is, to be hidden while it says the same. */
  notice: WelcomeNotice;
  /** What it says of each request, where that is more than that it waits. */
  factsOf?(requestId: string): string | number;
  title: string;
  requests: Outputs["proposal"]["waiting"];
  link: string;
  hrefOf(requestId: string): string;
}) {
  const r = useWords(requestWords);
  const state = () => stateOf(props.requests.map(({ id }) => `${id}:${props.factsOf?.(id) ?? ""}`));
  return (
    <Show when={props.requests.length > 0}>
      <Hideable of={{ kind: props.notice, state: state() }} name={props.title}>
        {(hide) => (
          <section aria-labelledby={props.id} class="rounded-lg border border-line bg-surface">
            <NoticeHead id={props.id} title={props.title} hide={hide()} />
            <ul class="divide-y divide-line">
              <For each={props.requests}>
                {(request) => (
                  <li class="flex flex-wrap items-center gap-x-4 gap-y-1 px-3.5 py-2">
                    <span class="min-w-0 flex-[1_1_16rem] text-sm">
                      <span class="font-medium">{request.side === "placing" ? placeOf(request.place) : request.school.name}</span>
                      <span class="block text-xs text-muted tabular-nums">
                        {r().reference(request.reference)}, {request.course.number}, {datesOf(request.schedule)}
                      </span>
                    </span>
                    <ButtonLink size="sm" href={props.hrefOf(request.id)}>
                      {props.link}
                    </ButtonLink>
                  </li>
                )}
              </For>
            </ul>
          </section>
        )}
      </Hideable>
    </Show>
  );
}
