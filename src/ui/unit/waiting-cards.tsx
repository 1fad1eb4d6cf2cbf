import { A } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import Check from "lucide-solid/icons/check";
import CircleCheck from "lucide-solid/icons/circle-check";
import MessageSquareReply from "lucide-solid/icons/message-square-reply";
import X from "lucide-solid/icons/x";
import type { SeenRequest } from "#domain/request-seen.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { daysWaited } from "#ui/request/columns.tsx";
import { MoveDialogs, RefusedNotice, useMoves, type Moves } from "#ui/request/moves.tsx";
import { ProposalForm } from "#ui/request/proposal-form.tsx";
import { useRequest } from "#ui/request/request-panel.tsx";
import { proposalWords } from "#words/proposal.ts";
import { requestWords, writeDays, writeHours } from "#words/request.ts";
import { unitViewWords } from "#words/unit-view.ts";

const shownAtMost = 20;

/** What waits for the unit's answer, a card each, with its three answers. */
export function WaitingCards() {
  const w = useWords(unitViewWords);
  const moves = useMoves();
  const [proposing, setProposing] = createSignal<string | null>(null);
  const list = useQuery(() => ({
    queryKey: ["request", "inbox", "unit-home"],
    queryFn: () => api.request.inbox.query({ filters: { session: "all", statuses: ["pending"] }, most: shownAtMost }),
  }));
  const known = () => answerOf(list);
  return (
    <section aria-labelledby="unit-waiting" class="flex flex-col gap-3">
      <div class="flex flex-wrap items-baseline justify-between gap-2">
        <h2 id="unit-waiting" class="text-lg font-semibold">
          {w().waiting}
        </h2>
        <Show when={(known()?.requests.length ?? 0) > 0}>
          <p class="text-sm text-muted" role="status">
            {w().waitingCount(known()?.requests.length ?? 0)}
          </p>
        </Show>
      </div>
      <RefusedNotice moves={moves} />
      <Show when={known()} fallback={<Skeleton rows={4} />}>
        {(page) => (
          <Show
            when={page().requests.length > 0}
            fallback={
              <p class="flex items-start gap-3 rounded-xl border border-line bg-surface p-4">
                <CircleCheck size={22} class="shrink-0 text-done" aria-hidden="true" />
                <span>
                  <span class="block font-medium">{w().noneWaiting}</span>
                  <span class="block text-sm text-muted">{w().noneWaitingText}</span>
                </span>
              </p>
            }
          >
            <ul class="flex flex-col gap-3">
              <For each={page().requests.map(({ id }) => id)}>
                {(id) => (
                  <Show when={page().requests.find((one) => one.id === id)}>
                    {(request) => <Card request={request()} moves={moves} onPropose={() => setProposing(id)} />}
                  </Show>
                )}
              </For>
            </ul>
            <p class="text-xs text-muted">{w().answered}</p>
            <Show when={page().next}>
              <A href="/demandes" class="text-sm text-accent hover:underline">
                {w().all}
              </A>
            </Show>
          </Show>
        )}
      </Show>
      <MoveDialogs moves={moves} />
      <Show when={proposing()} keyed>
        {(id) => <ProposeDialog id={id} onClose={() => setProposing(null)} />}
      </Show>
    </section>
  );
}

function Card(props: { request: SeenRequest; moves: Moves; onPropose(): void }) {
  const w = useWords(unitViewWords);
  const r = useWords(requestWords);
  const { language } = useLanguage();
  const of = () => props.request;
  return (
    <li class="rounded-xl border border-line bg-surface p-4 shadow-xs">
      <div class="flex items-start justify-between gap-3">
        <div class="min-w-0">
          <p class="text-base font-semibold">{of().place.destination ?? of().place.service}</p>
          <p class="text-sm text-muted">
            {of().place.site}
            <span class="block text-ink">{of().school.name}</span>
          </p>
        </div>
        <p class="shrink-0 rounded-full bg-accent-soft px-2.5 py-1 text-sm font-semibold text-accent-strong tabular-nums">
          {w().students(of().size)}
        </p>
      </div>
      <div class="mt-2 flex flex-col gap-0.5 text-sm">
        <p class="tabular-nums">{w().dates(of().schedule.startsOn, of().schedule.endsOn)}</p>
        <p>
          {writeDays(of().schedule, language())}, {writeHours(of().schedule, language())}
        </p>
        <p class="text-muted">
          {of().course.number} {of().course.name}
          <Show when={of().instructor}>{(one) => `, ${one().name}`}</Show>
        </p>
        <Show when={of().comment !== ""}>
          <p class="line-clamp-3 text-muted">{of().comment}</p>
        </Show>
      </div>
      <p class="mt-1 flex flex-wrap gap-x-3 text-xs text-muted">
        <A href={`/demandes/${of().id}`} class="inline-flex min-h-7 items-center text-accent hover:underline">
          {r().reference(of().reference)}, {w().open}
        </A>
        <span class="inline-flex min-h-7 items-center">{r().waits(daysWaited(of()))}</span>
      </p>
      <div class="mt-2 grid grid-cols-2 gap-2">
        <Button
          kind="primary"
          size="lg"
          icon={<Check size={17} aria-hidden="true" />}
          pending={props.moves.pending() === "acceptForUnit"}
          onClick={() => props.moves.begin("acceptForUnit", [of()])}
        >
          {w().accept}
        </Button>
        <Button size="lg" icon={<X size={17} aria-hidden="true" />} onClick={() => props.moves.begin("declineForUnit", [of()])}>
          {w().decline}
        </Button>
        <Button
          kind="quiet"
          size="lg"
          class="col-span-2"
          icon={<MessageSquareReply size={17} aria-hidden="true" />}
          onClick={() => props.onPropose()}
        >
          {w().propose}
        </Button>
      </div>
    </li>
  );
}

function ProposeDialog(props: { id: string; onClose(): void }) {
  const w = useWords(proposalWords);
  const request = useRequest(() => props.id);
  const list = useQuery(() => ({
    queryKey: ["proposal", "list", props.id],
    queryFn: () => api.proposal.list.query({ requestId: props.id }),
  }));
  const both = () => {
    const [of, all] = [answerOf(request), answerOf(list)];
    return of && all ? { of, all } : undefined;
  };
  return (
    <Dialog open onClose={props.onClose} title={w().title}>
      <Show when={both()} fallback={<Skeleton rows={6} />}>
        {(known) => (
          <ProposalForm
            of={known().of}
            list={known().all}
            open={known().all.proposals.find(({ outcome }) => outcome === null)}
            onDone={props.onClose}
          />
        )}
      </Show>
    </Dialog>
  );
}
