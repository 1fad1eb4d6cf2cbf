import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { migrate } from "#db/migrate.ts";
import { openDatabase } from "#db/open.ts";
import { purgeRuns } from "#db/matching-purge.ts";
import { makeMonths } from "#db/partition.ts";
import { connect } from "#db/sql.ts";
import { purgeImports } from "#db/student-import.ts";
import { sealLapsed } from "#server/consent.ts";
import type { ServerDeps } from "#server/context.ts";
import type { Env } from "#server/env.ts";
import type { Log } from "#server/log.ts";
import { readSession } from "#server/session.ts";
import { pollPath } from "#sheet/poll-frames.ts";
import { collabPath, doorPath, limits as houseLimits, type Limits } from "#sheet/protocol.ts";
import { makeAttendance, type Attendance } from "./attendance.ts";
import { makeBus } from "./bus.ts";
import { makeCollab } from "./collab.ts";
import { loadDemo } from "./demo/seed.ts";
import { startCallMail } from "./call-mail.ts";
import { startFeed } from "./feed.ts";
import { answerFile, filePath } from "./file.ts";
import type { Answer } from "./http.ts";
import { keepIntents } from "./intents.ts";
import { startJobs } from "./jobs.ts";
import { laying } from "./laying.ts";
import { startMailer } from "./mailer.ts";
import { startReleases } from "./releases.ts";
import { startChoices } from "./choices.ts";
import { startReservations } from "./reservations.ts";
import { makeMatcher } from "./match-thread.ts";
import { startMatchings } from "./matchings.ts";
import { answerMetrics, makeMeasures, measureLag, metricsPath } from "./metrics.ts";
import { makePulse, unlessTired } from "./pulse.ts";
import { answerStop, startNotices, stopPath, tellLatestNews } from "./notices-start.ts";
import { startPrinter } from "./print.ts";
import { rejudgeOnChange } from "./rejudge.ts";
import { startReminders } from "./reminders.ts";
import { startSupervisionMail } from "./supervision-mail.ts";
import { socketCommands, type Upgrade } from "./upgrade.ts";
import { wallBuild } from "./wall-build.ts";
import { startWalls } from "./walls.ts";
import { startWatches } from "./watches.ts";

/** Everything but the front door: database, feed, jobs, sheets, and who takes which socket. */
export type House = {
  deps: ServerDeps;
  databaseUrl: string;
  upgrades: Record<string, Upgrade>;
  /** Who answers which path over plain HTTP. */
  answers: Record<string, Answer>;
  /** Who is connected, but for sheets: live events over sockets, streams and long answers. */
  attendance: Attendance;
  /** Says where the other nodes on this database reach this one, once it listens: "127.0.0.1:3000". */
  announce(address: string): Promise<void>;
  /** Sends every socket away, to come back elsewhere or later, once what came over it is stored. */
  sendAway(): Promise<void>;
  stop(): Promise<void>;
};

/** A stop that hangs is worse than one that is not clean: PostgreSQL recovers, and jobs are given back. */
const CLOSE_SQL = 5;

