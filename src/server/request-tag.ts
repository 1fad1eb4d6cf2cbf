import { z } from "zod";
import { addDays, day, dayIn } from "#domain/dates.ts";
import { id } from "#domain/id.ts";
import { Refused } from "#domain/refusal.ts";
import { sidesOf } from "#domain/request-seen.ts";
import { resubmitsByDefault, tagKinds } from "#domain/request-tag.ts";
import { statusSeenBy } from "#domain/request.ts";
import { findCourseDates } from "#db/request-split.ts";
import { listTagFacets, listTags, type TagLine } from "#db/request-tag.ts";
import type { Tx } from "#db/sql.ts";
import { lookOf, sideFor, type ActorContext } from "./request-move.ts";
import { givenReason } from "./reason-given.ts";
import { rescheduleAll } from "./request-reschedule.ts";
import { takeDatesBack } from "./request-undo.ts";
import { writeTagFile } from "./request-tag-file.ts";
import { allowed, router } from "./trpc.ts";

/** Placements as the screen saw them, each with the hours typed for it where dates and hours cannot say. */
const requests = z
  .array(z.object({ id, version: z.number().int().nonnegative(), hours: z.number().min(0).max(9_999).nullish() }))
  .min(1)
  .max(500);
const reason = z.object({ code: z.string().max(40), note: z.string().max(1_000).default("") });
const filters = z.object({
  kinds: z.array(z.enum(tagKinds)).max(3).optional(),
  from: day.optional(),
  to: day.optional(),
  programmeId: id.optional(),
  agencyId: id.optional(),
});
const side = z.enum(["placing", "receiving"]).optional();

type Asked = z.infer<typeof requests>;
type Given = z.infer<typeof reason>;

const reasonOf = (tx: Tx, ctx: ActorContext, of: { given: Given; move: "postpone" | "shorten" | "suspend" }) =>
  givenReason(tx, of.given, { move: of.move, side: "placing", agencyId: ctx.actor.agencyId });
const hoursIn = (asked: Asked) => {
  const typed = new Map(asked.map((one) => [one.id, one.hours ?? undefined]));
  return (of: { id: string }) => {
    const hours = typed.get(of.id);
    return hours === undefined ? {} : { hours };
  };
};

/** The side the report is read from: one's own, or the one asked for by who has both. */
const lookFrom = (ctx: ActorContext, asked: z.infer<typeof side>) =>
  lookOf(
    ctx,
    asked === undefined
      ? sideFor(ctx.actor, sidesOf(ctx.actor))
      : sideFor(ctx.actor, asked === "placing" ? ["placing"] : ["receiving", "unit"]),
  );

/** A line as a side may read it: what units answered stays inside. */
const lineSeen = (line: TagLine, from: "placing" | "receiving" | "unit") => ({ ...line, status: statusSeenBy(line.status, from) });

export const requestTagRouter = router({
  /**
   * Begins later (T28): at a day given, or by so many days, and ends when said, else as many days after. `resubmit` left out: asked for
   * again when it has yet to begin and who receives uses the system.
   */
  postpone: allowed("request.send")
    .input(
      z.object({
        requests,
        to: z.union([z.object({ startsOn: day, endsOn: day.nullable() }), z.object({ days: z.number().int().min(1).max(730) })]),
        resubmit: z.boolean().optional(),
        reason,
      }),
    )
    .mutation(({ ctx, input }) => {
      const hoursOf = hoursIn(input.requests);
      return rescheduleAll(ctx, {
        asked: input.requests,
        prepare: async (tx) => {
          const coded = await reasonOf(tx, ctx, { given: input.reason, move: "postpone" });
          return async (record) => {
            const startsOn = "days" in input.to ? addDays(record.schedule.startsOn, input.to.days) : input.to.startsOn;
            const { targetIsUser } = record;
            return {
              move: "postpone",
              startsOn,
              endsOn: "days" in input.to ? null : input.to.endsOn,
              resubmit: input.resubmit ?? resubmitsByDefault({ startsOn, today: dayIn(ctx.now()), targetIsUser }),
              targetIsUser,
              course: await findCourseDates(tx, record),
              reason: coded,
              ...hoursOf(record),
            };
          };
        },
      });
    }),

  /** Ends earlier (T27, « annulation partielle »). */
  shorten: allowed("request.send")
    .input(z.object({ requests, endsOn: day, reason }))
    .mutation(({ ctx, input }) => {
      const hoursOf = hoursIn(input.requests);
      return rescheduleAll(ctx, {
        asked: input.requests,
        prepare: async (tx) => {
          const coded = await reasonOf(tx, ctx, { given: input.reason, move: "shorten" });
          return async (record) => ({ move: "shorten", endsOn: input.endsOn, reason: coded, ...hoursOf(record) });
        },
      });
    }),

  /** Stops for a while (T29); without a last day until it is resumed. */
  suspend: allowed("request.send")
    .input(z.object({ requests, from: day, to: day.nullable(), reason }))
    .mutation(({ ctx, input }) =>
      rescheduleAll(ctx, {
        asked: input.requests,
        prepare: async (tx) => {
          const coded = await reasonOf(tx, ctx, { given: input.reason, move: "suspend" });
          return async () => ({ move: "suspend", from: input.from, to: input.to, reason: coded });
        },
      }),
    ),

  /** Goes on from a day: the suspension it is in ends, or the next one never begins. */
  resume: allowed("request.send")
    .input(z.object({ requests, on: day }))
    .mutation(({ ctx, input }) =>
      rescheduleAll(ctx, { asked: input.requests, prepare: async () => async () => ({ move: "resume", on: input.on }) }),
    ),

  /** « Annuler » after one of these: its author takes it back while nobody has built on it. */
  takeBack: allowed("request.send")
    .input(z.object({ requests }))
    .mutation(({ ctx, input }) => takeDatesBack(ctx, input.requests)),

  /** The tracking report of changed placements (F-171), the latest first, a page at a time. */
  report: allowed("request.see")
    .input(
      z.object({
        side,
        filters: filters.default({}),
        cursor: z.object({ at: z.string().max(60), id }).nullish(),
        most: z.number().int().min(1).max(200).default(50),
      }),
    )
    .query(async ({ ctx, input }) => {
      const look = lookFrom(ctx, input.side);
      const { lines, next } = await listTags(ctx.sql, look, { filters: input.filters, after: input.cursor ?? null, most: input.most });
      return { side: look.side, lines: lines.map((line) => lineSeen(line, look.side)), next };
    }),

  /** What the report can be narrowed to. */
  facets: allowed("request.see")
    .input(z.object({ side }))
    .query(({ ctx, input }) => listTagFacets(ctx.sql, lookFrom(ctx, input.side))),

  /** The same lines as a file for a spreadsheet, as many as a report ever has. */
  file: allowed("request.see")
    .input(z.object({ side, filters: filters.default({}) }))
    .query(async ({ ctx, input }) => {
      const look = lookFrom(ctx, input.side);
      const { lines, next } = await listTags(ctx.sql, look, { filters: input.filters, after: null, most: 10_000 });
      if (next) throw new Refused({ code: "invalid", field: "filters", problem: { kind: "too-many", most: 10_000 } });
      return writeTagFile(
        lines.map((line) => lineSeen(line, look.side)),
        { side: look.side, language: ctx.language, on: dayIn(ctx.now()) },
      );
    }),
});
