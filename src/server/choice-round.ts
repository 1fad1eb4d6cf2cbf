import { z } from "zod";
import { roundSetting, roundState, type RoundSetting } from "#domain/choice.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse, type Refusal } from "#domain/refusal.ts";
import {
  countChoosers,
  countChoosing,
  deleteRound,
  findOpenPlace,
  insertRound,
  lockRound,
  savePlaces,
  saveRound,
  type Round,
  type RoundAndHand,
} from "#db/choice.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { closeRound } from "./choice-turn.ts";
import { offeredIn } from "./choice-write.ts";
import { findCourse } from "./enrolment-course.ts";
import type { ActorContext } from "./request-move.ts";
import { allowed } from "./trpc.ts";

const course = z.object({ cohortCourseId: id });

/** Something that happened to a round. */
export const roundEvent = <Kind extends NewEvent["kind"]>(
  round: Round,
  kind: Kind,
  { studentId, ...facts }: Extract<NewEvent, { kind: Kind }>["facts"] & { studentId?: Id },
): NewEvent =>
  ({
    kind,
    agencyIds: [round.agencyId],
    about: round.cohortCourseId,
    within: studentId === undefined ? [round.id] : [round.id, studentId],
    facts: studentId === undefined ? facts : { ...facts, studentId },
  }) as unknown as NewEvent;

/** Changes a round that is there, held against students who write in it meanwhile. */
export const inRound = <Value>(
  ctx: ActorContext,
  cohortCourseId: Id,
  work: (tx: Tx, round: RoundAndHand) => Promise<{ value: Value; events: NewEvent[] }>,
): Promise<Value> => act(ctx, async (tx) => work(tx, (await lockRound(tx, ctx.actor, cohortCourseId)) ?? refuse({ code: "not-found" })));

/** A colleague, or the clock, came first. */
const overtaken = ({ setBy, setAt }: RoundAndHand): Refusal => ({ code: "stale", by: setBy, at: setAt });

const mustBeToCome = (at: string, ctx: Pick<ActorContext, "now">): void => {
  if (Date.parse(at) <= ctx.now().getTime()) refuse({ code: "invalid", field: "closesAt", problem: { kind: "in-the-past" } });
};

const settingOf = ({ opensAt, closesAt, least, most, fromSheets, showsDemand, showsClassmates, note }: RoundSetting): RoundSetting => ({
  opensAt,
  closesAt,
  least,
  most,
  fromSheets,
  showsDemand,
  showsClassmates,
  note,
});

/** What can be written of a setting: hours in order, ranks in order, a closing to come where it changes. */
function judged(ctx: ActorContext, wanted: RoundSetting, before: Round | null): RoundSetting {
  const begun = before !== null && roundState(before, ctx.now()) !== "planned";
  const opensAt = begun ? before.opensAt : new Date(wanted.opensAt).toISOString();
  const closesAt = new Date(wanted.closesAt).toISOString();
  if (Date.parse(closesAt) <= Date.parse(opensAt)) refuse({ code: "invalid", field: "closesAt", problem: { kind: "end-before-start" } });
  if (before === null || Date.parse(before.closesAt) !== Date.parse(closesAt)) mustBeToCome(closesAt, ctx);
  if (wanted.least > wanted.most) refuse({ code: "invalid", field: "least", problem: { kind: "too-many", most: wanted.most } });
  return { ...settingOf(wanted), opensAt, closesAt };
}

