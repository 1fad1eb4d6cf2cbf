import { describe, expect, test } from "vitest";
import type { Catalogue } from "./place.ts";
import { place, record } from "./request-sample.ts";
import {
  atOnce,
  judgeMerge,
  judgeSplit,
  presenceIn,
  rotations,
  scheduleBetween,
  shared,
  sizesFor,
  successorOf,
  type SplitAsked,
} from "./request-split.ts";
import type { Schedule } from "./schedule.ts";

const course = { startsOn: "2027-01-11", endsOn: "2027-03-26" };
const weekly: Schedule = { ...course, blocks: [], weekdays: [1, 2], startTime: "07:00", endTime: "15:00", shiftCode: null };
const between = (startsOn: string, endsOn: string): Schedule => ({ ...weekly, startsOn, endsOn });
const catalogue: Catalogue = {
  agencies: [{ id: "agency", name: "CISSS", shortName: "CI", isUser: true, kind: "receiving" }],
  sites: [{ id: "site", agencyId: "agency", name: "Hôpital", isUser: true, retiredOn: null }],
  services: [{ id: "service", agencyId: "agency", siteId: "site", name: "Médecine", isUser: true, retiredOn: null }],
  destinations: [
    {
      id: "east",
      agencyId: "agency",
      siteId: "site",
      serviceId: "service",
      name: "4e Est",
      isUser: true,
      largestGroup: 4,
      retiredOn: null,
    },
  ],
} as unknown as Catalogue;
const facts = { parts: [], course, catalogue };
const east = { ...place, destinationId: "east" };
const asked = (more: Partial<SplitAsked>): SplitAsked => ({ here: { ...course, size: 6 }, sizes: [], parts: [], reason: "", ...more });

describe("periods", () => {
  test("[R211] rotations are of equal length in whole weeks, keep the weekday and end where the course ends", () => {
    const two = rotations(course, 2);
    expect(two).toEqual([
      { startsOn: "2027-01-11", endsOn: "2027-02-19" },
      { startsOn: "2027-02-22", endsOn: "2027-03-26" },
    ]);
    const four = rotations(course, 4);
    expect(four.map(({ startsOn }) => new Date(`${startsOn}T00:00:00Z`).getUTCDay())).toEqual([1, 1, 1, 1]);
    expect(four.at(-1)?.endsOn).toBe("2027-03-26");
    for (const [index, one] of four.entries()) expect((four[index + 1]?.startsOn ?? "9") > one.endsOn).toBe(true);
  });

  test("[R211] too short for weeks they are of days, and for fewer days than rotations there are none", () => {
    expect(rotations({ startsOn: "2027-01-11", endsOn: "2027-01-14" }, 2)).toEqual([
      { startsOn: "2027-01-11", endsOn: "2027-01-12" },
      { startsOn: "2027-01-13", endsOn: "2027-01-14" },
    ]);
    expect(rotations({ startsOn: "2027-01-11", endsOn: "2027-01-11" }, 2)).toEqual([]);
  });

  test("[R211] a part keeps the blocks, the calendar and the pauses that lie in its dates", () => {
    const of: Schedule = {
      ...weekly,
      blocks: [{ from: "2027-01-11", to: "2027-02-05" }],
      pauses: [{ from: "2027-01-20", to: "2027-03-01" }],
      days: [
        { day: "2027-01-12", state: "removed", times: null, shiftCode: null, kind: "shift", studentId: null },
        { day: "2027-03-02", state: "removed", times: null, shiftCode: null, kind: "shift", studentId: null },
      ],
    };
    const part = scheduleBetween(of, { startsOn: "2027-01-18", endsOn: "2027-02-12" });
    expect(part.blocks).toEqual([{ from: "2027-01-18", to: "2027-02-05" }]);
    expect(part.pauses).toEqual([{ from: "2027-01-20", to: "2027-02-12" }]);
    expect(part.days).toEqual([]);
  });
});

