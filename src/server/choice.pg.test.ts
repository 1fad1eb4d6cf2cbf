import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import type { RoundSetting } from "#domain/choice.ts";
import type { Id } from "#domain/id.ts";
import { addStudentActor } from "#db/testing-student.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { turnChoices } from "./choice-turn.ts";
import { refusalOfCall } from "./testing-caller.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const before = new Date("2026-12-01T13:00:00Z");
const during = new Date("2026-12-03T12:00:00Z");
const after = new Date("2026-12-09T12:00:00Z");
const setting: RoundSetting = {
  opensAt: "2026-12-01T14:00:00.000Z",
  closesAt: "2026-12-08T21:00:00.000Z",
  least: 1,
  most: 3,
  fromSheets: true,
  showsDemand: true,
  showsClassmates: true,
  note: "",
};

const as = (actor: Actor, now = during) => callerAs(depsOver(database.sql), actor, now);
const turn = (now: Date) => turnChoices({ ...depsOver(database.sql), now: () => now });
const studentAt = (index: number) => addStudentActor(database.sql, { agencyId: school.agencyId, studentId: school.students[index] ?? "" });
const list = (...placeIds: Id[]) => placeIds.map((placeId) => ({ placeId, comment: "" }));
const eventsOf = async (kind: string) =>
  database.sql<{ facts: Record<string, unknown>; actorName: string; actorPersonId: Id | null; within: Id[] }[]>`
    select facts, actor_name, actor_person_id, within from event where kind = ${kind} and about = ${school.cohortCourseId} order by seq`;
const preferencesOf = async (studentId: Id) => {
  const { rows } = await as(school.anna).enrolment.list({ cohortCourseId: school.cohortCourseId });
  return rows.find((row) => row.studentId === studentId)?.preferences.map(({ path, comment }) => [path, comment]);
};

/** A round over two places of accepted requests, open at `during`. */
async function openRound(changes: Partial<RoundSetting> = {}): Promise<Id> {
  const { cohortCourseId } = school;
  await as(school.anna, before).choice.set({ cohortCourseId, saw: 0, setting: { ...setting, ...changes } });
  await turn(new Date("2026-12-01T14:00:00Z"));
  const { round } = await as(school.anna).choice.round({ cohortCourseId });
  return round?.id ?? "";
}

beforeEach(async () => {
  school = await addSchool(database.sql, { students: 4 });
  hospital = await addHospital(database.sql);
  for (const destinationId of [hospital.eastId, hospital.westId])
    await addRequest(database.sql, { school, hospital, status: "accepted", destinationId });
});

