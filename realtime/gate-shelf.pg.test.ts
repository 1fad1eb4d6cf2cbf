import { expect, it } from "vitest";
import { listShelf } from "#db/shelf.ts";
import { addHospital, addRequest, addSchool, type TestSchool } from "#db/testing-world.ts";
import { addRows, readSheetRow, setCells } from "#sheet/doc.ts";
import type { SheetNotice } from "#sheet/protocol.ts";
import { sheetsOfFile } from "./sheet-file-testing.ts";
import { openPage, signIn, until, type Page } from "./sheet-testing.ts";

const { database, server } = await sheetsOfFile();

const bells = ({ notices }: Page): number => (notices as SheetNotice[]).filter(({ kind }) => kind === "shelf").length;
const shelfOf = (school: TestSchool) =>
  listShelf(database.sql, { agencyId: school.agencyId, worksheetId: school.worksheetId, before: null, most: 100 });

/** A school with its two coordinators at a sheet of so many rows. */
async function twoAtWork(rows = 1) {
  const school = await addSchool(database.sql);
  const stack = new DisposableStack();
  const enter = async (actor: TestSchool["anna"]) =>
    stack.use(openPage(server.address, { sheetId: school.worksheetId, cookie: await signIn(database.sql, actor) }));
  const [anna, ben] = [await enter(school.anna), await enter(school.bruno)];
  await Promise.all([anna.synced(), ben.synced()]);
  const ids = addRows(anna.doc, { after: null, rows: Array.from({ length: rows }, () => ({ size: "6" })) }, "me");
  await anna.saved();
  await until(() => readSheetRow(ben.doc, ids.at(-1) ?? "") !== null, "the rows to be seen");
  return { school, anna, ben, ids, row: ids[0] ?? "", [Symbol.dispose]: () => stack.dispose() };
}

const type = (page: Page, rowId: string, text: string) => setCells(page.doc, [{ rowId, column: "size", text }], "me");
const away = async (page: Page): Promise<void> => {
  const { provider } = page;
  provider.configuration.websocketProvider.disconnect();
  await until(() => page.closings.length > 0, "the line to end");
};

it("[R101] two who write in one cell at once both hear of it, and the shelf has both values with their persons", async () => {
  using work = await twoAtWork();
  const { school, anna, ben, row } = work;
  type(anna, row, "12");
  type(ben, row, "14");
  await Promise.all([anna.saved(), ben.saved()]);
  await until(() => bells(anna) === 1 && bells(ben) === 1, "the bells");
  const shown = readSheetRow(anna.doc, row)?.cells.size;
  expect(readSheetRow(ben.doc, row)?.cells.size).toBe(shown);
  const [item, ...more] = await shelfOf(school);
  expect(more).toEqual([]);
  const names = { "12": "Anna Roy", "14": "Bruno Côté" } as Record<string, string>;
  expect(item).toMatchObject({
    rowId: row,
    column: "size",
    reason: "unaware",
    shown: { text: shown, person: { name: names[shown ?? ""] }, at: expect.any(String) },
    shelved: { text: shown === "12" ? "14" : "12", person: { name: names[shown === "12" ? "14" : "12"] }, at: expect.any(String) },
  });
});

it("[R101] what was written while a page was away reaches the shelf whole, also where it lost; the bell rings once for many", async () => {
  using work = await twoAtWork(20);
  const { school, anna, ben, ids } = work;
  await away(ben);
  for (const row of ids) type(ben, row, `b${row}`);
  for (const row of ids) type(anna, row, `a${row}`);
  await anna.saved();
  await ben.provider.configuration.websocketProvider.connect();
  await ben.saved();
  await until(() => bells(anna) >= 1 && bells(ben) >= 1, "the bells");
  const items = await shelfOf(school);
  expect(items).toHaveLength(20);
  for (const { rowId, shown, shelved } of items) {
    expect([shown.text, shelved.text].toSorted()).toEqual([`a${rowId}`, `b${rowId}`]);
    expect(readSheetRow(ben.doc, rowId)?.cells.size).toBe(shown.text);
    expect([shown, shelved].map(({ text, person }) => `${text[0]} ${person?.name}`).toSorted()).toEqual(["a Anna Roy", "b Bruno Côté"]);
  }
  expect(bells(anna)).toBeLessThanOrEqual(2);
});

it("[R102] what was written in a row that belongs to a request is on the shelf, for its author and for colleagues", async () => {
  using work = await twoAtWork();
  const { school, anna, ben, row } = work;
  const hospital = await addHospital(database.sql);
  await server.collab.sheets.exclusive(school.worksheetId, async () => {
    const { rowId } = await addRequest(database.sql, { school, hospital, status: "sent" });
    await database.sql`update request set row_id = ${row} where row_id = ${rowId}`;
  });
  type(ben, row, "8");
  await ben.saved();
  await until(() => bells(anna) === 1 && bells(ben) === 1, "the bells");
  expect(await shelfOf(school)).toMatchObject([
    {
      rowId: row,
      column: "size",
      reason: "row-has-request",
      shown: { text: "6", person: { name: "Anna Roy" } },
      shelved: { text: "8", person: { name: "Bruno Côté" } },
    },
  ]);
  await until(() => readSheetRow(ben.doc, row)?.cells.size === "6", "the value to come back");
});

it("[R101] colleagues who write by turns, each seeing the other's value, have nothing on the shelf", async () => {
  using work = await twoAtWork();
  const { school, anna, ben, row } = work;
  for (let round = 1; round <= 10; round += 1) {
    const [one, other] = round % 2 === 0 ? [anna, ben] : [ben, anna];
    type(one, row, `${round}`);
    await until(() => readSheetRow(other.doc, row)?.cells.size === `${round}`, "the value to be seen");
  }
  expect(await shelfOf(school)).toEqual([]);
});
