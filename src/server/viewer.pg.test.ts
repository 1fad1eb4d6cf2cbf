import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { staffKinds, type Actor, type PlaceRights, type StaffKind } from "#domain/access.ts";
import { statuses, type Status } from "#domain/request.ts";
import { roleFits } from "#domain/role.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { callerAs, depsOver } from "./testing.ts";

let database: TestDatabase;
let school: TestSchool;
let hospital: TestHospital;
/** Somebody of every role, with all, some, the wrong or no rights, at both organisations and at two others. */
let everybody: Actor[];
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());
const as = (actor: Actor, now?: Date) => callerAs(depsOver(database.sql), actor, now);

beforeEach(async () => {
  const { sql } = database;
  school = await addSchool(sql);
  hospital = await addHospital(sql);
  const [otherSchool, otherHospital] = [await addSchool(sql, { students: 0 }), await addHospital(sql)];
  everybody = [school.anna, hospital.claire, hospital.eve];
  const add = async (agencyId: string, kind: StaffKind, rights: { programmes?: string[]; places?: Partial<PlaceRights> } = {}) =>
    void everybody.push(await addActor(sql, { agencyId, kind, name: ["Une", `Personne ${everybody.length}`], ...rights }));
  const { siteId, serviceId, eastId, westId, otherSiteId, otherServiceId } = hospital;
  for (const kind of staffKinds) {
    if (roleFits(kind, "placing")) {
      await add(school.agencyId, kind);
      await add(school.agencyId, kind, { programmes: [school.programmeId] });
      await add(school.agencyId, kind, { programmes: [] });
      await add(otherSchool.agencyId, kind);
    }
    if (roleFits(kind, "receiving")) {
      const places: Partial<PlaceRights>[] = [
        { sites: [siteId] },
        { sites: [otherSiteId] },
        { services: [serviceId] },
        { services: [otherServiceId] },
        { destinations: [eastId] },
        { destinations: [westId] },
        {},
      ];
      await add(hospital.agencyId, kind);
      for (const one of places) await add(hospital.agencyId, kind, { places: one });
      await add(otherHospital.agencyId, kind);
    }
  }
  // a course leader, an instructor and a supervisor who have something to do with it, among those who have not
  const [leader, instructor, supervisor] = (["course-leader", "instructor", "supervisor"] as const).map((kind) =>
    everybody.find((one) => one.kind === kind),
  );
  await sql`insert into course_leader (agency_id, cohort_course_id, person_id) values (${school.agencyId}, ${school.cohortCourseId}, ${leader?.personId ?? ""})`;
  everyRole = { instructor: instructor?.personId ?? "", supervisor: supervisor?.personId ?? "" };
});
let everyRole: { instructor: string; supervisor: string };

async function reaches(actor: Actor, id: string): Promise<boolean> {
  try {
    return (await as(actor).request.get({ id })).id === id;
  } catch {
    return false;
  }
}

/** Everyone who is listed to one who reads the list, by person; those of the other organisation are counted only. */
async function listed(reader: Actor, id: string) {
  const { own, other } = await as(reader).viewer.list({ requestId: id });
  return {
    own: own.map(({ personId }) => personId).toSorted(),
    other: other.named.length + other.counted.reduce((sum, one) => sum + one.count, 0),
  };
}

