import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { appendEvents } from "#db/event.ts";
import { deleteSessionsOf } from "#db/session.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addSchool } from "#db/testing-world.ts";
import { addRows, readSheetRow } from "#sheet/doc.ts";
import { packetType, pollPath, unpack } from "#sheet/poll-frames.ts";
import { sheetAddress } from "#sheet/protocol.ts";
import { PollSocket } from "#ui/worksheet/poll-socket.ts";
import { hopValue } from "./hop.ts";
import { cellOf, enter, firstRow, owned, passing, readStored, type } from "./nodes-testing.ts";
import { openPage, serveSheets, signIn, until } from "./sheet-testing.ts";

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

describe("one writer for a sheet", () => {
  it("[R150] has the node its first page came to, until nobody is there any more", async () => {
    await using one = await serveSheets(database.url);
    await using other = await serveSheets(database.url);
    const school = await addSchool(database.sql);
    const anna = await enter(database.sql, one, { school });
    const bruno = await enter(database.sql, other, { school, who: "bruno" });
    const row = await firstRow(anna, bruno);
    type(bruno, row, { comment: "par l’autre" });
    await bruno.saved();
    await until(() => cellOf(anna, row, "comment") === "par l’autre", "his edit to be seen");
    expect([owned(one), owned(other), passing(one), passing(other)]).toEqual([1, 0, 0, 1]);
    anna[Symbol.dispose]();
    bruno[Symbol.dispose]();
    await until(() => owned(one) === 0 && passing(other) === 0, "the sheet to be given back");
    using late = await enter(database.sql, other, { school });
    expect(cellOf(late, row, "comment")).toBe("par l’autre");
    expect([owned(one), owned(other)]).toEqual([0, 1]);
  });

  it("[R150] is one when many pages come to both nodes in the same moment", async () => {
    await using one = await serveSheets(database.url);
    await using other = await serveSheets(database.url);
    const school = await addSchool(database.sql);
    const cookie = await signIn(database.sql, school.anna);
    const pages = Array.from({ length: 8 }, (_, at) => openPage((at % 2 ? one : other).address, { sheetId: school.worksheetId, cookie }));
    await Promise.all(pages.map((page) => page.synced()));
    const rows = pages.map((page, at) => addRows(page.doc, { after: null, rows: [{ site: `${at}` }] }, "me")[0] ?? "");
    await Promise.all(pages.map((page) => page.saved()));
    await until(() => pages.every(({ doc }) => rows.every((row) => readSheetRow(doc, row) !== null)), "all to see all");
    expect(owned(one) + owned(other)).toBe(1);
    const { log, rows: kept } = await readStored(database.sql, school);
    expect(kept).toEqual(log);
    expect(log).toHaveLength(8);
    for (const page of pages) page[Symbol.dispose]();
  });
});

