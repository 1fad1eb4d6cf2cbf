import { A, useSearchParams } from "@solidjs/router";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/solid-query";
import { createMemo, createSignal, Show } from "solid-js";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import Download from "lucide-solid/icons/download";
import { isDay } from "#domain/dates.ts";
import { tagKinds, type TagKind } from "#domain/request-tag.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useMe } from "#ui/frame/me.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { DataList, type DataColumn } from "#ui/parts/data-list.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Pager } from "#ui/parts/pager.tsx";
import { Select } from "#ui/parts/select.tsx";
import { download } from "#ui/student/download.ts";
import { tagWords } from "#words/request-tag.ts";
import { writeInstant, writeNumber } from "#words/words.ts";
import { TagChip } from "./tag-chip.tsx";

type Line = Outputs["requestTag"]["report"]["lines"][number];
type Cursor = Outputs["requestTag"]["report"]["next"];
type Search = { genre?: string; du?: string; au?: string; programme?: string };

const kindIn = (text: string | string[] | undefined): TagKind | null => tagKinds.find((kind) => kind === text) ?? null;
const dayIn = (text: string | string[] | undefined): string | null => (typeof text === "string" && isDay(text) ? text : null);

/** `/suivi`: placements that were postponed, suspended or ended early, with dates, hours and reasons, as a list and as a file (F-171). */
export function TagReportScreen() {
  const t = useWords(tagWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const me = useMe();
  const [search, setSearch] = useSearchParams<Search>();
  const [saving, setSaving] = createSignal(false);
  const set = (change: Search) => setSearch(change, { replace: true, scroll: false });
  const filters = () => {
    const [kind, from, to] = [kindIn(search.genre), dayIn(search.du), dayIn(search.au)];
    return {
      ...(kind ? { kinds: [kind] } : {}),
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
      ...(typeof search.programme === "string" && search.programme ? { programmeId: search.programme } : {}),
    };
  };
  const narrowed = () => Object.keys(filters()).length > 0;
  const report = useInfiniteQuery(() => ({
    queryKey: ["request", "tags", filters()],
    queryFn: ({ pageParam }: { pageParam: Cursor }) => api.requestTag.report.query({ filters: filters(), cursor: pageParam }),
    initialPageParam: null as Cursor,
    getNextPageParam: (page: { next: Cursor }) => page.next,
    placeholderData: keepPreviousData,
  }));
  const facets = useQuery(() => ({ queryKey: ["request", "tag-facets"], queryFn: () => api.requestTag.facets.query({}) }));
  const lines = createMemo((): Line[] => answerOf(report)?.pages.flatMap((page) => page.lines) ?? []);
  const side = () => answerOf(report)?.pages[0]?.side ?? (me.data?.actor?.kind === "placing-coordinator" ? "placing" : "receiving");
  const base = () => (side() === "placing" ? "/sorties" : "/demandes");
  const hours = (value: number | null) => (value === null ? "?" : writeNumber(value, language()));
  const range = (from: string, to: string) => `${from}\u00A0– ${to.slice(0, 4) === from.slice(0, 4) ? to.slice(5) : to}`;
  const columns = (): DataColumn<Line>[] => [
    {
      key: "reference",
      header: t().report.columns.reference,
      width: "w-24",
      cell: (row) => <span class="tabular-nums">{row.reference}</span>,
    },
    { key: "kind", header: t().report.columns.kind, width: "w-66", cell: (row) => <TagChip tag={row} /> },
    {
      key: "place",
      header: side() === "placing" ? t().report.columns.place : t().report.columns.school,
      from: "md",
      cell: (row) => (
        <span title={`${row.course}, ${row.cohort}\n${writeInstant(row.at, language(), new Date())}, ${row.by}`}>
          {side() === "placing" ? row.place : row.school}
        </span>
      ),
    },
    {
      key: "before",
      header: t().report.columns.before,
      width: "w-44",
      from: "lg",
      cell: (row) => <span class="tabular-nums">{range(row.startsBefore, row.endsBefore)}</span>,
    },
    {
      key: "after",
      header: t().report.columns.after,
      width: "w-44",
      from: "xl",
      cell: (row) => <span class="tabular-nums">{range(row.startsAfter, row.endsAfter)}</span>,
    },
    {
      key: "hours",
      header: t().report.columns.hours,
      width: "w-28",
      align: "end",
      from: "md",
      cell: (row) => <span class="tabular-nums">{`${hours(row.hoursBefore)} → ${hours(row.hoursAfter)}`}</span>,
    },
    {
      key: "reason",
      header: t().report.columns.reason,
      width: "w-44",
      from: "xl",
      cell: (row) => {
        const label = language() === "fr" ? row.reasonFr : row.reasonEn;
        return <span title={row.reasonNote || label}>{label}</span>;
      },
    },
  ];
  const save = async () => {
    setSaving(true);
    try {
      download(await api.requestTag.file.query({ filters: filters() }));
    } catch (error) {
      failure.tell(error);
    } finally {
      setSaving(false);
    }
  };
  const programmes = () => (answerOf(facets) ?? []).filter(({ facet }) => facet === "programme");
  return (
    <Screen
      title={t().report.title}
      fill
      crumbs={[{ label: t().report.box[side() === "placing" ? "placing" : "receiving"], href: base() }]}
      actions={
        <Button icon={<Download size={16} />} pending={saving()} disabled={lines().length === 0} onClick={() => void save()}>
          {t().report.export}
        </Button>
      }
    >
      <div class="flex min-h-0 flex-1 flex-col gap-3">
        <div class="flex flex-wrap items-end gap-3" role="search" aria-label={t().report.title}>
          <Field label={t().report.kind} class="w-full sm:w-56">
            <Select<TagKind | "all">
              value={kindIn(search.genre) ?? "all"}
              onChange={(value) => set({ genre: value === "all" ? "" : value })}
              options={[
                { value: "all", label: t().report.all },
                ...tagKinds.map((kind) => ({ value: kind, label: `${t().name[kind]} (${t().code[kind]})` })),
              ]}
            />
          </Field>
          <Show when={programmes().length > 1}>
            <Field label={t().report.programme} class="w-full sm:w-56">
              <Select
                value={typeof search.programme === "string" && search.programme ? search.programme : "all"}
                onChange={(value) => set({ programme: value === "all" ? "" : value })}
                options={[
                  { value: "all", label: t().report.anyProgramme },
                  ...programmes().map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
            </Field>
          </Show>
          <Field label={t().report.from} class="w-40">
            <DateInput value={typeof search.du === "string" ? search.du : ""} onChange={(value) => set({ du: value })} />
          </Field>
          <Field label={t().report.to} class="w-40">
            <DateInput value={typeof search.au === "string" ? search.au : ""} onChange={(value) => set({ au: value })} />
          </Field>
          <Show when={narrowed()}>
            <Button kind="quiet" onClick={() => set({ genre: "", du: "", au: "", programme: "" })}>
              {t().report.clear}
            </Button>
          </Show>
        </div>
        <DataList
          label={t().report.list}
          rows={lines()}
          columns={columns()}
          rowKey={(row) => row.id}
          rowLabel={(row) => `${row.reference}, ${t().name[row.kind]}`}
          href={(row) => `${base()}/${row.requestId}?periode=all`}
          loading={report.isLoading}
          empty={
            <EmptyState
              icon={<CalendarClock size={22} />}
              title={t().report.empty}
              text={t().report.emptyText}
              action={
                <Show when={narrowed()} fallback={<ButtonLink href={base()}>{t().report.toBox}</ButtonLink>}>
                  <Button onClick={() => set({ genre: "", du: "", au: "", programme: "" })}>{t().report.clear}</Button>
                </Show>
              }
            />
          }
          foot={
            <Pager
              shown={lines().length}
              more={report.hasNextPage}
              pending={report.isFetchingNextPage}
              onMore={() => void report.fetchNextPage()}
            />
          }
        />
      </div>
    </Screen>
  );
}

/** The way to the report, from the lists of requests. */
export function ToTagReport() {
  const t = useWords(tagWords);
  return (
    <A
      href="/suivi"
      class="inline-flex min-h-8 items-center gap-1.5 rounded px-1.5 text-sm text-accent hover:underline"
      title={t().report.open}
    >
      <CalendarClock size={15} aria-hidden="true" />
      {t().report.title}
    </A>
  );
}
