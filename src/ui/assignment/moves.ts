import { useNavigate } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import { createSignal } from "solid-js";
import type { BatchCause, BatchOutcome } from "#domain/assignment-batch.ts";
import type { WayOut } from "#domain/conflict.ts";
import type { Id } from "#domain/id.ts";
import type { Refusal } from "#domain/refusal.ts";
import { api, refusalIn, requestNumberIn } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useMe } from "#ui/frame/me.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { connection } from "#ui/live.ts";
import { useCommands } from "#ui/parts/commands.ts";
import { toast } from "#ui/parts/toast.tsx";
import { moveWords } from "#words/assignment-move.ts";
import { assignmentWords } from "#words/assignment.ts";
import { refusalSentence } from "#words/refusal.ts";
import type { Board } from "./board.ts";
import { useOffline } from "./offline.ts";
import type { Saw, Wanted } from "./wanted.ts";

/** One student somebody has to decide about: a colleague was faster, or the line was away for too long. */
export interface Asked {
  studentId: Id;
  toRequestId: Id | null;
  why: { kind: "refused"; refusal: Refusal; now: Saw } | { kind: "late"; at: number };
}

/** The server was not reached: neither a business no nor a bug of its own. */
const unreached = (error: unknown): boolean => refusalIn(error) === null && requestNumberIn(error) === null;
/** Longer than this a command is taken for lost on the way; sent again, it changes nothing that was done. */
const answerWithin = 12_000;

