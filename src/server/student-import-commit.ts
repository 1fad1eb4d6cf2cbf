import type { Actor } from "#domain/access.ts";
import { dayIn } from "#domain/dates.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { resolved } from "#domain/preference.ts";
import { refuse } from "#domain/refusal.ts";
import { doesSomething, type PlannedRow } from "#domain/roster-diff.ts";
import { numberKey, type StudentFacts } from "#domain/student.ts";
import { listCatalogue } from "#db/catalogue-list.ts";
import { insertEnrolments, listCoursesTogether, setEnrolmentState } from "#db/enrolment.ts";
import { savePreferences } from "#db/preference.ts";
import type { Tx } from "#db/sql.ts";
import {
  finishPending,
  insertImport,
  insertImportRows,
  insertStudents,
  measureAfter,
  patchStudents,
  type ImportEnrolment,
  type ImportRow,
  type PendingImport,
} from "#db/student-import.ts";
import { orRefuse } from "./constraint.ts";
import { planOf, type Plan } from "./student-import-plan.ts";

/** Rows written by one statement: large enough to be quick, small enough for the progress bar to move. */
const batch = 1_250;

const inBatches = <T>(list: T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / batch) }, (_none, index) => list.slice(index * batch, (index + 1) * batch));

const fieldsOf = (row: PlannedRow): { before: Partial<StudentFacts>; after: Partial<StudentFacts> } => {
  const taken = row.changes.flatMap(({ field, before, take }) => (take && field !== "preferences" ? [{ field, before }] : []));
  return {
    before: Object.fromEntries(taken.map(({ field, before }) => [field, before === "" && field !== "firstName" ? null : before])),
    after: Object.fromEntries(taken.map(({ field }) => [field, row.facts[field]])),
  };
};

interface Work {
  actor: Actor;
  pending: PendingImport;
  now: Date;
  /** Of the preview that was looked at. */
  stamp: string;
  seenAt: string;
  /** 0 to 100, told outside the transaction. */
  progress(to: number): Promise<void>;
}

async function writeStudents(tx: Tx, plan: Plan, work: Work): Promise<{ rows: ImportRow[]; idOf: Map<number, Id> }> {
  const { agencyId } = work.actor;
  const fresh = plan.rows.filter(({ outcome }) => outcome === "new");
  const changed = plan.rows.filter((row) => row.outcome === "changed" && Object.keys(fieldsOf(row).after).length > 0);
  const idOf = new Map<number, Id>(plan.rows.flatMap(({ row, studentId }) => (studentId === null ? [] : [[row, studentId] as const])));
  const rows: ImportRow[] = [];
  let done = 0;
  const told = async (more: number) => work.progress(15 + Math.round((60 * (done += more)) / Math.max(1, fresh.length + changed.length)));
  for (const some of inBatches(fresh)) {
    // A number that somebody else added since the preview is a row that is no longer new.
    const made = await orRefuse(
      insertStudents(
        tx,
        agencyId,
        some.map(({ facts }) => facts),
      ),
      { one_student_per_number: { code: "import-changed", rows: 1 } },
    );
    const byNumber = new Map(made.map(({ id, number }) => [numberKey(number), id]));
    for (const { row, facts } of some) {
      const id = byNumber.get(numberKey(facts.number));
      if (!id) throw new Error("every inserted student is returned");
      idOf.set(row, id);
      rows.push({ studentId: id, rowNumber: row, added: true, before: {}, after: {} });
    }
    await told(some.length);
  }
  await measureAfter(tx, { rows: fresh.length, tables: ["student"] });
  for (const some of inBatches(changed)) {
    const written = some.map((row) => ({ row, studentId: row.studentId ?? "", ...fieldsOf(row) }));
    await patchStudents(
      tx,
      agencyId,
      written.map(({ studentId, after }) => ({ id: studentId, fields: after })),
    );
    rows.push(...written.map(({ row, studentId, before, after }) => ({ studentId, rowNumber: row.row, added: false, before, after })));
    await told(some.length);
  }
  return { rows, idOf };
}

