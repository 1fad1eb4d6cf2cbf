import { describe, expect, it } from "vitest";
import { roleKinds } from "#domain/access.ts";
import { isFramed, opensTo } from "./address.ts";
import { railOf } from "./navigation.ts";

const withNames = true;

describe("addresses of the frame", () => {
  it("leave sign-in and links without account alone", () => {
    for (const path of ["/", "/connexion", "/r/abc", "/mur/1", "/courriel", "/bienvenue/x"]) expect(isFramed(path), path).toBe(false);
    for (const path of ["/accueil", "/cohortes/1/cours/2/inscriptions", "/fiches/1"]) expect(isFramed(path), path).toBe(true);
  });

  it("open every page of a role's rail to it", () => {
    for (const kind of roleKinds) {
      for (const agencyKind of ["placing", "receiving", "both"] as const) {
        for (const { href } of railOf({ kind, agencyKind, withNames }))
          expect(opensTo(href, { kind, agencyKind, withNames }), `${kind} ${agencyKind} ${href}`).toBe(true);
      }
    }
  });

  it("say no to a hospital at a school's register, and to an instructor at the directory", () => {
    expect(opensTo("/etudiants/1", { kind: "receiving-coordinator", agencyKind: "receiving", withNames })).toBe(false);
    expect(opensTo("/personnes", { kind: "instructor", agencyKind: "placing", withNames })).toBe(false);
  });
});
