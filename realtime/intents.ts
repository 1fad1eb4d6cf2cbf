import { topicOf } from "#domain/event.ts";
import type { ServerDeps } from "#server/context.ts";
import { settleIntents } from "#server/intent.ts";

/** Somebody types many cells a second; the other schools are told this often at most. */
const after = 120;
/** When it fails, or another node is at it. */
const again = 1_000;

/** What changes whom a group meets, besides what is typed. */
const topics = new Set(["request", "worksheet", "cohort-course", "catalogue", "call"]);

/**
 * Keeps what the rows of group worksheets plan understood (server/intent.ts), so that the other schools of a zone see it while one types.
 * Nothing depends on it but how soon: whoever looks settles what is left. `ring` after each commit of edits; requests ring by the feed.
 */
export function keepIntents(deps: Pick<ServerDeps, "sql" | "now" | "committed" | "feed" | "log">): { ring(): void; stop(): Promise<void> } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let working: Promise<void> | null = null;
  let rung = false;
  let stopped = false;

  function soon(ms: number): void {
    if (stopped) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      rung = false;
      working = settleIntents(deps, { wait: false })
        .then((all) => {
          if (!all) rung = true;
        })
        .catch((err: unknown) => {
          if (!stopped) deps.log.warn({ err }, "what sheets plan could not be read; it is tried again");
          rung = true;
        })
        .finally(() => {
          working = null;
          if (rung) soon(again);
        });
    }, ms);
  }
  function ring(): void {
    if (working) rung = true;
    else soon(after);
  }

  const leave = deps.feed.subscribe((events) => {
    if (events.some(({ kind }) => topics.has(topicOf(kind)))) ring();
  });
  // what was written while no node was there
  ring();
  return {
    ring,
    async stop() {
      stopped = true;
      leave();
      clearTimeout(timer);
      await working;
    },
  };
}
