import { parseDay, parseTime } from "./dates.ts";
import type { Id } from "./id.ts";
import { alike, fold, readPlace, type Catalogue, type ChosenPlace } from "./place.ts";
import type { Problem } from "./refusal.ts";
import { timesOfShift, type Schedule } from "./schedule.ts";
import { parseWeekdays, type Language } from "./weekdays.ts";

/** The columns people type in, in their order on the sheet. Status and places are read from the request and are never cells. */
export const columns = [
  "agency",
  "site",
  "service",
  "destination",
  "size",
  "instructor",
  "startsOn",
  "endsOn",
  "weekdays",
  "hours",
  "blocks",
  "comment",
] as const;
export type Column = (typeof columns)[number];
export type Cells = Partial<Record<Column, string>>;

export const isColumn = (text: string): text is Column => (columns as readonly string[]).includes(text);

/** A cell holds at most this many characters (realtime.md 3, limits: 2 kB). */
export const longestCell = 2_000;

/** What a row is read against: the catalogue, the school's instructors, and the cohort-course the sheet plans. */
export interface SheetFacts {
  kind: "group" | "individual";
  catalogue: Catalogue;
  instructors: { id: Id; name: string }[];
  course: Schedule & { defaultComment: string };
  language: Language;
}

/** A row as understood: empty schedule cells take the cohort-course's values; `problems` say what is wrong, by column. */
export interface ReadRow {
  place: ChosenPlace;
  size: number;
  instructorId: Id | null;
  schedule: Schedule;
  comment: string;
  problems: Partial<Record<Column, Problem>>;
}

/** The most block dates a schedule holds (schedule.ts). */
const mostBlocks = 40;

/** Block dates as typed: `2027-01-18 au 2027-01-22; 2027-02-15` (`du … au`, `to`, `–` also read). Null when one part is not dates. */
export function parseBlocks(text: string): { from: string; to: string }[] | null {
  const blocks: { from: string; to: string }[] = [];
  for (const part of text.split(/[;,\n]+/)) {
    if (part.trim() === "") continue;
    const ends = part.replace(/^[\s\u00A0]*(?:du|from)[\s\u00A0]+/i, "").split(/[\s\u00A0]+(?:au|à|a|to|[-–])[\s\u00A0]+|–|…|\.\./i);
    const from = parseDay(ends[0] ?? "");
    const to = parseDay(ends[1] ?? ends[0] ?? "");
    if (from === null || to === null || to < from || ends.length > 2) return null;
    blocks.push({ from, to });
  }
  if (blocks.length > mostBlocks) return null;
  return blocks;
}

type Hours = Pick<Schedule, "startTime" | "endTime" | "shiftCode">;
const anyHours = /^(vari[ée]e?s?|various|var\.?)$/i;

/** Hours as typed: `7 h – 15 h`, `07:00-15:30`, a shift code `J8`, or « variées ». */
export function parseHours(text: string): Hours | Problem {
  const tidy = text.trim();
  if (anyHours.test(tidy)) return { startTime: null, endTime: null, shiftCode: null };
  if (timesOfShift(tidy)) return { startTime: null, endTime: null, shiftCode: tidy.toUpperCase() };
  // no \b around « à »: it is not a word character to it, and « 7 h à 15 h » would stay whole
  const ends = tidy.replace(/^(?:de|from)\s+/i, "").split(/\s*[-–—]\s*|\s*à\s*|\s+(?:a|to)\s+/i);
  if (ends.length === 1) return parseTime(tidy) === null ? { kind: "not-a-time", text } : { kind: "one-time-only" };
  const [startTime, endTime] = [parseTime(ends[0] ?? ""), parseTime(ends[1] ?? "")];
  if (startTime === null || endTime === null || ends.length > 2) return { kind: "not-a-time", text };
  return { startTime, endTime, shiftCode: null };
}

const isProblem = (value: object): value is Problem => "kind" in value;

function readSchedule(cells: Cells, facts: SheetFacts, problems: ReadRow["problems"]): Schedule {
  const { course } = facts;
  const read = (column: "startsOn" | "endsOn") => {
    const text = (cells[column] ?? "").trim();
    if (text === "") return course[column];
    const found = parseDay(text);
    if (found === null) problems[column] = { kind: "not-a-day", text };
    return found ?? course[column];
  };
  const result: Schedule = { ...course, startsOn: read("startsOn"), endsOn: read("endsOn") };
  const weekdays = (cells.weekdays ?? "").trim();
  if (weekdays !== "") {
    const found = parseWeekdays(weekdays, facts.language);
    if (found === undefined) problems.weekdays = { kind: "not-weekdays", text: weekdays };
    else result.weekdays = found;
  }
  const hours = (cells.hours ?? "").trim();
  if (hours !== "") {
    const found = parseHours(hours);
    if (isProblem(found)) problems.hours = found;
    else Object.assign(result, found);
  }
  const blocks = (cells.blocks ?? "").trim();
  if (blocks !== "") {
    const found = parseBlocks(blocks);
    if (found === null) problems.blocks = { kind: "not-blocks", text: blocks };
    else result.blocks = found;
  }
  const outside: Problem = { kind: "outside-course", startsOn: course.startsOn, endsOn: course.endsOn };
  if (result.startsOn < course.startsOn || result.startsOn > course.endsOn) problems.startsOn ??= outside;
  if (result.endsOn > course.endsOn || result.endsOn < course.startsOn) problems.endsOn ??= outside;
  // said at the end that was typed: an inherited end is not what is wrong
  if (result.endsOn < result.startsOn && !problems.startsOn) problems.endsOn ??= { kind: "end-before-start" };
  return {
    startsOn: result.startsOn,
    endsOn: result.endsOn,
    blocks: result.blocks,
    weekdays: result.weekdays,
    startTime: result.startTime,
    endTime: result.endTime,
    shiftCode: result.shiftCode,
  };
}

