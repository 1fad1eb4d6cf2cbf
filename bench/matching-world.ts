import type { MatchDemand, MatchInstance, MatchPlace } from "#domain/matching.ts";
import { demandKey } from "#domain/matching.ts";
import { drawFrom } from "#domain/matching-greedy.ts";

/** How large an invented matching is. */
export interface WorldSize {
  students: number;
  places: number;
  periods: number;
  /** Ranked wishes of each student in each period. */
  wishes: number;
  seed: string;
  /** Students who are locked where a pass in order put them, at first. */
  locked?: number;
}

/**
 * A season as schools have it: students spread about a region with taste of their own over places that are not equally liked, seats for
 * a few more than there are students, a service of the past, one place in twenty closed to a student by a rule, periods one after the
 * other with some places that begin before the period before ends, and one supervisor for four places.
 */
export function inventMatching({ students, places, periods, wishes, seed }: WorldSize): MatchInstance {
  const draw = drawFrom(seed);
  const roll = (many: number) => Math.floor(draw() * many);
  const point = () => ({ latitude: 45.4 + draw() * 0.5, longitude: -74 + draw() * 0.9 });
  const sites = Array.from({ length: Math.max(3, Math.round(places / 10)) }, (_site, at) => ({ id: `site${at}`, point: point() }));
  const units = Array.from({ length: places }, (_unit, at) => {
    const site = sites[roll(sites.length)] ?? sites[0];
    return { at, site, service: `${site?.id}-service${roll(3)}`, liked: 0.8 + 0.4 * draw() };
  });
  const seatsEach = (students * 1.08) / places;
  const matchPlaces: MatchPlace[] = [];
  const demands: MatchDemand[] = [];
  const forbidden: MatchInstance["forbidden"] = [];
  const clashes: MatchInstance["clashes"] = [];
  const homes = Array.from({ length: students }, point);
  const tastes = Array.from({ length: students }, () => units.map(({ liked }) => liked * draw()));
  const past = Array.from({ length: students }, () => units[roll(units.length)]);
  for (let period = 0; period < periods; period += 1) {
    const worksheetId = `sheet${period}`;
    let owed = 0;
    for (const { at, site, service } of units) {
      owed += seatsEach;
      const seats = Math.max(0, Math.round(owed - 0.5 + draw()));
      owed -= seats;
      matchPlaces.push({
        requestId: `${worksheetId}-place${at}`,
        worksheetId,
        seats,
        receivingId: `agency${at % 5}`,
        siteId: site?.id ?? null,
        serviceId: service,
        destinationId: `unit${at}`,
        disciplines: [],
        point: site?.point ?? null,
        supervisors: [`supervisor${Math.floor(at / 4)}`],
      });
      // One in ten begins while some place of the period before still runs.
      if (period > 0 && at % 10 === 0) clashes.push({ one: `sheet${period - 1}-place${roll(places)}`, other: `${worksheetId}-place${at}` });
    }
    for (let student = 0; student < students; student += 1) {
      const taste = tastes[student] ?? [];
      const liked = units
        .map(({ at }) => ({ at, worth: (0.5 + (taste[at] ?? 0)) * draw() }))
        .toSorted((one, other) => other.worth - one.worth);
      const was = past[student];
      const key = demandKey(worksheetId, `student${student}`);
      demands.push({
        key,
        studentId: `student${student}`,
        worksheetId,
        wishes: liked.slice(0, wishes).map(({ at }) => ({ requestIds: [`${worksheetId}-place${at}`] })),
        past: was ? [{ siteId: was.site?.id ?? null, serviceId: was.service, disciplines: [] }] : [],
        home: homes[student] ?? null,
        locked: null,
        current: null,
        groupKey: null,
      });
      for (let at = roll(20); at < places; at += 10 + roll(20))
        forbidden.push({ key, requestId: `${worksheetId}-place${at}`, why: "prerequisite" });
    }
  }
  return { demands, places: matchPlaces, forbidden, clashes, withheld: { keys: [], requestIds: [] } };
}
