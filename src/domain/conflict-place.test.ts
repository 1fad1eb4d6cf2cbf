import { describe, expect, test } from "vitest";
import type { Agreement } from "./agreement.ts";
import type { NotedClosure } from "./conflict-facts.ts";
import { days, edit, found, place, seat, student } from "./conflict-sample.ts";

describe("[R367] a placement outside its course or term", () => {
  const course = { name: "180-11A", startsOn: "2027-01-11", endsOn: "2027-04-30" };
  const term = { name: "Hiver 2027", startsOn: "2027-01-04", endsOn: "2027-05-28" };

  test("blocks, names the course or else the term, and leads to its dates", () => {
    expect(found("outside-dates", { places: [place("a")], course, term })).toEqual([]);
    const late = place("a", { schedule: { ...days, endsOn: "2027-05-03" }, edits: [edit("dates"), edit("size")] });
    expect(found("outside-dates", { places: [late], course, term })).toMatchObject([
      {
        rule: "R367",
        severity: "blocks",
        of: "course",
        endsOn: "2027-04-30",
        edits: [edit("dates")],
        waysOut: [{ kind: "open", what: "dates" }],
      },
    ]);
    const long = { ...course, endsOn: "2027-06-30" };
    const later = place("a", { schedule: { ...days, endsOn: "2027-06-01" } });
    expect(found("outside-dates", { places: [later], course: long, term })).toMatchObject([{ of: "term", name: "Hiver 2027" }]);
  });

  test("a part of its split counts", () => {
    expect(found("outside-dates", { places: [place("a", { parts: [{ ...days, startsOn: "2027-01-04" }] })], course, term })).toHaveLength(
      1,
    );
  });
});

describe("[R368] a place that is closed", () => {
  const closure = (more: Partial<NotedClosure>): NotedClosure => ({
    id: "c",
    siteId: "nord",
    serviceId: null,
    destinationId: null,
    startsOn: "2027-03-01",
    endsOn: "2027-03-05",
    reason: "Rénovations",
    noted: edit("closure"),
    ...more,
  });
  const of = (one: NotedClosure, schedule = days) => found("closed", { places: [place("a", { schedule })], closures: [one] });

  test("on some of its days warns, with how many and who noted it; on all of them it blocks", () => {
    expect(of(closure({}))).toMatchObject([
      { rule: "R368", severity: "warns", days: 3, all: false, reason: "Rénovations", edits: [edit("closure")] },
    ]);
    expect(of(closure({ startsOn: "2027-01-01", endsOn: "2027-12-31" }))).toMatchObject([{ severity: "blocks", all: true }]);
    expect(of(closure({ startsOn: "2027-03-04", endsOn: "2027-03-05" }))).toEqual([]);
    expect(of(closure({ siteId: "rive" }))).toEqual([]);
  });

  test("on days that are various warns: nobody knows", () => {
    expect(of(closure({}), { ...days, weekdays: null })).toMatchObject([{ severity: "warns", days: null }]);
  });
});

describe("[R369] prerequisites of a place", () => {
  const places = [
    place("a", {
      prerequisites: [
        { id: "rcr", name: "RCR" },
        { id: "n95", name: "Masque N95" },
      ],
    }),
  ];

  test("that nothing says a student has, to the last day, are one warning of the place with each student's", () => {
    const of = (met: Parameters<typeof student>[1]) =>
      found("prerequisite", { places, seats: [seat("a", "roy")], students: [student("roy", met)] });
    expect(
      of({
        met: [
          { id: "rcr", until: null },
          { id: "n95", until: "2027-04-30" },
        ],
      }),
    ).toEqual([]);
    expect(
      of({
        met: [
          { id: "rcr", until: null },
          { id: "n95", until: "2027-04-29" },
        ],
      }),
    ).toMatchObject([
      { rule: "R369", severity: "warns", requestIds: ["a"], studentIds: ["roy"], lacking: [{ studentId: "roy", names: ["Masque N95"] }] },
    ]);
    expect(of({ met: null })).toMatchObject([{ lacking: [{ names: ["RCR", "Masque N95"] }] }]);
    expect(of({ met: null, fictitious: true })).toEqual([]);
  });

  test("a decision on it lapses when another student comes", () => {
    const students = [student("roy"), student("cote")];
    const key = (...ids: string[]) => found("prerequisite", { places, students, seats: ids.map((one) => seat("a", one)) })[0]?.key;
    expect(key("roy")).toBe(key("roy"));
    expect(key("roy", "cote")).toBe(key("cote", "roy"));
    expect(key("roy", "cote")).not.toBe(key("roy"));
  });
});

describe("[R370] agreements", () => {
  const programme = { id: "p", name: "Soins infirmiers", discipline: "" };
  const agreement = (more: Partial<Agreement>): Agreement => ({
    id: "e",
    receivingId: "rapides",
    title: "Entente 2025",
    status: "released",
    everything: true,
    disciplines: [],
    programmes: [],
    startsOn: "2025-01-01",
    endsOn: null,
    ...more,
  });
  const of = (...agreements: Agreement[]) => found("agreement", { places: [place("a")], programme, agreements });

  test("that do not cover a placement to its last day are a warning that says which and since when", () => {
    expect(of(agreement({}))).toEqual([]);
    expect(of(agreement({ endsOn: "2027-02-28" }))).toMatchObject([
      { rule: "R370", severity: "warns", state: "lapses", title: "Entente 2025", on: "2027-02-28" },
    ]);
    expect(of(agreement({ receivingId: "port" }))).toMatchObject([{ state: "missing", title: null, on: null }]);
  });

  test("a school that keeps none is told nothing", () => {
    expect(of()).toEqual([]);
  });
});

describe("[R371] consents", () => {
  const of = (...students: ReturnType<typeof student>[]) =>
    found("consent", { places: [place("a", { size: 8 })], students, seats: students.map(({ id }) => seat("a", id)) });

  test("that are missing, or end before the last day, are one warning of the place", () => {
    expect(of(student("roy"), student("template", { consentUntil: null, fictitious: true }))).toEqual([]);
    expect(of(student("roy", { consentUntil: null }), student("cote", { consentUntil: "2027-04-29" }), student("simard"))).toMatchObject([
      {
        rule: "R371",
        severity: "warns",
        studentIds: ["roy", "cote"],
        lacking: [
          { studentId: "roy", state: "none", on: null },
          { studentId: "cote", state: "ends", on: "2027-04-29" },
        ],
      },
    ]);
  });

  test("a profile that is hidden blocks, and one takes her off", () => {
    const [conflict] = of(student("roy", { sealed: "graduated" }));
    expect(conflict).toMatchObject({ severity: "blocks", lacking: [{ studentId: "roy", state: "sealed" }] });
    expect(conflict?.waysOut.map(({ kind }) => kind)).toEqual(["open", "unassign"]);
  });
});
