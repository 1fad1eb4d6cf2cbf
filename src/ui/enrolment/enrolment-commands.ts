import type { StudentTexts } from "#domain/student.ts";
import type { EnrolmentState } from "#domain/enrolment.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { enrolmentWords } from "#words/enrolment.ts";

type Marks = Outputs["enrolment"]["copy"]["marks"];

/** What is done on the enrolment screen: each says what happened and offers to take it back. */
export function useEnrolmentCommands(of: { cohortCourseId(): string; done(): void; openSheet(id: string): void }) {
  const w = useWords(enrolmentWords);
  const failure = useFailure();
  const undoing = (text: string, undo?: () => Promise<unknown>) =>
    toast({
      text,
      ...(undo ? { action: { label: w().undo, run: () => void undo().then(() => toast({ text: w().undone }), failure.tell) } } : {}),
    });
  /** What was made goes again, what was changed returns: one after the other, so that a place held meanwhile stops it first. */
  const back = (of_: { made?: string[]; changed?: Partial<Record<EnrolmentState, string[]>> }) => {
    const { made = [], changed = {} } = of_;
    const steps = (Object.entries(changed) as [EnrolmentState, string[]][])
      .filter(([, enrolmentIds]) => enrolmentIds.length > 0)
      .map(
        ([state, enrolmentIds]) =>
          () =>
            api.enrolment.putBack.mutate({ enrolmentIds, state }),
      );
    if (made.length > 0) steps.unshift(() => api.enrolment.takeBack.mutate({ enrolmentIds: made }));
    if (steps.length === 0) return undefined;
    return async () => {
      for (const step of steps) await step();
    };
  };
  const marked = (marks: Marks) =>
    marks.length > 0 ? () => api.enrolment.mark.mutate({ cohortCourseId: of.cohortCourseId(), marks }) : undefined;
  const run = (work: Promise<void>) => work.then(of.done, failure.tell);
  const ticked = (studentIds: string[]) => ({ cohortCourseId: of.cohortCourseId(), studentIds });
  return {
    enrol: (studentId: string, name: string) =>
      run(
        api.enrolment.enrol
          .mutate(ticked([studentId]))
          .then(({ enrolmentIds, backIds, courses }) =>
            undoing(w().enrolled(name, courses), back({ made: enrolmentIds, changed: { withdrawn: backIds } })),
          ),
      ),
    enrolElsewhere: (studentIds: string[], to: { id: string; name: string; withdraw: boolean; who: string }) =>
      run(
        api.enrolment.enrolElsewhere
          .mutate({ ...ticked(studentIds), to: to.id, withdraw: to.withdraw })
          .then(({ enrolmentIds, backIds, withdrawnIds }) =>
            undoing(
              w().elsewhere.done(to.who, to.name),
              back({ made: enrolmentIds, changed: { withdrawn: backIds, enrolled: withdrawnIds } }),
            ),
          ),
      ),
    restore: (studentIds: string[]) =>
      run(
        api.enrolment.restore
          .mutate(ticked(studentIds))
          .then(({ enrolmentIds, was }) => undoing(w().restored(enrolmentIds.length), back({ changed: was }))),
      ),
    addStudent: (texts: StudentTexts) => api.enrolment.addStudent.mutate({ cohortCourseId: of.cohortCourseId(), texts }),
    added: (name: string, enrolmentIds: string[], studentId: string) =>
      undoing(w().enrolled(name, enrolmentIds.length), async () => {
        await api.enrolment.takeBack.mutate({ enrolmentIds });
        await api.student.remove.mutate({ id: studentId });
      }),
    addFictitious: () =>
      run(
        api.enrolment.addFictitious.mutate({ cohortCourseId: of.cohortCourseId() }).then(({ enrolmentIds, studentIds }) =>
          undoing(w().fictitiousAdded(1), async () => {
            await api.enrolment.takeBack.mutate({ enrolmentIds });
            for (const id of studentIds) await api.student.remove.mutate({ id });
          }),
        ),
      ),
    waive: (studentIds: string[]) =>
      run(
        api.enrolment.waive
          .mutate(ticked(studentIds))
          .then(({ enrolmentIds }) => undoing(w().waived(enrolmentIds.length), back({ changed: { enrolled: enrolmentIds } }))),
      ),
    withdraw: (studentIds: string[]) =>
      run(
        api.enrolment.withdraw
          .mutate(ticked(studentIds))
          .then(({ enrolmentIds, kept }) =>
            undoing(w().withdrawn(enrolmentIds.length, kept), back({ changed: { enrolled: enrolmentIds } })),
          ),
      ),
    copy: (studentIds: string[], to: "group" | "individual") =>
      run(
        api.enrolment.copy.mutate({ ...ticked(studentIds), to }).then(({ worksheetId, copied, marks }) => {
          undoing(w().copied(copied, to), marked(marks));
          of.openSheet(worksheetId);
        }),
      ),
    /** Gives who could not be sent back, for the box that asked. */
    uncopy: async (studentIds: string[], rows: boolean): Promise<Outputs["enrolment"]["uncopy"]["refused"] | null> => {
      try {
        const outcome = await api.enrolment.uncopy.mutate({ ...ticked(studentIds), rows });
        // Rows and requests that went are gone for good, and so the marks are what is left to put back.
        if (outcome.done > 0) undoing(w().uncopy.done(outcome.done, outcome.rows), outcome.rows === 0 ? marked(outcome.marks) : undefined);
        of.done();
        return outcome.refused;
      } catch (error) {
        failure.tell(error);
        return null;
      }
    },
  };
}

export type EnrolmentCommands = ReturnType<typeof useEnrolmentCommands>;
