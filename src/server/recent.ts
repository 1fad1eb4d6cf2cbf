import { lastSeq, listEventsAfter, type StoredEvent } from "#db/event.ts";
import type { Sql } from "#db/sql.ts";
import type { Feed } from "./context.ts";

/** The latest events of the log, in memory and in order, shared by every reader of this node. */
export interface Recent {
  /** Every event after this number, up to `head`, is here: who has read less asks the log. */
  readonly floor: number;
  /** The newest event this node was told of. */
  readonly head: number;
  /** The first event after a number that is here; undefined when there is none. */
  next(after: number): StoredEvent | undefined;
  /** Calls back when there is more, and is not told of what fails there; returns the way to stop. */
  join(bell: () => void): () => void;
}

/** As many are kept: a thousand pages that come back after a break of minutes read none of them from the log. */
const keep = 2_000;

/** Readers told in one turn of the loop: what others wait for (a wall's figures, an answer to a command) gets its turn between them. */
const atATime = 100;

const kept = new WeakMap<Feed, Promise<Recent>>();

/** The latest events as `feed` tells them, begun at the first call. */
export function recentOf(feed: Feed, sql: Sql): Promise<Recent> {
  const known = kept.get(feed);
  if (known) return known;
  const begun = begin(feed, sql);
  kept.set(feed, begun);
  // A log that could not be read is asked again by the next reader.
  begun.catch(() => kept.delete(feed));
  return begun;
}

async function begin(feed: Feed, sql: Sql): Promise<Recent> {
  const events: StoredEvent[] = [];
  const bells = new Set<() => void>();
  /** Those still to be rung, who waits longest first. */
  const due = new Set<() => void>();
  let floor = 0;
  let head = 0;

  /** Adds what is newer than what is here. */
  function add(more: StoredEvent[]): void {
    for (const event of more) {
      if (event.seq <= head) continue;
      events.push(event);
      head = event.seq;
    }
    if (events.length <= keep * 2) return;
    floor = events[events.length - keep - 1]?.seq ?? floor;
    events.splice(0, events.length - keep);
  }

  function ringSome(): void {
    let rung = 0;
    try {
      for (const bell of due) {
        if (rung === atATime) return;
        rung += 1;
        due.delete(bell);
        bell();
      }
    } finally {
      if (due.size > 0) setImmediate(ringSome);
    }
  }
  function ring(): void {
    const isRinging = due.size > 0;
    // Who was not reached yet keeps its place, and hears of both at once.
    for (const bell of bells) due.add(bell);
    if (!isRinging) ringSome();
  }

  // Subscribed first: what is committed while the log is read is told meanwhile.
  const early: StoredEvent[][] = [];
  let ready = false;
  const stop = feed.subscribe((more) => {
    if (!ready) return void early.push(more);
    add(more);
    ring();
  });
  try {
    const last = await lastSeq(sql);
    floor = Math.max(0, last - keep);
    const read = await listEventsAfter(sql, { agencyId: null, after: floor, most: keep * 2 });
    add(read);
    head = Math.max(head, last);
  } catch (error) {
    stop();
    throw error;
  }
  ready = true;
  for (const more of early) add(more);

  return {
    get floor() {
      return floor;
    },
    get head() {
      return head;
    },
    next(after) {
      // Readers are at the end, nearly always.
      let low = 0;
      let high = events.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((events[middle]?.seq ?? 0) > after) high = middle;
        else low = middle + 1;
      }
      return events[low];
    },
    join(bell) {
      bells.add(bell);
      return () => {
        bells.delete(bell);
        due.delete(bell);
      };
    },
  };
}
