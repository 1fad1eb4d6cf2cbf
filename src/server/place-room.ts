import { takenThrough } from "#domain/capacity.ts";
import { closingsOf, closuresAt } from "#domain/closure.ts";
import type { Day } from "#domain/dates.ts";
import { roomLeft, type FoundPlace } from "#domain/place-search.ts";
import { daysOf, type Schedule } from "#domain/schedule.ts";
import { listLinesOfUnits } from "#db/capacity.ts";
import { listClosures } from "#db/closure.ts";
import type { Query } from "#db/sql.ts";
import type { ActorContext } from "./request-move.ts";

/** A closure over days that are looked at: of how many (null: various), and whether of all. */
export interface ClosedThen {
  startsOn: Day;
  endsOn: Day;
  days: number | null;
  all: boolean;
}

/** Places with what their lines say they take at the dates that are looked at, where they have any (R321), and when they are closed. */
export async function withRoom<Place extends FoundPlace>(
  ctx: Pick<ActorContext, "actor"> & { sql: Query },
  places: Place[],
  of: { schedule: Schedule; discipline: string | null },
): Promise<(Place & { closed: ClosedThen[] })[]> {
  const units = places.flatMap(({ destinationId }) => destinationId ?? []);
  const { schedule } = of;
  const [found, closures] = await Promise.all([
    listLinesOfUnits(ctx.sql, ctx.actor, units),
    listClosures(ctx.sql, ctx.actor, { from: schedule.startsOn, to: schedule.endsOn }),
  ]);
  const lines = Map.groupBy(found, ({ destinationId }) => destinationId);
  const all = { ...schedule, blocks: [], weekdays: schedule.weekdays ?? [1, 2, 3, 4, 5, 6, 7] };
  const when = { days: daysOf(all), discipline: of.discipline };
  return places.map((place) => {
    const own = lines.get(place.destinationId ?? "");
    const closed = closingsOf(schedule, closuresAt(closures, place)).map(({ closure, days, all: whole }) => ({
      startsOn: closure.startsOn,
      endsOn: closure.endsOn,
      days,
      all: whole,
    }));
    return { ...place, ...(own ? takenThrough(place, own, when) : {}), closed };
  });
}

/** Whether as many more find room in a place that is open then; where nobody has said how many it takes, they may. */
export const hasRoom = (place: FoundPlace & { closed: ClosedThen[] }, size: number): boolean =>
  (roomLeft(place) ?? size) >= size && !place.closed.some(({ all }) => all);
