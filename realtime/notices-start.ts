import type { IncomingMessage, ServerResponse } from "node:http";
import { purgeNotices } from "#db/notice.ts";
import type { ServerDeps } from "#server/context.ts";
import { readStopToken, stopPath } from "#server/notice-link.ts";
import { stopKinds } from "#server/notice-stop.ts";
import type { Answer } from "./http.ts";
import type { RunningJobs } from "./jobs.ts";
import { writeNotices } from "./notices.ts";
import { mailNotices } from "./notices-out.ts";

export { stopPath };

/** Reads the log and writes what is due each minute, on one node; what is long settled goes at night. */
export async function startNotices(deps: Pick<ServerDeps, "sql" | "env" | "now"> & { jobs: RunningJobs }): Promise<void> {
  await deps.jobs.everyMinute("mail-notices", async () => {
    await writeNotices(deps);
    if ((await mailNotices(deps)) > 0) deps.jobs.ring("mail");
  });
  await deps.jobs.nightly("purge-notices", () => purgeNotices(deps.sql, deps.now()));
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
