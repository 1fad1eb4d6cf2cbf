import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { For, Show } from "solid-js";
import type { Seat } from "#domain/assignment.ts";
import type { Conflict, WayOut } from "#domain/conflict.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { assignmentWords } from "#words/assignment.ts";
import { writeInstant, writeTime } from "#words/words.ts";
import type { Board } from "./board.ts";
import type { Moves } from "./moves.ts";

/** Every conflict of the sheet, in red, saying who and when, with its ways out one click each (ui.md 4). */
export function ConflictBands(props: { board: Board; moves: Moves; mayAssign: boolean }) {
  const w = useWords(assignmentWords);
  return (
    <Show when={props.board.conflicts().length > 0}>
      <section aria-label={w().conflicts(props.board.conflicts().length)} class="flex flex-col gap-2" data-testid="conflicts">
        <For each={props.board.conflicts()}>
          {(conflict) => <Band conflict={conflict} board={props.board} moves={props.moves} mayAssign={props.mayAssign} />}
        </For>
      </section>
    </Show>
  );
}

function Band(props: { conflict: Conflict; board: Board; moves: Moves; mayAssign: boolean }) {
  const w = useWords(assignmentWords);
  const { language } = useLanguage();
  const when = (instant: string) => writeInstant(instant, language(), new Date());
  const comer = (seat: Seat) => {
    const name = props.board.studentName(seat.studentId);
    return seat.mine ? w().comerYou(name, when(seat.at)) : w().comer(name, seat.by, when(seat.at));
  };
  const sentence = () => {
    const { conflict, board } = props;
    if (conflict.kind === "over-allocated" || conflict.kind === "two-on-one") {
      const path = board.path(conflict.requestId);
      return conflict.size === 1 ? w().twoOnOne(path, conflict.assigned) : w().overAllocated(path, conflict.assigned, conflict.size);
    }
    if (conflict.kind !== "student-twice") return "";
    const { from } = conflict.overlap;
    const at = `${from.slice(0, 10)}, ${writeTime(from.slice(11), language())}`;
    const other = conflict.other.course === null ? conflict.other.path : `${conflict.other.path} (${conflict.other.course})`;
    return w().twice(board.studentName(conflict.studentId), board.path(conflict.requestId), other, at);
  };
  const comers = () => {
    const { conflict } = props;
    if (conflict.kind === "over-allocated" || conflict.kind === "two-on-one") return conflict.excess.map(comer).join(", ");
    if (conflict.kind !== "student-twice") return "";
    return `${comer(conflict.seat)}, ${w().by(conflict.other.by, when(conflict.other.at))}`;
  };
  const ways = (): WayOut[] => {
    const { conflict } = props;
    if (!props.mayAssign) return [];
    return conflict.waysOut.filter(({ kind }) => kind === "take-back" || kind === "unassign" || kind === "move" || kind === "enlarge");
  };
  const label = (way: WayOut): string => {
    if (way.kind === "enlarge") return w().enlargeTo(way.size);
    if (way.kind !== "take-back" && way.kind !== "unassign" && way.kind !== "move") return "";
    const name = props.board.studentName(way.studentId);
    return way.kind === "move" ? w().moveTo(name, props.board.path(way.toRequestId)) : w().takeBack(name);
  };
  return (
    <div
      role="alert"
      class="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-danger/40 border-l-4 border-l-danger bg-danger-soft px-3 py-2.5 text-sm"
    >
      <TriangleAlert class="size-4 shrink-0 text-danger" aria-hidden="true" />
      <p class="min-w-0 flex-1 basis-72">
        <strong class="font-semibold">{sentence()}</strong> <span class="text-muted">{comers()}</span>
      </p>
      <div class="flex flex-wrap gap-2">
        <For each={ways()}>
          {(way) => (
            <Button
              size="sm"
              class="max-w-full text-left whitespace-normal!"
              onClick={() => void props.moves.follow(way)}
            >
              {label(way)}
            </Button>
          )}
        </For>
      </div>
    </div>
  );
}
