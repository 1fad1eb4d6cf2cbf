import { createVirtualizer } from "@tanstack/solid-virtual";
import { createEffect, createMemo, createSignal, For, on, Show } from "solid-js";
import { fold } from "#domain/place.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Select } from "#ui/parts/select.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { assignmentWords } from "#words/assignment.ts";
import { writeNumber } from "#words/words.ts";
import type { Board } from "./board.ts";
import type { Moves } from "./moves.ts";
import type { SheetPresence } from "./presence.ts";
import { sized } from "./sized.ts";
import { StudentRow } from "./student-row.tsx";

const shows = ["open", "waiting", "confirmed", "all"] as const;
type Shown = (typeof shows)[number];

/**
 * The students of the sheet: pick with Space, place with Enter on a place; or choose in the row; or drag. Confirmed ones on demand (F-164).
 * Only what is in sight is drawn: four hundred scroll like eight.
 */
export function StudentList(props: { board: Board; moves: Moves; presence: SheetPresence; mayAssign: boolean }) {
  const w = useWords(assignmentWords);
  const { language } = useLanguage();
  const [search, setSearch] = createSignal("");
  const [shown, setShown] = createSignal<Shown>("open");
  const fits = (studentId: string): Record<Shown, boolean> => {
    const seat = props.board.seatOf(studentId);
    const confirmed = seat?.state === "confirmed";
    return { open: !confirmed, waiting: !seat, confirmed, all: true };
  };
  const sought = createMemo(() =>
    props.board.grid().students.map(({ id, lastName, firstName, number }) => ({ id, text: fold(`${lastName} ${firstName} ${number}`) })),
  );
  const list = createMemo(() => {
    const text = fold(search());
    // Looking for somebody by name finds her wherever she is.
    return sought().flatMap((one) => ((text === "" ? fits(one.id)[shown()] : one.text.includes(text)) ? [one.id] : []));
  });
  const counts = createMemo(() => {
    const of = { open: 0, waiting: 0, confirmed: 0, all: 0 };
    for (const { id } of sought()) {
      const fit = fits(id);
      for (const show of shows) if (fit[show]) of[show]++;
    }
    return of;
  });
  const labels = () => ({ open: w().showOpen, waiting: w().showWaiting, confirmed: w().showConfirmed, all: w().showAll });

  let scroller: HTMLUListElement | undefined;
  const virtual = createVirtualizer<HTMLUListElement, HTMLLIElement>({
    get count() {
      return list().length;
    },
    getScrollElement: () => scroller ?? null,
    // As rows are, mostly: where it is right, nothing is laid out twice.
    estimateSize: (at) => ((props.board.student(list()[at] ?? "")?.preferences.length ?? 0) > 0 ? 46 : 41),
    overscan: 6,
    initialRect: { width: 700, height: 600 },
    getItemKey: (at) => list()[at] ?? at,
  });
  const drawn = createMemo(() => virtual.getVirtualItems().flatMap(({ index }) => list()[index] ?? []));
  const before = () => virtual.getVirtualItems()[0]?.start ?? 0;
  const after = () => virtual.getTotalSize() - (virtual.getVirtualItems().at(-1)?.end ?? 0);
  createEffect(on([shown, search], () => virtual.scrollToOffset(0), { defer: true }));

  // One Tab stop for the whole list: arrows move in it, so that places are one Tab away from four hundred students.
  const [stop, setStop] = createSignal<string | null>(null);
  const tabStop = createMemo(() => {
    const at = stop();
    return at !== null && drawn().includes(at) ? at : (drawn()[0] ?? null);
  });
  const rowAt = (id: string | undefined) => (id ? scroller?.querySelector<HTMLElement>(`[data-student="${CSS.escape(id)}"]`) : null);
  const focusRow = (from: string, step: number) => {
    const to = Math.max(0, Math.min(list().length - 1, list().indexOf(from) + step));
    const id = list()[to];
    virtual.scrollToIndex(to);
    // One that was not drawn is, a frame later.
    const there = rowAt(id);
    if (there) there.focus();
    else requestAnimationFrame(() => requestAnimationFrame(() => rowAt(id)?.focus()));
  };

  return (
    <section aria-labelledby="students-heading" class="flex min-h-0 min-w-0 flex-col gap-2">
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h2 id="students-heading" class="text-base font-semibold">
          {w().students}
        </h2>
        <div class="w-52 max-w-full">
          <TextInput type="search" aria-label={w().search} placeholder={w().search} value={search()} onChange={setSearch} />
        </div>
        <Select<Shown>
          look="quiet"
          aria-label={w().show}
          value={shown()}
          onChange={setShown}
          options={shows.map((one) => ({ value: one, label: `${labels()[one]} (${writeNumber(counts()[one], language())})` }))}
        />
      </div>
      <p class="text-xs text-muted" aria-live="polite">
        {props.board.picked().size > 0 ? w().picked(props.board.picked().size) : props.mayAssign ? w().pickHint : ""}
      </p>
      <Show when={list().length > 0} fallback={<EmptyState title={w().noneShown} text={w().noneShownText} />}>
        {/* The round corners are the frame's: a list that scrolls under them would be cut out anew at every frame. */}
        <div class="flex min-h-0 flex-col rounded-lg border border-line bg-surface py-1.5">
          <ul
            ref={scroller}
            class="min-h-0 contain-content overflow-y-auto overscroll-contain bg-surface max-md:max-h-[60dvh]"
            data-testid="students"
          >
            <li aria-hidden="true" ref={sized(before)} />
            <For each={drawn()}>
              {(studentId) => (
                <Show when={props.board.student(studentId)}>
                  {(student) => (
                    <StudentRow
                      student={student()}
                      index={list().indexOf(studentId)}
                      count={list().length}
                      measure={(element) => virtual.measureElement(element)}
                      board={props.board}
                      moves={props.moves}
                      presence={props.presence}
                      mayAssign={props.mayAssign}
                      onStep={focusRow}
                      stops={tabStop() === studentId}
                      onStop={setStop}
                    />
                  )}
                </Show>
              )}
            </For>
            <li aria-hidden="true" ref={sized(after)} />
          </ul>
        </div>
      </Show>
    </section>
  );
}
