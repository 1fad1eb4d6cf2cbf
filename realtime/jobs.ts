import { PgBoss } from "pg-boss";
import type { Jobs } from "#server/context.ts";
import type { Log } from "#server/log.ts";

type JobName = Parameters<Jobs["ring"]>[0];

/** What is looked at each minute. */
export type MinuteJob =
  | "release-requests"
  | "mail-reminders"
  | "seal-profiles"
  | "mail-calls"
  | "mail-notices"
  | "mail-supervisors"
  | "lapse-reservations"
  | "end-matchings"
  | "turn-choices"
  | "judge-watches";

/** Jobs finish within this after a stop, or are given back to be done at the next start. */
const STOP_TIMEOUT = 5_000;

export type RunningJobs = Jobs & {
  /** Says what a job does. It is run again, later and later, until it does not throw. */
  handle(job: JobName, work: () => Promise<void>): Promise<void>;
  /** Does something once a night, on one node, whichever is there. */
  nightly(
    job: "purge-imports" | "purge-notices" | "purge-matchings" | "purge-watches" | "make-months" | "renew-sheets",
    work: () => Promise<unknown>,
  ): Promise<void>;
  /** Does something each minute, on one node: the net under what a timer should have done. */
  everyMinute(job: MinuteJob, work: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
};

/** When the office is empty: a quarter past three in Québec. */
const NIGHT = { cron: "15 3 * * *", tz: "America/Toronto" };

/** Starts pg-boss on its own few connections, in a schema of its own. */
export async function startJobs({ url, log }: { url: string; log: Log }): Promise<RunningJobs> {
  const boss = new PgBoss({ connectionString: url, max: 4, application_name: "concerto jobs" });
  let state: "running" | "stopped" = "running";
  // While it stops, a look for work that was under way may lose its connection: that work is given back.
  boss.on("error", (err) => log[state === "running" ? "error" : "debug"]({ err }, "jobs"));
  await boss.start();
  return {
    async handle(job, work) {
      // One at work and one waiting: a reader of the log does not work beside itself, and a ring is not lost.
      await boss.createQueue(job, { policy: "stately", retryLimit: 1_000, retryDelay: 5, retryBackoff: true, retryDelayMax: 600 });
      await boss.work(job, { pollingIntervalSeconds: 1 }, async () => {
        try {
          await work();
        } catch (err) {
          log.error({ err, job }, "a job failed; it will be tried again");
          throw err;
        }
      });
    },
    async nightly(job, work) {
      await boss.createQueue(job, { policy: "stately", retryLimit: 10, retryDelay: 60 });
      await boss.schedule(job, NIGHT.cron, {}, { tz: NIGHT.tz });
      await boss.work(job, { pollingIntervalSeconds: 60 }, async () => {
        await work();
      });
    },
    async everyMinute(job, work) {
      await boss.createQueue(job, { policy: "stately" });
      await boss.schedule(job, "* * * * *", {});
      await boss.work(job, { pollingIntervalSeconds: 10 }, async () => {
        try {
          await work();
        } catch (err) {
          log.error({ err, job }, "a job failed; the next minute tries again");
        }
      });
    },
    ring(job) {
      if (state === "stopped") return;
      boss.send(job, {}).catch((err: unknown) => log.warn({ err, job }, "a job could not be rung"));
    },
    state: async () => state,
    async stop() {
      state = "stopped";
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT });
    },
  };
}
