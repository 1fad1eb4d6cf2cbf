import { withChange } from "#domain/assignment.ts";
import { conflictsOf } from "#domain/conflict-engine.ts";
import { factsOf } from "#domain/conflict-facts.ts";
import type { LiveEvent } from "#domain/event.ts";
import type { Grid } from "#ui/assignment/board.ts";
import { openThin } from "./thin-socket.ts";

/** What a process of screens is asked: to open so many at an address, on a grid, or bare sockets that only count what comes. */
export interface Open {
  address: string;
  /** Of the people at the screens, in turn. */
  headers: Record<string, string>[];
  screens: number;
  grid: Grid | null;
}

/** When the last screen had it: heard, and shown with its conflicts; milliseconds since 1970. */
export interface Shown {
  seq: number;
  /** When it was written, right before its commit. */
  at: number;
  heard: number;
  shown: number;
  conflicts: number;
  asked: number;
}

const now = (): number => performance.timeOrigin + performance.now();

/** Screens as src/ui/assignment/live-grid.ts is one: each with its own grid, to which it applies what it is told, and its conflicts. */
async function open({ address, headers, screens, grid: first }: Open): Promise<void> {
  const rounds = new Map<number, Shown & { left: number }>();
  let bare = 0;
  for (let screen = 0; screen < screens; screen += 1) {
    const socket = await openThin(address, headers[screen % headers.length]);
    let grid = first;
    socket.hear = (payload) => {
      const heard = now();
      if (first === null) {
        bare += 1;
        if (bare % screens === 0) process.send?.({ shown: { seq: bare / screens, at: 0, heard, shown: heard, conflicts: 0, asked: 0 } });
        return;
      }
      const text = payload.toString();
      if (text === "PING") return socket.send(Buffer.from("PONG"), true);
      const { result } = JSON.parse(text) as { result?: { type: string; data?: { data: LiveEvent } } };
      const event = result?.data?.data;
      if (!event || !grid) return;
      const after = event.change && event.seq > grid.seq ? withChange(grid, event.change, event.mine) : null;
      if (after) grid = { ...after, seq: event.seq };
      const round = rounds.get(event.seq) ?? {
        seq: event.seq,
        at: Date.parse(event.at),
        heard: 0,
        shown: 0,
        conflicts: 0,
        asked: 0,
        left: screens,
      };
      rounds.set(event.seq, round);
      if (!after) round.asked += 1;
      round.heard = Math.max(round.heard, heard);
      round.left -= 1;
      if (round.left === 0) {
        // Each computes them on a machine of its own; here they would wait for each other, so that the last one's are the last.
        round.conflicts = conflictsOf(factsOf(grid)).length;
        round.shown = now();
        rounds.delete(event.seq);
        const { left: _none, ...shown } = round;
        process.send?.({ shown });
      }
    };
    if (first) socket.send(Buffer.from(JSON.stringify({ id: 1, method: "subscription", params: { path: "live.events" } })), true);
  }
}

process.on("message", (asked: Open) => {
  open(asked).then(
    () => process.send?.({ ready: true }),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});
process.once("disconnect", () => process.exit(0));
