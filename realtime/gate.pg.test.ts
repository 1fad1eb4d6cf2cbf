import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { lockSheet } from "#db/sheet.ts";
import { addActor, addHospital, addRequest, addSchool, type TestSchool } from "#db/testing-world.ts";
import { addRows, deleteRows, readSheet, readSheetRow, rowsOf, setCells } from "#sheet/doc.ts";
import type { SheetNotice } from "#sheet/protocol.ts";
import { pagesOf, sheetsOfFile } from "./sheet-file-testing.ts";
import { openPage, signIn, until } from "./sheet-testing.ts";

const sheets = await sheetsOfFile({ limits: { judgeEvery: 100 } });
const { database, server } = sheets;
const { enter, twoAtWork, storedRows } = pagesOf(sheets);
const hospital = await addHospital(database.sql);

const countUpdates = async (school: TestSchool): Promise<number> => {
  const [row] = await database.sql<
    { count: number }[]
  >`select count(*)::int as count from sheet_update where sheet_id = ${school.worksheetId}`;
  return row?.count ?? 0;
};

describe("commit before telling", () => {
  it("[R100] an edit is in the database before another page sees it", async () => {
    using work = await twoAtWork();
    const { school, anna, ben } = work;
    const [row = ""] = addRows(anna.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
    await until(() => readSheetRow(ben.doc, row) !== null, "the row to be seen");
    // a disk so slow that whoever shows first is found out
    await database.sql.unsafe(`
      create function slowly() returns trigger language plpgsql as $$ begin perform pg_sleep(0.1); return null; end $$;
      create trigger slowly after insert on sheet_update for each statement execute function slowly()`);
    const seen: { text: string; stored: Promise<readonly { cells: Record<string, string> }[]> }[] = [];
    ben.doc.on("update", () => seen.push({ text: readSheetRow(ben.doc, row)?.cells.size ?? "", stored: storedRows(school).execute() }));
    for (const text of ["5", "6", "7", "8"]) {
      setCells(anna.doc, [{ rowId: row, column: "size", text }], "me");
      await until(() => seen.at(-1)?.text === text, `${text} to be seen`);
    }
    await database.sql.unsafe("drop trigger slowly on sheet_update; drop function slowly");
    expect(seen.length).toBeGreaterThanOrEqual(4);
    for (const { text, stored } of seen) expect(Number((await stored)[0]?.cells.size)).toBeGreaterThanOrEqual(Number(text));
    await anna.saved();
    expect(await storedRows(school)).toMatchObject([
      { rowId: row, cells: { site: "CHUM", size: "8" }, deleted: false, updatedBy: school.anna.personId },
    ]);
  });

  it("marks a deleted row in the projection, and keeps it", async () => {
    using work = await twoAtWork();
    const ids = addRows(work.anna.doc, { after: null, rows: [{ site: "A" }, { site: "B" }] }, "me");
    deleteRows(work.anna.doc, ids.slice(0, 1), "me");
    await work.anna.saved();
    expect((await storedRows(work.school)).map(({ deleted, cells }) => [deleted, cells.site])).toEqual([
      [true, "A"],
      [false, "B"],
    ]);
  });

  it("[R100] says nothing is saved while the disk has not answered", async () => {
    using work = await twoAtWork();
    const { school, anna, ben } = work;
    let acknowledged = false;
    await database.sql.begin(async (tx) => {
      await lockSheet(tx, school.worksheetId);
      addRows(anna.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
      await Promise.race([anna.saved().then(() => (acknowledged = true)), new Promise((resolve) => setTimeout(resolve, 300))]);
      expect(acknowledged).toBe(false);
      expect(readSheet(ben.doc)).toHaveLength(0);
    });
    await anna.saved();
    await until(() => readSheet(ben.doc).length === 1, "the row to be seen");
  });

  it("stores nothing for a page that comes back with nothing new", async () => {
    using work = await twoAtWork();
    const [row = ""] = addRows(work.anna.doc, { after: null, rows: [{ site: "A" }] }, "me");
    for (const text of ["1", "2", "3"]) setCells(work.anna.doc, [{ rowId: row, column: "size", text }], "me");
    await work.anna.saved();
    const before = await countUpdates(work.school);
    work.anna.socket.webSocket?.close();
    await until(() => work.anna.closings.length > 0, "the socket to close");
    await work.anna.saved();
    expect(await countUpdates(work.school)).toBe(before);
  });

  it("opens on its snapshot and the log past it", async () => {
    const school = await addSchool(database.sql);
    let row = "";
    {
      using page = await enter(school, school.anna);
      await page.synced();
      [row = ""] = addRows(page.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
      for (let size = 1; size <= 50; size += 1) setCells(page.doc, [{ rowId: row, column: "size", text: String(size) }], "me");
      await page.saved();
    }
    const snapshots = () => database.sql<{ uptoId: number }[]>`select upto_id from sheet_snapshot where sheet_id = ${school.worksheetId}`;
    await until(async () => (await snapshots()).length === 1, "the snapshot of the last page that left");
    using page = await enter(school, school.bruno);
    await page.synced();
    expect(readSheetRow(page.doc, row)?.cells).toEqual({ site: "CHUM", size: "50" });
  });
});

describe("who may", () => {
  it("[R106] a viewer sees and cannot write", async () => {
    using work = await twoAtWork();
    const observer = await addActor(database.sql, { agencyId: work.school.agencyId, kind: "observer", name: ["Olga", "Roy"] });
    using viewer = await enter(work.school, observer);
    await viewer.synced();
    expect(viewer.provider.authorizedScope).toBe("readonly");
    addRows(viewer.doc, { after: null, rows: [{ site: "pirate" }] }, "me");
    const [row = ""] = addRows(work.anna.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
    await work.anna.saved();
    await until(() => readSheetRow(viewer.doc, row) !== null, "the viewer to see");
    expect(viewer.provider.hasUnsyncedChanges).toBe(true);
    expect((await storedRows(work.school)).map(({ cells }) => cells.site)).toEqual(["CHUM"]);
    expect(readSheet(work.ben.doc)).toHaveLength(1);
  });

  it("another organisation's account cannot connect, nor a stranger, nor a page of another site, nor by another sheet's name", async () => {
    const [school, other] = [await addSchool(database.sql), await addSchool(database.sql)];
    using stranger = await enter(school, other.anna);
    await until(() => stranger.closings.includes("notFound"), "4404");
    using hospitals = await enter(school, hospital.claire);
    await until(() => hospitals.closings.includes("notAllowed"), "4403");
    using nobody = openPage(server.address, { sheetId: school.worksheetId, cookie: "concerto_session=made-up" });
    await until(() => nobody.closings.includes("signedOut"), "4401");
    using elsewhere = await enter(school, school.anna, { origin: "https://mechant.example" });
    await until(() => elsewhere.closings.includes(1006), "the upgrade to be refused");
    using byName = await enter(other, other.anna, { document: `sheet:${school.worksheetId}` });
    await until(() => byName.closings.includes("notFound"), "4404");
    for (const page of [stranger, hospitals, nobody, elsewhere, byName]) expect(page.provider.isSynced).toBe(false);
  });

  it("[R106] rights that change and sessions that end close the socket, and the page is judged anew", async () => {
    using work = await twoAtWork();
    server.collab.sheets.rejudge(work.school.anna.accountId);
    await until(() => work.anna.closings.includes("signedOut"), "4401");
    await work.anna.synced();
    expect(work.ben.closings).toEqual([]);
    await database.sql`delete from session where account_id = ${work.school.anna.accountId}`;
    server.tell([{ kind: "account.signed-out-everywhere", about: work.school.anna.accountId, within: [], facts: {} }]);
    await until(() => work.anna.closings.filter((one) => one === "signedOut").length > 1, "4401 again");
    expect(work.anna.provider.isSynced).toBe(false);
  });

  it("[R106] a session that ran out is noticed without anybody saying so", async () => {
    const school = await addSchool(database.sql);
    const cookie = await signIn(database.sql, school.anna);
    await database.sql`update session set expires_at = now() + interval '700 milliseconds' where account_id = ${school.anna.accountId}`;
    using page = openPage(server.address, { sheetId: school.worksheetId, cookie });
    await page.synced();
    await until(() => page.closings.length > 0, "a close", 5_000);
    expect(page.closings[0]).toBe("signedOut");
  });
});

describe("rules", () => {
  it("[R102] a row that has a request is put back, and no other page ever sees the refused value", async () => {
    const school = await addSchool(database.sql);
    const { rowId } = await addRequest(database.sql, { school, hospital, status: "sent" });
    using anna = await enter(school, school.anna);
    using ben = await enter(school, school.bruno);
    await Promise.all([anna.synced(), ben.synced()]);
    // the builder wrote the projection only: the row as a page had it before it was sent, and another that is free
    await server.collab.sheets.exclusive(school.worksheetId, async () => {});
    const [free = ""] = addRows(anna.doc, { after: null, rows: [{ site: "Libre" }] }, "me");
    await anna.saved();
    const given = new Y.Doc();
    Y.applyUpdate(given, Y.encodeStateAsUpdate(anna.doc));
    const row: Y.Map<string> = new Y.Map<string>([
      ["rank", "a5"],
      ["site", "CHUM"],
    ]);
    rowsOf(given).set(rowId, row);
    Y.applyUpdate(anna.doc, Y.encodeStateAsUpdate(given));
    await anna.saved();
    await until(() => readSheetRow(ben.doc, rowId)?.cells.site === "CHUM", "the row to be seen");

    const seen = new Set<string | undefined>();
    ben.doc.on("update", () => seen.add(readSheetRow(ben.doc, rowId)?.cells.site));
    setCells(
      anna.doc,
      [
        { rowId, column: "site", text: "Refusé" },
        { rowId, column: "comment", text: "Refusé" },
        { rowId: free, column: "site", text: "Autre" },
      ],
      "me",
    );
    deleteRows(anna.doc, [rowId], "me");
    await anna.saved();
    await until(() => readSheetRow(anna.doc, rowId)?.cells.site === "CHUM", "the value to come back");
    expect(readSheetRow(anna.doc, rowId)?.cells).toEqual({ site: "CHUM" });
    await until(() => readSheetRow(ben.doc, free)?.cells.site === "Autre", "the rest to be seen");
    expect([...seen]).toEqual(["CHUM"]);
    expect(anna.closings).toEqual([]);
    expect(anna.notices.filter((notice) => (notice as SheetNotice).kind !== "shelf")).toMatchObject([
      { kind: "you", person: { id: school.anna.personId, name: "Anna Roy" } },
      {
        kind: "corrected",
        reason: "row-has-request",
        cells: [
          { rowId, column: "site" },
          { rowId, column: "comment" },
        ],
      },
      { cells: [{ rowId, column: "deletedAt" }] },
    ]);
    const stored = await storedRows(school);
    expect(stored.find((one) => one.rowId === rowId)).toMatchObject({ cells: { site: "CHUM" }, deleted: false });
    // and what is stored is what was shown
    using late = await enter(school, school.bruno);
    await late.synced();
    expect(readSheet(late.doc)).toEqual(readSheet(ben.doc));
  });

  const outside: [string, (doc: Y.Doc, row: string) => void][] = [
    ["a foreign root", (doc) => doc.getText("notes").insert(0, "x")],
    ["an unknown column", (doc, row) => rowsOf(doc).get(row)?.set("status", "accepted")],
    [
      "a cell that is not text",
      (doc, row) =>
        rowsOf(doc)
          .get(row)
          ?.set("site", 12 as never),
    ],
    ["a cell of more than 2,000 letters", (doc, row) => rowsOf(doc).get(row)?.set("comment", "x".repeat(2_001))],
    ["a NUL", (doc, row) => rowsOf(doc).get(row)?.set("comment", "a\0b")],
    [
      "a document inside a cell",
      (doc, row) =>
        rowsOf(doc)
          .get(row)
          ?.set("site", new Y.Map() as never),
    ],
    ["a row taken out", (doc, row) => rowsOf(doc).delete(row)],
    ["a row put in another's place", (doc, row) => void rowsOf(doc).set(row, new Y.Map<string>([["rank", "a0"]]))],
    ["a rank between which nothing fits", (doc, row) => rowsOf(doc).get(row)?.set("rank", "")],
    [
      "an update of more than a megabyte",
      (doc, row) =>
        doc.transact(() => {
          for (let index = 0; index < 600; index += 1)
            rowsOf(doc).set(
              `${row}${index}`,
              new Y.Map<string>([
                ["rank", "a0"],
                ["comment", "x".repeat(2_000)],
              ]),
            );
        }),
    ],
  ];
  it.each(outside)("[R104] %s closes the connection and nothing is stored", async (_what, write) => {
    using work = await twoAtWork();
    const { school, anna, ben } = work;
    const [row = ""] = addRows(ben.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
    await ben.saved();
    await until(() => readSheetRow(anna.doc, row) !== null, "the row to be seen");
    const [updates, rows] = [await countUpdates(school), await storedRows(school)];
    anna.socket.shouldConnect = false;
    write(anna.doc, row);
    await until(() => anna.closings.length > 0, "the socket to be closed");
    expect(["outsideModel", "tooLarge"]).toContain(anna.closings[0]);
    setCells(ben.doc, [{ rowId: row, column: "size", text: "6" }], "me");
    await ben.saved();
    expect(await countUpdates(school)).toBe(updates + 1);
    expect(await storedRows(school)).toMatchObject([{ ...rows[0], cells: { site: "CHUM", size: "6" }, updatedBy: school.bruno.personId }]);
    expect(readSheetRow(ben.doc, row)?.cells).toEqual({ site: "CHUM", size: "6" });
  });
});

describe("a quiet moment", () => {
  it("[R107] sees everything acknowledged, lets nothing in while it lasts, and what came meanwhile after", async () => {
    using work = await twoAtWork();
    const { school, anna, ben } = work;
    const [row = ""] = addRows(anna.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
    for (let size = 1; size <= 40; size += 1) setCells(anna.doc, [{ rowId: row, column: "size", text: String(size) }], "me");
    await anna.saved();
    let typed = 0;
    await server.collab.sheets.exclusive(school.worksheetId, async () => {
      expect((await storedRows(school))[0]?.cells).toEqual({ site: "CHUM", size: "40" });
      setCells(ben.doc, [{ rowId: row, column: "comment", text: "pendant" }], "me");
      typed = await countUpdates(school);
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await countUpdates(school)).toBe(typed);
      expect(ben.provider.hasUnsyncedChanges).toBe(true);
    });
    await ben.saved();
    expect((await storedRows(school))[0]?.cells.comment).toBe("pendant");
  });

  it("[R107] locks the rows that were taken before the next edit is judged", async () => {
    using work = await twoAtWork();
    const { school, anna, ben } = work;
    const [row = ""] = addRows(anna.doc, { after: null, rows: [{ site: "CHUM", size: "6" }] }, "me");
    await anna.saved();
    await until(() => readSheetRow(ben.doc, row) !== null, "the row to be seen");
    await server.collab.sheets.exclusive(school.worksheetId, async () => {
      setCells(ben.doc, [{ rowId: row, column: "size", text: "99" }], "me");
      await new Promise((resolve) => setTimeout(resolve, 50));
      await database.sql`
        insert into request (agency_id, kind, cohort_course_id, worksheet_id, row_id, status, size, starts_on, ends_on, created_by)
        values (${school.agencyId}, 'group', ${school.cohortCourseId}, ${school.worksheetId}, ${row}, 'new', 6, '2027-01-11', '2027-03-26', ${school.anna.personId})`;
    });
    await ben.saved();
    await until(() => readSheetRow(ben.doc, row)?.cells.size === "6", "the size to come back");
    expect((await storedRows(school))[0]?.cells.size).toBe("6");
  });
});
