import { Navigate } from "@solidjs/router";
import { useInfiniteQuery, useQueryClient } from "@tanstack/solid-query";
import { createMemo, createSignal, For, onCleanup, onMount, Show, Suspense, type Component } from "solid-js";
import { Dynamic } from "solid-js/web";
import CircleAlert from "lucide-solid/icons/circle-alert";
import CircleCheck from "lucide-solid/icons/circle-check";
import Clock from "lucide-solid/icons/clock";
import Inbox from "lucide-solid/icons/inbox";
import MailIcon from "lucide-solid/icons/mail";
import RefreshCw from "lucide-solid/icons/refresh-cw";
import { api, refusalIn, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { Toaster } from "#ui/parts/toaster.tsx";
import { accountWords } from "#words/account.ts";
import { writeInstant } from "#words/words.ts";
import { Entrance } from "./entrance.tsx";

type Page = Outputs["mail"]["list"];
type MailRow = Page["mails"][number];
const icons: Record<MailRow["state"], Component<{ size: number; "aria-hidden": "true" }>> = {
  sent: CircleCheck,
  waiting: Clock,
  failing: RefreshCw,
  "given-up": CircleAlert,
  kept: MailIcon,
};
const inks: Record<MailRow["state"], string> = {
  sent: "text-done",
  waiting: "text-muted",
  failing: "text-warn",
  "given-up": "text-danger",
  kept: "text-muted",
};
const addressesIn = /(https?:\/\/[^\s]+)/;

/** `/courriel`: what was written to people, in the demo and where no mail server is set; elsewhere, what was sent and what failed. */
export function MailboxScreen() {
  const w = useWords(accountWords);
  const queries = useQueryClient();
  const mail = useInfiniteQuery(() => ({
    queryKey: ["mail", "list"],
    queryFn: ({ pageParam }: { pageParam: string | null }) => api.mail.list.query({ before: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page) => last.next,
    retry: false,
    throwOnError: false,
  }));
  const [chosen, choose] = createSignal<string | null>(null);
  const mails = createMemo(() => mail.data?.pages.flatMap((page) => page.mails) ?? []);
  const open = () => mails().find(({ id }) => id === chosen()) ?? (chosen() === null ? mails()[0] : undefined);
  const first = () => mail.data?.pages[0];
  // A visitor has no live feed: a mail appears within seconds, while the page is looked at.
  onMount(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void queries.invalidateQueries({ queryKey: ["mail", "list"] });
    }, 4_000);
    onCleanup(() => clearInterval(timer));
  });
  const intro = () => (first()?.demo ? w().mail.demoText : first()?.sends ? w().mail.sendsText : w().mail.keptText);
  return (
    <Entrance title={w().mail.title} wide>
      <Suspense fallback={<Skeleton rows={6} />}>
        <Show
          when={!mail.isError}
          fallback={<Navigate href={refusalIn(mail.error)?.code === "sign-in-needed" ? "/connexion?vers=%2Fcourriel" : "/accueil"} />}
        >
          <Show when={first()}>
            <div class="mb-5 flex flex-wrap items-start justify-between gap-4">
              <div class="min-w-0 max-w-2xl">
                <h1 class="text-2xl font-semibold tracking-[-0.02em]">{w().mail.title}</h1>
                <p class="mt-1 text-sm text-muted">{intro()}</p>
              </div>
              <ButtonLink href="/">{w().mail.back}</ButtonLink>
            </div>
            <Show
              when={mails().length > 0}
              fallback={<EmptyState icon={<Inbox size={28} />} title={w().mail.emptyTitle} text={w().mail.emptyText} />}
            >
              <div class="grid items-start gap-5 lg:grid-cols-[22rem_1fr]">
                <div class="flex min-w-0 flex-col gap-2">
                  <ul class="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface lg:max-h-[65dvh] lg:overflow-y-auto">
                    <For each={mails()}>
                      {(one) => <MailLine mail={one} current={open()?.id === one.id} onChoose={() => choose(one.id)} />}
                    </For>
                  </ul>
                  <Pager
                    shown={mails().length}
                    more={mail.hasNextPage}
                    pending={mail.isFetchingNextPage}
                    onMore={() => void mail.fetchNextPage()}
                  />
                </div>
                <Show when={open()} keyed>
                  {(one) => <MailText mail={one} onRetried={() => void queries.invalidateQueries({ queryKey: ["mail"] })} />}
                </Show>
              </div>
            </Show>
          </Show>
        </Show>
      </Suspense>
      <Toaster />
    </Entrance>
  );
}

