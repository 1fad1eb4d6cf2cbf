import type { IncomingMessage } from "node:http";
import { Hocuspocus, type Connection, type Document } from "@hocuspocus/server";
import { WebSocketServer } from "ws";
import * as Y from "yjs";
import type { Id } from "#domain/id.ts";
import type { ServerDeps, Sheets } from "#server/context.ts";
import {
  closings,
  documentName,
  limits as house,
  protocolVersion,
  readHello,
  sheetOf,
  type Closing,
  type Limits,
  type SheetNotice,
} from "#sheet/protocol.ts";
import { makeAhead, type Ahead } from "./ahead.ts";
import { makeBell } from "./bell.ts";
import { endedAmong } from "./attendance.ts";
import { makeArrivals, type Arrivals } from "./arrival.ts";
import { makeBucket } from "./bucket.ts";
import { makeCommitter } from "./committer.ts";
import type { Knows } from "./concurrent.ts";
import { makeEpochs } from "./epoch.ts";
import { makeGate, type Verdict } from "./gate.ts";
import type { Pulse } from "./node.ts";
import { laying } from "./laying.ts";
import { makeNodes } from "./nodes.ts";
import type { Measures } from "./metrics.ts";
import { makePresence } from "./presence.ts";
import { judgeAgain, type ReadSession, type Seat } from "./seat.ts";
import { guardSocket, type Line, type SheetSocket } from "./sheet-socket.ts";

/** What sheets need of the house. `url` is the database's: the lane that commits has a connection of its own. */
export type CollabDeps = Pick<ServerDeps, "sql" | "log" | "env" | "feed"> & {
  url: string;
  readSession: ReadSession;
  /** Others than the house's, for measuring. */
  limits?: Partial<Limits>;
  /** Too busy for new pages; those that are in stay. */
  tired?: () => boolean;
  measures?: Pick<Measures, "committed" | "refused" | "ended">;
  /** Told after each commit of edits: what sheets plan is another thing. */
  onWritten?: () => void;
  pulse?: Partial<Pulse>;
};

export interface Collab extends Pick<Arrivals, "upgrade" | "poll"> {
  /** Says where the other nodes reach this one ("10.0.0.5:3000"), once it listens: they pass on to it what is for its sheets. */
  announce(address: string): Promise<void>;
  sheets: Sheets;
  /** What is better done while nobody works: sheets that outgrew their content are made anew. */
  nightly(): Promise<number>;
  /** Sends every page away to come back elsewhere or later, and waits until what they typed is stored. */
  stop(): Promise<void>;
  state(): {
    sheets: number;
    sockets: number;
    commits: number;
    updates: number;
    waiting: number;
    renewed: number;
    owned: number;
    passing: number;
  };
}

/** A page at a sheet, with its socket. */
interface Page {
  seat: Seat;
  socket: SheetSocket;
  /** The epoch its document is of; null while it has none, and for a stock client. */
  epoch: number | null;
  /** What it had of the sheet when it came, by its own word. */
  knows: Knows;
  /** Once it was greeted. In a box: Hocuspocus gives its hooks a copy of this. */
  link: { connection: Connection<Page> | null };
  ahead: Ahead;
  /** Ends it, and lets nothing of it through any more. */
  end(closing: Closing): void;
}

const syncStep1 = 0;
/** What a page brings back: all that the server said it has not. */
const syncStep2 = 1;
/** Snapshots are taken past this many updates, and when the last page leaves. */
const snapshotEvery = 500;
/** Hocuspocus's own idea of a silent page; ours, a ping, is quicker. */
const silence = 120_000;
const stopWithin = 5_000;

/** Thrown to stop Hocuspocus: without a message, which it would print; the page is told by the code its socket is closed with. */
const stopHere = (reason: Closing): { reason: Closing } => ({ reason });

function statesIn(payload: Uint8Array): Knows {
  try {
    return Y.decodeStateVector(payload);
  } catch {
    // Hocuspocus reads it in its turn, and closes.
    return new Map();
  }
}

