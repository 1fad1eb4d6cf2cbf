import { afterAll, beforeAll, expect, it } from "vitest";
import type { LiveEvent } from "#domain/event.ts";
import { readRow } from "#domain/worksheet.ts";
import { createSheetCheck } from "#domain/row-check.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addHospital, addSchool, cellsAt, type TestHospital, type TestSchool } from "#db/testing-world.ts";
import { liveFor } from "#server/live-audience.ts";
import { callAs } from "#server/testing-caller.ts";
import { addRows, readSheet, setCells } from "#sheet/doc.ts";
import { keepIntents } from "./intents.ts";
import { openPage, serveSheets, signIn, until, type Page } from "./sheet-testing.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

/** A coordinator at her screen: her sheet, what she is told, and what the check says of each row, with what the server tells it. */
function atScreen(of: { school: TestSchool; hospital: TestHospital; page: Page; told: LiveEvent[] }) {
  const { school, hospital, page } = of;
  const call = callAs(database.sql, school.anna);
  return {
    ...of,
    async findings() {
      const catalogue = await call.catalogue.all();
      const facts = {
        kind: "group" as const,
        catalogue,
        instructors: [],
        course: { ...school.schedule, defaultComment: "" },
        language: "fr" as const,
      };
      const check = createSheetCheck({ worksheetId: school.worksheetId, kind: "group" });
      check.setFacts({ ...(await call.check.facts({ worksheetId: school.worksheetId })), kind: "group", catalogue });
      const { intents } = await call.check.around({ worksheetId: school.worksheetId, serviceIds: [hospital.serviceId] });
      check.setTaken(hospital.eastId, intents);
      const rows = readSheet(page.doc);
      for (const row of rows) check.setRow(row.id, readRow(row.cells, facts));
      return rows.flatMap((row) => check.findings(row.id).map(({ problem }) => problem));
    },
  };
}

it("[R197] two schools of one zone see each other's groups on their own sheets while they type; a third, outside of it, hears nothing", async () => {
  let ring = () => {};
  await using server = await serveSheets(database.url, { live: true, onWritten: () => ring() });
  const keeper = keepIntents(server.deps);
  ring = keeper.ring;
  const [erable, rapides, outside] = await Promise.all([addSchool(database.sql), addSchool(database.sql), addSchool(database.sql)]);
  const hospital = await addHospital(database.sql);
  await database.sql`update agency set zone = '06' where id = any(${[erable.agencyId, rapides.agencyId]}::uuid[])`;

  const open = async (school: TestSchool) => {
    const page = openPage(server.address, { sheetId: school.worksheetId, cookie: await signIn(database.sql, school.anna) });
    await page.synced();
    const told: LiveEvent[] = [];
    server.deps.feed.subscribe((events) => {
      for (const event of events) {
        const heard = liveFor(event, school.anna);
        if (heard) told.push(heard);
      }
    });
    return atScreen({ school, hospital, page, told });
  };
  const type = (screen: { page: Page }, cells: Record<string, string>): string =>
    addRows(screen.page.doc, { after: null, rows: [cellsAt(hospital, { destination: "4e Est", ...cells })] }, null)[0] ?? "";
  const [mine, theirs, third] = [await open(rapides), await open(erable), await open(outside)];
  const heard = (screen: typeof mine, times: number) =>
    until(
      () => screen.told.filter(({ kind, about }) => kind === "overlap.changed" && about === hospital.eastId).length >= times,
      "the other school's group",
    );

  type(mine, { size: "6" });
  type(third, {});
  await Promise.all([mine.page.saved(), third.page.saved()]);
  expect(await mine.findings()).toEqual([]);

  const row = type(theirs, { size: "8" });
  await heard(mine, 1);
  await heard(theirs, 1);
  expect(await mine.findings()).toMatchObject([
    { kind: "group-overlap", with: [{ school: erable.name, size: 8, weekdays: [1, 2], stage: "draft" }], more: 0 },
  ]);
  expect(await theirs.findings()).toMatchObject([{ kind: "group-overlap", with: [{ school: rapides.name, size: 6 }] }]);
  expect(await third.findings()).toEqual([]);

  const before = mine.told.length;
  setCells(theirs.page.doc, [{ rowId: row, column: "hours", text: "15:00-23:00" }], null);
  await until(() => mine.told.length > before, "the other school's change");
  expect(await mine.findings()).toEqual([]);
  expect(await theirs.findings()).toEqual([]);
  expect(third.told).toEqual([]);
  // who did it is not told, and nothing of what it is
  expect(new Set(mine.told.map(({ by, change }) => JSON.stringify({ by, change })))).toEqual(new Set([JSON.stringify({ by: "" })]));

  await keeper.stop();
  for (const { page } of [mine, theirs, third]) page[Symbol.dispose]();
});
