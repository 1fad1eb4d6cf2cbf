import type { IncomingMessage, ServerResponse } from "node:http";
import { toldEvents } from "#domain/notice.ts";
import { keepOnPage, purgeNotices } from "#db/notice.ts";
import type { ServerDeps } from "#server/context.ts";
import { readStopToken, stopPath } from "#server/notice-link.ts";
import { stopKinds } from "#server/notice-stop.ts";
import type { Answer } from "./http.ts";
import type { RunningJobs } from "./jobs.ts";
import { pushNotices } from "./notice-push.ts";
import { readNotices, writeNotices } from "./notices.ts";
import { mailNotices } from "./notices-out.ts";

export { stopPath };

/** Bells have the latest of what the demo world has lived through; nobody is mailed about it, nor told on a device. */
export async function tellLatestNews(deps: Pick<ServerDeps, "sql" | "now" | "committed">): Promise<void> {
  await readNotices(deps);
  await keepOnPage(deps.sql, deps.now());
}

const tellsOf: ReadonlySet<string> = new Set([...toldEvents, "notice-page.changed"]);

/**
 * Reads the log as it grows, so that bells move within a second or two; mails what is due each minute; what is long settled goes at night.
 * Devices are told by a job of their own: a push service that does not answer holds nobody else up. Answers the way to stop listening.
 */
export async function startNotices(
  deps: Pick<ServerDeps, "sql" | "env" | "now" | "log" | "committed" | "feed"> & { jobs: RunningJobs },
): Promise<() => void> {
  const { jobs, feed } = deps;
  await jobs.handle("notices", async () => {
    await readNotices(deps);
    jobs.ring("push");
  });
  await jobs.handle("push", async () => void (await pushNotices(deps)));
  await jobs.everyMinute("mail-notices", async () => {
    await writeNotices(deps);
    if ((await mailNotices(deps)) > 0) jobs.ring("mail");
    // What waited for the end of quiet hours.
    jobs.ring("push");
  });
  await jobs.nightly("purge-notices", () => purgeNotices(deps.sql, deps.now()));
  return feed.subscribe((events) => {
    if (events.some(({ kind }) => tellsOf.has(kind))) jobs.ring("notices");
  });
}

/** « Se désabonner » of a mail program posts here and asks nothing more (RFC 8058); a person who opens it is shown the page. */
export const answerStop =
  (deps: Pick<ServerDeps, "sql" | "env" | "now">): Answer =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const token = new URL(request.url ?? "/", "http://localhost").searchParams.get("jeton") ?? "";
    if (request.method !== "POST") {
      response.writeHead(303, { Location: `/avis/${encodeURIComponent(token)}` }).end();
      return;
    }
    request.resume();
    const stopping = readStopToken(deps.env.secret, token);
    if (stopping) await deps.sql.begin((tx) => stopKinds(tx, stopping, { kinds: stopping.kinds, stopped: true, at: deps.now() }));
    response.writeHead(stopping ? 200 : 410, { "Content-Type": "text/plain" }).end(stopping ? "OK" : "Gone");
  };
