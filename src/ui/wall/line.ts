import { deafAfter, type WallTold } from "#domain/wall.ts";

/** How a wall hears: over the socket; where none gets through, over a stream of plain HTTP; else by asking again and again. */
export const wallWays = ["socket", "stream", "poll"] as const;
export type WallWay = (typeof wallWays)[number];

/** What an open line says. `over`: it broke, or did not open. `unpaired`: the server knows no display behind it. */
export interface Ear {
  told(told: WallTold): void;
  over(): void;
  unpaired(): void;
}

export interface LineWorld {
  /** Opens a line; returns how to close it. */
  open: Record<WallWay, (ear: Ear) => () => void>;
  /** Whether the server answers plain requests now. */
  reachable(): Promise<boolean>;
  /** Runs later; returns how to call it off. */
  later(work: () => void, ms: number): () => void;
  /** From 0 to 1. */
  random(): number;
}

/** Another way is tried after as many failures in a row while the server answers. */
const failuresOfWay = 3;
/** A wall on a lesser way asks for the socket again after as long. */
const socketAgainAfter = 300_000;

/**
 * The pause before trying again: from a second up to 30, a random part of it (E3), for ever. It grows slowly, so that a server that starts
 * again within a minute has its walls back within seconds, and a thousand of them spread over the pause.
 */
export const pauseBefore = (attempt: number, random: number): number => 400 + random * Math.min(29_600, 1_000 * 1.5 ** attempt);

/** Keeps a wall's line to the server open until stopped, by whichever way works. */
export function holdLine(world: LineWorld, told: { told(told: WallTold): void; connected(yes: boolean): void; unpaired(): void }) {
  let way: WallWay = "socket";
  let attempt = 0;
  let stopped = false;
  let close = (): void => {};
  let cancel = (): void => {};
  let cancelSocket = (): void => {};

  function open(): void {
    cancel();
    let current = true;
    let cancelDeaf = (): void => {};
    const end = (): void => {
      current = false;
      cancelDeaf();
      shut();
    };
    const broke = (): void => {
      if (!current) return;
      end();
      told.connected(false);
      const before = attempt++;
      cancel = world.later(open, pauseBefore(before, world.random()));
      if (attempt % failuresOfWay === 0) void turn(way);
    };
    const listen = (): void => {
      cancelDeaf();
      cancelDeaf = world.later(broke, deafAfter);
    };
    let shut = (): void => {};
    listen();
    const opened = world.open[way]({
      told(one) {
        if (!current) return;
        attempt = 0;
        listen();
        told.connected(true);
        if (one.type === "away") {
          end();
          cancel = world.later(open, 200 + world.random() * one.within);
        }
        if (one.type === "revoked") end();
        told.told(one);
      },
      over: broke,
      unpaired() {
        if (!current) return;
        end();
        told.unpaired();
      },
    });
    shut = opened;
    // it may have ended while it was being opened
    if (!current) opened();
    close = end;
  }

  /** The server answers and this way does not work: the next one. */
  async function turn(from: WallWay): Promise<void> {
    const answers = await world.reachable();
    if (stopped || !answers || way !== from) return;
    way = wallWays[(wallWays.indexOf(from) + 1) % wallWays.length] ?? "socket";
    cancelSocket();
    if (way !== "socket") {
      cancelSocket = world.later(() => {
        way = "socket";
        again();
      }, socketAgainAfter);
    }
  }

  function again(): void {
    if (stopped) return;
    close();
    open();
  }

  open();
  return {
    /** The network or the pairing changed: tries at once. */
    again() {
      attempt = 0;
      again();
    },
    stop() {
      stopped = true;
      cancel();
      cancelSocket();
      close();
    },
  };
}
