import { describe, expect, it } from "vitest";
import type { Actor } from "#domain/access.ts";
import { addSchool, type TestSchool } from "#db/testing-world.ts";
import { addRows, readSheetRow, setCells } from "#sheet/doc.ts";
import { pack, pollPath, unpack } from "#sheet/poll-frames.ts";
import { closings } from "#sheet/protocol.ts";
import { PollSocket } from "#ui/worksheet/poll-socket.ts";
import { sheetsOfFile } from "./sheet-file-testing.ts";
import { openPage, serveSheets, signIn, until, type Page, type SheetServer } from "./sheet-testing.ts";

const { database, server } = await sheetsOfFile({ limits: { judgeEvery: 100, pollWait: 400, pollSilence: 1_000 } });

type Send = (address: string, init: RequestInit) => Promise<Response>;

/** A page without WebSockets; `through` is what lies between it and the server. */
async function enter(
  school: TestSchool,
  actor: Actor,
  through: (send: Send) => Send = (send) => send,
  of: SheetServer = server,
): Promise<Page> {
  const cookie = await signIn(database.sql, actor);
  const direct: Send = (address, init) => fetch(address, { ...init, headers: { ...init.headers, cookie, origin: `http://${of.address}` } });
  const send = through(direct);
  class Socket extends PollSocket {
    protected override fetch(address: string, init: RequestInit): Promise<Response> {
      return send(address, init);
    }
  }
  return openPage(of.address, { sheetId: school.worksheetId, cookie, socket: Socket });
}

/** Requests made by hand, as somebody who means no good would. */
function byHand(cookie: string, of: SheetServer = server) {
  const ask = (method: string, query: Record<string, string>, body?: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`http://${of.address}${pollPath}?${new URLSearchParams(query)}`, {
      method,
      headers: { cookie, ...headers },
      ...(body ? { body } : {}),
    });
  return {
    ask,
    async open(sheet: string): Promise<{ session: string }> {
      return (await ask("POST", { sheet })).json() as Promise<{ session: string }>;
    },
    async hear(session: string, have: number) {
      const answer = await ask("GET", { session, have: String(have) });
      return { status: answer.status, packet: unpack(new Uint8Array(await answer.arrayBuffer())) };
    },
  };
}

