import { addDays, daysBetween, type Day } from "./dates.ts";
import type { Id } from "./id.ts";
import { fold, placeLevels, readPlace, textsOf, type Catalogue, type ChosenPlace, type PlaceLevel } from "./place.ts";
import type { Problem } from "./refusal.ts";
import { isDraft, statuses, type SeenStatus, type Status } from "./request.ts";
import type { Schedule } from "./schedule.ts";
import { readRow, type Cells, type Column, type ReadRow, type SheetFacts } from "./worksheet.ts";

/** What became of the rows of an earlier sheet, as one chooses which to take (F-096, F-097); a draft was never asked for. */
export const copyFamilies = ["accepted", "confirmed", "waiting", "new", "declined", "cancelled", "draft"] as const;
export type CopyFamily = (typeof copyFamilies)[number];

/** Taken unless one chooses otherwise: places that were had. */
export const usualFamilies: readonly CopyFamily[] = ["accepted", "confirmed"];

/** A unit's own answer is not the school's to know: it waits (section 8, rule 3). */
export function familyOf(status: Status | null): CopyFamily {
  if (status === null) return "draft";
  if (status === "accepted" || status === "confirmed" || status === "declined" || status === "cancelled") return status;
  return isDraft(status) ? "new" : "waiting";
}

/** The statuses of the families chosen; drafts have none. */
export const statusesOf = (families: readonly CopyFamily[]): Status[] => statuses.filter((status) => families.includes(familyOf(status)));

/** A row of an earlier sheet: what was asked for, or the cells of one that never was. */
export interface SourceRow {
  key: string;
  /** As its school is shown it; null for a draft. */
  status: SeenStatus | null;
  reference: number | null;
  cells: Cells;
  asked: {
    place: ChosenPlace;
    size: number;
    instructorId: Id | null;
    instructorName: string;
    schedule: Schedule;
    comment: string;
    /** Places and periods it was split over, besides its own. */
    parts: number;
  } | null;
}

/** The cohort-course an earlier sheet planned: what its rows' dates are counted from. */
export type SourceCourse = SheetFacts["course"];

/** Where the dates and the comment of a copied row come from (F-099, F-100): this course, or the row. */
export interface CopyChoices {
  schedule: "course" | "row";
  comment: "course" | "row";
}

/** What is not as it was, or not as it should be, in a copied row. */
export type CopyNote =
  | { kind: "successor"; was: string; now: string }
  | { kind: "place-retired"; level: PlaceLevel; was: string; on: Day | null }
  | { kind: "instructor-gone"; name: string }
  | { kind: "split"; parts: number }
  | { kind: "problem"; column: Column; problem: Problem };

