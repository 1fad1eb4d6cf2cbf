import { A } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { For, Show } from "solid-js";
import type { Band } from "#domain/capacity.ts";
import type { Day } from "#domain/dates.ts";
import type { Column } from "#domain/occupancy-period.ts";
import { stepOf, type Cell } from "#domain/occupancy-picture.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { SidePanel } from "#ui/parts/side-panel.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { StatusChip } from "#ui/parts/status-chip.tsx";
import { occupancyWords } from "#words/occupancy.ts";
import { writeDays, writeHours } from "#words/request.ts";
import { cellLines } from "./cell-words.ts";
import type { ShownRow } from "./picture-rows.ts";

/** Who is at a place on a day or in a week: requests as this role is shown them; what schools prepare stays a number (R324). */
export function TherePanel(props: {
  row: ShownRow;
  column: Column;
  cell: Cell;
  days: readonly Day[];
  band: Band | null;
  mayOpen: boolean;
  onClose(): void;
}) {
  const w = useWords(occupancyWords);
  const { language } = useLanguage();
  const asked = () => ({
    from: props.column.day,
    to: props.column.last,
    siteId: props.row.siteId,
    serviceId: props.row.serviceId,
    destinationId: props.row.destinationId,
    unplaced: props.row.unplaced,
    band: props.band,
  });
  const there = useQuery(() => ({
    queryKey: ["occupancy", "there", asked()],
    queryFn: () => api.occupancy.there.query(asked()),
    enabled: props.mayOpen,
    retry: false,
  }));
  const said = () => cellLines(props.cell, { column: props.column, days: props.days, language: language(), overBelow: 0 });
  const isWeek = () => props.column.to > props.column.from;
  return (
    <SidePanel
      title={props.row.name}
      crumb={<span class="inline-block first-letter:uppercase">{said().when}</span>}
      onClose={props.onClose}
      actions={
        <Show when={props.row.destinationId}>
          {(id) => (
            <>
              <ButtonLink kind="quiet" href={`/calendrier/${id()}?du=${props.column.day}`}>
                {w().openCalendar}
              </ButtonLink>
              <ButtonLink href={`/milieux/${id()}?onglet=capacite`}>{w().openCapacity}</ButtonLink>
            </>
          )}
        </Show>
      }
    >
      <div class="flex flex-col gap-4">
        <div>
          <p
            class="text-base font-semibold tabular-nums first-letter:uppercase"
            classList={{ "text-danger": stepOf(props.cell) === "over" }}
          >
            {said().load}
          </p>
          <For each={said().split}>{(line) => <p class="text-sm text-muted tabular-nums">{line}</p>}</For>
        </div>
        <Show when={props.mayOpen} fallback={<p class="text-sm text-muted">{w().thereCounts}</p>}>
          <Show when={!there.isError} fallback={<Mishap error={there.error} />}>
            <Show when={answerOf(there)} fallback={<Skeleton rows={4} />}>
              {(answer) => (
                <>
                  <Show
                    when={answer().requests.length > 0}
                    fallback={
                      <Show when={answer().ghosts === 0}>
                        <p class="text-sm text-muted">{w().thereNobody}</p>
                      </Show>
                    }
                  >
                    <ul class="flex flex-col divide-y divide-line rounded-lg border border-line">
                      <For each={answer().requests}>
                        {(one) => (
                          <li class="flex flex-col gap-1 px-3 py-2.5 text-sm">
                            <span class="flex flex-wrap items-center gap-x-2 gap-y-1">
                              <A
                                class="font-semibold text-accent hover:underline"
                                href={`/demandes/${one.id}`}
                                aria-label={w().openRequest(one.reference)}
                              >
                                {one.reference}
                              </A>
                              <span class="min-w-0 flex-1 font-medium">{one.school.name}</span>
                              <StatusChip status={one.status} />
                            </span>
                            <span>{`${one.course.number} ${one.course.name}`}</span>
                            <span class="text-muted tabular-nums">
                              {[
                                w().students(one.size),
                                `${writeDays(one.schedule, language())}, ${writeHours(one.schedule, language())}`,
                                ...(isWeek() ? [w().days(one.days)] : []),
                              ].join(" · ")}
                            </span>
                            <Show when={props.row.destinationId === null && one.place.destination}>
                              <span class="text-muted">{one.place.destination}</span>
                            </Show>
                            <Show when={one.students.length > 0}>
                              <span>{one.students.join(", ")}</span>
                            </Show>
                          </li>
                        )}
                      </For>
                    </ul>
                  </Show>
                  <Show when={answer().more > 0}>
                    <p class="text-sm text-muted">{w().thereMore(answer().more)}</p>
                  </Show>
                  <Show when={answer().ghosts > 0}>
                    <p class="rounded-lg border border-dashed border-line-strong px-3 py-2 text-sm text-muted">
                      {w().thereGhosts(answer().ghosts)}
                    </p>
                  </Show>
                </>
              )}
            </Show>
          </Show>
        </Show>
      </div>
    </SidePanel>
  );
}
