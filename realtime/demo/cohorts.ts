import { addDays, dayIn, weekdayOf } from "#domain/dates.ts";
import type { Id } from "#domain/id.ts";
import type { Schedule } from "#domain/schedule.ts";
import { nameOf } from "./names.ts";
import { demoCohorts, type DemoCohort, type DemoCourse } from "./plan.ts";
import { demoAgencies, type DemoAgency } from "./people.ts";
import type { Someone, World } from "./world.ts";

/** A course of the demo that has students on a worksheet. */
export interface PlannedCourse {
  school: DemoAgency;
  planner: Someone;
  course: DemoCourse;
  worksheetId: Id;
  cohortCourseId: Id;
  students: Id[];
  /** Its rows on the sheet, in the order of the plan, once they are typed. */
  rowIds?: string[];
}

/** Who plans at each school. */
const planners: Partial<Record<DemoAgency, string>> = { rapides: "Roy", port: "Haddad" };

function scheduleOf(course: DemoCourse, termStart: string): Schedule {
  // Placements begin on a Monday.
  const startsOn = addDays(termStart, course.week * 7 + ((8 - weekdayOf(termStart)) % 7));
  const [startTime, endTime] = typeof course.times === "string" ? [null, null] : course.times;
  return {
    startsOn,
    endsOn: addDays(startsOn, course.weeks * 7 - 3),
    blocks: [],
    weekdays: course.weekdays,
    startTime,
    endTime,
    shiftCode: typeof course.times === "string" ? course.times : null,
  };
}

/** A class list as a registrar writes it. */
function classList(cohort: DemoCohort, firstNumber: number): File {
  const domain = demoAgencies[cohort.school].domain;
  const rows = Array.from({ length: cohort.students }, (_none, index) => {
    const number = firstNumber + index;
    const { firstName, lastName } = nameOf(number);
    const born = addDays("2003-01-15", (number * 37) % 1_400);
    return [number, lastName, firstName, born, `${number}@etu.${domain}`].join(";");
  });
  return new File([`No dossier;Nom;Prénom;Date de naissance;Courriel\r\n${rows.join("\r\n")}\r\n`], `liste ${cohort.shortName}.csv`);
}

async function importStudents({ call }: Someone, cohortCourseId: Id, list: File): Promise<void> {
  const form = new FormData();
  form.set("file", list);
  form.set("cohortCourseId", cohortCourseId);
  const { id } = await call.studentImport.upload(form);
  const { stamp, seenAt, counts } = await call.studentImport.preview({ id });
  if (counts.refused > 0) throw new Error(`the demo's list ${list.name} has refused rows`);
  await call.studentImport.commit({ id, stamp, seenAt });
}

async function studentsOf({ call }: Someone, cohortCourseId: Id): Promise<Id[]> {
  const ids: Id[] = [];
  let cursor: Awaited<ReturnType<typeof call.enrolment.list>>["next"] = null;
  do {
    const page: Awaited<ReturnType<typeof call.enrolment.list>> = await call.enrolment.list({ cohortCourseId, cursor });
    ids.push(...page.rows.map(({ studentId }) => studentId));
    cursor = page.next;
  } while (cursor);
  return ids;
}

/** Programmes, terms, cohorts and their courses, students from class lists, and worksheets they are copied to. */
export async function planCohorts(world: World): Promise<PlannedCourse[]> {
  const today = dayIn(world.deps.now());
  const year = Number(today.slice(0, 4));
  const planned: PlannedCourse[] = [];
  const programmes = new Map<string, Id>();
  let firstNumber = 2_150_001;
  for (const name of Object.values(planners)) await world.as(name).call.term.generate({ from: year - 1, to: year + 1 });
  for (const cohort of demoCohorts(year)) {
    const planner = world.as(planners[cohort.school] ?? "", cohort.school);
    const { call } = planner;
    const terms = await listTerms(planner);
    const now = terms.find(({ startsOn, endsOn }) => startsOn <= today && today <= endsOn);
    const next = terms.find(({ startsOn }) => startsOn > today);
    if (!now || !next) throw new Error("the demo has no term under way and one to come");
    const key = `${cohort.school} ${cohort.programme.name}`;
    const programmeId = programmes.get(key) ?? (await call.programme.add({ ...cohort.programme, departmentId: null, isUser: true })).id;
    programmes.set(key, programmeId);
    const { id: cohortId } = await call.cohort.add({
      programmeId,
      name: cohort.name,
      shortName: cohort.shortName,
      years: 3,
      structured: false,
      active: true,
    });
    for (const course of cohort.courses) {
      const { number, name, hours, kind, comment, leader } = course;
      const term = course.term === "now" ? now : next;
      const leaderIds = leader ? [world.as(leader, cohort.school).actor.personId] : [];
      const { id: courseId } = await call.programme.addCourse({
        programmeId,
        number,
        name,
        hours,
        sheetKind: kind,
        defaultComment: comment,
        placementType: kind === "group" ? "group" : "preceptorship",
        leaderIds,
      });
      const { id: cohortCourseId } = await call.cohort.addCourse({
        cohortId,
        courseId,
        termId: term.id,
        schedule: scheduleOf(course, term.startsOn),
        defaultComment: comment,
        leaderIds,
      });
      await importStudents(planner, cohortCourseId, classList(cohort, firstNumber));
      const students = await studentsOf(planner, cohortCourseId);
      if (course.rows.length === 0) continue;
      const { worksheetId } = await call.enrolment.copy({ cohortCourseId, studentIds: students, to: kind });
      planned.push({ school: cohort.school, planner, course, worksheetId, cohortCourseId, students });
    }
    firstNumber += cohort.students;
  }
  return planned;
}

async function listTerms({ call }: Someone): Promise<{ id: Id; startsOn: string; endsOn: string }[]> {
  const { terms } = await call.term.list();
  return terms.toSorted((one, other) => one.startsOn.localeCompare(other.startsOn));
}
