import { useSearchParams } from "@solidjs/router";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/solid-query";
import { createMemo, Show } from "solid-js";
import HistoryIcon from "lucide-solid/icons/scroll-text";
import SearchX from "lucide-solid/icons/search-x";
import { isDay } from "#domain/dates.ts";
import { subjects, type Subject } from "#domain/history.ts";
import { api, type Outputs } from "#ui/client.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Select } from "#ui/parts/select.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { historyWords } from "#words/event.ts";
import { HistoryList } from "./history-list.tsx";

type Page = Outputs["history"]["list"];
const dayOrNull = (text: string | undefined): string | null => (text !== undefined && isDay(text) ? text : null);
const subjectOrNull = (text: string | undefined): Subject | null => (text !== undefined && text in subjects ? (text as Subject) : null);

/** `/historique`: what was done in the organisation, narrowed by subject, person and days; the address holds the filters. */
export function HistoryScreen() {
  const w = useWords(historyWords);
  const [search, setSearch] = useSearchParams<{ sujet?: string; par?: string; du?: string; au?: string }>();
  const filters = () => ({
    subject: subjectOrNull(search.sujet),
    personId: search.par ?? null,
    from: dayOrNull(search.du),
    to: dayOrNull(search.au),
  });
  const narrowed = () => Object.values(filters()).some((value) => value !== null);
  const choices = useQuery(() => ({ queryKey: ["history", "choices"], queryFn: () => api.history.choices.query(), staleTime: 300_000 }));
  const history = useInfiniteQuery(() => ({
    queryKey: ["history", "list", filters()],
    queryFn: ({ pageParam }: { pageParam: number | null }) => api.history.list.query({ ...filters(), before: pageParam }),
    initialPageParam: null as number | null,
    getNextPageParam: (page: Page) => page.next,
    placeholderData: keepPreviousData,
  }));
  const entries = createMemo(() => history.data?.pages.flatMap((page) => page.entries) ?? []);
  const clear = () => setSearch({ sujet: undefined, par: undefined, du: undefined, au: undefined });
  const people = () => (choices.data?.people ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Screen title={w().title}>
      <div class="flex max-w-4xl flex-col gap-5">
        <p class="text-sm text-muted">{w().lead}</p>
        <div class="flex flex-wrap items-end gap-3" role="search" aria-label={w().title}>
          <Field label={w().subject} class="w-full sm:w-56">
            <Select<Subject | "all">
              value={filters().subject ?? "all"}
              onChange={(value) => setSearch({ sujet: value === "all" ? undefined : value })}
              options={[
                { value: "all", label: w().everything },
                ...(choices.data?.subjects ?? []).map((value) => ({ value, label: w().subjects[value] })),
              ]}
            />
          </Field>
          <Show when={people().length > 0}>
            <Field label={w().person} class="w-full sm:w-60">
              <Combobox
                value={search.par ?? ""}
                onChange={(id) => setSearch({ par: id === "" ? undefined : id })}
                options={people()}
                placeholder={w().everyone}
              />
            </Field>
          </Show>
          <Field label={w().from} class="w-36">
            <DateInput value={search.du ?? ""} onChange={(day) => setSearch({ du: day === "" ? undefined : day }, { replace: true })} />
          </Field>
          <Field label={w().to} class="w-36">
            <DateInput value={search.au ?? ""} onChange={(day) => setSearch({ au: day === "" ? undefined : day }, { replace: true })} />
          </Field>
          <Show when={narrowed()}>
            <Button kind="quiet" onClick={clear}>
              {w().clear}
            </Button>
          </Show>
        </div>
        <Show when={history.data} fallback={<Skeleton rows={10} />}>
          <Show
            when={entries().length > 0}
            fallback={
              <Show
                when={narrowed()}
                fallback={<EmptyState icon={<HistoryIcon size={22} />} title={w().emptyTitle} text={w().emptyText} />}
              >
                <EmptyState
                  icon={<SearchX size={22} />}
                  title={w().noneTitle}
                  text={w().noneText}
                  action={<Button onClick={clear}>{w().clear}</Button>}
                />
              </Show>
            }
          >
            <HistoryList entries={entries()} />
            <Show when={history.hasNextPage} fallback={<p class="text-xs text-muted">{w().end}</p>}>
              <Button class="self-start" pending={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
                {w().more}
              </Button>
            </Show>
          </Show>
        </Show>
      </div>
    </Screen>
  );
}
