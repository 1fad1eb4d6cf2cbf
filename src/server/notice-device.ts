import { z } from "zod";
import { id } from "#domain/id.ts";
import { isPushService } from "#domain/push-service.ts";
import { refuse } from "#domain/refusal.ts";
import { deleteDevice, listDevices, saveDevice, trimDevices } from "#db/notice-device.ts";
import { pushKeyOf } from "./push-key.ts";
import { allowed, router } from "./trpc.ts";

/** More devices than this are somebody trying. */
const mostDevices = 10;
const base64url = /^[A-Za-z0-9_-]+$/;

export const noticeDeviceRouter = router({
  /** One's devices, with the address a page knows its own by, and the key a browser subscribes with; null: this installation has no secret. */
  list: allowed("history.see").query(async ({ ctx }) => ({
    devices: await listDevices(ctx.sql, ctx.actor.accountId),
    key: ctx.env.secret === undefined ? null : pushKeyOf(ctx.env.secret).publicKey,
  })),

  /** Keeps this browser's address; said again, it is the same device. Refused: `not-found` for what is no push service of a browser. */
  add: allowed("history.see")
    .input(
      z.object({
        endpoint: z.url().max(1_000),
        // an uncompressed point of P-256, and sixteen bytes
        p256dh: z.string().length(87).regex(base64url),
        auth: z.string().length(22).regex(base64url),
        name: z.string().trim().min(1).max(60),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      if (!isPushService(input.endpoint)) return refuse({ code: "not-found" });
      const { accountId } = ctx.actor;
      return ctx.sql.begin(async (tx) => {
        const deviceId = await saveDevice(tx, accountId, { ...input, at: ctx.now() });
        await trimDevices(tx, accountId, mostDevices);
        return { id: deviceId };
      });
    }),

  /** It is told nothing any more. Refused: `not-found` for a device of somebody else. */
  remove: allowed("history.see")
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      if (!(await deleteDevice(ctx.sql, { accountId: ctx.actor.accountId, id: input.id }))) return refuse({ code: "not-found" });
    }),
});
