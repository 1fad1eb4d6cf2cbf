import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createMemo, onCleanup, type Accessor } from "solid-js";
import { topicOf } from "#domain/event.ts";
import type { Id } from "#domain/id.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { followsSeats, onLive } from "#ui/live.ts";

/** More students and sheets at once than this, and all are asked for. */
const mostNamed = 200;
/** Other schools' requests come and go; the list hears of them so often at most, in milliseconds. */
const othersEvery = 3_000;

export type SheetConflicts = Outputs["conflict"]["ofSheets"]["sheets"][number];

/**
 * The conflicts of the sheets of a list (one at least), by sheet. A seat that changes asks again for its sheet alone and for those on which its student
 * sits too; whatever else conflicts are found in asks for all of them.
 */
export function useSheetConflicts(worksheetIds: Accessor<Id[]>) {
  const queries = useQueryClient();
  const keyOf = (ids: Id[]) => ["conflict", "sheets", ids];
  const query = useQuery(() => {
    const ids = worksheetIds();
    return {
      queryKey: keyOf(ids),
      meta: followsSeats,
      queryFn: () => api.conflict.ofSheets.query({ worksheetIds: ids, changed: null }),
    };
  });

  // What happens while an answer is on its way is asked for together after it.
  let waiting = new Set<Id>();
  let asking = false;
  let gone = false;
  onCleanup(() => (gone = true));
  async function ask(): Promise<void> {
    if (asking || waiting.size === 0 || gone) return;
    const touched = [...waiting];
    waiting = new Set();
    if (touched.length > mostNamed) return void queries.invalidateQueries({ queryKey: ["conflict", "sheets"] });
    asking = true;
    const ids = worksheetIds();
    try {
      // An event names sheets and students alike, by id: each is looked for among both.
      const changed = { worksheetIds: touched, studentIds: touched };
      const { sheets } = await api.conflict.ofSheets.query({ worksheetIds: ids, changed });
      const fresh = new Map(sheets.map((one) => [one.worksheetId, one]));
      queries.setQueryData<Outputs["conflict"]["ofSheets"]>(
        keyOf(ids),
        (before) => before && { sheets: [...before.sheets.filter(({ worksheetId }) => !fresh.has(worksheetId)), ...fresh.values()] },
      );
    } catch {
      void queries.invalidateQueries({ queryKey: ["conflict", "sheets"] });
    } finally {
      asking = false;
      void ask();
    }
  }
  onLive("all", (event) => {
    if (topicOf(event.kind) !== "assignment") return;
    for (const id of event.within) waiting.add(id);
    void ask();
  });

  // Somebody else's request at one of the units: whose sheets that concerns is not said.
  let later: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(later));
  onLive(["overlap.changed"], () => {
    later ??= setTimeout(() => {
      later = undefined;
      void queries.invalidateQueries({ queryKey: ["conflict", "sheets"] });
    }, othersEvery);
  });

  const bySheet = createMemo(() => new Map((answerOf(query)?.sheets ?? []).map((one) => [one.worksheetId, one])));
  return (worksheetId: Id): SheetConflicts | undefined => bySheet().get(worksheetId);
}
