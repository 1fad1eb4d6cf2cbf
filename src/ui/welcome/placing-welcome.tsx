import { useQuery } from "@tanstack/solid-query";
import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import Layers from "lucide-solid/icons/layers";
import { CallWelcome } from "#ui/call/call-welcome.tsx";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import type { ShownStatus } from "#ui/parts/status-chip.tsx";
import type { Moves } from "#ui/request/moves.tsx";
import { welcomeWords } from "#words/welcome.ts";
import { ConsentsEnding } from "./consents-ending.tsx";
import { ConditionsWaiting } from "./conditions-waiting.tsx";
import { useWelcome, type WelcomeHead } from "./page-state.ts";
import { ProposalsWaiting } from "./proposals-waiting.tsx";
import { RemindersDue } from "./reminders-due.tsx";
import { RequestLine } from "./request-line.tsx";
import { ToDeliver } from "./to-deliver.tsx";
import { ToldNotices } from "./told-notices.tsx";

/** How many answers to record stand on the page itself; the list of them opens from their count. */
const shownAnswers = 6;

/** What a school finds to do in the morning: answers to record for places on paper, what to send, to assign, to replace (4.1.7). */
export function PlacingToDo(props: { head: WelcomeHead; moves: Moves; acts: boolean }) {
  const w = useWords(welcomeWords);
  const page = useWelcome();
  const asked = () => ({ side: "placing" as const, session: props.head.session, show: "sent-paper" as const, most: shownAnswers });
  const paper = useQuery(() => ({
    queryKey: ["request", "welcome", "paper", asked()],
    queryFn: () => api.welcome.list.query(asked()),
    enabled: props.acts,
  }));
  const answers = () => (props.acts ? (answerOf(paper)?.requests ?? []) : []);
  const count = (status: ShownStatus) => props.head.counts.find((one) => one.status === status)?.requests ?? 0;
  const todo = () =>
    [
      { id: "new" as const, count: count("new"), text: w().toSend(count("new")), about: w().toSendText, href: page.hrefOf("new") },
      {
        id: "accepted" as const,
        count: count("accepted"),
        text: w().toAssign(count("accepted")),
        about: w().toAssignText,
        href: "/affectations",
      },
      {
        id: "declined" as const,
        count: count("declined"),
        text: w().declined(count("declined")),
        about: w().declinedText,
        href: page.hrefOf("declined"),
      },
    ].filter((one) => props.acts && one.count > 0);
  const begun = () => props.head.counts.length > 0 || props.head.hidden > 0 || props.head.session !== "today";
  return (
    <Show
      when={begun() || !props.acts}
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
      <section aria-label={w().toDo} class="flex min-w-0 flex-col gap-3 empty:hidden">
        <Show when={props.acts}>
          <h2 class="font-semibold">{w().toDo}</h2>
          <ToDeliver />
          <CallWelcome side="placing" />
        </Show>
        <ConditionsWaiting hrefOf={(id) => `/sorties/${id}`} />
        <ProposalsWaiting hrefOf={(id) => `/sorties/${id}`} />
        <RemindersDue hrefOf={(id) => `/sorties/${id}`} />
        <Show when={props.acts}>
          <ConsentsEnding />
          <ToldNotices />
        </Show>
        <Show when={answers().length > 0 && page.shown() !== "sent-paper"}>
          <div class="rounded-lg border border-line bg-surface">
            <div class="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-3.5 py-2">
              <div class="min-w-0">
                <h3 class="text-sm font-semibold">{w().answers}</h3>
                <p class="text-xs text-muted">{w().answersText}</p>
              </div>
              <A href={page.hrefOf("sent-paper")} noScroll class="inline-flex min-h-6 items-center text-sm text-accent hover:underline">
                {w().seeAll(count("sent-paper"))}
              </A>
            </div>
            <ul class="divide-y divide-line">
              <For each={answers().map(({ id }) => id)}>
                {(id) => (
                  <Show when={answers().find((one) => one.id === id)}>
                    {(request) => <RequestLine request={request()} moves={props.moves} href={`/accueil/${id}${page.query()}`} />}
                  </Show>
                )}
              </For>
            </ul>
          </div>
        </Show>
        <Show
          when={todo().length > 0}
          fallback={
            <Show when={props.acts && answers().length === 0}>
              <p class="rounded-lg border border-line bg-surface px-3.5 py-3 text-sm text-muted">{w().nothing}</p>
            </Show>
          }
        >
          <ul class="divide-y divide-line rounded-lg border border-line bg-surface">
            <For each={todo().map(({ id }) => id)}>
              {(id) => (
                <Show when={todo().find((one) => one.id === id)}>
                  {(one) => (
                    <li class="flex flex-wrap items-center gap-x-4 gap-y-2 px-3.5 py-2.5">
                      <div class="min-w-0 flex-[1_1_16rem]">
                        <p class="font-medium">{one().text}</p>
                        <p class="text-sm text-muted">{one().about}</p>
                      </div>
                      <ButtonLink size="sm" href={one().href}>
                        {w().open}
                      </ButtonLink>
                    </li>
                  )}
                </Show>
              )}
            </For>
          </ul>
        </Show>
      </section>
    </Show>
  );
}
