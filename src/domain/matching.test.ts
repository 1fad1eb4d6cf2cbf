import { expect, test } from "vitest";
import { compile, longestList } from "./matching-cost.ts";
import { drawFrom, drawOrder, takeInTurn } from "./matching-greedy.ts";
import { costOf, gini, partsOf, scoreOf, toSolution } from "./matching-score.ts";
import { search } from "./matching-search.ts";
import { demandOf, instanceOf, placeOf, weightsOf } from "./matching-testing.ts";
import { makeTransport, never } from "./matching-transport.ts";

/** Two students of two sheets, two places on each; every term has something to weigh. */
const world = instanceOf({
  demands: [
    demandOf({
      key: "a",
      studentId: "anne",
      wishes: [{ requestIds: ["p1"] }, { requestIds: ["p2"] }],
      past: [{ siteId: "north", serviceId: "surgery", disciplines: [] }],
      home: { latitude: 45, longitude: -73 },
      current: "p1",
      groupKey: "g",
    }),
    demandOf({ key: "b", studentId: "benoit", wishes: [{ requestIds: ["p1"] }], groupKey: "g" }),
    demandOf({ key: "c", studentId: "anne", worksheetId: "later" }),
  ],
  places: [
    placeOf({ requestId: "p1", siteId: "north", serviceId: "surgery", supervisors: ["yves"], point: { latitude: 45, longitude: -73 } }),
    placeOf({
      requestId: "p2",
      seats: 2,
      siteId: "north",
      serviceId: "births",
      supervisors: ["yves"],
      point: { latitude: 45, longitude: -72 },
    }),
    placeOf({ requestId: "p3", seats: 2, siteId: "south", serviceId: "clinic", supervisors: ["zoe"], point: null }),
    placeOf({ requestId: "q", worksheetId: "later", serviceId: "births" }),
  ],
});

test("[R394] each term is what it says, in points, and only when it weighs", () => {
  const of = (weights: Parameters<typeof weightsOf>[0], seating: number[]) =>
    partsOf(compile(world, weightsOf(weights)), Int32Array.from(seating));
  // Anne got her second choice of lists up to two, Benoît a place he did not wish.
  expect(of({ wishes: 100 }, [1, 2, 3]).wishes).toBe(500 + 1_000);
  expect(of({ fairness: 100 }, [1, 2, 3]).fairness).toBe(250 + 1_000);
  // Her past site; and the same service on two sheets.
  expect(of({ variety: 100 }, [1, 0, 3]).variety).toBe(500 + 1_000);
  expect(of({ variety: 100 }, [0, 1, 3]).variety).toBe(1_000);
  // Fifty kilometres weigh as much as a place nobody wished: 78,6 km; a place without position is as far as the others on average,
  // and so is every place from a home that is not known, as Benoît's.
  expect(of({ travel: 100 }, [1, 0, 3]).travel).toBe(1_573 + 786);
  expect(of({ travel: 100 }, [2, 0, 3]).travel).toBe(786 + 786);
  expect(of({ continuity: 100 }, [1, 1, 3]).continuity).toBe(0);
  expect(of({ continuity: 100 }, [1, 2, 3]).continuity).toBe(1_000);
  // Two students, two supervisors: one each.
  expect(of({ load: 100 }, [0, 1, 3]).load).toBe(1_000);
  expect(of({ load: 100 }, [0, 2, 3]).load).toBe(0);
  expect(of({ moves: 100 }, [1, 0, 3]).moves).toBe(1_000);
  expect(of({ moves: 100 }, [0, 1, 3]).moves).toBe(0);
  expect(Object.values(of({}, [1, 2, 3])).every((points) => points === 0)).toBe(true);
});

test("a score tells who got which choice, the worst-off, and how evenly", () => {
  const problem = compile(world, weightsOf({ wishes: 50 }));
  const seating = Int32Array.from([1, 2, 3]);
  expect(longestList(world)).toBe(2);
  expect(scoreOf(problem, seating)).toMatchObject({
    first: 0,
    second: 1,
    third: 0,
    other: 1,
    open: 1,
    none: 0,
    worst: 3,
    moved: 1,
    travelKnown: 1,
  });
  const solution = toSolution(problem, seating, {
    way: "weighed",
    proof: { objective: 0, bound: 0, gap: 0, state: "optimal", seconds: 0 },
  });
  expect(solution.seats.map(({ requestId, rank }) => [requestId, rank])).toEqual([
    ["p2", 2],
    ["p3", null],
    ["q", null],
  ]);
  expect(solution.points).toBe(costOf(problem, seating));
  expect(gini([1, 1, 1])).toBeCloseTo(0);
  expect(gini([0, 0, 0, 1])).toBeCloseTo(0.75);
});

