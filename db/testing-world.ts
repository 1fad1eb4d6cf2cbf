import { randomUUID } from "node:crypto";
import type { Actor, StaffKind } from "#domain/access.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { eventOf } from "#domain/request-event.ts";
import { decide, type Request, type Status } from "#domain/request.ts";
import type { Schedule } from "#domain/schedule.ts";
import type { Cells } from "#domain/worksheet.ts";
import { appendEvents } from "./event.ts";
import { insertAgency, insertPerson, insertRole } from "./people.ts";
import { insertRequest, saveMove } from "./request-move.ts";
import { stepsTo } from "./testing-step.ts";
import type { Sql, Tx } from "./sql.ts";

/** Builders for tests: a school, an organisation that receives, and requests that have lived (each step goes through `decide`). */

const only = <T>(rows: readonly T[]): T => {
  const [row] = rows;
  if (row === undefined) throw new Error("an insert returned nothing");
  return row;
};
const tag = () => randomUUID().slice(0, 8);

export interface ActorOptions {
  agencyId: Id;
  kind: StaffKind;
  name: [first: string, last: string];
  /** Absent: everything of the organisation. */
  programmes?: Id[];
  places?: Partial<Actor["places"]>;
  withNames?: boolean;
}

/** Somebody with a person, an account, a role and its rights; `actor` is what queries take. */
export async function addActor(sql: Sql, of: ActorOptions): Promise<Actor> {
  const [firstName, lastName] = of.name;
  const email = `${tag()}@exemple.test`;
  const personId = await insertPerson(sql, of.agencyId, { firstName, lastName, title: "", email, phone: null, departmentId: null });
  const account = only(await sql<{ id: Id }[]>`insert into account (email) values (${email}) returning id`);
  const everything = of.programmes === undefined && of.places === undefined;
  const roleId = await insertRole(sql, { agencyId: of.agencyId, accountId: account.id, personId, kind: of.kind, everything });
  const places = { sites: [], services: [], destinations: [], ...of.places };
  const [programmes, withNames] = [of.programmes ?? [], of.withNames ?? true];
  if (!withNames) await sql`update role set with_names = false where agency_id = ${of.agencyId} and id = ${roleId}`;
  const right = (column: string, id: Id) =>
    sql`insert into role_right (agency_id, role_id, ${sql(column)}) values (${of.agencyId}, ${roleId}, ${id})`;
  for (const id of programmes) await right("programme_id", id);
  for (const id of places.sites) await right("site_id", id);
  for (const id of places.services) await right("service_id", id);
  for (const id of places.destinations) await right("destination_id", id);
  const agency = only(await sql<{ name: string; kind: Actor["agencyKind"] }[]>`select name, kind from agency where id = ${of.agencyId}`);
  return {
    accountId: account.id,
    roleId,
    personId,
    agencyId: of.agencyId,
    kind: of.kind,
    name: `${firstName} ${lastName}`,
    agencyName: agency.name,
    agencyKind: agency.kind,
    everything,
    programmes,
    places,
    withNames,
  };
}

export interface TestSchool {
  agencyId: Id;
  name: string;
  programmeId: Id;
  courseId: Id;
  termId: Id;
  cohortId: Id;
  cohortCourseId: Id;
  worksheetId: Id;
  kind: "group" | "individual";
  students: Id[];
  schedule: Schedule;
  /** Two placing coordinators. */
  anna: Actor;
  bruno: Actor;
}

const courseSchedule: Schedule = {
  startsOn: "2027-01-11",
  endsOn: "2027-03-26",
  blocks: [],
  weekdays: [1, 2],
  startTime: "07:00",
  endTime: "15:00",
  shiftCode: null,
};

