import { useQueryClient } from "@tanstack/solid-query";
import { createSignal } from "solid-js";
import type { BatchOutcome } from "#domain/assignment-batch.ts";
import type { Id } from "#domain/id.ts";
import type { ScenarioRow, ScenarioWrite } from "#domain/scenario.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { scenarioWords } from "#words/scenario.ts";
import type { ScenarioState } from "./scenario-state.ts";

/** What can be done in a scenario, each said and taken back; publishing is the one that reaches anybody else. */
export function useScenarioCommands(state: ScenarioState) {
  const w = useWords(scenarioWords);
  const failure = useFailure();
  const queries = useQueryClient();
  const [busy, setBusy] = createSignal(0);
  const [refused, setRefused] = createSignal<BatchOutcome["refused"]>([]);

  async function run<T>(work: () => Promise<T>): Promise<T | undefined> {
    setBusy((count) => count + 1);
    try {
      const value = await work();
      void queries.invalidateQueries({ queryKey: ["scenario"] });
      return value;
    } catch (error) {
      void queries.invalidateQueries({ queryKey: ["scenario"] });
      failure.tell(error);
      return undefined;
    } finally {
      setBusy((count) => count - 1);
    }
  }

  /** Writes rows and says so in the given words; « Annuler » writes them as they were. */
  async function write(rows: ScenarioWrite[], text: string): Promise<void> {
    if (rows.length === 0) return;
    const { id } = state.scenario();
    const done = await run(() => api.scenario.set.mutate({ id, rows }));
    if (!done) return;
    const undo = () =>
      void run(() => api.scenario.set.mutate({ id, rows: done.before })).then((back) => back && toast({ text: w().undone }));
    toast({ kind: "done", text, action: { label: w().undo, run: undo } });
  }

  const here = (row: ScenarioRow | undefined): Id | null => row?.now?.requestId ?? null;
  const whom = (studentIds: readonly Id[]): string =>
    studentIds.length === 1 ? state.name(studentIds[0] ?? "") : w().students(studentIds.length);

  /** Puts students on a place of the scenario (null: off theirs). Where they are seen to sit is remembered with it. */
  const put = (studentIds: readonly Id[], requestId: Id | null): Promise<void> =>
    write(
      studentIds.map((studentId) => {
        const base = here(state.row(studentId));
        // Where she is already is no intention.
        return { studentId, to: base === requestId ? null : { requestId }, base };
      }),
      requestId === null ? w().putOff(whom(studentIds)) : w().put(whom(studentIds), state.path(requestId)),
    );

  const intentionOf = ({ intention }: ScenarioRow): ScenarioWrite["to"] => intention && { requestId: intention.requestId };

  /** What moved was looked at: intentions stay, and are measured from where students sit now. */
  const keep = (rows: readonly ScenarioRow[]): Promise<void> =>
    write(
      rows.map((row) => ({ studentId: row.studentId, to: intentionOf(row), base: here(row) })),
      w().kept(rows.length),
    );

  /** Nothing is intended for these students any more. */
  const follow = (studentIds: readonly Id[]): Promise<void> =>
    write(
      studentIds.map((studentId) => ({ studentId, to: null, base: here(state.row(studentId)) })),
      w().followed(studentIds.length),
    );

  const swap = (one: { studentId: Id; requestId: Id }, other: { studentId: Id; requestId: Id }): Promise<void> =>
    write(
      [
        { studentId: one.studentId, to: { requestId: other.requestId }, base: here(state.row(one.studentId)) },
        { studentId: other.studentId, to: { requestId: one.requestId }, base: here(state.row(other.studentId)) },
      ],
      w().swapped(state.name(one.studentId), state.name(other.studentId)),
    );

  /** Makes rows so for everyone: each with the seat this screen shows, so that a colleague's later move is told and not overwritten. */
  async function publish(rows: readonly ScenarioRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { id, worksheetId } = state.scenario();
    const changes = rows.map(({ studentId, would, now }) => ({
      studentId,
      toRequestId: would,
      saw: now && { assignmentId: now.assignmentId, version: now.version },
    }));
    const outcome = await run(() => api.assignment.applyBatch.mutate({ worksheetId, changes, cause: { kind: "scenario", id } }));
    void queries.invalidateQueries({ queryKey: ["assignment"] });
    if (!outcome) return;
    setRefused(outcome.refused);
    state.setTicked(new Set<string>());
    const { batchId, done } = outcome;
    if (batchId === null || done.length === 0) return;
    toast({ kind: "done", text: w().published(done.length), action: { label: w().undo, run: () => void takeBack(batchId) } });
  }

  async function takeBack(batchId: Id): Promise<void> {
    const outcome = await run(() => api.assignment.takeBackBatch.mutate({ batchId }));
    void queries.invalidateQueries({ queryKey: ["assignment"] });
    if (!outcome) return;
    const left = outcome.refused.length > 0 ? ` ${w().leftStanding(outcome.refused.length)}.` : "";
    toast({ text: `${w().takenBack(outcome.done.length + outcome.same.length)}${left}` });
  }

  return { put, keep, follow, swap, publish, refused, setRefused, busy: () => busy() > 0 };
}
export type ScenarioCommands = ReturnType<typeof useScenarioCommands>;
