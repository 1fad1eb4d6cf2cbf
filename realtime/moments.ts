import type { EventKind } from "#domain/event.ts";
import type { Sql } from "#db/sql.ts";
import type { ServerDeps } from "#server/context.ts";
import type { MinuteJob, RunningJobs } from "./jobs.ts";

/** A timer further away than this is set anew on the way: clocks are corrected, and timers of weeks overflow. */
const FURTHEST = 3_600_000;
/** After a database that was not there. */
const AGAIN = 1_000;

export type MomentDeps = Pick<ServerDeps, "sql" | "now" | "committed" | "feed" | "log"> & { jobs: RunningJobs };

/** Work that is due at moments the database knows. */
export interface Moments {
  /** Events that can bring the next moment nearer or further. */
  turns: ReadonlySet<EventKind>;
  /** The minute's look, for what a timer missed. */
  job: MinuteJob;
  /** The next moment (ISO), or null: nothing is to come. */
  next(sql: Sql): Promise<string | null>;
  /** Does what is due, once, whichever node is first; answers how many. */
  work(): Promise<number>;
  /** For the log, when something was done or could not be. */
  said: { done: string; failed: string };
}

/**
 * Does work at its moment: a timer to the moment itself, and a look each minute by the jobs for what a timer missed (a node that
 * died, a clock that was wrong). Every node sets the timer; the rows' locks let one do the work. Answers the way to stop.
 */
export async function startMoments(deps: MomentDeps, of: Moments): Promise<() => void> {
  const { sql, feed, log, now, jobs } = deps;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  function after(milliseconds: number, work: () => Promise<void>): void {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => {
      work().catch((err: unknown) => {
        log.warn({ err }, of.said.failed);
        after(AGAIN, work);
      });
    }, milliseconds);
    timer.unref();
  }

  async function plan(): Promise<void> {
    const at = await of.next(sql);
    if (at !== null) after(Math.min(Math.max(Date.parse(at) - now().getTime(), 0), FURTHEST), turn);
  }

  async function turn(): Promise<void> {
    const count = await of.work();
    if (count > 0) log.info({ count }, of.said.done);
    await plan();
  }

  const leave = feed.subscribe((events) => {
    if (events.some(({ kind }) => of.turns.has(kind))) after(0, plan);
  });
  await jobs.everyMinute(of.job, turn);
  after(0, turn);
  return () => {
    stopped = true;
    clearTimeout(timer);
    leave();
  };
}
