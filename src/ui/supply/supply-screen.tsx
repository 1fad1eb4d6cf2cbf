import { keepPreviousData, useQuery } from "@tanstack/solid-query";
import { createMemo, createSignal, Match, onMount, Show, Switch as Cases } from "solid-js";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import Scale from "lucide-solid/icons/scale";
import { addDays, dayIn } from "#domain/dates.ts";
import { layers, type Layer } from "#domain/occupancy.ts";
import { weeksFrom, weekSpans } from "#domain/supply.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useWords } from "#ui/language.tsx";
import { Choice } from "#ui/occupancy/controls.tsx";
import { LayerChips } from "#ui/occupancy/legend.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { supplyWords } from "#words/supply.ts";
import { NeedPanel } from "./need-panel.tsx";
import { PlacePanel } from "./place-panel.tsx";
import { SharingView } from "./sharing-view.tsx";
import { forms, useSupplyAddress } from "./supply-address.ts";
import { SupplyFilters } from "./supply-filters.tsx";
import { SupplyGrid } from "./supply-grid.tsx";
import { SupplyLegend } from "./supply-legend.tsx";
import { useSupplyLive } from "./supply-live.ts";
import { rowsOf, type ShownRow } from "./supply-rows.ts";
import { SupplyTable } from "./supply-table.tsx";

const noGhosts: readonly Layer[] = ["ghost"];

