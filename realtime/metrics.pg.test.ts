import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { readEnv } from "#server/env.ts";
import { answerMetrics, makeMeasures, mayRead } from "./metrics.ts";

const token = "a-token-of-sixteen-or-more";
let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

const rested = { delay: () => 2, tired: () => false, forget: () => {}, stop: () => {} };

/** The page as Prometheus parses it: each line in its place, each family declared before its series. */
function parse(text: string): Map<string, number> {
  const series = new Map<string, number>();
  let family = "";
  let type = "";
  expect(text.endsWith("\n")).toBe(true);
  for (const line of text.trimEnd().split("\n")) {
    const declared = /^# (HELP|TYPE) ([a-z_]+) (.+)$/.exec(line);
    if (declared) {
      const [, what, name = "", rest = ""] = declared;
      if (what === "TYPE") expect(["counter", "gauge", "histogram"]).toContain((type = rest));
      else family = name;
      expect(name).toBe(family);
      continue;
    }
    const [, name = "", labels = "", value = ""] = /^([a-z_]+)(\{(?:[a-z]+="(?:[^"\\\n]|\\.)*",?)+\})? (\S+)$/.exec(line) ?? [];
    expect(name, line).not.toBe("");
    expect(type === "histogram" ? name.replace(/_(bucket|sum|count)$/, "") : name).toBe(family);
    expect(Number(value.replace("+Inf", "Infinity")), line).not.toBeNaN();
    expect(series.has(name + labels)).toBe(false);
    series.set(name + labels, Number(value));
  }
  return series;
}

const request = (of: { ip: string; headers?: Record<string, string> }) =>
  ({ headers: of.headers ?? {}, socket: { remoteAddress: of.ip } }) as unknown as IncomingMessage;

it("[R119] is read from this machine, or with the token, and by nobody else", () => {
  const open = readEnv({ argv: [], env: {} });
  const guarded = readEnv({ argv: [], env: { CONCERTO_METRICS_TOKEN: token } });
  const proxied = readEnv({ argv: [], env: { BASE_URL: "https://concerto.example" } });
  const shown = { authorization: `Bearer ${token}` };
  for (const ip of ["127.0.0.1", "::1", "::ffff:127.0.0.1"]) expect(mayRead(request({ ip }), open)).toBe(true);
  expect(mayRead(request({ ip: "203.0.113.9" }), open)).toBe(false);
  expect(mayRead(request({ ip: "203.0.113.9", headers: shown }), open)).toBe(false);
  expect(mayRead(request({ ip: "203.0.113.9", headers: shown }), guarded)).toBe(true);
  expect(mayRead(request({ ip: "203.0.113.9", headers: { authorization: "Bearer a-token-of-sixteen-or-mor!" } }), guarded)).toBe(false);
  // a proxy on this machine asks for somebody else, whether it is trusted or not
  for (const env of [open, proxied])
    expect(mayRead(request({ ip: "127.0.0.1", headers: { "x-forwarded-for": "203.0.113.9" } }), env)).toBe(false);
});

it("[R119] tells figures in Prometheus's form, and goes on when one cannot be read", async () => {
  const measures = makeMeasures();
  measures.committed(3, 7);
  measures.committed(30, 700);
  measures.told(-5);
  measures.refused("sheet", "tooMany");
  measures.refused("sheet", "tooMany");
  measures.ended('a "reason"\\\n');
  await database.sql`create schema if not exists pgboss`;
  const of = {
    sql: database.sql,
    env: readEnv({ argv: [], env: {} }),
    pulse: rested,
    measures,
    gauges: {
      sheets: () => ({ sheets: 2, pages: 5, waiting: 0, owned: 3, renewed: 1 }),
      events: () => ({ sockets: 4, others: 1 }),
    },
  };
  const server = createServer((incoming, response) => void answer(incoming, response));
  const answer = answerMetrics(of);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
  const response = await fetch(address);
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const series = parse(await response.text());
  // no jobs here: the database has no pg-boss
  expect(series.get("concerto_database_up")).toBe(0);
  expect(series.has("concerto_shelved_values")).toBe(false);
  expect(Object.fromEntries(series)).toMatchObject({
    concerto_open_sheets: 2,
    concerto_commit_queue: 0,
    'concerto_connections{kind="sheet"}': 5,
    'concerto_commit_seconds_bucket{le="0.005"}': 1,
    'concerto_commit_seconds_bucket{le="0.05"}': 2,
    'concerto_commit_seconds_bucket{le="+Inf"}': 2,
    concerto_commit_seconds_count: 2,
    'concerto_commit_updates_bucket{le="500"}': 1,
    concerto_commit_updates_sum: 707,
    'concerto_event_lag_seconds_bucket{le="0.0005"}': 1,
    'concerto_sockets_refused_total{kind="sheet",reason="tooMany"}': 2,
    'concerto_event_loop_delay_seconds{quantile="0.99"}': 0.002,
  });
  await database.sql`create table pgboss.job (name text, state text)`;
  await database.sql`insert into pgboss.job values ('mail', 'created'), ('mail', 'created'), ('mail', 'failed'), ('__pgboss__send', 'active')`;
  const again = parse(await readAgain(of));
  expect(Object.fromEntries(again)).toMatchObject({
    concerto_database_up: 1,
    concerto_shelved_values: 0,
    'concerto_jobs{job="mail",state="created"}': 2,
    'concerto_jobs{job="mail",state="failed"}': 1,
  });
  expect([...again.keys()].join()).not.toContain("__pgboss");
  expect((await fetch(address, { method: "POST" })).status).toBe(405);
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

/** A reader that has kept nothing. */
async function readAgain(of: Parameters<typeof answerMetrics>[0]): Promise<string> {
  let text = "";
  const response = { writeHead: () => response, end: (body: string) => void (text = body) };
  await answerMetrics(of)({ method: "GET", headers: {}, socket: { remoteAddress: "127.0.0.1" } } as never, response as never);
  return text;
}
