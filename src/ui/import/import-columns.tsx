import { For, Show } from "solid-js";
import { rosterFields, type RosterField } from "#domain/roster-columns.ts";
import { useWords } from "#ui/language.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { Select } from "#ui/parts/select.tsx";
import { importWords } from "#words/import.ts";
import type { ImportState, Preview } from "./use-import.ts";

/** What each column of the file holds: guessed, changeable, remembered; columns left out are named (I2). */
export function ImportColumns(props: { of: Preview; state: ImportState }) {
  const w = useWords(importWords);
  const left = () => props.of.columns.filter(({ field }) => field === null).map(({ name }) => name);
  /** A field is in one column: giving it to another takes it from the first. Only preferences may be several. */
  const give = (at: number, field: RosterField | null) =>
    void props.state.map(
      props.of.columns.map((column, index) =>
        index === at ? field : column.field === field && field !== "preference" ? null : column.field,
      ),
    );
  const options = () => [
    { value: "none", label: w().roles.none },
    ...rosterFields.map((field) => ({ value: field, label: w().roles[field] })),
  ];
  return (
    <div class="flex flex-col gap-3">
      <For each={props.of.missing}>{(field) => <Notice kind="warn">{w().missing[field]}</Notice>}</For>
      <p class="text-sm text-muted">{w().columnsLead}</p>
      <ul class="grid gap-x-4 gap-y-3 sm:grid-cols-2 xl:grid-cols-4">
        <For each={props.of.columns}>
          {(column, at) => (
            <li class="flex min-w-0 flex-col gap-1">
              <label class="truncate text-sm font-medium" for={`column-${at()}`} title={column.name}>
                {column.name}
              </label>
              <Select
                id={`column-${at()}`}
                value={column.field ?? "none"}
                onChange={(value) => give(at(), value === "none" ? null : (value as RosterField))}
                options={options()}
                disabled={props.of.status !== "reviewing"}
              />
              <span class="truncate text-xs text-muted" title={column.samples.join(", ")}>
                {column.samples.join(", ")}
              </span>
            </li>
          )}
        </For>
      </ul>
      <Show when={left().length > 0}>
        <p class="text-sm">{w().columnsLeft(left().join(", "))}</p>
      </Show>
      <Show when={!props.of.course && props.of.columns.some(({ field }) => field === "preference")}>
        <p class="text-sm">{w().preferencesNeedCourse}</p>
      </Show>
    </div>
  );
}
