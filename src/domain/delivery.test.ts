import { expect, test } from "vitest";
import {
  dueOnFrom,
  fillTemplate,
  groupForPrint,
  linkCovers,
  linkState,
  printState,
  readAddresses,
  scrambledName,
  sharedPlace,
  usualSettings,
} from "./delivery.ts";

const unit = (destinationId: string | null, serviceId = "se", siteId = "si") => ({ receivingId: "a", siteId, serviceId, destinationId });

test("[R220] one PDF for each request, or one for each destination, in the order given", () => {
  const requests = [unit("d1"), unit("d2"), unit("d1"), unit(null)];
  expect(groupForPrint(requests, "request").map((group) => group.length)).toEqual([1, 1, 1, 1]);
  expect(groupForPrint(requests, "destination").map((group) => group.length)).toEqual([2, 1, 1]);
});

test("[R226] a link is for the place its requests share, as far down as they do", () => {
  expect(sharedPlace([unit("d1"), unit("d1")])).toEqual({ receivingId: "a", siteId: "si", serviceId: "se", destinationId: "d1" });
  expect(sharedPlace([unit("d1"), unit("d2")])).toMatchObject({ serviceId: "se", destinationId: null });
  expect(sharedPlace([unit("d1"), unit("d1", "other")])).toMatchObject({ siteId: "si", serviceId: null, destinationId: null });
  expect(sharedPlace([unit("d1"), unit("d1", "se", "elsewhere")])).toBeNull();
  expect(sharedPlace([])).toBeNull();
});

test("[R226] a service's link reaches its units, a unit's itself alone, nobody's another site", () => {
  const service = { receivingId: "a", siteId: "si", serviceId: "se", destinationId: null };
  expect(linkCovers(service, unit("d1"))).toBe(true);
  expect(linkCovers(service, unit(null))).toBe(true);
  expect(linkCovers(service, unit("d1", "other"))).toBe(false);
  expect(linkCovers({ ...service, destinationId: "d1" }, unit("d1"))).toBe(true);
  expect(linkCovers({ ...service, destinationId: "d1" }, unit(null))).toBe(false);
  expect(linkCovers(service, unit("d1", "se", "elsewhere"))).toBe(false);
});

test("[R226] a link is good until its moment, and not after it was taken back", () => {
  const now = new Date("2026-11-22T15:00:00Z");
  expect(linkState({ expiresAt: "2026-11-22T15:00:00.001Z", revokedAt: null }, now)).toBe("good");
  expect(linkState({ expiresAt: "2026-11-22T15:00:00.000Z", revokedAt: null }, now)).toBe("expired");
  expect(linkState({ expiresAt: "2027-01-01T00:00:00Z", revokedAt: "2026-11-21T00:00:00Z" }, now)).toBe("revoked");
});

test("[R220] the name of a PDF says nothing: sixteen signs at random that nobody mistakes for others", () => {
  const name = scrambledName(new Uint8Array(16).map((_byte, at) => at * 17));
  expect(name).toMatch(/^[a-hjkmnp-z2-9]{16}\.pdf$/);
  expect(scrambledName(new Uint8Array(16).fill(3))).not.toBe(name);
});

test("[R221] a PDF is being made, not made, ready or delivered", () => {
  const at = "2026-11-22T15:00:00.000Z";
  expect(printState({ readyAt: null, tries: 0, deliveredAt: null })).toBe("making");
  expect(printState({ readyAt: null, tries: 5, deliveredAt: null })).toBe("failed");
  expect(printState({ readyAt: at, tries: 1, deliveredAt: null })).toBe("ready");
  expect(printState({ readyAt: at, tries: 0, deliveredAt: at })).toBe("delivered");
});

test("[R229] an answer is asked for within fourteen days, unless the school says otherwise", () => {
  expect(dueOnFrom(usualSettings, "2026-12-20")).toBe("2027-01-03");
  expect(dueOnFrom({ dueDays: 30 }, "2026-12-20")).toBe("2027-01-19");
});

test("[R224] a template's words in braces are filled in, in either language; what is unknown stays as it is", () => {
  const values = { contact: "Marie Côté", place: "4e Est", due: "2026-12-06" };
  expect(fillTemplate("Bonjour {contact}, {milieu} ({place}), {échéance} {due} {lien} {autre}", values)).toBe(
    "Bonjour Marie Côté, 4e Est (4e Est), 2026-12-06 2026-12-06 {lien} {autre}",
  );
});

test("[R224] addresses are read as people type them, each once", () => {
  expect(readAddresses("Marie@Lac.example; <luc@lac.example>,\n marie@lac.example ")).toEqual(["marie@lac.example", "luc@lac.example"]);
});
