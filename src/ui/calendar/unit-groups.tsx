import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { balanceOf, type PlanSummary } from "#domain/day-plan.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { writeBalance, writeSummary } from "#words/calendar.ts";
import { unitCalendarWords } from "#words/unit-calendar.ts";
import { writeDays, writeHours } from "#words/request.ts";
import type { UnitGroup } from "./unit-screen.tsx";

/** The groups of the period, each in a line: nickname, size, schedule, hours against the course's; another school's is a name and a count. */
export function UnitGroups(props: { groups: readonly UnitGroup[]; home: string; summary(group: UnitGroup): PlanSummary }) {
  const w = useWords(unitCalendarWords);
  const { language } = useLanguage();
  const balance = (group: UnitGroup) => balanceOf(group.schedule, group.courseHours);
  const wrong = (group: UnitGroup) => {
    const { kind } = balance(group);
    return kind === "over" || kind === "under";
  };
  return (
    <Show when={props.groups.length > 0}>
      <section aria-label={w().list} class="overflow-x-auto rounded-lg border border-line bg-surface" tabindex={0}>
        <table class="w-full min-w-160 text-sm">
          <thead class="bg-sunken text-left text-xs text-muted">
            <tr>
              <For
                each={[w().columns.group, w().columns.size, w().columns.course, w().columns.schedule, w().columns.hours, w().columns.state]}
              >
                {(name) => <th class="px-3 py-1.5 font-medium">{name}</th>}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={props.groups}>
              {(group) => (
                <tr class="border-t border-line align-top">
                  <th scope="row" class="px-3 py-1.5 text-left font-semibold whitespace-nowrap">
                    <Show when={group.known} fallback={w().number(group.school, group.number)}>
                      <A class="text-accent hover:underline" href={`${props.home}/${group.id}/horaire`}>
                        {w().number(group.school, group.number)}
                      </A>
                    </Show>
                  </th>
                  <td class="px-3 py-1.5 tabular-nums">{w().students(group.size)}</td>
                  <td class="px-3 py-1.5">
                    {group.course ?? <span class="text-muted">{w().theirs}</span>}
                    <Show when={group.instructor}>
                      <span class="block text-xs text-muted">{group.instructor}</span>
                    </Show>
                  </td>
                  <td class="px-3 py-1.5">
                    <span class="block tabular-nums">{`${group.schedule.startsOn} – ${group.schedule.endsOn}`}</span>
                    <span class="text-muted">{`${writeDays(group.schedule, language())}, ${writeHours(group.schedule, language())}`}</span>
                  </td>
                  <td class="px-3 py-1.5">
                    {writeSummary(props.summary(group), language())}
                    <Show when={group.courseHours !== null}>
                      <span class="block text-xs" classList={{ "font-medium text-danger": wrong(group), "text-muted": !wrong(group) }}>
                        {writeBalance(balance(group), group.courseHours, language())}
                      </span>
                    </Show>
                  </td>
                  <td class="px-3 py-1.5">
                    <Show when={group.status} fallback={<span class="text-muted">{group.accepted ? w().accepted : w().asked}</span>}>
                      {(status) => (
                        <Show when={status() !== "hidden"}>
                          {<StatusChip status={status() as Exclude<ReturnType<typeof status>, "hidden">} />}
                        </Show>
                      )}
                    </Show>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </section>
    </Show>
  );
}
