import { isMadeOld, isQuick, partsOf, type Part, type PartKind, type PartValues } from "#server/wall-part.ts";
import { readPart } from "#server/wall-read.ts";
import { assemble, emptyFrame, placeOf, type WallPlace } from "#server/wall-frame.ts";
import type { Board } from "#domain/board.ts";
import { dayIn } from "#domain/dates.ts";
import { wallIn } from "#domain/hold.ts";
import type { Id } from "#domain/id.ts";
import type { WallFrame, WallTold } from "#domain/wall.ts";
import { findBoardOfDisplays } from "#db/board.ts";
import type { Sql } from "#db/sql.ts";
import type { Log } from "#server/log.ts";
import { makeLane, type Lane } from "./wall-lane.ts";

/** By what the parts of boards are read: those that are read at once, and those that follow. */
export type Readings = Record<"quick" | "slow", Sql>;

/** What rooms share. */
export interface RoomDeps {
  sql: Sql;
  reading: Readings;
  log: Log;
  now(): Date;
  /** The newest event this node knows of. */
  head(): number;
  /** Lets few of all rooms read at a time. */
  slot<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * A question or two each: again after at least this, and not sooner than what it took. No longer than a tenth of a second: on a busy machine
 * the rest after one frame was most of what the next was late by.
 */
const quick = { after: 0, least: 20, times: 1, most: 100 };
/** Sums over a season: a ninth of the time at most, and after what is seen at once has left. */
const slow = { after: 150, least: 250, times: 8, most: 3_000 };
/** A name that changed elsewhere is read again within this. */
const wholeEvery = 10 * 60_000;
const again = 1_000;

const laneOf = (part: Part, { side }: Board): "quick" | "slow" => (isQuick(part, side) ? "quick" : "slow");

/**
 * A board and all displays of this node that show it: kept up part by part as events make its parts old, put together once, and told to all
 * when something of it is other than before.
 */
export class Room {
  readonly agencyId: Id;
  readonly boardId: Id | null;
  readonly #deps: RoomDeps;
  readonly #followers = new Set<(told: WallTold) => void>();
  readonly #lanes: Record<"quick" | "slow", Lane>;
  #board: Board | null = null;
  #place: WallPlace = { organisation: "", timeZone: "America/Toronto", about: new Map() };
  #wanted = new Map<string, Part>();
  #parts = new Map<string, PartValues[PartKind]>();
  readonly #old = new Set<string>();
  #frame: WallFrame | null = null;
  #told: WallTold | null = null;
  /** What was last told, but for its number and time. */
  #content = "";
  #seq = 0;
  #day = "";
  #hour = "";
  #wholeAt = 0;
  #loading: Promise<void> | null = null;
  #generation = 0;
  /** What happened while everything is being read; null while it is not. */
  #meanwhile: Set<string> | null = null;
  #closed = false;
  /** When nobody looked any more; 0 while somebody does. */
  emptySince = Date.now();
  /** Its last reading failed: what it tells may be old, and is not said to hold. */
  failing = false;

  constructor(deps: RoomDeps, of: { agencyId: Id; boardId: Id | null }) {
    this.#deps = deps;
    this.agencyId = of.agencyId;
    this.boardId = of.boardId;
    this.#lanes = { quick: makeLane(() => this.#read("quick"), quick), slow: makeLane(() => this.#read("slow"), slow) };
  }

  get size(): number {
    return this.#followers.size;
  }

