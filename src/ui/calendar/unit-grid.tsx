import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import type { Day } from "#domain/dates.ts";
import type { Holiday } from "#domain/holiday.ts";
import type { GroupOnDay, UnitDay } from "#domain/unit-day.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { calendarWords, weekdayName, writeDay, writeDayHours, writeShortMonth } from "#words/calendar.ts";
import { writeHoliday } from "#words/holiday.ts";
import { unitCalendarWords } from "#words/unit-calendar.ts";
import type { UnitGroup } from "./unit-screen.tsx";

/** Weeks of a unit as a table: in each day the groups in the order of their hours; who is there at the same hours is said, not only coloured. */
export function UnitGrid(props: {
  weeks: readonly UnitDay<UnitGroup>[][];
  holidays: ReadonlyMap<Day, Holiday>;
  capacity: number | null;
  home: string;
  today: Day;
}) {
  const w = useWords(unitCalendarWords);
  const { language } = useLanguage();
  return (
    <div class="overflow-clip rounded-lg border border-line bg-surface">
      <table class="w-full table-fixed text-sm max-md:block">
        <caption class="sr-only">{w().grid}</caption>
        <thead class="bg-sunken text-left text-xs text-muted max-md:hidden">
          <tr>
            <For each={[1, 2, 3, 4, 5, 6, 7]}>
              {(weekday) => <th class="px-2 py-1.5 font-medium first-letter:uppercase">{weekdayName(weekday, language())}</th>}
            </For>
          </tr>
        </thead>
        <tbody class="max-md:block">
          <For each={props.weeks}>
            {(week, at) => (
              <tr class="border-t border-line align-top max-md:block">
                <For each={week}>
                  {(day, index) => (
                    <td
                      class="min-w-0 border-line px-1.5 py-1 max-md:block max-md:border-t md:h-20 md:border-l md:first:border-l-0"
                      classList={{
                        "bg-sunken": props.holidays.has(day.day),
                        "max-md:hidden": day.groups.length === 0,
                        "shadow-[inset_0_2px_0_var(--accent)]": day.day === props.today,
                      }}
                      aria-label={writeDay(day.day, language())}
                    >
                      <span class="block text-xs text-muted">
                        <span class="md:hidden">{`${weekdayName(index() + 1, language())} `}</span>
                        {Number(day.day.slice(8))}
                        {/* Stacked on a phone, where days without a group are left out, each says its month. */}
                        <span classList={{ "md:hidden": !((at() === 0 && index() === 0) || day.day.endsWith("-01")) }}>
                          {` ${writeShortMonth(day.day, language())}`}
                        </span>
                        <Show when={props.holidays.get(day.day)}>
                          {(holiday) => <span class="italic">{` ${writeHoliday(holiday(), language())}`}</span>}
                        </Show>
                      </span>
                      <For each={day.groups}>{(one) => <Group of={one} capacity={props.capacity} home={props.home} />}</For>
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}

function Group(props: { of: GroupOnDay<UnitGroup>; capacity: number | null; home: string }) {
  const w = useWords(unitCalendarWords);
  const c = useWords(calendarWords);
  const { language } = useLanguage();
  const group = () => props.of.group;
  const over = () => props.of.meets > 0 || (props.capacity !== null && props.of.students > props.capacity);
  const name = () => w().number(group().school, group().number);
  return (
    <div
      class="mt-1 rounded px-1.5 py-0.5 text-xs"
      classList={{
        "bg-accent-soft": group().mine && !over(),
        "border border-dashed border-line-strong": !group().mine && !over(),
        "border border-warn bg-warn-soft": over(),
      }}
    >
      <span class="flex flex-wrap items-baseline gap-x-1.5">
        <Show when={group().known} fallback={<b>{name()}</b>}>
          <A class="font-semibold hover:underline" href={`${props.home}/${group().id}/horaire`}>
            {name()}
          </A>
        </Show>
        <span class="text-muted tabular-nums" title={w().students(group().size)}>{`(${group().size})`}</span>
        <span class="break-words">{writeDayHours(props.of.presence, language())}</span>
      </span>
      <Show when={props.of.presence.kind !== "shift" ? props.of.presence.kind : null}>
        {(kind) => <span class="block text-info">{c().kind[kind()]}</span>}
      </Show>
      <Show when={over()}>
        <span class="flex items-center gap-1 font-medium text-warn">
          <TriangleAlert size={11} class="shrink-0" aria-hidden="true" />
          {w().over(props.of.students)}
        </span>
      </Show>
    </div>
  );
}
