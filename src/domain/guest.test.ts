import { describe, expect, test } from "vitest";
import {
  draftProblems,
  emptyDraft,
  guestDraft,
  keptDraft,
  requestOfDraft,
  scheduleOfDraft,
  stagesOf,
  stepOf,
  studentProblem,
  termFor,
} from "./guest.ts";
import { statusSeenBy } from "./request.ts";
import { seasonOfDay, stockTerm } from "./term.ts";

const today = "2026-11-22";
const whole = {
  ...emptyDraft,
  contactName: "Anne Petit",
  programme: "Ergothérapie",
  course: "Stage 2",
  startsOn: "2027-02-01",
  endsOn: "2027-03-26",
  weekdays: [3, 1],
  startTime: "7 h",
  endTime: "15:30",
};
const zoe = { firstName: "Zoé", lastName: "Roy", email: "", consentSignedOn: "2026-09-01" };

describe("a guest’s draft", () => {
  test("[R338] misses in order what it misses, and says on which step", () => {
    expect(draftProblems(emptyDraft, today).map(({ field }) => field)).toEqual([
      "contactName",
      "programme",
      "course",
      "startsOn",
      "endsOn",
      "weekdays",
      "startTime",
      "endTime",
    ]);
    expect(draftProblems(whole, today)).toEqual([]);
    expect(stepOf("weekdays")).toBe("when");
    const wrong = (more: object) => draftProblems({ ...whole, ...more }, today);
    expect(wrong({ endsOn: "2027-01-01" })).toEqual([{ field: "endsOn", problem: { kind: "end-before-start" } }]);
    expect(wrong({ startsOn: "2026-01-01", endsOn: "2026-02-01" })).toEqual([{ field: "endsOn", problem: { kind: "in-the-past" } }]);
    expect(wrong({ kind: "group", size: "beaucoup" })).toEqual([{ field: "size", problem: { kind: "not-a-number", text: "beaucoup" } }]);
    expect(wrong({ hoursBy: "shift", shiftCode: "??" })[0]).toMatchObject({ field: "shiftCode" });
    expect(wrong({ students: [zoe, zoe] })).toEqual([{ field: "students", problem: { kind: "too-many", most: 1 } }]);
  });

  test("[R338] reads as a request, with what is flexible said in its comment", () => {
    expect(scheduleOfDraft(whole)).toMatchObject({ weekdays: [1, 3], startTime: "07:00", endTime: "15:30", shiftCode: null });
    const place = { siteId: "s", serviceId: "e", destinationId: null };
    const read = requestOfDraft({ ...whole, flexible: true, flexibleHow: "plus tard" }, { place, flexible: (how) => `Souple : ${how}` });
    expect(read).toMatchObject({ kind: "individual", size: 1, course: "Stage 2", comment: "Souple : plus tard" });
  });

  test("[R333] keeps nothing of a student who has not signed", () => {
    const kept = keptDraft(guestDraft.parse({ ...whole, students: [zoe, { ...zoe, firstName: "Léo", consentSignedOn: "" }] }));
    expect(kept.students).toEqual([zoe]);
    expect(studentProblem({ ...zoe, consentSignedOn: "" }, today)).toEqual({ field: "consentSignedOn", problem: { kind: "missing" } });
    expect(studentProblem({ ...zoe, consentSignedOn: "2027-01-01" }, today)).toEqual({
      field: "consentSignedOn",
      problem: { kind: "not-yet" },
    });
    expect(studentProblem({ ...zoe, consentSignedOn: "2020-01-01" }, today)).toMatchObject({ problem: { kind: "consent-over" } });
    expect(studentProblem(zoe, today)).toBeNull();
  });
});

describe("where a request stands", () => {
  const at = { sentAt: "2026-11-01T12:00:00Z", answeredAt: null, named: 0, size: 2, cancelledAt: null };
  const states = (status: string, more: object = {}) => stagesOf({ ...at, status, ...more }).map(({ state }) => state);

  test("[R334] is told in plain stages, and what a unit answered is one with being looked at", () => {
    expect(states("sent")).toEqual(["done", "now", "next", "next", "next"]);
    expect(states("accepted")).toEqual(["done", "done", "done", "now", "next"]);
    expect(states("accepted", { named: 2 })).toEqual(["done", "done", "done", "done", "now"]);
    expect(states("confirmed", { named: 2 })).toEqual(["done", "done", "done", "done", "done"]);
    expect(states("declined")).toEqual(["done", "done", "no"]);
    expect(states("cancelled")).toEqual(["done", "no", "no"]);
    expect(states(statusSeenBy("declined-by-unit", "placing"))).toEqual(states("sent"));
  });
});

describe("the term of what a school without account asks", () => {
  const winter = { id: "w", ...stockTerm("winter", 2027) };
  test("[R330] is one it has, the shortest; else its season’s; else whole years", () => {
    const asked = { startsOn: "2027-02-01", endsOn: "2027-03-26" };
    const year = { id: "y", name: "2027", shortName: "2027", startsOn: "2027-01-01", endsOn: "2027-12-31" };
    expect(termFor([year, winter], asked)).toEqual({ has: winter });
    expect(termFor([], asked)).toMatchObject({ make: [stockTerm("winter", 2027), { shortName: "2027" }] });
    expect(termFor([winter], { startsOn: "2027-04-01", endsOn: "2027-06-01" })).toEqual({
      make: [{ name: "2027", shortName: "2027", startsOn: "2027-01-01", endsOn: "2027-12-31" }],
    });
    expect(termFor([], { startsOn: "2026-12-01", endsOn: "2027-02-01" })).toMatchObject({
      make: [{ shortName: "2026-2027", endsOn: "2027-12-31" }],
    });
    expect(["2027-04-30", "2027-05-01", "2027-08-31", "2027-09-01"].map(seasonOfDay)).toEqual(["winter", "summer", "summer", "fall"]);
  });
});
