import { closingsOf, closuresAt, type Closing, type Closure } from "#domain/closure.ts";
import { dayIn, type Day } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import { seenAs, sidesOf, type RequestRecord, type SeenRequest } from "#domain/request-seen.ts";
import { roomLeft } from "#domain/place-search.ts";
import { sizeAt } from "#domain/request-split.ts";
import type { Side } from "#domain/request.ts";
import { listRequestsAt, type ClosingPlace } from "#db/closure-hit.ts";
import { listClosures } from "#db/closure.ts";
import { findPlaces } from "#db/place-search.ts";
import { listRequests } from "#db/request.ts";
import { listUnits } from "#db/routing.ts";
import type { Query } from "#db/sql.ts";
import { hasRoom, withRoom } from "./place-room.ts";
import { tooLarge } from "./redirect-size.ts";
import { lookOf, type ActorContext } from "./request-move.ts";

/** As many are looked at; a site that is closed for a term may touch more, and says so. */
const mostHit = 300;
/** For as many of them other units are looked for; the rest have theirs when their turn has come. */
const mostSuggested = 40;
/** As many other units are named for one. */
const mostUnits = 3;

type Days = { startsOn: Day; endsOn: Day };

/** A place that closes, as a closure of its own: what the requests' days are held against. */
const asClosure = (place: ClosingPlace, days: Days): Closure => ({ id: "", ...place, ...days, reason: "" });

/** Requests of one side with a day in a closure, each with how many. */
async function hitFrom(
  sql: Query,
  ctx: ActorContext,
  of: { side: Side; place: ClosingPlace; days: Days },
): Promise<{ record: RequestRecord; closing: Closing }[]> {
  const look = lookOf(ctx, of.side);
  const ids = await listRequestsAt(sql, look, { place: of.place, from: of.days.startsOn, to: of.days.endsOn, most: mostHit });
  const closure = asClosure(of.place, of.days);
  return (await listRequests(sql, look, ids)).flatMap((record) => {
    const [closing] = closingsOf(record.schedule, [closure]);
    return closing ? [{ record, closing }] : [];
  });
}

/** Another unit where a placement could go as it is: what it is called, and how many more find room on its fullest day (null: nobody said how many it takes). */
export interface OtherUnit {
  id: string;
  name: string;
  path: string;
  room: number | null;
}

/**
 * Other units of the organisation with room for a placement on all its days, its own service's first; `closing`: not those that a closure
 * still being thought about would close as well.
 */
export async function otherUnits(
  sql: Query,
  ctx: ActorContext,
  { record, closing }: { record: RequestRecord; closing?: Closure },
): Promise<OtherUnit[]> {
  if (record.receivingId === null) return [];
  const size = sizeAt(record);
  const [covered, { places }] = await Promise.all([
    listUnits(sql, ctx.actor),
    findPlaces(sql, ctx.actor, {
      text: "",
      discipline: null,
      room: size,
      agencyId: record.receivingId,
      schedule: record.schedule,
      after: null,
      most: 60,
    }),
  ]);
  const units = new Map(covered.map((unit) => [unit.id, unit]));
  return (await withRoom({ sql, actor: ctx.actor }, places, { schedule: record.schedule, discipline: null }))
    .flatMap((place) => {
      const unit = place.destinationId === null ? undefined : units.get(place.destinationId);
      if (!unit || unit.id === record.destinationId || tooLarge(record, unit)) return [];
      if (place.closed.length > 0 || !hasRoom(place, size)) return [];
      if (closing && closuresAt([closing], { ...unit, destinationId: unit.id }).length > 0) return [];
      const near = unit.serviceId === record.serviceId ? 0 : unit.siteId === record.siteId ? 1 : 2;
      const room = roomLeft(place);
      return [{ id: unit.id, name: unit.name, path: `${unit.site} / ${unit.service}`, room, near }];
    })
    .toSorted((one, other) => one.near - other.near || (other.room ?? 0) - (one.room ?? 0))
    .slice(0, mostUnits)
    .map(({ near: _near, ...unit }) => unit);
}

/** What a closure touches, as one side sees it: each request with its lost days and where it could go. */
export interface Hit {
  request: SeenRequest;
  /** Of its days those that fall in the closure; null: its days are various. */
  days: number | null;
  all: boolean;
  /** For who receives: units with room. */
  units: OtherUnit[];
}

export async function hitsOf(
  ctx: ActorContext,
  of: { place: ClosingPlace; days: Days },
): Promise<{ hits: Hit[]; students: number; schools: number; more: boolean }> {
  const hits: Hit[] = [];
  for (const side of sidesOf(ctx.actor)) {
    for (const { record, closing } of await hitFrom(ctx.sql, ctx, { side, ...of })) {
      const request = seenAs(record, ctx.actor, side);
      if (!request) continue;
      const asks = side === "receiving" && hits.length < mostSuggested && (request.may.relocate || request.may.redirect);
      const units = asks ? await otherUnits(ctx.sql, ctx, { record, closing: asClosure(of.place, of.days) }) : [];
      hits.push({ request, days: closing.days, all: closing.all, units });
    }
  }
  return {
    hits,
    students: hits.reduce((sum, { request }) => sum + request.size, 0),
    schools: new Set(hits.map(({ request }) => request.school.id)).size,
    more: hits.length >= mostHit,
  };
}

/** A closure that a request meets where it stands: the name of what closes, and how many of its days (null: they are various). */
export interface MetClosure {
  place: string;
  startsOn: Day;
  endsOn: Day;
  reason: string;
  days: number | null;
  all: boolean;
}

/** The closures a sent request meets and that are not over; none for what is a draft or over itself. */
export async function closingsMet(ctx: ActorContext, record: RequestRecord): Promise<MetClosure[]> {
  const { schedule, siteId, serviceId, destinationId, names } = record;
  if (["new", "new-part", "declined", "cancelled"].includes(record.status)) return [];
  const today = dayIn(ctx.now());
  const from = schedule.startsOn > today ? schedule.startsOn : today;
  if (schedule.endsOn < from) return [];
  const closures = await listClosures(ctx.sql, ctx.actor, { from, to: schedule.endsOn });
  return closingsOf(schedule, closuresAt(closures, { siteId, serviceId, destinationId })).map(({ closure, days, all }) => {
    const place = closure.destinationId !== null ? names.destination : closure.serviceId !== null ? names.service : names.site;
    return { place: place ?? "", startsOn: closure.startsOn, endsOn: closure.endsOn, reason: closure.reason, days, all };
  });
}

/**
 * Says of every request that a new closure touches that it does: its school reads it in the request, its list and its mail (R357).
 * Whoever keeps the place has all of it told, whatever part of the organisation she answers for.
 */
export async function toldOfClosing(
  sql: Query,
  ctx: ActorContext,
  of: { place: ClosingPlace; agencyId: Id; name: string; days: Days },
): Promise<NewEvent[]> {
  if (of.days.endsOn < dayIn(ctx.now())) return [];
  const side: Side = of.agencyId === ctx.actor.agencyId ? "receiving" : "placing";
  const everything = {
    ...ctx,
    actor: { ...ctx.actor, kind: side === "receiving" ? ("receiving-coordinator" as const) : ctx.actor.kind, everything: true },
  };
  const found = await hitFrom(sql, everything, { side, place: of.place, days: of.days });
  return found.map(({ record, closing }) => ({
    kind: "request.place-closed" as const,
    agencyIds: audienceOf(record, record.status),
    about: record.id,
    within: withinOf(record),
    facts: { place: of.name, from: of.days.startsOn, to: of.days.endsOn, days: closing.days },
  }));
}