/** A school with one programme, course, term, cohort, cohort-course, worksheet, enrolled students and two coordinators. */
export async function addSchool(
  sql: Sql,
  of: { students?: number; kind?: "group" | "individual"; schedule?: Schedule } = {},
): Promise<TestSchool> {
  const name = `Cégep ${tag()}`;
  const kind = of.kind ?? "group";
  const schedule = of.schedule ?? courseSchedule;
  const agencyId = await insertAgency(sql, { name, kind: "placing" });
  const programme = only(
    await sql<
      { id: Id }[]
    >`insert into programme (agency_id, name, short_name) values (${agencyId}, 'Soins infirmiers', 'SI') returning id`,
  );
  const course = only(
    await sql<{ id: Id }[]>`
    insert into course (agency_id, programme_id, number, name, sheet_kind) values (${agencyId}, ${programme.id}, '180-11A', 'Médecine 1', ${kind}) returning id`,
  );
  const term = only(
    await sql<{ id: Id }[]>`
    insert into term (agency_id, name, short_name, starts_on, ends_on) values (${agencyId}, 'Hiver 2027', 'H27', '2027-01-04', '2027-05-28') returning id`,
  );
  const cohort = only(
    await sql<
      { id: Id }[]
    >`insert into cohort (agency_id, programme_id, name, short_name) values (${agencyId}, ${programme.id}, 'Cohorte 2026', 'SI26') returning id`,
  );
  const planned = only(
    await sql<{ id: Id }[]>`
    insert into cohort_course (agency_id, cohort_id, course_id, term_id, starts_on, ends_on, blocks, weekdays, start_time, end_time, shift_code)
    values (${agencyId}, ${cohort.id}, ${course.id}, ${term.id}, ${schedule.startsOn}, ${schedule.endsOn}, ${sql.json(schedule.blocks)},
      ${schedule.weekdays}::smallint[], ${schedule.startTime}, ${schedule.endTime}, ${schedule.shiftCode}) returning id`,
  );
  const students: Id[] = [];
  for (let index = 0; index < (of.students ?? 8); index++) {
    const student = only(
      await sql<{ id: Id }[]>`
      insert into student (agency_id, number, last_name, first_name) values (${agencyId}, ${`e${index}-${tag()}`}, ${`Nomsecret${index}`}, 'Zoé') returning id`,
    );
    await sql`insert into enrolment (agency_id, cohort_course_id, student_id, copied_to) values (${agencyId}, ${planned.id}, ${student.id}, ${kind})`;
    students.push(student.id);
  }
  const sheet = only(
    await sql<
      { id: Id }[]
    >`insert into worksheet (agency_id, cohort_course_id, kind) values (${agencyId}, ${planned.id}, ${kind}) returning id`,
  );
  const anna = await addActor(sql, { agencyId, kind: "placing-coordinator", name: ["Anna", "Roy"] });
  const bruno = await addActor(sql, { agencyId, kind: "placing-coordinator", name: ["Bruno", "Côté"] });
  return {
    agencyId,
    name,
    kind,
    students,
    schedule,
    anna,
    bruno,
    programmeId: programme.id,
    courseId: course.id,
    termId: term.id,
    cohortId: cohort.id,
    cohortCourseId: planned.id,
    worksheetId: sheet.id,
  };
}

/** More sheets of the school: each of a cohort of its own in the same course and term. */
export async function addSheets(sql: Sql, school: TestSchool, count: number): Promise<Id[]> {
  const { agencyId, courseId, termId, schedule } = school;
  const rows = await sql<{ id: Id }[]>`
    with cohorts as (
      insert into cohort (agency_id, programme_id, name, short_name)
      select ${agencyId}, ${school.programmeId}, 'Cohorte ' || number, 'C' || number from generate_series(1, ${count}::int) as number returning id
    ), planned as (
      insert into cohort_course (agency_id, cohort_id, course_id, term_id, starts_on, ends_on)
      select ${agencyId}, id, ${courseId}, ${termId}, ${schedule.startsOn}, ${schedule.endsOn} from cohorts returning id
    )
    insert into worksheet (agency_id, cohort_course_id, kind) select ${agencyId}, id, ${school.kind} from planned returning id`;
  return rows.map(({ id }) => id);
}

