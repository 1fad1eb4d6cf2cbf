import { expect, it } from "vitest";
import { addSchool } from "#db/testing-world.ts";
import { callerAs } from "#server/testing.ts";
import { addRows, readSheet, setCells } from "#sheet/doc.ts";
import { sheetsOfFile } from "./sheet-file-testing.ts";
import { openPage, signIn, until } from "./sheet-testing.ts";

const { database, server } = await sheetsOfFile();

it("[R118] a sheet deleted under its editors: they are told within a second, and nothing is saved in it any more", async () => {
  const school = await addSchool(database.sql);
  const { worksheetId: sheetId } = school;
  const worksheet = callerAs(server.deps, school.anna).worksheet;
  using anna = openPage(server.address, { sheetId, cookie: await signIn(database.sql, school.anna) });
  using ben = openPage(server.address, { sheetId, cookie: await signIn(database.sql, school.bruno) });
  await Promise.all([anna.synced(), ben.synced()]);
  const [row = ""] = addRows(ben.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
  await ben.saved();
  await worksheet.delete({ id: sheetId });
  // typed before the news: not committed, so its author is not told "saved"
  setCells(ben.doc, [{ rowId: row, column: "site", text: "HMR" }], "me");
  await until(() => ben.closings.includes("gone"), "4410 for who types", 1_000);
  expect(ben.provider.hasUnsyncedChanges).toBe(true);
  server.tell([{ kind: "worksheet.deleted", about: sheetId, within: [school.cohortCourseId], facts: {} }]);
  await until(() => anna.closings.includes("gone"), "4410 for who looks", 1_000);
  const stored = await database.sql<{ cells: object }[]>`select cells from worksheet_row where worksheet_id = ${sheetId}`;
  expect(stored).toMatchObject([{ cells: { site: "CHUM" } }]);
  // who comes after is told the same, a stranger nothing
  using late = openPage(server.address, { sheetId, cookie: await signIn(database.sql, school.anna) });
  const other = await addSchool(database.sql);
  using stranger = openPage(server.address, { sheetId, cookie: await signIn(database.sql, other.anna) });
  await until(() => late.closings.includes("gone") && stranger.closings.includes("notFound"), "4410 and 4404");
  // his page here is a stock one, which would come back with what it still holds
  ben.provider.destroy();
  ben.socket.destroy();
  await worksheet.restore({ id: sheetId });
  using back = openPage(server.address, { sheetId, cookie: await signIn(database.sql, school.anna) });
  await back.synced();
  expect(readSheet(back.doc).map(({ cells }) => cells.site)).toEqual(["CHUM"]);
});
