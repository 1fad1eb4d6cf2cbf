import { bandOf, largestGroupOn } from "#domain/capacity.ts";
import type { Refusal } from "#domain/refusal.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { sizeAt } from "#domain/request-split.ts";
import { daysOf, timesOf } from "#domain/schedule.ts";
import type { Unit } from "#db/routing.ts";

/** The largest group a unit takes on the days and at the hours of a request: by its lines where it has any, else as the catalogue says (R321). */
function mostOf(record: RequestRecord, unit: Pick<Unit, "largestGroup" | "lines">): number | null {
  if (unit.lines.length === 0) return unit.largestGroup;
  const times = timesOf(record.schedule);
  const when = { days: daysOf(record.schedule), band: times && bandOf(times), discipline: null };
  return largestGroupOn({ capacity: null, largestGroup: unit.largestGroup }, unit.lines, when);
}

/** A unit is not given a group larger than it takes (R33). */
export function tooLarge(record: RequestRecord, unit: Pick<Unit, "largestGroup" | "lines">): Refusal | null {
  const most = mostOf(record, unit);
  return most !== null && sizeAt(record) > most
    ? { code: "invalid", field: "size", problem: { kind: "group-too-large", most, text: String(sizeAt(record)) } }
    : null;
}
