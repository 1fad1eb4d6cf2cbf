import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { connect, type Sql } from "./sql.ts";

const FOLDER = fileURLToPath(new URL("migrations", import.meta.url));
/** Any number; the same in every process that may migrate this database. */
const MIGRATION_LOCK = 7_305_001;

/** The database and the folder of migrations do not tell the same story. */
export class MigrationRefused extends Error {
  override name = "MigrationRefused";
}

type Migration = { name: string; sha256: string; text: string };

function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .toSorted();
  return names.map((name, index) => {
    if (!new RegExp(`^${String(index + 1).padStart(4, "0")}_[a-z0-9_]+\\.sql$`).test(name))
      throw new MigrationRefused(`Migration ${name} should be number ${index + 1} (four digits, then its name).`);
    // Git may have written CRLF on Windows: the same migration all the same.
    const text = readFileSync(`${folder}/${name}`, "utf8").replaceAll("\r\n", "\n");
    return { name, sha256: createHash("sha256").update(text).digest("hex"), text };
  });
}

/**
 * Brings a database forward to the newest migration; there is no way back. Each file runs in its own
 * transaction together with its line in table `migration`; a session lock keeps a second process
 * waiting. Throws {@link MigrationRefused} when a file that ran was edited or is missing.
 * @returns the names of the files that ran now.
 */
export async function migrate(url: string, folder = FOLDER): Promise<string[]> {
  const migrations = readMigrations(folder);
  // One connection: the lock belongs to its session.
  const sql = connect(url, { max: 1, name: "concerto migrate" });
  try {
    // Building an index over a large table may take longer than any request should.
    await sql`set statement_timeout = 0`;
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await sql`
      create table if not exists migration (
        name text primary key,
        sha256 text not null,
        at timestamptz not null default now()
      )`;
    const done = await sql<{ name: string; sha256: string }[]>`select name, sha256 from migration order by name`;
    refuseAnotherStory(done, migrations);
    const todo = migrations.slice(done.length);
    for (const migration of todo) await run(sql, migration);
    return todo.map(({ name }) => name);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function refuseAnotherStory(done: readonly { name: string; sha256: string }[], files: readonly Migration[]): void {
  for (const [index, { name, sha256 }] of done.entries()) {
    const file = files[index];
    if (file?.name !== name)
      throw new MigrationRefused(
        `Migration ${name} ran on this database and its file is missing: put it back, or use the version of Concerto that has it.`,
      );
    if (file.sha256 !== sha256)
      throw new MigrationRefused(`Migration ${name} was edited after it ran on this database: put it back as it was and write a new one.`);
  }
}

async function run(sql: Sql, { name, sha256, text }: Migration): Promise<void> {
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(text);
      await tx`insert into migration (name, sha256) values (${name}, ${sha256})`;
    });
  } catch (cause) {
    const { message, position } = cause as { message?: string; position?: string };
    const line = position ? `, line ${text.slice(0, Number(position)).split("\n").length}` : "";
    throw new Error(`Migration ${name}${line}: ${message ?? "failed"}`, { cause });
  }
}

/** `npm run db:migrate`: on DATABASE_URL, else on the embedded database of CONCERTO_DATA. */
if (import.meta.main) {
  const { openDatabase } = await import("./open.ts");
  try {
    await using database = await openDatabase({
      databaseUrl: process.env.DATABASE_URL,
      folder: process.env.CONCERTO_DATA || ".data",
    });
    const names = await migrate(database.url);
    console.log(names.length === 0 ? "Nothing to do." : names.join("\n"));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