describe("sizes", () => {
  test("[R211] a number is shared whole, in proportion, nobody left with nothing", () => {
    expect(shared(8, [1, 1])).toEqual([4, 4]);
    expect(shared(9, [6, 2])).toEqual([7, 2]);
    expect(shared(7, [1, 1, 1])).toEqual([3, 2, 2]);
    expect(shared(3, [8, 1, 1])).toEqual([1, 1, 1]);
    for (const total of [1, 2, 5, 17, 100]) expect(shared(total, [3, 1, 4]).reduce((all, one) => all + one, 0)).toBe(total);
  });

  test("[R211] one alone at its time takes all, those at the same time share", () => {
    const sizes = sizesFor(9, [
      { id: "a", schedule: between("2027-01-11", "2027-02-19"), size: 6 },
      { id: "b", schedule: between("2027-01-11", "2027-02-19"), size: 2 },
      { id: "c", schedule: between("2027-02-22", "2027-03-26"), size: 8 },
    ]);
    expect(Object.fromEntries(sizes)).toEqual({ a: 7, b: 2, c: 9 });
  });

  test("[R211] other weekdays of the same weeks are not the same time; various days may be", () => {
    expect(atOnce(weekly, { ...weekly, weekdays: [3] })).toBe(false);
    expect(atOnce(weekly, { ...weekly, weekdays: null })).toBe(true);
    expect(atOnce(between("2027-01-11", "2027-01-15"), { ...between("2027-01-18", "2027-01-22"), weekdays: null })).toBe(false);
  });
});

describe("splitting", () => {
  test("[R211] rotations each take the whole group, whatever size was typed", () => {
    const [first, second] = rotations(course, 2);
    if (!first || !second) throw new Error("rotations");
    const decision = judgeSplit(record("new"), asked({ here: { ...first, size: 1 }, parts: [{ ...second, place: east, size: 1 }] }), {
      ...facts,
      catalogue: { ...catalogue, destinations: catalogue.destinations.map((one) => ({ ...one, largestGroup: 8 })) },
    });
    expect(decision).toMatchObject({
      ok: true,
      status: "new",
      here: { sizeHere: null, schedule: first },
      parts: [{ size: 6, schedule: second }],
    });
  });

  test("[R211] places at the same time come to the group's size, each within its unit's largest", () => {
    const part = { ...course, place: east, size: 3 };
    expect(judgeSplit(record("new"), asked({ here: { ...course, size: 3 }, parts: [part] }), facts)).toMatchObject({
      ok: true,
      here: { sizeHere: 3 },
      parts: [{ size: 3 }],
    });
    expect(judgeSplit(record("new"), asked({ here: { ...course, size: 4 }, parts: [part] }), facts)).toMatchObject({
      ok: false,
      refusal: { code: "part-sizes", group: 6, sum: 7 },
    });
    expect(judgeSplit(record("new"), asked({ here: { ...course, size: 1 }, parts: [{ ...part, size: 5 }] }), facts)).toMatchObject({
      ok: false,
      refusal: { code: "invalid", field: "parts.0.size", problem: { kind: "group-too-large", most: 4 } },
    });
  });

  test("[R211] one student cannot be at two places at the same time", () => {
    const decision = judgeSplit(
      record("new", { kind: "individual", size: 1 }),
      asked({ here: { ...course, size: 1 }, parts: [{ ...course, place: east, size: 1 }] }),
      facts,
    );
    expect(decision).toMatchObject({ ok: false, refusal: { code: "part-sizes", group: 1, sum: 2 } });
  });

  test("[R212] added to a sent request it is announced, with a reason, and the sent dates stay", () => {
    const parts = [{ ...course, place: east, size: 3 }];
    const here = { ...course, size: 3 };
    expect(judgeSplit(record("accepted"), asked({ here, parts }), facts)).toMatchObject({
      refusal: { code: "reason-needed", reason: "note" },
    });
    expect(judgeSplit(record("accepted"), asked({ here, parts, reason: "4e Est ouvre" }), facts)).toMatchObject({
      ok: true,
      status: "new-part",
    });
    const moved = asked({ here: { ...course, endsOn: "2027-02-19", size: 6 }, parts, reason: "4e Est ouvre" });
    expect(judgeSplit(record("sent"), moved, facts)).toMatchObject({ refusal: { code: "invalid", problem: { kind: "dates-sent" } } });
    expect(judgeSplit(record("sent-held", { kind: "individual", size: 1 }), asked({ here: { ...course, size: 1 } }), facts)).toMatchObject({
      status: "new",
    });
  });

  test("[R17] a part stays inside its course", () => {
    const part = { startsOn: "2027-03-29", endsOn: "2027-04-09", place: east, size: 6 };
    expect(judgeSplit(record("new"), asked({ parts: [part] }), facts)).toMatchObject({
      refusal: { code: "invalid", field: "parts.0.startsOn", problem: { kind: "outside-course" } },
    });
  });

  test("[R212] a part is not split again, nor a request that is over", () => {
    expect(judgeSplit(record("new", { splitOf: "p" }), asked({}), facts)).toMatchObject({ refusal: { code: "cannot-join", why: "part" } });
    expect(judgeSplit(record("cancelled"), asked({}), facts)).toMatchObject({ refusal: { code: "cannot-join", why: "over" } });
  });
});

