import type { Actor } from "#domain/access.ts";
import { consentUntil } from "#domain/consent.ts";
import { dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import { guestActor, studentProblem, type GuestStudent } from "#domain/guest.ts";
import type { Id } from "#domain/id.ts";
import { refuse, Refused } from "#domain/refusal.ts";
import { audienceOf, withinOf } from "#domain/request-event.ts";
import type { RequestRecord } from "#domain/request-seen.ts";
import { decide, isOpen, statusSeenBy } from "#domain/request.ts";
import { deleteSeats, insertSeat, lockPlaces } from "#db/assignment.ts";
import { lockConsent, saveConsent } from "#db/consent.ts";
import { lockSchool } from "#db/guest.ts";
import { findAsker, findKnownStudent, freeStudentNumber, listSeatsOf, saveAccess, type NamedSeat } from "#db/guest-request.ts";
import { enrolQuickly } from "#db/quick.ts";
import { insertStudent } from "#db/student.ts";
import type { Tx } from "#db/sql.ts";
import { confirmPlace, unconfirmPlace } from "./assignment.ts";
import { lockAsked, type Asked, type ActorContext } from "./request-move.ts";

const primaryOf = (record: RequestRecord): Id => record.splitOf ?? record.id;

/** Who acts for the school of a request: the one who asked for it. */
export async function askerOf(tx: Tx, record: RequestRecord): Promise<Actor> {
  const asker = (await findAsker(tx, record)) ?? refuse({ code: "not-found" });
  return guestActor({ schoolId: record.agencyId, personId: asker.id, name: asker.name, school: record.names.school });
}

/** A student in the school's register, with what she signed: the one it has, or a new one. What she signed last holds (R333). */
async function registered(tx: Tx, author: Actor, of: GuestStudent): Promise<{ id: Id; events: NewEvent[] }> {
  const [firstName, lastName] = [of.firstName.trim(), of.lastName.trim()];
  const email = of.email.trim() === "" ? null : of.email.trim().toLowerCase();
  const known = await findKnownStudent(tx, author, { firstName, lastName, email });
  const events: NewEvent[] = [];
  let id = known;
  if (id === null) {
    const number = await freeStudentNumber(tx, author);
    const fresh = { number, lastName, firstName, email, phone: null, birthDate: null, fictitious: false };
    id = (await insertStudent(tx, author.agencyId, fresh)) ?? refuse({ code: "stale", by: author.agencyName, at: "" });
    events.push({ kind: "student.added", agencyIds: [author.agencyId], about: id, facts: {} });
  }
  const before = await lockConsent(tx, author, id);
  const signedOn = of.consentSignedOn;
  if (before === null || before.consentSignedOn === null || before.consentSignedOn < signedOn)
    await saveConsent(tx, author, { id, signedOn, until: consentUntil(signedOn), scopes: email === null ? [] : ["email"] });
  return { id, events };
}

const named = (seats: NamedSeat[]) => seats.filter(({ fictitious }) => !fictitious);

function removed(record: RequestRecord, seat: NamedSeat): NewEvent {
  const seats = { worksheetId: record.worksheetId, programmeId: record.programmeId, left: seat.assignmentId, taken: null };
  return {
    kind: "assignment.removed",
    agencyIds: [record.agencyId],
    about: record.id,
    within: [...withinOf(record), seat.studentId],
    facts: { studentId: seat.studentId, seats },
  };
}

const told = (record: RequestRecord, facts: { students: number; now: number }): NewEvent => ({
  kind: "guest.named",
  agencyIds: audienceOf(record, record.status),
  about: record.id,
  within: withinOf(record),
  facts,
});

/**
 * Names students of a school without account on its request: each with the day she signed, none beyond its size. They are held, known to
 * the school alone until the names are confirmed; who stood in for them leaves (R333, R334).
 */
export async function nameStudents(
  tx: Tx,
  of: { author: Actor; record: RequestRecord; students: GuestStudent[]; asksAccess: boolean; at: Date },
): Promise<{ now: number; events: NewEvent[] }> {
  const { author, record, students } = of;
  if (!isOpen(record.status)) refuse({ code: "move-not-possible", move: "name-students", status: statusSeenBy(record.status, "placing") });
  const today = dayIn(of.at);
  for (const student of students) {
    const problem = studentProblem(student, today);
    if (problem) refuse({ code: "invalid", field: problem.field, problem: problem.problem });
  }
  const requestId = primaryOf(record);
  const { agencyId, cohortCourseId, kind } = record;
  const events: NewEvent[] = [];
  const before = await listSeatsOf(tx, agencyId, [requestId]);
  const seated = new Set(before.map(({ studentId }) => studentId));
  let more = 0;
  for (const student of students) {
    const { id: studentId, events: added } = await registered(tx, author, student);
    events.push(...added);
    if (!seated.has(studentId)) {
      await enrolQuickly(tx, { agencyId, cohortCourseId, studentIds: [studentId], kind });
      const taken = await insertSeat(tx, author, { requestId, studentId });
      const seats = {
        worksheetId: record.worksheetId,
        programmeId: record.programmeId,
        left: null,
        taken: { assignmentId: taken.id, version: taken.version, at: taken.at },
      };
      const within = [...withinOf(record), studentId];
      events.push({ kind: "assignment.held", agencyIds: [agencyId], about: requestId, within, facts: { studentId, seats } });
      seated.add(studentId);
      more++;
    }
    if (of.asksAccess && student.access && record.receivingId !== null)
      await saveAccess(tx, { agencyId: record.receivingId, schoolId: agencyId, requestId, studentId, access: student.access });
  }
  events.push(...(await dropStandIns(tx, { author, record, seats: before, named: more + named(before).length })));
  const now = named(before).length + more;
  if (now > record.size) refuse({ code: "group-over-allocated", size: record.size, assigned: now });
  if (more > 0) events.push(told(record, { students: more, now }));
  return { now, events };
}

/** Who stood in for students leaves once there is a name. */
async function dropStandIns(tx: Tx, of: { author: Actor; record: RequestRecord; seats: NamedSeat[]; named: number }): Promise<NewEvent[]> {
  const standIns = of.named === 0 ? [] : of.seats.filter(({ fictitious, state }) => fictitious && state === "held");
  await deleteSeats(
    tx,
    of.author,
    standIns.map(({ assignmentId }) => assignmentId),
  );
  return standIns.map((seat) => removed(of.record, seat));
}

/** Takes a student off again, while her name was not confirmed: after that the confirmation is taken back first. */
export async function unnameStudent(
  tx: Tx,
  of: { author: Actor; record: RequestRecord; studentId: Id },
): Promise<{ now: number; events: NewEvent[] }> {
  const { author, record } = of;
  const seats = await listSeatsOf(tx, record.agencyId, [primaryOf(record)]);
  const seat = named(seats).find(({ studentId }) => studentId === of.studentId) ?? refuse({ code: "not-found" });
  if (seat.state === "confirmed")
    refuse({ code: "move-not-possible", move: "unname-student", status: statusSeenBy(record.status, "placing") });
  await deleteSeats(tx, author, [seat.assignmentId]);
  const now = named(seats).length - 1;
  return { now, events: [removed(record, seat), told(record, { students: -1, now })] };
}

/** The request of a school without account that who receives confirms in its place, locked; refused for one that has users (T24). */
async function lockForSchool(tx: Tx, ctx: ActorContext, asked: Asked) {
  const [locked] = await lockAsked(tx, ctx, { side: "receiving", asked: [asked] });
  const record = locked?.record ?? refuse({ code: "not-found" });
  if (locked?.refusal) throw new Refused(locked.refusal);
  const school = (await lockSchool(tx, record.agencyId)) ?? refuse({ code: "not-found" });
  if (school.isUser) refuse({ code: "school-uses-system", name: school.name });
  const author = await askerOf(tx, record);
  return { record, author, seats: await listSeatsOf(tx, record.agencyId, [primaryOf(record)]) };
}

async function lockPrimary(tx: Tx, author: Actor, record: RequestRecord) {
  const [place] = await lockPlaces(tx, author, [primaryOf(record)]);
  return place ?? refuse({ code: "not-found" });
}

/** Confirms in the place of a school that has nobody here: the names it gave are released to the site (F-204, T24). */
export async function confirmForSchool(tx: Tx, ctx: ActorContext, asked: Asked): Promise<{ students: number; events: NewEvent[] }> {
  const { record, author, seats } = await lockForSchool(tx, ctx, asked);
  const held = named(seats).filter(({ state }) => state === "held").length;
  const confirmed = named(seats).length - held;
  const decision = decide(record, { move: "confirm", held, confirmed, withoutUser: true }, "receiving");
  if (!decision.ok) throw new Refused(decision.refusal);
  const dropped = await dropStandIns(tx, { author, record, seats, named: held + confirmed });
  const outcome = await confirmPlace(tx, author, await lockPrimary(tx, author, record));
  if ("refusal" in outcome) throw new Refused(outcome.refusal);
  return { students: outcome.students, events: [...dropped, ...outcome.events] };
}

/** Takes that confirmation back, as a school does its own: the names are hidden again. */
export async function unconfirmForSchool(tx: Tx, ctx: ActorContext, asked: Asked): Promise<{ students: number; events: NewEvent[] }> {
  const { record, author } = await lockForSchool(tx, ctx, asked);
  const decision = decide(record, { move: "unconfirm", withoutUser: true }, "receiving");
  if (!decision.ok) throw new Refused(decision.refusal);
  return unconfirmPlace(tx, author, await lockPrimary(tx, author, record));
}
