import { useQuery } from "@tanstack/solid-query";
import { z } from "zod";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { placedRefusals } from "#ui/parts/placed.ts";
import { Select } from "#ui/parts/select.tsx";
import { Switch } from "#ui/parts/switch.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { programmeWords } from "#words/programme.ts";

export type Programme = Outputs["programme"]["find"];

const schema = z.object({
  name: z.string().trim().min(1).max(120),
  shortName: z.string().trim().min(1).max(30),
  discipline: z.string().trim().max(120),
  departmentId: z.string(),
  isUser: z.boolean(),
});
type Values = z.infer<typeof schema>;

/** Fields that differ between two records of the same shape. */
export function changesOf<T extends Record<string, unknown>>(before: T, after: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(after).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field])),
  ) as Partial<T>;
}

/** Adds a programme, or edits one. */
export function ProgrammeForm(props: { programme: Programme | null; onDone(id: string): void; onCancel(): void }) {
  const w = useWords(programmeWords);
  const failure = useFailure();
  const { programme } = props;
  const departments = useQuery(() => ({ queryKey: ["programme", "departments"], queryFn: () => api.programme.departments.query() }));
  const initial: Values = {
    name: programme?.name ?? "",
    shortName: programme?.shortName ?? "",
    discipline: programme?.discipline ?? "",
    departmentId: programme?.departmentId ?? "none",
    isUser: programme?.isUser ?? true,
  };
  const fields = (of: Values) => ({ ...of, departmentId: of.departmentId === "none" ? null : of.departmentId });
  const form = useForm<Values, Values, unknown>({
    key: `programme:${programme?.id ?? "new"}`,
    initial,
    schema,
    send: async (data) => {
      if (!programme) {
        const { id } = await api.programme.add.mutate(fields(data));
        toast({
          text: w().done.added(data.name),
          action: { label: w().undo, run: () => void api.programme.remove.mutate({ id }).catch(failure.tell) },
        });
        props.onDone(id);
        return;
      }
      const { undo } = await api.programme.edit.mutate({ id: programme.id, patch: changesOf(fields(initial), fields(data)) });
      if (Object.keys(undo).length > 0) {
        toast({
          text: w().done.saved(data.name),
          action: { label: w().undo, run: () => void api.programme.edit.mutate({ id: programme.id, patch: undo }).catch(failure.tell) },
        });
      }
      props.onDone(programme.id);
    },
  });
  const placed = placedRefusals(form, { "name-taken": "name" });
  return (
    <form onSubmit={form.onSubmit} novalidate class="flex flex-col gap-4">
      <FormNotices form={placed} />
      <Field label={w().fields.name} error={placed.error("name")} required>
        <TextInput {...form.field("name")} autocomplete="off" />
      </Field>
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={w().fields.shortName} error={form.error("shortName")} required>
          <TextInput {...form.field("shortName")} autocomplete="off" />
        </Field>
        <Field label={w().fields.discipline} error={form.error("discipline")}>
          <TextInput {...form.field("discipline")} autocomplete="off" />
        </Field>
      </div>
      <Field label={w().fields.department} error={form.error("departmentId")}>
        <Select
          value={form.values.departmentId}
          onChange={(value) => form.set("departmentId", value)}
          options={[
            { value: "none", label: w().fields.noDepartment },
            ...(departments.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Field>
      <Switch
        checked={form.values.isUser}
        onChange={(checked) => form.set("isUser", checked)}
        label={w().fields.isUser}
        hint={w().fields.isUserHint}
      />
      <div class="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
        <Button kind="quiet" onClick={() => props.onCancel()}>
          {w().cancel}
        </Button>
        <Button kind="primary" type="submit" pending={form.pending()}>
          {programme ? w().save : w().addShort}
        </Button>
      </div>
    </form>
  );
}
