import { describe, expect, test } from "vitest";
import { days, edit, evenings, found, place, seat } from "./conflict-sample.ts";

describe("more students than a place holds", () => {
  test("[R360] a group at its size is none; with one more it names the last to come and who was last before, by whom and when", () => {
    const [first, second, last] = [seat("a", "gagnon"), seat("a", "cote", { by: "S. Gagné" }), seat("a", "roy", { by: "N. Bergeron" })];
    expect(found("over-allocated", { places: [place("a")], seats: [first, second] })).toEqual([]);
    const [conflict, ...others] = found("over-allocated", { places: [place("a")], seats: [last, second, first] });
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({
      key: "R360 a",
      rule: "R360",
      severity: "blocks",
      requestId: "a",
      size: 2,
      assigned: 3,
      excess: [{ studentId: "roy" }],
      studentIds: ["roy"],
      edits: [
        { what: "assigned", by: "S. Gagné", studentId: "cote", at: second.at },
        { what: "assigned", by: "N. Bergeron", studentId: "roy", at: last.at },
      ],
    });
  });

  test("[R360] a group made smaller than who is on it says who made it so", () => {
    const places = [place("a", { size: 1, edits: [edit("size"), edit("dates")] })];
    const [conflict] = found("over-allocated", { places, seats: [seat("a", "gagnon"), seat("a", "cote")] });
    expect(conflict?.edits.filter(({ what }) => what !== "assigned")).toEqual([edit("size")]);
  });

  test("[R361] two students on an individual place are another conflict, and the place is not enlarged", () => {
    const of = { places: [place("a", { kind: "individual", size: 1 })], seats: [seat("a", "gagnon"), seat("a", "roy")] };
    expect(found("over-allocated", of)).toEqual([]);
    const [conflict] = found("two-on-one", of);
    expect(conflict).toMatchObject({ rule: "R361", severity: "blocks", size: 1, assigned: 2, excess: [{ studentId: "roy" }] });
    expect(conflict?.waysOut.map(({ kind }) => kind)).toEqual(["unassign", "repair"]);
  });
});

describe("[R362] a student in two places at overlapping hours", () => {
  const seats = [seat("a", "gagnon"), seat("b", "gagnon", { by: "S. Gagné" })];

  test("is a conflict of both places and of the later seat, whoever made it; mornings here and evenings there are none", () => {
    expect(found("student-twice", { places: [place("a"), place("b")], seats })).toMatchObject([
      {
        rule: "R362",
        severity: "blocks",
        requestId: "b",
        requestIds: ["b", "a"],
        studentIds: ["gagnon"],
        other: { requestId: "a", course: null },
        edits: [{ by: "M. Roy" }, { by: "S. Gagné" }],
        overlap: { from: "2027-01-18T07:00", to: "2027-01-18T15:00" },
      },
    ]);
    expect(found("student-twice", { places: [place("a"), place("b", { schedule: evenings })], seats })).toEqual([]);
  });

  test("is one through a part of a split", () => {
    const places = [place("a"), place("b", { schedule: evenings, parts: [days] })];
    expect(found("student-twice", { places, seats })).toHaveLength(1);
  });

  test("names the course of another sheet", () => {
    const elsewhere = [
      {
        studentId: "gagnon",
        requestId: "other",
        path: "CHSLD des Érables",
        course: "180-401 Médecine",
        schedule: days,
        by: "N. Bergeron",
        at: "2026-11-01T12:00:00.000Z",
      },
    ];
    const [conflict] = found("student-twice", { places: [place("a")], seats: [seat("a", "gagnon")], elsewhere });
    expect(conflict).toMatchObject({ requestIds: ["a"], other: { course: "180-401 Médecine", by: "N. Bergeron" } });
    expect(found("student-twice", { places: [place("a")], seats: [seat("a", "roy")], elsewhere })).toEqual([]);
  });
});
