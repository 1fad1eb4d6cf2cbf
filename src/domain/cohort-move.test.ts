import { describe, expect, test } from "vitest";
import {
  correspondingTerm,
  firstTerm,
  moveSchedule,
  nameForward,
  planCopy,
  termOf,
  usualTarget,
  type SourceCourse,
} from "./cohort-move.ts";
import { addDays, daysBetween, weekdayOf } from "./dates.ts";
import type { Schedule } from "./schedule.ts";
import { stockTerm, type Season } from "./term.ts";

const stock = (season: Season, year: number) => ({ ...stockTerm(season, year), id: `${season}${year}` });
const fall26 = stock("fall", 2026);
const fall27 = stock("fall", 2027);
const winter27 = stock("winter", 2027);

const schedule = (startsOn: string, endsOn: string, more: Partial<Schedule> = {}): Schedule => ({
  startsOn,
  endsOn,
  blocks: [],
  weekdays: [1, 2],
  startTime: "07:00",
  endTime: "15:00",
  shiftCode: null,
  ...more,
});
const course = (id: string, termId: string, of: Schedule): SourceCourse => ({
  id,
  number: id,
  name: "Stage",
  termId,
  schedule: of,
  retired: false,
});

describe("a schedule in another term", () => {
  test("[R165] moves by whole weeks, so that weekdays and blocks stay together, over every pair of years", () => {
    for (let year = 2024; year < 2036; year++) {
      for (const season of ["fall", "winter", "summer"] as const) {
        for (let later = year + 1; later <= year + 3; later++) {
          const [from, to] = [stockTerm(season, year), stockTerm(season, later)];
          const startsOn = addDays(from.startsOn, 20);
          const of = schedule(startsOn, addDays(startsOn, 45), {
            weekdays: null,
            blocks: [{ from: addDays(startsOn, 7), to: addDays(startsOn, 9) }],
          });
          const { schedule: moved, notes } = moveSchedule(of, { from, to }, []);
          const touched = notes.some(({ kind }) => kind === "on-holiday");
          if (!touched) {
            expect([moved.startsOn, moved.endsOn].map(weekdayOf)).toEqual([of.startsOn, of.endsOn].map(weekdayOf));
            expect(daysBetween(moved.startsOn, moved.endsOn)).toBe(45);
            expect(daysBetween(moved.startsOn, moved.blocks[0]?.from ?? "")).toBe(7);
          }
          expect(moved.startsOn >= to.startsOn && moved.endsOn <= to.endsOn).toBe(true);
          // the same week of the term, to the nearest
          expect(Math.abs(daysBetween(to.startsOn, moved.startsOn) - 20)).toBeLessThanOrEqual(touched ? 7 : 3);
        }
      }
    }
  });

  test("[R165] a first or last day on a holiday goes to the next or last day somebody comes, and says so; those inside are told", () => {
    // 7 September 2026 is Labour Day, and so is its Monday a year later
    const { schedule: moved, notes } = moveSchedule(schedule("2026-09-07", "2026-11-02"), { from: fall26, to: fall27 }, [
      { from: "2027-10-25", to: "2027-11-05", name: "Relâche" },
    ]);
    expect([moved.startsOn, moved.endsOn]).toEqual(["2027-09-07", "2027-10-19"]);
    expect(notes).toEqual([
      { kind: "on-holiday", edge: "startsOn", holiday: { day: "2027-09-06", kind: "statutory", key: "labour-day" } },
      { kind: "on-holiday", edge: "endsOn", holiday: { day: "2027-11-01", kind: "closed", name: "Relâche" } },
      { kind: "holidays-inside", holidays: [{ day: "2027-10-11", kind: "statutory", key: "thanksgiving" }] },
    ]);
  });

  test("[R17][R165] what would leave the term is clipped to its weekday inside, blocks with it; the whole term stays the whole term", () => {
    const short = { startsOn: "2027-09-15", endsOn: "2027-10-20" };
    const of = schedule("2026-09-02", "2026-12-16", {
      weekdays: [3],
      blocks: [
        { from: "2026-09-02", to: "2026-09-30" },
        { from: "2026-12-02", to: "2026-12-16" },
      ],
    });
    const { schedule: moved, notes } = moveSchedule(of, { from: fall26, to: short }, []);
    expect([moved.startsOn, moved.endsOn].map(weekdayOf)).toEqual([3, 3]);
    expect([moved.startsOn, moved.endsOn]).toEqual(["2027-09-15", "2027-10-20"]);
    expect(moved.blocks).toEqual([{ from: "2027-09-15", to: "2027-10-13" }]);
    expect(notes.map(({ kind }) => kind)).toEqual(["clipped", "block-lost"]);
    const whole = moveSchedule(schedule(fall26.startsOn, fall26.endsOn, { weekdays: null }), { from: fall26, to: fall27 }, []);
    expect([whole.schedule.startsOn, whole.schedule.endsOn, whole.notes]).toEqual([fall27.startsOn, fall27.endsOn, []]);
    const tiny = moveSchedule(
      schedule("2026-11-02", "2026-12-18"),
      { from: fall26, to: { startsOn: "2027-09-13", endsOn: "2027-09-17" } },
      [],
    );
    expect(
      tiny.schedule.startsOn >= "2027-09-13" && tiny.schedule.endsOn <= "2027-09-17" && tiny.schedule.startsOn <= tiny.schedule.endsOn,
    ).toBe(true);
  });
});

