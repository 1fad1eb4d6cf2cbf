import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Id } from "#domain/id.ts";
import type { MatchSettings } from "#domain/matching-basis.ts";
import { usualWeights } from "#domain/matching.ts";
import { listEventsAfter } from "#db/event.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import type { Matcher } from "./context.ts";
import { endSilentRuns } from "./matching-run.ts";
import { callAs, refusalOfCall } from "./testing-caller.ts";
import { callerAs, depsOver } from "./testing.ts";
import { bareMatcher } from "./testing-matcher.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
let anna: ReturnType<typeof callAs>;
let bruno: ReturnType<typeof callAs>;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  school = await addSchool(database.sql, { students: 3 });
  hospital = await addHospital(database.sql);
  anna = callAs(database.sql, school.anna);
  bruno = callAs(database.sql, school.bruno);
});

const student = (index: number): Id => school.students[index] ?? "";
const place = async (size: number, destinationId: Id | null = null) =>
  (await addRequest(database.sql, { school, hospital, status: "accepted", size, destinationId })).id;
const settings: MatchSettings = {
  weights: usualWeights,
  ways: ["weighed", "in-order"],
  statuses: ["accepted", "confirmed"],
  keeps: "seats",
  along: [],
  seed: "Rapides-2026",
};
const start = (call = anna, more: Partial<MatchSettings> = {}) =>
  call.matching.start({ worksheetId: school.worksheetId, ...settings, ...more });

/** A run to its end, with its solutions. */
async function finished(runId: Id) {
  return vi.waitFor(async () => {
    const run = (await anna.matching.runs({ worksheetId: school.worksheetId })).find((one) => one.id === runId);
    if (!run || run.state === "running") throw new Error("still running");
    return run;
  });
}
async function rowsOf(runId: Id, at = 0) {
  const run = await finished(runId);
  return anna.matching.rows({ solutionId: run.solutions[at]?.id ?? "" });
}
const seats = () => anna.assignment.grid({ worksheetId: school.worksheetId }).then((grid) => grid.seats);
const wish = async (studentId: Id, destinationId: Id) => {
  const [enrolment] = await database.sql<
    { id: Id }[]
  >`select id from enrolment where agency_id = ${school.agencyId} and student_id = ${studentId}`;
  await database.sql`
    insert into preference (agency_id, enrolment_id, rank, path, receiving_id, site_id, service_id, destination_id)
    values (${school.agencyId}, ${enrolment?.id ?? ""}, 1, '4e Est', ${hospital.agencyId}, ${hospital.siteId}, ${hospital.serviceId}, ${destinationId})`;
};

/** A matcher whose work lasts until it is told to stop or to go on. */
function slowMatcher() {
  let go: () => void = () => {};
  const waits = new Promise<void>((resolve) => (go = resolve));
  const matcher: Matcher = {
    async solve(asked) {
      await Promise.race([waits, new Promise((resolve) => asked.signal?.addEventListener("abort", resolve))]);
      return bareMatcher.solve(asked);
    },
  };
  return { matcher, go };
}
const slowCaller = (matcher: Matcher) => callerAs({ ...depsOver(database.sql), matcher }, school.anna);

