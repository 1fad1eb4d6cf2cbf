import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import Pencil from "lucide-solid/icons/pencil";
import UserPlus from "lucide-solid/icons/user-plus";
import { z } from "zod";
import { longestName } from "#domain/catalogue.ts";
import { api } from "#ui/client.ts";
import { useWords } from "#ui/language.tsx";
import { Bounced, useBounces } from "#ui/notice/bounced.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { letterWords } from "#words/letter.ts";
import { partWords } from "#words/parts.ts";
import { nameOf, type PlaceContact } from "./letter-template.ts";

/** Who is named for the place, the nearest first: one is written to, and corrected on the spot when she has moved (4.1.6, F-050). */
export function LetterContacts(props: { contacts: readonly PlaceContact[]; chosen: string; onPick(key: string, email: string): void }) {
  const w = useWords(letterWords);
  const [correcting, setCorrecting] = createSignal<PlaceContact | null>(null);
  const bounced = useBounces(() => props.contacts.map(({ reach }) => reach));
  return (
    <fieldset class="flex flex-col gap-1">
      <legend class="mb-1 text-sm font-medium">{w().contact}</legend>
      <ul class="divide-y divide-line rounded-lg border border-line bg-surface">
        <For each={props.contacts}>
          {(contact) => (
            <li class="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
              <label class="flex min-w-0 flex-1 items-start gap-2 text-sm">
                <span class="inline-grid size-6 shrink-0 place-items-center">
                  <input
                    type="radio"
                    name="letter-contact"
                    class="tick rounded-full"
                    checked={props.chosen === contact.key}
                    disabled={contact.personId === null || !contact.reach}
                    onChange={() => props.onPick(contact.key, contact.reach ?? "")}
                  />
                </span>
                <span class="min-w-0 pt-0.5">
                  <Show when={contact.personId !== null} fallback={<span class="text-muted italic">{w().noContact}</span>}>
                    <span class="font-medium">{nameOf(contact)}</span>
                    <Show when={contact.title}>
                      <span class="text-muted">, {contact.title}</span>
                    </Show>
                  </Show>
                  <span class="block text-xs break-all text-muted">
                    {contact.main ? w().contactOf[contact.level] : w().backupOf} {contact.placeName}
                    <Show when={contact.personId !== null}>
                      {"\u00A0· "}
                      {contact.reach ?? w().noAddress}
                      {contact.phone ? `\u00A0· ${contact.phone}` : ""}
                    </Show>
                  </span>
                </span>
              </label>
              <Bounced of={bounced(contact.reach)} />
              <Show when={contact.mayCorrect}>
                <Button
                  size="sm"
                  kind="quiet"
                  icon={contact.personId === null ? <UserPlus size={14} aria-hidden="true" /> : <Pencil size={14} aria-hidden="true" />}
                  aria-label={`${contact.personId === null ? w().addContact : w().correct}, ${contact.placeName}`}
                  onClick={() => setCorrecting(contact)}
                >
                  {contact.personId === null ? w().addContact : w().correct}
                </Button>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.contacts.some(({ mayCorrect }) => !mayCorrect)}>
        <p class="text-xs text-muted">{w().cannotCorrect}</p>
      </Show>
      <Show when={correcting()}>
        {(contact) => (
          <CorrectDialog
            contact={contact()}
            onClose={() => setCorrecting(null)}
            onSaved={(email) => {
              props.onPick(contact().key, email);
              setCorrecting(null);
            }}
          />
        )}
      </Show>
    </fieldset>
  );
}

const blank = (text: string) => (text.trim() === "" ? null : text.trim());
const person = (isNew: boolean) =>
  z.object({
    lastName: isNew ? z.string().trim().min(1).max(longestName) : z.string(),
    firstName: z.string().trim().max(longestName),
    title: z.string().trim().max(longestName),
    email: z.email().max(320).nullable(),
    phone: z.string().max(40).nullable(),
  });

function CorrectDialog(props: { contact: PlaceContact; onClose(): void; onSaved(email: string): void }) {
  const w = useWords(letterWords);
  const p = useWords(partWords);
  const queries = useQueryClient();
  // oxlint-disable-next-line solid/reactivity
  const { personId, placeId, lastName, firstName, title, email, phone } = props.contact;
  const isNew = personId === null;
  const form = useForm({
    key: null,
    initial: { lastName, firstName, title, email: email ?? "", phone: phone ?? "" },
    schema: person(isNew),
    read: (values) => ({ ...values, email: blank(values.email), phone: blank(values.phone) }),
    send: async (data) => {
      await api.letter.correctContact.mutate({ ...data, placeId, personId });
      return data.email;
    },
    done: (saved) => {
      toast({ text: w().saved });
      void queries.invalidateQueries({ queryKey: ["letter", "prepare"] });
      props.onSaved(saved ?? "");
    },
  });
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={isNew ? w().correctTitle(props.contact.placeName) : nameOf(props.contact)}
      text={w().correctText}
      actions={
        <>
          <Button kind="quiet" onClick={() => props.onClose()}>
            {p().cancel}
          </Button>
          <Button kind="primary" pending={form.pending()} onClick={() => void form.submit()}>
            {w().save}
          </Button>
        </>
      }
    >
      <form class="flex flex-col gap-4" onSubmit={form.onSubmit} novalidate>
        <FormNotices form={form} />
        <Show when={isNew}>
          <div class="grid gap-4 sm:grid-cols-2">
            <Field label={w().lastName} required error={form.error("lastName")}>
              <TextInput {...form.field("lastName")} autocomplete="off" />
            </Field>
            <Field label={w().firstName} optional error={form.error("firstName")}>
              <TextInput {...form.field("firstName")} autocomplete="off" />
            </Field>
          </div>
          <Field label={w().function} optional error={form.error("title")}>
            <TextInput {...form.field("title")} autocomplete="off" />
          </Field>
        </Show>
        <Field label={w().email} error={form.error("email")}>
          <TextInput {...form.field("email")} type="email" autocomplete="off" />
        </Field>
        <Field label={w().phone} optional error={form.error("phone")}>
          <TextInput {...form.field("phone")} type="tel" autocomplete="off" />
        </Field>
      </form>
    </Dialog>
  );
}
