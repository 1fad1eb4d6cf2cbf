import { useQuery } from "@tanstack/solid-query";
import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import InboxIcon from "lucide-solid/icons/inbox";
import { CallWelcome } from "#ui/call/call-welcome.tsx";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { MoveDialogs, RefusedNotice, useMoves } from "#ui/request/moves.tsx";
import { SupervisorsDue } from "#ui/supervision/supervisors-due.tsx";
import { welcomeWords } from "#words/welcome.ts";
import { ConditionsWaiting } from "./conditions-waiting.tsx";
import { ContactsWatched } from "./contacts-watched.tsx";
import { ProposalsWaiting } from "./proposals-waiting.tsx";
import { RemindersDue } from "./reminders-due.tsx";
import { RequestLine } from "./request-line.tsx";
import { StatusCounts } from "./status-counts.tsx";
import { ToDeliver } from "./to-deliver.tsx";

/** What an organisation or a unit finds in the morning: what waits, how long it has, and the oldest with their answers (4.2.1). */
export function ReceivingWelcome(props: { unit: boolean; acts: boolean }) {
  const w = useWords(welcomeWords);
  const moves = useMoves();
  const filters = () => ({ session: "today" as const });
  const counts = useQuery(() => ({
    queryKey: ["request", "counts", "welcome-receiving"],
    queryFn: () => api.request.counts.query({ side: "receiving", filters: filters() }),
  }));
  // What waits for an answer: for a unit what was handed to it, for the organisation also what its units have answered.
  const statuses = () =>
    props.unit ? (["pending"] as const) : (["pending", "reactivated", "redirected-paper", "accepted-by-unit", "declined-by-unit"] as const);
  const oldest = useQuery(() => ({
    queryKey: ["request", "inbox", "oldest", props.unit],
    queryFn: () => api.request.inbox.query({ filters: { ...filters(), statuses: [...statuses()] }, most: 6 }),
  }));
  const waiting = () => (counts.data ? counts.data.waiting.fresh + counts.data.waiting.week + counts.data.waiting.late : 0);
  const all = () => "/demandes";
  const tile = (label: string, count: number, late: boolean) => (
    <A
      href={all()}
      class={`rounded-lg border px-3.5 py-2.5 hover:bg-hover ${late && count > 0 ? "border-danger/50 bg-danger-soft" : "border-line bg-surface"}`}
    >
      <span class={`block text-2xl font-semibold tabular-nums ${late && count > 0 ? "text-danger" : ""}`}>{count}</span>
      <span class="block text-sm text-muted">{label}</span>
    </A>
  );
  return (
    <Show when={counts.data} fallback={<Skeleton rows={6} />}>
      {(known) => (
        <div class="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <section aria-labelledby="waiting" class="flex min-w-0 flex-col gap-3">
            <h2 id="waiting" class="font-semibold">
              {w().waiting}
            </h2>
            <RefusedNotice moves={moves} />
            <Show when={props.acts}>
              <ToDeliver />
            </Show>
            <CallWelcome side="receiving" />
            <ConditionsWaiting hrefOf={(id) => `/demandes/${id}`} />
            <ProposalsWaiting hrefOf={(id) => `/demandes/${id}`} />
            <Show when={props.unit || props.acts}>
              <SupervisorsDue />
            </Show>
            <RemindersDue hrefOf={(id) => `/demandes/${id}`} />
            <Show
              when={waiting() > 0}
              fallback={
                <div class="rounded-lg border border-line bg-surface">
                  <EmptyState icon={<InboxIcon size={22} />} title={w().noneWaiting} text={w().noneWaitingText} class="py-8" />
                </div>
              }
            >
              <div class="grid grid-cols-3 gap-2">
                {tile(w().fresh, known().waiting.fresh, false)}
                {tile(w().week, known().waiting.week, false)}
                {tile(w().late, known().waiting.late, true)}
              </div>
              <div class="rounded-lg border border-line bg-surface">
                <div class="flex items-center justify-between gap-3 border-b border-line px-3.5 py-2">
                  <h3 class="text-sm font-semibold">{w().oldest}</h3>
                  <A href={all()} class="text-sm text-accent hover:underline">
                    {w().seeAll(waiting())}
                  </A>
                </div>
                <ul class="divide-y divide-line">
                  <For each={oldest.data?.requests ?? []}>
                    {(request) => <RequestLine request={request} moves={moves} href={`/demandes/${request.id}`} />}
                  </For>
                </ul>
              </div>
            </Show>
          </section>
          <div class="flex min-w-0 flex-col gap-4">
            <StatusCounts counts={known()} href="/demandes" />
            <Show when={props.acts}>
              <ContactsWatched />
            </Show>
          </div>
          <MoveDialogs moves={moves} />
        </div>
      )}
    </Show>
  );
}
