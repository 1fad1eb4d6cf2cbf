import { useParams } from "@solidjs/router";
import { createSignal, For, onMount, Show, Suspense, type JSX } from "solid-js";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import Inbox from "lucide-solid/icons/inbox";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { LinkFrame, longDay } from "#ui/reply/link-frame.tsx";
import { DeadLink, LinkContact, useOpened } from "#ui/reply/mailed-link.tsx";
import { guestPageWords } from "#words/guest-page.ts";
import { useGuestPage, type GuestEntry, type GuestPage, type GuestRequest } from "./guest-query.ts";
import { RequestView } from "./request-view.tsx";
import { Wizard } from "./wizard.tsx";

/**
 * `/i/:token`: the page of a school without account at one organisation (F-203). What it is asked to write, where its requests stand,
 * followed by itself. Reading it changes nothing; that somebody looks is said by the page's own script, when it is seen.
 */
export function GuestScreen() {
  const w = useWords(guestPageWords);
  const params = useParams<{ token: string }>();
  const { page, refresh } = useGuestPage(() => params.token);
  const alive = () => (page.data !== undefined && page.data !== "dead" ? page.data : null);
  const { language, setLanguage } = useLanguage();
  useOpened(alive, (page) => {
    // The mail's language, unless this browser chose one.
    if (!/(?:^|;\s*)lang=/.test(document.cookie) && page.language !== language()) setLanguage(page.language);
    void api.guest.opened.mutate({ token: params.token }).catch(() => {});
  });
  return (
    <LinkFrame title={w().title}>
      <Suspense fallback={<Skeleton rows={6} />}>
        <Show when={page.data !== "dead"} fallback={<DeadLink title={w().dead.title} text={w().dead.text} />}>
          <Show when={alive()} fallback={<Skeleton rows={6} />}>
            {(known) => <Guest page={known()} token={params.token} stale={page.isError} refresh={refresh} />}
          </Show>
        </Show>
      </Suspense>
    </LinkFrame>
  );
}

