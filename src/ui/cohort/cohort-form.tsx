import { useQuery } from "@tanstack/solid-query";
import { Show } from "solid-js";
import { z } from "zod";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { EmptyState } from "#ui/parts/empty-state.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { placedRefusals } from "#ui/parts/placed.ts";
import { Select } from "#ui/parts/select.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { Switch } from "#ui/parts/switch.tsx";
import { NumberInput, TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { changesOf } from "#ui/programme/programme-form.tsx";
import { cohortWords } from "#words/cohort.ts";

export type Cohort = Outputs["cohort"]["find"];

const schema = z.object({
  programmeId: z.string().min(1),
  name: z.string().trim().min(1).max(120),
  shortName: z.string().trim().min(1).max(10),
  years: z.number().int().min(1).max(10),
  structured: z.boolean(),
});
type Data = z.infer<typeof schema>;
type Values = Omit<Data, "years"> & { years: string };

/** Adds a cohort, or edits one: name, short name of ten characters, years, structured or not (F-055, F-057). */
export function CohortForm(props: { cohort: Cohort | null; onDone(id: string): void; onCancel(): void }) {
  const w = useWords(cohortWords);
  const programmes = useQuery(() => ({ queryKey: ["programme", "list"], queryFn: () => api.programme.list.query() }));
  const open = () => programmes.data?.programmes.filter(({ retired, id }) => !retired || id === props.cohort?.programmeId);
  return (
    <Show when={open()} fallback={<Skeleton rows={5} />}>
      {(list) => (
        <Show
          when={list().length > 0}
          fallback={
            <EmptyState
              title={w().noProgramme}
              action={
                <ButtonLink kind="primary" href="/programmes">
                  {w().toProgrammes}
                </ButtonLink>
              }
            />
          }
        >
          <Form {...props} programmes={list()} />
        </Show>
      )}
    </Show>
  );
}

function Form(props: {
  cohort: Cohort | null;
  programmes: readonly { id: string; name: string }[];
  onDone(id: string): void;
  onCancel(): void;
}) {
  const w = useWords(cohortWords);
  const failure = useFailure();
  const { cohort } = props;
  const only = props.programmes.length === 1 ? (props.programmes[0]?.id ?? "") : "";
  const before: Data = {
    programmeId: cohort?.programmeId ?? only,
    name: cohort?.name ?? "",
    shortName: cohort?.shortName ?? "",
    years: cohort?.years ?? 3,
    structured: cohort?.structured ?? true,
  };
  const form = useForm<Values, Data, unknown>({
    key: `cohort:${cohort?.id ?? "new"}`,
    initial: { ...before, years: String(before.years) },
    schema,
    read: (values) => ({ ...values, years: /^\d+$/.test(values.years.trim()) ? Number(values.years) : values.years }),
    send: async (data) => {
      if (!cohort) {
        const { id } = await api.cohort.add.mutate({ ...data, active: true });
        toast({
          text: w().done.added(data.name),
          action: { label: w().undo, run: () => void api.cohort.remove.mutate({ id }).catch(failure.tell) },
        });
        props.onDone(id);
        return;
      }
      const { programmeId: _programme, ...changed } = changesOf(before, data);
      const { undo } = await api.cohort.edit.mutate({ id: cohort.id, patch: changed });
      if (Object.keys(undo).length > 0) {
        toast({
          text: w().done.saved(data.name),
          action: { label: w().undo, run: () => void api.cohort.edit.mutate({ id: cohort.id, patch: undo }).catch(failure.tell) },
        });
      }
      props.onDone(cohort.id);
    },
  });
  const placed = placedRefusals(form, { "name-taken": "shortName" });
  return (
    <form onSubmit={form.onSubmit} novalidate class="flex flex-col gap-4">
      <FormNotices form={placed} />
      <Show when={!cohort}>
        <Field label={w().fields.programme} error={form.error("programmeId")} required>
          <Select
            value={form.values.programmeId}
            placeholder=""
            onChange={(value) => form.set("programmeId", value)}
            options={props.programmes.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
      </Show>
      <Field label={w().fields.name} hint={w().fields.nameHint} error={form.error("name")} required>
        <TextInput {...form.field("name")} autocomplete="off" />
      </Field>
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={w().fields.shortName} hint={w().fields.shortNameHint} error={placed.error("shortName")} required>
          <TextInput {...form.field("shortName")} autocomplete="off" />
        </Field>
        <Field label={w().fields.years} error={form.error("years")} required>
          <NumberInput {...form.field("years")} class="max-w-24" />
        </Field>
      </div>
      <Switch
        checked={form.values.structured}
        onChange={(checked) => form.set("structured", checked)}
        label={w().fields.structured}
        hint={w().fields.structuredHint}
      />
      <div class="flex flex-wrap justify-end gap-2 border-t border-line pt-4">
        <Button kind="quiet" onClick={() => props.onCancel()}>
          {w().cancel}
        </Button>
        <Button kind="primary" type="submit" pending={form.pending()}>
          {cohort ? w().save : w().addShort}
        </Button>
      </div>
    </form>
  );
}