describe("who leads", () => {
  test("[R214] a part that was accepted before one that was not, then the first to begin; none when all are over", () => {
    const part = (id: string, status: Parameters<typeof record>[0], startsOn: string) => ({
      id,
      status,
      schedule: between(startsOn, "2027-03-26"),
    });
    const parts = [part("a", "declined", "2027-01-11"), part("b", "sent", "2027-01-11"), part("c", "accepted", "2027-02-22")];
    expect(successorOf(parts)?.id).toBe("c");
    expect(successorOf(parts.slice(0, 2))?.id).toBe("b");
    expect(successorOf(parts.slice(0, 1))).toBeUndefined();
  });
});

describe("merging", () => {
  const one = record("accepted", { id: "one", reference: 1 });
  test("[R215] at the same time the groups add up; one after the other they must be of one size", () => {
    expect(judgeMerge(one, record("accepted", { id: "two" }))).toEqual({ ok: true, size: 12, sizeHere: 6 });
    // Redirected both, as the school has them: that a unit has answered one of them does not show.
    expect(judgeMerge(record("redirected"), record("declined-by-unit", { id: "two" }))).toMatchObject({ ok: true });
    const after = { schedule: between("2027-04-05", "2027-05-21") };
    expect(judgeMerge(one, record("accepted", { id: "two", ...after }))).toEqual({ ok: true, size: 6, sizeHere: null });
    expect(judgeMerge(one, record("accepted", { id: "two", size: 5, ...after }))).toMatchObject({
      refusal: { code: "cannot-join", why: "size" },
    });
  });

  test.each([
    ["course", { cohortCourseId: "other" }],
    ["kind", { kind: "individual" as const, size: 1 }],
    ["status", { status: "sent" as const }],
    ["over", { status: "cancelled" as const }],
    ["part", { splitOf: "p" }],
  ])("[R215] a difference in %s is refused, and named", (why, more) => {
    expect(judgeMerge(one, record("accepted", { id: "two", reference: 2, ...more }))).toEqual({
      ok: false,
      refusal: { code: "cannot-join", why, references: [1, 2] },
    });
  });
});

test("[R210] a student's hours over parts at the same time are one presence, over rotations all of them", () => {
  const week = between("2027-01-11", "2027-01-15");
  expect(presenceIn([week, { ...week, startTime: "08:00", endTime: "16:00" }], "s")).toEqual([
    { from: "2027-01-11T07:00", to: "2027-01-11T16:00" },
    { from: "2027-01-12T07:00", to: "2027-01-12T16:00" },
  ]);
  expect(presenceIn([between("2027-01-18", "2027-01-22"), week], "s").map(({ from }) => from.slice(0, 10))).toEqual([
    "2027-01-11",
    "2027-01-12",
    "2027-01-18",
    "2027-01-19",
  ]);
});
