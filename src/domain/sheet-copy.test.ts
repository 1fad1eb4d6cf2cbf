import { expect, test } from "vitest";
import { weekdayOf } from "./dates.ts";
import type { Catalogue } from "./place.ts";
import { statuses } from "./request.ts";
import type { Schedule } from "./schedule.ts";
import {
  copyFamilies,
  familyOf,
  moveSchedule,
  planCopy,
  rowKey,
  scheduleCells,
  statusesOf,
  usualFamilies,
  type SourceRow,
} from "./sheet-copy.ts";
import { readRow, type SheetFacts } from "./worksheet.ts";

const unit = (id: string, more: Partial<Catalogue["destinations"][number]> = {}): Catalogue["destinations"][number] => ({
  id,
  agencyId: "ciss",
  siteId: "nord",
  serviceId: "med",
  name: `Unité ${id}`,
  shortName: "",
  isUser: true,
  capacity: null,
  largestGroup: null,
  profileAt: "",
  retiredOn: null,
  ...more,
});
const catalogue: Catalogue = {
  agencies: [{ id: "ciss", name: "CISSS des Rapides", shortName: "CISSS", isUser: true }],
  sites: [{ id: "nord", agencyId: "ciss", name: "Hôpital du Nord", shortName: "", isUser: true, retiredOn: null }],
  services: [
    { id: "med", agencyId: "ciss", siteId: "nord", name: "Médecine", isUser: true, retiredOn: null },
    { id: "pneumo", agencyId: "ciss", siteId: "nord", name: "Pneumologie", isUser: true, retiredOn: "2026-06-01" },
  ],
  destinations: [
    unit("a"),
    unit("b", { retiredOn: "2026-08-01", successorId: "c" }),
    unit("c", { retiredOn: "2026-09-01", successorId: "a" }),
    unit("d", { retiredOn: "2026-08-01" }),
    unit("e", { serviceId: "pneumo", retiredOn: "2026-06-01" }),
    unit("f", { retiredOn: "2026-08-01", successorId: "f2" }),
    unit("f2", { retiredOn: "2026-08-01", successorId: "f" }),
  ],
};
const then: Schedule = {
  startsOn: "2026-01-12",
  endsOn: "2026-03-27",
  blocks: [],
  weekdays: [1, 2],
  startTime: "07:00",
  endTime: "15:00",
  shiftCode: null,
};
const now: Schedule = { ...then, startsOn: "2027-01-11", endsOn: "2027-03-19", weekdays: [3, 4] };
const facts: SheetFacts = {
  kind: "group",
  catalogue,
  instructors: [{ id: "lea", name: "Léa Roy" }],
  course: { ...now, defaultComment: "Uniforme blanc" },
  language: "fr",
};
const source = { ...then, defaultComment: "Uniforme bleu" };
const asked = (destinationId: string | null, more: Partial<NonNullable<SourceRow["asked"]>> = {}): SourceRow => ({
  key: `k-${destinationId}`,
  status: "accepted",
  reference: 7,
  cells: {},
  asked: {
    place: { agencyId: "ciss", siteId: "nord", serviceId: destinationId === "e" ? "pneumo" : "med", destinationId },
    size: 6,
    instructorId: null,
    instructorName: "",
    schedule: then,
    comment: "Uniforme bleu",
    parts: 0,
    ...more,
  },
});
const plan = (rows: SourceRow[], more: Partial<Parameters<typeof planCopy>[1]> = {}) =>
  planCopy(rows, { source, facts, choices: { schedule: "course", comment: "course" }, here: [], ...more });
const first = (row: SourceRow, more: Partial<Parameters<typeof planCopy>[1]> = {}) => plan([row], more)[0];

test("[R15] accepted alone leaves out what was refused, called off or never answered; all of them leave nothing out", () => {
  expect(statusesOf(usualFamilies).toSorted()).toEqual(["accepted", "confirmed"]);
  expect(statusesOf(copyFamilies).toSorted()).toEqual([...statuses].toSorted());
  expect(statusesOf(copyFamilies)).toContain("cancelled");
  expect(familyOf("declined-by-unit")).toBe("waiting");
});

test("[R182] dates move by whole weeks to the other course, and what was its first or last day is the new one's", () => {
  const moved = moveSchedule(
    { ...then, startsOn: "2026-01-20", endsOn: "2026-03-27", blocks: [{ from: "2026-02-02", to: "2026-02-06" }] },
    then,
    now,
  );
  expect(moved).toMatchObject({ startsOn: "2027-01-19", endsOn: "2027-03-19", blocks: [{ from: "2027-02-01", to: "2027-02-05" }] });
  expect(weekdayOf(moved.startsOn)).toBe(weekdayOf("2026-01-20"));
  expect(moved.weekdays).toEqual([1, 2]);
});

