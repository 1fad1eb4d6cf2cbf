import type { Seat } from "#domain/assignment.ts";
import { createConflictEngine } from "#domain/conflict-engine.ts";
import type { ConflictFacts, ConflictPlace, ConflictUnit } from "#domain/conflict-facts.ts";
import type { ConflictChange } from "#domain/conflict.ts";
import { addDays } from "#domain/dates.ts";
import type { Schedule } from "#domain/schedule.ts";
import type { Figure } from "./figure.ts";
import type { Measure } from "./main.ts";
import { dice } from "./season.ts";

const rows = 10_000;
const unitCount = 800;

const quantile = (values: number[], at: number): number =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * at))] ?? Number.NaN;

function taken(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/** A season of a large school in one sheet: ten thousand places in eight hundred units, with who sits where, and others at the same units. */
function makeFacts() {
  const roll = dice(11);
  const hours = [
    { startTime: "07:00", endTime: "15:00", shiftCode: null },
    { startTime: "15:00", endTime: "23:00", shiftCode: null },
    { startTime: null, endTime: null, shiftCode: "N8" },
    { startTime: "07:30", endTime: "15:30", shiftCode: null },
  ] as const;
  const weekdays = [[1, 2], [3, 4], [5], [1, 2, 3], [4, 5]];
  const one = <T>(of: readonly T[]): T => of[roll(of.length)] as T;
  const schedule = (): Schedule => {
    const startsOn = addDays("2027-01-11", 7 * roll(8));
    return { startsOn, endsOn: addDays(startsOn, 7 * (4 + roll(5)) - 1), blocks: [], ...one(hours), weekdays: one(weekdays) };
  };
  const place = (index: number): ConflictPlace => {
    const unit = index % unitCount;
    const isGroup = Math.floor(index / unitCount) === unit % 13;
    return {
      requestId: `place ${index}`,
      kind: isGroup ? "group" : "individual",
      status: "accepted",
      size: isGroup ? 6 : 1,
      sizeHere: null,
      largestGroup: 8,
      path: `Site ${unit % 20} / Service ${unit % 100} / Unité ${unit}`,
      receivingId: `organisation ${unit % 5}`,
      siteId: `site ${unit % 20}`,
      serviceId: `service ${unit % 100}`,
      destinationId: `unit ${unit}`,
      schedule: schedule(),
      companions: isGroup
        ? [{ personId: `instructor ${roll(400)}`, name: "", part: "instructor", span: { startsOn: null, endsOn: null }, named: null }]
        : [],
      prerequisites: roll(50) === 0 ? [{ id: "rcr", name: "RCR" }] : [],
      edits: [],
    };
  };
  const places = Array.from({ length: rows }, (_place, index) => place(index));
  const seat = (index: number, requestId: string): Seat => ({
    assignmentId: `seat ${index}`,
    requestId,
    studentId: `student ${index}`,
    state: "held",
    version: 1,
    by: "M. Roy",
    at: new Date(Date.UTC(2026, 10, 1) + index * 1_000).toISOString(),
    mine: index % 2 === 0,
  });
  const seats = places.map(({ requestId }, index) => seat(index, roll(400) === 0 ? `place ${roll(rows)}` : requestId));
  const units = Array.from({ length: unitCount }, (_unit, index): ConflictUnit => {
    const destinationId = `unit ${index}`;
    const others = Array.from({ length: 5 }, (_other, at) => ({
      key: `${destinationId} ${at}`,
      destinationId,
      kind: at === 0 ? ("group" as const) : ("individual" as const),
      stage: "asked" as const,
      size: at === 0 ? 6 : 1,
      schedule: schedule(),
      own: false,
      school: at === 0 ? "Érable" : null,
      family: null,
      row: null,
    }));
    return { destinationId, capacity: 16, largestGroup: 8, lines: [], others };
  });
  const facts: ConflictFacts = {
    places,
    seats,
    elsewhere: Array.from({ length: 2_000 }, (_one, index) => ({
      studentId: `student ${index * 5}`,
      requestId: `elsewhere ${index}`,
      path: "",
      course: "",
      schedule: { ...schedule(), weekdays: [6, 7] },
      by: "S. Gagné",
      at: "2026-11-01T12:00:00.000Z",
    })),
    students: seats.map(({ studentId }, index) => ({
      id: studentId,
      fictitious: false,
      consentUntil: index % 100 === 0 ? null : "2030-01-01",
      sealed: null,
      met: [{ id: "rcr", until: null }],
    })),
    course: { name: "", startsOn: "2027-01-04", endsOn: "2027-05-28" },
    term: { name: "", startsOn: "2027-01-04", endsOn: "2027-05-28" },
    programme: { id: "p", name: "", discipline: "" },
    instructors: Array.from({ length: 400 }, (_one, index) => ({ personId: `instructor ${index}`, name: "" })),
    posts: [],
    closures: Array.from({ length: 20 }, (_one, index) => ({
      id: `closure ${index}`,
      siteId: null,
      serviceId: null,
      destinationId: `unit ${index * 40}`,
      startsOn: "2027-03-01",
      endsOn: "2027-03-05",
      reason: "",
      noted: null,
    })),
    agreements: Array.from({ length: 5 }, (_one, index) => ({
      id: `agreement ${index}`,
      receivingId: `organisation ${index}`,
      title: "",
      status: "released",
      everything: true,
      disciplines: [],
      programmes: [],
      startsOn: "2025-01-01",
      endsOn: null,
    })),
    units,
  };
  let moved: Seat | null = null;
  /** Somebody is put on any place, then back where she was; or the dates of a place change. */
  const change = (): ConflictChange => {
    if (roll(4) === 0) {
      const { requestId, ...same } = one(places);
      return { kind: "place", place: { requestId, ...same, schedule: schedule() } };
    }
    const taken = moved ?? { ...one(seats), requestId: one(places).requestId };
    moved = moved ? null : (seats.find(({ assignmentId }) => assignmentId === taken.assignmentId) ?? null);
    return { kind: "seat", left: null, taken };
  };
  return { facts, change };
}

/** What anything has to do at the least: every place and seat looked at once, and the full ones counted. */
function barePass({ places, seats }: ConflictFacts): number {
  const sizes = new Map(places.map(({ requestId, size }) => [requestId, size]));
  const counts = new Map<string, number>();
  for (const { requestId } of seats) counts.set(requestId, (counts.get(requestId) ?? 0) + 1);
  let over = 0;
  for (const [requestId, count] of counts) if (count > (sizes.get(requestId) ?? 0)) over++;
  return over;
}

/** The conflict engine on ten thousand places and as many seats: the first check, then one edit after the other with what is then shown. */
export async function measureConflictEngine({ quick, note }: Measure): Promise<Figure[]> {
  const { facts, change } = makeFacts();
  const rounds = quick ? 5 : 15;
  // the first two teach the compiler, as a page has been taught by the sheets before
  for (let round = 0; round < 2; round++) createConflictEngine(facts).all();
  const first = Array.from({ length: rounds }, () => taken(() => createConflictEngine(facts).all()));
  const bare = Array.from({ length: rounds }, () => taken(() => barePass(facts)));
  const engine = createConflictEngine(facts);
  note(`${engine.all().length} conflicts among ${rows} places and as many seats`);
  const edits = Array.from({ length: quick ? 200 : 2_000 }, () => {
    const how = change();
    return taken(() => {
      engine.apply(how);
      engine.all();
    });
  });
  return [
    {
      name: "conflict-engine-first",
      value: quantile(first, 0.5),
      unit: "ms",
      peer: "bare pass",
      peerValue: quantile(bare, 0.5),
      spread: [Math.min(...first), Math.max(...first)],
      reach: [{ of: "value", most: 150 }],
    },
    {
      name: "conflict-engine-edit-p99",
      value: quantile(edits, 0.99),
      unit: "ms",
      peer: "bare pass",
      peerValue: quantile(bare, 0.5),
      reach: [{ of: "value", most: 10 }],
    },
  ];
}
