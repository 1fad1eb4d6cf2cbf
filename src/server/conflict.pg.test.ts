import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { conflictsOf } from "#domain/conflict-engine.ts";
import { factsOf } from "#domain/conflict-facts.ts";
import type { Conflict } from "#domain/conflict.ts";
import type { EventKind } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { listEventsAfter } from "#db/event.ts";
import type { Sql } from "#db/sql.ts";
import { addActor, addHospital, addRequest, addSchool, addSheets, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { madeOldBy } from "#ui/live.ts";
import { conflictFactsOf } from "./conflict-facts.ts";
import { liveFor } from "./live-audience.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
let anna: ReturnType<typeof callAs>;
let bruno: ReturnType<typeof callAs>;
let claire: ReturnType<typeof callAs>;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  school = await addSchool(database.sql, { students: 4 });
  hospital = await addHospital(database.sql);
  anna = callAs(database.sql, school.anna);
  bruno = callAs(database.sql, school.bruno);
  claire = callAs(database.sql, hospital.claire);
});

const student = (index: number): Id => school.students[index] ?? "";
const place = async (size: number, at: TestSchool = school) =>
  (await addRequest(database.sql, { school: at, hospital, status: "accepted", size, destinationId: hospital.eastId })).id;
const hold = (requestId: Id, studentId: Id, call = anna) => call.assignment.hold({ requestId, studentId, saw: null });
const grid = (call = anna) => call.assignment.grid({ worksheetId: school.worksheetId });
const conflicts = async (call = anna): Promise<readonly Conflict[]> => conflictsOf(factsOf(await grid(call)));
const kinds = async () => (await conflicts()).map(({ kind }) => kind);
const asks = (name = "RCR") =>
  claire.profile.addPrerequisite({
    placeId: hospital.eastId,
    name,
    note: "",
    students: true,
    instructors: false,
    mandatory: true,
    daysBefore: null,
  });
const decide = (keys: string[], note = "", call = anna) => call.conflict.decide({ worksheetId: school.worksheetId, keys, note });
const confirm = (...requestIds: Id[]) => anna.assignment.confirm({ requestIds });

/** The same connection, counting what is asked. */
function counting(sql: Sql): { sql: Sql; count(): number } {
  let asked = 0;
  const counted = new Proxy(sql, {
    apply(target, self, args: unknown[]) {
      // a tagged template with words of its own in it; fragments are parts of one
      const query = Reflect.apply(target, self, args) as { then?: unknown };
      const [strings] = args as [{ raw?: readonly string[] }];
      if (strings.raw?.[0]?.trim().startsWith("select")) asked++;
      return query;
    },
  });
  return { sql: counted, count: () => asked };
}

describe("what conflicts are found in", () => {
  test("[R375] takes as many questions for many sheets, places and students as for one", async () => {
    const more = await addSheets(database.sql, school, 3);
    await hold(await place(4), student(0));
    const one = counting(database.sql);
    expect((await conflictFactsOf(one.sql, school.anna, { worksheetIds: [school.worksheetId] })).size).toBe(1);
    for (const worksheetId of more) await place(4, { ...school, worksheetId });
    for (const index of [1, 2, 3]) await hold(await place(2), student(index));
    const many = counting(database.sql);
    expect((await conflictFactsOf(many.sql, school.anna, { worksheetIds: [school.worksheetId, ...more] })).size).toBe(4);
    expect(one.count()).toBeGreaterThan(5);
    expect(many.count()).toBe(one.count());
  });

  test("[R375] holds of another school how many and when at the unit, and nothing that is hers", async () => {
    const { sql } = database;
    const other = await addSchool(sql, { students: 2 });
    await place(3, other);
    await hold(await place(2), student(0));
    const told = await grid();
    expect(told.units.flatMap(({ others }) => others)).toMatchObject([{ size: 3, own: false, school: null, family: null, row: null }]);
    const text = JSON.stringify(told);
    for (const secret of [other.agencyId, other.name, other.worksheetId, other.cohortCourseId, ...other.students])
      expect(text).not.toContain(secret);
  });

  test("[R375] tells where who leads a group is besides only of one's own school, of another when and no more", async () => {
    const { sql } = database;
    const other = await addSchool(sql, { students: 2 });
    const [mine, theirs] = [await place(2), await place(2, other)];
    const whom = { firstName: "Luc", lastName: "Veilleux", title: "", email: "luc.veilleux@exemple.test", phone: null };
    await claire.supervision.name({ requests: [mine, theirs], whom, part: "site-instructor" });
    await hold(mine, student(0));
    const found = (await conflicts()).find(({ kind }) => kind === "instructor-twice");
    expect(found).toMatchObject({ rule: "R363", person: { name: "Luc Veilleux" }, other: { requestId: null, path: null, course: null } });
    expect(JSON.stringify(await grid())).not.toContain(theirs);
  });

  test("[R375] a sheet that is not reached has none", async () => {
    const stranger = await addSchool(database.sql);
    expect((await conflictFactsOf(database.sql, stranger.anna, { worksheetIds: [school.worksheetId] })).size).toBe(0);
  });
});

