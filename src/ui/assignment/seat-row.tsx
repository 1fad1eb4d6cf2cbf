import CloudOff from "lucide-solid/icons/cloud-off";
import { Show } from "solid-js";
import type { Seat } from "#domain/assignment.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { WhyButton } from "#ui/matching/reason-dialog.tsx";
import { buttonClass } from "#ui/parts/button.tsx";
import { moveWords } from "#words/assignment-move.ts";
import { assignmentWords } from "#words/assignment.ts";
import { writeInstant } from "#words/words.ts";
import type { Board } from "./board.ts";
import { CrossMark, PersonMark } from "./marks.tsx";
import type { Moves } from "./moves.ts";

/** A seat that is taken: by whom, since when, decided by whom, and what had proposed it. */
export function SeatRow(props: { seat: Seat; excess: boolean; board: Board; moves: Moves; mayAssign: boolean }) {
  const w = useWords(assignmentWords);
  const m = useWords(moveWords);
  const { language } = useLanguage();
  const name = () => props.board.studentName(props.seat.studentId);
  const at = () => writeInstant(props.seat.at, language(), new Date());
  const from = () => (props.seat.cause ? m().from[props.seat.cause.kind] : "");
  const origin = () => [props.seat.mine ? w().byYou(at()) : w().by(props.seat.by, at()), from()].filter((part) => part !== "").join(", ");
  const takeOff = () => {
    const { requestId, studentId, state } = props.seat;
    if (state === "confirmed") props.board.setAsking({ what: "take-off", requestId, studentId });
    else void props.moves.remove(studentId);
  };
  return (
    <li
      class="flex min-h-7 items-center gap-2 rounded px-2 text-xs"
      classList={{
        "bg-danger-soft ring-1 ring-danger ring-inset": props.excess,
        "bg-st-confirmed-soft": !props.excess && props.seat.state === "confirmed",
        "bg-sunken": !props.excess && props.seat.state === "held",
      }}
      title={origin()}
    >
      <PersonMark class="size-3.5 shrink-0" />
      <span class="min-w-0 flex-1 truncate font-medium">{name()}</span>
      <Show when={props.excess}>
        <span class="font-semibold text-danger">{w().tooMany}</span>
      </Show>
      <span class="text-muted">{props.seat.state === "confirmed" ? w().seatConfirmed : w().seatHeld}</span>
      <span class="sr-only">{origin()}</span>
      <WhyButton worksheetId={props.board.grid().head.id} studentId={props.seat.studentId} name={name()} solutionId={null} />
      <Show when={props.mayAssign}>
        {/* No tooltip of its own: hundreds of these stand in a list. */}
        <button
          type="button"
          class={buttonClass("quiet", "sm-square")}
          aria-label={w().removeFrom(name())}
          title={w().removeFrom(name())}
          onClick={takeOff}
        >
          <CrossMark class="size-3.5" />
        </button>
      </Show>
    </li>
  );
}

/** Somebody who is to sit here once there is a line. */
export function WaitingSeat(props: { name: string }) {
  const m = useWords(moveWords);
  return (
    <li class="flex min-h-7 items-center gap-2 rounded border border-dashed border-warn/60 bg-warn-soft px-2 text-xs">
      <CloudOff class="size-3.5 shrink-0 text-warn" aria-hidden="true" />
      <span class="min-w-0 flex-1 truncate font-medium">{props.name}</span>
      <span class="text-warn">{m().waiting}</span>
    </li>
  );
}
