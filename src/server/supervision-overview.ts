import { z } from "zod";
import { addDays, day, dayIn } from "#domain/dates.ts";
import { id } from "#domain/id.ts";
import { seenAs, type RequestRecord } from "#domain/request-seen.ts";
import { presencesOf } from "#domain/schedule.ts";
import { datesOf, dueOf, lived, serviceDays, soonUntil } from "#domain/supervision.ts";
import { weekOf, type Comer } from "#domain/unit-week.ts";
import { listRequests } from "#db/request.ts";
import { listNamed } from "#db/supervision.ts";
import { countMissing, findNextComing, listComing, listConfirmedNames, listMissing, listOwn } from "#db/supervision-list.ts";
import { listSupervisors } from "#db/supervision-people.ts";
import { lookOf, sideFor, type ActorContext } from "./request-move.ts";
import { namesOn } from "./supervision-name.ts";
import { allowed } from "./trpc.ts";

const lookHere = (ctx: ActorContext) => lookOf(ctx, sideFor(ctx.actor, ["receiving", "unit"]));
const pageSize = 30;

const seenBy = (ctx: ActorContext, records: RequestRecord[]) => {
  const { side } = lookHere(ctx);
  return records.flatMap((record) => {
    const seen = seenAs(record, ctx.actor, side);
    return seen ? [{ record, seen }] : [];
  });
};

/** What one looks at beside single requests: who supervises, what still wants somebody, the week of a unit, a supervisor's own places. */
export const overviewProcedures = {
  /** Who supervises, by name, with what each goes with (`/superviseurs`). */
  directory: allowed("supervision.manage")
    .input(
      z.object({
        text: z.string().max(80).default(""),
        after: z.object({ lastName: z.string(), firstName: z.string(), id }).nullish(),
      }),
    )
    .query(async ({ ctx, input }) => {
      if (ctx.actor.kind === "placing-coordinator") return { people: [], next: null };
      const rows = await listSupervisors(ctx.sql, ctx.actor, {
        text: input.text,
        today: dayIn(ctx.now()),
        after: input.after ?? null,
        most: pageSize + 1,
      });
      const people = rows.slice(0, pageSize);
      const last = people.at(-1);
      return {
        people,
        next: rows.length > pageSize && last ? { lastName: last.lastName, firstName: last.firstName, id: last.id } : null,
      };
    }),

  /** Accepted places nobody goes with yet, the first to begin first; `soon` those that begin within two weeks (X05). */
  missing: allowed("supervision.manage")
    .input(z.object({ soon: z.boolean().default(false), after: z.object({ startsOn: day, id }).nullish() }))
    .query(async ({ ctx, input }) => {
      if (ctx.actor.kind === "placing-coordinator") return { requests: [], next: null };
      const look = lookHere(ctx);
      const found = await listMissing(ctx.sql, look, {
        until: input.soon ? soonUntil(look.today) : null,
        after: input.after ?? null,
        most: pageSize + 1,
      });
      const page = found.slice(0, pageSize);
      const records = await listRequests(
        ctx.sql,
        look,
        page.map((one) => one.id),
      );
      return {
        requests: seenBy(ctx, records).map(({ record, seen }) => ({
          ...seen,
          due: dueOf(record.schedule.startsOn, look.today),
          mayName: namesOn(ctx.actor, record, look.side),
        })),
        next: found.length > pageSize ? (page.at(-1) ?? null) : null,
      };
    }),

  /** How many places want somebody, and how many of them begin within two weeks. */
  counts: allowed("supervision.manage").query(async ({ ctx }) => {
    if (ctx.actor.kind === "placing-coordinator") return { missing: 0, soon: 0, days: serviceDays };
    const look = lookHere(ctx);
    return { ...(await countMissing(ctx.sql, look, soonUntil(look.today))), days: serviceDays };
  }),

  /** Seven days of accepted places: how many come each day and shift, who of the confirmed ones by name, and who goes with them (F-193). */
  week: allowed("request.answer-for-unit")
    .input(z.object({ from: day.nullish() }))
    .query(async ({ ctx, input }) => {
      const look = lookHere(ctx);
      const from = input.from ?? look.today;
      const to = addDays(from, 6);
      // A night that began the day before is still there in the morning; it is counted on its first day.
      const records = await listRequests(ctx.sql, look, await listComing(ctx.sql, look, { from, to }));
      const [names, named, next] = await Promise.all([
        listConfirmedNames(ctx.sql, records),
        listNamed(ctx.sql, records),
        findNextComing(ctx.sql, look, to),
      ]);
      const comers = seenBy(ctx, records).map(({ record, seen }): Comer => {
        const with_ = named.filter((one) => one.requestId === record.id);
        return {
          requestId: record.id,
          reference: record.reference,
          school: seen.school.shortName || seen.school.name,
          course: `${seen.course.number} ${seen.course.name}`,
          unit: seen.place.destination ?? seen.place.service ?? "",
          students: seen.size,
          confirmed: record.status === "confirmed",
          names: record.status === "confirmed" ? (names.get(record.id) ?? []) : [],
          people: [...(seen.instructor ? [seen.instructor.name] : []), ...with_.map((one) => one.name)],
          schedule: record.schedule,
        };
      });
      return { from, to, today: look.today, next, ...weekOf(comers, { from, to }) };
    }),

  /** A supervisor's own places, with her dates, hours and colleagues; students by name once confirmed (F-224). */
  mine: allowed("supervision.own").query(async ({ ctx }) => {
    const look = lookOf(ctx, "unit");
    const records = await listRequests(ctx.sql, look, await listOwn(ctx.sql, look));
    const [names, named] = await Promise.all([listConfirmedNames(ctx.sql, records), listNamed(ctx.sql, records)]);
    return {
      today: look.today,
      places: seenBy(ctx, records).map(({ record, seen }) => {
        const there = named.filter((one) => one.requestId === record.id);
        const own = there.filter((one) => one.personId === ctx.actor.personId);
        return {
          ...seen,
          names: record.status === "confirmed" ? (names.get(record.id) ?? []) : [],
          own: own.map((one) => ({ id: one.id, part: one.part, hours: one.hours, ...datesOf(one, record.schedule) })),
          colleagues: there
            .filter((one) => one.personId !== ctx.actor.personId)
            .map((one) => ({
              id: one.id,
              name: one.name,
              part: one.part,
              email: one.email,
              phone: one.phone,
              ...datesOf(one, record.schedule),
            })),
          next: own
            .flatMap((one) => {
              const schedule = lived(record.schedule, one);
              return schedule ? presencesOf(schedule) : [];
            })
            .filter((presence) => presence.day >= look.today)
            .toSorted((one, other) => one.day.localeCompare(other.day))
            .slice(0, 5)
            .map(({ day: on, times, kind }) => ({ day: on, times, kind })),
        };
      }),
    };
  }),
};
