import { createHash, randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { BoardWrite, TileKind } from "#domain/board.ts";
import { insertBoard } from "#db/board.ts";
import { appendEvents } from "#db/event.ts";
import { connect, type Sql } from "#db/sql.ts";
import { addActor, addHospital, addRequest, addSchool, type TestSchool } from "#db/testing-world.ts";
import { signIn } from "#realtime/sheet-testing.ts";
import type { Product } from "./server.ts";
import { openThin, type ThinSocket } from "./thin-socket.ts";

/** A school with walls: who looks, what hangs, and what happens there. */
export interface WallWorld {
  sql: Sql;
  school: TestSchool;
  /** Cookies of people who are signed in, and of displays that were paired. */
  people: string[];
  displays: string[];
  requestIds: string[];
}

const kinds: TileKind[] = ["statuses", "flow", "answers", "conflicts", "progress", "occupancy", "deadlines"];

const board: BoardWrite = {
  name: "Mur",
  side: "placing",
  policy: "staff",
  language: "fr",
  night: null,
  views: [kinds.slice(0, 4), kinds.slice(4)].map((of, index) => ({
    id: randomUUID(),
    name: `Vue ${index + 1}`,
    seconds: 20,
    tiles: of.map((kind) => ({ id: randomUUID(), kind, wide: false, programmeId: null, siteId: null, weeks: 12 })),
  })),
};

/** A school of one board on all its displays: pairing by hand is not what is measured, so that their secrets are written as rows. */
export async function makeWallWorld(product: Product, of: { people: number; displays: number; requests: number }): Promise<WallWorld> {
  const sql = connect(product.databaseUrl, { max: 4, name: "bench walls" });
  const school = await addSchool(sql, { students: 40 });
  const hospital = await addHospital(sql);
  const requestIds: string[] = [];
  for (let made = 0; made < of.requests; made += 1)
    requestIds.push(
      (await addRequest(sql, { school, hospital, status: made % 3 === 0 ? "sent" : "accepted", destinationId: hospital.eastId })).id,
    );
  const boardId = await sql.begin((tx) => insertBoard(tx, school.anna, { board, at: new Date() }));
  const secrets = Array.from({ length: of.displays }, () => randomBytes(32).toString("base64url"));
  const hashes = secrets.map((secret) => createHash("sha256").update(secret).digest("hex"));
  await sql`
    insert into display (agency_id, board_id, name, token_hash, paired_by)
    select ${school.agencyId}, ${boardId}, 'Écran ' || n, h, ${school.anna.personId} from unnest(${hashes}::text[]) with ordinality as x (h, n)`;
  const people: string[] = [];
  for (let made = 0; made < of.people; made += 1) {
    const actor = await addActor(sql, { agencyId: school.agencyId, kind: "placing-coordinator", name: ["Zoé", `Banc ${made}`] });
    people.push(await signIn(sql, actor));
  }
  return { sql, school, people, displays: secrets.map((secret) => `concerto_display=${secret}`), requestIds };
}

/** A placement's size changes, as a command would have it; returns the event's number and when its commit was asked for. */
export async function act({ sql, school, requestIds }: WallWorld, turn: number): Promise<{ seq: number; begun: number }> {
  const about = requestIds[turn % requestIds.length] ?? "";
  let begun = 0;
  let seq = 0;
  await sql.begin(async (tx) => {
    await tx`update request set size = case when size > 900 then 2 else size + 1 end where id = ${about}`;
    const { agencyId, anna } = school;
    const author = { agencyId, accountId: anna.accountId, personId: anna.personId, name: anna.name, requestId: "bench" };
    await appendEvents(tx, author, [{ kind: "request.changed", agencyIds: [agencyId], about, facts: { changes: {} } }]);
    const [row] = await tx<{ seq: number }[]>`select max(seq)::int8 as seq from event`;
    seq = row?.seq ?? 0;
    begun = performance.now();
  });
  return { seq, begun };
}

/** A screen or page over a bare socket, which tells of the newest number that reached it. */
export interface Listener {
  seq: number;
  /** Bytes of the largest that came. */
  bytes: number;
  /** Called with each number that came. */
  heard: (seq: number) => void;
  closed: () => void;
  cut(): void;
}

const number = /"seq":(\d+)/;

/** Settles when what it shows is there: a wall's whole frame, or that a page follows from `after` on. */
export async function listen(
  product: Pick<Product, "address" | "url">,
  of: { cookie: string; wall: boolean; after?: number },
): Promise<Listener> {
  const socket: ThinSocket = await openThin(`${product.address}/trpc`, { cookie: of.cookie, origin: product.url });
  const listener: Listener = { seq: of.after ?? 0, bytes: 0, heard: () => {}, closed: () => {}, cut: () => socket.cut() };
  await new Promise<void>((resolve, reject) => {
    socket.closed = () => {
      reject(new Error("closed"));
      listener.closed();
    };
    socket.hear = (payload) => {
      const text = payload.toString("latin1", 0, 400);
      if (text === "PING") return socket.send(Buffer.from("PONG"), true);
      if (text.includes('"error"')) return reject(new Error(text));
      if (!of.wall && text.includes('"started"')) resolve();
      const isTold = of.wall
        ? text.includes('"type":"frame"') || text.includes('"type":"beat"')
        : text.includes('"kind":"request.changed"');
      if (!isTold) return;
      listener.seq = Math.max(listener.seq, Number(number.exec(text)?.[1] ?? 0));
      listener.bytes = Math.max(listener.bytes, payload.length);
      resolve();
      listener.heard(listener.seq);
    };
    const input = of.wall || of.after === undefined ? {} : { input: { lastEventId: of.after } };
    const params = of.wall ? { path: "wall.told" } : { path: "live.events", ...input };
    socket.send(Buffer.from(JSON.stringify({ id: 1, method: "subscription", params })), true);
  });
  return listener;
}

const atOnce = 20;

/** Everybody of the world in turn: half pages, half walls. */
export async function listenAll(product: Product, world: WallWorld, screens: number): Promise<Listener[]> {
  const opened: Listener[] = [];
  for (let at = 0; at < screens; at += atOnce)
    opened.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(atOnce, screens - at) }, (_one, more) => listen(product, seatOf(world, at + more))),
      )),
    );
  return opened;
}

/** Even numbers are walls, odd ones pages. */
export function seatOf({ people, displays }: WallWorld, index: number): { cookie: string; wall: boolean } {
  const wall = index % 2 === 0;
  const all = wall ? displays : people;
  return { wall, cookie: all[Math.floor(index / 2) % all.length] ?? "" };
}

/** Waits for something that becomes so. */
export async function settled(isSo: () => boolean, within: number): Promise<boolean> {
  for (const end = performance.now() + within; performance.now() < end;) {
    if (isSo()) return true;
    await sleep(2);
  }
  return isSo();
}
