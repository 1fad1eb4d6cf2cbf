import { createSignal, onMount } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import type { z } from "zod";
import type { Problem } from "#domain/refusal.ts";
import { refusalIn, requestNumberIn } from "#ui/client.ts";
import { useLanguage } from "#ui/language.tsx";
import { partWords } from "#words/parts.ts";
import { problemSentence } from "#words/problem.ts";
import { refusalSentence } from "#words/refusal.ts";
import { inWords } from "#words/words.ts";
import { problemOf } from "./form-problem.ts";

export interface FormInput<Values extends Record<string, unknown>, Data, Result> {
  /** Names the draft, with the record's id when there is one: `cohort:new`, `person:42`. Null keeps none (passwords). */
  key: string | null;
  initial: Values;
  /** Of the domain; what it makes of the values is what is sent. Without it the values are sent as they are. */
  schema?: z.ZodType<Data>;
  /** Values as the schema wants them (numbers of texts); fields keep their names. */
  read?: (values: Values) => unknown;
  send(data: Data): Promise<Result>;
  /** After the server said yes; the draft is gone by then. */
  done?: (result: Result) => void;
}

const prefix = "concerto.draft.";

/**
 * A form whose draft is kept as one types and survives a reload, a lost session and a refusal; whose errors stand
 * beside their fields, from the domain's schema or from the server's `invalid` refusal. `{...form.field("name")}` on an
 * input, `form.error("name")` on its Field, `form.onSubmit` on the form, `<FormNotices form={form} />` above the buttons.
 */
export function useForm<Values extends Record<string, unknown>, Data = Values, Result = unknown>(input: FormInput<Values, Data, Result>) {
  const { language } = useLanguage();
  const [values, setValues] = createStore<Values>({ ...input.initial });
  const [errors, setErrors] = createStore<Record<string, Problem | string>>({});
  const [pending, setPending] = createSignal(false);
  const [restored, setRestored] = createSignal(false);
  const [dirty, setDirty] = createSignal(false);
  const [failure, setFailure] = createSignal<unknown>(null);
  let element: HTMLFormElement | undefined;
  let tried = false;

  const store = <T>(work: (storage: Storage, key: string) => T): T | null => {
    if (input.key === null) return null;
    try {
      return work(sessionStorage, prefix + input.key);
    } catch {
      return null;
    }
  };
  // After the page is hydrated: the server does not know drafts.
  onMount(() => {
    const draft = store((storage, key) => storage.getItem(key));
    if (!draft) return;
    const kept = JSON.parse(draft) as Partial<Values>;
    const known = Object.fromEntries(Object.entries(kept).filter(([name]) => name in input.initial)) as Partial<Values>;
    if (JSON.stringify({ ...input.initial, ...known }) === JSON.stringify(input.initial)) return;
    setValues(known as Values);
    setRestored(true);
    setDirty(true);
  });

  const judge = (): { ok: true; data: Data } | { ok: false } => {
    const plain = structuredClone(unwrap(values)) as Values;
    const raw = input.read ? input.read(plain) : plain;
    if (!input.schema) return { ok: true, data: raw as Data };
    const read = input.schema.safeParse(raw);
    if (read.success) {
      setErrors(reconcile({}));
      return { ok: true, data: read.data };
    }
    const found: Record<string, Problem | string> = {};
    for (const issue of read.error.issues) found[String(issue.path[0] ?? "")] ??= problemOf(issue, raw);
    setErrors(reconcile(found));
    return { ok: false };
  };

  const set = <Name extends keyof Values & string>(name: Name, value: Values[Name]) => {
    setValues({ [name]: value } as unknown as Values);
    setDirty(true);
    store((storage, key) => storage.setItem(key, JSON.stringify(unwrap(values))));
    // Once told what is wrong, one sees it go as one corrects it.
    if (tried && errors[name] !== undefined) {
      const before = { ...unwrap(errors) };
      if (!judge().ok) {
        const now = unwrap(errors)[name];
        setErrors(reconcile({ ...before, [name]: now } as Record<string, Problem | string>));
        if (now === undefined) setErrors(name, undefined as never);
      }
    }
  };

  const focusFirstError = () =>
    queueMicrotask(() => element?.querySelector<HTMLElement>('[aria-invalid="true"], [data-field="invalid"] input')?.focus());

  const forget = () => {
    store((storage, key) => storage.removeItem(key));
    setRestored(false);
    setDirty(false);
    setErrors(reconcile({}));
    setFailure(null);
    tried = false;
  };

  const submit = async (): Promise<void> => {
    if (pending()) return;
    tried = true;
    setFailure(null);
    const judged = judge();
    if (!judged.ok) return focusFirstError();
    setPending(true);
    try {
      const result = await input.send(judged.data);
      forget();
      input.done?.(result);
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal?.code === "invalid" && refusal.field in input.initial) {
        setErrors(refusal.field, refusal.problem);
        focusFirstError();
      } else setFailure(error);
    } finally {
      setPending(false);
    }
  };

  return {
    values,
    set,
    pending,
    dirty,
    /** True when the draft of an earlier visit was taken up. */
    restored,
    /** What is wrong with a field, in words; null when nothing is. */
    error: (name: keyof Values & string): string | null => {
      const problem = errors[name];
      if (problem === undefined) return null;
      return typeof problem === "string" ? problem : problemSentence(problem, language());
    },
    /** Puts an error beside a field, in words: for a refusal that only this screen can place. */
    setError: (name: keyof Values & string, sentence: string) => {
      setErrors(name, sentence);
      focusFirstError();
    },
    errorCount: () => Object.values(errors).filter((problem) => problem !== undefined).length,
    /** Why it was not sent, when no field is to blame. */
    failure: (): string | null => {
      const error = failure();
      if (error === null) return null;
      const refusal = refusalIn(error);
      if (refusal) return refusalSentence(refusal, language());
      const words = inWords(partWords, language()).form;
      const number = requestNumberIn(error);
      return number === null ? words.failed : words.failedWithNumber(number);
    },
    refusal: () => refusalIn(failure()),
    /** For a text control: `<TextInput {...form.field("name")} />`. */
    field: <Name extends keyof Values & string>(name: Name) => ({
      get value() {
        return values[name];
      },
      onChange: (value: Values[Name]) => set(name, value),
      name,
    }),
    submit,
    onSubmit: (event: SubmitEvent) => {
      event.preventDefault();
      element = event.currentTarget as HTMLFormElement;
      void submit();
    },
    /** Back to the beginning, draft and errors gone. */
    reset: () => {
      forget();
      setValues(reconcile({ ...input.initial }));
    },
  };
}

export type Form = Pick<ReturnType<typeof useForm<Record<string, unknown>>>, "restored" | "failure" | "errorCount" | "reset">;
