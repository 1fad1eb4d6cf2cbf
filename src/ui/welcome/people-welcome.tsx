import { A } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import UserCheck from "lucide-solid/icons/user-check";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { welcomePageWords } from "#words/welcome-page.ts";
import { writeInstant } from "#words/words.ts";
import { Hideable, stateOf } from "./hidden.tsx";
import { NoticeHead } from "./notice-head.tsx";

type State = Outputs["welcome"]["standings"][number]["state"];
const states: State[] = ["invited", "lapsing", "disabled"];
const most = 8;

/** Who administers access: who never came, who is about to lose it, for whom it is closed, each a click from her record (4.7). */
export function PeopleWelcome() {
  const w = useWords(welcomePageWords);
  const { language } = useLanguage();
  const standings = useQuery(() => ({ queryKey: ["people", "welcome"], queryFn: () => api.welcome.standings.query() }));
  const of = (state: State) => (answerOf(standings) ?? []).filter((one) => one.state === state);
  const day = (at: string) => writeInstant(at, language(), new Date());
  const notice = (state: State) =>
    ({ kind: state === "lapsing" ? "lapsing" : "invited", item: state, state: stateOf(of(state).map(({ id }) => id)) }) as const;
  return (
    <section aria-labelledby="access" class="flex flex-col gap-3">
      <div class="flex flex-wrap items-baseline gap-x-3">
        <h2 id="access" class="font-semibold">
          {w().people.title}
        </h2>
        <p class="text-sm text-muted">{w().people.text}</p>
      </div>
      <Show when={answerOf(standings)} fallback={<Skeleton rows={3} />}>
        <Show
          when={(answerOf(standings)?.length ?? 0) > 0}
          fallback={
            <p class="flex items-center gap-2 rounded-lg border border-line bg-surface px-3.5 py-3 text-sm text-muted">
              <UserCheck size={16} class="shrink-0 text-done" aria-hidden="true" />
              {w().people.allWell}
            </p>
          }
        >
          <For each={states}>
            {(state) => (
              <Show when={of(state).length > 0}>
                <Hideable of={notice(state)} name={w().people.states[state]}>
                  {(hide) => (
                    <section aria-labelledby={`access-${state}`} class="rounded-lg border border-line bg-surface">
                      <NoticeHead id={`access-${state}`} title={`${w().people.states[state]} (${of(state).length})`} hide={hide()} />
                      <ul class="divide-y divide-line">
                        <For each={of(state).slice(0, most)}>
                          {(person) => (
                            <li>
                              <A
                                href={`/personnes/${person.id}`}
                                class="flex min-h-row-list flex-wrap items-center gap-x-4 px-3.5 py-1 text-sm hover:bg-hover"
                              >
                                <span class="min-w-0 flex-1 font-medium">{person.name}</span>
                                <span class="text-xs text-muted">{w().people.since[state](day(person.at))}</span>
                              </A>
                            </li>
                          )}
                        </For>
                      </ul>
                    </section>
                  )}
                </Hideable>
              </Show>
            )}
          </For>
        </Show>
      </Show>
    </section>
  );
}
