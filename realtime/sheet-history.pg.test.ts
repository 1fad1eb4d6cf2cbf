import { expect, test } from "vitest";
import * as Y from "yjs";
import { addSchool } from "#db/testing-world.ts";
import { callerAs, depsOver } from "#server/testing.ts";
import { addRows, deleteRows, moveRows, readSheet, restoreRows, setCells, undoManagerOf } from "#sheet/doc.ts";
import { sheetsOfFile } from "./sheet-file-testing.ts";
import { openPage, signIn, until } from "./sheet-testing.ts";

const { database, server } = await sheetsOfFile();

test("[R141] what was edited through the gate is, at every moment, what a replay of the log says", { timeout: 60_000 }, async () => {
  const { sql } = database;
  const school = await addSchool(sql);
  using stack = new DisposableStack();
  const enter = async (who: typeof school.anna) =>
    stack.use(openPage(server.address, { sheetId: school.worksheetId, cookie: await signIn(sql, who) }));
  const [anna, ben] = [await enter(school.anna), await enter(school.bruno)];
  await Promise.all([anna.synced(), ben.synced()]);
  const undo = undoManagerOf(anna.doc, "me");
  const ids = addRows(anna.doc, { after: null, rows: [{ site: "A" }, { site: "B", size: "6" }, { site: "C" }] }, "me");
  const [one = "", two = "", three = ""] = ids;
  await until(() => readSheet(ben.doc).length === 3, "the rows to be seen");
  setCells(
    ben.doc,
    [
      { rowId: two, column: "size", text: "" },
      { rowId: one, column: "hours", text: "J8" },
    ],
    "me",
  );
  setCells(anna.doc, [{ rowId: three, column: "site", text: "Rive" }], "me");
  await Promise.all([anna.saved(), ben.saved()]);
  moveRows(ben.doc, { ids: [three], after: null }, "me");
  deleteRows(anna.doc, [one], "me");
  await Promise.all([anna.saved(), ben.saved()]);
  undo.undo();
  undo.undo();
  await anna.saved();
  deleteRows(ben.doc, [two, three], "me");
  await ben.saved();
  restoreRows(anna.doc, [three], "me");
  setCells(anna.doc, [{ rowId: three, column: "comment", text: "Vestiaire\nau sous-sol" }], "me");
  await anna.saved();

  const log = await sql<
    { id: number; data: Uint8Array }[]
  >`select id, data from sheet_update where sheet_id = ${school.worksheetId} order by id`;
  const history = callerAs(depsOver(sql), school.anna).sheetHistory;
  const replayed = new Y.Doc();
  expect(log.length).toBeGreaterThan(6);
  for (const { id, data } of log) {
    Y.applyUpdate(replayed, data);
    const then = await history.at({ worksheetId: school.worksheetId, moment: { after: id } });
    const read = then.rows.map((row) => ({
      id: row.id,
      rank: row.rank,
      cells: Object.fromEntries(Object.entries(row.cells).flatMap(([column, [text]]) => (text === "" ? [] : [[column, text]]))),
    }));
    expect(read).toEqual(readSheet(replayed));
  }
  const last = await history.at({ worksheetId: school.worksheetId, moment: { after: Number.MAX_SAFE_INTEGER } });
  expect(last.people.toSorted()).toEqual(["Anna Roy", "Bruno Côté"]);
});
