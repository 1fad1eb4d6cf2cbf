import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { SheetClient } from "./client.ts";
import type { Figure } from "./figure.ts";
import { median } from "./machine.ts";
import type { Measure } from "./main.ts";
import { killOwner, startNodes } from "./nodes.ts";
import { findPostgres } from "./postgres.ts";
import { startProduct } from "./server.ts";
import { concertoIn, openRooms, type System } from "./system.ts";

/** What the server said is on disk, against what is there after it was killed. */
interface Trial {
  acknowledged: number;
  lost: number;
  /** From the start of what serves next to a page with the whole sheet, ms. */
  back: number;
}

const people = 10;

/** Ten people write numbers into cells of their own; what was acknowledged of each cell. */
function keepLedger(clients: SheetClient[]) {
  const said = new Map<number, number>();
  const waiting = clients.map((): [cell: number, number: number][] => []);
  let acknowledged = 0;
  let number = 0;
  clients.forEach((client, index) => {
    client.acknowledged = () => {
      const next = waiting[index]?.shift();
      if (!next) return;
      acknowledged += 1;
      said.set(...next);
    };
  });
  return {
    /** Two hundred edits a second, until `over`. */
    async write(over: () => boolean): Promise<void> {
      const cells = clients[0]?.texts.length ?? 0;
      while (!over()) {
        clients.forEach((client, index) => {
          number += 1;
          const cell = (index + clients.length * number) % cells;
          waiting[index]?.push([cell, number]);
          client.put(cell, `frappe ${number}`);
        });
        await sleep(50);
      }
    },
    /** Numbers in cells only grow: a smaller one than was acknowledged is an edit that is gone. */
    compare({ texts }: SheetClient): Pick<Trial, "acknowledged" | "lost"> {
      const found = (cell: number): number => Number(/^frappe (\d+)$/.exec(texts[cell] ?? "")?.[1] ?? 0);
      return { acknowledged, lost: [...said].filter(([cell, least]) => found(cell) < least).length };
    },
  };
}

/** Opens the sheet of a room as soon as somebody serves it. */
async function comeBack(system: System, room: number): Promise<SheetClient> {
  for (;;) {
    try {
      const place = { index: 1, of: people };
      return (await Promise.race([
        system.open(system.door(room, place), place),
        sleep(5_000).then(() => Promise.reject(new Error("late"))),
      ])) as SheetClient;
    } catch {
      await sleep(10);
    }
  }
}

/** At no moment in particular: within a commit, before it, after it. */
const someTime = (): number => 500 + Math.random() * 1_000;

async function killServers(trials: number): Promise<Trial[]> {
  let product = await startProduct();
  const { folder } = product;
  const world = await product.makeWorld({ sheets: trials, people });
  const done: Trial[] = [];
  for (let room = 0; room < trials; room += 1) {
    const clients = (await openRooms(concertoIn(product, world), { first: room, rooms: 1, people })) as SheetClient[];
    const ledger = keepLedger(clients);
    let over = false;
    const writing = ledger.write(() => over);
    await sleep(someTime());
    await product.kill();
    over = true;
    await writing;
    const begun = performance.now();
    product = await startProduct({ folder });
    const page = await comeBack(concertoIn(product, world), room);
    done.push({ ...ledger.compare(page), back: performance.now() - begun });
    page.cut();
  }
  await product[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
  return done;
}

async function killDatabases(trials: number): Promise<Trial[]> {
  await using product = await startProduct();
  const world = await product.makeWorld({ sheets: trials, people });
  const system = concertoIn(product, world);
  const done: Trial[] = [];
  for (let room = 0; room < trials; room += 1) {
    const clients = (await openRooms(system, { first: room, rooms: 1, people })) as SheetClient[];
    const ledger = keepLedger(clients);
    let over = false;
    const writing = ledger.write(() => over);
    await sleep(someTime());
    const postgres = findPostgres(product.databaseUrl);
    await postgres.kill();
    await sleep(200);
    over = true;
    await writing;
    const begun = performance.now();
    await postgres.startAgain();
    const page = await comeBack(system, room);
    done.push({ ...ledger.compare(page), back: performance.now() - begun });
    for (const client of [...clients, page]) client.cut();
  }
  return done;
}

async function killOwners(trials: number): Promise<Trial[]> {
  await using nodes = await startNodes();
  const done: Trial[] = [];
  for (let trial = 0; trial < trials; trial += 1) {
    const { acknowledged, lost, saved } = await killOwner(nodes);
    done.push({ acknowledged, lost, back: saved });
  }
  return done;
}

/** A thousand pages whose server was restarted, each trying again after a pause of its own as ours do, with the limits as they are. */
async function reconnectThousand(): Promise<number> {
  const product = await startProduct();
  const { folder } = product;
  const world = await product.makeWorld({ sheets: 100, people: 200 });
  const first = concertoIn(product, world);
  for (const client of await openRooms(first, { first: 0, rooms: 100, people: 1 })) client.cut();
  await product.kill();
  const begun = performance.now();
  await using again = await startProduct({ folder, strict: true });
  const system = concertoIn(again, world);
  async function come(person: number): Promise<void> {
    const place = { index: person, of: 1_000 };
    for (;;) {
      await sleep(Math.random() * 2_000);
      try {
        await system.open(system.door(person % 100, place), place);
        return;
      } catch {
        // The next pause.
      }
    }
  }
  await Promise.all(Array.from({ length: 1_000 }, (_, person) => come(person)));
  return (performance.now() - begun) / 1_000;
}

const sum = (trials: Trial[], what: "acknowledged" | "lost"): number => trials.reduce((all, trial) => all + trial[what], 0);

export async function measureKill({ quick, say, note }: Measure): Promise<Figure[]> {
  const count = (whole: number): number => (quick ? 2 : whole);
  note("the server is killed while ten people write");
  const servers = await killServers(count(20));
  say({ name: "restart-to-synced", value: median(servers.map(({ back }) => back)), unit: "ms", reach: [{ of: "value", most: 1_000 }] });
  note("PostgreSQL is killed");
  const databases = await killDatabases(count(10));
  say({ name: "postgres-to-synced", value: median(databases.map(({ back }) => back)), unit: "ms" });
  note("the node that holds a sheet is killed");
  const owners = await killOwners(count(10));
  say({ name: "failover", value: median(owners.map(({ back }) => back)), unit: "ms", reach: [{ of: "value", most: 500 }] });
  const all = [...servers, ...databases, ...owners];
  say({ name: "kill-trials", value: all.length, unit: "trials", reach: [{ of: "value", least: 40 }] });
  say({ name: "acked-edits", value: sum(all, "acknowledged"), unit: "edits" });
  say({ name: "acked-edits-lost", value: sum(all, "lost"), unit: "edits", reach: [{ of: "value", most: 0 }] });
  note("a thousand pages come back at once");
  say({ name: "reconnect-1000", value: await reconnectThousand(), unit: "s", reach: [{ of: "value", most: 10 }] });
  return [];
}