describe("a sheet over plain HTTP", () => {
  it("[R134] is edited by a page without WebSockets and one with, and both have both's edits", async () => {
    const school = await addSchool(database.sql);
    using anna = await enter(school, school.anna);
    using ben = openPage(server.address, { sheetId: school.worksheetId, cookie: await signIn(database.sql, school.bruno) });
    await Promise.all([anna.synced(), ben.synced()]);
    const [hers = ""] = addRows(anna.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
    const [his = ""] = addRows(ben.doc, { after: null, rows: [{ site: "CHUS" }] }, "me");
    for (let size = 1; size <= 30; size += 1) setCells(anna.doc, [{ rowId: hers, column: "size", text: String(size) }], "me");
    await Promise.all([anna.saved(), ben.saved()]);
    await until(() => readSheetRow(ben.doc, hers)?.cells.size === "30" && readSheetRow(anna.doc, his) !== null, "both to have both's");
    anna.provider.awareness?.setLocalState({ cell: { rowId: hers, column: "site" }, editing: true });
    await until(() => (ben.provider.awareness?.getStates().size ?? 0) > 1, "her to be seen");
    anna.provider.destroy();
    anna.socket.destroy();
    await until(() => ben.provider.awareness?.getStates().size === 1, "her to be gone");
    expect(anna.closings).toEqual([]);
  });

  it("[R131] loses nothing and doubles nothing when answers are lost, either way", async () => {
    const school = await addSchool(database.sql);
    const counts = new Map<string | undefined, number>();
    let lost = 0;
    // Every third answer to a kind of request is lost after the server gave it, so that none is lost for ever.
    const losing =
      (send: Send): Send =>
      async (address, init) => {
        const answer = await send(address, init);
        const count = (counts.get(init.method) ?? 0) + 1;
        counts.set(init.method, count);
        if (count % 3 !== 0 || init.method === "DELETE") return answer;
        lost += 1;
        await answer.arrayBuffer();
        throw new TypeError("lost");
      };
    using anna = await enter(school, school.anna, losing);
    using ben = openPage(server.address, { sheetId: school.worksheetId, cookie: await signIn(database.sql, school.bruno) });
    await Promise.all([anna.synced(), ben.synced()]);
    const [row = ""] = addRows(anna.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
    await anna.saved();
    for (let size = 1; size <= 25; size += 1) {
      setCells(anna.doc, [{ rowId: row, column: "size", text: String(size) }], "me");
      setCells(ben.doc, [{ rowId: row, column: "comment", text: String(size) }], "me");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await Promise.all([anna.saved(), ben.saved()]);
    await until(
      () => readSheetRow(ben.doc, row)?.cells.size === "25" && readSheetRow(anna.doc, row)?.cells.comment === "25",
      "both to converge",
    );
    expect(lost).toBeGreaterThan(3);
    expect(anna.closings).toEqual([]);
    const [updates] = await database.sql<{ count: number; different: number }[]>`
      select count(*)::int as count, count(distinct data)::int as different from sheet_update
      where sheet_id = ${school.worksheetId} and actor_id = ${school.anna.personId}`;
    expect(updates?.different).toBe(updates?.count);
  });

  it("waits for something to tell, keeps what was told until the page has it, and hears once what is posted twice", async () => {
    const school = await addSchool(database.sql);
    const page = byHand(await signIn(database.sql, school.anna));
    const { session } = await page.open(school.worksheetId);
    const from = Date.now();
    expect((await page.hear(session, 0)).packet).toEqual({ first: 1, close: 0, frames: [] });
    expect(Date.now() - from).toBeGreaterThan(350);
    // A second question takes the place of the first, which may be dead on its way.
    const [first, second] = [page.hear(session, 0), page.hear(session, 0)];
    await first;
    // One byte: not a message of the sheet, and no frame of ours; the line is closed with its reason.
    const garbage = pack({ first: 1, close: 0, frames: [Uint8Array.of(7, 7, 7)] });
    await page.ask("POST", { session }, garbage);
    await page.ask("POST", { session }, garbage);
    const gap = await page.ask("POST", { session }, pack({ first: 5, close: 0, frames: [Uint8Array.of(1)] }));
    expect(gap.status).toBe(409);
    expect((await second).status).toBe(200);
  });

  it("[R132] is one session's: another person's, an ended one's and a made-up one's are the same answer, and another site's page gets none", async () => {
    const school = await addSchool(database.sql);
    const cookie = await signIn(database.sql, school.anna);
    const anna = byHand(cookie);
    const bruno = byHand(await signIn(database.sql, school.bruno));
    const { session } = await anna.open(school.worksheetId);
    expect(session.length).toBeGreaterThanOrEqual(32);
    for (const method of ["GET", "POST", "DELETE"]) {
      expect((await bruno.ask(method, { session, have: "0" })).status).toBe(404);
      expect((await anna.ask(method, { session: `${session}x`, have: "0" })).status).toBe(404);
    }
    expect((await anna.ask("GET", { session, have: "0" }, undefined, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await anna.hear(session, 0)).status).toBe(200);
    const other = await addSchool(database.sql);
    expect(await (await anna.ask("POST", { sheet: other.worksheetId })).json()).toEqual({ close: closings.notFound.code });
    expect(await (await byHand("").ask("POST", { sheet: school.worksheetId })).json()).toEqual({ close: closings.signedOut.code });
  });

  it("[R132] ends when its session ends, and says so to a page that asks", async () => {
    const school = await addSchool(database.sql);
    using anna = await enter(school, school.anna);
    await anna.synced();
    await database.sql`delete from session where account_id = ${school.anna.accountId}`;
    server.tell([{ kind: "account.signed-out-everywhere", about: school.anna.accountId, within: [], facts: {} }]);
    await until(() => anna.closings.length > 0, "4401");
    expect(anna.closings[0]).toBe("signedOut");
  });

  it("[R133] a page that asks no more is gone, and its line with it", async () => {
    const school = await addSchool(database.sql);
    await using alone = await serveSheets(database.url, { limits: { pollWait: 200, pollSilence: 400 } });
    const page = byHand(await signIn(database.sql, school.anna), alone);
    const { session } = await page.open(school.worksheetId);
    for (let question = 0; question < 4; question += 1) expect((await page.hear(session, 0)).status).toBe(200);
    expect(alone.collab.state().sockets).toBe(1);
    await until(() => alone.collab.state().sockets === 0, "the page to be gone", 3_000);
    await until(async () => (await page.ask("GET", { session, have: "0" })).status === 404, "the line to be forgotten", 3_000);
    expect((await page.ask("POST", { session }, pack({ first: 1, close: 0, frames: [] }))).status).toBe(404);
  });

  it("[R133] a page that does not take what it is told is cut before it fills the memory", async () => {
    await using small = await serveSheets(database.url, { limits: { bufferedBytes: 20_000, pollSilence: 20_000 } });
    const school = await addSchool(database.sql);
    let stalled = false;
    const stalling =
      (send: Send): Send =>
      (address, init) =>
        stalled && init.method === "GET"
          ? new Promise((_resolve, reject) => init.signal?.addEventListener("abort", () => reject(new Error("over"))))
          : send(address, init);
    using slow = await enter(school, school.anna, stalling, small);
    using ben = openPage(small.address, { sheetId: school.worksheetId, cookie: await signIn(database.sql, school.bruno) });
    await Promise.all([slow.synced(), ben.synced()]);
    const [row = ""] = addRows(ben.doc, { after: null, rows: [{ site: "CHUM" }] }, "me");
    await until(() => readSheetRow(slow.doc, row) !== null, "the row");
    stalled = true;
    // The question under way is answered once more.
    for (let count = 0; count < 40 && small.collab.state().sockets === 2; count += 1) {
      setCells(ben.doc, [{ rowId: row, column: "comment", text: `${count} ${"x".repeat(1_500)}` }], "me");
      await ben.saved();
    }
    expect(small.collab.state().sockets).toBe(1);
    stalled = false;
  });

  it("[R133] more lines than a person may have are turned away, and frames too large end theirs", async () => {
    await using small = await serveSheets(database.url, { limits: { socketsPerPerson: 1, messageBytes: 10_000, pollWait: 300 } });
    const school = await addSchool(database.sql);
    const page = byHand(await signIn(database.sql, school.anna), small);
    const { session } = await page.open(school.worksheetId);
    const { session: second } = await page.open(school.worksheetId);
    expect((await page.hear(second, 0)).packet?.close).toBe(closings.tooMany.code);
    await page.ask("POST", { session }, pack({ first: 1, close: 0, frames: [new Uint8Array(10_001)] }));
    expect((await page.hear(session, 0)).packet?.close).toBe(1009);
    const { session: third } = await page.open(school.worksheetId);
    const large = await page.ask("POST", { session: third }, new Uint8Array(200_000));
    expect(large.status).toBe(413);
  });

  it("sends its pages away when the server stops, with the reason", async () => {
    const going = await serveSheets(database.url, { limits: { pollWait: 5_000 } });
    const school = await addSchool(database.sql);
    using anna = await enter(school, school.anna, undefined, going);
    await anna.synced();
    await going[Symbol.asyncDispose]();
    await until(() => anna.closings.length > 0, "1012");
    expect(anna.closings[0]).toBe("restart");
  });
});
