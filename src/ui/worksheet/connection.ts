import { HocuspocusProvider } from "@hocuspocus/provider";
import { createSignal, type Accessor } from "solid-js";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Id } from "#domain/id.ts";
import { foldEdits, observeEdits, type CellEdit, type WrittenAgain } from "#sheet/edit.ts";
import {
  closingOf,
  closings,
  documentName,
  helloToken,
  sheetAddress,
  sheetNotice,
  type Closing,
  type Corrected,
  type Presence,
  type SheetNotice,
} from "#sheet/protocol.ts";
import { bringBack, broughtBack } from "./connection-epoch.ts";
import { SheetLink } from "./connection-link.ts";
import { makeMarks, type CellMark } from "./connection-marks.ts";
import { makeSheetPresence, type PresentPerson } from "./connection-presence.ts";
import { makeTransport, type Transport, type TransportOptions } from "./connection-transport.ts";
import { makeUnsent, type DraftKey } from "./connection-unsent.ts";

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

/** One document of the sheet with its provider: one an epoch. */
interface Session {
  doc: Y.Doc;
  awareness: Awareness;
  provider: HocuspocusProvider;
  epoch: number | null;
  stop(): void;
}

/** Opens a worksheet; to be called in the page (not while rendering on the server), and closed when it is left. */
export function openSheet(worksheetId: Id, options: SheetOptions = {}): SheetConnection {
  const { url = addressOf(worksheetId), person = null, title = () => "", factory = ownFactory(), propose } = options;
  const [state, setState] = createSignal<SheetState>("connecting");
  const [refusal, setRefusal] = createSignal<Closing | null>(null);
  const [loaded, setLoaded] = createSignal(false);
  const [readOnly, setReadOnly] = createSignal(false);
  const [renewed, setRenewed] = createSignal(false);
  const [stranded, setStranded] = createSignal<CellEdit[]>([]);
  const [proposing, setProposing] = createSignal(0);
  const listeners = new Set<(notice: SheetNotice) => void>();
  const marks = makeMarks();
  const unsent = makeUnsent({ person, sheet: worksheetId, title, factory });
  const transport = makeTransport(options.transport);
  const presence = makeSheetPresence(() => current().awareness);
  /** Written again on a new document and met by a colleague's value: until they are on the shelf. */
  let unshelved: { found: WrittenAgain; keys: DraftKey[] }[] = [];
  let strandedKeys: DraftKey[] = [];
  /** What the author of drafts that come back had seen. */
  let recorded: CellEdit[] | null = null;
  /** A page judged anew and refused again is not let in a third time. */
  let judgedAgain = false;
  let closed = false;
  let showing: ReturnType<typeof setTimeout> | undefined;

  const link = new SheetLink({
    url,
    WebSocketPolyfill: transport.Socket,
    hooks: {
      newest: unsent.newest,
      unsent: () => unsent.list().map(({ n, update }) => ({ n, update })),
      acknowledged(n) {
        unsent.acknowledged(n);
        marks.acknowledged(n);
      },
      silent: (is) => (is ? broken(0) : live()),
    },
  });
  const [current, setCurrent] = createSignal(begin());
  transport.onBetter(() => link.breakOff());

  function begin(): Session {
    const doc = new Y.Doc();
    const awareness = new Awareness(doc);
    let edits: CellEdit[] = [];
    // Before the provider listens: what it sends is entered by then.
    observeEdits(doc, (found) => (edits = found));
    const update = (data: Uint8Array, origin: unknown): void => {
      const of = recorded ?? edits;
      edits = [];
      if (origin === session.provider) return;
      marks.wrote(of, unsent.add({ epoch: session.epoch ?? 0, update: data, edits: of }));
    };
    doc.on("update", update);
    const session: Session = {
      doc,
      awareness,
      epoch: null,
      provider: new HocuspocusProvider({
        name: documentName(worksheetId),
        document: doc,
        awareness,
        websocketProvider: link,
        token: () => helloToken(session.epoch),
        onAuthenticated: ({ scope }) => {
          judgedAgain = false;
          setReadOnly(scope === "readonly");
        },
        onSynced: () => synced(session),
        onStateless: ({ payload }) => noticed(session, payload),
        onClose: ({ event }) => hungUp(event.code),
        onAwarenessChange: () => session === current() && presence.look(),
      }),
      stop() {
        session.provider.destroy();
        doc.destroy();
      },
    };
    return session;
  }

  function noticed(session: Session, payload: string): void {
    const { data: notice } = sheetNotice.safeParse(JSON.parse(payload));
    if (!notice) return;
    if (notice.kind === "you") {
      session.epoch = notice.epoch;
      presence.iAm(notice.person);
    }
    if (notice.kind === "corrected") marks.corrected(notice.cells, link.answering);
    for (const listener of listeners) listener(notice);
  }

  function live(): void {
    if (!current().provider.synced || state() === "refused") return;
    clearTimeout(showing);
    setState("live");
  }

  function broken(after: number): void {
    clearTimeout(showing);
    if (state() === "refused") return;
    if (after === 0) return void setState("offline");
    if (state() === "live") setState("connecting");
    showing = setTimeout(() => setState((now) => (now === "connecting" ? "offline" : now)), after);
  }

  function synced(session: Session): void {
    if (closed) return;
    if (session !== current()) takeOver(session);
    else if (readOnly() && unsent.list().length > 0) return queueMicrotask(breakAndRenew);
    setLoaded(true);
    live();
    void shelve();
    void takeLeftBehind(session);
  }

  /** The right to write was withdrawn, or the sheet rebuilt: another document, and this one's edits as far as they are not saved. */
  function renew(): void {
    current().provider.destroy();
    const next = begin();
    next.provider.attach();
  }

  function breakAndRenew(): void {
    link.breakOff();
    renew();
  }

  function takeOver(next: Session): void {
    const old = current();
    // Who shows the sheet leaves the old document now; an open editor settles into it.
    setCurrent(next);
    const { edits, keys } = unsent.take();
    old.stop();
    marks.forgetPending();
    setRenewed(true);
    presence.tell();
    if (readOnly()) {
      strand(foldEdits(edits));
      return unsent.forget(keys);
    }
    if (edits.length > 0) unshelved.push({ found: bringBackHere(next, edits), keys });
  }

  function bringBackHere(session: Session, edits: CellEdit[]): WrittenAgain {
    const drafts = [{ person: "", sheet: "", title: "", tab: "", n: 0, epoch: 0, at: 0, update: new Uint8Array(), edits }];
    return bringBack(session.doc, { drafts, epoch: session.epoch ?? 0, told: (of) => (recorded = of?.length ? of : null) });
  }

  /** What tabs that ended left unsent, and this one before its document was renewed. */
  async function takeLeftBehind(session: Session): Promise<void> {
    if (session.epoch === null || readOnly()) return;
    const { epoch } = session;
    const handled = new Set(unshelved.flatMap(({ keys }) => keys).concat(strandedKeys).map(({ tab, n }) => `${tab} ${n}`));
    const drafts = (await unsent.leftBehind(epoch)).filter(({ tab, n }) => !handled.has(`${tab} ${n}`));
    if (drafts.length === 0 || session !== current() || closed || readOnly()) return;
    const found = bringBack(session.doc, { drafts, epoch, told: (of) => (recorded = of?.length ? of : null) });
    unshelved.push({ found, keys: drafts.map(({ tab, n }) => ({ tab, n })) });
    await shelve();
  }

  /** Puts on the shelf what met a colleague's value, and only then lets go of it; tried again at the next sync. */
  async function shelve(): Promise<void> {
    const due = unshelved.splice(0);
    setProposing(due.reduce((sum, { found }) => sum + found.conflicts.length, 0));
    for (const one of due) {
      const { conflicts, lost } = one.found;
      try {
        if (conflicts.length > 0) {
          if (!propose) throw new Error("there is no shelf");
          await propose(conflicts);
          setProposing((count) => count - conflicts.length);
        }
        if (lost.length > 0) strand(lost);
        unsent.forget(one.keys);
      } catch {
        unshelved.push(one);
      }
    }
  }

  function strand(edits: CellEdit[]): void {
    if (edits.length === 0) return;
    strandedKeys.push(unsent.park(edits));
    setStranded((all) => [...all, ...edits]);
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
  showing = setTimeout(() => setState((now) => (now === "connecting" ? "offline" : now)), beginningShown);

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
    unsaved: () => marks.waiting() + proposing(),
    readOnly,
    mark: marks.of,
    drafts: unsent.kept,
    transport: transport.transport,
    renewed,
    stranded,
    unsentEdits: () => foldEdits(unsent.list().flatMap(({ edits }) => edits)),
    dismissStranded() {
      unsent.forget(strandedKeys.splice(0));
      setStranded([]);
    },
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
      broken(beginningShown);
      void link.connect();
    },
    close() {
      closed = true;
      clearTimeout(showing);
      presence.stop();
      transport.stop();
      if (typeof window !== "undefined") {
        window.removeEventListener("offline", offline);
        window.removeEventListener("online", online);
        document.removeEventListener("visibilitychange", looked);
      }
      current().stop();
      link.destroy();
      unsent.stop();
    },
  };
}
