import { setTimeout as sleep } from "node:timers/promises";
import { makeSlices, median, quantile } from "./machine.ts";
import type { Figure } from "./figure.ts";
import type { Measure } from "./main.ts";
import { startPeer, startProduct, type Product } from "./server.ts";
import { openThin } from "./thin-socket.ts";
import { act, listen, listenAll, makeWallWorld, seatOf, settled, type Listener, type WallWorld } from "./wall.ts";

/**
 * A thousand who follow one organisation, 500 people's pages and 500 walls: from a commit to the last of them, against bare sockets that get as
 * many bytes; and all of them back after the server was killed.
 */
const screens = 1_000;
const every = 500;
const accounts = 25;

interface Times {
  /** Of each commit, until the last screen. */
  last: Float64Array;
  all: Float64Array;
}

/** Commits one after the other, and waits for the last screen of each. */
async function fanOut(world: WallWorld, listeners: Listener[], rounds: number): Promise<Times> {
  const [last, all] = [makeSlices(), makeSlices()];
  for (let round = 0; round < rounds; round += 1) {
    const at: number[] = [];
    for (const listener of listeners) {
      let before = listener.seq;
      listener.heard = (seq) => {
        if (seq > before) at.push(performance.now());
        before = Math.max(before, seq);
      };
    }
    const { seq, begun } = await act(world, round);
    if (!(await settled(() => listeners.every((listener) => listener.seq >= seq), 10_000)))
      throw new Error(`${listeners.filter((listener) => listener.seq < seq).length} screens did not hear of event ${seq}`);
    last.add(begun, (at.at(screens - 1) ?? at.at(-1) ?? Number.NaN) - begun);
    for (const one of at.slice(0, screens)) all.add(begun, one - begun);
    await sleep(Math.max(0, every - (performance.now() - begun)));
  }
  return { last: last.stop(), all: all.stop() };
}

/** The same with bare sockets: one sends, a thousand hear as many bytes. */
async function bare(address: string, of: { bytes: number; rounds: number }): Promise<Times> {
  const [last, all] = [makeSlices(), makeSlices()];
  const door = `${address}/screens`;
  const writer = await openThin(door);
  const payload = Buffer.alloc(of.bytes, "x");
  const sockets = [];
  let heard = 0;
  let begun = 0;
  for (let at = 0; at < screens; at += 1) {
    const socket = await openThin(door);
    socket.hear = () => {
      heard += 1;
      all.add(begun, performance.now() - begun);
      if (heard === screens) last.add(begun, performance.now() - begun);
    };
    sockets.push(socket);
  }
  for (let round = 0; round < of.rounds; round += 1) {
    heard = 0;
    begun = performance.now();
    writer.send(payload, true);
    await settled(() => heard === screens, 10_000);
    await sleep(Math.max(0, every - (performance.now() - begun)));
  }
  for (const socket of [writer, ...sockets]) socket.cut();
  return { last: last.stop(), all: all.stop() };
}

/** As pages and walls wait before they try again. */
const pauseOf = (wall: boolean, attempt: number): number =>
  wall ? 400 + Math.random() * Math.min(29_600, 1_000 * 1.5 ** attempt) : Math.random() * Math.min(10_000, 600 * 2 ** attempt);

