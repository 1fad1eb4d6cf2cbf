import { describe, expect, test } from "vitest";
import type { Catalogue } from "#domain/place.ts";
import { readRow, type SheetFacts } from "#domain/worksheet.ts";
import { fixesFor } from "./fix.ts";
import { shownCell, writeCell } from "./shown.ts";
import { suggest } from "./suggest.ts";

const unit = (id: string, name: string, siteId: string, serviceId: string) => ({
  id,
  agencyId: "a",
  siteId,
  serviceId,
  name,
  shortName: "",
  isUser: true,
  capacity: 9,
  largestGroup: 8,
  profileAt: "",
  retiredOn: null,
});
const catalogue: Catalogue = {
  agencies: [{ id: "a", name: "CISSS des Rapides", shortName: "", isUser: true }],
  sites: ["Nord", "Rive"].map((name) => ({
    id: name,
    agencyId: "a",
    name: `Hôpital ${name}`,
    shortName: "",
    isUser: true,
    retiredOn: null,
  })),
  services: [
    { id: "m", agencyId: "a", siteId: "Nord", name: "Médecine", isUser: true, retiredOn: null },
    { id: "n", agencyId: "a", siteId: "Rive", name: "Médecine", isUser: true, retiredOn: null },
  ],
  destinations: [unit("d", "4e Est", "Nord", "m"), unit("e", "4e Est", "Rive", "n"), unit("f", "5e Sud", "Nord", "m")],
};
const facts: SheetFacts = {
  kind: "group",
  catalogue,
  instructors: [
    { id: "1", name: "Nadia Bergeron" },
    { id: "2", name: "Luc Fortin" },
  ],
  course: {
    startsOn: "2027-01-18",
    endsOn: "2027-04-30",
    blocks: [],
    weekdays: [1, 2, 3],
    startTime: "07:00",
    endTime: "15:00",
    shiftCode: null,
    defaultComment: "Uniforme",
  },
  language: "fr",
};
const texts = (column: Parameters<typeof suggest>[0], text: string, cells = {}) =>
  suggest(column, text, { cells, facts }).map((choice) => choice.text);

describe("a cell's list", () => {
  test("narrows with what stands to the left", () => {
    expect(texts("destination", "", { site: "Hôpital Nord" })).toEqual(["4e Est", "5e Sud"]);
    expect(texts("service", "", { site: "Hôpital Rive" })).toEqual(["Médecine"]);
  });
  test("a name borne twice is chosen with its path", () =>
    expect(texts("destination", "4e")).toEqual([
      "CISSS des Rapides / Hôpital Nord / Médecine / 4e Est",
      "CISSS des Rapides / Hôpital Rive / Médecine / 4e Est",
    ]));
  test("a unit can be chosen from any column, and a path narrows", () => {
    expect(texts("agency", "5e sud")).toEqual(["CISSS des Rapides / Hôpital Nord / Médecine / 5e Sud"]);
    expect(texts("site", "rive / med / 4e")).toEqual(["CISSS des Rapides / Hôpital Rive / Médecine / 4e Est"]);
  });
  test("accents and case do not matter, names that begin with the text come first", () => {
    expect(texts("site", "hopital")).toEqual(["Hôpital Nord", "Hôpital Rive"]);
    expect(texts("instructor", "f")).toEqual(["Luc Fortin"]);
  });
  test("letters inside a word are not its beginning, and one letter does not look elsewhere", () => {
    expect(texts("site", "x")).toEqual([]);
    expect(texts("site", "ord")).toEqual([]);
    expect(texts("agency", "5")).toEqual([]);
  });
  test("a path shows all that lies under it", () =>
    expect(texts("agency", "hopital nord / méd")).toEqual([
      "CISSS des Rapides / Hôpital Nord / Médecine",
      "CISSS des Rapides / Hôpital Nord / Médecine / 4e Est",
      "CISSS des Rapides / Hôpital Nord / Médecine / 5e Sud",
    ]));
  test("cells without a list offer nothing", () => expect(texts("size", "8")).toEqual([]));
});

describe("what a cell shows", () => {
  test("stored days and hours in the reader's language", () => {
    expect(writeCell("weekdays", "123", "fr")).toBe("LMM");
    expect(writeCell("weekdays", "123", "en")).toBe("MTW");
    expect(writeCell("hours", "07:00-15:30", "fr")).toBe("7\u00A0h – 15\u00A0h\u00A030");
    expect(writeCell("blocks", "2027-01-18 au 2027-01-22; 2027-02-15", "en")).toBe("2027-01-18 to 2027-01-22; 2027-02-15");
    expect(writeCell("weekdays", "ML", "fr")).toBe("ML");
  });
  test("an empty cell shows the course's value, a blank row nothing", () => {
    expect(shownCell("weekdays", { cells: { site: "x" }, blank: false, facts })).toEqual({ text: "LMM", inherited: true });
    expect(shownCell("comment", { cells: {}, blank: true, facts })).toEqual({ text: "", inherited: false });
  });
});

describe("ways out of a problem", () => {
  const fixes = (column: Parameters<typeof suggest>[0], cells: Record<string, string>) => {
    const read = readRow(cells, facts);
    const problem = read.problems[column];
    return problem ? fixesFor(column, problem, { cells, read, facts }) : null;
  };
  test("too large a group is reduced or shared evenly", () => {
    expect(fixes("size", { site: "Hôpital Nord", destination: "5e Sud", size: "9" })).toEqual([
      { kind: "reduce", text: "8" },
      { kind: "share", sizes: [5, 4] },
    ]);
    expect(fixes("size", { site: "Hôpital Nord", destination: "5e Sud", size: "17" })).toEqual([{ kind: "reduce", text: "8" }]);
  });
  test("a unit of another site is offered by its path", () =>
    expect(fixes("destination", { site: "Hôpital Rive", destination: "5e Sud" })).toEqual([
      { kind: "use", text: "CISSS des Rapides / Hôpital Nord / Médecine / 5e Sud" },
    ]));
  test("a date outside the course takes the course's", () =>
    expect(fixes("startsOn", { size: "2", startsOn: "2027-01-11" })).toEqual([{ kind: "course", text: "2027-01-18" }]));
});
