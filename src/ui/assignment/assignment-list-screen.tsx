import { useQuery } from "@tanstack/solid-query";
import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { api } from "#ui/client.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { assignmentWords } from "#words/assignment.ts";
import { writeTerm } from "#words/programme.ts";

/** `/affectations`: every sheet with accepted places, the soonest first, and how far its assignment has come. */
export function AssignmentListScreen() {
  const w = useWords(assignmentWords);
  const { language } = useLanguage();
  const sheets = useQuery(() => ({ queryKey: ["assignment", "sheets"], queryFn: () => api.assignment.sheets.query() }));
  return (
    <Screen title={w().listTitle}>
      <Show when={sheets.data} fallback={<Skeleton rows={6} />}>
        {(list) => (
          <Show
            when={list().length > 0}
            fallback={
              <EmptyState title={w().listEmpty} text={w().listEmptyText} action={<ButtonLink href="/sorties">{w().toOutbox}</ButtonLink>} />
            }
          >
            <p class="mb-3 text-sm text-muted">{w().listIntro}</p>
            <div class="overflow-x-auto rounded-lg border border-line bg-surface">
              <table class="w-full text-sm">
                <thead class="bg-sunken text-left text-xs text-muted">
                  <tr>
                    <th class="px-3 py-2 font-semibold">{w().course}</th>
                    <th class="px-3 py-2 font-semibold">{w().cohort}</th>
                    <th class="px-3 py-2 font-semibold">{w().term}</th>
                    <th class="px-3 py-2 font-semibold">{w().starts}</th>
                    <th class="px-3 py-2 text-right font-semibold">{w().students}</th>
                    <th class="px-3 py-2 text-right font-semibold">{w().places}</th>
                    <th class="px-3 py-2 text-right font-semibold">{w().seated}</th>
                    <th class="px-3 py-2 text-right font-semibold">{w().confirmed}</th>
                  </tr>
                </thead>
                <tbody class="divide-y divide-line">
                  <For each={list()}>
                    {(sheet) => (
                      <tr class="h-10 hover:bg-hover">
                        <td class="px-3">
                          <A
                            class="font-medium text-accent underline-offset-2 hover:underline"
                            href={`/fiches/${sheet.worksheetId}/affectation`}
                          >
                            {sheet.course}
                          </A>
                          <Show when={sheet.overAllocated > 0}>
                            <span class="ml-2 rounded bg-danger-soft px-1.5 text-xs font-semibold text-danger">
                              ! {w().toSettle(sheet.overAllocated)}
                            </span>
                          </Show>
                        </td>
                        <td class="px-3">{sheet.cohort}</td>
                        <td class="px-3">{writeTerm(sheet.term, language())}</td>
                        <td class="px-3 tabular-nums">{sheet.startsOn}</td>
                        <td class="px-3 text-right tabular-nums">{sheet.students}</td>
                        <td class="px-3 text-right tabular-nums">{sheet.places}</td>
                        <td class="px-3 text-right tabular-nums">{sheet.seated}</td>
                        <td class="px-3 text-right tabular-nums">{sheet.confirmed}</td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </div>
          </Show>
        )}
      </Show>
    </Screen>
  );
}
