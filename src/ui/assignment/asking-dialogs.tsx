import { createEffect, createSignal, on } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { moveWords } from "#words/assignment-move.ts";
import { assignmentWords } from "#words/assignment.ts";
import type { Asking, Board } from "./board.ts";
import { InstructorDialog } from "./instructor-dialog.tsx";
import type { Moves } from "./moves.ts";

/** The boxes of the grid, one of each for all its places. */
export function AskingDialogs(props: { board: Board; moves: Moves }) {
  const w = useWords(assignmentWords);
  const m = useWords(moveWords);
  const asking = () => props.board.asking();
  const close = () => props.board.setAsking(null);
  // What a box was about stays its words while it closes.
  const [last, setLast] = createSignal<Asking | null>(null);
  createEffect(on(asking, (now) => now && setLast(now)));
  const path = () => props.board.path(last()?.requestId ?? "");
  const seats = () => props.board.seatsOf(last()?.requestId ?? "");
  const confirmed = () => seats().filter(({ state }) => state === "confirmed").length;
  const student = () => {
    const of = last();
    return of?.what === "take-off" ? of.studentId : "";
  };
  const go = (act: (requestId: string) => void) => {
    const requestId = asking()?.requestId;
    close();
    if (requestId !== undefined) act(requestId);
  };
  return (
    <>
      <InstructorDialog board={props.board} moves={props.moves} />
      <ConfirmDialog
        open={asking()?.what === "unconfirm"}
        onClose={close}
        title={w().unconfirmTitle(path())}
        text={w().unconfirmText}
        confirm={w().unconfirm}
        onConfirm={() => go((requestId) => void props.moves.unconfirm(requestId))}
      />
      <ConfirmDialog
        open={asking()?.what === "clear"}
        onClose={close}
        title={m().clearTitle(path())}
        text={m().clearText(seats().length - confirmed(), confirmed())}
        confirm={m().clearConfirm}
        danger={confirmed() > 0}
        onConfirm={() => go((requestId) => void props.moves.clear(requestId))}
      />
      <ConfirmDialog
        open={asking()?.what === "take-off"}
        onClose={close}
        title={m().unconfirmFirst(props.board.studentName(student()))}
        text={m().unconfirmFirstText}
        confirm={m().takeOffConfirmed}
        danger
        onConfirm={() => go(() => void props.moves.remove(student()))}
      />
    </>
  );
}
