import { expect, test } from "vitest";
import { readPlace, type Catalogue } from "./place.ts";
import { createSheetCheck, type CheckFacts } from "./row-check.ts";
import { checkFixes } from "./row-fix.ts";
import { readRow, type SheetFacts } from "./worksheet.ts";

const unit = (id: string, name: string, more: Partial<Catalogue["destinations"][number]> = {}) => ({
  id,
  agencyId: "cisss",
  siteId: "nord",
  serviceId: "medecine",
  name,
  shortName: "",
  isUser: true,
  capacity: 12,
  largestGroup: null,
  profileAt: "",
  retiredOn: null,
  ...more,
});
const catalogueWith = (...destinations: Catalogue["destinations"]): Catalogue => ({
  agencies: [{ id: "cisss", name: "CISSS", shortName: "", isUser: true }],
  sites: [{ id: "nord", agencyId: "cisss", name: "Nord", shortName: "", isUser: true, retiredOn: null }],
  services: [
    { id: "medecine", agencyId: "cisss", siteId: "nord", name: "Médecine", isUser: true, retiredOn: null },
    { id: "chirurgie", agencyId: "cisss", siteId: "nord", name: "Chirurgie", isUser: true, retiredOn: null },
  ],
  destinations,
});
const course = {
  startsOn: "2027-01-11",
  endsOn: "2027-03-26",
  blocks: [],
  weekdays: [1, 2],
  startTime: "07:00",
  endTime: "15:00",
  shiftCode: null,
};

function judged(retiresOn: string) {
  const catalogue = catalogueWith(unit("est", "4e Est", { retiresOn, successorId: "ouest" }), unit("ouest", "4e Ouest"));
  const sheet: SheetFacts = { kind: "group", catalogue, instructors: [], course: { ...course, defaultComment: "" }, language: "fr" };
  const facts: CheckFacts = {
    kind: "group",
    catalogue,
    programme: { id: "si", name: "Soins", discipline: "" },
    hours: null,
    closures: [],
    agreements: [],
  };
  const row = readRow({ agency: "CISSS", site: "Nord", service: "Médecine", destination: "4e Est", size: "6" }, sheet);
  const check = createSheetCheck({ worksheetId: "w", kind: "group" });
  check.setFacts(facts);
  check.setRow("a", row);
  const [finding] = check.findings("a");
  const fixes = () =>
    finding &&
    checkFixes(finding.problem, {
      key: "row a",
      kind: "group",
      size: 6,
      schedule: course,
      course,
      place: row.place,
      facts,
      load: check.load,
    });
  return { finding, fixes };
}

test("[R313] a row that begins at a place retired by then is an error, one that reaches the day a warning, with what takes its place", () => {
  expect(judged("2027-04-01").finding).toBeUndefined();
  const reached = judged("2027-03-01");
  expect(reached.finding).toEqual({
    column: "destination",
    severity: "warning",
    problem: { kind: "place-retires", name: "4e Est", on: "2027-03-01", successor: "4e Ouest" },
  });
  expect(reached.fixes()).toEqual([
    { kind: "end", day: "2027-02-28", hours: null },
    expect.objectContaining({ kind: "unit", name: "4e Ouest" }),
  ]);
  expect(judged("2027-01-04").finding?.severity).toBe("error");
});

test("[R311] a text that says what a unit was called, or where it lay, means the unit; a name somebody bears today means its bearer", () => {
  const formerly = [
    { name: "4e Est", parentId: "chirurgie" },
    { name: "4e Vieux", parentId: "medecine" },
  ];
  const read = (catalogue: Catalogue, service: string, destination: string) =>
    readPlace(catalogue, { agency: "CISSS", site: "Nord", service, destination });
  const moved = catalogueWith(unit("est", "4e Est", { formerly }));
  expect(read(moved, "Chirurgie", "4e Est")).toMatchObject({ place: { serviceId: "medecine", destinationId: "est" }, problems: {} });
  expect(read(moved, "Médecine", "4e Vieux")).toMatchObject({ place: { destinationId: "est" }, problems: {} });
  expect(read(moved, "Chirurgie", "4e Ailleurs").problems.destination?.kind).toBe("unknown-place");
  const replaced = catalogueWith(unit("est", "4e Est", { formerly }), unit("neuf", "4e Est", { serviceId: "chirurgie" }));
  expect(read(replaced, "Chirurgie", "4e Est")).toMatchObject({ place: { serviceId: "chirurgie", destinationId: "neuf" } });
});
