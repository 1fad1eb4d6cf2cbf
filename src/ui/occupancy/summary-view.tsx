import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import Download from "lucide-solid/icons/download";
import type { View } from "#domain/occupancy-picture.ts";
import { categories, percentOf, summaryLines, type SummaryLine } from "#domain/occupancy-summary.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Mishap } from "#ui/parts/mishap.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { download } from "#ui/student/download.ts";
import { occupancyWords } from "#words/occupancy.ts";
import { writeNumber } from "#words/words.ts";

export interface SummaryAsked {
  from: string;
  to: string;
  siteId: string | null;
  serviceId: string | null;
  shift: View["shift"];
}

/** « Sommaire des demandes » (F-197) with the use of what each place takes (F-196), and its files. */
export function SummaryView(props: { asked: SummaryAsked }) {
  const w = useWords(occupancyWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const [pending, setPending] = createSignal<"csv" | "xlsx" | null>(null);
  const summary = useQuery(() => ({
    queryKey: ["occupancy", "summary", props.asked],
    queryFn: () => api.occupancy.summary.query(props.asked),
  }));
  const lines = () => summaryLines(answerOf(summary) ?? []);
  const give = async (format: "csv" | "xlsx") => {
    setPending(format);
    try {
      download(await api.occupancy.summaryFile.mutate({ ...props.asked, format, language: language() }));
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(null);
    }
  };
  const number = (value: number) => (value === 0 ? "–" : writeNumber(value, language()));
  return (
    <Show when={!summary.isError} fallback={<Mishap error={summary.error} />}>
      <Show when={answerOf(summary)} fallback={<Skeleton rows={8} />}>
        <div class="flex flex-col gap-3 md:min-h-0 md:flex-1">
          <div class="flex flex-wrap items-center gap-2">
            <p class="min-w-0 flex-[1_1_20rem] text-sm text-muted">{w().summaryText}</p>
            <For each={["csv", "xlsx"] as const}>
              {(format) => (
                <Button
                  size="sm"
                  icon={<Download size={14} aria-hidden="true" />}
                  pending={pending() === format}
                  onClick={() => void give(format)}
                >
                  {format === "csv" ? w().exportCsv : w().exportXlsx}
                  <span class="sr-only">{` ${w().export}`}</span>
                </Button>
              )}
            </For>
          </div>
          <div
            class="overflow-auto rounded-lg border border-line bg-surface md:min-h-0"
            tabindex={0}
            role="region"
            aria-label={w().summaryTitle}
          >
            <table class="w-full min-w-190 text-sm tabular-nums">
              <caption class="sr-only">{w().summaryTitle}</caption>
              <thead class="sticky top-0 z-10 bg-sunken text-xs text-muted">
                <tr>
                  <th scope="col" class="sticky left-0 bg-sunken px-3 py-2 text-left font-medium">
                    {w().rows}
                  </th>
                  <For each={categories}>
                    {(one) => (
                      <th scope="col" class="px-2 py-2 text-right font-medium">
                        {w().category[one]}
                      </th>
                    )}
                  </For>
                  <th scope="col" class="px-2 py-2 text-right font-medium">
                    {w().studentsColumn}
                  </th>
                  <th scope="col" class="min-w-48 px-3 py-2 text-left font-medium" title={w().usedHint}>
                    {w().used}
                  </th>
                </tr>
              </thead>
              <tbody>
                <For each={lines()}>
                  {(line) => (
                    <tr
                      class="border-t border-line"
                      classList={{ "bg-sunken": line.level === "site", "bg-page": line.level === "service" }}
                    >
                      <th
                        scope="row"
                        class="sticky left-0 bg-inherit px-3 py-1.5 text-left"
                        classList={{
                          "font-semibold": line.level === "site",
                          "pl-6 font-medium": line.level === "service",
                          "bg-surface pl-9 font-normal": line.level === "destination",
                          italic: line.unplaced,
                        }}
                      >
                        {line.unplaced ? w().unplaced : line.name}
                      </th>
                      <For each={categories}>{(one) => <td class="px-2 py-1.5 text-right">{number(line.counts[one].requests)}</td>}</For>
                      <td class="px-2 py-1.5 text-right font-medium">{number(line.students)}</td>
                      <td class="px-3 py-1.5">
                        <Used line={line} />
                      </td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
            <Show
              when={lines().every(({ requests, counts }) => requests === 0 && counts.declined.requests + counts.cancelled.requests === 0)}
            >
              <p class="border-t border-line px-3 py-3 text-sm text-muted">{w().summaryNone}</p>
            </Show>
          </div>
        </div>
      </Show>
    </Show>
  );
}

/** A bar and its per cent; what there is room for is said on it, and days beyond it in words. */
function Used(props: { line: SummaryLine }) {
  const w = useWords(occupancyWords);
  const percent = () => percentOf(props.line);
  return (
    <Show when={percent() !== null} fallback={<span class="text-xs text-faint">{w().unsaidShort}</span>}>
      <span class="flex items-center gap-2" title={w().usedOf(props.line.studentDays, props.line.capacityDays)}>
        <span aria-hidden="true" class="h-2 w-20 shrink-0 overflow-hidden rounded-full bg-line">
          <span
            class="block h-full rounded-full"
            style={{
              width: `${Math.min(100, percent() ?? 0)}%`,
              background: (percent() ?? 0) > 100 ? "var(--heat-over)" : "var(--heat-4)",
            }}
          />
        </span>
        <span class="w-10 text-right">{w().percent(percent() ?? 0)}</span>
        <Show when={props.line.level === "destination" && props.line.overDays > 0}>
          <span class="text-xs font-medium text-danger">{w().overDays(props.line.overDays)}</span>
        </Show>
      </span>
    </Show>
  );
}
