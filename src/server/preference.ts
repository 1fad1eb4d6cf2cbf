import { z } from "zod";
import { id, type Id } from "#domain/id.ts";
import { mostPreferences, preferenceInput, preferenceUses, resolved, type Preference } from "#domain/preference.ts";
import { refuse } from "#domain/refusal.ts";
import { listCatalogue } from "#db/catalogue-list.ts";
import { countPreferring, lockPreferences, savePreferences, setPreferenceUse } from "#db/preference.ts";
import { act } from "./act.ts";
import { findCourse } from "./enrolment-course.ts";
import { allowed, router } from "./trpc.ts";

export interface PreferencesSaved {
  done: { studentId: Id; version: number; preferences: Preference[] }[];
  /** A colleague was faster: what stands now, from whom and since when. Nothing of theirs was written over. */
  stale: { studentId: Id; version: number; preferences: Preference[]; by: string; at: string }[];
}

export const preferenceRouter = router({
  /** How many of a course's students have wishes. */
  counts: allowed("student.see")
    .input(z.object({ cohortCourseId: id }))
    .query(async ({ ctx, input }) => {
      await findCourse(ctx.sql, ctx.actor, input.cohortCourseId);
      return countPreferring(ctx.sql, ctx.actor, input.cohortCourseId);
    }),

  /** Saves the ranked preferences of students (F-074), each as she was seen: « tout enregistrer » takes those that nobody changed meanwhile. */
  save: allowed("student.manage")
    .input(
      z.object({
        cohortCourseId: id,
        changes: z
          .array(z.object({ studentId: id, saw: z.number().int().min(0), preferences: z.array(preferenceInput).max(mostPreferences) }))
          .min(1)
          .max(1_000),
      }),
    )
    .mutation(({ ctx, input }) =>
      act<PreferencesSaved>(ctx, async (tx) => {
        const { agencyId, personId } = ctx.actor;
        await findCourse(tx, ctx.actor, input.cohortCourseId);
        const studentIds = input.changes.map(({ studentId }) => studentId);
        const held = new Map((await lockPreferences(tx, { agencyId, ...input, studentIds })).map((one) => [one.studentId, one]));
        if (held.size < new Set(studentIds).size || new Set(studentIds).size < studentIds.length) refuse({ code: "not-found" });
        const catalogue = await listCatalogue(tx, ctx.actor);
        const value: PreferencesSaved = { done: [], stale: [] };
        const writes: { enrolmentId: Id; preferences: Preference[] }[] = [];
        for (const { studentId, saw, preferences } of input.changes) {
          const one = held.get(studentId);
          if (!one) continue;
          if (one.version !== saw) {
            const { version, by, at } = one;
            value.stale.push({ studentId, version, preferences: one.preferences, by: by ?? "", at: at ?? "" });
            continue;
          }
          const read = preferences.map((wish) => resolved(catalogue, wish));
          writes.push({ enrolmentId: one.id, preferences: read });
          value.done.push({ studentId, version: one.version + 1, preferences: read });
        }
        await savePreferences(tx, { agencyId, personId }, writes);
        return {
          value,
          events:
            writes.length === 0
              ? []
              : [
                  {
                    kind: "enrolment.preferred",
                    agencyIds: [agencyId],
                    about: input.cohortCourseId,
                    within: value.done.map((one) => one.studentId),
                    facts: { students: writes.length },
                  },
                ],
        };
      }),
    ),

  /** What the course does with its preferences: looked at while assigning, or made into requests (F-075). */
  use: allowed("student.manage")
    .input(z.object({ cohortCourseId: id, use: z.enum(preferenceUses) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const { agencyId } = ctx.actor;
        const course = await findCourse(tx, ctx.actor, input.cohortCourseId);
        const changed = await setPreferenceUse(tx, { agencyId, ...input });
        return {
          value: { before: course.preferenceUse },
          events: changed ? [{ kind: "enrolment.preference-use", agencyIds: [agencyId], about: course.id, facts: { use: input.use } }] : [],
        };
      }),
    ),
});
