import { scenarioName } from "#domain/scenario.ts";
import { z } from "zod";
import { useWords } from "#ui/language.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormButtons } from "#ui/parts/form-buttons.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { TextInput } from "#ui/parts/text-input.tsx";
import { scenarioWords } from "#words/scenario.ts";

const schema = z.object({ name: scenarioName });

/** Another name for a scenario. */
export function NameDialog(props: { name: string; onSave(name: string): Promise<void>; onClose(): void }) {
  const w = useWords(scenarioWords);
  const form = useForm<{ name: string }, { name: string }, void>({
    key: null,
    initial: { name: props.name },
    schema,
    send: ({ name }) => props.onSave(name),
    done: () => props.onClose(),
  });
  return (
    <Dialog open size="sm" title={w().nameTitle} onClose={() => props.onClose()}>
      <form class="flex flex-col gap-4" novalidate onSubmit={form.onSubmit}>
        <FormNotices form={form} />
        <Field label={w().name} required error={form.error("name")}>
          <TextInput {...form.field("name")} autocomplete="off" maxLength={80} />
        </Field>
        <FormButtons form={form} cancel={w().cancel} submit={w().save} onCancel={() => props.onClose()} />
      </form>
    </Dialog>
  );
}
