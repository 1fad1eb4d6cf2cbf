import type { EventKind } from "#domain/event.ts";
import { nextRelease } from "#db/hold.ts";
import { releaseDue } from "#server/hold-release.ts";
import type { ServerDeps } from "#server/context.ts";
import type { RunningJobs } from "./jobs.ts";

/** What can bring the next moment nearer or further. */
const turns = new Set<EventKind>(["request.held", "request.hold-changed", "cohort-course.release-set"]);
/** A timer further away than this is set anew on the way: clocks are corrected, and timers of weeks overflow. */
const FURTHEST = 3_600_000;
/** After a database that was not there. */
const AGAIN = 1_000;

/**
 * Releases held requests at their moment: a timer to the moment itself, and a look each minute by the jobs for what a timer
 * missed (a node that died, a clock that was wrong). Every node sets the timer; the rows' locks let one do the work.
 */
export async function startReleases(
  deps: Pick<ServerDeps, "sql" | "now" | "committed" | "feed" | "log"> & { jobs: RunningJobs },
): Promise<() => void> {
  const { sql, feed, log, now, jobs } = deps;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  function after(milliseconds: number, work: () => Promise<void>): void {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => {
      work().catch((err: unknown) => {
        log.warn({ err }, "held requests could not be released; trying again");
        after(AGAIN, work);
      });
    }, milliseconds);
    timer.unref();
  }

  async function plan(): Promise<void> {
    const at = await nextRelease(sql);
    if (at !== null) after(Math.min(Math.max(Date.parse(at) - now().getTime(), 0), FURTHEST), turn);
  }

  async function turn(): Promise<void> {
    const released = await releaseDue(deps);
    if (released > 0) log.info({ requests: released }, "held requests were released");
    await plan();
  }

  const leave = feed.subscribe((events) => {
    if (events.some(({ kind }) => turns.has(kind))) after(0, plan);
  });
  await jobs.everyMinute("release-requests", turn);
  after(0, turn);
  return () => {
    stopped = true;
    clearTimeout(timer);
    leave();
  };
}
