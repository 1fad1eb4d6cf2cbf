import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lockSheet } from "#db/sheet.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addSchool, type TestSchool } from "#db/testing-world.ts";
import { addRows } from "#sheet/doc.ts";
import type { Pulse } from "./node.ts";
import { cellOf, enter, firstRow, owned, passing, readStored, type } from "./nodes-testing.ts";
import { serveSheets, spawnSheets, until, type SheetServer } from "./sheet-testing.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

/** What is stored of a sheet, its log and its rows saying the same. */
async function stored(school: TestSchool) {
  const { log, rows, waits } = await readStored(database.sql, school);
  expect(rows).toEqual(log);
  expect(waits).toBeNull();
  return log;
}

/** A command takes a row into a request through a node, as worksheet.send does; what it reads of the row is what it takes. */
function takeRow(node: SheetServer, school: TestSchool, row: string): Promise<{ size?: string; comment?: string }> {
  const { worksheetId, agencyId } = school;
  return node.collab.sheets.exclusive(worksheetId, () =>
    node.deps.sql.begin(async (tx) => {
      await lockSheet(tx, worksheetId);
      const [read] = await tx<{ cells: { size?: string; comment?: string } }[]>`
        select cells from worksheet_row where agency_id = ${agencyId} and worksheet_id = ${worksheetId} and row_id = ${row}`;
      await tx`
        insert into request (agency_id, kind, cohort_course_id, worksheet_id, row_id, status, size, starts_on, ends_on, created_by)
        values (${agencyId}, 'group', ${school.cohortCourseId}, ${worksheetId}, ${row}, 'new', 6, '2027-01-11', '2027-03-26', ${school.anna.personId})`;
      return read?.cells ?? {};
    }),
  );
}

/** A node in a process of its own, which is gone at the end of the test however it ends. */
async function spawn({ pulse = {} }: { pulse?: Partial<Pulse> } = {}) {
  const node = await spawnSheets(database.url, {}, pulse);
  return {
    ...node,
    async [Symbol.asyncDispose]() {
      node.child.kill("SIGKILL");
      await node.ended;
    },
  };
}