function Guest(props: { page: GuestPage; token: string; stale: boolean; refresh(): Promise<unknown> }) {
  const w = useWords(guestPageWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const things = () => props.page.entries.length + props.page.requests.length;
  const [opened, setOpened] = createSignal<string | null>(null);
  const [sent, setSent] = createSignal<number | null>(null);
  // Who has one thing to look at is shown it at once.
  const [all, setAll] = createSignal(things() !== 1);
  const only = () => (all() ? null : (props.page.entries[0]?.id ?? props.page.requests[0]?.id ?? null));
  const current = () => opened() ?? only();
  const entry = () => props.page.entries.find(({ id }) => id === current());
  const request = () => props.page.requests.find(({ id }) => id === current());
  const show = (id: string | null) => {
    setOpened(id);
    if (id === null) setAll(true);
    window.scrollTo({ top: 0 });
  };
  const again = async (like: { entryId: string | null; requestId: string | null }) => {
    try {
      const { entryId } = await api.guest.again.mutate({ token: props.token, like });
      await props.refresh();
      setSent(null);
      show(entryId);
    } catch (error) {
      failure.tell(error);
    }
  };
  return (
    <>
      <div class="flex flex-col gap-1">
        <h1 class="text-xl font-semibold tracking-[-0.015em] text-balance">{w().hello(props.page.name)}</h1>
        <p class="text-pretty text-muted">{w().lead(props.page.school, props.page.receiving)}</p>
      </div>
      <Show when={props.stale}>
        <Notice kind="warn">{w().stale}</Notice>
      </Show>
      <Show when={props.page.schoolIsUser}>
        <Notice kind="info">{w().isUser(props.page.school)}</Notice>
      </Show>
      <Show when={sent()}>{(reference) => <Notice kind="done">{w().sent(reference())}</Notice>}</Show>
      <Show when={current() !== null && things() > 1}>
        <Button kind="quiet" class="min-h-11 self-start" icon={<ArrowLeft size={16} aria-hidden="true" />} onClick={() => show(null)}>
          {w().toMine}
        </Button>
      </Show>
      {/* By its id, not by what it says: a wizard made anew at each look would lose what is being typed. */}
      <Show when={entry()?.id} keyed>
        {(id) => (
          <Show when={props.page.entries.find((one) => one.id === id)}>
            {(one) => (
              <Wizard
                page={props.page}
                entry={one()}
                token={props.token}
                refresh={props.refresh}
                onSent={(reference, requestId) => {
                  setSent(reference);
                  show(requestId);
                }}
                onLeave={() => show(null)}
              />
            )}
          </Show>
        )}
      </Show>
      <Show when={request()?.id} keyed>
        {(id) => (
          <Show when={props.page.requests.find((one) => one.id === id)}>
            {(one) => (
              <RequestView
                page={props.page}
                request={one()}
                token={props.token}
                refresh={props.refresh}
                onAgain={() => void again({ entryId: null, requestId: one().id })}
              />
            )}
          </Show>
        )}
      </Show>
      <Show when={entry() === undefined && request() === undefined}>
        <Mine page={props.page} onOpen={show} />
      </Show>
      <footer class="flex flex-col gap-1 border-t border-line pt-4 text-sm text-muted">
        <LinkContact lead={w().help} contact={props.page.contact} />
        <p>{w().until(longDay(props.page.until, language()))}</p>
        <p>{w().live}</p>
      </footer>
    </>
  );
}

/** « Mes demandes »: what is still to write first, then what was sent, with where it stands. */
function Mine(props: { page: GuestPage; onOpen(id: string): void }) {
  const w = useWords(guestPageWords);
  const { language } = useLanguage();
  const placeOf = (one: GuestEntry | GuestRequest) => [one.place.destination ?? one.place.service, one.place.site].join(", ");
  const standing = (one: GuestRequest) => {
    const now = one.stages.find(({ state }) => state === "now") ?? one.stages.findLast(({ state }) => state === "done" || state === "no");
    if (one.status === "declined") return w().stageSays.declined;
    if (one.status === "cancelled") return w().stageSays.cancelled;
    return now ? w().stages[now.stage] : "";
  };
  return (
    <Show
      when={props.page.entries.length + props.page.requests.length > 0}
      fallback={<EmptyState icon={<Inbox size={22} />} title={w().empty.title} text={w().empty.text} />}
    >
      <Show when={props.page.entries.length > 0}>
        <List title={w().toWrite}>
          <For each={props.page.entries}>
            {(one) => (
              <Line
                title={placeOf(one)}
                text={[
                  one.draft.course || one.draft.programme,
                  one.draft.step === 0 && one.savedAt === null ? "" : w().missing(one.missing),
                ]}
                action={one.savedAt === null ? w().begin : w().resume}
                primary
                onOpen={() => props.onOpen(one.id)}
              />
            )}
          </For>
        </List>
      </Show>
      <Show when={props.page.requests.length > 0}>
        <List title={w().asked}>
          <For each={props.page.requests}>
            {(one) => (
              <Line
                title={placeOf(one)}
                text={[
                  w().dates(longDay(one.schedule.startsOn, language()), longDay(one.schedule.endsOn, language())),
                  `${w().forHow(one.kind, one.size)}, ${one.course.name}`,
                  standing(one),
                ]}
                action={w().follow}
                onOpen={() => props.onOpen(one.id)}
              />
            )}
          </For>
        </List>
      </Show>
    </Show>
  );
}

function List(props: { title: string; children: JSX.Element }) {
  return (
    <section class="flex flex-col gap-2" aria-label={props.title}>
      <h2 class="font-semibold">{props.title}</h2>
      <ul class="flex flex-col gap-3">{props.children}</ul>
    </section>
  );
}

function Line(props: { title: string; text: string[]; action: string; primary?: boolean; onOpen(): void }) {
  const [ready, setReady] = createSignal(false);
  onMount(() => setReady(true));
  return (
    <li class="flex flex-col gap-2 rounded-xl border border-line bg-surface p-4">
      <h3 class="font-medium">{props.title}</h3>
      <div class="text-sm">
        <For each={props.text.filter((one) => one !== "")}>{(one) => <p>{one}</p>}</For>
      </div>
      <Button
        size="lg"
        kind={props.primary ? "primary" : "plain"}
        class="min-h-12"
        disabled={!ready()}
        aria-label={`${props.action}, ${props.title}`}
        onClick={() => props.onOpen()}
      >
        {props.action}
      </Button>
    </li>
  );
}