function MailState(props: { mail: MailRow }) {
  const w = useWords(accountWords);
  return (
    <span class={`inline-flex shrink-0 items-center gap-1 text-xs font-medium whitespace-nowrap ${inks[props.mail.state]}`}>
      <Dynamic component={icons[props.mail.state]} size={13} aria-hidden="true" />
      {w().mail.states[props.mail.state]}
    </span>
  );
}

function MailLine(props: { mail: MailRow; current: boolean; onChoose(): void }) {
  const { language } = useLanguage();
  return (
    <li>
      <button
        type="button"
        class="flex w-full flex-col gap-0.5 border-l-3 border-transparent px-3.5 py-2.5 text-left hover:bg-hover aria-[current=true]:border-accent aria-[current=true]:bg-accent-soft"
        aria-current={props.current}
        onClick={() => props.onChoose()}
      >
        <span class="flex items-baseline justify-between gap-3">
          <span class="min-w-0 truncate text-sm font-medium" lang={props.mail.language}>
            {props.mail.subject}
          </span>
          <span class="shrink-0 text-xs text-muted">{writeInstant(props.mail.createdAt, language(), new Date())}</span>
        </span>
        <span class="flex items-center justify-between gap-3">
          <span class="min-w-0 truncate text-xs text-muted">{props.mail.recipient}</span>
          <MailState mail={props.mail} />
        </span>
      </button>
    </li>
  );
}

function MailText(props: { mail: MailRow; onRetried(): void }) {
  const w = useWords(accountWords);
  const failure = useFailure();
  const [pending, setPending] = createSignal(false);
  const retry = async () => {
    setPending(true);
    try {
      await api.mail.retry.mutate({ id: props.mail.id });
      toast({ text: w().mail.retried });
      props.onRetried();
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <article class="min-w-0 rounded-lg border border-line bg-surface p-5">
      <header class="mb-4 flex flex-col gap-1 border-b border-line pb-3">
        <h2 class="text-base font-semibold" lang={props.mail.language}>
          {props.mail.subject}
        </h2>
        <p class="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted">
          <span>
            {w().mail.to} {props.mail.recipient}
          </span>
          <MailState mail={props.mail} />
        </p>
      </header>
      <Show when={props.mail.error}>
        <Notice
          kind={props.mail.state === "given-up" ? "danger" : "warn"}
          class="mb-4"
          title={`${w().mail.why} (${w().mail.tries(props.mail.tries)})`}
          actions={
            <Show when={props.mail.may.retry}>
              <Button size="sm" pending={pending()} onClick={() => void retry()}>
                {w().mail.retry}
              </Button>
            </Show>
          }
        >
          {props.mail.error}
        </Notice>
      </Show>
      <Show when={props.mail.bodyText} fallback={<p class="text-sm text-muted">{w().mail.hidden}</p>}>
        {(text) => (
          <div class="text-sm leading-relaxed whitespace-pre-wrap [overflow-wrap:anywhere]" lang={props.mail.language}>
            <For each={text().split(addressesIn)}>{(part) => <MailPart text={part} />}</For>
          </div>
        )}
      </Show>
    </article>
  );
}

/** A link of a mail leads to this very server, whatever address it was written with. */
function MailPart(props: { text: string }) {
  const address = () => (addressesIn.test(props.text) ? new URL(props.text) : null);
  return (
    <Show when={address()} fallback={props.text}>
      {(url) => (
        <a href={url().pathname} rel="external" class="text-accent underline underline-offset-2">
          {props.text}
        </a>
      )}
    </Show>
  );
}
