import { useQuery } from "@tanstack/solid-query";
import { A } from "@solidjs/router";
import { createMemo, createSignal, createUniqueId, For, Show } from "solid-js";
import { api, type Outputs } from "#ui/client.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { assignmentWords } from "#words/assignment.ts";
import { conflictWords } from "#words/conflict.ts";
import { writeTerm } from "#words/programme.ts";
import { ConflictCount, ConflictsTold } from "./sheet-conflict-row.tsx";
import { useSheetConflicts, type SheetConflicts } from "./sheet-conflicts.ts";

type Sheet = Outputs["assignment"]["sheets"][number];

/** `/affectations`: every sheet with accepted places, the soonest first, how far its assignment has come, and its conflicts as they happen. */
export function AssignmentListScreen() {
  const w = useWords(assignmentWords);
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
            <SheetTable sheets={list()} />
          </Show>
        )}
      </Show>
    </Screen>
  );
}

function SheetTable(props: { sheets: Sheet[] }) {
  const w = useWords(assignmentWords);
  const c = useWords(conflictWords);
  // Rows stay as they are while their sheets are asked for again: what is open stays open.
  const ids = createMemo(() => props.sheets.map(({ worksheetId }) => worksheetId), [], {
    equals: (one, other) => one.join() === other.join(),
  });
  const byId = createMemo(() => new Map(props.sheets.map((sheet) => [sheet.worksheetId, sheet])));
  const conflictsOf = useSheetConflicts(ids);
  const [open, setOpen] = createSignal<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setOpen((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  return (
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
            <th class="px-3 py-2 font-semibold">{c().listColumn}</th>
          </tr>
        </thead>
        <tbody class="divide-y divide-line">
          <For each={ids()}>
            {(id) => (
              <Show when={byId().get(id)}>
                {(sheet) => <SheetRows sheet={sheet()} conflicts={conflictsOf(id)} open={open().has(id)} onToggle={() => toggle(id)} />}
              </Show>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
}

/** One sheet, and below it its conflicts when they are asked for. */
function SheetRows(props: { sheet: Sheet; conflicts: SheetConflicts | undefined; open: boolean; onToggle(): void }) {
  const { language } = useLanguage();
  const told = createUniqueId();
  const shown = () => (props.open && props.conflicts && props.conflicts.told.length > 0 ? props.conflicts : undefined);
  return (
    <>
      <tr class="h-10 hover:bg-hover">
        <td class="px-3">
          <A class="font-medium text-accent underline-offset-2 hover:underline" href={`/fiches/${props.sheet.worksheetId}/affectation`}>
            {props.sheet.course}
          </A>
        </td>
        <td class="px-3">{props.sheet.cohort}</td>
        <td class="px-3">{writeTerm(props.sheet.term, language())}</td>
        <td class="px-3 whitespace-nowrap tabular-nums">{props.sheet.startsOn}</td>
        <td class="px-3 text-right tabular-nums">{props.sheet.students}</td>
        <td class="px-3 text-right tabular-nums">{props.sheet.places}</td>
        <td class="px-3 text-right tabular-nums">{props.sheet.seated}</td>
        <td class="px-3 text-right tabular-nums">{props.sheet.confirmed}</td>
        <td class="px-3">
          <ConflictCount
            of={props.conflicts}
            course={props.sheet.course}
            open={props.open}
            controls={told}
            onToggle={() => props.onToggle()}
          />
        </td>
      </tr>
      <tr id={told} hidden={!shown()} class="bg-sunken">
        <td colSpan={9} class="px-3 text-sm">
          {/* As wide as the table is without it: what is told moves no column. */}
          <div class="w-0 min-w-full">
            <Show when={shown()}>{(conflicts) => <ConflictsTold of={conflicts()} />}</Show>
          </div>
        </td>
      </tr>
    </>
  );
}
