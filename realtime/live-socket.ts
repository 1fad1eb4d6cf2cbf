import type { WebSocket } from "ws";
import { z } from "zod";
import { can } from "#domain/access.ts";
import type { LiveEvent } from "#domain/event.ts";
import type { Context } from "#server/context.ts";
import { followLive } from "#server/live-reader.ts";

const id = z.union([z.number(), z.string()]);
const subscribe = z.object({
  id,
  method: z.literal("subscription"),
  params: z.object({
    path: z.literal("live.events"),
    input: z.object({ lastEventId: z.coerce.number().int().nonnegative().nullish() }).nullish(),
    lastEventId: z.coerce.number().int().nonnegative().nullish(),
  }),
});
const stop = z.object({ id, method: z.literal("subscription.stop") });

type Listener = (data: Buffer, isBinary: boolean) => void;

/** Messages of an event that is told to many under the same number of their subscription, which is 1 for nearly all. */
const written = new WeakMap<LiveEvent, Map<number | string, Buffer>>();
const json = new WeakMap<LiveEvent, string>();
const kept = 4;

function messageOf(event: LiveEvent, to: number | string): Buffer {
  let known = written.get(event);
  if (!known) written.set(event, (known = new Map()));
  const before = known.get(to);
  if (before) return before;
  const text = json.get(event) ?? JSON.stringify(event);
  json.set(event, text);
  const message = Buffer.from(
    `{"id":${JSON.stringify(to)},"result":{"type":"data","data":{"id":"${event.seq}","data":${text}},"id":"${event.seq}"}}`,
  );
  if (known.size < kept) known.set(to, message);
  return message;
}

/** What is answered here of what a page subscribes to; everything else is left to tRPC. */
interface Interception {
  /** True when the message was a subscription for us. */
  take(message: unknown): boolean;
  /** True when the subscription was ours. */
  stop(to: number | string): boolean;
  closed(): void;
}

/** The socket for tRPC's handler, which hears what the interception does not take. */
export function interceptSubscriptions(client: WebSocket, of: Interception): WebSocket {
  const listeners: Listener[] = [];

  function take(message: unknown): boolean {
    const ended = stop.safeParse(message).data;
    if (!ended) return of.take(message);
    if (!of.stop(ended.id)) return false;
    if (client.readyState === client.OPEN) client.send(JSON.stringify({ id: ended.id, result: { type: "stopped" } }));
    return true;
  }

  function parsed(text: string): unknown[] {
    try {
      const message: unknown = JSON.parse(text);
      return Array.isArray(message) ? message : [message];
    } catch {
      return [];
    }
  }

  client.on("message", (data: Buffer, isBinary) => {
    const pass = (message: Buffer): void => {
      for (const listener of listeners) listener(message, isBinary);
    };
    const text = isBinary ? "" : data.toString();
    if (!text.includes('"subscription')) return pass(data);
    const messages = parsed(text);
    const others = messages.filter((message) => !take(message));
    if (others.length === messages.length) pass(data);
    else if (others.length > 0) pass(Buffer.from(JSON.stringify(others)));
  });
  client.once("close", () => of.closed());

  return new Proxy(client, {
    get(target, key) {
      if (key === "on") {
        return (event: string, listener: Listener) => {
          if (event === "message") listeners.push(listener);
          else target.on(event as "close", listener as never);
        };
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/**
 * The socket for tRPC's handler, but for `live.events`, which is answered here in tRPC's own words: told by calls, each message written
 * once for all who get it. tRPC's way costs three promises and a copy per subscriber and event, three times what the socket itself does.
 * Whoever may not follow, and everything else that is asked, is left to tRPC.
 */
export function takeLive(client: WebSocket, context: Context): WebSocket {
  const following = new Map<number | string, () => void>();
  const say = (to: number | string, result: unknown): void => {
    if (client.readyState === client.OPEN) client.send(JSON.stringify({ id: to, result }));
  };

  function leave(to: number | string): boolean {
    following.get(to)?.();
    return following.delete(to);
  }

  function take(message: unknown): boolean {
    const asked = subscribe.safeParse(message).data;
    const { actor } = context;
    if (!asked || !actor || !can(actor, "history.see") || following.has(asked.id)) return false;
    const { id: to, params } = asked;
    let over = false;
    following.set(to, () => (over = true));
    say(to, { type: "started" });
    followLive(context, {
      actor,
      after: params.lastEventId ?? params.input?.lastEventId ?? null,
      tell: (event) => {
        if (client.readyState === client.OPEN) client.send(messageOf(event, to), { binary: false });
      },
      failed(error) {
        context.log.warn({ err: error }, "the log could not be read for a page; it comes back");
        client.terminate();
      },
    }).then(
      (unsubscribe) => (over ? unsubscribe() : void following.set(to, unsubscribe)),
      (error: unknown) => {
        context.log.warn({ err: error }, "the log could not be read for a page; it comes back");
        client.terminate();
      },
    );
    return true;
  }

  return interceptSubscriptions(client, {
    take,
    stop: leave,
    closed() {
      for (const to of following.keys()) leave(to);
    },
  });
}
