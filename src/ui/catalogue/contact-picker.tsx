import { useQuery } from "@tanstack/solid-query";
import { Show } from "solid-js";
import { z } from "zod";
import { longestName } from "#domain/catalogue.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { SmallFormButtons } from "#ui/parts/form-buttons.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { contactWords } from "#words/contact.ts";
import type { Named } from "./contact-commands.ts";

const text = z.string().trim().max(longestName);
const schemaOf = (discipline: z.ZodString) =>
  z.discriminatedUnion("which", [
    z.object({ which: z.literal("known"), discipline, id: z.string().min(1) }),
    z.object({
      which: z.literal("new"),
      discipline,
      lastName: text.min(1),
      firstName: text,
      title: text,
      email: z.email().max(320).nullable(),
      phone: z.string().trim().max(40).nullable(),
    }),
  ]);
const blank = (value: string) => (value.trim() === "" ? null : value.trim());

/** Somebody of the organisation's directory, or somebody new to it; with `discipline`, for which. */
export function ContactPicker(props: {
  placeId: string;
  /** Names the draft. */
  what: string;
  discipline?: boolean;
  /** Who is named already and cannot be again. */
  without?: readonly string[];
  onPick(of: { person: Named; discipline: string }): Promise<boolean>;
  onCancel(): void;
}) {
  const w = useWords(contactWords);
  const people = useQuery(() => ({
    queryKey: ["catalogue", "contacts", props.placeId],
    queryFn: () => api.catalogue.contacts.query({ placeId: props.placeId }),
  }));
  const disciplines = useQuery(() => ({
    queryKey: ["contact", "disciplines"],
    queryFn: () => api.contact.disciplines.query(),
    enabled: props.discipline === true,
  }));
  const options = () =>
    (answerOf(people) ?? [])
      .filter(({ id }) => !props.without?.includes(id))
      .map((one) => ({ value: one.id, label: one.name, hint: [one.title, one.email].filter(Boolean).join(" · ") }));
  const form = useForm({
    // oxlint-disable-next-line solid/reactivity
    key: `contact:${props.placeId}:${props.what}`,
    initial: { discipline: "", which: "known" as "known" | "new", id: "", lastName: "", firstName: "", title: "", email: "", phone: "" },
    // oxlint-disable-next-line solid/reactivity
    schema: schemaOf(props.discipline ? text.min(1) : text),
    read: (values) => ({ ...values, email: blank(values.email), phone: blank(values.phone) }),
    send: async (data) => {
      const { which: _which, discipline, ...person } = data;
      if (await props.onPick({ person, discipline })) form.reset();
    },
  });
  return (
    <form class="mt-2 flex flex-col gap-3 rounded-lg border border-line bg-page p-3" onSubmit={form.onSubmit} novalidate autocomplete="off">
      <Show when={props.discipline}>
        <Field label={w().discipline} required error={form.error("discipline")}>
          <Combobox
            free
            value={form.values.discipline}
            onChange={(value) => form.set("discipline", value)}
            options={(answerOf(disciplines) ?? []).map((name) => ({ value: name, label: name }))}
          />
        </Field>
      </Show>
      <Field group label={w().who}>
        <RadioGroup
          value={form.values.which}
          onChange={(value) => form.set("which", value)}
          options={[
            { value: "known", label: w().known },
            { value: "new", label: w().fresh, hint: w().freshHint },
          ]}
        />
      </Field>
      <Show
        when={form.values.which === "new"}
        fallback={
          <Field label={w().choose} required error={form.error("id")}>
            <Combobox value={form.values.id} onChange={(value) => form.set("id", value)} options={options()} />
          </Field>
        }
      >
        <div class="grid gap-3 sm:grid-cols-2">
          <Field label={w().lastName} required error={form.error("lastName")}>
            <TextInput {...form.field("lastName")} autocomplete="off" />
          </Field>
          <Field label={w().firstName} error={form.error("firstName")}>
            <TextInput {...form.field("firstName")} autocomplete="off" />
          </Field>
          <Field label={w().title} error={form.error("title")}>
            <TextInput {...form.field("title")} autocomplete="off" />
          </Field>
          <Field label={w().phone} error={form.error("phone")}>
            <TextInput {...form.field("phone")} type="tel" autocomplete="off" />
          </Field>
          <Field label={w().email} error={form.error("email")} class="sm:col-span-2">
            <TextInput {...form.field("email")} type="email" autocomplete="off" />
          </Field>
        </div>
      </Show>
      <FormNotices form={form} />
      <SmallFormButtons form={form} cancel={w().cancel} submit={w().save} onCancel={props.onCancel} />
    </form>
  );
}
