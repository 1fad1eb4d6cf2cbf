import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { EventKind } from "#domain/event.ts";
import type { StoredEvent } from "#db/event.ts";
import { addHospital, addRequest, addSchool } from "#db/testing-world.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { createLog } from "#server/log.ts";
import type { RunningJobs } from "./jobs.ts";
import { startReleases } from "./releases.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

/** The moment that the builders of requests hold theirs until. */
const moment = Date.parse("2099-01-05T14:00:00.000Z");

/** A node whose clock runs from a little before the moment; its jobs' minute is struck by hand. */
async function node(before: number) {
  const began = Date.now();
  const listeners = new Set<(events: StoredEvent[]) => void>();
  let minute: () => Promise<unknown> = async () => {};
  const rung: number[] = [];
  const now = () => new Date(moment - before + (Date.now() - began));
  const stop = await startReleases({
    sql: database.sql,
    log: createLog("silent"),
    now,
    committed: () => rung.push(now().getTime()),
    feed: {
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    jobs: { everyMinute: async (_job: string, work: () => Promise<unknown>) => void (minute = work) } as unknown as RunningJobs,
  });
  return {
    rung,
    minute: () => minute(),
    tell: (kind: EventKind) => listeners.forEach((listener) => listener([{ kind } as StoredEvent])),
    listeners,
    stop,
  };
}

const statusOf = async (id: string) => (await database.sql<{ status: string }[]>`select status from request where id = ${id}`)[0]?.status;

test("[R160] the timer lets held requests go at their moment, not before, and of two nodes one does it", async () => {
  const school = await addSchool(database.sql, { kind: "individual" });
  const hospital = await addHospital(database.sql);
  const { id } = await addRequest(database.sql, { school, hospital, status: "sent-held" });
  const nodes = [await node(400), await node(400)];
  await vi.waitFor(async () => expect(await statusOf(id)).toBe("sent"), { timeout: 10_000, interval: 20 });
  await vi.waitFor(() => expect(nodes.flatMap(({ rung }) => rung)).toHaveLength(1));
  expect(nodes.flatMap(({ rung }) => rung).every((at) => at >= moment)).toBe(true);
  const [event] = await database.sql<{ count: number }[]>`
    select count(*)::int as count from event where about = ${id} and kind = 'request.sent'`;
  expect(event?.count).toBe(1);
  nodes.forEach((one) => one.stop());
  expect(nodes.map(({ listeners }) => listeners.size)).toEqual([0, 0]);
});

test("[R160] a moment that was set while the node ran is kept as well, and the jobs' minute catches what a timer missed", async () => {
  const school = await addSchool(database.sql, { kind: "individual" });
  const hospital = await addHospital(database.sql);
  const running = await node(400);
  const { id } = await addRequest(database.sql, { school, hospital, status: "sent-held" });
  running.tell("request.held");
  await vi.waitFor(async () => expect(await statusOf(id)).toBe("sent"), { timeout: 10_000, interval: 20 });
  running.stop();
  const late = await node(-1_000);
  late.stop();
  const missed = await addRequest(database.sql, { school, hospital, status: "sent-held" });
  await late.minute();
  expect(await statusOf(missed.id)).toBe("sent");
});
