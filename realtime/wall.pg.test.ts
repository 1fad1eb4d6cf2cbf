import { createHash, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createTRPCClient, createWSClient, wsLink } from "@trpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Actor } from "#domain/access.ts";
import type { BoardWrite, TileKind } from "#domain/board.ts";
import type { Id } from "#domain/id.ts";
import type { TileOf, WallFrame, WallTold } from "#domain/wall.ts";
import { appendEvents } from "#db/event.ts";
import { connect } from "#db/sql.ts";
import { addActor, addHospital, addRequest, addSchool, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import type { ServerDeps } from "#server/context.ts";
import { createLog } from "#server/log.ts";
import type { AppRouter } from "#server/router.ts";
import { callerAs, browser, depsOver } from "#server/testing.ts";
import { refusalOfCall } from "#server/testing-caller.ts";
import { makeAttendance } from "./attendance.ts";
import { postgresBus } from "./bus.ts";
import { startFeed } from "./feed.ts";
import { until } from "./sheet-testing.ts";
import { attachUpgrades, socketCommands } from "./upgrade.ts";
import { startWalls } from "./walls.ts";

/** Today, but never after the term that the requests are in. */
const now = () => new Date(Math.min(Date.now(), Date.parse("2027-01-15T15:00:00Z")));

/** A node with its walls and its socket. */
async function serveWalls(url: string) {
  const sql = connect(url, { max: 8, name: "walls test" });
  const log = createLog(process.env.WALL_LOG ?? "silent");
  const feed = await startFeed({ sql, bus: postgresBus({ url, sql, log }), log });
  const walls = startWalls({ sql, feed, log, build: "one", now, every: 200 });
  const deps: ServerDeps & { rejudged: Id[] } = { ...depsOver(sql), feed, walls, now };
  const attendance = makeAttendance({ sql, log, every: 60_000 });
  const commands = socketCommands(deps, attendance);
  const server = createServer();
  attachUpgrades(server, deps, { "/trpc": commands.upgrade });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    deps,
    walls,
    sql,
    async [Symbol.asyncDispose]() {
      walls.sendAway();
      commands.stop();
      attendance.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await walls.stop();
      await feed.stop();
      await sql.end({ timeout: 5 });
    },
  };
}

let database: TestDatabase;
let node: Awaited<ReturnType<typeof serveWalls>>;
let school: TestSchool;
let hospital: TestHospital;
beforeAll(async () => {
  database = await testDatabase();
  node = await serveWalls(database.url);
  school = await addSchool(database.sql);
  hospital = await addHospital(database.sql);
});
afterAll(async () => {
  await node[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const as = (actor: Actor) => callerAs(node.deps, actor, now());

const boardWith = (kinds: TileKind[], more: Partial<BoardWrite> = {}): BoardWrite => ({
  name: "Couloir",
  side: "placing",
  policy: "public",
  language: "fr",
  night: null,
  views: [
    {
      id: randomUUID(),
      name: "Tout",
      seconds: 20,
      tiles: kinds.map((kind) => ({ id: randomUUID(), kind, wide: false, programmeId: null, siteId: null, weeks: 12 })),
    },
  ],
  ...more,
});
const everyKind: TileKind[] = ["statuses", "flow", "answers", "conflicts", "progress", "occupancy", "starts-ends"];

/** A browser at /mur that was paired with a board. */
async function paired(actor: Actor, boardId: Id) {
  const screen = browser(node.deps);
  const begun = await (await screen.caller()).wall.begin();
  if (begun.state !== "waiting") throw new Error(`no code: ${begun.state}`);
  const code = `${begun.code.slice(0, 3)} ${begun.code.slice(3).toLowerCase()}`;
  const { id } = await as(actor).display.pair({ code, name: "Écran du 3e", boardId });
  return { screen, id };
}

const cookieOf = (screen: ReturnType<typeof browser>): string => screen.setCookies.at(-1)?.split(";", 1)[0] ?? "";

/** A screen that follows its board, over a real socket. */
async function hung(screen: ReturnType<typeof browser>) {
  const headers = { cookie: cookieOf(screen), origin: `http://${node.address}` };
  const sockets: WebSocket[] = [];
  class Browser extends WebSocket {
    constructor(address: string) {
      super(address, { headers });
      sockets.push(this);
    }
  }
  const told: WallTold[] = [];
  const socket = createWSClient({ url: `ws://${node.address}/trpc`, WebSocket: Browser as never, retryDelayMs: () => 50 });
  const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] });
  const subscription = client.wall.told.subscribe(undefined, { onData: (one) => void told.push(one), onError: () => {} });
  const frames = () => told.flatMap((one) => (one.type === "frame" ? [one.frame] : []));
  await until(() => told.length > 0, "the screen to be told something");
  return {
    told,
    frames,
    sockets,
    frame: () => frames().at(-1),
    async [Symbol.asyncDispose]() {
      subscription.unsubscribe();
      await socket.close();
    },
  };
}