  /** The whole frame, read if nobody did yet. */
  async frame(): Promise<WallFrame> {
    await this.#loaded();
    if (!this.#frame) throw new Error("a room without a frame");
    return this.#frame;
  }

  /** Tells a follower the whole frame, then what comes. */
  async join(tell: (told: WallTold) => void): Promise<() => void> {
    this.emptySince = 0;
    let isIn = true;
    const leave = (): void => {
      isIn = false;
      this.#followers.delete(tell);
      if (this.#followers.size === 0) this.emptySince = Date.now();
    };
    try {
      await this.#loaded();
    } catch (error) {
      leave();
      throw error;
    }
    if (isIn) {
      this.#followers.add(tell);
      if (this.#told) tell(this.#told);
    }
    return leave;
  }

  /** Something happened at the organisation; `board` when it is another since. */
  touch(topics: ReadonlySet<string>, board: boolean): void {
    if (board) return this.reload();
    for (const topic of this.#meanwhile ? topics : []) this.#meanwhile?.add(topic);
    for (const [key, part] of this.#wanted) if (isMadeOld(part.kind, topics)) this.#makeOld(key, part);
  }

  /** Reads everything anew. */
  reload(): void {
    this.#loading = null;
    this.#loaded().catch((err: unknown) => this.#failed(err));
  }

  /** Every few seconds: the clock makes parts old too. */
  tick(): void {
    const { timeZone } = this.#place;
    const now = this.#deps.now();
    const hour = wallIn(now.toISOString(), timeZone).time.slice(0, 2);
    const day = dayIn(now, timeZone);
    const isNewDay = day !== this.#day;
    const isNewHour = hour !== this.#hour;
    const isDue = now.getTime() - this.#wholeAt > wholeEvery;
    if (isDue) this.#wholeAt = now.getTime();
    this.#day = day;
    this.#hour = hour;
    if (this.failing && this.#frame === null) return this.reload();
    for (const [key, part] of this.#wanted) {
      const turns = part.kind === "flow" || part.kind === "usual";
      if (isNewDay || isDue || (isNewHour && turns)) this.#makeOld(key, part);
    }
    // What was called off late is urgent for a while only.
    if (this.#frame?.urgent.some(({ kind }) => kind === "late-cancel")) this.#tell();
  }

  tell(told: WallTold): void {
    for (const follower of this.#followers) follower(told);
  }

  /** Up to which event what was told last is what is so: a frame that would be the same is not told again. */
  get seq(): number {
    return this.#seq;
  }

  close(): void {
    this.#closed = true;
    this.#lanes.quick.stop();
    this.#lanes.slow.stop();
    this.#followers.clear();
  }

  #makeOld(key: string, part: Part): void {
    if (!this.#board) return;
    this.#old.add(key);
    this.#lanes[laneOf(part, this.#board)].ask();
  }

  #loaded(): Promise<void> {
    if (this.#loading) return this.#loading;
    const loading = this.#deps.slot(() => this.#load());
    this.#loading = loading;
    loading.catch(() => {
      if (this.#loading === loading) this.#loading = null;
    });
    return loading;
  }

  /** Board and all its parts; what becomes old meanwhile is read again after. */
  async #load(): Promise<void> {
    const { sql, reading, now } = this.#deps;
    const generation = ++this.#generation;
    const meanwhile = new Set<string>();
    this.#meanwhile = meanwhile;
    const seq = this.#deps.head();
    const at = now();
    const board = this.boardId === null ? undefined : await findBoardOfDisplays(sql, { agencyId: this.agencyId, id: this.boardId });
    const place = await placeOf(sql, board ?? { agencyId: this.agencyId, views: [] });
    const wanted = board ? partsOf(board) : new Map<string, Part>();
    const read = [...wanted].map(async ([key, part]): Promise<[string, PartValues[PartKind]]> => [
      key,
      board ? await readPart(reading[laneOf(part, board)], part, { board, timeZone: place.timeZone, now: at }) : null,
    ]);
    const parts = new Map(await Promise.all(read));
    // Asked for anew meanwhile: whoever waits for this reading waits for that.
    if (generation !== this.#generation) return this.#loading ?? undefined;
    this.#meanwhile = null;
    this.#old.clear();
    this.#board = board ?? null;
    this.#wanted = wanted;
    this.#parts = parts;
    this.#place = place;
    this.#seq = seq;
    this.#day = dayIn(at, place.timeZone);
    this.#hour = wallIn(at.toISOString(), place.timeZone).time.slice(0, 2);
    this.#wholeAt = at.getTime();
    this.failing = false;
    this.#tell();
    this.touch(meanwhile, false);
  }

  async #read(lane: "quick" | "slow"): Promise<void> {
    const board = this.#board;
    if (!board || this.#closed) return;
    const parts = [...this.#old].flatMap((key): [string, Part][] => {
      const part = this.#wanted.get(key);
      return part && laneOf(part, board) === lane ? [[key, part]] : [];
    });
    if (parts.length === 0) return;
    for (const [key] of parts) this.#old.delete(key);
    try {
      await this.#deps.slot(async () => {
        const seq = this.#deps.head();
        const moment = { board, timeZone: this.#place.timeZone, now: this.#deps.now() };
        const read = parts.map(async ([key, part]): Promise<[string, PartValues[PartKind]]> => [
          key,
          await readPart(this.#deps.reading[lane], part, moment),
        ]);
        const values = await Promise.all(read);
        // Another board since: everything is being read.
        if (this.#board !== board) return;
        for (const [key, value] of values) this.#parts.set(key, value);
        if (lane === "quick") this.#seq = Math.max(this.#seq, seq);
        this.failing = false;
        this.#tell();
      });
    } catch (error) {
      for (const [key] of parts) this.#old.add(key);
      this.#failed(error);
      setTimeout(() => this.#lanes[lane].ask(), again).unref();
    }
  }

  #failed(err: unknown): void {
    this.failing = true;
    this.#deps.log.warn({ err, board: this.boardId }, "a wall's board could not be read; it is tried again");
  }

  /** Puts the frame together, and tells it when it is other than the last. */
  #tell(): void {
    const now = this.#deps.now();
    const frame = this.#board
      ? assemble(this.#board, this.#place, { parts: this.#parts, seq: this.#seq, now })
      : emptyFrame({ organisation: this.#place.organisation, timeZone: this.#place.timeZone, now, seq: this.#seq });
    const content = JSON.stringify({ ...frame, seq: 0, at: "" });
    if (content === this.#content) return;
    this.#content = content;
    this.#frame = frame;
    this.#told = { type: "frame", frame };
    this.tell(this.#told);
  }
}