/**
 * A whole number as people and spreadsheets write it: `12`, `1 200` with any space, `8,0` or `8.00` as a number format leaves it.
 * Null when it is not one: `7,5` is half a student.
 */
export function parseWhole(text: string): number | null {
  const tidy = text.replaceAll(/[\s\u00A0\u202F]/g, "");
  return /^\d{1,9}(?:[.,]0*)?$/.test(tidy) ? Number.parseInt(tidy, 10) : null;
}

/** The largest group that can be read: more is a slip of the hand. */
const mostSize = 999;

function readSize(cells: Cells, facts: SheetFacts, problems: ReadRow["problems"]): number {
  const text = (cells.size ?? "").replaceAll(/[\s\u00A0\u202F]/g, "");
  if (text === "") {
    if (facts.kind === "group") problems.size = { kind: "missing" };
    return 1;
  }
  const whole = parseWhole(text);
  const size = whole !== null && whole <= mostSize ? whole : Number.NaN;
  if (Number.isNaN(size)) problems.size = { kind: "not-a-number", text };
  else if (size < 1) problems.size = { kind: "not-positive" };
  else if (facts.kind === "individual" && size > 1) problems.size = { kind: "size-one-only" };
  return Number.isNaN(size) ? 1 : Math.max(1, size);
}

/** Folded once a list, and once a text: ten thousand rows name the same forty people. */
const byName = new WeakMap<SheetFacts["instructors"], Map<string, SheetFacts["instructors"]>>();

/** The instructors a text names, accents and case apart: one, none, or several who bear one name. */
export function instructorsNamed(instructors: SheetFacts["instructors"], text: string): SheetFacts["instructors"] {
  let known = byName.get(instructors);
  if (!known) byName.set(instructors, (known = Map.groupBy(instructors, ({ name }) => fold(name))));
  return known.get(fold(text)) ?? [];
}

function readInstructor(cells: Cells, facts: SheetFacts, problems: ReadRow["problems"]): Id | null {
  const text = (cells.instructor ?? "").trim();
  if (text === "") return null;
  const found = instructorsNamed(facts.instructors, text);
  const [only] = found;
  if (only && found.length === 1) return only.id;
  problems.instructor = { kind: "unknown-instructor", text, like: alike(facts.instructors, text) };
  return null;
}

const largest = new WeakMap<Catalogue["destinations"], Map<Id, number | null>>();
function largestGroupOf({ destinations }: Catalogue, destinationId: Id | null): number | null {
  if (destinationId === null) return null;
  let known = largest.get(destinations);
  if (!known) largest.set(destinations, (known = new Map(destinations.map(({ id, largestGroup }) => [id, largestGroup]))));
  return known.get(destinationId) ?? null;
}

/**
 * What a row's cells mean and what is wrong with them. A bad value stays as typed and blocks sending that row, not typing.
 * Service and destination may be blank here (F-107); sending asks for agency, site and service (section 8, rule 1).
 */
export function readRow(cells: Cells, facts: SheetFacts): ReadRow {
  const problems: ReadRow["problems"] = {};
  const read = readPlace(facts.catalogue, {
    agency: cells.agency ?? "",
    site: cells.site ?? "",
    service: cells.service ?? "",
    destination: cells.destination ?? "",
  });
  Object.assign(problems, read.problems);
  const size = readSize(cells, facts, problems);
  const most = largestGroupOf(facts.catalogue, read.place.destinationId);
  if (facts.kind === "group" && most !== null && size > most) problems.size ??= { kind: "group-too-large", most, text: String(size) };
  const comment = cells.comment ?? "";
  if (comment.length > longestCell) problems.comment = { kind: "too-long", most: longestCell };
  const instructorId = readInstructor(cells, facts, problems);
  const schedule = readSchedule(cells, facts, problems);
  return {
    place: read.place,
    size,
    instructorId,
    schedule,
    comment: comment.trim() === "" ? facts.course.defaultComment : comment,
    problems,
  };
}

/** A row in which nothing was typed: it is not a place and is not counted. */
export const isBlank = (cells: Cells): boolean => columns.every((column) => (cells[column] ?? "").trim() === "");
