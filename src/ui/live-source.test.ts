import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LiveEvent } from "#domain/event.ts";
import { followEvents, type Ears, type Way, type Ways } from "./live-source.ts";

const event = (seq: number): LiveEvent => ({
  seq,
  at: "2026-11-22T12:00:00.000Z",
  kind: "request.sent",
  about: "r",
  within: [],
  by: "",
  mine: false,
});

/** Ways that do as the test says. */
function bench({ reachable = true, socketOpens = false, remembered = "socket" as Way } = {}) {
  const remember: Way[] = [];
  const opened: { way: Way; after: number | null; ears: Ears; closed: boolean }[] = [];
  const open = (way: Way) => (after: number | null, ears: Ears) => {
    const one = { way, after, ears, closed: false };
    opened.push(one);
    return () => void (one.closed = true);
  };
  const now = { reachable, socketOpens };
  const ways: Ways = {
    open: { socket: open("socket"), stream: open("stream"), poll: open("poll") },
    reachable: async () => now.reachable,
    socketOpens: async () => now.socketOpens,
    remembered,
    remember: (way) => remember.push(way),
  };
  const heard: number[] = [];
  const states: string[] = [];
  const following = followEvents(ways, {
    after: 10,
    event: ({ seq }) => heard.push(seq),
    state: (state, way) => states.push(`${way} ${state}`),
    signedOut: () => states.push("signed out"),
  });
  const last = () => {
    const one = opened.at(-1);
    if (!one) throw new Error("nothing was opened");
    return one;
  };
  return { opened, heard, states, following, last, now, remember };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const settle = () => vi.advanceTimersByTimeAsync(0);

describe("following what happens", () => {
  it("[R134] goes over to a stream when the socket opened neither of two times and the server does answer", async () => {
    const { opened, last, states } = bench();
    last().ears.broken();
    await settle();
    expect(last().way).toBe("socket");
    last().ears.broken();
    await settle();
    expect(opened.map(({ way, closed }) => [way, closed])).toEqual([
      ["socket", true],
      ["stream", false],
    ]);
    last().ears.live();
    expect(states.at(-1)).toBe("stream live");
  });

  it("[R134] waits for a server that answers nothing, and for one that let the socket in before", async () => {
    const down = bench({ reachable: false });
    for (let count = 0; count < 9; count += 1) {
      down.last().ears.broken();
      await settle();
    }
    expect(down.opened).toHaveLength(1);
    const restarted = bench();
    restarted.last().ears.live();
    for (let count = 0; count < 5; count += 1) {
      restarted.last().ears.broken();
      await settle();
    }
    expect(restarted.opened).toHaveLength(1);
    restarted.last().ears.broken();
    await settle();
    expect(restarted.last().way).toBe("stream");
  });

  it("[R134] asks again and again where a proxy holds the stream back, and tries the socket again later", async () => {
    const { opened, last, heard, now } = bench();
    last().ears.broken();
    last().ears.broken();
    await settle();
    expect(last().way).toBe("stream");
    await vi.advanceTimersByTimeAsync(6_100);
    expect(last().way).toBe("poll");
    last().ears.live();
    last().ears.event(event(11), 11);
    await vi.advanceTimersByTimeAsync(61_000);
    expect(last().way).toBe("poll");
    now.socketOpens = true;
    await vi.advanceTimersByTimeAsync(121_000);
    expect(last()).toMatchObject({ way: "socket", after: 11 });
    expect(opened.filter(({ closed }) => !closed)).toHaveLength(1);
    expect(heard).toEqual([11]);
  });

  it("[R134] begins a tab's next page by the way that worked, and tries the socket all the same", async () => {
    const { last, now, remember } = bench({ remembered: "poll" });
    expect(last().way).toBe("poll");
    last().ears.live();
    now.socketOpens = true;
    await vi.advanceTimersByTimeAsync(61_000);
    last().ears.live();
    expect(remember).toEqual(["poll", "socket"]);
  });

  it("[R130] tells each event once, in order, whatever a way that was left or a second one still says", async () => {
    const { opened, last, heard } = bench();
    const first = last();
    first.ears.event(event(11), 11);
    first.ears.event(event(12), 12);
    first.ears.broken();
    first.ears.broken();
    await settle();
    for (let count = 0; count < 6; count += 1) first.ears.broken();
    expect(last()).toMatchObject({ way: "stream", after: 12 });
    first.ears.event(event(13), 13);
    last().ears.event(event(12), 12);
    last().ears.event(event(13), 13);
    expect(heard).toEqual([11, 12, 13]);
    expect(opened).toHaveLength(2);
  });

  it("says nothing any more once stopped", async () => {
    const { last, following, heard, states } = bench();
    following.stop();
    last().ears.event(event(11), 11);
    last().ears.signedOut();
    last().ears.broken();
    await settle();
    expect([heard, states, last().closed]).toEqual([[], [], true]);
  });
});
