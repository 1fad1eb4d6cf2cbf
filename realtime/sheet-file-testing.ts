import { afterAll } from "vitest";
import type { Actor } from "#domain/access.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addSchool, type TestSchool } from "#db/testing-world.ts";
import { openPage, serveSheets, signIn, type Page, type SheetServer } from "./sheet-testing.ts";

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

/** Who comes to a school's sheet, and what is kept of it. */
export function pagesOf({ database, server }: { database: TestDatabase; server: SheetServer }) {
  const enter = async (school: TestSchool, actor: Actor, more: Partial<Parameters<typeof openPage>[1]> = {}): Promise<Page> =>
    openPage(server.address, { sheetId: school.worksheetId, cookie: await signIn(database.sql, actor), ...more });

  return {
    enter,
    /** A school with its two coordinators at the sheet. */
    async twoAtWork() {
      const school = await addSchool(database.sql);
      const stack = new DisposableStack();
      const anna = stack.use(await enter(school, school.anna));
      const ben = stack.use(await enter(school, school.bruno));
      await Promise.all([anna.synced(), ben.synced()]);
      return { school, anna, ben, [Symbol.dispose]: () => stack.dispose() };
    },
    storedRows: (school: TestSchool) => database.sql<
      { rowId: string; cells: Record<string, string>; rank: string; deleted: boolean; updatedBy: string | null }[]
    >`
      select row_id, cells, rank, deleted, updated_by from worksheet_row where worksheet_id = ${school.worksheetId} order by rank, row_id collate "C"`,
  };
}
