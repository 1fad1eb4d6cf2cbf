import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Figure } from "./figure.ts";
import { makeLoad } from "./load.ts";
import type { Measure } from "./main.ts";
import { startProduct, type World } from "./server.ts";
import { bareHocuspocus, concertoIn, openRooms, type System } from "./system.ts";

/** What a process keeps in memory for a page that edits, for a sheet of 60 x 12 that somebody has open, and for one that three edit. */
interface Weights {
  connection: number;
  idle: number;
  inUse: number;
}

const warm = 5;
const sheets = 60;
const connections = 300;

const weigh = async ({ server }: System): Promise<number> => (await server.stat(true)).rss / 1_024;

async function openedTwice(system: System, first: number, rooms: number): Promise<void> {
  await openRooms(system, { first, rooms, people: 1 });
  await sleep(500);
}

/** Sheets that are open and at rest, then pages that come to one of them. */
async function weighRest(system: System): Promise<Pick<Weights, "connection" | "idle">> {
  await openedTwice(system, 0, warm);
  const before = await weigh(system);
  await openedTwice(system, warm, sheets);
  const open = await weigh(system);
  const place = { index: 1, of: 2 };
  for (let done = 0; done < connections; done += 20)
    await Promise.all(Array.from({ length: 20 }, () => system.open(system.door(0, place), place)));
  await sleep(500);
  return { idle: (open - before) / sheets, connection: ((await weigh(system)) - open) / connections };
}

async function weighUse(system: System): Promise<number> {
  await openedTwice(system, 0, warm);
  const before = await weigh(system);
  const clients = await openRooms(system, { first: warm, rooms: sheets, people: 3 });
  await makeLoad(clients, { together: 3, server: system.server }).run(300, 3_000);
  return ((await weigh(system)) - before) / sheets;
}

/** Ours lays its sheets down first and starts anew: what is weighed is what opening them takes. */
async function weighOurs(): Promise<Weights> {
  const first = await startProduct();
  const { folder } = first;
  const world: World = await first.makeWorld({ sheets: warm + sheets, people: 20 });
  const clients = await openRooms(concertoIn(first, world), { first: 0, rooms: warm + sheets, people: 1 });
  for (const client of clients) client.cut();
  // Its snapshots are taken as its pages leave; its folder stays.
  await sleep(2_000);
  await first.kill();
  const rest = await startProduct({ folder });
  const resting = await weighRest(concertoIn(rest, world));
  await rest[Symbol.asyncDispose]();
  const use = await startProduct({ folder });
  const inUse = await weighUse(concertoIn(use, world));
  await use[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
  return { ...resting, inUse };
}

async function weighPeer(): Promise<Weights> {
  const rest = await bareHocuspocus();
  const resting = await weighRest(rest);
  await rest.server.kill();
  const use = await bareHocuspocus();
  const inUse = await weighUse(use);
  await use.server.kill();
  return { ...resting, inUse };
}

export async function measureMemory({ say, note }: Measure): Promise<Figure[]> {
  note(`memory of ${sheets} sheets and ${connections} pages`);
  const ours = await weighOurs();
  const theirs = await weighPeer();
  const figure = (name: string, what: keyof Weights): Figure => ({
    name,
    value: ours[what],
    unit: "kB",
    peer: "hocuspocus",
    peerValue: theirs[what],
  });
  say({ ...figure("memory-connection", "connection"), reach: [{ of: "value", most: 50 }] });
  say({ ...figure("memory-open-sheet", "idle"), reach: [{ of: { ratioTo: "hocuspocus" }, most: 1.1 }] });
  say({ ...figure("memory-sheet-in-use", "inUse"), reach: [{ of: { ratioTo: "hocuspocus" }, most: 2 }] });
  return [];
}
