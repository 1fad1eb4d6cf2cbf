import type { Actor } from "./access.ts";
import { mayKeep, type KeptPlace } from "./catalogue.ts";
import { addDays, type Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { daysOf, type Schedule } from "./schedule.ts";

/** Days on which a place receives nobody: the whole of a site or service, or one unit. */
export interface Closure {
  id: Id;
  siteId: Id | null;
  serviceId: Id | null;
  destinationId: Id | null;
  startsOn: Day;
  endsOn: Day;
  reason: string;
}

/** Who keeps a place keeps its closures. */
export const mayClose = (actor: Actor, place: KeptPlace): boolean => mayKeep(actor, place);

/** Closures that hold for a place: its own, and those of what it lies under; an organisation has none. */
export const closuresAt = (
  closures: readonly Closure[],
  place: { siteId: Id | null; serviceId: Id | null; destinationId: Id | null },
): Closure[] =>
  closures.filter(
    ({ siteId, serviceId, destinationId }) =>
      (siteId !== null && siteId === place.siteId) ||
      (serviceId !== null && serviceId === place.serviceId) ||
      (destinationId !== null && destinationId === place.destinationId),
  );

/** What a closure does to a schedule: how many of its days fall in it, whether all do; null `days` when its weekdays are various. */
export interface Closing {
  closure: Closure;
  days: number | null;
  all: boolean;
}

/** The closures that touch a schedule, in order of their first day. */
export function closingsOf(of: Schedule, closures: readonly Closure[], known: () => Day[] = () => daysOf(of)): Closing[] {
  const near = closures.filter(({ startsOn, endsOn }) => startsOn <= of.endsOn && of.startsOn <= endsOn);
  if (near.length === 0) return [];
  const days = known();
  return near
    .map((closure): Closing => {
      if (days.length === 0) return { closure, days: null, all: closure.startsOn <= of.startsOn && of.endsOn <= closure.endsOn };
      const within = days.filter((one) => closure.startsOn <= one && one <= closure.endsOn).length;
      return { closure, days: within, all: within === days.length };
    })
    .filter(({ days: touched }) => touched !== 0)
    .toSorted((one, other) => (one.closure.startsOn < other.closure.startsOn ? -1 : 1));
}

/** Ways to stay out of a closure: begin after it, end before it, or go around it in blocks. Empty when nothing would be left. */
export interface AroundClosure {
  startsOn: Day | null;
  endsOn: Day | null;
  blocks: { from: Day; to: Day }[] | null;
}

export function aroundClosure(of: Schedule, { startsOn, endsOn }: Closure): AroundClosure {
  const [after, before] = [addDays(endsOn, 1), addDays(startsOn, -1)];
  const days = daysOf(of);
  const [first = of.startsOn, last = of.endsOn] = [days[0], days.at(-1)];
  const none = { startsOn: null, endsOn: null, blocks: null };
  if (startsOn <= first && last <= endsOn) return none;
  if (startsOn <= first) return { ...none, startsOn: after };
  if (last <= endsOn) return { ...none, endsOn: before };
  const whole = of.blocks.length > 0 ? of.blocks : [{ from: of.startsOn, to: of.endsOn }];
  const blocks = whole.flatMap((block) => {
    if (block.to < startsOn || endsOn < block.from) return [block];
    const parts = [
      { from: block.from, to: before },
      { from: after, to: block.to },
    ];
    return parts.filter(({ from, to }) => from <= to);
  });
  return { ...none, blocks: blocks.length <= 40 ? blocks : null };
}
