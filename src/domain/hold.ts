import { dayIn, type Day, type Time } from "./dates.ts";
import type { Request } from "./request.ts";

/**
 * Release moments (F-061; section 8, rule 5). A moment is an instant; the day and hour people agree on are those of the
 * territory's time zone, wherever the server stands and whatever season the clocks are in.
 */

const minutesOff = (instant: number, timeZone: string): number => {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(new Date(instant));
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const wall = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"));
  return Math.round((wall - Math.floor(instant / 60_000) * 60_000) / 60_000);
};

/**
 * The instant at which a territory's clocks show a day and an hour, as ISO text. Of an hour that comes twice, the first; for
 * one that is skipped in spring, as much later as the clocks jump.
 */
export function instantIn(day: Day, time: Time, timeZone: string): string {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const early = wall - minutesOff(wall - 86_400_000, timeZone) * 60_000;
  const late = wall - minutesOff(wall + 86_400_000, timeZone) * 60_000;
  const shows = (instant: number) => instant + minutesOff(instant, timeZone) * 60_000 === wall;
  const found = [early, late].toSorted((one, other) => one - other).find(shows) ?? early;
  return new Date(found).toISOString();
}

/** What a territory's clocks show at an instant. */
export const wallIn = (instant: string, timeZone: string): { day: Day; time: Time } => ({
  day: dayIn(new Date(instant), timeZone),
  time: new Intl.DateTimeFormat("en-GB", { timeZone, hourCycle: "h23", hour: "2-digit", minute: "2-digit" }).format(new Date(instant)),
});

/** True when sending now would come before a release moment that applies: individual, not waived, and the moment still to come. */
export const holdsNow = (of: { kind: Request["kind"]; holdWaived: boolean; releaseAt: string | null }, now: Date): boolean =>
  of.kind === "individual" && !of.holdWaived && of.releaseAt !== null && Date.parse(of.releaseAt) > now.getTime();

/** What is left until an instant, whole seconds rounded up so that 0 is never shown early; null once it has come. */
export function leftUntil(instant: string, now: Date): { days: number; hours: number; minutes: number; seconds: number } | null {
  const left = Math.ceil((Date.parse(instant) - now.getTime()) / 1_000);
  if (left <= 0) return null;
  return {
    days: Math.floor(left / 86_400),
    hours: Math.floor((left % 86_400) / 3_600),
    minutes: Math.floor((left % 3_600) / 60),
    seconds: left % 60,
  };
}