/** The sheets of this node: Hocuspocus behind the gate, on sockets of our own. */
export function makeCollab(deps: CollabDeps): Collab {
  const { sql, log } = deps;
  const limits: Limits = { ...house, ...deps.limits };
  const nodes = makeNodes({ ...deps, onLost: (sheetIds) => gate.abandon(sheetIds) });
  const { owner } = nodes;
  const committer = makeCommitter(owner.lose, (ms, updates) => {
    deps.measures?.committed(ms, updates);
    deps.onWritten?.();
  });
  const gate = makeGate({
    sql,
    committer,
    holds: owner.holds,
    log,
    onDead: endAll,
    onShelved: makeBell(ringShelf),
    restsAfter: limits.restsAfter,
  });
  const epochs = makeEpochs({ sql, gate, log });
  const presence = makePresence(limits);
  const pages = new Set<Page>();
  const newcomers = makeBucket({ perSecond: limits.newSocketsPerSecond, burst: limits.newSocketsPerSecond });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.messageBytes });
  let stopping = false;

  function endAll(document: Document, closing: Closing): void {
    for (const { context } of document.getConnections() as Connection<Page>[]) context.end(closing);
  }

  function ringShelf(document: Document): void {
    for (const connection of document.getConnections()) tell(connection, { kind: "shelf" });
  }

  const tell = (connection: Connection, notice: SheetNotice): void => connection.sendStateless(JSON.stringify(notice));
  const greeted = new WeakSet<Connection>();

  /**
   * Tells a page who it is and in which epoch, before it learns anything of the document. False, and its end, when the document was
   * let go meanwhile (what is typed here nobody else would see), or when the page's own is of another epoch: nothing would merge well.
   */
  function greet(connection: Connection<Page>): boolean {
    if (greeted.has(connection)) return true;
    const { context: page, document } = connection;
    const key = gate.isOpen(document) ? gate.keyOf(document) : null;
    if (!key || (page.epoch !== null && page.epoch !== key.epoch)) {
      connection.readOnly = true;
      page.end(key ? "newEpoch" : "restart");
      return false;
    }
    greeted.add(connection);
    page.seat.sheet = key;
    page.link.connection = connection;
    tell(connection, { kind: "you", person: presence.sign({ document, connection, seat: page.seat }), epoch: key.epoch });
    return true;
  }

  /** The gate. Whatever is not admitted is not applied: the connection is made read-only, which Hocuspocus answers "not saved". */
  async function beforeSync({
    type,
    payload,
    connection,
  }: {
    type: number;
    payload: Uint8Array;
    connection: Connection<Page>;
  }): Promise<void> {
    const { context: page } = connection;
    const judged = page.ahead.verdict();
    try {
      if (type === syncStep1) page.knows = statesIn(payload);
      if (!greet(connection) || type === syncStep1 || connection.readOnly) return;
      const knows = type === syncStep2 ? page.knows : null;
      const verdict = await (judged ?? admit(connection, payload, knows));
      await hear(connection, verdict);
    } finally {
      if (!judged) page.ahead.done();
    }
  }

  const admit = (connection: Connection<Page>, payload: Uint8Array, knows: Knows | null): Promise<Verdict> =>
    gate.admit(connection.document, payload, { actorId: connection.context.seat.personId, knows });

  /** What the gate said, to the page. */
  async function hear(connection: Connection<Page>, verdict: Verdict): Promise<void> {
    const { context: page, document } = connection;
    if (verdict.ok) {
      if (verdict.corrected.length > 0) tell(connection, { kind: "corrected", reason: "row-has-request", cells: verdict.corrected });
      return;
    }
    connection.readOnly = true;
    const closing = verdict.closing === "full" ? await epochs.relieve(document) : verdict.closing;
    if (closing !== "restart" && closing !== "newEpoch")
      log.warn({ sheet: page.seat.sheet.id, account: page.seat.accountId, why: verdict.why }, "a page of a sheet was closed");
    page.end(closing);
  }

  const hocuspocus = new Hocuspocus<Page>({
    quiet: true,
    timeout: silence,
    // One merged frame for what was committed together.
    flushDelay: 0,
    async onAuthenticate({ context: page, documentName: asked, connectionConfig, token }) {
      const hello = readHello(token);
      page.epoch = hello.epoch;
      const wrong = asked !== documentName(page.seat.sheet.id) ? "notFound" : hello.version === protocolVersion ? null : "outdated";
      const closing = wrong ?? (hello.epoch === null || hello.epoch === page.seat.sheet.epoch ? null : "newEpoch");
      if (closing !== null) {
        page.end(closing);
        throw stopHere(closing);
      }
      connectionConfig.readOnly = page.seat.readOnly;
    },
    async onLoadDocument({ context: page, document }) {
      try {
        await gate.open(page.seat.sheet, document);
      } catch (err) {
        log.error({ err, sheet: page.seat.sheet.id }, "a sheet could not be loaded");
        page.end("restart");
        throw stopHere("restart");
      }
    },
    async connected({ connection }) {
      greet(connection);
    },
    beforeSync: async (payload) => beforeSync(payload as Parameters<typeof beforeSync>[0]),
    async beforeHandleAwareness({ states, document, connection }) {
      if (!connection) return;
      presence.stamp(states, { document, connection, seat: (connection as Connection<Page>).context.seat });
    },
    onStoreDocument: async ({ document }) => gate.snapshot(document, snapshotEvery),
    beforeUnloadDocument: async ({ document }) => {
      if (!stopping) await epochs.left(document);
      await gate.snapshot(document, 1);
    },
    afterUnloadDocument: async ({ documentName: name }) => {
      await gate.forget(name);
      const sheetId = sheetOf(name);
      if (sheetId !== null) arrivals.letGo(sheetId);
    },
  });

  function admitPage(line: Line, request: IncomingMessage, outcome: Seat | Closing): void {
    const ears = { message: (_data: Uint8Array): void => {}, close: (_code: number, _reason: string): void => {} };
    const socket = guardSocket(line, limits, ears);
    if (typeof outcome === "string") {
      turnedAway(outcome);
      return socket.end(outcome);
    }
    const held = [...pages].filter(({ seat }) => seat.accountId === outcome.accountId).length;
    if (held >= limits.socketsPerPerson) {
      turnedAway("tooMany");
      return socket.end("tooMany");
    }
    const page: Page = {
      seat: outcome,
      socket,
      epoch: null,
      knows: new Map(),
      link: { connection: null },
      ahead: makeAhead({
        name: documentName(outcome.sheet.id),
        admit(update) {
          const { connection } = page.link;
          const may = connection && !connection.readOnly && gate.isCalm(connection.document);
          return may ? admit(connection, update, null) : null;
        },
        pass: (message) => (pages.has(page) ? client.handleMessage(message) : undefined),
      }),
      end(closing) {
        for (const connection of connectionsOf(page)) connection.readOnly = true;
        deps.measures?.ended(closing);
        socket.end(closing);
        ears.close(closings[closing].code, closing);
      },
    };
    pages.add(page);
    const client = hocuspocus.handleConnection(socket, new Request(new URL(request.url ?? "/", "http://here")), page);
    ears.message = page.ahead.hear;
    ears.close = (code, reason) => {
      pages.delete(page);
      client.handleClose({ code, reason });
      arrivals.letGo(page.seat.sheet.id);
    };
  }

  const connectionsOf = (page: Page): Connection<Page>[] =>
    ((hocuspocus.documents.get(documentName(page.seat.sheet.id))?.getConnections() ?? []) as Connection<Page>[]).filter(
      ({ context }) => context.socket === page.socket,
    );

  function rejudge(accountId: Id): void {
    for (const page of pages) if (page.seat.accountId === accountId) page.end("signedOut");
  }

  async function judgeSessions(): Promise<void> {
    const ended = await endedAmong(
      sql,
      [...pages].map(({ seat }) => seat),
    );
    for (const page of pages) {
      if (ended.has(page.seat)) {
        page.end("signedOut");
        continue;
      }
      try {
        const closing = await judgeAgain(sql, deps.readSession, page.seat);
        if (closing !== null) page.end(closing);
      } catch (err) {
        log.warn({ err }, "a session could not be read; it is asked again");
      }
    }
  }

  /** Other nodes' commands reach us by the log of events: rows of a request are locked, rows are laid, rights are judged anew, sheets are gone. */
  const unsubscribe = deps.feed.subscribe((events) => {
    const sheets = new Set<Id>();
    for (const { kind, within, about, facts } of events) {
      for (const one of within) if (gate.has(one)) sheets.add(one);
      if (kind.startsWith("role.") || kind === "account.disabled" || kind === "account.signed-out-everywhere") {
        rejudge(typeof facts.accountId === "string" ? facts.accountId : about);
      }
      if (kind === "worksheet.deleted") {
        gate.retire(about, "gone");
        // also those that are not yet let in
        for (const page of pages) if (page.seat.sheet.id === about) page.end("gone");
      }
    }
    for (const one of sheets)
      gate.catchUp(one).catch((err: unknown) => log.warn({ err, sheet: one }, "what a command wrote could not be read"));
  });

  const turnedAway = (reason: string): false => {
    deps.measures?.refused("sheet", reason);
    return false;
  };
  const mayOpen = (): boolean => {
    if (stopping) return turnedAway("stopping");
    if (deps.tired?.() === true) return turnedAway("busy");
    return newcomers.take() || turnedAway("crowd");
  };
  const arrivals = makeArrivals({
    deps,
    limits,
    sockets,
    nodes,
    mayOpen,
    admit: admitPage,
    inUse(sheetId) {
      const name = documentName(sheetId);
      return (
        hocuspocus.documents.has(name) || hocuspocus.loadingDocuments.has(name) || [...pages].some(({ seat }) => seat.sheet.id === sheetId)
      );
    },
  });

  const pinging = setInterval(() => {
    for (const { socket } of pages) socket.ping();
    gate.sweep();
  }, limits.pingEvery);
  let judging = false;
  const judgingEvery = setInterval(() => {
    if (judging) return;
    judging = true;
    judgeSessions()
      .catch((err: unknown) => log.warn({ err }, "sessions could not be read; they are asked for again"))
      .finally(() => (judging = false));
  }, limits.judgeEvery);

  return {
    announce: nodes.announce,
    upgrade: arrivals.upgrade,
    poll: arrivals.poll,
    sheets: { ...laying, exclusive: gate.exclusive, rejudge },
    nightly: epochs.nightly,
    async stop() {
      stopping = true;
      unsubscribe();
      clearInterval(pinging);
      clearInterval(judgingEvery);
      for (const page of pages) page.end("restart");
      await gate.drained();
      const until = Date.now() + stopWithin;
      while (hocuspocus.documents.size > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
      sockets.close();
      await nodes.stop();
    },
    state: () => ({
      sheets: hocuspocus.documents.size,
      sockets: pages.size,
      renewed: epochs.count(),
      ...committer.state(),
      ...nodes.state(),
    }),
  };
}
