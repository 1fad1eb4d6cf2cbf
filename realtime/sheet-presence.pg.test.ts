import { describe, expect, it } from "vitest";
import { addSchool } from "#db/testing-world.ts";
import { addRows, setCells } from "#sheet/doc.ts";
import type { SignedPerson } from "#sheet/protocol.ts";
import { pagesOf, sheetsOfFile } from "./sheet-file-testing.ts";
import { openPage, serveSheets, signIn, until, type Page } from "./sheet-testing.ts";

const sheets = await sheetsOfFile({ limits: { judgeEvery: 100 } });
const { database } = sheets;
const { enter, twoAtWork, storedRows } = pagesOf(sheets);

describe("presence", () => {
  const people = (page: Page) =>
    [...(page.provider.awareness?.getStates() ?? [])].filter(([client]) => client !== page.doc.clientID).map(([, state]) => state);

  it("[R106] is signed by the server: a made-up name or a colleague's id changes nothing", async () => {
    using work = await twoAtWork();
    const { anna, ben, school } = work;
    ben.provider.awareness?.setLocalState({
      person: { id: "x", name: "La directrice", colour: 3 },
      cell: { rowId: "r1", column: "site" },
      editing: true,
      more: "x",
    });
    await until(() => people(anna).length === 1, "Bruno to be seen");
    const [seen] = people(anna);
    expect(seen).toMatchObject({
      person: { id: school.bruno.personId, name: "Bruno Côté" },
      cell: { rowId: "r1", column: "site" },
      editing: true,
    });
    expect(seen).not.toHaveProperty("more");
    anna.provider.awareness?.setLocalState({ cell: null, editing: false });
    await until(() => people(ben).length === 1, "Anna to be seen");
    const colours = [...people(ben), seen].map((state) => (state?.person as SignedPerson | undefined)?.colour);
    expect(new Set(colours).size).toBe(2);
    // Bruno speaks for Anna's client id, with a clock far ahead
    const awareness = ben.provider.awareness;
    const meta = awareness?.meta.get(anna.doc.clientID);
    if (!awareness || !meta) throw new Error("no presence of Anna's");
    awareness.states.set(anna.doc.clientID, { cell: { rowId: "volé", column: "site" }, editing: true });
    meta.clock += 1_000;
    awareness.emit("update", [{ added: [], updated: [anna.doc.clientID], removed: [] }, "attack"]);
    anna.provider.awareness?.setLocalState({ cell: { rowId: "r2", column: "size" }, editing: false });
    using third = await enter(school, school.bruno);
    await third.synced();
    await until(
      () => people(third).some(({ person }) => (person as SignedPerson).id === school.anna.personId),
      "Anna to be seen by a third",
    );
    expect(people(third).find(({ person }) => (person as SignedPerson).id === school.anna.personId)).toMatchObject({
      cell: { rowId: "r2" },
    });
  });

  it("ends with the socket", async () => {
    using work = await twoAtWork();
    work.ben.provider.awareness?.setLocalState({ cell: null, editing: false });
    await until(() => people(work.anna).length === 1, "Bruno to be seen");
    work.ben.provider.destroy();
    work.ben.socket.destroy();
    await expect.poll(() => people(work.anna)).toEqual([]);
  });
});

describe("limits", () => {
  it("a page that says too much waits and loses nothing", async () => {
    await using slow = await serveSheets(database.url, { limits: { messagesPerSecond: 200, messageBurst: 10 } });
    const school = await addSchool(database.sql);
    using page = openPage(slow.address, { sheetId: school.worksheetId, cookie: await signIn(database.sql, school.anna) });
    await page.synced();
    const [row = ""] = addRows(page.doc, { after: null, rows: [{}] }, "me");
    const from = Date.now();
    for (let size = 1; size <= 100; size += 1) setCells(page.doc, [{ rowId: row, column: "size", text: String(size) }], "me");
    await page.saved();
    expect(Date.now() - from).toBeGreaterThan(300);
    expect((await storedRows(school))[0]?.cells.size).toBe("100");
    expect(page.closings).toEqual([]);
  });

  it("more pages than a person can have are turned away, and sends everybody away when it stops", async () => {
    const school = await addSchool(database.sql);
    const cookie = await signIn(database.sql, school.anna);
    const small = await serveSheets(database.url, { limits: { socketsPerPerson: 2 } });
    using stack = new DisposableStack();
    const pages = [1, 2].map(() => stack.use(openPage(small.address, { sheetId: school.worksheetId, cookie })));
    await Promise.all(pages.map((page) => page.synced()));
    const third = stack.use(openPage(small.address, { sheetId: school.worksheetId, cookie }));
    await until(() => third.closings.includes("tooMany"), "4429");
    const [page] = pages;
    if (page) addRows(page.doc, { after: null, rows: [{ site: "dernière" }] }, "me");
    await small[Symbol.asyncDispose]();
    for (const each of pages) expect(each.closings).toContain("restart");
  });
});
