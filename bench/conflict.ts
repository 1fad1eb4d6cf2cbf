import { fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { WebSocketServer } from "ws";
import { startTestApp } from "#realtime/testing.ts";
import type { Grid } from "#ui/assignment/board.ts";
import type { Open, Shown } from "./conflict-screens.ts";
import type { Figure } from "./figure.ts";
import type { Measure } from "./main.ts";
import { enter, type Entered } from "./person.ts";
import { median, quantile } from "./machine.ts";

const screens = 49;
const warmUp = 10;
const rounds = 100;
/** Ours and the peer in turn, as often; the figure is the median of them. */
const turns = 3;
/** People are not a machine gun: the machine rests between two of them. */
const pause = 20;

/** Screens in a process of their own; `next` settles with what the last of them showed. */
async function openScreens(of: Open) {
  const node = fileURLToPath(new URL("../node_modules/node/bin/node", import.meta.url));
  const child = fork(fileURLToPath(new URL("conflict-screens.ts", import.meta.url)), { execPath: node });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const waiting: ((shown: Shown) => void)[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    child.on("message", (message: { ready?: true; failed?: string; shown?: Shown }) => {
      if (message.failed) reject(new Error(message.failed));
      if (message.ready) resolve();
      if (message.shown) waiting.shift()?.(message.shown);
    });
  });
  child.send(of);
  await ready;
  return {
    next: () => new Promise<Shown>((resolve) => waiting.push(resolve)),
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await ended;
    },
  };
}

/** The same bytes to the same number of sockets with nothing behind it: what the machine itself takes. */
async function rawFanOut(bytes: number): Promise<number[]> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await using screen = await openScreens({ address: `ws://127.0.0.1:${port}`, headers: [{}], screens, grid: null });
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const shown = screen.next();
    const begun = performance.timeOrigin + performance.now();
    for (const client of server.clients) client.send("x".repeat(bytes));
    times.push((await shown).shown - begun);
    await sleep(pause);
  }
  server.close();
  return times;
}

/** How long each command took to the last screen: from its commit to being told and to being shown, from the command to the same. */
interface Times {
  told: number[];
  pushed: number[];
  commanded: number[];
}

interface Scene {
  url: string;
  author: Entered;
  /** Of the people at the screens, in turn: a person has so many pages and no more. */
  headers: Record<string, string>[];
  grid: Grid;
}

/** Over-fills a group and takes it back, again and again. The instant of an event is that of its writing, right before its commit. */
async function push({ url, author, headers, grid }: Scene): Promise<Times> {
  const requestId = grid.places[0]?.requestId;
  const studentId = grid.students.find(({ id }) => !grid.seats.some((seat) => seat.studentId === id))?.id;
  const times: Times = { told: [], pushed: [], commanded: [] };
  await using screen = await openScreens({ address: `${url.replace("http", "ws")}/trpc`, headers, screens, grid });
  await sleep(500);
  for (let round = -warmUp; round < rounds; round += 1) {
    const shown = screen.next();
    const begun = performance.timeOrigin + performance.now();
    const seat = await author.tell<{ assignmentId: string; version: number }>("assignment.hold", { requestId, studentId, saw: null });
    const last = await shown;
    if (last.asked > 0) throw new Error("a screen could not follow and asked again");
    if (round >= 0) {
      times.pushed.push(last.shown - last.at);
      times.told.push(last.heard - last.at);
      times.commanded.push(last.shown - begun);
    }
    await sleep(pause);
    const undone = screen.next();
    await author.tell("assignment.remove", { requestId, studentId, saw: { assignmentId: seat.assignmentId, version: seat.version } });
    await undone;
    await sleep(pause);
  }
  return times;
}

/** From the commit of an assignment that over-fills a group to the conflict on the last of 49 other screens, which ask nothing. */
export async function measureConflict({ quick, note }: Measure): Promise<Figure[]> {
  await using app = await startTestApp();
  const { url } = app;
  const marc = await enter(url, "Marc Roy");
  const sophie = await enter(url, "Sophie Gagné");
  const sheets = (await marc.ask("assignment.sheets", {})) as { worksheetId: string; overAllocated: number }[];
  const worksheetId = sheets.find(({ overAllocated }) => overAllocated > 0)?.worksheetId;
  const headers = [sophie, marc].map(({ cookie }) => ({ cookie, origin: url }));
  const rounded: (Times & { raw: number[] })[] = [];
  for (let turn = 0; turn < (quick ? 1 : turns); turn += 1) {
    note(`conflict, round ${turn + 1}`);
    const grid = (await sophie.ask("assignment.grid", { worksheetId })) as Grid;
    rounded.push({ ...(await push({ url, author: marc, headers, grid })), raw: await rawFanOut(700) });
  }
  const figure = (name: string, of: keyof Times, share: number): Figure => {
    const each = (times: number[]): number =>
      quantile(
        times.toSorted((one, other) => one - other),
        share,
      );
    const values = rounded.map((times) => each(times[of]));
    return {
      name,
      value: median(values),
      unit: "ms",
      peer: "raw-ws-fan-out",
      peerValue: median(rounded.map(({ raw }) => each(raw))),
      spread: [Math.min(...values), Math.max(...values)],
    };
  };
  return [
    { ...figure("conflict-push-p99", "pushed", 0.99), reach: [{ of: "value", most: 50 }] },
    figure("conflict-push-p50", "pushed", 0.5),
    figure("conflict-told-p99", "told", 0.99),
    figure("conflict-commanded-p99", "commanded", 0.99),
    figure("conflict-commanded-p50", "commanded", 0.5),
  ];
}
