import { useQuery } from "@tanstack/solid-query";
import { createSignal, For, Show } from "solid-js";
import MailQuestion from "lucide-solid/icons/mail-question-mark";
import { z } from "zod";
import { grants } from "#domain/access.ts";
import { answerOf } from "#ui/answer.ts";
import { api, type Outputs } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useMe } from "#ui/frame/me.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Dialog } from "#ui/parts/dialog.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormButtons } from "#ui/parts/form-buttons.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Notice } from "#ui/parts/notice.tsx";
import { Select } from "#ui/parts/select.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { surveyWords } from "#words/survey.ts";
import { writeInstant } from "#words/words.ts";
import type { Place } from "./place-values.ts";
import { SurveyAnswerDialog } from "./survey-answer-dialog.tsx";

export type SentSurvey = Outputs["survey"]["list"]["surveys"][number];

/** Asking a place without account what it says of itself, and reading what it answered (F-038). */
export function SurveySection(props: { place: Place }) {
  const words = useWords(surveyWords);
  const w = () => words().ask;
  const { language } = useLanguage();
  const me = useMe();
  const failure = useFailure();
  const [sending, setSending] = createSignal(false);
  const [reading, setReading] = createSignal<string | null>(null);
  const query = useQuery(() => ({
    queryKey: ["survey", "list", props.place.id],
    queryFn: () => api.survey.list.query({ placeId: props.place.id }),
    // For a role that writes no profile there is nothing here.
    enabled: (grants["profile.edit"] as readonly string[]).includes(me.data?.actor?.kind ?? ""),
  }));
  const answer = () => answerOf(query);
  const when = (at: string) => writeInstant(at, language(), new Date());
  const revoke = async (id: string) => {
    try {
      await api.survey.revoke.mutate({ id });
      toast({ text: w().revoked });
    } catch (error) {
      failure.tell(error);
    }
  };
  const state = (of: SentSurvey): string =>
    [
      w().sentOn(when(of.sentAt), of.sentBy),
      of.settledAt !== null
        ? w().settled(when(of.settledAt), of.taken?.length ?? 0)
        : of.answeredAt !== null
          ? ""
          : of.openedAt === null
            ? w().notOpened
            : w().opened(when(of.openedAt)),
      of.state === "revoked" ? w().wasRevoked : of.state === "expired" ? w().expired(when(of.expiresAt)) : "",
    ]
      .filter((part) => part !== "")
      .join(" · ");
  const read = () => answer()?.surveys.find(({ id, may }) => id === reading() && may.settle);
  return (
    <Show when={answer() && (answer()?.may.send || (answer()?.surveys.length ?? 0) > 0)}>
      <section class="flex flex-col gap-2 border-t border-line pt-4">
        <div class="flex flex-wrap items-center gap-2">
          <h3 class="min-w-0 flex-1 font-semibold">{w().title}</h3>
          <Show when={answer()?.may.send}>
            <Button size="sm" icon={<MailQuestion size={14} aria-hidden="true" />} onClick={() => setSending(true)}>
              {w().send}
            </Button>
          </Show>
        </div>
        <For each={answer()?.surveys.filter(({ may }) => may.settle)}>
          {(one) => (
            <Notice
              kind="info"
              title={w().answered(one.name)}
              actions={
                <Button size="sm" kind="primary" onClick={() => setReading(one.id)}>
                  {w().read}
                </Button>
              }
            >
              {w().points(one.changes.length)}
            </Notice>
          )}
        </For>
        <Show when={(answer()?.surveys.length ?? 0) > 0} fallback={<p class="text-sm text-muted">{w().teach}</p>}>
          <ul class="divide-y divide-line rounded-lg border border-line text-sm">
            <For each={answer()?.surveys}>
              {(one) => (
                <li class="flex flex-wrap items-center gap-2 px-3 py-1.5">
                  <span class="min-w-40 flex-1">
                    <span class="font-medium">{one.name}</span> <span class="break-all text-muted">{one.email}</span>
                    <span class="block text-xs text-muted">{state(one)}</span>
                  </span>
                  <Show when={one.may.revoke}>
                    <Button size="sm" kind="quiet" onClick={() => void revoke(one.id)}>
                      {w().revoke}
                    </Button>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={sending()}>
          <Dialog open title={w().sendTitle(props.place.name)} onClose={() => setSending(false)}>
            <SurveyForm place={props.place} onClose={() => setSending(false)} />
          </Dialog>
        </Show>
        <Show when={read()}>{(one) => <SurveyAnswerDialog survey={one()} onClose={() => setReading(null)} />}</Show>
      </section>
    </Show>
  );
}

const schema = z.object({
  name: z.string().trim().min(1).max(120),
  email: z.email().max(320),
  language: z.enum(["fr", "en"]),
  message: z.string().trim().max(2_000),
});
type Values = { name: string; email: string; language: "fr" | "en"; message: string };

function SurveyForm(props: { place: Place; onClose(): void }) {
  const words = useWords(surveyWords);
  const w = () => words().ask;
  const { place } = props;
  const form = useForm<Values, z.infer<typeof schema>>({
    key: `survey:${place.id}`,
    initial: { name: place.contact?.name ?? "", email: place.contact?.email ?? "", language: "fr", message: "" },
    schema,
    send: async (data) => {
      await api.survey.send.mutate({ ...data, placeId: place.id });
      toast({ text: w().sent(data.name) });
    },
    done: () => props.onClose(),
  });
  return (
    <form class="flex flex-col gap-4 pb-2" onSubmit={form.onSubmit} novalidate autocomplete="off">
      <FormNotices form={form} />
      <div class="grid gap-4 sm:grid-cols-2">
        <Field label={w().name} required error={form.error("name")}>
          <TextInput {...form.field("name")} maxLength={120} />
        </Field>
        <Field label={w().email} required error={form.error("email")}>
          <TextInput {...form.field("email")} type="email" />
        </Field>
      </div>
      <Field label={w().language}>
        <Select
          class="max-w-52"
          value={form.values.language}
          onChange={(value) => form.set("language", value)}
          options={[
            { value: "fr", label: "Français" },
            { value: "en", label: "English" },
          ]}
        />
      </Field>
      <Field label={w().message} hint={w().messageHint}>
        <TextArea {...form.field("message")} />
      </Field>
      <FormButtons form={form} cancel={w().cancel} submit={w().confirm} onCancel={() => props.onClose()} />
    </form>
  );
}
