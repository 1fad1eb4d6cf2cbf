import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "./embedded.ts";
import { bornAt } from "./folder-lock.ts";
import { migrate } from "./migrate.ts";
import { connect, type Sql } from "./sql.ts";

const TEMPLATE = "concerto_template";
const PREFIX = "concerto-test-";

/** A database of one's own: a clone of the migrated template, dropped on dispose. */
export type TestDatabase = AsyncDisposable & { url: string; sql: Sql };

/** A PostgreSQL that lasts one run, with a migrated template database in it. */
export type TestServer = AsyncDisposable & { url: string };

/** Starts the server of a run in a folder of the system's temporary one; nothing is written for keeps. */
export async function startTestServer(): Promise<TestServer> {
  await sweep();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(folder, "owner"), `${process.pid} ${bornAt(process.pid) ?? ""}`);
  const { url, stop } = await startEmbedded({ folder, durable: false });
  const sql = connect(url, { max: 1 });
  await sql`create database ${sql(TEMPLATE)}`;
  await sql.end();
  await migrate(withDatabase(url, TEMPLATE));
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Stops and removes the servers of runs that were killed. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    try {
      const [pid, birth] = readFileSync(join(folder, "owner"), "utf8").split(" ");
      if (bornAt(Number(pid)) === birth) continue;
      await (await startEmbedded({ folder, durable: false })).stop();
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another run's, another user's, or being swept by someone else: not ours to remove.
    }
  }
}

function withDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

/**
 * A fresh, migrated, empty database: `await using database = await testDatabase()`, one per test file
 * (in `beforeAll`) or per test. Within Vitest the server is the run's (db/testing-setup.ts); elsewhere
 * one is started and ends with the database.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const given = process.env.CONCERTO_TEST_SERVER;
  const own = given ? undefined : await startTestServer();
  const server = given ?? own?.url ?? "";
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  await asOwner(server, (sql) => sql`create database ${sql(name)} template ${sql(TEMPLATE)}`);
  const url = withDatabase(server, name);
  const sql = connect(url, { max: 5, name: "concerto test" });
  return {
    url,
    sql,
    [Symbol.asyncDispose]: async () => {
      await sql.end({ timeout: 5 });
      if (own) await own[Symbol.asyncDispose]();
      else await asOwner(server, (owner) => owner`drop database if exists ${owner(name)} with (force)`);
    },
  };
}

async function asOwner(server: string, work: (sql: Sql) => Promise<unknown>): Promise<void> {
  const sql = connect(server, { max: 1, name: "concerto test" });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
