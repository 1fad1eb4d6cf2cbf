import { z } from "zod";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import {
  deleteLinksOf,
  findAccount,
  findAccountByEmail,
  isDemo,
  listAgenciesOfAccount,
  listDemoRoles,
  saveLanguage,
  savePassword,
  saveTheme,
} from "#db/account.ts";
import { deleteDevicesOf } from "#db/notice-device.ts";
import { lastSeq } from "#db/event.ts";
import { deleteSession, deleteSessionsOf, listSessions, saveSessionRole, touchSession } from "#db/session.ts";
import { act } from "./act.ts";
import { admit } from "./attempt.ts";
import { enter } from "./enter.ts";
import { linkProcedures } from "./link.ts";
import { hashPassword, isPassword, longest, weakness } from "./password.ts";
import { forgetCookie, isPrivateWay, type Session } from "./session.ts";
import { setUpProcedures } from "./set-up.ts";
import { open, router, signedIn } from "./trpc.ts";

const email = z.string().trim().toLowerCase().max(320);
const password = z.string().max(longest);
const describe = (session: Session, demo: boolean) => ({
  account: { id: session.account.id, email: session.account.email, language: session.account.language, theme: session.account.theme },
  roles: session.roles,
  actor: session.actor && {
    roleId: session.actor.roleId,
    personId: session.actor.personId,
    kind: session.actor.kind,
    name: session.actor.name,
    agencyId: session.actor.agencyId,
    agencyName: session.actor.agencyName,
    agencyKind: session.actor.agencyKind,
    withNames: session.actor.withNames,
  },
  demo,
  idle: { endsAt: session.expiresAt },
});

