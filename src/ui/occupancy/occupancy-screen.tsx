import { useQuery } from "@tanstack/solid-query";
import { useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, Match, onMount, Show, Switch as Cases } from "solid-js";
import ChartNoAxesGantt from "lucide-solid/icons/chart-no-axes-gantt";
import { bands } from "#domain/capacity.ts";
import { addDays, dayIn, daysBetween, isDay } from "#domain/dates.ts";
import { columnsOf, periodOf, spans, stepPeriod, type Column, type Grain } from "#domain/occupancy-period.ts";
import { cellOf, type View } from "#domain/occupancy-picture.ts";
import { layers, type Layer } from "#domain/occupancy.ts";
import { api } from "#ui/client.ts";
import { useMe } from "#ui/frame/me.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { WatchButton } from "#ui/watch/watch-button.tsx";
import { writeMonth } from "#words/calendar.ts";
import { occupancyWords } from "#words/occupancy.ts";
import { Choice, PeriodControls, PlaceChoice, ShiftChoice } from "./controls.tsx";
import { LayerChips, Legend } from "./legend.tsx";
import { Picture } from "./picture.tsx";
import { rowsOf, type GridData, type ShownRow } from "./picture-rows.ts";
import { SummaryView } from "./summary-view.tsx";
import { TableView } from "./table-view.tsx";
import { TherePanel } from "./there-panel.tsx";

/** What the address says; all of it may be absent. */
type Search = { du?: string; vue?: string; par?: string; quart?: string; site?: string; service?: string; unite?: string; forme?: string };
const addressOf = { month: "mois", quarter: "trimestre", year: "annee", day: "jour", evening: "soir", night: "nuit" } as const;
const forms = ["picture", "table", "summary"] as const;
const formAddress = { picture: undefined, table: "tableau", summary: "sommaire" } as const;
const noGhosts: readonly Layer[] = ["ghost"];

