import { Show } from "solid-js";
import { useWords } from "#ui/language.tsx";
import type { ComboboxOption } from "#ui/parts/combobox.tsx";
import { assignmentWords } from "#words/assignment.ts";
import { nameOf, type Board, type GridStudent } from "./board.ts";
import { ChoiceList, off } from "./choice-list.tsx";
import type { Moves } from "./moves.ts";

/** The row's « Affecté » cell: says where the student is, and opens the list of places. */
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
  const options = (): ComboboxOption[] => [
    ...(seat() ? [{ value: off, label: w().takeOff }] : []),
    ...props.board.grid().places.map((place) => {
      const free = place.size - props.board.seatsOf(place.requestId).length;
      return { value: place.requestId, label: place.path, hint: free < 0 ? w().over(-free) : w().free(free) };
    }),
  ];
  let button: HTMLButtonElement | undefined;
  const choose = (requestId: string) => {
    if (requestId === off) void props.moves.remove(props.student.id);
    else if (requestId !== seat()?.requestId) void props.moves.hold([props.student.id], requestId);
  };
  const close = () => {
    props.onOpen(false);
    // The row has the keys; a click elsewhere keeps its own focus.
    queueMicrotask(() => (document.activeElement === document.body ? button?.closest<HTMLElement>("[data-student]")?.focus() : undefined));
  };
  return (
    <Show
      when={props.open && props.mayAssign}
      fallback={
        <Show when={props.mayAssign} fallback={<span class="text-sm">{path()}</span>}>
          <button
            ref={button}
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
      <ChoiceList
        label={w().chooseFor(nameOf(props.student))}
        now={path() || w().nobody}
        options={options()}
        onChoose={choose}
        onClose={close}
      />
    </Show>
  );
}
