import GripVertical from "lucide-solid/icons/grip-vertical";
import { createMemo, createSignal, For, Show } from "solid-js";
import { fold } from "#domain/place.ts";
import { useWords } from "#ui/language.tsx";
import { Select } from "#ui/parts/select.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { assignmentWords } from "#words/assignment.ts";
import { nameOf, type Board, type GridStudent } from "./board.ts";
import type { Moves } from "./moves.ts";
import { PlaceChoice } from "./place-choice.tsx";
import type { SheetPresence } from "./presence.ts";

type Shown = "open" | "waiting" | "confirmed" | "all";

/** The students of the sheet: pick with Space, place with Enter on a place; or choose in the row; or drag. Confirmed ones on demand (F-164). */
export function StudentList(props: { board: Board; moves: Moves; presence: SheetPresence; mayAssign: boolean }) {
  const w = useWords(assignmentWords);
  const [search, setSearch] = createSignal("");
  const [shown, setShown] = createSignal<Shown>("open");
  const list = createMemo(() => {
    const sought = fold(search());
    return props.board.grid().students.filter((student) => {
      const seat = props.board.seatOf(student.id);
      const confirmed = seat?.state === "confirmed";
      const inView = { open: !confirmed, waiting: !seat, confirmed, all: true }[shown()];
      // Looking for somebody by name finds her wherever she is.
      if (!inView && sought === "") return false;
      return sought === "" || fold(`${student.lastName} ${student.firstName} ${student.number}`).includes(sought);
    });
  });
  // One Tab stop for the whole list: arrows move in it, so that places are one Tab away from three hundred students.
  const [stop, setStop] = createSignal<string | null>(null);
  const tabStop = () => (list().some(({ id }) => id === stop()) ? stop() : (list()[0]?.id ?? null));
  let body: HTMLUListElement | undefined;
  const focusRow = (from: HTMLElement, step: number) => {
    const rows = [...(body?.querySelectorAll<HTMLElement>("[data-student]") ?? [])];
    rows[rows.indexOf(from) + step]?.focus();
  };
  return (
    <section aria-labelledby="students-heading" class="flex min-w-0 flex-col gap-2">
      <div class="flex flex-wrap items-end gap-3">
        <h2 id="students-heading" class="text-base font-semibold">
          {w().students}
        </h2>
        <div class="w-52">
          <TextInput type="search" aria-label={w().search} placeholder={w().search} value={search()} onChange={setSearch} />
        </div>
        <Select<Shown>
          look="quiet"
          aria-label={w().show}
          value={shown()}
          onChange={setShown}
          options={[
            { value: "open", label: w().showOpen },
            { value: "waiting", label: w().showWaiting },
            { value: "confirmed", label: w().showConfirmed },
            { value: "all", label: w().showAll },
          ]}
        />
      </div>
      <p class="text-xs text-muted" aria-live="polite">
        {props.board.picked().size > 0 ? w().picked(props.board.picked().size) : w().pickHint}
      </p>
      <ul ref={body} class="divide-y divide-line rounded-lg border border-line bg-surface" data-testid="students">
        <For each={list()}>
          {(student) => (
            <StudentRow
              student={student}
              board={props.board}
              moves={props.moves}
              presence={props.presence}
              mayAssign={props.mayAssign}
              onStep={focusRow}
              stops={tabStop() === student.id}
              onStop={setStop}
            />
          )}
        </For>
      </ul>
    </section>
  );
}

interface StudentRowProps {
  student: GridStudent;
  board: Board;
  moves: Moves;
  presence: SheetPresence;
  mayAssign: boolean;
  /** The row is the list's Tab stop. */
  stops: boolean;
  onStop(studentId: string): void;
  onStep(from: HTMLElement, step: number): void;
}

function StudentRow(props: StudentRowProps) {
  const w = useWords(assignmentWords);
  const [choosing, setChoosing] = createSignal(false);
  const tabindex = () => (props.stops ? 0 : -1);
  const picked = () => props.board.picked().has(props.student.id);
  const colleague = () => props.presence.at(props.student.id);
  const confirmed = () => props.board.seatOf(props.student.id)?.state === "confirmed";
  const may = () => props.mayAssign && !confirmed();
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement; target: Element }) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === " " && may()) props.board.pick(props.student.id);
    else if (event.key === "ArrowDown") props.onStep(event.currentTarget, 1);
    else if (event.key === "ArrowUp") props.onStep(event.currentTarget, -1);
    else if (event.key === "Escape") props.board.putDown();
    else if (event.key === "Enter" && props.board.picked().size > 0) document.querySelector<HTMLElement>("[data-place-target]")?.focus();
    else if (event.key === "Enter" && may()) setChoosing(true);
    else if (event.key === "Delete" && may()) void props.moves.remove(props.student.id);
    else return;
    event.preventDefault();
  };
  return (
    <li
      data-student={props.student.id}
      tabindex={tabindex()}
      class="relative flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 px-2 py-1 text-sm outline-offset-[-2px]"
      classList={{ "bg-accent-soft": picked() }}
      draggable={may()}
      onDragStart={(event) => event.dataTransfer?.setData("text/plain", props.student.id)}
      onFocusIn={() => {
        props.onStop(props.student.id);
        props.presence.enter(props.student.id);
      }}
      onKeyDown={onKeyDown}
      aria-label={`${nameOf(props.student)}${picked() ? `, ${w().picked(1)}` : ""}`}
    >
      <Show when={may()} fallback={<span class="w-4" />}>
        <GripVertical class="size-4 shrink-0 cursor-grab text-faint" aria-hidden="true" />
      </Show>
      <Show when={may()} fallback={<span class="size-4" />}>
        <input
          type="checkbox"
          class="tick"
          tabindex={tabindex()}
          checked={picked()}
          onChange={() => props.board.pick(props.student.id)}
          aria-label={w().pick(nameOf(props.student))}
        />
      </Show>
      <span class="min-w-40 flex-1 basis-40">
        <span class="font-medium">
          {props.student.lastName}, {props.student.firstName}
        </span>{" "}
        <span class="text-xs text-muted tabular-nums">{props.student.fictitious ? w().fictitious : props.student.number}</span>
        <Show when={props.student.preferences.length > 0}>
          <span class="block truncate text-xs text-muted">
            {props.student.preferences.map((path, index) => `${index + 1}. ${path}`).join("  ")}
          </span>
        </Show>
      </span>
      <span class="min-w-52 flex-1 basis-52">
        <PlaceChoice
          student={props.student}
          board={props.board}
          moves={props.moves}
          mayAssign={may()}
          open={choosing()}
          onOpen={setChoosing}
          tabindex={tabindex()}
        />
      </span>
      <Show when={colleague()}>
        {(person) => (
          <span class={`absolute -top-2 right-3 rounded px-1.5 text-2xs font-semibold text-on-person ${person().fill}`}>
            {person().name}
          </span>
        )}
      </Show>
    </li>
  );
}