/** The round of a course: its hours, ranks and places (F-234 to F-236). */
export const choiceRound = {
  /**
   * Begins a round, or changes one as it was seen (`saw`, 0 for none). Once it has opened its opening is history; a closing that is moved
   * later opens again what has closed. Answers what it was.
   */
  set: allowed("choice.manage")
    .input(course.extend({ saw: z.number().int().min(0), setting: roundSetting }))
    .mutation(({ ctx, input }) =>
      act<{ before: RoundSetting | null; after: RoundSetting; version: number }>(ctx, async (tx) => {
        const { id: cohortCourseId } = await findCourse(tx, ctx.actor, input.cohortCourseId);
        const held = await lockRound(tx, ctx.actor, cohortCourseId);
        const setting = judged(ctx, input.setting, held ?? null);
        if (!held) {
          const made = await insertRound(tx, ctx.actor, { ...setting, cohortCourseId });
          // A colleague began one at the same moment: hers stands, and is read.
          if (!made) return refuse(overtaken((await lockRound(tx, ctx.actor, cohortCourseId)) ?? refuse({ code: "not-found" })));
          return { value: { before: null, after: setting, version: made.version }, events: [roundEvent(made, "choice.set", setting)] };
        }
        if (held.version !== input.saw) refuse(overtaken(held));
        const moved = Date.parse(held.closesAt) !== Date.parse(setting.closesAt);
        const round = { ...held, ...setting, closedAt: moved ? null : held.closedAt };
        const version = await saveRound(tx, ctx.actor, round);
        return {
          value: { before: settingOf(held), after: setting, version },
          events: [
            roundEvent(round, "choice.set", setting),
            ...(moved ? [roundEvent(round, "choice.extended", { before: held.closesAt, after: setting.closesAt })] : []),
          ],
        };
      }),
    ),

  /** Opens now what was to open later. Answers when it would have. */
  openNow: allowed("choice.manage")
    .input(course)
    .mutation(({ ctx, input }) =>
      inRound(ctx, input.cohortCourseId, async (tx, held) => {
        const now = ctx.now().toISOString();
        if (roundState(held, ctx.now()) !== "planned") refuse(overtaken(held));
        const round = { ...held, opensAt: now, openedAt: now };
        await saveRound(tx, ctx.actor, round);
        return { value: { before: held.opensAt }, events: [roundEvent(round, "choice.opened", { until: held.closesAt, byHand: true })] };
      }),
    ),

  /** Closes now: what was saved is counted as the clock would (R432). Answers when it would have closed. */
  closeNow: allowed("choice.manage")
    .input(course)
    .mutation(({ ctx, input }) =>
      inRound(ctx, input.cohortCourseId, async (tx, held) => {
        const now = ctx.now();
        if (held.closedAt !== null || roundState(held, now) !== "open") refuse(overtaken(held));
        const at = new Date(Math.max(now.getTime(), Date.parse(held.opensAt) + 1)).toISOString();
        const round = { ...held, closesAt: at, openedAt: held.openedAt ?? held.opensAt, closedAt: at };
        await saveRound(tx, ctx.actor, round);
        return { value: { before: held.closesAt }, events: [await closeRound(tx, round, { now, byHand: true })] };
      }),
    ),

  /** Closes at another instant to come: later or sooner, or opens again what has closed. Answers what it was. */
  extend: allowed("choice.manage")
    .input(course.extend({ closesAt: z.iso.datetime({ offset: true }) }))
    .mutation(({ ctx, input }) =>
      inRound(ctx, input.cohortCourseId, async (tx, held) => {
        mustBeToCome(input.closesAt, ctx);
        const closesAt = new Date(input.closesAt).toISOString();
        if (Date.parse(closesAt) <= Date.parse(held.opensAt))
          refuse({ code: "invalid", field: "closesAt", problem: { kind: "end-before-start" } });
        const round = { ...held, closesAt, closedAt: null };
        await saveRound(tx, ctx.actor, round);
        return {
          value: { before: held.closesAt },
          events: [roundEvent(round, "choice.extended", { before: held.closesAt, after: closesAt })],
        };
      }),
    ),

  /** Takes back a round in which nobody has chosen. */
  remove: allowed("choice.manage")
    .input(course)
    .mutation(({ ctx, input }) =>
      inRound(ctx, input.cohortCourseId, async (tx, held) => {
        const { submitted, begun } = await countChoosers(tx, held);
        if (submitted + begun > 0) refuse({ code: "choice-round-used", students: submitted + begun });
        await deleteRound(tx, held);
        return { value: settingOf(held), events: [roundEvent(held, "choice.removed", {})] };
      }),
    ),

  /** Withholds places, or offers them again (F-235): lists that have them stay as they are, and nobody chooses them any more. */
  withhold: allowed("choice.manage")
    .input(course.extend({ placeIds: z.array(id).min(1).max(500), withheld: z.boolean() }))
    .mutation(({ ctx, input }) =>
      inRound(ctx, input.cohortCourseId, async (tx, held) => {
        const offered = await offeredIn(tx, held);
        const places = [...new Set(input.placeIds)].map((one) => offered.get(one) ?? refuse({ code: "not-found" }));
        const changed = places.filter((place) => place.withheld !== input.withheld);
        await savePlaces(tx, ctx.actor, { roundId: held.id, places: changed, withheld: input.withheld });
        const facts = { places: changed.map(({ path }) => path) };
        return {
          value: { changed: changed.map(({ placeId }) => placeId) },
          events: changed.length === 0 ? [] : [roundEvent(held, input.withheld ? "choice.withheld" : "choice.offered", facts)],
        };
      }),
    ),

  /** Offers a place of the catalogue besides those of the sheets, with how many it would take. */
  addPlace: allowed("choice.manage")
    .input(course.extend({ placeId: id, seats: z.number().int().min(1).max(500).nullable() }))
    .mutation(({ ctx, input }) =>
      inRound(ctx, input.cohortCourseId, async (tx, held) => {
        const place = (await findOpenPlace(tx, input.placeId)) ?? refuse({ code: "not-found" });
        await savePlaces(tx, ctx.actor, { roundId: held.id, places: [place], added: true, withheld: false, seats: input.seats });
        return { value: { path: place.path }, events: [roundEvent(held, "choice.place-added", { place: place.path })] };
      }),
    ),

  /** Takes off a place that was added from the catalogue and that nobody has in a list. */
  dropPlace: allowed("choice.manage")
    .input(course.extend({ placeId: id }))
    .mutation(({ ctx, input }) =>
      inRound(ctx, input.cohortCourseId, async (tx, held) => {
        const place = (await offeredIn(tx, held)).get(input.placeId);
        if (!place?.added) return refuse({ code: "not-found" });
        const students = await countChoosing(tx, { agencyId: held.agencyId, roundId: held.id, placeId: place.placeId });
        if (students > 0) refuse({ code: "choice-place-chosen", students });
        await savePlaces(tx, ctx.actor, { roundId: held.id, places: [place], added: false });
        return { value: { seats: place.seats }, events: [roundEvent(held, "choice.place-dropped", { place: place.path })] };
      }),
    ),
};
