import { describe, expect, test } from "vitest";
import { coverOf, type Agreement } from "./agreement.ts";
import type { Closure } from "./closure.ts";
import type { Intent } from "./overlap.ts";
import type { Catalogue } from "./place.ts";
import type { CheckProblem } from "./refusal.ts";
import { createSheetCheck, stops, type CheckFacts, type Finding } from "./row-check.ts";
import { cellsOfFix, checkFixes } from "./row-fix.ts";
import { readRow, type Cells, type SheetFacts } from "./worksheet.ts";

const unit = (id: string, name: string, capacity: number | null) => ({
  id,
  agencyId: "cisss",
  siteId: "nord",
  serviceId: "medecine",
  name,
  shortName: "",
  isUser: true,
  capacity,
  largestGroup: null,
  profileAt: "",
  retiredOn: null,
});
const catalogue: Catalogue = {
  agencies: [{ id: "cisss", name: "CISSS", shortName: "", isUser: true }],
  sites: [{ id: "nord", agencyId: "cisss", name: "Nord", shortName: "", isUser: true, retiredOn: null }],
  services: [{ id: "medecine", agencyId: "cisss", siteId: "nord", name: "Médecine", isUser: true, retiredOn: null }],
  destinations: [unit("est", "4e Est", 12), unit("ouest", "4e Ouest", 8), unit("sud", "5e Sud", null)],
};
const course = {
  startsOn: "2027-01-11",
  endsOn: "2027-03-26",
  blocks: [],
  weekdays: [1, 2],
  startTime: "07:00",
  endTime: "15:00",
  shiftCode: null,
};
const sheetFacts: SheetFacts = { kind: "group", catalogue, instructors: [], course: { ...course, defaultComment: "" }, language: "fr" };
const facts: CheckFacts = {
  kind: "group",
  catalogue,
  programme: { id: "si", name: "Soins infirmiers", discipline: "Soins" },
  hours: null,
  closures: [],
  agreements: [],
};
const at = (destination: string, more: Cells = {}): Cells => ({
  agency: "CISSS",
  site: "Nord",
  service: "Médecine",
  destination,
  size: "6",
  ...more,
});
const intent = (more: Partial<Intent> = {}): Intent => ({
  key: "theirs",
  destinationId: "est",
  kind: "group",
  stage: "asked",
  size: 8,
  schedule: course,
  own: false,
  school: "Cégep de l’Érable",
  family: null,
  row: null,
  ...more,
});
const closure = (more: Partial<Closure>): Closure => ({
  id: "c",
  siteId: null,
  serviceId: null,
  destinationId: null,
  startsOn: "2027-02-01",
  endsOn: "2027-02-05",
  reason: "Travaux",
  ...more,
});
const agreement = (more: Partial<Agreement> = {}): Agreement => ({
  id: "e",
  receivingId: "cisss",
  title: "Entente 2025",
  status: "released",
  everything: true,
  disciplines: [],
  programmes: [],
  startsOn: "2025-01-01",
  endsOn: null,
  ...more,
});

/** A sheet with these rows, checked; `others` are at 4e Est. */
function checked(rows: Record<string, Cells>, more: Partial<CheckFacts> = {}, others: Intent[] = []) {
  const check = createSheetCheck({ worksheetId: "fiche", kind: "group" });
  check.setFacts({ ...facts, ...more });
  check.setTaken("est", others);
  for (const [rowId, cells] of Object.entries(rows)) check.setRow(rowId, readRow(cells, sheetFacts));
  const fixes = (rowId: string, index = 0) => {
    const read = readRow(rows[rowId] ?? {}, sheetFacts);
    const problem = check.findings(rowId)[index]?.problem as CheckProblem;
    const { size, schedule, place } = read;
    return checkFixes(problem, {
      key: `row ${rowId}`,
      kind: "group",
      size,
      schedule,
      course,
      place,
      facts: { ...facts, ...more },
      load: check.load,
    });
  };
  const said = (rowId: string) => check.findings(rowId).map(({ severity, column, problem }) => [severity, column, problem.kind]);
  return { check, said, fixes };
}

