import { A } from "@solidjs/router";
import { useQuery, useQueryClient, type QueryClient } from "@tanstack/solid-query";
import { For, onCleanup, onMount, Show } from "solid-js";
import Sparkles from "lucide-solid/icons/sparkles";
import { can } from "#domain/access.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { onLive } from "#ui/live.ts";
import { Button } from "#ui/parts/button.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { historyWords } from "#words/event.ts";
import { welcomePageWords, writeSince } from "#words/welcome-page.ts";
import { useWelcome } from "./page-state.ts";

/** How often a page that is looked at says so, in milliseconds: within the half hour after which a visit is over. */
const beat = 5 * 60_000;

const refreshNews = (queries: QueryClient) =>
  void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === "welcome" && queryKey[2] === "news" });

/** The visit goes on while the page is there to be seen, and ends when it is left. */
function useVisit() {
  const queries = useQueryClient();
  const say = async () => {
    try {
      await api.welcome.visit.mutate();
      refreshNews(queries);
    } catch {
      // Offline, or signed out: the next beat says it.
    }
  };
  onMount(() => {
    void say();
    const seen = () => {
      if (document.visibilityState === "visible") void say();
    };
    const timer = setInterval(seen, beat);
    document.addEventListener("visibilitychange", seen);
    onCleanup(() => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", seen);
      void say();
    });
  });
}

/** « Depuis hier 16 h 10 : 3 acceptées, 1 refusée… », each the way to what it counts; live, until marked as seen (F-154). */
export function NewsBand() {
  const w = useWords(welcomePageWords);
  const h = useWords(historyWords);
  const { language } = useLanguage();
  const page = useWelcome();
  const queries = useQueryClient();
  const failure = useFailure();
  useVisit();
  // What happens to requests refreshes it for who has some, everything that happens for the others.
  const news = useQuery(() => ({
    queryKey: [can(page.actor(), "request.see") ? "request" : "history", "welcome", "news", page.asked().side],
    queryFn: () => api.welcome.news.query({ side: page.asked().side }),
  }));
  onLive(["supervision.named", "supervision.changed", "supervision.removed"], () => refreshNews(queries));
  const known = () => answerOf(news);
  const when = () => writeSince(known()?.since ?? "", language(), new Date());
  const some = () => (known()?.requests.length ?? 0) + (known()?.subjects.length ?? 0) > 0;
  const side = () => page.head()?.side ?? "placing";
  const allSeen = async () => {
    try {
      await api.welcome.allSeen.mutate();
      refreshNews(queries);
      page.refresh();
      toast({ text: w().allSeenDone });
    } catch (error) {
      failure.tell(error);
    }
  };
  const link = "inline-flex min-h-6 items-center rounded-sm font-medium text-accent hover:underline";
  return (
    <Show when={known()?.since}>
      <Show when={some()} fallback={<p class="text-sm text-muted">{w().noNews(when())}</p>}>
        <section
          aria-labelledby="news"
          class="flex flex-wrap items-center gap-x-4 gap-y-1.5 rounded-lg border border-accent/35 bg-accent-soft px-3.5 py-2 text-sm"
        >
          <Sparkles size={16} class="shrink-0 text-accent" aria-hidden="true" />
          <h2 id="news" class="font-semibold">
            {w().since(when())}
          </h2>
          <ul class="flex min-w-0 flex-[1_1_18rem] flex-wrap gap-x-4 gap-y-0.5">
            <For each={known()?.requests.map(({ group }) => group)}>
              {(group) => (
                <Show when={known()?.requests.find((one) => one.group === group)}>
                  {(one) => (
                    <li>
                      <A class={link} noScroll href={page.hrefOf("changed", group)} aria-expanded={page.group() === group}>
                        {w().news[group](one().count, side())}
                      </A>
                    </li>
                  )}
                </Show>
              )}
            </For>
            <For each={known()?.subjects.map(({ subject }) => subject)}>
              {(subject) => (
                <Show when={known()?.subjects.find((one) => one.subject === subject)}>
                  {(one) => (
                    <li>
                      <A class={link} href={`/historique?sujet=${subject}`}>
                        {h().subjects[subject]}, {w().acts(one().count)}
                      </A>
                    </li>
                  )}
                </Show>
              )}
            </For>
            <Show when={known()?.more}>
              <li class="text-muted">{w().moreThan}</li>
            </Show>
          </ul>
          <Button size="sm" onClick={() => void allSeen()}>
            {w().allSeen}
          </Button>
        </section>
      </Show>
    </Show>
  );
}
