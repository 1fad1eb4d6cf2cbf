import type { Actor } from "#domain/access.ts";
import type { NewEvent } from "#domain/event.ts";
import { guestActor, termFor, type SchoolRequest } from "#domain/guest.ts";
import type { Id } from "#domain/id.ts";
import { openPlace } from "#domain/place.ts";
import { refuse } from "#domain/refusal.ts";
import { listCatalogue } from "#db/catalogue-list.ts";
import { findContact, findContactByEmail, insertSchool, lockSchool, saveContact, type SchoolRecord } from "#db/guest.ts";
import { findCourseNamed, findProgrammeNamed, freeCourseNumber, listTermDates, markEntered } from "#db/guest-request.ts";
import { insertPerson } from "#db/people.ts";
import { insertCourse, insertProgramme } from "#db/programme.ts";
import { findQuickSheet } from "#db/quick.ts";
import type { Query, Tx } from "#db/sql.ts";
import { insertMissingTerms } from "#db/term.ts";
import { act } from "./act.ts";
import { orRefuse } from "./constraint.ts";
import type { Context } from "./context.ts";
import { settleIntents } from "./intent.ts";
import { enterQuick } from "./quick.ts";

/** Who is to be reached at a school: somebody of its directory, or somebody new. */
export interface ContactInput {
  id: Id | null;
  firstName: string;
  lastName: string;
  title: string;
  email: string | null;
  phone: string | null;
}

/** Refuses a place that is not one of the organisation's, or not covered by the role: it is not hers to ask for. */
export async function refuseOthersPlace(sql: Query, actor: Actor, place: SchoolRequest["place"]): Promise<void> {
  const { siteId, serviceId, destinationId } = place;
  const whole = { receivingId: actor.agencyId, siteId, serviceId, destinationId };
  const { sites, services, destinations } = actor.places;
  const covered = actor.everything || sites.includes(siteId) || services.includes(serviceId) || destinations.includes(destinationId ?? "");
  if (!covered || !openPlace(await listCatalogue(sql, actor), whole)) refuse({ code: "not-found" });
}

/** The school something is entered for: known, or made on the fly; held until the transaction ends. One that uses the system is refused (R331). */
export async function schoolOf(
  tx: Tx,
  ctx: { actor: Actor },
  of: { id: Id | null; name: string },
): Promise<{ school: SchoolRecord; events: NewEvent[] }> {
  const name = of.name.trim().replaceAll(/\s+/g, " ");
  if (of.id === null && name === "") return refuse({ code: "invalid", field: "school", problem: { kind: "missing" } });
  const made = of.id === null ? await orRefuse(insertSchool(tx, { name }), { one_agency_per_name: { code: "name-taken", name } }) : null;
  const school = (await lockSchool(tx, of.id ?? made ?? "")) ?? refuse({ code: "not-found" });
  if (school.isUser) return refuse({ code: "school-uses-system", name: school.name });
  const { agencyId } = ctx.actor;
  return {
    school,
    events: made === null ? [] : [{ kind: "guest.school-added", agencyIds: [agencyId, made], about: made, facts: { name } }],
  };
}

/** The contact of a school: of its directory, with what is new about her, or added to it. One address is one person. */
export async function contactOf(tx: Tx, schoolId: Id, of: ContactInput): Promise<Id> {
  const known =
    of.id === null
      ? of.email === null
        ? null
        : await findContactByEmail(tx, schoolId, of.email)
      : ((await findContact(tx, schoolId, of.id)) ?? refuse({ code: "not-found" }));
  if (!known) return insertPerson(tx, schoolId, { ...of, departmentId: null });
  const { id } = known;
  await saveContact(tx, schoolId, {
    id,
    firstName: of.firstName || known.firstName,
    lastName: of.lastName || known.lastName,
    title: of.title || known.title,
    email: of.email ?? known.email,
    phone: of.phone ?? known.phone,
  });
  return id;
}

