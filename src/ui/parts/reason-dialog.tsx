import { createEffect, createSignal, on, type JSX } from "solid-js";
import { useWords } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { Field } from "./field.tsx";
import { RadioGroup } from "./radio-group.tsx";
import { Select } from "./select.tsx";
import { TextArea } from "./text-area.tsx";

export interface CodedReason {
  code: string;
  label: string;
  /** « Autre » and its like: the note must be written. */
  needsNote?: boolean;
}

export interface GivenReason {
  code: string;
  note: string;
}

/** A coded reason and a note, then the act: decline, cancel, take back. Both are kept while the box is closed. */
export function ReasonDialog(props: {
  open: boolean;
  title: JSX.Element;
  text?: JSX.Element;
  reasons: readonly CodedReason[];
  confirm: string;
  /** What leaves all as it is, where « Annuler » would be taken for the act. */
  dismiss?: string;
  danger?: boolean;
  pending?: boolean;
  /** Said under the note: who will read it. */
  noteHint?: string;
  /** The reason that is meant where one came from; another can be chosen. */
  suggested?: string | null;
  /** A refusal of the server, in words. */
  error?: string | null;
  onConfirm(reason: GivenReason): void;
  onClose(): void;
  children?: JSX.Element;
}) {
  const w = useWords(partWords);
  const [code, setCode] = createSignal("");
  const [note, setNote] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const chosen = () => props.reasons.find((reason) => reason.code === code());
  const codeError = () => (tried() && !chosen() ? w().reason.codeNeeded : null);
  const noteError = () => (tried() && chosen()?.needsNote && note().trim() === "" ? w().reason.noteNeeded : null);
  const give = () => {
    setTried(true);
    if (chosen() && !noteError()) props.onConfirm({ code: code(), note: note().trim() });
  };
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (open) setTried(false);
        if (open && props.suggested) setCode(props.suggested);
      },
      { defer: true },
    ),
  );
  // The reasons of the first box may come after it: focus then goes from what follows them to them, unless one has begun to write.
  let fields: HTMLDivElement | undefined;
  createEffect(
    on(
      () => props.open && props.reasons.length > 0,
      (ready) => {
        if (!ready) return;
        let tries = 0;
        const first = () => {
          if (!props.open || note() !== "") return;
          if (document.activeElement?.tagName === "TEXTAREA" && fields?.contains(document.activeElement))
            fields.querySelector<HTMLElement>("input:not([type=hidden]),select")?.focus();
          // The box takes the focus somewhat after it opens.
          else if (!fields?.contains(document.activeElement) && tries++ < 40) requestAnimationFrame(first);
        };
        requestAnimationFrame(first);
      },
    ),
  );
  const options = () => props.reasons.map((reason) => ({ value: reason.code, label: reason.label }));
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={props.title}
      text={props.text}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {props.dismiss ?? w().cancel}
          </Button>
          <Button kind={props.danger ? "danger" : "primary"} pending={props.pending ?? false} onClick={give}>
            {props.confirm}
          </Button>
        </>
      }
    >
      <div ref={fields} class="flex flex-col gap-4">
        {props.children}
        <Field label={w().reason.label} required error={codeError()} group={props.reasons.length <= 7}>
          {props.reasons.length <= 7 ? (
            <RadioGroup value={code()} onChange={setCode} options={options()} />
          ) : (
            <Select value={code()} onChange={setCode} options={options()} placeholder={w().reason.choose} />
          )}
        </Field>
        <Field
          label={w().reason.note}
          required={Boolean(chosen()?.needsNote)}
          optional={!chosen()?.needsNote}
          hint={props.noteHint ?? w().reason.noteHint}
          error={noteError() ?? props.error}
        >
          <TextArea value={note()} onChange={setNote} maxLength={2000} />
        </Field>
      </div>
    </Dialog>
  );
}