/** Starts all that lies behind the door, in the order in which they need each other; `stop` takes them down in the other. */
export async function startHouse({
  env,
  log,
  now = () => new Date(),
  limits,
}: {
  env: Env;
  log: Log;
  now?: () => Date;
  /** Others than the house's, for measuring. */
  limits?: Partial<Limits>;
}): Promise<House> {
  await using stack = new AsyncDisposableStack();
  const database = stack.use(await openDatabase({ databaseUrl: env.databaseUrl, folder: env.data }));
  const ran = await migrate(database.url);
  if (ran.length > 0) log.info({ migrations: ran.length }, "the database was brought forward");

  const sql = connect(database.url, { max: 20, rings: env.busUrl === undefined });
  stack.defer(() => sql.end({ timeout: CLOSE_SQL }));
  const bus = makeBus({ busUrl: env.busUrl, url: database.url, sql, log });
  const feed = await startFeed({ sql, bus, log });
  stack.defer(() => feed.stop());
  const jobs = await startJobs({ url: database.url, log });
  stack.defer(() => jobs.stop());
  const matcher = makeMatcher();
  stack.defer(() => matcher.stop());

  // What walls ask is long and always the same, and a whole organisation waits for it: planning it anew on each of twenty connections took
  // three times what answering it does. Sums of a season have connections of their own, so that nothing quick queues behind them.
  const wallsRead = {
    quick: connect(database.url, { max: 1, name: "concerto walls" }),
    slow: connect(database.url, { max: 2, name: "concerto walls' sums" }),
  };
  stack.defer(() => wallsRead.quick.end({ timeout: CLOSE_SQL }));
  stack.defer(() => wallsRead.slow.end({ timeout: CLOSE_SQL }));
  // Nor do searches plan their dozen statements on each of twenty connections: with few they take two fifths less.
  const searchSql = connect(database.url, { max: 3, name: "concerto search" });
  stack.defer(() => searchSql.end({ timeout: CLOSE_SQL }));
  const walls = startWalls({ sql, reading: wallsRead, feed, log, build: wallBuild(), now, committed: bus.ring });
  stack.defer(() => walls.stop());
  const deps: ServerDeps = {
    sql,
    searchSql,
    walls,
    env: { ...env, secret: env.secret ?? keptSecret(env.data) },
    log,
    feed,
    jobs,
    matcher,
    committed: bus.ring,
    now,
    sheets: {
      ...laying,
      exclusive: (sheetId, work) => collab.sheets.exclusive(sheetId, work),
      rejudge(accountId) {
        attendance.rejudge(accountId);
        collab.sheets.rejudge(accountId);
      },
    },
  };
  const attendance = makeAttendance({ sql, log, every: limits?.judgeEvery ?? houseLimits.judgeEvery });
  const measures = makeMeasures();
  const pulse = makePulse();
  // Vite works in the same process.
  const tired = () => env.production && pulse.tired();
  stack.defer(() => pulse.stop());
  const commands = socketCommands(deps, attendance, limits);
  const intents = keepIntents(deps);
  stack.defer(() => intents.stop());
  const collab = makeCollab({
    ...deps,
    onWritten: intents.ring,
    url: database.url,
    readSession: (facts) => readSession(deps, facts),
    tired,
    measures,
    ...(limits ? { limits } : {}),
  });
  stack.defer(measureLag(feed, measures));
  let away: Promise<void> | undefined;
  const sendAway = () => {
    if (!away) {
      walls.sendAway();
      commands.stop();
      attendance.stop();
    }
    return (away ??= collab.stop());
  };
  stack.defer(sendAway);
  stack.defer(rejudgeOnChange(feed, deps.sheets));
  stack.defer(await startMailer({ ...deps, jobs }));
  stack.defer(await startPrinter({ ...deps, jobs }));
  stack.defer(await startReleases({ ...deps, jobs }));
  stack.defer(await startReservations({ ...deps, jobs }));
  stack.defer(await startMatchings({ ...deps, jobs }));
  stack.defer(await startChoices({ ...deps, jobs }));
  await startReminders({ ...deps, jobs });
  await jobs.everyMinute("seal-profiles", async () => {
    if ((await sealLapsed(deps)) > 0) jobs.ring("print");
  });
  await startCallMail({ ...deps, jobs });
  stack.defer(await startWatches({ ...deps, jobs }));
  await startSupervisionMail({ ...deps, jobs });
  // Lists under review, and the values an import replaced, do not outlive their day.
  await jobs.nightly("purge-imports", () => purgeImports(sql));
  // Runs of the matching that nobody acted on do not pile up either.
  await jobs.nightly("purge-matchings", () => purgeRuns(sql));
  const months = () => makeMonths(sql, now());
  await jobs.nightly("make-months", months);
  await jobs.nightly("renew-sheets", collab.nightly);
  // At a first start nobody has been here at night; nothing depends on it.
  await months().catch((err: unknown) => log.warn({ err }, "the months of the logs could not be made; the night tries again"));
  if (!env.empty && (await loadDemo(deps))) {
    await tellLatestNews(deps);
    log.info("the demo world is loaded");
  }
  // Not before: the weeks the demo world lives through are nobody's mail.
  stack.defer(await startNotices({ ...deps, jobs }));
  pulse.forget();

  const open = stack.move();
  return {
    deps,
    databaseUrl: database.url,
    upgrades: { "/trpc": unlessTired(commands.upgrade, { tired, measures }), [collabPath]: collab.upgrade },
    attendance,
    answers: {
      [pollPath]: collab.poll,
      [filePath]: answerFile(deps),
      [stopPath]: answerStop(deps),
      [doorPath]: async (_request, response) => {
        const open = away === undefined && !tired();
        response.writeHead(open ? 204 : 503, { "Cache-Control": "no-store", ...(open ? {} : { "Retry-After": "5" }) }).end();
      },
      [metricsPath]: answerMetrics({
        ...deps,
        pulse,
        measures,
        gauges: {
          sheets: () => {
            const { sockets, ...state } = collab.state();
            return { ...state, pages: sockets };
          },
          events: () => ({ sockets: commands.sockets(), others: Math.max(0, attendance.size() - commands.sockets()) }),
        },
      }),
    },
    announce: collab.announce,
    sendAway,
    stop: () => open.disposeAsync(),
  };
}

/** The secret of an installation whose operator gave none: made once, kept beside the data, mode 0600. */
function keptSecret(folder: string): string {
  const path = join(folder, "secret");
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, randomBytes(32).toString("base64url"), { mode: 0o600 });
  }
  return readFileSync(path, "utf8").trim();
}
