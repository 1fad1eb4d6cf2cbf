import { keepPreviousData, useInfiniteQuery } from "@tanstack/solid-query";
import { useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import CircleCheck from "lucide-solid/icons/circle-check";
import Clock from "lucide-solid/icons/clock";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { dayIn, daysBetween } from "#domain/dates.ts";
import { serviceDays } from "#domain/supervision.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { DataList, type DataColumn } from "#ui/parts/data-list.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { SelectionBar } from "#ui/parts/selection-bar.tsx";
import { datesOf, placeOf } from "#ui/request/columns.tsx";
import { requestWords } from "#words/request.ts";
import { supervisionWords } from "#words/supervision.ts";
import { NameDialog, type MissingRow } from "./name-dialog.tsx";

type Page = Outputs["supervision"]["missing"];

/** When a placement begins, in words and with a sign when its name is due. */
export function DueMark(props: { row: Pick<MissingRow, "due" | "schedule"> }) {
  const w = useWords(supervisionWords);
  const days = () => daysBetween(dayIn(new Date()), props.row.schedule.startsOn);
  return (
    <span class={`inline-flex items-center gap-1.5 text-xs ${props.row.due === "later" ? "text-muted" : "font-medium text-warn"}`}>
      <Show when={props.row.due !== "later"} fallback={<Clock size={13} class="shrink-0" aria-hidden="true" />}>
        <TriangleAlert size={13} class="shrink-0" aria-hidden="true" />
      </Show>
      {w().screen.startsIn(days())}
    </span>
  );
}

/** Accepted placements nobody goes with yet; one person is named for one, or for all that are ticked. */
export function MissingList() {
  const w = useWords(supervisionWords);
  const r = useWords(requestWords);
  const [search, setSearch] = useSearchParams<{ quand?: string }>();
  const soon = () => search.quand === "bientot";
  const [ticked, setTicked] = createSignal<ReadonlySet<string>>(new Set<string>());
  const [naming, setNaming] = createSignal<MissingRow[]>([]);
  const list = useInfiniteQuery(() => ({
    queryKey: ["supervision", "missing", soon()],
    queryFn: ({ pageParam }: { pageParam: Page["next"] }) => api.supervision.missing.query({ soon: soon(), after: pageParam }),
    initialPageParam: null as Page["next"],
    getNextPageParam: (page: Page) => page.next,
    placeholderData: keepPreviousData,
  }));
  const rows = createMemo(() => list.data?.pages.flatMap((page) => page.requests) ?? []);
  const chosen = () => rows().filter((row) => ticked().has(row.id));
  const columns = (): DataColumn<MissingRow>[] => [
    {
      key: "place",
      header: w().screen.columns.place,
      cell: (row) => (
        <span class="block min-w-0">
          <span class="block truncate">{row.place.destination ?? row.place.service ?? placeOf(row.place)}</span>
          <span class="block truncate text-xs text-muted sm:hidden">
            <DueMark row={row} />
          </span>
          <span class="block truncate text-xs text-muted max-sm:hidden">
            {[row.place.site, row.place.service].filter(Boolean).join(", ")}
          </span>
        </span>
      ),
    },
    { key: "due", header: r().columns.standing, width: "w-60", from: "sm", cell: (row) => <DueMark row={row} /> },
    {
      key: "dates",
      header: r().columns.dates,
      width: "w-48",
      from: "md",
      cell: (row) => <span class="tabular-nums">{datesOf(row.schedule)}</span>,
    },
    {
      key: "school",
      header: r().columns.school,
      from: "lg",
      cell: (row) => (
        <span class="block truncate">
          {row.school.shortName || row.school.name}, {row.course.number} {row.course.name}
        </span>
      ),
    },
    { key: "size", header: r().columns.size, width: "w-24", from: "md", align: "end", cell: (row) => row.size },
    {
      key: "name",
      header: w().screen.name,
      hiddenHeader: true,
      width: "w-28",
      align: "end",
      cell: (row) => (
        <Show when={row.mayName}>
          <Button size="sm" aria-label={`${w().screen.name}, ${r().reference(row.reference)}`} onClick={() => setNaming([row])}>
            {w().screen.name}
          </Button>
        </Show>
      ),
    },
  ];
  return (
    <div class="flex min-h-0 flex-1 flex-col gap-3">
      <div class="flex flex-wrap items-center justify-between gap-3">
        <div role="group" aria-label={r().filters.session} class="flex gap-1">
          <Button size="sm" kind={soon() ? "quiet" : "plain"} aria-pressed={!soon()} onClick={() => setSearch({ quand: undefined })}>
            {w().screen.all}
          </Button>
          <Button size="sm" kind={soon() ? "plain" : "quiet"} aria-pressed={soon()} onClick={() => setSearch({ quand: "bientot" })}>
            {w().screen.soon(serviceDays)}
          </Button>
        </div>
        <p class="text-xs text-muted">{w().screen.expected(serviceDays)}</p>
      </div>
      <SelectionBar count={ticked().size} onClear={() => setTicked(new Set<string>())}>
        <Button size="sm" kind="primary" onClick={() => setNaming(chosen())}>
          {w().screen.nameSelected(chosen().length)}
        </Button>
      </SelectionBar>
      <DataList
        label={w().screen.list}
        rows={rows()}
        columns={columns()}
        rowKey={(row) => row.id}
        rowLabel={(row) => `${r().reference(row.reference)}, ${placeOf(row.place)}`}
        href={(row) => `/demandes/${row.id}`}
        ticked={ticked()}
        onTick={setTicked}
        mayTick={(row) => row.mayName}
        loading={list.isPending}
        empty={
          <EmptyState
            icon={<CircleCheck size={22} />}
            title={soon() ? w().screen.noneSoon : w().screen.noneMissing}
            text={w().screen.noneMissingText}
          />
        }
        foot={
          <Pager shown={rows().length} more={list.hasNextPage} pending={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
        }
      />
      <NameDialog
        requests={naming()}
        onDone={() => {
          setNaming([]);
          setTicked(new Set<string>());
        }}
      />
    </div>
  );
}
