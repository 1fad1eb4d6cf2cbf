import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { day, time } from "#domain/dates.ts";
import { instantIn } from "#domain/hold.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import type { NewEvent } from "#domain/event.ts";
import { withinOf } from "#domain/request-event.ts";
import { lockCohortCourse } from "#db/cohort.ts";
import {
  deleteReleaseDate,
  insertReleaseDate,
  listReleaseDates,
  listTerritoryDates,
  listUpcoming,
  lockHeldOf,
  saveCourseRelease,
  saveHeldUntil,
  saveWaived,
  timeZoneOf,
} from "#db/hold.ts";
import { isUserTarget } from "#db/request-move.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { statusSeenBy } from "#domain/request.ts";
import type { Query } from "#db/sql.ts";
import { lockTerm } from "#db/term.ts";
import { act } from "./act.ts";
import { letGo } from "./hold-release.ts";
import { doneAs, lockAsked, moveRequests, sideFor, type ActorContext, type Outcome } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

/** A moment as people say it, on the clocks of the school's territory; or an instant of the list. */
const moment = z.union([z.object({ day, time }), z.object({ at: z.iso.datetime({ offset: true }) })]);
const requests = z
  .array(z.object({ id, version: z.number().int().nonnegative() }))
  .min(1)
  .max(500);

const managesTerms = (actor: Actor) => can(actor, "programme.manage") && actor.everything;

async function instantOf(sql: Query, ctx: ActorContext, of: z.infer<typeof moment>): Promise<string> {
  const at = "at" in of ? new Date(of.at).toISOString() : instantIn(of.day, of.time, await timeZoneOf(sql, ctx.actor.agencyId));
  if (Date.parse(at) <= ctx.now().getTime()) refuse({ code: "invalid", field: "release", problem: { kind: "in-the-past" } });
  return at;
}

const termEvent = (actor: Actor, termId: Id, name: string): NewEvent => ({
  kind: "term.changed",
  agencyIds: [actor.agencyId],
  about: termId,
  facts: { name },
});

