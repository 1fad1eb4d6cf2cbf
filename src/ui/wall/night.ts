import type { Night } from "#domain/board.ts";
import { minutesOf, type Time } from "#domain/dates.ts";

/** Whether a wall sleeps at a time of its own clock; `from` may be later than `to`, over midnight (E8). */
export function nightAt(night: Night | null, now: Time): "dim" | "off" | null {
  if (!night || night.from === night.to) return null;
  const [from, to, at] = [minutesOf(night.from), minutesOf(night.to), minutesOf(now)];
  const inside = from < to ? at >= from && at < to : at >= from || at < to;
  return inside ? night.how : null;
}

/** The hour at which every wall is made anew once a day, spread over it (E5). */
export const reloadHour = 3;

const clocks = new Map<string, Intl.DateTimeFormat>();
/** `HH:MM` of an instant in a zone. */
export function timeIn(ms: number, timeZone: string): Time {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
    clocks.set(timeZone, clock);
  }
  return clock.format(ms);
}
