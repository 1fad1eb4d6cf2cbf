import { useQuery, useQueryClient } from "@tanstack/solid-query";
import type { Accessor } from "solid-js";
import { withChange, type SeatChange } from "#domain/assignment.ts";
import { topicOf, type LiveEvent } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { isAccepted } from "#domain/request.ts";
import { api } from "#ui/client.ts";
import { followsSeats, onLive } from "#ui/live.ts";
import type { Grid } from "./board.ts";

/** As many are kept to be put on top of an answer that was on its way meanwhile. */
const keep = 200;

/** The last one left a place that is still asked for: it is no place of the grid any more. */
function leavesUnanswered(before: Grid, after: Grid, { left }: SeatChange): boolean {
  const seat = left === null ? undefined : before.seats.find(({ assignmentId }) => assignmentId === left);
  const place = seat && before.places.find(({ requestId }) => requestId === seat.requestId);
  return place !== undefined && !isAccepted(place.status) && !after.seats.some(({ requestId }) => requestId === place.requestId);
}

/**
 * The grid after what happened since, or null when something that happened does not follow from it. What it has already is passed over:
 * both the grid and the events have numbers.
 */
export function gridAfter(grid: Grid, events: readonly LiveEvent[]): Grid | null {
  let after = grid;
  for (const { seq, change, changes = change ? [change] : [], mine } of events) {
    if (seq <= after.seq) continue;
    if (changes.length === 0) return null;
    for (const one of changes) {
      const next = withChange(after, one, mine);
      if (!next || leavesUnanswered(after, next, one)) return null;
      after = next;
    }
    after = { ...after, seq };
  }
  return after;
}

/**
 * The assignment grid of a sheet, asked for once. Seats taken and given up come with their events and are put in place here, so that a
 * conflict is on every screen in the moment it happens; what an event does not say, or what does not fit, is asked for again.
 */
export function useLiveGrid(worksheetId: Accessor<Id>) {
  const queries = useQueryClient();
  let recent: LiveEvent[] = [];
  const keyOf = (id: Id) => ["assignment", "grid", id];

  const grid = useQuery(() => {
    const id = worksheetId();
    return {
      queryKey: keyOf(id),
      meta: followsSeats,
      queryFn: async () => {
        const fresh = await api.assignment.grid.query({ worksheetId: id });
        // What arrived while it was on its way. What did not fit has asked for it once more by itself.
        return (
          gridAfter(
            fresh,
            recent.filter(({ within }) => within.includes(id)),
          ) ?? fresh
        );
      },
    };
  });

  onLive("all", (event) => {
    if (topicOf(event.kind) !== "assignment") return;
    const id = worksheetId();
    const key = keyOf(id);
    const shown = queries.getQueryData<Grid>(key);
    if (!event.within.includes(id)) {
      // On another sheet: of concern when the student is one of this sheet's, who is then in two places.
      if (shown?.students.some(({ id: studentId }) => event.within.includes(studentId)) !== false)
        void queries.invalidateQueries({ queryKey: key });
      return;
    }
    recent = [...recent, event].slice(-keep);
    if (!shown) return;
    const after = gridAfter(shown, [event]);
    if (after) queries.setQueryData(key, after);
    else void queries.invalidateQueries({ queryKey: key });
  });
  // Others at one of the sheet's units: how many, and when, is among what its conflicts are found in.
  onLive(["overlap.changed"], (event) => {
    const key = keyOf(worksheetId());
    if (queries.getQueryData<Grid>(key)?.units.some(({ destinationId }) => destinationId === event.about))
      void queries.invalidateQueries({ queryKey: key });
  });
  return grid;
}
