import { createSignal, For, onCleanup, Show } from "solid-js";
import { createStore, produce, unwrap } from "solid-js/store";
import Plus from "lucide-solid/icons/plus";
import Trash from "lucide-solid/icons/trash";
import type { ProfileAnswer } from "#domain/profile.ts";
import {
  blankPrerequisite,
  prerequisiteSchema,
  prerequisiteValuesOf,
  profileOf,
  profileSchema,
  profileValuesOf,
  readPrerequisite,
  type PrerequisiteValues,
  type ProfileValues,
} from "#ui/catalogue/profile-values.ts";
import { ProfileFieldInputs } from "#ui/catalogue/profile-fields.tsx";
import { api } from "#ui/client.ts";
import { useFailure } from "#ui/failure.ts";
import { useLanguage, useWords } from "#ui/language.tsx";
import { Button } from "#ui/parts/button.tsx";
import { Checkbox } from "#ui/parts/checkbox.tsx";
import { Field } from "#ui/parts/field.tsx";
import { Notice } from "#ui/parts/notice.tsx";
import { TextArea } from "#ui/parts/text-area.tsx";
import { NumberInput, TextInput } from "#ui/parts/text-input.tsx";
import { longDay } from "#ui/reply/link-frame.tsx";
import { profileWords } from "#words/profile.ts";
import { surveyWords } from "#words/survey.ts";
import type { SurveyPage } from "./survey-screen.tsx";

/** After so long without a key the draft goes to the server, in milliseconds; it is typed again on nobody. */
const pause = 1_200;
type Saving = "none" | "waiting" | "saved" | "failed";

