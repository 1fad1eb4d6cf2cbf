import { A } from "@solidjs/router";
import { For, Show, type JSX } from "solid-js";
import { studentFields, type StudentField, type StudentTexts } from "#domain/student.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Field } from "#ui/parts/field.tsx";
import { FormNotices } from "#ui/parts/form-notices.tsx";
import { useForm } from "#ui/parts/form.ts";
import { Notice } from "#ui/parts/notice.tsx";
import { TextInput } from "#ui/parts/text-input.tsx";
import { refusalSentence } from "#words/refusal.ts";
import { studentWords } from "#words/student.ts";

export const blankStudent: StudentTexts = { number: "", lastName: "", firstName: "", birthDate: "", email: "", phone: "" };

const attributes: Record<StudentField, JSX.InputHTMLAttributes<HTMLInputElement>> = {
  number: { autocomplete: "off", spellcheck: false },
  lastName: { autocomplete: "off", spellcheck: false },
  firstName: { autocomplete: "off", spellcheck: false },
  birthDate: { autocomplete: "off", inputmode: "numeric" },
  email: { autocomplete: "off", inputmode: "email", type: "email" },
  phone: { autocomplete: "off", inputmode: "tel", type: "tel" },
};

/** The facts of a student, typed; the draft stays until it is saved. A number that is somebody's leads to their record. */
export function StudentForm<Result>(props: {
  id: string;
  draft: string;
  initial: StudentTexts;
  send(texts: StudentTexts): Promise<Result>;
  done(result: Result): void;
}) {
  const w = useWords(studentWords);
  const { language } = useLanguage();
  const form = useForm<{ [Name in StudentField]: string }, StudentTexts, Result>({
    key: props.draft,
    initial: { ...props.initial },
    send: (texts) => props.send(texts),
    done: (result) => props.done(result),
  });
  const holder = () => {
    const refusal = form.refusal();
    return refusal?.code === "number-taken" ? refusal : null;
  };
  return (
    <form id={props.id} onSubmit={form.onSubmit} class="flex flex-col gap-3.5" noValidate>
      <Show when={holder()} fallback={<FormNotices form={form} />}>
        {(taken) => (
          <Notice
            kind="danger"
            actions={
              <A class="font-medium text-accent underline" href={`/etudiants/${taken().studentId}`}>
                {w().openHolder(taken().name)}
              </A>
            }
          >
            {refusalSentence(taken(), language())}
          </Notice>
        )}
      </Show>
      <div class="grid gap-x-4 gap-y-3.5 sm:grid-cols-2">
        <For each={studentFields}>
          {(field) => (
            <Field
              label={w().fields[field]}
              required={field === "number" || field === "lastName"}
              error={form.error(field)}
              {...(field === "birthDate" ? { hint: w().birthHint } : {})}
              class={field === "number" || field === "email" ? "sm:col-span-2" : ""}
            >
              <TextInput {...attributes[field]} {...form.field(field)} />
            </Field>
          )}
        </For>
      </div>
    </form>
  );
}
