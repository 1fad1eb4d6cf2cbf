import { setTimeout as sleep } from "node:timers/promises";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import type { Log } from "#server/log.ts";
import type { Bus } from "./bus.ts";

/** One for all installations: a ring for nothing is a question to the log without an answer. */
const SUBJECT = "concerto.event";
const TRY_AGAIN = 500;
const CONNECT_WITHIN = 3_000;
/** Two unanswered pings are a broken line. */
const PING_EVERY = 2_000;

/** "nats://user:password@host:4222", or "nats://token@host"; "tls://…" wants TLS. Several hosts may be named, by commas. */
function readAddress(url: string) {
  const [, scheme = "", credentials, servers = ""] = /^(\w+):\/\/(?:([^@/]*)@)?([^/]*)/.exec(url) ?? [];
  const [user = "", pass] = (credentials ?? "").split(":").map(decodeURIComponent);
  const who = credentials === undefined ? {} : pass === undefined ? { token: user } : { user, pass };
  return { servers: servers.split(","), ...who, ...(scheme === "tls" ? { tls: {} } : {}) };
}

/**
 * NATS as the bell: commits of many nodes do not wait for each other as they do with NOTIFY. Nothing is sent but the ring; the client
 * connects again by itself, and what was rung meanwhile is read from the log.
 */
export function natsBus({ url, log }: { url: string; log: Log }): Bus {
  const { signal, ...stopping } = stopper();
  let line: NatsConnection | undefined;
  let hear = (): void => {};

  async function open(): Promise<void> {
    line = await connect({
      ...readAddress(url),
      name: "concerto",
      // Our own rings are heard at once, whether the bus is there or not.
      noEcho: true,
      timeout: CONNECT_WITHIN,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      reconnectJitter: 250,
      pingInterval: PING_EVERY,
      maxPingOut: 2,
    });
    if (signal.aborted) return line.close();
    line.subscribe(SUBJECT, { callback: () => hear() });
    await line.flush();
    hear();
    void watch(line);
  }

  async function watch(of: NatsConnection): Promise<void> {
    for await (const { type } of of.status()) {
      if (type === "reconnect") hear();
      if (type === "disconnect") log.warn("the bus is away; what happens is read from the log every two seconds");
    }
    // Closed by the client itself, which gave up (it was refused): it is tried again from the start.
    if (!signal.aborted) void keepTrying();
  }

  async function keepTrying(): Promise<void> {
    for (let tries = 0; !signal.aborted; tries += 1) {
      try {
        return await open();
      } catch (err) {
        if (tries === 0) log.warn({ err }, "the bus cannot be reached; what happens is read from the log every two seconds");
        await sleep(TRY_AGAIN, undefined, { signal }).catch(() => {});
      }
    }
  }

  return {
    async listen(onRing) {
      hear = onRing;
      // The start does not wait for a bus that is away.
      await open().catch((err: unknown) => {
        log.warn({ err }, "the bus cannot be reached; what happens is read from the log every two seconds");
        void keepTrying();
      });
    },
    ring() {
      hear();
      if (line && !line.isClosed()) line.publish(SUBJECT);
    },
    async stop() {
      stopping.stop();
      hear = () => {};
      await line?.close();
    },
  };
}

function stopper(): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  return { signal: controller.signal, stop: () => controller.abort() };
}
