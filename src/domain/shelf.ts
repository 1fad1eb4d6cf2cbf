import type { Id } from "./id.ts";

/**
 * The shelf of a sheet (`cell_conflict`): what somebody wrote and the sheet does not show. Nothing typed is lost: it lies here with
 * what is shown instead until somebody chooses.
 *
 * `unaware`: two values were written without knowing of each other, and the sheet kept one. `row-has-request`: the row belongs to a
 * request and was put back; what was written stays here as a proposal, for its author and colleagues.
 */
export const shelfReasons = ["unaware", "row-has-request"] as const;
export type ShelfReason = (typeof shelfReasons)[number];

/** What is done with a shelved value: the sheet's own stays, or the page has written the shelved one into the cell. */
export const shelfChoices = ["shown", "shelved"] as const;
export type ShelfChoice = (typeof shelfChoices)[number];

export interface ShelfValue {
  /** As typed; empty when the cell was emptied. */
  text: string;
  /** Null when nobody knows any more. */
  person: { id: Id; name: string } | null;
  /** ISO instant by the server's clock. */
  at: string | null;
}

/**
 * One thing on the shelf. `column` is a column of the sheet, or `deletedAt`, when it is about the row itself: then, `unaware`, `shown` is
 * the removal of the row (its text an instant) and `shelved` what a colleague wrote in it meanwhile (to take that is to bring the row
 * back, which still holds it); `row-has-request`, `shelved` is a removal somebody wanted.
 */
export interface Shelved {
  id: Id;
  rowId: string;
  column: string;
  reason: ShelfReason;
  /** What the sheet held when it was shelved. */
  shown: ShelfValue;
  shelved: ShelfValue;
}
