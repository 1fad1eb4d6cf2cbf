import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NewEvent } from "#domain/event.ts";
import { appendEvents, eventChannel } from "#db/event.ts";
import { connect } from "#db/sql.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addSchool, type TestSchool } from "#db/testing-world.ts";
import { createLog } from "#server/log.ts";
import { makeBus, postgresBus, type Bus } from "./bus.ts";
import { natsBus } from "./bus-nats.ts";
import { startFeed } from "./feed.ts";
import { until } from "./sheet-testing.ts";
import { startTestNats, type TestNats } from "./testing-nats.ts";

const log = createLog("silent");
let database: TestDatabase;
let nats: TestNats;
let school: TestSchool;
beforeAll(async () => {
  [database, nats] = await Promise.all([testDatabase(), startTestNats()]);
  school = await addSchool(database.sql);
}, 120_000);
afterAll(async () => {
  await nats[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

/** Somebody does something over a connection of a node; `bus` is told of it afterwards, as `act` does. */
async function happen(bus: Pick<Bus, "ring"> | null, { rings = true } = {}): Promise<void> {
  const sql = connect(database.url, { max: 1, rings });
  const author = { agencyId: school.agencyId, accountId: null, personId: null, name: "", requestId: "test" };
  const event: NewEvent = { kind: "worksheet.opened", agencyIds: [school.agencyId], about: school.worksheetId, facts: {} };
  await sql.begin((tx) => appendEvents(tx, author, [event]));
  await sql.end();
  bus?.ring();
}

/** A node's ear: how often it heard the bell. */
async function listener(bus: Bus): Promise<{ heard: number } & AsyncDisposable> {
  const ear = { heard: 0, [Symbol.asyncDispose]: () => bus.stop() };
  await bus.listen(() => (ear.heard += 1));
  return ear;
}

const buses = {
  postgres: {
    make: () => postgresBus({ url: database.url, sql: database.sql, log }),
    rings: true,
    cut: async () => {
      await database.sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'concerto bell' and datname = current_database()`;
    },
  },
  nats: {
    make: () => natsBus({ url: nats.url, log }),
    rings: false,
    async cut() {
      await nats.kill();
      await nats.start();
    },
  },
};

describe.each(Object.entries(buses))("the bus over %s", (_name, { make, rings, cut }) => {
  it("[R155] rings on every node after a commit on one", async () => {
    const bus = make();
    await using here = await listener(bus);
    await using there = await listener(make());
    for (let round = 0; round < 3; round += 1) {
      const [mine, theirs] = [here.heard, there.heard];
      await happen(bus, { rings });
      await until(() => here.heard > mine && there.heard > theirs, "both to hear", 2_000);
      expect(there.heard).toBeGreaterThan(theirs);
    }
  });

  it("[R155] rings when it is connected, and again after a broken connection has healed", async () => {
    const bus = make();
    await using there = await listener(make());
    await using here = await listener(bus);
    expect(here.heard).toBeGreaterThan(0);
    expect(there.heard).toBeGreaterThan(0);
    const before = there.heard;
    await cut();
    // without any event: what was missed meanwhile is read
    await until(() => there.heard > before, "a ring at reconnection", 12_000);
    const healed = there.heard;
    await until(async () => {
      await happen(bus, { rings });
      return there.heard > healed;
    }, "a ring over the new connection");
    expect(here.heard).toBeGreaterThan(0);
  });

  it("[R155] is silent once stopped", async () => {
    const bus = make();
    const there = await listener(make());
    await using here = await listener(bus);
    await there[Symbol.asyncDispose]();
    const before = there.heard;
    const mine = here.heard;
    await happen(bus, { rings });
    await until(() => here.heard > mine, "the other to hear", 2_000);
    expect(there.heard).toBe(before);
  });
});

it("[R155] with another bus no commit rings the database's bell", async () => {
  const ear = connect(database.url, { max: 1 });
  const heard: string[] = [];
  await ear.listen(eventChannel, () => heard.push("event"));
  await happen(null, { rings: false });
  await happen(null, { rings: true });
  await until(() => heard.length > 0, "the bell");
  expect(heard).toEqual(["event"]);
  await ear.end();
});

it.each(["with", "without"])("[R156] a ring that was lost delays and loses nothing, %s its bus", async (how) => {
  const busUrl = how === "with" ? nats.url : "nats://127.0.0.1:1";
  const feed = await startFeed({ sql: database.sql, bus: makeBus({ busUrl, url: database.url, sql: database.sql, log }), log });
  const told: number[] = [];
  feed.subscribe((events) => told.push(...events.map(({ seq }) => seq)));
  await happen(null, { rings: false });
  await happen(null, { rings: false });
  await until(() => told.length === 2, "what happened to be told", 4_000);
  expect(told).toEqual(told.toSorted((one, other) => one - other));
  await feed.stop();
});
