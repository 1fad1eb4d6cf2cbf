import { describe, expect, test } from "vitest";
import { settleCell, settleRow } from "./cell.ts";
import type { Catalogue } from "./place.ts";
import type { Cells, Column, SheetFacts } from "./worksheet.ts";

const catalogue: Catalogue = {
  agencies: [{ id: "a", name: "CISSS des Rapides", shortName: "", isUser: true }],
  sites: [
    { id: "s", agencyId: "a", name: "Hôpital du Nord", shortName: "HDN", isUser: true, retiredOn: null },
    { id: "r", agencyId: "a", name: "Hôpital de la Rive", shortName: "", isUser: true, retiredOn: null },
  ],
  services: [
    { id: "v", agencyId: "a", siteId: "s", name: "Médecine", isUser: true, retiredOn: null },
    { id: "w", agencyId: "a", siteId: "r", name: "Médecine", isUser: true, retiredOn: null },
    { id: "x", agencyId: "a", siteId: "s", name: "Mère / Enfant", isUser: true, retiredOn: null },
  ],
  destinations: [
    {
      id: "d",
      agencyId: "a",
      siteId: "s",
      serviceId: "v",
      name: "4e Est",
      shortName: "",
      isUser: true,
      capacity: 9,
      largestGroup: 8,
      profileAt: "",
      retiredOn: null,
    },
    {
      id: "e",
      agencyId: "a",
      siteId: "r",
      serviceId: "w",
      name: "4e Est",
      shortName: "",
      isUser: true,
      capacity: 9,
      largestGroup: 8,
      profileAt: "",
      retiredOn: null,
    },
    {
      id: "f",
      agencyId: "a",
      siteId: "s",
      serviceId: "v",
      name: "5e Sud",
      shortName: "",
      isUser: true,
      capacity: 9,
      largestGroup: 8,
      profileAt: "",
      retiredOn: null,
    },
  ],
};
const facts: SheetFacts = {
  kind: "group",
  catalogue,
  instructors: [{ id: "n", name: "Nadia Bergeron" }],
  course: {
    startsOn: "2027-01-18",
    endsOn: "2027-04-30",
    blocks: [],
    weekdays: [1],
    startTime: null,
    endTime: null,
    shiftCode: null,
    defaultComment: "",
  },
  language: "fr",
};
const settle = (column: Column, text: string, cells: Cells = {}) => settleCell(column, text, { cells, facts });
const nord = { agency: "CISSS des Rapides", site: "Hôpital du Nord" };

describe("a place typed", () => {
  test("is written as the catalogue writes it", () =>
    expect(settle("site", "hopital  du nord", nord)).toEqual({ site: "Hôpital du Nord" }));
  test("fills the left when it names one place", () =>
    expect(settle("destination", "5e sud")).toEqual({
      agency: "CISSS des Rapides",
      site: "Hôpital du Nord",
      service: "Médecine",
      destination: "5e Sud",
    }));
  test("stays as typed when two bear the name", () => expect(settle("destination", "4e Est")).toEqual({ destination: "4e Est" }));
  test("spreads a whole path from any cell", () => {
    const whole = { agency: "CISSS des Rapides", site: "Hôpital du Nord", service: "Médecine", destination: "4e Est" };
    expect(settle("agency", "Hôpital du Nord / Médecine / 4e Est")).toEqual(whole);
    expect(settle("agency", "« HDN / medecine / 4e est »")).toEqual(whole);
    expect(settle("destination", "Hôpital du Nord / Médecine / 4e Est", nord)).toMatchObject({
      service: "Médecine",
      destination: "4e Est",
    });
  });
  test("reads a path under what stands to its left", () =>
    expect(settle("service", "Médecine / 4e Est", nord)).toEqual({ service: "Médecine", destination: "4e Est" }));
  test("keeps the part of a path that names nothing where it would stand", () =>
    expect(settle("agency", "Hôpital du Nord / Médecine / 9e Ouest")).toEqual({
      agency: "CISSS des Rapides",
      site: "Hôpital du Nord",
      service: "Médecine",
      destination: "9e Ouest",
    }));
  test("a name with a slash is not a path", () => expect(settle("service", "mère / enfant", nord)).toEqual({ service: "Mère / Enfant" }));
  test("replaces another place by a whole path", () =>
    expect(settle("agency", "Hôpital de la Rive / Médecine / 4e Est", { ...nord, service: "Médecine", destination: "5e Sud" })).toEqual({
      agency: "CISSS des Rapides",
      site: "Hôpital de la Rive",
      destination: "4e Est",
    }));
  test("what is unknown stays as typed", () => expect(settle("site", "Hôpital du Sud")).toEqual({ site: "Hôpital du Sud" }));
});

