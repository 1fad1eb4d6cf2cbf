import { randomUUID } from "node:crypto";
import { z } from "zod";
import { day } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse, Refused } from "#domain/refusal.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import { seenAs, sidesOf, type RequestRecord } from "#domain/request-seen.ts";
import { atOnce, judgeMerge, judgeSplit, mostParts, sizeAt } from "#domain/request-split.ts";
import { isAccepted, isOpen } from "#domain/request.ts";
import { writeRow } from "#domain/written-row.ts";
import { listCatalogue } from "#db/catalogue-list.ts";
import { copyDays } from "#db/request-day.ts";
import { changePrimary, findCourseDates, findFamily, insertPart, listChain, mergeSeats, saveSplit } from "#db/request-split.ts";
import { listLinkedStudents } from "#db/request-move.ts";
import { listRequests } from "#db/request.ts";
import { lockSheet } from "#db/sheet.ts";
import type { Tx } from "#db/sql.ts";
import { act } from "./act.ts";
import { rewriteHours } from "./request-hours.ts";
import { doneAs, lockAsked, lookOf, type ActorContext, type Asked, type Done } from "./request-move.ts";
import { allowed, router } from "./trpc.ts";

const nullableId = id.nullable();
const version = z.number().int().nonnegative();
const asked = z.object({ id, version });
const size = z.number().int().min(0).max(999);
const place = z.object({ receivingId: nullableId, siteId: nullableId, serviceId: nullableId, destinationId: nullableId });

/** A split whole, locked and as this school has it: the request asked for, its primary and its open parts. */
async function lockFamily(
  tx: Tx,
  ctx: ActorContext,
  of: Asked,
): Promise<{ record: RequestRecord; primary: RequestRecord; parts: RequestRecord[] }> {
  const found = (await findFamily(tx, { viewer: ctx.actor, side: "placing", id: of.id })) ?? refuse({ code: "not-found" });
  const others = found.ids.filter((one) => one !== of.id).map((one) => ({ id: one, version: 0 }));
  const locked = await lockAsked(tx, ctx, { side: "placing", asked: [of, ...others] });
  const own = locked.find((one) => one.asked.id === of.id);
  const record = own?.record ?? refuse({ code: "not-found" });
  if (own?.refusal) throw new Refused(own.refusal);
  const records = locked.flatMap((one) => (one.record ? [one.record] : []));
  const primary = records.find((one) => one.id === (record.splitOf ?? record.id)) ?? refuse({ code: "not-found" });
  return { record, primary, parts: records.filter((one) => one.splitOf === primary.id && isOpen(one.status)) };
}

async function followHours(tx: Tx, of: Pick<RequestRecord, "agencyId" | "id">): Promise<void> {
  const refusal = await rewriteHours(tx, { agencyId: of.agencyId, primaryId: of.id });
  if (refusal) throw new Refused(refusal);
}

const changedOf = (of: RequestRecord, changes: Record<string, { before: unknown; after: unknown }>, within: Id[]): NewEvent => ({
  kind: "request.changed",
  agencyIds: audienceOf(of, of.status),
  about: of.id,
  within: [...withinOf(of), ...within],
  facts: { changes },
});

/** Takes a part out of its split, to stand on a row of its own; what it shared of the group it takes along. */
async function detach(
  tx: Tx,
  part: RequestRecord,
  of: { primary: RequestRecord; sharing: boolean; rowId: string | null },
): Promise<NewEvent[]> {
  const { primary, sharing, rowId } = of;
  // Its names were those of the group: until the school assigns somebody, nobody is confirmed here.
  const status = part.status === "confirmed" ? "accepted" : part.status;
  await saveSplit(tx, part, { splitOf: null, status, ...(rowId === null ? {} : { rowId, ownRow: true }) });
  const events: NewEvent[] = [
    {
      kind: "request.unsplit",
      agencyIds: audienceOf(part, part.status),
      about: part.id,
      within: [...withinOf(part), primary.id],
      facts: { of: primary.reference },
    },
  ];
  if (sharing) events.push(changedOf(primary, { size: { before: primary.size, after: primary.size - part.size } }, [part.id]));
  return events;
}