/** `/occupation`: who is where, against what each place takes, as a picture, a table or a summary (F-194, F-196, F-197). */
export function OccupancyScreen() {
  const w = useWords(occupancyWords);
  const { language } = useLanguage();
  const [search, setSearch] = useSearchParams<Search>();
  const me = useMe();
  const [today, setToday] = createSignal<string | null>(null);
  const [numbers, setNumbers] = createSignal(false);
  const [counted, setCounted] = createSignal<ReadonlySet<Layer>>(new Set(layers));
  const [collapsed, setCollapsed] = createSignal<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = createSignal<{ key: string; column: Column } | null>(null);
  /** On a phone what narrows the picture is folded away. */
  const [filters, setFilters] = createSignal(false);
  // what the page shows depends on its width and its day: it is drawn in the browser
  onMount(() => setToday(dayIn(new Date())));
  const span = () => spans.find((one) => addressOf[one] === search.vue) ?? "month";
  const grain = (): Grain => (span() === "year" && search.par !== "jour" ? "week" : "day");
  const shift = (): View["shift"] => bands.find((band) => addressOf[band] === search.quart) ?? "all";
  const form = () => forms.find((one) => formAddress[one] === search.forme) ?? "picture";
  const day = () => (search.du && isDay(search.du) ? search.du : (today() ?? dayIn(new Date())));
  const period = createMemo(() => periodOf(span(), day()), undefined, {
    equals: (one, other) => one.from === other.from && one.to === other.to,
  });
  const asked = () => ({ ...period(), siteId: search.site ?? null, serviceId: search.service ?? null });
  const grid = useQuery(() => ({
    queryKey: ["occupancy", "grid", asked()],
    queryFn: () => api.occupancy.grid.query(asked()),
    enabled: today() !== null && form() !== "summary",
    placeholderData: (before: GridData | undefined) => before,
    // what schools prepare is told by no event: it is looked at again from time to time
    refetchInterval: 60_000,
  }));
  const days = createMemo(() => {
    const { from, to } = grid.data ?? period();
    return Array.from({ length: daysBetween(from, to) + 1 }, (_day, index) => addDays(from, index));
  });
  const columns = createMemo(() => columnsOf(grid.data ?? period(), grain()));
  const rows = createMemo((): ShownRow[] =>
    grid.data ? rowsOf(grid.data, { days: days(), discipline: null, unplaced: w().unplaced, everything: w().everything }) : [],
  );
  const view = createMemo((): View => ({ shift: shift(), layers: counted() }));
  const go = (to: Partial<Search>) => setSearch(to, { replace: true, scroll: false });
  const step = (by: 1 | -1) => go({ du: stepPeriod(span(), day(), by) });
  const toggle = (key: string) =>
    setCollapsed((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const watched = () => {
    const now = today() ?? dayIn(new Date());
    const { from, to } = period();
    const where =
      search.service !== undefined
        ? ({ level: "service", id: search.service } as const)
        : search.site !== undefined
          ? ({ level: "site", id: search.site } as const)
          : ({ level: "agency", id: me.data?.actor?.agencyId ?? null } as const);
    const asked = shift();
    const band = asked === "all" ? null : asked;
    const dates = to < now ? { from: now, to: addDays(now, 182) } : { from: from > now ? from : now, to };
    const names = where.level === "agency" && where.id !== null ? { [where.id]: me.data?.actor?.agencyName ?? "" } : {};
    return { question: { kind: "room" as const, count: 2, discipline: null, where, band, weekdays: null, ...dates }, names };
  };
  const periodTitle = () => (span() === "month" ? writeMonth(period().from, language()) : `${period().from} – ${period().to}`);
  const shownPanel = () => {
    const where = opened();
    const row = where && rows().find(({ key }) => key === where.key);
    const column = where && columns().find(({ day: first }) => first === where.column.day);
    return row && column ? { row, column, cell: cellOf(row.row, column, view()) } : null;
  };
  return (
    <Screen
      title={form() === "summary" ? w().summaryTitle : w().title}
      fill
      actions={
        <Choice
          label={w().views}
          value={form()}
          options={forms.map((value) => ({ value, label: w()[value] }))}
          onChange={(value) => go({ forme: formAddress[value] })}
        />
      }
      bar={
        <div class="flex flex-col gap-2">
          <PeriodControls
            span={span()}
            grain={grain()}
            title={periodTitle()}
            onSpan={(value) => go({ vue: value === "month" ? undefined : addressOf[value] })}
            onGrain={(value) => go({ par: value === "day" ? "jour" : undefined })}
            onStep={step}
            onToday={() => go({ du: undefined })}
          />
          <Button size="sm" class="self-start md:hidden" aria-expanded={filters()} onClick={() => setFilters(!filters())}>
            {w().filters}
          </Button>
          <div class="flex-wrap items-center gap-x-4 gap-y-2 md:flex" classList={{ flex: filters(), hidden: !filters() }}>
            <PlaceChoice
              value={search.service ?? search.site ?? "all"}
              onChange={(site, service) => go({ site: site ?? undefined, service: service ?? undefined, unite: undefined })}
            />
            <ShiftChoice value={shift()} onChange={(value) => go({ quart: value === "all" ? undefined : addressOf[value] })} />
            <Show when={form() !== "summary"}>
              <LayerChips value={counted()} without={grid.data?.ghosts === false ? noGhosts : []} onChange={setCounted} />
            </Show>
            <Show when={form() === "picture"}>
              <Checkbox label={w().numbers} checked={numbers()} onChange={setNumbers} />
            </Show>
            <WatchButton of="room" size="sm" question={watched} />
          </div>
        </div>
      }
    >
      <Cases>
        <Match when={form() === "summary"}>
          <SummaryView asked={{ ...asked(), shift: shift() }} />
        </Match>
        <Match when={grid.isError}>
          <Mishap error={grid.error} />
        </Match>
        <Match when={today() === null || !grid.data}>
          <Skeleton rows={12} />
        </Match>
        <Match when={rows().length === 0}>
          <EmptyState
            icon={<ChartNoAxesGantt size={24} />}
            title={w().emptyTitle}
            text={w().emptyText}
            action={<ButtonLink href="/milieux">{w().toPlaces}</ButtonLink>}
          />
        </Match>
        <Match when={form() === "table"}>
          <TableView rows={rows()} columns={columns()} view={view()} />
        </Match>
        <Match when={true}>
          <div class="flex flex-col gap-2 md:min-h-0 md:flex-1">
            <Legend />
            <Picture
              rows={rows()}
              days={days()}
              columns={columns()}
              view={view()}
              numbers={numbers()}
              today={today()}
              collapsed={collapsed()}
              onCollapse={toggle}
              wanted={search.unite ?? null}
              onOpen={(row, column) => setOpened({ key: row.key, column })}
              onStep={step}
            />
          </div>
        </Match>
      </Cases>
      <Show when={shownPanel()}>
        {(panel) => (
          <TherePanel
            row={panel().row}
            column={panel().column}
            cell={panel().cell}
            days={days()}
            band={shift() === "all" ? null : (shift() as Exclude<View["shift"], "all">)}
            mayOpen={grid.data?.may.open ?? false}
            onClose={() => setOpened(null)}
          />
        )}
      </Show>
    </Screen>
  );
}
