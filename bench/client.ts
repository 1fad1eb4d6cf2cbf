import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as sync from "y-protocols/sync";
import * as Y from "yjs";
import { columns, type Column } from "#domain/worksheet.ts";
import { addRows, readSheet, rowsOf } from "#sheet/doc.ts";
import { eachMarker, marker, openThin, type ThinSocket } from "./thin-socket.ts";

/** Somebody in a room: edits with numbered marks, and says which marks came and what was acknowledged. */
export interface Client {
  edit(number: number): void;
  /** Put in place by whoever loads it. */
  seen: (number: number) => void;
  acknowledged: () => void;
  closed: (code: number) => void;
  /** Cuts the line. */
  cut(): void;
}

/** Somebody at a sheet, whose cells are numbered in their order. */
export type SheetClient = Client & {
  doc: Y.Doc;
  /** What was in the cells when it came. */
  texts: string[];
  put(cell: number, text: string): void;
  /** Puts it into a row's comment. */
  write(row: number, text: string): void;
};

/** Where a room is and who comes: the socket's address, headers, and the name of the document. */
export interface Door {
  address: string;
  headers?: Record<string, string>;
  document: string;
}

/** Which of the room's people this is: each has cells of its own, since of two unaware writes to one cell the other screens see one. */
export interface Place {
  index: number;
  of: number;
}

const sheetRows = 60;
/** The origins of what somebody typed here, and of what came. */
const typed = "typed";
const theirs = "theirs";

/** 60 rows of 12 cells, as a cohort-course has them. */
export function fill(doc: Y.Doc): void {
  const cells = (row: number) => Object.fromEntries(columns.map((column) => [column, `valeur ${row} ${column}`]));
  addRows(doc, { after: null, rows: Array.from({ length: sheetRows }, (_, row) => cells(row)) }, typed);
}

const silent = { seen: () => {}, acknowledged: () => {}, closed: () => {} };

/** Speaks to the raw server: as many bytes as an edit of one cell. */
export async function openRaw({ address, document }: Door): Promise<Client> {
  const socket = await openThin(`${address}/${document}`);
  const padding = "x".repeat(45);
  const client: Client = {
    ...silent,
    edit: (number) => socket.send(Buffer.from(padding + marker(number), "latin1")),
    cut: () => socket.cut(),
  };
  socket.hear = (payload) => eachMarker(payload, client.seen);
  socket.closed = (code) => client.closed(code);
  return client;
}

/** What differs between the two wires of Yjs that we speak. */
interface Wire {
  /** Written before every message: Hocuspocus names the document, y-websocket has it in the address. */
  head(encoder: encoding.Encoder): void;
  skipHead(decoder: decoding.Decoder): void;
  /** Where in a payload its kind stands. */
  kindAt: number;
  /** What is said before anything else. */
  hello: ((encoder: encoding.Encoder) => void) | null;
}

const kinds = { sync: 0, auth: 2, syncReply: 4, acknowledged: 8 };

function written(wire: Wire, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  wire.head(encoder);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

/** Answers the exchange at the opening until the sheet has come. */
function synchronise(socket: ThinSocket, wire: Wire, doc: Y.Doc): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.closed = (code) => reject(new Error(`closed with ${code} before the sheet came`));
    socket.hear = (payload) => {
      // A ping of one byte, between pages and servers.
      if (payload.length <= wire.kindAt + 1) return;
      const decoder = decoding.createDecoder(new Uint8Array(payload));
      wire.skipHead(decoder);
      const kind = decoding.readVarUint(decoder);
      if (kind !== kinds.sync && kind !== kinds.syncReply) return;
      const reply = encoding.createEncoder();
      const step = sync.readSyncMessage(decoder, reply, doc, theirs);
      const body = encoding.toUint8Array(reply);
      if (body.length > 0) {
        const whole = written(wire, (encoder) => {
          encoding.writeVarUint(encoder, kinds.sync);
          encoding.writeUint8Array(encoder, body);
        });
        socket.send(whole);
      }
      if (step === sync.messageYjsSyncStep2) resolve();
    };
    if (wire.hello) socket.send(written(wire, wire.hello));
    const first = written(wire, (encoder) => {
      encoding.writeVarUint(encoder, kinds.sync);
      sync.writeSyncStep1(encoder, doc);
    });
    socket.send(first);
  });
}

/** What the first one of a room laid down has not reached the server: come again. */
export class NothingYet extends Error {}

async function openSheet(socket: ThinSocket, wire: Wire, place: Place): Promise<SheetClient> {
  const doc = new Y.Doc();
  await synchronise(socket, wire, doc);
  doc.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin === theirs) return;
    const message = written(wire, (encoder) => {
      encoding.writeVarUint(encoder, kinds.sync);
      sync.writeUpdate(encoder, update);
    });
    socket.send(message);
  });
  if (rowsOf(doc).size === 0 && place.index === 0) fill(doc);
  const rows = readSheet(doc).map(({ id }) => id);
  if (rows.length === 0) {
    socket.cut();
    throw new NothingYet();
  }
  const cells = rows.length * columns.length;
  const share = Math.max(1, Math.floor(cells / place.of));
  const columnOf = (cell: number): Column => columns[cell % columns.length] ?? "comment";
  const rowOf = (cell: number) => rowsOf(doc).get(rows[Math.floor(cell / columns.length)] ?? "");
  const put = (cell: number, text: string): void => void doc.transact(() => rowOf(cell)?.set(columnOf(cell), text), typed);
  const client: SheetClient = {
    ...silent,
    texts: Array.from({ length: cells }, (_, cell) => rowOf(cell)?.get(columnOf(cell)) ?? ""),
    doc,
    edit: (number) => put((place.index + place.of * Math.floor(Math.random() * share)) % cells, `Unité ${marker(number)}`),
    put,
    write: (row, text) => put(row * columns.length + columns.indexOf("comment"), text),
    cut: () => socket.cut(),
  };
  // From here on nothing of the others is applied: their bytes are looked through for marks.
  socket.hear = (payload) => {
    if (payload[wire.kindAt] === kinds.acknowledged) client.acknowledged();
    else eachMarker(payload, (number) => client.seen(number));
  };
  socket.closed = (code) => client.closed(code);
  return client;
}

/** Speaks to @y/websocket-server. */
export async function openYWebsocket({ address, document }: Door, place: Place): Promise<SheetClient> {
  const wire: Wire = { head: () => {}, skipHead: () => {}, kindAt: 0, hello: null };
  return openSheet(await openThin(`${address}/${document}`), wire, place);
}

/** Speaks to Hocuspocus, the bare one and ours. */
export async function openHocuspocus({ address, headers = {}, document }: Door, place: Place): Promise<SheetClient> {
  const wire: Wire = {
    head: (encoder) => encoding.writeVarString(encoder, document),
    skipHead: (decoder) => void decoding.readVarString(decoder),
    kindAt: Buffer.byteLength(document) + 1,
    hello(encoder) {
      encoding.writeVarUint(encoder, kinds.auth);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, "session");
    },
  };
  return openSheet(await openThin(address, headers), wire, place);
}
