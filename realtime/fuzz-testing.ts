import type { Document } from "@hocuspocus/server";
import * as Y from "yjs";
import type { Id } from "#domain/id.ts";
import { columns, isColumn, type Column } from "#domain/worksheet.ts";
import type { LaneSession } from "#db/lane.ts";
import { connect, type Sql } from "#db/sql.ts";
import { createLog } from "#server/log.ts";
import { addRows, deleteRows, moveRows, newPageDoc, readSheet, restoreRows, rowsOf, setCells, undoManagerOf } from "#sheet/doc.ts";
import { makeCommitter } from "./committer.ts";
import { readWrite } from "./concurrent.ts";
import { makeGate, type Gate } from "./gate.ts";

/** A number below `below`, from a seed, the same on every machine (mulberry32). */
export type Roll = (below: number) => number;
export function dice(seed: number): Roll {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** The gate of a node over a test's database, whose commits can be made to fail before or after they are done. */
export interface Fuzzed extends AsyncDisposable {
  gate: Gate;
  sql: Sql;
  /** What becomes of the next commits of all sheets: `lost`, it never reached the database; `untold`, nobody heard that it had. */
  mischief: ("lost" | "untold")[];
  /** Opens a sheet as Hocuspocus does; `ended` is told when its document has to be thrown away. */
  open(sheet: { agencyId: Id; id: Id }, ended: () => void): Promise<Document>;
}

export async function fuzzGate(url: string): Promise<Fuzzed> {
  const sql = connect(url, { max: 4, name: "fuzz" });
  const laneSql = connect(url, { max: 1, name: "fuzz lane", arrays: false });
  await laneSql`select set_config('concerto.lane', 'fuzz', false)`;
  const mischief: Fuzzed["mischief"] = [];
  const isCommit = (parts: unknown): boolean => Array.isArray(parts) && String(parts[0]).includes("with appended");
  const broken = new Proxy(laneSql, {
    apply(target, _this, args: Parameters<Sql>) {
      const query = Reflect.apply(target, undefined, args) as PromiseLike<unknown>;
      if (!isCommit(args[0])) return query;
      const wrong = mischief.shift();
      if (wrong === "lost") return Promise.reject(new Error("the line broke before"));
      return wrong === "untold" ? query.then(() => Promise.reject(new Error("the line broke after"))) : query;
    },
  });
  const lane: LaneSession = { name: "fuzz", sql: broken, lost: false };
  const ended = new WeakMap<object, () => void>();
  const gate = makeGate({
    sql,
    committer: makeCommitter(() => {}),
    holds: () => lane,
    log: createLog(process.env.SHEET_LOG ?? "silent"),
    onDead: (document) => ended.get(document)?.(),
    onShelved: () => {},
  });
  return {
    gate,
    sql,
    mischief,
    async open(sheet, tell) {
      const document = new Y.Doc() as unknown as Document;
      ended.set(document, tell);
      await gate.open(sheet, document);
      return document;
    },
    async [Symbol.asyncDispose]() {
      await gate.drained();
      await laneSql.end({ timeout: 5 });
      await sql.end({ timeout: 5 });
    },
  };
}

/** One value somebody typed, and the one she saw when she did. */
export interface Typed {
  rowId: string;
  column: Column;
  text: string;
  id: string;
  seen: string | null;
  /** Her undo took it back before anybody wrote over it. */
  takenBack: boolean;
}

/** A sheet on the server; pages come and go, and the server itself may. */
export class Room {
  readonly sheet: { agencyId: Id; id: Id };
  readonly fuzzed: Fuzzed;
  document: Document | null = null;
  readonly pages: FuzzPage[] = [];
  /** Every value that a page was shown, by its number: those of the gate as well. */
  readonly texts = new Map<string, string>();
  private falling: Promise<void> | null = null;

  constructor(fuzzed: Fuzzed, sheet: { agencyId: Id; id: Id }) {
    this.fuzzed = fuzzed;
    this.sheet = sheet;
  }

  /** The document, opened when there is none. */
  async opened(): Promise<Document> {
    await this.falling;
    if (this.document) return this.document;
    const document = await this.fuzzed.open(this.sheet, () => this.fall());
    document.on("update", (update: Uint8Array) => {
      for (const page of this.pages) page.told(update);
    });
    this.document = document;
    return document;
  }

  /** The server lets go of the document: every page loses its line; what they had said by then is worked off, as Hocuspocus does. */
  fall(): void {
    const { document } = this;
    this.document = null;
    for (const page of this.pages) page.cut();
    if (!document) return;
    this.falling = Promise.all(this.pages.map(async (page) => page.working)).then(() => {
      document.destroy();
      return this.fuzzed.gate.forget(`sheet:${this.sheet.id}`);
    });
  }
}

/** A page with a line that is slow in both directions and breaks. */
export class FuzzPage {
  readonly doc = newPageDoc();
  readonly typed = new Map<string, Typed>();
  readonly undo = undoManagerOf(this.doc, "me");
  readonly room: Room;
  readonly personId: Id;
  /** Counts lines: what was under way on an older one is lost. */
  private line = 0;
  private isOn = false;
  private isSynced = false;
  private up: { update: Uint8Array; knows: Map<number, number> | null }[] = [];
  private down: { update: Uint8Array; heard?: () => void }[] = [];
  working: Promise<void> | null = null;
  unsaved = 0;

  constructor(room: Room, personId: Id) {
    this.room = room;
    this.personId = personId;
    room.pages.push(this);
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === "server") return;
      this.unsaved += 1;
      if (this.isOn) this.up.push({ update, knows: null });
    });
    this.watch();
  }

  /** Enters what this page types, with what stood there. */
  private watch(): void {
    const stood = new Map<string, string>();
    const keyOf = (write: { client: number; clock: number }): string => `${write.client}:${write.clock}`;
    rowsOf(this.doc).observeDeep((events, { origin, beforeState }) => {
      for (const event of events as unknown as Y.YMapEvent<unknown>[]) {
        const rowId = event.path.length === 0 ? null : String(event.path[0]);
        const touched =
          rowId === null
            ? [...event.keysChanged].flatMap((id) => columns.map((column) => [String(id), column] as const))
            : [...event.keysChanged].map((column) => [rowId, String(column)] as const);
        for (const [id, column] of touched) {
          const row = rowsOf(this.doc).get(id);
          if (!isColumn(column) || !row) continue;
          const place = `${id} ${column}`;
          const now = readWrite(row, column);
          const before = stood.get(place) ?? null;
          if (now) {
            stood.set(place, keyOf(now));
            this.room.texts.set(keyOf(now), now.text);
          } else {
            stood.delete(place);
            const own = before && origin !== "server" ? this.typed.get(before) : undefined;
            if (own) own.takenBack = true;
          }
          const isOwn =
            now !== null && origin !== "server" && now.client === this.doc.clientID && now.clock >= (beforeState.get(now.client) ?? 0);
          if (isOwn) this.typed.set(keyOf(now), { rowId: id, column, text: now.text, id: keyOf(now), seen: before, takenBack: false });
        }
      }
    });
  }

  told(update: Uint8Array): void {
    if (this.isOn) this.down.push({ update });
  }

  cut(): void {
    this.line += 1;
    this.isOn = false;
    this.isSynced = false;
    this.up = [];
    this.down = [];
  }

  /** A new line: first what the server has and this page has not, then the other way round. */
  async connect(): Promise<void> {
    if (this.isOn) return;
    const { line } = this;
    const document = await this.room.opened();
    if (line !== this.line || this.isOn || document !== this.room.document) return;
    this.isOn = true;
    const knows = Y.decodeStateVector(Y.encodeStateVector(this.doc));
    const had = Y.encodeStateVector(document);
    this.down.push({
      update: Y.encodeStateAsUpdate(document, Y.encodeStateVector(this.doc)),
      heard: () => {
        this.isSynced = true;
        this.up.push({ update: Y.encodeStateAsUpdate(this.doc, had), knows });
      },
    });
  }

  /** Hears so many messages. */
  hear(count: number): void {
    for (const { update, heard } of this.down.splice(0, count)) {
      Y.applyUpdate(this.doc, update, "server");
      heard?.();
    }
  }

  /** Lets what it said arrive, one after the other. */
  send(): void {
    this.working ??= this.work().finally(() => (this.working = null));
  }

  private async work(): Promise<void> {
    for (let next = this.up.shift(); next; next = this.up.shift()) {
      const { document } = this.room;
      const { line } = this;
      if (!document) return;
      const verdict = await this.room.fuzzed.gate.admit(document, next.update, { actorId: this.personId, knows: next.knows });
      if (line !== this.line) continue;
      if (!verdict.ok) {
        if (verdict.closing !== "restart") throw new Error(`closed: ${verdict.closing}, ${verdict.why}`);
        this.cut();
      } else if (this.up.length === 0 && this.isSynced) this.unsaved = 0;
    }
  }

  /** On the line, everything heard and everything acknowledged. */
  async settle(): Promise<void> {
    for (let round = 0; round < 200; round += 1) {
      await this.connect();
      this.hear(1_000);
      this.send();
      await this.working;
      if (this.isSynced && this.up.length === 0 && this.down.length === 0 && this.isOn) return;
    }
    throw new Error("a page does not settle");
  }

  /** One thing a person does. */
  act(roll: Roll): void {
    const { doc } = this;
    const rows = readSheet(doc);
    const any = () => rows[roll(Math.max(1, rows.length))]?.id ?? null;
    const cell = () => (["site", "size", "comment"] as const)[roll(3)] ?? "site";
    const what = roll(20);
    if (what < 2 || rows.length === 0)
      addRows(
        doc,
        { after: roll(3) === 0 ? null : any(), rows: Array.from({ length: 1 + roll(3) }, () => (roll(2) ? { site: `s${roll(9)}` } : {})) },
        "me",
      );
    else if (what === 2) deleteRows(doc, [any() ?? ""], "me");
    else if (what === 3) moveRows(doc, { ids: [any() ?? "", any() ?? ""], after: any() }, "me");
    else if (what === 4) restoreRows(doc, [[...rowsOf(doc).keys()][roll(rowsOf(doc).size)] ?? ""], "me");
    else if (what < 7) this.undo.undo();
    else if (what < 9) this.undo.redo();
    else
      setCells(
        doc,
        // few rows and columns: people meet; now and then a paste
        Array.from({ length: roll(8) === 0 ? 12 : 1 + roll(2) }, () => ({
          rowId: rows[roll(Math.min(4, rows.length))]?.id ?? "",
          column: cell(),
          text: roll(5) === 0 ? "" : `v${roll(300)}`,
        })),
        "me",
      );
  }
}
