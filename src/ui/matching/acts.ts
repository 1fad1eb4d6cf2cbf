import { useQueryClient } from "@tanstack/solid-query";
import { createSignal } from "solid-js";
import type { Id } from "#domain/id.ts";
import { api, type Inputs, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { solutionWords } from "#words/matching-solution.ts";
import { matchingWords } from "#words/matching.ts";
import { refusalSentence } from "#words/refusal.ts";
import { nameOf, newSeed, type Row, type Settings } from "./desk.ts";

export type Exception = Inputs["matching"]["keep"]["exceptions"][number];

/** The commands of the screen, each said when done, with its undo, and its refusal in words. Nothing is guessed: what is shown is asked again. */
export function useActs(worksheetId: () => Id) {
  const w = useWords(matchingWords);
  const s = useWords(solutionWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const queries = useQueryClient();
  const [pending, setPending] = createSignal<string | null>(null);
  const refresh = () =>
    Promise.all([queries.invalidateQueries({ queryKey: ["matching"] }), queries.invalidateQueries({ queryKey: ["assignment"] })]);

  let last: Promise<unknown> = Promise.resolve();
  /** One command after the other, as they were asked: three seats locked in a row are three locks. The same one twice is one. */
  function run<Value>(what: string, work: () => Promise<Value>): Promise<Value | undefined> {
    const repeated = what !== "keep" && what !== "release" && pending() === what;
    if (repeated) return Promise.resolve(undefined);
    const before = last;
    const mine = (async () => {
      await before;
      return done(what, work);
    })();
    last = mine;
    return mine;
  }
  async function done<Value>(what: string, work: () => Promise<Value>): Promise<Value | undefined> {
    setPending(what);
    try {
      const value = await work();
      await refresh();
      return value;
    } catch (error) {
      await refresh();
      failure.tell(error);
      return undefined;
    } finally {
      setPending(null);
    }
  }

  async function start(settings: Settings): Promise<Id | undefined> {
    const { asked } = settings;
    const seed = asked.seed.trim() === "" ? newSeed() : asked.seed.trim();
    const plain = {
      ...asked,
      weights: { ...asked.weights },
      ways: [...asked.ways],
      statuses: [...asked.statuses],
      along: [...asked.along],
    };
    const started = await run("start", () => api.matching.start.mutate({ ...plain, worksheetId: worksheetId(), seed }));
    return started?.runId;
  }

  const cancel = async (runId: Id) => {
    if (await run("cancel", () => api.matching.cancel.mutate({ runId }))) toast({ kind: "info", text: w().cancelled });
  };

  async function keep(exceptions: Exception[], silent = false): Promise<boolean> {
    const kept = await run("keep", () => api.matching.keep.mutate({ worksheetId: worksheetId(), exceptions }));
    if (kept && !silent) toast({ kind: "done", text: w().kept(kept.count) });
    return kept !== undefined;
  }

  async function release(ids: Id[], what: string): Promise<void> {
    const done = await run("release", () => api.matching.release.mutate({ worksheetId: worksheetId(), ids }));
    if (!done) return;
    const again = done.released.map(({ kind, studentId, requestId, note }) => ({ kind, studentId, requestId, note }) as Exception);
    toast({ kind: "done", text: w().lifted(what), action: { label: s().undo, run: () => void keep(again, true) } });
  }

  function tellRefused(outcome: Outputs["assignment"]["applyBatch"], rows: readonly Row[]): void {
    const [first] = outcome.refused;
    if (!first) return;
    const name = rows.find(({ studentId }) => studentId === first.studentId)?.name;
    const why = refusalSentence(first.refusal, language());
    const text = name ? s().refusedRow(nameOf(name), why) : why;
    toast({ kind: "danger", text: outcome.refused.length === 1 ? text : `${s().refusedToast(outcome.refused.length)}. ${text}` });
  }

  /** Makes rows of a solution into seats, as one action that can be taken back: each as this screen shows it. */
  async function apply(solutionId: Id, rows: readonly Row[]): Promise<void> {
    const changes = rows.map(({ worksheetId: sheetId, studentId, requestId, seat }) => ({
      worksheetId: sheetId,
      studentId,
      toRequestId: requestId,
      saw: seat && { assignmentId: seat.assignmentId, version: seat.version },
    }));
    if (changes.length === 0) return;
    const outcome = await run("apply", () =>
      api.assignment.applyBatch.mutate({ worksheetId: worksheetId(), changes, cause: { kind: "solution", id: solutionId } }),
    );
    if (!outcome) return;
    tellRefused(outcome, rows);
    const { batchId } = outcome;
    if (batchId === null) return;
    toast({
      kind: "done",
      text: s().appliedToast(
        outcome.done.filter(({ toRequestId }) => toRequestId !== null).length,
        outcome.done.filter(({ toRequestId }) => toRequestId === null).length,
      ),
      action: { label: s().undo, run: () => void takeBack(batchId) },
    });
  }

  async function takeBack(batchId: Id): Promise<void> {
    const outcome = await run("back", () => api.assignment.takeBackBatch.mutate({ batchId }));
    if (!outcome) return;
    const left = outcome.refused.length > 0 ? ` ${s().undoneLeft(outcome.refused.length)}.` : "";
    toast({ kind: outcome.refused.length > 0 ? "info" : "done", text: `${s().undone(outcome.done.length)}.${left}` });
  }

  return { pending, start, cancel, keep, release, apply, takeBack };
}
export type Acts = ReturnType<typeof useActs>;
