import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { refuse } from "#domain/refusal.ts";
import { deleteLinksOf, findAccountByEmail, findLink, isDemo, listAgenciesOfAccount, savePassword, useLink } from "#db/account.ts";
import { deleteSessionsOf } from "#db/session.ts";
import { act } from "./act.ts";
import { admitLink } from "./attempt.ts";
import { enter } from "./enter.ts";
import { hashPassword, longest, weakness } from "./password.ts";
import { open } from "./trpc.ts";

/** The secret of a mailed link, as an address has it: whatever stands there is looked up, and what was never mailed is a dead link, no malformed question. */
export const token = z.string();

/** Both answers come after this long, whatever was done: their time tells nobody which addresses have an account. */
const answerAfter = 400;

/** Only this is kept of a mailed link: who reads the database cannot open it. */
export const hashOfToken = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** The mailed links: asking for one, and setting a password with it. They are made by the mailer (realtime/mailer.ts), which alone sees their secret. */
export const linkProcedures = {
  /** Asks for a mailed link. The answer is the same whether the address has an account or not. */
  askPassword: open.input(z.object({ email: z.string().trim().toLowerCase().max(320) })).mutation(async ({ ctx, input }) => {
    const atLeast = pause(answerAfter);
    const admitted = await admitLink(ctx.sql, { email: input.email, ip: ctx.ip });
    const account = await findAccountByEmail(ctx.sql, input.email);
    if (admitted && account && !account.disabledAt) {
      const agencyIds = await listAgenciesOfAccount(ctx.sql, account.id);
      await act({ ...ctx, session: null, actor: null }, async () => ({
        value: undefined,
        events: [{ kind: "account.password-asked", agencyIds, about: account.id, facts: {} }],
      }));
    }
    await atLeast;
  }),

  /** What a mailed link is for, without using it: mail scanners open links. Who holds the link was mailed at that address. */
  link: open.input(z.object({ token })).query(async ({ ctx, input }) => {
    const link = await findLink(ctx.sql, hashOfToken(input.token));
    if (!link) return refuse({ code: "link-dead" });
    return { email: link.email, purpose: link.purpose, language: link.language };
  }),

  /** Sets a password with a mailed link, once; every session and every other link of the account ends, and this browser is signed in. */
  setPassword: open.input(z.object({ token, password: z.string().max(longest) })).mutation(async ({ ctx, input }) => {
    const tokenHash = hashOfToken(input.token);
    const link = await findLink(ctx.sql, tokenHash);
    if (!link) return refuse({ code: "link-dead" });
    const why = weakness(input.password, link.email);
    if (why) return refuse({ code: "password-weak", why });
    const passwordHash = await hashPassword(input.password);
    const agencyIds = await listAgenciesOfAccount(ctx.sql, link.accountId);
    await act({ ...ctx, session: null, actor: null }, async (tx) => {
      if (!(await useLink(tx, tokenHash))) return refuse({ code: "link-dead" });
      await savePassword(tx, link.accountId, passwordHash);
      await deleteLinksOf(tx, link.accountId);
      await deleteSessionsOf(tx, link.accountId);
      return {
        value: undefined,
        events: [
          { kind: "account.password-set" as const, agencyIds, about: link.accountId, facts: { first: link.purpose === "first-password" } },
        ],
      };
    });
    ctx.sheets.rejudge(link.accountId);
    await enter(ctx, { accountId: link.accountId, demo: await isDemo(ctx.sql) });
  }),
};
