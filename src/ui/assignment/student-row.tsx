import CloudOff from "lucide-solid/icons/cloud-off";
import { createSignal, onMount, Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { moveWords } from "#words/assignment-move.ts";
import { assignmentWords } from "#words/assignment.ts";
import { nameOf, type Board, type GridStudent } from "./board.ts";
import { GripMark } from "./marks.tsx";
import type { Moves } from "./moves.ts";
import { PlaceChoice } from "./place-choice.tsx";
import type { SheetPresence } from "./presence.ts";

export interface StudentRowProps {
  student: GridStudent;
  /** Where it stands in the whole list, and how long that is: what is drawn is a part of it. */
  index: number;
  count: number;
  measure(element: HTMLLIElement): void;
  board: Board;
  moves: Moves;
  presence: SheetPresence;
  mayAssign: boolean;
  /** The row is the list's Tab stop. */
  stops: boolean;
  onStop(studentId: string): void;
  onStep(from: string, step: number): void;
}

/** One student: who she is, what she wished, where she sits or waits to be put. */
export function StudentRow(props: StudentRowProps) {
  const w = useWords(assignmentWords);
  const m = useWords(moveWords);
  const [choosing, setChoosing] = createSignal(false);
  let row: HTMLLIElement | undefined;
  onMount(() => row && props.measure(row));
  const tabindex = () => (props.stops ? 0 : -1);
  const picked = () => props.board.picked().has(props.student.id);
  const colleague = () => props.presence.at(props.student.id);
  const confirmed = () => props.board.seatOf(props.student.id)?.state === "confirmed";
  const may = () => props.mayAssign && !confirmed();
  const waits = () => props.moves.offline.wantedOf(props.student.id);
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement; target: Element }) => {
    if (event.target !== event.currentTarget) return;
    const { id } = props.student;
    if (event.key === " " && may()) props.board.pick(id);
    else if (event.key === "ArrowDown") props.onStep(id, 1);
    else if (event.key === "ArrowUp") props.onStep(id, -1);
    else if (event.key === "PageDown") props.onStep(id, 8);
    else if (event.key === "PageUp") props.onStep(id, -8);
    else if (event.key === "Home") props.onStep(id, -props.count);
    else if (event.key === "End") props.onStep(id, props.count);
    else if (event.key === "Escape") props.board.putDown();
    else if (event.key === "Enter" && props.board.picked().size > 0) document.querySelector<HTMLElement>("[data-place-target]")?.focus();
    else if (event.key === "Enter" && may()) setChoosing(true);
    else if (event.key === "Delete" && may()) void props.moves.remove(id);
    else return;
    event.preventDefault();
  };
  return (
    <li
      ref={row}
      data-index={props.index}
      data-student={props.student.id}
      tabindex={tabindex()}
      aria-posinset={props.index + 1}
      aria-setsize={props.count}
      class="relative flex min-h-10 contain-content flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-2 py-1 text-sm outline-offset-[-2px]"
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
      <Show when={may()} fallback={<span class="w-4 max-sm:hidden" />}>
        <GripMark class="size-4 shrink-0 cursor-grab text-faint max-sm:hidden" />
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
          <span
            class="block truncate text-xs text-muted"
            title={props.student.preferences.map((path, at) => `${at + 1}. ${path}`).join("\n")}
          >
            {props.student.preferences.map((path, at) => `${at + 1}. ${path}`).join("  ")}
          </span>
        </Show>
      </span>
      <span class="min-w-48 flex-1 basis-48">
        <PlaceChoice
          student={props.student}
          board={props.board}
          moves={props.moves}
          mayAssign={may()}
          open={choosing()}
          onOpen={setChoosing}
          tabindex={tabindex()}
        />
        <Show when={waits()}>
          {(wanted) => (
            <span class="mt-0.5 flex items-center gap-1.5 rounded-sm border border-dashed border-warn/60 bg-warn-soft px-2 py-0.5 text-xs text-warn">
              <CloudOff class="size-3.5 shrink-0" aria-hidden="true" />
              <span class="min-w-0 truncate">
                {(() => {
                  const to = wanted().toRequestId;
                  return to === null ? m().waitingOff : m().waitingTo(props.board.path(to));
                })()}
              </span>
            </span>
          )}
        </Show>
      </span>
      <Show when={colleague()}>
        {(person) => (
          <span class={`absolute top-0 right-3 rounded-b px-1.5 text-2xs font-semibold text-on-person ${person().fill}`}>
            {person().name}
          </span>
        )}
      </Show>
    </li>
  );
}
