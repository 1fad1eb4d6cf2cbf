import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { afterAll, beforeAll, expect, it } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import type { Id } from "#domain/id.ts";
import { testDatabase, type TestDatabase } from "#db/testing.ts";
import { addActor, addSchool, addSheets } from "#db/testing-world.ts";
import { rowsOf } from "#sheet/doc.ts";
import { documentName, limits, sheetAddress } from "#sheet/protocol.ts";
import { serveSheets, signIn } from "./sheet-testing.ts";

/** Pages that come back at once; a thousand by hand: `RETURNING=1000 npx vitest run --config app.config.ts realtime/gate-return.pg.test.ts`. */
const count = Number(process.env.RETURNING ?? 300);
const perSheet = 10;

let database: TestDatabase;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database[Symbol.asyncDispose]());

const sync = 0;
const auth = 2;
const syncReply = 4;
const syncStatus = 8;

/** A page without a browser, a library or a document: one edit, a row of its own, that it keeps sending until it is acknowledged. */
class ThinPage {
  private readonly name: string;
  private readonly cookie: string;
  private readonly sheetId: Id;
  private readonly edits: Uint8Array[];
  private readonly doc = new Y.Doc();
  acknowledged = 0;
  refused = 0;
  socket: WebSocket | null = null;

  constructor(of: { sheetId: Id; cookie: string; number: number }) {
    this.sheetId = of.sheetId;
    this.name = documentName(of.sheetId);
    this.cookie = of.cookie;
    this.edits = [];
    this.doc.on("update", (update: Uint8Array) => this.edits.push(update));
    rowsOf(this.doc).set(`row-${of.number}`, new Y.Map<string>([["rank", "a5"]]));
  }

  /** Types while there is no line. */
  type(number: number): void {
    rowsOf(this.doc).get(`row-${number}`)?.set("comment", `pendant ${number}`);
  }

  private say(write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, this.name);
    write(encoder);
    this.socket?.send(encoding.toUint8Array(encoder));
  }

  private hear(data: Uint8Array): boolean {
    // a ping, which has no name
    if (data.length === 1) return false;
    const decoder = decoding.createDecoder(data);
    decoding.readVarString(decoder);
    const kind = decoding.readVarUint(decoder);
    if (kind === auth)
      this.say((encoder) => {
        encoding.writeVarUint(encoder, sync);
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarUint8Array(encoder, Uint8Array.of(0));
      });
    else if ((kind === sync || kind === syncReply) && decoding.readVarUint(decoder) === 1)
      this.say((encoder) => {
        encoding.writeVarUint(encoder, sync);
        encoding.writeVarUint(encoder, 2);
        encoding.writeVarUint8Array(encoder, Y.mergeUpdates(this.edits));
      });
    return kind === syncStatus && decoding.readVarInt(decoder) === 1;
  }

  /** Comes, and comes back after a pause that no two pages share, until its edits are acknowledged. */
  async come(address: string): Promise<void> {
    for (;;) {
      const { length } = this.edits;
      const done = await new Promise<boolean>((resolve) => {
        const socket = new WebSocket(`ws://${address}${sheetAddress(this.sheetId)}`, {
          headers: { cookie: this.cookie, origin: `http://${address}` },
        });
        this.socket = socket;
        socket.on("error", () => {});
        socket.on("close", () => resolve(false));
        socket.on("open", () =>
          this.say((encoder) => {
            encoding.writeVarUint(encoder, auth);
            encoding.writeVarUint(encoder, 0);
            encoding.writeVarString(encoder, "session");
          }),
        );
        socket.on("message", (data: Buffer) => this.hear(new Uint8Array(data)) && resolve(true));
      });
      if (done) return void (this.acknowledged = length);
      this.refused += 1;
      await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 1_700));
    }
  }
}

it(`[R105] ${count} pages that come back at once after a restart are let in by turns, all of them, and nothing they typed is lost`, async () => {
  const school = await addSchool(database.sql);
  const sheets = await addSheets(database.sql, school, Math.ceil(count / perSheet));
  const cookies: string[] = [];
  for (let person = 0; person < Math.ceil(count / limits.socketsPerPerson); person += 1)
    cookies.push(
      await signIn(
        database.sql,
        await addActor(database.sql, { agencyId: school.agencyId, kind: "placing-coordinator", name: ["Zoé", `${person}`] }),
      ),
    );
  const pages = Array.from(
    { length: count },
    (_, number) =>
      new ThinPage({ sheetId: sheets[Math.floor(number / perSheet)] ?? "", cookie: cookies[number % cookies.length] ?? "", number }),
  );
  const first = await serveSheets(database.url);
  await Promise.all(pages.map((page) => page.come(first.address)));
  await first[Symbol.asyncDispose]();
  for (const [number, page] of pages.entries()) page.type(number);
  await using second = await serveSheets(database.url);
  const from = performance.now();
  let most = 0;
  const watching = setInterval(() => (most = Math.max(most, second.collab.state().sockets)), 5);
  await Promise.all(pages.map((page) => page.come(second.address)));
  const took = performance.now() - from;
  clearInterval(watching);
  if (process.env.RETURNING)
    console.log(
      `${count} pages back in ${Math.round(took)} ms, ${pages.reduce((sum, { refused }) => sum + refused, 0)} times told to wait`,
    );
  expect(pages.every(({ acknowledged }) => acknowledged === 2)).toBe(true);
  expect(most).toBeLessThanOrEqual(count);
  // no faster than a node lets them in
  expect(took).toBeGreaterThan(((count - limits.newSocketsPerSecond) / limits.newSocketsPerSecond) * 900);
  const [stored] = await database.sql<{ rows: number; typed: number }[]>`
    select count(*)::int as rows, count(*) filter (where cells->>'comment' = 'pendant ' || substring(row_id from 5))::int as typed
    from worksheet_row where agency_id = ${school.agencyId}`;
  expect(stored).toEqual({ rows: count, typed: count });
  for (const { socket } of pages) socket?.terminate();
}, 120_000);
