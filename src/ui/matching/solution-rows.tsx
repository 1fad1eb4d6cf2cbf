import { createMemo, createSignal, For, Show } from "solid-js";
import { fold } from "#domain/place.ts";
import type { Id } from "#domain/id.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { SelectionBar } from "#ui/parts/selection-bar.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { ticking } from "#ui/parts/ticking.ts";
import { solutionWords } from "#words/matching-solution.ts";
import type { Acts } from "./acts.ts";
import { listName, type Row, type Rows } from "./desk.ts";
import { SolutionRow } from "./solution-row.tsx";

const filters = ["all", "open", "moved", "none", "kept"] as const;
type Filter = (typeof filters)[number];
/** Something a person may make so. */
const isOpen = ({ state }: Row): boolean => state === "open" || state === "leaves";
const passes: Record<Filter, (row: Row) => boolean> = {
  all: () => true,
  open: isOpen,
  moved: ({ moved }) => moved.length > 0,
  none: ({ state }) => state === "none",
  kept: ({ kept }) => kept !== null,
};

/** As many are drawn at first, and more at each asking: thousands at once would be slow to open for nothing. */
const portion = 150;

/** Rows that are applied together: open, and with nothing moved under them; those are a person's to apply one by one. */
export const applicable = (rows: readonly Row[]): Row[] => rows.filter((row) => isOpen(row) && row.moved.length === 0);

