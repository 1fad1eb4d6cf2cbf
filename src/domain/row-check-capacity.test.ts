import { expect, test } from "vitest";
import type { CapacityLine } from "./capacity.ts";
import type { Intent } from "./overlap.ts";
import type { Catalogue } from "./place.ts";
import { createSheetCheck } from "./row-check.ts";
import { readRow } from "./worksheet.ts";

const place = { agencyId: "a", siteId: "s", serviceId: "v" };
const catalogue: Catalogue = {
  agencies: [{ id: "a", name: "CISSS", shortName: "", isUser: true }],
  sites: [{ id: "s", agencyId: "a", name: "Nord", shortName: "", isUser: true, retiredOn: null }],
  services: [{ id: "v", agencyId: "a", siteId: "s", name: "Médecine", isUser: true, retiredOn: null }],
  destinations: [
    { ...place, id: "est", name: "4e Est", shortName: "", isUser: true, capacity: 12, largestGroup: null, profileAt: "", retiredOn: null },
  ],
};
/** Mondays and Tuesdays. */
const course = {
  startsOn: "2027-01-11",
  endsOn: "2027-03-26",
  blocks: [],
  weekdays: [1, 2],
  startTime: "07:00",
  endTime: "15:00",
  shiftCode: null,
};
const others: Intent = {
  key: "theirs",
  destinationId: "est",
  kind: "individual",
  stage: "asked",
  size: 5,
  schedule: course,
  own: false,
  school: null,
  family: null,
  row: null,
};
const line = (of: Partial<CapacityLine>): CapacityLine => ({
  id: "l",
  destinationId: "est",
  writtenAt: "2026-11-01T12:00:00.000Z",
  discipline: null,
  band: null,
  shiftCode: null,
  startTime: null,
  endTime: null,
  weekdays: null,
  from: null,
  to: null,
  students: 12,
  largestGroup: null,
  note: "",
  ...of,
});

/** What a row of six at 4e Est is told, beside five others there. */
function told(lines: CapacityLine[]) {
  const check = createSheetCheck({ worksheetId: "f", kind: "group" });
  check.setFacts({
    kind: "group",
    catalogue,
    programme: { id: "p", name: "Soins", discipline: "" },
    hours: null,
    closures: [],
    agreements: [],
  });
  check.setTaken("est", [others], lines);
  const cells = { agency: "CISSS", site: "Nord", service: "Médecine", destination: "4e Est", size: "6" };
  const facts = { kind: "group" as const, catalogue, instructors: [], course: { ...course, defaultComment: "" }, language: "fr" as const };
  check.setRow("r", readRow(cells, facts));
  return check.findings("r").map(({ problem }) => problem);
}

test("[R321] a row is held against what the unit's lines say of its own days and hours", () => {
  expect(told([])).toEqual([]);
  expect(told([line({ band: "night", students: 2 })])).toEqual([]);
  expect(told([line({ weekdays: [5], students: 2 })])).toEqual([]);
  expect(told([line({ students: 20 })])).toEqual([]);
  expect(told([line({ weekdays: [2], students: 8 })])).toEqual([
    { kind: "over-capacity", capacity: 8, asked: 11, others: 5, on: "2027-01-12" },
  ]);
  // the day that lacks most is the one that is told
  const lines = [line({ students: 10 }), line({ id: "m", from: "2027-02-01", to: "2027-02-05", students: 4 })];
  expect(told(lines)).toEqual([{ kind: "over-capacity", capacity: 4, asked: 11, others: 5, on: "2027-02-01" }]);
});