export interface TestHospital {
  agencyId: Id;
  name: string;
  siteId: Id;
  siteName: string;
  serviceId: Id;
  serviceName: string;
  /** 4e Est, which has a coordinator, and 5e Ouest, which has none. */
  eastId: Id;
  westId: Id;
  /** A second site of the same organisation, with a service. */
  otherSiteId: Id;
  otherServiceId: Id;
  claire: Actor;
  denis: Actor;
  /** Coordinator of 4e Est alone. */
  eve: Actor;
}

/** An organisation that receives: two sites, two services, two units, two receiving coordinators and a destination coordinator. */
export async function addHospital(sql: Sql, of: { isUser?: boolean } = {}): Promise<TestHospital> {
  const name = `CISSS ${tag()}`;
  const agencyId = await insertAgency(sql, { name, kind: "receiving" });
  if (of.isUser === false) await sql`update agency set is_user = false where id = ${agencyId}`;
  const [siteName, serviceName] = [`Hôpital ${tag()}`, "Médecine"];
  const site = async (called: string) =>
    only(await sql<{ id: Id }[]>`insert into site (agency_id, name) values (${agencyId}, ${called}) returning id`).id;
  const service = async (siteId: Id, called: string) =>
    only(await sql<{ id: Id }[]>`insert into service (agency_id, site_id, name) values (${agencyId}, ${siteId}, ${called}) returning id`)
      .id;
  const siteId = await site(siteName);
  const serviceId = await service(siteId, serviceName);
  const otherSiteId = await site(`Clinique ${tag()}`);
  const otherServiceId = await service(otherSiteId, "Chirurgie");
  const unit = async (called: string) =>
    only(
      await sql<
        { id: Id }[]
      >`insert into destination (agency_id, site_id, service_id, name, largest_group) values (${agencyId}, ${siteId}, ${serviceId}, ${called}, 8) returning id`,
    ).id;
  const [eastId, westId] = [await unit("4e Est"), await unit("5e Ouest")];
  const claire = await addActor(sql, { agencyId, kind: "receiving-coordinator", name: ["Claire", "Gagné"] });
  const denis = await addActor(sql, { agencyId, kind: "receiving-coordinator", name: ["Denis", "Hébert"] });
  const eve = await addActor(sql, {
    agencyId,
    kind: "destination-coordinator",
    name: ["Ève", "Lavoie"],
    places: { destinations: [eastId] },
  });
  return { agencyId, name, siteId, siteName, serviceId, serviceName, eastId, westId, otherSiteId, otherServiceId, claire, denis, eve };
}

/** Somebody without account named as the contact of a hospital's service: Marie Côté. */
export async function nameContact(sql: Sql, hospital: TestHospital): Promise<Id> {
  const { id } = only(
    await sql<{ id: Id }[]>`
      insert into person (agency_id, last_name, first_name, title, email, phone)
      values (${hospital.agencyId}, 'Côté', 'Marie', 'Chef d’unité', 'Marie.Cote@lac.example', '819 555-0101') returning id`,
  );
  await sql`update service set coordinator_id = ${id} where agency_id = ${hospital.agencyId} and id = ${hospital.serviceId}`;
  return id;
}

/** A row of the school's worksheet, as the gate would have committed it. */
export async function addRow(sql: Sql | Tx, school: TestSchool, cells: Cells): Promise<string> {
  const rowId = tag();
  await sql`
    insert into worksheet_row (agency_id, worksheet_id, row_id, cells, rank) values (${school.agencyId}, ${school.worksheetId}, ${rowId}, ${sql.json(cells)}, ${rowId})`;
  return rowId;
}

/** The cells that name a place of a hospital, whole enough to be sent. */
export const cellsAt = (hospital: TestHospital, more: Cells = {}): Cells => ({
  agency: hospital.name,
  site: hospital.siteName,
  service: hospital.serviceName,
  size: "6",
  ...more,
});

