import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { inOrder, type Counts } from "#ui/request/filters.tsx";
import { welcomeWords } from "#words/welcome.ts";

/** Requests and places by status, each a link to its list (F-146): they change as things happen. */
export function StatusCounts(props: { counts: Counts; href: "/sorties" | "/demandes" }) {
  const w = useWords(welcomeWords);
  return (
    <Show when={props.counts.counts.length > 0}>
      <section aria-labelledby="by-status" class="rounded-lg border border-line bg-surface">
        <div class="border-b border-line px-3.5 py-2.5">
          <h2 id="by-status" class="font-semibold">
            {w().byStatus}
          </h2>
          <p class="text-xs text-muted">{w().today}</p>
        </div>
        <ul class="divide-y divide-line">
          <For each={inOrder(props.counts.counts)}>
            {(one) => (
              <li>
                <A
                  href={`${props.href}?etat=${one.status}`}
                  class="flex min-h-row-list items-center gap-3 px-3.5 py-1.5 text-sm hover:bg-hover"
                >
                  <span class="min-w-0 flex-1">
                    <StatusChip status={one.status} />
                  </span>
                  <span class="text-right">
                    <span class="block font-semibold tabular-nums">{w().requests(one.requests)}</span>
                    <span class="block text-xs text-muted tabular-nums">{w().places(one.places)}</span>
                  </span>
                </A>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
