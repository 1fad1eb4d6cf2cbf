import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Select } from "#ui/parts/select.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { boardWords } from "#words/board.ts";

/** Where a screen is opened to be paired. */
export const wallAddress = (): string => (typeof location === "undefined" ? "/mur" : `${location.host}/mur`);

/** A screen shows a code; typed here, it shows a board. */
export function PairDialog(props: { boards: readonly { id: string; name: string }[]; boardId?: string; onClose(): void }) {
  const w = useWords(boardWords);
  const form = useForm({
    key: null,
    initial: { code: "", name: "", boardId: props.boardId ?? (props.boards.length === 1 ? (props.boards[0]?.id ?? "") : "") },
    send: (values) => api.display.pair.mutate({ code: values.code, name: values.name.trim(), boardId: values.boardId }),
    done: () => {
      toast({ text: w().pairDialog.done(form.values.name.trim()) });
      props.onClose();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (form.values.code.trim() === "") return form.setError("code", w().pairDialog.codeMissing);
    if (form.values.name.trim() === "") return form.setError("name", w().pairDialog.nameMissing);
    if (form.values.boardId === "") return form.setError("boardId", w().pairDialog.boardMissing);
    form.onSubmit(event);
  };
  return (
    <Dialog
      open
      size="sm"
      title={w().pairDialog.title}
      text={w().pairDialog.text(wallAddress())}
      onClose={() => props.onClose()}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {w().cancel}
          </Button>
          <Button kind="primary" type="submit" form="pair-form" pending={form.pending()} disabled={props.boards.length === 0}>
            {w().pair}
          </Button>
        </>
      }
    >
      <form id="pair-form" class="flex flex-col gap-3" onSubmit={submit}>
        <FormNotices form={form} />
        <Field label={w().pairDialog.code} hint={w().pairDialog.codeHint} error={form.error("code")} required>
          <TextInput
            {...form.field("code")}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            class="max-w-56 font-mono text-lg tracking-[0.15em] uppercase"
          />
        </Field>
        <Field label={w().pairDialog.name} hint={w().pairDialog.nameHint} error={form.error("name")} required>
          <TextInput {...form.field("name")} maxlength={60} autocomplete="off" />
        </Field>
        <Field label={w().pairDialog.board} error={props.boards.length === 0 ? w().pairDialog.noBoards : form.error("boardId")} required>
          <Select
            value={form.values.boardId}
            onChange={(value) => form.set("boardId", value)}
            options={props.boards.map((board) => ({ value: board.id, label: board.name }))}
          />
        </Field>
      </form>
    </Dialog>
  );
}
