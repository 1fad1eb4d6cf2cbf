import type { Actor } from "#domain/access.ts";
import type { BatchCause } from "#domain/assignment-batch.ts";
import type { Id } from "#domain/id.ts";
import { refuse } from "#domain/refusal.ts";
import { findScenario, findSolutionSeats } from "#db/scenario.ts";
import type { Query } from "#db/sql.ts";

/** Where somebody is to go, on which sheet. */
interface Going {
  worksheetId: Id;
  studentId: Id;
  toRequestId: Id | null;
}

/**
 * A seat keeps what proposed it, and others read that as a fact (R398, R413): only what the solution does propose may say that it comes from
 * it, and only its author that something comes from her scenario. Refused: `not-found`.
 */
export async function proveCause(sql: Query, actor: Actor, of: { cause: BatchCause; changes: readonly Going[] }): Promise<void> {
  const { cause } = of;
  // By hand, a swap: nothing is claimed.
  if (cause.id === null) return;
  for (const [worksheetId, changes] of Map.groupBy(of.changes, (change) => change.worksheetId)) {
    if (cause.kind === "scenario") {
      if ((await findScenario(sql, actor, cause.id))?.worksheetId !== worksheetId) refuse({ code: "not-found" });
      continue;
    }
    const found = (await findSolutionSeats(sql, actor, { solutionId: cause.id, worksheetId })) ?? refuse({ code: "not-found" });
    const proposed = new Map(found.seats.map(({ studentId, requestId }) => [studentId, requestId]));
    if (changes.some(({ studentId, toRequestId }) => proposed.get(studentId) !== toRequestId)) refuse({ code: "not-found" });
  }
}
