import type { Figure, Reach } from "./figure.ts";
import { makeLoad, type Outcome } from "./load.ts";
import { median, quantile } from "./machine.ts";
import type { Measure } from "./main.ts";
import { bareHocuspocus, bareYWebsocket, concerto, openRooms, rawWs, type System } from "./system.ts";

/**
 * One sheet with 10, 50 and 200 people, one with 400, and 200 sheets with three: how long until the others see an edit, until its author
 * is told that it is stored, and how many of them a second. Ours stores before it shows, the peers store nothing.
 */
type Load = ReturnType<typeof makeLoad>;

const ratio = (peer: string, bounds: Omit<Reach, "of">): Reach => ({ of: { ratioTo: peer }, ...bounds });

/** Ten type faster than they would, or a phase would have too few edits for a 99th percentile. */
const crowds = [
  { people: 10, perSecond: 50, most: 1_500, seen: 1.7, edits: 0.5 },
  { people: 50, perSecond: 75, most: 1_500, seen: 1.5, edits: 0.5 },
  { people: 200, perSecond: 300, most: 450, seen: 2, edits: 0.7 },
];

interface Running {
  system: System;
  load: Load;
  outcomes: Outcome[];
}

const percentile = (outcomes: Outcome[], what: "seen" | "acknowledged", share: number): number =>
  median(outcomes.map((outcome) => quantile(outcome[what], share)));

const spreadOf = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)];

/** Everybody's rounds in turn, so that what the machine does meanwhile falls on all alike. */
async function rounds(running: Running[], of: { count: number; perSecond: number; during: number }): Promise<void> {
  for (const { load } of running) await load.run(of.perSecond, 700);
  for (let round = 0; round < of.count; round += 1)
    for (const { load, outcomes } of running) outcomes.push(await load.run(of.perSecond, of.during));
}

async function measureCrowd(systems: System[], crowd: (typeof crowds)[number], { quick, say, note }: Measure): Promise<void> {
  const { people, perSecond } = crowd;
  const running: Running[] = [];
  const everybody: { cut(): void }[] = [];
  for (const system of systems) {
    const clients = await openRooms(system, { first: people, rooms: 1, people });
    everybody.push(...clients);
    running.push({ system, load: makeLoad(clients, { server: system.server }), outcomes: [] });
  }
  note(`${people} people in one sheet, ${perSecond} edits a second`);
  await rounds(running, { count: quick ? 1 : 3, perSecond, during: quick ? 1_500 : people === 10 ? 4_000 : 2_500 });
  const [ours, ...others] = running;
  if (!ours) return;
  const peers = (what: "seen" | "acknowledged", share: number) =>
    Object.fromEntries(others.map(({ system, outcomes }) => [system.name, percentile(outcomes, what, share)]));
  const figure = (name: string, what: "seen" | "acknowledged", share: number): Figure => ({
    name,
    value: percentile(ours.outcomes, what, share),
    unit: "ms",
    peers: what === "seen" ? peers(what, share) : { "hocuspocus-seen": percentile(others[0]?.outcomes ?? [], "seen", share) },
    spread: spreadOf(ours.outcomes.map((outcome) => quantile(outcome[what], share))),
  });
  say(figure(`seen-p50-${people}`, "seen", 0.5));
  say({ ...figure(`seen-p99-${people}`, "seen", 0.99), reach: [ratio("hocuspocus", { most: crowd.seen })] });
  if (people === 50) {
    const seen = percentile(ours.outcomes, "seen", 0.99);
    const saved = figure("saved-p99-50", "acknowledged", 0.99);
    say({ ...saved, peers: { "concerto-seen": seen }, reach: [ratio("concerto-seen", { most: 1 })] });
  }
  await measureMost(running.slice(0, people === 200 ? 3 : 2), crowd, { quick, say, note });
  for (const client of everybody) client.cut();
}