export interface RequestOptions {
  school: TestSchool;
  hospital: TestHospital;
  status: Status;
  size?: number;
  /** Who is confirmed on it, for `confirmed`; the school's first student when absent. */
  studentId?: Id;
  schedule?: Schedule;
  destinationId?: Id | null;
  at?: Date;
}

/** A request with its row and events, brought to a status by the moves that lead there. */
export async function addRequest(sql: Sql, of: RequestOptions): Promise<{ id: Id; reference: number; rowId: string }> {
  const { school, hospital } = of;
  const people = { school: school.anna, hospital: hospital.claire, unit: hospital.eve };
  const at = of.at ?? new Date();
  return sql.begin(async (tx) => {
    const rowId = await addRow(tx, school, cellsAt(hospital));
    const place = {
      receivingId: hospital.agencyId,
      siteId: hospital.siteId,
      serviceId: hospital.serviceId,
      destinationId: of.destinationId ?? null,
    };
    const size = school.kind === "individual" ? 1 : (of.size ?? 6);
    const draft = {
      ...place,
      agencyId: school.agencyId,
      kind: school.kind,
      cohortCourseId: school.cohortCourseId,
      worksheetId: school.worksheetId,
      rowId,
      status: "new" as const,
      size,
      instructorId: null,
      schedule: of.schedule ?? school.schedule,
      comment: "",
    };
    const made = await insertRequest(tx, draft, { personId: school.anna.personId, at });
    if (!made) throw new Error("the row has a request");
    let request: Request = { ...draft, ...made, version: 1, reasonCode: null, reasonNote: "" };
    const within = [school.worksheetId, school.cohortCourseId];
    const author = (who: keyof typeof people) => ({
      agencyId: people[who].agencyId,
      accountId: people[who].accountId,
      personId: people[who].personId,
      name: people[who].name,
      requestId: "test",
    });
    const copied: NewEvent = {
      kind: "request.copied",
      agencyIds: [school.agencyId],
      about: made.id,
      within,
      facts: { reference: made.reference },
    };
    await appendEvents(tx, author("school"), [copied]);
    for (const { command, side, by } of stepsTo(of.status, hospital)) {
      const decision = decide(request, command, side);
      if (!decision.ok || decision.status === "deleted") throw new Error(`no way to ${of.status}`);
      if (command.move === "confirm")
        await confirmOne(tx, { request, studentId: of.studentId ?? only(school.students), by: school.anna.personId });
      const heldUntil = command.move === "send" && decision.status === "sent-held" ? (command.heldUntil ?? null) : null;
      const stamp =
        heldUntil !== null
          ? "held"
          : command.move === "send"
            ? "sent"
            : command.move === "accept" || command.move === "decline"
              ? "answered"
              : "none";
      const before =
        command.move.startsWith("accept") || command.move.startsWith("decline")
          ? { status: request.status, reasonCode: request.reasonCode, reasonNote: request.reasonNote }
          : null;
      await saveMove(tx, request, {
        status: decision.status,
        patch: decision.patch,
        by: { personId: people[by].personId, at },
        stamp,
        before,
        heldUntil,
      });
      await appendEvents(tx, author(by), [eventOf(request, command, { to: decision.status, destination: "4e Est" })]);
      request = { ...request, ...decision.patch, status: decision.status, version: request.version + 1 };
    }
    if (of.status === "new-part") await tx`update request set status = 'new-part' where agency_id = ${school.agencyId} and id = ${made.id}`;
    return { ...made, rowId };
  }) as Promise<{ id: Id; reference: number; rowId: string }>;
}

async function confirmOne(tx: Tx, of: { request: Request; studentId: Id; by: Id }): Promise<void> {
  await tx`
    insert into assignment (agency_id, request_id, student_id, state, assigned_by, confirmed_by, confirmed_at)
    values (${of.request.agencyId}, ${of.request.id}, ${of.studentId}, 'confirmed', ${of.by}, ${of.by}, now())`;
}
