import type { Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { commitUpdates, lockSheet } from "#db/sheet.ts";
import { listTaken, markLaid, readEnd, type SheetEnd } from "#db/sheet-laid.ts";
import { loadSheet } from "#db/sheet-log.ts";
import type { LaidRow, Sheets, SheetWriter } from "#server/context.ts";
import { layBelow, liftFrom, type Written } from "#sheet/laid.ts";
import { isRowId, limits } from "#sheet/protocol.ts";

/**
 * What a command writes in a sheet, in the command's own transaction: log, rows and each cell's history in one statement, as the gate
 * does it. Under the sheet's lock no node commits to it; at commit `locks_version` has changed, so that the node which has the sheet
 * open commits nothing more before it has read what was written here (gate.ts `catchUp`), and shows it.
 */
async function write(sheetId: Id, { tx, agencyId, personId }: SheetWriter, make: (end: SheetEnd) => Promise<Written>): Promise<void> {
  await lockSheet(tx, sheetId);
  const end = (await readEnd(tx, { agencyId, id: sheetId })) ?? refuse({ code: "not-found" });
  const sheet = { agencyId, id: sheetId, epoch: end.epoch };
  const { data, rows, edits } = await make(end);
  if (rows.length === 0) return;
  const update = { sheet, actorId: personId, data, cells: edits, shelved: [], overtaken: [] };
  const projected = rows.map(({ id: rowId, cells, rank, deleted }) => ({ sheet, rowId, cells, rank, deleted, actorId: personId }));
  const upto = await commitUpdates(tx, [update], projected);
  if (!upto.has(sheetId)) throw new Error("a sheet that takes nothing, under its own lock");
  await markLaid(tx, sheet);
}

async function lay(sheetId: Id, rows: LaidRow[], by: SheetWriter): Promise<void> {
  await write(sheetId, by, async (end) => {
    const sheet = { agencyId: by.agencyId, id: sheetId };
    if (end.living + rows.length > limits.rows || end.all + rows.length > 2 * limits.rows)
      refuse({ code: "sheet-full", most: limits.rows });
    const ids = rows.map(({ rowId }) => rowId);
    if (!ids.every(isRowId) || new Set(ids).size < ids.length || (await listTaken(by.tx, sheet, ids)).length > 0)
      throw new Error("rows laid under ids that are not new");
    return layBelow(end.last, rows);
  });
}

async function lift(sheetId: Id, rowIds: string[], by: SheetWriter): Promise<void> {
  await write(sheetId, by, async ({ epoch }) => {
    const { snapshot, updates } = await loadSheet(by.tx, { agencyId: by.agencyId, id: sheetId, epoch });
    const all = snapshot ? [snapshot, ...updates] : updates;
    return liftFrom(
      all.map(({ data }) => data),
      rowIds,
    );
  });
}

/** The way of commands into a sheet, whichever node has it open. */
export const laying: Pick<Sheets, "lay" | "lift"> = { lay, lift };
