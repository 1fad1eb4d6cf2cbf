import { randomUUID } from "node:crypto";
import { z } from "zod";
import { dayIn } from "#domain/dates.ts";
import { id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { insertStudentMails, listReported, listReportedPlacements } from "#db/student-report.ts";
import { act } from "./act.ts";
import { writeLetterMail } from "./letter-mail.ts";
import { allowed, router } from "./trpc.ts";

const ids = z.array(id).min(1).max(1_000);

/** What is done with some students at once: a report to print, a letter to each. */
export const studentReportRouter = router({
  /** Students with their courses, wishes and placements that are not over, by name (F-086). A mutation's size, a query's effect. */
  read: allowed("student.see")
    .input(z.object({ ids }))
    .mutation(async ({ ctx, input }) => {
      const [students, placements] = await Promise.all([
        listReported(ctx.sql, ctx.actor, input.ids),
        listReportedPlacements(ctx.sql, ctx.actor, { ids: input.ids, today: dayIn(ctx.now()) }),
      ]);
      const byStudent = Map.groupBy(placements, ({ studentId }) => studentId);
      return students.map((student) => ({ ...student, placements: byStudent.get(student.id) ?? [] }));
    }),

  /** Writes to each of some students, alone, in one's own words; those without an address are counted (F-085). */
  write: allowed("student.manage")
    .input(z.object({ ids, subject: z.string().trim().min(1).max(200), body: z.string().trim().min(1).max(10_000) }))
    .mutation(async ({ ctx, input }) => {
      const value = await act(ctx, async (tx) => {
        const found = (await listReported(tx, ctx.actor, input.ids)).length;
        if (found === 0) refuse({ code: "not-found" });
        const letter = writeLetterMail({ subject: input.subject, body: input.body, language: ctx.language }, null);
        const written = await insertStudentMails(tx, ctx.actor, {
          cause: `students:${randomUUID()}`,
          ids: input.ids,
          language: ctx.language,
          subject: letter.subject,
          bodyText: letter.text,
          bodyHtml: letter.html,
        });
        const event = {
          kind: "student.written-to" as const,
          agencyIds: [ctx.actor.agencyId],
          about: ctx.actor.agencyId,
          within: [],
          // Not the subject: people write names into it, and a name that is sealed later would stay in history.
          facts: { students: written },
        };
        return { value: { written, without: found - written }, events: written > 0 ? [event] : [] };
      });
      ctx.jobs.ring("mail");
      return value;
    }),
});
