import { FolderTaken } from "#db/folder-lock.ts";
import { MigrationRefused } from "#db/migrate.ts";
import { readEnv, StartError } from "#server/env.ts";
import { createLog } from "#server/log.ts";
import { openDoor, type Running } from "./door.ts";

/** What ends the start with a sentence instead of a stack: its reader can do something about it. */
const sentences = [StartError, FolderTaken, MigrationRefused];
/** After this, a stop is no longer waited for. */
const STOP_WITHIN = 15_000;

process.env.NODE_ENV ??= "production";

async function start(): Promise<void> {
  const env = readEnv({ argv: process.argv.slice(2), env: process.env });
  const log = createLog(env.logLevel);
  process.on("unhandledRejection", (err) => log.error({ err }, "a promise nobody waited for failed"));
  const running = await openDoor({ env, log });
  process.stdout.write(`\nConcerto : ${env.baseUrl ?? running.url}\n\n`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stop(running, log));
}

let stopping = false;

function stop(running: Running, log: ReturnType<typeof createLog>): void {
  // A second Ctrl-C means now; the database outlives us and is adopted at the next start.
  if (stopping) process.exit(130);
  stopping = true;
  setTimeout(() => process.exit(1), STOP_WITHIN).unref();
  running.stop().then(
    () => process.exit(0),
    (err: unknown) => {
      log.error({ err }, "the stop was not clean");
      process.exit(1);
    },
  );
}

start().catch((error: unknown) => {
  const told = sentences.some((kind) => error instanceof kind);
  process.stderr.write(`${told ? (error as Error).message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