/** A solution row by row (F-167): filtered, ticked, applied, locked, told what moved. */
export function SolutionRows(props: { data: Rows; worksheetId: Id; acts: Acts; rerun(): void }) {
  const s = useWords(solutionWords);
  const [filter, setFilter] = createSignal<Filter>("all");
  const [search, setSearch] = createSignal("");
  const [ticked, setTicked] = createSignal<ReadonlySet<string>>(new Set<string>());
  const [most, setMost] = createSignal(portion);
  const rowOf = createMemo(() => new Map(props.data.rows.map((row) => [row.key, row])));
  const placeOf = createMemo(() => new Map(props.data.places.map((place) => [place.requestId, place])));
  const courseOf = createMemo(() => new Map(props.data.sheets.map((sheet) => [sheet.id, sheet.course])));
  const pathOf = (row: Row) => (row.requestId === null ? null : (placeOf().get(row.requestId)?.path ?? null));
  const counts = createMemo(() => new Map(filters.map((one) => [one, props.data.rows.filter(passes[one]).length])));
  const found = createMemo(() => {
    const words = fold(search()).split(/\s+/).filter(Boolean);
    return props.data.rows.filter((row) => {
      if (!passes[filter()](row)) return false;
      const text = fold(`${row.name ? listName(row.name) : ""} ${row.name?.number ?? ""} ${pathOf(row) ?? ""} ${row.seat?.path ?? ""}`);
      return words.every((word) => text.includes(word));
    });
  });
  const keys = createMemo(() => found().map(({ key }) => key));
  const shown = createMemo(() => keys().slice(0, most()));
  const chosen = () => props.data.rows.filter(({ key }) => ticked().has(key));
  const movedOpen = () => props.data.rows.filter((row) => isOpen(row) && row.moved.length > 0).length;
  const ticks = ticking({ keys: shown, ticked, onTick: (next) => setTicked(next), may: () => true });
  const ownSheet = (row: Row) => row.worksheetId === props.worksheetId;

  return (
    <section class="flex flex-col gap-2" aria-label={s().rows}>
      <div class="flex flex-wrap items-center gap-2">
        <div class="flex flex-wrap gap-1" role="group" aria-label={s().filterLabel}>
          <For each={filters.filter((one) => one === "all" || (counts().get(one) ?? 0) > 0 || filter() === one)}>
            {(one) => (
              <button
                type="button"
                aria-pressed={filter() === one}
                class="inline-flex min-h-7 items-center gap-1.5 rounded-full border border-line px-2.5 text-xs font-medium hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
                onClick={() => setFilter(one)}
              >
                {s().filters[one]}
                <span class="tabular-nums">{counts().get(one)}</span>
              </button>
            )}
          </For>
        </div>
        <div class="ml-auto w-full sm:w-64">
          <TextInput type="search" value={search()} onChange={setSearch} placeholder={s().search} aria-label={s().search} />
        </div>
      </div>
      <Show when={movedOpen() > 0 && props.data.may.manage}>
        <Notice
          kind="warn"
          quiet
          actions={
            <Button size="sm" onClick={() => props.rerun()}>
              {s().rerun}
            </Button>
          }
        >
          {s().movedLeft(movedOpen())}
        </Notice>
      </Show>
      {/* Below the frame’s bar, so that what can be done with row 40 is there when row 40 is ticked. */}
      <div class="sticky top-14 z-20 empty:hidden">
        <SelectionBar count={chosen().length} onClear={() => setTicked(new Set<string>())}>
          <Show when={chosen().filter(isOpen).length}>
            {(count) => (
              <Button
                size="sm"
                kind="primary"
                pending={props.acts.pending() === "apply"}
                onClick={() => {
                  const rows = chosen().filter(isOpen);
                  setTicked(new Set<string>());
                  void props.acts.apply(props.data.solutionId, rows);
                }}
              >
                {s().applySelected(count())}
              </Button>
            )}
          </Show>
          <Show when={chosen().some((row) => ownSheet(row) && row.requestId !== null && row.name !== null)}>
            <Button
              size="sm"
              onClick={() => {
                const locks = chosen().flatMap((row) =>
                  ownSheet(row) && row.requestId !== null && row.name !== null
                    ? [{ kind: "lock" as const, studentId: row.studentId, requestId: row.requestId, note: "" }]
                    : [],
                );
                void props.acts.keep(locks).then((done) => done && setTicked(new Set<string>()));
              }}
            >
              {s().lockSelected}
            </Button>
          </Show>
          <Show when={chosen().some((row) => ownSheet(row) && row.name !== null)}>
            <Button
              size="sm"
              onClick={() => {
                const out = chosen().flatMap((row) =>
                  ownSheet(row) && row.name !== null ? [{ kind: "student" as const, studentId: row.studentId, note: "" }] : [],
                );
                void props.acts.keep(out).then((done) => done && setTicked(new Set<string>()));
              }}
            >
              {s().withholdSelected}
            </Button>
          </Show>
        </SelectionBar>
      </div>
      <div class="rounded-lg border border-line bg-surface">
        <Show when={props.data.may.manage && shown().length > 0}>
          <div class="flex items-center gap-3 border-b border-line bg-sunken px-2 py-1 text-xs text-muted">
            <Checkbox
              label={s().selectAll}
              checked={ticks.state() === "all"}
              mixed={ticks.state() === "some"}
              onChange={() => ticks.all(ticks.state() !== "all")}
            />
          </div>
        </Show>
        <ul aria-label={s().rows} data-testid="matching-rows">
          <For each={shown()} fallback={<li class="px-3 py-8 text-center text-sm text-muted">{s().nothing}</li>}>
            {(key) => {
              let kept = rowOf().get(key) as Row;
              // Asked for at each use: what changes redraws the row and keeps its focus.
              const row = () => (kept = rowOf().get(key) ?? kept);
              return (
                <SolutionRow
                  row={row()}
                  path={pathOf(row())}
                  course={props.data.sheets.length > 1 ? (courseOf().get(row().worksheetId) ?? null) : null}
                  solutionId={props.data.solutionId}
                  ticked={ticked().has(key)}
                  may={props.data.may.manage}
                  mayKeep={ownSheet(row())}
                  acts={props.acts}
                  onTick={(_on, shift) => {
                    ticks.shift(shift);
                    ticks.toggle(key);
                  }}
                  onApply={() => void props.acts.apply(props.data.solutionId, [row()])}
                />
              );
            }}
          </For>
        </ul>
        <Show when={keys().length > most()}>
          <div class="border-t border-line p-2 text-center">
            <Button size="sm" onClick={() => setMost((count) => count + portion)}>
              {s().more(Math.min(portion, keys().length - most()))}
            </Button>
          </div>
        </Show>
      </div>
    </section>
  );
}