describe("failover", () => {
  it("[R152] kill -9 of the owner: the other node serves, and has all that was acknowledged", async () => {
    await using other = await serveSheets(database.url);
    const school = await addSchool(database.sql);
    for (let round = 0; round < 2; round += 1) {
      await using owner = await spawn();
      using anna = await enter(database.sql, owner, { school });
      using bruno = await enter(database.sql, other, { school, who: "bruno" });
      expect(passing(other)).toBe(1);
      const row = await firstRow(anna, bruno);
      let acknowledged = 0;
      for (let number = 1; number <= 40; number += 1) {
        type(bruno, row, { comment: `frappe ${number}` });
        if (number % 10 === 0 && number < 40) {
          await bruno.saved();
          acknowledged = number;
        }
      }
      owner.child.kill("SIGKILL");
      await owner.ended;
      // his page comes back by itself, to the node it knows; the edits that were under way come with it
      await until(() => owned(other) === 1, "the other node to hold the sheet");
      await bruno.saved();
      const log = await stored(school);
      const text = log.find(({ id }) => id === row)?.cells.comment ?? "";
      expect(Number(text.split(" ")[1])).toBeGreaterThanOrEqual(acknowledged);
      expect(text).toBe("frappe 40");
      bruno[Symbol.dispose]();
      anna[Symbol.dispose]();
      await until(() => owned(other) === 0, "the sheet to be given back");
    }
  }, 60_000);

  it("[R152] a node that stops hands its sheets over at once", async () => {
    const leaving = await serveSheets(database.url);
    await using other = await serveSheets(database.url);
    const school = await addSchool(database.sql);
    using anna = await enter(database.sql, leaving, { school });
    using bruno = await enter(database.sql, other, { school, who: "bruno" });
    const row = await firstRow(anna, bruno);
    type(bruno, row, { comment: "avant" });
    await leaving[Symbol.asyncDispose]();
    type(bruno, row, { comment: "après" });
    await until(() => owned(other) === 1, "the other node to hold the sheet");
    await bruno.saved();
    expect((await stored(school))[0]?.cells.comment).toBe("après");
  });

  it("[R153] a session that ends in mid-commit takes the right to write with it; everybody comes back and nothing is lost", async () => {
    await using one = await serveSheets(database.url);
    await using other = await serveSheets(database.url);
    const school = await addSchool(database.sql);
    using anna = await enter(database.sql, one, { school });
    using bruno = await enter(database.sql, other, { school, who: "bruno" });
    const row = await firstRow(anna, bruno);
    await database.sql.begin(async (tx) => {
      // the statement waits, and its session ends while it does
      await lockSheet(tx, school.worksheetId);
      type(anna, row, { comment: "coupé" });
      await until(async () => {
        const cut = await database.sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'concerto sheets' and datname = current_database() and wait_event_type = 'Lock'`;
        return cut.length > 0;
      }, "the statement to wait");
    });
    await until(() => anna.closings.includes("restart") && bruno.closings.includes("restart"), "1012 for both");
    await anna.saved();
    type(bruno, row, { size: "7" });
    await bruno.saved();
    expect(await stored(school)).toMatchObject([{ id: row, cells: { site: "CHUM", comment: "coupé", size: "7" } }]);
    expect(owned(one) + owned(other)).toBe(1);
  });

  it("[R153] a node that stood still commits nothing once another holds the sheet", async () => {
    const pulse = { beatEvery: 100, silentAfter: 600 };
    await using other = await serveSheets(database.url, { pulse });
    await using still = await spawn({ pulse });
    const school = await addSchool(database.sql);
    using anna = await enter(database.sql, still, { school });
    using bruno = await enter(database.sql, other, { school, who: "bruno" });
    const row = await firstRow(anna, bruno);
    still.child.kill("SIGSTOP");
    // on its way to a node that does not answer
    type(anna, row, { comment: "d’Anna", size: "8" });
    type(bruno, row, { comment: "de Bruno" });
    await until(() => owned(other) === 1, "the other node to take the sheet");
    await bruno.saved();
    const [before] = await database.sql<
      { count: number }[]
    >`select count(*)::int as count from sheet_update where sheet_id = ${school.worksheetId}`;
    expect((await stored(school))[0]?.cells).toEqual({ site: "CHUM", size: "6", comment: "de Bruno" });
    still.child.kill("SIGCONT");
    // it judges what it had received, and is not let write it: her page comes back with it, through the node that holds the sheet
    await until(() => anna.closings.includes("restart"), "her page to be sent away");
    await anna.saved();
    await until(() => cellOf(bruno, row, "size") === "8", "her edit to be seen");
    expect(owned(other)).toBe(1);
    const log = await stored(school);
    expect(log[0]?.cells.size).toBe("8");
    expect(["d’Anna", "de Bruno"]).toContain(log[0]?.cells.comment);
    const [after] = await database.sql<
      { count: number }[]
    >`select count(*)::int as count from sheet_update where sheet_id = ${school.worksheetId}`;
    expect(after?.count).toBeGreaterThan(before?.count ?? 0);
  });
});

describe("rows locked through another node", () => {
  it("[R154] an edit judged by the old rows is judged anew: what was taken stays, the edit goes to the shelf, nobody is sent away", async () => {
    await using one = await serveSheets(database.url);
    await using other = await serveSheets(database.url);
    const school = await addSchool(database.sql);
    using anna = await enter(database.sql, one, { school });
    const row = await firstRow(anna);
    // no event reaches the node she types through: the commit itself has to notice
    await takeRow(other, school, row);
    const free = addRows(anna.doc, { after: row, rows: [{ site: "CHUS" }] }, "me")[0] ?? "";
    type(anna, row, { size: "99" });
    await anna.saved();
    await until(() => cellOf(anna, row, "size") === "6", "the size to come back");
    expect((await stored(school)).map(({ id, cells }) => [id, cells])).toEqual([
      [row, { site: "CHUM", size: "6" }],
      [free, { site: "CHUS" }],
    ]);
    const shelf = await database.sql`select reason, shelved_text from cell_conflict where sheet_id = ${school.worksheetId}`;
    expect(shelf.map((one_) => ({ ...one_ }))).toEqual([{ reason: "row-has-request", shelvedText: "99" }]);
    expect(anna.closings).toEqual([]);
    await database.sql`delete from request where worksheet_id = ${school.worksheetId}`;
    type(anna, row, { size: "12" });
    await anna.saved();
    expect((await stored(school))[0]?.cells.size).toBe("12");
    expect(anna.closings).toEqual([]);
  });

  it("[R154] what a command takes while the cell is typed is what stays in it", async () => {
    await using one = await serveSheets(database.url);
    await using other = await serveSheets(database.url);
    const school = await addSchool(database.sql);
    using anna = await enter(database.sql, one, { school });
    for (let round = 0; round < 5; round += 1) {
      const row = await firstRow(anna);
      let typing = true;
      const typed = (async () => {
        for (let number = 1; typing; number += 1) {
          type(anna, row, { size: String(number) });
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
      })();
      await new Promise((resolve) => setTimeout(resolve, 30 + round * 7));
      const taken = await takeRow(other, school, row);
      await new Promise((resolve) => setTimeout(resolve, 60));
      typing = false;
      await typed;
      await anna.saved();
      expect((await stored(school)).find(({ id }) => id === row)?.cells.size).toBe(taken.size);
      await until(() => cellOf(anna, row, "size") === taken.size, "what was taken to be shown");
    }
    expect(anna.closings).toEqual([]);
  });
});
