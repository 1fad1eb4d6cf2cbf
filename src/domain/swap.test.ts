import { expect, test } from "vitest";
import { drawFrom, drawOrder } from "./matching-greedy.ts";
import { demandKey, type MatchDemand, type MatchInstance } from "./matching.ts";
import { gainfulSwaps, repairCosts, repairPlans, type RepairAim, type RepairAsked } from "./swap.ts";

const sheet = "w1";
const place = (requestId: string, seats: number) => ({
  requestId,
  worksheetId: sheet,
  seats,
  receivingId: "r",
  siteId: requestId < "c" ? "north" : "south",
  serviceId: requestId,
  destinationId: null,
  disciplines: [],
  point: null,
  supervisors: [],
});
const demand = (studentId: string, wishes: string[], current: string | null, locked: string | null = null): MatchDemand => ({
  key: demandKey(sheet, studentId),
  studentId,
  worksheetId: sheet,
  wishes: wishes.map((requestId) => ({ requestIds: [requestId] })),
  past: [],
  home: null,
  locked,
  current,
  groupKey: null,
});
const instanceOf = (
  demands: MatchDemand[],
  places: MatchInstance["places"],
  forbidden: MatchInstance["forbidden"] = [],
): MatchInstance => ({
  demands,
  places,
  forbidden,
  clashes: [],
  withheld: { keys: [], requestIds: [] },
});
const ids = ["a", "b", "c", "d"];

/** A sheet with somebody without a place, maybe an over-full group, maybe a place that is lost. */
function broken(seed: string): { instance: MatchInstance; asked: RepairAsked } {
  const next = drawFrom(seed);
  const upTo = (most: number) => Math.floor(next() * most);
  const places = ids.map((id) => place(id, 1 + upTo(2)));
  const left = new Map(places.map(({ requestId, seats }) => [requestId, seats]));
  const demands = Array.from({ length: 5 }, (_, at) => {
    const at1 = ids[upTo(4)] ?? "a";
    // Now and then one more than there are seats.
    const sits = at === 0 ? null : (left.get(at1) ?? 0) > 0 || next() < 0.3 ? at1 : null;
    if (sits) left.set(sits, (left.get(sits) ?? 0) - 1);
    return demand(
      `s${at}`,
      drawOrder(ids, `${seed} ${at}`).slice(0, upTo(4)),
      sits,
      sits && (left.get(sits) ?? 0) >= 0 && next() < 0.15 ? sits : null,
    );
  });
  const forbidden = demands.flatMap(({ key, current, locked }) =>
    next() < 0.4 && locked === null
      ? ids.filter((id) => id !== current && next() < 0.5).map((requestId) => ({ key, requestId, why: "overlap" as const }))
      : [],
  );
  const lost = next() < 0.5 ? (ids[upTo(4)] ?? "a") : null;
  const studentIds = demands.filter(({ current }) => current === null).map(({ studentId }) => studentId);
  return { instance: instanceOf(demands, places, forbidden), asked: { studentIds, lostRequestId: lost } };
}

/** The least cost of all ways to seat everybody, for an aim. */
function bruteForce({ instance, asked }: ReturnType<typeof broken>, aim: RepairAim): number {
  const movable = instance.demands.filter(({ locked }) => locked === null);
  let least = Infinity;
  const costOf = repairCosts(instance, asked);
  const seats = new Map<string, string | null>();
  const go = (index: number): void => {
    const one = movable[index];
    if (!one) {
      least = Math.min(least, costOf({ aim, seats }));
      return;
    }
    for (const to of [null, ...ids]) {
      if (to !== null) {
        if (to === asked.lostRequestId) continue;
        const size = instance.places.find(({ requestId }) => requestId === to)?.seats ?? 0;
        const taken = instance.demands.filter(({ locked }) => locked === to).length + [...seats.values()].filter((at) => at === to).length;
        if (taken >= size) continue;
      }
      seats.set(one.studentId, to);
      go(index + 1);
      seats.delete(one.studentId);
    }
  };
  go(0);
  return least;
}

