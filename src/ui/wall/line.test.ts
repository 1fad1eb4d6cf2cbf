import { describe, expect, it } from "vitest";
import type { WallTold } from "#domain/wall.ts";
import { holdLine, pauseBefore, type Ear, type LineWorld, type WallWay } from "./line.ts";

const beat: WallTold = { type: "beat", at: "2026-11-22T15:42:05Z", seq: 1, build: "a" };

/** A world whose clock is turned by hand. */
function worldOf(given: { reachable?: boolean; random?: number } = {}) {
  let now = 0;
  let waiting: { at: number; work(): void }[] = [];
  const opened: { way: WallWay; ear: Ear; at: number; closed: boolean }[] = [];
  const open = (way: WallWay) => (ear: Ear) => {
    const one = { way, ear, at: now, closed: false };
    opened.push(one);
    return () => void (one.closed = true);
  };
  const world: LineWorld = {
    open: { socket: open("socket"), stream: open("stream"), poll: open("poll") },
    reachable: () => Promise.resolve(given.reachable ?? false),
    later(work, ms) {
      const one = { at: now + ms, work };
      waiting.push(one);
      return () => void (waiting = waiting.filter((other) => other !== one));
    },
    random: () => given.random ?? 1,
  };
  async function pass(ms: number): Promise<void> {
    const until = now + ms;
    for (;;) {
      const next = waiting.toSorted((one, other) => one.at - other.at).find(({ at }) => at <= until);
      if (!next) break;
      now = next.at;
      waiting = waiting.filter((one) => one !== next);
      next.work();
      await Promise.resolve();
      await Promise.resolve();
    }
    now = until;
  }
  /** Breaks the line and waits for the next one, half a minute at most. */
  async function broken(): Promise<void> {
    const count = opened.length;
    opened.at(-1)?.ear.over();
    for (let waited = 0; waited < 30_000 && opened.length === count; waited += 100) await pass(100);
  }
  const heard: string[] = [];
  const line = holdLine(world, {
    told: ({ type }) => heard.push(type),
    connected: (yes) => heard.push(yes ? "yes" : "no"),
    unpaired: () => heard.push("unpaired"),
  });
  return { opened, pass, broken, heard, line, last: () => opened.at(-1) };
}

describe("a wall's line to the server", () => {
  it("[R495] on which nothing comes for ten seconds is opened anew, and the old one is heard no more", async () => {
    const { opened, pass, heard, last } = worldOf();
    opened[0]?.ear.told(beat);
    await pass(9_900);
    opened[0]?.ear.told(beat);
    await pass(9_900);
    expect(opened).toHaveLength(1);
    await pass(2_000);
    expect(opened).toHaveLength(2);
    expect(opened[0]?.closed).toBe(true);
    opened[0]?.ear.told(beat);
    expect(heard.at(-1)).toBe("no");
    last()?.ear.told(beat);
    expect(heard.slice(-2)).toEqual(["yes", "beat"]);
  });

  it("[R495] comes back for ever, with pauses from one second up to thirty, each a random part", async () => {
    expect(pauseBefore(0, 1)).toBeLessThanOrEqual(1_500);
    expect(pauseBefore(60, 1)).toBe(30_000);
    expect(pauseBefore(60, 0)).toBe(400);
    const { opened, broken } = worldOf();
    for (let times = 0; times < 100; times++) {
      await broken();
      expect(opened).toHaveLength(times + 2);
    }
  });

  it("[R495] goes another way only where the server answers, and asks for the socket again later", async () => {
    const down = worldOf();
    for (let times = 0; times < 9; times++) await down.broken();
    expect(new Set(down.opened.map(({ way }) => way))).toEqual(new Set(["socket"]));
    const held = worldOf({ reachable: true });
    for (let times = 0; times < 3; times++) await held.broken();
    expect(held.last()?.way).toBe("stream");
    for (let times = 0; times < 100; times++) {
      held.last()?.ear.told(beat);
      await held.pass(5_000);
    }
    expect(held.last()?.way).toBe("socket");
  });

  it("[R495] waits as long as a server that goes away says, a part of it at random", async () => {
    const { opened, pass } = worldOf({ random: 0.5 });
    opened[0]?.ear.told({ type: "away", within: 4_000 });
    await pass(2_100);
    expect(opened).toHaveLength(1);
    await pass(200);
    expect(opened).toHaveLength(2);
  });

  it("[R496] ends where the display is taken away or not known, until it is paired anew", async () => {
    const { opened, pass, heard, line } = worldOf();
    opened[0]?.ear.told({ type: "revoked" });
    expect(heard.at(-1)).toBe("revoked");
    await pass(120_000);
    expect(opened).toHaveLength(1);
    line.again();
    expect(opened).toHaveLength(2);
    opened[1]?.ear.unpaired();
    await pass(120_000);
    expect([heard.at(-1), opened.length]).toEqual(["unpaired", 2]);
    line.again();
    line.stop();
    await pass(120_000);
    expect(opened).toHaveLength(3);
  });
});
