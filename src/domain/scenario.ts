import { z } from "zod";
import type { AssignmentGrid, Seat } from "./assignment.ts";
import { id, type Id } from "./id.ts";

/** Longest name of a scenario. */
export const longestName = 80;
export const scenarioName = z.string().trim().min(1).max(longestName);

export type ScenarioSource = "reality" | "scenario" | "solution";

/** Where the author would put one student; null: off her place. */
export interface Intention {
  studentId: Id;
  requestId: Id | null;
  /** ISO instant. */
  at: string;
}

/** A private what-if of who sits where: a few intentions over what is so, and where everybody sat when its author last looked. */
export interface Scenario {
  intentions: Intention[];
  /** By student; absent: she was on no place. */
  basis: Record<Id, Id | null>;
}

/** One student of a scenario as it is written: what is intended for her (null: she follows what is so) and where she is seen to sit. */
export const scenarioRow = z.object({
  studentId: id,
  to: z.object({ requestId: id.nullable() }).nullable(),
  base: id.nullable(),
});
export type ScenarioWrite = z.infer<typeof scenarioRow>;

/**
 * `same`: as it is, and as it was. `moved`: nothing is intended, and she sits elsewhere than when the author looked. `intended`: to be published.
 * `overtaken`: intended, and somebody moved her meanwhile. `done`: what was intended is so.
 */
export type RowState = "same" | "moved" | "intended" | "overtaken" | "done";

/** What keeps an intention from being published: her name was released; the place is no longer one students can be put on. */
export type Obstacle = "confirmed" | "place-gone" | "place-waits";

export interface ScenarioRow {
  studentId: Id;
  state: RowState;
  /** Where she is. */
  now: Seat | null;
  /** Where she was when the author looked. */
  base: Id | null;
  intention: Intention | null;
  /** Where she would be: the intention, or where she is. */
  would: Id | null;
  obstacle: Obstacle | null;
}

interface SeenGrid extends AssignmentGrid {
  places: (AssignmentGrid["places"][number] & { status: string })[];
  students: { id: Id }[];
}

/** Every student of a sheet as a scenario has her, in the sheet's order. */
export function rowsOf(grid: SeenGrid, scenario: Scenario): ScenarioRow[] {
  const seats = new Map(grid.seats.map((seat) => [seat.studentId, seat]));
  const intentions = new Map(scenario.intentions.map((one) => [one.studentId, one]));
  const places = new Map(grid.places.map((place) => [place.requestId, place]));
  return grid.students.map(({ id: studentId }) => {
    const now = seats.get(studentId) ?? null;
    const intention = intentions.get(studentId) ?? null;
    const base = scenario.basis[studentId] ?? null;
    const here = now?.requestId ?? null;
    const moved = base !== here;
    const would = intention ? intention.requestId : here;
    const state: RowState = !intention
      ? moved
        ? "moved"
        : "same"
      : intention.requestId === here
        ? "done"
        : moved
          ? "overtaken"
          : "intended";
    const place = would === null ? null : places.get(would);
    const obstacle: Obstacle | null =
      state !== "intended" && state !== "overtaken"
        ? null
        : now?.state === "confirmed"
          ? "confirmed"
          : place === undefined
            ? "place-gone"
            : place !== null && place.status !== "accepted" && place.status !== "confirmed"
              ? "place-waits"
              : null;
    return { studentId, state, now, base, intention, would, obstacle };
  });
}

/** Rows that « publier tout » takes: intended, not overtaken by anybody, and nothing in the way. */
export const publishable = (rows: readonly ScenarioRow[]): ScenarioRow[] =>
  rows.filter(({ state, obstacle }) => state === "intended" && obstacle === null);

/** A seat that is not there: what an intention is to whoever looks for conflicts. */
const wouldBe = ({ studentId, requestId, at }: Intention & { requestId: Id }): Seat => ({
  assignmentId: `scenario:${studentId}`,
  requestId,
  studentId,
  state: "held",
  version: 0,
  by: "",
  at,
  mine: true,
});

/**
 * Who would sit where: what is so, with the intentions over it, in order of time as the server lists seats. A place that is gone holds
 * nobody. What is so already stays the seat it is.
 */
export function seatsWith(grid: SeenGrid, scenario: Scenario): Seat[] {
  const known = new Set(grid.students.map(({ id: studentId }) => studentId));
  const places = new Set(grid.places.map(({ requestId }) => requestId));
  const intentions = new Map(scenario.intentions.filter(({ studentId }) => known.has(studentId)).map((one) => [one.studentId, one]));
  const kept = grid.seats.filter(({ studentId, requestId }) => {
    const intention = intentions.get(studentId);
    return !intention || intention.requestId === requestId;
  });
  const there = new Set(kept.map(({ studentId }) => studentId));
  const would = [...intentions.values()].flatMap(({ requestId, ...one }) =>
    requestId === null || there.has(one.studentId) || !places.has(requestId) ? [] : [wouldBe({ ...one, requestId })],
  );
  return [...kept, ...would].toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** By student, the places that fit each of her wishes, the first wish first. */
export type Wished = Record<Id, Id[][]>;

/** What an assignment amounts to, to be laid beside another. */
export interface Measures {
  placed: number;
  waiting: number;
  /** Students on a place of their first, second, third, later wish; on one they did not wish, having wished some. */
  first: number;
  second: number;
  third: number;
  later: number;
  other: number;
  /** Groups with more students than they hold. */
  over: number;
  /** Seats that nobody has. */
  free: number;
}

/** Which of her wishes a place is, from 1; null for none. */
export function rankAt(wished: Wished, studentId: Id, requestId: Id): number | null {
  const at = (wished[studentId] ?? []).findIndex((requestIds) => requestIds.includes(requestId));
  return at < 0 ? null : at + 1;
}

export function measuresOf(grid: Pick<SeenGrid, "places" | "students">, seats: readonly Seat[], wished: Wished): Measures {
  const taken = new Map<Id, number>();
  const found: Measures = { placed: 0, waiting: 0, first: 0, second: 0, third: 0, later: 0, other: 0, over: 0, free: 0 };
  const students = new Set(grid.students.map(({ id: studentId }) => studentId));
  for (const { requestId, studentId } of seats) {
    taken.set(requestId, (taken.get(requestId) ?? 0) + 1);
    if (!students.has(studentId)) continue;
    found.placed += 1;
    const rank = rankAt(wished, studentId, requestId);
    if (rank === 1) found.first += 1;
    else if (rank === 2) found.second += 1;
    else if (rank === 3) found.third += 1;
    else if (rank !== null) found.later += 1;
    else if ((wished[studentId]?.length ?? 0) > 0) found.other += 1;
  }
  found.waiting = students.size - found.placed;
  for (const { requestId, size } of grid.places) {
    const here = taken.get(requestId) ?? 0;
    if (here > size) found.over += 1;
    else found.free += size - here;
  }
  return found;
}
