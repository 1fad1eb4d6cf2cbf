import { useQueryClient } from "@tanstack/solid-query";
import { createSignal } from "solid-js";
import Undo2 from "lucide-solid/icons/undo-2";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button, type ButtonSize } from "#ui/parts/button.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { importWords } from "#words/import.ts";

/** Takes a whole import back, after saying what that does. */
export function UndoImport(props: { id: string; size?: ButtonSize }) {
  const w = useWords(importWords);
  const failure = useFailure();
  const queries = useQueryClient();
  const [asking, setAsking] = createSignal(false);
  const [pending, setPending] = createSignal(false);
  const undo = async () => {
    setPending(true);
    try {
      await api.studentImport.undo.mutate({ importId: props.id });
      toast({ text: w().undone });
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
      setAsking(false);
      await queries.invalidateQueries({ queryKey: ["student"] });
    }
  };
  return (
    <>
      <Button kind="quiet" size={props.size ?? "md"} icon={<Undo2 size={15} aria-hidden="true" />} onClick={() => setAsking(true)}>
        {w().undo}
      </Button>
      <ConfirmDialog
        open={asking()}
        title={w().undoTitle}
        text={w().undoText}
        confirm={w().undo}
        danger
        pending={pending()}
        onConfirm={() => void undo()}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
