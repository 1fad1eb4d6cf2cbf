import type { JSX } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

/** Asks before what cannot be taken back; where it can, act and offer « Annuler » in a toast instead. */
export function ConfirmDialog(props: {
  open: boolean;
  title: JSX.Element;
  /** What will happen, with its numbers. */
  text: JSX.Element;
  /** The verb on the button: « Retirer le milieu », never « OK ». */
  confirm: string;
  danger?: boolean;
  pending?: boolean;
  onConfirm(): void;
  onClose(): void;
  children?: JSX.Element;
}) {
  const w = useWords(partWords);
  let first: HTMLButtonElement | undefined;
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={props.title}
      text={props.text}
      role="alertdialog"
      size="sm"
      // The safe answer has the focus: a stray Enter changes nothing.
      initialFocus={() => first ?? null}
      actions={
        <>
          <Button ref={first} kind="quiet" onClick={() => props.onClose()}>
            {w().cancel}
          </Button>
          <Button kind={props.danger ? "danger" : "primary"} pending={props.pending ?? false} onClick={() => props.onConfirm()}>
            {props.confirm}
          </Button>
        </>
      }
    >
      {props.children}
    </Dialog>
  );
}