async function measureMost(running: Running[], crowd: (typeof crowds)[number], { quick, say, note }: Measure): Promise<void> {
  const found = new Map<string, number[]>();
  for (let round = 0; round < (quick ? 1 : 3); round += 1) {
    for (const { system, load } of running) {
      note(`as many edits as ${crowd.people} people can make: ${system.name}, round ${round + 1}`);
      const before = found.get(system.name) ?? [];
      found.set(system.name, [...before, await load.most(before[0] ?? crowd.most, quick ? 800 : 1_500)]);
    }
  }
  const [[, ours = []] = [], ...others] = found;
  const figure: Figure = {
    name: `max-edits-${crowd.people}`,
    value: median(ours),
    unit: "edits/s",
    peers: Object.fromEntries(others.map(([name, values]) => [name, median(values)])),
    spread: spreadOf(ours),
    reach: [ratio("hocuspocus", { least: crowd.edits }), ...(crowd.people === 200 ? [ratio("y-websocket", { least: 4 })] : [])],
  };
  say(figure);
}

async function measureFourHundred(systems: System[], { quick, say, note }: Measure): Promise<void> {
  const outcomes = new Map<string, Outcome>();
  let refused = 0;
  for (const system of systems) {
    note(`400 people in one sheet, an edit of each every two seconds: ${system.name}`);
    const clients = await openRooms(system, { first: 400, rooms: 1, people: 400 });
    for (const client of clients) client.closed = () => (refused += 1);
    const load = makeLoad(clients, { server: system.server });
    await load.run(200, 1_000);
    outcomes.set(system.name, await load.run(200, quick ? 1_500 : 5_000));
    for (const client of clients) {
      client.closed = () => {};
      client.cut();
    }
  }
  const p95 = (name: string) => quantile(outcomes.get(name)?.seen ?? [], 0.95);
  say({
    name: "editors-400-p95",
    value: p95("concerto"),
    unit: "ms",
    peer: "hocuspocus",
    peerValue: p95("hocuspocus"),
    reach: [{ of: "value", most: 80 }],
  });
  say({ name: "editors-400-refused", value: refused, unit: "people", reach: [{ of: "value", most: 0 }] });
}

const sheets = 200;

async function measureManySheets(systems: System[], { quick, say, note }: Measure): Promise<void> {
  const running: Running[] = [];
  const everybody: { cut(): void }[] = [];
  for (const system of systems) {
    const clients = await openRooms(system, { first: 1_000, rooms: sheets, people: 3 });
    everybody.push(...clients);
    running.push({ system, load: makeLoad(clients, { together: 3, server: system.server }), outcomes: [] });
  }
  note(`${sheets} sheets with three people each, 900 edits a second`);
  await rounds(running, { count: quick ? 1 : 3, perSecond: 900, during: quick ? 1_500 : 3_000 });
  const [ours, ...others] = running;
  for (const client of everybody) client.cut();
  if (!ours) return;
  const peers = (read: (outcomes: Outcome[]) => number) =>
    Object.fromEntries(others.map(({ system, outcomes }) => [system.name, read(outcomes)]));
  const p99 = (outcomes: Outcome[]) => percentile(outcomes, "seen", 0.99);
  const cpu = (outcomes: Outcome[]) => median(outcomes.map((outcome) => outcome.cpu));
  say({
    name: "sheets-200x3-p99",
    value: p99(ours.outcomes),
    unit: "ms",
    peers: peers(p99),
    spread: spreadOf(ours.outcomes.map(({ seen }) => quantile(seen, 0.99))),
    reach: [{ of: "value", most: 10 }],
  });
  say({
    name: "sheets-200x3-cpu",
    value: cpu(ours.outcomes),
    unit: "us/edit",
    peers: peers(cpu),
    spread: spreadOf(ours.outcomes.map((outcome) => outcome.cpu)),
    reach: [ratio("hocuspocus", { most: 1.4 })],
  });
}

/** Which parts to measure is for whoever looks for a cause: BENCH_ONLY=10,50,200,400,many. */
const only = process.env.BENCH_ONLY?.split(",");
const wants = (part: string): boolean => only === undefined || only.includes(part);

export async function measureSheet(measure: Measure): Promise<Figure[]> {
  await using stack = new AsyncDisposableStack();
  const ours = await concerto({ sheets: 1_000 + sheets, people: 100 });
  const systems = [ours, await bareHocuspocus(), await bareYWebsocket(), await rawWs()];
  for (const { server } of systems) stack.use(server);
  for (const crowd of crowds) if (wants(String(crowd.people))) await measureCrowd(systems, crowd, measure);
  if (wants("400")) await measureFourHundred(systems.slice(0, 2), measure);
  if (wants("many")) await measureManySheets(systems.slice(0, 3), measure);
  return [];
}