/** A row as it would be added. */
export interface CopyLine {
  key: string;
  status: SeenStatus | null;
  reference: number | null;
  cells: Cells;
  read: ReadRow;
  notes: CopyNote[];
  /** The same place at the same dates is on this sheet already. */
  here: boolean;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Whole weeks from one course's first day to another's, the nearest number of them. */
export const weeksBetween = (from: Day, to: Day): number => Math.round(daysBetween(from, to) / 7);

/**
 * A schedule of one course moved to another's dates: by whole weeks, so that each day keeps its weekday, as many as bring the first day of
 * the one nearest to that of the other. What was the course's own first or last day, or its blocks, is the new course's; a day that leaves
 * the course by less than a week comes back into it by one.
 */
export function moveSchedule(schedule: Schedule, from: Schedule, to: Schedule): Schedule {
  const weeks = weeksBetween(from.startsOn, to.startsOn);
  const move = (day: Day): Day => {
    const moved = addDays(day, weeks * 7);
    const inward = addDays(moved, moved < to.startsOn ? 7 : -7);
    const outside = moved < to.startsOn || moved > to.endsOn;
    return outside && inward >= to.startsOn && inward <= to.endsOn ? inward : moved;
  };
  return {
    startsOn: schedule.startsOn === from.startsOn ? to.startsOn : move(schedule.startsOn),
    endsOn: schedule.endsOn === from.endsOn ? to.endsOn : move(schedule.endsOn),
    blocks: same(schedule.blocks, from.blocks)
      ? to.blocks
      : schedule.blocks.map((block) => ({ from: move(block.from), to: move(block.to) })),
    weekdays: schedule.weekdays,
    startTime: schedule.startTime,
    endTime: schedule.endTime,
    shiftCode: schedule.shiftCode,
  };
}

/** The cells that say a schedule on the sheet of a course; what is the course's own stays empty and follows it. */
export function scheduleCells(schedule: Schedule, course: Schedule): Cells {
  const cells: Cells = {};
  if (schedule.startsOn !== course.startsOn) cells.startsOn = schedule.startsOn;
  if (schedule.endsOn !== course.endsOn) cells.endsOn = schedule.endsOn;
  if (!same(schedule.weekdays, course.weekdays)) cells.weekdays = schedule.weekdays === null ? "variés" : schedule.weekdays.join("");
  const { startTime, endTime, shiftCode } = schedule;
  if (!same([startTime, endTime, shiftCode], [course.startTime, course.endTime, course.shiftCode]))
    cells.hours = shiftCode ?? (startTime === null || endTime === null ? "variées" : `${startTime}-${endTime}`);
  if (!same(schedule.blocks, course.blocks)) {
    // an empty cell takes the course's blocks: all the days are said as one block
    const blocks = schedule.blocks.length > 0 ? schedule.blocks : [{ from: schedule.startsOn, to: schedule.endsOn }];
    cells.blocks = blocks.map(({ from, to }) => (from === to ? from : `${from} au ${to}`)).join("; ");
  }
  return cells;
}

interface Resolved {
  place: ChosenPlace;
  notes: CopyNote[];
}

/** A place as it can be asked for today: a retired unit's successor, or the part of the path that is still open. */
function placeToday(catalogue: Catalogue, place: ChosenPlace): Resolved {
  const unit = catalogue.destinations.find(({ id }) => id === place.destinationId);
  const seen = new Set<Id>();
  let heir = unit;
  while (heir?.retiredOn && heir.successorId && !seen.has(heir.id)) {
    seen.add(heir.id);
    const next = heir.successorId;
    heir = catalogue.destinations.find(({ id }) => id === next);
  }
  if (unit?.retiredOn && heir && !heir.retiredOn) {
    const { agencyId, siteId, serviceId, id: destinationId } = heir;
    return { place: { agencyId, siteId, serviceId, destinationId }, notes: [{ kind: "successor", was: unit.name, now: heir.name }] };
  }
  const site = catalogue.sites.find(({ id }) => id === place.siteId);
  const service = catalogue.services.find(({ id }) => id === place.serviceId);
  const blanks: [PlaceLevel, typeof site | typeof service | typeof unit, Partial<ChosenPlace>][] = [
    ["site", site, { siteId: null, serviceId: null, destinationId: null }],
    ["service", service, { serviceId: null, destinationId: null }],
    ["destination", unit, { destinationId: null }],
  ];
  for (const [level, found, blank] of blanks)
    if (found?.retiredOn)
      return { place: { ...place, ...blank }, notes: [{ kind: "place-retired", level, was: found.name, on: found.retiredOn }] };
  return { place, notes: [] };
}

/** The place that a row's texts name, a retired one as well; null where they name none, and stay as typed. */
function placeTyped(catalogue: Catalogue, cells: Cells): ChosenPlace | null {
  const texts = { agency: cells.agency ?? "", site: cells.site ?? "", service: cells.service ?? "", destination: cells.destination ?? "" };
  const { place, problems } = readPlace(catalogue, texts);
  const level = placeLevels.find((one) => problems[one]);
  if (level === undefined) return place;
  if (problems[level]?.kind !== "retired-place") return null;
  const wanted = fold(texts[level]);
  const lists = { agency: [], site: catalogue.sites, service: catalogue.services, destination: catalogue.destinations };
  const found = lists[level].find(
    (one) =>
      one.retiredOn !== null &&
      fold(one.name) === wanted &&
      (place.agencyId === null || one.agencyId === place.agencyId) &&
      (place.siteId === null || !("siteId" in one) || one.siteId === place.siteId) &&
      (place.serviceId === null || !("serviceId" in one) || one.serviceId === place.serviceId),
  );
  if (!found) return null;
  return {
    ...place,
    agencyId: found.agencyId,
    siteId: "siteId" in found ? found.siteId : found.id,
    serviceId: "serviceId" in found ? found.serviceId : level === "service" ? found.id : place.serviceId,
    destinationId: level === "destination" ? found.id : null,
  };
}

/** What tells rows apart that ask for the same place at the same dates: the place, or the texts that name none, and the schedule. */
export function rowKey(cells: Cells, read: ReadRow): string {
  const unread = placeLevels.some((level) => read.problems[level]);
  const place = unread ? placeLevels.map((level) => fold(cells[level] ?? "")) : read.place;
  return JSON.stringify([place, read.schedule]);
}

interface Copying {
  source: SourceCourse;
  facts: SheetFacts;
  choices: CopyChoices;
}

function copyRow(row: SourceRow, of: Copying & { open(place: ChosenPlace): Resolved }): { cells: Cells; notes: CopyNote[] } {
  const { facts, source, choices } = of;
  // a draft is read as its own sheet read it
  const drafted = row.asked ? null : readRow(row.cells, { ...facts, course: source });
  const asked = row.asked?.place ?? placeTyped(facts.catalogue, row.cells);
  const { place, notes: changes } = asked ? of.open(asked) : { place: null, notes: [] };
  const notes = [...changes];
  const cells: Cells = {};
  const texts = place ? textsOf(facts.catalogue, place) : row.cells;
  for (const level of placeLevels) if (texts[level]) cells[level] = texts[level];
  if (row.asked) {
    if (facts.kind === "group") cells.size = String(row.asked.size);
    const { instructorId, instructorName } = row.asked;
    const instructor = facts.instructors.find(({ id }) => id === instructorId);
    if (instructor) cells.instructor = instructor.name;
    else if (instructorId !== null) notes.push({ kind: "instructor-gone", name: instructorName });
    if (row.asked.parts > 0) notes.push({ kind: "split", parts: row.asked.parts });
  } else {
    if (row.cells.size) cells.size = row.cells.size;
    if (row.cells.instructor && drafted?.problems.instructor) notes.push({ kind: "instructor-gone", name: row.cells.instructor });
    else if (row.cells.instructor) cells.instructor = row.cells.instructor;
  }
  const schedule = row.asked?.schedule ?? drafted?.schedule ?? source;
  if (choices.schedule === "row") Object.assign(cells, scheduleCells(moveSchedule(schedule, source, facts.course), facts.course));
  const comment = row.asked?.comment ?? drafted?.comment ?? "";
  if (choices.comment === "row" && comment.trim() !== "" && comment !== facts.course.defaultComment) cells.comment = comment;
  return { cells, notes };
}

/**
 * The rows of an earlier sheet as they would be on this one, each with what changed (F-096 to F-100). A row is `here` when this sheet
 * asks for the same place at the same dates already, once for each time it does; `here` holds the keys (`rowKey`) of its rows.
 */
export function planCopy(rows: readonly SourceRow[], of: Copying & { here: readonly string[] }): CopyLine[] {
  const left = new Map<string, number>();
  for (const key of of.here) left.set(key, (left.get(key) ?? 0) + 1);
  // few places, many rows
  const opened = new Map<string, Resolved>();
  const open = (place: ChosenPlace): Resolved => {
    const key = JSON.stringify(place);
    const known = opened.get(key) ?? placeToday(of.facts.catalogue, place);
    opened.set(key, known);
    return known;
  };
  return rows.map((row): CopyLine => {
    const { cells, notes } = copyRow(row, { ...of, open });
    const read = readRow(cells, of.facts);
    for (const [column, problem] of Object.entries(read.problems) as [Column, Problem][]) notes.push({ kind: "problem", column, problem });
    const key = rowKey(cells, read);
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return { key: row.key, status: row.status, reference: row.reference, cells, read, notes, here: count > 0 };
  });
}
