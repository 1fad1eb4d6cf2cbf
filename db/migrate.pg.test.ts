import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { migrate } from "./migrate.ts";
import { testDatabase } from "./testing.ts";

const folder = mkdtempSync(join(tmpdir(), "concerto-migrations-"));
const real = new URL("migrations/", import.meta.url).pathname;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true });
  cpSync(real, folder, { recursive: true });
});

const next = `${String(readdirSync(real).length + 1).padStart(4, "0")}_more.sql`;

describe("the migrator", () => {
  it("does nothing the second time", async () => {
    await using database = await testDatabase();
    expect(await migrate(database.url, folder)).toEqual([]);
  });

  it("runs what is new, once, also when two processes start at once", async () => {
    await using database = await testDatabase();
    writeFileSync(join(folder, next), "create table once (id integer);");
    const ran = await Promise.all([migrate(database.url, folder), migrate(database.url, folder)]);
    expect(ran.flat()).toEqual([next]);
    expect(await database.sql`select id from once`).toHaveLength(0);
  });

  it("keeps nothing of a file that fails", async () => {
    await using database = await testDatabase();
    writeFileSync(join(folder, next), "create table half (id integer);\nselect nothing_like_it;");
    await expect(migrate(database.url, folder)).rejects.toThrow(new RegExp(`${next}, line 2`));
    await expect(database.sql`select id from half`).rejects.toThrow(/does not exist/);
  });

  it("refuses a file edited after it ran", async () => {
    await using database = await testDatabase();
    const first = readdirSync(folder).toSorted()[0] ?? "";
    writeFileSync(join(folder, first), "-- something else");
    await expect(migrate(database.url, folder)).rejects.toThrow(new RegExp(`${first} was edited`));
  });

  it("refuses a file that ran and is missing", async () => {
    await using database = await testDatabase();
    const last = readdirSync(folder).toSorted().at(-1) ?? "";
    rmSync(join(folder, last));
    await expect(migrate(database.url, folder)).rejects.toThrow(new RegExp(`${last}.*missing`));
  });

  it("refuses two files of one number", async () => {
    await using database = await testDatabase();
    writeFileSync(join(folder, "0001_again.sql"), "select 1;");
    await expect(migrate(database.url, folder)).rejects.toThrow(/should be number/);
  });
});
