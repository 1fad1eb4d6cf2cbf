import { A } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { routingWords } from "#words/routing.ts";
import { Hideable, stateOf } from "./hidden.tsx";
import { NoticeHead } from "./notice-head.tsx";

/** Contacts of one's units who answer no more, or will not in a few days, and who takes over (7.3). Nothing when all is well. */
export function ContactsWatched() {
  const w = useWords(routingWords);
  const watched = useQuery(() => ({ queryKey: ["contact", "watched"], queryFn: () => api.contact.watched.query() }));
  const list = () => answerOf(watched) ?? [];
  return (
    <Show when={list().length > 0}>
      <Hideable of={{ kind: "contacts", state: stateOf(list().map(({ name, why }) => `${name}:${why}`)) }} name={w().watched}>
        {(hide) => (
          <section aria-labelledby="watched" class="rounded-lg border border-warn/40 bg-surface">
            <NoticeHead id="watched" title={w().watched} hide={hide()} />
            <ul class="divide-y divide-line text-sm">
              <For each={list().slice(0, 8)}>
                {(one) => (
                  <li class="flex flex-col gap-0.5 px-3.5 py-2">
                    <p>
                      <span class="font-medium">{one.name}</span>
                      <span class="text-muted">
                        , {one.why === "lapses" ? w().watchedLapses(one.lapsesIn ?? 0) : (w().watchedWhy[one.why] ?? one.why)}
                      </span>
                    </p>
                    <For each={one.units.slice(0, 3)}>
                      {(unit) => (
                        <A
                          class="inline-flex min-h-6 items-center text-accent hover:underline"
                          href={`/milieux/${unit.id}?onglet=contacts`}
                        >
                          {unit.next === null
                            ? w().watchedPaper(`${unit.name}, ${unit.site}`)
                            : w().watchedNext(`${unit.name}, ${unit.site}`, unit.next)}
                        </A>
                      )}
                    </For>
                  </li>
                )}
              </For>
            </ul>
          </section>
        )}
      </Hideable>
    </Show>
  );
}