describe("confirming", () => {
  test("[R376] waits for a decision on what warns, and goes through with it; other places are not kept", async () => {
    await asks();
    const [warned, fine] = [
      await place(2),
      (await addRequest(database.sql, { school, hospital, status: "accepted", size: 2, schedule: { ...school.schedule, weekdays: [4] } }))
        .id,
    ];
    await hold(warned, student(0));
    await hold(fine, student(1));
    const first = await confirm(warned, fine);
    expect(first.done).toEqual([{ requestId: fine, students: 1 }]);
    expect(first.refused).toMatchObject([
      { requestId: warned, refusal: { code: "conflict-undecided", conflicts: [{ rule: "R369", kind: "prerequisite" }] } },
    ]);
    const [warning] = await conflicts();
    await decide([warning?.key ?? ""], "RCR vu le 3 novembre");
    expect((await confirm(warned)).done).toEqual([{ requestId: warned, students: 1 }]);
  });

  test("[R376] refuses what blocks whatever was decided, by its rule", async () => {
    const one = await place(2);
    await hold(one, student(0));
    await database.sql`update cohort_course set ends_on = '2027-03-01' where id = ${school.cohortCourseId}`;
    expect((await confirm(one)).refused).toMatchObject([
      { refusal: { code: "conflict-blocks", conflicts: [{ rule: "R367", kind: "outside-dates" }] } },
    ]);
  });
});

describe("a decision", () => {
  test("[R377] keeps who, when and why, on everyone's grid, and is taken back by a colleague, which is kept too", async () => {
    await asks();
    await hold(await place(2), student(0));
    const [warning] = await conflicts();
    const { ids } = await decide([warning?.key ?? ""], "vérifié par courriel");
    expect((await grid(bruno)).decisions).toMatchObject([
      { key: warning?.key, rule: "R369", by: "Anna Roy", mine: false, note: "vérifié par courriel" },
    ]);
    expect(await bruno.conflict.reopen({ worksheetId: school.worksheetId, ids })).toEqual({ count: 1 });
    expect((await grid()).decisions).toEqual([]);
    const [kept] = await database.sql<{ decidedBy: Id; undoneBy: Id }[]>`
      select decided_by, undone_by from conflict_decision where worksheet_id = ${school.worksheetId}`;
    expect(kept).toEqual({ decidedBy: school.anna.personId, undoneBy: school.bruno.personId });
  });

  test("[R377] is about the warning as it stands: when somebody joins those it is about, it waits anew", async () => {
    await asks();
    const one = await place(3);
    await hold(one, student(0));
    const [before] = await conflicts();
    await decide([before?.key ?? ""]);
    await hold(one, student(1));
    const [after] = await conflicts();
    expect(after?.key).not.toBe(before?.key);
    expect((await confirm(one)).refused).toMatchObject([{ refusal: { code: "conflict-undecided" } }]);
    expect(await refusalOfCall(decide([before?.key ?? ""]))).toEqual({ code: "conflict-changed" });
  });

  test("[R377] is refused on what blocks, and of two colleagues at once one stands", async () => {
    await asks();
    const one = await place(1);
    await hold(one, student(0));
    const [warning] = await conflicts();
    const both = await Promise.all([decide([warning?.key ?? ""]), decide([warning?.key ?? ""], "", bruno)]);
    expect(both.flatMap(({ ids }) => ids)).toHaveLength(1);
    await hold(one, student(1));
    const over = (await conflicts()).find(({ kind }) => kind === "over-allocated");
    expect(await refusalOfCall(decide([over?.key ?? ""]))).toMatchObject({ code: "conflict-blocks", conflicts: [{ rule: "R360" }] });
  });

  test("[R377] is the school's own, and no student's name is in what is told of it", async () => {
    await asks();
    await hold(await place(2), student(0));
    await decide(
      (await conflicts()).map(({ key }) => key),
      "pour Zoé",
    );
    const [event] = (await listEventsAfter(database.sql, { agencyId: school.agencyId, after: 0, most: 1_000 })).filter(
      ({ kind, about }) => kind === "conflict.decided" && about === school.worksheetId,
    );
    expect(event).toMatchObject({ agencyIds: [school.agencyId], facts: { count: 1, rules: ["R369"] } });
    expect(JSON.stringify(event)).not.toContain("Zoé");
  });

  test("[R377] is made by who assigns, not by who looks on", async () => {
    const observer = await addActor(database.sql, { agencyId: school.agencyId, kind: "observer", name: ["Odile", "Roy"] });
    expect(await refusalOfCall(decide(["R369 x"], "", callAs(database.sql, observer)))).toEqual({ code: "not-allowed" });
  });
});

