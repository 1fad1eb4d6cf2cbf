import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { MatchReason } from "#domain/match-reason-facts.ts";
import type { MatchInstance, MatchProgress, MatchSolution, MatchWay, MatchWeights } from "#domain/matching.ts";
import type { Language } from "#domain/weekdays.ts";
import type { Cells } from "#domain/worksheet.ts";
import type { WallFrame, WallTold } from "#domain/wall.ts";
import type { Display } from "#db/display.ts";
import type { Sql, Tx } from "#db/sql.ts";
import type { StoredEvent } from "#db/event.ts";
import type { Env } from "./env.ts";
import type { Log } from "./log.ts";
import { readSession, type Session } from "./session.ts";

/** The live feed, as realtime gives it: every committed event, in order, from the moment of the call. */
export interface Feed {
  /** Calls `listener` with each batch after it is committed; returns the way to stop. A slow listener is its own concern. */
  subscribe(listener: (events: StoredEvent[]) => void): () => void;
}

/** A row as a command writes it: the text a person would have typed, by column. */
export interface LaidRow {
  rowId: string;
  cells: Cells;
}

/** For whom, and in which transaction, a command writes in a sheet of the organisation `agencyId`. */
export interface SheetWriter {
  tx: Tx;
  agencyId: Id;
  personId: Id;
}

/** What the server needs of the open sheets: a moment in which nothing typed is still on its way to the rows. */
export interface Sheets {
  /** Runs `work` while no edit of the sheet is in flight; what was on the screens is in the rows. */
  exclusive<T>(sheetId: Id, work: () => Promise<T>): Promise<T>;
  /**
   * Puts rows below a sheet's last, in the command's own transaction: log, rows and history in one statement. Pages that have the sheet
   * open, on whichever node, see them once it is committed and an event of the command names the sheet in `within`. To be called
   * within `exclusive`; `rowId` is new to the sheet (`randomUUID()`). Refused: `not-found`, `sheet-full`.
   */
  lay(sheetId: Id, rows: LaidRow[], by: SheetWriter): Promise<void>;
  /** The same for rows that go: marked deleted, those that are not there passed over. */
  lift(sheetId: Id, rowIds: string[], by: SheetWriter): Promise<void>;
  /** Closes the sockets of an account whose rights changed; they come back and are judged again. */
  rejudge(accountId: Id): void;
}

/** Work to be done after commit, by a job that is retried until done. */
export interface Jobs {
  /** Asks for a job soon; called outside transactions only as a bell, the event log is what the job reads. */
  ring(job: "mail" | "notices" | "print" | "push"): void;
  state(): Promise<"running" | "stopped">;
}

/** What a run of the matching is asked: one solution for each of `ways`, found on a thread of its own. */
export interface MatchAsked {
  instance: MatchInstance;
  weights: MatchWeights;
  ways: MatchWay[];
  /** Of `random`; published. */
  seed: string;
  /** Seconds after which each way settles for its best and the bound; 60 unless told. */
  limit?: number;
  /** A solution within this share of the bound is good enough; 0 unless told: the optimum, proven. */
  gap?: number;
  /** Told a few times a second at most. */
  onProgress?(progress: MatchProgress): void;
  /** Each solution is explained too, on the same thread: it takes as long again as a small solution does. */
  explains?: boolean;
  /** Each solution as soon as it is there, with why for every student where that is asked for. */
  onSolution?(solution: MatchSolution, reasons: MatchReason[]): void;
  /** Stops: what was found until then is answered, the one at work as `stopped`. */
  signal?: AbortSignal;
}

export interface Matcher {
  /** In the order of `ways`; fewer when it was stopped. Throws when the thread failed (out of memory); never refuses. */
  solve(asked: MatchAsked): Promise<MatchSolution[]>;
}

/** Displays on walls, as realtime tells them: one line each, one frame for all that show a board. */
export interface Walls {
  /** Of the pages this server gives out: a display whose page is of another build loads it anew. */
  build: string;
  /**
   * Tells a display what its board shows until what it resolves to is called: the whole frame first. `end` is called when it is told
   * nothing any more (it was revoked, or the server stops).
   */
  follow(display: Display, ears: { tell(told: WallTold): void; end(): void }): Promise<() => void>;
  /** What its board shows now. */
  frame(display: Display): Promise<WallFrame>;
  /** What a display said of itself; written down with others', soon. */
  note(display: Display, said: { viewId: Id | null; width: number | null; height: number | null }): void;
}

/** What the process hands to every request. */
export interface ServerDeps {
  sql: Sql;
  /** Connections of the search alone, few, so that the plans they keep are soon there; `sql` unless told. */
  searchSql?: Sql;
  env: Env;
  log: Log;
  feed: Feed;
  sheets: Sheets;
  jobs: Jobs;
  matcher: Matcher;
  walls: Walls;
  /** Told after each commit that logged something, for a bus that the database does not ring by itself. */
  committed?(): void;
  now(): Date;
}

export interface RequestFacts {
  headers: Headers;
  /** The address of the client, after a trusted proxy's. */
  ip: string;
  requestId: string;
  /** Appends a `Set-Cookie` header to the answer; nothing over a WebSocket. */
  setCookie(value: string): void;
  /** Settles when what was told of late has mostly left; for what would tell more than a line takes. */
  pace?: () => Promise<void>;
  /** Ends what waits for something to happen: the session ended, or the server stops. */
  leaving?: AbortSignal;
}

export interface Context extends ServerDeps, RequestFacts {
  session: Session | null;
  /** The role in use, when signed in and holding one. */
  actor: Actor | null;
  language: Language;
}

const languageOf = (headers: Headers): Language | null => {
  const chosen = /(?:^|;\s*)lang=(fr|en)\b/.exec(headers.get("cookie") ?? "")?.[1];
  return chosen === "fr" || chosen === "en" ? chosen : null;
};

/** Reads who asks, once per request. French for an unknown visitor, whatever the browser prefers (D7 F2). */
export async function createContext(deps: ServerDeps, request: RequestFacts): Promise<Context> {
  const session = await readSession(deps, request);
  return {
    ...deps,
    ...request,
    session,
    actor: session?.actor ?? null,
    language: languageOf(request.headers) ?? session?.account.language ?? "fr",
  };
}
