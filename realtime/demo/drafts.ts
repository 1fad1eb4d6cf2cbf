import type { Cells } from "#domain/worksheet.ts";
import { letTimePass } from "#db/demo.ts";
import { addRows, deleteRows, setCells } from "#sheet/doc.ts";
import type { PlannedCourse } from "./cohorts.ts";
import { cellsOf, openDemoSheet, type DemoSheet } from "./sheets.ts";
import type { World } from "./world.ts";

/** The course whose sheet was worked on for days, so that its history has something to show. */
export const draftedCourse = "180-5303";

/**
 * Two coordinators fill a sheet over three days, as people do: a first draft without instructors, a row typed twice, sizes put right.
 * It ends with the rows of the plan. Returns their ids in order.
 */
export async function draftRows(world: World, planned: PlannedCourse): Promise<{ ids: string[]; sheet: DemoSheet }> {
  const { course, planner } = planned;
  const sheet = openDemoSheet(world, planned);
  const colleague = world.as("Gagné", planned.school);
  const wanted = course.rows.map((row) => cellsOf(row, course.kind));
  const half = Math.ceil(wanted.length / 2);
  const rough = wanted.map(({ instructor: _nobody, hours: _later, comment: _none, ...cells }, index): Cells => ({
    ...cells,
    ...(index % 3 === 1 ? { size: String(Math.max(1, Number(cells.size) - 1)) } : {}),
  }));
  const ids: string[] = [];
  let twice: string[] = [];
  await sheet.write(planner, (doc) => {
    ids.push(...addRows(doc, { after: null, rows: rough.slice(0, half) }, null));
  });
  await letTimePass(world.deps.sql, 0.3);
  await sheet.write(planner, (doc) => {
    ids.push(...addRows(doc, { after: ids.at(-1) ?? null, rows: rough.slice(half) }, null));
    twice = addRows(doc, { after: ids.at(-1) ?? null, rows: [{ ...rough[0] }] }, null);
  });
  await letTimePass(world.deps.sql, 21);
  const put = (column: "instructor" | "hours" | "comment" | "size") =>
    ids.flatMap((rowId, index) => {
      const text = wanted[index]?.[column] ?? "";
      return text === "" ? [] : [{ rowId, column, text }];
    });
  await sheet.write(colleague, (doc) => setCells(doc, put("instructor"), null));
  await letTimePass(world.deps.sql, 0.02);
  await sheet.write(colleague, (doc) => deleteRows(doc, twice, null));
  await letTimePass(world.deps.sql, 1.5);
  await sheet.write(colleague, (doc) => setCells(doc, [...put("hours"), ...put("comment")], null));
  await letTimePass(world.deps.sql, 22);
  await sheet.write(planner, (doc) => setCells(doc, put("size"), null));
  await letTimePass(world.deps.sql, 1);
  return { ids, sheet };
}

/** Two coordinators write the hours of one row without knowing of each other: one value is shown, the other waits on the shelf. */
export async function writeAtOnce(world: World, planned: PlannedCourse, of: { sheet: DemoSheet; rowId: string }): Promise<void> {
  const [shown, shelved] = ["7 h – 15 h", "15 h – 23 h"];
  const colleague = world.as("Gagné", planned.school);
  const at = world.deps.now();
  await of.sheet.write(colleague, (doc) => setCells(doc, [{ rowId: of.rowId, column: "hours", text: shown }], null), [
    {
      rowId: of.rowId,
      column: "hours",
      writtenIn: "hours",
      reason: "unaware",
      shownText: shown,
      shownBy: colleague.actor.personId,
      shownAt: at.toISOString(),
      shelvedText: shelved,
      shelvedBy: planned.planner.actor.personId,
      shelvedAt: new Date(at.getTime() - 4_000).toISOString(),
      client: 1,
      clock: 0,
    },
  ]);
}