describe("the list of sheets", () => {
  const listed = (changed: { worksheetIds: Id[]; studentIds: Id[] } | null = null) =>
    anna.conflict.ofSheets({ worksheetIds: [school.worksheetId], changed });

  test("[R378] counts what blocks and what waits for a decision, and names who and where", async () => {
    await asks();
    const one = await place(1);
    await hold(one, student(0));
    await hold(one, student(1), bruno);
    const [told] = (await listed()).sheets;
    expect(told).toMatchObject({ blocks: 1, warns: 1, decided: 0, told: [{ kind: "over-allocated" }, { kind: "prerequisite" }] });
    expect(told?.students.map(({ name }) => name).toSorted()).toEqual(["Zoé Nomsecret0", "Zoé Nomsecret1"]);
    expect(told?.places).toMatchObject([{ requestId: one }]);
    await decide([(await conflicts()).find(({ severity }) => severity === "warns")?.key ?? ""]);
    const after = (await listed()).sheets;
    expect(after).toMatchObject([{ blocks: 1, warns: 0, decided: 1 }]);
    // Both who were put there are named, not only who is in excess.
    expect(after[0]?.students).toHaveLength(2);
  });

  test("[R378] is asked again for the sheets that a seat touched, by sheet or by student, and for no other", async () => {
    await hold(await place(2), student(0));
    expect((await listed({ worksheetIds: [school.worksheetId], studentIds: [] })).sheets).toHaveLength(1);
    expect((await listed({ worksheetIds: [], studentIds: [student(0)] })).sheets).toHaveLength(1);
    expect((await listed({ worksheetIds: [], studentIds: [student(1)] })).sheets).toEqual([]);
  });
});

describe("what changes", () => {
  /** The events since a moment that the school is told, and the queries each makes old. */
  async function toldSince(seq: number): Promise<EventKind[]> {
    const events = await listEventsAfter(database.sql, { agencyId: null, after: seq, most: 1_000 });
    return events.filter((event) => liveFor(event, school.anna)).map(({ kind }) => kind);
  }
  const lastSeq = async () => (await database.sql<{ seq: number }[]>`select coalesce(max(seq), 0)::int8 as seq from event`)[0]?.seq ?? 0;

  const changes: { what: string; kind: EventKind; conflict: Conflict["kind"]; make(requestId: Id): Promise<unknown> }[] = [
    {
      what: "a closure",
      kind: "closure.added",
      conflict: "closed",
      make: () => claire.closure.add({ placeId: hospital.eastId, startsOn: "2027-01-18", endsOn: "2027-01-19", reason: "Travaux" }),
    },
    {
      what: "a capacity",
      kind: "capacity.changed",
      conflict: "unit-full",
      make: () =>
        claire.capacity.write({
          destinationId: hospital.eastId,
          lines: [
            {
              discipline: null,
              band: null,
              shiftCode: null,
              startTime: null,
              endTime: null,
              weekdays: null,
              from: null,
              to: null,
              students: 1,
              largestGroup: null,
              note: "",
            },
          ],
          ends: [],
        }),
    },
    {
      what: "an agreement",
      kind: "agreement.added",
      conflict: "agreement",
      make: () =>
        anna.agreement.add({
          withId: hospital.agencyId,
          title: "Entente",
          status: "released",
          everything: true,
          disciplines: [],
          programmes: [],
          startsOn: "2026-01-01",
          endsOn: "2027-02-01",
        }),
    },
    { what: "a prerequisite", kind: "profile.prerequisite-changed", conflict: "prerequisite", make: () => asks("Vaccins") },
    {
      what: "a consent",
      kind: "student.changed",
      conflict: "consent",
      make: () => anna.consent.record({ studentId: student(1), signedOn: "2026-09-01", scopes: [] }),
    },
  ];

  test.each(changes)("[R379] $what is told to the school and makes its conflict on the next grid", async ({ kind, conflict, make }) => {
    const requestId = await place(2);
    await hold(requestId, student(0));
    expect(await kinds()).toEqual([]);
    const before = await lastSeq();
    await make(requestId);
    expect(await toldSince(before)).toContain(kind);
    expect(madeOldBy(kind)).toEqual(expect.arrayContaining(["assignment", "conflict"]));
    expect(await kinds()).toEqual([conflict]);
  });
});
