import { Dialog } from "@ark-ui/solid/dialog";
import { useQuery } from "@tanstack/solid-query";
import { A, Navigate, useIsRouting, useLocation, useNavigate } from "@solidjs/router";
import { createEffect, createMemo, createSignal, lazy, on, onMount, Show, Suspense, type JSX } from "solid-js";
import { Portal } from "solid-js/web";
import CircleHelp from "lucide-solid/icons/circle-question-mark";
import MenuIcon from "lucide-solid/icons/menu";
import PanelLeft from "lucide-solid/icons/panel-left";
import Search from "lucide-solid/icons/search";
import SunMoon from "lucide-solid/icons/sun-moon";
import X from "lucide-solid/icons/x";
import { grants } from "#domain/access.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { connection, fallback, useLiveEvents } from "#ui/live.ts";
import { Bell } from "#ui/notice/bell.tsx";
import { useCommandKeys, type Command } from "#ui/parts/commands.ts";
import { ConnectionPill } from "#ui/parts/connection-pill.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Kbd } from "#ui/parts/kbd.tsx";
import { LiveRegion } from "#ui/parts/live-region.tsx";
import { Menu } from "#ui/parts/menu.tsx";
import { Guarded, Mishap } from "#ui/parts/mishap.tsx";
import { Toaster } from "#ui/parts/toaster.tsx";
import { useRecent } from "#ui/search/recent.ts";
import { frameWords } from "#words/frame.ts";
import { opensTo } from "./address.ts";
import { AccountMenu, useThemeItems } from "./account-menu.tsx";
import { readCookie, writeCookie } from "./cookie.ts";
import { createFinder } from "./find.ts";
import { IdleWarning } from "./idle.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { Mark } from "./mark.tsx";
import { useMe, type ActorInUse, type Me } from "./me.ts";
import { railOf, type NavItem } from "./navigation.ts";
import { RailLinks } from "./rail.tsx";
import { RoleSwitch } from "./role-switch.tsx";
import { takeTheme } from "./theme.ts";
import { createSignOut } from "./sign-out.tsx";
import { screenTruth, wholeTruth } from "./unsaved.ts";

const CommandPalette = lazy(() => import("#ui/parts/command-palette.tsx"));
const ShortcutsDialog = lazy(() => import("#ui/parts/shortcuts-dialog.tsx"));

/** What stands around every screen of somebody signed in. A visitor is sent to sign in, and comes back here after. */
export default function Frame(props: { children: JSX.Element }) {
  const me = useMe();
  const location = useLocation();
  return (
    <Suspense>
      <Show when={me.data !== undefined}>
        <Show when={me.data} fallback={<Navigate href={`/connexion?vers=${encodeURIComponent(location.pathname + location.search)}`} />}>
          {(known) => <Inside me={known()}>{props.children}</Inside>}
        </Show>
      </Show>
    </Suspense>
  );
}

/** As the server would say it. */
const notAllowed = { cause: { refusal: { code: "not-allowed" } } };

const seesRequests = new Set<string>(grants["request.see"]);
const delivers = new Set<string>(grants["delivery.manage"]);
const seesCalls = new Set<string>(grants["call.see"]);

/** What waits for this role, as badges of the rail; live events refresh it with everything else of requests. */
function useCounts(actor: () => ActorInUse | null) {
  // Badges come a moment after the page: the server does not wait for them, and hydration finds what it rendered.
  const [shown, setShown] = createSignal(false);
  onMount(() => setShown(true));
  const counts = useQuery(() => ({
    queryKey: ["request", "counts", "rail"],
    queryFn: () => api.request.counts.query({}),
    enabled: shown() && seesRequests.has(actor()?.kind ?? ""),
  }));
  const calls = useQuery(() => ({
    queryKey: ["call", "counts"],
    queryFn: () => api.callForOffers.counts.query(),
    enabled: shown() && seesCalls.has(actor()?.kind ?? ""),
  }));
  const printed = useQuery(() => ({
    queryKey: ["print", "counts"],
    queryFn: () => api.print.counts.query(),
    enabled: shown() && delivers.has(actor()?.kind ?? ""),
  }));
  return createMemo((): Partial<Record<NavItem["id"], number>> => {
    const print = printed.isSuccess ? printed.data.open : 0;
    const found = counts.isSuccess ? counts.data : null;
    if (!found) return {};
    const called = calls.isSuccess ? calls.data : null;
    // The school has requests to send and answers that are due, the host requests and calls to answer.
    if (found.side === "placing")
      return { outbox: found.counts.find(({ status }) => status === "new")?.requests ?? 0, calls: called?.overdue ?? 0, print };
    return { requests: found.waiting.fresh + found.waiting.week + found.waiting.late, calls: called?.unanswered ?? 0, print };
  });
}

