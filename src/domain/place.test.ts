import { describe, expect, test } from "vitest";
import { alike, choicesAt, fold, pathOf, readPath, readPlace, splitPath, textsOf, type Catalogue } from "./place.ts";

const catalogue: Catalogue = {
  agencies: [
    { id: "a1", name: "CISSS des Rapides", shortName: "CISSSR", isUser: true },
    { id: "a2", name: "Clinique Santé Plus", shortName: "", isUser: false },
  ],
  sites: [
    { id: "s1", agencyId: "a1", name: "Hôpital du Nord", shortName: "HDN", isUser: true, retiredOn: null },
    { id: "s2", agencyId: "a1", name: "Hôpital de la Rive", shortName: "", isUser: true, retiredOn: null },
    { id: "s3", agencyId: "a2", name: "Clinique Santé Plus", shortName: "", isUser: false, retiredOn: null },
  ],
  services: [
    { id: "v1", agencyId: "a1", siteId: "s1", name: "Médecine", isUser: true, retiredOn: null },
    { id: "v2", agencyId: "a1", siteId: "s2", name: "Médecine", isUser: true, retiredOn: null },
    { id: "v3", agencyId: "a1", siteId: "s1", name: "Mère / Enfant", isUser: true, retiredOn: null },
    { id: "v4", agencyId: "a1", siteId: "s2", name: "Gériatrie", isUser: true, retiredOn: "2026-06-30" },
  ],
  destinations: [
    {
      id: "d1",
      agencyId: "a1",
      siteId: "s1",
      serviceId: "v1",
      name: "4e Est",
      shortName: "",
      isUser: true,
      capacity: 10,
      largestGroup: 8,
      profileAt: "",
      retiredOn: null,
    },
    {
      id: "d2",
      agencyId: "a1",
      siteId: "s2",
      serviceId: "v2",
      name: "4e Est",
      shortName: "",
      isUser: true,
      capacity: 10,
      largestGroup: 8,
      profileAt: "",
      retiredOn: null,
    },
    {
      id: "d3",
      agencyId: "a1",
      siteId: "s1",
      serviceId: "v1",
      name: "5e Sud",
      shortName: "5S",
      isUser: true,
      capacity: null,
      largestGroup: null,
      profileAt: "",
      retiredOn: null,
    },
    {
      id: "d4",
      agencyId: "a1",
      siteId: "s1",
      serviceId: "v1",
      name: "6e Nord",
      shortName: "",
      isUser: true,
      capacity: null,
      largestGroup: null,
      profileAt: "",
      retiredOn: "2026-01-31",
    },
  ],
};
const texts = (agency = "", site = "", service = "", destination = "") => ({ agency, site, service, destination });

describe("places from text", () => {
  test("case, accents, spaces and apostrophes do not matter", () => {
    expect(fold("  HÔPITAL\u00A0 d’Œuvre ")).toBe("hopital d'oeuvre");
    expect(readPlace(catalogue, texts("cisss  DES rapides", "hopital du nord")).place).toMatchObject({ agencyId: "a1", siteId: "s1" });
    expect(readPlace(catalogue, texts("CISSSR", "hdn")).place).toMatchObject({ agencyId: "a1", siteId: "s1" });
  });

  test("the right fills the left when it names one place only", () => {
    expect(readPlace(catalogue, texts("", "", "", "5e Sud")).place).toEqual({
      agencyId: "a1",
      siteId: "s1",
      serviceId: "v1",
      destinationId: "d3",
    });
    expect(readPlace(catalogue, texts("", "Hôpital du Nord", "", "4e est")).place).toEqual({
      agencyId: "a1",
      siteId: "s1",
      serviceId: "v1",
      destinationId: "d1",
    });
  });

  test("a name borne by two places is a problem that tells them apart", () =>
    expect(readPlace(catalogue, texts("CISSS des Rapides", "", "", "4e Est")).problems.destination).toEqual({
      kind: "ambiguous-place",
      text: "4e Est",
      like: ["CISSS des Rapides / Hôpital du Nord / Médecine / 4e Est", "CISSS des Rapides / Hôpital de la Rive / Médecine / 4e Est"],
    }));

  test("an unknown name keeps its text and offers what looks like it", () => {
    expect(readPlace(catalogue, texts("", "Hôpital du Sud")).problems.site).toEqual({
      kind: "unknown-place",
      text: "Hôpital du Sud",
      like: ["Hôpital du Nord", "Hôpital de la Rive"],
    });
    expect(alike(catalogue.sites, "zzz")).toEqual([]);
  });

  test("a retired place is said retired, only under what stands to its left", () => {
    expect(readPlace(catalogue, texts("", "Hôpital du Nord", "Médecine", "6e Nord")).problems.destination).toEqual({
      kind: "retired-place",
      text: "6e Nord",
      on: "2026-01-31",
    });
    expect(readPlace(catalogue, texts("", "Hôpital du Nord", "Gériatrie")).problems.service).toMatchObject({ kind: "unknown-place" });
    expect(readPlace(catalogue, texts("", "Hôpital de la Rive", "Gériatrie")).problems.service).toMatchObject({ kind: "retired-place" });
  });

  test("lists narrow with what stands to the left and leave out the retired", () => {
    const chosen = { agencyId: "a1", siteId: "s1", serviceId: null, destinationId: null };
    expect(choicesAt(catalogue, "service", chosen).map(({ id }) => id)).toEqual(["v1", "v3"]);
    expect(choicesAt(catalogue, "destination", chosen).map(({ id }) => id)).toEqual(["d1", "d3"]);
  });

  test("a path from any level, in quotes or not", () => {
    for (const path of [
      "Hôpital du Nord / Médecine / 4e Est",
      "« Hôpital du Nord / Médecine / 4e Est »",
      "CISSS des Rapides > Hôpital du Nord > Médecine > 4e Est",
      "hdn/medecine/4e est",
    ]) {
      expect(readPath(catalogue, path), path).toEqual({
        place: { agencyId: "a1", siteId: "s1", serviceId: "v1", destinationId: "d1" },
        problems: {},
      });
    }
    expect(readPath(catalogue, "5e Sud").place.destinationId).toBe("d3");
  });

  test("a name that holds a slash is a name before it is a path", () => {
    expect(readPath(catalogue, "Mère / Enfant").place.serviceId).toBe("v3");
    expect(splitPath("Médecine")).toBeNull();
  });

  test("a path of five parts, or of unknown parts, is a problem and never an empty place without one", () => {
    for (const path of ["a / b / c / d / e", "x / y", "Hôpital du Nord / Chirurgie"])
      expect(Object.keys(readPath(catalogue, path).problems), path).not.toEqual([]);
    expect(readPath(catalogue, "Hôpital du Nord / Chirurgie").place.siteId).toBe("s1");
  });

  test("a place is written as its names", () => {
    const place = { agencyId: "a1", siteId: "s1", serviceId: "v1", destinationId: null };
    expect(pathOf(catalogue, place)).toBe("CISSS des Rapides / Hôpital du Nord / Médecine");
    expect(textsOf(catalogue, place)).toEqual(texts("CISSS des Rapides", "Hôpital du Nord", "Médecine"));
  });
});