describe("who can see a request", () => {
  test.each(statuses)("[R284] %s: those who are listed are those who reach it, of every role with every rights", async (status: Status) => {
    const { sql } = database;
    const { id } = await addRequest(sql, { school, hospital, status, destinationId: status === "new" ? null : hospital.eastId });
    await sql`update request set instructor_id = ${everyRole.instructor} where id = ${id}`;
    await sql`
      insert into request_supervision (agency_id, request_id, receiving_id, person_id, part, named_by, named_by_agency, named_at, changed_by, changed_by_agency, changed_at)
      select agency_id, id, receiving_id, ${everyRole.supervisor}, 'supervisor', 'Claire', receiving_id, now(), 'Claire', receiving_id, now()
      from request where id = ${id}`;
    const reaching: Actor[] = [];
    for (const actor of everybody) if (await reaches(actor, id)) reaching.push(actor);
    const of = (agencyId: string) => reaching.filter((one) => one.agencyId === agencyId).map(({ personId }) => personId);
    const [inSchool, inHospital] = [of(school.agencyId), of(hospital.agencyId)];
    // the builders' own second coordinators reach what the first do
    const bruno = [...inSchool, school.bruno.personId].toSorted();
    const denis = inHospital.length > 0 && (await reaches(hospital.denis, id)) ? [...inHospital, hospital.denis.personId] : inHospital;
    expect(await listed(school.anna, id)).toEqual({ own: bruno, other: denis.length });
    if (await reaches(hospital.claire, id))
      expect(await listed(hospital.claire, id)).toEqual({ own: denis.toSorted(), other: bruno.length });
    expect(reaching.every(({ agencyId }) => agencyId === school.agencyId || agencyId === hospital.agencyId)).toBe(true);
  });

  test("[R284] each with her reason: all of the organisation, a site, a service, a unit, a programme, the course, the placement", async () => {
    const { sql } = database;
    const { id } = await addRequest(sql, { school, hospital, status: "redirected", destinationId: hospital.eastId });
    const whyOf = async (reader: Actor, actor: Actor) =>
      (await as(reader).viewer.list({ requestId: id })).own.find(({ personId }) => personId === actor.personId)?.roles[0]?.why;
    expect(await whyOf(hospital.claire, hospital.claire)).toEqual({ by: "everything" });
    expect(await whyOf(hospital.claire, hospital.eve)).toEqual({ by: "destination", name: "4e Est" });
    const sited = await addActor(sql, {
      agencyId: hospital.agencyId,
      kind: "receiving-coordinator",
      name: ["Une", "Sitée"],
      places: { sites: [hospital.siteId] },
    });
    expect(await whyOf(hospital.claire, sited)).toEqual({ by: "site", name: hospital.siteName });
    const leader = everybody.find(({ kind }) => kind === "course-leader");
    expect(leader && (await whyOf(school.anna, leader))).toEqual({ by: "leader" });
    const coordinator = await addActor(sql, {
      agencyId: school.agencyId,
      kind: "placing-coordinator",
      name: ["Une", "Limitée"],
      programmes: [school.programmeId],
    });
    expect(await whyOf(school.anna, coordinator)).toEqual({ by: "programme", name: "Soins infirmiers" });
  });

  test("[R284] a closed access sees nothing and is told apart, half a year without coming in is marked, to one's own alone", async () => {
    const { sql } = database;
    const { id } = await addRequest(sql, { school, hospital, status: "sent" });
    const now = new Date("2026-11-22T15:00:00.000Z");
    const view = async (reader: Actor) => as(reader, now).viewer.list({ requestId: id });
    await sql`update account set last_sign_in_at = '2026-05-20T12:00:00Z' where id = ${hospital.denis.accountId}`;
    await sql`update account set last_sign_in_at = '2026-11-20T12:00:00Z' where id = ${hospital.claire.accountId}`;
    const standing = async (actor: Actor) => {
      const { own, closed } = await view(hospital.claire);
      return [...own, ...closed].find(({ personId }) => personId === actor.personId)?.standing;
    };
    expect([await standing(hospital.claire), await standing(hospital.denis)]).toEqual(["open", "lapsed"]);
    const before = (await view(school.anna)).other;
    await sql`update person set disabled_at = now() where agency_id = ${hospital.agencyId} and id = ${hospital.denis.personId}`;
    const { own, closed } = await view(hospital.claire);
    expect(own.map(({ personId }) => personId)).not.toContain(hospital.denis.personId);
    expect(closed.map(({ personId }) => personId)).toEqual([hospital.denis.personId]);
    const after = (await view(school.anna)).other;
    const count = (other: typeof before) => other.named.length + other.counted.reduce((sum, one) => sum + one.count, 0);
    expect(count(after)).toBe(count(before) - 1);
    expect(JSON.stringify(after)).not.toContain("Denis");
    // the other organisation's coordinator is named as whom to write to; nobody else of it
    expect((await view(hospital.claire)).other.named).toEqual([{ name: "Anna Roy", kind: "placing-coordinator" }]);
  });
});
