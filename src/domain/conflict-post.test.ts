import { expect, test } from "vitest";
import { companion, days, edit, evenings, found, place } from "./conflict-sample.ts";
import { shiftsOf } from "./schedule.ts";

const led = (personId = "lavoie") => ({ companions: [companion(personId, "instructor", { named: edit("instructor") })] });

test("[R363] an instructor who leads two groups at once is a warning of both, that says who named him where", () => {
  const places = [place("a", led()), place("b", led()), place("c", { ...led(), schedule: evenings }), place("d", led("cote"))];
  expect(found("instructor-twice", { places })).toMatchObject([
    {
      rule: "R363",
      severity: "warns",
      requestId: "b",
      requestIds: ["b", "a"],
      person: { personId: "lavoie", part: "instructor" },
      other: { requestId: "a" },
      overlap: { from: "2027-01-18T07:00" },
      edits: [edit("instructor"), edit("instructor")],
    },
  ]);
});

test("[R363] an instructor of individual placements visits them, and is nowhere twice", () => {
  const places = [place("a", led()), place("b", { ...led(), kind: "individual", size: 1 })];
  expect(found("instructor-twice", { places })).toEqual([]);
});

test("[R363] a group elsewhere counts: of one's own school its course is named, of another school nothing is", () => {
  const post = { personId: "lavoie", part: "instructor" as const, destinationId: null, shifts: shiftsOf(days) };
  const own = { requestId: "other", path: "CHSLD des Érables", course: "180-401" };
  const of = (posts: (typeof post & { own: typeof own | null })[]) => found("instructor-twice", { places: [place("a", led())], posts });
  expect(of([{ ...post, own }])).toMatchObject([{ requestIds: ["a"], other: own }]);
  expect(of([{ ...post, own: null }])).toMatchObject([{ other: { requestId: null, path: null, course: null } }]);
  expect(of([{ ...post, own: { ...own, requestId: "a" } }])).toEqual([]);
  expect(of([{ ...post, shifts: shiftsOf(evenings), own }])).toEqual([]);
});

test("[R364] a supervisor has two students side by side in one unit, and is not in two units at once", () => {
  const with4e = { destinationId: "4e", companions: [companion("morin", "supervisor")] };
  expect(found("supervisor-twice", { places: [place("a", with4e), place("b", with4e)] })).toEqual([]);
  expect(found("supervisor-twice", { places: [place("a", with4e), place("b", { ...with4e, destinationId: "5e" })] })).toMatchObject([
    { rule: "R364", severity: "warns", requestIds: ["b", "a"], waysOut: [{ kind: "open", what: "people", requestId: "b" }] },
  ]);
});

test("[R364] only her own dates count", () => {
  const until = companion("morin", "supervisor", { span: { startsOn: null, endsOn: "2027-02-26" } });
  const from = companion("morin", "supervisor", { span: { startsOn: "2027-03-01", endsOn: null } });
  const places = [place("a", { companions: [until] }), place("b", { companions: [from] })];
  expect(found("supervisor-twice", { places })).toEqual([]);
  expect(found("supervisor-twice", { places: [places[0] ?? place("a"), place("b", { companions: [until] })] })).toHaveLength(1);
});
