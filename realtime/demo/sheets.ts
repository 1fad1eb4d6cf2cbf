import * as Y from "yjs";
import type { Id } from "#domain/id.ts";
import { splitPath } from "#domain/place.ts";
import type { Cells } from "#domain/worksheet.ts";
import { commitUpdates, type EditedCell, type NewShelved } from "#db/sheet.ts";
import { addRows, readStoredRow, rowsOf } from "#sheet/doc.ts";
import type { PlannedCourse } from "./cohorts.ts";
import type { DemoRow } from "./plan.ts";
import { demoSites } from "./places.ts";
import type { Someone, World } from "./world.ts";

/** A sheet of the demo, written as pages would write it. */
export interface DemoSheet {
  doc: Y.Doc;
  /** What somebody does at once: one update, committed with its rows, its cells' changes and what goes on the shelf. */
  write(by: Someone, work: (doc: Y.Doc) => void, shelved?: NewShelved[]): Promise<void>;
}

export function cellsOf({ at, size, instructor, comment, weekdays, hours }: DemoRow, kind: "group" | "individual"): Cells {
  const [site = at, service = "", destination = ""] = splitPath(at) ?? [];
  const agency = demoSites.find((one) => one.site === site)?.organisation ?? "";
  const cells: Cells = { agency, site, service };
  if (destination) cells.destination = destination;
  if (kind === "group") cells.size = String(size);
  if (instructor) cells.instructor = instructor;
  if (comment) cells.comment = comment;
  if (weekdays) cells.weekdays = weekdays;
  if (hours) cells.hours = hours;
  return cells;
}

/** A row as texts by key, the way the log of cells has them. */
function textsOf(doc: Y.Doc, rowId: string): Record<string, string> {
  const row = readStoredRow(doc, rowId);
  return row ? { ...row.cells, rank: row.rank, ...(row.deleted ? { deletedAt: rowsOf(doc).get(rowId)?.get("deletedAt") ?? "" } : {}) } : {};
}

export function openDemoSheet(world: World, { worksheetId, planner }: PlannedCourse): DemoSheet {
  const doc = new Y.Doc();
  const sheet = { agencyId: planner.actor.agencyId, id: worksheetId, epoch: 1 };
  return {
    doc,
    async write({ actor }, work, shelved = []) {
      const before = new Map([...rowsOf(doc).keys()].map((rowId) => [rowId, textsOf(doc, rowId)]));
      const updates: Uint8Array[] = [];
      const listen = (update: Uint8Array) => updates.push(update);
      doc.on("update", listen);
      work(doc);
      doc.off("update", listen);
      const cells: EditedCell[] = [];
      const rows = [...rowsOf(doc).keys()].flatMap((rowId) => {
        const [was, now] = [before.get(rowId) ?? {}, textsOf(doc, rowId)];
        const changed = [...new Set([...Object.keys(was), ...Object.keys(now)])].filter((column) => was[column] !== now[column]);
        for (const column of changed) cells.push({ rowId, column, text: now[column] ?? null });
        const row = changed.length > 0 ? readStoredRow(doc, rowId) : null;
        return row ? [{ sheet, rowId, cells: row.cells, rank: row.rank, deleted: row.deleted, actorId: actor.personId as Id }] : [];
      });
      const update = { sheet, actorId: actor.personId, data: Y.mergeUpdates(updates), cells, shelved, overtaken: [] };
      await commitUpdates(world.deps.sql, [update], rows);
    },
  };
}

/** Types a course's rows into its sheet. Returns the rows' ids in order. */
export async function typeRows(world: World, planned: PlannedCourse): Promise<string[]> {
  const sheet = openDemoSheet(world, planned);
  let ids: string[] = [];
  await sheet.write(planned.planner, (doc) => {
    ids = addRows(doc, { after: null, rows: planned.course.rows.map((row) => cellsOf(row, planned.course.kind)) }, null);
  });
  return ids;
}
