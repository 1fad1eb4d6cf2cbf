import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse, Refused } from "#domain/refusal.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import type { Side } from "#domain/request.ts";
import {
  adjust,
  adjustments,
  balanceOf,
  datesOf,
  hoursLeft,
  isOutside,
  isPlanned,
  meetingOf,
  namesShownTo,
  type Post,
} from "#domain/supervision.ts";
import { findNamed, listNamed, listPosts, saveRemoved, saveSpan, type NamedRecord } from "#db/supervision.ts";
import { listChoices } from "#db/supervision-people.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { findSeen } from "./request-found.ts";
import type { ActorContext } from "./request-move.ts";
import { eventBase, lockToName, meets, nameOnAll, namesOn, naming, requiredHours, span, spanProblem } from "./supervision-name.ts";
import { overviewProcedures } from "./supervision-overview.ts";
import { allowed, router } from "./trpc.ts";

/** A name inside one's own organisation, else the organisation's. */
const saidTo = (actor: Actor, by: { agencyId: Id; name: string; agency: string }): string =>
  actor.agencyId === by.agencyId ? by.name : by.agency;

const staleFor = (one: NamedRecord, actor: Actor) => ({
  code: "stale" as const,
  by: saidTo(actor, { agencyId: one.changedByAgencyId, name: one.changedBy, agency: one.changedByAgency }),
  at: one.changedAt,
});

const postOf = (record: RequestRecord, one: NamedRecord): Post => ({
  requestId: record.id,
  part: one.part,
  destinationId: record.destinationId,
  schedule: record.schedule,
  span: one,
});

/** Where else each of them is expected at the same hours: named as far as the viewer reaches it, counted beyond (R303). */
async function meetingsOf(ctx: ActorContext, record: RequestRecord, there: NamedRecord[]) {
  if (record.receivingId === null) return new Map<Id, never>();
  const personIds = [...new Set(there.map(({ personId }) => personId))];
  const posts = await listPosts(ctx.sql, ctx.actor, { receivingId: record.receivingId, personIds, from: dayIn(ctx.now()) });
  return new Map(
    there.map((one) => {
      const met = posts.flatMap((post) => {
        const shift = post.personId === one.personId ? meetingOf(postOf(record, one), post) : null;
        return shift ? [{ ...post, shift }] : [];
      });
      const known = met
        .filter((post) => post.known)
        .map(({ requestId, reference, place, shift }) => ({ requestId, reference, place, ...shift }));
      return [one.id, { known: known.slice(0, 3), others: met.length - Math.min(known.length, 3) }];
    }),
  );
}

/** Who goes with a request as one reader has it. */
async function shownTo(ctx: ActorContext, of: { record: RequestRecord; side: Side }) {
  const { record, side } = of;
  const there = namesShownTo(side, record.status) ? await listNamed(ctx.sql, [record]) : [];
  const required = (await requiredHours(ctx.sql, [record])).get(record.id) ?? null;
  const may = namesOn(ctx.actor, record, side) && can(ctx.actor, "supervision.manage");
  const meetings = may || ctx.actor.kind === "supervisor" ? await meetingsOf(ctx, record, there) : new Map<Id, never>();
  return {
    named: there.map((one) => ({
      id: one.id,
      personId: one.personId,
      part: one.part,
      name: one.name,
      title: one.title,
      email: one.email,
      phone: one.phone,
      ...datesOf(one, record.schedule),
      /** As typed; null follows the placement. */
      own: { startsOn: one.startsOn, endsOn: one.endsOn },
      hours: one.hours,
      version: one.version,
      outside: isOutside(one, record.schedule),
      namedBy: saidTo(ctx.actor, { agencyId: one.namedByAgencyId, name: one.namedBy, agency: one.namedByAgency }),
      namedAt: one.namedAt,
      me: one.personId === ctx.actor.personId && record.receivingId === ctx.actor.agencyId,
      meets: meetings.get(one.id) ?? { known: [], others: 0 },
    })),
    required,
    left: hoursLeft(required, there),
    balance: balanceOf(required, there),
    dates: { startsOn: record.schedule.startsOn, endsOn: record.schedule.endsOn },
    kind: record.kind,
    /** Nobody outside the organisation is told yet. */
    planned: isPlanned(record.status),
    may: { name: may },
  };
}

const rows = z
  .array(span.extend({ id, version: z.number().int().positive() }))
  .min(1)
  .max(50);

/** Writes dates and hours of several on one locked request; told as each one's change, or as one evening-out. */
async function writeSpans(
  tx: Tx,
  ctx: ActorContext,
  of: { record: RequestRecord; rows: z.infer<typeof rows>; adjusted: string | null },
): Promise<{ before: z.infer<typeof rows>; events: NewEvent[] }> {
  const { record } = of;
  const there = await listNamed(tx, [record]);
  const byId = new Map(there.map((one) => [one.id, one]));
  const events: NewEvent[] = [];
  const before: z.infer<typeof rows> = [];
  for (const row of of.rows) {
    const one = byId.get(row.id) ?? refuse({ code: "not-found" });
    if (one.version !== row.version) throw new Refused(staleFor(one, ctx.actor));
    const wrong = spanProblem(row, record);
    if (wrong) throw new Refused(wrong);
    if (there.some((other) => other.id !== one.id && other.personId === one.personId && meets(row, other, record)))
      refuse({ code: "supervision", why: "already", name: one.name });
    if (!(await saveSpan(tx, ctx.actor, { request: record, id: one.id, version: one.version, span: row, at: ctx.now() })))
      throw new Error(`supervision ${one.id} changed under its request's lock`);
    before.push({ id: one.id, version: one.version + 1, startsOn: one.startsOn, endsOn: one.endsOn, hours: one.hours });
    const facts = { name: one.name, part: one.part, ...datesOf(row, record.schedule), hours: row.hours };
    if (of.adjusted === null) events.push({ ...eventBase(record), kind: "supervision.changed", facts });
  }
  if (of.adjusted !== null && before.length > 0)
    events.push({ ...eventBase(record), kind: "supervision.adjusted", facts: { how: of.adjusted, people: before.length } });
  return { before, events };
}

