import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Actor } from "#domain/access.ts";
import { addActor, addHospital, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { refusalOfCall } from "./testing-caller.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  [school, hospital] = [await addSchool(database.sql), await addHospital(database.sql)];
});

const as = (actor: Actor) => callerAs(depsOver(database.sql), actor, new Date("2026-11-22T15:00:00Z"));
const entry = (more: object = {}) => ({
  programmeId: school.programmeId,
  courseId: school.courseId,
  termId: school.termId,
  kind: "individual" as const,
  size: 1,
  place: { receivingId: hospital.agencyId, siteId: hospital.siteId, serviceId: hospital.serviceId, destinationId: hospital.eastId },
  schedule: {
    startsOn: "2027-04-05",
    endsOn: "2027-04-30",
    blocks: [],
    weekdays: [1, 2],
    startTime: "07:00",
    endTime: "15:00",
    shiftCode: null,
  },
  comment: "Reprise",
  studentIds: [school.students[0] ?? ""],
  fictitious: false,
  ...more,
});

test("[R238] a new request with its row and its student is in the outbox; nobody sees its cohort in a list", async () => {
  const made = await as(school.anna).quick.enter(entry());
  expect(made.status).toBe("new");
  const shown = await as(school.bruno).request.get({ id: made.id });
  expect(shown).toMatchObject({
    status: "new",
    madeBy: "quick",
    comment: "Reprise",
    cohort: "Rapide",
    place: { destination: "4e Est" },
    schedule: { startsOn: "2027-04-05" },
  });
  expect(shown.students).toMatchObject([{ name: "Zoé Nomsecret0", state: "held" }]);
  const rows =
    await database.sql`select cells from worksheet_row where worksheet_id = ${made.worksheetId} and row_id = ${shown.origin?.rowId ?? ""}`;
  expect(rows).toMatchObject([{ cells: { agency: hospital.name, destination: "4e Est", weekdays: "LM", comment: "Reprise" } }]);
  const { cohorts } = await as(school.anna).cohort.list({ term: "all", inactive: true });
  expect(cohorts.map(({ name }) => name)).toEqual(["Cohorte 2026"]);
  expect((await as(school.anna).callForOffers.courses()).map(({ cohort }) => cohort)).toEqual(["SI26"]);
  expect((await as(hospital.claire).request.inbox({})).requests).toEqual([]);
  await as(school.anna).request.send({ requests: [{ id: made.id, version: made.version }] });
  expect((await as(hospital.claire).request.inbox({})).requests).toHaveLength(1);
});

test("[R238] the next goes to the same standing cohort; a term is held by no day that nobody asked for", async () => {
  const [one, two] = [
    await as(school.anna).quick.enter(entry()),
    await as(school.bruno).quick.enter(entry({ fictitious: true, studentIds: [], send: true })),
  ];
  expect(two.worksheetId).toBe(one.worksheetId);
  expect(two.status).toBe("sent");
  const cohorts = await database.sql`select id from cohort where agency_id = ${school.agencyId} and standing`;
  expect(cohorts).toHaveLength(1);
  const students = await database.sql`
    select s.fictitious from assignment a join student s on s.agency_id = a.agency_id and s.id = a.student_id where a.request_id = ${two.id}`;
  expect(students).toEqual([{ fictitious: true }]);
  await Promise.all([
    as(school.anna).quick.enter(entry({ kind: "group", size: 4 })),
    as(school.bruno).quick.enter(entry({ kind: "group", size: 5, send: false })),
  ]);
  const planned = await database.sql<{ startsOn: string; endsOn: string }[]>`
    select cc.starts_on, cc.ends_on from cohort_course cc join cohort c on c.id = cc.cohort_id where c.agency_id = ${school.agencyId} and c.standing`;
  expect(planned).toEqual([{ startsOn: "2027-04-05", endsOn: "2027-04-30" }]);
});

test("[R238] what cannot be entered leaves nothing behind, and is said beside its field", async () => {
  const no = (more: object) => refusalOfCall(as(school.anna).quick.enter(entry(more)));
  expect(await no({ studentIds: [] })).toMatchObject({ code: "invalid", field: "students" });
  expect(await no({ kind: "group", size: 9 })).toMatchObject({
    code: "invalid",
    field: "size",
    problem: { kind: "group-too-large", most: 8 },
  });
  expect(await no({ schedule: { ...entry().schedule, endsOn: "2027-06-30" } })).toMatchObject({ code: "outside-term" });
  expect(await no({ place: { ...entry().place, siteId: hospital.otherSiteId } })).toEqual({ code: "not-found" });
  const stranger = await addSchool(database.sql);
  expect(await no({ studentIds: [stranger.students[0] ?? ""] })).toEqual({ code: "not-found" });
  expect(await refusalOfCall(as(stranger.anna).quick.enter(entry()))).toEqual({ code: "not-found" });
  const limited = await addActor(database.sql, {
    agencyId: school.agencyId,
    kind: "placing-coordinator",
    name: ["Lia", "Roy"],
    programmes: [],
  });
  expect(await refusalOfCall(as(limited).quick.enter(entry()))).toEqual({ code: "not-found" });
  expect(await database.sql`select id from cohort where agency_id = ${school.agencyId} and standing`).toEqual([]);
  expect((await as(school.anna).request.outbox({})).requests).toEqual([]);
});
