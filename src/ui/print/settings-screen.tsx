import { useQuery, useQueryClient } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import Plus from "lucide-solid/icons/plus";
import { z } from "zod";
import { printPers } from "#domain/delivery.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { Screen } from "#ui/frame/screen.tsx";
import { useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { ConfirmDialog } from "#ui/parts/confirm-dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { RadioGroup } from "#ui/parts/radio-group.tsx";
import { Skeleton } from "#ui/parts/skeleton.tsx";
import { NumberInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { letterWords } from "#words/letter.ts";
import { printWords } from "#words/print.ts";
import { TemplateDialog, type Template } from "./template-dialog.tsx";

/** `/impression/reglages`: how this organisation sends on paper, and the mails it writes, in both languages. */
export function SettingsScreen() {
  const w = useWords(letterWords);
  const q = useWords(printWords);
  const choices = useQuery(() => ({ queryKey: ["print", "choices"], queryFn: () => api.print.choices.query() }));
  return (
    <Screen title={w().settings.title} crumbs={[{ label: q().title, href: "/impression" }]} width="narrow">
      <div class="flex flex-col gap-8">
        <section class="flex flex-col gap-4" aria-labelledby="settings-options">
          <h2 id="settings-options" class="font-semibold">
            {w().settings.options}
          </h2>
          <Show when={answerOf(choices)} fallback={<Skeleton rows={5} />}>
            {(known) => <Options settings={known().settings} side={known().side} />}
          </Show>
        </section>
        <Templates />
      </div>
    </Screen>
  );
}

type Settings = Awaited<ReturnType<typeof api.print.choices.query>>["settings"];
const settings = z.object({
  dueDays: z.number().int().min(1).max(180),
  linkDays: z.number().int().min(1).max(365),
  per: z.enum(printPers),
  calendar: z.boolean(),
  language: z.enum(["fr", "en"]),
});
const count = (text: string): number => (/^\d+$/.test(text.trim()) ? Number(text.trim()) : Number.NaN);

function Options(props: { settings: Settings; side: string }) {
  const w = useWords(letterWords);
  const queries = useQueryClient();
  // oxlint-disable-next-line solid/reactivity
  const { dueDays, linkDays, per, calendar, language } = props.settings;
  const form = useForm({
    key: null,
    initial: { dueDays: String(dueDays), linkDays: String(linkDays), per, calendar, language },
    schema: settings,
    read: (values) => ({ ...values, dueDays: count(values.dueDays), linkDays: count(values.linkDays) }),
    send: (data) => api.print.saveSettings.mutate(data),
    done: () => {
      toast({ text: w().settings.saved });
      void queries.invalidateQueries({ queryKey: ["print", "choices"] });
    },
  });
  return (
    <form class="flex flex-col gap-4" onSubmit={form.onSubmit} novalidate>
      <Show when={props.side === "placing"}>
        <div class="grid gap-4 sm:grid-cols-2">
          <Field label={w().settings.dueDays} error={form.error("dueDays")}>
            <NumberInput {...form.field("dueDays")} class="max-w-24" />
          </Field>
          <Field label={w().settings.linkDays} error={form.error("linkDays")}>
            <NumberInput {...form.field("linkDays")} class="max-w-24" />
          </Field>
        </div>
      </Show>
      <Field label={w().settings.per} group>
        <RadioGroup
          inline
          value={form.values.per}
          onChange={(value) => form.set("per", value)}
          options={[
            { value: "request", label: w().settings.perRequest },
            { value: "destination", label: w().settings.perDestination },
          ]}
        />
      </Field>
      <Field label={w().settings.language} group>
        <RadioGroup
          inline
          value={form.values.language}
          onChange={(value) => form.set("language", value)}
          options={(["fr", "en"] as const).map((value) => ({ value, label: w().languages[value] }))}
        />
      </Field>
      <Checkbox label={w().settings.calendar} checked={form.values.calendar} onChange={(on) => form.set("calendar", on)} />
      <FormNotices form={form} />
      <Button type="submit" kind="primary" class="self-start" pending={form.pending()} disabled={!form.dirty()}>
        {w().save}
      </Button>
    </form>
  );
}

function Templates() {
  const w = useWords(letterWords);
  const failure = useFailure();
  const queries = useQueryClient();
  const [editing, setEditing] = createSignal<Template | "new" | null>(null);
  const [removing, setRemoving] = createSignal<Template | null>(null);
  const [pending, setPending] = createSignal(false);
  const templates = useQuery(() => ({ queryKey: ["letter", "templates"], queryFn: () => api.letter.templates.query() }));
  const refresh = () => queries.invalidateQueries({ queryKey: ["letter"] });
  const remove = async () => {
    const one = removing();
    if (!one) return;
    setPending(true);
    try {
      await api.letter.removeTemplate.mutate({ id: one.id });
      toast({ text: w().settings.templateRemoved });
      setRemoving(null);
      await refresh();
    } catch (error) {
      failure.tell(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <section class="flex flex-col gap-3" aria-labelledby="settings-templates">
      <div class="flex flex-wrap items-start gap-3">
        <div class="min-w-0 flex-1">
          <h2 id="settings-templates" class="font-semibold">
            {w().settings.templates}
          </h2>
          <p class="text-sm text-muted">{w().settings.templatesText}</p>
        </div>
        <Button icon={<Plus size={15} aria-hidden="true" />} onClick={() => setEditing("new")}>
          {w().settings.addTemplate}
        </Button>
      </div>
      <Show
        when={(answerOf(templates)?.length ?? 0) > 0}
        fallback={<p class="rounded-lg border border-line bg-surface px-3.5 py-3 text-sm text-muted">{w().settings.noTemplates}</p>}
      >
        <ul class="divide-y divide-line rounded-lg border border-line bg-surface">
          <For each={answerOf(templates) ?? []}>
            {(template) => (
              <li class="flex flex-wrap items-center gap-2 px-3.5 py-2">
                <span class="min-w-0 flex-[1_1_14rem]">
                  <span class="block font-medium">{template.name}</span>
                  <span class="block truncate text-xs text-muted">{template.subjectFr}</span>
                </span>
                <Button size="sm" aria-label={w().settings.editTemplate(template.name)} onClick={() => setEditing(template)}>
                  {w().correct}
                </Button>
                <Button
                  size="sm"
                  kind="quiet"
                  aria-label={w().settings.removeTemplate(template.name)}
                  onClick={() => setRemoving(template)}
                >
                  {w().settings.remove}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={editing()}>
        {(one) => (
          <TemplateDialog
            template={one() === "new" ? null : (one() as Template)}
            onClose={() => setEditing(null)}
            onSaved={() => {
              setEditing(null);
              toast({ text: w().settings.templateSaved });
              void refresh();
            }}
          />
        )}
      </Show>
      <ConfirmDialog
        open={removing() !== null}
        title={w().settings.removeTemplate(removing()?.name ?? "")}
        text={w().settings.removeText}
        confirm={w().settings.remove}
        danger
        pending={pending()}
        onConfirm={() => void remove()}
        onClose={() => setRemoving(null)}
      />
    </section>
  );
}
