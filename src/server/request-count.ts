import { isOpen, statusSeenBy, type SeenStatus, type Side, type Status } from "#domain/request.ts";

/** Counts as a side is shown statuses: what it is shown as one is one (a unit's no counts as redirected for the school). */
export function countsSeen(rows: readonly { status: Status; requests: number; places: number }[], side: Side) {
  const counts = new Map<Exclude<SeenStatus, "hidden">, { requests: number; places: number }>();
  for (const row of rows) {
    const seen = statusSeenBy(row.status, side);
    if (seen === "hidden") continue;
    const sum = counts.get(seen) ?? { requests: 0, places: 0 };
    counts.set(seen, { requests: sum.requests + row.requests, places: sum.places + (isOpen(row.status) ? row.places : 0) });
  }
  // In an order of its own: that of the rows would tell what stands behind a status (R3).
  return [...counts].map(([status, sums]) => ({ status, ...sums })).toSorted((one, other) => one.status.localeCompare(other.status));
}