export const accountRouter = router({
  /** Who is signed in and as what; null for a visitor. */
  me: open.query(async ({ ctx }) => {
    if (!ctx.session) return null;
    // The page follows what happens from here on: what it asks for later has at least this in it.
    const [demo, seq] = await Promise.all([isDemo(ctx.sql), lastSeq(ctx.sql)]);
    return { ...describe(ctx.session, demo), seq };
  }),

  /** Begins a session. A wrong password, an unknown address and a disabled account are one refusal, after the same work. */
  signIn: open.input(z.object({ email, password })).mutation(async ({ ctx, input }) => {
    const demo = await isDemo(ctx.sql);
    if (!demo && !isPrivateWay(ctx, ctx.headers)) return refuse({ code: "needs-tls" });
    const attempt = await admit(ctx.sql, { email: input.email, ip: ctx.ip });
    const account = await findAccountByEmail(ctx.sql, input.email);
    const right = await isPassword(account?.passwordHash ?? null, input.password);
    if (!account || !right || account.disabledAt) return refuse({ code: "wrong-sign-in" });
    await attempt.succeeded();
    await enter(ctx, { accountId: account.id, demo });
    return { language: account.language };
  }),

  /** Everyone of the demo world, to enter as in one click; empty everywhere else. */
  demoRoles: open.query(async ({ ctx }) => (await listDemoRoles(ctx.sql)).map(({ accountId: _hidden, ...role }) => role)),

  /** Enters the demo world as one of its people. Where the world is not the demo, there is no such role. */
  enterDemo: open.input(z.object({ roleId: id })).mutation(async ({ ctx, input }) => {
    const role = (await listDemoRoles(ctx.sql)).find((one) => one.id === input.roleId);
    if (!role) return refuse({ code: "not-found" });
    await enter(ctx, { accountId: role.accountId, demo: true, role });
  }),

  signOut: open.mutation(async ({ ctx }) => {
    forgetCookie(ctx, ctx);
    if (!ctx.session) return;
    await deleteSession(ctx.sql, { idHash: ctx.session.idHash, accountId: ctx.session.account.id });
    ctx.sheets.rejudge(ctx.session.account.id);
  }),

  /** Ends every session of the account, this one too. */
  signOutEverywhere: signedIn.mutation(async ({ ctx }) => {
    const accountId = ctx.session.account.id;
    const agencyIds = await listAgenciesOfAccount(ctx.sql, accountId);
    await act(ctx, async (tx) => {
      await deleteSessionsOf(tx, accountId);
      await deleteDevicesOf(tx, accountId);
      return { value: undefined, events: [{ kind: "account.signed-out-everywhere", agencyIds, about: accountId, facts: {} }] };
    });
    forgetCookie(ctx, ctx);
    ctx.sheets.rejudge(accountId);
  }),

  /** Where one is signed in, the latest used first. A session is named by its hash, with which nobody can sign in. */
  sessions: signedIn.query(async ({ ctx }) => {
    const sessions = await listSessions(ctx.sql, ctx.session.account.id);
    return sessions.map((row) => ({
      id: row.idHash,
      here: row.idHash === ctx.session.idHash,
      userAgent: row.userAgent,
      createdAt: row.createdAt,
      seenAt: row.seenAt,
    }));
  }),

  endSession: signedIn.input(z.object({ id: z.string().length(64) })).mutation(async ({ ctx, input }) => {
    const ended = await deleteSession(ctx.sql, { idHash: input.id, accountId: ctx.session.account.id });
    if (!ended) return refuse({ code: "not-found" });
    ctx.sheets.rejudge(ctx.session.account.id);
  }),

  /** The person is there: thirty minutes from now, up to twelve hours after signing in. */
  stay: signedIn.mutation(async ({ ctx }) => ({ endsAt: (await touchSession(ctx.sql, ctx.session.idHash)) ?? ctx.session.expiresAt })),

  /** Goes on as another of one's roles; the page must be loaded anew, since everything it holds was another role's. */
  useRole: signedIn.input(z.object({ roleId: id })).mutation(async ({ ctx, input }) => {
    const role = ctx.session.roles.find((one) => one.id === input.roleId);
    if (!role) return refuse({ code: "not-found" });
    const accountId = ctx.session.account.id;
    await ctx.sql.begin((tx) => saveSessionRole(tx, { idHash: ctx.session.idHash, accountId, agencyId: role.agencyId, roleId: role.id }));
    ctx.sheets.rejudge(accountId);
  }),

  setLanguage: signedIn
    .input(z.object({ language: z.enum(["fr", "en"]) }))
    .mutation(({ ctx, input }) => saveLanguage(ctx.sql, ctx.session.account.id, input.language)),

  setTheme: signedIn
    .input(z.object({ theme: z.enum(["system", "light", "dark"]) }))
    .mutation(({ ctx, input }) => saveTheme(ctx.sql, ctx.session.account.id, input.theme)),

  /** Changes one's password; the other sessions end, since one of them may be why it is changed. */
  changePassword: signedIn.input(z.object({ current: password, password })).mutation(async ({ ctx, input }) => {
    const account = await findAccount(ctx.sql, ctx.session.account.id);
    if (!account) return refuse({ code: "not-found" });
    // Counted like signing in: who finds an open session would try the password here.
    const attempt = await admit(ctx.sql, { email: account.email, ip: ctx.ip });
    if (!(await isPassword(account.passwordHash, input.current))) return refuse({ code: "wrong-sign-in" });
    await attempt.succeeded();
    const why = weakness(input.password, account.email);
    if (why) return refuse({ code: "password-weak", why });
    const passwordHash = await hashPassword(input.password);
    const agencyIds = await listAgenciesOfAccount(ctx.sql, account.id);
    await act(ctx, async (tx) => {
      await savePassword(tx, account.id, passwordHash);
      await deleteLinksOf(tx, account.id);
      await deleteSessionsOf(tx, account.id, ctx.session.idHash);
      return { value: undefined, events: [{ kind: "account.password-set", agencyIds, about: account.id, facts: { first: false } }] };
    });
    ctx.sheets.rejudge(account.id);
  }),

  ...linkProcedures,
  ...setUpProcedures,
});
