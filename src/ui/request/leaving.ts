import { createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import type { EventKind, LiveEvent } from "#domain/event.ts";
import type { SeenRequest } from "#domain/request-seen.ts";

type Shown = SeenRequest["status"];

/** What a colleague did to a row that leaves the list by it. */
export interface Left {
  kind: EventKind;
  by: string;
  at: string;
  /** What the row has become by it. */
  status: Shown;
}

/** How long it is still read, and how long it takes to fade, in milliseconds. */
const readFor = 8_000;
const fadeFor = 700;

interface Merged {
  of: string;
  rows: SeenRequest[];
}

/**
 * The rows of a list, with those that a colleague's act took from it still in their place for a few seconds, saying who did what: nothing
 * vanishes under a cursor or an eye. One that has the focus stays until the focus goes on.
 */
export function withLeaving(of: { rows(): SeenRequest[]; filters(): string; focused(id: string): boolean }) {
  /** What was heard of rows, before the list that lacks them came. */
  const heard = new Map<string, Left>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const [over, setOver] = createSignal<ReadonlySet<string>>(new Set());
  const [fading, setFading] = createSignal<ReadonlySet<string>>(new Set());
  const later = (work: () => void, after: number) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, after);
    timers.add(timer);
  };
  onCleanup(() => {
    for (const timer of timers) clearTimeout(timer);
  });

  const merged = createMemo<Merged>(
    (before) => {
      const key = of.filters();
      const rows = [...of.rows()];
      if (before.of !== key) return { of: key, rows };
      const there = new Set(rows.map(({ id }) => id));
      before.rows.forEach((row, at) => {
        const left = heard.get(row.id);
        if (there.has(row.id) || !left || over().has(row.id)) return;
        const previous = before.rows.slice(0, at).findLast(({ id }) => there.has(id));
        rows.splice(previous ? rows.findIndex(({ id }) => id === previous.id) + 1 : 0, 0, settled(row, left.status));
        there.add(row.id);
      });
      return { of: key, rows };
    },
    { of: "", rows: [] },
  );
  const gone = createMemo(() => {
    const there = new Set(of.rows().map(({ id }) => id));
    return new Set(merged().rows.flatMap(({ id }) => (there.has(id) ? [] : [id])));
  });
  const end = (id: string) => {
    if (!gone().has(id)) return;
    if (of.focused(id)) return later(() => end(id), 1_000);
    setFading((known) => new Set(known).add(id));
    later(() => {
      setOver((known) => new Set(known).add(id));
      setFading((known) => new Set([...known].filter((one) => one !== id)));
    }, fadeFor);
  };
  createEffect(
    on(gone, (now, before) => {
      for (const id of now) if (!before?.has(id)) later(() => end(id), readFor);
    }),
  );
  return {
    rows: () => merged().rows,
    /** An act of somebody else's on a row of this list. */
    hear: (event: LiveEvent, status: Shown) => {
      if (over().has(event.about)) setOver((known) => new Set([...known].filter((one) => one !== event.about)));
      heard.set(event.about, { kind: event.kind, by: event.by, at: event.at, status });
    },
    forget: (id: string) => heard.delete(id),
    /** What took the row away; null while it is in the list. */
    leftBy: (id: string): Left | null => (gone().has(id) ? (heard.get(id) ?? null) : null),
    fading: (id: string): boolean => fading().has(id),
  };
}

/** The row as it has become, with nothing left to do to it. */
const settled = (row: SeenRequest, status: Shown): SeenRequest => ({
  ...row,
  status,
  waits: false,
  may: Object.fromEntries(Object.entries(row.may).map(([name, may]) => [name, may === true ? false : may])) as SeenRequest["may"],
});