describe("other cells typed", () => {
  test.each([
    ["size", " 8\u00A0", "8"],
    ["size", "08", "8"],
    ["size", "8,0", "8"],
    ["size", "8.00", "8"],
    ["size", "7,5", "7,5"],
    ["size", "huit", "huit"],
    ["instructor", "nadia BERGERON", "Nadia Bergeron"],
    ["startsOn", "18/01/2027", "2027-01-18"],
    ["startsOn", "31/02/2027", "31/02/2027"],
    ["weekdays", "LMM", "123"],
    ["weekdays", "variés", "variés"],
    ["weekdays", "ML", "ML"],
    ["hours", "7 h à 15 h 30", "07:00-15:30"],
    ["hours", "j8", "J8"],
    ["hours", "midi", "midi"],
    ["blocks", "du 18/01/2027 au 22/01/2027\n15/02/2027", "2027-01-18 au 2027-01-22; 2027-02-15"],
    ["comment", "une\r\ndeux \n", "une\ndeux"],
    ["endsOn", "   ", ""],
  ] as const)("%s « %s »", (column, text, written) => expect(settle(column, text)).toEqual({ [column]: written }));

  test("days are kept so that an English reader reads the same", () => {
    expect(settle("weekdays", "M").weekdays).toBe("2");
    expect(settleCell("weekdays", "M", { cells: {}, facts: { ...facts, language: "en" } }).weekdays).toBe("1");
  });

  test("settling twice changes nothing", () => {
    for (const [column, text] of [
      ["weekdays", "LuMe"],
      ["hours", "7h-15h"],
      ["blocks", "18/01/2027 au 22/01/2027"],
      ["startsOn", "18 janvier 2027"],
    ] as const) {
      const once = settle(column, text)[column] ?? "";
      expect(settle(column, once)[column]).toBe(once);
    }
  });
});

describe("a row pasted", () => {
  test("reads each cell with the others, and not with what it replaces", () =>
    expect(
      settleRow(
        { agency: "cisss des rapides", site: "hôpital de la rive", service: "médecine", destination: "4e est" },
        { cells: { ...nord, service: "Médecine", destination: "5e Sud" }, facts },
      ),
    ).toEqual({
      agency: "CISSS des Rapides",
      site: "Hôpital de la Rive",
      service: "Médecine",
      destination: "4e Est",
    }));
  test("a path beside empty cells fills them", () =>
    expect(
      settleRow({ agency: "Hôpital du Nord / Médecine / 4e Est", site: "", service: "", destination: "", size: "5" }, { cells: {}, facts }),
    ).toEqual({
      agency: "CISSS des Rapides",
      site: "Hôpital du Nord",
      service: "Médecine",
      destination: "4e Est",
      size: "5",
    }));
  test("an empty cell empties what was there", () =>
    expect(settleRow({ instructor: "", size: "" }, { cells: { instructor: "Nadia Bergeron", size: "4" }, facts })).toEqual({
      instructor: "",
      size: "",
    }));
  test("a path beside its size", () =>
    expect(settleRow({ destination: "Hôpital du Nord / Médecine / 4e Est", size: "6" }, { cells: {}, facts })).toEqual({
      agency: "CISSS des Rapides",
      site: "Hôpital du Nord",
      service: "Médecine",
      destination: "4e Est",
      size: "6",
    }));
});
