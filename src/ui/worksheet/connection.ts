import { createSignal, type Accessor } from "solid-js";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { Id } from "#domain/id.ts";
import { foldEdits, type CellEdit } from "#sheet/edit.ts";
import { closingOf, closings, sheetAddress, type Closing, type Corrected, type Presence, type SheetNotice } from "#sheet/protocol.ts";
import { makeHomecoming } from "./connection-epoch.ts";
import { SheetLink } from "./connection-link.ts";
import { makeMarks, type CellMark } from "./connection-marks.ts";
import { makeSheetPresence, type PresentPerson } from "./connection-presence.ts";
import { beginSession, type Session, type SessionHooks } from "./connection-session.ts";
import { makeTransport, type Transport, type TransportOptions } from "./connection-transport.ts";
import { makeUnsent } from "./connection-unsent.ts";

export type { CellMark, PresentPerson };

/**
 * Connecting: at the beginning, and for the first moments of a break, most of which are over in them. Offline: longer, or for sure.
 * Refused: it does not come back by itself.
 */
export type SheetState = "connecting" | "live" | "offline" | "refused";

export interface SheetConnection {
  /** Reactive: with a new epoch of the sheet comes a new document, and who shows the sheet begins anew with it. */
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  state: Accessor<SheetState>;
  /** Why it was refused, in the protocol's words; null while it is not. */
  refusal: Accessor<Closing | null>;
  /** True once the sheet's content has come: until then an empty document is not an empty sheet. */
  loaded: Accessor<boolean>;
  /** Changes of this page that the server has not yet said are on disk; sent again after a break. */
  unsaved: Accessor<number>;
  readOnly: Accessor<boolean>;
  /** Reactive: the caller is run again when the mark of a cell of that row changes. */
  mark(rowId: string, column: string): CellMark | null;
  /** Whether unsent edits would survive the end of this page. */
  drafts: Accessor<"kept" | "not-kept">;
  /** How the page reaches its sheet: by a socket, or by the long poll where sockets are blocked. */
  transport: Accessor<Transport>;
  /** The sheet was rebuilt while this page was away: what it could undo is of a document that is gone. */
  renewed: Accessor<boolean>;
  /** What was typed and found no place: its row is gone, or the right to write was. Shown until it is dismissed. */
  stranded: Accessor<CellEdit[]>;
  dismissStranded(): void;
  /** All that this page could not save, where the sheet no longer opens. */
  unsentEdits(): CellEdit[];
  /** Who is at the sheet, as the server signed them: this page first, then the others (not this person's other pages). */
  people: Accessor<PresentPerson[]>;
  /** Says where this person is; at most ten times a second, the last one always. */
  setCell(cell: Presence["cell"], editing: boolean): void;
  /** Calls back when the rules took back something this page wrote. Returns the way to stop. */
  onCorrected(listener: (notice: Corrected) => void): () => void;
  /** Calls back when the sheet's shelf grew. Returns the way to stop. */
  onShelf(listener: () => void): () => void;
  /** Tries again after a refusal: the person has signed in anew. */
  again(): void;
  close(): void;
}

export interface SheetOptions {
  url?: string;
  /** The account: drafts are kept for it. Null keeps none. */
  person?: string | null;
  /** What the sheet is called, for those who are told what is unsent. */
  title?: () => string;
  /** Null where the browser keeps nothing. */
  factory?: IDBFactory | null;
  /** Puts on the shelf what would write over a colleague's value; rejects when it is not there. */
  propose?: (cells: CellEdit[]) => Promise<void>;
  transport?: TransportOptions;
}

/** A break that is over within this time is a restart, or a change of network. */
const breakShown = 2_000;
const beginningShown = 5_000;
/** ws says this of a message beyond its limit, and closes by itself. */
const messageTooBig = 1009;

/** Where a sheet is served, as seen from the page. */
const addressOf = (worksheetId: Id): string =>
  `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${sheetAddress(worksheetId)}`;

const ownFactory = (): IDBFactory | null => {
  try {
    return typeof indexedDB === "undefined" ? null : indexedDB;
  } catch {
    // some browsers throw when their owner blocks it
    return null;
  }
};

