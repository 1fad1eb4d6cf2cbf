import { fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { WebSocketServer } from "ws";
import { startTestApp } from "#realtime/testing.ts";
import type { Grid } from "#ui/assignment/board.ts";
import type { Open, Shown } from "./conflict-screens.ts";
import type { Figure } from "./figure.ts";
import { median, quantile } from "./machine.ts";

const screens = 49;
const warmUp = 10;
const rounds = 100;
/** People are not a machine gun: the machine rests between two of them. */
const pause = 20;

/** A person of the demo, over HTTP as a page is: the cookie, questions and commands. */
async function enter(url: string, name: string) {
  const ask = async (path: string, input: unknown, cookie = "") => {
    const answer = await fetch(`${url}/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers: { cookie } });
    return ((await answer.json()) as { result: { data: unknown } }).result.data;
  };
  const roles = (await ask("account.demoRoles", {})) as { id: string; name: string }[];
  const role = roles.find((one) => one.name === name);
  const headers = { "content-type": "application/json", origin: url };
  const entered = await fetch(`${url}/trpc/account.enterDemo`, { method: "POST", headers, body: JSON.stringify({ roleId: role?.id }) });
  const cookie = entered.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  return {
    cookie,
    ask: (path: string, input: unknown) => ask(path, input, cookie),
    async tell(path: string, input: unknown): Promise<{ assignmentId: string; version: number }> {
      const answer = await fetch(`${url}/trpc/${path}`, { method: "POST", headers: { ...headers, cookie }, body: JSON.stringify(input) });
      if (!answer.ok) throw new Error(await answer.text());
      return ((await answer.json()) as { result: { data: { assignmentId: string; version: number } } }).result.data;
    },
  };
}

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
  return times.toSorted((one, other) => one - other);
}

/**
 * A command that over-fills a group, and one that takes it back, a hundred times: from its commit (the instant its event was written,
 * right before) to the conflict on the last of 49 other screens, which know nothing but what they are told. Beside it, from the command
 * sent to the same.
 */
export async function measureConflict(): Promise<Figure[]> {
  await using app = await startTestApp();
  const { url } = app;
  const marc = await enter(url, "Marc Roy");
  const sophie = await enter(url, "Sophie Gagné");
  const sheets = (await marc.ask("assignment.sheets", {})) as { worksheetId: string; overAllocated: number }[];
  const worksheetId = sheets.find(({ overAllocated }) => overAllocated > 0)?.worksheetId;
  const grid = (await sophie.ask("assignment.grid", { worksheetId })) as Grid;
  const requestId = grid.places[0]?.requestId;
  const studentId = grid.students.find(({ id }) => !grid.seats.some((seat) => seat.studentId === id))?.id;
  // A person has so many pages and no more.
  const headers = [sophie, marc].map(({ cookie }) => ({ cookie, origin: url }));
  const pushed: number[] = [];
  const told: number[] = [];
  const commanded: number[] = [];
  {
    await using screen = await openScreens({ address: `${url.replace("http", "ws")}/trpc`, headers, screens, grid });
    await sleep(500);
    for (let round = -warmUp; round < rounds; round += 1) {
      const shown = screen.next();
      const begun = performance.timeOrigin + performance.now();
      const seat = await marc.tell("assignment.hold", { requestId, studentId, saw: null });
      const last = await shown;
      if (last.asked > 0) throw new Error("a screen could not follow and asked again");
      if (round >= 0) {
        pushed.push(last.shown - last.at);
        told.push(last.heard - last.at);
        commanded.push(last.shown - begun);
      }
      await sleep(pause);
      const undone = screen.next();
      await marc.tell("assignment.remove", { requestId, studentId, saw: { assignmentId: seat.assignmentId, version: seat.version } });
      await undone;
      await sleep(pause);
    }
  }
  const raw = await rawFanOut(700);
  const figure = (name: string, times: number[], share: number): Figure => {
    const sorted = times.toSorted((one, other) => one - other);
    return { name, value: quantile(sorted, share), unit: "ms", peer: "raw-ws-fan-out", peerValue: quantile(raw, share) };
  };
  return [
    { ...figure("conflict-push-p99", pushed, 0.99), reach: [{ of: "value", most: 50 }] },
    figure("conflict-push-p50", pushed, 0.5),
    figure("conflict-told-p99", told, 0.99),
    figure("conflict-commanded-p99", commanded, 0.99),
    { ...figure("conflict-commanded-p50", commanded, 0.5), value: median(commanded) },
  ];
}