describe("a run of the matching", () => {
  test("[R398] proposes and seats nobody: a seat comes of a person's act, and both are read", async () => {
    await place(3);
    const { runId } = await start();
    const run = await finished(runId);
    expect(run).toMatchObject({ state: "done", by: "Anna Roy", students: 3, places: 1, seed: "Rapides-2026" });
    expect(run.solutions.map(({ way }) => way)).toEqual(["weighed", "in-order"]);
    expect(await seats()).toEqual([]);
    const { rows } = await anna.matching.rows({ solutionId: run.solutions[0]?.id ?? "" });
    expect(rows.map(({ state }) => state)).toEqual(["open", "open", "open"]);
    await bruno.assignment.applyBatch({
      worksheetId: school.worksheetId,
      cause: { kind: "solution", id: run.solutions[0]?.id ?? "" },
      changes: rows.map(({ studentId, requestId }) => ({ studentId, toRequestId: requestId, saw: null })),
    });
    expect((await rowsOf(runId)).rows.map(({ state, moved, seat }) => [state, moved, seat?.by])).toEqual(
      Array(3).fill(["done", [], "Bruno Côté"]),
    );
    expect((await finished(runId)).solutions[0]?.applied).toMatchObject([{ by: "Bruno Côté", rows: 3, back: 0 }]);
  });

  test("[R398] nobody says that a seat comes of a solution that does not propose it", async () => {
    const [one, other] = [await place(1), await place(1)];
    const { rows, solutionId } = await rowsOf((await start()).runId);
    const [row] = rows.filter(({ requestId }) => requestId !== null);
    const claim = (cause: { kind: "solution"; id: Id }, toRequestId: Id | null, call = anna) =>
      refusalOfCall(
        call.assignment.applyBatch({
          worksheetId: school.worksheetId,
          cause,
          changes: [{ studentId: row?.studentId ?? "", toRequestId, saw: null }],
        }),
      );
    const own = { kind: "solution" as const, id: solutionId };
    expect(await claim(own, row?.requestId === one ? other : one)).toEqual({ code: "not-found" });
    expect(await claim({ kind: "solution", id: school.worksheetId }, row?.requestId ?? null)).toEqual({ code: "not-found" });
    expect(await seats()).toEqual([]);
  });

  test("[R398] is kept with all it was asked: weights, seed, statuses, rules, and the students drawn in their order", async () => {
    await place(2);
    const { runId } = await start(anna, { ways: ["random"], seed: "loterie" });
    const run = await finished(runId);
    expect(run).toMatchObject({
      weights: usualWeights,
      ways: ["random"],
      seed: "loterie",
      statuses: ["accepted", "confirmed"],
      keeps: "seats",
    });
    expect(run.ruleVersion).not.toBe("");
    expect(run.solutions[0]?.drawn?.toSorted()).toEqual(school.students.toSorted());
  });

  test("[R399] is one at a time on a sheet: the second person is told who began, and may stop it", async () => {
    await place(2);
    const { matcher } = slowMatcher();
    const { runId } = await slowCaller(matcher).matching.start({ worksheetId: school.worksheetId, ...settings });
    expect(await refusalOfCall(start(bruno))).toMatchObject({ code: "matching-under-way", by: "Anna Roy" });
    expect(await bruno.matching.cancel({ runId })).toEqual({ asked: true });
    expect(await finished(runId)).toMatchObject({ state: "cancelled", endedBy: "Bruno Côté" });
    expect(await bruno.matching.cancel({ runId })).toEqual({ asked: false });
    const after = await start(bruno);
    expect((await finished(after.runId)).state).toBe("done");
  });

  test("[R400] tells the school's screens when it begins and ends, with counts and no name", async () => {
    await place(2);
    const [last] = await database.sql<{ seq: number }[]>`select coalesce(max(seq), 0)::int8 as seq from event`;
    const { runId } = await start();
    await finished(runId);
    const told = (await listEventsAfter(database.sql, { agencyId: school.agencyId, after: last?.seq ?? 0, most: 50 })).filter(
      ({ about }) => about === runId,
    );
    expect(told.map(({ kind, facts, agencyIds }) => [kind, facts, agencyIds])).toEqual([
      ["matching.started", { students: 3, places: 1 }, [school.agencyId]],
      ["matching.ended", { state: "done", solutions: 2 }, [school.agencyId]],
    ]);
    expect(JSON.stringify(told)).not.toContain("Nomsecret");
  });

  test("[R401] that nobody works on any more is said to be cut off, once, and another may begin", async () => {
    await place(2);
    const { matcher, go } = slowMatcher();
    const { runId } = await slowCaller(matcher).matching.start({ worksheetId: school.worksheetId, ...settings });
    const deps = { sql: database.sql, now: () => new Date(Date.now() + 60_000) };
    expect(await endSilentRuns({ sql: database.sql, now: () => new Date() })).toBe(0);
    expect(await endSilentRuns(deps)).toBe(1);
    expect(await endSilentRuns(deps)).toBe(0);
    expect((await finished(runId)).state).toBe("cut-off");
    const after = await start(bruno);
    expect((await finished(after.runId)).state).toBe("done");
    // What works on the first after all does not bring it back.
    go();
    expect((await finished(runId)).state).toBe("cut-off");
  });

  test("[R401] that fails says so and keeps nobody from the next", async () => {
    await place(2);
    const broken: Matcher = { solve: () => Promise.reject(new Error("out of memory")) };
    const { runId } = await slowCaller(broken).matching.start({ worksheetId: school.worksheetId, ...settings });
    expect((await finished(runId)).state).toBe("failed");
    expect((await finished((await start()).runId)).state).toBe("done");
  });

  test("[R399] refuses a sheet without students to match, or without places of the statuses asked", async () => {
    expect(await refusalOfCall(start())).toEqual({ code: "matching-nothing", lacks: "places" });
    await addRequest(database.sql, { school, hospital, status: "sent" });
    expect(await refusalOfCall(start())).toEqual({ code: "matching-nothing", lacks: "places" });
    const { runId } = await start(anna, { statuses: ["waiting"] });
    expect((await rowsOf(runId)).rows[0]?.state).toBe("waiting");
  });
});

