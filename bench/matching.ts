import { setTimeout as pause } from "node:timers/promises";
import { usualWeights, type MatchInstance, type MatchSolution, type MatchWay } from "#domain/matching.ts";
import { makeMatcher } from "#realtime/match-thread.ts";
import type { Figure } from "./figure.ts";
import type { Measure } from "./main.ts";
import { inventMatching } from "./matching-world.ts";

/** What a run took: seconds as the one who asks waits, thread and all, and megabytes beyond what the process had. */
interface Run {
  solutions: MatchSolution[];
  seconds: number;
  /** Seconds of processors, of all threads: what is left of it on a machine that does other things too. */
  processor: number;
  memory: number;
}

const megabytes = (): number => process.memoryUsage.rss() / 1e6;

async function runOnce(asked: { instance: MatchInstance; ways: MatchWay[]; limit: number; gap?: number }): Promise<Run> {
  const matcher = makeMatcher();
  const before = megabytes();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, megabytes())), 20);
  const began = performance.now();
  const used = process.cpuUsage();
  const solutions = await matcher.solve({ ...asked, weights: usualWeights, seed: "bench" });
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(used);
  clearInterval(watch);
  matcher.stop();
  return { solutions, seconds, processor: (user + system) / 1e6, memory: most - before };
}

const median = (values: number[]): number => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

async function rounds(many: number, instance: MatchInstance): Promise<Run & { spread: [number, number] }> {
  const runs: Run[] = [];
  for (let round = 0; round < many; round += 1) runs.push(await runOnce({ instance, ways: ["weighed"], limit: 60 }));
  const seconds = runs.map((run) => run.seconds);
  const [first] = runs;
  return {
    solutions: first?.solutions ?? [],
    memory: median(runs.map(({ memory }) => memory)),
    seconds: median(seconds),
    processor: median(runs.map(({ processor }) => processor)),
    spread: [Math.min(...seconds), Math.max(...seconds)],
  };
}

/** The pass in the order of the students, on the same instance: what others do, and a wish that is left is a wish given. */
async function inOrder(instance: MatchInstance): Promise<MatchSolution | undefined> {
  const { solutions } = await runOnce({ instance, ways: ["in-order"], limit: 60 });
  return solutions[0];
}

function qualities(name: string, ours: MatchSolution | undefined, theirs: MatchSolution | undefined): Figure[] {
  if (!ours || !theirs) return [];
  const beside = (what: string, unit: string, of: (solution: MatchSolution) => number): Figure => ({
    name: `${name}-${what}`,
    value: of(ours),
    unit,
    // Nothing is no measure to divide by.
    ...(of(theirs) === 0 ? {} : { peer: "in order", peerValue: of(theirs) }),
  });
  return [
    beside("first-choices", "students", ({ score }) => score.first),
    beside("top-three", "students", ({ score }) => score.first + score.second + score.third),
    beside("worst-rank", "rank", ({ score }) => score.worst ?? 0),
    beside("without-place", "students", ({ score }) => score.none),
    beside("gini", "of 1", ({ score }) => score.gini),
    beside("travel", "km", ({ score }) => score.travelKm),
    beside("cost", "points", ({ points }) => points),
    { name: `${name}-bound`, value: ours.bound ?? Number.NaN, unit: "points", peer: "ours", peerValue: ours.objective },
    { name: `${name}-gap`, value: (ours.gap ?? Number.NaN) * 100, unit: "% of the bound" },
  ];
}

/** The first fifty who have a seat stay on it. */
function lockFifty(instance: MatchInstance, { seats }: MatchSolution): MatchInstance {
  const locked = new Map(seats.slice(0, 50).map(({ key, requestId }) => [key, requestId]));
  return { ...instance, demands: instance.demands.map((demand) => ({ ...demand, locked: locked.get(demand.key) ?? null })) };
}

/**
 * The matching as a coordinator waits for it: 300 students over 80 places to the proven optimum, the same with fifty locked on what a pass in
 * order gave them, and 2,000 students over 400 places in 12 periods to within a hundredth of the bound. Beside each, the pass in order.
 */
export async function measureMatching({ quick, say, note }: Measure): Promise<Figure[]> {
  const many = quick ? 1 : 3;
  const small = inventMatching({ students: 300, places: 80, periods: 1, wishes: 3, seed: "bench" });
  note("300 students, 80 places, three ranked wishes");
  const theirs = await inOrder(small);
  const ours = await rounds(many, small);
  const [best] = ours.solutions;
  if (best?.state !== "optimal") note(`not proven: ${best?.state ?? "no solution"}`);
  say({ name: "matching-300", value: ours.seconds, unit: "s", spread: ours.spread, reach: [{ of: "value", most: 2 }] });
  say({ name: "matching-300-proven", value: best?.state === "optimal" ? 1 : 0, unit: "of 1", reach: [{ of: "value", least: 1 }] });
  say({ name: "matching-300-processor", value: ours.processor, unit: "s" });
  say({ name: "matching-300-memory", value: ours.memory, unit: "MB" });
  for (const figure of qualities("matching-300", best, theirs)) say(figure);

  note("the same with 50 locked");
  const locked = await rounds(many, theirs ? lockFifty(small, theirs) : small);
  const [again] = locked.solutions;
  say({ name: "matching-300-50-locked", value: locked.seconds, unit: "s", spread: locked.spread, reach: [{ of: "value", most: 2 }] });
  say({
    name: "matching-300-50-locked-proven",
    value: again?.state === "optimal" ? 1 : 0,
    unit: "of 1",
    reach: [{ of: "value", least: 1 }],
  });

  note("2,000 students, 400 places, 12 periods");
  const season = inventMatching({ students: 2_000, places: 400, periods: 12, wishes: 3, seed: "bench" });
  const passed = await inOrder(season);
  // What the pass took is given back before the rest is measured.
  await pause(500);
  const large = await runOnce({ instance: season, ways: ["weighed"], limit: 60, gap: 0.01 });
  const [found] = large.solutions;
  say({ name: "matching-season", value: large.seconds, unit: "s", reach: [{ of: "value", most: 60 }] });
  say({ name: "matching-season-within", value: (found?.gap ?? Number.NaN) * 100, unit: "%", reach: [{ of: "value", most: 1 }] });
  say({ name: "matching-season-processor", value: large.processor, unit: "s" });
  say({ name: "matching-season-memory", value: large.memory, unit: "MB" });
  for (const figure of qualities("matching-season", found, passed)) say(figure);
  await pause(500);
  return [{ name: "matching-memory-kept", value: megabytes(), unit: "MB" }];
}
