import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createConflictEngine } from "#domain/conflict-engine.ts";
import type { Conflict } from "#domain/conflict.ts";
import { addDays } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import { presenceIn } from "#domain/request-split.ts";
import type { Schedule } from "#domain/schedule.ts";
import { confirmSeats } from "#db/assignment.ts";
import type { Tx } from "#db/sql.ts";
import { addHospital, addRequest, addSchool, addSheets, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callAs } from "./testing-caller.ts";

let database: TestDatabase;
let hospital: TestHospital;

beforeAll(async () => {
  database = await testDatabase();
  hospital = await addHospital(database.sql);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

type Roll = (below: number) => number;
function dice(seed: number): Roll {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Schedules that meet and do not: side by side, by a quarter of an hour, over midnight, in blocks, at hours nobody knows. */
function someSchedule(roll: Roll, { startsOn, endsOn }: Schedule): Schedule {
  const begins = addDays(startsOn, 7 * roll(4));
  const base: Schedule = { startsOn: begins, endsOn, blocks: [], weekdays: [1, 2], startTime: "07:00", endTime: "15:00", shiftCode: null };
  const kinds: Partial<Schedule>[] = [
    {},
    { startTime: "15:00", endTime: "23:00" },
    { startTime: "14:45", endTime: "22:45" },
    { startTime: null, endTime: null, shiftCode: "N8" },
    { startTime: null, endTime: null },
    { weekdays: [4, 5] },
    { blocks: [{ from: begins, to: addDays(begins, 6) }] },
  ];
  return { ...base, ...kinds[roll(kinds.length)] };
}

interface World {
  school: TestSchool;
  /** Of the sheet the engine looks at, and of another of the school. */
  places: Id[];
  elsewhere: Id;
}

/** A school whose students sit anywhere at all, as nobody would put them: the rules of the commands are passed by. */
async function someWorld(seed: number, kind: "group" | "individual"): Promise<World> {
  const { sql } = database;
  const roll = dice(seed);
  const school = await addSchool(sql, { students: 7, kind });
  const accepted = (of: TestSchool = school, schedule = someSchedule(roll, school.schedule)) =>
    addRequest(sql, { school: of, hospital, status: "accepted", size: 1 + roll(3), schedule });
  const places: Id[] = [];
  for (let count = 0; count < 5; count++) places.push((await accepted()).id);
  const [sheet = ""] = await addSheets(sql, school, 1);
  const [other] = await sql<{ cohortCourseId: Id }[]>`select cohort_course_id from worksheet where id = ${sheet}`;
  const elsewhere = (await accepted({ ...school, worksheetId: sheet, cohortCourseId: other?.cohortCourseId ?? "" })).id;
  if (kind === "group") {
    const part = (await accepted()).id;
    await sql`update request set split_of = ${places[0] ?? ""}, size = (select size from request where id = ${places[0] ?? ""}) where id = ${part}`;
  }
  const sealed = school.students[roll(20)];
  if (sealed)
    await sql`update student set sealed = 'ended', last_name = '•••', first_name = '' where agency_id = ${school.agencyId} and id = ${sealed}`;
  for (const studentId of school.students) {
    for (const requestId of [...places, elsewhere]) {
      if (roll(4) !== 0) continue;
      await sql`insert into assignment (agency_id, request_id, student_id, assigned_by) values (${school.agencyId}, ${requestId}, ${studentId}, ${school.anna.personId})`;
    }
  }
  return { school, places, elsewhere };
}

class Undone extends Error {}

/** Confirms whoever sits at these places behind the rules' back, and takes it back: the constraint that refused, or null. */
async function confirmAnyway({ school }: World, requestIds: Id[]): Promise<string | null> {
  const confirm = async (tx: Tx): Promise<void> => {
    const seats = await tx<{ id: Id; requestId: Id; studentId: Id }[]>`
      select id, request_id, student_id from assignment where agency_id = ${school.agencyId} and request_id = any(${requestIds}::uuid[])`;
    const members = await tx<({ of: Id } & Schedule)[]>`
      select coalesce(split_of, id) as of, starts_on, ends_on, blocks, weekdays, start_time, end_time, shift_code from request
      where agency_id = ${school.agencyId} and coalesce(split_of, id) = any(${requestIds}::uuid[])`;
    const shifts = (requestId: Id, studentId: Id) =>
      presenceIn(
        members.filter(({ of }) => of === requestId),
        studentId,
      );
    await confirmSeats(
      tx,
      school.anna,
      seats.map(({ id, requestId, studentId }) => ({ id, studentId, shifts: shifts(requestId, studentId) })),
    );
    await tx`set constraints all immediate`;
    throw new Undone();
  };
  try {
    await database.sql.begin(confirm);
  } catch (error) {
    if (error instanceof Undone) return null;
    const { constraint_name: name } = error as { constraint_name?: string };
    if (name === undefined) throw error;
    return name;
  }
  throw new Error("it was not taken back");
}

/** Which constraint is the database's word for what the engine says; null where it has none. */
function constraintOf(conflict: Conflict): string | null {
  if (conflict.kind === "over-allocated" || conflict.kind === "two-on-one") return "confirmed_within_size";
  if (conflict.kind === "student-twice") return "one_place_at_a_time";
  return conflict.kind === "consent" && conflict.severity === "blocks" ? "sealed_is_not_confirmed" : null;
}

/** Kept: between them they have every constraint refuse, and places of every size that go through. */
const seeds = [3, 7, 12, 19, 28, 41];
const refused = new Set<string>();

describe.each(seeds)("[R373] the engine and the database agree, seed %i", (seed) => {
  test.each(["group", "individual"] as const)("on %s places", async (kind) => {
    const world = await someWorld(seed, kind);
    const { school, places, elsewhere } = world;
    const grid = await callAs(database.sql, school.anna).assignment.grid({ worksheetId: school.worksheetId });
    const engine = createConflictEngine(grid);
    const blocks = (requestId: Id) => engine.at(requestId).filter(({ severity }) => severity === "blocks");

    const clean = places.filter((requestId) => blocks(requestId).length === 0);
    expect(await confirmAnyway(world, clean)).toBeNull();
    for (const requestId of places.filter((one) => !clean.includes(one))) {
      // alone it may go through: the other place is what it meets
      const constraint = await confirmAnyway(world, [requestId]);
      if (constraint !== null) expect(blocks(requestId).map(constraintOf)).toContain(constraint);
    }
    for (const conflict of engine.all()) {
      const constraint = constraintOf(conflict);
      if (constraint === null) continue;
      const there = conflict.kind === "student-twice" && conflict.other.course !== null ? [elsewhere] : [];
      const ids = [...conflict.requestIds, ...there];
      const among = await confirmAnyway(world, ids);
      expect(among, `${conflict.key} at ${ids.join(", ")}`).not.toBeNull();
      refused.add(constraint);
    }
  });
});

test("every constraint came up", () => {
  expect([...refused].toSorted()).toEqual(["confirmed_within_size", "one_place_at_a_time", "sealed_is_not_confirmed"]);
});
