import { setTimeout } from "node:timers/promises";
import type { Actor } from "#domain/access.ts";
import { dayIn } from "#domain/dates.ts";
import { topicOf } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { appendEvents, lastSeq, listEventsAfter, type EventAuthor } from "#db/event.ts";
import { saveReader } from "#db/mail.ts";
import type { Sql, Tx } from "#db/sql.ts";
import { purgeTold, takeDated, tryReader, watchReader } from "#db/watch-judge.ts";
import type { ServerDeps } from "#server/context.ts";
import type { RunningJobs } from "./jobs.ts";
import { judgeAnew, judgeEvents } from "./watch-judge.ts";
import { tell } from "./watch-tell.ts";

const batch = 200;
/** Questions whose day has turned, a few in one transaction. */
const datedAtOnce = 50;
/** After another node was judging, or a database that was not there, in milliseconds. */
const AGAIN = 250;
/** What is committed within this long (ms) is judged at once: in a rush of commands judging does not take turns with each of them. */
const SETTLE = 40;

type JudgeDeps = Pick<ServerDeps, "sql" | "now" | "committed">;
const nobody: EventAuthor = { agencyId: null, accountId: null, personId: null, name: "", requestId: "watch" };

/** A pass of the judge: `more` to read, nothing left, or another node is at it. */
type Pass = "more" | "done" | "busy";

/**
 * Judges what happened since the last time. What is read, what is so of each question and who is told of it are one transaction: what is
 * cut short is done again whole, and nothing is told twice (R512).
 */
async function readOn(deps: JudgeDeps): Promise<Pass> {
  let told = false;
  const pass = await deps.sql.begin(async (tx): Promise<Pass> => {
    const after = await tryReader(tx);
    if (after === null) return "busy";
    const events = await listEventsAfter(tx as unknown as Sql, { agencyId: null, after, most: batch });
    const last = events.at(-1);
    if (!last) return "done";
    const at = deps.now();
    const verdict = await judgeEvents(tx, events, at);
    const news = await tell(tx, verdict, { seq: last.seq, at, cause: String(last.seq) });
    await saveReader(tx, watchReader, last.seq);
    told = news.length > 0;
    await appendEvents(tx, nobody, news);
    return events.length === batch ? "more" : "done";
  });
  if (told) deps.committed?.();
  return pass;
}

/** Judges to the end of the log; false when another node does. */
export async function judgeWatches(deps: JudgeDeps): Promise<boolean> {
  for (;;) {
    const pass = await readOn(deps);
    if (pass !== "more") return pass === "done";
  }
}

/** Judges once a day what changes with the date alone: an answer that is late, days that are over. How many. */
export async function judgeDated(deps: JudgeDeps): Promise<number> {
  let count = 0;
  for (let more = true; more;) {
    let told = false;
    more = await deps.sql.begin(async (tx: Tx) => {
      if ((await tryReader(tx)) === null) return false;
      const at = deps.now();
      const today = dayIn(at);
      const due = await takeDated(tx, { today, most: datedAtOnce });
      if (due.length === 0) return false;
      const seq = await lastSeq(tx);
      const actors = new Map<Id, Actor>();
      const news = await tell(
        tx,
        { ...(await judgeAnew(tx, due, { today, at, seq, actors })), actors },
        { seq, at, cause: `${today}:${seq}` },
      );
      told = news.length > 0;
      await appendEvents(tx, nobody, news);
      count += due.length;
      return due.length === datedAtOnce;
    });
    if (told) deps.committed?.();
  }
  return count;
}

/** What a question's answer does not hang on, and there is most of: it wakes nobody. */
const idle = new Set(["look", "overlap", "notice-page", "welcome", "scenario", "supply", "display", "account", "matching"]);

/**
 * Judges as soon as something is committed, on whichever node is first; each minute for what a node that died left, and for the date.
 * Answers the way to stop.
 */
export async function startWatches(
  deps: JudgeDeps & Pick<ServerDeps, "feed" | "log"> & { jobs: RunningJobs },
): Promise<() => Promise<void>> {
  const { feed, log, jobs } = deps;
  let timer: NodeJS.Timeout | undefined;
  let judging: Promise<void> | null = null;
  let rung = false;
  let stopped = false;

  function ring(): void {
    rung = true;
    if (judging || stopped) return;
    judging = setTimeout(SETTLE, undefined, { ref: false })
      .then(judge)
      .finally(() => {
        judging = null;
        if (rung) ring();
      });
  }
  async function judge(): Promise<void> {
    while (rung && !stopped) {
      rung = false;
      try {
        if (!(await judgeWatches(deps))) later();
      } catch (err) {
        log.warn({ err }, "watches could not be judged; trying again");
        later();
      }
    }
  }
  function later(): void {
    clearTimeout(timer);
    timer = globalThis.setTimeout(ring, AGAIN);
    timer.unref();
  }

  const leave = feed.subscribe((events) => {
    if (events.some(({ kind }) => kind !== "watch.judged" && !idle.has(topicOf(kind)))) ring();
  });
  await jobs.everyMinute("judge-watches", async () => {
    ring();
    await judgeDated(deps);
  });
  await jobs.nightly("purge-watches", () => purgeTold(deps.sql, deps.now()));
  ring();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    leave();
    await judging;
  };
}
