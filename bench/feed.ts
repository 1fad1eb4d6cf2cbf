import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { openRaw } from "./client.ts";
import type { Figure } from "./figure.ts";
import { makeSlices, median, quantile } from "./machine.ts";
import type { Measure } from "./main.ts";
import { startPeer, startProduct, type Product, type World } from "./server.ts";
import { openThin, type ThinSocket } from "./thin-socket.ts";

/** Five events a second to 500 and to 1,000 screens, from the command's last statement to the screen, against bare sockets. */
interface Audience {
  name: string;
  /** Makes one thing happen; the screens hear of it. */
  happen(): Promise<void>;
  /** Called once for each screen that heard. */
  heard: () => void;
  cut(): void;
}

const rate = 5;
const atOnce = 20;

async function openMany<Opened>(count: number, open: (index: number) => Promise<Opened>): Promise<Opened[]> {
  const opened: Opened[] = [];
  for (let at = 0; at < count; at += atOnce)
    opened.push(...(await Promise.all(Array.from({ length: Math.min(atOnce, count - at) }, (_, more) => open(at + more)))));
  return opened;
}

/** A page's subscription to live events, as the page sends it. */
async function subscribe(product: Product, cookie: string, heard: () => void): Promise<ThinSocket> {
  const socket = await openThin(`${product.address}/trpc`, { cookie, origin: product.url });
  await new Promise<void>((resolve, reject) => {
    socket.closed = (code) => reject(new Error(`closed with ${code}`));
    socket.hear = (payload) => {
      const text = payload.toString();
      if (text === "PING") return socket.send(Buffer.from("PONG"), true);
      if (text.includes('"started"')) return resolve();
      if (text.includes('"worksheet.opened"')) heard();
    };
    socket.send(Buffer.from(JSON.stringify({ id: 1, method: "subscription", params: { path: "live.events" } })), true);
  });
  return socket;
}

async function ours(product: Product, { cookies, sheets }: World, screens: number): Promise<Audience> {
  const audience: Audience = { name: "concerto", happen: () => product.tell(sheets[0] ?? randomUUID()), heard: () => {}, cut: () => {} };
  const sockets = await openMany(screens, (index) => subscribe(product, cookies[index % cookies.length] ?? "", () => audience.heard()));
  audience.cut = () => {
    for (const socket of sockets) socket.cut();
  };
  return audience;
}

async function bare(address: string, screens: number): Promise<Audience> {
  const door = { address, document: `screens-${screens}` };
  const writer = await openRaw(door);
  const audience: Audience = { name: "raw-ws", happen: async () => writer.edit(1), heard: () => {}, cut: () => {} };
  const clients = await openMany(screens, () => openRaw(door));
  for (const client of clients) client.seen = () => audience.heard();
  audience.cut = () => {
    for (const client of [writer, ...clients]) client.cut();
  };
  return audience;
}

/** The 99th percentile of the screens' delay, and that each heard of everything once. */
async function listen(audience: Audience, screens: number, during: number): Promise<number> {
  const slices = makeSlices();
  let heard = 0;
  let happened = 0;
  for (const end = performance.now() + during; performance.now() < end;) {
    const begun = performance.now();
    audience.heard = () => {
      heard += 1;
      slices.add(begun, performance.now() - begun);
    };
    happened += 1;
    await audience.happen();
    await sleep(Math.max(0, 1_000 / rate - (performance.now() - begun)));
  }
  await sleep(500);
  const times = slices.stop();
  if (heard !== happened * screens) throw new Error(`${screens} screens heard ${heard} times of ${happened} events: ${audience.name}`);
  return quantile(times, 0.99);
}

export async function measureFeed({ quick, say, note }: Measure): Promise<Figure[]> {
  await using product = await startProduct();
  await using peer = await startPeer("raw-ws");
  const world = await product.makeWorld({ sheets: 1, people: 110 });
  for (const screens of [500, 1_000]) {
    const audiences = [await ours(product, world, screens), await bare(peer.address, screens)];
    note(`${rate} events a second to ${screens} screens`);
    const found = new Map<string, number[]>();
    for (const audience of audiences) await listen(audience, screens, 1_000);
    for (let round = 0; round < (quick ? 1 : 3); round += 1)
      for (const audience of audiences)
        found.set(audience.name, [...(found.get(audience.name) ?? []), await listen(audience, screens, quick ? 2_000 : 5_000)]);
    const [told = [], raw = []] = [found.get("concerto"), found.get("raw-ws")];
    const spread: [number, number] = [Math.min(...told), Math.max(...told)];
    if (screens === 500)
      say({
        name: "feed-500-p99",
        value: median(told),
        unit: "ms",
        peer: "raw-ws",
        peerValue: median(raw),
        spread,
        reach: [{ of: "value", most: 25 }],
      });
    else {
      say({ name: "feed-1000-p99", value: median(told), unit: "ms", peer: "raw-ws", peerValue: median(raw), spread });
      say({ name: "feed-1000-over-raw-p99", value: median(told) - median(raw), unit: "ms", reach: [{ of: "value", most: 100 }] });
    }
    for (const audience of audiences) audience.cut();
  }
  return [];
}