describe("the term a course goes to", () => {
  test("[R165] keeps its season, whichever year, and is one to add where the school has none", () => {
    const terms = [fall26, winter27, fall27];
    const of = { firstBefore: fall26, first: fall27, terms };
    expect(correspondingTerm(fall26, of)).toBe(fall27);
    expect(correspondingTerm(winter27, of)).toMatchObject({ id: null, season: "winter", year: 2028, shortName: "H28" });
    // a cohort that begins in winter instead: everything comes one term later
    expect(correspondingTerm(winter27, { ...of, first: winter27 })).toMatchObject({ season: "summer", year: 2027 });
    expect(usualTarget(fall26, terms)).toBe(fall27);
    expect(usualTarget(winter27, terms)).toMatchObject({ id: null, season: "winter", year: 2028 });
    expect(termOf("fall", 2026, terms)).toBe(fall26);
  });

  test("[R165] of a custom term is the one that begins within a month of where it would, or nobody's", () => {
    const intensive = { id: "i27", name: "Intensif", shortName: "INT27", startsOn: "2027-01-11", endsOn: "2027-02-12" };
    const next = { id: "i28", name: "Intensif 2", shortName: "INT28", startsOn: "2028-01-17", endsOn: "2028-02-18" };
    const of = { firstBefore: fall26, first: fall27 };
    expect(correspondingTerm(intensive, { ...of, terms: [fall26, fall27, intensive, next] })).toBe(next);
    expect(correspondingTerm(intensive, { ...of, terms: [fall26, fall27, intensive] })).toBe(null);
    expect(usualTarget(intensive, [fall26, fall27, intensive, next])).toBe(next);
  });

  test("[R165] a cohort's courses move with its first term, and one without a term waits for somebody to choose", () => {
    const custom = { id: "c", name: "Bloc", shortName: "B", startsOn: "2026-09-21", endsOn: "2026-10-30" };
    const terms = [winter27, fall27, fall26, custom];
    const courses = [
      course("a", winter27.id, schedule("2027-01-11", "2027-03-26")),
      course("b", fall26.id, schedule("2026-09-08", "2026-12-11")),
      course("c", custom.id, schedule("2026-09-21", "2026-10-30")),
    ];
    expect(firstTerm(courses, terms)).toBe(fall26);
    const plan = planCopy({ courses, terms, first: fall27, closed: [] });
    expect(plan.map(({ to, schedule: moved }) => [to?.shortName ?? null, moved?.startsOn ?? null])).toEqual([
      ["H28", "2028-01-10"],
      ["A27", "2027-09-07"],
      ["A27", "2027-09-20"],
    ]);
    const alone = planCopy({
      courses,
      terms: [winter27, fall26, custom],
      first: { ...stockTerm("fall", 2031), id: null, season: "fall", year: 2031 },
      closed: [],
    });
    expect(alone.map(({ schedule: moved, notes }) => [moved === null, notes.map(({ kind }) => kind)[0]])).toEqual([
      [false, "new-term"],
      [false, "new-term"],
      [true, "no-term"],
    ]);
  });

  test("names go forward by as many years", () => {
    const of = { from: "2026-09-01", to: "2027-09-01" };
    expect(
      ["Soins infirmiers, cohorte 2026", "Cohorte 2026-2029", "SI-26A", "SI26", "Groupe 3", "180A"].map((text) => nameForward(text, of)),
    ).toEqual(["Soins infirmiers, cohorte 2027", "Cohorte 2027-2030", "SI-27A", "SI27", "Groupe 3", "180A"]);
    expect(nameForward("SI-99", { from: "2099-09-01", to: "2100-09-01" })).toBe("SI-00");
  });
});
