import { z } from "zod";
import { can, type Actor } from "#domain/access.ts";
import { dayIn, type Day } from "#domain/dates.ts";
import { fictitiousNumber, isFictitiousNumber } from "#domain/enrolment.ts";
import type { NewEvent } from "#domain/event.ts";
import { id } from "#domain/id.ts";
import { fold } from "#domain/place.ts";
import { refuse } from "#domain/refusal.ts";
import {
  readStudent,
  registerFilters,
  sameText,
  studentFields,
  type Student,
  type StudentFacts,
  type StudentField,
  type StudentTexts,
} from "#domain/student.ts";
import { studentWords } from "#words/student.ts";
import { inWords } from "#words/words.ts";
import type { Tx } from "#db/sql.ts";
import { patchStudents } from "#db/student-import.ts";
import {
  countStudents,
  deleteStudent,
  findLastChange,
  findStudent,
  findStudentByNumber,
  insertStudent,
  lastFictitious,
  listEnrolmentsOfStudent,
  listImportsOfStudent,
  listStudents,
  lockStudent,
} from "#db/student.ts";
import { act } from "./act.ts";
import { orRefuse } from "./constraint.ts";
import { writeCsv } from "./table-write.ts";
import { allowed, router } from "./trpc.ts";

const pageSize = 100;
const mostExported = 20_000;

const text = z.string().max(400);
export const studentTexts = z.object({ number: text, lastName: text, firstName: text, birthDate: text, email: text, phone: text });
const filter = z.object({
  search: z.string().max(200).default(""),
  filter: z.enum(registerFilters).default("all"),
});

/** The words of a search, as the database compares them. */
export const searchWords = (search: string): string[] =>
  fold(search)
    .replaceAll(",", " ")
    .split(" ")
    .filter((word) => word !== "")
    .slice(0, 8);

export const nameOf = (student: Pick<StudentFacts, "lastName" | "firstName">): string =>
  student.firstName === "" ? student.lastName : `${student.lastName}, ${student.firstName}`;

/** The first thing wrong with a typed student, as a refusal beside its field. */
export function readTyped(texts: StudentTexts, today: Day): StudentFacts {
  const { facts, problems } = readStudent(texts, today);
  for (const field of studentFields) {
    const problem = problems[field];
    if (problem) refuse({ code: "invalid", field, problem });
  }
  return facts;
}

/** Adds one student; `number-taken` says whose number it is. Without a number, a fictitious student is given one. */
export async function addStudent(
  tx: Tx,
  actor: Actor,
  student: StudentFacts & { fictitious: boolean },
): Promise<{ id: string; events: NewEvent[] }> {
  const made = await insertStudent(tx, actor.agencyId, student);
  if (made === undefined) {
    const holder = await findStudentByNumber(tx, actor.agencyId, student.number);
    return refuse({ code: "number-taken", number: student.number, name: holder ? nameOf(holder) : "", studentId: holder?.id ?? "" });
  }
  return { id: made, events: [{ kind: "student.added", agencyIds: [actor.agencyId], about: made, facts: {} }] };
}

/** The next `FICTIF-n` of the school, with a name that says what it is. */
export async function addFictitious(tx: Tx, actor: Actor, name: string): Promise<{ id: string; events: NewEvent[] }> {
  const number = fictitiousNumber((await lastFictitious(tx, actor.agencyId)) + 1);
  return addStudent(tx, actor, {
    number,
    lastName: name,
    firstName: number.slice("FICTIF-".length),
    email: null,
    phone: null,
    birthDate: null,
    fictitious: true,
  });
}

const may = (actor: Actor) => ({ edit: can(actor, "student.manage") });
const columnValue = (student: Student, field: StudentField): string => student[field] ?? "";

