import { afterAll, expect, test } from "vitest";
import { demandOf, instanceOf, placeOf, smallInstance } from "#domain/matching-testing.ts";
import { usualWeights, type MatchProgress, type MatchWay } from "#domain/matching.ts";
import { makeMatcher } from "./match-thread.ts";
import { solveWays } from "./match-solver.ts";

const matcher = makeMatcher();
afterAll(() => matcher.stop());

const many = instanceOf({
  demands: Array.from({ length: 2_000 }, (_demand, at) =>
    demandOf({
      key: `sheet${at % 4}:student${at % 500}`,
      studentId: `student${at % 500}`,
      worksheetId: `sheet${at % 4}`,
      wishes: [1, 2, 3].map((wish) => ({ requestIds: [`sheet${at % 4}-place${(at * wish * 7) % 50}`] })),
    }),
  ),
  places: Array.from({ length: 240 }, (_place, at) =>
    placeOf({
      requestId: `sheet${at % 4}-place${Math.floor(at / 4)}`,
      worksheetId: `sheet${at % 4}`,
      seats: 9,
      serviceId: `service${at % 7}`,
    }),
  ),
});

test("a thread answers what the solver answers, tells how far it is, and each solution as it comes", async () => {
  const small = smallInstance("small 3");
  const ways: MatchWay[] = ["weighed", "random"];
  const told: MatchProgress[] = [];
  const came: MatchWay[] = [];
  const found = await matcher.solve({
    ...small,
    ways,
    seed: "seed",
    onProgress: (progress) => told.push(progress),
    onSolution: ({ way }) => came.push(way),
  });
  const timeless = (list: typeof found) => list.map((solution) => ({ ...solution, seconds: 0 }));
  expect(timeless(found)).toEqual(timeless(await solveWays({ ...small, ways, seed: "seed" })));
  expect(came).toEqual(ways);
  expect(told.filter(({ phase }) => phase === "done").map(({ way, at, of }) => ({ way, at, of }))).toEqual([
    { way: "weighed", at: 0, of: 2 },
    { way: "random", at: 1, of: 2 },
  ]);
});

test("[R393] who stops a run gets what was found until then, and a stopped solution never says that it is the optimum", async () => {
  const stop = new AbortController();
  const found = await matcher.solve({
    instance: many,
    weights: usualWeights,
    ways: ["in-order", "weighed", "weighed", "weighed", "weighed", "random"],
    seed: "seed",
    onSolution: () => stop.abort(),
    signal: stop.signal,
  });
  expect(found.length).toBeGreaterThanOrEqual(1);
  expect(found.length).toBeLessThan(6);
  expect(found[0]).toMatchObject({ way: "in-order", state: "drawn" });
  for (const { state, bound, objective } of found.slice(1)) expect(state === "stopped" || bound === objective).toBe(true);
});

test("who stops before its turn gets nothing, and the others get their turn", async () => {
  const small = smallInstance("small 3");
  const stop = new AbortController();
  const asked = { ...small, ways: ["weighed"] as MatchWay[], seed: "seed" };
  const all = [matcher.solve(asked), matcher.solve({ ...asked, signal: stop.signal }), matcher.solve(asked), matcher.solve(asked)];
  stop.abort();
  expect((await Promise.all(all)).map(({ length }) => length).filter((length) => length > 0).length).toBeGreaterThanOrEqual(3);
});

test("a question the thread fails at is an error, not silence", async () => {
  const broken = { instance: { ...many, demands: null }, weights: usualWeights, ways: ["weighed"], seed: "" } as unknown as Parameters<
    typeof matcher.solve
  >[0];
  await expect(matcher.solve(broken)).rejects.toThrow();
});