test("[R416] the fewest moves, and the fewest choices lost, are what brute force finds, in 40 small sheets", () => {
  let checked = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const world = broken(`repair ${seed}`);
    const plans = repairPlans(world.instance, world.asked);
    for (const aim of ["moves", "choices"] as const) {
      const plan = plans.find(({ aims }) => aims.includes(aim));
      if (!plan) continue;
      const seats = new Map<string, string | null>(world.instance.demands.map(({ studentId, current }) => [studentId, current]));
      for (const studentId of plan.left) seats.set(studentId, null);
      for (const { studentId, toRequestId } of plan.moves) seats.set(studentId, toRequestId);
      expect({ seed, aim, cost: repairCosts(world.instance, world.asked)({ aim, seats }) }).toEqual({
        seed,
        aim,
        cost: bruteForce(world, aim),
      });
      checked += 1;
    }
  }
  expect(checked).toBeGreaterThan(40);
});

test("[R416] a lost place: one student changes so that another, who may have hers only, is seated; the alternatives differ", () => {
  const instance = instanceOf(
    [demand("ann", ["a"], "a"), demand("bea", ["b", "c"], "b"), demand("cleo", ["b"], "d")],
    [place("a", 1), place("b", 1), place("c", 1), place("d", 1)],
    ["c", "d"].map((requestId) => ({ key: demandKey(sheet, "ann"), requestId, why: "prerequisite" as const })),
  );
  const plans = repairPlans(instance, { studentIds: [], lostRequestId: "a" });
  expect(plans[0]).toMatchObject({ moved: 1, left: [], worse: 2 });
  expect(plans[0]?.moves.map(({ studentId, toRequestId }) => [studentId, toRequestId])).toEqual([
    ["ann", "b"],
    ["bea", "c"],
  ]);
  expect(new Set(plans.map(({ moves }) => JSON.stringify(moves))).size).toBe(plans.length);
});

test("[R416] an over-full group: whoever of it loses least leaves, not whoever came last", () => {
  const instance = instanceOf([demand("ann", ["b", "a"], "a"), demand("bea", ["a", "b"], "a")], [place("a", 1), place("b", 1)]);
  const [plan] = repairPlans(instance, { studentIds: [], lostRequestId: null });
  expect(plan).toMatchObject({ moved: 1, better: 1, worse: 0, moves: [{ studentId: "ann", toRequestId: "b" }] });
});

test("[R419] who is locked or confirmed does not move, and is said to be left when that leaves her without", () => {
  const instance = instanceOf([demand("ann", [], "a", "a"), demand("bea", [], null)], [place("a", 1)]);
  const [plan] = repairPlans(instance, { studentIds: ["bea"], lostRequestId: null });
  expect(plan).toMatchObject({ moves: [], moved: 0, left: ["bea"] });
});

test("[R418] two students change places by one click where both gain, and no pair is offered where one does not", () => {
  const next = (seed: number) => drawFrom(`gain ${seed}`);
  const instance = instanceOf(
    [demand("ann", ["b", "a"], "a"), demand("bea", ["a", "b"], "b"), demand("cleo", ["a"], "c"), demand("dora", ["d"], "d", "d")],
    [place("a", 1), place("b", 1), place("c", 1), place("d", 1)],
  );
  expect(gainfulSwaps(instance).map(({ one, other }) => [one.studentId, one.toRank, other.studentId, other.toRank])).toEqual([
    ["ann", 1, "bea", 1],
  ]);
  for (let seed = 1; seed <= 60; seed++) {
    const draw = next(seed);
    const demands = ids.map((id, at) => demand(`s${at}`, drawOrder(ids, `${seed} ${at}`).slice(0, 1 + Math.floor(draw() * 4)), id));
    const rank = (at: number, id: string) => {
      const list = demands[at]?.wishes.map(({ requestIds }) => requestIds[0]) ?? [];
      return list.includes(id) ? list.indexOf(id) : list.length;
    };
    const expected = ids.flatMap((one, i) =>
      ids.flatMap((other, j) => (i < j && rank(i, other) < rank(i, one) && rank(j, one) < rank(j, other) ? [`s${i} s${j}`] : [])),
    );
    const found = gainfulSwaps(
      instanceOf(
        demands,
        ids.map((id) => place(id, 1)),
      ),
    ).map(({ one, other }) => `${one.studentId} ${other.studentId}`);
    expect(found.toSorted()).toEqual(expected.toSorted());
  }
});