test("[R182] a day that would leave the course by less than a week comes back into it on its weekday; further out it stays, and is said", () => {
  const spring = { ...now, startsOn: "2027-05-06", endsOn: "2027-06-25" };
  // three days after the beginning of a course that begins on another weekday
  const moved = moveSchedule({ ...then, startsOn: "2026-01-13", endsOn: "2026-03-24" }, then, spring);
  expect(weekdayOf(moved.startsOn)).toBe(weekdayOf("2026-01-13"));
  expect(moved.startsOn >= spring.startsOn).toBe(true);
  const line = first(asked("a", { schedule: { ...then, endsOn: "2026-06-05" } }), { choices: { schedule: "row", comment: "course" } });
  expect(line?.notes).toMatchObject([{ kind: "problem", column: "endsOn", problem: { kind: "outside-course" } }]);
});

test("[R182] what is the course's own is left to it, and what is written reads back as the schedule it was", () => {
  expect(scheduleCells(now, now)).toEqual({});
  const other: Schedule = {
    startsOn: "2027-01-18",
    endsOn: "2027-02-26",
    blocks: [
      { from: "2027-01-18", to: "2027-01-22" },
      { from: "2027-02-15", to: "2027-02-15" },
    ],
    weekdays: null,
    startTime: null,
    endTime: null,
    shiftCode: "N8",
  };
  expect(readRow(scheduleCells(other, now), facts).schedule).toEqual(other);
  const various: Schedule = { ...now, startTime: null, endTime: null };
  expect(readRow(scheduleCells(various, now), facts).schedule).toEqual(various);
  const whole: Schedule = { ...now, blocks: [] };
  const blocked = { ...facts, course: { ...facts.course, blocks: [{ from: "2027-01-11", to: "2027-01-15" }] } };
  expect(readRow(scheduleCells(whole, blocked.course), blocked).schedule.blocks).toEqual([{ from: now.startsOn, to: now.endsOn }]);
});

test("[R180] schedule and comment come from this course, or from the row", () => {
  const row = asked("a", {
    schedule: { ...then, startsOn: "2026-01-19" },
    comment: "Casier 12",
    instructorId: "lea",
    instructorName: "Léa Roy",
  });
  expect(first(row)?.cells).toEqual({
    agency: "CISSS des Rapides",
    site: "Hôpital du Nord",
    service: "Médecine",
    destination: "Unité a",
    size: "6",
    instructor: "Léa Roy",
  });
  expect(first(row, { choices: { schedule: "row", comment: "row" } })?.cells).toMatchObject({
    startsOn: "2027-01-18",
    weekdays: "12",
    comment: "Casier 12",
  });
  expect(first(asked("a", { parts: 2 }))?.notes).toEqual([{ kind: "split", parts: 2 }]);
  const gone = first(asked("a", { instructorId: "max", instructorName: "Max Côté" }));
  expect(gone?.cells.instructor).toBeUndefined();
  expect(gone?.notes).toEqual([{ kind: "instructor-gone", name: "Max Côté" }]);
});

test("[R183] a retired unit gives its place to its successor, or is left to choose, and both are said", () => {
  expect(first(asked("b"))).toMatchObject({
    cells: { destination: "Unité a" },
    notes: [{ kind: "successor", was: "Unité b", now: "Unité a" }],
  });
  const blank = first(asked("d"));
  expect(blank?.cells).toMatchObject({ service: "Médecine" });
  expect(blank?.cells.destination).toBeUndefined();
  expect(blank?.notes).toEqual([{ kind: "place-retired", level: "destination", was: "Unité d", on: "2026-08-01" }]);
  const service = first(asked("e"));
  expect(service?.cells.service).toBeUndefined();
  expect(service?.notes).toEqual([{ kind: "place-retired", level: "service", was: "Pneumologie", on: "2026-06-01" }]);
  // two that name each other lead nowhere
  expect(first(asked("f"))?.cells.destination).toBeUndefined();
});

test("[R183] a row that was never asked for is read by its names, retired ones as well; what names nothing stays as typed", () => {
  const draft = (cells: SourceRow["cells"]): SourceRow => ({ key: "d", status: null, reference: null, cells, asked: null });
  const named = {
    agency: "CISSS des Rapides",
    site: "Hôpital du Nord",
    service: "Médecine",
    destination: "Unité b",
    size: "4",
    startsOn: "2026-01-19",
  };
  expect(first(draft(named), { choices: { schedule: "row", comment: "course" } })).toMatchObject({
    cells: { destination: "Unité a", size: "4", startsOn: "2027-01-18" },
    notes: [{ kind: "successor" }],
  });
  expect(first(draft({ agency: "Ailleurs", size: "4" }))).toMatchObject({
    cells: { agency: "Ailleurs" },
    notes: [{ kind: "problem", column: "agency", problem: { kind: "unknown-place" } }],
  });
});

test("[R184] a row already here is told as often as it is here, by place and dates, whatever its size", () => {
  const cells = { agency: "CISSS", site: "Hôpital du Nord", service: "Médecine", destination: "Unité a", size: "3" };
  const here = [rowKey(cells, readRow(cells, facts))];
  const rows = [asked("a"), { ...asked("a"), key: "again" }, asked(null)];
  expect(plan(rows, { here }).map((line) => line.here)).toEqual([true, false, false]);
  expect(plan(rows, { here, choices: { schedule: "row", comment: "course" } }).map((line) => line.here)).toEqual([false, false, false]);
});
