import type { SheetRow } from "#sheet/doc.ts";

/** By rank, then id, by code unit, as `readSheet` orders. */
const inOrder = (one: SheetRow, other: SheetRow): number =>
  one.rank === other.rank ? (one.id < other.id ? -1 : one.id > other.id ? 1 : 0) : one.rank < other.rank ? -1 : 1;

/** Beyond this many rows at once, sorting them all is quicker than finding each one's place. */
const fewAtOnce = 64;

/** The first place at which a row stands, or would. */
function placeOf(sorted: SheetRow[], row: SheetRow): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = sorted[middle];
    if (at && inOrder(at, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Rows in order after some of them came, went or moved: `was` leaves, `now` comes in (null: it was not there, or is no more).
 * A colleague who adds a row to ten thousand costs two searches, not a sort.
 */
export function reorder(sorted: SheetRow[], moved: readonly { was: SheetRow | null; now: SheetRow | null }[]): SheetRow[] {
  if (moved.length > fewAtOnce) {
    const gone = new Set(moved.map(({ was }) => was?.id));
    const come = moved.flatMap(({ now }) => (now ? [now] : []));
    // what comes is sorted first: two sorted runs are merged in one pass
    return [...sorted.filter(({ id }) => !gone.has(id)), ...come.sort(inOrder)].sort(inOrder);
  }
  const next = [...sorted];
  for (const { was, now } of moved) {
    if (was) {
      const at = placeOf(next, was);
      if (next[at]?.id === was.id) next.splice(at, 1);
    }
    if (now) next.splice(placeOf(next, now), 0, now);
  }
  return next;
}
