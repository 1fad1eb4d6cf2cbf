import { For, Show } from "solid-js";
import { profileTexts, shiftsOffered, type ShiftOffered } from "#domain/profile.ts";
import { useWords } from "#ui/language.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Select } from "#ui/parts/select.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { profileWords } from "#words/profile.ts";
import type { ProfileValues } from "./profile-values.ts";

/** What a place is asked about itself, whoever fills it in. */
export function ProfileFieldInputs(props: {
  values: ProfileValues;
  set<Name extends keyof ProfileValues>(name: Name, value: ProfileValues[Name]): void;
  error(name: keyof ProfileValues & string): string | null;
}) {
  const w = useWords(profileWords);
  const toggle = (shift: ShiftOffered, offered: boolean) =>
    props.set(
      "shifts",
      shiftsOffered.filter((one) => (one === shift ? offered : props.values.shifts.includes(one))),
    );
  return (
    <>
      <For each={profileTexts}>
        {(key) => (
          <Field label={w().field[key]} hint={w().hint[key]} error={props.error(key)}>
            <Show
              when={key === "languages"}
              fallback={<TextArea rows={2} value={props.values[key]} onChange={(value) => props.set(key, value)} />}
            >
              <TextInput
                value={props.values.languages}
                onChange={(value) => props.set("languages", value)}
                autocomplete="off"
                maxLength={200}
              />
            </Show>
          </Field>
        )}
      </For>
      <Field group label={w().field.shifts}>
        <div class="flex flex-wrap gap-x-5 gap-y-2">
          <For each={shiftsOffered}>
            {(shift) => (
              <Checkbox
                label={w().shift[shift]}
                checked={props.values.shifts.includes(shift)}
                onChange={(checked) => toggle(shift, checked)}
              />
            )}
          </For>
        </div>
      </Field>
      <Field label={w().field.gender} hint={w().hint.gender} error={props.error("gender")}>
        <Select
          class="max-w-72"
          value={props.values.gender}
          onChange={(value) => props.set("gender", value)}
          options={[
            { value: "none", label: w().genderNone },
            { value: "female", label: w().genderOf.female },
            { value: "male", label: w().genderOf.male },
          ]}
        />
      </Field>
      <Show when={props.values.gender !== "none"}>
        <Field label={w().field.genderReason} required error={props.error("genderReason") ? w().genderReasonMissing : null}>
          <TextArea rows={2} value={props.values.genderReason} onChange={(value) => props.set("genderReason", value)} />
        </Field>
      </Show>
    </>
  );
}
