import { createServer } from "node:http";
import { connect as connectTcp, type AddressInfo, type Socket } from "node:net";
import { createTRPCClient, createWSClient, wsLink } from "@trpc/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { Actor } from "#domain/access.ts";
import type { LiveEvent } from "#domain/event.ts";
import { appendEvents } from "#db/event.ts";
import { connect, type Sql } from "#db/sql.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addActor, addSchool } from "#db/testing-world.ts";
import { limits } from "#sheet/protocol.ts";
import type { ServerDeps } from "#server/context.ts";
import { readEnv } from "#server/env.ts";
import { createLog } from "#server/log.ts";
import { bareMatcher } from "#server/testing-matcher.ts";
import { bareWalls } from "#server/testing-walls.ts";
import type { AppRouter } from "#server/router.ts";
import { makeAttendance } from "./attendance.ts";
import { postgresBus } from "./bus.ts";
import { startFeed } from "./feed.ts";
import { answerOurs, begin } from "./http.ts";
import { laying } from "./laying.ts";
import { rejudgeOnChange } from "./rejudge.ts";
import { signIn, until } from "./sheet-testing.ts";
import { attachUpgrades, socketCommands } from "./upgrade.ts";

/** Live events and commands of one node, on a port of its own, over a test's database. */
async function serveLive(url: string, { judgeEvery = 200, newSocketsPerSecond = limits.newSocketsPerSecond as number } = {}) {
  const sql = connect(url, { max: 5, name: "live test" });
  const log = createLog("silent");
  const feed = await startFeed({ sql, bus: postgresBus({ url, sql, log }), log });
  const attendance = makeAttendance({ sql, log, every: judgeEvery });
  const sheets: ServerDeps["sheets"] = { ...laying, exclusive: (_id, work) => work(), rejudge: attendance.rejudge };
  const deps: ServerDeps = {
    sql,
    log,
    feed,
    sheets,
    env: readEnv({ argv: [], env: {} }),
    jobs: { ring: () => {}, state: async () => "running" },
    matcher: bareMatcher,
    walls: bareWalls(sql, () => new Date()),
    now: () => new Date(),
  };
  const commands = socketCommands(deps, attendance, { newSocketsPerSecond });
  const stopRejudging = rejudgeOnChange(feed, sheets);
  const server = createServer((request, response) => {
    void answerOurs(deps, request, { response, ...begin(deps, request, response), answers: {}, attendance });
  });
  attachUpgrades(server, deps, { "/trpc": commands.upgrade });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    port,
    deps,
    commands,
    attendance,
    async [Symbol.asyncDispose]() {
      stopRejudging();
      commands.stop();
      attendance.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await feed.stop();
      await sql.end({ timeout: 5 });
    },
  };
}
type LiveServer = Awaited<ReturnType<typeof serveLive>>;

let database: TestDatabase;
let server: LiveServer;
beforeAll(async () => {
  database = await testDatabase();
  server = await serveLive(database.url);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

/** Something happens at an organisation: `count` events in one transaction. */
const happen = (sql: Sql, agencyId: string, count = 1): Promise<unknown> =>
  sql.begin((tx) =>
    appendEvents(
      tx,
      { agencyId, accountId: null, personId: null, name: "", requestId: "" },
      Array.from({ length: count }, () => ({ kind: "worksheet.changed", agencyIds: [agencyId], about: agencyId, facts: {} }) as const),
    ),
  );

const stored = async (agencyId: string, after: number): Promise<number[]> =>
  (
    await database.sql<
      { seq: number }[]
    >`select seq from event where agency_ids @> array[${agencyId}::uuid] and seq > ${after} order by seq`
  ).map(({ seq }) => seq);

/** A page that follows what happens, as a browser does, over real sockets that a test can cut. */
async function follow(actor: Actor, { after, at = server }: { after?: number; at?: { address: string } } = {}) {
  const headers = { cookie: await signIn(database.sql, actor), origin: `http://${at.address}` };
  const sockets: WebSocket[] = [];
  class Browser extends WebSocket {
    constructor(address: string) {
      super(address, { headers });
      sockets.push(this);
    }
  }
  const events: LiveEvent[] = [];
  const errors: unknown[] = [];
  let started = 0;
  const socket = createWSClient({ url: `ws://${at.address}/trpc`, WebSocket: Browser as never, retryDelayMs: () => 20 });
  const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] });
  const subscription = client.live.events.subscribe(after === undefined ? undefined : { lastEventId: after }, {
    onData: ({ data }) => void events.push(data),
    onStarted: () => void (started += 1),
    onError: (error) => void errors.push(error),
  });
  const page = {
    events,
    errors,
    sockets,
    cookie: headers.cookie,
    cut: () => sockets.at(-1)?.terminate(),
    async [Symbol.asyncDispose]() {
      subscription.unsubscribe();
      await socket.close();
    },
  };
  await until(() => started > 0 || errors.length > 0, "the page to follow");
  return page;
}

