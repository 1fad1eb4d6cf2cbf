import { describe, expect, test } from "vitest";
import {
  copyingWeek,
  holidaysToTakeOut,
  removing,
  repeating,
  restoring,
  setting,
  takingHolidaysOut,
  undoing,
  withChanges,
} from "./day-change.ts";
import { balanceOf, clashInside, strayDays, summaryOf, weeksOf } from "./day-plan.ts";
import { addDays, weekdayOf } from "./dates.ts";
import { holidaysBetween } from "./holiday.ts";
import { daysOf, forStudent, hoursOf, type Schedule } from "./schedule.ts";

/** Mondays and Wednesdays, 7 h to 15 h, eight weeks of winter with Easter in them: Good Friday 26 March, Monday 29. */
const winter: Schedule = {
  startsOn: "2027-02-15",
  endsOn: "2027-04-11",
  blocks: [],
  weekdays: [1, 3],
  startTime: "07:00",
  endTime: "15:00",
  shiftCode: null,
};
const closed = [{ from: "2027-03-01", to: "2027-03-05", name: "Relâche" }];
const holidays = holidaysBetween(winter.startsOn, winter.endsOn, closed);
const nadia = "018f4d6e-0000-7000-8000-000000000001";
const usual = { times: null, shiftCode: null };
const after = (of: Schedule, changes: Parameters<typeof withChanges>[1]) => withChanges(of, changes);

describe("weeks of a calendar", () => {
  test("[R201] one row a week from Monday to Sunday, with what became of each day and the hours of the week", () => {
    const detailed = after(winter, [
      ...removing(winter, ["2027-02-17"], { reason: "other" }),
      ...setting(winter, ["2027-02-20"], { hours: { times: null, shiftCode: "J12" } }),
      ...setting(winter, ["2027-02-22"], { kind: "orientation" }),
    ]);
    const [first, second] = weeksOf(detailed, holidays);
    expect(first?.monday).toBe("2027-02-15");
    expect(first?.days.map(({ state }) => state)).toEqual(["usual", "free", "removed", "free", "free", "added", "free"]);
    expect(first?.hours).toBe(8 + 12);
    expect(second?.days[0]).toMatchObject({ state: "changed", presence: { kind: "orientation" } });
    expect(second?.number).toBe(2);
  });

  test("[R201] days before the first and after the last are outside, whatever is said of them", () => {
    const odd = { ...winter, startsOn: "2027-02-17", endsOn: "2027-02-23", days: setting(winter, ["2027-02-24"], {}).flatMap(() => []) };
    const weeks = weeksOf(odd, []);
    expect(weeks).toHaveLength(2);
    expect(weeks[0]?.days.map(({ state }) => state)).toEqual(["outside", "outside", "usual", "free", "free", "free", "free"]);
    expect(weeks[1]?.days.slice(2).every(({ state }) => state === "outside")).toBe(true);
  });

  test("[R201] a student's weeks are the group's with her own days; the group's say how many have the day otherwise", () => {
    const detailed = after(winter, removing(winter, ["2027-02-15"], { whose: nadia, reason: "other" }));
    expect(weeksOf(detailed, [])[0]?.days[0]).toMatchObject({ state: "usual", students: 1 });
    expect(weeksOf(detailed, [], nadia)[0]?.days[0]).toMatchObject({ state: "removed", students: 1 });
  });

  test("[R201] the hours of the weeks are the hours of the schedule", () => {
    const detailed = after(winter, takingHolidaysOut(winter, holidays));
    expect(weeksOf(detailed, holidays).reduce((sum, { hours }) => sum + hours, 0)).toBe(hoursOf(detailed));
    expect(summaryOf(detailed)).toEqual({ days: 13, hours: 104, range: { min: 104, max: 104 }, exceptions: 3, students: 0 });
  });

  test("[R201] what the dates no longer hold counts for nothing and is named", () => {
    const detailed = after(winter, setting(winter, ["2027-04-10"], {}));
    const shorter = { ...detailed, endsOn: "2027-03-31" };
    expect(strayDays(shorter).map(({ day }) => day)).toEqual(["2027-04-10"]);
    expect(summaryOf(shorter).exceptions).toBe(0);
  });

  test("[R201] a night is followed by nobody's morning", () => {
    const night = after(winter, setting(winter, ["2027-02-16"], { hours: { times: null, shiftCode: "N12" } }));
    expect(clashInside(night)).toBeNull();
    const early = after(
      night,
      setting(night, ["2027-02-17"], { hours: { times: { startTime: "06:00", endTime: "10:00" }, shiftCode: null } }),
    );
    expect(clashInside(early)).toBe("2027-02-17");
  });
});

