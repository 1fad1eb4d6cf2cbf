import type { Id } from "#domain/id.ts";
import type { CodedReason, ReasonMove, ReasonSide } from "#domain/reason.ts";
import { listReasons } from "#db/reason.ts";
import type { Query } from "#db/sql.ts";

/** A reason is one of the list of its move and side, as the organisation has it, with the words it says now; a code that is not is no reason at all. */
export async function givenReason(
  sql: Query,
  given: { code: string; note: string },
  of: { move: ReasonMove; side: ReasonSide; agencyId: Id | null },
): Promise<CodedReason | null> {
  const known = (await listReasons(sql, of.agencyId)).find(
    (one) => one.code === given.code && one.move === of.move && one.side === of.side,
  );
  if (!known) return null;
  const said = { wordingId: known.wordingId, fr: known.labelFr, en: known.labelEn };
  return { code: known.code, note: given.note, needsNote: known.needsNote, said };
}