const newest = async (): Promise<number> =>
  (await database.sql<{ seq: number }[]>`select coalesce(max(seq), 0)::int8 as seq from event`)[0]?.seq ?? 0;

describe("live events", () => {
  it("[R130] are told once each and in order over any number of breaks, and by another node", async () => {
    const school = await addSchool(database.sql);
    await using other = await serveLive(database.url);
    const from = await newest();
    await using page = await follow(school.anna, { after: from });
    await using elsewhere = await follow(school.bruno, { after: from, at: other });
    for (let round = 0; round < 40; round += 1) {
      await happen(database.sql, school.agencyId, 1 + (round % 3));
      if (round % 4 === 1) page.cut();
      if (round % 7 === 2) elsewhere.cut();
      if (round % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 15));
    }
    const all = await stored(school.agencyId, from);
    await until(() => page.events.length >= all.length && elsewhere.events.length >= all.length, "everything to be told");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(page.events.map(({ seq }) => seq)).toEqual(all);
    expect(elsewhere.events.map(({ seq }) => seq)).toEqual(all);
    expect(page.sockets.length).toBeGreaterThan(5);
  });

  it("[R130] are told to a page that was away for longer than the memory holds", async () => {
    const school = await addSchool(database.sql);
    const stranger = await addSchool(database.sql);
    const from = await newest();
    await happen(database.sql, school.agencyId, 700);
    await happen(database.sql, stranger.agencyId, 5_000);
    await happen(database.sql, school.agencyId, 3);
    await using late = await serveLive(database.url);
    await using page = await follow(school.anna, { after: from, at: late });
    await until(() => page.events.length >= 703, "everything missed");
    await happen(database.sql, school.agencyId, 2);
    await until(() => page.events.length >= 705, "what came after");
    expect(page.events.map(({ seq }) => seq)).toEqual(await stored(school.agencyId, from));
  });

  it("tell each audience what it may know, and the change of seats to who may follow the sheet", async () => {
    const school = await addSchool(database.sql);
    const from = await newest();
    const { agencyId } = school;
    const elsewhere = await addActor(database.sql, { agencyId, kind: "placing-coordinator", name: ["Éva", "Roy"], programmes: [] });
    const theirs = await addActor(database.sql, {
      agencyId,
      kind: "placing-coordinator",
      name: ["Luc", "Roy"],
      programmes: [school.programmeId],
    });
    const leader = await addActor(database.sql, { agencyId, kind: "course-leader", name: ["Line", "Roy"] });
    const stranger = await addSchool(database.sql);
    const pages = {
      author: await follow(school.anna, { after: from }),
      colleague: await follow(school.bruno, { after: from }),
      theirs: await follow(theirs, { after: from }),
      elsewhere: await follow(elsewhere, { after: from }),
      leader: await follow(leader, { after: from }),
      stranger: await follow(stranger.anna, { after: from }),
    };
    const seats = {
      worksheetId: school.worksheetId,
      programmeId: school.programmeId,
      left: null,
      taken: { assignmentId: school.worksheetId, version: 1, at: "2026-11-22T12:00:00.000Z" },
    };
    const author = {
      agencyId: school.agencyId,
      accountId: school.anna.accountId,
      personId: school.anna.personId,
      name: school.anna.name,
      requestId: "",
    };
    await database.sql.begin((tx) =>
      appendEvents(tx, author, [
        {
          kind: "assignment.held",
          agencyIds: [school.agencyId],
          about: school.worksheetId,
          within: [school.worksheetId],
          facts: { studentId: school.worksheetId, seats },
        },
      ]),
    );
    const held = (name: keyof typeof pages) => pages[name].events.find(({ kind }) => kind === "assignment.held");
    await until(() => (["author", "colleague", "theirs", "elsewhere", "leader"] as const).every(held), "those inside to be told");
    expect(held("author")).toMatchObject({ mine: true, by: school.anna.name, change: { taken: { by: school.anna.name } } });
    expect(held("colleague")).toMatchObject({ mine: false, change: { worksheetId: school.worksheetId, left: null } });
    expect(held("theirs")).toMatchObject({ change: { left: null } });
    // Another programme's coordinator, and a course leader whose courses are in the database: they are told that it happened, and ask.
    expect(held("elsewhere")).not.toHaveProperty("change");
    expect(held("leader")).not.toHaveProperty("change");
    await happen(database.sql, stranger.agencyId);
    await until(() => pages.stranger.events.length === 1, "the stranger's own");
    expect(pages.stranger.events.map(({ kind }) => kind)).toEqual(["worksheet.changed"]);
    for (const page of Object.values(pages)) await page[Symbol.asyncDispose]();
  });

  it("[R133] let go of a page that does not read, which resumes by its number", async () => {
    const school = await addSchool(database.sql);
    const from = await newest();
    const cookie = await signIn(database.sql, school.anna);
    // A socket by hand: what comes is not read.
    const raw: Socket = connectTcp(server.port, "127.0.0.1");
    await new Promise<void>((resolve) => raw.once("connect", () => resolve()));
    raw.write(
      `GET /trpc HTTP/1.1\r\nHost: ${server.address}\r\nOrigin: http://${server.address}\r\nCookie: ${cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    );
    await new Promise<void>((resolve) => raw.once("data", () => resolve()));
    const ask = Buffer.from(
      JSON.stringify({ id: 1, method: "subscription", params: { path: "live.events", input: { lastEventId: from } } }),
    );
    const frame = Buffer.alloc(8 + ask.length);
    frame.writeUInt8(0x81, 0);
    frame.writeUInt8(0x80 | 126, 1);
    frame.writeUInt16BE(ask.length, 2);
    ask.copy(frame, 8);
    raw.write(frame);
    raw.pause();
    raw.on("error", () => {});
    const open = server.commands.sockets();
    const wide = Array.from({ length: 2_000 }, () => school.worksheetId);
    let told = 0;
    for (; told < 200 && server.commands.sockets() === open; told += 1) {
      await database.sql.begin((tx) =>
        appendEvents(
          tx,
          { agencyId: school.agencyId, accountId: null, personId: null, name: "", requestId: "" },
          Array.from(
            { length: 5 },
            () => ({ kind: "worksheet.changed", agencyIds: [school.agencyId], about: school.agencyId, within: wide, facts: {} }) as const,
          ),
        ),
      );
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await until(() => server.commands.sockets() === open - 1, "the page to be let go");
    raw.destroy();
    await using again = await follow(school.anna, { after: from });
    const all = await stored(school.agencyId, from);
    await until(() => again.events.length >= all.length, "all of it, to one who reads");
    expect(again.events.map(({ seq }) => seq)).toEqual(all);
  });

  it("[R132] end with the session, wherever it ended: signed out on another node, run idle, disabled", async () => {
    const school = await addSchool(database.sql);
    const ends: [string, (cookie: string) => Promise<unknown>][] = [
      ["signed out elsewhere", () => database.sql`delete from session where account_id = ${school.anna.accountId}`],
      [
        "run idle",
        () => database.sql`update session set expires_at = now() - interval '1 second' where account_id = ${school.anna.accountId}`,
      ],
      ["disabled", () => database.sql`update account set disabled_at = now() where id = ${school.anna.accountId}`],
    ];
    for (const [, end] of ends) {
      await using page = await follow(school.anna);
      const stream = await fetch(`http://${server.address}/trpc/live.events`, {
        headers: { cookie: page.cookie, accept: "text/event-stream" },
      });
      const read = stream.text().catch(() => "cut");
      const waits = fetch(`http://${server.address}/trpc/live.after?input=${encodeURIComponent(JSON.stringify({ seq: await newest() }))}`, {
        headers: { cookie: page.cookie },
      }).catch(() => "cut");
      await until(() => server.attendance.of(school.anna.accountId) === 3, "all three to wait");
      await end(page.cookie);
      await until(() => page.errors.length > 0, "the socket's page to be told to sign in", 5_000);
      expect(await read).toBe("cut");
      expect(await waits).toBe("cut");
    }
  });

  it("[R132] are judged anew when the session is used in another role elsewhere", async () => {
    const school = await addSchool(database.sql);
    await using page = await follow(school.anna);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(page.sockets).toHaveLength(1);
    await database.sql`update session set agency_id = ${school.agencyId}, role_id = ${school.anna.roleId} where account_id = ${school.anna.accountId}`;
    await until(() => page.sockets.length === 2, "the socket to be opened anew", 5_000);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(page.sockets).toHaveLength(2);
  });

  it("[R134] come over a stream of plain HTTP, from a number on, with headers that keep proxies from holding it", async () => {
    const school = await addSchool(database.sql);
    const from = await newest();
    await happen(database.sql, school.agencyId);
    const cookie = await signIn(database.sql, school.anna);
    const stop = new AbortController();
    const answer = await fetch(
      `http://${server.address}/trpc/live.events?input=${encodeURIComponent(JSON.stringify({ lastEventId: from }))}`,
      {
        headers: { cookie, accept: "text/event-stream" },
        signal: stop.signal,
      },
    );
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    expect(answer.headers.get("cache-control")).toMatch(/no-cache|no-store/);
    expect(answer.headers.get("cache-control")).toContain("no-transform");
    expect(answer.headers.get("x-accel-buffering")).toBe("no");
    expect(answer.headers.get("content-encoding")).toBeNull();
    let text = "";
    const reading = (async () => {
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) text += Buffer.from(chunk).toString();
    })().catch(() => {});
    await until(() => text.includes('"kind":"worksheet.changed"'), "the missed event");
    await happen(database.sql, school.agencyId);
    await until(() => text.split('"kind":"worksheet.changed"').length === 3, "the live one");
    expect([...text.matchAll(/^id: (\d+)$/gm)].map(([, seq]) => Number(seq))).toEqual(await stored(school.agencyId, from));
    await until(() => text.includes("event: ping"), "a sign of life", 8_000);
    stop.abort();
    await reading;
    await until(() => server.attendance.of(school.anna.accountId) === 0, "the reader to be gone");
  });

  it("[R134] are asked for where nothing streams: at once when there are some, else when something happens", async () => {
    const school = await addSchool(database.sql);
    const headers = { cookie: await signIn(database.sql, school.anna) };
    const ask = async (seq: number | null) => {
      const answer = await fetch(`http://${server.address}/trpc/live.after?input=${encodeURIComponent(JSON.stringify({ seq }))}`, {
        headers,
      });
      expect(answer.headers.get("cache-control")).toContain("no-store");
      return ((await answer.json()) as { result: { data: { seq: number; events: LiveEvent[] } } }).result.data;
    };
    const from = await newest();
    await until(async () => (await ask(null)).seq >= from, "the node to be up to date");
    await happen(database.sql, school.agencyId, 2);
    const first = await ask(from);
    const rest = first.events.length < 2 ? (await ask(first.seq)).events : [];
    expect([...first.events, ...rest].map(({ seq }) => seq)).toEqual(await stored(school.agencyId, from));
    const at = await newest();
    const waiting = ask(at);
    await happen(database.sql, (await addSchool(database.sql)).agencyId);
    await happen(database.sql, school.agencyId);
    expect((await waiting).events.map(({ seq }) => seq)).toEqual(await stored(school.agencyId, at));
  });

  it("[R134] a crowd that comes back at once is let in at the pace the node keeps", async () => {
    await using busy = await serveLive(database.url, { newSocketsPerSecond: 5 });
    const school = await addSchool(database.sql);
    const cookie = await signIn(database.sql, school.anna);
    const from = Date.now();
    const outcomes = await Promise.all(
      Array.from(
        { length: 60 },
        () =>
          new Promise<string>((resolve) => {
            const socket = new WebSocket(`ws://${busy.address}/trpc`, { headers: { cookie, origin: `http://${busy.address}` } });
            socket.on("open", () => resolve("open"));
            socket.on("unexpected-response", (_request, { statusCode }) => resolve(String(statusCode)));
            socket.on("error", () => {});
          }),
      ),
    );
    const open = outcomes.filter((outcome) => outcome === "open").length;
    expect(open).toBeGreaterThanOrEqual(5);
    expect(open).toBeLessThanOrEqual(6 + (5 * (Date.now() - from)) / 1_000);
    expect(outcomes.filter((outcome) => outcome === "503").length).toBe(60 - open);
  });
});
