import { aroundClosure } from "./closure.ts";
import { addDays, type Day } from "./dates.ts";
import { freeShifts, freeUnits, freeWeekdays, type FreeShift } from "./overlap-free.ts";
import type { Intent } from "./overlap.ts";
import { textsOf, type Catalogue, type PlaceTexts } from "./place.ts";
import type { CheckProblem } from "./refusal.ts";
import { hoursBetween, presencesOf, type Schedule } from "./schedule.ts";
import { capacityOf, type CheckFacts } from "./row-check.ts";
import type { UnitLoad } from "./unit-load.ts";
import type { Cells } from "./worksheet.ts";

/** A way out of what a check found, in one click: what it does in words' reach, and the cells it writes. */
export type CheckFix =
  | { kind: "start"; day: Day }
  | { kind: "end"; day: Day; hours: number | null }
  | { kind: "around"; blocks: { from: Day; to: Day }[] }
  | { kind: "reduce"; size: number }
  | { kind: "unit"; name: string; free: number | null; place: PlaceTexts }
  | { kind: "days"; weekdays: number[] }
  | ({ kind: "shift" } & FreeShift);

/** A planned row, and what it is judged against, as ways out are looked for. */
export interface Planned {
  /** Its key among the intents at its unit. */
  key: string;
  kind: Intent["kind"];
  size: number;
  schedule: Schedule;
  course: { startsOn: Day; endsOn: Day };
  place: { serviceId: string | null; destinationId: string | null };
  facts: Pick<CheckFacts, "catalogue" | "hours">;
  load: UnitLoad;
}

/** The other open units of a unit's service, with who is there and the places left at the row's hours. */
function unitsBeside({ place, facts, load, schedule, key }: Planned) {
  const { catalogue } = facts;
  return catalogue.destinations
    .filter(({ id, serviceId, retiredOn }) => serviceId === place.serviceId && id !== place.destinationId && retiredOn === null)
    .map((unit) => {
      const capacity = capacityOf(catalogue, unit.id);
      const free = capacity === null ? null : capacity - (load.peak(unit.id, schedule)?.count ?? 0);
      return { unit, taken: load.taken(unit.id, key), free, largestGroup: unit.largestGroup };
    });
}

const nameOf = (catalogue: Catalogue, unit: Catalogue["destinations"][number]): PlaceTexts =>
  textsOf(catalogue, { agencyId: unit.agencyId, siteId: unit.siteId, serviceId: unit.serviceId, destinationId: unit.id });

const elsewhere = (of: Planned, most: number): CheckFix[] =>
  freeUnits(of, unitsBeside(of), most).map(({ unit, free }) => ({
    kind: "unit",
    name: unit.name,
    free,
    place: nameOf(of.facts.catalogue, unit),
  }));

/** The last day on which a schedule, let run until the end of its course, comes to the course's hours; null when it never does. */
function endByHours({ schedule, course, facts }: Planned): CheckFix[] {
  if (facts.hours === null) return [];
  let hours = 0;
  for (const { day, times } of presencesOf({ ...schedule, endsOn: course.endsOn })) {
    if (!times) return [];
    hours += hoursBetween(times);
    if (hours >= facts.hours) return day === schedule.endsOn ? [] : [{ kind: "end", day, hours }];
  }
  return [];
}

/** Is a moved end or start still a schedule, inside its course? */
const inCourse = ({ schedule, course }: Planned, { startsOn = schedule.startsOn, endsOn = schedule.endsOn }): boolean =>
  startsOn <= endsOn && course.startsOn <= startsOn && endsOn <= course.endsOn;

function aroundFixes(problem: Extract<CheckProblem, { kind: "place-closed" }>, of: Planned): CheckFix[] {
  const closure = { id: "", siteId: null, serviceId: null, destinationId: null, reason: "", startsOn: problem.from, endsOn: problem.to };
  const { startsOn, endsOn, blocks } = aroundClosure(of.schedule, closure);
  const fixes: CheckFix[] = [];
  if (startsOn !== null && inCourse(of, { startsOn })) fixes.push({ kind: "start", day: startsOn });
  if (endsOn !== null && inCourse(of, { endsOn })) fixes.push({ kind: "end", day: endsOn, hours: null });
  if (blocks !== null) fixes.push({ kind: "around", blocks });
  return problem.all ? [...fixes, ...elsewhere(of, 2)] : fixes;
}

/** What can be done about a finding without typing; the likeliest first. */
export function checkFixes(problem: CheckProblem, of: Planned): CheckFix[] {
  switch (problem.kind) {
    case "place-closed":
      return aroundFixes(problem, of);
    case "place-retires": {
      const endsOn = addDays(problem.on, -1);
      return [...(inCourse(of, { endsOn }) ? [{ kind: "end" as const, day: endsOn, hours: null }] : []), ...elsewhere(of, 2)];
    }
    case "agreement-lapses":
      return inCourse(of, { endsOn: problem.on }) ? [{ kind: "end", day: problem.on, hours: null }] : [];
    case "agreement-not-yet":
      return inCourse(of, { startsOn: problem.on }) ? [{ kind: "start", day: problem.on }] : [];
    case "over-capacity": {
      const left = problem.capacity - problem.others;
      const reduce: CheckFix[] = of.kind === "group" && left >= 1 && left < of.size ? [{ kind: "reduce", size: left }] : [];
      return [...reduce, ...elsewhere(of, 2)];
    }
    case "group-overlap": {
      const { destinationId } = of.place;
      const taken = destinationId === null ? [] : of.load.taken(destinationId, of.key);
      return [
        ...elsewhere(of, 2),
        ...freeWeekdays(of.schedule, taken).map((weekdays): CheckFix => ({ kind: "days", weekdays })),
        ...freeShifts(of.schedule, taken).map((hours): CheckFix => ({ kind: "shift", ...hours })),
      ];
    }
    case "hours-short":
    case "hours-over":
      return endByHours(of);
    default:
      return [];
  }
}

/** The cells a way out writes, in the writing every language reads alike (cell.ts). */
export function cellsOfFix(fix: CheckFix): Cells {
  switch (fix.kind) {
    case "start":
      return { startsOn: fix.day };
    case "end":
      return { endsOn: fix.day };
    case "around":
      return { blocks: fix.blocks.map(({ from, to }) => (from === to ? from : `${from} au ${to}`)).join("; ") };
    case "reduce":
      return { size: String(fix.size) };
    case "unit":
      return { ...fix.place };
    case "days":
      return { weekdays: fix.weekdays.join("") };
    case "shift":
      return { hours: fix.shiftCode ?? `${fix.startTime ?? ""}-${fix.endTime ?? ""}` };
  }
}
