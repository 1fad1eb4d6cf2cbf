import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { createSignal, type Accessor } from "solid-js";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Id } from "#domain/id.ts";
import {
  closingOf,
  closings,
  documentName,
  limits,
  sheetAddress,
  sheetNotice,
  type Closing,
  type Corrected,
  type Presence,
  type SignedPerson,
} from "#sheet/protocol.ts";

export type SheetState = "connecting" | "live" | "offline" | "refused";

/**
 * What a cell this page wrote has become: not yet on the server's disk, on it (this fades by itself), or taken back by the rules
 * (until its author has been there).
 */
export type CellMark = "pending" | "saved" | "corrected";

/** Somebody at the sheet; `me` is this page, `clientId` tells two pages of one person apart. */
export type PresentPerson = Presence & { clientId: number; me: boolean };

export interface SheetConnection {
  doc: Y.Doc;
  awareness: Awareness;
  state: Accessor<SheetState>;
  /** Why it was refused, in the protocol's words; null while it is not. */
  refusal: Accessor<Closing | null>;
  /** True once the sheet's content has come: until then an empty document is not an empty sheet. */
  loaded: Accessor<boolean>;
  /** Edits of this page that the server has not yet said are on disk; kept in memory and sent again after a break. */
  unsaved: Accessor<number>;
  readOnly: Accessor<boolean>;
  /** Reactive: the caller is run again when the mark of a cell of that row changes. */
  mark(rowId: string, column: string): CellMark | null;
  /** Whether unsent edits would survive the end of this page. */
  drafts: Accessor<"kept" | "not-kept">;
  /** How the page reaches its sheet: by a socket, or by the long poll where sockets are blocked. */
  transport: Accessor<"socket" | "poll">;
  /** Who is at the sheet, as the server signed them: this page first, then the others (not this person's other pages). */
  people: Accessor<PresentPerson[]>;
  /** Says where this person is; at most ten times a second, the last one always. */
  setCell(cell: Presence["cell"], editing: boolean): void;
  /** Calls back when the rules took back something this page wrote. Returns the way to stop. */
  onCorrected(listener: (notice: Corrected) => void): () => void;
  /** Calls back when something was put on the sheet's shelf. Returns the way to stop. */
  onShelf(listener: () => void): () => void;
  close(): void;
}

/** A first try again after 0.3 s, then doubling with jitter, so that a thousand pages do not come back in one second. */
const retry = { delay: 300, minDelay: 300, factor: 2, maxDelay: 8_000, jitter: true };
const presenceEvery = 1_000 / limits.presencePerSecond;
/** ws says this of a message beyond its limit, and closes by itself. */
const messageTooBig = 1009;

/**
 * While there is no socket, edits stay in the document and nowhere else: the handshake after a break sends what the server lacks, in
 * one update, and its acknowledgement covers them all. The library's own queue would send them once more one by one, and count the
 * first answer as "all saved".
 */
class SheetSocket extends HocuspocusProviderWebsocket {
  override send(message: unknown): void {
    if (this.webSocket?.readyState === WebSocket.OPEN) super.send(message);
  }

  /** The network went: a socket over it may look open for a minute more. */
  breakOff(): void {
    this.emit("close", { event: { code: 1006, reason: "offline" } });
  }
}

/** Where a sheet is served, as seen from the page. */
const addressOf = (worksheetId: Id): string =>
  `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${sheetAddress(worksheetId)}`;

