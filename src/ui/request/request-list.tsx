import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/solid-query";
import { createEffect, createMemo, createSignal, on, onCleanup, onMount, type JSX } from "solid-js";
import type { EventKind } from "#domain/event.ts";
import type { SeenRequest } from "#domain/request-seen.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { onLive } from "#ui/live.ts";
import { DataList, type DataColumn } from "#ui/parts/data-list.tsx";
import { announce } from "#ui/parts/live-region.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { requestWords } from "#words/request.ts";
import { statusWords } from "#words/status.ts";
import { useRowLabel } from "./columns.tsx";
import { withLeaving } from "./leaving.ts";
import { LookersProvider } from "./look-mark.tsx";
import type { RequestFilterState } from "./filters.tsx";
import { useUnseen } from "./unseen.ts";

type Box = "outbox" | "inbox";
type Cursor = Outputs["request"]["outbox"]["next"];

/** What a colleague's move is heard as, when its row is on the page. */
const heard: Partial<Record<EventKind, keyof typeof statusWords.fr>> = {
  "request.sent": "sent",
  "request.held": "sent-held",
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

/** The requests of a side, narrowed by the address, page by page, with their ticks, marks and counts: live. */
export function useRequestList(box: Box, state: RequestFilterState) {
  const w = useWords(requestWords);
  const names = useWords(statusWords);
  const list = useInfiniteQuery(() => ({
    queryKey: ["request", box, state.filters()],
    queryFn: ({ pageParam }: { pageParam: Cursor }) =>
      (box === "outbox" ? api.request.outbox : api.request.inbox).query({ filters: state.filters(), cursor: pageParam }),
    initialPageParam: null as Cursor,
    getNextPageParam: (page: { next: Cursor }) => page.next,
    placeholderData: keepPreviousData,
  }));
  const counts = useQuery(() => ({
    queryKey: ["request", "counts", box, { ...state.filters(), statuses: undefined }],
    queryFn: () =>
      api.request.counts.query({ side: box === "outbox" ? "placing" : "receiving", filters: { ...state.filters(), statuses: undefined } }),
    placeholderData: keepPreviousData,
  }));
  const leaving = withLeaving({
    rows: createMemo((): SeenRequest[] => answerOf(list)?.pages.flatMap((page) => page.requests) ?? []),
    filters: () => JSON.stringify(state.filters()),
    focused: (id) => document.activeElement?.closest<HTMLElement>("tr[data-key]")?.dataset["key"] === id,
  });
  const { rows } = leaving;
  const [ticked, setTicked] = createSignal<ReadonlySet<string>>(new Set());
  // A row that left the list (deleted, filtered out) is not acted on unseen.
  createEffect(
    on(rows, (now) => {
      const there = new Set(now.map(({ id }) => id));
      if ([...ticked()].some((id) => !there.has(id))) setTicked(new Set([...ticked()].filter((id) => there.has(id))));
    }),
  );
  const unseen = useUnseen(box, rows);
  onLive("all", (event) => {
    const status = heard[event.kind];
    // What one does oneself takes the row away at once, whatever a colleague did to it before.
    if (event.mine) leaving.forget(event.about);
    if (event.mine || !status) return;
    const row = rows().find(({ id }) => id === event.about);
    if (row) leaving.hear(event, status);
    if (row) announce(w().moved(event.by, row.reference, names()[status].name));
    else if (event.kind === "request.sent" && box === "inbox") announce(w().arrived(event.by));
  });
  const chosen = () => rows().filter(({ id }) => ticked().has(id));
  const known = {
    get data() {
      return answerOf(counts);
    },
  };
  return { list, counts: known, rows, ticked, setTicked, chosen, unseen, leaving };
}
export type RequestListState = ReturnType<typeof useRequestList>;

/** The list itself: ticks, keyboard, marks, pages. */
export function RequestList(props: {
  of: RequestListState;
  label: string;
  columns: DataColumn<SeenRequest>[];
  hrefOf(id: string): string;
  current: string | null;
  mayTick(row: SeenRequest): boolean;
  /** Who only looks has nothing to tick rows for. */
  tickless?: boolean;
  empty: JSX.Element;
}) {
  const rowLabel = useRowLabel();
  let list: HTMLDivElement | undefined;
  let focused: string | null = null;
  onMount(() => {
    const elsewhere = (event: Event) => {
      if (event.target instanceof Node && !list?.contains(event.target)) focused = null;
    };
    for (const kind of ["pointerdown", "focusin"]) document.addEventListener(kind, elsewhere);
    onCleanup(() => {
      for (const kind of ["pointerdown", "focusin"]) document.removeEventListener(kind, elsewhere);
    });
  });
  // A row that moves in the list, by my answer or a colleague's, loses the browser's focus: it is given back.
  createEffect(
    on(
      () => props.of.rows(),
      () => {
        if (focused === null || (document.activeElement !== document.body && document.activeElement !== null)) return;
        list?.querySelector<HTMLElement>(`tr[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
      },
      { defer: true },
    ),
  );
  // Closing a record gives the focus to its row, also when J or K had gone on to another or the page opened on it.
  createEffect(
    on(
      () => props.current,
      (now, before) => {
        if (now !== null || !before) return;
        queueMicrotask(() => {
          if (document.activeElement !== document.body && document.activeElement !== null) return;
          list?.querySelector<HTMLElement>(`tr[data-key="${CSS.escape(before)}"]`)?.focus({ preventScroll: true });
        });
      },
    ),
  );
  return (
    <div
      ref={list}
      class="flex min-h-0 flex-1 flex-col"
      onFocusIn={(event) => {
        const key = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("tr[data-key]")?.dataset["key"] : undefined;
        if (!key) return;
        focused = key;
        props.of.unseen.look(key);
      }}
    >
      <LookersProvider>
        <DataList
          label={props.label}
          rows={props.of.rows()}
          columns={props.columns}
          rowKey={(row) => row.id}
          rowLabel={rowLabel}
          href={(row) => props.hrefOf(row.id)}
          current={props.current}
          ticked={props.of.ticked()}
          {...(props.tickless ? {} : { onTick: props.of.setTicked })}
          mayTick={props.mayTick}
          changed={props.of.unseen.isNew}
          dimmed={(row) => row.status === "declined" || row.status === "cancelled" || props.of.leaving.leftBy(row.id) !== null}
          leaving={(row) => props.of.leaving.fading(row.id)}
          loading={props.of.list.isLoading}
          empty={props.empty}
          foot={
            <Pager
              shown={props.of.rows().length}
              more={props.of.list.hasNextPage}
              pending={props.of.list.isFetchingNextPage}
              onMore={() => void props.of.list.fetchNextPage()}
            />
          }
        />
      </LookersProvider>
    </div>
  );
}
