import { A } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import UserPlus from "lucide-solid/icons/user-plus";
import { dayIn, daysBetween } from "#domain/dates.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { NameDialog, type MissingRow } from "#ui/supervision/name-dialog.tsx";
import { unitViewWords } from "#words/unit-view.ts";

const shownAtMost = 5;

/** Accepted placements of the unit that nobody goes with, the nearest first; those due within two weeks stand out (X05). */
export function DueCards() {
  const w = useWords(unitViewWords);
  const [naming, setNaming] = createSignal<MissingRow[]>([]);
  const list = useQuery(() => ({
    queryKey: ["supervision", "missing", "unit-home"],
    queryFn: () => api.supervision.missing.query({}),
  }));
  const counts = useQuery(() => ({ queryKey: ["supervision", "counts"], queryFn: () => api.supervision.counts.query() }));
  const rows = () => answerOf(list)?.requests ?? [];
  const more = () => Math.max(0, (answerOf(counts)?.missing ?? 0) - shownAtMost);
  const days = (row: MissingRow) => daysBetween(dayIn(new Date()), row.schedule.startsOn);
  return (
    <section aria-labelledby="unit-due" class="flex flex-col gap-3">
      <h2 id="unit-due" class="text-lg font-semibold">
        {w().supervisors}
      </h2>
      <Show
        when={rows().length > 0}
        fallback={<p class="rounded-xl border border-line bg-surface p-4 text-sm text-muted">{w().noneDue}</p>}
      >
        <ul class="flex flex-col gap-2">
          <For each={rows().slice(0, shownAtMost)}>
            {(row) => (
              <li class="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line bg-surface p-3.5">
                <div class="min-w-0 flex-[1_1_14rem]">
                  <p
                    class="flex items-center gap-1.5 text-sm"
                    classList={{ "font-semibold text-warn": row.due !== "later", "text-muted": row.due === "later" }}
                  >
                    <Show when={row.due !== "later"}>
                      <TriangleAlert size={15} class="shrink-0" aria-hidden="true" />
                    </Show>
                    {w().due(days(row))}
                  </p>
                  <p class="font-medium">
                    <A href={`/demandes/${row.id}`} class="inline-block min-h-6 hover:underline">
                      {row.place.destination ?? row.place.service}, {row.school.shortName || row.school.name}
                    </A>
                  </p>
                  <p class="text-sm text-muted tabular-nums">
                    {w().dates(row.schedule.startsOn, row.schedule.endsOn)}, {w().students(row.size)}
                  </p>
                </div>
                <Show when={row.mayName}>
                  <Button
                    size="lg"
                    icon={<UserPlus size={17} aria-hidden="true" />}
                    aria-label={`${w().name}, n°\u00A0${row.reference}`}
                    onClick={() => setNaming([row])}
                  >
                    {w().name}
                  </Button>
                </Show>
              </li>
            )}
          </For>
        </ul>
        <Show when={more() > 0}>
          <A href="/superviseurs" class="inline-flex min-h-7 items-center text-sm text-accent hover:underline">
            {w().moreDue(more())}
          </A>
        </Show>
      </Show>
      <NameDialog requests={naming()} onDone={() => setNaming([])} />
    </section>
  );
}
