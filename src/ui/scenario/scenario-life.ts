import { useNavigate } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import type { Id } from "#domain/id.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { scenarioWords } from "#words/scenario.ts";

export const scenarioAddress = (worksheetId: Id, scenarioId?: Id): string =>
  `/fiches/${worksheetId}/scenarios${scenarioId === undefined ? "" : `/${scenarioId}`}`;

/** Making, naming, copying and deleting scenarios of a sheet; what is made is opened, what is deleted can be brought back. */
export function useScenarioLife(worksheetId: () => Id) {
  const w = useWords(scenarioWords);
  const failure = useFailure();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const refresh = () => queries.invalidateQueries({ queryKey: ["scenario"] });
  const told = (work: Promise<unknown>, text?: string) =>
    void work.then(async () => {
      await refresh();
      if (text !== undefined) toast({ text });
    }, failure.tell);

  const bornAs = (work: Promise<{ id: Id }>, text: string): Promise<void> =>
    work.then(
      async ({ id }) => {
        await refresh();
        navigate(scenarioAddress(worksheetId(), id));
        const undo = () => {
          navigate(scenarioAddress(worksheetId()));
          told(api.scenario.remove.mutate({ id }), w().undone);
        };
        toast({ kind: "done", text, action: { label: w().undo, run: undo } });
      },
      (error: unknown) => failure.tell(error),
    );

  return {
    make: (name: string) => bornAs(api.scenario.make.mutate({ worksheetId: worksheetId(), name }), w().made(name)),
    copy: (id: Id, name: string) => bornAs(api.scenario.copy.mutate({ id, name }), w().copied(name)),
    rename: async (id: Id, name: string) => {
      const { before } = await api.scenario.rename.mutate({ id, name });
      await refresh();
      const undo = () => told(api.scenario.rename.mutate({ id, name: before }), w().undone);
      toast({ kind: "done", text: w().renamed(name), action: { label: w().undo, run: undo } });
    },
    remove: (id: Id, name: string) => {
      navigate(scenarioAddress(worksheetId()));
      const undo = () => told(api.scenario.restore.mutate({ id }), w().undone);
      void api.scenario.remove.mutate({ id }).then(async () => {
        await refresh();
        toast({ kind: "done", text: w().removed(name), action: { label: w().undo, run: undo } });
      }, failure.tell);
    },
  };
}
export type ScenarioLife = ReturnType<typeof useScenarioLife>;
