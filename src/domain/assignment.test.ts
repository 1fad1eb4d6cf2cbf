import { describe, expect, test } from "vitest";
import {
  blocking,
  conflictsOf,
  freeSeats,
  withChange,
  type AssignablePlace,
  type AssignmentGrid,
  type Seat,
  type SeatChange,
} from "./assignment.ts";
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
const evenings: Schedule = { ...days, startTime: "15:00", endTime: "23:00" };

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

describe("conflictsOf", () => {
  test("a group at its size has no conflict and no free seat", () => {
    const full = grid({ places: [place("a")], seats: [seat("a", "gagnon"), seat("a", "tremblay")] });
    expect(conflictsOf(full)).toEqual([]);
    expect(freeSeats(full, place("a"))).toBe(0);
  });

  test("[R12] one student more than the group holds is a conflict that names the last to come, by whom and when", () => {
    const last = seat("a", "roy", { by: "S. Gagné" });
    const [conflict, ...others] = conflictsOf(
      grid({
        places: [place("a")],
        seats: [last, seat("a", "gagnon", { at: "2026-01-01T00:00:00.000Z" }), seat("a", "cote", { at: "2026-01-02T00:00:00.000Z" })],
      }),
    );
    expect(others).toEqual([]);
    expect(conflict).toMatchObject({
      kind: "over-allocated",
      requestId: "a",
      size: 2,
      assigned: 3,
      excess: [{ studentId: "roy", by: "S. Gagné" }],
    });
  });

  test("[R12] two students on an individual place are a conflict, and it cannot be enlarged", () => {
    const [conflict] = conflictsOf(
      grid({ places: [place("a", { kind: "individual", size: 1 })], seats: [seat("a", "gagnon"), seat("a", "roy")] }),
    );
    expect(conflict).toMatchObject({ kind: "over-allocated", size: 1, assigned: 2, waysOut: [] });
  });

  test("ways out: my own last seat back, the nearest free seats first, and a larger group only when the unit takes it", () => {
    const places = [
      place("full"),
      place("far", { receivingId: "port", siteId: "dame", serviceId: "medecine" }),
      place("same-site", { serviceId: "medecine" }),
      place("evening", { schedule: evenings }),
      place("same-unit"),
      place("taken", { size: 1 }),
    ];
    const mine = seat("full", "roy", { mine: true });
    const seats = [
      seat("full", "gagnon", { at: "2026-01-01T00:00:00.000Z" }),
      seat("full", "cote", { at: "2026-01-02T00:00:00.000Z" }),
      mine,
      seat("taken", "simard"),
    ];
    const [conflict] = conflictsOf(grid({ places, seats }));
    expect(
      conflict?.kind === "over-allocated" && conflict.waysOut.map((way) => (way.kind === "move" ? way.toRequestId : way.kind)),
    ).toEqual(["take-back", "same-unit", "evening", "same-site", "enlarge"]);
    const tight = conflictsOf(grid({ places: [place("full", { largestGroup: 2 })], seats }))[0];
    expect(tight?.kind === "over-allocated" && tight.waysOut.map(({ kind }) => kind)).toEqual(["take-back"]);
  });

  test("a confirmed student is not offered to be moved: her name is out", () => {
    const seats = [seat("full", "gagnon"), seat("full", "cote"), seat("full", "roy", { state: "confirmed", mine: true })];
    const [conflict] = conflictsOf(grid({ places: [place("full", { largestGroup: 2 }), place("free")], seats }));
    expect(conflict?.kind === "over-allocated" && conflict.waysOut).toEqual([]);
  });

  test("a student in two places at the same hours is a conflict of both; on mornings here and evenings there, none", () => {
    const seats = [seat("a", "gagnon"), seat("b", "gagnon")];
    const clash = conflictsOf(grid({ places: [place("a"), place("b")], seats }));
    expect(clash).toMatchObject([
      {
        kind: "student-twice",
        requestId: "b",
        studentId: "gagnon",
        other: { requestId: "a" },
        overlap: { from: "2027-01-18T07:00", to: "2027-01-18T15:00" },
      },
    ]);
    expect(blocking(clash, "a")).toHaveLength(1);
    expect(blocking(clash, "b")).toHaveLength(1);
    expect(conflictsOf(grid({ places: [place("a"), place("b", { schedule: evenings })], seats }))).toEqual([]);
  });

  test("a student on another sheet at the same hours is a conflict that names that course", () => {
    const elsewhere = [
      {
        studentId: "gagnon",
        requestId: "other",
        path: "CHSLD des Érables",
        course: "180-401 Médecine",
        schedule: days,
        by: "N. Bergeron",
        at: "2026-11-01T12:00:00.000Z",
      },
    ];
    expect(conflictsOf(grid({ places: [place("a")], seats: [seat("a", "gagnon")], elsewhere }))).toMatchObject([
      { kind: "student-twice", other: { course: "180-401 Médecine", by: "N. Bergeron" } },
    ]);
  });
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
    expect(after && conflictsOf(after)).toMatchObject([
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
