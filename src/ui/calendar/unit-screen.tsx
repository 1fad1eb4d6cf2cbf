import { useQuery } from "@tanstack/solid-query";
import { useSearchParams } from "@solidjs/router";
import { createMemo, createSignal, onMount, Show } from "solid-js";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { addDays, dayIn, isDay } from "#domain/dates.ts";
import { mondayOf, summaryOf } from "#domain/day-plan.ts";
import { holidaysBetween } from "#domain/holiday.ts";
import type { Id } from "#domain/id.ts";
import { unitWeeks } from "#domain/unit-day.ts";
import { api, type Outputs } from "#ui/client.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { unitCalendarWords } from "#words/unit-calendar.ts";
import { UnitGrid } from "./unit-grid.tsx";
import { UnitGroups } from "./unit-groups.tsx";

type UnitData = Outputs["calendar"]["unit"];
export type UnitGroup = UnitData["groups"][number];

/** As many weeks as are shown at once; older and later ones are a step away. */
const weeksShown = 8;

/** `/calendrier/:id`: the groups of one unit, day by day, of the school and of its zone (F-198). */
export function UnitScreen(props: { destinationId: Id }) {
  const w = useWords(unitCalendarWords);
  const [search, setSearch] = useSearchParams<{ du?: string }>();
  const from = () => mondayOf(search.du && isDay(search.du) ? search.du : dayIn(new Date()));
  const to = () => addDays(from(), weeksShown * 7 - 1);
  const unit = useQuery(() => {
    const asked = { destinationId: props.destinationId, from: from(), to: to() };
    return {
      queryKey: ["request", "unit", asked],
      queryFn: () => api.calendar.unit.query(asked),
      retry: false,
      placeholderData: (before: UnitData | undefined) => before,
    };
  });
  const go = (day: string) => setSearch({ du: day }, { replace: true, scroll: false });
  return (
    <Screen
      title={unit.data ? w().unitTitle(unit.data.unit.name) : w().title}
      crumbs={[
        { label: w().title, href: "/calendrier" },
        ...(unit.data ? [{ label: unit.data.unit.agency }, { label: unit.data.unit.site }, { label: unit.data.unit.service }] : []),
      ]}
      bar={
        <div class="flex flex-wrap items-center gap-2">
          <IconButton label={w().previous} icon={<ChevronLeft size={16} />} onClick={() => go(addDays(from(), -28))} />
          <Button onClick={() => go(dayIn(new Date()))}>{w().today}</Button>
          <IconButton label={w().next} icon={<ChevronRight size={16} />} onClick={() => go(addDays(from(), 28))} />
          <span class="text-sm tabular-nums" aria-live="polite">
            {w().period(from(), to())}
          </span>
          <Show when={unit.data?.unit.capacity}>{(most) => <span class="text-sm text-muted">{w().capacity(most())}</span>}</Show>
        </div>
      }
    >
      <Show when={!unit.isError} fallback={<Mishap error={unit.error} />}>
        <Show when={unit.data} fallback={<Skeleton rows={8} />}>
          {(data) => <Unit data={data()} from={from()} to={to()} />}
        </Show>
      </Show>
    </Screen>
  );
}

function Unit(props: { data: UnitData; from: string; to: string }) {
  const w = useWords(unitCalendarWords);
  const weeks = createMemo(() => unitWeeks(props.data.groups, props.from, props.to));
  const holidays = createMemo(
    () => new Map(holidaysBetween(props.from, props.to, props.data.closed).map((holiday) => [holiday.day, holiday])),
  );
  const [today, setToday] = createSignal("");
  onMount(() => setToday(dayIn(new Date())));
  const home = () => (props.data.side === "placing" ? "/sorties" : "/demandes");
  return (
    <div class="flex flex-col gap-4">
      <UnitGroups groups={props.data.groups} home={home()} summary={(group) => summaryOf(group.schedule)} />
      <Show when={props.data.groups.length > 0} fallback={<p class="text-sm text-muted">{w().empty}</p>}>
        <UnitGrid weeks={weeks()} holidays={holidays()} capacity={props.data.unit.capacity} home={home()} today={today()} />
        <p class="text-xs text-muted">{w().live}</p>
      </Show>
    </div>
  );
}
