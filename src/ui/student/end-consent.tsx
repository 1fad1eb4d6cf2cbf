import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { TextArea } from "#ui/parts/text-area.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { consentWords } from "#words/consent.ts";

const formId = "end-consent";

/** Ends a consent before its time: why is asked, and what follows is said first. */
export function EndConsent(props: { open: boolean; studentId: string; onDone(): void; onClose(): void }) {
  const w = useWords(consentWords);
  const form = useForm({
    key: null,
    initial: { note: "" },
    send: ({ note }) => api.consent.end.mutate({ studentId: props.studentId, note }),
    done: () => {
      toast({ text: w().ended });
      props.onDone();
    },
  });
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      size="sm"
      role="alertdialog"
      title={w().endTitle}
      text={w().endText}
      actions={
        <>
          <Button onClick={props.onClose}>{w().cancel}</Button>
          <Button kind="danger" type="submit" form={formId} disabled={form.values.note.trim() === ""} pending={form.pending()}>
            {w().end}
          </Button>
        </>
      }
    >
      <form id={formId} novalidate onSubmit={form.onSubmit} class="flex flex-col gap-3">
        <FormNotices form={form} />
        <Field label={w().endWhy} required error={form.error("note")}>
          <TextArea {...form.field("note")} rows={3} maxLength={500} />
        </Field>
      </form>
    </Dialog>
  );
}