export const studentRouter = router({
  /** A page of the register, by name; the search tolerates accents, capitals and order, in names, numbers and addresses. */
  list: allowed("student.see")
    .input(filter.extend({ cursor: z.object({ sortName: z.string(), id }).nullish() }))
    .query(async ({ ctx, input }) => {
      const of = { words: searchWords(input.search), filter: input.filter, today: dayIn(ctx.now()) };
      const [rows, total] = await Promise.all([
        listStudents(ctx.sql, ctx.actor, { ...of, after: input.cursor ?? null, most: pageSize + 1 }),
        countStudents(ctx.sql, ctx.actor, of),
      ]);
      const page = rows.slice(0, pageSize);
      const last = page.at(-1);
      return {
        rows: page,
        total,
        next: rows.length > pageSize && last ? { sortName: last.sortName, id: last.id } : null,
        may: may(ctx.actor),
      };
    }),

  /** One student with where they are enrolled and the lists they came from. */
  get: allowed("student.see")
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => {
      const student = (await findStudent(ctx.sql, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
      const [enrolments, imports] = await Promise.all([
        listEnrolmentsOfStudent(ctx.sql, ctx.actor, student.id),
        listImportsOfStudent(ctx.sql, ctx.actor, student.id),
      ]);
      return { ...student, enrolments, imports, may: may(ctx.actor) };
    }),

  /** Adds one student to the register (F-063). */
  add: allowed("student.manage")
    .input(studentTexts)
    .mutation(({ ctx, input }) => {
      const facts = readTyped(input, dayIn(ctx.now()));
      return act(ctx, async (tx) => {
        const { id: made, events } = await addStudent(tx, ctx.actor, { ...facts, fictitious: false });
        return { value: { id: made }, events };
      });
    }),

  /** A fictitious student in the register (F-068). */
  addFictitious: allowed("student.manage").mutation(({ ctx }) =>
    act(ctx, async (tx) => {
      const { id: made, events } = await addFictitious(tx, ctx.actor, inWords(studentWords, ctx.language).fictitiousName);
      return { value: { id: made }, events };
    }),
  ),

  /**
   * Writes the fields that were changed on the form. `saw` is what each held when the form was read: a field that a colleague
   * has written since is not overwritten, it is refused as `stale` with who and when. Returns what was there, for undo.
   */
  change: allowed("student.manage")
    .input(z.object({ id, saw: studentTexts.partial(), texts: studentTexts.partial() }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { agencyId } = ctx.actor;
        const student = (await lockStudent(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        if (student.sealed) refuse({ code: "profile-sealed" });
        const asked = studentFields.filter((field) => input.texts[field] !== undefined);
        const was = Object.fromEntries(studentFields.map((field) => [field, columnValue(student, field)])) as StudentTexts;
        const facts = readTyped({ ...was, ...input.texts }, dayIn(ctx.now()));
        const stale = asked.some((field) => !sameText(was[field], input.saw[field] ?? "") && !sameText(was[field], facts[field]));
        if (stale) refuse({ code: "stale", ...(await findLastChange(tx, agencyId, student.id)) });
        const fields = asked.filter((field) => was[field] !== (facts[field] ?? ""));
        if (fields.length === 0) return { value: { before: {} as Partial<StudentTexts> }, events: [] };
        const holder = fields.includes("number") ? await findStudentByNumber(tx, agencyId, facts.number) : undefined;
        if (holder && holder.id !== student.id)
          refuse({ code: "number-taken", number: facts.number, name: nameOf(holder), studentId: holder.id });
        const patch: Partial<Student> = Object.fromEntries(fields.map((field) => [field, facts[field]]));
        // Given a real number, a fictitious student has become somebody (F-068).
        if (student.fictitious && fields.includes("number")) patch.fictitious = isFictitiousNumber(facts.number);
        await orRefuse(patchStudents(tx, agencyId, [{ id: student.id, fields: patch }]), {
          one_student_per_number: { code: "number-taken", number: facts.number, name: "", studentId: student.id },
        });
        return {
          value: { before: Object.fromEntries(fields.map((field) => [field, was[field]])) as Partial<StudentTexts> },
          events: [{ kind: "student.changed", agencyIds: [agencyId], about: student.id, facts: { fields } }],
        };
      }),
    ),

  /** Takes back a student on whom nothing stands: no enrolment, no assignment, no import. */
  remove: allowed("student.manage")
    .input(z.object({ id }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const student = (await lockStudent(tx, ctx.actor, input.id)) ?? refuse({ code: "not-found" });
        if (!(await deleteStudent(tx, ctx.actor.agencyId, student.id))) {
          const enrolments = await listEnrolmentsOfStudent(tx, ctx.actor, student.id);
          refuse({ code: "in-use", by: inWords(studentWords, ctx.language).inUseBy, count: Math.max(1, enrolments.length) });
        }
        return { value: null, events: [{ kind: "student.removed", agencyIds: [ctx.actor.agencyId], about: student.id, facts: {} }] };
      }),
    ),

  /** The register as filtered, as a file for a spreadsheet (I8). */
  export: allowed("student.see")
    .input(filter)
    .query(async ({ ctx, input }) => {
      const w = inWords(studentWords, ctx.language);
      const today = dayIn(ctx.now());
      const rows = await listStudents(ctx.sql, ctx.actor, {
        words: searchWords(input.search),
        filter: input.filter,
        today,
        after: null,
        most: mostExported,
      });
      const header = [...studentFields.map((field) => w.fields[field]), w.courses];
      return {
        fileName: `${w.exportName}-${today}.csv`,
        text: writeCsv(
          header,
          rows.map((row) => [...studentFields.map((field) => columnValue(row, field)), row.courses.join(" | ")]),
        ),
      };
    }),
});