/** The title may come a few frames after the screen, with its data. */
function focusTitle(main: HTMLElement | undefined, frames: number): void {
  const title = main?.querySelector<HTMLElement>("h1");
  if (title) title.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusTitle(main, frames - 1));
}

function Inside(props: { me: Me; children: JSX.Element }) {
  const w = useWords(frameWords);
  const navigate = useNavigate();
  const location = useLocation();
  const isRouting = useIsRouting();
  const themes = useThemeItems();
  const [small, setSmall] = createSignal(readCookie("rail") === "small");
  const [drawer, setDrawer] = createSignal(false);
  const [palette, setPalette] = createSignal<"never" | "open" | "closed">("never");
  const [shortcuts, setShortcuts] = createSignal<"never" | "open" | "closed">("never");
  let main: HTMLElement | undefined;

  useLiveEvents(props.me.seq);
  useRecent(() => props.me.actor?.roleId);
  const finder = createFinder(() => props.me.actor);
  onMount(() => takeTheme(props.me.account.theme));
  const items = createMemo(() => (props.me.actor ? railOf(props.me.actor) : []));
  const counts = useCounts(() => props.me.actor);

  const signingOut = createSignOut(() => props.me.account.id);
  const useRole = async (roleId: string) => {
    await api.account.useRole.mutate({ roleId });
    // Everything this page holds was another role's.
    window.location.assign("/accueil");
  };
  const expired = () => window.location.assign(`/connexion?vers=${encodeURIComponent(location.pathname + location.search)}`);

  const go = createMemo((): Command[] =>
    items().map((item) => ({
      id: `go-${item.id}`,
      words: w().nav[item.id],
      keys: `g ${item.letter}`,
      group: "go",
      run: () => navigate(item.href),
    })),
  );
  useCommandKeys(() => [
    ...go(),
    { id: "palette", words: w().search, keys: "Ctrl+k", run: () => setPalette("open") },
    { id: "shortcuts", words: w().help, keys: "?", run: () => setShortcuts("open") },
    // where `?` is text, as in a cell
    { id: "shortcuts.grid", words: w().help, keys: "F1", run: () => setShortcuts("open") },
  ]);

  // A new screen is announced by its title taking the focus; a panel over its list takes it itself.
  const screenOf = () => location.pathname.split("/")[1];
  let shown = screenOf();
  createEffect(
    on([screenOf, isRouting], ([screen, routing]) => {
      if (routing || screen === shown) return;
      shown = screen;
      main?.scrollTo({ top: 0 });
      focusTitle(main, 30);
    }),
  );
  const toggleRail = () => {
    setSmall(!small());
    writeCookie("rail", small() ? "small" : "full");
  };

  return (
    <div class="flex h-dvh min-w-0 overflow-hidden">
      <a
        href="#contenu"
        class="sr-only z-80 rounded bg-accent px-3 py-2 font-medium text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
      >
        {w().skip}
      </a>
      <nav
        aria-label={w().navigation}
        class={`flex shrink-0 flex-col gap-1 overflow-y-auto border-r border-line bg-surface p-2.5 max-md:hidden ${small() ? "w-15" : "w-rail"}`}
      >
        <A
          href="/accueil"
          class="mb-2 flex min-h-9 items-center gap-2.5 rounded px-2 text-lg font-semibold tracking-[-0.015em]"
          aria-label={w().product}
        >
          <Mark />
          <Show when={!small()}>{w().product}</Show>
        </A>
        <RailLinks items={items()} counts={counts()} small={small()} />
        <span class="flex-1" />
        <Show when={props.me.demo && !small()}>
          <span class="mb-1 self-start rounded-sm bg-warn-soft px-2 py-0.5 text-xs font-medium text-warn">{w().role.demo}</span>
        </Show>
        <IconButton
          class={small() ? "self-center" : "self-start"}
          label={small() ? w().expand : w().collapse}
          side="right"
          icon={<PanelLeft size={17} aria-hidden="true" />}
          onClick={toggleRail}
        />
      </nav>

      <div class="flex min-w-0 flex-1 flex-col">
        <header class="flex h-12 shrink-0 items-center gap-1 border-b border-line bg-surface pr-2 pl-2 md:pr-4 md:pl-4">
          <button
            type="button"
            class="grid size-9 shrink-0 place-items-center rounded text-muted hover:bg-hover md:hidden"
            aria-label={w().menu}
            aria-expanded={drawer()}
            onClick={() => setDrawer(true)}
          >
            <MenuIcon size={19} aria-hidden="true" />
          </button>
          <RoleSwitch me={props.me} onUse={(roleId) => void useRole(roleId)} />
          <span class="min-w-0 flex-1" />
          <button
            type="button"
            class="flex h-8.5 shrink-0 items-center gap-2 rounded text-sm text-muted hover:text-ink max-lg:w-8.5 max-lg:justify-center max-lg:hover:bg-hover lg:mr-2 lg:w-56 lg:border lg:border-line-strong lg:bg-page lg:px-2.5"
            aria-haspopup="dialog"
            onClick={() => setPalette("open")}
          >
            <Search size={16} aria-hidden="true" />
            <span class="flex-1 text-left max-lg:sr-only">{w().search}</span>
            <span class="max-lg:hidden">
              <Kbd keys="Ctrl K" />
            </span>
          </button>
          <ConnectionPill {...wholeTruth({ state: connection(), poll: fallback() }, screenTruth())} />
          <Bell actor={props.me.actor} />
          <span class="w-1 shrink-0 max-md:hidden" />
          <LanguageSwitch signedIn />
          <span class="max-md:hidden">
            <Menu
              label={w().theme.label}
              trigger={<SunMoon size={17} aria-hidden="true" />}
              items={[{ heading: w().theme.label }, ...themes()]}
            />
          </span>
          <span class="max-sm:hidden">
            <IconButton label={w().help} keys="?" icon={<CircleHelp size={17} aria-hidden="true" />} onClick={() => setShortcuts("open")} />
          </span>
          <AccountMenu me={props.me} onSignOut={signingOut.ask} />
        </header>
        <main ref={main} id="contenu" tabindex={-1} class="relative min-h-0 flex-1 overflow-auto">
          <Show when={props.me.actor} fallback={<EmptyState title={w().noRole.title} text={w().noRole.text} />}>
            {(actor) => (
              <Show when={opensTo(location.pathname, actor())} fallback={<Mishap error={notAllowed} heading="h1" />}>
                <Guarded heading="h1">
                  <Suspense>{props.children}</Suspense>
                </Guarded>
              </Show>
            )}
          </Show>
        </main>
      </div>

      <Dialog.Root open={drawer()} onOpenChange={({ open }) => setDrawer(open)} lazyMount unmountOnExit aria-label={w().menu}>
        <Portal>
          <Dialog.Backdrop class="fixed inset-0 z-40 animate-appear bg-veil" />
          <Dialog.Positioner class="fixed inset-y-0 left-0 z-50">
            <Dialog.Content class="flex h-full w-72 max-w-[85vw] animate-slide-in-left flex-col gap-2 overflow-y-auto border-r border-line bg-surface p-3 shadow-float outline-none">
              <div class="flex items-center gap-2.5 pl-1.5 text-lg font-semibold">
                <Mark />
                <Dialog.Title class="flex-1">{w().product}</Dialog.Title>
                <Dialog.CloseTrigger class="grid size-9 place-items-center rounded text-muted hover:bg-hover" aria-label={w().closeMenu}>
                  <X size={18} aria-hidden="true" />
                </Dialog.CloseTrigger>
              </div>
              <nav aria-label={w().navigation}>
                <RailLinks items={items()} counts={counts()} onGo={() => setDrawer(false)} />
              </nav>
              <span class="flex-1" />
              <RoleSwitch me={props.me} full onUse={(roleId) => void useRole(roleId)} />
            </Dialog.Content>
          </Dialog.Positioner>
        </Portal>
      </Dialog.Root>

      <Suspense>
        <Show when={palette() !== "never"}>
          <CommandPalette
            open={palette() === "open"}
            onClose={() => setPalette("closed")}
            go={go()}
            find={finder.find}
            recent={finder.recent}
          />
        </Show>
        <Show when={shortcuts() !== "never"}>
          <ShortcutsDialog open={shortcuts() === "open"} onClose={() => setShortcuts("closed")} go={go()} />
        </Show>
      </Suspense>
      <IdleWarning endsAt={props.me.idle.endsAt} onSignOut={() => signingOut.ask(false)} onExpired={expired} />
      <signingOut.Question />
      <Toaster />
      <LiveRegion />
    </div>
  );
}
