import { z } from "zod";
import { can } from "#domain/access.ts";
import { dayIn } from "#domain/dates.ts";
import { enrolmentStates } from "#domain/enrolment.ts";
import { id } from "#domain/id.ts";
import { studentWords } from "#words/student.ts";
import { inWords } from "#words/words.ts";
import { countEnrolments, findToEnrol, listEnrolled, listSheetsOf } from "#db/enrolment.ts";
import { enrolmentAdding } from "./enrolment-add.ts";
import { enrolmentCopying } from "./enrolment-copy.ts";
import { findCourse } from "./enrolment-course.ts";
import { enrolmentStanding } from "./enrolment-state.ts";
import { searchWords } from "./student.ts";
import { writeCsv } from "./table-write.ts";
import { allowed, router } from "./trpc.ts";

const pageSize = 500;
const mostExported = 20_000;

export const enrolmentRouter = router({
  ...enrolmentAdding,
  ...enrolmentStanding,
  ...enrolmentCopying,

  /** The course an enrolment screen is about, its counts, its worksheets, and what the viewer may do (F-065). */
  course: allowed("student.see")
    .input(z.object({ cohortCourseId: id }))
    .query(async ({ ctx, input }) => {
      const course = await findCourse(ctx.sql, ctx.actor, input.cohortCourseId);
      const [counts, sheets] = await Promise.all([
        countEnrolments(ctx.sql, ctx.actor, course.id),
        listSheetsOf(ctx.sql, ctx.actor, course.id),
      ]);
      return {
        ...course,
        counts,
        sheets,
        may: { edit: can(ctx.actor, "student.manage"), copy: can(ctx.actor, "worksheet.edit"), openSheet: can(ctx.actor, "worksheet.see") },
      };
    }),

  /** Students of a course in the order of names, with their marks and preferences. */
  list: allowed("student.see")
    .input(
      z.object({
        cohortCourseId: id,
        search: z.string().max(200).default(""),
        state: z.enum([...enrolmentStates, "all"]).default("all"),
        cursor: z.object({ sortName: z.string(), id }).nullish(),
      }),
    )
    .query(async ({ ctx, input }) => {
      await findCourse(ctx.sql, ctx.actor, input.cohortCourseId);
      const rows = await listEnrolled(ctx.sql, ctx.actor, {
        ...input,
        words: searchWords(input.search),
        after: input.cursor ?? null,
        most: pageSize + 1,
      });
      const page = rows.slice(0, pageSize);
      const last = page.at(-1);
      return { rows: page, next: rows.length > pageSize && last ? { sortName: last.sortName, id: last.studentId } : null };
    }),

  /** Students of the register who could be enrolled here, with how they stand in the course (F-064). */
  find: allowed("student.manage")
    .input(z.object({ cohortCourseId: id, search: z.string().max(200) }))
    .query(async ({ ctx, input }) => {
      await findCourse(ctx.sql, ctx.actor, input.cohortCourseId);
      const words = searchWords(input.search);
      return words.length === 0 ? [] : findToEnrol(ctx.sql, ctx.actor, { cohortCourseId: input.cohortCourseId, words, most: 20 });
    }),

  /** The list of a course as filtered, as a file for a spreadsheet (I8). */
  export: allowed("student.see")
    .input(
      z.object({ cohortCourseId: id, search: z.string().max(200).default(""), state: z.enum([...enrolmentStates, "all"]).default("all") }),
    )
    .query(async ({ ctx, input }) => {
      const course = await findCourse(ctx.sql, ctx.actor, input.cohortCourseId);
      const rows = await listEnrolled(ctx.sql, ctx.actor, { ...input, words: searchWords(input.search), after: null, most: mostExported });
      const w = inWords(studentWords, ctx.language);
      const ranks = Math.max(0, ...rows.map(({ preferences }) => preferences.length));
      const header = [
        w.fields.number,
        w.fields.lastName,
        w.fields.firstName,
        w.fields.email,
        w.state,
        w.copied,
        ...Array.from({ length: ranks }, (_none, index) => `${w.preference} ${index + 1}`),
      ];
      const lines = rows.map((row) => [
        row.number,
        row.lastName,
        row.firstName,
        row.email ?? "",
        w.states[row.state],
        row.copiedTo ? w.marks[row.copiedTo] : "",
        ...Array.from({ length: ranks }, (_none, index) => row.preferences[index]?.path ?? ""),
      ]);
      return {
        fileName: `${course.cohortShort}-${course.courseNumber}-${dayIn(ctx.now())}.csv`.replaceAll(/[^\w.-]+/g, "-"),
        text: writeCsv(header, lines),
      };
    }),
});
