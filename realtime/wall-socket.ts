import type { WebSocket } from "ws";
import { z } from "zod";
import type { WallTold } from "#domain/wall.ts";
import type { Display } from "#db/display.ts";
import type { Context } from "#server/context.ts";
import { interceptSubscriptions } from "./live-socket.ts";

const subscribe = z.object({
  id: z.union([z.number(), z.string()]),
  method: z.literal("subscription"),
  params: z.object({ path: z.literal("wall.told") }),
});

/** What is told to many is written once; the number of their subscription is 1 for nearly all. */
const written = new WeakMap<WallTold, Map<number | string, Buffer>>();
const json = new WeakMap<WallTold, string>();
const kept = 4;
/** Frames that wait for a screen that does not read are worth nothing once there is a newer one. */
const mostWaiting = 512 * 1024;

function messageOf(told: WallTold, to: number | string): Buffer {
  let known = written.get(told);
  if (!known) written.set(told, (known = new Map()));
  const before = known.get(to);
  if (before) return before;
  const text = json.get(told) ?? JSON.stringify(told);
  json.set(told, text);
  const message = Buffer.from(`{"id":${JSON.stringify(to)},"result":{"type":"data","data":${text}}}`);
  if (known.size < kept) known.set(to, message);
  return message;
}

/** "Service restart": it comes back, and is judged again. */
const comeBack = 1012;
/** What was said last leaves first. */
const goodbye = 500;

/**
 * The socket for tRPC's handler, but for `wall.told`, which is answered here in tRPC's own words, each message written once for all displays
 * that get it. A socket of nobody's session ends with its display.
 */
export function takeWall(client: WebSocket, context: Context, display: Display): WebSocket {
  const following = new Map<number | string, () => void>();

  return interceptSubscriptions(client, {
    take(message) {
      const asked = subscribe.safeParse(message).data;
      if (!asked || following.has(asked.id)) return false;
      const { id: to } = asked;
      let over = false;
      following.set(to, () => (over = true));
      client.send(JSON.stringify({ id: to, result: { type: "started" } }));
      context.walls
        .follow(display, {
          tell(told) {
            if (client.readyState !== client.OPEN) return;
            // Only one that is not read at all: it comes back, and gets the newest frame.
            if (client.bufferedAmount > mostWaiting) return client.terminate();
            client.send(messageOf(told, to), { binary: false });
          },
          end() {
            if (over) return;
            over = true;
            if (client.readyState === client.OPEN) client.send(JSON.stringify({ id: to, result: { type: "stopped" } }));
            if (!context.session) setTimeout(() => client.close(comeBack), goodbye).unref();
          },
        })
        .then(
          (leave) => (over ? leave() : void following.set(to, leave)),
          (err: unknown) => {
            context.log.warn({ err }, "a board could not be read for a display; it comes back");
            client.terminate();
          },
        );
      return true;
    },
    stop(to) {
      const leave = following.get(to);
      following.delete(to);
      leave?.();
      return leave !== undefined;
    },
    closed() {
      for (const leave of following.values()) leave();
      following.clear();
    },
  });
}
