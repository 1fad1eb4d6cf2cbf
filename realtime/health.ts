import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import type { ServerDeps } from "#server/context.ts";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
const PATIENCE = 2_000;

/** `GET /sante`, for operators and their probes: 200 when pages can be served, 503 when not; never a name or an address. */
export async function answerHealth({ sql, jobs }: Pick<ServerDeps, "sql" | "jobs">, response: ServerResponse): Promise<void> {
  const from = performance.now();
  const late = AbortSignal.timeout(PATIENCE);
  const database = await Promise.race([
    sql`select 1 as one`.then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => late.addEventListener("abort", () => resolve(false), { once: true })),
  ]);
  const job = await jobs.state();
  const well = database && job === "running";
  response.writeHead(well ? 200 : 503, { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store" });
  response.end(
    JSON.stringify({
      status: well ? "ok" : "down",
      version,
      database: { status: database ? "ok" : "down", ms: Math.round((performance.now() - from) * 10) / 10 },
      jobs: { status: job },
      uptime: Math.round(process.uptime()),
    }),
  );
}
