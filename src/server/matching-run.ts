import { silentAfter, type MatchSettings, type RunState } from "#domain/matching-basis.ts";
import type { NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import type { MatchReason } from "#domain/match-reason-facts.ts";
import type { MatchInstance, MatchProgress, MatchSolution } from "#domain/matching.ts";
import { appendEvents } from "#db/event.ts";
import { insertReasons } from "#db/match-reason.ts";
import { beatRun, endRun, insertSolution, lockSilentRuns } from "#db/matching.ts";
import { setPatience, type Tx } from "#db/sql.ts";
import type { ServerDeps } from "./context.ts";

export type RunDeps = Pick<ServerDeps, "sql" | "matcher" | "log" | "now" | "committed">;

/** A run that was written down, with what it solves. */
export interface MatchTask {
  agencyId: Id;
  id: Id;
  worksheetIds: Id[];
  instance: MatchInstance;
  settings: Pick<MatchSettings, "weights" | "ways" | "seed">;
}

/** How often a run says that it is worked on, and asks whether it is still wanted (milliseconds). */
const beatEvery = 1_500;

const cancelled = "cancelled";
/** Runs of this process, so that a cancellation here is heeded at once; elsewhere the beat asks. */
const underWay = new Map<Id, AbortController>();

/** Tells a run of this process to stop; nothing where another node works on it: its beat asks. */
export const stopHere = (runId: Id): void => underWay.get(runId)?.abort(cancelled);

/** How far a run is, in hundredths: each way an equal part, told by its gap where it has one. */
export function progressOf({ at, of, phase, gap }: Pick<MatchProgress, "at" | "of" | "phase" | "gap">): number {
  const within =
    phase === "done" ? 1 : phase === "searching" ? 0.5 + (gap === null ? 0 : 0.4 * (1 - Math.min(1, gap))) : phase === "bounding" ? 0.2 : 0;
  return Math.min(99, Math.floor(((at + within) / Math.max(1, of)) * 100));
}

const ended = (task: { agencyId: Id; id: Id; worksheetIds: Id[] }, state: Exclude<RunState, "running">, solutions: number): NewEvent => ({
  kind: "matching.ended",
  agencyIds: [task.agencyId],
  about: task.id,
  within: task.worksheetIds,
  facts: { state, solutions },
});

/** The calculation is nobody's act: it signs as the product, in the school's log. */
const calculator = (agencyId: Id) => ({ agencyId, accountId: null, personId: null, name: "Concerto", requestId: "matching" });

async function store(tx: Tx, task: MatchTask, of: { number: number; solution: MatchSolution; reasons: MatchReason[] }): Promise<void> {
  const { solution } = of;
  const whyOf = new Map(solution.unplaced.map(({ key, why }) => [key, why]));
  const demandOf = new Map(task.instance.demands.map((demand) => [demand.key, demand]));
  const rows = solution.seats.flatMap(({ key, requestId, rank }) => {
    const demand = demandOf.get(key);
    if (!demand) return [];
    const { worksheetId, studentId } = demand;
    return [{ worksheetId, studentId, requestId, placed: requestId !== null, rank, why: whyOf.get(key) ?? null }];
  });
  const drawn = solution.order && [...new Set(solution.order.flatMap((key) => demandOf.get(key)?.studentId ?? []))];
  const { agencyId } = task;
  const solutionId = await insertSolution(tx, task, { ...of, drawn, rows });
  await insertReasons(tx, { agencyId, solutionId, reasons: of.reasons });
}

/**
 * Works a run out beside the requests and writes down what it found, each result as it comes: a proposal, never a seat. Ends as done, as
 * cancelled by a person, as cut off when the process stops, or as failed, which is logged; whatever was found until then stays. Never throws.
 */
export async function runMatching(deps: RunDeps, task: MatchTask): Promise<void> {
  const { sql, matcher, log, now } = deps;
  const stop = new AbortController();
  underWay.set(task.id, stop);
  let told = { progress: 0, stage: task.settings.ways[0] ?? "" };
  let writing: Promise<void> = Promise.resolve();
  let number = 0;
  const beat = async (): Promise<void> => {
    if ((await beatRun(sql, task, { ...told, at: now() })) === "stop") stop.abort(cancelled);
  };
  const timer = setInterval(
    () => void beat().catch((err: unknown) => log.warn({ err }, "a matching could not say that it goes on")),
    beatEvery,
  );
  timer.unref();
  let state: Exclude<RunState, "running"> = "failed";
  try {
    const found = await matcher.solve({
      instance: task.instance,
      ...task.settings,
      // on the solver's thread: sheets are not kept waiting by it
      explains: true,
      signal: stop.signal,
      onProgress: (progress) => {
        told = { progress: Math.max(told.progress, progressOf(progress)), stage: progress.way };
      },
      onSolution: (solution, reasons) => {
        const at = ++number;
        writing = writing.then(() => sql.begin((tx) => store(tx, task, { number: at, solution, reasons })) as Promise<void>);
        // Whoever waits for all of them learns of a failure below.
        writing.catch(() => {});
      },
    });
    await writing;
    state = found.length === task.settings.ways.length && !stop.signal.aborted ? "done" : stop.signal.aborted ? "cancelled" : "cut-off";
  } catch (err) {
    log.error({ err, run: task.id }, "a matching failed");
  }
  clearInterval(timer);
  underWay.delete(task.id);
  try {
    await sql.begin(async (tx) => {
      await setPatience(tx, { lock: "5s", statement: "20s" });
      if (await endRun(tx, task, { state, at: now() })) await appendEvents(tx, calculator(task.agencyId), [ended(task, state, number)]);
    });
    deps.committed?.();
  } catch (err) {
    // The database went first: whoever looks for silent runs says that this one was cut off.
    log.warn({ err, run: task.id }, "the end of a matching could not be written");
  }
}

/** Says of runs nobody works on any more that they were cut off; answers how many (R401). */
export async function endSilentRuns({ sql, now, committed }: Pick<ServerDeps, "sql" | "now" | "committed">): Promise<number> {
  const count = (await sql.begin(async (tx) => {
    await setPatience(tx, { lock: "5s", statement: "60s" });
    const silent = await lockSilentRuns(tx, new Date(now().getTime() - silentAfter));
    for (const run of silent) await endRun(tx, run, { state: "cut-off", at: now() });
    for (const [agencyId, theirs] of Map.groupBy(silent, (run): Id => run.agencyId))
      await appendEvents(
        tx,
        calculator(agencyId),
        theirs.map((run) => ended(run, "cut-off", 0)),
      );
    return silent.length;
  })) as number;
  if (count > 0) committed?.();
  return count;
}
