import { describe, expect, test } from "vitest";
import { movedSince, rowStateOf, type MatchNow, type ProposedSeat } from "./matching-basis.ts";

const place = (size: number, more: Partial<MatchNow["places"][string]> = {}) => ({
  status: "accepted" as const,
  size,
  hours: "lun",
  unit: "4E",
  ...more,
});
const seat = (requestId: string, more: Partial<MatchNow["seats"][string]> = {}) => ({
  requestId,
  assignmentId: `a-${requestId}`,
  version: 1,
  state: "held" as const,
  by: "Bruno Côté",
  at: "2026-11-22T15:42:00Z",
  path: requestId,
  ...more,
});
const row = (studentId: string, requestId: string | null): ProposedSeat => ({
  worksheetId: "w",
  studentId,
  requestId,
  placed: requestId !== null,
  rank: 1,
});
const nowOf = (more: Partial<MatchNow> = {}): MatchNow => ({
  seats: {},
  wishes: { "w:ann": 1, "w:bob": 1 },
  places: { nord: place(1), rive: place(2) },
  keptStudents: {},
  keptPlaces: {},
  ...more,
});
const nobody = { touched: new Map(), left: new Map() };
const kinds = (moved: ReturnType<typeof movedSince>, key: string) => (moved.get(key) ?? []).map(({ kind }) => kind);

describe("what moved under a solution", () => {
  const basis = nowOf();

  test("[R403] nothing moved, nothing is told; what the solution itself asked for is no move", () => {
    const rows = [row("ann", "nord"), row("bob", "rive")];
    expect(movedSince({ basis, now: nowOf(), rows }, nobody).size).toBe(0);
    expect(movedSince({ basis, now: nowOf({ seats: { "w:ann": seat("nord") } }), rows }, nobody).size).toBe(0);
    const given = { basis: nowOf({ seats: { "w:ann": seat("nord") } }), now: nowOf(), rows: [row("ann", null)] };
    expect(movedSince(given, nobody).size).toBe(0);
  });

  test("[R403] a colleague's seat is told on the student's own row, with who and when, and on the row of whom it leaves without", () => {
    const rows = [row("ann", "nord"), row("bob", "rive")];
    const moved = movedSince({ basis, now: nowOf({ seats: { "w:bob": seat("nord") } }), rows }, nobody);
    expect(moved.get("w:bob")).toEqual([{ kind: "seated", by: "Bruno Côté", at: "2026-11-22T15:42:00Z", path: "nord" }]);
    expect(moved.get("w:ann")).toEqual([{ kind: "place-full", size: 1, wanted: 2 }]);
  });

  test("[R403] whom the solution moves away from a place are not counted among those who came there since", () => {
    const rows = [row("ann", "nord"), row("bob", null)];
    const bobIsThere = { "w:bob": seat("nord") };
    const after = (seats: MatchNow["seats"]) =>
      movedSince({ basis: nowOf({ seats: bobIsThere }), now: nowOf({ seats }), rows }, nobody).get("w:ann");
    expect(after(bobIsThere)).toBeUndefined();
    // Somebody nobody matched: she stays, and is one more.
    expect(after({ ...bobIsThere, "w:cleo": seat("nord") })).toEqual([{ kind: "place-full", size: 1, wanted: 2 }]);
  });

  test("[R403] a place that is gone, smaller, at other hours, elsewhere, withheld or asked for again is told", () => {
    const rows = [row("ann", "nord")];
    const touched = new Map([["nord", { by: "CISSS", at: "2026-11-22T16:00:00Z" }]]);
    const after = (places: MatchNow["places"], more: Partial<MatchNow> = {}) =>
      movedSince({ basis: nowOf({ places: { nord: place(3) } }), now: nowOf({ places, ...more }), rows }, { touched, left: new Map() });
    expect(after({}).get("w:ann")).toEqual([{ kind: "place-gone", by: "CISSS", at: "2026-11-22T16:00:00Z" }]);
    expect(kinds(after({ nord: place(2) }), "w:ann")).toEqual(["place-smaller"]);
    expect(kinds(after({ nord: place(3, { hours: "mar" }) }), "w:ann")).toEqual(["place-hours"]);
    expect(kinds(after({ nord: place(3, { unit: "5O" }) }), "w:ann")).toEqual(["place-unit"]);
    expect(kinds(after({ nord: place(3, { status: "waiting" }) }), "w:ann")).toEqual(["place-waits"]);
    expect(kinds(after({ nord: place(3) }, { keptPlaces: { nord: { by: "Anna", at: "" } } }), "w:ann")).toEqual(["place-withheld"]);
  });

  test("[R403] a student who is gone, taken off, withheld, locked elsewhere or wishes something else is told", () => {
    const rows = [row("ann", "nord")];
    const left = new Map([["ann", { by: "Anna Roy", at: "2026-11-22T16:00:00Z" }]]);
    const after = (more: Partial<MatchNow>) =>
      movedSince({ basis: nowOf({ seats: { "w:ann": seat("rive") } }), now: nowOf(more), rows }, { touched: new Map(), left });
    expect(kinds(after({ wishes: {} }), "w:ann")).toEqual(["student-gone"]);
    expect(after({}).get("w:ann")).toEqual([{ kind: "unseated", by: "Anna Roy", at: "2026-11-22T16:00:00Z" }]);
    expect(kinds(after({ seats: { "w:ann": seat("rive") }, wishes: { "w:ann": 2 } }), "w:ann")).toEqual(["wishes"]);
    const kept = (kind: "student" | "lock") => ({ "w:ann": { kind, requestId: kind === "lock" ? "rive" : null, by: "Anna", at: "" } });
    expect(kinds(after({ seats: { "w:ann": seat("rive") }, keptStudents: kept("student") }), "w:ann")).toEqual(["withheld"]);
    expect(kinds(after({ seats: { "w:ann": seat("rive") }, keptStudents: kept("lock") }), "w:ann")).toEqual(["locked"]);
  });

  test("[R404] a row is applied, open, or says why it cannot be: confirmed elsewhere, not agreed on, gone, no place", () => {
    const at = (requestId: string | null, more: Partial<MatchNow> = {}) => rowStateOf(row("ann", requestId), nowOf(more));
    expect(at("nord")).toBe("open");
    expect(at("nord", { seats: { "w:ann": seat("nord") } })).toBe("done");
    expect(at("nord", { seats: { "w:ann": seat("rive") } })).toBe("open");
    expect(at("nord", { seats: { "w:ann": seat("rive", { state: "confirmed" }) } })).toBe("confirmed");
    expect(at("nord", { places: { nord: place(1, { status: "waiting" }) } })).toBe("waiting");
    expect(at("nord", { places: {} })).toBe("gone");
    expect(at("nord", { wishes: {} })).toBe("gone");
    expect(at(null)).toBe("none");
    expect(at(null, { seats: { "w:ann": seat("rive") } })).toBe("leaves");
    expect(at(null, { seats: { "w:ann": seat("rive", { state: "confirmed" }) } })).toBe("confirmed");
  });
});
