import { createSignal } from "solid-js";
import type { Id } from "#domain/id.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { conflictWords } from "#words/conflict.ts";
import type { Board } from "./board.ts";

/** To go on in spite of warnings, and to take that back: each with its undo, and its refusal in words. */
export function useDecisions(board: Board) {
  const w = useWords(conflictWords);
  const failure = useFailure();
  const [busy, setBusy] = createSignal(false);
  const sheet = () => board.grid().head.id;

  async function run<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
    setBusy(true);
    try {
      return await work();
    } catch (error) {
      failure.tell(error);
      return undefined;
    } finally {
      setBusy(false);
    }
  }

  /** True when they are decided; `silent` when something else follows that says so. */
  async function decide(keys: string[], note: string, silent = false): Promise<boolean> {
    const worksheetId = sheet();
    const done = await run(() => api.conflict.decide.mutate({ worksheetId, keys, note }));
    if (!done) return false;
    const { ids } = done;
    if (!silent && ids.length > 0)
      toast({ kind: "done", text: w().toldDecided(ids.length), action: { label: w().undo, run: () => void reopen(ids, null) } });
    return true;
  }

  /** `again`: what was decided, so that taking it back can be undone too. */
  async function reopen(ids: Id[], again: { keys: string[]; note: string } | null): Promise<void> {
    const worksheetId = sheet();
    const done = await run(() => api.conflict.reopen.mutate({ worksheetId, ids }));
    if (!done || done.count === 0 || !again) return;
    const undo = { label: w().undo, run: () => void decide(again.keys, again.note, true) };
    toast({ kind: "done", text: w().reopened, action: undo });
  }

  return { decide, reopen, busy };
}
export type Decisions = ReturnType<typeof useDecisions>;
