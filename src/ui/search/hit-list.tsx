import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Hit } from "#domain/search.ts";
import { useLanguage } from "#ui/language.tsx";
import { MarkedText } from "#ui/parts/marked-text.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { hitIcons, shownHit } from "./hit.ts";

/** What was found, a line each, that opens where the thing lives. */
export function HitList(props: { label: string; hits: readonly Hit[]; words: readonly string[] }) {
  const { language } = useLanguage();
  return (
    <ul aria-label={props.label} class="divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
      <For each={props.hits}>
        {(hit) => {
          const shown = () => shownHit(hit, language());
          return (
            <li>
              <A
                href={shown().href}
                class="flex min-h-12 items-center gap-x-3 gap-y-1 px-3 py-2 text-sm max-sm:flex-wrap hover:bg-hover focus-visible:-outline-offset-2"
              >
                <Dynamic component={hitIcons[hit.kind]} size={17} class="shrink-0 text-muted" aria-hidden="true" />
                <span class="min-w-0 flex-1">
                  <span class="block font-medium break-words">
                    <MarkedText text={shown().words} words={props.words} />
                  </span>
                  <Show when={shown().detail !== ""}>
                    <span class="block text-xs break-words text-muted">
                      <MarkedText text={shown().detail} words={props.words} />
                    </span>
                  </Show>
                </span>
                <Show when={shown().status}>
                  {(status) => (
                    <span class="max-w-2/5 shrink-0 max-sm:w-full max-sm:max-w-full max-sm:pl-7">
                      <StatusChip status={status()} />
                    </span>
                  )}
                </Show>
              </A>
            </li>
          );
        }}
      </For>
    </ul>
  );
}