export const requestSplitRouter = router({
  /** The split and the chain of a request: what of it this side may see, and how many members it may not (F-120, F-122). */
  family: allowed("request.see")
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => {
      for (const side of sidesOf(ctx.actor)) {
        const found = await findFamily(ctx.sql, { viewer: ctx.actor, side, id: input.id });
        if (!found) continue;
        const chainIds =
          found.linkId === null ? [] : (await listChain(ctx.sql, { agencyId: found.agencyId, linkId: found.linkId })).map((one) => one.id);
        const seen = async (ids: Id[]) =>
          (await listRequests(ctx.sql, lookOf(ctx, side), ids))
            .map((record) => seenAs(record, ctx.actor, side))
            .filter((one) => one !== null);
        const [members, chain] = [await seen(found.ids), await seen(chainIds.filter((one) => one !== input.id))];
        return { side, primaryId: found.ids[0] ?? input.id, members, elsewhere: found.ids.length - members.length, chain };
      }
      return refuse({ code: "not-found" });
    }),

  /** The dates that bracket a request's parts. */
  bounds: allowed("request.send")
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => {
      const [record] = await listRequests(ctx.sql, lookOf(ctx, "placing"), [input.id]);
      return record ? findCourseDates(ctx.sql, record) : refuse({ code: "not-found" });
    }),

  /** Adds places or periods to a request, or shares its group anew between those there are (F-120, T34). */
  split: allowed("request.send")
    .input(
      asked.extend({
        here: z.object({ startsOn: day, endsOn: day, size }),
        sizes: z.array(z.object({ id, size })).max(mostParts).default([]),
        parts: z.array(z.object({ place, startsOn: day, endsOn: day, size })).max(mostParts),
        reason: z.string().max(500).default(""),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { moved, added } = await act(ctx, async (tx) => {
        const { record, parts } = await lockFamily(tx, ctx, input);
        const [course, catalogue] = [await findCourseDates(tx, record), await listCatalogue(tx, ctx.actor)];
        const decision = judgeSplit(record, input, { parts, course, catalogue });
        if (!decision.ok) throw new Refused(decision.refusal);
        const by = { personId: ctx.actor.personId, at: ctx.now() };
        const reason = input.reason.trim();
        const { agencyId } = record;
        await saveSplit(tx, record, { schedule: decision.here.schedule, sizeHere: decision.here.sizeHere });
        const made: { id: Id; reference: number; receivingId: Id | null }[] = [];
        for (const part of decision.parts) {
          const one = await insertPart(tx, record, {
            part: { ...part, status: decision.status, reason: decision.status === "new-part" ? reason : "" },
            by,
          });
          if (record.schedule.days) await copyDays(tx, { agencyId, from: record.id, to: one.id, by });
          made.push({ ...one, receivingId: part.place.receivingId });
        }
        const events: NewEvent[] = [
          {
            kind: "request.split",
            agencyIds: audienceOf(record, record.status),
            about: record.id,
            within: withinOf(record),
            facts: { parts: made.map(({ reference }) => reference), reason },
          },
        ];
        for (const one of made)
          events.push({
            kind: "request.part-added",
            agencyIds: audienceOf({ agencyId, receivingId: one.receivingId, status: decision.status }, decision.status),
            about: one.id,
            within: [...withinOf(record), record.id],
            facts: { reference: one.reference, of: record.reference, reason },
          });
        const sizeWas = sizeAt(record);
        const sizeIs = decision.here.sizeHere ?? record.size;
        const moved =
          record.schedule.startsOn !== decision.here.schedule.startsOn || record.schedule.endsOn !== decision.here.schedule.endsOn;
        if (sizeWas !== sizeIs || moved)
          events.push(
            changedOf(
              record,
              {
                ...(sizeWas === sizeIs ? {} : { sizeHere: { before: sizeWas, after: sizeIs } }),
                ...(moved ? { dates: { before: written(record.schedule), after: written(decision.here.schedule) } } : {}),
              },
              [],
            ),
          );
        for (const part of parts) {
          const after = decision.sizes.get(part.id) ?? part.size;
          if (after === part.size) continue;
          await saveSplit(tx, part, { size: after });
          events.push(changedOf(part, { size: { before: part.size, after } }, [record.id]));
        }
        await followHours(tx, record);
        return { value: { moved: record, added: made.map((one) => one.id) }, events };
      });
      const [done] = await doneAs(ctx, "placing", [moved]);
      const records = await listRequests(ctx.sql, lookOf(ctx, "placing"), added);
      return { done: done ?? refuse({ code: "not-found" }), parts: await doneAs(ctx, "placing", records) };
    }),

  /** Parts of one split become requests of their own again, each with a row of the worksheet (F-121). */
  unsplit: allowed("request.send")
    .input(z.object({ requests: z.array(asked).min(1).max(mostParts) }))
    .mutation(async ({ ctx, input }): Promise<{ done: Done[] }> => {
      const [first] = input.requests;
      if (!first) return refuse({ code: "not-found" });
      const [record] = await listRequests(ctx.sql, lookOf(ctx, "placing"), [first.id]);
      if (!record) return refuse({ code: "not-found" });
      const moved = await ctx.sheets.exclusive(record.worksheetId, () =>
        act(ctx, async (tx) => {
          await lockSheet(tx, record.worksheetId);
          const events: NewEvent[] = [];
          const out: RequestRecord[] = [];
          const catalogue = await listCatalogue(tx, ctx.actor);
          for (const one of input.requests) {
            const { record: part, primary, parts } = await lockFamily(tx, ctx, one);
            if (part.splitOf === null || part.worksheetId !== record.worksheetId || !isOpen(part.status))
              throw new Refused({ code: "cannot-join", why: isOpen(part.status) ? "alone" : "over", references: [part.reference] });
            const sharing = atOnce(part.schedule, primary.schedule) && part.size < primary.size;
            const seated = (await listLinkedStudents(tx, primary)).filter(({ state }) => state === "confirmed").length;
            if (sharing && primary.size - part.size < seated) throw new Refused({ code: "size-below-confirmed", confirmed: seated });
            const rowId = part.ownRow ? null : randomUUID();
            if (rowId !== null) {
              const { receivingId: agencyId, siteId, serviceId, destinationId, schedule, comment } = part;
              const cells = writeRow(
                catalogue,
                {
                  place: { agencyId, siteId, serviceId, destinationId },
                  schedule,
                  size: part.kind === "group" ? part.size : null,
                  comment,
                },
                ctx.language,
              );
              const instructor = part.names.instructor ? { instructor: part.names.instructor } : {};
              await ctx.sheets.lay(part.worksheetId, [{ rowId, cells: { ...cells, ...instructor } }], {
                tx,
                agencyId: part.agencyId,
                personId: ctx.actor.personId,
              });
            }
            events.push(...(await detach(tx, part, { primary, sharing, rowId })));
            if (sharing) {
              // Alone at its time again, the primary's own place takes all that is left of its group.
              const left = primary.size - part.size;
              const still = parts.some((other) => other.id !== part.id && atOnce(other.schedule, primary.schedule));
              await saveSplit(tx, primary, still ? { size: left } : { size: left, sizeHere: null });
            }
            await followHours(tx, primary);
            out.push(part);
          }
          return { value: out, events };
        }),
      );
      return { done: await doneAs(ctx, "placing", moved) };
    }),

  /** Another part leads: it carries the group, its students and its row (F-121). */
  lead: allowed("request.send")
    .input(asked)
    .mutation(async ({ ctx, input }) => {
      const former = await act(ctx, async (tx) => {
        const { record: part, primary } = await lockFamily(tx, ctx, input);
        if (part.splitOf === null || !isOpen(part.status))
          throw new Refused({ code: "cannot-join", why: isOpen(part.status) ? "alone" : "over", references: [part.reference] });
        const seats = await listLinkedStudents(tx, primary);
        if (seats.length > 0 && !isAccepted(part.status)) throw new Refused({ code: "not-accepted-yet" });
        const { agencyId } = part;
        if (part.status !== "confirmed" && seats.some(({ state }) => state === "confirmed"))
          throw new Refused({ code: "not-accepted-yet" });
        await changePrimary(tx, { from: primary, to: part, seats: "move" });
        await followHours(tx, { agencyId, id: part.id });
        const facts = { before: primary.reference, after: part.reference };
        const events = [part, primary].map((one): NewEvent => ({
          kind: "request.primary-changed",
          agencyIds: audienceOf(one, one.status),
          about: one.id,
          within: [...withinOf(one), part.id, primary.id],
          facts,
        }));
        return { value: primary, events };
      });
      const [done] = await doneAs(ctx, "placing", [former]);
      return { done: done ?? refuse({ code: "not-found" }) };
    }),

  /** Two requests of one course, kind and status become one over two places or periods (F-123); the first leads. */
  merge: allowed("request.send")
    .input(z.object({ primary: asked, other: asked }))
    .mutation(async ({ ctx, input }) => {
      const moved = await act(ctx, async (tx) => {
        const locked = await lockAsked(tx, ctx, { side: "placing", asked: [input.primary, input.other] });
        const [primary, other] = [input.primary, input.other].map(({ id: one }) => {
          const found = locked.find((each) => each.asked.id === one);
          if (found?.refusal) throw new Refused(found.refusal);
          return found?.record ?? refuse({ code: "not-found" });
        });
        if (!primary || !other) return refuse({ code: "not-found" });
        const judged = judgeMerge(primary, other);
        if (!judged.ok) throw new Refused(judged.refusal);
        const { agencyId } = primary;
        const everyone = new Set(
          [...(await listLinkedStudents(tx, primary)), ...(await listLinkedStudents(tx, other))].map(({ studentId }) => studentId),
        );
        if (everyone.size > judged.size) throw new Refused({ code: "group-over-allocated", size: judged.size, assigned: everyone.size });
        await saveSplit(tx, primary, { size: judged.size, sizeHere: judged.sizeHere });
        await mergeSeats(tx, { agencyId, from: other.id, to: primary.id });
        await saveSplit(tx, other, {
          splitOf: primary.id,
          size: sizeAt(other),
          sizeHere: null,
          linkId: null,
          instructorId: primary.instructorId,
        });
        await followHours(tx, primary);
        const fact = { kind: "request.merged", facts: { into: primary.reference } } as const;
        const events: NewEvent[] = [
          { ...fact, agencyIds: audienceOf(other, other.status), about: other.id, within: [...withinOf(other), primary.id] },
          {
            kind: "request.split",
            agencyIds: audienceOf(primary, primary.status),
            about: primary.id,
            within: [...withinOf(primary), other.id],
            facts: { parts: [other.reference], reason: "" },
          },
        ];
        return { value: [primary, other], events };
      });
      return { done: await doneAs(ctx, "placing", moved) };
    }),
});

const written = ({ startsOn, endsOn }: { startsOn: string; endsOn: string }): string => `${startsOn} – ${endsOn}`;
