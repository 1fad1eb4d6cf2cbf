import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { readTotals, type Totals } from "#db/measure.ts";
import type { Sql } from "#db/sql.ts";
import type { Feed } from "#server/context.ts";
import type { Env } from "#server/env.ts";
import { makeCounter, makeGauge, makeHistogram, writeMetrics, type Family } from "./prometheus.ts";
import type { Pulse } from "./pulse.ts";
import { addressOf } from "./request-facts.ts";

export const metricsPath = "/metrics";

/** Where the house says what happens; `/metrics` reads it. */
export interface Measures {
  /** A commit of the gate: how long it took, and how many updates shared it. */
  committed(ms: number, updates: number): void;
  /** An event was told to the screens of this node, so long after its commit. */
  told(ms: number): void;
  /** Somebody was not let in. */
  refused(kind: "sheet" | "events", reason: string): void;
  /** A page of a sheet was sent away. */
  ended(reason: string): void;
}

/** What is asked for when it is read. */
export interface Gauges {
  sheets: () => { sheets: number; pages: number; waiting: number; owned: number; renewed: number };
  /** Pages connected for live events: over sockets, and over streams and long answers. */
  events: () => { sockets: number; others: number };
}

const seconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;
/** Several readers, or one in a hurry, cost the database one question. */
const totalsKept = 5_000;

/** Counters and histograms from the start of the process, to be handed to whom they measure. */
export function makeMeasures(): Measures & { families: readonly Family[] } {
  const commits = makeHistogram("concerto_commit_seconds", "Time of a commit of sheets' edits.", seconds);
  const updates = makeHistogram("concerto_commit_updates", "Updates that shared a commit.", [1, 2, 5, 10, 20, 50, 100, 200, 500]);
  const lag = makeHistogram("concerto_event_lag_seconds", "From an event's commit to its telling on this node.", seconds);
  const refused = makeCounter("concerto_sockets_refused_total", "Connections that were not let in, by kind and reason.");
  const ended = makeCounter("concerto_sheet_pages_ended_total", "Pages of sheets sent away, by reason.");
  return {
    families: [commits, updates, lag, refused, ended],
    committed(ms, count) {
      commits.observe(ms / 1_000);
      updates.observe(count);
    },
    told: (ms) => lag.observe(Math.max(0, ms) / 1_000),
    refused: (kind, reason) => refused.add({ kind, reason }),
    ended: (reason) => ended.add({ reason }),
  };
}

/** Measures how long after its commit each event is told here. Returns the way to stop. */
export const measureLag = (feed: Feed, { told }: Pick<Measures, "told">): (() => void) =>
  feed.subscribe((events) => {
    for (const { at } of events) told(Date.now() - Date.parse(at));
  });

/** Whoever shows the token, or asks from this machine itself; not a proxy on it, which asks for others. */
export function mayRead(request: IncomingMessage, env: Env): boolean {
  const shown = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  if (env.metricsToken !== undefined && shown !== undefined) {
    const [one, other] = [Buffer.from(shown), Buffer.from(env.metricsToken)];
    return one.length === other.length && timingSafeEqual(one, other);
  }
  const passedOn = ["x-forwarded-for", "forwarded", "via", "x-real-ip"].some((name) => request.headers[name] !== undefined);
  return !passedOn && /^(127\.|::1$|::ffff:127\.)/.test(addressOf(request, env));
}

/** `GET /metrics`, for Prometheus: numbers of this node, and of the database; never a name or an id of anybody. */
export function answerMetrics(of: {
  sql: Sql;
  env: Env;
  pulse: Pulse;
  measures: { families: readonly Family[] };
  gauges: Gauges;
}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { sql, pulse, gauges } = of;
  let kept: { at: number; totals: Promise<Totals> } | null = null;
  function totals(): Promise<Totals> {
    if (!kept || Date.now() - kept.at > totalsKept) kept = { at: Date.now(), totals: readTotals(sql) };
    return kept.totals;
  }
  const families: Family[] = [
    ...of.measures.families,
    makeGauge("concerto_open_sheets", "Sheets open on this node.", () => gauges.sheets().sheets),
    makeGauge("concerto_owned_sheets", "Sheets whose one writer is this node.", () => gauges.sheets().owned),
    makeGauge("concerto_connections", "Pages connected to this node, by kind.", () => [
      [{ kind: "sheet" }, gauges.sheets().pages],
      [{ kind: "events-socket" }, gauges.events().sockets],
      [{ kind: "events-other" }, gauges.events().others],
    ]),
    makeGauge("concerto_commit_queue", "Updates that wait for their commit.", () => gauges.sheets().waiting),
    {
      ...makeGauge("concerto_sheets_renewed_total", "Sheets that began a new epoch here.", () => gauges.sheets().renewed),
      type: "counter",
    },
    makeGauge("concerto_event_loop_delay_seconds", "Delay of the event loop in the last seconds.", () => [
      [{ quantile: "0.5" }, pulse.delay(50) / 1_000],
      [{ quantile: "0.99" }, pulse.delay(99) / 1_000],
    ]),
    makeGauge("concerto_resident_bytes", "Memory of the process.", () => process.memoryUsage.rss()),
    makeGauge("concerto_uptime_seconds", "Since the process began.", () => Math.round(process.uptime())),
    makeGauge("concerto_shelved_values", "Values on shelves that nobody has chosen among yet.", async () => (await totals()).shelved),
    makeGauge("concerto_jobs", "Jobs, by name and state.", async () =>
      (await totals()).jobs.map(({ job, state, count }) => [{ job, state }, count]),
    ),
    makeGauge("concerto_database_up", "Whether the database answers.", () =>
      totals().then(
        () => 1,
        () => 0,
      ),
    ),
  ];
  return async (request, response) => {
    if (request.method !== "GET" || !mayRead(request, of.env)) {
      response.writeHead(request.method === "GET" ? 403 : 405, { "Content-Type": "text/plain" }).end();
      return;
    }
    const text = await writeMetrics(families);
    response.writeHead(200, { "Content-Type": "text/plain; version=0.0.4; charset=utf-8", "Cache-Control": "no-store" }).end(text);
  };
}