/** The survey itself: everything optional, saved as it is typed, given when one says so, corrected as long as the link is good. */
export function SurveyAnswer(props: { page: SurveyPage; token: string }) {
  const words = useWords(surveyWords);
  const w = () => words().page;
  const p = useWords(profileWords);
  const { language } = useLanguage();
  const failure = useFailure();
  const [values, setValues] = createStore<{ profile: ProfileValues; prerequisites: PrerequisiteValues[] }>({
    profile: profileValuesOf(props.page.answer.profile),
    prerequisites: props.page.answer.prerequisites.map(prerequisiteValuesOf),
  });
  const [tried, setTried] = createSignal(false);
  const [saving, setSaving] = createSignal<Saving>("none");
  const [pending, setPending] = createSignal(false);
  const [refused, setRefused] = createSignal<string | null>(null);
  const [done, setDone] = createSignal(false);
  let form: HTMLFormElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));

  /** What can be kept of what is typed: a number half typed, or a prerequisite without a name, waits for its rest. */
  const kept = (): ProfileAnswer => ({
    profile: profileOf(unwrap(values.profile)),
    prerequisites: values.prerequisites.flatMap((one) => {
      const read = prerequisiteSchema.safeParse(readPrerequisite(one));
      return read.success ? [read.data] : [];
    }),
  });
  const save = async () => {
    try {
      await api.survey.save.mutate({ token: props.token, answer: kept() });
      setSaving("saved");
    } catch {
      setSaving("failed");
    }
  };
  const typed = () => {
    setSaving("waiting");
    setDone(false);
    clearTimeout(timer);
    timer = setTimeout(() => void save(), pause);
  };
  const wrong = (name: keyof ProfileValues & string): string | null => {
    if (!tried()) return null;
    const read = profileSchema.safeParse(values.profile);
    return read.success || !read.error.issues.some(({ path }) => path[0] === name) ? null : p().genderReasonMissing;
  };
  const lacks = (one: PrerequisiteValues): "name" | "students" | "daysBefore" | null => {
    const read = prerequisiteSchema.safeParse(readPrerequisite(one));
    const first = read.success ? undefined : read.error.issues[0]?.path[0];
    return first === "name" || first === "students" || first === "daysBefore" ? first : null;
  };
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    setRefused(null);
    if (!profileSchema.safeParse(values.profile).success || values.prerequisites.some((one) => lacks(one) !== null)) {
      queueMicrotask(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    clearTimeout(timer);
    setPending(true);
    try {
      await api.survey.answer.mutate({ token: props.token, answer: kept() });
      setSaving("none");
      setDone(true);
      window.scrollTo({ top: 0 });
    } catch (error) {
      setRefused(failure.sentence(error));
    } finally {
      setPending(false);
    }
  };
  const set = <Name extends keyof ProfileValues>(name: Name, value: ProfileValues[Name]) => {
    setValues("profile", (before) => ({ ...before, [name]: value }));
    typed();
  };
  const setPrerequisite = (at: number, patch: Partial<PrerequisiteValues>) => {
    setValues("prerequisites", at, patch);
    typed();
  };
  return (
    <>
      <div class="flex flex-col gap-1">
        <p class="text-sm text-muted">{props.page.place.path}</p>
        <h1 class="text-xl font-semibold tracking-[-0.015em] text-balance">{props.page.place.name}</h1>
        <p class="text-pretty">{w().lead(props.page.asker, props.page.place.name)}</p>
        <p class="text-sm text-pretty text-muted">
          {w().until(longDay(props.page.until, language()))} {w().help(props.page.contact.name)}
          <Show when={props.page.contact.email}>
            {(email) => (
              <>
                {" "}
                <a class="break-all text-accent hover:underline" href={`mailto:${email()}`}>
                  {email()}
                </a>
              </>
            )}
          </Show>
        </p>
      </div>
      <Show when={done()}>
        <Notice kind="done" title={w().doneTitle}>
          {w().done(props.page.asker)}
        </Notice>
      </Show>
      <Show when={!done() && props.page.answeredAt}>{(at) => <Notice kind="info">{w().answered(longDay(at(), language()))}</Notice>}</Show>
      <form ref={form} class="flex flex-col gap-5" onSubmit={(event) => void send(event)} novalidate autocomplete="off">
        <div class="flex flex-col gap-4 rounded-xl border border-line bg-surface p-4 sm:p-6">
          <ProfileFieldInputs values={values.profile} set={set} error={wrong} />
        </div>
        <section class="flex flex-col gap-3 rounded-xl border border-line bg-surface p-4 sm:p-6">
          <div>
            <h2 class="font-semibold">{w().prerequisites}</h2>
            <p class="text-sm text-muted">{w().prerequisitesText}</p>
          </div>
          <For each={values.prerequisites}>
            {(one, index) => (
              <fieldset class="flex flex-col gap-3 border-t border-line pt-3">
                <legend class="sr-only">{one.name === "" ? w().number(index() + 1) : one.name}</legend>
                <div class="flex items-start gap-2">
                  <Field
                    class="min-w-0 flex-1"
                    label={p().prerequisites.name}
                    required
                    error={tried() && lacks(one) === "name" ? w().nameMissing : null}
                  >
                    <TextInput value={one.name} maxLength={120} onChange={(name) => setPrerequisite(index(), { name })} />
                  </Field>
                  <Button
                    kind="quiet"
                    aria-label={w().remove(one.name)}
                    icon={<Trash size={15} aria-hidden="true" />}
                    onClick={() => {
                      setValues(
                        "prerequisites",
                        produce((list) => void list.splice(index(), 1)),
                      );
                      typed();
                    }}
                  />
                </div>
                <Field
                  group
                  label={p().prerequisites.who}
                  error={tried() && lacks(one) === "students" ? p().prerequisites.whoMissing : null}
                >
                  <div class="flex flex-wrap gap-x-5 gap-y-2">
                    <Checkbox
                      label={p().prerequisites.students}
                      checked={one.students}
                      onChange={(students) => setPrerequisite(index(), { students })}
                    />
                    <Checkbox
                      label={p().prerequisites.instructors}
                      checked={one.instructors}
                      onChange={(instructors) => setPrerequisite(index(), { instructors })}
                    />
                    <Checkbox
                      label={p().prerequisites.mandatory}
                      checked={one.mandatory}
                      onChange={(mandatory) => setPrerequisite(index(), { mandatory })}
                    />
                  </div>
                </Field>
                <div class="grid gap-3 sm:grid-cols-[8rem_1fr]">
                  <Field label={p().prerequisites.daysBefore}>
                    <NumberInput value={one.daysBefore} onChange={(daysBefore) => setPrerequisite(index(), { daysBefore })} />
                  </Field>
                  <Field label={p().prerequisites.note}>
                    <TextArea rows={1} value={one.note} onChange={(note) => setPrerequisite(index(), { note })} />
                  </Field>
                </div>
              </fieldset>
            )}
          </For>
          <Button
            class="self-start"
            icon={<Plus size={15} aria-hidden="true" />}
            onClick={() => setValues("prerequisites", values.prerequisites.length, { ...blankPrerequisite })}
          >
            {w().add}
          </Button>
        </section>
        <Show when={refused()}>{(why) => <Notice kind="danger">{why()}</Notice>}</Show>
        <div class="flex flex-wrap items-center justify-end gap-x-4 gap-y-2">
          <p class="min-w-0 flex-1 text-sm text-muted" role="status">
            {saving() === "waiting" ? w().saving : saving() === "saved" ? w().saved : saving() === "failed" ? w().unsaved : ""}
          </p>
          <Button kind="primary" type="submit" pending={pending()}>
            {props.page.answeredAt !== null || done() ? w().again : w().send}
          </Button>
        </div>
      </form>
    </>
  );
}
