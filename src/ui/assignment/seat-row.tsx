import CloudOff from "lucide-solid/icons/cloud-off";
import UserRound from "lucide-solid/icons/user-round";
import X from "lucide-solid/icons/x";
import { Show } from "solid-js";
import type { Seat } from "#domain/assignment.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { WhyButton } from "#ui/matching/reason-dialog.tsx";
import { IconButton } from "#ui/parts/icon-button.tsx";
import { moveWords } from "#words/assignment-move.ts";
import { assignmentWords } from "#words/assignment.ts";
import { writeInstant } from "#words/words.ts";
import type { Board } from "./board.ts";
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
      <UserRound class="size-3.5 shrink-0" aria-hidden="true" />
      <span class="min-w-0 flex-1 truncate font-medium">{name()}</span>
      <Show when={props.excess}>
        <span class="font-semibold text-danger">{w().tooMany}</span>
      </Show>
      <span class="text-muted">{props.seat.state === "confirmed" ? w().seatConfirmed : w().seatHeld}</span>
      <span class="sr-only">{origin()}</span>
      <WhyButton worksheetId={props.board.grid().head.id} studentId={props.seat.studentId} name={name()} solutionId={null} />
      <Show when={props.mayAssign}>
        <IconButton size="sm" kind="quiet" label={w().removeFrom(name())} icon={<X class="size-3.5" />} onClick={takeOff} />
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
