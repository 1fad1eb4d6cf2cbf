import { describe, expect, it } from "vitest";
import { staffKinds } from "#domain/access.ts";
import { railOf } from "./navigation.ts";

describe("the rail", () => {
  it("begins at home for every role, and has no two pages of one letter", () => {
    for (const kind of staffKinds) {
      for (const agencyKind of ["placing", "receiving", "both"] as const) {
        const rail = railOf({ kind, agencyKind, withNames: true });
        expect(rail[0]?.href).toBe("/accueil");
        expect(new Set(rail.map(({ letter }) => letter)).size).toBe(rail.length);
      }
    }
  });

  it("shows a hospital's administrator no programmes and a school's observer no inbox", () => {
    expect(railOf({ kind: "local-administrator", agencyKind: "receiving", withNames: true }).map(({ id }) => id)).toEqual([
      "home",
      "people",
      "reasons",
      "occupancy",
      "supply",
      "places",
      "walls",
      "watches",
      "history",
    ]);
    expect(railOf({ kind: "observer", agencyKind: "placing", withNames: true }).map(({ id }) => id)).not.toContain("requests");
  });

  it("shows an observer without names neither students nor assignments", () => {
    const rail = (withNames: boolean) => railOf({ kind: "observer", agencyKind: "placing", withNames }).map(({ id }) => id);
    expect(rail(true)).toEqual(expect.arrayContaining(["students", "assignments"]));
    expect(rail(false)).toEqual(rail(true).filter((id) => id !== "students" && id !== "assignments"));
  });
});