/** Opens a worksheet; to be called in the page (not while rendering on the server), and closed when it is left. */
export function openSheet(
  worksheetId: Id,
  { url = addressOf(worksheetId), WebSocketPolyfill }: { url?: string; WebSocketPolyfill?: unknown } = {},
): SheetConnection {
  const doc = new Y.Doc();
  const [state, setState] = createSignal<SheetState>("connecting");
  const [refusal, setRefusal] = createSignal<Closing | null>(null);
  const [loaded, setLoaded] = createSignal(false);
  const [unsaved, setUnsaved] = createSignal(0);
  const [readOnly, setReadOnly] = createSignal(false);
  const [people, setPeople] = createSignal<PresentPerson[]>([]);
  const correctedListeners = new Set<(notice: Corrected) => void>();
  const shelfListeners = new Set<() => void>();
  let me: SignedPerson | null = null;
  let place: Pick<Presence, "cell" | "editing"> = { cell: null, editing: false };
  /** A page judged anew and refused again is not let in a third time. */
  let judgedAgain = false;

  const awareness = new Awareness(doc);
  // A page hears the server's ping every 20 s; what it has not heard for 30 is broken.
  const socket = new SheetSocket({ url, ...retry, messageReconnectTimeout: 30_000, ...(WebSocketPolyfill ? { WebSocketPolyfill } : {}) });
  const provider = new HocuspocusProvider({
    name: documentName(worksheetId),
    document: doc,
    awareness,
    websocketProvider: socket,
    token: "session",
    onAuthenticated: ({ scope }) => {
      judgedAgain = false;
      setReadOnly(scope === "readonly");
    },
    onSynced: () => {
      setLoaded(true);
      if (socket.status === "connected") setState("live");
    },
    onUnsyncedChanges: ({ number }) => {
      if (number === 0) setUnsaved(0);
    },
    onStateless: ({ payload }) => {
      const { data: notice } = sheetNotice.safeParse(JSON.parse(payload));
      if (notice?.kind === "corrected") for (const listener of correctedListeners) listener(notice);
      if (notice?.kind === "shelf") for (const listener of shelfListeners) listener();
      if (notice?.kind === "you") {
        me = notice.person;
        look();
      }
    },
    onClose: ({ event }) => closed(event.code),
    onAwarenessChange: () => look(),
  });
  // Listening after the provider: what it has just counted as unsent is counted here.
  doc.on("update", (_update: Uint8Array, origin: unknown) => {
    if (origin !== provider) setUnsaved((count) => count + 1);
  });
  provider.attach();

  /** Only what the server signed is shown: an entry without a person is this page's own, or none. */
  function look(): void {
    const found: PresentPerson[] = me ? [{ person: me, ...place, clientId: doc.clientID, me: true }] : [];
    for (const [clientId, state] of awareness.getStates()) {
      const { person, cell, editing } = state as Partial<Presence>;
      if (clientId === doc.clientID || !person || person.id === me?.id) continue;
      found.push({ person, cell: cell ?? null, editing: editing === true, clientId, me: false });
    }
    setPeople(found);
  }

  function refuse(why: Closing): void {
    socket.shouldConnect = false;
    socket.disconnect();
    setRefusal(why);
    setState("refused");
  }

  function closed(code: number): void {
    if (state() === "refused") return;
    const why = code === messageTooBig ? "tooLarge" : closingOf(code);
    const back = why === null ? "yes" : closings[why].back;
    if (why !== null && (back === "no" || (back === "once" && judgedAgain))) return refuse(why);
    if (back === "once") judgedAgain = true;
    setState("offline");
  }

  const offline = (): void => socket.breakOff();
  const online = (): void => void (socket.shouldConnect && socket.connect());
  if (typeof window !== "undefined") {
    window.addEventListener("offline", offline);
    window.addEventListener("online", online);
  }

  let telling: ReturnType<typeof setTimeout> | undefined;
  let toldAt = 0;
  const tell = (): void => {
    telling = undefined;
    toldAt = Date.now();
    awareness.setLocalState(place);
  };
  tell();

  return {
    doc,
    awareness,
    state,
    refusal,
    loaded,
    unsaved,
    readOnly,
    mark: () => null,
    drafts: () => "not-kept",
    transport: () => "socket",
    people,
    setCell(cell, editing) {
      place = { cell, editing };
      telling ??= setTimeout(tell, Math.max(0, toldAt + presenceEvery - Date.now()));
    },
    onCorrected(listener) {
      correctedListeners.add(listener);
      return () => correctedListeners.delete(listener);
    },
    onShelf(listener) {
      shelfListeners.add(listener);
      return () => shelfListeners.delete(listener);
    },
    close() {
      clearTimeout(telling);
      if (typeof window !== "undefined") {
        window.removeEventListener("offline", offline);
        window.removeEventListener("online", online);
      }
      provider.destroy();
      socket.destroy();
      doc.destroy();
    },
  };
}
