import { For, onMount, createSignal } from "solid-js";
import { bands, capacityDays, type CapacityLine } from "#domain/capacity.ts";
import { mondayOf } from "#domain/day-plan.ts";
import { addDays, dayIn } from "#domain/dates.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { weekdayName } from "#words/calendar.ts";
import { capacityWords, writeBand } from "#words/capacity.ts";

/** A week of a unit as its lines have it, shift by shift: what one has just said, seen at a glance. */
export function CapacityWeek(props: {
  title: string;
  unit: { capacity: number | null; largestGroup: number | null };
  lines: readonly CapacityLine[];
  discipline?: string | null;
  /** A day of the week that is shown; else this week. */
  on?: string | null;
}) {
  const w = useWords(capacityWords);
  const { language } = useLanguage();
  const [today, setToday] = createSignal("2027-01-04");
  onMount(() => setToday(dayIn(new Date())));
  const days = () => {
    const monday = mondayOf(props.on ?? today());
    return Array.from({ length: 7 }, (_day, index) => addDays(monday, index));
  };
  const shown = () =>
    capacityDays(props.unit, { lines: props.lines, closures: [] }, { days: days(), discipline: props.discipline ?? null });
  const most = () => Math.max(1, ...bands.flatMap((band) => [...shown()[band]]));
  const step = (value: number) => Math.max(1, Math.ceil((value / most()) * 3));
  return (
    <table class="w-full table-fixed text-sm tabular-nums">
      <caption class="pb-1 text-left text-xs text-muted">{props.title}</caption>
      <thead class="text-xs text-muted">
        <tr>
          <th class="w-14" />
          <For each={days()}>
            {(_day, index) => (
              <th scope="col" class="py-0.5 text-center font-medium" abbr={weekdayName(index() + 1, language())}>
                {weekdayName(index() + 1, language()).slice(0, 2)}
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody>
        <For each={bands}>
          {(band) => (
            <tr>
              <th scope="row" class="text-left text-xs font-medium text-muted">
                {writeBand(band, language())}
              </th>
              <For each={[...shown()[band]]}>
                {(value) => (
                  <td
                    class="h-7 border-2 border-raised text-center"
                    classList={{ "text-faint": value <= 0 }}
                    style={{ background: value > 0 ? `var(--heat-${step(value)})` : "var(--sunken)" }}
                  >
                    {value < 0 ? w().unknown : value}
                  </td>
                )}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}