/** Programme, course and term of the school as they are called, made where it has none. */
async function planOf(tx: Tx, author: Actor, of: SchoolRequest): Promise<{ programmeId: Id; courseId: Id; termId: Id }> {
  const programmeId =
    (await findProgrammeNamed(tx, author, of.programme)) ??
    (await orRefuse(
      insertProgramme(tx, author, {
        name: of.programme,
        shortName: of.programme.slice(0, 30),
        discipline: of.discipline,
        departmentId: null,
        isUser: true,
      }),
      // one that was closed bears the name: its school, and nobody else, opens it again
      { one_programme_per_name: { code: "programme-closed", name: of.programme, why: "retired" } },
    ));
  const courseId =
    (await findCourseNamed(tx, author, { programmeId, number: of.courseNumber, name: of.course })) ??
    (await insertCourse(tx, author, {
      programmeId,
      number: of.courseNumber || (await freeCourseNumber(tx, author, programmeId)),
      name: of.course,
      hours: null,
      sheetKind: of.kind,
      defaultComment: "",
      placementType: null,
      leaderIds: [],
    }));
  const found = termFor(await listTermDates(tx, author), of.schedule);
  if ("has" in found) return { programmeId, courseId, termId: found.has.id };
  await insertMissingTerms(tx, author, found.make.slice(0, 1));
  let now = termFor(await listTermDates(tx, author), of.schedule);
  // The season's name is borne by other dates: whole years then.
  if (!("has" in now)) {
    await insertMissingTerms(tx, author, found.make);
    now = termFor(await listTermDates(tx, author), of.schedule);
  }
  if (!("has" in now)) return refuse({ code: "invalid", field: "endsOn", problem: { kind: "too-far" } });
  return { programmeId, courseId, termId: now.has.id };
}

/** The sheet it will lie on, when there is one already: who has it open waits a moment. */
async function sheetOf(sql: Query, author: Actor, of: SchoolRequest): Promise<Id | null> {
  const programmeId = await findProgrammeNamed(sql, author, of.programme);
  const courseId =
    programmeId === null ? null : await findCourseNamed(sql, author, { programmeId, number: of.courseNumber, name: of.course });
  const term = termFor(await listTermDates(sql, author), of.schedule);
  if (programmeId === null || courseId === null || !("has" in term)) return null;
  return findQuickSheet(sql, author, { programmeId, courseId, termId: term.has.id, kind: of.kind });
}

export interface Entering {
  /** The school, when it is known before: null while it is made. */
  schoolId: Id | null;
  receivingId: Id;
  /** Who signs it in the history: the coordinator who enters it, or the school's contact. */
  by: Actor;
  origin: "receiving-quick" | "guest";
  request: SchoolRequest;
}

/**
 * Enters a request for a school without account, in the school's own tenant: with programme, course, term, sheet, row and one who stands
 * in for its students, so that every invariant of a request holds (F-202). `who` finds the school and its contact in the transaction.
 */
export async function enterForSchool<More>(
  ctx: Context,
  of: Entering,
  work: {
    who(tx: Tx): Promise<{ school: SchoolRecord; personId: Id; name: string; events: NewEvent[] }>;
    after(tx: Tx, made: { id: Id; reference: number; author: Actor; schoolId: Id }): Promise<{ value: More; events: NewEvent[] }>;
  },
): Promise<{ id: Id; reference: number; more: More }> {
  const { request } = of;
  const run = () =>
    act({ ...ctx, ...(of.origin === "guest" ? { session: null } : {}), actor: of.by }, async (tx) => {
      const { school, personId, name, events } = await work.who(tx);
      const author = guestActor({ schoolId: school.id, personId, name, school: school.name });
      const plan = await planOf(tx, author, request);
      const entered = await enterQuick({ ...ctx, session: null, actor: author }, tx, {
        ...plan,
        kind: request.kind,
        size: request.size,
        place: { receivingId: of.receivingId, ...request.place },
        schedule: request.schedule,
        comment: request.comment,
        studentIds: [],
        fictitious: true,
        send: true,
        toUser: true,
      });
      const { id, reference } = entered.value;
      await markEntered(tx, { agencyId: school.id, id }, of.origin);
      const more = await work.after(tx, { id, reference, author, schoolId: school.id });
      return { value: { id, reference, more: more.value }, events: [...events, ...entered.events, ...more.events] };
    });
  await settleIntents(ctx);
  const reader = of.schoolId === null ? null : guestActor({ schoolId: of.schoolId, personId: of.schoolId, name: "", school: "" });
  const sheetId = reader && (await sheetOf(ctx.sql, reader, request));
  return sheetId === null ? run() : ctx.sheets.exclusive(sheetId, run);
}
