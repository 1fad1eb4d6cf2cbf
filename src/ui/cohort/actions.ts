import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { cohortWords } from "#words/cohort.ts";

/** What is done to a whole cohort, from its band or its record, each with its way back. */
export function useCohortActions() {
  const w = useWords(cohortWords);
  const failure = useFailure();
  return {
    async activate(of: { id: string; name: string }, active: boolean): Promise<void> {
      try {
        await api.cohort.edit.mutate({ id: of.id, patch: { active } });
        toast({
          text: w().done.saved(of.name),
          action: {
            label: w().undo,
            run: () => void api.cohort.edit.mutate({ id: of.id, patch: { active: !active } }).catch(failure.tell),
          },
        });
      } catch (error) {
        failure.tell(error);
      }
    },
    /** True when it is gone. */
    async remove(of: {
      id: string;
      programmeId: string;
      name: string;
      shortName: string;
      years: number;
      structured: boolean;
      active: boolean;
    }): Promise<boolean> {
      const { id, programmeId, name, shortName, years, structured, active } = of;
      try {
        await api.cohort.remove.mutate({ id });
        toast({
          text: w().done.removed(name),
          action: {
            label: w().undo,
            run: () => void api.cohort.add.mutate({ programmeId, name, shortName, years, structured, active }).catch(failure.tell),
          },
        });
        return true;
      } catch (error) {
        failure.tell(error);
        return false;
      }
    },
  };
}