describe("the hop", () => {
  it("[R151] carries pages that no WebSocket reaches", async () => {
    await using one = await serveSheets(database.url);
    await using other = await serveSheets(database.url, { limits: { pollWait: 400, pollSilence: 1_000 } });
    const school = await addSchool(database.sql);
    using anna = await enter(database.sql, one, { school });
    const cookie = await signIn(database.sql, school.bruno);
    class Socket extends PollSocket {
      protected override fetch(address: string, init: RequestInit): Promise<Response> {
        return fetch(address, { ...init, headers: { ...init.headers, cookie, origin: `http://${other.address}` } });
      }
    }
    using bruno = openPage(other.address, { sheetId: school.worksheetId, cookie, socket: Socket });
    await bruno.synced();
    const row = await firstRow(anna, bruno);
    type(bruno, row, { comment: "sans prise" });
    await bruno.saved();
    await until(() => cellOf(anna, row, "comment") === "sans prise", "his edit to be seen");
    expect([owned(one), owned(other)]).toEqual([1, 0]);
  });

  it("[R151] is made once: what was passed on is taken or refused, and nobody else's word is believed", async () => {
    await using one = await serveSheets(database.url);
    await using other = await serveSheets(database.url);
    const school = await addSchool(database.sql);
    using anna = await enter(database.sql, one, { school });
    const cookie = await signIn(database.sql, school.bruno);
    const [there] = await database.sql<{ id: string; key: string }[]>`select id, key from node where address = ${other.address}`;
    const [here] = await database.sql<{ id: string; key: string }[]>`select id, key from node where address = ${one.address}`;
    if (!there || !here) throw new Error("nodes say where they are");
    const url = sheetAddress(school.worksheetId);
    const request = { method: "GET", url };
    /** The answer to an upgrade with this header. */
    const answer = (hop: string): Promise<number> =>
      new Promise((resolve) => {
        const socket = new WebSocket(`ws://${other.address}${url}`, {
          headers: { cookie, origin: `http://${other.address}`, "concerto-hop": hop },
        });
        socket.once("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
        socket.once("open", () => resolve(101));
        socket.on("error", () => {});
      });
    // signed as one of ours does, but the sheet is not held there
    expect(await answer(hopValue(there, request, "203.0.113.9"))).toBe(421);
    expect(await answer("anything")).toBe(403);
    expect(await answer(hopValue({ ...there, key: "guessed" }, request, "203.0.113.9"))).toBe(403);
    expect(await answer(hopValue(here, request, "203.0.113.9"))).toBe(403);
    expect(await answer(hopValue(there, { method: "GET", url: sheetAddress(school.agencyId) }, "203.0.113.9"))).toBe(403);
    const posted = (hop: string) =>
      fetch(`http://${other.address}${pollPath}?sheet=${school.worksheetId}`, { method: "POST", headers: { cookie, "concerto-hop": hop } });
    expect((await posted("anything")).status).toBe(403);
    expect((await posted(hopValue(there, { method: "POST", url: `${pollPath}?sheet=${school.worksheetId}` }, "203.0.113.9"))).status).toBe(
      421,
    );
    expect(passing(other)).toBe(0);
    expect(anna.closings).toEqual([]);
  });

  it("[R151] gives a page that came by the other node its own refusals", async () => {
    await using one = await serveSheets(database.url);
    await using other = await serveSheets(database.url);
    const school = await addSchool(database.sql);
    const stranger = await addSchool(database.sql);
    using anna = await enter(database.sql, one, { school });
    using nobody = openPage(other.address, { sheetId: school.worksheetId, cookie: await signIn(database.sql, stranger.anna) });
    await until(() => nobody.closings.includes("notFound"), "the refusal");
    const asked = await fetch(`http://${other.address}${pollPath}?sheet=${school.worksheetId}&session=none&have=0`, {
      headers: { accept: packetType },
    });
    expect(asked.status).toBe(404);
    expect(unpack(new Uint8Array(await asked.arrayBuffer()))).toBeNull();
    expect(anna.closings).toEqual([]);
  });
});

describe("what happens on one node", () => {
  it("[R157] reaches the pages that came by the other: events are told there, and who signs out here is out there", async () => {
    const serving = { live: true, limits: { judgeEvery: 200 } };
    await using one = await serveSheets(database.url, serving);
    await using other = await serveSheets(database.url, serving);
    const school = await addSchool(database.sql);
    using anna = await enter(database.sql, one, { school });
    using bruno = await enter(database.sql, other, { school, who: "bruno" });
    expect([owned(one), passing(other)]).toEqual([1, 1]);
    const told: string[] = [];
    one.deps.feed.subscribe((events) => told.push(...events.map(({ kind }) => kind)));
    const author = { agencyId: school.agencyId, accountId: school.bruno.accountId, personId: null, name: "", requestId: "test" };
    await other.deps.sql.begin((tx) =>
      appendEvents(tx, author, [
        { kind: "worksheet.opened", agencyIds: [school.agencyId], about: school.worksheetId, facts: {} },
        { kind: "account.signed-out-everywhere", agencyIds: [school.agencyId], about: school.bruno.accountId, facts: {} },
      ]),
    );
    await until(() => bruno.closings.includes("signedOut"), "his socket, which came through the other node, to be closed", 3_000);
    expect(told).toEqual(["worksheet.opened", "account.signed-out-everywhere"]);
    expect(anna.closings).toEqual([]);
    // signing out of one session is no event: it is asked for
    await deleteSessionsOf(other.deps.sql, school.anna.accountId);
    await until(() => anna.closings.includes("signedOut"), "her socket to be closed by the node she did not sign out at", 3_000);
  });
});
