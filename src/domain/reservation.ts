import { z } from "zod";
import type { Actor } from "./access.ts";
import { day, time, type Time } from "./dates.ts";
import { id, type Id } from "./id.ts";
import { firstOverlap, timesOf, type Schedule } from "./schedule.ts";

/** How long a place is kept for who arranges it: a telephone call, not a way of owning it. */
export const minutesReserved = 15;
/** From the first minute on, however often it is prolonged. */
export const mostMinutesReserved = 45;
/** Places one person keeps at once: enough to compare, too few to shut a hospital. */
export const mostReserved = 5;

/** A unit at some dates and hours. Weekdays or hours that are not said are all of them. */
export const reservedPlace = z.object({
  destinationId: id,
  startsOn: day,
  endsOn: day,
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7).nullable(),
  startTime: time.nullable(),
  endTime: time.nullable(),
});
export type ReservedPlace = z.infer<typeof reservedPlace>;

/** A place kept for some minutes for who is arranging it. Instants are ISO. */
export interface Reservation extends ReservedPlace {
  id: Id;
  /** Whose it is. */
  agencyId: Id;
  agencyName: string;
  personId: Id;
  personName: string;
  /** Whose the unit is, and where it lies. */
  receivingId: Id;
  siteId: Id;
  serviceId: Id;
  place: string;
  madeAt: string;
  until: string;
}

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const wholeDay = "00:00";

/** What is not said of a place's hours is taken to be all of them. */
const scheduleOf = (of: ReservedPlace): Schedule => ({
  startsOn: of.startsOn,
  endsOn: of.endsOn,
  blocks: [],
  weekdays: of.weekdays ?? everyDay,
  startTime: of.startTime ?? wholeDay,
  endTime: of.endTime ?? wholeDay,
  shiftCode: null,
});

/** True when two places are one unit at a common hour (R350). */
export const meets = (one: ReservedPlace, other: ReservedPlace): boolean =>
  one.destinationId === other.destinationId && firstOverlap(scheduleOf(one), scheduleOf(other)) !== null;

/** The place a schedule asks for at a unit. */
export function placeOf(
  destinationId: Id,
  of: Pick<Schedule, "startsOn" | "endsOn" | "weekdays" | "startTime" | "endTime" | "shiftCode">,
): ReservedPlace {
  const times: { startTime: Time; endTime: Time } | null = timesOf({ ...of, blocks: [] });
  const weekdays = of.weekdays?.length ? of.weekdays : null;
  return {
    destinationId,
    startsOn: of.startsOn,
    endsOn: of.endsOn,
    weekdays,
    startTime: times?.startTime ?? null,
    endTime: times?.endTime ?? null,
  };
}

const lastMinute = ({ madeAt }: Pick<Reservation, "madeAt">): number => Date.parse(madeAt) + mostMinutesReserved * 60_000;

/** Until when it may be prolonged to, from `now`; null when its time is used up. */
export function prolongedUntil(of: Pick<Reservation, "madeAt" | "until">, now: Date): Date | null {
  const next = Math.min(now.getTime() + minutesReserved * 60_000, lastMinute(of));
  return next > Date.parse(of.until) ? new Date(next) : null;
}

/** Who keeps it, as far as a viewer may know: a name inside the organisation and for the unit's own, « a school » for other schools (R351). */
export interface SeenReservation extends Pick<ReservedPlace, "startsOn" | "endsOn" | "weekdays" | "startTime" | "endTime"> {
  id: Id;
  mine: boolean;
  by: string | null;
  agency: string | null;
  /** The unit's own organisation keeps it. */
  fromUnit: boolean;
  until: string;
  may: { prolong: boolean; release: boolean };
}

/** Who covers a unit for its organisation may give it back to everybody. */
export const coversUnit = (viewer: Actor, of: Pick<Reservation, "receivingId" | "siteId" | "serviceId" | "destinationId">): boolean => {
  const { sites, services, destinations } = viewer.places;
  return (
    viewer.agencyId === of.receivingId &&
    (viewer.everything || sites.includes(of.siteId) || services.includes(of.serviceId) || destinations.includes(of.destinationId))
  );
};

export function reservationSeenBy(of: Reservation, viewer: Actor): SeenReservation {
  const mine = of.personId === viewer.personId && of.agencyId === viewer.agencyId;
  const knows = of.agencyId === viewer.agencyId || of.receivingId === viewer.agencyId;
  const fromUnit = of.agencyId === of.receivingId;
  const keeps = viewer.kind === "receiving-coordinator" || viewer.kind === "destination-coordinator";
  return {
    id: of.id,
    startsOn: of.startsOn,
    endsOn: of.endsOn,
    weekdays: of.weekdays,
    startTime: of.startTime,
    endTime: of.endTime,
    mine,
    by: knows ? of.personName : null,
    agency: knows || fromUnit ? of.agencyName : null,
    fromUnit,
    until: of.until,
    may: { prolong: mine && Date.parse(of.until) < lastMinute(of), release: mine || (keeps && coversUnit(viewer, of)) },
  };
}
