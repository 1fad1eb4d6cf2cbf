import { lastSeq, listEventsAfter, type StoredEvent } from "#db/event.ts";
import type { Sql } from "#db/sql.ts";
import type { Feed } from "#server/context.ts";
import type { Log } from "#server/log.ts";
import type { Bus } from "./bus.ts";

const BATCH = 500;

/** The live feed of this node, until `stop`. */
export type RunningFeed = Feed & { stop(): Promise<void> };

/**
 * Tells every subscriber what is committed, in order, once: at each ring it reads the log from the last
 * number it told. Numbers commit in order (see `appendEvents`), so none is skipped; a lost ring only
 * delays until the next one.
 */
export async function startFeed({ sql, bus, log }: { sql: Sql; bus: Bus; log: Log }): Promise<RunningFeed> {
  const listeners = new Set<(events: StoredEvent[]) => void>();
  let told = await lastSeq(sql);
  let reading = false;
  let rung = false;

  async function read(): Promise<void> {
    for (;;) {
      const events = await listEventsAfter(sql, { agencyId: null, after: told, most: BATCH });
      told = events.at(-1)?.seq ?? told;
      if (events.length > 0) for (const listener of listeners) tell(listener, events);
      if (events.length === BATCH) continue;
      if (!rung) return;
      rung = false;
    }
  }

  function tell(listener: (events: StoredEvent[]) => void, events: StoredEvent[]): void {
    try {
      listener(events);
    } catch (err) {
      // One subscriber's fault is not the others'.
      log.error({ err }, "a listener of the feed failed");
    }
  }

  function ring(): void {
    rung = true;
    if (reading) return;
    reading = true;
    rung = false;
    read()
      .catch((err: unknown) => log.warn({ err }, "the log could not be read; the next ring tries again"))
      .finally(() => (reading = false));
  }

  await bus.listen(ring);
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: () => bus.stop(),
  };
}
