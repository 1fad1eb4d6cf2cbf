import { change, subjects, type Stale, type SubjectKind } from "./conflict-change.ts";
import { changesTo, isSame } from "./conflict-difference.ts";
import type { ConflictFacts } from "./conflict-facts.ts";
import { isLively, waysOutOf } from "./conflict-way.ts";
import { createWorld, type World } from "./conflict-world.ts";
import type { Conflict, ConflictEngine, Finding, Outcome } from "./conflict.ts";
import type { Id } from "./id.ts";

/** Blocking ones first, then by rule, then in the sheet's order. */
const inOrder =
  ({ rank }: World) =>
  (one: Finding, other: Finding): number =>
    Number(one.severity === "warns") - Number(other.severity === "warns") ||
    Number(one.rule.slice(1)) - Number(other.rule.slice(1)) ||
    (rank.get(one.requestId) ?? 0) - (rank.get(other.requestId) ?? 0) ||
    (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);

/** What is to be looked at again, each once. */
interface Queue {
  stale: Stale;
  take(): [SubjectKind, Id][];
}

function createQueue(): Queue {
  let waiting = new Map<string, [SubjectKind, Id]>();
  return {
    stale: (kind, id) => void waiting.set(`${kind} ${id}`, [kind, id]),
    take() {
      const taken = [...waiting.values()];
      waiting = new Map();
      return taken;
    },
  };
}

/** Everything there is to look at. */
function everything(world: World, { stale }: Queue): void {
  for (const id of world.places.keys()) stale("place", id);
  for (const id of world.seatsOf.keys()) stale("student", id);
  for (const id of world.placesOf.keys()) stale("person", id);
  for (const id of world.placesIn.keys()) stale("unit", id);
}

/**
 * The conflicts of a sheet, kept up change by change. What is found is kept by what it is about (a place, a student, somebody who goes with
 * them, a unit); a change makes a few of those stale, and they alone are looked at again. A full check is all of them stale at once, so that
 * both are one code (R372).
 */
export function createConflictEngine(facts: ConflictFacts): ConflictEngine {
  let world = createWorld(facts);
  const queue = createQueue();
  const found = new Map<string, Map<string, Finding>>();
  let order: Finding[] = [];
  let conflicts = new WeakMap<Finding, Conflict>();
  let shown: { all: readonly Conflict[]; at: Map<Id, Conflict[]> | null; of: Map<Id, Conflict[]> | null } | null = null;
  let before: readonly Conflict[] = [];

  /** A finding with its ways out; those that hang on what else is free are worked out anew, and the object stays if they are the same. */
  function read(one: Finding): Conflict {
    const known = conflicts.get(one);
    if (known && !isLively(one)) return known;
    const waysOut = waysOutOf(world, one);
    if (known && isSame(known.waysOut, waysOut)) return known;
    const conflict = { ...one, waysOut };
    conflicts.set(one, conflict);
    return conflict;
  }

  function settle(): Outcome {
    const was = new Map<string, Finding>();
    const is = new Map<string, Finding>();
    for (const [kind, id] of queue.take()) {
      const subject = `${kind} ${id}`;
      for (const [key, one] of found.get(subject) ?? []) was.set(key, one);
      const now = new Map(subjects[kind](world, id).map((one) => [one.key, one]));
      if (now.size > 0) found.set(subject, now);
      else found.delete(subject);
      for (const [key, one] of now) {
        const kept = was.get(key);
        if (kept && isSame(kept, one)) now.set(key, kept);
        is.set(key, now.get(key) ?? one);
      }
    }
    const came = [...is].filter(([key, one]) => was.get(key) !== one).map(([, one]) => one);
    const gone = new Set([...was].filter(([key, one]) => is.get(key) !== one).map(([, one]) => one));
    if (gone.size > 0) order = order.filter((one) => !gone.has(one));
    if (came.length > 0) order = [...order, ...came].sort(inOrder(world));
    shown = null;
    return { came: came.map(read), ended: [...was.keys()].filter((key) => !is.has(key)) };
  }

  /** From the beginning; what is found again stays as it was. */
  function layOut(from: ConflictFacts): Outcome {
    world = createWorld(from);
    for (const subject of found.keys()) {
      const [kind = "", ...id] = subject.split(" ");
      queue.stale(kind as SubjectKind, id.join(" "));
    }
    everything(world, queue);
    order = [];
    conflicts = new WeakMap();
    const outcome = settle();
    order = [...found.values()].flatMap((ones) => [...ones.values()]).sort(inOrder(world));
    return outcome;
  }

  function show() {
    if (shown) return shown;
    const all = order.map(read);
    const isAsBefore = all.length === before.length && all.every((one, index) => one === before[index]);
    if (!isAsBefore) before = all;
    return (shown = { all: before, at: null, of: null });
  }

  /** The conflicts by each of the ids they name. */
  function byId(ids: (one: Conflict) => readonly Id[]): Map<Id, Conflict[]> {
    const map = new Map<Id, Conflict[]>();
    for (const conflict of show().all) {
      for (const id of new Set(ids(conflict))) {
        const list = map.get(id);
        if (list) list.push(conflict);
        else map.set(id, [conflict]);
      }
    }
    return map;
  }

  everything(world, queue);
  settle();
  return {
    all: () => show().all,
    at: (requestId) => (show().at ??= byId((one) => one.requestIds)).get(requestId) ?? [],
    ofStudent: (studentId) => (show().of ??= byId((one) => one.studentIds)).get(studentId) ?? [],
    apply(how) {
      change(world, how, queue.stale);
      return settle();
    },
    become(after) {
      const changes = changesTo(world, after);
      if (!changes) return layOut(after);
      for (const how of changes) change(world, how, queue.stale);
      return settle();
    },
  };
}

/** Everything wrong with who is where, each with the people, the times and the ways out. Pure: the page and the server find the same. */
export const conflictsOf = (facts: ConflictFacts): readonly Conflict[] => createConflictEngine(facts).all();
