import type { Actor } from "#domain/access.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { findCourseHead, type CourseHead } from "#db/enrolment.ts";
import type { Query } from "#db/sql.ts";

/** A course the viewer reaches; refused otherwise, missing or not hers alike. */
export const findCourse = async (sql: Query, actor: Actor, cohortCourseId: Id): Promise<CourseHead> =>
  (await findCourseHead(sql, actor, cohortCourseId)) ?? refuse({ code: "not-found" });

/** One event per course touched, with how many students. */
export const enrolledIn = (actor: Actor, made: { cohortCourseId: Id }[]): NewEvent[] =>
  [...Map.groupBy(made, ({ cohortCourseId }) => cohortCourseId)].map(([about, of]) => ({
    kind: "enrolment.added",
    agencyIds: [actor.agencyId],
    about,
    facts: { students: of.length },
  }));

/** The same for a change of state; `state` "removed" for enrolments that are taken back. */
export const changedIn = (actor: Actor, changed: { cohortCourseId: Id }[], state: string): NewEvent[] =>
  [...Map.groupBy(changed, ({ cohortCourseId }) => cohortCourseId)].map(([about, of]) => ({
    kind: "enrolment.changed",
    agencyIds: [actor.agencyId],
    about,
    facts: { students: of.length, state },
  }));
