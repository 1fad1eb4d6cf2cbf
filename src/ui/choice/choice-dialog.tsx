import { createSignal, Show, type JSX } from "solid-js";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { choiceWords } from "#words/choice.ts";

interface ChoiceDialogProps {
  title: string;
  text: string;
  confirm: string;
  ready: boolean;
  size?: "sm" | "md";
  /** What is done; closes after it. Why it was refused is said inside, and what was typed stays. */
  send(): Promise<void>;
  onClose(): void;
  children: JSX.Element;
}

/** Something done to a choice round that is asked for in a box. */
export function ChoiceDialog(props: ChoiceDialogProps) {
  const w = useWords(choiceWords);
  const failure = useFailure();
  const [pending, setPending] = createSignal(false);
  const [refused, setRefused] = createSignal<string | null>(null);
  const send = async () => {
    setPending(true);
    setRefused(null);
    try {
      await props.send();
      props.onClose();
    } catch (error) {
      setRefused(failure.sentence(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <Dialog
      open
      size={props.size ?? "md"}
      onClose={props.onClose}
      title={props.title}
      text={props.text}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {w().cancel}
          </Button>
          <Button kind="primary" pending={pending()} disabled={!props.ready} onClick={() => void send()}>
            {props.confirm}
          </Button>
        </>
      }
    >
      <div class="flex flex-col gap-3">
        <Show when={refused()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
        {props.children}
      </div>
    </Dialog>
  );
}