describe("a student", () => {
  test("[R428] is in no list of people, follows nothing, and reads nobody's choices but hers", async () => {
    const roundId = await openRound();
    const [zoe, other] = [await studentAt(0), await studentAt(1)];
    const admin = await addActor(database.sql, { agencyId: school.agencyId, kind: "local-administrator", name: ["Alain", "Chef"] });
    expect((await as(admin).people.list({ search: "Nomsecret", show: "all" })).people).toEqual([]);
    expect((await as(zoe).choiceOwn.list()).map(({ id }) => id)).toEqual([roundId]);
    await as(other).choiceOwn.save({ roundId, saw: 0, choices: list(hospital.eastId) });
    expect((await as(zoe).choiceOwn.round({ roundId })).draft).toEqual([]);
    for (const ask of [
      () => as(zoe).choice.round({ cohortCourseId: school.cohortCourseId }),
      () => as(zoe).choice.students({ cohortCourseId: school.cohortCourseId }),
      () => as(zoe).history.list({}),
      () => as(zoe).live.after({}),
      () => as(zoe).catalogue.all(),
      () => as(zoe).enrolment.list({ cohortCourseId: school.cohortCourseId }),
    ])
      expect(await refusalOfCall(ask())).toEqual({ code: "not-allowed" });
    const elsewhere = await addSchool(database.sql, { students: 1 });
    const stranger = await addStudentActor(database.sql, { agencyId: elsewhere.agencyId, studentId: elsewhere.students[0] ?? "" });
    expect(await refusalOfCall(as(stranger).choiceOwn.round({ roundId }))).toEqual({ code: "not-found" });
    expect(await refusalOfCall(as(school.anna).choiceOwn.list())).toEqual({ code: "not-allowed" });
  });

  test("[R430][R433] who tries outside of the hours is told when, and the attempt is kept once though nothing else is", async () => {
    const { cohortCourseId } = school;
    await as(school.anna, before).choice.set({ cohortCourseId, saw: 0, setting });
    const zoe = await studentAt(0);
    const [one] = await as(zoe, before).choiceOwn.list();
    const roundId = one?.id ?? "";
    expect((await as(zoe, before).choiceOwn.round({ roundId })).places).toEqual([]);
    const early = () => as(zoe, before).choiceOwn.save({ roundId, saw: 0, choices: list(hospital.eastId) });
    expect(await refusalOfCall(early())).toEqual({ code: "choice-early", opensAt: setting.opensAt });
    await refusalOfCall(early());
    await turn(after);
    const late = as(zoe, after).choiceOwn.submit({ roundId, saw: 0, choices: list(hospital.eastId) });
    expect(await refusalOfCall(late)).toEqual({ code: "choice-late", closedAt: setting.closesAt });
    expect((await eventsOf("choice.refused")).map(({ facts }) => facts.why)).toEqual(["early", "late"]);
    const trail = await as(school.anna, after).choice.trail({ cohortCourseId, studentId: zoe.studentId ?? "" });
    expect(trail.map(({ what }) => what)).toEqual(["late", "early"]);
    expect((await as(school.anna, after).choice.round({ cohortCourseId })).round?.counts).toMatchObject({ none: 4, attempts: 1 });
  });

  test("[R431] what she submits becomes her preferences, in order and with her words; what she saves does not", async () => {
    const roundId = await openRound({ least: 2 });
    const zoe = await studentAt(0);
    const studentId = zoe.studentId ?? "";
    const saved = await as(zoe).choiceOwn.save({ roundId, saw: 0, choices: list(hospital.westId) });
    expect(await preferencesOf(studentId)).toEqual([]);
    const short = as(zoe).choiceOwn.submit({ roundId, saw: saved.version, choices: list(hospital.westId) });
    expect(await refusalOfCall(short)).toEqual({ code: "choice-too-few", least: 2, chosen: 1 });
    const choices = [{ placeId: hospital.westId, comment: "Près de chez moi" }, ...list(hospital.eastId)];
    const { version } = await as(zoe).choiceOwn.submit({ roundId, saw: saved.version, choices });
    const [west, east] = (await preferencesOf(studentId)) ?? [];
    expect([west?.[1], east?.[1]]).toEqual(["Près de chez moi", ""]);
    expect(west?.[0]).not.toEqual(east?.[0]);
    // She goes on writing: what stands is what she submitted.
    await as(zoe).choiceOwn.save({ roundId, saw: version, choices: [] });
    expect((await preferencesOf(studentId))?.length).toBe(2);
    expect(await as(zoe).choiceOwn.round({ roundId })).toMatchObject({ draft: [], submitted: choices, unsubmitted: true });
    const [submitted] = await eventsOf("choice.submitted");
    expect(submitted).toMatchObject({ facts: { studentId, choices: 2, again: false }, actorName: "", actorPersonId: null });
    const [told] = (await as(school.anna).history.list({ subject: "students" })).entries;
    expect(told).toMatchObject({ kind: "choice.submitted", by: "Zoé Nomsecret0" });
  });

  test("[R436] who writes from a page that is behind is told, and nothing is written over", async () => {
    const roundId = await openRound();
    const zoe = await studentAt(0);
    await as(zoe).choiceOwn.save({ roundId, saw: 0, choices: list(hospital.westId) });
    const behind = as(zoe).choiceOwn.save({ roundId, saw: 0, choices: list(hospital.eastId) });
    expect(await refusalOfCall(behind)).toEqual({ code: "choice-elsewhere" });
    expect((await as(zoe).choiceOwn.round({ roundId })).draft).toEqual(list(hospital.westId));
  });

  test("[R434] learns of the others what the school shows, and never who", async () => {
    const roundId = await openRound({ showsDemand: false, showsClassmates: false });
    const [zoe, other] = [await studentAt(0), await studentAt(1)];
    await as(other).choiceOwn.submit({ roundId, saw: 0, choices: list(hospital.eastId) });
    expect(await as(zoe).choiceOwn.demand({ roundId })).toEqual({ demand: null, classmates: null });
    const { round } = await as(school.anna).choice.round({ cohortCourseId: school.cohortCourseId });
    await as(school.anna).choice.set({
      cohortCourseId: school.cohortCourseId,
      saw: round?.version ?? 0,
      setting: { ...setting, showsDemand: true, showsClassmates: true },
    });
    const shown = await as(zoe).choiceOwn.round({ roundId });
    expect(shown.demand).toEqual([{ placeId: hospital.eastId, first: 1, second: 0, third: 0, all: 1 }]);
    expect(shown.classmates).toEqual({ students: 4, submitted: 1 });
    expect(JSON.stringify(shown)).not.toContain(other.studentId);
  });
});

