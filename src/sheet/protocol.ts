import { z } from "zod";
import { id, type Id } from "#domain/id.ts";
import { personColours } from "#domain/person-colour.ts";
import { columns, longestCell, type Column } from "#domain/worksheet.ts";

/** Where sheets are served; the sheet's id is in the query, so that a balancer can lead all of one sheet to one node. */
export const collabPath = "/collab";
/** Whether a newcomer would be let in now: 204, or 503 while the server is busy or stopping. A page whose sockets do not open asks here whose fault it is. */
export const doorPath = `${collabPath}/door`;
export const sheetAddress = (sheetId: Id): string => `${collabPath}?sheet=${sheetId}`;

const prefix = "sheet:";
export const documentName = (sheetId: Id): string => prefix + sheetId;

/** The sheet of a document's name; null when it is not one of ours. */
export function sheetOf(name: string): Id | null {
  const found = id.safeParse(name.startsWith(prefix) ? name.slice(prefix.length) : "");
  return found.success ? found.data : null;
}

/** Who somebody is, as the server signs it. */
export const signedPerson = z.object({ id, name: z.string(), colour: z.union(personColours.map((colour) => z.literal(colour))) });
export type SignedPerson = z.infer<typeof signedPerson>;

/** Somebody who has the sheet open. The server stamps `person`: what a page says of it is thrown away. */
export interface Presence {
  person: SignedPerson;
  cell: { rowId: string; column: Column } | null;
  editing: boolean;
}

const rowId = z.string().regex(/^[\w-]{1,40}$/);
export const isRowId = (text: string): boolean => rowId.safeParse(text).success;

/** What a page may say of itself. */
export const presenceClaim = z.object({
  cell: z.object({ rowId, column: z.enum(columns) }).nullable(),
  editing: z.boolean(),
});

/** Edits that the rules took back, for their author alone. */
const corrected = z.object({
  kind: z.literal("corrected"),
  reason: z.literal("row-has-request"),
  cells: z.array(z.object({ rowId: z.string(), column: z.string() })),
});
export type Corrected = z.infer<typeof corrected>;

/** What a page and this server say to each other; raised when an older page would be misunderstood. */
export const protocolVersion = 1;

/** How a page begins, in the token of its provider; `epoch` is its document's, null while it has none. */
const hello = z.object({ version: z.int().min(0), epoch: z.int().min(1).nullable() });
export type Hello = z.infer<typeof hello>;

/** The token of a page of ours. */
export const helloToken = (epoch: number | null): string => JSON.stringify({ version: protocolVersion, epoch } satisfies Hello);

/** What a page says of itself as it begins. Any other token is a stock client's: this version, whatever epoch. */
export function readHello(token: string): Hello {
  try {
    return hello.parse(JSON.parse(token));
  } catch {
    return { version: protocolVersion, epoch: null };
  }
}

/**
 * Messages beside the document, to one page: what was taken back; who it is to the others, in which epoch of the sheet; and that the
 * sheet's shelf grew (a bell, at most once a second: the page asks `shelf.list` again).
 */
export const sheetNotice = z.discriminatedUnion("kind", [
  corrected,
  z.object({ kind: z.literal("you"), person: signedPerson, epoch: z.int() }),
  z.object({ kind: z.literal("shelf") }),
]);
export type SheetNotice = z.infer<typeof sheetNotice>;

/**
 * Why a socket ends. `back` says what a page does: come back (after a pause), be judged anew once (rights changed; when it is
 * refused again nobody is signed in), or stop and say why.
 */
export const closings = {
  restart: { code: 1012, back: "yes" },
  outsideModel: { code: 4400, back: "no" },
  signedOut: { code: 4401, back: "once" },
  notAllowed: { code: 4403, back: "no" },
  notFound: { code: 4404, back: "no" },
  timeout: { code: 4408, back: "yes" },
  /** The sheet was rebuilt in another epoch: the page takes the new document and writes its unsent cells again. */
  newEpoch: { code: 4409, back: "yes" },
  /** The sheet was deleted. */
  gone: { code: 4410, back: "no" },
  tooLarge: { code: 4413, back: "no" },
  /** The page speaks another protocol version: it has to be reloaded; its drafts stay. */
  outdated: { code: 4426, back: "no" },
  tooMany: { code: 4429, back: "no" },
  /** The sheet holds no more rows, or no more bytes. */
  full: { code: 4507, back: "no" },
} as const satisfies Record<string, { code: number; back: "yes" | "once" | "no" }>;
export type Closing = keyof typeof closings;

export const closingOf = (code: number): Closing | null => {
  for (const name of Object.keys(closings) as Closing[]) if (closings[name].code === code) return name;
  return null;
};

/** What one page, one sheet and one node may ask for. */
export const limits = {
  /** A paste of 2,000 rows of 10 cells is some 0.7 MB. */
  updateBytes: 1024 * 1024,
  /** An update with its envelope, and room for what a page brings back after a long break. */
  messageBytes: 2 * 1024 * 1024,
  /** The largest cohort has some hundred places; 20,000 rows still load in half a second. */
  rows: 20_000,
  /** Growth by overwriting: some 800,000 cells, years of a busy sheet. */
  sheetBytes: 8 * 1024 * 1024,
  cell: longestCell,
  /** A rank or an instant. A rank grows by a letter with six insertions at one place: 6,000 there is nobody's worksheet. */
  mark: 1_000,
  /** Nobody types faster; a page that is behind (back after a break) sends 200 at once, then waits its turn. */
  messagesPerSecond: 20,
  messageBurst: 200,
  /** A cursor that moves more often is not seen to move better. */
  presencePerSecond: 10,
  /** A reader that does not read: a stalled socket was seen to buffer 53 MB. */
  bufferedBytes: 4 * 1024 * 1024,
  /** A sheet in which nobody has written for so long gets its snapshot: the next opening is quick even after a crash. */
  restsAfter: 60_000,
  /** One missed answer ends a half-open socket. */
  pingEvery: 20_000,
  /** How long a page's question over plain HTTP waits for something to be told; proxies give up at 30 s. */
  pollWait: 25_000,
  /** A page over plain HTTP that asks no more is gone. */
  pollSilence: 30_000,
  /** How long after its end a session is noticed, at most. */
  judgeEvery: 4_000,
  socketsPerPerson: 10,
  /** A thousand pages coming back at once are let in over five seconds, each by its jittered retry. */
  newSocketsPerSecond: 200,
} as const;
export type Limits = { readonly [Name in keyof typeof limits]: number };
