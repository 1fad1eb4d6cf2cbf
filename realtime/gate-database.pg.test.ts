import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, chownSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startEmbedded, type Embedded } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { connect, type Sql } from "#db/sql.ts";
import { addSchool } from "#db/testing-world.ts";
import { addRows, readSheet, readSheetRow, setCells } from "#sheet/doc.ts";
import { openPage, serveSheets, signIn, until } from "./sheet-testing.ts";

/** A PostgreSQL of our own, to be stopped and to run out of disk. */
let folder: string;
let postgres: Embedded;
let sql: Sql;
let isMounted = false;
const small = () => join(folder, "small");

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "concerto-database-"));
  chmodSync(folder, 0o755);
  postgres = await startEmbedded({ folder, durable: false });
  await migrate(postgres.url);
  sql = connect(postgres.url, { max: 2, name: "test" });
}, 60_000);
afterAll(async () => {
  await sql.end({ timeout: 5 });
  await postgres.stop();
  if (isMounted) spawnSync("umount", [small()]);
  rmSync(folder, { recursive: true, force: true });
});

/** A sheet with two at it, and what is stored of it. */
async function atWork() {
  const server = await serveSheets(postgres.url);
  const school = await addSchool(sql);
  const enter = async (actor: typeof school.anna) =>
    openPage(server.address, { sheetId: school.worksheetId, cookie: await signIn(sql, actor) });
  const [anna, ben] = [await enter(school.anna), await enter(school.bruno)];
  await Promise.all([anna.synced(), ben.synced()]);
  const rows = addRows(anna.doc, { after: null, rows: Array.from({ length: 6 }, () => ({ size: "6" })) }, "me");
  await anna.saved();
  await until(() => readSheet(ben.doc).length === 6, "the rows to be seen");
  return {
    anna,
    ben,
    rows,
    stored: async () =>
      (
        await sql<
          { cells: Record<string, string> }[]
        >`select cells from worksheet_row where worksheet_id = ${school.worksheetId} order by rank`
      ).map(({ cells }) => cells),
    async [Symbol.asyncDispose]() {
      for (const page of [anna, ben]) page[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

it("[R105] PostgreSQL stops while two type, and comes back: nothing is shown that is not stored, nothing is lost, both go on", async () => {
  await using work = await atWork();
  const { anna, ben, rows, stored } = work;
  const type = (index: number) => {
    setCells(anna.doc, [{ rowId: rows[index % 6] ?? "", column: "site", text: `a${index}` }], "me");
    setCells(ben.doc, [{ rowId: rows[index % 6] ?? "", column: "comment", text: `b${index}` }], "me");
  };
  for (let index = 0; index < 6; index += 1) type(index);
  await Promise.all([anna.saved(), ben.saved()]);
  await postgres.stop();
  for (let index = 6; index < 30; index += 1) {
    type(index);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  // typed while it was away: nobody else sees it, and nobody is told that it is saved
  expect(anna.provider.hasUnsyncedChanges).toBe(true);
  expect(readSheetRow(ben.doc, rows[5] ?? "")?.cells.site).toBe("a5");
  postgres = await startEmbedded({ folder, durable: false });
  await until(async () => (await sql`select 1 as one`.catch(() => [])).length === 1, "the database to answer");
  await Promise.all([anna.saved(), ben.saved()]);
  await until(() => JSON.stringify(readSheet(anna.doc)) === JSON.stringify(readSheet(ben.doc)), "the pages to agree");
  expect(await stored()).toEqual(readSheet(anna.doc).map(({ cells }) => cells));
  expect((await stored()).map(({ site, comment }) => [site, comment])).toEqual(
    [24, 25, 26, 27, 28, 29].map((index) => [`a${index}`, `b${index}`]),
  );
}, 60_000);

/** Makes the disk under the sheets' log full, and gives the way to make room again; a real disk where we may make one. */
async function fillDisk(): Promise<() => Promise<void>> {
  mkdirSync(small());
  isMounted = process.getuid?.() === 0 && spawnSync("mount", ["-t", "tmpfs", "-o", "size=12m", "tmpfs", small()]).status === 0;
  if (!isMounted) {
    await sql.unsafe(`
      create function no_room() returns trigger language plpgsql as $$ begin raise exception 'no space left' using errcode = 'disk_full'; end $$;
      create trigger no_room before insert on cell_edit for each statement execute function no_room()`);
    return async () => void (await sql.unsafe("drop trigger no_room on cell_edit; drop function no_room"));
  }
  const place = join(small(), "tablespace");
  mkdirSync(place);
  const { uid, gid } = statSync(join(folder, "postgres"));
  chownSync(place, uid, gid);
  await sql.unsafe(`create tablespace small location '${place}'`);
  for (const { name } of await sql<
    { name: string }[]
  >`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'cell_edit'::regclass`)
    await sql.unsafe(`alter table ${name} set tablespace small`);
  const filler = join(small(), "filler");
  for (let size = 11 * 1024; size > 0; size = Math.floor(size / 2)) {
    for (let full = false; !full;) {
      try {
        writeFileSync(filler, Buffer.alloc(size * 1024), { flag: "a" });
      } catch {
        full = true;
      }
    }
  }
  return async () => rmSync(filler);
}

it("[R105] the disk is full: nothing is said to be saved, and with room again everything typed is stored and seen", async () => {
  await using work = await atWork();
  const { anna, ben, rows, stored } = work;
  const free = await fillDisk();
  const long = (index: number) => `${index} ${"x".repeat(1_900)}`;
  // the last page of a table still has room for some
  for (let index = 0; index < 20; index += 1) {
    setCells(anna.doc, [{ rowId: rows[index % 6] ?? "", column: "comment", text: long(index) }], "me");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await until(() => anna.closings.includes("restart"), "1012");
  expect(anna.provider.hasUnsyncedChanges).toBe(true);
  const seen = readSheet(ben.doc).map(({ cells }) => cells);
  expect(await stored()).toEqual(seen);
  expect(seen.some(({ comment }) => comment === long(19))).toBe(false);
  await free();
  await anna.saved();
  await until(() => JSON.stringify(readSheet(anna.doc)) === JSON.stringify(readSheet(ben.doc)), "the pages to agree");
  expect((await stored()).map(({ comment }) => comment?.split(" ")[0])).toEqual(["18", "19", "14", "15", "16", "17"]);
}, 60_000);
