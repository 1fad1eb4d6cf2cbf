import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import type { Client } from "./client.ts";
import { isReached, lineOf, tableOf, type Figure } from "./figure.ts";
import { makeLoad } from "./load.ts";
import { median, quantile } from "./machine.ts";
import { eachMarker, makeWalker, marker, openThin } from "./thin-socket.ts";

let server: WebSocketServer;
let address = "";
beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

const lengths = [0, 1, 125, 126, 65_535, 65_536, 200_000];

describe("the thin socket", () => {
  it("says to a whole server, and hears of it, messages of every length", async () => {
    server.once("connection", (socket) => socket.on("message", (data, binary) => socket.send(data, { binary })));
    const thin = await openThin(address);
    const heard: Buffer[] = [];
    const all = new Promise<void>((resolve) => {
      thin.hear = (payload) => {
        heard.push(Buffer.from(payload));
        if (heard.length === lengths.length) resolve();
      };
    });
    const said = lengths.map((length) => Buffer.alloc(length, length % 251));
    for (const message of said) thin.send(message);
    await all;
    expect(heard.every((message, index) => message.equals(said[index] ?? Buffer.alloc(1)))).toBe(true);
    thin.cut();
  });

  it("answers a ping and says the code it was closed with", async () => {
    const ponged = new Promise<string>((resolve) => {
      server.once("connection", (socket) => {
        socket.on("pong", (data) => {
          resolve(data.toString());
          socket.close(4429);
        });
        socket.ping("there?");
      });
    });
    const thin = await openThin(address);
    const closed = new Promise<number>((resolve) => (thin.closed = resolve));
    expect(await ponged).toBe("there?");
    expect(await closed).toBe(4429);
  });

  it("walks over frames wherever TCP cuts them", () => {
    const frames = Buffer.concat([
      Buffer.from([0x82, 3, 1, 2, 3]),
      Buffer.from([0x82, 126, 0, 200]),
      Buffer.alloc(200, 7),
      Buffer.from([0x81, 2, 0x6f, 0x6b]),
    ]);
    for (let cut = 0; cut <= frames.length; cut += 1) {
      const seen: string[] = [];
      const walk = makeWalker((kind, payload) => seen.push(`${kind}:${payload.length}`));
      walk(frames.subarray(0, cut));
      walk(frames.subarray(cut));
      expect(seen).toEqual(["2:3", "2:200", "1:2"]);
    }
  });

  it("finds every mark in what reaches it, and nothing else", () => {
    const found: number[] = [];
    const noise = "courriel@exemple.test ";
    eachMarker(Buffer.from(`${noise}${marker(1)}é${marker(36 ** 5)} x${marker(987_654_321)}`), (number) => found.push(number));
    expect(found).toEqual([1, 36 ** 5, 987_654_321]);
  });
});

/** People in one room where what one writes reaches the others, and is acknowledged, after so long. */
function room(people: number, delays: { seen: number; acknowledged: number }, loses = 0): Client[] {
  const clients: Client[] = Array.from({ length: people }, () => ({
    edit: () => {},
    seen: () => {},
    acknowledged: () => {},
    closed: () => {},
    cut: () => {},
  }));
  let edits = 0;
  for (const client of clients) {
    client.edit = (number) => {
      edits += 1;
      setTimeout(() => client.acknowledged(), delays.acknowledged);
      if (loses > 0 && edits % loses === 0) return;
      setTimeout(() => {
        for (const other of clients) other.seen(number);
      }, delays.seen);
    };
  }
  return clients;
}

const nobody = {
  address: "",
  pid: 0,
  stat: async () => ({ rss: 0, heap: 0, cpu: 0, loopDelay: 0 }),
  kill: async () => {},
  [Symbol.asyncDispose]: async () => {},
};

describe("the load", () => {
  it("measures the way to the others and back to the author, and that nothing is missing", async () => {
    const load = makeLoad(room(4, { seen: 60, acknowledged: 20 }), { server: nobody });
    const { seen, acknowledged, delivered, perSecond } = await load.run(100, 600);
    expect(delivered).toBe(1);
    expect(perSecond).toBeGreaterThan(20);
    expect(quantile(seen, 0)).toBeGreaterThan(58);
    expect(quantile(acknowledged, 0)).toBeGreaterThan(18);
    expect(quantile(acknowledged, 0.5)).toBeLessThan(quantile(seen, 0.5));
  });

  it("says when edits do not arrive", async () => {
    const load = makeLoad(room(4, { seen: 5, acknowledged: 5 }, 4), { server: nobody });
    const { delivered } = await load.run(100, 400);
    expect(delivered).toBeGreaterThan(0.6);
    expect(delivered).toBeLessThan(0.9);
  });
});

describe("a figure", () => {
  const figure: Figure = {
    name: "seen-p99-50",
    value: 6,
    unit: "ms",
    peers: { hocuspocus: 5, "raw-ws": 2 },
    spread: [5, 7],
    reach: [{ of: { ratioTo: "hocuspocus" }, most: 1.5 }],
  };

  it("is one line, with each peer's value and ratio", () => {
    expect(lineOf(figure)).toBe("figure seen-p99-50 6 ms peer hocuspocus 5 ratio 1.20 peer raw-ws 2 ratio 3.00");
  });

  it("is reached or not, by its ratio or by its value", () => {
    expect(isReached(figure)).toBe(true);
    expect(isReached({ ...figure, value: 8 })).toBe(false);
    expect(isReached({ ...figure, reach: [{ of: "value", least: 7 }] })).toBe(false);
    expect(isReached({ name: "x", value: 1, unit: "ms" })).toBeNull();
    expect(tableOf([figure], true).split("\n")[2]).toContain("| ratio to hocuspocus ≤ 1.5 | yes |");
  });

  it("of rounds is the median", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(quantile(Float64Array.from([1, 2, 3, 4]), 0.99)).toBe(4);
  });
});
