import { z } from "zod";
import { can } from "#domain/access.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { isDemo } from "#db/account.ts";
import { listMail, saveRetry } from "#db/mail.ts";
import { allowed, open, router } from "./trpc.ts";

const pageSize = 30;

export const mailRouter = router({
  /**
   * What was written. In the demo, everything, by anyone: that is how a newcomer reads the mails of people who do not exist.
   * Elsewhere, to local administrators, what was written to their own people, and its text only where no mail server sends it.
   */
  list: open.input(z.object({ before: id.nullish() })).query(async ({ ctx, input }) => {
    const demo = await isDemo(ctx.sql);
    const administrator = ctx.actor && can(ctx.actor, "people.manage") ? ctx.actor : null;
    if (!demo && !administrator) return refuse({ code: ctx.session ? "not-found" : "sign-in-needed" });
    const rows = await listMail(ctx.sql, {
      agencyId: demo ? null : (administrator?.agencyId ?? null),
      withBodies: demo || !ctx.env.smtpUrl,
      before: input.before ?? null,
      most: pageSize + 1,
    });
    const mails = rows.slice(0, pageSize).map(({ givenUp, sentAt, error, ...row }) => ({
      ...row,
      sentAt,
      error,
      state: sentAt
        ? ("sent" as const)
        : givenUp
          ? ("given-up" as const)
          : error
            ? ("failing" as const)
            : ctx.env.smtpUrl
              ? ("waiting" as const)
              : ("kept" as const),
      may: { retry: givenUp && administrator !== null },
    }));
    return { mails, next: rows.length > pageSize ? (mails.at(-1)?.id ?? null) : null, demo, sends: ctx.env.smtpUrl !== undefined };
  }),

  /** Has a mail that was given up tried again. */
  retry: allowed("people.manage")
    .input(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      if (!(await saveRetry(ctx.sql, ctx.actor.agencyId, input.id))) return refuse({ code: "not-found" });
      ctx.jobs.ring("mail");
    }),
});