function tileIn<Kind extends TileKind>(frame: WallFrame | undefined, kind: Kind): TileOf<Kind> {
  const found = frame?.views.flatMap(({ tiles }) => tiles).find((one) => one.kind === kind);
  if (!found) throw new Error(`no tile ${kind}`);
  return found as TileOf<Kind>;
}
const countOf = (frame: WallFrame | undefined, key: string): number =>
  tileIn(frame, "statuses").rows.find((row) => row.key === key)?.requests ?? 0;

/** A student sits down, or leaves, as the assignment grid would have it. */
const sit = (requestId: Id, studentId: Id, leaves = false) =>
  database.sql.begin(async (tx) => {
    if (leaves) await tx`delete from assignment where request_id = ${requestId} and student_id = ${studentId}`;
    else
      await tx`insert into assignment (agency_id, request_id, student_id, assigned_by) values (${school.agencyId}, ${requestId}, ${studentId}, ${school.anna.personId})`;
    const author = { agencyId: school.agencyId, accountId: null, personId: null, name: "", requestId: "test" };
    await appendEvents(tx, author, [
      { kind: leaves ? "assignment.removed" : "assignment.held", agencyIds: [school.agencyId], about: requestId, facts: { studentId } },
    ]);
  });

test("[R480] a code pairs a browser once; its secret is in no answer and no row, and a code that is none is counted", async () => {
  const { id: boardId } = await as(school.anna).board.create(boardWith(["statuses"]));
  const screen = browser(node.deps);
  const call = await screen.caller();
  expect(await call.wall.state()).toEqual({ state: "none" });
  const begun = await call.wall.begin();
  const [cookie = ""] = screen.setCookies;
  expect(cookie).toMatch(/^concerto_display=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  const secret = cookieOf(screen).split("=")[1] ?? "";
  expect(JSON.stringify(begun)).not.toContain(secret);
  expect(await (await screen.caller()).wall.begin()).toEqual(begun);
  if (begun.state !== "waiting") throw new Error("no code");
  const again = as(school.anna);
  const { id } = await again.display.pair({ code: begun.code, name: "Entrée", boardId });
  expect(await (await screen.caller()).wall.state()).toMatchObject({ state: "paired", displayId: id, name: "Entrée" });
  const kept = await database.sql<{ tokenHash: string }[]>`select token_hash from display where id = ${id}`;
  expect(kept[0]?.tokenHash).toBe(createHash("sha256").update(secret).digest("hex"));
  expect(await refusalOfCall(again.display.pair({ code: begun.code, name: "Deux fois", boardId }))).toEqual({
    code: "pairing-code-unknown",
  });
  // an observer looks, and hangs nothing
  const observer = await addActor(database.sql, { agencyId: school.agencyId, kind: "observer", name: ["Odile", "Paré"] });
  expect(await refusalOfCall(as(observer).display.pair({ code: "ABC347", name: "X", boardId }))).toEqual({ code: "not-allowed" });
  for (let tries = 1; tries < 20; tries += 1) await refusalOfCall(again.display.pair({ code: "ABC347", name: "X", boardId }));
  // whoever tried too many is not told the next one, were it right
  const next = await (await browser(node.deps).caller()).wall.begin();
  if (next.state !== "waiting") throw new Error("no code");
  expect(await refusalOfCall(again.display.pair({ code: next.code, name: "X", boardId }))).toMatchObject({ code: "too-many-attempts" });
});

test("[R481] a display's secret opens its board and nothing else, and none opens nothing", async () => {
  const { id: boardId } = await as(school.anna).board.create(boardWith(["statuses"]));
  const { screen } = await paired(school.bruno, boardId);
  const call = await screen.caller();
  expect((await call.wall.frame()).boardId).toBe(boardId);
  expect(await refusalOfCall(call.board.list())).toEqual({ code: "sign-in-needed" });
  expect(await refusalOfCall(call.display.list())).toEqual({ code: "sign-in-needed" });
  const nobody = await browser(node.deps).caller();
  const unpaired = { code: "display-unpaired" };
  expect(await refusalOfCall(nobody.wall.frame())).toEqual(unpaired);
  expect(await refusalOfCall(nobody.wall.after({ seq: null, at: null }))).toEqual(unpaired);
  expect(await refusalOfCall(nobody.wall.seen({ viewId: null, width: null, height: null }))).toEqual(unpaired);
  expect(await refusalOfCall(nobody.wall.told())).toEqual(unpaired);
  // long polling tells the whole frame first, then only what is newer
  const told = await call.wall.after({ seq: null, at: null });
  expect(told.map(({ type }) => type)).toEqual(["frame", "beat"]);
});

test("[R483] a secret is another after a day; the one before it ends when the new one is shown", async () => {
  const { id: boardId } = await as(school.anna).board.create(boardWith(["statuses"]));
  const { screen, id } = await paired(school.bruno, boardId);
  const before = cookieOf(screen);
  await (await screen.caller()).wall.renew();
  expect(cookieOf(screen)).toBe(before);
  await database.sql`update display set rotated_at = ${now().toISOString()}::timestamptz - interval '25 hours' where id = ${id}`;
  expect(await (await screen.caller()).wall.renew()).toMatchObject({ state: "paired" });
  const after = cookieOf(screen);
  expect(after).not.toBe(before);
  const old = browser(node.deps);
  const stateWith = async (cookie: string) => {
    const context = await old.context();
    context.headers.set("cookie", cookie);
    const { callerOf } = await import("#server/router.ts");
    return (await callerOf(context).wall.state()).state;
  };
  expect(await stateWith(before)).toBe("paired");
  expect(await stateWith(after)).toBe("paired");
  expect(await stateWith(before)).toBe("none");
});

test("[R486][R487][R488][R489] what is committed is on every display, an over-allocation comes and goes, the clock is heard, and all as its side may know it", async () => {
  const { id: boardId } = await as(school.anna).board.create(boardWith(everyKind, { policy: "staff" }));
  const one = await paired(school.bruno, boardId);
  const other = await paired(school.bruno, boardId);
  await using first = await hung(one.screen);
  await using second = await hung(other.screen);
  expect(first.told[0]?.type).toBe("frame");
  await until(() => first.told.some(({ type }) => type === "beat"), "the server's clock");

  const before = countOf(first.frame(), "accepted");
  const made = await addRequest(database.sql, { school, hospital, status: "accepted", size: 1, destinationId: hospital.eastId });
  await until(
    () => countOf(first.frame(), "accepted") === before + 1 && countOf(second.frame(), "accepted") === before + 1,
    "both to show it",
  );
  expect(first.frame()).toEqual(second.frame());
  const [stored] = await database.sql<{ seq: number }[]>`select seq from event where about = ${made.id} and kind = 'request.accepted'`;
  expect(first.frame()?.seq).toBeGreaterThanOrEqual(stored?.seq ?? Infinity);
  expect(tileIn(first.frame(), "flow").today.accepted).toBeGreaterThan(0);
  expect(tileIn(first.frame(), "answers").rows[0]).toMatchObject({
    outcome: "accepted",
    unit: "4e Est",
    staff: { reference: made.reference },
  });

  const [anna = "", zoe = ""] = school.students;
  await sit(made.id, anna);
  await sit(made.id, zoe);
  await until(() => first.frame()?.urgent.some((urgent) => urgent.kind === "over" && urgent.key === made.id) ?? false, "the interruption");
  expect(first.frame()?.urgent[0]).toMatchObject({ students: 2, places: 1, unit: "4e Est" });
  await until(() => tileIn(first.frame(), "conflicts").blocks === 1, "the conflict to be counted");
  await sit(made.id, zoe, true);
  await until(() => first.frame()?.urgent.length === 0 && tileIn(first.frame(), "conflicts").over.length === 0, "its end");

  // a unit's no is its organisation's: the school's wall still says that it was handed on
  const redirected = countOf(first.frame(), "redirected");
  const refused = await addRequest(database.sql, { school, hospital, status: "declined-by-unit", destinationId: hospital.eastId });
  await until(() => countOf(first.frame(), "redirected") === redirected + 1, "the redirection");
  expect(JSON.stringify(first.frame())).not.toMatch(/declined-by-unit|accepted-by-unit/);
  expect(tileIn(first.frame(), "answers").rows.some(({ staff }) => staff?.reference === refused.reference)).toBe(false);

  // a screen that was away gets the whole of what it missed
  second.sockets.at(-1)?.terminate();
  await addRequest(database.sql, { school, hospital, status: "accepted", size: 1 });
  await until(() => countOf(second.frame(), "accepted") === before + 2, "the screen to come back");
});

test("[R484] no frame names a student, and one for the public says counts and units alone", async () => {
  await addRequest(database.sql, { school, hospital, status: "confirmed", destinationId: hospital.eastId, size: 2 });
  const staff = await as(school.anna).board.preview(boardWith([...everyKind.slice(0, 6), "deadlines"], { policy: "staff" }));
  expect(JSON.stringify(staff)).toContain("180-11A");
  const open = await as(school.anna).board.preview(boardWith([...everyKind.slice(0, 6), "deadlines"]));
  const receiving = await as(hospital.claire).board.preview(
    boardWith(["statuses", "answers", "conflicts", "occupancy", "starts-ends", "deadlines"], { side: "receiving" }),
  );
  expect(tileIn(receiving, "answers").rows[0]).toMatchObject({ unit: expect.any(String), staff: null });
  for (const frame of [staff, open, receiving]) expect(JSON.stringify(frame)).not.toMatch(/Nomsecret|Zoé|reason|comment/i);
  for (const frame of [open, receiving])
    expect(JSON.stringify({ ...frame, organisation: "" })).not.toMatch(/180-11A|SI26|Cohorte|Cégep|reference"/);
});

test("[R485] a board counts what its maker reaches, and is there for who reaches as much", async () => {
  const bounded = await addActor(database.sql, {
    agencyId: school.agencyId,
    kind: "placing-coordinator",
    name: ["Bénédicte", "Lamy"],
    programmes: [],
  });
  const all = await as(school.anna).board.create(boardWith(["statuses"]));
  const hers = await as(bounded).board.create(boardWith(["statuses"], { name: "À elle" }));
  expect(tileIn(await as(bounded).board.frame({ id: hers.id }), "statuses").requests).toBe(0);
  expect(tileIn(await as(school.anna).board.frame({ id: all.id }), "statuses").requests).toBeGreaterThan(0);
  // a colleague who reaches more may change it; it counts no more for that
  await as(school.anna).board.update({ id: hers.id, version: 1, board: boardWith(["statuses"], { name: "Autre nom" }) });
  expect(tileIn(await as(school.anna).board.frame({ id: hers.id }), "statuses").requests).toBe(0);
  expect(await refusalOfCall(as(bounded).board.get({ id: all.id }))).toEqual({ code: "not-found" });
  expect((await as(bounded).board.list()).boards.map(({ name }) => name)).toEqual(["Autre nom"]);
  const narrowed = boardWith(["statuses"]);
  for (const view of narrowed.views) for (const tile of view.tiles) tile.programmeId = school.programmeId;
  expect(await refusalOfCall(as(bounded).board.create(narrowed))).toEqual({ code: "not-found" });
  expect(await refusalOfCall(as(bounded).board.create(boardWith(["statuses"], { side: "receiving" })))).toEqual({ code: "not-allowed" });
});

test("[R482][R490][R491] who was overtaken is told; a display hears of its name and board, outlives its board, and goes dark when it is revoked", async () => {
  const anna = as(school.anna);
  const board = boardWith(["statuses"], { name: "Premier" });
  const { id: boardId } = await anna.board.create(board);
  const { screen, id } = await paired(school.bruno, boardId);
  await using wall = await hung(screen);
  await (await screen.caller()).wall.seen({ viewId: board.views[0]?.id ?? null, width: 1920, height: 1080 });
  await until(
    async () => (await anna.display.list()).displays.some((one) => one.id === id && one.live && one.view === "Tout"),
    "the list to say so",
  );
  expect((await anna.board.list()).boards.find((one) => one.id === boardId)).toMatchObject({ displays: 1, live: 1 });

  await anna.board.update({ id: boardId, version: 1, board: { ...board, name: "Second" } });
  await until(() => wall.frame()?.name === "Second", "the new name of the board");
  expect(await refusalOfCall(as(school.bruno).board.update({ id: boardId, version: 1, board }))).toMatchObject({
    code: "stale",
    by: "Anna Roy",
  });

  await anna.display.rename({ id, name: "Salle des profs" });
  await anna.display.identify({ id });
  await until(() => wall.told.some((told) => told.type === "identify" && told.name === "Salle des profs"), "its name on it");

  await anna.board.remove({ id: boardId, version: 2 });
  await until(() => wall.frame()?.views.length === 0, "no board");
  await anna.board.restore({ id: boardId });
  await until(() => wall.frame()?.views.length === 1, "the board again");
  const { id: otherId } = await anna.board.create(boardWith(["statuses"], { name: "Un autre" }));
  expect(await anna.display.assign({ id, boardId: otherId })).toEqual({ before: boardId });
  await until(() => wall.frame()?.boardId === otherId, "the other board");

  const sockets = wall.sockets.length;
  await anna.display.revoke({ id });
  await until(() => wall.told.at(-1)?.type === "revoked", "the revocation");
  await until(() => wall.sockets[sockets - 1]?.readyState === WebSocket.CLOSED, "the line to end");
  expect(await (await screen.caller()).wall.state()).toEqual({ state: "revoked" });
  expect(await refusalOfCall((await screen.caller()).wall.frame())).toEqual({ code: "display-unpaired" });
  expect(await (await screen.caller()).wall.begin()).toMatchObject({ state: "waiting" });
});
