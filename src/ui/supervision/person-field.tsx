import { Show } from "solid-js";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Combobox, type ComboboxOption } from "#ui/parts/combobox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { supervisionWords } from "#words/supervision.ts";
import { isNew, mark, splitName, type WhomValues } from "./whom.ts";

/** Searches the receiving organisation's people as one types; who is not there is created with the same field (F-047). */
export function PersonField(props: {
  requestId: string | null;
  values: WhomValues;
  set<Name extends keyof WhomValues>(name: Name, value: WhomValues[Name]): void;
  error(name: keyof WhomValues): string | null;
}) {
  const w = useWords(supervisionWords);
  const search = async (text: string): Promise<ComboboxOption[]> => {
    const found = await api.supervision.choices.query({ requestId: props.requestId, text });
    const options = found.map((one) => ({
      value: one.id,
      label: one.name,
      hint: [one.title, one.email, w().form.load(one.placements)].filter(Boolean).join(" · "),
    }));
    const typed = text.trim();
    return typed === "" ? options : [...options, { value: `${mark}${typed}`, label: w().form.create(typed) }];
  };
  return (
    <div class="flex flex-col gap-3">
      <Field label={w().form.who} required hint={w().form.whoHint} error={props.error("who")}>
        <Combobox
          value={props.values.who}
          {...(props.values.whoName === "" ? {} : { text: props.values.whoName })}
          search={search}
          placeholder={w().form.placeholder}
          onChange={(value, option) => {
            props.set("who", value);
            props.set("whoName", option?.label ?? "");
            if (!value.startsWith(mark)) return;
            const { firstName, lastName } = splitName(value.slice(mark.length));
            props.set("firstName", firstName);
            props.set("lastName", lastName);
          }}
        />
      </Field>
      <Show when={isNew(props.values)}>
        <fieldset class="flex flex-col gap-3 rounded-md border border-line bg-sunken p-3">
          <legend class="px-1 text-xs font-semibold text-muted">{w().form.newPerson}</legend>
          <div class="flex flex-wrap gap-3">
            <Field label={w().form.firstName} class="min-w-32 flex-1" error={props.error("firstName")}>
              <TextInput
                value={props.values.firstName}
                onChange={(text) => props.set("firstName", text)}
                autocomplete="off"
                maxLength={80}
              />
            </Field>
            <Field label={w().form.lastName} required class="min-w-32 flex-1" error={props.error("lastName")}>
              <TextInput value={props.values.lastName} onChange={(text) => props.set("lastName", text)} autocomplete="off" maxLength={80} />
            </Field>
          </div>
          <Field label={w().form.jobTitle} optional error={props.error("jobTitle")}>
            <TextInput value={props.values.jobTitle} onChange={(text) => props.set("jobTitle", text)} autocomplete="off" maxLength={120} />
          </Field>
          <Field label={w().form.email} optional hint={w().form.emailHint} error={props.error("email")}>
            <TextInput
              type="email"
              value={props.values.email}
              onChange={(text) => props.set("email", text)}
              autocomplete="off"
              maxLength={320}
            />
          </Field>
        </fieldset>
      </Show>
    </div>
  );
}
