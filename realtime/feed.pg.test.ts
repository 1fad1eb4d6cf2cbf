import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendEvents, type StoredEvent } from "#db/event.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { createLog } from "#server/log.ts";
import { postgresBus } from "./bus.ts";
import { startFeed, type RunningFeed } from "./feed.ts";

let database: TestDatabase;
let feed: RunningFeed;
const log = createLog("silent");

beforeAll(async () => {
  database = await testDatabase();
  feed = await startFeed({ sql: database.sql, bus: postgresBus({ url: database.url, sql: database.sql, log }), log });
});
afterAll(async () => {
  await feed.stop();
  await database[Symbol.asyncDispose]();
});

const author = { agencyId: null, accountId: null, personId: null, name: "", requestId: "" };

/** Appends `count` events in one transaction, and says what they are about. */
async function happen(count: number): Promise<string[]> {
  const abouts = Array.from({ length: count }, () => randomUUID());
  await database.sql.begin((tx) =>
    appendEvents(
      tx,
      author,
      abouts.map((about) => ({ kind: "account.signed-in", agencyIds: [], about, facts: {} }) as never),
    ),
  );
  return abouts;
}

function hear(): { heard: StoredEvent[]; stop: () => void } {
  const heard: StoredEvent[] = [];
  return { heard, stop: feed.subscribe((events) => heard.push(...events)) };
}

describe("the feed", () => {
  it("tells what is committed, in order, once, to everyone, and nothing that was rolled back", async () => {
    const [one, two] = [hear(), hear()];
    const rolledBack = database.sql.begin(async (tx) => {
      await appendEvents(tx, author, [{ kind: "account.signed-in", agencyIds: [], about: randomUUID(), facts: {} } as never]);
      throw new Error("back");
    });
    await expect(rolledBack).rejects.toThrow("back");
    const abouts: string[] = [];
    for (let round = 0; round < 5; round += 1) abouts.push(...(await happen(3)));
    await expect.poll(() => one.heard.length).toBe(abouts.length);
    expect(one.heard.map(({ about }) => about)).toEqual(abouts);
    expect(two.heard).toEqual(one.heard);
    one.stop();
    two.stop();
  });

  it("misses nothing of many commands at once, nor of more than it reads in one go", async () => {
    const all = hear();
    const abouts = (await Promise.all([happen(600), ...Array.from({ length: 20 }, () => happen(2))])).flat();
    await expect.poll(() => all.heard.length).toBe(abouts.length);
    expect(new Set(all.heard.map(({ about }) => about))).toEqual(new Set(abouts));
    const seqs = all.heard.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    all.stop();
  });

  it("goes on for the others when one listener fails", async () => {
    const stop = feed.subscribe(() => {
      throw new Error("mine");
    });
    const other = hear();
    await happen(1);
    await expect.poll(() => other.heard.length).toBe(1);
    stop();
    other.stop();
  });

  it("catches up when its connection was cut", async () => {
    const all = hear();
    await database.sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'concerto bell'`;
    const abouts = await happen(2);
    await expect.poll(() => all.heard.map(({ about }) => about), { timeout: 15_000 }).toEqual(abouts);
    const later = await happen(1);
    await expect.poll(() => all.heard.at(-1)?.about, { timeout: 15_000 }).toBe(later[0]);
    all.stop();
  });
});
