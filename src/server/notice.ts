import { z } from "zod";
import { can } from "#domain/access.ts";
import {
  defaultNotices,
  dueAt,
  mailWhen,
  noticeKinds,
  noticeSetting,
  requestNoticeKinds,
  type NoticeKind,
  type NoticeSetting,
} from "#domain/notice.ts";
import { refuse } from "#domain/refusal.ts";
import { listBounces } from "#db/mail-bounce.ts";
import {
  findCancellationSwitch,
  findNoticeSetting,
  findTerritory,
  listRefused,
  listZones,
  lockPending,
  postponeNotices,
  recipientKey,
  saveCancellationSwitch,
  saveNoticeSetting,
} from "#db/notice.ts";
import type { Query, Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import type { Context } from "./context.ts";
import { token } from "./link.ts";
import { readStopToken, type Stopping } from "./notice-link.ts";
import { stopKinds } from "./notice-stop.ts";
import { allowed, open, router, signedIn } from "./trpc.ts";

/** What a role can be told of: a school has nothing to answer here, an organisation is told of no answers of its own. */
const kindsFor = (ctx: Pick<Context, "actor">): NoticeKind[] => {
  const kind = ctx.actor?.kind;
  const outside: NoticeKind[] = ["watch", "bounce"];
  if (kind === "placing-coordinator") return [...requestNoticeKinds.filter((one) => one !== "to-answer"), ...outside];
  if (kind === "receiving-coordinator" || kind === "destination-coordinator")
    return [...requestNoticeKinds.filter((one) => one !== "answer" || kind === "destination-coordinator"), ...outside];
  return ["cancellation", ...outside];
};

const quebec = { territory: "Québec", timeZone: "America/Toronto" };
const territoryOf = async (ctx: Context) => (ctx.actor && (await findTerritory(ctx.sql, ctx.actor.agencyId))) || quebec;

/** When the next digest would leave; when she would first be written to if she left now; null: within two minutes of what happens. */
const nextFor = (setting: NoticeSetting, of: { now: Date; timeZone: string }): string | null =>
  setting.mode === "at-once" ? null : dueAt(setting.mode, setting, { at: of.now, timeZone: of.timeZone, lastSeen: of.now }).toISOString();

async function told(ctx: Context, setting: NoticeSetting) {
  const { territory, timeZone } = await territoryOf(ctx);
  const email = ctx.session?.account.email ?? "";
  const [bounce = null] = await listBounces(ctx.sql, [email]);
  return { bounce, setting, kinds: kindsFor(ctx), territory, timeZone, next: nextFor(setting, { now: ctx.now(), timeZone }) };
}

/** What waits to be mailed follows the new choice at once. */
async function reschedule(tx: Tx, of: { accountId: string; setting: NoticeSetting; now: Date }): Promise<void> {
  const pending = await lockPending(tx, recipientKey({ accountId: of.accountId, email: null }));
  const zones = await listZones(tx, [...new Set(pending.map(({ agencyId }) => agencyId))]);
  await postponeNotices(
    tx,
    pending.flatMap(({ id, kind, at, agencyId, mail }) => {
      const chosen = mailWhen(kind, of.setting);
      // Left meanwhile: settled when it would have been due.
      if (chosen === "none" || mail === "none") return [];
      const when = mail ?? chosen;
      const timeZone = zones.get(agencyId) ?? "America/Toronto";
      // She is here now: an absence begins to count from this moment.
      return [{ id, dueAt: dueAt(when, of.setting, { at: when === "at-once" ? new Date(at) : of.now, timeZone, lastSeen: of.now }) }];
    }),
  );
}

const mutedOf = async (sql: Query, whose: Stopping): Promise<NoticeKind[]> =>
  "email" in whose
    ? (await listRefused(sql, [whose.email])).map(({ kind }) => kind)
    : ((await findNoticeSetting(sql, whose.accountId)) ?? defaultNotices).muted;

const goodToken = (ctx: Context, given: string): Stopping => readStopToken(ctx.env.secret, given) ?? refuse({ code: "link-dead" });

export const noticeRouter = router({
  /** What one chose to be written to about, and when the next mail would leave (F-209). */
  setting: signedIn.query(async ({ ctx }) => told(ctx, (await findNoticeSetting(ctx.sql, ctx.session.account.id)) ?? defaultNotices)),

  /** Changes it; what already waits to be mailed follows. */
  save: signedIn.input(noticeSetting).mutation(async ({ ctx, input }) => {
    const accountId = ctx.session.account.id;
    await ctx.sql.begin(async (tx) => {
      await saveNoticeSetting(tx, accountId, { ...input, muted: [...new Set(input.muted)] });
      await reschedule(tx, { accountId, setting: input, now: ctx.now() });
    });
    return told(ctx, input);
  }),

  /** Whether the organisation has cancellations sent by mail, and whether one may say (K57). */
  cancellations: allowed("history.see").query(async ({ ctx }) => ({
    ...(await findCancellationSwitch(ctx.sql, ctx.actor.agencyId)),
    may: { switch: can(ctx.actor, "people.manage") },
  })),

  switchCancellations: allowed("people.manage")
    .input(z.object({ on: z.boolean() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        await saveCancellationSwitch(tx, ctx.actor.agencyId, input.on);
        const event = {
          kind: "notice.switched" as const,
          agencyIds: [ctx.actor.agencyId],
          about: ctx.actor.agencyId,
          facts: { on: input.on },
        };
        return { value: null, events: [event] };
      }),
    ),

  /** The page of a mail's « ne plus recevoir »: reading it changes nothing, since mail scanners follow links. */
  stopPage: open.input(z.object({ token })).query(async ({ ctx, input }) => {
    const whose = goodToken(ctx, input.token);
    const muted = await mutedOf(ctx.sql, whose);
    return { kinds: whose.kinds.map((kind) => ({ kind, stopped: muted.includes(kind) })), account: !("email" in whose) };
  }),

  /** Leaves the kinds ticked, of those the mail was about, or comes back to them; no sign-in is asked for, the link was mailed to her. */
  stop: open
    .input(z.object({ token, kinds: z.array(z.enum(noticeKinds)).min(1), stopped: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      const whose = goodToken(ctx, input.token);
      const kinds = input.kinds.filter((kind) => whose.kinds.includes(kind));
      await ctx.sql.begin((tx) => stopKinds(tx, whose, { kinds, stopped: input.stopped, at: ctx.now() }));
    }),
});
