import { useQueryClient } from "@tanstack/solid-query";
import { createSignal } from "solid-js";
import type { Id } from "#domain/id.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { assignmentWords } from "#words/assignment.ts";
import { cleanUpWords } from "#words/clean-up.ts";
import { refusalSentence } from "#words/refusal.ts";
import type { Board } from "./board.ts";

/** As many students as one command takes. */
const most = 1_000;

/** What tidies a sheet, each with its undo. */
export function useCleanUpCommands(board: Board) {
  const w = useWords(cleanUpWords);
  const a = useWords(assignmentWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const queries = useQueryClient();
  const [busy, setBusy] = createSignal(false);

  async function run(work: () => Promise<void>): Promise<void> {
    if (busy()) return;
    setBusy(true);
    try {
      await work();
    } catch (error) {
      failure.tell(error);
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: ["assignment"] });
    }
  }
  const undo = (work: () => Promise<unknown>) => ({
    label: a().undo,
    run: () => void run(async () => void (await work())),
  });

  /** Students back to the enrolment (F-113). */
  const takeOff = (studentIds: readonly Id[]) =>
    run(async () => {
      const { cohortCourseId } = board.grid().head;
      const names = new Map(studentIds.map((id) => [id, board.studentName(id)]));
      const outcome = await api.enrolment.uncopy.mutate({ cohortCourseId, studentIds: studentIds.slice(0, most), rows: false });
      for (const { studentId, refusal } of outcome.refused)
        toast({ kind: "danger", text: `${names.get(studentId) ?? ""}\u00A0: ${refusalSentence(refusal, language())}` });
      if (outcome.done > 0)
        toast({
          text: w().waiting.gone(outcome.done),
          action: undo(() => api.enrolment.mark.mutate({ cohortCourseId, marks: outcome.marks })),
        });
    });

  /** Groups to the size they need; their parts follow (F-163). */
  const shrink = (groups: readonly { requestId: Id; to: number }[]) =>
    run(async () => {
      const before: { requestId: Id; size: number }[] = [];
      for (const { requestId, to } of groups) {
        try {
          const done = await api.assignment.resize.mutate({ requestId, size: to });
          before.push({ requestId, size: done.before });
        } catch (error) {
          toast({ kind: "danger", text: `${board.path(requestId)}\u00A0: ${failure.sentence(error)}` });
        }
      }
      if (before.length > 0)
        toast({
          text: w().large.done(before.length),
          action: undo(async () => {
            for (const one of before) await api.assignment.resize.mutate(one);
          }),
        });
    });

  return { takeOff, shrink, busy };
}
