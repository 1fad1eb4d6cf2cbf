import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormButtons } from "#ui/parts/form-buttons.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Select } from "#ui/parts/select.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { boardWords } from "#words/board.ts";
import type { DisplayRow } from "./data.ts";

/** A screen under another name. */
export function RenameDialog(props: { display: DisplayRow; onClose(): void }) {
  const w = useWords(boardWords);
  const failure = useFailure();
  const { id, name: before } = props.display;
  const form = useForm({
    key: null,
    initial: { name: before },
    send: ({ name }) => api.display.rename.mutate({ id, name: name.trim() }),
    done: () => {
      const undo = () => void api.display.rename.mutate({ id, name: before }).catch(failure.tell);
      toast({ text: w().renamedDone, action: { label: w().undo, run: undo }, about: id });
      props.onClose();
    },
  });
  return (
    <Dialog open size="sm" title={w().rename} onClose={() => props.onClose()}>
      <form
        class="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (form.values.name.trim() === "") return form.setError("name", w().pairDialog.nameMissing);
          form.onSubmit(event);
        }}
      >
        <FormNotices form={form} />
        <Field label={w().pairDialog.name} hint={w().pairDialog.nameHint} error={form.error("name")} required>
          <TextInput {...form.field("name")} maxlength={60} autocomplete="off" />
        </Field>
        <FormButtons form={form} cancel={w().cancel} submit={w().rename} onCancel={() => props.onClose()} />
      </form>
    </Dialog>
  );
}

/** Another board for a screen, which shows it at once. */
export function AssignDialog(props: { display: DisplayRow; boards: readonly { id: string; name: string }[]; onClose(): void }) {
  const w = useWords(boardWords);
  const failure = useFailure();
  const { id, name } = props.display;
  const form = useForm({
    key: null,
    initial: { boardId: props.display.boardId ?? "" },
    send: ({ boardId }) => api.display.assign.mutate({ id, boardId }),
    done: ({ before }) => {
      const board = props.boards.find((one) => one.id === form.values.boardId)?.name ?? "";
      const undo = before === null ? null : () => void api.display.assign.mutate({ id, boardId: before }).catch(failure.tell);
      toast({ text: w().assignedDone(name, board), ...(undo ? { action: { label: w().undo, run: undo } } : {}), about: id });
      props.onClose();
    },
  });
  return (
    <Dialog open size="sm" title={w().assign} text={name} onClose={() => props.onClose()}>
      <form
        class="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (form.values.boardId === "") return form.setError("boardId", w().pairDialog.boardMissing);
          form.onSubmit(event);
        }}
      >
        <FormNotices form={form} />
        <Field label={w().pairDialog.board} error={form.error("boardId")} required>
          <Select
            value={form.values.boardId}
            onChange={(value) => form.set("boardId", value)}
            options={props.boards.map((board) => ({ value: board.id, label: board.name }))}
          />
        </Field>
        <FormButtons form={form} cancel={w().cancel} submit={w().assign} onCancel={() => props.onClose()} />
      </form>
    </Dialog>
  );
}
