import * as Y from "yjs";
import type { Id } from "#domain/id.ts";
import type { Cells } from "#domain/worksheet.ts";
import { commitUpdates, loadSheet, type SheetKey } from "#db/sheet.ts";
import type { Sql } from "#db/sql.ts";
import { addRows, readSheet, readStoredRow } from "#sheet/doc.ts";

/**
 * Adds rows at the end of a sheet that nobody has open (the demo world, tests), as a page would: into its log and its rows.
 * Returns their ids. A page that has it open would see them only when it comes back.
 */
export async function writeSheet(sql: Sql, key: SheetKey, { rows, actorId = null }: { rows: Cells[]; actorId?: Id | null }): Promise<string[]> {
  const doc = new Y.Doc();
  const { snapshot, updates } = await loadSheet(sql, key);
  for (const { data } of snapshot ? [snapshot, ...updates] : updates) Y.applyUpdate(doc, data);
  const before = Y.encodeStateVector(doc);
  const ids = addRows(doc, { after: readSheet(doc).at(-1)?.id ?? null, rows }, "writer");
  const written = ids.map((id) => readStoredRow(doc, id)).filter((row) => row !== null);
  await commitUpdates(
    sql,
    [{ sheet: key, actorId, data: Y.encodeStateAsUpdate(doc, before) }],
    written.map(({ id: rowId, ...row }) => ({ ...row, rowId, sheet: key, actorId })),
  );
  return ids;
}
