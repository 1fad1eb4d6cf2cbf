import { flushCompileCache } from "node:module";
import { FolderTaken } from "#db/folder-lock.ts";
import { MigrationRefused } from "#db/migrate.ts";
import { readEnv, StartError } from "#server/env.ts";
import { createLog } from "#server/log.ts";
import { openDoor } from "./door.ts";
import { stopOnSignal } from "./signals.ts";

/** What ends the start with a sentence instead of a stack: its reader can do something about it. */
const sentences = [StartError, FolderTaken, MigrationRefused];

process.env.NODE_ENV ??= "production";
try {
  const env = readEnv({ argv: process.argv.slice(2), env: process.env });
  const log = createLog(env.logLevel);
  process.on("unhandledRejection", (err) => log.error({ err }, "a promise nobody waited for failed"));
  const running = await openDoor({ env, log });
  stopOnSignal(() => running.stop(), log);
  // Otherwise only at an end that is not a power cut.
  flushCompileCache();
  process.stdout.write(`\nConcerto : ${env.baseUrl ?? running.url}\n\n`);
} catch (error) {
  const told = sentences.some((kind) => error instanceof kind);
  process.stderr.write(`${told ? (error as Error).message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
