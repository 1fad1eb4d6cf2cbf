import type { Query, QueryClient } from "@tanstack/solid-query";

type Which = (query: Query) => boolean;

/**
 * Asks anew whatever something that happened made old. A question that is asked for the first time and not answered yet is asked again
 * once it is: the library would drop the wish, and its answer may be from before what happened.
 */
export function refreshStale(queries: QueryClient, isStale: Which): void {
  const first = queries.getQueryCache().findAll({
    predicate: (query) => isStale(query) && query.state.fetchStatus === "fetching" && query.state.data === undefined,
  });
  for (const { promise, queryHash } of first) {
    const again = () => void queries.invalidateQueries({ predicate: (query) => query.queryHash === queryHash });
    // When the library has written the answer down, and not merely got it.
    promise?.then(
      () => queueMicrotask(again),
      () => undefined,
    );
  }
  void queries.invalidateQueries({ predicate: isStale });
}
