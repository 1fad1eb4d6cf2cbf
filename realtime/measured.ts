import { writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { flushCompileCache } from "node:module";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import { appendEvents } from "#db/event.ts";
import { addActor, addSchool, addSheets } from "#db/testing-world.ts";
import type { ServerDeps } from "#server/context.ts";
import { readEnv } from "#server/env.ts";
import { createLog } from "#server/log.ts";
import { beginSession } from "#server/session.ts";
import type { Limits } from "#sheet/protocol.ts";
import { openDoor } from "./door.ts";
import { stopOnSignal } from "./signals.ts";

/**
 * Concerto as main.ts starts it, for the bench: a channel to its parent tells what it costs, makes a world of schools, people and
 * sheets, and `CONCERTO_LIMITS` (JSON) lifts what one page may ask for, since a thousand people here come from a dozen sockets.
 */
type Ask = { id: number } & (
  | { ask: "stat"; collect: boolean }
  | { ask: "world"; sheets: number; people: number }
  | { ask: "event"; about: Id }
  | { ask: "profile"; into: string | null }
);

const delay = monitorEventLoopDelay({ resolution: 20 });
delay.enable();

/** Memory in bytes, CPU in milliseconds since the start, the 99th percentile of the loop's delay since the last question in ms. */
async function stat(collect: boolean) {
  for (let round = 0; collect && round < 3; round += 1) {
    globalThis.gc?.();
    await sleep(30);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const loopDelay = delay.percentile(99) / 1e6;
  delay.reset();
  return { rss, heap: heapUsed + external, cpu: (user + system) / 1_000, loopDelay };
}

const inspector = new Session();

/** Begins to note where the time goes, or writes down what was noted (a .cpuprofile, for a browser's tools). */
async function profile(into: string | null) {
  if (into === null) {
    inspector.connect();
    await inspector.post("Profiler.enable");
    await inspector.post("Profiler.setSamplingInterval", { interval: 200 });
    await inspector.post("Profiler.start");
  } else {
    const { profile: noted } = await inspector.post("Profiler.stop");
    writeFileSync(into, JSON.stringify(noted));
    inspector.disconnect();
  }
  return {};
}

/** Signs an account in; the cookie to send. */
async function signIn(deps: ServerDeps, { accountId }: Actor): Promise<string> {
  let cookie = "";
  const facts = {
    headers: new Headers({ host: "localhost" }),
    ip: "198.51.100.7",
    requestId: "bench",
    setCookie: (value: string) => void (cookie = value.split(";", 1)[0] ?? ""),
  };
  await beginSession(deps, facts, { sql: deps.sql, accountId });
  return cookie;
}

let school: Awaited<ReturnType<typeof addSchool>> | undefined;

/** A school with so many sheets, and so many coordinators who are signed in. */
async function makeWorld(deps: ServerDeps, of: { sheets: number; people: number }) {
  school = await addSchool(deps.sql);
  const { agencyId } = school;
  const sheets = await addSheets(deps.sql, school, of.sheets);
  const cookies: string[] = [];
  for (let done = 0; done < of.people; done += 20) {
    const names = Array.from({ length: Math.min(20, of.people - done) }, (_, at): [string, string] => ["Zoé", `Banc ${done + at}`]);
    const people = await Promise.all(names.map((name) => addActor(deps.sql, { agencyId, kind: "placing-coordinator", name })));
    cookies.push(...(await Promise.all(people.map((actor) => signIn(deps, actor)))));
  }
  return { sheets, cookies };
}

/** One event for everybody of the school, as a command's last statement. */
async function tellEverybody(deps: ServerDeps, about: Id) {
  if (!school) throw new Error("no world");
  const { agencyId, anna, worksheetId } = school;
  const author = { agencyId, accountId: anna.accountId, personId: anna.personId, name: anna.name, requestId: "bench" };
  await deps.sql.begin((tx) =>
    appendEvents(tx, author, [{ kind: "worksheet.opened", agencyIds: [agencyId], about, within: [worksheetId], facts: {} }]),
  );
  return {};
}

process.env.NODE_ENV ??= "production";
const env = readEnv({ argv: process.argv.slice(2), env: process.env });
const log = createLog(env.logLevel);
const limits = JSON.parse(process.env.CONCERTO_LIMITS ?? "{}") as Partial<Limits>;
const running = await openDoor({ env, log, limits });
const { deps, databaseUrl } = running.house;
stopOnSignal(() => running.stop(), log);
// Whoever measured is gone: PostgreSQL is to end with us.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));

async function answer(asked: Ask): Promise<object> {
  if (asked.ask === "stat") return stat(asked.collect);
  if (asked.ask === "world") return makeWorld(deps, asked);
  if (asked.ask === "profile") return profile(asked.into);
  return tellEverybody(deps, asked.about);
}
process.on("message", (asked: Ask) => {
  answer(asked).then(
    (told) => process.send?.({ to: asked.id, told }),
    (error: unknown) => process.send?.({ to: asked.id, failed: String(error) }),
  );
});
flushCompileCache();
process.send?.({ ready: { url: running.url, databaseUrl } });
