import { describe, expect, it } from "vitest";
import type { Catalogue } from "./place.ts";
import { cellsFor, firstToCopy, moveRank, placePaths, readPreference, resolved } from "./preference.ts";

const site = (id: string, name: string) => ({ id, agencyId: "a", name, shortName: "", isUser: true, retiredOn: null });
const service = (id: string, siteId: string, name: string) => ({ id, agencyId: "a", siteId, name, isUser: true, retiredOn: null });
const unit = (id: string, serviceId: string, name: string, more: Partial<Catalogue["destinations"][number]> = {}) => ({
  id,
  agencyId: "a",
  siteId: "nord",
  serviceId,
  name,
  shortName: "",
  isUser: true,
  capacity: null,
  largestGroup: null,
  profileAt: "",
  retiredOn: null,
  ...more,
});
const catalogue: Catalogue = {
  agencies: [{ id: "a", name: "CISSS", shortName: "", isUser: true }],
  sites: [site("nord", "Hôpital du Nord"), site("rive", "Hôpital de la Rive")],
  services: [service("med", "nord", "Médecine"), service("chir", "nord", "Chirurgie"), service("urg", "rive", "Urgence")],
  destinations: [
    unit("4e", "med", "4e Est"),
    unit("10e", "med", "10e Est"),
    unit("old", "med", "3e Est", { retiredOn: "2026-06-01", successorId: "4e" }),
  ],
};
const read = (path: string, destinationId?: string) =>
  readPreference(catalogue, {
    path,
    place: destinationId ? { agencyId: "a", siteId: "nord", serviceId: "med", destinationId } : null,
  });

describe("a preference", () => {
  it("[R171] is the place its text names, from any level down", () => {
    expect(read("hopital du nord / medecine / 4e est")).toMatchObject({
      place: { agencyId: "a", siteId: "nord", serviceId: "med", destinationId: "4e" },
      path: "Hôpital du Nord / Médecine / 4e Est",
      problem: null,
    });
    expect(read("Hôpital de la Rive")).toMatchObject({ place: { siteId: "rive", serviceId: null }, problem: null });
  });

  it("[R171] stays the place it named when names change, and says so when that is retired, with its successor", () => {
    expect(read("Ancien nom / Ancienne unité", "4e")).toMatchObject({ path: "Hôpital du Nord / Médecine / 4e Est", problem: null });
    expect(read("Hôpital du Nord / Médecine / 3e Est", "old")).toMatchObject({
      problem: { kind: "retired-place", on: "2026-06-01" },
      fixes: ["Hôpital du Nord / Médecine / 4e Est"],
    });
    // a place that was removed: its text may name another
    expect(read("Hôpital du Nord / Médecine / 4e Est", "gone")).toMatchObject({ place: { destinationId: "4e" }, problem: null });
  });

  it("[R171] that names no place keeps its text and is offered what looks like it", () => {
    const wish = { path: "Hôpital Sainte-Claire / Urgence", comment: "près", place: null };
    expect(resolved(catalogue, wish)).toEqual(wish);
    const { problem, fixes, path } = read(wish.path);
    expect([problem?.kind, path, fixes[0]]).toEqual(["unknown-place", wish.path, "Hôpital de la Rive / Urgence"]);
  });

  it("[R173] becomes a row of the sheet without its comment", () => {
    const { place } = read("Hôpital du Nord / Médecine / 4e Est");
    expect(cellsFor(catalogue, place)).toEqual({ agency: "CISSS", site: "Hôpital du Nord", service: "Médecine", destination: "4e Est" });
    expect(cellsFor(catalogue, read("Hôpital de la Rive").place)).toEqual({ agency: "CISSS", site: "Hôpital de la Rive" });
  });

  it("[R173] is copied when it is the first that names an open place", () => {
    expect(firstToCopy([read("Nulle part / Rien"), read("3e Est", "old"), read("Hôpital de la Rive")])).toBe(2);
    expect(firstToCopy([read("Nulle part / Rien")])).toBeNull();
  });

  it("is chosen from every open place, in the order people read", () => {
    expect(placePaths(catalogue).map(({ name }) => name)).toEqual([
      "Hôpital de la Rive",
      "Hôpital de la Rive / Urgence",
      "Hôpital du Nord",
      "Hôpital du Nord / Chirurgie",
      "Hôpital du Nord / Médecine",
      "Hôpital du Nord / Médecine / 4e Est",
      "Hôpital du Nord / Médecine / 10e Est",
    ]);
  });

  it("changes its rank, and nothing falls off the ends", () => {
    expect(moveRank(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
    expect(moveRank(["a", "b", "c"], 0, 3)).toEqual(["a", "b", "c"]);
    expect(moveRank(["a", "b", "c"], 0, -1)).toEqual(["a", "b", "c"]);
  });
});
