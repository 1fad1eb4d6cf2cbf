import { describe, expect, test } from "vitest";
import {
  blankProfile,
  changedFields,
  patched,
  proposedChanges,
  reviewDue,
  saidFor,
  takenOf,
  type PrerequisiteFields,
  type ProfileFields,
} from "./profile.ts";

const said = (of: Partial<ProfileFields>): ProfileFields => ({ ...blankProfile, ...of });
const cpr: PrerequisiteFields = { name: "RCR", note: "", students: true, instructors: false, mandatory: true, daysBefore: 30 };

describe("a profile", () => {
  test("[R315] says what what it lies under says where it says nothing itself, the nearest first", () => {
    const service = { name: "Médecine", fields: said({ dress: "Uniforme blanc" }) };
    const site = { name: "Hôpital", fields: said({ dress: "Propre", parking: "P3" }) };
    const own = said({ arrival: "Au poste" });
    expect(saidFor("arrival", own, [service, site])).toEqual({ fields: own, from: null });
    expect(saidFor("dress", own, [service, site]).from).toBe(service);
    expect(saidFor("parking", own, [service, site]).from).toBe(site);
    expect(saidFor("languages", own, [service, site])).toEqual({ fields: own, from: null });
  });

  test("[R315] is due again after four months, and when nobody ever looked at it", () => {
    expect(reviewDue(null, "2026-11-22")).toBe(true);
    expect(reviewDue("2026-07-23", "2026-11-22")).toBe(false);
    expect(reviewDue("2026-07-22", "2026-11-22")).toBe(true);
  });

  test("keeps shifts in one order, so that the same is the same", () => {
    expect(changedFields(said({ shifts: ["day", "night"] }), patched(blankProfile, { shifts: ["night", "day"] }))).toEqual([]);
  });

  test("[R316] keeps no justification without a gender", () => {
    const before = said({ gender: "female", genderReason: "Soins intimes" });
    expect(patched(before, { gender: null })).toEqual(blankProfile);
  });
});

describe("an answer to a survey", () => {
  const now = { profile: said({ dress: "Blanc", parking: "P3" }), prerequisites: [cpr, { ...cpr, name: "Vaccins" }] };
  const answer = {
    profile: said({ dress: "Bleu", parking: "P3", gender: "female", genderReason: "Soins intimes" }),
    prerequisites: [
      { ...cpr, name: "rcr", daysBefore: 15 },
      { ...cpr, name: "Masque" },
    ],
  };

  test("[R318] is what would change, point by point: fields, and prerequisites that come, change and go", () => {
    const changes = proposedChanges(now, answer);
    expect(changes.map(({ key }) => key)).toEqual(["dress", "gender", "prerequisite rcr", "prerequisite vaccins", "prerequisite masque"]);
    expect(proposedChanges(now, now)).toEqual([]);
  });

  test("[R318] gives what is taken and nothing else; a gender comes with its justification", () => {
    const changes = proposedChanges(now, answer);
    expect(takenOf(changes, [])).toEqual({ patch: {}, prerequisites: [] });
    const taken = takenOf(changes, ["gender", "prerequisite vaccins", "unknown"]);
    expect(taken.patch).toEqual({ gender: "female", genderReason: "Soins intimes" });
    expect(taken.prerequisites).toEqual([{ before: { ...cpr, name: "Vaccins" }, after: null }]);
  });
});