describe("hours against the course's", () => {
  test("[R202] even, over, under, between or not asked", () => {
    expect(hoursOf(winter)).toBe(128);
    expect(balanceOf(winter, 128)).toEqual({ kind: "even" });
    expect(balanceOf(winter, 120)).toEqual({ kind: "over", by: 8 });
    expect(balanceOf(winter, 135.5)).toEqual({ kind: "under", by: 7.5 });
    expect(balanceOf(winter, null)).toEqual({ kind: "unasked" });
    const varied = { ...winter, weekdays: null, varied: { daysPerWeek: [1, 2], hoursPerDay: null } } as const;
    expect(balanceOf(varied, 100)).toEqual({ kind: "open", min: 64, max: 128 });
    expect(balanceOf(varied, 60)).toEqual({ kind: "over", by: 4 });
    expect(balanceOf(varied, 130)).toEqual({ kind: "under", by: 2 });
  });
});

describe("many days in one action", () => {
  test("[R203] a day put back to what the pattern says is no exception, and nothing is written that is so already", () => {
    const moved = after(
      winter,
      setting(winter, ["2027-02-15"], { hours: { times: { startTime: "08:00", endTime: "16:00" }, shiftCode: null } }),
    );
    expect(moved.days).toHaveLength(1);
    const back = setting(moved, ["2027-02-15"], { hours: { times: { startTime: "07:00", endTime: "15:00" }, shiftCode: null } });
    expect(back).toEqual([{ day: "2027-02-15", studentId: null, to: null }]);
    expect(setting(winter, ["2027-02-15"], { hours: usual })).toEqual([]);
    expect(removing(winter, ["2027-02-16"], { reason: "other" })).toEqual([]);
    expect(restoring(winter, ["2027-02-15"])).toEqual([]);
    expect(setting(winter, ["2027-01-01"], {})).toEqual([]);
  });

  test("[R203] changing the kind keeps the hours, changing the hours keeps the kind", () => {
    const evening = after(winter, setting(winter, ["2027-02-15"], { hours: { times: null, shiftCode: "S8" } }));
    const both = after(evening, setting(evening, ["2027-02-15"], { kind: "observation" }));
    expect(both.days?.[0]).toMatchObject({ shiftCode: "S8", kind: "observation" });
    const day = after(both, setting(both, ["2027-02-15"], { hours: usual }));
    expect(day.days?.[0]).toMatchObject({ shiftCode: null, times: null, kind: "observation" });
  });

  test("[R203] « Lu Me 7 h – 15 h, une semaine sur deux »: the other weeks are empty, the rest of the pattern is gone or stays", () => {
    const every = { weekdays: [1, 3], hours: usual, every: 2, from: winter.startsOn, to: winter.endsOn };
    const only = after(winter, repeating(winter, { ...every, others: "out" }));
    expect(daysOf(only)).toEqual([
      "2027-02-15",
      "2027-02-17",
      "2027-03-01",
      "2027-03-03",
      "2027-03-15",
      "2027-03-17",
      "2027-03-29",
      "2027-03-31",
    ]);
    expect(only.days?.every(({ reason }) => reason === "rotation")).toBe(true);
    expect(repeating(winter, { ...every, others: "keep" })).toEqual([]);
  });

  test("[R203] a weekend out of three is added and nothing else moves", () => {
    const changes = repeating(winter, {
      weekdays: [6, 7],
      hours: { times: null, shiftCode: "J12" },
      every: 3,
      from: "2027-02-22",
      to: winter.endsOn,
      others: "keep",
    });
    expect(changes.map(({ day }) => day)).toEqual(["2027-02-27", "2027-02-28", "2027-03-20", "2027-03-21", "2027-04-10", "2027-04-11"]);
    expect(hoursOf(after(winter, changes))).toBe(128 + 6 * 12);
  });

  test("[R203] a pattern passes over holidays that are out, and stays inside dates and blocks", () => {
    const out = after(winter, takingHolidaysOut(winter, holidays));
    const daily = repeating(out, { weekdays: [1, 2, 3], hours: usual, every: 1, from: "2027-02-01", to: "2027-12-31", others: "keep" });
    const days = daily.map(({ day }) => day);
    expect(days).not.toContain("2027-03-01");
    expect(days).not.toContain("2027-03-29");
    expect(days.every((day) => weekdayOf(day) === 2 && day >= winter.startsOn && day <= winter.endsOn)).toBe(true);
    const blocks = [{ from: "2027-02-15", to: "2027-02-21" }];
    const blocked = { ...winter, blocks };
    expect(
      repeating(blocked, { weekdays: [2], hours: usual, every: 1, from: winter.startsOn, to: winter.endsOn, others: "keep" }),
    ).toHaveLength(1);
  });

  test("[R203] a week is copied over those that follow; a holiday in it is no model, a holiday met stays out", () => {
    const out = after(winter, takingHolidaysOut(winter, holidays));
    const week = after(out, [
      ...setting(out, ["2027-02-18"], { hours: { times: null, shiftCode: "S8" } }),
      ...removing(out, ["2027-02-17"], { reason: "other" }),
    ]);
    const copied = after(week, copyingWeek(week, { monday: "2027-02-15", every: 1, to: winter.endsOn }));
    const days = daysOf(copied);
    for (const thursday of ["2027-02-25", "2027-03-04", "2027-04-08"]) expect(days).toContain(thursday);
    expect(days).not.toContain("2027-02-24");
    expect(days).not.toContain("2027-03-29");
    const fromBreak = copyingWeek(out, { monday: "2027-03-01", every: 1, to: winter.endsOn });
    expect(fromBreak).toEqual([]);
  });

  test("[R203] a week over every other one", () => {
    const week = after(winter, removing(winter, ["2027-02-15", "2027-02-17"], { reason: "rotation" }));
    const copied = after(week, copyingWeek(week, { monday: "2027-02-15", every: 2, to: winter.endsOn }));
    expect(daysOf(copied)).toEqual([
      "2027-02-22",
      "2027-02-24",
      "2027-03-08",
      "2027-03-10",
      "2027-03-22",
      "2027-03-24",
      "2027-04-05",
      "2027-04-07",
    ]);
  });

  test("[R203] holidays proposed out are those on which somebody would come, with « jours variés » any day of the dates", () => {
    expect(holidaysToTakeOut(winter, holidays).map(({ day }) => day)).toEqual(["2027-03-01", "2027-03-03", "2027-03-29"]);
    const out = after(winter, takingHolidaysOut(winter, holidaysToTakeOut(winter, holidays)));
    expect(holidaysToTakeOut(out, holidays)).toEqual([]);
    expect(out.days?.map(({ reason }) => reason)).toEqual(["closed", "closed", "holiday"]);
    const varied = { ...winter, weekdays: null };
    expect(holidaysToTakeOut(varied, holidays)).toHaveLength(holidays.length);
    const none = after(varied, takingHolidaysOut(varied, holidays));
    expect(holidaysToTakeOut(none, holidays)).toEqual([]);
    expect(none.days).toHaveLength(holidays.length);
  });

  test("[R203] a student's days are written against the group's", () => {
    const group = after(winter, setting(winter, ["2027-02-15"], { hours: { times: null, shiftCode: "S8" } }));
    const own = setting(group, ["2027-02-15"], { whose: nadia, hours: usual });
    expect(own).toHaveLength(1);
    const hers = after(group, own);
    expect(weeksOf(hers, [], nadia)[0]?.days[0]?.presence?.times).toEqual({ startTime: "07:00", endTime: "15:00" });
    expect(setting(hers, ["2027-02-15"], { whose: nadia, hours: { times: null, shiftCode: "S8" } })).toEqual([
      { day: "2027-02-15", studentId: nadia, to: null },
    ]);
    const rotated = after(
      group,
      repeating(group, { weekdays: [6], hours: usual, every: 2, from: winter.startsOn, to: winter.endsOn, others: "out", whose: nadia }),
    );
    expect(daysOf(forStudent(rotated, nadia)).every((day) => weekdayOf(day) === 6)).toBe(true);
    expect(daysOf(rotated)).toEqual(daysOf(group));
  });

  test("[R204] whatever was done is undone by what `undoing` says, day for day", () => {
    let seed = 7;
    const next = (most: number) => (seed = (seed * 48_271) % 2_147_483_647) % most;
    for (let round = 0; round < 60; round++) {
      let of: Schedule = { ...winter, weekdays: round % 5 === 0 ? null : [1, 3], days: [] };
      for (let step = 0; step < 4; step++) {
        const whose = next(3) === 0 ? nadia : null;
        const day = addDays(winter.startsOn, next(56));
        const hours = next(2) === 0 ? usual : { times: null, shiftCode: ["J8", "S8", "N12"][next(3)] ?? "J8" };
        const changes =
          [
            () => removing(of, [day, addDays(day, 1)], { whose, reason: "other" }),
            () => setting(of, [day, addDays(day, 2)], { whose, hours }),
            () =>
              repeating(of, {
                weekdays: [1 + next(7), 1 + next(7)],
                hours,
                every: 1 + next(3),
                from: day,
                to: winter.endsOn,
                others: next(2) === 0 ? "keep" : "out",
                whose,
              }),
            () => copyingWeek(of, { monday: addDays(day, 1 - weekdayOf(day)), every: 1 + next(2), to: winter.endsOn, whose }),
            () => takingHolidaysOut(of, holidays, whose),
          ][next(5)]?.() ?? [];
        const done = withChanges(of, changes);
        const undone = withChanges(done, undoing(of, changes));
        const plain = (schedule: Schedule) =>
          (schedule.days ?? [])
            .map(({ reason, ...rest }) => ({ ...rest, reason: reason ?? null }))
            .toSorted((one, other) => `${one.day}${one.studentId}`.localeCompare(`${other.day}${other.studentId}`));
        expect(plain(undone)).toEqual(plain(of));
        // and what is real once is nothing the second time
        expect(withChanges(done, changes).days).toEqual(done.days);
        of = done;
      }
    }
  });
});
