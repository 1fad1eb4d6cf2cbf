import { useQuery } from "@tanstack/solid-query";
import { Show } from "solid-js";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { catalogueWords } from "#words/catalogue.ts";
import type { PlaceForm } from "./place-form.tsx";

/** Who is asked about a place: nobody, someone of the organisation's directory, or somebody new to it. */
export function ContactFields(props: { form: PlaceForm; placeId: string; label: string }) {
  const w = useWords(catalogueWords);
  const people = useQuery(() => ({
    queryKey: ["catalogue", "contacts", props.placeId],
    queryFn: () => api.catalogue.contacts.query({ placeId: props.placeId }),
  }));
  const options = () =>
    (people.data ?? []).map((one) => ({ value: one.id, label: one.name, hint: [one.title, one.email].filter(Boolean).join(" · ") }));
  const { form } = props;
  return (
    <div class="flex flex-col gap-3">
      <Field group label={props.label}>
        <RadioGroup
          value={form.values.contact}
          onChange={(value) => form.set("contact", value)}
          options={[
            { value: "none", label: w().contact.none },
            { value: "known", label: w().contact.known },
            { value: "new", label: w().contact.new, hint: w().contact.newHint },
          ]}
        />
      </Field>
      <Show when={form.values.contact === "known"}>
        <Field label={w().contact.choose} error={form.error("contactId")} required>
          <Combobox value={form.values.contactId} onChange={(value) => form.set("contactId", value)} options={options()} />
        </Field>
      </Show>
      <Show when={form.values.contact === "new"}>
        <div class="grid gap-3 rounded-lg border border-line bg-page p-3 sm:grid-cols-2">
          <Field label={w().contact.lastName} error={form.error("lastName")} required>
            <TextInput {...form.field("lastName")} autocomplete="off" />
          </Field>
          <Field label={w().contact.firstName} error={form.error("firstName")}>
            <TextInput {...form.field("firstName")} autocomplete="off" />
          </Field>
          <Field label={w().contact.title} error={form.error("title")}>
            <TextInput {...form.field("title")} autocomplete="off" />
          </Field>
          <Field label={w().contact.phone} error={form.error("contactPhone")}>
            <TextInput {...form.field("contactPhone")} type="tel" autocomplete="off" />
          </Field>
          <Field label={w().contact.email} error={form.error("email")} class="sm:col-span-2">
            <TextInput {...form.field("email")} type="email" autocomplete="off" />
          </Field>
        </div>
      </Show>
    </div>
  );
}
