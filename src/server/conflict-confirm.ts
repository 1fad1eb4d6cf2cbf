import type { Actor } from "#domain/access.ts";
import { createConflictEngine } from "#domain/conflict-engine.ts";
import type { ConflictFacts } from "#domain/conflict-facts.ts";
import { keepsFromConfirming, type Conflict } from "#domain/conflict.ts";
import type { Id } from "#domain/id.ts";
import type { Refusal } from "#domain/refusal.ts";
import { listDecisionsOn } from "#db/conflict-decision.ts";
import { listStudentNames } from "#db/conflict-student.ts";
import type { Tx } from "#db/sql.ts";
import { conflictFactsOf } from "./conflict-facts.ts";

/** A conflict that keeps a place, as the refusals that were there before the engine say it; null for the rest. */
function toldBefore(conflict: Conflict, names: ReadonlyMap<Id, string>): Refusal | null {
  if (conflict.kind === "over-allocated" || conflict.kind === "two-on-one")
    return { code: "group-over-allocated", size: conflict.size, assigned: conflict.assigned };
  if (conflict.kind !== "student-twice") return null;
  const { studentId, other, overlap } = conflict;
  return { code: "student-twice", student: names.get(studentId) ?? "", place: other.path ?? "", from: overlap.from };
}

/**
 * Judges places that are about to be confirmed, as of the transaction: what blocks is refused, and each warning nobody has decided on. The
 * places are locked, so that who sits there and what is decided cannot change under it.
 */
export async function confirmJudge(
  tx: Tx,
  actor: Actor,
  places: readonly { id: Id; worksheetId: Id }[],
): Promise<(requestId: Id) => Refusal | null> {
  const worksheetIds = [...new Set(places.map(({ worksheetId }) => worksheetId))];
  const facts = await conflictFactsOf(tx, actor, { worksheetIds });
  const kept = new Map<Id, Conflict[]>();
  const decisions = Map.groupBy(await listDecisionsOn(tx, actor, worksheetIds), ({ worksheetId }) => worksheetId);
  for (const [worksheetId, of] of facts) {
    const decided = new Set((decisions.get(worksheetId) ?? []).map(({ key }) => key));
    const engine = createConflictEngine(of);
    for (const place of places.filter((one) => one.worksheetId === worksheetId))
      kept.set(place.id, keepsFromConfirming(engine.at(place.id), decided));
  }
  const concerned = [...kept.values()].flat().flatMap(({ studentIds }) => studentIds);
  const names = new Map((await listStudentNames(tx, actor, [...new Set(concerned)])).map(({ id, name }) => [id, name]));
  return (requestId) => {
    const conflicts = kept.get(requestId) ?? [];
    if (conflicts.length === 0) return null;
    const blocking = conflicts.filter(({ severity }) => severity === "blocks");
    for (const one of blocking) {
      const before = toldBefore(one, names);
      if (before) return before;
    }
    const told = (blocking.length > 0 ? blocking : conflicts).map(({ rule, kind }) => ({ rule, kind }));
    return { code: blocking.length > 0 ? "conflict-blocks" : "conflict-undecided", conflicts: told };
  };
}

/** The engine over facts read just now. */
export const conflictsIn = (facts: ConflictFacts): readonly Conflict[] => createConflictEngine(facts).all();
