import { useQuery } from "@tanstack/solid-query";
import { z } from "zod";
import { day } from "#domain/dates.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Combobox } from "#ui/parts/combobox.tsx";
import { DateInput } from "#ui/parts/date-input.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { SmallFormButtons } from "#ui/parts/form-buttons.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { contactWords } from "#words/contact.ts";
import type { ContactCommands, ContactOf, Contacts } from "./contact-commands.ts";

const absence = z.object({ startsOn: day, endsOn: day.nullable(), delegateId: z.string().nullable() });
const reach = z.object({
  email: z.email().max(320).nullable(),
  sharedEmail: z.email().max(320).nullable(),
  phone: z.string().max(40).nullable(),
});
const blank = (value: string) => (value.trim() === "" ? null : value.trim());

/** When somebody is away, and who stands in. */
export function AbsenceForm(props: { placeId: string; person: ContactOf; contacts: Contacts; commands: ContactCommands; onDone(): void }) {
  const w = useWords(contactWords);
  const people = useQuery(() => ({
    queryKey: ["catalogue", "contacts", props.placeId],
    queryFn: () => api.catalogue.contacts.query({ placeId: props.placeId }),
    enabled: props.contacts.may.edit,
  }));
  // Who may not read the directory chooses among those named here.
  const named = () => [...(props.contacts.main ? [props.contacts.main] : []), ...props.contacts.backups, ...props.contacts.disciplines];
  const options = () => {
    const all =
      answerOf(people)?.map((one) => ({ value: one.id, label: one.name, hint: one.title })) ??
      named().map(({ id, name, title }) => ({ value: id, label: name, hint: title }));
    return [...new Map(all.map((one) => [one.value, one])).values()].filter(({ value }) => value !== props.person.id);
  };
  // oxlint-disable-next-line solid/reactivity
  const { person, contacts } = props;
  const form = useForm({
    key: `absence:${person.id}`,
    initial: { startsOn: contacts.today, endsOn: "", delegateId: "" },
    schema: absence,
    read: (values) => ({ ...values, endsOn: blank(values.endsOn), delegateId: blank(values.delegateId) }),
    send: async (data) => {
      if (await props.commands.absent(person.id, data)) props.onDone();
    },
  });
  return (
    <form class="flex flex-col gap-3 rounded-lg border border-line bg-page p-3" onSubmit={form.onSubmit} novalidate autocomplete="off">
      <p class="text-sm text-muted">{w().absentText}</p>
      <div class="grid gap-3 sm:grid-cols-2">
        <Field label={w().from} required error={form.error("startsOn")}>
          <DateInput {...form.field("startsOn")} />
        </Field>
        <Field label={w().to} hint={w().toHint} error={form.error("endsOn")}>
          <DateInput {...form.field("endsOn")} />
        </Field>
      </div>
      <Field label={w().delegate} optional error={form.error("delegateId")}>
        <Combobox value={form.values.delegateId} onChange={(value) => form.set("delegateId", value)} options={options()} />
      </Field>
      <FormNotices form={form} />
      <SmallFormButtons form={form} cancel={w().cancel} submit={w().save} onCancel={props.onDone} />
    </form>
  );
}

/** Addresses and telephone: her own, and that of an office for routine exchanges (F-049). */
export function ReachForm(props: { person: ContactOf; mayEmail: boolean; commands: ContactCommands; onDone(): void }) {
  const w = useWords(contactWords);
  // oxlint-disable-next-line solid/reactivity
  const { person, mayEmail } = props;
  const form = useForm({
    key: `reach:${person.id}`,
    initial: { email: person.email ?? "", sharedEmail: person.sharedEmail ?? "", phone: person.phone ?? "" },
    schema: reach,
    read: (values) => ({ email: blank(values.email), sharedEmail: blank(values.sharedEmail), phone: blank(values.phone) }),
    send: async (data) => {
      const { email, ...rest } = data;
      if (await props.commands.reach(person.id, mayEmail ? { ...rest, email } : rest)) props.onDone();
    },
  });
  return (
    <form class="flex flex-col gap-3 rounded-lg border border-line bg-page p-3" onSubmit={form.onSubmit} novalidate autocomplete="off">
      <Field label={w().email} hint={mayEmail ? w().emailHint : w().emailLocked} error={form.error("email")}>
        <TextInput {...form.field("email")} type="email" autocomplete="off" readonly={!mayEmail} />
      </Field>
      <Field label={w().sharedEmail} hint={w().sharedEmailHint} optional error={form.error("sharedEmail")}>
        <TextInput {...form.field("sharedEmail")} type="email" autocomplete="off" />
      </Field>
      <Field label={w().phone} optional error={form.error("phone")}>
        <TextInput {...form.field("phone")} type="tel" autocomplete="off" />
      </Field>
      <FormNotices form={form} />
      <SmallFormButtons form={form} cancel={w().cancel} submit={w().save} onCancel={props.onDone} />
    </form>
  );
}

const access = z.object({ email: z.email().max(320), language: z.enum(["fr", "en"]) });

/** An account and the role that answers for this place (F-192). */
export function AccessForm(props: { person: ContactOf; level: Contacts["level"]; commands: ContactCommands; onDone(): void }) {
  const w = useWords(contactWords);
  // oxlint-disable-next-line solid/reactivity
  const { person } = props;
  const form = useForm({
    key: `access:${person.id}`,
    initial: { email: person.email ?? "", language: "fr" as "fr" | "en" },
    schema: access,
    send: async (data) => {
      if (await props.commands.giveAccess(person, data)) props.onDone();
    },
  });
  return (
    <form class="flex flex-col gap-3 rounded-lg border border-line bg-page p-3" onSubmit={form.onSubmit} novalidate autocomplete="off">
      <p class="text-sm text-muted">{person.hasAccount ? w().giveHeld : w().giveText[props.level]}</p>
      <Field label={w().giveEmail} required error={form.error("email")}>
        <TextInput {...form.field("email")} type="email" autocomplete="off" readonly={person.hasAccount && person.email !== null} />
      </Field>
      <FormNotices form={form} />
      <SmallFormButtons form={form} cancel={w().cancel} submit={w().give} onCancel={props.onDone} />
    </form>
  );
}
