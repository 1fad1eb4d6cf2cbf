import { describe, expect, test } from "vitest";
import { days, evenings } from "./conflict-sample.ts";
import { createTimes, meeting } from "./conflict-time.ts";
import { dayOf, shiftOf, type Track } from "./conflict-track.ts";
import { daysOf, firstOverlap, shiftsOf, type Schedule } from "./schedule.ts";

const night: Schedule = { ...days, startTime: null, endTime: null, shiftCode: "N8" };
const exception = { times: null, shiftCode: null, kind: "shift", studentId: null } as const;
const schedules: Record<string, Schedule> = {
  days,
  evenings,
  night,
  "other weekdays": { ...days, weekdays: [4, 5, 7] },
  blocks: {
    ...days,
    blocks: [
      { from: "2027-02-01", to: "2027-02-12" },
      { from: "2027-03-01", to: "2027-03-05" },
    ],
  },
  paused: { ...days, pauses: [{ from: "2027-02-01", to: "2027-03-31" }] },
  laid: {
    ...days,
    days: [
      { ...exception, day: "2027-01-18", state: "removed" },
      { ...exception, day: "2027-01-23", state: "added", times: { startTime: "12:00", endTime: "20:00" } },
      { ...exception, day: "2027-01-24", state: "added", shiftCode: "N12" },
    ],
  },
  "various hours": { ...days, startTime: null, endTime: null },
  "various days": { ...days, weekdays: null, days: [{ ...exception, day: "2027-01-20", state: "added" }] },
  "the wrong way round": { ...days, endsOn: "2027-01-01" },
};

describe("a schedule in numbers", () => {
  const times = createTimes();
  const shiftsIn = (track: Track) => Array.from(track.from, (from, at) => shiftOf({ from, to: track.to[at] ?? 0 }));

  test.each(Object.entries(schedules))("has the days and the presences of the schedule: %s", (_name, schedule) => {
    const track = times.of(schedule);
    expect(Array.from(track.days, dayOf)).toEqual(daysOf(schedule));
    expect(shiftsIn(track)).toEqual(shiftsOf(schedule));
    expect(shiftsIn(times.ofShifts(shiftsOf(schedule)))).toEqual(shiftsOf(schedule));
  });

  test("two of them meet when the schedules do", () => {
    for (const one of Object.values(schedules)) {
      for (const other of Object.values(schedules)) {
        const first = times.first(times.of(one), times.of(other));
        expect(first && shiftOf(first)).toEqual(firstOverlap(one, other));
      }
    }
  });

  test("what says the same is worked out once", () => {
    expect(times.of({ ...days })).toBe(times.of(days));
    expect(times.of(night)).not.toBe(times.of(days));
  });
});

test("a student meets herself over all parts of a split, on her own days", () => {
  const here = { schedule: days, parts: [evenings] };
  expect(meeting(here, { schedule: evenings }, "gagnon")).toEqual({ from: "2027-01-18T15:00", to: "2027-01-18T23:00" });
  const away = daysOf(evenings).map((day) => ({ ...exception, day, state: "removed" as const, studentId: "gagnon" }));
  expect(meeting({ schedule: { ...evenings, days: away } }, { schedule: evenings }, "gagnon")).toBeNull();
  expect(meeting({ schedule: { ...evenings, days: away } }, { schedule: evenings }, "roy")).not.toBeNull();
});
