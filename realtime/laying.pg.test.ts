import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#domain/access.ts";
import type { Cells } from "#domain/worksheet.ts";
import { appendEvents } from "#db/event.ts";
import type { Tx } from "#db/sql.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addSchool, type TestSchool } from "#db/testing-world.ts";
import { readSheet, readSheetRow } from "#sheet/doc.ts";
import { limits } from "#sheet/protocol.ts";
import { cellOf, enter, firstRow, readStored, type } from "./nodes-testing.ts";
import { serveSheets, until, type SheetServer } from "./sheet-testing.ts";

let database: TestDatabase;
let one: SheetServer;
let other: SheetServer;
beforeAll(async () => {
  database = await testDatabase();
  one = await serveSheets(database.url, { live: true });
  other = await serveSheets(database.url, { live: true });
});
afterAll(async () => {
  await one[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const author = (actor: Actor) => ({
  agencyId: actor.agencyId,
  accountId: actor.accountId,
  personId: actor.personId,
  name: actor.name,
  requestId: "test",
});

/** A command of Bruno's that writes in the sheet and names it in an event, at a node; `meanwhile` within its transaction, before the end. */
async function command(
  { deps }: SheetServer,
  school: TestSchool,
  write: (by: { tx: Tx; agencyId: string; personId: string }) => Promise<void>,
  meanwhile: () => Promise<void> = async () => {},
): Promise<void> {
  const { agencyId, worksheetId, bruno } = school;
  await deps.sheets.exclusive(worksheetId, () =>
    deps.sql.begin(async (tx) => {
      await write({ tx, agencyId, personId: bruno.personId });
      await meanwhile();
      const about = worksheetId;
      await appendEvents(tx, author(bruno), [
        { kind: "worksheet.changed", agencyIds: [agencyId], about, within: [worksheetId], facts: {} },
      ]);
    }),
  );
}

async function lay(node: SheetServer, school: TestSchool, rows: Cells[], meanwhile?: () => Promise<void>): Promise<string[]> {
  const laid = rows.map((cells) => ({ rowId: randomUUID(), cells }));
  await command(node, school, (by) => node.deps.sheets.lay(school.worksheetId, laid, by), meanwhile);
  return laid.map(({ rowId }) => rowId);
}

const placesOf = (rows: { cells: object }[]): (string | undefined)[] => rows.map(({ cells }) => (cells as Cells).site);
const agree = async (school: TestSchool): Promise<(string | undefined)[]> => {
  const { log, rows } = await readStored(database.sql, school);
  expect(rows).toEqual(log);
  return placesOf(log);
};

describe("rows that a command lays", () => {
  it("[R170] are seen by a page of the sheet, stand below its rows, and are in log, projection and history as one author's", async () => {
    const school = await addSchool(database.sql);
    using anna = await enter(database.sql, one, { school });
    await firstRow(anna);
    const [chul = "", hopital = ""] = await lay(one, school, [{ site: "CHUL", comment: "de nuit" }, { site: "Hôpital de Rouyn" }]);
    await until(() => readSheetRow(anna.doc, hopital) !== null, "the rows to be seen");
    expect(placesOf(readSheet(anna.doc))).toEqual(["CHUM", "CHUL", "Hôpital de Rouyn"]);
    type(anna, chul, { comment: "de jour" });
    await anna.saved();
    expect(await agree(school)).toEqual(["CHUM", "CHUL", "Hôpital de Rouyn"]);
    const edits = await database.sql<{ column: string; text: string; actorId: string }[]>`
      select "column", text, actor_id from cell_edit where sheet_id = ${school.worksheetId} and row_id = ${chul} and "column" <> 'rank'
      order by update_id, "column"`;
    expect(edits.map(({ column, text, actorId }) => [column, text, actorId])).toEqual([
      ["comment", "de nuit", school.bruno.personId],
      ["site", "CHUL", school.bruno.personId],
      ["comment", "de jour", school.anna.personId],
    ]);
  });

  it("[R170] reach a sheet that another node has open, though a page types there in the same moment", async () => {
    const school = await addSchool(database.sql);
    using anna = await enter(database.sql, other, { school });
    const first = await firstRow(anna);
    let typed = 0;
    const [laid = ""] = await lay(one, school, [{ site: "CHUL" }], async () => {
      for (; typed < 5; typed += 1) type(anna, first, { comment: `${typed}` });
    });
    await until(() => readSheetRow(anna.doc, laid) !== null, "the row to be seen");
    type(anna, laid, { size: "4" });
    await anna.saved();
    expect(await agree(school)).toEqual(["CHUM", "CHUL"]);
    expect([cellOf(anna, first, "comment"), cellOf(anna, laid, "size")]).toEqual(["4", "4"]);
    expect(anna.closings).toEqual([]);
    // who comes later is given a snapshot that holds them
    anna[Symbol.dispose]();
    await until(() => other.collab.state().owned === 0, "the sheet to be given back");
    using late = await enter(database.sql, one, { school });
    expect(placesOf(readSheet(late.doc))).toEqual(["CHUM", "CHUL"]);
  });

  it("[R170] stand in a sheet that nobody has open, as the first or below what is there", async () => {
    const school = await addSchool(database.sql);
    await lay(one, school, [{ site: "A" }, { site: "B" }]);
    await lay(other, school, [{ site: "C" }]);
    using anna = await enter(database.sql, one, { school });
    expect(placesOf(readSheet(anna.doc))).toEqual(["A", "B", "C"]);
    expect(await agree(school)).toEqual(["A", "B", "C"]);
  });

  it("[R170] are there with the rest of the command, or not at all", async () => {
    const school = await addSchool(database.sql);
    using anna = await enter(database.sql, one, { school });
    await firstRow(anna);
    const stopped = lay(one, school, [{ site: "CHUL" }], () => Promise.reject(new Error("stopped")));
    await expect(stopped).rejects.toThrow("stopped");
    const [laid = ""] = await lay(one, school, [{ site: "CHUS" }]);
    await until(() => readSheetRow(anna.doc, laid) !== null, "the row to be seen");
    expect(placesOf(readSheet(anna.doc))).toEqual(["CHUM", "CHUS"]);
    expect(await agree(school)).toEqual(["CHUM", "CHUS"]);
  });

  it("[R170] go again by a command: deleted for everybody, and kept as a page's deletion is", async () => {
    const school = await addSchool(database.sql);
    using anna = await enter(database.sql, other, { school });
    const ids = await lay(one, school, [{ site: "A" }, { site: "B" }, { site: "C" }]);
    await until(() => readSheet(anna.doc).length === 3, "the rows to be seen");
    await command(one, school, (by) => one.deps.sheets.lift(school.worksheetId, [ids[1] ?? "", "unknown"], by));
    await until(() => readSheet(anna.doc).length === 2, "the row to go");
    expect(await agree(school)).toEqual(["A", "C"]);
    type(anna, ids[0] ?? "", { size: "2" });
    await anna.saved();
    expect(await agree(school)).toEqual(["A", "C"]);
  });

  it("[R170] are refused where the sheet would hold too many, or is not there", async () => {
    const school = await addSchool(database.sql);
    const many = Array.from({ length: limits.rows + 1 }, () => ({ site: "A" }));
    await expect(lay(one, school, many)).rejects.toMatchObject({ refusal: { code: "sheet-full" } });
    const gone = { ...school, worksheetId: randomUUID() };
    await expect(lay(one, gone, [{ site: "A" }])).rejects.toMatchObject({ refusal: { code: "not-found" } });
  });
});
