import { z } from "zod";
import { longestName } from "#domain/catalogue.ts";
import { longestBody, longestSubject } from "#domain/delivery.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { TextArea } from "#ui/parts/text-area.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { letterWords } from "#words/letter.ts";
import { partWords } from "#words/parts.ts";

export type Template = Outputs["letter"]["templates"][number];

const words = z.object({
  name: z.string().trim().min(1).max(longestName),
  subjectFr: z.string().trim().min(1).max(longestSubject),
  bodyFr: z.string().trim().min(1).max(longestBody),
  subjectEn: z.string().trim().min(1).max(longestSubject),
  bodyEn: z.string().trim().min(1).max(longestBody),
});

/** A mail template, in both languages side by side: neither is forgotten. A new one begins as the system's. */
export function TemplateDialog(props: { template: Template | null; onClose(): void; onSaved(): void }) {
  const w = useWords(letterWords);
  const p = useWords(partWords);
  // oxlint-disable-next-line solid/reactivity
  const { template } = props;
  const initial = template
    ? {
        name: template.name,
        subjectFr: template.subjectFr,
        bodyFr: template.bodyFr,
        subjectEn: template.subjectEn,
        bodyEn: template.bodyEn,
      }
    : {
        name: "",
        subjectFr: letterWords.fr.stock.request.subject as string,
        bodyFr: letterWords.fr.stock.request.body as string,
        subjectEn: letterWords.en.stock.request.subject,
        bodyEn: letterWords.en.stock.request.body,
      };
  const form = useForm({
    key: `letter-template:${template?.id ?? "new"}`,
    initial,
    schema: words,
    send: (data) => api.letter.saveTemplate.mutate({ ...data, id: template?.id ?? null }),
    done: () => props.onSaved(),
  });
  return (
    <Dialog
      open
      size="lg"
      onClose={() => props.onClose()}
      title={template ? w().settings.editTemplate(template.name) : w().settings.addTemplate}
      text={w().placeholders}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {p().cancel}
          </Button>
          <Button kind="primary" pending={form.pending()} onClick={() => void form.submit()}>
            {w().save}
          </Button>
        </>
      }
    >
      <form class="flex flex-col gap-4" onSubmit={form.onSubmit} novalidate>
        <FormNotices form={form} />
        <Field label={w().settings.name} required error={form.error("name")}>
          <TextInput {...form.field("name")} autocomplete="off" maxLength={longestName} />
        </Field>
        <div class="grid gap-4 md:grid-cols-2">
          <div class="flex flex-col gap-4" lang="fr">
            <Field label={w().settings.subjectFr} required error={form.error("subjectFr")}>
              <TextInput {...form.field("subjectFr")} autocomplete="off" maxLength={longestSubject} />
            </Field>
            <Field label={w().settings.bodyFr} required error={form.error("bodyFr")}>
              <TextArea {...form.field("bodyFr")} rows={12} class="min-h-56" maxLength={longestBody} />
            </Field>
          </div>
          <div class="flex flex-col gap-4" lang="en">
            <Field label={w().settings.subjectEn} required error={form.error("subjectEn")}>
              <TextInput {...form.field("subjectEn")} autocomplete="off" maxLength={longestSubject} />
            </Field>
            <Field label={w().settings.bodyEn} required error={form.error("bodyEn")}>
              <TextArea {...form.field("bodyEn")} rows={12} class="min-h-56" maxLength={longestBody} />
            </Field>
          </div>
        </div>
      </form>
    </Dialog>
  );
}
