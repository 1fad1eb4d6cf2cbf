import type { Actor } from "#domain/access.ts";
import { mostRows, type Board } from "#domain/board.ts";
import { addDays, dayIn, type Day } from "#domain/dates.ts";
import { mondayOf } from "#domain/day-plan.ts";
import { instantIn, wallIn } from "#domain/hold.ts";
import { isOpen, statuses, statusSeenBy, type SeenStatus } from "#domain/request.ts";
import type { FlowKind, OverRow } from "#domain/wall.ts";
import { listDeadlines } from "#db/deadline.ts";
import { lastSeq } from "#db/event.ts";
import { listProgress } from "#db/progress.ts";
import type { Query } from "#db/sql.ts";
import {
  countFlow,
  countStatuses,
  firstSeqAt,
  listAnswers,
  listOverGroups,
  listSheetsToCheck,
  listStartsEnds,
  type WallLook,
} from "#db/wall.ts";
import { countConflicts } from "./conflict-count.ts";
import { overUnits, schoolWeeks, unitWeeks } from "./wall-week.ts";
import type { Part, PartKind, PartValues } from "./wall-part.ts";

/** Conflicts are counted over so many sheets at most, those that begin next. */
const mostSheets = 60;
/** How many days back answers are looked for: over a long weekend. */
const answersFor = 4;
const deadlineDays = 60;
const mostDeadlines = 200;
/** A school day begins by seven, whatever happened. */
const firstHour = 7;

/** A moment of a board: whose it is, on which day and clock. */
export interface Moment {
  board: Board;
  timeZone: string;
  now: Date;
}

/** A role that reaches what the board counts, and learns no student's name. */
export function wallViewer({ agencyId, side, reach }: Board): Actor {
  const { everything, programmes, sites, services, destinations } = reach;
  return {
    accountId: agencyId,
    roleId: agencyId,
    personId: agencyId,
    agencyId,
    kind: side === "placing" ? "placing-coordinator" : "receiving-coordinator",
    name: "",
    agencyName: "",
    agencyKind: side,
    everything,
    programmes,
    places: { sites, services, destinations },
    withNames: false,
  };
}

const lookOf = ({ board, timeZone, now }: Moment, part: Pick<Part, "programmeId" | "siteId">): WallLook => ({
  viewer: wallViewer(board),
  side: board.side,
  programmeId: part.programmeId,
  siteId: part.siteId,
  today: dayIn(now, timeZone),
});

/** Days' first numbers, which never change once a day has begun and something happened in it; by the connection they were read from. */
const begun = new WeakMap<Query, Map<string, number>>();
const mostBegun = 500;

/** The number from which on the log is of a day of the wall's clock. */
async function seqAt(sql: Query, day: Day, timeZone: string): Promise<number> {
  const at = instantIn(day, "00:00", timeZone);
  const known = begun.get(sql) ?? new Map<string, number>();
  begun.set(sql, known);
  const before = known.get(at);
  if (before !== undefined) return before;
  const seq = await firstSeqAt(sql, new Date(at));
  if (known.size > mostBegun) known.clear();
  // Of a day in which nothing happened yet, the first number is still to come.
  if (seq <= (await lastSeq(sql))) known.set(at, seq);
  return seq;
}

async function readStatuses(sql: Query, look: WallLook): Promise<PartValues["statuses"]> {
  const counts = await countStatuses(sql, look);
  const rows = new Map<SeenStatus, { key: SeenStatus; requests: number; students: number }>();
  for (const status of statuses) {
    const key = statusSeenBy(status, look.side);
    const found = counts.find((one) => one.status === status);
    if (!found || key === "hidden") continue;
    const row = rows.get(key) ?? { key, requests: 0, students: 0 };
    row.requests += found.requests;
    row.students += found.students;
    rows.set(key, row);
  }
  const open = counts.filter(({ status }) => isOpen(status) && statusSeenBy(status, look.side) !== "hidden");
  return { rows: [...rows.values()], requests: open.reduce((sum, one) => sum + one.requests, 0) };
}

async function readFlow(sql: Query, look: WallLook, moment: Moment): Promise<PartValues["flow"]> {
  const { timeZone, now } = moment;
  const from = await seqAt(sql, look.today, timeZone);
  const counts = await countFlow(sql, look, { from, to: null, timeZone });
  const last = Number(wallIn(now.toISOString(), timeZone).time.slice(0, 2));
  const first = Math.min(firstHour, last, ...counts.map(({ hour }) => hour));
  const today: Record<FlowKind, number> = { sent: 0, accepted: 0, declined: 0, cancelled: 0 };
  const hours = Array.from({ length: last - first + 1 }, (_hour, index) => ({
    hour: first + index,
    sent: 0,
    accepted: 0,
    declined: 0,
    cancelled: 0,
  }));
  for (const { hour, what, count } of counts) {
    today[what] += count;
    const one = hours[hour - first];
    if (one) one[what] += count;
  }
  return { hours, today };
}

/** The same weekday's average until this hour, over those of the four weeks before of which the log knows. */
async function readUsual(sql: Query, look: WallLook, { timeZone, now }: Moment): Promise<PartValues["usual"]> {
  const { time } = wallIn(now.toISOString(), timeZone);
  const weeks = [1, 2, 3, 4].map(async (week) => {
    const day = addDays(look.today, -7 * week);
    const from = await seqAt(sql, day, timeZone);
    const to = await firstSeqAt(sql, new Date(instantIn(day, `${time.slice(0, 2)}:59`, timeZone)));
    // Before the first event of all, nobody worked here yet.
    if (from <= 1) return null;
    return (await countFlow(sql, look, { from, to, timeZone })).reduce((sum, { count }) => sum + count, 0);
  });
  const known = (await Promise.all(weeks)).filter((count) => count !== null);
  const count = known.length === 0 ? null : Math.round(known.reduce((sum, one) => sum + one, 0) / known.length);
  return { hour: `${look.today} ${time.slice(0, 2)}`, count };
}

