import { useNavigate, useSearchParams } from "@solidjs/router";
import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import FileText from "lucide-solid/icons/file-text";
import Send from "lucide-solid/icons/send-horizontal";
import { z } from "zod";
import { address, longestBody, longestSubject, mostRecipients, readAddresses } from "#domain/delivery.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button, ButtonLink } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Notice } from "#ui/parts/notice.tsx";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Select } from "#ui/parts/select.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { fileOf } from "#ui/print/print-commands.ts";
import { letterWords } from "#words/letter.ts";
import { partWords } from "#words/parts.ts";
import { printWords } from "#words/print.ts";
import type { Language } from "#words/words.ts";
import { LetterContacts } from "./letter-contact.tsx";
import { LetterDocuments } from "./letter-document.tsx";
import { fillFor, templatesIn, type Prepared } from "./letter-template.ts";

/** `/impression/courriel?rapports=…`: the mail window of reports for one site; its address and its draft survive a reload (F-134 to F-139). */
export function LetterScreen() {
  const w = useWords(letterWords);
  const q = useWords(printWords);
  const [search] = useSearchParams<{ rapports?: string }>();
  const ids = () =>
    String(search.rapports ?? "")
      .split(",")
      .filter((one) => one !== "");
  const prepared = useQuery(() => ({
    queryKey: ["letter", "prepare", ids().toSorted().join(",")],
    queryFn: () => api.letter.prepare.query({ printoutIds: ids() }),
    retry: false,
  }));
  const known = () => answerOf(prepared);
  return (
    <Screen
      title={known() ? w().title(known()?.place ?? "") : w().write}
      crumbs={[{ label: q().title, href: "/impression" }]}
      width="narrow"
      actions={
        <ButtonLink href="/impression/reglages" kind="quiet">
          {w().manage}
        </ButtonLink>
      }
    >
      <Show when={known()} fallback={<Skeleton rows={10} />}>
        {(one) => <LetterForm prepared={one()} ids={ids()} />}
      </Show>
    </Screen>
  );
}

const letter = z.object({
  to: z.string(),
  cc: z.string(),
  subject: z.string().trim().min(1).max(longestSubject),
  body: z.string().trim().min(1).max(longestBody),
  language: z.enum(["fr", "en"]),
  template: z.string(),
  copyToSelf: z.boolean(),
  withLink: z.boolean(),
  documentIds: z.array(z.string()),
});
type Values = z.infer<typeof letter>;

const wrongAddress = (text: string) => readAddresses(text).find((one) => !address.safeParse(one).success);

