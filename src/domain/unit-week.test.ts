import { expect, test } from "vitest";
import { shiftOfTimes, weekOf, type Comer } from "./unit-week.ts";

const comer = (more: Partial<Comer>): Comer => ({
  requestId: "r",
  reference: 1,
  school: "CDR",
  course: "180",
  unit: "3e Est",
  students: 6,
  confirmed: false,
  names: [],
  people: [],
  schedule: {
    startsOn: "2027-01-11",
    endsOn: "2027-03-26",
    blocks: [],
    weekdays: [1, 2],
    startTime: "07:00",
    endTime: "15:00",
    shiftCode: null,
  },
  ...more,
});

test("[R309] a week counts who comes by day and shift, and tells apart those whose days nobody knows", () => {
  const evening = comer({
    requestId: "e",
    students: 1,
    confirmed: true,
    schedule: { ...comer({}).schedule, weekdays: [2], startTime: null, endTime: null, shiftCode: "S8" },
  });
  const various = comer({ requestId: "v", schedule: { ...comer({}).schedule, weekdays: null } });
  const { days, unsaid } = weekOf([comer({}), evening, various], { from: "2027-01-11", to: "2027-01-17" });
  expect(days.map((one) => one.students)).toEqual([6, 7, 0, 0, 0, 0, 0]);
  expect(days[1]?.shifts.map(({ shift, students, confirmed }) => [shift, students, confirmed])).toEqual([
    ["day", 6, 0],
    ["evening", 1, 1],
  ]);
  expect(unsaid.map(({ requestId }) => requestId)).toEqual(["v"]);
});

test("a shift is named by the hour it begins", () => {
  const at = (startTime: string) => shiftOfTimes({ startTime, endTime: "00:00" });
  expect([at("07:00"), at("12:30"), at("15:00"), at("19:00"), at("23:30"), shiftOfTimes(null)]).toEqual([
    "day",
    "day",
    "evening",
    "night",
    "night",
    "various",
  ]);
});
