import { keepPreviousData, useInfiniteQuery } from "@tanstack/solid-query";
import { createEffect, createMemo, createSignal, on, onCleanup, onMount } from "solid-js";
import type { EventKind } from "#domain/event.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { onLive } from "#ui/live.ts";
import { announce } from "#ui/parts/live-region.tsx";
import { withLeaving } from "#ui/request/leaving.ts";
import { requestWords } from "#words/request.ts";
import { statusWords } from "#words/status.ts";
import type { WelcomePage } from "./page-state.ts";

export type WelcomeRow = Outputs["welcome"]["list"]["requests"][number];
type Cursor = Outputs["welcome"]["list"]["next"];

/** Rows at first, and with each « voir plus »: the page goes on under the list. */
const most = 12;

/** What a colleague's move is heard as, when its row is on the page. */
const heard: Partial<Record<EventKind, keyof typeof statusWords.fr>> = {
  "request.sent": "sent",
  "request.redirected": "redirected",
  "request.auto-redirected": "redirected-auto",
  "request.reactivated": "reactivated",
  "request.unit-accepted": "accepted-by-unit",
  "request.unit-declined": "declined-by-unit",
  "request.accepted": "accepted",
  "request.declined": "declined",
  "request.cancelled": "cancelled",
  "request.confirmed": "confirmed",
};

/** The list that is open on the welcome page: its rows, ticks and marks, live. */
export function useDrillList(page: WelcomePage) {
  const w = useWords(requestWords);
  const names = useWords(statusWords);
  const asked = createMemo(() => ({ ...page.asked(), show: page.shown() ?? ("all" as const), group: page.group() }));
  const list = useInfiniteQuery(() => ({
    queryKey: ["request", "welcome", "list", asked()],
    queryFn: ({ pageParam }: { pageParam: Cursor }) => api.welcome.list.query({ ...asked(), cursor: pageParam, most }),
    initialPageParam: null as Cursor,
    getNextPageParam: (last: { next: Cursor }) => last.next,
    placeholderData: keepPreviousData,
    enabled: page.shown() !== null,
  }));
  const there = createMemo((): WelcomeRow[] => answerOf(list)?.pages.flatMap(({ requests }) => requests) ?? []);
  const leaving = withLeaving({
    rows: there,
    filters: () => JSON.stringify(asked()),
    focused: (id) => document.activeElement?.closest<HTMLElement>("tr[data-key]")?.dataset["key"] === id,
  });
  // A row that is leaving was read from the list before: it keeps what it had.
  const rows = () => leaving.rows() as WelcomeRow[];
  const [ticked, setTicked] = createSignal<ReadonlySet<string>>(new Set());
  createEffect(
    on(rows, (now) => {
      const ids = new Set(now.map(({ id }) => id));
      if ([...ticked()].some((id) => !ids.has(id))) setTicked(new Set([...ticked()].filter((id) => ids.has(id))));
    }),
  );
  onLive("all", (event) => {
    const status = heard[event.kind];
    if (event.mine) leaving.forget(event.about);
    if (event.mine || !status) return;
    const row = rows().find(({ id }) => id === event.about);
    if (!row) return;
    leaving.hear(event, status);
    announce(w().moved(event.by, row.reference, names()[status].name));
  });
  return {
    list,
    rows,
    ticked,
    setTicked,
    leaving,
    chosen: () => rows().filter(({ id }) => ticked().has(id)),
    ...useLooked(rows),
  };
}
export type DrillListState = ReturnType<typeof useDrillList>;

/** Marks go when a row is looked at; the server is told once a second at most, so that other browsers agree. */
function useLooked(rows: () => readonly WelcomeRow[]) {
  const [looked, setLooked] = createSignal<ReadonlySet<string>>(new Set());
  const untold = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    timer = undefined;
    const ids = [...untold].slice(0, 100);
    untold.clear();
    // A mark that comes back is no harm: the next look tells again.
    if (ids.length > 0) void api.welcome.seen.mutate({ ids }).catch(() => undefined);
  };
  onMount(() =>
    onCleanup(() => {
      clearTimeout(timer);
      tell();
    }),
  );
  // Once the server knows, the next change is new again.
  createEffect(
    on(rows, (now) => {
      const known = now.filter((row) => !row.fresh && looked().has(row.id)).map(({ id }) => id);
      if (known.length > 0) setLooked((before) => new Set([...before].filter((id) => !known.includes(id))));
    }),
  );
  return {
    isNew: (row: WelcomeRow): boolean => row.fresh && !looked().has(row.id),
    look: (id: string) => {
      if (looked().has(id) || rows().some((row) => row.id === id && !row.fresh)) return;
      setLooked((before) => new Set(before).add(id));
      untold.add(id);
      timer ??= setTimeout(tell, 1_000);
    },
  };
}