function LetterForm(props: { prepared: Prepared; ids: string[] }) {
  const w = useWords(letterWords);
  const p = useWords(partWords);
  const q = useWords(printWords);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const withAddress = () => props.prepared.contacts.find((one) => one.personId !== null && one.reach);
  const [contact, setContact] = createSignal(withAddress()?.key ?? props.prepared.contacts[0]?.key ?? "");
  const chosen = () => props.prepared.contacts.find(({ key }) => key === contact());
  const filled = (key: string, of: Language) => {
    const template = templatesIn(props.prepared, of).find((one) => one.key === key);
    return template ? fillFor(props.prepared, { template, language: of, contact: chosen() }) : null;
  };
  // What the window opens with; the draft of an earlier visit takes its place.
  // oxlint-disable-next-line solid/reactivity
  const first = props.prepared.templates[0]?.id ?? (props.prepared.mayLink ? "request" : "plain");
  // Who is written to reads the language of the PDF she is sent, whatever the screen of who writes is in.
  // oxlint-disable-next-line solid/reactivity
  const opening = props.prepared.printouts[0]?.language ?? language();
  const initial: Values = {
    to: withAddress()?.reach ?? "",
    cc: "",
    language: opening,
    template: first,
    ...(filled(first, opening) ?? { subject: "", body: "" }),
    copyToSelf: false,
    withLink: true,
    documentIds: [],
  };
  const form = useForm<Values, Values, { to: string[] }>({
    key: `letter:${props.ids.toSorted().join(",")}`,
    initial,
    schema: letter,
    send: async (values) => {
      const { to, cc, template: _template, ...rest } = values;
      return api.letter.send.mutate({ ...rest, to: readAddresses(to), cc: readAddresses(cc), printoutIds: props.ids });
    },
    done: ({ to }) => {
      toast({ text: `${w().sent(to.join(", "))}${props.prepared.sends ? "" : `. ${w().kept}`}` });
      navigate("/impression");
    },
  });
  /** Takes a template's words, where nothing was written over the ones before. */
  const fill = (key: string, of: Language) => {
    const now = filled(key, of);
    form.set("template", key);
    if (!now) return;
    form.set("subject", now.subject);
    form.set("body", now.body);
  };
  const untouched = () => {
    const was = filled(form.values.template, form.values.language);
    return was !== null && was.subject === form.values.subject && was.body === form.values.body;
  };
  const setLanguage = (to: Language) => {
    const refill = untouched();
    form.set("language", to);
    if (refill) fill(form.values.template, to);
  };
  const setWithLink = (on: boolean) => {
    const refill = untouched();
    form.set("withLink", on);
    // Words that ask to follow a link go with it.
    if (refill && (form.values.template === "request" || form.values.template === "plain"))
      fill(on ? "request" : "plain", form.values.language);
  };
  const pick = (key: string, email: string) => {
    const refill = untouched();
    setContact(key);
    form.set("to", email);
    if (refill) fill(form.values.template, form.values.language);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const wrong = wrongAddress(form.values.to) ?? wrongAddress(form.values.cc);
    if (readAddresses(form.values.to).length === 0) return form.setError("to", w().addressNeeded);
    if (wrong !== undefined) return form.setError(wrongAddress(form.values.to) === undefined ? "cc" : "to", w().addressWrong(wrong));
    form.onSubmit(event);
  };
  const making = () => props.prepared.printouts.some(({ state }) => state === "making");
  const count = () => props.prepared.printouts.length;
  const link = () => props.prepared.mayLink && form.values.withLink;
  return (
    <form class="flex flex-col gap-5" onSubmit={submit} novalidate>
      <p class="text-sm text-muted">{link() ? w().text(count()) : w().textNoLink(count())}</p>
      <LetterContacts contacts={props.prepared.contacts} chosen={contact()} onPick={pick} />
      <Field label={w().to} required hint={w().toHint} error={form.error("to")}>
        <TextInput
          {...form.field("to")}
          type="text"
          inputmode="email"
          autocomplete="off"
          spellcheck={false}
          maxLength={mostRecipients * 100}
        />
      </Field>
      <Field label={w().cc} optional error={form.error("cc")}>
        <TextInput
          {...form.field("cc")}
          type="text"
          inputmode="email"
          autocomplete="off"
          spellcheck={false}
          maxLength={mostRecipients * 100}
        />
      </Field>
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={w().template}>
          <Select
            value={form.values.template}
            onChange={(key: string) => fill(key, form.values.language)}
            options={templatesIn(props.prepared, form.values.language).map(({ key, name }) => ({ value: key, label: name }))}
          />
        </Field>
        <Field label={w().language} group>
          <RadioGroup
            inline
            value={form.values.language}
            onChange={setLanguage}
            options={(["fr", "en"] as const).map((value) => ({ value, label: w().languages[value] }))}
          />
        </Field>
      </div>
      <Field
        label={w().subject}
        required
        error={form.values.subject.trim() === "" && form.error("subject") ? w().subjectNeeded : form.error("subject")}
      >
        <TextInput {...form.field("subject")} maxLength={longestSubject} autocomplete="off" />
      </Field>
      <Field
        label={w().body}
        required
        hint={link() ? w().bodyHint : undefined}
        error={form.values.body.trim() === "" && form.error("body") ? w().bodyNeeded : form.error("body")}
      >
        <TextArea {...form.field("body")} maxLength={longestBody} rows={12} class="max-h-none min-h-56" />
      </Field>
      <Show when={props.prepared.mayLink}>
        <Checkbox
          label={w().withLink}
          hint={w().withLinkHint(props.prepared.settings.linkDays)}
          checked={form.values.withLink}
          onChange={setWithLink}
        />
      </Show>
      <section class="flex flex-col gap-2" aria-labelledby="letter-files">
        <h2 id="letter-files" class="text-sm font-medium">
          {w().files}
        </h2>
        <ul class="flex flex-col gap-1">
          <For each={props.prepared.printouts}>
            {(printout) => (
              <li class="flex flex-wrap items-center gap-2 text-sm">
                <FileText size={15} class="shrink-0 text-muted" aria-hidden="true" />
                <Show when={printout.may.look} fallback={<code class="font-mono">{printout.fileName}</code>}>
                  <a class="font-mono text-accent hover:underline" href={fileOf(printout.id)} target="_blank" rel="noopener external">
                    {printout.fileName}
                  </a>
                </Show>
                <span class="text-muted">{q().numbers(printout.requests.map(({ reference }) => reference).join(", "))}</span>
              </li>
            )}
          </For>
        </ul>
        <Show when={making()}>
          <p class="text-xs text-muted">{w().preparing}</p>
        </Show>
        <LetterDocuments ticked={form.values.documentIds} onTick={(ids) => form.set("documentIds", ids)} />
      </section>
      <Show when={props.prepared.me.email}>
        {(email) => (
          <Checkbox label={w().copyToSelf(email())} checked={form.values.copyToSelf} onChange={(on) => form.set("copyToSelf", on)} />
        )}
      </Show>
      <FormNotices form={form} />
      <Show when={!props.prepared.sends}>
        <Notice kind="info" quiet>
          {w().kept}
        </Notice>
      </Show>
      <div class="flex flex-wrap items-center justify-end gap-2 border-t border-line pt-4">
        <span class="mr-auto text-xs text-muted">{w().marks}</span>
        <ButtonLink kind="quiet" href="/impression">
          {p().cancel}
        </ButtonLink>
        <Button kind="primary" type="submit" pending={form.pending()} icon={<Send size={15} aria-hidden="true" />}>
          {w().send}
        </Button>
      </div>
    </form>
  );
}
