import { topicOf, type NewEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { beatEvery, type WallTold } from "#domain/wall.ts";
import { findDisplay, saveSeen, type Display, type Seen } from "#db/display.ts";
import { appendEvents, lastSeq, type StoredEvent } from "#db/event.ts";
import type { Sql } from "#db/sql.ts";
import type { Feed, Walls } from "#server/context.ts";
import type { Log } from "#server/log.ts";
import { makeSlots } from "./wall-lane.ts";
import { Room, type Readings } from "./wall-room.ts";

/** Boards that are read at a time: pages ask the same database. */
const atATime = 4;
/** A board nobody looks at is kept up for so long: a screen that reloads finds it. */
const keptFor = 60_000;
/** Every display that is here says so at least so often. */
const saidEvery = 30_000;
const identifyFor = 10;
/** Screens that are sent away come back within so many milliseconds, each after a wait of its own (1 → 10 s with their number). */
const awayWithin = (displays: number): number => Math.min(10_000, Math.max(1_000, displays * 12));

/** One display's line to this node. */
interface Line {
  display: Display;
  tell(told: WallTold): void;
  end(): void;
  leaveRoom: () => void;
}

export type RunningWalls = Walls & {
  /** Displays with a line to this node. */
  size(): number;
  /** Tells every display to come back later, and ends its line. */
  sendAway(): void;
  stop(): Promise<void>;
};

const keyOf = (of: { agencyId: Id; id: Id }): string => `${of.agencyId} ${of.id}`;

/**
 * The walls of this node: a room for each board that somebody shows, a line for each display. What happens reaches rooms by the feed, so
 * that a node needs nothing of another.
 */
export function startWalls(deps: {
  sql: Sql;
  /** Connections for what boards are made of; `sql` unless told. */
  reading?: Readings;
  feed: Feed;
  log: Log;
  build: string;
  now(): Date;
  committed?(): void;
  /** How often displays hear the clock, in milliseconds; the house's unless told. */
  every?: number;
}): RunningWalls {
  const { sql, log, now, reading = { quick: sql, slow: sql } } = deps;
  const rooms = new Map<string, Room>();
  const lines = new Map<string, Set<Line>>();
  const said = new Map<string, Seen>();
  const slot = makeSlots(atATime);
  let head = 0;
  let stopping = false;
  let writtenAllAt = 0;

  const headKnown = lastSeq(sql).then((seq) => void (head = Math.max(head, seq)));
  headKnown.catch((err: unknown) => log.warn({ err }, "the log could not be read; walls begin with the next event"));

  function roomOf(agencyId: Id, boardId: Id | null): Room {
    const key = keyOf({ agencyId, id: boardId ?? "" });
    const known = rooms.get(key);
    if (known) return known;
    const room = new Room({ sql, reading, log, now, head: () => head, slot }, { agencyId, boardId });
    rooms.set(key, room);
    return room;
  }

  function note(display: Pick<Display, "agencyId" | "id">, more: Partial<Pick<Seen, "viewId" | "width" | "height">> = {}): void {
    const key = keyOf(display);
    const before = said.get(key) ?? { agencyId: display.agencyId, id: display.id, viewId: null, width: null, height: null };
    said.set(key, { ...before, ...more, at: now(), open: (lines.get(key)?.size ?? 0) > 0 });
  }

  async function enter(line: Line): Promise<void> {
    const room = roomOf(line.display.agencyId, line.display.boardId);
    line.leaveRoom();
    let left = false;
    line.leaveRoom = () => (left = true);
    const leave = await room.join(line.tell);
    if (left) leave();
    else line.leaveRoom = leave;
  }

  /** False when it had left before. */
  function drop(line: Line): boolean {
    const key = keyOf(line.display);
    const all = lines.get(key);
    if (!all?.delete(line)) return false;
    if (all.size === 0) lines.delete(key);
    line.leaveRoom();
    note(line.display);
    return true;
  }

  function end(line: Line): void {
    if (drop(line)) line.end();
  }

  /** Reads what a display is now, and tells it; a line that was opened just before is judged by it too. */
  async function judge(of: { agencyId: Id; id: Id }): Promise<void> {
    const all = [...(lines.get(keyOf(of)) ?? [])];
    if (all.length === 0) return;
    const display = await findDisplay(sql, of);
    for (const line of all) {
      if (!display || display.revoked) {
        line.tell({ type: "revoked" });
        end(line);
        continue;
      }
      const { boardId, name } = line.display;
      line.display = display;
      if (display.name !== name || display.boardId !== boardId)
        line.tell({ type: "display", name: display.name, boardId: display.boardId ?? "" });
      if (display.boardId !== boardId) await enter(line);
    }
  }

  /** A display that could not be judged now is judged again: a wall that was taken away is not to stay lit because a question failed. */
  function judgeSoon(of: { agencyId: Id; id: Id }): void {
    judge(of).catch((err: unknown) => {
      log.warn({ err }, "a display could not be read; it is asked for again");
      setTimeout(() => stopping || judgeSoon(of), 1_000).unref();
    });
  }

  function displaysAbout(event: StoredEvent): void {
    const [agencyId] = event.agencyIds;
    if (agencyId === undefined) return;
    const of = { agencyId, id: event.about };
    if (event.kind === "display.identified") {
      for (const line of lines.get(keyOf(of)) ?? []) line.tell({ type: "identify", name: line.display.name, seconds: identifyFor });
    } else if (event.kind !== "display.seen") judgeSoon(of);
  }

  const unsubscribe = deps.feed.subscribe((events) => {
    head = Math.max(head, events.at(-1)?.seq ?? 0);
    const topics = new Map<Id, Set<string>>();
    const boards = new Set<Id>();
    for (const event of events) {
      const topic = topicOf(event.kind);
      if (topic === "display") displaysAbout(event);
      if (topic === "board") boards.add(event.about);
      for (const agencyId of event.agencyIds) {
        const known = topics.get(agencyId);
        if (known) known.add(topic);
        else topics.set(agencyId, new Set([topic]));
      }
    }
    for (const room of rooms.values()) {
      const touched = topics.get(room.agencyId);
      if (touched) room.touch(touched, room.boardId !== null && boards.has(room.boardId));
    }
  });

  /** The server's clock, to displays whose board is as the log says: one question for all of them. */
  async function beat(): Promise<void> {
    await lastSeq(sql);
    const at = now().toISOString();
    for (const [key, room] of rooms) {
      if (room.size === 0 && room.emptySince > 0 && Date.now() - room.emptySince > keptFor) {
        room.close();
        rooms.delete(key);
        continue;
      }
      room.tick();
      if (!room.failing) room.tell({ type: "beat", at, seq: room.seq, build: deps.build });
    }
  }

  async function write(): Promise<void> {
    if (Date.now() - writtenAllAt > saidEvery) {
      writtenAllAt = Date.now();
      for (const all of lines.values()) for (const { display } of all) note(display);
    }
    const all = [...said.values()];
    if (all.length === 0) return;
    said.clear();
    const turned = await saveSeen(sql, all);
    if (turned.length === 0) return;
    const about = new Map(all.map(({ agencyId, id }) => [agencyId, id]));
    const events = turned.map((agencyId): NewEvent => ({
      kind: "display.seen",
      agencyIds: [agencyId],
      about: about.get(agencyId) ?? agencyId,
      facts: {},
    }));
    const nobody = { agencyId: null, accountId: null, personId: null, name: "", requestId: "" };
    await sql.begin((tx) => appendEvents(tx, nobody, events));
    deps.committed?.();
  }

  let working: Promise<void> | null = null;
  const timer = setInterval(() => {
    working ??= beat()
      .then(write)
      .catch((err: unknown) => log.warn({ err }, "walls could not be told that what they show holds"))
      .finally(() => (working = null));
  }, deps.every ?? beatEvery);
  timer.unref();

  return {
    build: deps.build,
    note,
    size: () => [...lines.values()].reduce((sum, all) => sum + all.size, 0),
    async frame(display) {
      await headKnown.catch(() => {});
      return roomOf(display.agencyId, display.boardId).frame();
    },
    async follow(display, ears) {
      await headKnown.catch(() => {});
      const line: Line = { display, tell: ears.tell, end: ears.end, leaveRoom: () => {} };
      const key = keyOf(display);
      const all = lines.get(key) ?? new Set();
      lines.set(key, all.add(line));
      try {
        await enter(line);
        // It may have been revoked or given another board since its secret was read, and before it was listened for.
        await judge(display);
      } catch (error) {
        drop(line);
        throw error;
      }
      note(display);
      if (stopping) end(line);
      return () => void drop(line);
    },
    sendAway() {
      stopping = true;
      const told: WallTold = { type: "away", within: awayWithin([...lines.values()].length) };
      for (const all of lines.values())
        for (const line of all) {
          line.tell(told);
          end(line);
        }
    },
    async stop() {
      stopping = true;
      clearInterval(timer);
      unsubscribe();
      await working;
      await write().catch((err: unknown) => log.debug({ err }, "which displays were here could not be written"));
      for (const room of rooms.values()) room.close();
      rooms.clear();
    },
  };
}