/** Removes somebody from a request, or puts her back as she was. */
async function setRemoved(ctx: ActorContext, input: { id: Id; version: number; removed: boolean }) {
  return act(ctx, async (tx) => {
    const found = (await findNamed(tx, input.id)) ?? refuse({ code: "not-found" });
    const { record } = await lockToName(tx, ctx, found.requestId);
    const one = (await findNamed(tx, input.id)) ?? refuse({ code: "not-found" });
    if (one.version !== input.version || one.removed === input.removed) throw new Refused(staleFor(one, ctx.actor));
    const there = await listNamed(tx, [record]);
    if (!input.removed) {
      // Somebody may have been named meanwhile where she was.
      if (there.some((other) => other.personId === one.personId && meets(one, other, record)))
        refuse({ code: "supervision", why: "already", name: one.name });
      const led = one.part === "site-instructor" ? there.find(({ part }) => part === "site-instructor") : undefined;
      if (led) refuse({ code: "supervision", why: "led", name: led.name });
    }
    if (!(await saveRemoved(tx, ctx.actor, { request: record, ...input, at: ctx.now() }))) throw new Refused(staleFor(one, ctx.actor));
    const facts = { name: one.name, part: one.part };
    const kind = input.removed ? ("supervision.removed" as const) : ("supervision.named" as const);
    return { value: { id: one.id, name: one.name, version: one.version + 1 }, events: [{ ...eventBase(record), kind, facts }] };
  });
}

export const supervisionRouter = router({
  /** Who goes with a request, how their hours compare with what is asked, and where they are expected besides (F-188, F-189). */
  list: allowed("request.see")
    .input(z.object({ requestId: id }))
    .query(async ({ ctx, input }) => shownTo(ctx, await findSeen(ctx.sql, ctx, input.requestId))),

  /** People of the receiving organisation who can be named, by part of a name; of the role's own organisation without a request. */
  choices: allowed("supervision.manage")
    .input(z.object({ requestId: id.nullable(), text: z.string().max(80).default("") }))
    .query(async ({ ctx, input }) => {
      const most = { text: input.text, today: dayIn(ctx.now()), most: 30 };
      if (input.requestId === null)
        return ctx.actor.kind === "placing-coordinator" ? [] : listChoices(ctx.sql, { receivingId: ctx.actor.agencyId, ...most });
      const { record, side } = await findSeen(ctx.sql, ctx, input.requestId);
      if (record.receivingId === null || !namesOn(ctx.actor, record, side)) return [];
      return listChoices(ctx.sql, { receivingId: record.receivingId, ...most });
    }),

  /** Names somebody, also one the directory does not have yet, on one request or on several (F-047, F-168, F-188). */
  name: allowed("supervision.manage")
    .input(naming)
    .mutation(({ ctx, input }) => act(ctx, (tx) => nameOnAll(tx, ctx, input))),

  /** Dates and hours; what they were comes back, for « Annuler ». */
  change: allowed("supervision.manage")
    .input(z.object({ requestId: id, rows }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { record } = await lockToName(tx, ctx, input.requestId);
        const { before, events } = await writeSpans(tx, ctx, { record, rows: input.rows, adjusted: null });
        return { value: { before }, events };
      }),
    ),

  /** Makes the hours come to what is asked, in one click; what they were comes back, for « Annuler » (F-189). */
  adjust: allowed("supervision.manage")
    .input(z.object({ requestId: id, how: z.enum(adjustments), id: id.nullable().default(null) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { record } = await lockToName(tx, ctx, input.requestId);
        const required = (await requiredHours(tx, [record])).get(record.id) ?? null;
        const there = await listNamed(tx, [record]);
        const adjusted = required === null ? null : adjust(there, { how: input.how, id: input.id, required, schedule: record.schedule });
        if (!adjusted || adjusted.length === 0) throw new Refused({ code: "supervision", why: "cannot-adjust", name: "" });
        const { before, events } = await writeSpans(tx, ctx, { record, rows: adjusted, adjusted: input.how });
        return { value: { before }, events };
      }),
    ),

  remove: allowed("supervision.manage")
    .input(z.object({ id, version: z.number().int().positive() }))
    .mutation(({ ctx, input }) => setRemoved(ctx, { ...input, removed: true })),

  /** « Annuler » of a removal. */
  restore: allowed("supervision.manage")
    .input(z.object({ id, version: z.number().int().positive() }))
    .mutation(({ ctx, input }) => setRemoved(ctx, { ...input, removed: false })),

  ...overviewProcedures,
});
