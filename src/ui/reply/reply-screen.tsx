import { useParams } from "@solidjs/router";
import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createMemo, createSignal, For, Show, Suspense } from "solid-js";
import Inbox from "lucide-solid/icons/inbox";
import { api, type Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { replyWords } from "#words/reply.ts";
import { LinkFrame, longDay } from "./link-frame.tsx";
import { DeadLink, LinkContact, openLink, useOpened } from "./mailed-link.tsx";
import { ReplyCard, type Replied } from "./reply-card.tsx";

export type ReplyPage = Outputs["reply"]["page"];
export type ReplyRequest = ReplyPage["requests"][number];

/** How often the page asks what has changed, in milliseconds: a unit's screen is not a wall, and a telephone has a battery. */
const every = 5_000;

/**
 * `/r/:token`: what a school asks of a place without account, live, and its answers, in three taps. Reading tells the school nothing;
 * that somebody looks is said by this page's own script, when it is seen.
 */
export function ReplyScreen() {
  const w = useWords(replyWords);
  const params = useParams<{ token: string }>();
  const queries = useQueryClient();
  const page = useQuery(() => ({
    queryKey: ["reply", params.token],
    queryFn: (): Promise<ReplyPage | "dead"> => openLink(() => api.reply.page.query({ token: params.token })),
    refetchInterval: (query) => (query.state.data === "dead" ? false : every),
    refetchOnWindowFocus: true,
    staleTime: 0,
  }));
  const alive = () => (page.data !== undefined && page.data !== "dead" ? page.data : null);
  useOpened(alive, () => void api.reply.opened.mutate({ token: params.token }).catch(() => {}));
  return (
    <LinkFrame title={w().title}>
      <Suspense fallback={<Skeleton rows={6} />}>
        <Show when={page.data !== "dead"} fallback={<DeadLink title={w().dead.title} text={w().dead.text} />}>
          <Show when={alive()} fallback={<Skeleton rows={6} />}>
            {(known) => (
              <Requests
                page={known()}
                token={params.token}
                stale={page.isError}
                onAnswered={() => queries.invalidateQueries({ queryKey: ["reply", params.token] })}
              />
            )}
          </Show>
        </Show>
      </Suspense>
    </LinkFrame>
  );
}

function Requests(props: { page: ReplyPage; token: string; stale: boolean; onAnswered(): Promise<unknown> }) {
  const w = useWords(replyWords);
  const { language } = useLanguage();
  const waiting = createMemo(() => props.page.requests.filter(({ may }) => may.answer));
  const settled = createMemo(() => props.page.requests.filter(({ may }) => !may.answer));
  const [done, setDone] = createSignal<Replied | null>(null);
  const doneOf = (move: Replied) => (props.page.unit && (move === "accept" || move === "decline") ? w().unit.done[move] : w().done[move]);
  // Given as it is asked for, not as it is: a card made anew at each look would lose what is being answered on it.
  const card = (request: () => ReplyRequest) => (
    <ReplyCard
      request={request()}
      reasons={props.page.reasons}
      token={props.token}
      school={props.page.school}
      unit={props.page.unit}
      onAnswered={async (move) => {
        setDone(move);
        await props.onAnswered();
      }}
    />
  );
  return (
    <>
      <div class="flex flex-col gap-1">
        <h1 class="text-xl font-semibold tracking-[-0.015em] text-balance">{w().hello(props.page.name)}</h1>
        <p class="text-pretty">
          {props.page.unit ? w().unit.lead(props.page.school, props.page.place) : w().lead(props.page.school, props.page.place)}
        </p>
        <p class="font-medium" role="status">
          {w().waiting(waiting().length)}
        </p>
      </div>
      <Show when={props.stale}>
        <Notice kind="warn">{w().stale}</Notice>
      </Show>
      <Show when={done()}>{(move) => <Notice kind="done">{doneOf(move())}</Notice>}</Show>
      <Show
        when={props.page.requests.length > 0}
        fallback={
          <EmptyState icon={<Inbox size={22} />} title={w().empty.title} text={props.page.unit ? w().unit.empty : w().empty.text} />
        }
      >
        <Show when={waiting().length > 0}>
          <ul class="flex flex-col gap-3">
            <For each={waiting().map(({ id }) => id)}>
              {(id) => <Show when={waiting().find((one) => one.id === id)}>{(request) => <li>{card(request)}</li>}</Show>}
            </For>
          </ul>
        </Show>
        <Show when={settled().length > 0}>
          <section class="flex flex-col gap-3" aria-labelledby="settled">
            <h2 id="settled" class="font-semibold">
              {w().settled}
            </h2>
            <ul class="flex flex-col gap-3">
              <For each={settled().map(({ id }) => id)}>
                {(id) => <Show when={settled().find((one) => one.id === id)}>{(request) => <li>{card(request)}</li>}</Show>}
              </For>
            </ul>
          </section>
        </Show>
      </Show>
      <footer class="flex flex-col gap-1 border-t border-line pt-4 text-sm text-muted">
        <LinkContact lead={props.page.unit ? w().unit.wrong : w().wrong} contact={props.page.contact} />
        <p>{w().until(longDay(props.page.until, language()))}</p>
        <p>{w().live}</p>
      </footer>
    </>
  );
}
