import type { StudentTexts } from "#domain/student.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { enrolmentWords } from "#words/enrolment.ts";

/** What is done on the enrolment screen: each says what happened and offers to take it back. */
export function useEnrolmentCommands(of: { cohortCourseId(): string; done(): void; openSheet(id: string): void }) {
  const w = useWords(enrolmentWords);
  const failure = useFailure();
  const undoing = (text: string, undo?: () => Promise<unknown>) =>
    toast({
      text,
      ...(undo ? { action: { label: w().undo, run: () => void undo().then(() => toast({ text: w().undone }), failure.tell) } } : {}),
    });
  /** What was made goes again. */
  const taking = (enrolmentIds: string[]) => (enrolmentIds.length > 0 ? () => api.enrolment.takeBack.mutate({ enrolmentIds }) : undefined);
  /** What was changed returns. */
  const putting = (enrolmentIds: string[]) => (enrolmentIds.length > 0 ? () => api.enrolment.putBack.mutate({ enrolmentIds }) : undefined);
  const run = (work: Promise<void>) => void work.then(of.done, failure.tell);
  const ticked = (studentIds: string[]) => ({ cohortCourseId: of.cohortCourseId(), studentIds });
  return {
    enrol: (studentId: string, name: string) =>
      run(
        api.enrolment.enrol
          .mutate(ticked([studentId]))
          .then(({ enrolmentIds, courses }) => undoing(w().enrolled(name, courses), taking(enrolmentIds))),
      ),
    restore: (studentIds: string[]) =>
      run(api.enrolment.restore.mutate(ticked(studentIds)).then(({ enrolmentIds }) => undoing(w().restored(enrolmentIds.length)))),
    addStudent: (texts: StudentTexts) => api.enrolment.addStudent.mutate({ cohortCourseId: of.cohortCourseId(), texts }),
    added: (name: string, enrolmentIds: string[], studentId: string) =>
      undoing(w().enrolled(name, enrolmentIds.length), async () => {
        await api.enrolment.takeBack.mutate({ enrolmentIds });
        await api.student.remove.mutate({ id: studentId });
      }),
    addFictitious: () =>
      run(
        api.enrolment.addFictitious
          .mutate({ cohortCourseId: of.cohortCourseId() })
          .then(({ enrolmentIds }) => undoing(w().fictitiousAdded(1), taking(enrolmentIds))),
      ),
    waive: (studentIds: string[]) =>
      run(
        api.enrolment.waive
          .mutate(ticked(studentIds))
          .then(({ enrolmentIds }) => undoing(w().waived(enrolmentIds.length), putting(enrolmentIds))),
      ),
    withdraw: (studentIds: string[]) =>
      run(
        api.enrolment.withdraw
          .mutate(ticked(studentIds))
          .then(({ enrolmentIds, kept }) => undoing(w().withdrawn(enrolmentIds.length, kept), putting(enrolmentIds))),
      ),
    copy: (studentIds: string[], to: "group" | "individual") =>
      run(
        api.enrolment.copy.mutate({ ...ticked(studentIds), to }).then(({ worksheetId, copied }) => {
          toast({ text: w().copied(copied, to) });
          of.openSheet(worksheetId);
        }),
      ),
  };
}
