import { expect, test } from "vitest";
import type { Catalogue } from "#domain/place.ts";
import { ancestorsOf, placeNodes, treeRows } from "./tree.ts";

const unit = (id: string, serviceId: string, name: string, retiredOn: string | null = null) => ({
  id,
  agencyId: "a",
  siteId: "s",
  serviceId,
  name,
  shortName: "",
  isUser: true,
  capacity: 4,
  largestGroup: 2,
  profileAt: "",
  retiredOn,
});
const catalogue: Catalogue = {
  agencies: [{ id: "a", name: "CISSS", shortName: "", isUser: true }],
  sites: [{ id: "s", agencyId: "a", name: "Hôpital du Nord", shortName: "", isUser: true, retiredOn: null }],
  services: ["Chirurgie", "Médecine"].map((name, at) => ({
    id: `v${at}`,
    agencyId: "a",
    siteId: "s",
    name,
    isUser: true,
    retiredOn: null,
  })),
  destinations: [unit("d1", "v0", "3e Est"), unit("d2", "v1", "3e Est"), unit("d3", "v1", "4e Est", "2026-01-01")],
};
const nodes = placeNodes(catalogue, { retired: false });
const names = (text: string, open: string[] = [], closed: string[] = []) =>
  treeRows(nodes, { text, isOpen: ({ id }) => open.includes(id), closed: new Set(closed) }).map(
    ({ node, depth }) => `${depth} ${node.name}`,
  );

test("the tree is closed until opened, level by level, and leaves out what is retired", () => {
  expect(names("")).toEqual(["1 CISSS"]);
  expect(names("", ["a", "s", "v1"])).toEqual(["1 CISSS", "2 Hôpital du Nord", "3 Chirurgie", "3 Médecine", "4 3e Est"]);
  expect(nodes[0]?.units).toBe(2);
  expect(placeNodes(catalogue, { retired: true })[0]?.units).toBe(3);
});

test("a search opens what leads to each place whose path has all the words", () => {
  expect(names("medecine nord")).toEqual(["1 CISSS", "2 Hôpital du Nord", "3 Médecine"]);
  expect(names("3e est")).toEqual(["1 CISSS", "2 Hôpital du Nord", "3 Chirurgie", "4 3e Est", "3 Médecine", "4 3e Est"]);
  expect(names("medecine", ["v1"])).toEqual(["1 CISSS", "2 Hôpital du Nord", "3 Médecine", "4 3e Est"]);
  expect(names("medecine", [], ["s"])).toEqual(["1 CISSS", "2 Hôpital du Nord"]);
  expect(names("absent")).toEqual([]);
});

test("what leads to a place can be opened for it", () => {
  expect([...ancestorsOf(nodes, "d2")].toSorted()).toEqual(["a", "s", "v1"]);
});
