import { firstTerm, nameForward, planCopy, usualTarget } from "#domain/cohort-move.ts";
import { addDays, dayIn } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { PlannedCourse } from "./cohorts.ts";
import type { Someone, World } from "./world.ts";

/** How far away the agreed release date is: near enough to be waited for, far enough not to come during a demonstration. */
const daysToRelease = 12;

/** Copies a cohort to where it would go, as its review proposes it, and reviews the first of its courses. */
async function copyCohort({ call }: Someone, cohortId: Id): Promise<void> {
  const { cohort, courses, terms, closed } = await call.cohort.copySource({ id: cohortId });
  const before = firstTerm(courses, terms);
  const first = before && usualTarget(before, terms);
  if (!first) throw new Error("the demo's cohort has no term to go to");
  const years = { from: before.startsOn, to: first.startsOn };
  const { id } = await call.cohort.copy({
    id: cohort.id,
    name: nameForward(cohort.name, years),
    shortName: nameForward(cohort.shortName, years),
    years: cohort.years,
    structured: cohort.structured,
    courses: planCopy({ courses, terms, first, closed }).flatMap(({ source, to, schedule }) =>
      to && schedule ? [{ id: source.id, schedule, term: to.id === null ? { season: to.season, year: to.year } : { id: to.id } }] : [],
    ),
  });
  const [reviewed] = (await call.cohort.find({ id })).courses;
  if (reviewed) await call.cohort.review({ ids: [reviewed.id] });
}

/**
 * What is ahead of the demo: a release date that both schools agreed for the next term, individual requests of the Collège du
 * Vieux-Port that wait for it, and a cohort of its copied to the next year, its courses still to be reviewed.
 */
export async function prepareNextYear(world: World, planned: PlannedCourse[]): Promise<void> {
  const moment = { day: addDays(dayIn(world.deps.now()), daysToRelease), time: "09:00" };
  const held = planned.find(({ school, course }) => school === "port" && course.rows.some(({ fate }) => fate === "held"));
  if (!held) return;
  const { planner, cohortCourseId, worksheetId, course, rowIds = [] } = held;
  const { termId, cohortId, termShortName } = await planner.call.cohort.course({ id: cohortCourseId });
  await planner.call.hold.addDate({ termId, moment });
  const roy = world.as("Roy");
  const theirs = (await roy.call.term.list()).terms.find(({ shortName }) => shortName === termShortName);
  if (theirs) await roy.call.hold.addDate({ termId: theirs.id, moment });
  await planner.call.hold.setCourse({ id: cohortCourseId, moment });
  const rows = rowIds.filter((_id, index) => course.rows[index]?.fate === "held");
  const { refused } = await planner.call.worksheet.send({ worksheetId, rowIds: rows });
  if (refused.length > 0) throw new Error(`the demo's held rows are refused: ${JSON.stringify(refused)}`);
  const copied = planned.find(({ school, course: one }) => school === "port" && one.kind === "group");
  const source = copied ? (await planner.call.cohort.course({ id: copied.cohortCourseId })).cohortId : cohortId;
  await copyCohort(planner, source);
}
