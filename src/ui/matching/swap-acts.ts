import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, type Accessor } from "solid-js";
import type { Id } from "#domain/id.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { swapWords } from "#words/swap.ts";
import type { Found } from "./swap-screen.tsx";

export type Move = Found["plans"][number]["moves"][number];

/** Applies a repair or a swap whole, with its undo; what a colleague did meanwhile is told, and the screen proposes anew. */
export function useSwaps(worksheetId: Accessor<Id>) {
  const w = useWords(swapWords);
  const queries = useQueryClient();
  const failure = useFailure();
  const [busy, setBusy] = createSignal<string | null>(null);

  async function takeBack(batchId: Id): Promise<void> {
    try {
      const { refused } = await api.assignment.takeBackBatch.mutate({ batchId });
      toast({ kind: refused.length > 0 ? "danger" : "done", text: refused.length > 0 ? w().undoneSome(refused.length) : w().undone });
    } catch (error) {
      failure.tell(error);
    } finally {
      void queries.invalidateQueries({ queryKey: ["assignment"] });
    }
  }

  /** `name` is what is shown as under way. */
  async function apply(name: string, moves: readonly Move[]): Promise<void> {
    if (busy() !== null) return;
    setBusy(name);
    try {
      const { batchId, done } = await api.swap.make.mutate({
        worksheetId: worksheetId(),
        changes: moves.map(({ studentId, toRequestId, saw }) => ({ studentId, toRequestId, saw })),
      });
      toast({
        kind: "done",
        text: w().done(done.length),
        ...(batchId === null ? {} : { action: { label: w().undo, run: () => void takeBack(batchId) } }),
      });
    } catch (error) {
      failure.tell(error);
    } finally {
      setBusy(null);
      void queries.invalidateQueries({ queryKey: ["assignment"] });
    }
  }
  return { apply, busy };
}
export type Swaps = ReturnType<typeof useSwaps>;
