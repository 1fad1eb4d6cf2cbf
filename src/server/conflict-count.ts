import type { Actor } from "#domain/access.ts";
import type { Id } from "#domain/id.ts";
import type { ConflictQuestion } from "#domain/watch.ts";
import { listDecisionsOn } from "#db/conflict-decision.ts";
import type { Query } from "#db/sql.ts";
import { conflictsIn } from "./conflict-confirm.ts";
import { conflictFactsOf } from "./conflict-facts.ts";

/** How many conflicts sheets have that are open: those that block, and those that warn on which nobody has decided. */
export async function countConflicts(
  sql: Query,
  actor: Actor,
  worksheetIds: Id[],
): Promise<Map<Id, Record<ConflictQuestion["which"], number>>> {
  const facts = await conflictFactsOf(sql, actor, { worksheetIds });
  const decided = new Map<Id, Set<string>>();
  for (const one of await listDecisionsOn(sql, actor, worksheetIds))
    decided.set(one.worksheetId, (decided.get(one.worksheetId) ?? new Set()).add(one.key));
  return new Map(
    [...facts].map(([worksheetId, of]) => {
      const open = conflictsIn(of).filter(({ key, severity }) => severity === "blocks" || decided.get(worksheetId)?.has(key) !== true);
      return [
        worksheetId,
        {
          any: open.length,
          blocks: open.filter(({ severity }) => severity === "blocks").length,
          "over-allocated": open.filter(({ kind }) => kind === "over-allocated").length,
        },
      ];
    }),
  );
}
