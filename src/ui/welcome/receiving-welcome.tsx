import { useQuery } from "@tanstack/solid-query";
import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import InboxIcon from "lucide-solid/icons/inbox";
import { CallWelcome } from "#ui/call/call-welcome.tsx";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import type { Moves } from "#ui/request/moves.tsx";
import { SupervisorsDue } from "#ui/supervision/supervisors-due.tsx";
import { welcomeWords } from "#words/welcome.ts";
import { ConditionsWaiting } from "./conditions-waiting.tsx";
import { useWelcome, type WelcomeHead } from "./page-state.ts";
import { ProposalsWaiting } from "./proposals-waiting.tsx";
import { RemindersDue } from "./reminders-due.tsx";
import { RequestLine } from "./request-line.tsx";
import { ToDeliver } from "./to-deliver.tsx";
import { ToldNotices } from "./told-notices.tsx";

const shownFirst = 6;

/** What an organisation or a unit finds in the morning: what waits for its answer, what is due first, and what else wants it (4.2.1). */
export function ReceivingToDo(props: { head: WelcomeHead; moves: Moves; unit: boolean; acts: boolean }) {
  const w = useWords(welcomeWords);
  const page = useWelcome();
  const asked = () => ({ side: "receiving" as const, session: props.head.session, show: "waiting" as const, most: shownFirst });
  const first = useQuery(() => ({
    queryKey: ["request", "welcome", "first", asked()],
    queryFn: () => api.welcome.list.query(asked()),
  }));
  const oldest = () => answerOf(first)?.requests ?? [];
  const waiting = () => props.head.waiting.fresh + props.head.waiting.week + props.head.waiting.late;
  return (
    <section aria-labelledby="waiting" class="flex min-w-0 flex-col gap-3">
      <h2 id="waiting" class="font-semibold">
        {props.unit || props.acts ? w().waiting : w().awaited}
      </h2>
      <Show
        when={waiting() > 0}
        fallback={
          <div class="rounded-lg border border-line bg-surface">
            <EmptyState icon={<InboxIcon size={22} />} title={w().noneWaiting} text={w().noneWaitingText} class="py-8" />
          </div>
        }
      >
        <Show when={page.shown() !== "waiting"}>
          <div class="rounded-lg border border-line bg-surface">
            <div class="flex items-center justify-between gap-3 border-b border-line px-3.5 py-2">
              <h3 class="text-sm font-semibold">{w().oldest}</h3>
              <A href={page.hrefOf("waiting")} noScroll class="inline-flex min-h-6 items-center text-sm text-accent hover:underline">
                {w().seeAll(waiting())}
              </A>
            </div>
            <ul class="divide-y divide-line">
              <For each={oldest().map(({ id }) => id)}>
                {(id) => (
                  <Show when={oldest().find((one) => one.id === id)}>
                    {(request) => <RequestLine request={request()} moves={props.moves} href={`/accueil/${id}${page.query()}`} />}
                  </Show>
                )}
              </For>
            </ul>
          </div>
        </Show>
      </Show>
      <Show when={props.acts}>
        <ToDeliver />
      </Show>
      <Show when={props.unit || props.acts}>
        <CallWelcome side="receiving" />
      </Show>
      <ConditionsWaiting hrefOf={(id) => `/demandes/${id}`} />
      <ProposalsWaiting hrefOf={(id) => `/demandes/${id}`} />
      <Show when={props.unit || props.acts}>
        <SupervisorsDue />
      </Show>
      <RemindersDue hrefOf={(id) => `/demandes/${id}`} />
      <Show when={props.acts}>
        <ToldNotices />
      </Show>
    </section>
  );
}
