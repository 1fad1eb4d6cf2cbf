import { describe, expect, test } from "vitest";
import type { Seat } from "./assignment.ts";
import type { CapacityLine } from "./capacity.ts";
import { conflictsOf, createConflictEngine } from "./conflict-engine.ts";
import type { ConflictFacts, ConflictPlace, ConflictStudent, ConflictUnit } from "./conflict-facts.ts";
import { companion, days, edit, evenings, facts, group, place, seat, student } from "./conflict-sample.ts";
import { keepsFromConfirming, type ConflictChange, type ConflictKind } from "./conflict.ts";
import { addDays } from "./dates.ts";
import { shiftsOf, type Schedule } from "./schedule.ts";

type Roll = (below: number) => number;
function dice(seed: number): Roll {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Small enough that everything meets everything. */
function chance(roll: Roll) {
  const one = <T>(of: readonly T[]): T => of[roll(of.length)] as T;
  const some = <T>(of: readonly T[]): T[] => of.filter(() => roll(3) === 0);
  const units = ["4e", "5e", "6e"];
  const people = ["lavoie", "morin", "cote"];
  const pupils = Array.from({ length: 9 }, (_one, index) => `s${index}`);
  const rows = Array.from({ length: 9 }, (_one, index) => `p${index}`);
  const removed = { state: "removed", times: null, shiftCode: null, kind: "shift", studentId: "s1" } as const;
  const schedule = (): Schedule => {
    const startsOn = addDays("2027-01-11", 7 * roll(4));
    const base = {
      ...one([days, evenings]),
      startsOn,
      endsOn: addDays(startsOn, 7 * (1 + roll(6))),
      weekdays: one([[1, 2], [2, 3], [5], null]),
    };
    if (roll(6) === 0) return { ...base, startTime: null, endTime: null, shiftCode: "N8" };
    if (roll(6) === 0) return { ...base, pauses: [{ from: startsOn, to: addDays(startsOn, 8) }] };
    return roll(6) === 0 ? { ...base, days: [{ ...removed, day: addDays(startsOn, roll(7)) }] } : base;
  };
  const span = () => ({ startsOn: null, endsOn: roll(3) === 0 ? addDays("2027-01-20", roll(30)) : null });
  const somePlace = (requestId: string): ConflictPlace =>
    place(requestId, {
      kind: one(["group", "group", "individual"]),
      status: one(["accepted", "confirmed", "pending"]),
      size: 1 + roll(3),
      siteId: one(["nord", "rive"]),
      serviceId: one(["chirurgie", "medecine"]),
      destinationId: one([...units, null]),
      schedule: schedule(),
      ...(roll(4) === 0 ? { parts: [schedule()] } : {}),
      companions: some(people).map((personId) =>
        companion(personId, one(["instructor", "supervisor", "site-instructor"]), { span: span() }),
      ),
      prerequisites: some(["rcr", "n95"]).map((id) => ({ id, name: id })),
      edits: roll(2) === 0 ? [edit(one(["dates", "size"]), `2026-11-0${1 + roll(8)}T12:00:00.000Z`)] : [],
    });
  const someSeat = (): Seat =>
    seat(one(rows), one(pupils), { assignmentId: `a${roll(14)}`, state: one(["held", "held", "confirmed"]), mine: roll(2) === 0 });
  const someStudent = (id: string): ConflictStudent =>
    student(id, {
      fictitious: roll(6) === 0,
      consentUntil: one([null, "2027-02-10", "2030-01-01"]),
      sealed: roll(6) === 0 ? "ended" : null,
      met: one([null, [], [{ id: "rcr", until: null }]]),
    });
  const someUnit = (destinationId: string): ConflictUnit => ({
    destinationId,
    capacity: one([null, 2, 4, 8]),
    largestGroup: null,
    lines: roll(3) === 0 ? [line(destinationId)] : [],
    others: Array.from({ length: roll(3) }, (_one, index) =>
      group(`${destinationId}${index}`, { size: 1 + roll(4), schedule: schedule(), school: one(["Érable", null]) }),
    ),
  });
  const line = (destinationId: string): CapacityLine => ({
    id: "l",
    destinationId,
    writtenAt: "2026-10-01T12:00:00.000Z",
    discipline: one([null, "SI"]),
    band: one([null, "day"]),
    shiftCode: null,
    startTime: null,
    endTime: null,
    weekdays: null,
    from: null,
    to: null,
    students: roll(4),
    largestGroup: null,
    note: "",
  });
  const closures = () =>
    some(["c1", "c2", "c3"]).map((id) => {
      const startsOn = addDays("2027-01-11", roll(40));
      const at = one([
        { siteId: "nord", serviceId: null, destinationId: null },
        { siteId: null, serviceId: "medecine", destinationId: null },
        { siteId: null, serviceId: null, destinationId: one(units) },
      ]);
      return { id, ...at, startsOn, endsOn: addDays(startsOn, one([0, 3, 90])), reason: "", noted: null };
    });
  const posts = () =>
    some(people).map((personId) => ({
      personId,
      part: "instructor" as const,
      destinationId: null,
      shifts: shiftsOf(schedule()),
      own: null,
    }));
  const elsewhere = (studentId: string) =>
    roll(2) === 0
      ? []
      : [{ studentId, requestId: "x", path: "x", course: "x", schedule: schedule(), by: "", at: "2026-11-01T12:00:00.000Z" }];
  const agreement = {
    id: "e",
    receivingId: "rapides",
    title: "E",
    status: "released",
    everything: true,
    disciplines: [],
    programmes: [],
  } as const;
  const agreements = () =>
    roll(4) === 0
      ? []
      : [{ ...agreement, disciplines: [], programmes: [], startsOn: "2026-01-01", endsOn: addDays("2027-01-20", roll(40)) }];
  const around = (): ConflictChange => {
    const what = roll(7);
    if (what === 0) return { kind: "around", closures: closures() };
    if (what === 1) return { kind: "around", posts: posts() };
    if (what === 2) return { kind: "around", course: { name: "c", startsOn: "2027-01-11", endsOn: addDays("2027-02-10", roll(40)) } };
    if (what === 3) return { kind: "around", term: { name: "t", startsOn: "2027-01-11", endsOn: addDays("2027-02-10", roll(60)) } };
    if (what === 4) return { kind: "around", instructors: some(people).map((personId) => ({ personId, name: personId })) };
    if (what === 5) return { kind: "around", programme: roll(3) === 0 ? null : { id: "p", name: "", discipline: one(["", "SI"]) } };
    return { kind: "around", agreements: agreements() };
  };
  const change = (now: ConflictFacts): ConflictChange => {
    const what = roll(12);
    if (what < 4) return { kind: "seat", left: null, taken: someSeat() };
    if (what === 4)
      return { kind: "seat", left: now.seats.length > 0 ? one(now.seats).assignmentId : null, taken: roll(2) === 0 ? someSeat() : null };
    if (what < 7) return { kind: "place", place: somePlace(one(rows)) };
    if (what === 7) return { kind: "place-gone", requestId: one(rows) };
    if (what === 8) return { kind: "student", student: someStudent(one(pupils)) };
    if (what === 9) {
      const studentId = one(pupils);
      return { kind: "elsewhere", studentId, seats: elsewhere(studentId) };
    }
    return what === 10 ? { kind: "unit", unit: someUnit(one(units)) } : around();
  };
  const begin = (): ConflictFacts =>
    facts({
      places: rows.slice(0, 6).map(somePlace),
      seats: [],
      students: pupils.map(someStudent),
      units: units.map(someUnit),
      closures: closures(),
      posts: posts(),
      programme: { id: "p", name: "", discipline: "" },
      agreements: agreements(),
    });
  return { change, begin };
}

const putBy = <T>(list: readonly T[], key: (one: T) => string, item: T): T[] => {
  const at = list.findIndex((one) => key(one) === key(item));
  return at < 0 ? [...list, item] : list.with(at, item);
};

/** The facts after a change, written out the plain way. */
function after(now: ConflictFacts, how: ConflictChange): ConflictFacts {
  switch (how.kind) {
    case "seat": {
      const left = now.seats.filter(({ assignmentId }) => assignmentId !== how.left && assignmentId !== how.taken?.assignmentId);
      return { ...now, seats: how.taken ? [...left, how.taken] : left };
    }
    case "place":
      return { ...now, places: putBy(now.places, ({ requestId }) => requestId, how.place) };
    case "place-gone":
      return { ...now, places: now.places.filter(({ requestId }) => requestId !== how.requestId) };
    case "student":
      return { ...now, students: putBy(now.students, ({ id }) => id, how.student) };
    case "elsewhere":
      return { ...now, elsewhere: [...now.elsewhere.filter(({ studentId }) => studentId !== how.studentId), ...how.seats] };
    case "unit":
      return { ...now, units: putBy(now.units, ({ destinationId }) => destinationId, how.unit) };
    case "around": {
      const { kind: _kind, ...around } = how;
      return { ...now, ...around };
    }
  }
}

/** Kept: among them are those that find any subject left out of what a change makes stale. */
const seeds = [1, 2, 4, 8, 10, 13, 15, 16, 24, 26, 28, 32, 33, 37, 46, 51, 57, 60, 79, 90];
const kinds = new Set<ConflictKind>();

describe("[R372] kept up change by change, the conflicts are what a full check finds", () => {
  test.each(seeds)("after each of forty random changes, ways out and order included: seed %i", (seed) => {
    const world = chance(dice(seed));
    let now = world.begin();
    const engine = createConflictEngine(now);
    let known = new Map(engine.all().map((one) => [one.key, one]));
    for (let step = 0; step < 40; step++) {
      const how = world.change(now);
      now = after(now, how);
      const { came, ended } = engine.apply(how);
      const full = conflictsOf(now);
      expect(JSON.stringify(engine.all()), `seed ${seed}, step ${step}: ${how.kind}`).toBe(JSON.stringify(full));
      const told = new Map(known);
      for (const key of ended) told.delete(key);
      for (const one of came) told.set(one.key, one);
      expect([...told.keys()].toSorted()).toEqual(full.map(({ key }) => key).toSorted());
      known = new Map(full.map((one) => [one.key, one]));
      for (const { kind } of full) kinds.add(kind);
    }
  });

  test("every kind came up", () => {
    expect(kinds.size).toBe(12);
  });

  test.each(seeds)("facts that come anew, in any order, are become: seed %i", (seed) => {
    const roll = dice(seed);
    const world = chance(roll);
    let now = world.begin();
    const engine = createConflictEngine(now);
    for (let step = 0; step < 12; step++) {
      for (let count = roll(6); count >= 0; count--) now = after(now, world.change(now));
      if (roll(4) === 0) now = { ...now, places: now.places.toReversed() };
      if (roll(4) === 0) now = { ...now, students: now.students.slice(1), units: now.units.slice(1) };
      engine.become(structuredClone(now));
      expect(JSON.stringify(engine.all()), `seed ${seed}, step ${step}`).toBe(JSON.stringify(conflictsOf(now)));
    }
  });
});

describe("an engine", () => {
  const of = facts({ places: [place("a", { size: 1 }), place("b", { size: 1 })], seats: [seat("a", "roy"), seat("a", "cote")] });

  test("keeps the objects of what stays as it was, so that a screen keeps its rows", () => {
    const engine = createConflictEngine(of);
    const [before] = engine.all();
    const all = engine.all();
    engine.become(structuredClone(of));
    expect(engine.all()).toBe(all);
    engine.apply({ kind: "seat", left: null, taken: seat("b", "simard", { at: "2026-01-01T00:00:00.000Z" }) });
    const [now] = engine.all();
    expect(now).not.toBe(before);
    expect(before?.waysOut.map(({ kind }) => kind)).toContain("move");
    expect(now?.waysOut.map(({ kind }) => kind)).not.toContain("move");
  });

  test("says what is wrong at a place and with a student, blocking first", () => {
    const engine = createConflictEngine({ ...of, students: [student("cote", { consentUntil: null })] });
    expect(engine.at("a").map(({ kind }) => kind)).toEqual(["over-allocated", "consent"]);
    expect(engine.ofStudent("cote").map(({ kind }) => kind)).toEqual(["over-allocated", "consent"]);
    expect(engine.at("b")).toEqual([]);
  });
});

describe("[R374] a decision on a warning", () => {
  const late = (endsOn: string) =>
    facts({
      places: [place("a", { schedule: { ...days, endsOn } })],
      seats: [seat("a", "roy")],
      students: [student("roy", { consentUntil: "2027-01-31" })],
    });

  test("lets a place be confirmed; nothing does that of what blocks", () => {
    const warned = conflictsOf(late("2027-04-30"));
    expect(keepsFromConfirming(warned)).toHaveLength(1);
    expect(keepsFromConfirming(warned, new Set(warned.map(({ key }) => key)))).toEqual([]);
    const blocked = conflictsOf(facts({ places: [place("a", { size: 1 })], seats: [seat("a", "roy"), seat("a", "cote")] }));
    expect(keepsFromConfirming(blocked, new Set(blocked.map(({ key }) => key)))).toEqual(blocked);
  });

  test("holds while what it was about does, whatever else changes, and no longer", () => {
    const [key] = conflictsOf(late("2027-04-30")).map((one) => one.key);
    const others = { ...late("2027-04-30"), places: [place("b"), ...late("2027-04-30").places] };
    expect(conflictsOf(others).map((one) => one.key)).toEqual([key]);
    const sooner = facts({ ...late("2027-04-30"), students: [student("roy", { consentUntil: "2027-01-30" })] });
    expect(conflictsOf(sooner).map((one) => one.key)).not.toContain(key);
  });
});
