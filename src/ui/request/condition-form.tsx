import { useQuery } from "@tanstack/solid-query";
import { longestCondition } from "#domain/condition.ts";
import { longestComment } from "#domain/remark.ts";
import { answerOf } from "#ui/answer.ts";
import { api } from "#ui/client.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Select } from "#ui/parts/select.tsx";
import { SmallFormButtons } from "#ui/parts/form-buttons.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { toast } from "#ui/parts/toast.tsx";
import { conditionWords } from "#words/condition.ts";
import type { ShownCondition } from "./condition-section.tsx";
import type { OpenRequest } from "./request-panel.tsx";

/** How the school answers a condition; a question is a comment and leaves it open. */
export type Answering = "met" | "cannot" | "question";

/** A coded condition with its words, put by the organisation or by its unit. */
export function PutForm(props: { of: OpenRequest; onDone(): void }) {
  const w = useWords(conditionWords);
  const { language } = useLanguage();
  const codes = useQuery(() => ({ queryKey: ["condition", "codes"], queryFn: () => api.condition.codes.query(), staleTime: 600_000 }));
  const known = () => answerOf(codes) ?? [];
  const unit = () => props.of.side === "unit";
  const form = useForm({
    key: `condition:${props.of.id}`,
    initial: { code: "", text: "" },
    send: ({ code, text }) => api.condition.put.mutate({ requestId: props.of.id, code, text }),
    done: () => {
      form.reset();
      toast({ text: unit() ? w().form.sentInside : w().form.sent });
      props.onDone();
    },
  });
  const needsText = () => known().find(({ code }) => code === form.values.code)?.needsText ?? false;
  return (
    <form class="flex flex-col gap-3 rounded-md border border-line p-3" novalidate onSubmit={form.onSubmit}>
      <FormNotices form={form} />
      <Field label={w().form.code} required error={form.error("code")}>
        <Select
          value={form.values.code}
          onChange={(code) => form.set("code", code)}
          placeholder={w().form.choose}
          options={known().map((one) => ({ value: one.code, label: one[language()] }))}
        />
      </Field>
      <Field label={w().form.text} required={needsText()} hint={w().form.textHint} error={form.error("text")}>
        <TextArea {...form.field("text")} rows={2} maxLength={longestCondition} class="min-h-14" />
      </Field>
      {unit() ? <p class="text-xs text-muted">{w().form.unitHint}</p> : null}
      <SmallFormButtons form={form} cancel={w().form.close} submit={w().form.send} onCancel={props.onDone} />
    </form>
  );
}

/** What the school says of a condition: met, with a note if it helps; that it cannot be, with why; or a question to both sides. */
export function AnswerForm(props: { condition: ShownCondition; requestId: string; how: Answering; onDone(): void; onCancel(): void }) {
  const w = useWords(conditionWords);
  const { language } = useLanguage();
  const { how } = props;
  const form = useForm({
    key: `condition-answer:${props.condition.id}:${how}`,
    initial: { note: "" },
    send: ({ note }): Promise<unknown> =>
      how === "question"
        ? api.comment.add.mutate({
            requestId: props.requestId,
            text: `${w().about(props.condition.label[language()])}${note}`.slice(0, longestComment),
            internal: false,
          })
        : api.condition.answer.mutate({ id: props.condition.id, met: how === "met", note }),
    done: () => {
      toast({ text: how === "question" ? w().asked : w().answered[how] });
      props.onDone();
    },
  });
  const hint = () => (how === "met" ? {} : { hint: w().noteHint[how] });
  return (
    <form class="mt-2 flex flex-col gap-2 border-t border-line pt-2" novalidate onSubmit={form.onSubmit}>
      <FormNotices form={form} />
      <Field label={w().note[how]} required={how !== "met"} {...hint()} error={form.error("note")}>
        <TextArea {...form.field("note")} rows={2} maxLength={longestCondition} class="min-h-14" autofocus />
      </Field>
      <SmallFormButtons form={form} cancel={w().form.close} submit={w().send[how]} onCancel={props.onCancel} />
    </form>
  );
}