describe("what is kept out", () => {
  test("[R402] students and places withheld get and give nothing new, who is locked stays, and each says who set it", async () => {
    const [east, west] = [await place(3, hospital.eastId), await place(3, hospital.westId)];
    await wish(student(0), hospital.eastId);
    await bruno.matching.keep({
      worksheetId: school.worksheetId,
      exceptions: [
        { kind: "student", studentId: student(1), note: "Stage à l’étranger" },
        { kind: "place", requestId: east },
        { kind: "lock", studentId: student(2), requestId: west },
      ],
    });
    const desk = await anna.matching.desk({ worksheetId: school.worksheetId });
    expect(desk.exceptions.map(({ kind, by, note }) => [kind, by, note])).toEqual([
      ["student", "Bruno Côté", "Stage à l’étranger"],
      ["place", "Bruno Côté", ""],
      ["lock", "Bruno Côté", ""],
    ]);
    const { rows } = await rowsOf((await start()).runId);
    const of = (index: number) => rows.find(({ studentId }) => studentId === student(index));
    expect([of(0)?.requestId, of(1)?.requestId, of(2)?.requestId]).toEqual([west, null, west]);
    expect(of(1)?.why).toBe("withheld");
    const { released } = await anna.matching.release({ worksheetId: school.worksheetId, ids: desk.exceptions.map(({ id }) => id) });
    expect(released).toHaveLength(3);
    expect((await anna.matching.desk({ worksheetId: school.worksheetId })).exceptions).toEqual([]);
    const again = await rowsOf((await start()).runId);
    expect(again.rows.find(({ studentId }) => studentId === student(0))?.requestId).toBe(east);
  });

  test("[R405] a re-run leaves every seat that was taken where it is, or only those that are locked and confirmed", async () => {
    const [east, west] = [await place(1, hospital.eastId), await place(3, hospital.westId)];
    await wish(student(0), hospital.eastId);
    await anna.assignment.hold({ requestId: west, studentId: student(0), saw: null });
    const requestOf = async (more: Partial<MatchSettings>) =>
      (await rowsOf((await start(anna, more)).runId)).rows.find(({ studentId }) => studentId === student(0))?.requestId;
    expect(await requestOf({ keeps: "seats" })).toBe(west);
    expect(await requestOf({ keeps: "locks" })).toBe(east);
    await anna.assignment.confirm({ requestIds: [west] });
    expect(await requestOf({ keeps: "locks" })).toBe(west);
  });

  test("[R406] somebody else's students and places cannot be kept out, and another course's leader sees none of it", async () => {
    const other = await addSchool(database.sql, { students: 1 });
    const exceptions = [{ kind: "student" as const, studentId: other.students[0] ?? "" }];
    expect(await refusalOfCall(anna.matching.keep({ worksheetId: school.worksheetId, exceptions }))).toEqual({ code: "not-found" });
    await place(2);
    const { runId } = await start();
    const run = await finished(runId);
    const leader = callAs(
      database.sql,
      await addActor(database.sql, { agencyId: school.agencyId, kind: "placing-coordinator", name: ["Luc", "Dion"], programmes: [] }),
    );
    expect(await refusalOfCall(leader.matching.rows({ solutionId: run.solutions[0]?.id ?? "" }))).toEqual({ code: "not-found" });
    expect(await refusalOfCall(leader.matching.cancel({ runId }))).toEqual({ code: "not-found" });
    const observer = callAs(
      database.sql,
      await addActor(database.sql, { agencyId: school.agencyId, kind: "observer", name: ["Odile", "Roy"], withNames: false }),
    );
    expect(await refusalOfCall(observer.matching.desk({ worksheetId: school.worksheetId }))).toEqual({ code: "not-allowed" });
  });
});