test("who is left without a place is told the nearest reason", () => {
  const instance = instanceOf({
    demands: [
      demandOf({ key: "aside" }),
      demandOf({ key: "elsewhere", worksheetId: "empty" }),
      demandOf({ key: "none" }),
      demandOf({ key: "late" }),
      demandOf({ key: "early" }),
      demandOf({ key: "twice", studentId: "one" }),
      demandOf({ key: "twice again", studentId: "one", worksheetId: "second" }),
    ],
    places: [placeOf({ requestId: "p" }), placeOf({ requestId: "r", seats: 1 }), placeOf({ requestId: "s", worksheetId: "second" })],
    forbidden: [
      { key: "none", requestId: "p", why: "hand" },
      { key: "none", requestId: "r", why: "closure" },
      { key: "early", requestId: "r", why: "hand" },
      { key: "late", requestId: "r", why: "hand" },
      { key: "twice", requestId: "p", why: "hand" },
    ],
    clashes: [{ one: "r", other: "s" }],
    withheld: { keys: ["aside"], requestIds: [] },
  });
  const problem = compile(instance, weightsOf({}));
  const seating = takeInTurn(problem, [4, 0, 1, 2, 3, 6, 5]);
  const { unplaced } = toSolution(problem, seating, {
    way: "in-order",
    proof: { objective: 0, bound: null, gap: null, state: "drawn", seconds: 0 },
  });
  expect(Object.fromEntries(unplaced.map(({ key, why }) => [key, why]))).toEqual({
    aside: "withheld",
    elsewhere: "no-places",
    none: "all-forbidden",
    late: "full",
    twice: "clash",
  });
});

test("[R395] a lot is drawn by its seed alone: the order of a list does not count, another seed draws another order", () => {
  const keys = Array.from({ length: 30 }, (_key, at) => `student ${at}`);
  const drawn = drawOrder(keys, "2026-11-22 Soins infirmiers");
  expect(drawOrder(keys.toReversed(), "2026-11-22 Soins infirmiers")).toEqual(drawn);
  expect(drawn.toSorted()).toEqual(keys.toSorted());
  expect(drawOrder(keys, "2026-11-23 Soins infirmiers")).not.toEqual(drawn);
  // Published: whoever draws again years from now draws this.
  expect(drawOrder(["a", "b", "c", "d", "e", "f"], "concerto")).toEqual(["d", "c", "a", "f", "b", "e"]);
});

test("[R395] each in turn gets the best that is left, her wishes before what costs least", () => {
  const problem = compile(world, weightsOf({ travel: 100 }));
  // Benoît first: he takes Anne's first choice.
  expect([...takeInTurn(problem, [1, 0, 2])]).toEqual([1, 0, 3]);
  expect([...takeInTurn(problem, [0, 1, 2])].slice(0, 1)).toEqual([0]);
});

test("a supervisor's load is proven with the sheet: no price is looked for, and no solver asked", () => {
  const places = Array.from({ length: 6 }, (_place, at) =>
    placeOf({ requestId: `p${at}`, seats: 2, supervisors: [at < 3 ? "yves" : "zoe"] }),
  );
  // Everybody wishes Yves's places: his share is four of seven.
  const demands = Array.from({ length: 7 }, (_demand, at) => demandOf({ key: `d${at}`, wishes: [{ requestIds: ["p0", "p1", "p2"] }] }));
  const instance = instanceOf({ places, demands });
  for (const [load, cost, many] of [
    [10, 400, 6],
    [90, 600, 4],
  ] as const) {
    const problem = compile(instance, weightsOf({ wishes: 20, load }));
    const { state } = search(problem, { start: [], gap: 0, rounds: 0, ended: () => false, onStep: () => {} });
    expect(state.bound).toBe(state.objective);
    const here = state.seating.filter((place) => place < 3).length;
    expect({ load, here, cost: state.objective }).toEqual({ load, here: many, cost });
  }
});

test("prices prove what a transportation problem costs, also after costs changed", () => {
  for (let seed = 0; seed < 60; seed += 1) {
    const draw = drawFrom(`transport ${seed}`);
    const roll = (many: number) => Math.floor(draw() * many);
    const rows = 5 + roll(60);
    const columns = 3 + roll(40);
    const seats = [...Array.from({ length: columns - 1 }, () => roll(4)), rows];
    const cost = Int32Array.from({ length: rows * columns }, (_cell, at) =>
      at % columns === columns - 1 ? 500 : roll(6) === 0 ? never : roll(100),
    );
    const warm = makeTransport({ rows, seats, cost });
    for (let round = 0; round < 6; round += 1) {
      const changed = new Set<number>();
      if (round > 0) {
        for (let many = roll(rows); many > 0; many -= 1) {
          const row = roll(rows);
          changed.add(row);
          cost[row * columns + roll(columns - 1)] = roll(100);
        }
      }
      // In some rounds columns ask a toll of everybody: the same as that much more in every cost.
      const tolled = round > 0 && roll(2) === 0;
      if (tolled) for (let many = roll(columns); many > 0; many -= 1) warm.setToll(roll(columns - 1), roll(40));
      const value = warm.solve(round === 0 || tolled ? undefined : changed);
      let proven = 0;
      for (let row = 0; row < rows; row += 1) proven += warm.payOf(row);
      const worth = seats.map((_many, column) => (warm.price[column] ?? 0) + (warm.toll[column] ?? 0));
      for (const [column, many] of seats.entries()) proven += many * (worth[column] ?? 0);
      const taken = seats.map((_many, column) => warm.at.filter((at) => at === column).length);
      expect({ seed, round, proven, over: taken.filter((many, column) => many > (seats[column] ?? 0)) }).toEqual({
        seed,
        round,
        proven: value,
        over: [],
      });
      const again = cost.map((one, cell) => one + (warm.toll[cell % columns] ?? 0));
      expect(makeTransport({ rows, seats, cost: again }).solve()).toBe(value);
      expect(Math.max(...worth)).toBeLessThanOrEqual(0);
    }
  }
});
