import { Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { Combobox, type ComboboxOption } from "#ui/parts/combobox.tsx";
import { assignmentWords } from "#words/assignment.ts";
import { nameOf, type Board, type GridStudent } from "./board.ts";
import type { Moves } from "./moves.ts";

/**
 * The row's « Affecté » cell: says where the student is; the list to type in exists only while it is used, because three
 * hundred of them at once would be slow to open for nothing.
 */
export function PlaceChoice(props: {
  student: GridStudent;
  board: Board;
  moves: Moves;
  mayAssign: boolean;
  open: boolean;
  onOpen(open: boolean): void;
  tabindex: 0 | -1;
}) {
  const w = useWords(assignmentWords);
  const seat = () => props.board.seatOf(props.student.id);
  const path = () => {
    const at = seat();
    return at ? props.board.path(at.requestId) : "";
  };
  const options = (): ComboboxOption[] =>
    props.board.grid().places.map((place) => {
      const free = place.size - props.board.seatsOf(place.requestId).length;
      return { value: place.requestId, label: place.path, hint: free < 0 ? w().over(-free) : w().free(free) };
    });
  let box: HTMLDivElement | undefined;
  const choose = (requestId: string) => {
    const row = box?.closest<HTMLElement>("[data-student]");
    props.onOpen(false);
    row?.focus();
    if (requestId === "") void props.moves.remove(props.student.id);
    else if (requestId !== seat()?.requestId) void props.moves.hold([props.student.id], requestId);
  };
  return (
    <Show
      when={props.open && props.mayAssign}
      fallback={
        <Show when={props.mayAssign} fallback={<span class="text-sm">{path()}</span>}>
          <button
            type="button"
            tabindex={props.tabindex}
            class="min-h-8 w-full rounded border border-transparent px-2 text-left hover:border-line-field"
            classList={{ "text-muted": path() === "", "font-medium": path() !== "" }}
            aria-label={`${w().chooseFor(nameOf(props.student))} : ${path() || w().nobody}`}
            onClick={() => props.onOpen(true)}
          >
            <span class="block truncate">{path() || w().nobody}</span>
          </button>
        </Show>
      }
    >
      <div
        onFocusOut={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) props.onOpen(false);
        }}
        ref={(element) => {
          box = element;
          // Its list is open at once: one act to see the places, one to choose.
          queueMicrotask(() => {
            const input = element.querySelector("input");
            input?.focus();
            input?.click();
          });
        }}
      >
        <Combobox
          aria-label={w().chooseFor(nameOf(props.student))}
          value={seat()?.requestId ?? ""}
          onChange={choose}
          options={options()}
          placeholder={w().nobody}
        />
      </div>
    </Show>
  );
}
