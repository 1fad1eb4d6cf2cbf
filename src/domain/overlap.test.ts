import { describe, expect, test } from "vitest";
import { freeShifts, freeUnits, freeWeekdays } from "./overlap-free.ts";
import { clashesOf, commonOf, factOf, isOverlapping, type Intent } from "./overlap.ts";
import { shiftsOf, type Schedule } from "./schedule.ts";
import { createUnitLoad } from "./unit-load.ts";

const winter: Schedule = {
  startsOn: "2027-01-18",
  endsOn: "2027-03-26",
  blocks: [],
  weekdays: [1, 2],
  startTime: "07:00",
  endTime: "15:00",
  shiftCode: null,
};
const intent = (more: Partial<Intent> = {}): Intent => ({
  key: "theirs",
  destinationId: "4e Est",
  kind: "group",
  stage: "asked",
  size: 8,
  schedule: winter,
  own: false,
  school: "Cégep de l’Érable",
  family: null,
  row: null,
  ...more,
});

describe("[R190] two groups overlap when somebody of both is at the unit at the same hours of the same day", () => {
  test.each<[string, Partial<Schedule>, Partial<Schedule>, ReturnType<typeof commonOf>]>([
    [
      "same days and hours",
      {},
      { endsOn: "2027-02-02" },
      { from: "2027-01-18", to: "2027-02-02", days: 6, weekdays: [1, 2], times: { startTime: "07:00", endTime: "15:00" } },
    ],
    ["other weekdays", {}, { weekdays: [4, 5] }, null],
    [
      "one weekday in common",
      {},
      { weekdays: [2, 3], endsOn: "2027-01-29" },
      { from: "2027-01-19", to: "2027-01-26", days: 2, weekdays: [2], times: { startTime: "07:00", endTime: "15:00" } },
    ],
    ["evening after day: who leaves at 15 h does not meet who comes at 15 h", {}, { startTime: "15:00", endTime: "23:00" }, null],
    [
      "a quarter of an hour is enough",
      { endsOn: "2027-01-18" },
      { startTime: "14:45", endTime: "22:45" },
      { from: "2027-01-18", to: "2027-01-18", days: 1, weekdays: [1], times: { startTime: "14:45", endTime: "22:45" } },
    ],
    ["other periods", { endsOn: "2027-02-05" }, { startsOn: "2027-02-08" }, null],
    [
      "a night reaches into the next morning",
      { weekdays: [1], startTime: null, endTime: null, shiftCode: "N8", endsOn: "2027-01-18" },
      { weekdays: [2], startTime: "06:30", endTime: "14:30" },
      { from: "2027-01-18", to: "2027-01-18", days: 1, weekdays: [1], times: { startTime: "06:30", endTime: "14:30" } },
    ],
    ["a night ends when the day begins", { shiftCode: "N8", startTime: null, endTime: null }, {}, null],
    [
      "blocks leave days out",
      {
        blocks: [
          { from: "2027-01-18", to: "2027-01-22" },
          { from: "2027-03-15", to: "2027-03-19" },
        ],
      },
      { blocks: [{ from: "2027-01-25", to: "2027-03-12" }] },
      null,
    ],
    ["a day taken out of the calendar", { endsOn: "2027-01-18", days: [exception("2027-01-18", "removed")] }, {}, null],
    [
      "a day put in",
      { weekdays: [4], days: [exception("2027-01-19", "added")] },
      { endsOn: "2027-01-19" },
      { from: "2027-01-19", to: "2027-01-19", days: 1, weekdays: [2], times: { startTime: "07:00", endTime: "15:00" } },
    ],
    ["nothing is known of various hours", { startTime: null, endTime: null }, {}, null],
  ])("%s", (_title, mine, theirs, common) => {
    expect(commonOf({ ...winter, ...mine }, { ...winter, ...theirs })).toEqual(common);
  });
});

function exception(day: string, state: "removed" | "added") {
  return { day, state, times: null, shiftCode: null, kind: "shift" as const, studentId: null };
}

test("[R190] only groups overlap, and only with schools whose name the zone lets us know; parts of one request do not", () => {
  expect(isOverlapping({ kind: "group" }, intent())).toBe(true);
  expect(isOverlapping({ kind: "individual" }, intent())).toBe(false);
  expect(isOverlapping({ kind: "group" }, intent({ kind: "individual" }))).toBe(false);
  expect(isOverlapping({ kind: "group" }, intent({ school: null }))).toBe(false);
  expect(isOverlapping({ kind: "group", family: "100001" }, intent({ own: true, family: "100001" }))).toBe(false);
  expect(isOverlapping({ kind: "group", family: "100001" }, intent({ own: true, family: "100002" }))).toBe(true);
});

