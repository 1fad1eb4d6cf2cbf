import { expect, test } from "vitest";
import type { HistoryEntry } from "#domain/history.ts";
import { eventPhrase } from "./event.ts";

const entry = (kind: string, facts: object, names: Partial<HistoryEntry["names"]> = {}): HistoryEntry =>
  ({
    kind,
    facts,
    seq: 1,
    at: "",
    about: "",
    by: "",
    mine: false,
    names: { student: null, request: null, person: null, reason: null, ...names },
  }) as unknown as HistoryEntry;
const request = { id: "", reference: 100042, place: "4e Est, Hôpital du Nord" };

test("a decline says its place, its reason and its note, in the reader's language", () => {
  const declined = entry(
    "request.declined",
    { from: "sent", reasonCode: "staffing", reasonNote: "Été" },
    { request, reason: { fr: "Effectifs", en: "Staffing" } },
  );
  expect(eventPhrase(declined, "fr")).toBe(
    "a refusé la demande n°\u00A0100042 (4e Est, Hôpital du Nord)\u00A0: Effectifs, «\u00A0Été\u00A0»",
  );
  expect(eventPhrase(declined, "en")).toBe("declined request\u00A0100042 (4e Est, Hôpital du Nord): Staffing, “Été”");
});

test("a student the reader may not name stays without name", () => {
  const held = { studentId: "s" };
  expect(eventPhrase(entry("assignment.held", held, { request, student: "Zoé Roy" }), "fr")).toContain("Zoé Roy");
  expect(eventPhrase(entry("assignment.held", held, { request }), "fr")).toBe(
    "a affecté une personne à la demande n°\u00A0100042 (4e Est, Hôpital du Nord)",
  );
});

test("changes say before and after", () => {
  expect(
    eventPhrase(
      entry("request.changed", { changes: { size: { before: 6, after: 8 }, comment: { before: "", after: "Soir" } } }, { request }),
      "en",
    ),
  ).toBe("changed request\u00A0100042 (4e Est, Hôpital du Nord): group size: 6 → 8; comment: nothing → “Soir”");
});
