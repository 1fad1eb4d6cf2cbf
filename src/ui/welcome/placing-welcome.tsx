import { useQuery } from "@tanstack/solid-query";
import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import Layers from "lucide-solid/icons/layers";
import { CallWelcome } from "#ui/call/call-welcome.tsx";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import type { ShownStatus } from "#ui/parts/status-chip.tsx";
import { MoveDialogs, RefusedNotice, useMoves } from "#ui/request/moves.tsx";
import { welcomeWords } from "#words/welcome.ts";
import { ConsentsEnding } from "./consents-ending.tsx";
import { ConditionsWaiting } from "./conditions-waiting.tsx";
import { ProposalsWaiting } from "./proposals-waiting.tsx";
import { RemindersDue } from "./reminders-due.tsx";
import { RequestLine } from "./request-line.tsx";
import { StatusCounts } from "./status-counts.tsx";
import { ToDeliver } from "./to-deliver.tsx";

/** What a school finds in the morning: answers to record for places on paper, what to send, to assign, to replace (4.1.7). Who only looks finds the counts. */
export function PlacingWelcome(props: { acts: boolean }) {
  const w = useWords(welcomeWords);
  const moves = useMoves();
  const counts = useQuery(() => ({
    queryKey: ["request", "counts", "welcome-placing"],
    queryFn: () => api.request.counts.query({ side: "placing", filters: { session: "today" } }),
  }));
  const paper = useQuery(() => ({
    queryKey: ["request", "outbox", "paper"],
    queryFn: () => api.request.outbox.query({ filters: { session: "today", statuses: ["sent-paper"] }, most: 6 }),
  }));
  const count = (status: ShownStatus) => counts.data?.counts.find((one) => one.status === status)?.requests ?? 0;
  const todo = () =>
    [
      { count: count("new"), text: w().toSend(count("new")), about: w().toSendText, href: "/sorties?etat=new" },
      { count: count("accepted"), text: w().toAssign(count("accepted")), about: w().toAssignText, href: "/affectations" },
      { count: count("declined"), text: w().declined(count("declined")), about: w().declinedText, href: "/sorties?etat=declined" },
    ].filter((one) => props.acts && one.count > 0);
  const answers = () => (props.acts ? count("sent-paper") : 0);
  const none = () => props.acts && (counts.data?.counts.length ?? 0) === 0;
  return (
    <Show when={counts.data} fallback={<Skeleton rows={6} />}>
      {(known) => (
        <Show
          when={!none()}
          fallback={
            <div class="rounded-lg border border-line bg-surface">
              <EmptyState
                icon={<Layers size={22} />}
                title={w().begin.title}
                text={w().begin.text}
                action={
                  <ButtonLink kind="primary" href="/cohortes">
                    {w().begin.action}
                  </ButtonLink>
                }
                class="py-10"
              />
            </div>
          }
        >
          <div class="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <section aria-labelledby="to-do" class="flex min-w-0 flex-col gap-3">
              <h2 id="to-do" class="font-semibold">
                {w().toDo}
              </h2>
              <RefusedNotice moves={moves} />
              <Show when={props.acts}>
                <ToDeliver />
              </Show>
              <Show when={props.acts}>
                <CallWelcome side="placing" />
              </Show>
              <ConditionsWaiting hrefOf={(id) => `/sorties/${id}`} />
              <ProposalsWaiting hrefOf={(id) => `/sorties/${id}`} />
              <RemindersDue hrefOf={(id) => `/sorties/${id}`} />
              <Show when={props.acts}>
                <ConsentsEnding />
              </Show>
              <Show when={answers() > 0}>
                <div class="rounded-lg border border-line bg-surface">
                  <div class="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-3.5 py-2">
                    <div class="min-w-0">
                      <h3 class="text-sm font-semibold">{w().answers}</h3>
                      <p class="text-xs text-muted">{w().answersText}</p>
                    </div>
                    <A href="/sorties?etat=sent-paper" class="text-sm text-accent hover:underline">
                      {w().seeAll(count("sent-paper"))}
                    </A>
                  </div>
                  <ul class="divide-y divide-line">
                    <For each={paper.data?.requests ?? []}>
                      {(request) => <RequestLine request={request} moves={moves} href={`/sorties/${request.id}`} />}
                    </For>
                  </ul>
                </div>
              </Show>
              <Show
                when={todo().length > 0}
                fallback={
                  <Show when={answers() === 0}>
                    <p class="rounded-lg border border-line bg-surface px-3.5 py-3 text-sm text-muted">{w().nothing}</p>
                  </Show>
                }
              >
                <ul class="divide-y divide-line rounded-lg border border-line bg-surface">
                  <For each={todo()}>
                    {(one) => (
                      <li class="flex flex-wrap items-center gap-x-4 gap-y-2 px-3.5 py-2.5">
                        <div class="min-w-0 flex-[1_1_16rem]">
                          <p class="font-medium">{one.text}</p>
                          <p class="text-sm text-muted">{one.about}</p>
                        </div>
                        <ButtonLink size="sm" href={one.href}>
                          {w().open}
                        </ButtonLink>
                      </li>
                    )}
                  </For>
                </ul>
              </Show>
            </section>
            <StatusCounts counts={known()} href="/sorties" />
            <MoveDialogs moves={moves} />
          </div>
        </Show>
      )}
    </Show>
  );
}
