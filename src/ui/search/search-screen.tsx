import { useSearchParams } from "@solidjs/router";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/solid-query";
import { createSignal, For, onMount, Show } from "solid-js";
import Search from "lucide-solid/icons/search";
import SearchX from "lucide-solid/icons/search-x";
import { hitKinds, searchedBy, type Hit, type HitKind } from "#domain/search.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useMe } from "#ui/frame/me.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { searchWords } from "#words/search.ts";
import { HitList } from "./hit-list.tsx";
import { kindSlugs } from "./hit.ts";

type Page = Outputs["search"]["list"];

const addressOf = (text: string, kind: HitKind | null) =>
  `/recherche?${new URLSearchParams({ ...(text === "" ? {} : { q: text }), ...(kind === null ? {} : { sorte: kindSlugs[kind] }) })}`;

/** `/recherche?q=…&sorte=…`: everything a text finds, kind by kind, or all of one kind. */
export function SearchScreen() {
  const w = useWords(searchWords);
  const me = useMe();
  const [search, setSearch] = useSearchParams<{ q?: string; sorte?: string }>();
  const [typed, setTyped] = createSignal(search.q ?? "");
  const text = () => search.q ?? "";
  const enough = () => text().trim().length > 1;
  const kind = (): HitKind | null => hitKinds.find((one) => kindSlugs[one] === search.sorte) ?? null;
  const kinds = () => (me.data?.actor ? searchedBy(me.data.actor) : []);
  let box: HTMLDivElement | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const type = (next: string) => {
    setTyped(next);
    clearTimeout(waiting);
    waiting = setTimeout(() => setSearch({ q: next.trim() === "" ? undefined : next.trim() }, { replace: true }), 200);
  };
  // Whoever comes with nothing to look for has come to type.
  onMount(() => {
    if (text() === "") box?.querySelector("input")?.focus();
  });

  return (
    <Screen
      title={w().title}
      width="narrow"
      bar={
        <div class="mx-auto flex w-full max-w-180 flex-col gap-2.5 pt-1 pb-0.5">
          <div ref={box} role="search">
            <Field label={w().label} hiddenLabel>
              <TextInput type="search" value={typed()} onChange={type} placeholder={w().placeholder} autocomplete="off" maxlength={200} />
            </Field>
          </div>
          <nav aria-label={w().filter} class="flex flex-wrap gap-1.5">
            <For each={[null, ...kinds()]}>
              {(one) => (
                // not the router's own link, which says by itself what is current, and knows paths alone
                <a
                  href={addressOf(text(), one)}
                  aria-current={kind() === one ? "true" : undefined}
                  class="inline-flex min-h-7 items-center rounded-full border border-line-strong px-2.5 text-xs font-medium text-muted hover:bg-hover hover:text-ink aria-[current=true]:border-accent aria-[current=true]:bg-accent-soft aria-[current=true]:text-ink"
                >
                  {one === null ? w().all : w().kinds[one]}
                </a>
              )}
            </For>
          </nav>
        </div>
      }
    >
      <Show when={enough()} fallback={<EmptyState icon={<Search size={22} />} title={w().teach.title} text={w().teach.text} />}>
        <Show when={kind()} fallback={<Everything text={text()} />}>
          {(one) => <OneKind text={text()} kind={one()} />}
        </Show>
      </Show>
    </Screen>
  );
}

function Everything(props: { text: string }) {
  const w = useWords(searchWords);
  const found = useQuery(() => ({
    queryKey: ["search", "find", props.text],
    queryFn: () => api.search.find.query({ text: props.text }),
    placeholderData: keepPreviousData,
  }));
  return (
    <Show when={!found.isError} fallback={<Mishap error={found.error} retry={() => void found.refetch()} />}>
      <Show when={answerOf(found)} fallback={<Skeleton rows={8} />}>
        {(answer) => (
          <Show when={answer().groups.length > 0} fallback={<None text={props.text} />}>
            <Show when={answer().otherwise}>
              <Notice class="mb-4">{w().otherwise}</Notice>
            </Show>
            <div class="flex flex-col gap-6">
              <For each={answer().groups}>
                {(group) => (
                  <section aria-labelledby={`found-${group.kind}`}>
                    <div class="mb-1.5 flex min-h-7 items-center justify-between gap-3">
                      <h2 id={`found-${group.kind}`} class="text-sm font-semibold">
                        {w().kinds[group.kind]}
                      </h2>
                      <Show when={group.more}>
                        <ButtonLink size="sm" kind="quiet" href={addressOf(props.text, group.kind)}>
                          {w().more(w().kinds[group.kind])}
                        </ButtonLink>
                      </Show>
                    </div>
                    <HitList label={w().kinds[group.kind]} hits={group.hits} words={answer().words} />
                  </section>
                )}
              </For>
            </div>
          </Show>
        )}
      </Show>
    </Show>
  );
}

function OneKind(props: { text: string; kind: HitKind }) {
  const w = useWords(searchWords);
  const list = useInfiniteQuery(() => ({
    queryKey: ["search", "list", props.kind, props.text],
    queryFn: ({ pageParam }: { pageParam: Page["next"] }) =>
      api.search.list.query({ text: props.text, kind: props.kind, cursor: pageParam }),
    initialPageParam: null as Page["next"],
    getNextPageParam: (page: Page) => page.next,
    placeholderData: keepPreviousData,
  }));
  const hits = (): Hit[] => answerOf(list)?.pages.flatMap((page) => page.hits) ?? [];
  const first = () => answerOf(list)?.pages[0];
  return (
    <Show when={!list.isError} fallback={<Mishap error={list.error} retry={() => void list.refetch()} />}>
      <Show when={first()} fallback={<Skeleton rows={8} />}>
        {(page) => (
          <Show when={hits().length > 0} fallback={<None text={props.text} within />}>
            <Show when={page().otherwise}>
              <Notice class="mb-4">{w().otherwise}</Notice>
            </Show>
            <HitList label={w().kinds[props.kind]} hits={hits()} words={page().words} />
            <Pager
              shown={hits().length}
              more={list.hasNextPage}
              pending={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
            />
          </Show>
        )}
      </Show>
    </Show>
  );
}

function None(props: { text: string; within?: boolean }) {
  const w = useWords(searchWords);
  return (
    <EmptyState
      icon={<SearchX size={22} />}
      title={w().none.title(props.text)}
      text={w().none.text}
      action={
        <Show when={props.within}>
          <ButtonLink href={addressOf(props.text, null)}>{w().none.all}</ButtonLink>
        </Show>
      }
    />
  );
}
