import { useQuery } from "@tanstack/solid-query";
import { useNavigate, useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, lazy, on, onCleanup, onMount, Show, Suspense } from "solid-js";
import BellIcon from "lucide-solid/icons/bell";
import { grants } from "#domain/access.ts";
import { api } from "#ui/client.ts";
import type { ActorInUse } from "#ui/frame/me.ts";
import { useWords } from "#ui/language.tsx";
import { useCommandKeys } from "#ui/parts/commands.ts";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { announce } from "#ui/parts/live-region.tsx";
import { noticePageWords } from "#words/notice-page.ts";
import { onOpened } from "./push.ts";

const NoticePanel = lazy(() => import("./notice-panel.tsx"));
const told = new Set<string>(grants["history.see"]);

/** How many notices are news, in the frame; a press opens them over the page. */
export function Bell(props: { actor: ActorInUse | null }) {
  const w = useWords(noticePageWords);
  // The number comes a moment after the page, as the rail's do.
  const [shown, setShown] = createSignal(false);
  onMount(() => setShown(true));
  const counts = useQuery(() => ({
    queryKey: ["notice-page", "counts"],
    queryFn: () => api.noticePage.counts.query(),
    enabled: shown() && told.has(props.actor?.kind ?? ""),
  }));
  const unread = () => (counts.isSuccess ? counts.data.unread : 0);
  const written = () => (unread() === 0 ? "" : unread() > 99 ? "99+" : String(unread()));
  const [open, setOpen] = createSignal(false);
  const [anchor, setAnchor] = createSignal<HTMLElement>();
  // `?avis`: where a device's notice of several things leads.
  const [search, setSearch] = useSearchParams<{ avis?: string }>();
  onMount(() => {
    if (search.avis === undefined) return;
    setOpen(true);
    setSearch({ avis: undefined }, { replace: true });
  });
  const navigate = useNavigate();
  onMount(() => onCleanup(onOpened((href) => (href === "/accueil?avis" ? setOpen(true) : navigate(href)))));
  createEffect(
    on(unread, (now, before) => {
      if (before !== undefined && now > before && counts.isFetched) announce(w().arrived(now - before));
    }),
  );
  useCommandKeys(() => [{ id: "notices", words: w().command, keys: "g l", group: "go", run: () => setOpen(true) }]);
  return (
    <Show when={told.has(props.actor?.kind ?? "")}>
      <span ref={setAnchor} class="relative shrink-0">
        <IconButton
          label={w().open(written())}
          keys="g l"
          side="left"
          aria-haspopup="dialog"
          aria-expanded={open()}
          icon={<BellIcon size={17} aria-hidden="true" />}
          onClick={() => setOpen(!open())}
        />
        <Show when={written() !== ""}>
          <span
            class="pointer-events-none absolute -top-1 -right-1.5 grid h-4.5 min-w-4.5 place-items-center rounded-full border-2 border-surface bg-accent px-1 text-2xs leading-none font-semibold text-on-accent tabular-nums"
            aria-hidden="true"
            data-testid="unread"
          >
            {written()}
          </span>
        </Show>
      </span>
      <Suspense>
        <Show when={open() && anchor()} keyed>
          {(at) => (
            <NoticePanel
              anchor={at}
              unread={unread()}
              onClose={() => {
                setOpen(false);
                at.querySelector("button")?.focus();
              }}
              onLeave={() => setOpen(false)}
            />
          )}
        </Show>
      </Suspense>
    </Show>
  );
}
