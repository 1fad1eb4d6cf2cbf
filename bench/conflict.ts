import { WebSocket, WebSocketServer } from "ws";
import { startTestApp } from "#realtime/testing.ts";
import type { Figure } from "./figure.ts";

const screens = 49;
const rounds = 20;

interface Grid {
  places: { requestId: string; size: number }[];
  seats: { studentId: string; requestId: string; assignmentId: string; version: number }[];
  students: { id: string }[];
}

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
    async tell(path: string, input: unknown): Promise<void> {
      const answer = await fetch(`${url}/trpc/${path}`, { method: "POST", headers: { ...headers, cookie }, body: JSON.stringify(input) });
      if (!answer.ok) throw new Error(await answer.text());
      await answer.arrayBuffer();
    },
  };
}

const quantile = (values: number[], at: number): number =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * at))] ?? Number.NaN;

/** A page: hears that something happened, asks for the grid again, and says when it has it. */
function openScreen(url: string, cookie: string, heard: () => void): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace("http", "ws")}/trpc`, { headers: { cookie, origin: url } });
    socket.on("open", () => socket.send(JSON.stringify({ id: 1, method: "subscription", params: { path: "live.events" } })));
    socket.on("message", (data: Buffer) => {
      const text = data.toString();
      if (text === "PING") return socket.send("PONG");
      const { result } = JSON.parse(text) as { result?: { type: string } };
      if (result?.type === "started") resolve(socket);
      else if (result?.type === "data") heard();
    });
    socket.on("error", reject);
  });
}

/** The same message to the same number of sockets with nothing behind it: what the machine itself takes. */
async function rawFanOut(): Promise<number[]> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  let got = 0;
  let all = () => {};
  const clients = await Promise.all(
    Array.from(
      { length: screens },
      () =>
        new Promise<WebSocket>((resolve) => {
          const client = new WebSocket(`ws://127.0.0.1:${port}`);
          client.on("message", () => ++got === screens && all());
          client.on("open", () => resolve(client));
        }),
    ),
  );
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    got = 0;
    const begun = performance.now();
    const done = new Promise<void>((resolve) => (all = resolve));
    for (const client of server.clients) client.send("x".repeat(300));
    await done;
    times.push(performance.now() - begun);
  }
  for (const client of clients) client.terminate();
  server.close();
  return times;
}

/** From the command that over-fills a group, sent, to the grid with the conflict on the last of 49 other screens. */
export async function measureConflict(): Promise<Figure[]> {
  await using app = await startTestApp();
  const { url } = app;
  const marc = await enter(url, "Marc Roy");
  const sophie = await enter(url, "Sophie Gagné");
  const sheets = (await marc.ask("assignment.sheets", {})) as { worksheetId: string; overAllocated: number }[];
  const worksheetId = sheets.find(({ overAllocated }) => overAllocated > 0)?.worksheetId;
  const grid = async () => (await sophie.ask("assignment.grid", { worksheetId })) as Grid;
  let heard = 0;
  let all = () => {};
  const sockets = await Promise.all(
    Array.from({ length: screens }, () => openScreen(url, sophie.cookie, () => ++heard === screens && all())),
  );
  const first = await grid();
  const place = first.places[0]?.requestId;
  const studentId = first.students.find(({ id }) => !first.seats.some((seat) => seat.studentId === id))?.id;
  const told: number[] = [];
  const shown: number[] = [];
  for (let round = 0; round < rounds; round++) {
    heard = 0;
    const done = new Promise<void>((resolve) => (all = resolve));
    const begun = performance.now();
    await marc.tell("assignment.hold", { requestId: place, studentId, saw: null });
    await done;
    told.push(performance.now() - begun);
    const { seats } = await grid();
    shown.push(performance.now() - begun);
    const seat = seats.find((one) => one.studentId === studentId);
    if (!seat) throw new Error("a screen was told and had nothing to show");
    heard = 0;
    const undone = new Promise<void>((resolve) => (all = resolve));
    await marc.tell("assignment.remove", { requestId: place, studentId, saw: { assignmentId: seat.assignmentId, version: seat.version } });
    await undone;
  }
  for (const socket of sockets) socket.terminate();
  const raw = await rawFanOut();
  const peer = { unit: "ms", peer: "raw-ws-fan-out" };
  return [
    { name: "conflict-told-p50", value: quantile(told, 0.5), ...peer, peerValue: quantile(raw, 0.5) },
    { name: "conflict-told-p99", value: quantile(told, 0.99), ...peer, peerValue: quantile(raw, 0.99) },
    { name: "conflict-shown-p50", value: quantile(shown, 0.5), ...peer, peerValue: quantile(raw, 0.5) },
    { name: "conflict-shown-p99", value: quantile(shown, 0.99), ...peer, peerValue: quantile(raw, 0.99) },
  ];
}
