import * as Y from "yjs";
import type { Id } from "#domain/id.ts";
import { splitPath } from "#domain/place.ts";
import type { Cells } from "#domain/worksheet.ts";
import { commitUpdates } from "#db/sheet.ts";
import { addRows, readSheet } from "#sheet/doc.ts";
import type { PlannedCourse } from "./cohorts.ts";
import type { DemoRow } from "./plan.ts";
import { demoSites } from "./places.ts";
import type { World } from "./world.ts";

function cellsOf({ at, size, instructor, comment, weekdays, hours }: DemoRow, kind: "group" | "individual"): Cells {
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

/** Types a course's rows into its sheet as a page would: one update of the Y.Doc, committed with its rows. Returns the rows' ids in order. */
export async function typeRows(world: World, { course, planner, worksheetId }: PlannedCourse): Promise<string[]> {
  const doc = new Y.Doc();
  const ids = addRows(doc, { after: null, rows: course.rows.map((row) => cellsOf(row, course.kind)) }, null);
  const { agencyId, personId } = planner.actor;
  const sheet = { agencyId, id: worksheetId, epoch: 1 };
  const typed = readSheet(doc);
  const edited = typed.flatMap(({ id: rowId, cells, rank }) =>
    Object.entries({ ...cells, rank }).map(([column, text]) => ({ rowId, column, text })),
  );
  const rows = typed.map(({ id: rowId, cells, rank }) => ({ sheet, rowId, cells, rank, deleted: false, actorId: personId as Id }));
  const update = { sheet, actorId: personId, data: Y.encodeStateAsUpdate(doc), cells: edited, shelved: [], overtaken: [] };
  await commitUpdates(world.deps.sql, [update], rows);
  return ids;
}
