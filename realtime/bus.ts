import { randomUUID } from "node:crypto";
import { eventChannel } from "#db/event.ts";
import { connect, type Sql } from "#db/sql.ts";
import type { Log } from "#server/log.ts";
import { natsBus } from "./bus-nats.ts";

/** Rings when something happened somewhere. It may lose a ring or ring for nothing: the log is the truth. */
export interface Bus {
  /** Calls `onRing` at each ring and at each (re)connection, since rings in between were not heard. */
  listen(onRing: () => void): Promise<void>;
  /** Told after each commit of this process that logged something; rings everywhere, here too. */
  ring(): void;
  stop(): Promise<void>;
}

/** A ring that was lost (a node that ended between its commit and its ring, a bus that was away) delays by this much and no more. */
const LOOK_EVERY = 2_000;

/** The bus of the settings: NATS when there is one, else the database itself. */
export function makeBus(of: { busUrl: string | undefined; url: string; sql: Sql; log: Log }): Bus {
  const bus = of.busUrl === undefined ? postgresBus(of) : natsBus({ url: of.busUrl, log: of.log });
  let looking: NodeJS.Timeout | undefined;
  return {
    async listen(onRing) {
      looking = setInterval(onRing, LOOK_EVERY);
      await bus.listen(onRing);
    },
    ring: bus.ring,
    async stop() {
      clearInterval(looking);
      await bus.stop();
    },
  };
}

const BEAT_EVERY = 2_000;
/** Two beats unheard and a little more. */
const DEAF_AFTER = 5_000;

/**
 * PostgreSQL's LISTEN on a connection of its own. The library listens again after a break only when the
 * first attempt succeeds, and a half-open connection is not noticed at all; so this node sends itself a
 * beat on a channel of its own, and takes a new connection when it does not hear it.
 */
export function postgresBus({ url, sql, log }: { url: string; sql: Sql; log: Log }): Bus {
  const beatChannel = `concerto_beat_${randomUUID().replaceAll("-", "")}`;
  let ear: Sql | undefined;
  let heardAt = Date.now();
  let timer: NodeJS.Timeout | undefined;
  let onRing = () => {};

  async function open(): Promise<void> {
    const old = ear;
    const fresh = connect(url, { max: 1, name: "concerto bell" });
    ear = fresh;
    heardAt = Date.now();
    await old?.end({ timeout: 0 }).catch(() => {});
    const heard = () => (heardAt = Date.now());
    await fresh.listen(beatChannel, heard);
    await fresh.listen(
      eventChannel,
      () => onRing(),
      () => onRing(),
    );
  }

  function beat(): void {
    if (Date.now() - heardAt > DEAF_AFTER) {
      log.warn("the bell is not heard; listening anew");
      open().catch((err: unknown) => log.warn({ err }, "the bell cannot be listened to"));
    }
    sql`select pg_notify(${beatChannel}, '')`.catch(() => {
      // The database is away: the next beat that is not heard says so.
    });
  }

  return {
    async listen(ring) {
      onRing = ring;
      await open();
      timer = setInterval(beat, BEAT_EVERY);
    },
    // The commit rang already: NOTIFY is part of the transaction (db/event.ts).
    ring() {},
    async stop() {
      clearInterval(timer);
      await ear?.end({ timeout: 1 });
    },
  };
}