/** Opens a worksheet; to be called in the page (not while rendering on the server), and closed when it is left. */
export function openSheet(worksheetId: Id, options: SheetOptions = {}): SheetConnection {
  const { url = addressOf(worksheetId), person = null, title = () => "", factory = ownFactory(), propose } = options;
  const [state, setState] = createSignal<SheetState>("connecting");
  const [refusal, setRefusal] = createSignal<Closing | null>(null);
  const [loaded, setLoaded] = createSignal(false);
  const [readOnly, setReadOnly] = createSignal(false);
  const [renewed, setRenewed] = createSignal(false);
  const listeners = new Set<(notice: SheetNotice) => void>();
  const marks = makeMarks();
  const unsent = makeUnsent({ person, sheet: worksheetId, title, factory });
  const home = makeHomecoming({ unsent, ...(propose ? { propose } : {}) });
  const transport = makeTransport(options.transport);
  const presence = makeSheetPresence(() => current().awareness);
  /** A page judged anew and refused again is not let in a third time. */
  let judgedAgain = false;
  /** The document that takes the place of this one when its content has come. */
  let coming: Session | null = null;
  let closed = false;
  let showing: ReturnType<typeof setTimeout> | undefined;

  const link = new SheetLink({
    url,
    WebSocketPolyfill: transport.Socket,
    hooks: {
      newest: unsent.newest,
      unsent: unsent.list,
      acknowledged(n) {
        unsent.acknowledged(n);
        marks.acknowledged(n);
      },
      silent: (is) => (is ? broken(0) : live()),
    },
  });
  const begin = (): Session => beginSession(worksheetId, { link, hooks });
  const hooks: SessionHooks = {
    wrote({ epoch }, update, found) {
      const edits = home.seen() ?? found;
      marks.wrote(edits, unsent.add({ epoch: epoch ?? 0, update, edits }));
    },
    authenticated(scope) {
      judgedAgain = false;
      setReadOnly(scope === "readonly");
    },
    synced,
    noticed(_session, notice) {
      if (notice.kind === "you") presence.iAm(notice.person);
      if (notice.kind === "corrected") marks.corrected(notice.cells, link.answering);
      for (const listener of listeners) listener(notice);
    },
    closed: hungUp,
    peopleChanged: (session) => session === current() && presence.look(),
  };
  const [current, setCurrent] = createSignal(begin());
  transport.onBetter(() => link.breakOff());

  function live(): void {
    if (!current().provider.synced || state() === "refused") return;
    clearTimeout(showing);
    setState("live");
  }

  /** The line is gone: « Reconnexion » at first, « Hors ligne » when that lasts, however often it is tried meanwhile. */
  function broken(after: number): void {
    const now = state();
    if (now === "refused" || now === "offline") return;
    if (after === 0) {
      clearTimeout(showing);
      return void setState("offline");
    }
    if (now === "connecting") return;
    setState("connecting");
    hopeFor(after);
  }
  function hopeFor(ms: number): void {
    clearTimeout(showing);
    showing = setTimeout(() => setState((now) => (now === "connecting" ? "offline" : now)), ms);
  }

  function synced(session: Session): void {
    if (closed) return;
    if (session !== current()) takeOver(session);
    else if (readOnly() && unsent.list().length > 0) return queueMicrotask(breakAndRenew);
    setLoaded(true);
    live();
    void home.shelve();
    if (!readOnly()) void home.takeLeftBehind(session, () => session !== current() || closed || readOnly());
  }

  /** The sheet was rebuilt, or the right to write withdrawn: another document, and this one's edits as far as they are not saved. */
  function renew(): void {
    current().provider.destroy();
    coming?.stop();
    coming = begin();
    coming.provider.attach();
  }
  function breakAndRenew(): void {
    link.breakOff();
    renew();
  }

  function takeOver(next: Session): void {
    const old = current();
    coming = null;
    // Who shows the sheet leaves the old document now; an open editor settles into it.
    setCurrent(next);
    const taken = unsent.take();
    old.stop();
    marks.forgetPending();
    setRenewed(true);
    presence.tell();
    home.carryOver(next, taken, !readOnly());
  }

  function refuse(why: Closing): void {
    clearTimeout(showing);
    link.shouldConnect = false;
    link.disconnect();
    setRefusal(why);
    setState("refused");
  }

  function hungUp(code: number): void {
    if (state() === "refused" || closed) return;
    const why = code === messageTooBig ? "tooLarge" : closingOf(code);
    const back = why === null ? "yes" : closings[why].back;
    if (why !== null && (back === "no" || (back === "once" && judgedAgain))) return refuse(why);
    if (back === "once") judgedAgain = true;
    broken(breakShown);
    // not within the old provider's own telling of it
    if (why === "newEpoch") queueMicrotask(() => !closed && renew());
  }

  const offline = (): void => {
    link.breakOff();
    broken(0);
  };
  const online = (): void => void (link.shouldConnect && link.connect());
  const looked = (): void => {
    if (document.visibilityState !== "visible") return;
    link.ask();
    if (state() === "offline") online();
  };
  if (typeof window !== "undefined") {
    window.addEventListener("offline", offline);
    window.addEventListener("online", online);
    document.addEventListener("visibilitychange", looked);
  }

  current().provider.attach();
  void link.connect();
  presence.tell();
  hopeFor(beginningShown);

  const onNotice = (listener: (notice: SheetNotice) => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  let at: Presence["cell"] = null;
  return {
    get doc() {
      return current().doc;
    },
    get awareness() {
      return current().awareness;
    },
    state,
    refusal,
    loaded,
    unsaved: () => marks.waiting() + home.proposing(),
    readOnly,
    mark: marks.of,
    drafts: unsent.kept,
    transport: transport.transport,
    renewed,
    stranded: home.stranded,
    unsentEdits: () => foldEdits(unsent.list().flatMap(({ edits }) => edits)),
    dismissStranded: home.dismiss,
    people: presence.people,
    setCell(cell, editing) {
      // what was corrected is marked until its author has been there and gone on
      if (at && (at.rowId !== cell?.rowId || at.column !== cell.column)) marks.seen(at);
      at = cell;
      presence.setCell(cell, editing);
    },
    onShelf: (listener) => onNotice((notice) => notice.kind === "shelf" && listener()),
    onCorrected: (listener) => onNotice((notice) => notice.kind === "corrected" && listener(notice)),
    again() {
      judgedAgain = false;
      setRefusal(null);
      setState("connecting");
      hopeFor(beginningShown);
      void link.connect();
    },
    close() {
      if (closed) return;
      closed = true;
      clearTimeout(showing);
      presence.stop();
      transport.stop();
      if (typeof window !== "undefined") {
        window.removeEventListener("offline", offline);
        window.removeEventListener("online", online);
        document.removeEventListener("visibilitychange", looked);
      }
      coming?.stop();
      current().stop();
      link.destroy();
      unsent.stop();
    },
  };
}
