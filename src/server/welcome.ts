import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { addDays, dayIn } from "#domain/dates.ts";
import { kindsOfSubject, kindsReadBy, subjects, type Subject } from "#domain/history.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { seenAs, sidesOf, type RequestRecord } from "#domain/request-seen.ts";
import { statuses, type SeenStatus, type Side } from "#domain/request.ts";
import { registerFilters } from "#domain/student.ts";
import { agreementWarnedAhead, newsGroups, newsOf, pageSide, visitAt, welcomeLists, welcomeNotices, type News } from "#domain/welcome.ts";
import { listAgreements } from "#db/agreement.ts";
import { lastSeq } from "#db/event.ts";
import { listActivity } from "#db/activity.ts";
import { countRequests, countWaiting, listInbox, listOutbox, listRequests, type Look, type RequestFilters } from "#db/request.ts";
import { countStudents } from "#db/student.ts";
import type { Query, Tx } from "#db/sql.ts";
import { hideNotice, hideRequests, listHiddenNotices, showNotice, showRequests } from "#db/welcome-hidden.ts";
import { listClones, listNewUnits, listStandings, listSurveysToSettle } from "#db/welcome-notice.ts";
import { findVisit, listHeard, listSeen, listTerms, lockVisit, saveSeen, saveSession, saveVisit } from "#db/welcome.ts";
import { act } from "./act.ts";
import { countsSeen } from "./request-count.ts";
import { lookOf, type ActorContext } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

const side = z.enum(["placing", "receiving"]).nullish();
const session = z.union([z.enum(["today", "past", "all"]), id]);
/** A list of the page: a status, or what it is opened by; `changed` may be narrowed to one group of what is new. */
const shown = z.union([z.enum([...statuses, "pending"]), z.enum(welcomeLists)]);
const cursor = z.object({ step: z.number().int(), key: z.string().max(60), id });
const notice = z.object({ kind: z.enum(welcomeNotices), item: z.string().max(60).default("") });

/** Lists of new things are short: what is left is read where it is kept. */
const mostTold = 8;
/** Events looked at for who has no requests: more than that is « plus de ». */
const mostCounted = 300;

const sideOf = (actor: Actor, asked: "placing" | "receiving" | null | undefined): Side =>
  pageSide(sidesOf(actor), asked ?? null) ?? refuse({ code: "not-allowed" });

const isPlain = (of: string): boolean => of === "today" || of === "past" || of === "all";

/** A term that is gone, or is none of those offered, is no choice of hers. */
const chosenOf = (terms: readonly { id: Id }[], asked: string): string =>
  isPlain(asked) || terms.some((term) => term.id === asked) ? asked : "today";

/** The visit as it is now, whether the page has said so yet or not. */
async function visitNow(sql: Query, ctx: ActorContext) {
  const [kept, seq] = await Promise.all([findVisit(sql, ctx.actor), lastSeq(sql)]);
  return { kept, visit: visitAt(kept, { seq, at: ctx.now() }), seq };
}

/** What others did since the last visit; nothing on a first one. */
async function newsFor(sql: Query, look: Look, since: number | null): Promise<News> {
  return newsOf(since === null ? [] : await listHeard(sql, look, since));
}

/** Told to the reader's own other pages alone (live-audience.ts), and kept in no history. */
const changed = (actor: Actor) => ({ kind: "welcome.changed" as const, agencyIds: [], about: actor.roleId, facts: {} });

/** Those of the requests that the viewer reaches, from whichever side. */
async function reached(tx: Tx, ctx: ActorContext, ids: Id[]): Promise<RequestRecord[]> {
  const found = await Promise.all(sidesOf(ctx.actor).map((one) => listRequests(tx, lookOf(ctx, one), ids)));
  return found.flat();
}

function narrowedTo(
  actor: Actor,
  of: { show: z.infer<typeof shown>; session: RequestFilters["session"] },
  changedIds: Id[],
): RequestFilters {
  const hidden = { roleId: actor.roleId, only: of.show === "hidden" };
  const base: RequestFilters = { ...(of.session === undefined ? {} : { session: of.session }), hidden };
  switch (of.show) {
    case "waiting":
      return { ...base, waiting: true };
    case "late":
      return { ...base, overdue: true };
    // What is new is new in whichever term, hidden or not: it has just changed.
    case "changed":
      return { session: "all", ids: changedIds };
    case "hidden":
    case "all":
      return base;
    default:
      return { ...base, statuses: [of.show as SeenStatus] };
  }
}

