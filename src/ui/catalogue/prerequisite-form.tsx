import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormButtons } from "#ui/parts/form-buttons.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { placedRefusals } from "#ui/parts/placed.ts";
import { TextArea } from "#ui/parts/text-area.tsx";
import { NumberInput, TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import type { PrerequisiteFields } from "#domain/profile.ts";
import { profileWords } from "#words/profile.ts";
import type { Place } from "./place-values.ts";
import {
  blankPrerequisite,
  prerequisiteSchema,
  prerequisiteValuesOf,
  readPrerequisite,
  type PrerequisiteValues,
} from "./profile-values.ts";

export type PrerequisiteOf = Outputs["profile"]["of"]["prerequisites"][number];

/** Adds or changes a prerequisite of a place. */
export function PrerequisiteForm(props: { place: Place; prerequisite: PrerequisiteOf | null; onClose(): void }) {
  const w = useWords(profileWords);
  const say = () => w().prerequisites;
  const failure = useFailure();
  const { place, prerequisite } = props;
  const form = useForm<PrerequisiteValues, PrerequisiteFields>({
    key: prerequisite ? `prerequisite:${prerequisite.id}` : `prerequisite:new:${place.id}`,
    initial: prerequisite ? prerequisiteValuesOf(prerequisite) : blankPrerequisite,
    schema: prerequisiteSchema,
    read: readPrerequisite,
    send: async (data) => {
      if (!prerequisite) {
        const { id } = await api.profile.addPrerequisite.mutate({ ...data, placeId: place.id });
        const back = () => void api.profile.removePrerequisite.mutate({ id }).catch(failure.tell);
        return toast({ text: say().added, action: { label: w().undo, run: back } });
      }
      const { id } = prerequisite;
      const { undo } = await api.profile.editPrerequisite.mutate({ ...data, id });
      const back = () => void api.profile.editPrerequisite.mutate({ ...undo, id }).catch(failure.tell);
      toast({ text: say().saved, action: { label: w().undo, run: back } });
    },
    done: () => props.onClose(),
  });
  const placed = placedRefusals(form, { "name-taken": "name" });
  return (
    <form class="flex flex-col gap-4 pb-2" onSubmit={form.onSubmit} novalidate autocomplete="off">
      <FormNotices form={placed} />
      <Field label={say().name} hint={say().nameHint} required error={placed.error("name")}>
        <TextInput {...form.field("name")} maxLength={120} />
      </Field>
      <Field group label={say().who} error={form.error("students") ? say().whoMissing : null}>
        <div class="flex flex-wrap gap-x-5 gap-y-2">
          <Checkbox label={say().students} checked={form.values.students} onChange={(checked) => form.set("students", checked)} />
          <Checkbox label={say().instructors} checked={form.values.instructors} onChange={(checked) => form.set("instructors", checked)} />
        </div>
      </Field>
      <Checkbox
        label={say().mandatory}
        hint={say().mandatoryHint}
        checked={form.values.mandatory}
        onChange={(checked) => form.set("mandatory", checked)}
      />
      <Field label={say().daysBefore} hint={say().daysBeforeHint} error={form.error("daysBefore")}>
        <NumberInput {...form.field("daysBefore")} class="max-w-28" />
      </Field>
      <Field label={say().note} hint={say().noteHint} error={form.error("note")}>
        <TextArea rows={2} {...form.field("note")} />
      </Field>
      <FormButtons form={form} cancel={w().cancel} submit={w().save} onCancel={() => props.onClose()} />
    </form>
  );
}
