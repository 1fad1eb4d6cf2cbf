import { change, subjectKinds, subjects, type Stale, type SubjectKind } from "./conflict-change.ts";
import { changesTo, isSame } from "./conflict-difference.ts";
import type { ConflictFacts } from "./conflict-facts.ts";
import { hangsOn, waysOutOf } from "./conflict-way.ts";
import { createWorld, type World } from "./conflict-world.ts";
import { conflictKinds, type Conflict, type ConflictChange, type ConflictEngine, type Finding, type Outcome } from "./conflict.ts";
import type { Id } from "./id.ts";

/** Blocking ones first, then by rule, then in the sheet's order. */
function inOrder({ rank }: World, findings: readonly Finding[]): Finding[] {
  const standing = findings.map((one) => {
    const kind = conflictKinds.indexOf(one.kind) + (one.severity === "blocks" ? 0 : conflictKinds.length);
    return { one, kind, rank: rank.get(one.requestId) ?? 0 };
  });
  standing.sort((a, b) => a.kind - b.kind || a.rank - b.rank || (a.one.key < b.one.key ? -1 : a.one.key > b.one.key ? 1 : 0));
  return standing.map(({ one }) => one);
}

/** Something for each subject. */
const perSubject = <Of>(make: () => Of): Record<SubjectKind, Of> => ({ place: make(), student: make(), person: make(), unit: make() });

/** Everything there is to look at. */
function everything(world: World, stale: Stale): void {
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
  const waiting = perSubject(() => new Set<Id>());
  const stale: Stale = (kind, id) => void waiting[kind].add(id);
  const found = perSubject(() => new Map<Id, Finding[]>());
  let order: Finding[] = [];
  let conflicts = new WeakMap<Finding, { conflict: Conflict; as: number }>();
  /** Counts the changes of what ways out hang on: those that were worked out since the last are as they are. */
  const now = { seats: 0, people: 0 };
  let shown: { all: readonly Conflict[]; at: Map<Id, Conflict[]> | null; of: Map<Id, Conflict[]> | null } | null = null;
  let before: readonly Conflict[] = [];

  /** A finding with its ways out; those that hang on what else is free are worked out anew, and the object stays if they are the same. */
  function read(one: Finding): Conflict {
    const known = conflicts.get(one);
    const on = hangsOn(one);
    const as = on === null ? 0 : now[on];
    if (known?.as === as) return known.conflict;
    const waysOut = waysOutOf(world, one);
    const conflict = known && isSame(known.conflict.waysOut, waysOut) ? known.conflict : { ...one, waysOut };
    conflicts.set(one, { conflict, as });
    return conflict;
  }

  function alter(how: ConflictChange): void {
    change(world, how, stale);
    now.seats++;
    if (how.kind === "place" || how.kind === "place-gone" || how.kind === "around") now.people++;
  }

  /** Looks again at one subject; what is found as it was stays the object it was. */
  function judge(kind: SubjectKind, id: Id, told: { was: Map<string, Finding>; is: Map<string, Finding> }): void {
    for (const one of found[kind].get(id) ?? []) told.was.set(one.key, one);
    const ones = subjects[kind](world, id);
    if (ones.length === 0) return void found[kind].delete(id);
    const kept = new Map<string, Finding>();
    for (const one of ones) {
      const was = told.was.get(one.key);
      kept.set(one.key, was && isSame(was, one) ? was : one);
    }
    for (const [key, one] of kept) told.is.set(key, one);
    found[kind].set(id, [...kept.values()]);
  }

  function settle(): Outcome {
    const [was, is] = [new Map<string, Finding>(), new Map<string, Finding>()];
    for (const kind of subjectKinds) {
      for (const id of waiting[kind]) judge(kind, id, { was, is });
      waiting[kind].clear();
    }
    const came = [...is.values()].filter((one) => was.get(one.key) !== one);
    const gone = new Set([...was.values()].filter((one) => is.get(one.key) !== one));
    if (gone.size > 0) order = order.filter((one) => !gone.has(one));
    if (came.length > 0) order = inOrder(world, [...order, ...came]);
    shown = null;
    return { came: came.map(read), ended: [...was.keys()].filter((key) => !is.has(key)) };
  }

  /** From the beginning; what is found again stays as it was. */
  function layOut(from: ConflictFacts): Outcome {
    world = createWorld(from);
    for (const kind of subjectKinds) for (const id of found[kind].keys()) stale(kind, id);
    everything(world, stale);
    conflicts = new WeakMap();
    const outcome = settle();
    order = inOrder(world, order);
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

  everything(world, stale);
  settle();
  return {
    all: () => show().all,
    at: (requestId) => (show().at ??= byId((one) => one.requestIds)).get(requestId) ?? [],
    ofStudent: (studentId) => (show().of ??= byId((one) => one.studentIds)).get(studentId) ?? [],
    apply(how) {
      alter(how);
      return settle();
    },
    become(after) {
      const changes = changesTo(world, after);
      if (!changes) return layOut(after);
      for (const how of changes) alter(how);
      return settle();
    },
  };
}

/** Everything wrong with who is where, each with the people, the times and the ways out. Pure: the page and the server find the same. */
export const conflictsOf = (facts: ConflictFacts): readonly Conflict[] => createConflictEngine(facts).all();