export const welcomeRouter = router({
  /**
   * The head of the page: what it is narrowed to (as asked, else as the role last chose), and how many requests stand where, without those
   * hidden from this page (F-146, F-151, F-153).
   */
  head: allowed("request.see")
    .input(z.object({ side, session: session.nullish() }))
    .query(async ({ ctx, input }) => {
      const look = lookOf(ctx, sideOf(ctx.actor, input.side));
      const [terms, kept] = await Promise.all([listTerms(ctx.sql, look), findVisit(ctx.sql, ctx.actor)]);
      const chosen = chosenOf(terms, input.session ?? kept?.session ?? "today");
      const mine = (only: boolean): RequestFilters => ({ session: chosen, hidden: { roleId: ctx.actor.roleId, only } });
      const [rows, waiting, late, hidden] = await Promise.all([
        countRequests(ctx.sql, look, mine(false)),
        countWaiting(ctx.sql, look, { now: ctx.now(), filters: mine(false) }),
        countRequests(ctx.sql, look, { ...mine(false), overdue: true }),
        countRequests(ctx.sql, look, mine(true)),
      ]);
      const sum = (of: { requests: number }[]) => of.reduce((all, one) => all + one.requests, 0);
      return {
        side: look.side,
        session: chosen,
        terms,
        counts: countsSeen(rows, look.side),
        waiting,
        late: sum(late),
        hidden: sum(hidden),
      };
    }),

  /** A list of the page, a page at a time, each row with whether others changed it since and it was not looked at (F-154). */
  list: allowed("request.see")
    .input(
      z.object({
        side,
        session: session.nullish(),
        show: shown,
        group: z.enum(newsGroups).nullish(),
        cursor: cursor.nullish(),
        most: z.number().int().min(1).max(100).default(25),
      }),
    )
    .query(async ({ ctx, input }) => {
      const look = lookOf(ctx, sideOf(ctx.actor, input.side));
      const { kept, visit } = await visitNow(ctx.sql, ctx);
      const news = await newsFor(ctx.sql, look, kept === null ? null : visit.sinceSeq);
      const group = input.group ?? null;
      const ids = group === null ? [...news.last.keys()] : (news.groups.find((one) => one.group === group)?.ids ?? []);
      const asked = input.session ?? kept?.session ?? "today";
      const chosen = isPlain(asked) ? asked : chosenOf(await listTerms(ctx.sql, look), asked);
      const page = {
        filters: narrowedTo(ctx.actor, { show: input.show, session: chosen }, ids),
        after: input.cursor ?? null,
        most: input.most,
      };
      const { records, next } = await (look.side === "placing" ? listOutbox : listInbox)(ctx.sql, look, page);
      const seen = await listSeen(
        ctx.sql,
        ctx.actor,
        records.map((record) => record.id),
      );
      const requests = records.flatMap((record) => {
        const row = seenAs(record, ctx.actor, look.side);
        return row ? [{ ...row, fresh: (news.last.get(record.id) ?? 0) > (seen.get(record.id) ?? 0) }] : [];
      });
      return { requests, next };
    }),

  /** What happened since the last visit, by group, and since when; null on a first visit (F-154). */
  news: allowed("history.see")
    .input(z.object({ side }))
    .query(async ({ ctx, input }) => {
      const { kept, visit } = await visitNow(ctx.sql, ctx);
      const nothing = { since: kept === null ? null : visit.sinceAt, requests: [], subjects: [], more: false };
      if (kept === null) return nothing;
      const asked = can(ctx.actor, "request.see") ? pageSide(sidesOf(ctx.actor), input.side ?? null) : undefined;
      if (asked !== undefined) {
        const news = await newsFor(ctx.sql, lookOf(ctx, asked), visit.sinceSeq);
        return { ...nothing, requests: news.groups.map(({ group, ids }) => ({ group, count: ids.length })) };
      }
      const { events } = await listActivity(ctx.sql, ctx.actor, {
        kinds: kindsReadBy(ctx.actor).filter((kind) => !kind.startsWith("account.signed")),
        own: false,
        personId: null,
        from: dayIn(new Date(visit.sinceAt)),
        to: null,
        text: "",
        maySeeStudents: false,
        before: null,
        most: mostCounted,
      });
      const since = events.filter((event) => event.seq > visit.sinceSeq && event.actorAccountId !== ctx.actor.accountId);
      const told = (Object.keys(subjects) as Subject[]).flatMap((subject) => {
        const kinds = new Set<string>(kindsOfSubject(subject));
        const count = since.filter((event) => kinds.has(event.kind)).length;
        return count > 0 ? [{ subject, count }] : [];
      });
      return { ...nothing, subjects: told, more: events.length === mostCounted };
    }),

  /** The page is looked at: the visit goes on, or another begins where the last one ended (R441). */
  visit: allowed("history.see").mutation(({ ctx }) =>
    act(ctx, async (tx) => {
      const [kept, seq] = [await lockVisit(tx, ctx.actor), await lastSeq(tx)];
      const visit = visitAt(kept, { seq, at: ctx.now() });
      await saveVisit(tx, ctx.actor, visit);
      return { value: { since: kept === null ? null : visit.sinceAt }, events: [] };
    }),
  ),

  /** These were looked at: not new any more, until something else happens to them. */
  seen: allowed("request.see")
    .input(z.object({ ids: z.array(id).min(1).max(100) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const requests = await reached(tx, ctx, input.ids);
        if (requests.length > 0) await saveSeen(tx, ctx.actor, { requests, seq: await lastSeq(tx) });
        return { value: null, events: [] };
      }),
    ),

  /** Everything was looked at: what is new begins now. */
  allSeen: allowed("history.see").mutation(({ ctx }) =>
    act(ctx, async (tx) => {
      await lockVisit(tx, ctx.actor);
      await saveVisit(tx, ctx.actor, visitAt(null, { seq: await lastSeq(tx), at: ctx.now() }));
      return { value: null, events: [changed(ctx.actor)] };
    }),
  ),

  /** What the page is narrowed to, kept for the role (F-151). */
  narrow: allowed("request.see")
    .input(z.object({ side, session }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const terms = isPlain(input.session) ? [] : await listTerms(tx, lookOf(ctx, sideOf(ctx.actor, input.side)));
        if (chosenOf(terms, input.session) !== input.session) refuse({ code: "not-found" });
        await lockVisit(tx, ctx.actor);
        await saveSession(tx, ctx.actor, { session: input.session, seq: await lastSeq(tx), at: ctx.now() });
        return { value: null, events: [changed(ctx.actor)] };
      }),
    ),

  /**
   * Hides requests from one's own page; nobody else's page and nothing of the request changes (F-152). Those that changed since they were
   * read stay, and are answered as `changed`.
   */
  hide: allowed("request.see")
    .input(
      z.object({
        requests: z
          .array(z.object({ id, version: z.number().int().nonnegative() }))
          .min(1)
          .max(100),
      }),
    )
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const asked = new Map(input.requests.map((one) => [one.id, one.version]));
        const found = await reached(tx, ctx, [...asked.keys()]);
        if (found.length === 0) refuse({ code: "not-found" });
        const same = found.filter((record) => record.last.seq === asked.get(record.id));
        if (same.length > 0) await hideRequests(tx, ctx.actor, { requests: same, seq: await lastSeq(tx), at: ctx.now() });
        return { value: { hidden: same.map((record) => record.id), changed: found.length - same.length }, events: [changed(ctx.actor)] };
      }),
    ),

  /** Shows them again. */
  show: allowed("request.see")
    .input(z.object({ ids: z.array(id).min(1).max(100) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        if (!(await showRequests(tx, ctx.actor, input.ids))) refuse({ code: "not-found" });
        return { value: null, events: [changed(ctx.actor)] };
      }),
    ),

  /** Hides a notice while it says what it says now (`state`). */
  hideNotice: allowed("history.see")
    .input(notice.extend({ state: z.string().max(200) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        await hideNotice(tx, ctx.actor, { notice: input, at: ctx.now() });
        return { value: null, events: [changed(ctx.actor)] };
      }),
    ),

  showNotice: allowed("history.see")
    .input(notice)
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        await showNotice(tx, ctx.actor, input);
        return { value: null, events: [changed(ctx.actor)] };
      }),
    ),

  /** Notices that this role hid, with what they said. */
  hiddenNotices: allowed("history.see").query(({ ctx }) => listHiddenNotices(ctx.sql, ctx.actor)),

  /** What others made or answered and a person should know of: units, clones with their message, surveys, agreements that end (4.1.7, K08). */
  notices: allowed("history.see").query(async ({ ctx }) => {
    const { actor, sql } = ctx;
    const now = ctx.now();
    const school = actor.kind === "placing-coordinator";
    const [units, clones, surveys, agreements] = await Promise.all([
      school ? listNewUnits(sql, actor, { now, most: mostTold }) : [],
      school ? listClones(sql, actor, { now, most: mostTold }) : [],
      can(actor, "profile.edit") && actor.kind !== "destination-coordinator" ? listSurveysToSettle(sql, actor, mostTold) : [],
      can(actor, "agreement.manage") ? listAgreements(sql, actor) : [],
    ]);
    const [today, soon] = [dayIn(now), addDays(dayIn(now), agreementWarnedAhead)];
    return {
      units,
      clones,
      surveys,
      agreements: agreements
        .filter(({ endsOn }) => endsOn !== null && endsOn >= today && endsOn <= soon)
        .slice(0, mostTold)
        .map(({ id: agreementId, title, school: schoolName, receiving, schoolId, receivingId, endsOn }) => ({
          id: agreementId,
          title,
          other: schoolId === actor.agencyId ? receiving : schoolName,
          receivingId,
          endsOn: endsOn ?? "",
        })),
    };
  }),

  /** The register at a glance: how many students stand where, by what its list can be narrowed to. */
  register: allowed("student.see").query(async ({ ctx }) => {
    const today = dayIn(ctx.now());
    const counts = await Promise.all(registerFilters.map((filter) => countStudents(ctx.sql, ctx.actor, { words: [], filter, today })));
    return registerFilters.map((filter, at) => ({ filter, students: counts[at] ?? 0 }));
  }),

  /** People whose access wants a hand, for who administers it. */
  standings: allowed("people.manage").query(({ ctx }) => listStandings(ctx.sql, ctx.actor, ctx.now())),
});
