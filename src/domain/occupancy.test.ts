import { describe, expect, test } from "vitest";
import { bandOf } from "./capacity.ts";
import { addDays, type Day } from "./dates.ts";
import { countUnits, dayNumber, eachPresence, layerOf, type Presences } from "./occupancy.ts";
import { statuses } from "./request.ts";
import { daysOf, presencesOf, shiftsOf, type DayException, type Schedule } from "./schedule.ts";

/** The same numbers each run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
const start = "2027-01-04";

/** A schedule as it may be: blocks, few weekdays or various, hours, codes or various, exceptions of the group and of students, pauses. */
function anySchedule(roll: (below: number) => number): Schedule {
  const startsOn = addDays(start, roll(60));
  const endsOn = addDays(startsOn, roll(90));
  const within = (): Day => addDays(startsOn, roll(95) - 2);
  const span = (): { from: Day; to: Day } => {
    const from = within();
    return { from, to: addDays(from, roll(30)) };
  };
  const hours = [
    { startTime: "07:00", endTime: "15:00", shiftCode: null },
    { startTime: "19:00", endTime: "07:00", shiftCode: null },
    { startTime: null, endTime: null, shiftCode: "S8" },
    { startTime: null, endTime: null, shiftCode: "???" },
    { startTime: null, endTime: null, shiftCode: null },
  ][roll(5)] ?? { startTime: null, endTime: null, shiftCode: null };
  const seen = new Set<Day>();
  const days = Array.from({ length: roll(6) }, (): DayException => {
    const times = roll(3) === 0 ? { startTime: "15:00", endTime: "23:00" } : null;
    return {
      day: within(),
      state: roll(2) === 0 ? "removed" : "added",
      times,
      shiftCode: times === null && roll(3) === 0 ? "N8" : null,
      kind: "shift",
      studentId: roll(4) === 0 ? "one of them" : null,
    };
  }).filter(({ day }) => !seen.has(day) && seen.add(day));
  return {
    startsOn,
    endsOn,
    blocks: roll(3) === 0 ? [span(), span()] : [],
    weekdays: roll(6) === 0 ? null : [1, 2, 3, 4, 5, 6, 7].filter(() => roll(2) === 0),
    ...hours,
    ...(days.length > 0 ? { days } : {}),
    ...(roll(4) === 0 ? { pauses: [span()] } : {}),
  };
}

describe("presences, counted", () => {
  test("[R322] are those of the schedule: the same days, the same hours, on random schedules", () => {
    const roll = dice(11);
    for (let round = 0; round < 400; round++) {
      const schedule = anySchedule(roll);
      const from = addDays(start, roll(40));
      const to = addDays(from, roll(100));
      const counted: string[] = [];
      const known = eachPresence(schedule, { first: dayNumber(from), last: dayNumber(to) }, (on, slot) => {
        counted.push(`${addDays("1970-01-01", on)} ${slot}`);
      });
      counted.sort();
      const inside = (on: Day): boolean => from <= on && on <= to;
      expect(counted.map((one) => one.slice(0, 10))).toEqual(daysOf(schedule).filter(inside));
      expect(counted).toEqual(
        presencesOf(schedule)
          .filter(({ day }) => inside(day))
          .map(({ day, times }) => `${day} ${times ? bandOf(times) : "any"}`),
      );
      expect(counted.filter((one) => !one.endsWith(" any"))).toHaveLength(
        shiftsOf(schedule).filter((shift) => inside(shift.from.slice(0, 10))).length,
      );
      if (!known) expect(daysOf(schedule)).toEqual([]);
    }
  });

  test("[R322] add up by unit, layer and shift; various weekdays are told apart", () => {
    const schedule: Schedule = {
      startsOn: "2027-01-18",
      endsOn: "2027-01-24",
      blocks: [],
      weekdays: [1, 2],
      startTime: "07:00",
      endTime: "15:00",
      shiftCode: null,
    };
    const one = (of: Partial<Presences>): Presences => ({
      destinationId: "d",
      serviceId: "s",
      layer: "accepted",
      size: 6,
      schedule,
      ...of,
    });
    const counted = countUnits(
      [
        one({}),
        one({ size: 2 }),
        one({ layer: "pending", schedule: { ...schedule, startTime: null, endTime: null } }),
        one({ destinationId: null, layer: "ghost", size: 3 }),
        one({ size: 4, schedule: { ...schedule, weekdays: null } }),
      ],
      { from: "2027-01-18", to: "2027-01-20" },
    );
    expect(counted).toEqual([
      {
        destinationId: "d",
        serviceId: "s",
        series: { "accepted-day": [8, 8, 0], "pending-any": [6, 6, 0] },
        varied: { requests: 1, students: 4 },
      },
      { destinationId: null, serviceId: "s", series: { "ghost-day": [3, 3, 0] }, varied: { requests: 0, students: 0 } },
    ]);
  });

  test("[R323] what is held, refused or called off is in no layer, and what has not left its school is a ghost", () => {
    expect(statuses.filter((of) => layerOf(of) === null)).toEqual(expect.arrayContaining(["sent-held", "declined", "cancelled"]));
    expect(statuses.filter((of) => layerOf(of) === null)).toHaveLength(3);
    expect(statuses.filter((of) => layerOf(of) === "ghost")).toEqual(["new", "new-part"]);
    expect(layerOf("accepted-by-unit")).toBe("pending");
    expect(layerOf("confirmed")).toBe("confirmed");
  });
});
