import { useQueryClient, type QueryKey } from "@tanstack/solid-query";
import { onCleanup } from "solid-js";
import { api, type Inputs } from "#ui/client.ts";
import { onLive } from "#ui/live.ts";
import { merged, placeKey, type SupplyData } from "./supply-rows.ts";

/** Several changes of one moment are asked for at once. */
const together = 60;
/** More places than this and the whole picture is asked for. */
const mostPlaces = 60;

/**
 * Follows what changes while the picture is open: a place that changed is asked for by itself and put where it was, so that what somebody
 * types elsewhere is on the screen in well under a second, however large the picture is (R502).
 */
export function useSupplyLive(of: { key(): QueryKey; asked(): Inputs["supply"]["grid"] }): void {
  const queries = useQueryClient();
  const changed = new Set<string>();
  let whole = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  onCleanup(() => {
    over = true;
    clearTimeout(timer);
  });

  async function look(): Promise<void> {
    timer = undefined;
    const [key, asked, ids] = [of.key(), of.asked(), [...changed]];
    const all = whole || ids.length > mostPlaces;
    changed.clear();
    whole = false;
    void queries.invalidateQueries({ queryKey: ["supply", "place"] });
    const data = queries.getQueryData<SupplyData>(key);
    if (all || !data) return void queries.invalidateQueries({ queryKey: key });
    // a place that is not in the picture is nobody's business here; what a service has without a unit may be new in it
    const here = new Set(data.rows.flatMap((row) => [placeKey(row), row.serviceId]));
    const placeIds = ids.filter((id) => here.has(id));
    if (placeIds.length === 0) return;
    try {
      const { rows } = await api.supply.grid.query({ ...asked, placeIds });
      if (over) return;
      queries.setQueryData<SupplyData>(key, (before) => before && merged(before, { ids: placeIds, rows }));
    } catch {
      void queries.invalidateQueries({ queryKey: key });
    }
  }

  onLive(["supply.changed"], ({ about, within }) => {
    changed.add(about);
    // hundreds at once are told as their organisation
    if (within.includes(about)) whole = whole || within.length === 1;
    timer ??= setTimeout(() => void look(), together);
  });
}
