import { useQuery } from "@tanstack/solid-query";
import { createEffect, createMemo, on, onCleanup, type Accessor } from "solid-js";
import { unwrap } from "solid-js/store";
import type { CapacityLine } from "#domain/capacity.ts";
import type { Id } from "#domain/id.ts";
import type { Intent } from "#domain/overlap.ts";
import type { CheckFacts } from "#domain/row-check.ts";
import { api } from "#ui/client.ts";
import { connection, onLive } from "#ui/live.ts";

/** Who else is at a unit, and the lines of what it takes. */
export interface TakenUnit {
  intents: readonly Intent[];
  lines: readonly CapacityLine[];
}

/** What the check of a sheet is told besides its own cells: by the server, as it changes. */
export interface CheckSource {
  /** Null until it is known. */
  facts: Accessor<Omit<CheckFacts, "kind" | "catalogue"> | null>;
  /** Rows name these services: who else is at their units is asked for, and again when it changes. */
  want(serviceIds: Iterable<Id>): void;
  /** Calls back with everybody else at units, unit by unit. */
  onTaken(listener: (taken: ReadonlyMap<Id, TakenUnit>) => void): void;
}

/** So many services one question names. */
const mostServices = 300;
const soon = 80;
/** A question that failed is asked again. */
const later = 5_000;

export function createCheckSource(worksheetId: string): CheckSource {
  const query = useQuery(() => ({
    queryKey: ["check", "facts", worksheetId],
    queryFn: () => api.check.facts.query({ worksheetId }),
  }));
  const facts = createMemo(
    () => (query.isSuccess ? structuredClone(unwrap(query.data)) : null),
    undefined,
    // closures and agreements change seldom, what makes them be asked for again is frequent
    { equals: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  );

  const wanted = new Set<Id>();
  const stale = new Set<Id>();
  const listeners: ((taken: ReadonlyMap<Id, TakenUnit>) => void)[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  let gone = false;

  function ask(ms: number): void {
    if (asking || gone || typeof window === "undefined") return;
    timer ??= setTimeout(() => void fetchStale(), ms);
  }
  async function fetchStale(): Promise<void> {
    timer = undefined;
    const serviceIds = [...stale].slice(0, mostServices);
    if (serviceIds.length === 0) return;
    for (const one of serviceIds) stale.delete(one);
    asking = true;
    let next = soon;
    try {
      const { destinationIds, intents, lines } = await api.check.around.query({ worksheetId, serviceIds });
      const byUnit = Map.groupBy(intents, ({ destinationId }) => destinationId);
      const linesAt = Map.groupBy(lines, ({ destinationId }) => destinationId);
      const taken = new Map<Id, TakenUnit>(
        destinationIds.map((id) => [id, { intents: byUnit.get(id) ?? [], lines: linesAt.get(id) ?? [] }]),
      );
      if (!gone) for (const listener of listeners) listener(taken);
    } catch {
      // the page says by itself that nobody answers; what was known stays until then
      for (const one of serviceIds) stale.add(one);
      next = later;
    }
    asking = false;
    if (stale.size > 0) ask(next);
  }
  function renew(serviceIds: Iterable<Id>): void {
    for (const one of serviceIds) if (wanted.has(one)) stale.add(one);
    if (stale.size > 0) ask(soon);
  }

  onLive(["overlap.changed", "capacity.changed"], ({ within }) => renew(within));
  onLive(["zone.changed"], () => renew(wanted));
  onLive("all", ({ kind, within }) => {
    if (kind.startsWith("request.") && within.includes(worksheetId)) renew(wanted);
  });
  createEffect(
    on(connection, (now, before) => {
      if (now === "live" && before === "offline") renew(wanted);
    }),
  );
  onCleanup(() => {
    gone = true;
    clearTimeout(timer);
  });
  return {
    facts,
    want(serviceIds) {
      for (const one of serviceIds) {
        if (wanted.has(one)) continue;
        wanted.add(one);
        stale.add(one);
      }
      if (stale.size > 0) ask(soon);
    },
    onTaken: (listener) => void listeners.push(listener),
  };
}
