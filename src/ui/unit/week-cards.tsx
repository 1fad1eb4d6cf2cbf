import { A } from "@solidjs/router";
import { keepPreviousData, useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import ChevronLeft from "lucide-solid/icons/chevron-left";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { addDays } from "#domain/dates.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { unitViewWords, writeLongDay, writeTimes } from "#words/unit-view.ts";

type Week = Outputs["supervision"]["week"];
type Comer = Week["unsaid"][number];
type Shift = Week["days"][number]["shifts"][number];

/** Who comes to the unit, day by day and shift by shift; names of the confirmed. */
export function WeekCards() {
  const w = useWords(unitViewWords);
  const { language } = useLanguage();
  const [from, setFrom] = createSignal<string | null>(null);
  const query = useQuery(() => ({
    queryKey: ["supervision", "week", from()],
    queryFn: () => api.supervision.week.query({ from: from() }),
    placeholderData: keepPreviousData,
  }));
  const week = () => answerOf(query);
  const step = (days: number) => {
    const known = week();
    if (known) setFrom(addDays(known.from, days));
  };
  const nobody = (of: Week) => of.days.every(({ students }) => students === 0) && of.unsaid.length === 0;
  const dayName = (day: string, today: string) =>
    `${writeLongDay(day, language())}${day === today ? ` (${w().today})` : day === addDays(today, 1) ? ` (${w().tomorrow})` : ""}`;
  return (
    <section aria-labelledby="unit-week" class="flex flex-col gap-3">
      <div class="flex flex-wrap items-center justify-between gap-2">
        <div>
          <h2 id="unit-week" class="text-lg font-semibold">
            {w().week}
          </h2>
          <Show when={week()}>
            {(one) => (
              <p class="text-sm text-muted tabular-nums" role="status">
                {w().weekOf(one().from, one().to)}
              </p>
            )}
          </Show>
        </div>
        <div class="flex items-center gap-1">
          <IconButton label={w().before} icon={<ChevronLeft size={18} aria-hidden="true" />} onClick={() => step(-7)} />
          <Button size="sm" kind="quiet" onClick={() => setFrom(null)}>
            {w().thisWeek}
          </Button>
          <IconButton label={w().after} icon={<ChevronRight size={18} aria-hidden="true" />} onClick={() => step(7)} />
        </div>
      </div>
      <Show when={week()} fallback={<Skeleton rows={5} />}>
        {(one) => (
          <Show
            when={!nobody(one())}
            fallback={
              <div class="flex flex-wrap items-center justify-between gap-2 rounded-xl border border-line bg-surface p-4 text-sm text-muted">
                <p>{w().noneWeek}</p>
                <Show when={one().next}>
                  {(next) => <Button onClick={() => setFrom(next())}>{w().nextComing(writeLongDay(next(), language()))}</Button>}
                </Show>
              </div>
            }
          >
            <ol class="flex flex-col gap-2" aria-label={w().week}>
              <For each={one().days.filter(({ students }) => students > 0)}>
                {(day) => (
                  <li
                    class="rounded-xl border bg-surface p-3.5"
                    classList={{ "border-accent": day.day === one().today, "border-line": day.day !== one().today }}
                  >
                    <div class="flex items-baseline justify-between gap-3">
                      <h3 class="font-semibold first-letter:uppercase">{dayName(day.day, one().today)}</h3>
                      <span class="text-sm font-semibold tabular-nums">{w().students(day.students)}</span>
                    </div>
                    <ul class="mt-2 flex flex-col gap-2">
                      <For each={day.shifts}>{(shift) => <ShiftLines shift={shift} />}</For>
                    </ul>
                  </li>
                )}
              </For>
              <Show when={one().unsaid.length > 0}>
                <li class="rounded-xl border border-dashed border-line-strong bg-surface p-3.5">
                  <h3 class="text-sm font-semibold">{w().unsaid}</h3>
                  <ul class="mt-1 flex flex-col gap-1.5">
                    <For each={one().unsaid}>{(comer) => <ComerLine comer={comer} />}</For>
                  </ul>
                </li>
              </Show>
            </ol>
          </Show>
        )}
      </Show>
    </section>
  );
}

function ShiftLines(props: { shift: Shift }) {
  const w = useWords(unitViewWords);
  const { language } = useLanguage();
  return (
    <li class="border-t border-line pt-2">
      <p class="flex flex-wrap items-baseline gap-x-2 text-sm">
        <span class="font-medium">{w().shift[props.shift.shift]}</span>
        <span class="tabular-nums">{w().students(props.shift.students)}</span>
        <Show when={props.shift.confirmed > 0}>
          <span class="text-xs text-muted">{w().ofConfirmed(props.shift.confirmed)}</span>
        </Show>
      </p>
      <ul class="mt-1 flex flex-col gap-1.5">
        <For each={props.shift.comers}>
          {(comer) => (
            <ComerLine comer={comer} times={comer.times ? writeTimes(comer.times, language()) : ""} kind={w().kind[comer.kind]} />
          )}
        </For>
      </ul>
    </li>
  );
}

/** Whose students they are, their names when they may be said, and who goes with them. */
function ComerLine(props: { comer: Comer; times?: string; kind?: string }) {
  const w = useWords(unitViewWords);
  return (
    <li class="text-sm">
      <A href={`/demandes/${props.comer.requestId}`} class="inline-block min-h-6 font-medium text-accent hover:underline">
        {props.comer.unit}, {props.comer.school}
      </A>
      <span class="text-muted">{[props.times, props.kind, props.comer.course].filter(Boolean).map((part) => ` · ${part}`)}</span>
      <span class="block">
        {props.comer.names.length > 0 ? (
          props.comer.names.join(", ")
        ) : (
          <span class="text-muted italic">{`${w().students(props.comer.students)}, ${w().namesLater}`}</span>
        )}
      </span>
      <Show when={props.comer.people.length > 0}>
        <span class="block text-xs text-muted">{w().with(props.comer.people.join(", "))}</span>
      </Show>
    </li>
  );
}
