import { useLocation, useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/solid-query";
import { createContext, createEffect, createMemo, createSignal, on, Show, Suspense, type JSX } from "solid-js";
import Mail from "lucide-solid/icons/mail";
import Printer from "lucide-solid/icons/printer";
import SearchX from "lucide-solid/icons/search-x";
import Settings from "lucide-solid/icons/settings-2";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { DataList, type DataColumn } from "#ui/parts/data-list.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { Progress } from "#ui/parts/progress.tsx";
import { Select } from "#ui/parts/select.tsx";
import { SelectionBar } from "#ui/parts/selection-bar.tsx";
import { SearchBox } from "#ui/student/search-box.tsx";
import { letterWords } from "#words/letter.ts";
import { printWords, writeOn } from "#words/print.ts";
import { writeInstant } from "#words/words.ts";
import { usePrintCommands, type PrintCommands, type Printout } from "./print-commands.ts";
import { PrintStateChip, useFollowUp } from "./print-state.tsx";

type State = "open" | "delivered" | "all";
const isState = (text: unknown): text is State => text === "open" || text === "delivered" || text === "all";

interface Shared {
  commands: PrintCommands;
  back(): void;
}
export const PrintShared = createContext<Shared>();

/** The address of the mail window for these reports. */
export const letterOf = (ids: readonly string[]): string => `/impression/courriel?rapports=${ids.join(",")}`;

/** `/impression`: the PDFs of what does not go through the system, from « en préparation » to delivered and answered (F-132, 4.1.6). */
export function PrintScreen(props: { children?: JSX.Element }) {
  const w = useWords(printWords);
  const l = useWords(letterWords);
  const { language } = useLanguage();
  const params = useParams<{ id?: string }>();
  const navigate = useNavigate();
  const location = useLocation();
  const followUp = useFollowUp();
  const [search, setSearch] = useSearchParams<{ etat?: string; site?: string; q?: string }>();
  const state = (): State => (isState(search.etat) ? search.etat : "open");
  const text = (value: string | string[] | undefined): string => (typeof value === "string" ? value : "");
  const filters = createMemo(() => ({
    state: state(),
    ...(text(search.site) ? { siteId: text(search.site) } : {}),
    ...(text(search.q) ? { text: text(search.q) } : {}),
  }));
  const narrowed = () => Boolean(search.site || search.q || search.etat === "delivered");
  const list = useInfiniteQuery(() => ({
    queryKey: ["print", "list", filters()],
    queryFn: ({ pageParam }: { pageParam: string | null }) => api.print.list.query({ filters: filters(), before: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: { next: string | null }) => page.next,
    placeholderData: keepPreviousData,
  }));
  const counts = useQuery(() => ({ queryKey: ["print", "counts"], queryFn: () => api.print.counts.query() }));
  const choices = useQuery(() => ({ queryKey: ["print", "choices"], queryFn: () => api.print.choices.query() }));
  const rows = createMemo((): Printout[] => answerOf(list)?.pages.flatMap((page) => page.printouts) ?? []);
  const [ticked, setTicked] = createSignal<ReadonlySet<string>>(new Set());
  // A row that left the list (delivered, filtered out) is not acted on unseen.
  createEffect(
    on(rows, (now) => {
      const there = new Set(now.map(({ id }) => id));
      if ([...ticked()].some((id) => !there.has(id))) setTicked(new Set([...ticked()].filter((id) => there.has(id))));
    }),
  );
  const chosen = () => rows().filter(({ id }) => ticked().has(id));
  const able = (may: keyof Printout["may"]) => chosen().filter((row) => row.may[may]);
  const sameSite = () => new Set(chosen().map(({ siteId }) => siteId)).size === 1;
  const commands = usePrintCommands({ done: () => setTicked(new Set<string>()) });
  const back = () => navigate(`/impression${location.search}`, { scroll: false });
  const open = () => answerOf(counts)?.open ?? 0;
  const making = () => answerOf(counts)?.making ?? 0;
  const instant = (at: string) => writeInstant(at, language(), new Date());
  const numbers = (row: Printout) => {
    const [first, ...more] = row.requests.map(({ reference }) => String(reference));
    return more.length === 0 ? (first ?? "") : `${first}, +${more.length}`;
  };
  const due = (row: Printout) => row.requests.flatMap(({ dueOn }) => dueOn ?? []).toSorted()[0] ?? "";

  const columns = (): DataColumn<Printout>[] => [
    {
      key: "place",
      header: w().columns.place,
      cell: (row) => (
        <span class="block min-w-0">
          <span class="block font-medium sm:truncate">{row.place}</span>
          <span class="block truncate text-xs text-muted max-sm:hidden">{row.receiving}</span>
        </span>
      ),
    },
    {
      key: "requests",
      header: w().columns.requests,
      width: "w-40",
      from: "sm",
      cell: (row) => (
        <span class="tabular-nums">
          {numbers(row)}
          <Show when={row.over}>
            <span class="ml-1.5 text-xs text-muted">{w().over}</span>
          </Show>
        </span>
      ),
    },
    { key: "state", header: w().columns.state, width: "w-40", cell: (row) => <PrintStateChip state={row.state} /> },
    { key: "due", header: w().columns.due, width: "w-30", from: "md", cell: (row) => <span class="tabular-nums">{due(row)}</span> },
    {
      key: "reply",
      header: w().columns.reply,
      from: "lg",
      cell: (row) => (
        <span class="text-sm">
          {followUp(row) ||
            (row.deliveredAt && row.deliveredHow
              ? w().deliveredBy(writeOn(row.deliveredAt, language()), row.deliveredBy ?? "", row.deliveredHow)
              : "")}
        </span>
      ),
    },
    {
      key: "created",
      header: w().columns.created,
      from: "xl",
      cell: (row) => <span class="block truncate text-muted">{w().madeBy(instant(row.createdAt), row.createdBy)}</span>,
    },
  ];
  const empty = () => (
    <Show
      when={narrowed()}
      fallback={
        <EmptyState
          icon={<Printer size={22} />}
          title={w().empty.title}
          text={w().empty.text}
          action={
            <Show when={answerOf(choices)?.side === "placing"}>
              <ButtonLink kind="primary" href="/sorties">
                {w().empty.action}
              </ButtonLink>
            </Show>
          }
        />
      }
    >
      <EmptyState
        icon={<SearchX size={22} />}
        title={w().none.title}
        text={w().none.text}
        action={<Button onClick={() => setSearch({ etat: undefined, site: undefined, q: undefined })}>{w().none.action}</Button>}
      />
    </Show>
  );
  return (
    <Screen
      title={w().title}
      fill
      aside={
        <Show when={open() > 0}>
          <span class="text-sm text-muted">{w().toDeliver(open())}</span>
        </Show>
      }
      actions={
        <ButtonLink href="/impression/reglages" kind="quiet" icon={<Settings size={15} aria-hidden="true" />}>
          {w().settings}
        </ButtonLink>
      }
    >
      <div class="flex min-h-0 flex-1 flex-col gap-2.5">
        <div class="flex flex-wrap items-center gap-2" role="search">
          <SearchBox
            label={w().filters.text}
            value={text(search.q)}
            onChange={(q) => setSearch({ q: q || undefined }, { replace: true })}
          />
          <Select<State>
            look="quiet"
            aria-label={w().filters.state}
            value={state()}
            onChange={(etat) => setSearch({ etat: etat === "open" ? undefined : etat })}
            options={(["open", "delivered", "all"] as const).map((value) => ({ value, label: w().filters[value] }))}
          />
          <Select<string>
            look="quiet"
            aria-label={w().filters.site}
            value={text(search.site) || "all"}
            onChange={(site) => setSearch({ site: site === "all" ? undefined : site })}
            options={[
              { value: "all", label: w().filters.anySite },
              ...(answerOf(choices)?.sites ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </div>
        <Show when={making() > 0}>
          <Progress label={w().progress(open() - making(), open())} value={open() === 0 ? 0 : (open() - making()) / open()} />
        </Show>
        <SelectionBar count={ticked().size} onClear={() => setTicked(new Set<string>())}>
          <Show when={able("write").length > 0 && sameSite()}>
            <ButtonLink
              size="sm"
              kind="primary"
              href={letterOf(able("write").map(({ id }) => id))}
              icon={<Mail size={14} aria-hidden="true" />}
            >
              {l().write}
            </ButtonLink>
          </Show>
          <Show when={able("deliver").length > 0}>
            <Button
              size="sm"
              pending={commands.pending() === "deliver"}
              onClick={() =>
                void commands.run(
                  "deliver",
                  able("deliver").map(({ id }) => id),
                )
              }
            >
              {w().actions.deliver}
            </Button>
          </Show>
          <Show when={able("undeliver").length > 0}>
            <Button
              size="sm"
              pending={commands.pending() === "undeliver"}
              onClick={() =>
                void commands.run(
                  "undeliver",
                  able("undeliver").map(({ id }) => id),
                )
              }
            >
              {w().actions.undeliver}
            </Button>
          </Show>
        </SelectionBar>
        <DataList
          label={w().list}
          rows={rows()}
          columns={columns()}
          rowKey={(row) => row.id}
          rowLabel={(row) => `${row.place}, ${w().numbers(numbers(row))}, ${w().states[row.state]}`}
          href={(row) => `/impression/${row.id}${location.search}`}
          current={params.id ?? null}
          ticked={ticked()}
          onTick={setTicked}
          dimmed={(row) => row.over}
          loading={list.isLoading}
          empty={empty()}
          foot={
            <Pager
              shown={rows().length}
              more={list.hasNextPage}
              pending={list.isFetchingNextPage}
              onMore={() => void list.fetchNextPage()}
            />
          }
        />
      </div>
      <PrintShared.Provider value={{ commands, back }}>
        <Suspense>{props.children}</Suspense>
      </PrintShared.Provider>
    </Screen>
  );
}
