import { describe, expect, test } from "vitest";
import { freeSeats, withChange, type AssignablePlace, type AssignmentGrid, type Seat, type SeatChange } from "./assignment.ts";
import { conflictsOf } from "./conflict-engine.ts";
import { factsOf } from "./conflict-facts.ts";
import type { Schedule } from "./schedule.ts";

const days: Schedule = {
  startsOn: "2027-01-18",
  endsOn: "2027-04-30",
  blocks: [],
  weekdays: [1, 2, 3],
  startTime: "07:00",
  endTime: "15:00",
  shiftCode: null,
};

const place = (requestId: string, change: Partial<AssignablePlace> = {}): AssignablePlace => ({
  requestId,
  kind: "group",
  size: 2,
  largestGroup: 8,
  path: `Hôpital du Nord / Chirurgie / ${requestId}`,
  receivingId: "rapides",
  siteId: "nord",
  serviceId: "chirurgie",
  schedule: days,
  ...change,
});
let clock = 0;
const seat = (requestId: string, studentId: string, change: Partial<Seat> = {}): Seat => ({
  assignmentId: `${requestId}-${studentId}`,
  requestId,
  studentId,
  state: "held",
  version: 1,
  by: "M. Roy",
  at: new Date(Date.UTC(2026, 10, 22, 15, clock++)).toISOString(),
  mine: false,
  ...change,
});
const grid = (change: Partial<AssignmentGrid>): AssignmentGrid => ({ places: [], seats: [], elsewhere: [], ...change });

test("seats still free at a place", () => {
  const full = grid({ places: [place("a")], seats: [seat("a", "gagnon"), seat("a", "tremblay")] });
  expect(freeSeats(full, place("a"))).toBe(0);
});

describe("[R130] a change of seats", () => {
  const full = {
    ...grid({ places: [place("a"), place("b")], seats: [seat("a", "gagnon"), seat("a", "tremblay")] }),
    students: [{ id: "gagnon" }, { id: "tremblay" }, { id: "roy" }],
  };
  const { mine: _mine, ...late } = seat("a", "roy", { by: "S. Gagné" });
  const change = (of: Partial<SeatChange>): SeatChange => ({ worksheetId: "sheet", left: null, taken: null, ...of });

  test("taken: the seat is there, in order of time, and so is the conflict; the grid before is as it was", () => {
    const after = withChange(full, change({ taken: late }), false);
    expect(after?.seats.map(({ studentId }) => studentId)).toEqual(["gagnon", "tremblay", "roy"]);
    expect(after && conflictsOf(factsOf(after))).toMatchObject([
      { kind: "over-allocated", excess: [{ studentId: "roy", by: "S. Gagné", mine: false }] },
    ]);
    expect(full.seats).toHaveLength(2);
    const early = withChange(full, change({ taken: { ...late, at: "2026-01-01T00:00:00.000Z" } }), true);
    expect(early?.seats[0]).toMatchObject({ studentId: "roy", mine: true });
  });

  test("given up, and moved in one step", () => {
    expect(withChange(full, change({ left: "a-gagnon" }), false)?.seats.map(({ studentId }) => studentId)).toEqual(["tremblay"]);
    const moved = { ...late, assignmentId: "b-gagnon", requestId: "b", studentId: "gagnon" };
    expect(withChange(full, change({ left: "a-gagnon", taken: moved }), false)?.seats.map(({ requestId }) => requestId)).toEqual([
      "a",
      "b",
    ]);
  });

  test("what does not follow from the grid is asked for again", () => {
    expect(withChange(full, change({ left: "never seen" }), false)).toBeNull();
    expect(withChange(full, change({ taken: { ...late, requestId: "c" } }), false)).toBeNull();
    expect(withChange(full, change({ taken: { ...late, studentId: "nobody" } }), false)).toBeNull();
    expect(withChange(full, change({ taken: { ...late, studentId: "gagnon" } }), false)).toBeNull();
  });
});
