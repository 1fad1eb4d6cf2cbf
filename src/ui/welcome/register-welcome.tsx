import { A, useSearchParams } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import { registerFilters } from "#domain/student.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { studentWords } from "#words/student.ts";
import { welcomePageWords } from "#words/welcome-page.ts";
import { CountTile } from "./count-tile.tsx";

type Filter = (typeof registerFilters)[number];
const isFilter = (of: unknown): of is Filter => (registerFilters as readonly unknown[]).includes(of);
const most = 8;

/** Who keeps the register: how many students stand where, and who they are in a click (F-146 for the student administrator). */
export function RegisterWelcome() {
  const w = useWords(welcomePageWords);
  const s = useWords(studentWords);
  const [search] = useSearchParams<{ registre?: string }>();
  const counts = useQuery(() => ({ queryKey: ["student", "welcome"], queryFn: () => api.welcome.register.query() }));
  const shown = (): Filter | null => (isFilter(search.registre) ? search.registre : null);
  const list = useQuery(() => ({
    queryKey: ["student", "welcome-list", shown()],
    queryFn: () => api.student.list.query({ filter: shown() ?? "all" }),
    enabled: shown() !== null,
  }));
  const rows = () => (answerOf(list)?.rows ?? []).slice(0, most);
  const tiles = () => (answerOf(counts) ?? []).filter(({ filter, students }) => students > 0 || filter === "all");
  return (
    <section aria-labelledby="register" class="flex flex-col gap-2">
      <div class="flex flex-wrap items-baseline gap-x-3">
        <h2 id="register" class="font-semibold">
          {w().register.title}
        </h2>
        <p class="text-sm text-muted">{w().register.text}</p>
      </div>
      <Show when={answerOf(counts)} fallback={<Skeleton rows={3} />}>
        <ul class="grid grid-cols-2 gap-2 sm:grid-cols-[repeat(auto-fill,minmax(11.5rem,1fr))]">
          <For each={tiles().map(({ filter }) => filter)}>
            {(filter) => (
              <CountTile
                href={shown() === filter ? "/accueil" : `/accueil?registre=${filter}`}
                open={shown() === filter}
                controls="register-list"
                count={tiles().find((one) => one.filter === filter)?.students ?? 0}
                label={<span class="text-xs font-semibold">{s().filters[filter]}</span>}
                text=""
                danger={filter === "consent-soon"}
              />
            )}
          </For>
        </ul>
      </Show>
      <Show when={shown()}>
        {(filter) => (
          <section id="register-list" aria-labelledby="register-list-title" class="rounded-lg border border-line bg-surface">
            <div class="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3.5 py-2">
              <h3 id="register-list-title" class="min-w-0 flex-1 text-sm font-semibold">
                {s().filters[filter()]}
              </h3>
              <Show when={(answerOf(list)?.total ?? 0) > rows().length}>
                <span class="text-xs text-muted tabular-nums">{w().register.first(rows().length, answerOf(list)?.total ?? 0)}</span>
              </Show>
              <ButtonLink size="sm" href={`/etudiants${filter() === "all" ? "" : `?voir=${filter()}`}`}>
                {w().register.open}
              </ButtonLink>
            </div>
            <Show when={answerOf(list)} fallback={<Skeleton rows={4} />}>
              <Show when={rows().length > 0} fallback={<p class="px-3.5 py-3 text-sm text-muted">{w().register.none}</p>}>
                <ul class="divide-y divide-line">
                  <For each={rows().map(({ id }) => id)}>
                    {(id) => (
                      <Show when={rows().find((one) => one.id === id)}>
                        {(row) => (
                          <li>
                            <A
                              href={`/etudiants/${id}${filter() === "all" ? "" : `?voir=${filter()}`}`}
                              class="flex min-h-row-list flex-wrap items-center gap-x-4 px-3.5 py-1 text-sm hover:bg-hover"
                            >
                              <span class="min-w-0 flex-1 font-medium">
                                {[row().lastName, row().firstName].filter(Boolean).join(", ") || s().filters.hidden}
                              </span>
                              <span class="text-muted tabular-nums">{row().number}</span>
                              <span class="text-xs text-muted">{row().courses.join(", ")}</span>
                            </A>
                          </li>
                        )}
                      </Show>
                    )}
                  </For>
                </ul>
              </Show>
            </Show>
          </section>
        )}
      </Show>
    </section>
  );
}
