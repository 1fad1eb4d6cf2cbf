import { useSearchParams } from "@solidjs/router";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/solid-query";
import { createEffect, createMemo, onCleanup, Show } from "solid-js";
import HistoryIcon from "lucide-solid/icons/scroll-text";
import SearchX from "lucide-solid/icons/search-x";
import { isDay } from "#domain/dates.ts";
import { subjects, type Subject } from "#domain/history.ts";
import { answerOf } from "#ui/answer.ts";
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
import { TextInput } from "#ui/parts/text-input.tsx";
import { activityWords } from "#words/activity.ts";
import { historyWords } from "#words/event.ts";
import { HistoryDays } from "./history-days.tsx";
import { HistoryList } from "./history-list.tsx";

type Page = Outputs["history"]["list"];
/** A page may hold little for who reaches some things only: more is asked for until so much is there, or this often. */
const enough = 20;
const farthest = 25;
const dayOrNull = (text: string | undefined): string | null => (text !== undefined && isDay(text) ? text : null);
const subjectOrNull = (text: string | undefined): Subject | null => (text !== undefined && text in subjects ? (text as Subject) : null);

const nameOf = (names: Readonly<Record<string, string>>, topic: string): string => names[topic] ?? topic;
type Search = { sujet?: string; genre?: string; par?: string; du?: string; au?: string; texte?: string };

/** `/historique`: the organisation's activity by day, narrowed by subject, kind, person, days and words; the address holds the filters. */
export function HistoryScreen() {
  const w = useWords(historyWords);
  const a = useWords(activityWords);
  const [search, setSearch] = useSearchParams<Search>();
  const filters = createMemo(() => ({
    subject: subjectOrNull(search.sujet),
    kind: search.genre ?? null,
    personId: search.par ?? null,
    from: dayOrNull(search.du),
    to: dayOrNull(search.au),
    text: search.texte ?? "",
  }));
  const narrowed = () => Object.values(filters()).some((value) => value !== null && value !== "");
  const choices = useQuery(() => ({ queryKey: ["history", "choices"], queryFn: () => api.history.choices.query(), staleTime: 300_000 }));
  const days = useQuery(() => ({
    queryKey: ["history", "days", filters()],
    queryFn: () => api.history.days.query(filters()),
    placeholderData: keepPreviousData,
  }));
  const history = useInfiniteQuery(() => ({
    queryKey: ["history", "list", filters()],
    queryFn: ({ pageParam }: { pageParam: number | null }) => api.history.list.query({ ...filters(), before: pageParam }),
    initialPageParam: null as number | null,
    getNextPageParam: (page: Page) => page.next,
    placeholderData: keepPreviousData,
  }));
  const entries = createMemo(() => answerOf(history)?.pages.flatMap((page) => page.entries) ?? []);
  const further = () =>
    history.isSuccess &&
    history.hasNextPage &&
    !history.isPlaceholderData &&
    entries().length < enough &&
    history.data.pages.length < farthest;
  createEffect(() => {
    if (further() && !history.isFetchingNextPage && !history.isError) void history.fetchNextPage();
  });
  const clear = () =>
    setSearch({ sujet: undefined, genre: undefined, par: undefined, du: undefined, au: undefined, texte: undefined }, { scroll: false });
  let typing: ReturnType<typeof setTimeout> | undefined;
  const type = (text: string) => {
    clearTimeout(typing);
    typing = setTimeout(() => setSearch({ texte: text.trim() === "" ? undefined : text.trim() }, { replace: true, scroll: false }), 250);
  };
  onCleanup(() => clearTimeout(typing));
  const topics = createMemo(() =>
    (answerOf(choices)?.subjects ?? []).filter(({ subject }) => filters().subject === null || subject === filters().subject),
  );
  const kinds = createMemo(() =>
    topics().flatMap(({ subject, topics: of }) =>
      of.flatMap((topic) => [
        { value: topic, label: nameOf(a().topics, topic), group: w().subjects[subject] },
        ...(topic === "request" ? Object.entries(a().moves).map(([value, label]) => ({ value, label, group: w().subjects[subject] })) : []),
      ]),
    ),
  );
  const people = () => (answerOf(choices)?.people ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const counts = createMemo(() => new Map((answerOf(days)?.days ?? []).map((one) => [one.day, one])));
  return (
    <Screen title={w().title}>
      <div class="flex max-w-5xl flex-col gap-5">
        <p class="text-sm text-muted">{w().lead}</p>
        <div class="flex flex-wrap items-end gap-3" role="search" aria-label={w().title}>
          <Field label={a().text} class="w-full sm:w-60">
            <TextInput type="search" value={filters().text} onChange={type} placeholder={a().textHint} maxLength={100} />
          </Field>
          <Field label={w().subject} class="w-full sm:w-56">
            <Select<Subject | "all">
              value={filters().subject ?? "all"}
              onChange={(value) => setSearch({ sujet: value === "all" ? undefined : value, genre: undefined })}
              options={[
                { value: "all", label: w().everything },
                ...(answerOf(choices)?.subjects ?? []).map(({ subject }) => ({ value: subject, label: w().subjects[subject] })),
              ]}
            />
          </Field>
          <Field label={a().kind} class="w-full sm:w-56">
            <Select
              value={filters().kind ?? "all"}
              onChange={(value) => setSearch({ genre: value === "all" ? undefined : value })}
              options={[{ value: "all", label: a().anyKind }, ...kinds()]}
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
          <Field label={w().from} class="w-[calc(50%-0.375rem)] sm:w-42">
            <DateInput value={search.du ?? ""} onChange={(day) => setSearch({ du: day === "" ? undefined : day }, { replace: true })} />
          </Field>
          <Field label={w().to} class="w-[calc(50%-0.375rem)] sm:w-42">
            <DateInput value={search.au ?? ""} onChange={(day) => setSearch({ au: day === "" ? undefined : day }, { replace: true })} />
          </Field>
          <Show when={narrowed()}>
            <Button kind="quiet" onClick={clear}>
              {w().clear}
            </Button>
          </Show>
        </div>
        <Show when={answerOf(days)}>
          {(of) => (
            <HistoryDays
              of={of()}
              subject={filters().subject}
              onDay={(day) =>
                setSearch(search.du === day && search.au === day ? { du: undefined, au: undefined } : { du: day, au: day }, {
                  scroll: false,
                })
              }
              onSubject={(subject) => setSearch({ sujet: subject ?? undefined, genre: undefined }, { scroll: false })}
            />
          )}
        </Show>
        <Show when={answerOf(history)} fallback={<Skeleton rows={10} />}>
          <Show
            when={entries().length > 0 || further()}
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
            <HistoryList entries={entries()} counts={counts()} />
            <Show when={history.hasNextPage} fallback={<p class="text-xs text-muted">{w().end}</p>}>
              <Button class="self-start" pending={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
                {further() ? a().looking : w().more}
              </Button>
            </Show>
          </Show>
        </Show>
      </div>
    </Screen>
  );
}
