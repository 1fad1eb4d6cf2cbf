import { useQueryClient } from "@tanstack/solid-query";
import { createSignal } from "solid-js";
import type { WayOut } from "#domain/assignment.ts";
import type { Id } from "#domain/id.ts";
import { api, refusalIn } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { useFailure } from "#ui/failure.ts";
import { toast } from "#ui/parts/toast.tsx";
import { assignmentWords } from "#words/assignment.ts";
import { refusalSentence } from "#words/refusal.ts";
import type { Board } from "./board.ts";

/** The commands of the grid, each with its toast, its undo while nobody has built on it, and its refusal in words. */
export function useMoves(board: Board) {
  const w = useWords(assignmentWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const queries = useQueryClient();
  const [busy, setBusy] = createSignal(0);
  const refresh = () => queries.invalidateQueries({ queryKey: ["assignment"] });
  const seen = (studentId: Id) => {
    const seat = board.seatOf(studentId);
    return seat ? { assignmentId: seat.assignmentId, version: seat.version } : null;
  };

  async function run<T>(work: () => Promise<T>): Promise<T | undefined> {
    setBusy((count) => count + 1);
    try {
      const value = await work();
      await refresh();
      return value;
    } catch (error) {
      await refresh();
      failure.tell(error);
      return undefined;
    } finally {
      setBusy((count) => count - 1);
    }
  }

  /** Takes one student off a place; `silent` when it is itself an undo. */
  async function remove(studentId: Id, silent = false): Promise<void> {
    const seat = board.seatOf(studentId);
    if (!seat) return;
    const name = board.studentName(studentId);
    const done = await run(() =>
      api.assignment.remove.mutate({
        requestId: seat.requestId,
        studentId,
        saw: { assignmentId: seat.assignmentId, version: seat.version },
      }),
    );
    if (!done || silent) return;
    toast({ kind: "done", text: w().removed(name), action: { label: w().undo, run: () => void hold([studentId], seat.requestId, true) } });
  }

  /** Puts students on a place, one command each with what this screen saw of her; a colleague's later move is told, and the choice offered. */
  async function hold(studentIds: Id[], requestId: Id, silent = false): Promise<void> {
    const before = new Map(studentIds.map((studentId) => [studentId, board.seatOf(studentId)?.requestId ?? null]));
    const outcomes = await run(() =>
      Promise.all(
        studentIds.map((studentId) =>
          api.assignment.hold.mutate({ requestId, studentId, saw: seen(studentId) }).then(
            () => ({ studentId, error: null }),
            (error: unknown) => ({ studentId, error }),
          ),
        ),
      ),
    );
    board.putDown();
    if (!outcomes) return;
    for (const { studentId, error } of outcomes) if (error) tellRefused(studentId, requestId, error);
    const done = outcomes.filter(({ error }) => error === null).map(({ studentId }) => studentId);
    if (silent || done.length === 0) return;
    const takeBack = () => {
      for (const studentId of done) {
        const origin = before.get(studentId);
        void (origin ? hold([studentId], origin, true) : remove(studentId, true));
      }
    };
    toast({
      kind: "done",
      text: w().held(done.map(board.studentName).join(", "), board.path(requestId)),
      action: { label: w().undo, run: takeBack },
    });
  }

  function tellRefused(studentId: Id, requestId: Id, error: unknown): void {
    const refusal = refusalIn(error);
    if (refusal?.code !== "already-assigned") return failure.tell(error);
    const again = { label: w().anyway, run: () => void hold([studentId], requestId) };
    toast({ kind: "danger", text: `${board.studentName(studentId)} : ${refusalSentence(refusal, language())}`, action: again });
  }

  async function resize(requestId: Id, size: number, silent = false): Promise<void> {
    const done = await run(() => api.assignment.resize.mutate({ requestId, size }));
    if (!done || silent || done.before === size) return;
    toast({ kind: "done", text: w().resized(size), action: { label: w().undo, run: () => void resize(requestId, done.before, true) } });
  }

  async function unconfirm(requestId: Id): Promise<void> {
    const done = await run(() => api.assignment.unconfirm.mutate({ requestId }));
    if (done)
      toast({ kind: "done", text: w().unconfirmed(done.students), action: { label: w().undo, run: () => void confirm([requestId]) } });
  }

  async function confirm(requestIds: Id[]) {
    const outcome = await run(() => api.assignment.confirm.mutate({ requestIds }));
    if (outcome && outcome.done.length > 0) {
      const students = outcome.done.reduce((sum, one) => sum + one.students, 0);
      toast({ kind: "done", text: w().done(students, outcome.done.length) });
    }
    return outcome;
  }

  const follow = (way: WayOut, requestId: Id): Promise<void> => {
    if (way.kind === "take-back") return remove(way.studentId);
    return way.kind === "move" ? hold([way.studentId], way.toRequestId) : resize(requestId, way.size);
  };

  return { hold, remove, resize, confirm, unconfirm, follow, busy: () => busy() > 0 };
}
export type Moves = ReturnType<typeof useMoves>;
