import type { ProfileFields } from "#domain/profile.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useWords } from "#ui/language.tsx";
import { FormButtons } from "#ui/parts/form-buttons.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { toast } from "#ui/parts/toast.tsx";
import { profileWords } from "#words/profile.ts";
import type { Place } from "./place-values.ts";
import { ProfileFieldInputs } from "./profile-fields.tsx";
import { profileOf, profileSchema, profileValuesOf, type ProfileValues } from "./profile-values.ts";

/** Writes what a place says of itself; only what changed is sent, so that a colleague's change of another field stands. */
export function ProfileForm(props: { place: Place; fields: ProfileFields; onClose(): void }) {
  const w = useWords(profileWords);
  const failure = useFailure();
  const { place, fields } = props;
  const form = useForm<ProfileValues, ProfileValues>({
    key: `profile:${place.id}`,
    initial: profileValuesOf(fields),
    schema: profileSchema,
    send: async (data) => {
      const after = profileOf(data);
      const keys = (Object.keys(after) as (keyof ProfileFields)[]).filter(
        (key) => JSON.stringify(after[key]) !== JSON.stringify(fields[key]),
      );
      const patch = Object.fromEntries(keys.map((key) => [key, after[key]])) as Partial<ProfileFields>;
      const { undo } = await api.profile.edit.mutate({ placeId: place.id, patch });
      const back = () => void api.profile.edit.mutate({ placeId: place.id, patch: undo }).catch(failure.tell);
      if (Object.keys(undo).length > 0) toast({ text: w().saved(place.name), action: { label: w().undo, run: back } });
    },
    done: props.onClose,
  });
  return (
    <form class="flex flex-col gap-4 pb-2" onSubmit={form.onSubmit} novalidate autocomplete="off">
      <FormNotices form={form} />
      <ProfileFieldInputs values={form.values} set={form.set} error={form.error} />
      <FormButtons form={form} cancel={w().cancel} submit={w().save} onCancel={() => props.onClose()} />
    </form>
  );
}