test("[R190] an overlap says who, how many and when; what was asked for comes before what is planned, and one's own school has no name", () => {
  const clashes = clashesOf({ kind: "group", schedule: winter }, [
    intent({ key: "b", stage: "draft", own: true, school: "Cégep des Rapides" }),
    intent({ key: "a" }),
  ]);
  expect(clashes.told.map(factOf)).toEqual([
    {
      school: "Cégep de l’Érable",
      size: 8,
      from: "2027-01-18",
      to: "2027-03-23",
      weekdays: [1, 2],
      startTime: "07:00",
      endTime: "15:00",
      stage: "asked",
    },
    expect.objectContaining({ school: null, stage: "draft" }),
  ]);
});

test("[R190] of many groups at one unit the first few are told, and how many more there are", () => {
  const many = Array.from({ length: 12 }, (_one, index) =>
    intent({
      key: `k${String(index).padStart(2, "0")}`,
      stage: index === 9 ? "asked" : "draft",
      schedule: { ...winter, startsOn: `2027-02-${27 - index}` },
    }),
  );
  const { told, more } = clashesOf({ kind: "group", schedule: winter }, many);
  expect(told.map(({ with: other }) => other.key)).toEqual(["k09", "k11", "k05", "k06", "k07"]);
  expect(more).toBe(7);
});

test("[R190][R194] a unit's load says the same as one group after the other, itself and its parts left out", () => {
  const load = createUnitLoad();
  const many = Array.from({ length: 40 }, (_one, index) =>
    intent({
      key: `k${String(index).padStart(2, "0")}`,
      stage: (["asked", "outbox", "draft"] as const)[index % 3] ?? "draft",
      kind: index % 7 === 0 ? "individual" : "group",
      school: index % 11 === 0 ? null : "Cégep de l’Érable",
      family: index % 5 === 0 ? "famille" : null,
      schedule: { ...winter, weekdays: [1 + (index % 4)], startsOn: index % 2 === 0 ? winter.startsOn : "2027-02-01" },
    }),
  );
  for (const one of many) load.put(one);
  for (const one of many.slice(0, 4)) {
    load.remove(one.destinationId, one.key);
    load.put(one);
  }
  for (const me of many) {
    const others = many.filter(({ key }) => key !== me.key);
    expect(load.clashes(me.destinationId, me)).toEqual(clashesOf(me, others));
  }
  expect(load.clashes("ailleurs", intent())).toEqual({ told: [], more: 0 });
});

describe("[R192] the nearest ways out of an overlap are free themselves", () => {
  const taken = [shiftsOf(winter)];

  test("days: as many, the nearest first, weekends only when there is one already", () => {
    expect(freeWeekdays(winter, taken)).toEqual([
      [3, 4],
      [3, 5],
    ]);
    expect(freeWeekdays(winter, [...taken, shiftsOf({ ...winter, weekdays: [4] })])).toEqual([[3, 5]]);
    expect(freeWeekdays({ ...winter, weekdays: [6, 7] }, [shiftsOf({ ...winter, weekdays: [6] })], 1)).toEqual([[5, 7]]);
    expect(freeWeekdays({ ...winter, weekdays: null }, taken)).toEqual([]);
  });

  test("shifts: as long, straight after or before, codes stay codes", () => {
    expect(freeShifts(winter, taken)).toEqual([
      { startTime: "15:00", endTime: "23:00", shiftCode: null },
      { startTime: "23:00", endTime: "07:00", shiftCode: null },
    ]);
    const coded = { ...winter, startTime: null, endTime: null, shiftCode: "J8" };
    expect(freeShifts(coded, [...taken, shiftsOf({ ...coded, shiftCode: "S8" })])).toEqual([
      { startTime: null, endTime: null, shiftCode: "N8" },
    ]);
    expect(freeShifts({ ...winter, endTime: null, startTime: null }, taken)).toEqual([]);
  });

  test("units: where nobody is met and the group finds room, the tightest that holds it first", () => {
    const unit = (name: string, free: number | null, more: { taken?: typeof taken; largestGroup?: number } = {}) => ({
      unit: name,
      free,
      taken: more.taken ?? [],
      largestGroup: more.largestGroup ?? null,
    });
    const found = freeUnits({ schedule: winter, size: 6 }, [
      unit("too full", 5),
      unit("small groups", 20, { largestGroup: 4 }),
      unit("taken", 20, { taken }),
      unit("large", 20),
      unit("just right", 6),
      unit("unknown", null),
    ]);
    expect(found.map(({ unit: name }) => name)).toEqual(["just right", "large"]);
  });
});
