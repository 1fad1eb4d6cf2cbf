import { describe, expect, test } from "vitest";
import type { Schedule } from "./schedule.ts";
import { createUnitRoom, type UnitFacts } from "./watch-room.ts";
import { anywhere, type RoomQuestion } from "./watch.ts";

const mondays: Schedule = {
  startsOn: "2027-01-11",
  endsOn: "2027-01-31",
  blocks: [],
  weekdays: [1],
  startTime: "15:00",
  endTime: "23:00",
  shiftCode: null,
};
const unit = (of: Partial<UnitFacts> = {}): UnitFacts => ({
  destinationId: "4e Est",
  serviceId: "Pédiatrie",
  path: "",
  open: true,
  capacity: 6,
  largestGroup: null,
  lines: [],
  closures: [],
  present: [],
  ...of,
});
const asked = (of: Partial<RoomQuestion> = {}): RoomQuestion => ({
  kind: "room",
  count: 2,
  discipline: null,
  where: anywhere,
  band: "evening",
  weekdays: null,
  from: "2027-01-11",
  to: "2027-01-24",
  ...of,
});
const free = (facts: UnitFacts, of: RoomQuestion = asked(), agencyId = "une école", today = "2027-01-01") =>
  createUnitRoom(facts, { from: today, to: "2027-12-31" }).free(of, { agencyId, today });

describe("room at a unit", () => {
  test("[R511] is the least of its days, in the shift asked for or the best of any", () => {
    const facts = unit({ present: [{ size: 4, schedule: mondays, heldBy: null }] });
    expect(free(facts)).toBe(2);
    expect(free(facts, asked({ weekdays: [2, 3] }))).toBe(6);
    expect(free(facts, asked({ band: null }))).toBe(6);
    expect(free(facts, asked({ band: "night" }))).toBe(6);
    // the days that are over are not looked at
    expect(free(facts, asked({ to: "2027-02-03" }), "une école", "2027-02-01")).toBe(6);
  });

  test("[R511] has unknown hours in every shift and unknown weekdays on every day, and nothing where nobody said how many", () => {
    const various = { ...mondays, startTime: null, endTime: null, weekdays: null };
    expect(free(unit({ present: [{ size: 5, schedule: various, heldBy: null }] }), asked({ band: "night", weekdays: [4] }))).toBe(1);
    expect(free(unit({ capacity: null }))).toBeNull();
    expect(free(unit({ open: false }))).toBeNull();
  });

  test("[R511] passes over closed days, and counts what is held only for who holds it (section 8, rule 5)", () => {
    const closures = [{ startsOn: "2027-01-18", endsOn: "2027-01-18" }];
    const full = unit({ closures, present: [{ size: 6, schedule: { ...mondays, startsOn: "2027-01-18" }, heldBy: null }] });
    expect(free(full)).toBe(6);
    expect(free(unit({ closures: [{ startsOn: "2027-01-01", endsOn: "2027-12-31" }] }))).toBeNull();
    const held = unit({ present: [{ size: 5, schedule: mondays, heldBy: "une école" }] });
    expect([free(held), free(held, asked(), "une autre")]).toEqual([1, 6]);
  });
});
