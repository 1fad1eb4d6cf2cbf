import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { TextArea } from "#ui/parts/text-area.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { consentWords } from "#words/consent.ts";

const formId = "write-to-students";

/** A letter to each of some students, alone (F-085); what was written survives a reload. */
export function WriteDialog(props: { open: boolean; ids: string[]; onClose(): void }) {
  const w = useWords(consentWords);
  const form = useForm({
    key: "letter:students",
    initial: { subject: "", body: "" },
    send: (values) => api.studentReport.write.mutate({ ids: props.ids, ...values }),
    done: ({ written, without }) => {
      const text = [w().letter.sent(written), ...(without > 0 ? [w().letter.without(without)] : [])].join(" ");
      toast({ text });
      form.reset();
      props.onClose();
    },
  });
  const ready = () => form.values.subject.trim() !== "" && form.values.body.trim() !== "";
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={w().letter.title(props.ids.length)}
      text={w().letter.text}
      actions={
        <>
          <Button onClick={props.onClose}>{w().cancel}</Button>
          <Button kind="primary" type="submit" form={formId} disabled={!ready()} pending={form.pending()}>
            {w().letter.send}
          </Button>
        </>
      }
    >
      <form id={formId} novalidate onSubmit={form.onSubmit} class="flex flex-col gap-3">
        <FormNotices form={form} />
        <Field label={w().letter.subject} required error={form.error("subject")}>
          <TextInput {...form.field("subject")} maxLength={200} />
        </Field>
        <Field label={w().letter.body} required error={form.error("body")}>
          <TextArea {...form.field("body")} rows={10} maxLength={10_000} />
        </Field>
      </form>
    </Dialog>
  );
}
