import { Popover } from "@ark-ui/solid/popover";
import { A } from "@solidjs/router";
import { useInfiniteQuery, useQueryClient } from "@tanstack/solid-query";
import { createMemo, createSignal, For, Show } from "solid-js";
import { Portal } from "solid-js/web";
import BellRing from "lucide-solid/icons/bell-ring";
import CheckCheck from "lucide-solid/icons/check-check";
import Settings2 from "lucide-solid/icons/settings-2";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { noticePageWords } from "#words/notice-page.ts";
import { partWords } from "#words/parts.ts";
import { NoticeLine } from "./notice-line.tsx";

type Page = Outputs["noticePage"]["list"];
export type NoticeEntry = Page["entries"][number];
type Pages = { pages: Page[]; pageParams: unknown[] };

/** What one was told, the latest first: each with the one thing to do about it. Live: what arrives stands on top at once. */
export default function NoticePanel(props: { anchor: HTMLElement; unread: number; onClose(): void; onLeave(): void }) {
  const w = useWords(noticePageWords);
  const parts = useWords(partWords);
  const queries = useQueryClient();
  const failure = useFailure();
  const [unreadOnly, setUnreadOnly] = createSignal(false);
  const key = () => ["notice-page", "list", unreadOnly()];
  const list = useInfiniteQuery(() => ({
    queryKey: key(),
    queryFn: ({ pageParam }: { pageParam: Page["next"] }) => api.noticePage.list.query({ unread: unreadOnly(), before: pageParam }),
    initialPageParam: null as Page["next"],
    getNextPageParam: (page: Page) => page.next,
  }));
  // Not `data` before it is there: reading it would suspend the frame.
  const entries = createMemo(() => (list.isSuccess ? list.data.pages.flatMap((page) => page.entries) : []));
  const byId = createMemo(() => new Map(entries().map((entry) => [entry.id, entry])));
  const ids = createMemo(() => entries().map(({ id }) => id));

  /** At once on the page; the server's answer comes with the bell's own signal. */
  const paint = (changed: ReadonlySet<string>, read: boolean) =>
    queries.setQueriesData<Pages>(
      { queryKey: ["notice-page", "list"] },
      (before) =>
        before && {
          ...before,
          pages: before.pages.map((page) => ({
            ...page,
            entries: page.entries.map((entry) => (changed.has(entry.id) ? { ...entry, read: read || entry.over } : entry)),
          })),
        },
    );
  const mark = (chosen: string[], read: boolean) => {
    paint(new Set(chosen), read);
    api.noticePage.read.mutate({ ids: chosen, read }).catch((error: unknown) => {
      failure.tell(error);
      void queries.invalidateQueries({ queryKey: ["notice-page"] });
    });
  };
  const readAll = async () => {
    const [newest] = ids();
    if (newest === undefined) return;
    try {
      const { ids: changed } = await api.noticePage.readAll.mutate({ upTo: newest });
      void queries.invalidateQueries({ queryKey: ["notice-page"] });
      if (changed.length > 0)
        toast({
          text: w().allRead(changed.length),
          about: "notices",
          action: { label: parts().undo, run: () => mark(changed, false) },
        });
    } catch (error) {
      failure.tell(error);
    }
  };

  return (
    <Popover.Root
      open
      onOpenChange={({ open }) => {
        if (!open) props.onClose();
      }}
      persistentElements={[() => props.anchor]}
      positioning={{ getAnchorElement: () => props.anchor, placement: "bottom-end", gutter: 6, overflowPadding: 8 }}
    >
      <Portal>
        <Popover.Positioner class="z-60">
          <Popover.Content
            class="floating flex max-h-[min(40rem,var(--available-height))]! w-[min(27rem,calc(100vw-1rem))] flex-col overflow-hidden! p-0"
            aria-label={w().title}
          >
            <div class="flex flex-wrap items-center gap-x-2 gap-y-1 border-b border-line py-2 pr-2 pl-4">
              <h2 class="flex-1 text-base font-semibold">{w().title}</h2>
              <span role="group" aria-label={w().filter} class="flex rounded border border-line p-0.5">
                <For each={[false, true]}>
                  {(only) => (
                    <button
                      type="button"
                      aria-pressed={unreadOnly() === only}
                      class="min-h-6 rounded-sm px-2 text-xs font-medium text-muted hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent"
                      onClick={() => setUnreadOnly(only)}
                    >
                      {only ? w().unread : w().all}
                    </button>
                  )}
                </For>
              </span>
              <Button
                size="sm"
                kind="quiet"
                icon={<CheckCheck size={14} aria-hidden="true" />}
                aria-disabled={props.unread === 0 || undefined}
                onClick={() => void readAll()}
              >
                {w().readAll}
              </Button>
            </div>
            <div class="min-h-0 flex-1 overflow-y-auto overscroll-contain">
              <Show when={!list.isPending} fallback={<Skeleton rows={5} />}>
                <Show when={!list.isError} fallback={<Failed onAgain={() => void list.refetch()} />}>
                  <Show
                    when={ids().length > 0}
                    fallback={
                      <EmptyState
                        class="py-10"
                        icon={<BellRing size={22} />}
                        title={unreadOnly() ? w().noUnread : w().none}
                        text={unreadOnly() ? w().noUnreadText : w().noneText}
                      />
                    }
                  >
                    <ul class="divide-y divide-line">
                      <For each={ids()}>
                        {(id) => (
                          <Show when={byId().get(id)}>
                            {(entry) => <NoticeLine entry={entry()} onMark={(read) => mark([id], read)} onLeave={props.onLeave} />}
                          </Show>
                        )}
                      </For>
                    </ul>
                    <Show when={list.hasNextPage}>
                      <div class="flex justify-center p-2">
                        <Button size="sm" kind="quiet" pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                          {w().more}
                        </Button>
                      </div>
                    </Show>
                  </Show>
                </Show>
              </Show>
            </div>
            <div class="border-t border-line px-3 py-1.5">
              <A
                href="/compte#avis"
                class="inline-flex min-h-7 items-center gap-1.5 px-1 text-xs text-muted hover:text-ink hover:underline"
                onClick={() => props.onLeave()}
              >
                <Settings2 size={14} aria-hidden="true" />
                {w().settings}
              </A>
            </div>
          </Popover.Content>
        </Popover.Positioner>
      </Portal>
    </Popover.Root>
  );
}

function Failed(props: { onAgain(): void }) {
  const w = useWords(noticePageWords);
  return (
    <div class="flex flex-col items-center gap-2 p-6 text-sm" role="alert">
      {w().failed}
      <Button size="sm" onClick={() => props.onAgain()}>
        {w().again}
      </Button>
    </div>
  );
}