describe("[R193] a row is checked against everything known of its place, its days and who else is there", () => {
  test("a closure that takes days of it is an error, with ways around it", () => {
    const { check, said, fixes } = checked({ a: at("4e Est") }, { closures: [closure({ serviceId: "medecine" })] });
    expect(said("a")).toEqual([["error", "service", "place-closed"]]);
    expect(check.findings("a")[0]?.problem).toMatchObject({ days: 2, all: false, reason: "Travaux" });
    expect(fixes("a")).toEqual([
      {
        kind: "around",
        blocks: [
          { from: "2027-01-11", to: "2027-01-31" },
          { from: "2027-02-06", to: "2027-03-26" },
        ],
      },
    ]);
  });

  test("a closure at its start or end moves it, one that falls on none of its days says nothing, various days are warned of", () => {
    const start = closure({ siteId: "nord", startsOn: "2027-01-04", endsOn: "2027-01-17" });
    const { fixes } = checked({ a: at("4e Est") }, { closures: [start] });
    expect(fixes("a")).toEqual([{ kind: "start", day: "2027-01-18" }]);
    expect(cellsOfFix({ kind: "start", day: "2027-01-18" })).toEqual({ startsOn: "2027-01-18" });
    const weekend = closure({ destinationId: "est", startsOn: "2027-02-03", endsOn: "2027-02-07" });
    const { said } = checked({ a: at("4e Est"), b: at("4e Ouest"), c: at("4e Est", { weekdays: "variés" }) }, { closures: [weekend] });
    expect(said("a")).toEqual([]);
    expect(said("b")).toEqual([]);
    expect(said("c")).toEqual([["warning", "destination", "place-closed"]]);
  });

  test("an agreement that lapsed is an error; missing, or lapsing on the way, a warning; a school that keeps none here is left in peace", () => {
    const said = (agreements: Agreement[]) => checked({ a: at("4e Est") }, { agreements }).said("a");
    expect(said([])).toEqual([]);
    expect(said([agreement()])).toEqual([]);
    expect(said([agreement({ endsOn: "2026-08-31" })])).toEqual([["error", "agency", "agreement-lapsed"]]);
    expect(said([agreement({ endsOn: "2027-02-28" })])).toEqual([["warning", "agency", "agreement-lapses"]]);
    expect(said([agreement({ receivingId: "ailleurs" })])).toEqual([["warning", "agency", "no-agreement"]]);
    expect(said([agreement({ status: "draft" })])).toEqual([["warning", "agency", "no-agreement"]]);
  });

  test("more than the unit takes at once, everybody together, is a warning with how many", () => {
    const anonymous = intent({ kind: "individual", school: null });
    const { check, fixes } = checked({ a: at("4e Est") }, {}, [anonymous]);
    expect(check.findings("a")).toEqual([
      {
        column: "size",
        severity: "warning",
        problem: { kind: "over-capacity", capacity: 12, asked: 14, others: 8, on: "2027-01-11" },
      },
    ]);
    expect(fixes("a")).toMatchObject([
      { kind: "reduce", size: 4 },
      { kind: "unit", name: "4e Ouest", free: 8 },
      { kind: "unit", name: "5e Sud", free: null },
    ]);
    const evening = { ...course, startTime: "15:00", endTime: "23:00" };
    expect(checked({ a: at("4e Est") }, {}, [{ ...anonymous, schedule: evening }]).said("a")).toEqual([]);
  });

  test("hours a day or more away from the course's are a warning that says where to end", () => {
    const hours = (of: number) => checked({ a: at("4e Est") }, { hours: of });
    expect(hours(176).said("a")).toEqual([]);
    expect(hours(170).said("a")).toEqual([]);
    expect(hours(200).said("a")).toEqual([["warning", "endsOn", "hours-short"]]);
    expect(hours(200).fixes("a")).toEqual([]);
    expect(hours(160).said("a")).toEqual([["warning", "endsOn", "hours-over"]]);
    expect(hours(160).fixes("a")).toEqual([{ kind: "end", day: "2027-03-16", hours: 160 }]);
  });
});

