import * as Y from "yjs";
import { loadCurrent } from "#db/sheet-log.ts";
import type { Sql } from "#db/sql.ts";
import type { TestSchool } from "#db/testing-world.ts";
import { addRows, readSheet, readSheetRow, rowsOf, setCells } from "#sheet/doc.ts";
import { openPage, signIn, until, type Page, type SheetServer } from "./sheet-testing.ts";

/** What the log of a sheet holds, and its projection, which are to say the same. */
export async function readStored(sql: Sql, { agencyId, worksheetId }: TestSchool) {
  const { snapshot, updates } = await loadCurrent(sql, { agencyId, id: worksheetId });
  const doc = new Y.Doc();
  for (const { data } of snapshot ? [snapshot, ...updates] : updates) Y.applyUpdate(doc, data);
  const rows = await sql<{ id: string; rank: string; cells: object }[]>`
    select row_id as id, rank, cells from worksheet_row where worksheet_id = ${worksheetId} and not deleted order by rank, row_id collate "C"`;
  return { log: readSheet(doc), rows: rows.map((row) => ({ ...row })), waits: doc.store.pendingStructs };
}

export const cellOf = (page: Page, row: string, column: "site" | "size" | "comment"): string | undefined =>
  rowsOf(page.doc).get(row)?.get(column) as string | undefined;

export const type = (page: Page, row: string, of: { site?: string; size?: string; comment?: string }): void =>
  setCells(
    page.doc,
    Object.entries(of).map(([column, text]) => ({ rowId: row, column: column as "site", text })),
    "me",
  );

/** One of a school's two coordinators comes to its sheet at a node, and has it. */
export async function enter(sql: Sql, node: { address: string }, of: { school: TestSchool; who?: "anna" | "bruno" }): Promise<Page> {
  const { school, who = "anna" } = of;
  const page = openPage(node.address, { sheetId: school.worksheetId, cookie: await signIn(sql, school[who]) });
  await page.synced();
  return page;
}

/** A row that everybody sees. */
export async function firstRow(page: Page, ...others: Page[]): Promise<string> {
  const [row = ""] = addRows(page.doc, { after: null, rows: [{ site: "CHUM", size: "6" }] }, "me");
  await page.saved();
  await until(() => others.every(({ doc }) => readSheetRow(doc, row) !== null), "the row to be seen");
  return row;
}

/** Sheets a node holds, and sockets it passes on. */
export const owned = ({ collab }: SheetServer): number => collab.state().owned;
export const passing = ({ collab }: SheetServer): number => collab.state().passing;