/** `/offre`: what there is room for and what is wanted of it, weeks by units, and how places are shared between schools (H-2, rank 13). */
export function SupplyScreen() {
  const w = useWords(supplyWords);
  const address = useSupplyAddress();
  const [today, setToday] = createSignal<string | null>(null);
  const [numbers, setNumbers] = createSignal(true);
  const [counted, setCounted] = createSignal<ReadonlySet<Layer>>(new Set(layers));
  const [collapsed, setCollapsed] = createSignal<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = createSignal<{ key: string; at: number } | null>(null);
  /** On a phone what narrows the picture is folded away. */
  const [filters, setFilters] = createSignal(false);
  // what the page shows depends on its width and its day: it is drawn in the browser
  onMount(() => setToday(dayIn(new Date())));
  const day = () => address.day(today() ?? dayIn(new Date()));
  const period = () => weeksFrom(day(), address.weeks());
  const isPicture = () => address.form() !== "share";
  const asked = () => ({
    side: address.side(),
    on: period().from,
    weeks: address.weeks(),
    shift: address.shift(),
    weekdays: address.weekdays(),
    discipline: address.text("discipline") || null,
    siteId: address.text("site") || null,
    schoolId: address.text("etablissement") || null,
    text: address.text("q"),
    ...address.agency(),
  });
  const key = () => ["supply", "grid", asked()];
  const grid = useQuery(() => ({
    queryKey: key(),
    queryFn: () => api.supply.grid.query(asked()),
    enabled: today() !== null && isPicture(),
    placeholderData: keepPreviousData,
    // asking again also says that one still looks: what changes is told for three minutes after
    refetchInterval: 60_000,
  }));
  const about = () => ({ side: address.side(), on: period().from, weeks: address.weeks() });
  const choices = useQuery(() => ({
    queryKey: ["supply", "choices", about()],
    queryFn: () => api.supply.choices.query(about()),
    enabled: today() !== null,
    placeholderData: keepPreviousData,
  }));
  const needs = useQuery(() => ({
    // whatever changes how far a cohort has come changes what it still needs
    queryKey: ["cohort", "supply-needs", about()],
    queryFn: () => api.supply.needs.query(about()),
    enabled: today() !== null && isPicture() && grid.data?.side === "placing",
    placeholderData: keepPreviousData,
  }));
  useSupplyLive({ key, asked });
  const side = () => grid.data?.side ?? "receiving";
  const rows = createMemo((): ShownRow[] =>
    grid.data
      ? rowsOf(grid.data, {
          needs: grid.data.side === "placing" ? (answerOf(needs) ?? []) : [],
          words: { needs: w().needsRow, everything: w().everything, unplaced: w().unplaced },
        })
      : [],
  );
  const hasPlaces = () => (grid.data?.rows.length ?? 0) > 0;
  const step = (by: 1 | -1) => address.set({ du: addDays(period().from, by * Math.max(7, Math.floor(address.weeks() / 2) * 7)) });
  const toggle = (row: string) =>
    setCollapsed((before) => {
      const next = new Set(before);
      if (!next.delete(row)) next.add(row);
      return next;
    });
  const open = (row: ShownRow, at: number) => {
    if (row.kind === "group") toggle(row.key);
    else setOpened({ key: row.key, at });
  };
  const panel = () => {
    const where = opened();
    const row = where && rows().find((one) => one.key === where.key);
    return row && where ? { row, monday: addDays(grid.data?.from ?? period().from, where.at * 7) } : null;
  };
  const views = () => forms.filter((form) => form !== "share" || grid.data?.may.share !== false);
  return (
    <Screen
      title={w().title}
      fill
      actions={
        <>
          <Show when={answerOf(choices)?.both}>
            <Choice
              label={w().sides}
              value={answerOf(choices)?.side === "placing" ? "placing" : "receiving"}
              options={(["placing", "receiving"] as const).map((value) => ({ value, label: w().side[value] }))}
              onChange={(value) => address.setSide(value)}
            />
          </Show>
          <Choice
            label={w().views}
            value={address.form()}
            options={views().map((value) => ({ value, label: w()[value] }))}
            onChange={(value) => address.setForm(value)}
          />
        </>
      }
      bar={
        <Show when={isPicture()}>
          <div class="flex flex-col gap-2">
            <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
              <div class="flex items-center gap-1">
                <IconButton label={w().previous} icon={<ChevronLeft size={16} aria-hidden="true" />} onClick={() => step(-1)} />
                <Button size="sm" onClick={() => address.set({ du: "" })}>
                  {w().today}
                </Button>
                <IconButton label={w().next} icon={<ChevronRight size={16} aria-hidden="true" />} onClick={() => step(1)} />
              </div>
              <span class="text-sm font-semibold tabular-nums" aria-live="polite">
                <Show when={today()}>{w().range(period().from, period().to)}</Show>
              </span>
              <Choice
                label={w().weeks}
                value={String(address.weeks())}
                options={weekSpans.map((span) => ({ value: String(span), label: w().span(span) }))}
                onChange={(weeks) => address.set({ semaines: weeks === "26" ? "" : weeks })}
              />
              <Button size="sm" class="md:hidden" aria-expanded={filters()} onClick={() => setFilters(!filters())}>
                {w().filters}
              </Button>
            </div>
            <div class="flex-col gap-2 md:flex" classList={{ flex: filters(), hidden: !filters() }}>
              <SupplyFilters address={address} choices={answerOf(choices)} />
              <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
                <LayerChips value={counted()} without={grid.data?.ghosts === false ? noGhosts : []} onChange={setCounted} />
                <Show when={address.form() === "picture"}>
                  <Checkbox label={w().numbers[side() === "placing" ? "placing" : "receiving"]} checked={numbers()} onChange={setNumbers} />
                </Show>
              </div>
            </div>
          </div>
        </Show>
      }
    >
      <Cases>
        <Match when={today() === null}>
          <Skeleton rows={12} />
        </Match>
        <Match when={!isPicture()}>
          <SharingView address={address} today={today() ?? ""} />
        </Match>
        <Match when={grid.isError}>
          <Mishap error={grid.error} />
        </Match>
        <Match when={!grid.data}>
          <Skeleton rows={12} />
        </Match>
        <Match when={!hasPlaces()}>
          <EmptyState
            icon={<Scale size={24} />}
            title={w().emptyTitle}
            text={w().emptyText}
            action={
              <Show when={address.narrowed()}>
                <Button onClick={() => address.clear()}>{w().clear}</Button>
              </Show>
            }
          />
        </Match>
        <Match when={true}>
          <div class="flex flex-col gap-2 md:min-h-0 md:flex-1" aria-busy={grid.isPlaceholderData || undefined}>
            <p class="text-sm text-muted">{w().lead[side()]}</p>
            <Show
              when={address.form() === "picture"}
              fallback={
                <SupplyTable
                  rows={rows()}
                  from={grid.data?.from ?? period().from}
                  weeks={grid.data?.weeks ?? address.weeks()}
                  counted={counted()}
                  side={side()}
                />
              }
            >
              <SupplyLegend
                ghosts={grid.data?.ghosts ?? false}
                needs={rows().some(({ kind }) => kind === "need")}
                own={side() === "placing"}
              />
              <SupplyGrid
                rows={rows()}
                from={grid.data?.from ?? period().from}
                weeks={grid.data?.weeks ?? address.weeks()}
                counted={counted()}
                side={side()}
                numbers={numbers()}
                today={today()}
                collapsed={collapsed()}
                onCollapse={toggle}
                onOpen={open}
                onStep={step}
              />
            </Show>
            <Show when={grid.data?.more}>
              <p class="text-sm text-muted">{w().more(grid.data?.rows.length ?? 0)}</p>
            </Show>
          </div>
        </Match>
      </Cases>
      <Show when={panel()}>
        {(shown) => {
          const row = () => shown().row;
          return (
            <Cases>
              <Match when={row().kind === "place" ? (row() as Extract<ShownRow, { kind: "place" }>) : null}>
                {(place) => (
                  <PlacePanel
                    place={place().place}
                    name={place().name}
                    monday={shown().monday}
                    side={address.side()}
                    discipline={address.text("discipline") || null}
                    weekdays={address.weekdays()}
                    band={address.shift() === "all" ? null : (address.shift() as Exclude<ReturnType<typeof address.shift>, "all">)}
                    onClose={() => setOpened(null)}
                  />
                )}
              </Match>
              <Match when={row().kind === "need" ? (row() as Extract<ShownRow, { kind: "need" }>) : null}>
                {(need) => (
                  <NeedPanel
                    name={need().isSum ? w().needsRow : need().name}
                    needs={need().needs}
                    monday={shown().monday}
                    onDiscipline={need().isSum ? null : () => address.set({ discipline: need().name })}
                    onClose={() => setOpened(null)}
                  />
                )}
              </Match>
            </Cases>
          );
        }}
      </Show>
    </Screen>
  );
}
