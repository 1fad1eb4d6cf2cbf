import { afterAll } from "vitest";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { serveSheets, type SheetServer } from "./sheet-testing.ts";

/** The database and the server of sheets of a whole test file, which end with it. */
export async function sheetsOfFile(
  serving: Parameters<typeof serveSheets>[1] = {},
): Promise<{ database: TestDatabase; server: SheetServer }> {
  const database = await testDatabase();
  const server = await serveSheets(database.url, serving);
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });
  return { database, server };
}
