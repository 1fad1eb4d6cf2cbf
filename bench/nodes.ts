import { setTimeout as sleep } from "node:timers/promises";
import { readSheet } from "#sheet/doc.ts";
import { openHocuspocus, type SheetClient } from "./client.ts";
import type { Figure } from "./figure.ts";
import { makeLoad, type Outcome } from "./load.ts";
import { median, quantile } from "./machine.ts";
import type { Measure } from "./main.ts";
import { startProduct, type Product, type World } from "./server.ts";
import { concertoIn, openRooms, type System } from "./system.ts";

/** Servers on one database: the first has it, and stays; others are started beside it, and may be killed. */
export type Nodes = AsyncDisposable & { first: Product; beside(): Promise<Product> };

export async function startNodes(): Promise<Nodes> {
  const first = await startProduct();
  const others: Product[] = [];
  return {
    first,
    async beside() {
      const node = await startProduct({ databaseUrl: first.databaseUrl });
      others.push(node);
      return node;
    },
    async [Symbol.asyncDispose]() {
      for (const node of others) await node[Symbol.asyncDispose]();
      await first[Symbol.asyncDispose]();
    },
  };
}

/** The first one of a room comes to `owner`, which so holds the sheet; everybody else comes to `way`. */
function through(world: World, { owner, way }: { owner: Product; way: Product }): System {
  const [atOwner, elsewhere] = [concertoIn(owner, world), concertoIn(way, world)];
  return { ...atOwner, door: (room, place) => (place.index === 0 ? atOwner : elsewhere).door(room, place) };
}

const crowd = 50;
const perSecond = 75;

/** An edit of one of 50 people until the others see it: all at the node that holds the sheet, and all but one at another. */
async function measureHop({ first, beside }: Nodes, { quick, note }: Measure): Promise<Figure[]> {
  const world = await first.makeWorld({ sheets: 2, people: crowd });
  await using second = await beside();
  const ways = [
    { room: 0, system: through(world, { owner: first, way: first }), outcomes: [] as Outcome[] },
    { room: 1, system: through(world, { owner: first, way: second }), outcomes: [] as Outcome[] },
  ];
  const running = [];
  for (const way of ways) {
    const clients = await openRooms(way.system, { first: way.room, rooms: 1, people: crowd });
    running.push({ ...way, clients, load: makeLoad(clients, { server: first }) });
  }
  note(`${crowd} people at one node, and through another`);
  for (const { load } of running) await load.run(perSecond, 700);
  for (let round = 0; round < (quick ? 1 : 3); round += 1)
    for (const { load, outcomes } of running) outcomes.push(await load.run(perSecond, quick ? 1_500 : 4_000));
  for (const { clients } of running) for (const client of clients) client.cut();
  const [one, two] = ways.map(({ outcomes }) => outcomes);
  const at = (share: number, outcomes: Outcome[] = []): number[] => outcomes.map(({ seen }) => quantile(seen, share));
  return [0.5, 0.99].map((share) => ({
    name: `two-nodes-p${share * 100}`,
    value: median(at(share, two)),
    unit: "ms",
    peer: "one-node",
    peerValue: median(at(share, one)),
    spread: [Math.min(...at(share, two)), Math.max(...at(share, two))],
    ...(share === 0.99 ? { reach: [{ of: { ratioTo: "one-node" }, most: 2 }] } : {}),
  }));
}

const writers = 20;
const typedFor = 2_000;

/** Numbers typed into a row of one's own, and the highest that was acknowledged, which come in order. */
function typeNumbers(client: SheetClient, row: number) {
  const waiting: number[] = [];
  const typed = { row, acknowledged: -1, answers: 0 };
  client.acknowledged = () => {
    typed.acknowledged = waiting.shift() ?? typed.acknowledged;
    typed.answers += 1;
  };
  return {
    typed,
    type(number: number): void {
      waiting.push(number);
      client.write(row, `frappe ${number}`);
    },
  };
}

/** What became of an owner's death: acknowledged edits and those of them that are gone, ms until the other node served, and saved. */
export interface Death {
  acknowledged: number;
  lost: number;
  served: number;
  saved: number;
}

/** Kills the node that holds a sheet with -9 while 20 people type, half of them at it and half through the node that stays. */
export async function killOwner({ first, beside }: Nodes): Promise<Death> {
  const owner = await beside();
  const world = await first.makeWorld({ sheets: 1, people: writers });
  const systems = [concertoIn(owner, world), concertoIn(first, world)];
  const door = (index: number, way = index % 2) => systems[way]?.door(0, { index, of: writers }) ?? { address: "", document: "" };
  const come = (index: number, way?: number): Promise<SheetClient> => openHocuspocus(door(index, way), { index, of: writers });
  /** As a page does, until it is let in. */
  async function comeIn(index: number, way?: number): Promise<SheetClient> {
    for (;;) {
      const client = await come(index, way).catch(() => null);
      if (client) return client;
      await sleep(10);
    }
  }
  const clients = [await comeIn(0)];
  await sleep(300);
  for (let index = 1; index < writers; index += 1) clients.push(await comeIn(index));
  // What was answered to their coming is not to be taken for the answer to an edit.
  await sleep(500);
  const typing = clients.map(typeNumbers);
  const until = performance.now() + typedFor + Math.random() * 200;
  for (let number = 0; performance.now() < until; number += 1) {
    for (const { type } of typing) type(number);
    await sleep(40);
  }
  // In the middle of it: the last are on their way.
  for (const { type } of typing) type(1_000_000);
  const killed = performance.now();
  await owner.kill();
  const back = await comeIn(1, 1);
  const served = performance.now() - killed;
  const there = readSheet(back.doc);
  const lost = typing.filter(({ typed }) => Number(there[typed.row]?.cells.comment?.split(" ")[1] ?? -1) < typed.acknowledged).length;
  const acknowledged = typing.reduce((sum, { typed }) => sum + typed.answers, 0);
  const done = new Promise<void>((resolve) => (back.acknowledged = resolve));
  back.write(0, "frappe 2000000");
  await done;
  const saved = performance.now() - killed;
  for (const client of [...clients, back]) client.cut();
  return { acknowledged, lost, served, saved };
}

/** Many nodes on one database: what the hop costs. What the death of an owner does is with the other deaths (kill.ts). */
export async function measureNodes(measure: Measure): Promise<Figure[]> {
  await using nodes = await startNodes();
  // Awaited here: the nodes are to live until then.
  return await measureHop(nodes, measure);
}