async function writeEnrolments(
  tx: Tx,
  plan: Plan,
  of: { work: Work; idOf: Map<number, Id> },
): Promise<{ enrolments: ImportEnrolment[]; enrolled: number; courses: Map<Id, number> }> {
  const { actor, pending, now } = of.work;
  const courses = new Map<Id, number>();
  const enrolments: ImportEnrolment[] = [];
  const { cohortCourseId } = pending;
  if (cohortCourseId === null) return { enrolments, enrolled: 0, courses };
  const { agencyId } = actor;
  const idOf = (row: PlannedRow) => of.idOf.get(row.row) ?? "";
  const active = plan.rows.filter(({ outcome }) => outcome !== "refused" && outcome !== "skipped");
  const fresh = active.filter(({ enrol }) => enrol === "enrol");
  const again = active.filter(({ enrol }) => enrol === "enrol-again");
  const together = await listCoursesTogether(tx, { agencyId, cohortCourseId, today: dayIn(now) });
  const made = fresh.length === 0 ? [] : await insertEnrolments(tx, { agencyId, cohortCourseIds: together, studentIds: fresh.map(idOf) });
  await measureAfter(tx, { rows: made.length, tables: ["enrolment"] });
  const here = new Map(made.filter((one) => one.cohortCourseId === cohortCourseId).map(({ studentId, id }) => [studentId, id]));
  for (const { id, cohortCourseId: course } of made) {
    enrolments.push({ enrolmentId: id, stateBefore: null, preferencesBefore: null });
    courses.set(course, (courses.get(course) ?? 0) + 1);
  }
  const standing = (row: PlannedRow) => plan.standings.get(row.studentId ?? "");
  const backIds = again.flatMap((row) => standing(row)?.id ?? []);
  if (backIds.length > 0) await setEnrolmentState(tx, { agencyId, ids: backIds, state: "enrolled" });
  if (backIds.length > 0) courses.set(cohortCourseId, (courses.get(cohortCourseId) ?? 0) + backIds.length);
  const preferences: { enrolmentId: Id; paths: string[]; fresh: boolean }[] = [];
  for (const row of active) {
    const was = standing(row);
    const id = was?.id ?? here.get(idOf(row));
    const taken = row.changes.some(({ field, take }) => field === "preferences" && take);
    const writes = row.preferences.length > 0 && id !== undefined && (was === undefined || taken);
    if (writes) preferences.push({ enrolmentId: id, paths: row.preferences, fresh: was === undefined });
    if (was && (writes || row.enrol === "enrol-again"))
      enrolments.push({ enrolmentId: was.id, stateBefore: was.state, preferencesBefore: writes ? was.preferences : null });
  }
  if (preferences.length > 0) {
    const catalogue = await listCatalogue(tx, actor);
    const read = (path: string) => resolved(catalogue, { path, comment: "", place: null });
    await savePreferences(
      tx,
      actor,
      preferences.map(({ paths, ...one }) => ({ ...one, preferences: paths.map(read) })),
    );
  }
  return { enrolments, enrolled: fresh.length + again.length, courses };
}

/**
 * Writes a reviewed list in one transaction. The plan is made again over rows that are held: when it is not the one that was
 * looked at, nothing is written and `import-changed` says how many rows moved.
 */
export async function commitImport(
  tx: Tx,
  work: Work,
): Promise<{ value: { importId: Id; added: number; changed: number; enrolled: number }; events: NewEvent[] }> {
  const { actor, pending } = work;
  const plan = await planOf(tx, { actor, pending, today: dayIn(work.now), lock: true });
  if (plan.stamp !== work.stamp) {
    const moved = [...plan.changedAt.values()].filter((at) => at > work.seenAt).length;
    refuse({ code: "import-changed", rows: Math.max(1, moved) });
  }
  await work.progress(15);
  const students = await writeStudents(tx, plan, work);
  const { enrolments, enrolled, courses } = await writeEnrolments(tx, plan, { work, idOf: students.idOf });
  await work.progress(85);
  const added = plan.rows.filter(({ outcome }) => outcome === "new").length;
  const changed = plan.rows.filter((row) => row.outcome === "changed" && doesSomething(row) && row.changes.some(({ take }) => take)).length;
  const importId = await insertImport(tx, actor, {
    cohortCourseId: pending.cohortCourseId,
    fileName: pending.fileName,
    added,
    changed,
    enrolled,
  });
  await insertImportRows(tx, { agencyId: actor.agencyId, importId, rows: students.rows, enrolments });
  await measureAfter(tx, { rows: students.rows.length, tables: ["preference", "student_import_row", "student_import_enrolment"] });
  await work.progress(95);
  // Last: from here this transaction holds the list's own row, and progress told from outside would wait for it.
  await finishPending(tx, actor, { id: pending.id, importId });
  const agencyIds = [actor.agencyId];
  const events: NewEvent[] = [
    {
      kind: "student.imported",
      agencyIds,
      about: importId,
      within: pending.cohortCourseId === null ? [] : [pending.cohortCourseId],
      facts: { file: pending.fileName, added, changed, enrolled },
    },
    ...[...courses].map(([about, of]): NewEvent => ({
      kind: "enrolment.added",
      agencyIds,
      about,
      within: [importId],
      facts: { students: of },
    })),
  ];
  return { value: { importId, added, changed, enrolled }, events };
}
