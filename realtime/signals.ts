import type { Log } from "#server/log.ts";

/** After this, a stop is no longer waited for. */
const STOP_WITHIN = 15_000;
/** A Ctrl-C reaches us twice, from the terminal and from the script that started us. */
const SAME_SIGNAL = 1_000;

/**
 * Stops once, cleanly, on SIGTERM, SIGINT, SIGHUP or when the script that started us is gone; exit code
 * 0. A second, later signal means now: the database outlives us and is adopted at the next start.
 */
export function stopOnSignal(stop: () => Promise<void>, log: Log): void {
  let since: number | undefined;
  function begin(): void {
    if (since !== undefined) {
      if (performance.now() - since > SAME_SIGNAL) process.exit(130);
      return;
    }
    since = performance.now();
    setTimeout(() => {
      log.error("the stop took too long");
      process.exit(1);
    }, STOP_WITHIN).unref();
    stop().then(
      () => process.exit(0),
      (err: unknown) => {
        log.error({ err }, "the stop was not clean");
        process.exit(1);
      },
    );
  }
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, begin);
  process.on("disconnect", begin);
}