async function readOver(sql: Query, look: WallLook, moment: Moment): Promise<PartValues["over"]> {
  if (look.side === "receiving") return overUnits(sql, look, moment);
  const found = await listOverGroups(sql, look, mostRows + 1);
  const rows = found.slice(0, mostRows).map(({ id: key, unit, site, students, places, since, reference, course, cohort }): OverRow => ({
    key,
    unit,
    site,
    students,
    places,
    since,
    from: null,
    to: null,
    staff: { reference, course, cohort },
  }));
  return { rows, more: found.length - rows.length };
}

/** What blocks and what warns undecided on the sheets that are not over; a hospital has no sheets. */
async function readConflicts(sql: Query, look: WallLook): Promise<PartValues["conflicts"]> {
  if (look.side === "receiving") return null;
  const ids = (await listSheetsToCheck(sql, look, mostSheets)).map(({ id }) => id);
  if (ids.length === 0) return { blocks: 0, warns: 0 };
  const counts = [...(await countConflicts(sql, look.viewer, ids)).values()];
  const sum = (which: "any" | "blocks"): number => counts.reduce((all, of) => all + of[which], 0);
  return { blocks: sum("blocks"), warns: sum("any") - sum("blocks") };
}

/** Cohorts with courses in terms that are on or begin within half a year; those furthest from confirmed first. */
async function readProgress(sql: Query, look: WallLook): Promise<PartValues["progress"]> {
  const term = { from: look.today, to: addDays(look.today, 183) };
  const all = await listProgress(sql, look.viewer, { term, programmeId: look.programmeId });
  const missing = ({ needed, confirmed }: { needed: number; confirmed: number }) => needed - confirmed;
  const rows = all
    .filter(({ needed, planned }) => needed > 0 || planned > 0)
    .toSorted((one, other) => missing(other) - missing(one) || one.cohort.localeCompare(other.cohort, "fr-CA"));
  return {
    rows: rows.slice(0, mostRows).map(({ cohortId, programme, cohort, terms, needed, planned, sent, accepted, assigned, confirmed }) => ({
      key: cohortId,
      label: programme,
      staff: { cohort, term: terms.join(", ") },
      needed,
      planned,
      sent,
      accepted,
      assigned,
      confirmed,
    })),
    more: Math.max(0, rows.length - mostRows),
  };
}

async function readToday(sql: Query, look: WallLook): Promise<PartValues["today"]> {
  const found = await listStartsEnds(sql, look);
  const rows = found.slice(0, mostRows).map(({ id, what, unit, site, students, startTime, reference, course, cohort, school }) => ({
    key: `${what} ${id}`,
    what,
    unit,
    site,
    students,
    startTime,
    staff: { reference, course, cohort, school },
  }));
  const starts = found.filter(({ what }) => what === "start").length;
  return { rows, more: found.length - rows.length, starts, ends: found.length - starts };
}

/** What is due, the same things of one day and step as one line, as a wall has room for. */
async function readDeadlines(sql: Query, look: WallLook): Promise<PartValues["deadlines"]> {
  const { today, viewer } = look;
  // Nobody is named in a deadline; what is about students at all is a count.
  const until = addDays(today, deadlineDays);
  const found = await listDeadlines(sql, { ...viewer, withNames: true }, { today, until, most: mostDeadlines });
  const lines = [...Map.groupBy(found, ({ kind, step, day }) => `${kind} ${step} ${day}`)].flatMap(([key, of]) => {
    const [first] = of;
    if (!first) return [];
    const alone = of.length === 1;
    const { kind: what, step, state, day, at, owner, about } = first;
    return [
      {
        key,
        what,
        step,
        state,
        day,
        at,
        count: of.reduce((sum, one) => sum + one.count, 0),
        place: alone ? about.place : null,
        turn: owner.kind,
        staff: alone ? { about: about.what, school: about.school, reference: about.reference, owner } : null,
      },
    ];
  });
  return {
    rows: lines.slice(0, mostRows),
    more: Math.max(0, lines.length - mostRows),
    late: found.filter(({ state }) => state === "late").reduce((sum, { count }) => sum + count, 0),
  };
}

/** Reads a part as of now. */
export async function readPart(sql: Query, part: Part, moment: Moment): Promise<PartValues[PartKind]> {
  const look = lookOf(moment, part);
  const from = mondayOf(look.today);
  switch (part.kind) {
    case "statuses":
      return readStatuses(sql, look);
    case "flow":
      return readFlow(sql, look, moment);
    case "usual":
      return readUsual(sql, look, moment);
    case "answers": {
      const since = await seqAt(sql, addDays(look.today, -answersFor), moment.timeZone);
      return listAnswers(sql, look, { from: since, most: mostRows });
    }
    case "over":
      return readOver(sql, look, moment);
    case "conflicts":
      return readConflicts(sql, look);
    case "progress":
      return readProgress(sql, look);
    case "occupancy":
      return look.side === "placing"
        ? schoolWeeks(sql, look, { from, weeks: part.weeks })
        : unitWeeks(sql, look, { from, weeks: part.weeks });
    case "today":
      return readToday(sql, look);
    case "deadlines":
      return readDeadlines(sql, look);
  }
}
