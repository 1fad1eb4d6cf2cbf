import { z } from "zod";
import type { NewEvent } from "#domain/event.ts";
import { id, type Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { findGridHead } from "#db/assignment.ts";
import { insertDecisions, listDecisionsOn, undoDecisions } from "#db/conflict-decision.ts";
import { listStudentNames } from "#db/conflict-student.ts";
import { listSheetsOfStudents } from "#db/conflict.ts";
import { act } from "./act.ts";
import { conflictsIn } from "./conflict-confirm.ts";
import { conflictFactsOf } from "./conflict-facts.ts";
import { studentsNamed, summaryOf, type SheetConflicts } from "./conflict-summary.ts";
import { allowed, router } from "./trpc.ts";

const mostSheets = 200;
const key = z.string().min(1).max(1000);
const rulesOf = (of: { rule: string }[]): string[] => [...new Set(of.map(({ rule }) => rule))].toSorted();

export const conflictRouter = router({
  /**
   * « Confirmer malgré »: somebody read these warnings and goes on. Only a warning as it stands now can be decided on: one that is other
   * than what the screen showed is refused, and nothing is decided. What blocks cannot be.
   */
  decide: allowed("assignment.manage")
    .input(z.object({ worksheetId: id, keys: z.array(key).min(1).max(500), note: z.string().trim().max(1000) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const head = (await findGridHead(tx, ctx.actor, input.worksheetId)) ?? refuse({ code: "not-found" });
        const facts = (await conflictFactsOf(tx, ctx.actor, { worksheetIds: [head.id] })).get(head.id);
        const now = new Map((facts ? conflictsIn(facts) : []).map((conflict) => [conflict.key, conflict]));
        const decided = [...new Set(input.keys)].map((one) => {
          const conflict = now.get(one) ?? refuse({ code: "conflict-changed" });
          if (conflict.severity === "blocks")
            refuse({ code: "conflict-blocks", conflicts: [{ rule: conflict.rule, kind: conflict.kind }] });
          return conflict;
        });
        const ids = await insertDecisions(tx, ctx.actor, {
          worksheetId: head.id,
          note: input.note,
          at: ctx.now(),
          decisions: decided.map(({ key: of, rule, requestIds, studentIds }) => ({ key: of, rule, requestIds, studentIds })),
        });
        const within = [head.cohortCourseId, ...new Set(decided.flatMap(({ requestIds }) => requestIds))];
        const told: NewEvent = {
          kind: "conflict.decided",
          agencyIds: [ctx.actor.agencyId],
          about: head.id,
          within,
          facts: { count: ids.length, rules: rulesOf(decided) },
        };
        return { value: { ids }, events: ids.length > 0 ? [told] : [] };
      }),
    ),

  /** Takes decisions back, one's own or a colleague's: the warnings are open again. */
  reopen: allowed("assignment.manage")
    .input(z.object({ worksheetId: id, ids: z.array(id).min(1).max(500) }))
    .mutation(({ ctx, input }) =>
      act(ctx, async (tx) => {
        const head = (await findGridHead(tx, ctx.actor, input.worksheetId)) ?? refuse({ code: "not-found" });
        const undone = await undoDecisions(tx, ctx.actor, { worksheetId: head.id, ids: input.ids, at: ctx.now() });
        const within = [head.cohortCourseId, ...new Set(undone.flatMap(({ requestIds }) => requestIds))];
        const told: NewEvent = {
          kind: "conflict.reopened",
          agencyIds: [ctx.actor.agencyId],
          about: head.id,
          within,
          facts: { count: undone.length, rules: rulesOf(undone) },
        };
        return { value: { count: undone.length }, events: undone.length > 0 ? [told] : [] };
      }),
    ),

  /**
   * How many conflicts sheets have, and the first of each in full: who and where, without opening it. `changed`: only those of the sheets that
   * what just happened may have touched, by sheet or by student.
   */
  ofSheets: allowed("assignment.see")
    .input(
      z.object({
        worksheetIds: z.array(id).max(mostSheets),
        changed: z.object({ worksheetIds: z.array(id).max(mostSheets), studentIds: z.array(id).max(500) }).nullable(),
      }),
    )
    .query(async ({ ctx, input }): Promise<{ sheets: SheetConflicts[] }> => {
      return ctx.sql.begin("isolation level repeatable read read only", async (tx) => {
        const { changed } = input;
        const near = changed ? await listSheetsOfStudents(tx, ctx.actor, changed.studentIds) : [];
        const touched = new Set<Id>(changed ? [...changed.worksheetIds, ...near] : []);
        const worksheetIds = changed ? input.worksheetIds.filter((one) => touched.has(one)) : input.worksheetIds;
        const facts = await conflictFactsOf(tx, ctx.actor, { worksheetIds });
        const decisions = Map.groupBy(await listDecisionsOn(tx, ctx.actor, worksheetIds), (one) => one.worksheetId);
        const sheets = [...facts].map(([worksheetId, of]) => {
          const decided = new Set((decisions.get(worksheetId) ?? []).map((one) => one.key));
          return summaryOf(worksheetId, conflictsIn(of), { decided, places: of.places });
        });
        const studentIds = new Set(sheets.flatMap(({ told }) => told.flatMap(studentsNamed)));
        const names = await listStudentNames(tx, ctx.actor, [...studentIds]);
        return {
          sheets: sheets.map((sheet) => {
            const named = new Set(sheet.told.flatMap(studentsNamed));
            return { ...sheet, students: names.filter((one) => named.has(one.id)) };
          }),
        };
      });
    }),
});