describe("a round", () => {
  test("[R429] opens and closes by the clock, once, also when no server ran at the moment", async () => {
    const { cohortCourseId } = school;
    await as(school.anna, before).choice.set({ cohortCourseId, saw: 0, setting });
    await turn(new Date("2026-12-01T13:59:59Z"));
    expect(await eventsOf("choice.opened")).toEqual([]);
    await turn(after);
    await turn(after);
    expect((await eventsOf("choice.opened")).map(({ actorName }) => actorName)).toEqual(["Concerto"]);
    expect((await eventsOf("choice.closed")).map(({ facts }) => facts)).toEqual([{ submitted: 0, counted: 0, without: 4, byHand: false }]);
  });

  test("[R432] closing counts what was saved and long enough; the rest stay drafts among who has not chosen", async () => {
    const { cohortCourseId } = school;
    const roundId = await openRound({ least: 2 });
    const [zoe, other] = [await studentAt(0), await studentAt(1)];
    await as(zoe).choiceOwn.save({ roundId, saw: 0, choices: list(hospital.westId, hospital.eastId) });
    await as(other).choiceOwn.save({ roundId, saw: 0, choices: list(hospital.westId) });
    await turn(after);
    expect((await preferencesOf(zoe.studentId ?? ""))?.length).toBe(2);
    expect(await preferencesOf(other.studentId ?? "")).toEqual([]);
    const { round } = await as(school.anna, after).choice.round({ cohortCourseId });
    expect(round).toMatchObject({ state: "closed", counts: { submitted: 1, begun: 1, none: 2 } });
    const { rows } = await as(school.anna, after).choice.students({ cohortCourseId, show: "missing" });
    expect(rows.map(({ state }) => state)).toEqual(["begun", "none", "none"]);
    expect((await as(school.anna, after).choice.students({ cohortCourseId, show: "submitted" })).rows[0]?.submittedHow).toBe("clock");
  });

  test("[R429] closed by hand it takes nothing more, and a later closing opens it again", async () => {
    const { cohortCourseId } = school;
    const roundId = await openRound();
    const zoe = await studentAt(0);
    await as(school.anna).choice.closeNow({ cohortCourseId });
    const closed = as(zoe).choiceOwn.save({ roundId, saw: 0, choices: list(hospital.eastId) });
    expect(await refusalOfCall(closed)).toMatchObject({ code: "choice-late" });
    await as(school.anna).choice.extend({ cohortCourseId, closesAt: "2026-12-20T21:00:00Z" });
    expect((await as(zoe).choiceOwn.save({ roundId, saw: 0, choices: list(hospital.eastId) })).version).toBe(1);
    expect(await refusalOfCall(as(school.anna).choice.extend({ cohortCourseId, closesAt: "2026-11-20T21:00:00Z" }))).toMatchObject({
      code: "invalid",
      field: "closesAt",
    });
  });

  test("[R437] offers accepted places as they come and go, and those added from the catalogue", async () => {
    const { cohortCourseId } = school;
    const roundId = await openRound();
    const zoe = await studentAt(0);
    const offered = async () => (await as(zoe).choiceOwn.round({ roundId })).places.map(({ placeId }) => placeId).toSorted();
    expect(await offered()).toEqual([hospital.eastId, hospital.westId].toSorted());
    await as(school.anna).choice.addPlace({ cohortCourseId, placeId: hospital.otherSiteId, seats: 2 });
    expect(await offered()).toEqual([hospital.eastId, hospital.westId, hospital.otherSiteId].toSorted());
    await database.sql`delete from request where agency_id = ${school.agencyId} and destination_id = ${hospital.eastId}`;
    expect(await offered()).toEqual([hospital.westId, hospital.otherSiteId].toSorted());
    await as(school.anna).choice.dropPlace({ cohortCourseId, placeId: hospital.otherSiteId });
    expect(await offered()).toEqual([hospital.westId]);
  });

  test("[R435] a place that is withheld stays in lists and preferences, is chosen by no student, and by a coordinator for one", async () => {
    const { cohortCourseId } = school;
    const roundId = await openRound();
    const [zoe, other] = [await studentAt(0), await studentAt(1)];
    const { version } = await as(zoe).choiceOwn.submit({ roundId, saw: 0, choices: list(hospital.eastId) });
    await as(school.anna).choice.withhold({ cohortCourseId, placeIds: [hospital.eastId], withheld: true });
    expect((await preferencesOf(zoe.studentId ?? ""))?.length).toBe(1);
    const hers = await as(zoe).choiceOwn.round({ roundId });
    expect([hers.places.map(({ placeId }) => placeId), hers.gone.map(({ placeId }) => placeId)]).toEqual([
      [hospital.westId],
      [hospital.eastId],
    ]);
    expect(await refusalOfCall(as(zoe).choiceOwn.submit({ roundId, saw: version, choices: list(hospital.eastId) }))).toMatchObject({
      code: "choice-not-offered",
    });
    // What she had may stay while she writes; somebody else's list does not take it.
    await as(zoe).choiceOwn.save({ roundId, saw: version, choices: list(hospital.westId, hospital.eastId) });
    expect(await refusalOfCall(as(other).choiceOwn.save({ roundId, saw: 0, choices: list(hospital.eastId) }))).toMatchObject({
      code: "choice-not-offered",
    });
    const studentId = other.studentId ?? "";
    await as(school.anna).choice.behalf({ cohortCourseId, studentId, saw: 0, choices: list(hospital.eastId), reason: "Entente" });
    expect((await preferencesOf(studentId))?.length).toBe(1);
  });

  test("[R436] choices made for a student say who, when, why, before and after", async () => {
    const { cohortCourseId } = school;
    const roundId = await openRound();
    const zoe = await studentAt(0);
    const studentId = zoe.studentId ?? "";
    const { version: saw } = await as(zoe).choiceOwn.submit({ roundId, saw: 0, choices: list(hospital.eastId) });
    const stale = as(school.anna).choice.behalf({ cohortCourseId, studentId, saw: 0, choices: [] });
    expect(await refusalOfCall(stale)).toMatchObject({ code: "stale", by: "Zoé Nomsecret0" });
    await turn(after);
    await as(school.anna, after).choice.behalf({ cohortCourseId, studentId, saw, choices: list(hospital.westId), reason: "Au téléphone" });
    const [last] = await as(school.bruno, after).choice.trail({ cohortCourseId, studentId });
    expect(last).toMatchObject({ what: "person", by: school.anna.name, note: "Au téléphone" });
    expect([last?.before?.length, last?.after?.length]).toEqual([1, 1]);
    expect(last?.before).not.toEqual(last?.after);
    expect((await eventsOf("choice.made-for")).map(({ facts }) => facts)).toEqual([{ studentId, choices: 1 }]);
  });

  test("[R430][R436] one student is unlocked for a time with a reason, and locked again by the clock, what she saved counted", async () => {
    const { cohortCourseId } = school;
    const roundId = await openRound();
    await turn(after);
    const [zoe, other] = [await studentAt(0), await studentAt(1)];
    const studentId = zoe.studentId ?? "";
    const until = "2026-12-10T21:00:00.000Z";
    await as(school.anna, after).choice.unlock({ cohortCourseId, studentId, until, reason: "Malade" });
    await as(zoe, after).choiceOwn.save({ roundId, saw: 0, choices: list(hospital.eastId) });
    expect(await refusalOfCall(as(other, after).choiceOwn.save({ roundId, saw: 0, choices: [] }))).toMatchObject({ code: "choice-late" });
    // The round closed before: its own turn does not count what is still being written.
    await turn(after);
    expect(await preferencesOf(studentId)).toEqual([]);
    await turn(new Date(until));
    expect((await preferencesOf(studentId))?.length).toBe(1);
    expect(await refusalOfCall(as(zoe, new Date(until)).choiceOwn.save({ roundId, saw: 2, choices: [] }))).toMatchObject({
      code: "choice-late",
    });
    const trail = await as(school.anna, after).choice.trail({ cohortCourseId, studentId });
    expect(trail.map(({ what, note }) => [what, note]).toReversed()).toEqual([
      ["unlocked", "Malade"],
      ["clock", ""],
      ["locked", ""],
      ["late", ""],
    ]);
  });

  test("[R438] is set by who coordinates the course, read by who sees its students by name, and taken back while nobody chose", async () => {
    const { cohortCourseId, agencyId } = school;
    const add = (
      kind: "observer" | "student-administrator" | "placing-coordinator",
      more: { withNames?: boolean; programmes?: Id[] } = {},
    ) => addActor(database.sql, { agencyId, kind, name: ["Une", "Personne"], ...more });
    const roundId = await openRound();
    const administrator = await add("student-administrator");
    expect((await as(administrator).choice.students({ cohortCourseId })).rows).toHaveLength(4);
    expect(await refusalOfCall(as(administrator).choice.closeNow({ cohortCourseId }))).toEqual({ code: "not-allowed" });
    const nameless = await add("observer", { withNames: false });
    expect(await refusalOfCall(as(nameless).choice.students({ cohortCourseId }))).toEqual({ code: "not-allowed" });
    const elsewhere = await add("placing-coordinator", { programmes: [] });
    expect(await refusalOfCall(as(elsewhere).choice.round({ cohortCourseId }))).toEqual({ code: "not-found" });
    const zoe = await studentAt(0);
    await as(zoe).choiceOwn.save({ roundId, saw: 0, choices: list(hospital.eastId) });
    expect(await refusalOfCall(as(school.anna).choice.remove({ cohortCourseId }))).toEqual({ code: "choice-round-used", students: 1 });
    await as(zoe).choiceOwn.save({ roundId, saw: 1, choices: [] });
    await as(school.anna).choice.remove({ cohortCourseId });
    expect((await as(school.anna).choice.round({ cohortCourseId })).round).toBeNull();
  });

  test("[R439] everyone who submits at once is counted, each once, and the report has them all", async () => {
    const { cohortCourseId } = school;
    const roundId = await openRound();
    const everyone = await Promise.all(school.students.map((_id, index) => studentAt(index)));
    await Promise.all(
      everyone.map((one) => as(one).choiceOwn.submit({ roundId, saw: 0, choices: list(hospital.eastId, hospital.westId) })),
    );
    const { round } = await as(school.anna).choice.round({ cohortCourseId });
    expect(round?.counts).toMatchObject({ students: 4, submitted: 4, none: 0 });
    expect(round?.places.map(({ demand }) => demand.all)).toEqual([4, 4]);
    const file = await as(school.anna).choice.file({ cohortCourseId, as: "csv" });
    expect("text" in file && file.text.trim().split("\r\n")).toHaveLength(5);
    const book = await as(school.anna).choice.file({ cohortCourseId, as: "xlsx" });
    expect("base64" in book && Buffer.from(book.base64, "base64").subarray(0, 2).toString()).toBe("PK");
  });
});
