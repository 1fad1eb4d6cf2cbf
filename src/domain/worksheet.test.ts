import { describe, expect, test } from "vitest";
import type { Catalogue } from "./place.ts";
import { isBlank, parseBlocks, parseHours, readRow, type SheetFacts } from "./worksheet.ts";

const catalogue: Catalogue = {
  agencies: [{ id: "a", name: "CISSS des Rapides", shortName: "", isUser: true }],
  sites: [{ id: "s", agencyId: "a", name: "Hôpital du Nord", shortName: "", isUser: true, retiredOn: null }],
  services: [{ id: "v", agencyId: "a", siteId: "s", name: "Chirurgie", isUser: true, retiredOn: null }],
  destinations: [
    {
      id: "d",
      agencyId: "a",
      siteId: "s",
      serviceId: "v",
      name: "5e Sud",
      shortName: "",
      isUser: true,
      capacity: 10,
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
    weekdays: [1, 2, 3],
    startTime: "07:00",
    endTime: "15:00",
    shiftCode: null,
    defaultComment: "Uniforme blanc",
  },
  language: "fr",
};
const ready = { agency: "CISSS des Rapides", site: "Hôpital du Nord", service: "Chirurgie", destination: "5e Sud", size: "8" };

describe("a row as understood", () => {
  test("empty schedule cells and comment take the course's", () => {
    const row = readRow(ready, facts);
    expect(row.problems).toEqual({});
    expect(row).toMatchObject({
      size: 8,
      comment: "Uniforme blanc",
      place: { destinationId: "d" },
      schedule: { startsOn: "2027-01-18", weekdays: [1, 2, 3], startTime: "07:00" },
    });
  });

  test("service and destination may be left blank", () =>
    expect(readRow({ agency: "CISSS des Rapides", size: "4" }, facts).problems).toEqual({}));

  test("a group larger than the unit takes is a problem with the number that fits", () =>
    expect(readRow({ ...ready, size: "9" }, facts).problems.size).toEqual({ kind: "group-too-large", most: 8, text: "9" }));

  test.each([
    ["", { kind: "missing" }],
    ["huit", { kind: "not-a-number", text: "huit" }],
    ["0", { kind: "not-positive" }],
    ["-2", { kind: "not-a-number", text: "-2" }],
    ["1000", { kind: "not-a-number", text: "1000" }],
  ])("a size of « %s » is a problem", (size, problem) => expect(readRow({ ...ready, size }, facts).problems.size).toEqual(problem));

  test("non-breaking spaces around a number are tolerated", () =>
    expect(readRow({ ...ready, size: "\u00A07\u202F" }, facts)).toMatchObject({ size: 7, problems: {} }));

  test("an individual row is one student", () => {
    expect(readRow({ ...ready, size: "" }, { ...facts, kind: "individual" })).toMatchObject({ size: 1, problems: {} });
    expect(readRow({ ...ready, size: "2" }, { ...facts, kind: "individual" }).problems.size).toEqual({ kind: "size-one-only" });
  });

  test("an instructor is known or offered", () => {
    expect(readRow({ ...ready, instructor: "nadia BERGERON" }, facts).instructorId).toBe("n");
    expect(readRow({ ...ready, instructor: "N. Bergeron" }, facts).problems.instructor).toEqual({
      kind: "unknown-instructor",
      text: "N. Bergeron",
      like: ["Nadia Bergeron"],
    });
  });

  test("dates outside the course are said at each end that is outside", () => {
    const outside = { kind: "outside-course", startsOn: "2027-01-18", endsOn: "2027-04-30" };
    expect(readRow({ ...ready, startsOn: "2027-01-11" }, facts).problems).toEqual({ startsOn: outside });
    expect(readRow({ ...ready, startsOn: "2027-01-11", endsOn: "2027-05-03" }, facts).problems).toEqual({
      startsOn: outside,
      endsOn: outside,
    });
    expect(readRow({ ...ready, startsOn: "2027-05-03" }, facts).problems).toEqual({ startsOn: outside });
  });

  test("an end before its start is said at the end", () =>
    expect(readRow({ ...ready, startsOn: "2027-03-01", endsOn: "2027-02-01" }, facts).problems).toEqual({
      endsOn: { kind: "end-before-start" },
    }));

  test("what cannot be read stays as typed, with its reason, and the course's value stands", () => {
    const row = readRow({ ...ready, startsOn: "31/02/2027", weekdays: "XYZ", hours: "midi", blocks: "bientôt" }, facts);
    expect(row.problems).toEqual({
      startsOn: { kind: "not-a-day", text: "31/02/2027" },
      weekdays: { kind: "not-weekdays", text: "XYZ" },
      hours: { kind: "not-a-time", text: "midi" },
      blocks: { kind: "not-blocks", text: "bientôt" },
    });
    expect(row.schedule.startsOn).toBe("2027-01-18");
  });

  test("a comment longer than a cell holds is a problem", () =>
    expect(readRow({ ...ready, comment: "a".repeat(2_001) }, facts).problems.comment).toEqual({ kind: "too-long", most: 2_000 }));

  test("a row of spaces is blank", () => {
    expect(isBlank({ agency: "  ", size: "" })).toBe(true);
    expect(isBlank({ size: "1" })).toBe(false);
  });
});

describe("hours and blocks as typed", () => {
  test.each([
    ["7 h – 15 h", { startTime: "07:00", endTime: "15:00", shiftCode: null }],
    ["7h30-15h", { startTime: "07:30", endTime: "15:00", shiftCode: null }],
    ["7 h à 15 h", { startTime: "07:00", endTime: "15:00", shiftCode: null }],
    ["de 7 h à 15 h", { startTime: "07:00", endTime: "15:00", shiftCode: null }],
    ["07:00 to 15:30", { startTime: "07:00", endTime: "15:30", shiftCode: null }],
    ["j8", { startTime: null, endTime: null, shiftCode: "J8" }],
    ["variées", { startTime: null, endTime: null, shiftCode: null }],
    ["7 h", { kind: "one-time-only" }],
    ["7 h – 15 h – 16 h", { kind: "not-a-time", text: "7 h – 15 h – 16 h" }],
    ["7 h –", { kind: "not-a-time", text: "7 h –" }],
  ])("%s", (text, hours) => expect(parseHours(text)).toEqual(hours));

  test("blocks with their separators", () => {
    const blocks = [
      { from: "2027-01-18", to: "2027-01-22" },
      { from: "2027-02-15", to: "2027-02-15" },
    ];
    for (const text of [
      "2027-01-18 au 2027-01-22; 2027-02-15",
      "du 18/01/2027 au 22/01/2027, 15/02/2027",
      "2027-01-18 – 2027-01-22\n2027-02-15",
      "2027-01-18–2027-01-22;2027-02-15",
    ]) {
      expect(parseBlocks(text), text).toEqual(blocks);
    }
    expect(parseBlocks("2027-01-22 au 2027-01-18")).toBeNull();
    expect(parseBlocks(Array.from({ length: 41 }, () => "2027-01-18").join(";"))).toBeNull();
  });
});
