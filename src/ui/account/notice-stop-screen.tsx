import { A, useParams } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show, Suspense } from "solid-js";
import type { NoticeKind } from "#domain/notice.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { LinkFrame } from "#ui/reply/link-frame.tsx";
import { DeadLink, openLink } from "#ui/reply/mailed-link.tsx";
import { noticeWords } from "#words/notice.ts";

type Page = Outputs["notice"]["stopPage"];

/** `/avis/:token`: the way out of a kind of mail, without signing in; opening it changes nothing, the button does (R340). */
export function NoticeStopScreen() {
  const w = useWords(noticeWords);
  const params = useParams<{ token: string }>();
  const page = useQuery(() => ({
    queryKey: ["notice", "stop", params.token],
    queryFn: (): Promise<Page | "dead"> => openLink(() => api.notice.stopPage.query({ token: params.token })),
    staleTime: Infinity,
  }));
  const alive = () => (page.data !== undefined && page.data !== "dead" ? page.data : null);
  return (
    <LinkFrame title={w().stop.title}>
      <Suspense fallback={<Skeleton rows={4} />}>
        <Show when={page.data !== "dead"} fallback={<DeadLink title={w().stop.dead} text={w().stop.deadText} />}>
          <Show when={alive()} fallback={<Skeleton rows={4} />}>
            {(known) => <Choose page={known()} token={params.token} />}
          </Show>
        </Show>
      </Suspense>
    </LinkFrame>
  );
}

function Choose(props: { page: Page; token: string }) {
  const w = useWords(noticeWords);
  const all = () => props.page.kinds.map(({ kind }) => kind);
  const [chosen, setChosen] = createSignal<NoticeKind[]>(props.page.kinds.map(({ kind }) => kind));
  const [stopped, setStopped] = createSignal<NoticeKind[]>(props.page.kinds.filter((one) => one.stopped).map(({ kind }) => kind));
  const [restored, setRestored] = createSignal(false);
  const [pending, setPending] = createSignal(false);
  const [failed, setFailed] = createSignal(false);
  const done = () => stopped().length > 0;
  const send = (kinds: NoticeKind[], off: boolean) => {
    setPending(true);
    setFailed(false);
    api.notice.stop
      .mutate({ token: props.token, kinds, stopped: off })
      .then(
        () => {
          setStopped(off ? kinds : []);
          setRestored(!off);
        },
        () => setFailed(true),
      )
      .finally(() => setPending(false));
  };
  return (
    <section class="flex flex-col gap-4 rounded-xl border border-line bg-surface p-5 sm:p-7">
      <h1 class="text-xl font-semibold tracking-[-0.015em] text-balance">{w().stop.title}</h1>
      <Show when={failed()}>
        <Notice kind="danger" title={w().stop.failed} />
      </Show>
      <Show
        when={done()}
        fallback={
          <>
            <Show when={restored()} fallback={<p class="text-muted">{props.page.account ? w().stop.text : w().stop.textContact}</p>}>
              <p role="status">{w().stop.restored}</p>
            </Show>
            <div class="flex flex-col gap-1">
              <For each={all()}>
                {(kind) => (
                  <Checkbox
                    label={w().kind[kind]}
                    checked={chosen().includes(kind)}
                    onChange={(on) => setChosen(on ? [...chosen(), kind] : chosen().filter((one) => one !== kind))}
                  />
                )}
              </For>
            </div>
            <div class="flex flex-wrap gap-2">
              <Button kind="primary" disabled={chosen().length === 0} pending={pending()} onClick={() => send(chosen(), true)}>
                {w().stop.confirm}
              </Button>
            </div>
          </>
        }
      >
        <div role="status">
          <p>{w().stop.done}</p>
          <ul class="mt-1 list-disc pl-5">
            <For each={stopped()}>{(kind) => <li>{w().kind[kind]}</li>}</For>
          </ul>
        </div>
        <div class="flex flex-wrap gap-2">
          <Button pending={pending()} onClick={() => send(all(), false)}>
            {w().stop.back}
          </Button>
        </div>
      </Show>
      <Show when={props.page.account}>
        <A href="/compte#avis" class="self-start text-sm text-accent hover:underline">
          {w().stop.account}
        </A>
      </Show>
    </section>
  );
}
