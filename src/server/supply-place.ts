import { can } from "#domain/access.ts";
import { bands, type Band } from "#domain/capacity.ts";
import { closuresAt } from "#domain/closure.ts";
import { addDays, daysBetween, type Day } from "#domain/dates.ts";
import { mondayOf } from "#domain/day-plan.ts";
import { id, type Id } from "#domain/id.ts";
import { unitKey } from "#domain/occupancy.ts";
import { refuse } from "#domain/refusal.ts";
import { seenAs } from "#domain/request-seen.ts";
import { supplyCell, weeksOf, type SupplyCell } from "#domain/supply.ts";
import { listClosures } from "#db/closure.ts";
import { listProgress } from "#db/progress.ts";
import { listRequests } from "#db/request.ts";
import { listOwnAt, listSchoolsThere, listSupplyUnits, type SupplyWhere } from "#db/supply.ts";
import { settleIntents } from "./intent.ts";
import { lookOf } from "./request-move.ts";
import { countAt, roomAt, supplyAsked, supplySide } from "./supply-look.ts";
import { allowed } from "./trpc.ts";

const asked = supplyAsked.pick({ side: true, on: true, discipline: true, weekdays: true }).extend({ placeId: id });

/** Courses a place could be planned for, at most. */
const mostSheets = 12;

export const supplyPlaceProcedures = {
  /**
   * One place in one week: what is free in each shift; one's own requests there and the sheets to plan it on, for a school; the schools that
   * asked for it, for who receives. Refused: `not-found` for a place the side does not look at.
   */
  place: allowed("supply.see")
    .input(asked)
    .query(async ({ ctx, input }) => {
      const side = supplySide(ctx.actor, input.side);
      const from = mondayOf(input.on);
      const week = { from, to: addDays(from, 6) };
      await settleIntents(ctx);
      const found = await listSupplyUnits(ctx.sql, ctx.actor, {
        ...week,
        agencyIds: side === "placing" ? null : [ctx.actor.agencyId],
        siteId: null,
        discipline: null,
        text: "",
        placeIds: [input.placeId],
        own: side !== "placing",
        most: 200,
      });
      // a service stands for what has no unit in it yet
      const first = found.find(({ destinationId }) => destinationId === input.placeId) ?? found[0] ?? refuse({ code: "not-found" });
      const unit =
        first.destinationId === input.placeId
          ? first
          : { ...first, destinationId: null, name: "", disciplines: [], capacity: null, largestGroup: null };
      const where: SupplyWhere = {
        ...week,
        agencyIds: [unit.agencyId],
        destinationIds: unit.destinationId === null ? [] : [unit.destinationId],
        serviceIds: unit.destinationId === null ? [unit.serviceId] : [],
      };
      const [counted, room, closures, schools, own, sheets] = await Promise.all([
        countAt(ctx, { ...where, side, schoolId: null }),
        roomAt(ctx, [unit], { ...week, discipline: input.discipline }),
        listClosures(ctx.sql, ctx.actor, week),
        side === "placing" ? [] : listSchoolsThere(ctx.sql, ctx.actor, { ...where, side }),
        side === "placing" ? ownAt(where) : [],
        side === "placing" && can(ctx.actor, "worksheet.edit") ? sheetsFor(week) : [],
      ]);
      const key = unitKey(unit);
      const shifts = bands.map((band): SupplyCell & { band: Band } =>
        supplyCell(
          weeksOf(counted.series.get(key) ?? {}, {
            capacity: room(unit),
            own: counted.own === null ? null : (counted.own.get(key) ?? {}),
            weeks: 1,
            times: { shift: band, weekdays: input.weekdays },
          }),
          0,
        ),
      );
      const { capacity: _capacity, ...place } = unit;
      return {
        side,
        ...week,
        place,
        shifts: shifts.map((cell, at) => ({ ...cell, band: bands[at] ?? "day" })),
        ghosts: side !== "unit",
        closures: closuresAt(closures, unit),
        schools,
        own,
        sheets,
        may: { open: can(ctx.actor, "request.see"), plan: sheets.length > 0 },
      };

      async function ownAt(at: SupplyWhere) {
        if (!can(ctx.actor, "request.see")) return [];
        const ids = await listOwnAt(ctx.sql, ctx.actor, at);
        const records = await listRequests(ctx.sql, lookOf(ctx, "placing"), ids);
        return records.flatMap((record) => {
          const seen = seenAs(record, ctx.actor, "placing");
          return seen ? [{ id: seen.id, reference: seen.reference, status: seen.status, course: seen.course, size: seen.sizeHere }] : [];
        });
      }

      /** Courses of one's cohorts that are taught in that week, those that lack most first. */
      async function sheetsFor(within: { from: Day; to: Day }) {
        const cohorts = await listProgress(ctx.sql, ctx.actor, { term: within });
        const courses = cohorts.flatMap((cohort) =>
          cohort.courses.map((course) => ({
            id: course.id,
            cohort: cohort.cohort,
            course: `${course.number} ${course.name}`,
            needed: course.needed,
            planned: course.planned,
            startsOn: course.startsOn,
            endsOn: course.endsOn,
            worksheetId: sheetOf(course),
          })),
        );
        return courses
          .filter(({ startsOn, endsOn, worksheetId }) => worksheetId !== null && startsOn <= within.to && endsOn >= within.from)
          .toSorted(
            (one, other) =>
              Math.max(0, other.needed - other.planned) - Math.max(0, one.needed - one.planned) ||
              daysBetween(other.startsOn, one.startsOn),
          )
          .slice(0, mostSheets);
      }
    }),
};

/** The sheet of a course on which places are planned: of its own kind, else the other. */
export const sheetOf = (course: { sheetKind: "group" | "individual"; groupSheetId: Id | null; individualSheetId: Id | null }): Id | null =>
  course.sheetKind === "group" ? (course.groupSheetId ?? course.individualSheetId) : (course.individualSheetId ?? course.groupSheetId);