export const holdRouter = router({
  /** What the school holds, by moment: the countdown of the outbox. */
  upcoming: allowed("request.see").query(async ({ ctx }) => {
    sideFor(ctx.actor, ["placing"]);
    return { timeZone: await timeZoneOf(ctx.sql, ctx.actor.agencyId), moments: await listUpcoming(ctx.sql, ctx.actor) };
  }),

  /** The release dates of a term: the school's own list, and what others of its territory agreed. */
  dates: allowed("programme.see")
    .input(z.object({ termId: id }))
    .query(async ({ ctx, input }) => ({
      timeZone: await timeZoneOf(ctx.sql, ctx.actor.agencyId),
      dates: await listReleaseDates(ctx.sql, ctx.actor, input.termId),
      territory: await listTerritoryDates(ctx.sql, ctx.actor, { termId: input.termId, now: ctx.now() }),
      may: { edit: managesTerms(ctx.actor) },
    })),

  addDate: allowed("programme.manage")
    .input(z.object({ termId: id, moment }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const term = (await lockTerm(tx, ctx.actor, { id: input.termId, for: "share" })) ?? refuse({ code: "not-found" });
        if (!managesTerms(ctx.actor)) refuse({ code: "not-allowed" });
        const at = await instantOf(tx, ctx, input.moment);
        const added = await insertReleaseDate(tx, ctx.actor, { termId: term.id, at });
        return { value: { id: added, at }, events: [termEvent(ctx.actor, term.id, term.name)] };
      }),
    ),

  /** Takes a date off the list; courses that chose it keep their moment. */
  removeDate: allowed("programme.manage")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        if (!managesTerms(ctx.actor)) refuse({ code: "not-allowed" });
        const gone = (await deleteReleaseDate(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        const term = await lockTerm(tx, ctx.actor, { id: gone.termId, for: "share" });
        return { value: gone, events: [termEvent(ctx.actor, gone.termId, term?.name ?? "")] };
      }),
    ),

  /**
   * Holds the individual requests of a course until a moment, or no longer: those already held follow, and go at once when
   * nothing holds them any more (T07, T08). Answers what it was, and how many went.
   */
  setCourse: allowed("programme.manage")
    .input(z.object({ id, moment: moment.nullable() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const course = (await lockCohortCourse(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        const until = input.moment === null ? null : await instantOf(tx, ctx, input.moment);
        const before = course.releaseAt;
        if (before === until) return { value: { before, until, released: 0 }, events: [] };
        // Letting requests go is sending them: who may not send does not do it by the course either.
        const held = await lockHeldOf(tx, ctx.actor, course.id);
        if (held.length > 0 && !can(ctx.actor, "request.send")) refuse({ code: "not-allowed" });
        await saveCourseRelease(tx, ctx.actor, { id: course.id, until });
        if (until !== null) await saveHeldUntil(tx, ctx.actor, { cohortCourseId: course.id, until });
        const gone = until === null ? await letGo(tx, held, ctx.now()) : [];
        const moved: NewEvent[] =
          until === null
            ? []
            : held.map((one) => ({
                kind: "request.hold-changed",
                agencyIds: [one.agencyId],
                about: one.id,
                within: withinOf(one),
                facts: { reference: one.reference, until },
              }));
        const set: NewEvent = {
          kind: "cohort-course.release-set",
          agencyIds: [ctx.actor.agencyId],
          about: course.id,
          within: [course.cohortId],
          facts: { name: `${course.number} ${course.name}`, until, held: gone.length },
        };
        return { value: { before, until, released: gone.length }, events: [set, ...moved, ...gone] };
      }),
    ),

  /** Lets held requests go before their moment, one by one: a place outside the territory need not wait (4.1.12). */
  release: allowed("request.send")
    .input(z.object({ requests }))
    .mutation(({ ctx, input }) =>
      moveRequests(ctx, {
        side: "placing",
        asked: input.requests,
        prepare: async (tx) => async (record) => {
          const { receivingId, siteId, serviceId } = record;
          const targetIsUser =
            receivingId !== null && siteId !== null && serviceId !== null && (await isUserTarget(tx, { receivingId, siteId, serviceId }));
          return { command: { move: "release", targetIsUser } };
        },
      }),
    ),

  /** Says of new requests that they will not wait when they are sent, or that they will after all. */
  waive: allowed("request.send")
    .input(z.object({ requests, waived: z.boolean() }))
    .mutation(async ({ ctx, input }): Promise<Outcome> => {
      const { moved, refused } = await act(ctx, async (tx) => {
        const value: { moved: RequestRecord[]; refused: Outcome["refused"] } = { moved: [], refused: [] };
        const events: NewEvent[] = [];
        for (const { asked, record, refusal } of await lockAsked(tx, ctx, { side: "placing", asked: input.requests })) {
          const may = record?.status === "new" && record.kind === "individual";
          if (!record || refusal || !may) {
            const why =
              refusal ??
              (record
                ? ({ code: "move-not-possible", move: "hold", status: statusSeenBy(record.status, "placing") } as const)
                : ({ code: "not-found" } as const));
            value.refused.push({ id: asked.id, reference: record?.reference ?? null, refusal: why });
            continue;
          }
          value.moved.push(record);
          if (record.holdWaived === input.waived) continue;
          await saveWaived(tx, ctx.actor, { id: record.id, waived: input.waived });
          events.push({
            kind: "request.hold-changed",
            agencyIds: [record.agencyId],
            about: record.id,
            within: withinOf(record),
            facts: { reference: record.reference, until: input.waived ? null : record.releaseAt },
          });
        }
        return { value, events };
      });
      return { done: await doneAs(ctx, "placing", moved), refused };
    }),
});