/** The commands of the grid, each with its toast, its undo while nobody has built on it, and its refusal in words. */
export function useMoves(board: Board) {
  const w = useWords(assignmentWords);
  const m = useWords(moveWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const me = useMe();
  const [busy, setBusy] = createSignal(0);
  const [asked, setAsked] = createSignal<Asked[]>([]);
  /** One's own actions of this page, the last one last. */
  const done: Id[] = [];
  const sheet = () => board.grid().head.id;
  const refresh = () => queries.invalidateQueries({ queryKey: ["assignment"] });
  const seen = (studentId: Id): Saw => {
    const seat = board.seatOf(studentId);
    return seat ? { assignmentId: seat.assignmentId, version: seat.version } : null;
  };
  const ask = (more: Asked[]) =>
    setAsked((before) => [...before.filter(({ studentId }) => !more.some((one) => one.studentId === studentId)), ...more]);
  const settle = (studentId: Id) => setAsked((before) => before.filter((one) => one.studentId !== studentId));

  const offline = useOffline({
    key: () => (me.isSuccess && me.data ? `affectation:${me.data.account.id}:${sheet()}` : null),
    send: async (wanted) => ((await send(wanted)) === "unreached" ? wanted : []),
    ask: (wanted) => ask(wanted.map(({ studentId, toRequestId, at }) => ({ studentId, toRequestId, why: { kind: "late", at } }))),
  });

  /** A command that cannot wait for the line: said so at once when there is none. */
  async function run<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (offline.offline()) {
      toast({ kind: "danger", text: m().offlineOnly });
      return undefined;
    }
    setBusy((count) => count + 1);
    try {
      return await work();
    } catch (error) {
      failure.tell(error);
      return undefined;
    } finally {
      setBusy((count) => count - 1);
      // What an event does not carry (sizes, statuses) is there when the command ends.
      void refresh();
    }
  }

  const told = (outcome: BatchOutcome): string => {
    const [first, ...more] = outcome.done;
    if (!first) return "";
    const name = board.studentName(first.studentId);
    if (more.length === 0) return first.toRequestId === null ? w().removed(name) : w().held(name, board.path(first.toRequestId));
    const places = new Set(outcome.done.map(({ toRequestId }) => toRequestId));
    if (places.size > 1) return m().heldMany(outcome.done.length);
    return first.toRequestId === null
      ? m().removedMany(outcome.done.length)
      : m().heldThere(outcome.done.length, board.path(first.toRequestId));
  };

  /** What is left to decide of an outcome; what is impossible is only said. */
  function tellRefused(refused: BatchOutcome["refused"]): void {
    ask(refused.map(({ studentId, toRequestId, refusal, now }) => ({ studentId, toRequestId, why: { kind: "refused", refusal, now } })));
  }

  /** Sends what is wanted as one action; `unreached` when it did not arrive, and nothing is lost. */
  async function send(wanted: Wanted[], cause: BatchCause = { kind: "hand", id: null }, text?: string): Promise<"sent" | "unreached"> {
    setBusy((count) => count + 1);
    try {
      const changes = wanted.map(({ studentId, toRequestId, saw }) => ({ studentId, toRequestId, saw }));
      const outcome = await api.assignment.applyBatch.mutate(
        { worksheetId: sheet(), changes, cause },
        { signal: AbortSignal.timeout(answerWithin) },
      );
      for (const { studentId } of [...outcome.done, ...outcome.same]) settle(studentId);
      if (outcome.refused.length > 0) tellRefused(outcome.refused);
      const { batchId } = outcome;
      if (batchId !== null) {
        done.push(batchId);
        toast({
          kind: "done",
          about: "assignment",
          text: text ?? told(outcome),
          action: { label: w().undo, run: () => void undo(batchId) },
        });
      }
      // Its event puts the seats in place; a page whose events do not come, or who had not seen everything, asks.
      if (connection() !== "live" || outcome.refused.length > 0) void refresh();
      return "sent";
    } catch (error) {
      if (unreached(error)) return "unreached";
      failure.tell(error);
      void refresh();
      return "sent";
    } finally {
      setBusy((count) => count - 1);
    }
  }

  const wantedOf = (studentIds: Id[], toRequestId: Id | null): Wanted[] =>
    studentIds.map((studentId) => ({
      studentId,
      fromRequestId: board.seatOf(studentId)?.requestId ?? null,
      toRequestId,
      saw: seen(studentId),
      at: Date.now(),
    }));

  /** Sends, or keeps until there is a line. */
  async function want(wanted: Wanted[]): Promise<void> {
    if (wanted.length === 0) return;
    if (offline.offline() || offline.queue().length > 0 || (await send(wanted)) === "unreached") offline.add(wanted);
  }

  /** Puts students on a place, each with what this screen saw of her. */
  async function hold(studentIds: Id[], requestId: Id): Promise<void> {
    board.putDown();
    await want(wantedOf(studentIds, requestId));
  }

  /** Takes a student off her place; a confirmed one's name is hidden again, which `confirmed` says was asked about. */
  async function remove(studentId: Id): Promise<void> {
    const seat = board.seatOf(studentId);
    if (!seat) return;
    if (seat.state === "held") return want(wantedOf([studentId], null));
    const { requestId, assignmentId, version } = seat;
    const removed = await run(() => api.assignment.remove.mutate({ requestId, studentId, saw: { assignmentId, version } }));
    if (removed)
      toast({
        kind: "done",
        about: "assignment",
        text: w().removed(board.studentName(studentId)),
        action: { label: w().undo, run: () => void hold([studentId], requestId) },
      });
  }

  /** Empties a place, its confirmed students too (F-160). */
  async function clear(requestId: Id): Promise<void> {
    const seats = board.seatsOf(requestId);
    const confirmed = seats.some(({ state }) => state === "confirmed");
    if (confirmed) {
      const done = await run(() => api.assignment.unconfirm.mutate({ requestId }));
      if (!done) return;
      await refresh();
    }
    await want(
      wantedOf(
        seats.map(({ studentId }) => studentId),
        null,
      ),
    );
  }

  /** What a person decided about one that was asked: with the seat that was told, or that stands there now. */
  function goOn(one: Asked): void {
    settle(one.studentId);
    const saw = one.why.kind === "refused" ? one.why.now : seen(one.studentId);
    void want(wantedOf([one.studentId], one.toRequestId).map((wanted) => ({ ...wanted, saw })));
  }

  /** Takes an action back as far as nobody has built on it, and says what stayed. */
  async function undo(batchId: Id): Promise<void> {
    const index = done.lastIndexOf(batchId);
    if (index >= 0) done.splice(index, 1);
    const outcome = await run(() => api.assignment.takeBackBatch.mutate({ batchId }));
    if (!outcome) return;
    for (const { studentId, refusal } of outcome.refused)
      toast({ kind: "danger", text: `${board.studentName(studentId)}\u00A0: ${refusalSentence(refusal, language())}` });
    const { batchId: back } = outcome;
    if (back === null) toast({ kind: outcome.same.length > 0 ? "done" : "info", about: "assignment", text: m().nothingUndone });
    else
      toast({
        kind: "done",
        about: "assignment",
        text: m().undone(outcome.done.length),
        action: { label: m().redo, run: () => void undo(back) },
      });
  }
  useCommands(() => [
    {
      id: "assignment-undo",
      words: m().undoLast,
      keys: "Ctrl+z",
      disabled: busy() > 0,
      run: () => {
        const last = done.at(-1);
        if (last) void undo(last);
      },
    },
  ]);

  async function resize(requestId: Id, size: number, silent = false): Promise<void> {
    const changed = await run(() => api.assignment.resize.mutate({ requestId, size }));
    if (!changed || silent || changed.before === size) return;
    toast({
      kind: "done",
      about: `size ${requestId}`,
      text: w().resized(size),
      action: { label: w().undo, run: () => void resize(requestId, changed.before, true) },
    });
  }

  async function unconfirm(requestId: Id): Promise<void> {
    const back = await run(() => api.assignment.unconfirm.mutate({ requestId }));
    if (back)
      toast({ kind: "done", text: w().unconfirmed(back.students), action: { label: w().undo, run: () => void confirm([requestId]) } });
  }

  async function confirm(requestIds: Id[]) {
    const outcome = await run(() => api.assignment.confirm.mutate({ requestIds }));
    if (outcome && outcome.done.length > 0) {
      const students = outcome.done.reduce((sum, one) => sum + one.students, 0);
      toast({ kind: "done", text: w().done(students, outcome.done.length) });
    }
    return outcome;
  }

  /** The school's instructor of a place, and of the parts of its split (F-156). */
  async function instruct(requestId: Id, personId: Id | null, silent = false): Promise<void> {
    const place = board.place(requestId);
    if (!place || place.instructorId === personId) return;
    const before = place.instructorId;
    const changed = await run(() => api.request.change.mutate({ id: requestId, version: place.version, instructorId: personId }));
    if (!changed || silent) return;
    await refresh();
    const name = board.place(requestId)?.instructor ?? "";
    toast({ kind: "done", text: m().instructorSet(name), action: { label: w().undo, run: () => void instruct(requestId, before, true) } });
  }

  /** A way out of a conflict, in one click. */
  async function follow(way: WayOut): Promise<void> {
    switch (way.kind) {
      case "take-back":
      case "unassign":
        return remove(way.studentId);
      case "move":
        return hold([way.studentId], way.toRequestId);
      case "enlarge":
      case "shrink":
        return resize(way.requestId, way.size);
      case "swap": {
        const cross = ({ studentId, assignmentId, version, requestId }: typeof way.one, toRequestId: Id): Wanted => ({
          studentId,
          fromRequestId: requestId,
          toRequestId,
          saw: { assignmentId, version },
          at: Date.now(),
        });
        const names = [way.one, way.other].map(({ studentId }) => board.studentName(studentId));
        if (offline.offline()) return toast({ kind: "danger", text: m().offlineOnly });
        await send(
          [cross(way.one, way.other.requestId), cross(way.other, way.one.requestId)],
          { kind: "swap", id: null },
          m().swapped(names[0] ?? "", names[1] ?? ""),
        );
        return;
      }
      case "instructor": {
        if (way.personId === null) return void board.setInstructing(way.requestId);
        return instruct(way.requestId, way.personId);
      }
      case "repair":
        // Of an over-full place who is too many leaves; of one that closes, everybody.
        return navigate(
          `/fiches/${sheet()}/echanges?place=${way.requestId}${board.seatsOf(way.requestId).length > (board.place(way.requestId)?.size ?? 0) ? "" : "&tous=1"}`,
        );
      case "open":
        return navigate(openAddress(way));
    }
  }

  return {
    hold,
    remove,
    clear,
    resize,
    confirm,
    unconfirm,
    instruct,
    follow,
    undo,
    asked,
    goOn,
    settle,
    settleAll: () => setAsked([]),
    offline,
    busy: () => busy() > 0,
  };
}
export type Moves = ReturnType<typeof useMoves>;

/** Where what a way out opens is decided. */
export function openAddress(way: Extract<WayOut, { kind: "open" }>): string {
  if (way.what === "student") return `/etudiants/${way.studentId}`;
  if (way.what === "agreements") return "/milieux";
  return `/sorties/${way.requestId}`;
}
