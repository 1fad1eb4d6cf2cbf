import { expect, test } from "vitest";
import type { SupplyWeeks } from "#domain/supply.ts";
import { merged, placeKey, rowsOf, type PlaceRow, type SupplyData } from "./supply-rows.ts";

const weeks: SupplyWeeks = { room: 4, confirmed: null, accepted: null, pending: null, ghost: null, own: null, closed: null, moment: null };
const place = (of: Partial<PlaceRow>): PlaceRow => ({
  agencyId: "a",
  agency: "CISSS",
  siteId: "s",
  site: "Hôpital",
  serviceId: "m",
  service: "Médecine",
  destinationId: "m1",
  name: "4e Est",
  disciplines: [],
  largestGroup: null,
  weeks,
  ...of,
});
const data = (rows: PlaceRow[]): SupplyData => ({
  side: "placing",
  from: "2027-01-18",
  to: "2027-04-18",
  weeks: 13,
  rows,
  more: false,
  ghosts: true,
  may: { plan: true, share: true },
});
const words = { needs: "Besoins", everything: "Tout", unplaced: "Unité à choisir" };

test("levels that tell nothing apart are left out; what has no unit stands after the units of its service", () => {
  const one = rowsOf(data([place({}), place({ destinationId: null, name: "" })]), { needs: [], words });
  expect(one.map(({ kind, name, depth }) => [kind, name, depth])).toEqual([
    ["group", "Hôpital", 0],
    ["place", "4e Est", 1],
    ["place", "Unité à choisir", 1],
  ]);
  const two = rowsOf(
    data([place({}), place({ agencyId: "b", agency: "CIUSSS", siteId: "t", serviceId: "c", destinationId: null, name: "" })]),
    {
      needs: [],
      words,
    },
  );
  expect(two.map(({ name, depth }) => [name, depth])).toEqual([
    ["Tout", 0],
    ["CISSS", 0],
    ["Hôpital", 1],
    ["4e Est", 2],
    ["CIUSSS", 0],
    ["Hôpital", 1],
    ["Médecine", 2],
  ]);
});

test("[R502] what is looked at again takes the place of what it was, goes, or comes beside its service", () => {
  const before = data([place({}), place({ destinationId: "m2" }), place({ serviceId: "c", destinationId: "c1" })]);
  const now = { ...weeks, ghost: [3] };
  const rows = [
    place({ destinationId: "m2", weeks: now }),
    place({ destinationId: null, name: "" }),
    place({ serviceId: "x", destinationId: "x1" }),
  ];
  const after = merged(before, { ids: ["m1", "m2", "m"], rows });
  expect(after.rows.map((row) => [placeKey(row), row.weeks.ghost])).toEqual([
    ["m2", [3]],
    ["m", null],
    ["c1", null],
  ]);
});