test("[R191] an overlap keeps a row from being sent and not from the outbox; other errors keep it from both, warnings from neither", () => {
  const finding = (kind: "group-overlap" | "agreement-lapsed", severity: Finding["severity"] = "error"): Finding =>
    ({ column: "agency", severity, problem: { kind, title: "", on: "2026-08-31", with: [], more: 0 } }) as Finding;
  expect(stops(finding("group-overlap"), true)).toBe(true);
  expect(stops(finding("group-overlap"), false)).toBe(false);
  expect(stops(finding("agreement-lapsed"), false)).toBe(true);
  expect(stops(finding("agreement-lapsed", "warning"), true)).toBe(false);
});

describe("[R194] an edit judges its own row and those at its unit anew, and no others", () => {
  test("both rows of an overlap are told of it, and of its end", () => {
    const { check, said } = checked({ a: at("4e Est"), b: at("4e Est", { weekdays: "23" }), c: at("4e Ouest") });
    expect(said("a")).toEqual([["error", "destination", "group-overlap"]]);
    expect(said("b")).toEqual([["error", "destination", "group-overlap"]]);
    check.changed();
    check.setRow("b", readRow(at("4e Est", { weekdays: "34" }), sheetFacts));
    expect([...check.changed()].toSorted()).toEqual(["a", "b"]);
    expect(said("a")).toEqual([]);
    expect(said("c")).toEqual([]);
  });

  test("what a colleague of another school types reaches the rows of that unit; a row's own request meets the others and not itself", () => {
    const { check, said } = checked({ a: at("4e Est"), c: at("4e Ouest") });
    check.changed();
    const asked = intent({
      key: "100007",
      own: true,
      school: "Nous",
      stage: "outbox",
      row: { worksheetId: "fiche", rowId: "r", requestId: "100007", reference: 100_007 },
    });
    check.setTaken("est", [intent({ stage: "draft" }), asked]);
    expect([...check.changed()].toSorted()).toEqual(["a", "r"]);
    expect(check.clashes("a").told).toHaveLength(2);
    expect(said("r")).toEqual([["error", "destination", "group-overlap"]]);
    check.setRow("a", null);
    check.setTaken("est", [asked]);
    expect(said("r")).toEqual([]);
  });

  test("the ways out of an overlap: another unit of the service, other days, another shift", () => {
    const { fixes } = checked({ a: at("4e Est") }, {}, [intent()]);
    expect(fixes("a").map(({ kind }) => kind)).toEqual(["unit", "unit", "days", "days", "shift", "shift"]);
    expect(fixes("a").map(cellsOfFix)).toEqual([
      { agency: "CISSS", site: "Nord", service: "Médecine", destination: "4e Ouest" },
      { agency: "CISSS", site: "Nord", service: "Médecine", destination: "5e Sud" },
      { weekdays: "34" },
      { weekdays: "35" },
      { hours: "15:00-23:00" },
      { hours: "23:00-07:00" },
    ]);
  });
});

test("[R195] an agreement covers the programmes and disciplines it names; one that follows on another goes on from it", () => {
  const of = { receivingId: "cisss", programme: { id: "si", discipline: "Soins" }, startsOn: "2027-01-11", endsOn: "2027-03-26" };
  const only = { everything: false };
  expect(coverOf([agreement({ ...only, programmes: ["si"] })], of)).toEqual({ state: "covered" });
  expect(coverOf([agreement({ ...only, disciplines: ["SOINS"] })], of)).toEqual({ state: "covered" });
  expect(coverOf([agreement({ ...only, disciplines: ["Réadaptation"] })], of)).toEqual({ state: "missing" });
  const first = agreement({ endsOn: "2027-02-28" });
  expect(coverOf([first, agreement({ id: "f", startsOn: "2027-03-01" })], of)).toEqual({ state: "covered" });
  expect(coverOf([first, agreement({ id: "f", startsOn: "2027-03-02" })], of)).toEqual({
    state: "lapses",
    title: "Entente 2025",
    on: "2027-02-28",
  });
  expect(coverOf([agreement({ startsOn: "2027-02-01" })], of)).toEqual({ state: "not-yet", title: "Entente 2025", on: "2027-02-01" });
  expect(coverOf([agreement({ endsOn: "2026-08-31" })], of)).toEqual({ state: "lapsed", title: "Entente 2025", on: "2026-08-31" });
});
