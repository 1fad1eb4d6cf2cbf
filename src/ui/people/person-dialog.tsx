import { useQuery } from "@tanstack/solid-query";
import { z } from "zod";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Select } from "#ui/parts/select.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { partWords } from "#words/parts.ts";
import { peopleWords } from "#words/people.ts";

export interface PersonValues {
  firstName: string;
  lastName: string;
  title: string;
  email: string;
  sharedEmail: string;
  phone: string;
  departmentId: string;
}

const orNull = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .transform((text) => (text === "" ? null : text));
const emailOrNull = z
  .string()
  .trim()
  .transform((text) => (text === "" ? null : text))
  .pipe(z.email().max(320).nullable());
const schema = z.object({
  firstName: z.string().trim().max(80),
  lastName: z.string().trim().min(1).max(80),
  title: z.string().trim().max(120),
  email: emailOrNull,
  sharedEmail: emailOrNull,
  phone: orNull(40),
  departmentId: z.string().transform((id) => (id === "" ? null : id)),
});
export type PersonData = z.infer<typeof schema>;

export const noPerson: PersonValues = { firstName: "", lastName: "", title: "", email: "", sharedEmail: "", phone: "", departmentId: "" };

export const useChoices = () => useQuery(() => ({ queryKey: ["people", "choices"], queryFn: () => api.people.choices.query() }));

/** A person's record, new or changed; what is typed is kept until it is saved. */
export function PersonDialog<Result>(props: {
  /** Names the draft: `person:new`, `person:<id>`. */
  key: string;
  open: boolean;
  isNew: boolean;
  initial: PersonValues;
  send(data: PersonData): Promise<Result>;
  done(result: Result): void;
  onClose(): void;
}) {
  const w = useWords(peopleWords);
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={props.isNew ? w().form.addTitle : w().form.editTitle}
      text={props.isNew ? w().form.addText : undefined}
    >
      <PersonForm {...props} />
    </Dialog>
  );
}

function PersonForm<Result>(props: {
  key: string;
  initial: PersonValues;
  send(data: PersonData): Promise<Result>;
  done(result: Result): void;
  onClose(): void;
}) {
  const w = useWords(peopleWords);
  const parts = useWords(partWords);
  const choices = useChoices();
  const form = useForm<PersonValues & Record<string, unknown>, PersonData, Result>({
    key: props.key,
    initial: { ...props.initial },
    schema,
    send: props.send,
    done: props.done,
  });
  const departments = () => [
    { value: "", label: w().form.noDepartment },
    ...(choices.data?.departments ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <form class="flex flex-col gap-4 pb-2" onSubmit={form.onSubmit} novalidate autocomplete="off">
      <FormNotices form={form} />
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={w().form.firstName} error={form.error("firstName")}>
          <TextInput {...form.field("firstName")} maxLength={80} />
        </Field>
        <Field label={w().form.lastName} required error={form.error("lastName")}>
          <TextInput {...form.field("lastName")} maxLength={80} />
        </Field>
      </div>
      <Field label={w().form.title} hint={w().form.titleHint} error={form.error("title")}>
        <TextInput {...form.field("title")} maxLength={120} />
      </Field>
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={w().form.email} error={form.error("email")}>
          <TextInput {...form.field("email")} type="email" inputmode="email" maxLength={320} />
        </Field>
        <Field label={w().form.phone} error={form.error("phone")}>
          <TextInput {...form.field("phone")} type="tel" inputmode="tel" maxLength={40} />
        </Field>
      </div>
      <Field label={w().form.sharedEmail} hint={w().form.sharedEmailHint} error={form.error("sharedEmail")}>
        <TextInput {...form.field("sharedEmail")} type="email" inputmode="email" maxLength={320} />
      </Field>
      {(choices.data?.departments.length ?? 0) > 0 ? (
        <Field label={w().form.department}>
          <Select value={form.values.departmentId} onChange={(id) => form.set("departmentId", id)} options={departments()} />
        </Field>
      ) : null}
      <div class="flex justify-end gap-2 border-t border-line pt-3">
        <Button kind="quiet" onClick={() => props.onClose()}>
          {parts().cancel}
        </Button>
        <Button kind="primary" type="submit" pending={form.pending()}>
          {w().form.save}
        </Button>
      </div>
    </form>
  );
}