describe("what a run stands on", () => {
  test("[R400] homes and sites that are known give a distance, and no answer says where somebody lives", async () => {
    await place(3);
    await database.sql`update site set latitude = 45.61, longitude = -73.64 where id = ${hospital.siteId}`;
    await database.sql`insert into student_home (agency_id, student_id, latitude, longitude) values (${school.agencyId}, ${student(0)}, 45.5, -73.6)`;
    const desk = await anna.matching.desk({ worksheetId: school.worksheetId });
    expect(desk.students.filter(({ home }) => home)).toHaveLength(1);
    expect(desk.places.map(({ located }) => located)).toEqual([true]);
    const run = await finished((await start()).runId);
    expect(run.solutions[0]?.score).toMatchObject({ travelKnown: 1 });
    expect(run.solutions[0]?.score.travelKm).toBeGreaterThan(10);
    expect(JSON.stringify(await rowsOf(run.id))).not.toContain("45.5");
  });

  test("[R403] what a colleague did since the run had read is told row by row, with who and when", async () => {
    const [east, west] = [await place(1, hospital.eastId), await place(3, hospital.westId)];
    await wish(student(0), hospital.eastId);
    const { runId } = await start();
    expect((await rowsOf(runId)).rows.flatMap(({ moved }) => moved)).toEqual([]);
    await bruno.assignment.hold({ requestId: east, studentId: student(1), saw: null });
    await database.sql`update request set size = 2, version = version + 1 where id = ${west}`;
    const { rows } = await rowsOf(runId);
    const of = (index: number) => rows.find(({ studentId }) => studentId === student(index))?.moved.map(({ kind }) => kind);
    expect(of(0)).toEqual(["place-full"]);
    expect(rows.find(({ studentId }) => studentId === student(1))?.moved[0]).toMatchObject({ kind: "seated", by: "Bruno Côté" });
    expect(of(2)).toEqual(["place-smaller"]);
  });

  test("[R407] a place that receives nobody on any of its days is proposed to nobody; a few closed days bar nobody", async () => {
    const [east, west] = [await place(3, hospital.eastId), await place(3, hospital.westId)];
    const close = (destinationId: Id, startsOn: string, endsOn: string) =>
      callAs(database.sql, hospital.claire).closure.add({ placeId: destinationId, startsOn, endsOn, reason: "Rénovations" });
    await close(hospital.eastId, "2027-01-01", "2027-12-31");
    await close(hospital.westId, "2027-02-01", "2027-02-05");
    const desk = await anna.matching.desk({ worksheetId: school.worksheetId });
    const barred = new Map(desk.places.map((one) => [one.requestId, one.barred]));
    expect([barred.get(east), barred.get(west)]).toEqual(["closure", null]);
    const { rows } = await rowsOf((await start()).runId);
    expect(rows.map(({ requestId }) => requestId)).toEqual([west, west, west]);
  });

  test("[R407] a student's seat on another sheet at the same hours keeps her from the place, and the rule that does is kept", async () => {
    const here = await place(3);
    const [course] = await database.sql<{ id: Id }[]>`
      insert into course (agency_id, programme_id, number, name, sheet_kind) values (${school.agencyId}, ${school.programmeId}, '180-22B', 'Chirurgie', 'group') returning id`;
    const [second] = await database.sql<{ id: Id }[]>`
      insert into cohort_course (agency_id, cohort_id, course_id, term_id, starts_on, ends_on)
      values (${school.agencyId}, ${school.cohortId}, ${course?.id ?? ""}, ${school.termId}, ${school.schedule.startsOn}, ${school.schedule.endsOn}) returning id`;
    const [sheet] = await database.sql<{ id: Id }[]>`
      insert into worksheet (agency_id, cohort_course_id, kind) values (${school.agencyId}, ${second?.id ?? ""}, 'group') returning id`;
    await database.sql`
      insert into enrolment (agency_id, cohort_course_id, student_id, copied_to) values (${school.agencyId}, ${second?.id ?? ""}, ${student(0)}, 'group')`;
    const other = { ...school, cohortCourseId: second?.id ?? "", worksheetId: sheet?.id ?? "" };
    const { id: elsewhere } = await addRequest(database.sql, { school: other, hospital, status: "accepted", size: 2 });
    await anna.assignment.hold({ requestId: elsewhere, studentId: student(0), saw: null });
    const alone = await rowsOf((await start()).runId);
    expect(alone.rows.find(({ studentId }) => studentId === student(0))).toMatchObject({ requestId: null, why: "all-forbidden" });
    expect(alone.rows.filter(({ requestId }) => requestId === here)).toHaveLength(2);
    // Matched along, the two sheets are one question: she gets one of the two, and keeps the one she has.
    const desk = await anna.matching.desk({ worksheetId: school.worksheetId });
    expect(desk.others.map(({ id }) => id)).toEqual([other.worksheetId]);
    const both = await rowsOf((await start(anna, { along: [other.worksheetId] })).runId);
    const hers = new Map(both.rows.filter(({ studentId }) => studentId === student(0)).map((row) => [row.worksheetId, row.requestId]));
    expect([hers.get(school.worksheetId), hers.get(other.worksheetId)]).toEqual([null, elsewhere]);
  });
});