/** Kills the server and starts it on the same port: how long until the last is back and has what happened meanwhile. */
async function restart(
  product: Product,
  world: WallWorld,
  listeners: Listener[],
): Promise<{ took: number; attempts: number; product: Product; delay: number }> {
  let attempts = 0;
  let over = false;
  const back = new Map<number, Listener>();
  const port = Number(new URL(product.url).port);
  const comeBack = async (index: number, after: number): Promise<void> => {
    const seat = seatOf(world, index);
    for (let attempt = 0; !over; attempt += 1) {
      await sleep(pauseOf(seat.wall, attempt));
      attempts += 1;
      try {
        back.set(index, await listen(product, seat.wall ? seat : { ...seat, after }));
        return;
      } catch {
        // Not yet.
      }
    }
  };
  for (const [index, listener] of listeners.entries()) listener.closed = () => void comeBack(index, listener.seq);
  await product.kill();
  const again = await startProduct({ folder: product.folder, port, crowded: true });
  const up = performance.now();
  attempts = 0;
  const { seq } = await act(world, 7);
  // A page has it when it heard of it; a wall whose first frame holds it already is told so by the next beat.
  const pages = (): Listener[] => [...back].flatMap(([index, listener]) => (seatOf(world, index).wall ? [] : [listener]));
  const all = await settled(() => back.size === screens && pages().every((listener) => listener.seq >= seq), 60_000);
  over = true;
  if (!all) throw new Error(`${screens - back.size} screens did not come back`);
  const took = performance.now() - up;
  const missed = (): number => [...back.values()].filter((listener) => listener.seq < seq).length;
  await settled(() => missed() === 0, 15_000);
  if (missed() > 0) throw new Error(`${missed()} screens missed what happened`);
  const { loopDelay } = await again.stat();
  for (const listener of back.values()) listener.cut();
  return { took: took / 1_000, attempts: attempts / screens, product: again, delay: loopDelay };
}

async function measureTold(
  { quick, say, note }: Measure,
  { world, listeners, address }: { world: WallWorld; listeners: Listener[]; address: string },
): Promise<void> {
  await fanOut(world, listeners, 5);
  const bytes = Math.max(...listeners.map((listener) => listener.bytes));
  note(`frames of ${Math.round(bytes / 1_024)} kB`);
  const rounds = quick ? 20 : 60;
  const found: { ours: Times; raw: Times }[] = [];
  for (let round = 0; round < (quick ? 1 : 3); round += 1)
    found.push({ raw: await bare(address, { bytes, rounds }), ours: await fanOut(world, listeners, rounds) });
  const of = (which: "ours" | "raw", times: keyof Times, share: number): number =>
    median(found.map((one) => quantile(one[which][times], share)));
  const lastOurs = found.map(({ ours }) => quantile(ours.last, 0.99));
  say({
    name: "fan-out-last-p99",
    value: of("ours", "last", 0.99),
    unit: "ms",
    peer: "raw-ws",
    peerValue: of("raw", "last", 0.99),
    spread: [Math.min(...lastOurs), Math.max(...lastOurs)],
  });
  say({
    name: "fan-out-last-over-raw-p99",
    value: of("ours", "last", 0.99) - of("raw", "last", 0.99),
    unit: "ms",
    reach: [{ of: "value", most: 100 }],
  });
  say({ name: "fan-out-screen-p50", value: of("ours", "all", 0.5), unit: "ms", peer: "raw-ws", peerValue: of("raw", "all", 0.5) });
}

/** `BENCH_ONLY=back` leaves the fan-out itself out. */
export async function measureFanOut({ quick, say, note }: Measure): Promise<Figure[]> {
  const product = await startProduct({ crowded: true });
  let again: Product | undefined;
  try {
    await using peer = await startPeer("raw-ws");
    note(`a school with ${quick ? 60 : 300} requests, ${screens / 2} pages and ${screens / 2} walls`);
    const world = await makeWallWorld(product, { people: accounts, displays: screens / 2, requests: quick ? 60 : 300 });
    const listeners = await listenAll(product, world, screens);
    if (process.env.BENCH_ONLY !== "back") await measureTold({ quick, say, note }, { world, listeners, address: peer.address });
    note("the server is killed and started again");
    const outcome = await restart(product, world, listeners);
    again = outcome.product;
    say({ name: "fan-out-back", value: outcome.took, unit: "s", reach: [{ of: "value", most: 10 }] });
    say({ name: "fan-out-back-attempts", value: outcome.attempts, unit: "a screen" });
    say({ name: "fan-out-back-loop-delay-p99", value: outcome.delay, unit: "ms" });
    await world.sql.end({ timeout: 1 });
  } finally {
    await (again ?? product)[Symbol.asyncDispose]();
  }
  return [];
}
